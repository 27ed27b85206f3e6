"""Following: known words found in a sound that somebody else made, without a recogniser.

Where there is speech is told by its energy; the pauses in it are given to the places where the text pauses; within a
stretch the words are spread by how long their sounds take. Good enough for a caption's light, not for a mouth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ..take import Made, Spec, Take

Floats = npt.NDArray[np.floating]
Stretch = tuple[float, float]
"""Where there is speech: start and end in seconds."""

HOP = 0.01
"""Seconds between two looks at the energy."""
BAND = (180.0, 3800.0)
"""Hertz between which speech is."""
CLEAR = 9.0
"""Decibels over the quietest tenth of the sound from which it may be speech."""
DEEP = 26.0
"""Decibels under the loudest speech at which it has ended."""
FAINT = -55.0
"""Decibels (full scale) under which nothing is speech."""
CLOSURE = 0.13
"""Seconds of silence within a word at most: the stop of a p or a t."""
BLIP = 0.07
"""Seconds: what is shorter is a click."""
LIVELY = 2.0
"""Decibels by which the loudness of speech wanders: a tone and a wind stand still."""
SHARE = (0.45, 2.2)
"""How long speech may be heard, as a share of how long the words take: outside of it, it is something else."""
PAD = (0.06, 0.12)
"""Seconds that are kept before and after a line."""

_VOWELS = frozenset("aeiouæɑɒɔəɚɛɜɝɪʊʌɐᵻAIOWYQ")
_ENDS, _COMMAS = ".!?…", ",;:—–"


class FollowSpec(Spec):
    """One line of several that are said one after the other. Input: a sound take in which all of them are."""

    lines: tuple[str, ...]
    index: int = 0
    language: str = "en"


@dataclass(frozen=True)
class Following:
    """Makes a wav of one line out of a sound.

    Facts: ``words`` as those of a voice take, ``phones`` empty; ``at``: where in the sound the file begins, seconds;
    ``trusted``: whether the words could be told, ``why`` if not; ``share``: speech heard for speech expected.
    """

    tool = "following"
    version = "1"
    suffix = ".wav"

    def make(self, spec: FollowSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the line at ``out``; ToolError if the sound does not read, MakerRefused for nothing to follow."""
        from ..edit.level import RATE
        from ..edit.wav import read_sound, write_sound

        if len(inputs) != 1 or not 0 <= spec.index < len(spec.lines):
            raise MakerRefused("words are followed in one sound, line by line: hand in the sound of their shot")
        sound = read_sound(Path(inputs[0].path))
        heard = follow(sound.mean(axis=1), RATE, spec.lines, spec.language)
        seconds = len(sound) / RATE
        begins, ends = _room(heard.lines, spec.index, seconds)
        write_sound(out, sound[round(begins * RATE) : round(ends * RATE)])
        words = [[text, round(a - begins, 3), round(b - begins, 3)] for text, a, b in heard.lines[spec.index]]
        told = {"at": round(begins, 3), "trusted": not heard.why, "why": heard.why, "share": round(heard.share, 3)}
        return Made(seconds=round(ends - begins, 3), facts={"words": words, "phones": [], **told})


@dataclass(frozen=True)
class Heard:
    """What was made of a sound."""

    lines: tuple[tuple[tuple[str, float, float], ...], ...]
    """Of every line the words with their times."""
    share: float
    why: str
    """Why it cannot be trusted; empty if it can."""


def follow(sound: Floats, rate: int, lines: Sequence[str], language: str = "en") -> Heard:
    """Return when the words of some lines are said in a sound (mono, -1 to 1)."""
    words = [(n, word, seconds) for n, line in enumerate(lines) for word, seconds in _read(line, language)]
    if not words:
        raise MakerRefused("there is nothing to follow: the lines have no words")
    expected = sum(seconds for _, _, seconds in words)
    levels = _levels(sound, rate)
    found = stretches(levels)
    heard = sum(end - start for start, end in found)
    share = heard / expected
    why = _doubt(levels, found, share)
    spread = _spread(words, found or [(0.0, len(levels) * HOP)])
    told = tuple(tuple(spread[i] for i, (n, _, _) in enumerate(words) if n == line) for line in range(len(lines)))
    return Heard(told, share, why)


def stretches(levels: Floats) -> list[Stretch]:
    """Return where there is speech, from levels in decibels, one every ``HOP`` seconds."""
    loud, quiet = float(np.percentile(levels, 97)), float(np.percentile(levels, 8))
    begins = max(FAINT, min(quiet + CLEAR, loud - CLEAR / 2), loud - DEEP)
    active = np.flatnonzero(levels > begins)
    found: list[list[float]] = []
    for frame in active:
        start = float(frame) * HOP
        if found and start - found[-1][1] < CLOSURE:
            found[-1][1] = start + HOP
        else:
            found.append([start, start + HOP])
    return [(start, end) for start, end in found if end - start >= BLIP]


