"""Footage of a small room, as somebody might bring it."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.take import Take

from .place import Pixels, seen, walk

SIZE = (320, 180)
Film = Callable[..., Take]


def filmed(path: Path, frames: Iterable[Pixels], *options: str, fps: int = 10) -> Take:
    """Write frames (height x width x 3, RGB) as a video that is hardly compressed."""
    pictures = [np.ascontiguousarray(frame) for frame in frames]
    height, width = pictures[0].shape[:2]
    command = [ffmpeg.binary(), "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}"]
    command += ["-r", str(fps), "-i", "-", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "14"]
    command += ["-pix_fmt", "yuv420p", "-threads", "1", *options, str(path)]
    subprocess.run(command, input=b"".join(picture.tobytes() for picture in pictures), check=True)
    return Take(key=path.stem, tool="user", version="1", path=str(path))


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """Return what makes footage of frames; further options of ffmpeg come before the output."""

    def make(frames: Iterable[Pixels], *options: str, name: str = "place.mp4", fps: int = 10) -> Take:
        return filmed(tmp_path / name, frames, *options, fps=fps)

    return make


@pytest.fixture(scope="session")
def eyes() -> list[Eye]:
    """From where the walk was filmed."""
    return walk(24)


@pytest.fixture(scope="session")
def walked(eyes: list[Eye]) -> list[Pixels]:
    """The frames of somebody who walks round the room."""
    return [seen(eye, *SIZE, fine=1) for eye in eyes]
