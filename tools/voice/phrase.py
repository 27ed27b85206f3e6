"""A phrase in time: which symbols the model gets, how long each lasts, and when every word and phoneme is heard."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from .g2p import PAUSES
from .model import FRAME, LONGEST, RATE, Floats, Timing
from .reading.word import ReadWord

LATE = 3
"""Frames by which the model's audio runs ahead of its own durations (75 ms)."""
LEAD = 0.04
"""Seconds kept before the first sound."""
EDGE = 0.006
"""Seconds over which kept audio rises from silence and falls into it."""
TAIL = 0.06
"""Seconds kept after the last sound, for its release."""
MARGIN = 5
"""Frames decoded before and after what is kept; the model's long silences beyond cost a quarter of its time."""
AUDIBLE = 1.0
"""The model's energy above which something is heard (about -45 dB)."""
MARKS = frozenset("ˈˌːʰʲᵝ↓→↗↘̃")
RESTS = {"…": 0.36, ".": 0.2, "!": 0.16, "?": 0.22}
"""Seconds of silence after a phrase that ends so, besides LEAD and TAIL."""

Frames = npt.NDArray[np.int64]
Times = list[tuple[str, float, float]]
"""A word or a phoneme, when it starts and when it ends, in seconds."""


@dataclass(frozen=True)
class Phrase:
    """Words said in one breath, and the symbols given to the model."""

    words: tuple[ReadWord, ...]

    @property
    def symbols(self) -> str:
        """The phonemes of all words, a space between."""
        return " ".join(word.phonemes for word in self.words if word.phonemes)

    @property
    def rest(self) -> float:
        """Seconds of silence after it, when another follows."""
        return RESTS.get(self.symbols[-1], 0.06)


def phrases(words: tuple[ReadWord, ...]) -> tuple[Phrase, ...]:
    """Cut a reading into phrases: at sentence ends, where the model alone would hurry on, and where it must breathe."""
    cut: list[list[ReadWord]] = [[]]
    size = 0
    for word in words:
        step = len(word.phonemes) + 1
        if size + step > LONGEST and any(held.sounds for held in cut[-1]):
            cut.append([])
            size = 0
        cut[-1].append(word)
        size += step
        if word.phonemes[-1:] in RESTS:
            cut.append([])
            size = 0
    return _sounding([Phrase(tuple(part)) for part in cut if part])


def _sounding(cut: list[Phrase]) -> tuple[Phrase, ...]:
    """Give the words of a phrase without sound to its neighbour."""
    kept: list[Phrase] = []
    waiting: tuple[ReadWord, ...] = ()
    for phrase in cut:
        if any(word.sounds for word in phrase.words):
            kept.append(Phrase(waiting + phrase.words))
            waiting = ()
        elif kept:
            kept[-1] = Phrase(kept[-1].words + phrase.words)
        else:
            waiting += phrase.words
    return tuple(kept)


