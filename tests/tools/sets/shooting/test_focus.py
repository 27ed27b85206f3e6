"""Depth of field, and sheets between which people stand."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.set import Plate
from cliffhanger.tools.sets.shooting.focus import blur_of, sheets

from .conftest import CAMERAS, PracticeSet

WIDTH, HEIGHT = 180, 320


def test_blur_grows_away_from_the_focus() -> None:
    near = 1 / np.array([0.5, 1.0, 1.5, 2.0, 4.0, 50.0], np.float32)
    blur = blur_of(near, 1.5, "close_up", 960)
    assert (np.diff(blur) > 0).all()
    assert blur[2] == pytest.approx(0)
    assert np.abs(blur_of(near, 1.5, "wide", 960)).max() < np.abs(blur).max()


def checkered() -> Plate:
    """A post in the middle, 1 m away, before a checkered wall 4 m away."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    post = np.abs(x - WIDTH // 2) < 20
    board = np.where(((x // 6 + y // 6) % 2 == 0)[..., None], (240, 240, 240), (20, 20, 60))
    colour = np.where(post[..., None], (200, 40, 40), board).astype(np.uint8)
    depth = np.where(post, 1.0, 4.0).astype(np.float32)
    return Plate(Eye(at=(0, 1.5, 0), fov=30), colour, depth, np.ones((HEIGHT, WIDTH), np.bool_))


def unrest(pixels: npt.NDArray[np.uint8], part: tuple[slice, slice]) -> float:
    return float(cv2.cvtColor(pixels, cv2.COLOR_BGRA2GRAY)[part].std())


def test_the_wall_behind_is_soft_and_the_wall_in_focus_sharp() -> None:
    wall = (slice(None), slice(0, 50))
    (behind,) = sheets(checkered(), 1.0, "extreme_close_up", ())
    (sharp,) = sheets(checkered(), 4.0, "extreme_close_up", ())
    assert unrest(behind.pixels, wall) < 0.5 * unrest(sharp.pixels, wall)
    assert unrest(sharp.pixels, wall) > 80


def test_a_post_before_somebody_is_on_the_sheet_before_them() -> None:
    behind, before = sheets(checkered(), 2.0, "medium", (2.0,))
    assert (behind.pixels[..., 3] == 255).all()
    assert not before.empty
    middle = before.pixels[HEIGHT // 2]
    assert middle[WIDTH // 2, 3] > 250
    assert middle[WIDTH // 2, 2] > 150
    assert middle[10, 3] == 0
    # Premultiplied, as all pictures are.
    assert (before.pixels[..., :3] <= before.pixels[..., 3:].astype(int) + 1).all()
    # No red is left on what is behind them: it is filled with wall.
    assert behind.pixels[HEIGHT // 2, WIDTH // 2, 2] < 230
    assert (
        abs(int(behind.pixels[HEIGHT // 2, WIDTH // 2 - 12, 2]) - int(behind.pixels[HEIGHT // 2, WIDTH // 2 - 12, 1]))
        < 60
    )


def test_a_post_behind_somebody_is_behind_them() -> None:
    behind, before = sheets(checkered(), 0.8, "close_up", (0.8,))
    assert before.empty
    assert behind.pixels[HEIGHT // 2, WIDTH // 2, 2] > behind.pixels[HEIGHT // 2, WIDTH // 2, 1] + 60


def test_each_of_two_has_a_sheet_before_them() -> None:
    found = sheets(checkered(), 2.0, "medium", (3.0, 0.7))
    assert [sheet.empty for sheet in found] == [False, False, True]


def test_nobody_stands_behind_the_floor(room: PracticeSet) -> None:
    plate = room.plate(CAMERAS["high"], WIDTH, HEIGHT)
    _, before = sheets(plate, 2.6, "wide", (2.6,))
    floor = before.pixels[-30:, WIDTH // 2 - 20 : WIDTH // 2 + 20, 3]
    assert floor.mean() < 40


def test_an_edge_before_the_focus_is_soft_and_clean() -> None:
    _, before = sheets(checkered(), 3.0, "close_up", (3.0,))
    row = before.pixels[HEIGHT // 2].astype(int)
    assert 3 < ((row[:, 3] > 10) & (row[:, 3] < 245)).sum() < 60
    # Its soft edge has the post's colour, not the wall's.
    edge = row[(row[:, 3] > 60) & (row[:, 3] < 200)]
    assert (edge[:, 2] > 2 * edge[:, 0]).all()
