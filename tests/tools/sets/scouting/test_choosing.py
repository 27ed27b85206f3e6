"""The frames that are kept are sharp, and spread along the way of the view."""

import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.tools.sets.scouting import refusals
from cliffhanger.tools.sets.scouting.choosing import chosen
from cliffhanger.tools.sets.scouting.looking import Look, look_through, way
from cliffhanger.tools.sets.scouting.poses import Pairs

from .place import Pixels


def looked(frames: list[Pixels]) -> list[Look]:
    return look_through((number / 10, frame) for number, frame in enumerate(frames))


def plain(count: int, blur: float = 0.5) -> list[Look]:
    grey = np.zeros((18, 32), np.uint8)
    return [Look(number, number / 10, blur, 100.0, grey) for number in range(count)]


def smeared(frame: Pixels, length: int) -> Pixels:
    return np.asarray(cv2.blur(frame, (length, 1)), np.uint8)


def test_a_smear_is_seen_whatever_its_direction(walked: list[Pixels]) -> None:
    frame = walked[4]
    upright = np.ascontiguousarray(np.rot90(frame))
    sharp, across, along = (look.blur for look in looked([frame, smeared(frame, 13), smeared(upright, 13)]))
    assert sharp < 0.55
    assert min(across, along) > sharp + 0.15


def test_an_even_wall_is_not_sharp() -> None:
    assert not looked([np.full((180, 320, 3), 90, np.uint8)])[0].sharp


def test_the_view_comes_on_while_the_camera_walks_and_not_while_it_stands(walked: list[Pixels]) -> None:
    dice = np.random.default_rng(0)
    stay = [np.clip(walked[8] + dice.normal(0, 3, walked[8].shape), 0, 255).astype(np.uint8) for _ in range(10)]
    come = way(looked([*walked[:9], *stay, *walked[9:]]))
    assert (np.diff(come) >= 0).all()
    assert come[18] - come[8] < 0.02
    assert come[8] > 0.1
    assert come[-1] - come[18] > 0.2


def test_a_long_stay_gives_few_frames() -> None:
    come = np.concatenate([np.linspace(0, 1, 50), np.ones(200), np.linspace(1, 2, 50)])
    kept = chosen(plain(300), come, 40)
    assert 36 <= len(kept) <= 40
    assert sum(50 <= look.number < 250 for look in kept) <= 2


def test_what_hardly_differs_is_kept_once() -> None:
    assert len(chosen(plain(100), np.linspace(0, 0.2, 100), 60)) == 11


def test_a_sharper_neighbour_is_taken() -> None:
    looks = plain(60)
    looks[10] = Look(10, 1.0, 0.4, 300.0, looks[10].small)
    looks[30] = Look(30, 3.0, 0.9, 900.0, looks[30].small)
    kept = {look.number for look in chosen(looks, np.linspace(0, 1, 60), 12)}
    assert 10 in kept
    assert 30 not in kept, "noise has detail too, but it is not sharp"


def test_refusals_have_figures_and_a_remedy() -> None:
    twelve_blurred = [*plain(300, 0.9), *plain(9)]
    with pytest.raises(MakerRefused, match=r"Of 309 frames looked at, 9 were sharp enough.*film slower, in more light"):
        refusals.refuse_blurred(twelve_blurred)
    with pytest.raises(
        MakerRefused, match=r"does not move: in 30 s its picture shifts by 3 of 640 pixels.*walk an arc"
    ):
        refusals.refuse_locked(plain(300), np.linspace(0, 0.005, 300))
    with pytest.raises(
        MakerRefused, match=r"In 9 of 12 frames looked at, people fill 62% of the picture.*film it empty"
    ):
        refusals.refuse_filled([0.62] * 9 + [0.2] * 3)
    with pytest.raises(MakerRefused, match=r"gives 7 frames.*12 are needed: walk on"):
        refusals.refuse_few(7, plain(50), np.linspace(0, 0.12, 50))
    with pytest.raises(MakerRefused, match=r"In 98% of 60 pairs of frames the camera only turns.*two steps"):
        refusals.refuse_turned(Pairs(60, 0.98))
    with pytest.raises(MakerRefused, match=r"Only 3 pairs.*more light"):
        refusals.refuse_turned(Pairs(3, 0.0))
    with pytest.raises(
        MakerRefused, match=r"20 of 40 frames could be placed \(50%, and 80% are needed\).*without cuts"
    ):
        refusals.refuse_unplaced(20, 40, Pairs(200, 0.1))
    with pytest.raises(MakerRefused, match=r"within 0.8 degrees.*walk an arc"):
        refusals.refuse_flat(0.8)


def test_what_can_work_is_let_through() -> None:
    refusals.refuse_blurred(plain(20))
    refusals.refuse_locked(plain(20), np.linspace(0, 0.5, 20))
    refusals.refuse_filled([0.3] * 12)
    refusals.refuse_few(12, plain(20), np.linspace(0, 0.5, 20))
    refusals.refuse_turned(Pairs(60, 0.4))
    refusals.refuse_unplaced(32, 40, Pairs(60, 0.4))
    refusals.refuse_flat(6.0)