def _levels(sound: Floats, rate: int) -> Floats:
    """Return how loud the voice's band is, in decibels of full scale, over 25 ms every 10."""
    from scipy.signal import butter, sosfiltfilt

    if len(sound) < rate // 20:
        return np.full(5, -120.0)
    voice = sosfiltfilt(butter(2, BAND, "bandpass", fs=rate, output="sos"), sound)
    hop, half = round(HOP * rate), round(0.0125 * rate)
    power = np.concatenate(([0.0], np.cumsum(voice**2)))
    middles = np.arange(0, len(sound), hop)
    left, right = np.maximum(0, middles - half), np.minimum(len(sound), middles + half)
    levels: Floats = 10 * np.log10(np.maximum(1e-12, (power[right] - power[left]) / (right - left)))
    return levels


def _doubt(levels: Floats, found: Sequence[Stretch], share: float) -> str:
    """Return why what is heard is not these words; empty if nothing speaks against it."""
    if not found:
        return "nothing is said in it"
    spoken = np.concatenate([levels[round(start / HOP) : round(end / HOP)] for start, end in found])
    if float(np.std(spoken)) < LIVELY:
        return "what is heard in it does not sound like speech"
    if share < SHARE[0]:
        return f"only {share:.0%} of the speech that its words take is heard"
    if share > SHARE[1]:
        return f"sound is heard for {share:.0%} of the time that its words take"
    return ""


def _room(lines: Sequence[Sequence[tuple[str, float, float]]], index: int, seconds: float) -> Stretch:
    """Return what is kept of a sound for one line: not what belongs to its neighbours."""
    starts, ends = [line[0][1] for line in lines], [line[-1][2] for line in lines]
    earliest = (ends[index - 1] + starts[index]) / 2 if index else 0.0
    latest = (ends[index] + starts[index + 1]) / 2 if index + 1 < len(lines) else seconds
    return max(0.0, earliest, starts[index] - PAD[0]), min(seconds, latest, ends[index] + PAD[1])


def _read(line: str, language: str) -> list[tuple[str, float]]:
    """Return the written words of a line and about how many seconds each takes to say."""
    from .g2p import g2p

    try:
        said = [(word.written, word.phonemes) for word in g2p(line, language)]
    except MakerRefused:  # a language that the embedded voice cannot read, or no words at all
        said = [(word, word) for word in line.split()]
    return [(written, _long(sounds)) for written, sounds in said]


def _long(sounds: str) -> float:
    vowels = sum(symbol in _VOWELS for symbol in sounds)
    others = sum(symbol.isalpha() for symbol in sounds) - vowels
    return max(0.05, 0.08 * vowels + 0.05 * others + 0.028 * sounds.count("ː"))


def _spread(words: Sequence[tuple[int, str, float]], found: Sequence[Stretch]) -> list[tuple[str, float, float]]:
    """Give every word its place: the pauses first, then within each stretch by length."""
    spread: list[tuple[str, float, float]] = []
    for (first, last), (start, end) in zip(_groups(words, found), found, strict=True):
        group = words[first:last]
        if not group:
            continue
        unit = (end - start) / sum(seconds for _, _, seconds in group)
        at = start
        for _, text, seconds in group:
            spread.append((text, at, at + seconds * unit))
            at += seconds * unit
    return spread


def _groups(words: Sequence[tuple[int, str, float]], found: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return which words are said in each stretch: those it has time for, and pauses where the text has them."""
    lengths = np.concatenate(([0.0], np.cumsum([seconds for _, _, seconds in words])))
    rate = sum(end - start for start, end in found) / lengths[-1]
    count, best = len(words), [[inf] * (len(words) + 1) for _ in range(len(found) + 1)]
    came = [[0] * (count + 1) for _ in range(len(found) + 1)]
    best[0][0] = 0.0
    for n, (start, end) in enumerate(found, 1):
        for last in range(count + 1):
            for first in range(last + 1):
                if best[n - 1][first] == inf:
                    continue
                cost = best[n - 1][first] + _cost(
                    words, first, last, (lengths[last] - lengths[first]) * rate, end - start
                )
                if cost < best[n][last]:
                    best[n][last], came[n][last] = cost, first
    groups, last = [], count
    for n in range(len(found), 0, -1):
        groups.append((came[n][last], last))
        last = came[n][last]
    return groups[::-1]


def _cost(words: Sequence[tuple[int, str, float]], first: int, last: int, wanted: float, there: float) -> float:
    """Return how unlikely it is that these words are said in so long a stretch."""
    if first == last:  # a breath, a step
        return 0.3 + 3 * there
    misfit = (wanted - there) / (0.15 + 0.25 * there)
    inside = sum(_pause(one, two) for one, two in pairwise(words[first:last]))
    torn = 0.0 if last == len(words) else 1.2 * (1 - _pause(words[last - 1], words[last]))
    return misfit * misfit + 0.7 * inside + torn


def _pause(one: tuple[int, str, float], two: tuple[int, str, float]) -> float:
    """Return how surely one pauses between two words, 0 to 1."""
    end = one[1].rstrip("”\"')")[-1:]
    if one[0] != two[0]:
        return 1.0
    return 0.8 if end in _ENDS else 0.4 if end in _COMMAS else 0.0
