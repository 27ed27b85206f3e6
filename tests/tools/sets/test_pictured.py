"""A set of one picture, against the practice room that the picture was taken in, where everything is known."""

import hashlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.memory.sets import Eye
from cliffhanger.memory.storyboard import Framing
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.sets.geometry import look_at
from cliffhanger.tools.sets.opening import open_set
from cliffhanger.tools.sets.pictured import ENOUGH_SEEN, PictureSet, Picturing, suited
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.set import Set
from cliffhanger.tools.sets.spec import PictureSetSpec
from cliffhanger.tools.take import Made, Take

TALL = 2.8
"""Metres: the practice room's ceiling."""
SIZE = (480, 360)


def taken(path: Path) -> Take:
    return Take(key="picture", tool="photograph", version="1", path=str(path))


def photograph(eye: Eye, folder: Path, width: int = SIZE[0], height: int = SIZE[1]) -> Path:
    path = folder / "room.png"
    cv2.imwrite(str(path), cv2.cvtColor(Room().render(eye, width, height, 1).colour, cv2.COLOR_RGB2BGR))
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[PictureSet, Made, Path]:
    folder = tmp_path_factory.mktemp("pictured")
    path, out = photograph(Room().front_eye(), folder), folder / "room.set"
    facts = Picturing().make(PictureSetSpec(tall=TALL), out, [taken(path)])
    a_set = open_set(out)
    assert isinstance(a_set, PictureSet)
    return a_set, facts, out