class Clock:
    """When each symbol of a phrase is heard, from its frames and the model's energy.

    Times inside are seconds of the decoded audio; those it returns count from the start of the kept audio.
    """

    def __init__(self, phrase: Phrase, frames: Frames, energy: Floats, timbre: float) -> None:
        self.phrase = phrase
        self._unit = FRAME / RATE / timbre
        self._edges = np.concatenate(([0], np.cumsum(frames)))
        self._loud = np.flatnonzero(energy.ravel() > AUDIBLE)
        sounding = [place for place, symbol in enumerate(phrase.symbols) if symbol.isalpha()]
        self._begin = self._heard(sounding[0])
        self._end = self._dies(self._heard(sounding[-1]), self._heard(sounding[-1] + 1) + 2 * LATE * self._unit)

    @property
    def cut(self) -> tuple[int, int]:
        """First and last sample of the decoded, resized audio to keep."""
        return round((self._begin - LEAD) * RATE), round((self._end + TAIL) * RATE)

    @property
    def window(self) -> tuple[int, int]:
        """First and last frame that must be decoded for the kept audio."""
        first, last = (sample / RATE / self._unit for sample in self.cut)
        return max(0, floor(first) - MARGIN), min(int(self._edges[-1]), ceil(last) + MARGIN)

    def kept(self, audio: Floats) -> Floats:
        """Return the audio to keep out of the decoded, resized window: silent where it has none, its edges faded."""
        first, last = (sample - round(self.window[0] * self._unit * RATE) for sample in self.cut)
        kept = np.zeros(last - first, np.float32)
        source = audio[max(0, first) : last]
        at = max(0, -first)
        kept[at : at + len(source)] = source
        ramp = np.minimum(1.0, np.arange(len(kept)) / (EDGE * RATE)).astype(np.float32)
        return kept * ramp * ramp[::-1]

    @property
    def seconds(self) -> float:
        """Length of the kept audio."""
        first, last = self.cut
        return (last - first) / RATE

    def _heard(self, place: int) -> float:
        """When symbol ``place`` begins; the start mark comes before symbol 0."""
        return float((self._edges[place + 1] - LATE) * self._unit)

    def _dies(self, begin: float, end: float) -> float:
        """When the sound between ``begin`` and ``end`` is no longer heard."""
        step = self._unit / 2
        loud = self._loud[(self._loud * step >= begin) & (self._loud * step < end)]
        return float(loud[-1] + 1) * step if len(loud) else min(end, begin + 0.1)

    def phones(self, start: float = 0.0) -> Times:
        """Return the sounding phonemes with their times; marks count to the phoneme they belong to."""
        found: Times = []
        pending: float | None = None
        for place, symbol in enumerate(self.phrase.symbols):
            begin, end = self._heard(place), self._ends(place)
            if symbol in "ˈˌ":
                pending = begin
            elif symbol in MARKS and found:
                found[-1] = (found[-1][0], found[-1][1], end)
            elif symbol.isalpha():
                found.append((symbol, begin if pending is None else pending, end))
                pending = None
        return self._from(start, found)

    def _ends(self, place: int) -> float:
        """When symbol ``place`` ends: where the next begins; before a pause, or at the end, when it dies away."""
        rest = self.phrase.symbols[place + 1 :]
        following = rest.lstrip()[:1]
        if following and following not in PAUSES:
            return self._heard(place + 1)
        later = next((place + 1 + n for n, symbol in enumerate(rest) if symbol.isalpha()), None)
        return self._end if later is None else self._dies(self._heard(place), self._heard(later) - self._unit)

    def words(self, start: float = 0.0) -> Times:
        """Return every written word with its times; a silent one stands, without length, where the word before ends."""
        found: Times = []
        place, last = 0, self._begin
        for word in self.phrase.words:
            sounding = [place + n for n, symbol in enumerate(word.phonemes) if symbol.isalpha()]
            begin = self._heard(sounding[0]) if sounding else last
            last = self._ends(sounding[-1]) if sounding else last
            found.append((word.written, begin, last))
            place += len(word.phonemes) + 1 if word.phonemes else 0
        return self._from(start, found)

    def _from(self, start: float, found: Times) -> Times:
        shift = start + LEAD - self._begin
        return [(text, begin + shift, max(begin, end) + shift) for text, begin, end in found]


def paced(timing: Timing, phrase: Phrase, pace: float, pause: float) -> npt.NDArray[np.float64]:
    """Return the frames a token in this delivery, not yet whole: faster by ``pace``, pauses longer by ``pause``."""
    frames = timing.frames.astype(np.float64) / pace
    for place, symbol in enumerate(phrase.symbols):
        if symbol in PAUSES:
            frames[place + 1] *= pause
    return np.maximum(frames, 1.0)


def whole(frames: npt.NDArray[np.float64]) -> Frames:
    """Round frames so that no edge drifts by more than half a frame, and none vanishes."""
    edges = np.rint(np.concatenate(([0.0], np.cumsum(frames)))).astype(np.int64)
    return np.maximum(np.diff(edges), 1)
