"""Footage that is made in a line: a test card or a drawn face, with a tone or with voices."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.level import RATE
from cliffhanger.tools.edit.wav import write_sound
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey, ShotSpec, StageSpec
from cliffhanger.tools.take import Take

Film = Callable[..., Path]

MIA = FigureSpec(look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"))
DAN = FigureSpec(look=Look(sex="man", hair="swept", age=34), outfit=Outfit(garment="suit", colour="#22263a"))
SPOKEN = tuple(
    MouthKey(at=0.2 + 0.15 * n, shape=shape, open=opened)
    for n, (shape, opened) in enumerate([("aa", 1.0), ("PP", 0.0), ("O", 0.9), ("sil", 0.0), ("aa", 1.0), ("sil", 0.0)])
)


def take(path: Path, key: str = "v") -> Take:
    return Take(key=key * 64, tool="test", version="1", path=str(path))


@pytest.fixture
def film(tmp_path: Path) -> Film:
    """Film a test card of one second with a tone; further arguments of ffmpeg come before the output."""

    def make(*more: str, name: str = "clip.mp4", rate: str = "24", size: str = "160x90", sound: bool = True) -> Path:
        path = tmp_path / name
        seen = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration=1"]
        tone = ["-f", "lavfi", "-i", "sine=frequency=220:duration=1", "-c:a", "aac"] if sound else []
        ffmpeg.run([*seen, *tone, "-c:v", "libx264", "-pix_fmt", "yuv420p", *more, "-y", str(path)], "filming")
        return path

    return make


@pytest.fixture(scope="session")
def face(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawn woman who speaks for a second beside a man who does not; and the sound of it, ``face.wav``."""
    folder = tmp_path_factory.mktemp("face")
    spec = ShotSpec(
        width=324,
        height=576,
        fps=12,
        seconds=1.25,
        framing="two_shot",
        stage=StageSpec(set="apartment", hour="dusk"),
        figures=(MIA.model_copy(update={"mouth": SPOKEN}), DAN),
        seed=5,
        draft=True,
    )
    Drawn().make(spec, folder / "face.mp4")
    times = np.arange(round(1.25 * RATE)) / RATE
    loud = np.interp(times, [key.at + 0.03 for key in SPOKEN], [key.open for key in SPOKEN], 0, 0)
    voice = 0.2 * loud * np.sign(np.sin(2 * np.pi * 180 * times))
    write_sound(folder / "face.wav", np.stack([voice, voice], axis=1).astype(np.float32))
    write_sound(folder / "bed.wav", np.zeros((len(times), 2), np.float32))
    return folder / "face.mp4"