def psnr(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> float:
    return float(10 * np.log10(255**2 / np.mean((one.astype(float) - other.astype(float)) ** 2)))


def test_the_camera_and_the_room_are_found(made: tuple[PictureSet, Made, Path]) -> None:
    a_set, report, _ = made
    assert isinstance(a_set, Set) and report.facts["room"] is True
    truth = Room().front_eye()
    assert a_set.laid.eye.fov == pytest.approx(truth.fov, abs=4)
    assert abs(a_set.laid.eye.pitch) < 1.5 and abs(a_set.laid.eye.roll) < 1
    assert a_set.laid.eye.at[1] == pytest.approx(truth.at[1], abs=0.2)
    wide, high = report.facts["size"]  # type: ignore[misc]
    assert wide == pytest.approx(6.0, rel=0.15) and high == TALL


def test_the_floor_is_as_deep_as_it_is(made: tuple[PictureSet, Made, Path]) -> None:
    """Where the picture shows bare floor, its depth is right to one part in ten."""
    a_set, _, _ = made
    room, eye = Room(), Room().front_eye()
    depth = room.depth(eye, *SIZE)
    rows = (np.arange(SIZE[1]) + 0.5 - SIZE[1] / 2) / (SIZE[1] / 2) * np.tan(np.radians(eye.fov / 2))
    floor = np.abs(eye.at[1] - depth * rows[:, None]) < 0.02
    assert floor.mean() > 0.03
    ours = a_set.plate(a_set.laid.eye, *SIZE).depth
    off = np.abs(np.log(ours[floor] / depth[floor]))
    assert float(np.median(off)) < 0.1


@pytest.mark.parametrize("aside", [-0.4, 0.2, 0.4])
def test_from_beside_it_is_nearer_to_the_truth_than_the_picture_is(
    made: tuple[PictureSet, Made, Path], aside: float
) -> None:
    a_set, _, _ = made
    truth, own = Room().front_eye(), a_set.laid.eye
    x, y, z = truth.at
    there = Room().render(truth.model_copy(update={"at": (x + aside, y, z)}), *SIZE, 1)
    x, y, z = own.at
    plate = a_set.plate(own.model_copy(update={"at": (x + aside, y, z)}), *SIZE)
    unmoved = a_set.plate(own, *SIZE).colour
    seen = plate.seen  # what nobody saw cannot be right
    assert seen.mean() > 0.85
    assert psnr(plate.colour[seen], there.colour[seen]) > psnr(unmoved[seen], there.colour[seen]) + 3


def test_the_front_shows_the_picture_itself(made: tuple[PictureSet, Made, Path]) -> None:
    a_set, _, _ = made
    picture = Room().render(Room().front_eye(), *SIZE, 1).colour
    plate = a_set.plate(a_set.laid.eye, *SIZE)
    assert np.abs(plate.colour.astype(int) - picture).mean() < 3 and plate.seen.mean() > 0.99


def test_cameras_stay_where_the_picture_saw_enough(made: tuple[PictureSet, Made, Path]) -> None:
    a_set, report, _ = made
    cameras = {one.name: one for one in a_set.cameras()}
    assert next(iter(cameras)) == "front" and {"left", "right"} <= set(cameras)
    assert all(one.seen >= ENOUGH_SEEN and a_set.free(one.eye.at) for one in cameras.values())
    assert cameras["left"].eye.at[0] < cameras["front"].eye.at[0] < cameras["right"].eye.at[0]
    assert not a_set.free((0.0, -0.5, 0.0)) and not a_set.free((9.0, 1.5, 0.0))
    away = look_at((0.0, 1.5, 0.0), (0.0, 1.5, 3.0), 50)
    assert a_set.share_seen(away) < 0.2
    marks = a_set.marks()
    assert marks[0].name == "middle" and len({mark.name for mark in marks}) == len(marks) >= 2
    assert [one["name"] for one in report.facts["cameras"]] == list(cameras)  # type: ignore[attr-defined]


def test_the_same_picture_is_the_same_set(made: tuple[PictureSet, Made, Path], tmp_path: Path) -> None:
    _, _, out = made
    again = tmp_path / "again.set"
    Picturing().make(PictureSetSpec(tall=TALL), again, [taken(out.with_name("room.png"))])
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(out.read_bytes()).digest()


def test_a_place_without_walls_is_open_ground(tmp_path: Path) -> None:
    y, x = np.mgrid[:360, :480]
    hills = np.where(y < 200 + 18 * np.sin(x / 60), 200 - y * 0.2, 90 + y * 0.1)
    path = tmp_path / "hills.png"
    cv2.imwrite(str(path), np.repeat(hills[..., None], 3, axis=2).astype(np.uint8))
    report = Picturing().make(PictureSetSpec(), tmp_path / "hills.set", [taken(path)])
    assert report.facts["room"] is False and "open ground" in str(report.facts["notes"])
    a_set = open_set(tmp_path / "hills.set")
    assert a_set.share_seen(a_set.cameras()[0].eye) > 0.98 and a_set.marks()


@pytest.mark.parametrize(
    ("pixels", "said"),
    [
        (np.zeros((100, 100, 3), np.uint8), r"100x100: .* at least 320 pixels"),
        (np.full((400, 400, 3), 90, np.uint8), "one even tone"),
    ],
)
def test_what_is_no_picture_of_a_place_is_refused(pixels: npt.NDArray[np.uint8], said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.png"
    cv2.imwrite(str(path), pixels)
    with pytest.raises(MakerRefused, match=said):
        Picturing().make(PictureSetSpec(), tmp_path / "bad.set", [taken(path)])
    assert not (tmp_path / "bad.set").exists()


def test_what_is_no_picture_at_all_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("no picture", encoding="utf-8")
    with pytest.raises(MakerRefused, match="does not read as a picture"):
        Picturing().make(PictureSetSpec(), tmp_path / "bad.set", [taken(tmp_path / "words.png")])
    with pytest.raises(ToolError, match="one picture"):
        Picturing().make(PictureSetSpec(), tmp_path / "bad.set")
    (tmp_path / "bad.set").write_bytes(b"nothing")
    with pytest.raises(MakerRefused, match="lay the picture out again"):
        PictureSet.read(tmp_path / "bad.set")


def test_furniture_stands_before_the_wall(made: tuple[PictureSet, Made, Path]) -> None:
    """The armchair in the corner of the picture is a card: nearer than the wall behind it, and nobody stands in it."""
    a_set, report, _ = made
    assert report.facts["cards"] == len(a_set.laid.cards) >= 1
    armchair = min(a_set.laid.cards, key=lambda card: card.foot[0])
    x, z = armchair.foot
    assert not a_set.free((x, 0.5, z - 0.1)) and a_set.free((x, armchair.tall + 0.5, z - 0.1))
    depth = a_set.plate(a_set.laid.eye, *SIZE).depth
    truth = Room().depth(Room().front_eye(), *SIZE)
    at = (round(SIZE[1] * 0.75), round(SIZE[0] * 0.08))
    wall = truth[round(SIZE[1] * 0.4), round(SIZE[0] * 0.5)]
    assert truth[at] < depth[at] < 0.6 * wall, "its foot is below the picture: nearer than its last row, that is all"
    assert not any(card.holds((mark.x, 0.5, mark.z), 0.2) for card in a_set.laid.cards for mark in a_set.marks())


@pytest.mark.parametrize(("framing", "said"), [("close_up", "that is a portrait"), ("medium", "they stay in the set")])
def test_somebody_in_the_picture_is_told_of_and_a_portrait_refused(framing: Framing, said: str, tmp_path: Path) -> None:
    mia = FigureSpec(look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs"))
    told = {"width": 360, "height": 640, "seconds": 1.0, "draft": True, "seed": 5, "figures": (mia,)}
    shot = ShotSpec.model_validate(told | {"framing": framing, "stage": StageSpec(set="apartment", hour="dusk")})
    path = tmp_path / "mia.png"
    cv2.imwrite(str(path), cv2.cvtColor(still(shot, 0.2), cv2.COLOR_RGB2BGR))
    if framing == "close_up":
        with pytest.raises(MakerRefused, match=said):
            suited(path)
    else:
        assert said in suited(path)[1][0]
