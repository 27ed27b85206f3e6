"""Stills: of a shot, of a take, of nothing."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.picture.encode import Encoding, encode
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.picture.still import Still, StillSpec
from cliffhanger.tools.take import Take, take_key

FACE = FigureSpec(look=Look(sex="woman"), outfit=Outfit(garment="scrubs"))
SHOT = ShotSpec(
    width=72, height=96, seconds=1.0, framing="close_up", stage=StageSpec(set="hospital"), figures=(FACE,), draft=True
)


def filmed(path: Path, colours: list[tuple[int, int, int]]) -> Take:
    """One second of flat colours, each for as long."""
    frames = [np.full((64, 36, 3), colour, np.uint8) for colour in colours for _ in range(24 // len(colours))]
    encode(frames, path, Encoding(36, 64, 24, draft=True))
    return Take(key="ab" * 32, tool="drawn", version="1", path=str(path), seconds=1.0)


def test_a_shot_is_drawn_without_being_filmed_and_always_alike(tmp_path: Path) -> None:
    spec = StillSpec(shot=SHOT, width=72)
    for name in ("a.jpg", "b.jpg"):
        Still().make(spec, tmp_path / name)
    picture = cv2.imread(str(tmp_path / "a.jpg"))
    assert picture is not None
    assert picture.shape == (96, 72, 3)
    assert picture.std() > 20
    assert (tmp_path / "a.jpg").read_bytes() == (tmp_path / "b.jpg").read_bytes()


def test_a_frame_is_taken_where_it_was_asked_for(tmp_path: Path) -> None:
    take = filmed(tmp_path / "a.mp4", [(220, 20, 20), (20, 20, 220)])
    for at, channel in ((0.1, 2), (0.9, 0)):  # OpenCV reads blue, green, red
        out = tmp_path / f"{at}.jpg"
        Still().make(StillSpec(at=at, width=360), out, [take])
        picture = cv2.imread(str(out))
        assert picture is not None
        assert picture.shape == (64, 36, 3)  # never enlarged
        assert int(picture.mean(axis=(0, 1)).argmax()) == channel
    Still().make(StillSpec(at=0.1, width=18), tmp_path / "small.jpg", [take])
    small = cv2.imread(str(tmp_path / "small.jpg"))
    assert small is not None and small.shape == (32, 18, 3)


def test_of_nothing_there_is_no_still(tmp_path: Path) -> None:
    with pytest.raises(MakerRefused):
        Still().make(StillSpec(), tmp_path / "a.jpg")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"nothing")
    take = Take(key="ab" * 32, tool="drawn", version="1", path=str(broken), seconds=1.0)
    with pytest.raises(ToolError):
        Still().make(StillSpec(), tmp_path / "a.jpg", [take])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.mp4"]


def test_the_key_follows_from_the_take() -> None:
    keys = {take_key(Still.tool, Still.version, StillSpec(at=at), [take]) for at in (0.3, 0.5) for take in ("a", "b")}
    assert len(keys) == 4
