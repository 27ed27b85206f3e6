"""What falls and drifts."""

import numpy as np
import pytest
import skia

from cliffhanger.memory.bible import Weather
from cliffhanger.tools.picture.sets.weather import LOOP, WeatherSheets

WIDTH, HEIGHT = 108, 192


def at(sheets: WeatherSheets, t: float, front: bool = True) -> np.ndarray:
    surface = skia.Surface(WIDTH, HEIGHT)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorBLACK)
    sheets.draw_behind(canvas, t)
    if front:
        sheets.draw_front(canvas, t)
    return surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(int)


@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_loops_without_a_jump(weather: Weather) -> None:
    sheets = WeatherSheets(weather, WIDTH, HEIGHT, 7)
    assert np.array_equal(at(sheets, 0), at(sheets, LOOP))
    frame = 1 / 240
    across_the_seam = abs(at(sheets, LOOP - frame) - at(sheets, LOOP + frame)).mean()
    in_the_middle = abs(at(sheets, 5 - frame) - at(sheets, 5 + frame)).mean()
    assert across_the_seam < in_the_middle * 1.5 + 0.3


@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_moves_and_covers_the_frame(weather: Weather) -> None:
    sheets = WeatherSheets(weather, WIDTH, HEIGHT, 7)
    assert not np.array_equal(at(sheets, 0), at(sheets, 1.3))
    picture = at(sheets, 3.1)
    left, right = picture[:, : WIDTH // 2].mean(), picture[:, WIDTH // 2 :].mean()
    assert min(left, right) > 0.1
    assert picture.mean() < 90, "faces must be seen through it"


def test_front_is_over_behind() -> None:
    sheets = WeatherSheets("snow", WIDTH, HEIGHT, 7)
    assert at(sheets, 2).sum() > at(sheets, 2, front=False).sum()


def test_clear_weather_draws_nothing() -> None:
    assert at(WeatherSheets("clear", WIDTH, HEIGHT, 7), 1).sum() == 0


def test_seed_decides() -> None:
    one, same, other = (WeatherSheets("rain", WIDTH, HEIGHT, seed) for seed in (1, 1, 2))
    assert np.array_equal(at(one, 1), at(same, 1))
    assert not np.array_equal(at(one, 1), at(other, 1))
