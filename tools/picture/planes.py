"""Planes: frames as the encoder keeps them, luma over two quarter-sized chromas: what stays is never converted."""

import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ..edit import ffmpeg
from .windows import Box

Pixels = npt.NDArray[np.uint8]

_BT709 = np.array(
    [
        [0.182586, 0.614231, 0.062007, 16.0],
        [-0.100644, -0.338572, 0.439216, 128.0],
        [0.439216, -0.398942, -0.040274, 128.0],
    ],
    np.float32,
)
"""From RGB of the full range to limited luma and chromas, as the encoder is told to convert."""


def planes(path: Path, width: int, height: int) -> Generator[Pixels]:
    """Yield the frames of a segment, each as ``height * 3 / 2`` rows of ``width`` bytes, to be written into.

    Raises ToolError if it cannot be read. Whoever stops listening ends the decoder.
    """
    size = width * height * 3 // 2
    command = [ffmpeg.binary(), "-nostdin", "-hide_banner", "-loglevel", "error", *ffmpeg.source(path, "-threads", "1")]
    command += ["-map", "0:v:0", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints)
        assert process.stdout is not None
        try:
            while True:
                frame = np.empty(size, np.uint8)
                if process.stdout.readinto(frame.data) < size:  # type: ignore[attr-defined]  # it is buffered
                    break
                yield frame.reshape(height * 3 // 2, width)
            if process.wait():
                complaints.seek(0)
                raise ffmpeg.failure(f"reading {path.name}", complaints.read().decode("utf-8", "replace"))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def write(frame: Pixels, drawn: Pixels, place: Box) -> None:
    """Put RGB pixels into a frame of planes, in place; the edges of ``place`` are even."""
    rows, width = frame.shape
    height = rows * 2 // 3
    luma, blue, red = cv2.split(cv2.transform(drawn, _BT709))
    frame[place.slices] = luma
    half = Box(place.left // 2, place.top // 2, place.right // 2, place.bottom // 2)
    chromas = frame[height:].reshape(2, height // 2, width // 2)
    for chroma, full in zip(chromas, (blue, red), strict=True):
        chroma[half.slices] = cv2.resize(full, (half.width, half.height), interpolation=cv2.INTER_AREA)
