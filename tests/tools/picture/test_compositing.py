"""Compositing: pictures land where they should, and light adds without covering."""

import numpy as np
import pytest
import skia

from cliffhanger.tools.picture.compositing import Board, Picture, Placing, blurred, image_of, pixels_of


def disc(size: int = 40) -> np.ndarray:
    board = Board(size, size)
    board.canvas.drawCircle(size / 2, size / 2, size * 0.4, skia.Paint(AntiAlias=True, Color=0xFF4080FF))
    return board.pixels


def middle(pixels: np.ndarray) -> tuple[float, float]:
    alpha = pixels[..., 3].astype(float)
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]] + 0.5
    return float((alpha * x).sum() / alpha.sum()), float((alpha * y).sum() / alpha.sum())


@pytest.mark.parametrize(("x", "y"), [(30.0, 20.0), (30.5, 20.25), (12.75, 41.1)])
def test_a_picture_lands_where_it_is_placed_to_a_fraction_of_a_pixel(x: float, y: float) -> None:
    board = Board(100, 100)
    board.lay(Picture(disc()), Placing(x=x, y=y))
    assert middle(board.pixels) == pytest.approx((x + 20, y + 20), abs=0.06)


def test_it_agrees_with_skia_about_turns_and_scales() -> None:
    placing = Placing(x=50, y=45).turned(20).scaled(1.3).moved(-20, -20)
    ours, theirs = Board(100, 100), Board(100, 100)
    ours.lay(Picture(disc()), placing)
    theirs.canvas.translate(50, 45)
    theirs.canvas.rotate(20)
    theirs.canvas.scale(1.3, 1.3)
    theirs.canvas.drawImage(image_of(disc()), -20, -20, skia.SamplingOptions(skia.FilterMode.kLinear))
    assert np.abs(ours.pixels.astype(int) - theirs.pixels.astype(int)).mean() < 0.6


def test_bounds_hold_what_is_laid() -> None:
    placing = Placing(x=50, y=45).turned(33).scaled(0.7).moved(-20, -20)
    board = Board(100, 100)
    board.lay(Picture(np.full((40, 40, 4), 255, np.uint8)), placing)
    rows, columns = (np.flatnonzero(board.pixels[..., 3].any(axis=axis)) for axis in (1, 0))
    left, top, right, bottom = placing.bounds(0, 0, 40, 40)
    assert (columns[0], rows[0]) == pytest.approx((left, top), abs=1.6)
    assert (columns[-1], rows[-1]) == pytest.approx((right, bottom), abs=1.6)


def test_what_is_outside_the_frame_does_no_harm() -> None:
    board = Board(50, 50)
    for x in (-400.0, -39.9, 49.9, 400.0):
        board.lay(Picture(disc()), Placing(x=x, y=5.0))
    assert board.pixels.shape == (50, 50, 4)


def test_light_without_a_body_adds_and_never_darkens() -> None:
    board = Board(40, 40)
    board.canvas.clear(0xFF606060)
    light = disc()
    light[..., 3] = 0
    board.lay(Picture(light), Placing(), 0.5)
    assert (board.pixels[..., :3] >= 0x60).all()
    assert board.pixels[20, 20, 0] > 0x60 + 100


def test_an_opaque_sheet_covers_everything_even_when_only_a_part_of_it_shows() -> None:
    board = Board(40, 40)
    sheet = np.full((80, 80, 4), 255, np.uint8)
    sheet[..., :3] = 77
    board.lay(Picture(sheet, opaque=True), Placing(x=-13.3, y=-11.7).scaled(1.02))
    assert (board.pixels[..., :3] == 77).all()


def test_images_and_pixels_are_the_same_thing() -> None:
    assert (pixels_of(image_of(disc())) == disc()).all()


@pytest.mark.parametrize("sigma", [0.0, 1.0, 6.0, 16.0])
def test_a_blur_keeps_the_amount_of_paint(sigma: float) -> None:
    board = Board(200, 200)
    board.lay(Picture(disc()), Placing(x=80, y=80))
    soft = blurred(board.pixels, sigma)
    assert soft[..., 3].mean() == pytest.approx(board.pixels[..., 3].mean(), rel=0.06)
    assert soft.max() <= board.pixels.max()
