"""Aligning: when each word and phoneme is said in a sound that an engine without times has made.

The embedded voice says the same line; its times are known to 22 ms. The two sounds are laid over each other by what
they have in common (the shape of the spectrum, not whose it is), and its times are read off the other's clock. No
recogniser: what is installed must not change what a take holds.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from scipy import ndimage
from scipy.fft import dct

from ...errors import MakerRefused
from ...memory.look import Voice
from .following import follow
from .hearing import hear
from .kokoro import Kokoro
from .likeness import bands
from .model import RATE, Floats
from .phrase import Times
from .samples import listen_to
from .spec import SpeechSpec

_STEP = 0.01
"""Seconds a frame."""
_SHAPES = 13
_QUIET = 3.5
"""Weight of being silent together: pauses are what two speakers of one line have most in common."""
_SLANT = 0.35
"""What a frame costs that is passed without the other sound going on."""
_WIDE = 0.3
"""Share of the line by which one may be ahead of the other."""
_LOW, _HIGH = Voice(style="align", blend={"am_michael": 1.0}), Voice(style="align", blend={"af_heart": 1.0})


def align(audio: Floats, text: str, language: str) -> tuple[Times, Times]:
    """Return the words (as written) and phonemes of ``text`` with their times in mono 24 kHz ``audio``, in seconds.

    In a language that the embedded voice cannot read, words are found by their pauses, and phonemes are letters.
    """
    pitch = hear(audio).pitch
    spec = SpeechSpec(text=text, language=language, voice=_HIGH if pitch > 155 else _LOW)
    with TemporaryDirectory() as desk:
        out = Path(desk) / "said.wav"
        try:
            said = Kokoro().make(spec, out)
        except MakerRefused:
            return _followed(audio, text, language)
        model = listen_to(out)
    clock = _clock(model, audio)
    return _read_off(said.facts["words"], clock), _read_off(said.facts["phones"], clock)


def _clock(model: Floats, audio: Floats) -> npt.NDArray[np.float64]:
    """Return for every 10 ms of ``model`` when the same is heard in ``audio``, in seconds; never running backwards."""
    first, second = _shape(model), _shape(audio)
    pairs = _path(first, second)
    times = np.zeros(len(first))
    counts = np.zeros(len(first))
    np.add.at(times, pairs[:, 0], pairs[:, 1])
    np.add.at(counts, pairs[:, 0], 1)
    smooth = ndimage.uniform_filter1d(times / np.maximum(counts, 1), 3, mode="nearest")
    return np.maximum.accumulate(smooth) * _STEP


def _shape(audio: Floats) -> npt.NDArray[np.float64]:
    """Return (frames, shapes): the spectrum's shape without the speaker's own, how it moves, and whether it is loud."""
    energies = bands(audio, RATE)
    loud = energies.max(axis=1)
    speaking = loud > np.percentile(loud, 95) - 3.0
    cepstra = dct(energies, axis=1, norm="ortho")[:, 1:_SHAPES]
    known = cepstra[speaking] if speaking.sum() > 10 else cepstra
    cepstra = (cepstra - known.mean(axis=0)) / (known.std(axis=0) + 1e-6)
    moving = ndimage.convolve1d(cepstra, np.array([2, 1, 0, -1, -2]) / 10, axis=0, mode="nearest")
    level = np.clip((loud - np.percentile(loud, 95)) / 3.0 + 1.0, 0.0, 1.2)[:, None]
    return np.concatenate((cepstra * level, 2.0 * moving * level, _QUIET * level), axis=1)


def _path(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return the pairs of frames of the cheapest way through both, in order."""
    rows, columns = len(first), len(second)
    cost = np.sqrt(np.maximum(
        (first**2).sum(1)[:, None] + (second**2).sum(1)[None] - 2 * first @ second.T, 0.0))  # fmt: skip
    ahead = np.abs(np.arange(rows)[:, None] / rows - np.arange(columns)[None] / columns)
    cost = np.where(ahead > _WIDE, cost + 50.0, cost)
    total = np.empty((rows, columns))
    total[0] = np.cumsum(cost[0] + _SLANT)
    for row in range(1, rows):
        above = total[row - 1]
        entered = cost[row] + np.minimum(above + _SLANT, np.concatenate(([np.inf], above[:-1])))
        # Going on along the row costs a sum: the least of it is a running minimum.
        along = np.cumsum(cost[row] + _SLANT)
        total[row] = np.minimum.accumulate(entered - along) + along
    return _back(total, cost)


def _back(total: npt.NDArray[np.float64], cost: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    row, column = total.shape[0] - 1, total.shape[1] - 1
    pairs = [(row, column)]
    while row or column:
        ways = []
        if row and column:
            ways.append((total[row - 1, column - 1], row - 1, column - 1))
        if row:
            ways.append((total[row - 1, column] + _SLANT, row - 1, column))
        if column:
            ways.append((total[row, column - 1] + _SLANT, row, column - 1))
        _, row, column = min(ways)
        pairs.append((row, column))
    return np.array(pairs[::-1], np.int64)


def _read_off(known: object, clock: npt.NDArray[np.float64]) -> Times:
    times = np.arange(len(clock)) * _STEP
    rows: Sequence[tuple[str, float, float]] = known if isinstance(known, list) else []
    ends = np.interp([(start, end) for _, start, end in rows], times, clock) if rows else np.zeros((0, 2))
    return [(str(row[0]), float(start), float(max(start, end))) for row, (start, end) in zip(rows, ends, strict=True)]


def _followed(audio: Floats, text: str, language: str) -> tuple[Times, Times]:
    (words,) = follow(audio, RATE, [text], language).lines
    phones: Times = []
    for word, start, end in words:
        letters = [letter for letter in word.lower() if letter.isalpha()]
        step = (end - start) / max(1, len(letters))
        phones += [(letter, start + n * step, start + (n + 1) * step) for n, letter in enumerate(letters)]
    return [(str(word), float(start), float(end)) for word, start, end in words], phones
