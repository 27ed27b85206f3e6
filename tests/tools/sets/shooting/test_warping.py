"""Frames between plates."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.picture.light import Light
from cliffhanger.tools.sets.geometry import rays
from cliffhanger.tools.sets.set import Plate
from cliffhanger.tools.sets.shooting.reel import Reel
from cliffhanger.tools.sets.shooting.warping import warp

from .conftest import CAMERAS, PracticeSet

SIZE = (162, 288)
START = Eye(at=(-0.12, 1.35, 1.6), yaw=10, fov=46)
END = Eye(at=(0.16, 1.38, 1.5), yaw=-2, fov=46)


def between(u: float) -> Eye:
    """An eye on the way, a little narrower than the keys."""
    at = tuple(a + (b - a) * u for a, b in zip(START.at, END.at, strict=True))
    return Eye(at=at, yaw=START.yaw + (END.yaw - START.yaw) * u, fov=42)


@pytest.fixture(scope="module")
def reel(room: PracticeSet) -> Reel:
    return Reel((room.plate(START, 216, 320), room.plate(END, 216, 320)), Light())


def psnr(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> float:
    return float(10 * np.log10(255**2 / np.mean((one.astype(float) - other) ** 2)))


@pytest.mark.parametrize("u", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_a_frame_on_the_way_is_what_the_place_looks_like_from_there(u: float, reel: Reel, room: PracticeSet) -> None:
    truth, frame = room.plate(between(u), *SIZE), warp(reel, between(u), *SIZE)
    assert psnr(frame.colour, truth.colour) > 25
    assert np.median(np.abs(frame.depth / truth.depth - 1)) < 0.005
    assert frame.seen.mean() > 0.99


def test_one_plate_is_enough_for_a_hand(reel: Reel, room: PracticeSet) -> None:
    alone = Reel(reel.plates[:1], reel.light)
    eye = START.model_copy(update={"at": (-0.11, 1.36, 1.59), "yaw": 10.3, "roll": 0.4, "fov": 42})
    assert psnr(warp(alone, eye, *SIZE).colour, room.plate(eye, *SIZE).colour) > 25


def card(eye: Eye, width: int, height: int) -> Plate:
    """A red card, 1 m away and 40 cm wide, before a wall of blue and white stripes 3 m away."""
    ways = rays(eye, width, height)
    at = np.array(eye.at)
    there = at + ways * ((-1 - at[2]) / ways[..., 2])[..., None]
    wall = at + ways * ((-3 - at[2]) / ways[..., 2])[..., None]
    on_card = (np.abs(there[..., 0]) < 0.2) & (np.abs(there[..., 1]) < 0.35)
    stripes = np.where((np.floor(wall[..., 0] * 5) % 2 == 0)[..., None], (40, 60, 200), (235, 235, 240))
    colour = np.where(on_card[..., None], (210, 30, 30), stripes).astype(np.uint8)
    depth = np.where(on_card, 1 + at[2], 3 + at[2]).astype(np.float32)
    return Plate(eye, colour, depth, np.ones((height, width), np.bool_))


def test_what_is_nearer_leaves_no_smear_behind() -> None:
    keys = [Eye(at=(x, 0, 0), fov=60) for x in (-0.15, 0.15)]
    reel = Reel(tuple(card(eye, 300, 420) for eye in keys), Light())
    for x in (-0.12, -0.05, 0.0, 0.07, 0.14):
        eye = Eye(at=(x, 0, 0), fov=50)
        frame, truth = warp(reel, eye, 216, 384), card(eye, 216, 384)
        red = (frame.colour[..., 0] > 150) & (frame.colour[..., 1] < 100)
        # Every red pixel is of the card, but for the one at its edge.
        true = (truth.colour[..., 0] > 150) & (truth.colour[..., 1] < 100)
        assert (red != true).mean() < 0.012
        wrong = np.abs(frame.colour.astype(int) - truth.colour).max(axis=-1) > 60
        assert wrong.mean() < 0.03
        assert np.median(frame.depth[true]) == pytest.approx(1, abs=0.01)


def test_what_no_plate_shows_is_filled_from_behind_and_owned_up_to() -> None:
    reel = Reel((card(Eye(at=(-0.06, 0, 0), fov=60), 340, 420),), Light())
    frame = warp(reel, Eye(at=(0.06, 0, 0), fov=50), 216, 384)
    hidden = ~frame.seen
    assert 0.01 < hidden.mean() < 0.2
    inner = hidden[120:260]
    # It is wall, not card.
    assert np.median(frame.colour[120:260][inner][:, 2].astype(int)) > 150
    assert np.median(frame.depth[120:260][inner]) == pytest.approx(3, rel=0.1)


def test_it_never_jumps_from_plate_to_plate(room: PracticeSet, reel: Reel) -> None:
    """A second key that is lighter shows itself slowly."""
    lighter = replace(reel.plates[1], colour=np.minimum(reel.plates[1].colour + np.uint8(40), 255).astype(np.uint8))
    frames = [
        warp(Reel((reel.plates[0], lighter), Light()), between(u), *SIZE).colour.mean() for u in np.linspace(0, 1, 21)
    ]
    assert np.abs(np.diff(frames)).max() < 7
    assert frames[-1] - frames[0] > 20


def test_a_reel_is_read_as_it_was_written(reel: Reel, tmp_path: Path) -> None:
    half = replace(reel.plates[0], seen=np.arange(216)[None, :].repeat(320, 0) > 100)
    whole = Reel((half, reel.plates[1]), Light(side=-1, exposure=0.9))
    whole.write(tmp_path / "a.zip")
    again = Reel.read(tmp_path / "a.zip")
    assert again.light == whole.light
    for one, other in zip(again.plates, whole.plates, strict=True):
        assert one.eye == other.eye
        assert np.array_equal(one.seen, other.seen)
        assert np.abs(one.depth / other.depth - 1).max() < 1e-3
        assert psnr(one.colour, other.colour) > 30
    whole.write(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_file_that_is_no_reel_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no")
    with pytest.raises(MakerRefused, match=r"x\.zip is no reel"):
        Reel.read(tmp_path / "x.zip")


@pytest.mark.slow
def test_a_frame_takes_a_sixteenth_of_a_second(room: PracticeSet) -> None:
    reel = Reel(tuple(room.plate(eye, 620, 1000) for eye in (START, END)), Light())
    eyes = [between(u).model_copy(update={"yaw": CAMERAS["front"].yaw}) for u in (0.2, 0.4, 0.6, 0.8)]
    warp(reel, eyes[0], 540, 960)
    began = time.process_time()
    for eye in eyes:
        warp(reel, eye, 540, 960)
    assert (time.process_time() - began) / len(eyes) < 0.12
