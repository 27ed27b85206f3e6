"""Every set, at every hour."""

from functools import cache
from typing import get_args

import numpy as np
import pytest
import skia

from cliffhanger.memory.bible import ArtDirection, Hour, SetKind, Weather
from cliffhanger.tools.picture.sets import PAINTERS, PLATE_MARGIN, Plate, paint
from cliffhanger.tools.picture.sets.hour import mood_of
from cliffhanger.tools.picture.spec import StageSpec

SETS: tuple[SetKind, ...] = get_args(SetKind)
HOURS: tuple[Hour, ...] = get_args(Hour)
WIDTH, HEIGHT = 90, 160


@cache
def painted(
    kind: SetKind,
    hour: Hour = "day",
    weather: Weather = "clear",
    seed: int = 3,
    style: ArtDirection = "painterly",
    again: int = 0,
) -> Plate:
    return paint(StageSpec(set=kind, hour=hour, weather=weather, seed=seed), WIDTH, HEIGHT, style)


def pixels(image: skia.Image) -> np.ndarray:
    return image.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)


def flat(plate: Plate) -> np.ndarray:
    """The whole plate in one picture, as floats from 0 to 255."""
    surface = skia.Surface(plate.width, plate.height)
    canvas = surface.getCanvas()
    for layer in plate.layers:
        canvas.drawImage(layer.image, 0, 0)
    return pixels(surface.makeImageSnapshot())[..., :3].astype(float)


def test_all_sets_can_be_painted() -> None:
    assert set(PAINTERS) == set(SETS)


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("kind", SETS)
def test_plate_is_whole(kind: SetKind, hour: Hour) -> None:
    plate = painted(kind, hour)
    assert plate.width >= WIDTH * (1 + 2 * PLATE_MARGIN)
    assert plate.height >= HEIGHT * (1 + 2 * PLATE_MARGIN)
    assert all((layer.image.width(), layer.image.height()) == (plate.width, plate.height) for layer in plate.layers)
    depths = [layer.depth for layer in plate.layers]
    assert depths == sorted(depths)
    assert 0 <= depths[0] < 0.5 < depths[-2] <= 1 < depths[-1]
    assert 0.3 < plate.horizon < 0.6
    far = pixels(plate.layers[0].image)
    assert far[..., 3].min() == 255


@pytest.mark.parametrize("kind", SETS)
def test_captions_read_in_the_lower_fifth(kind: SetKind) -> None:
    for hour in HOURS:
        picture = flat(painted(kind, hour))
        height = picture.shape[0]
        assert picture[int(height * 0.8) :].mean() < picture[int(height * 0.3) : int(height * 0.6)].mean()
        assert picture[int(height * 0.85) :].mean() < 115


@pytest.mark.parametrize("kind", SETS)
def test_hours_differ(kind: SetKind) -> None:
    day, dusk, night, dawn = (flat(painted(kind, hour)) for hour in ("day", "dusk", "night", "dawn"))
    assert night.mean() < day.mean()
    for one, other in ((day, dusk), (dusk, night), (night, dawn), (day, dawn)):
        assert abs(one - other).mean() > 2


@pytest.mark.parametrize("kind", SETS)
def test_figures_stay_readable(kind: SetKind) -> None:
    for hour in HOURS:
        light = painted(kind, hour).light
        assert min(light.ambient_top[:3]) > 200
        key, fill = light.rims
        assert np.sign(key.dx) == light.side == -np.sign(fill.dx)
        assert light.shadow[1] < light.shadow[0] - 20


@pytest.mark.parametrize("kind", SETS)
def test_seed_is_the_place(kind: SetKind) -> None:
    once, again, elsewhere = painted(kind), painted(kind, again=1), painted(kind, seed=4)
    for a, b in zip(once.layers, again.layers, strict=True):
        assert np.array_equal(pixels(a.image), pixels(b.image))
    assert once.light == again.light
    assert abs(flat(once) - flat(elsewhere)).mean() > 3


@pytest.mark.parametrize("kind", ["rooftop", "street", "harbour", "forest", "ship"])
@pytest.mark.parametrize("weather", ["rain", "snow", "fog"])
def test_weather_changes_the_open_air(kind: SetKind, weather: Weather) -> None:
    assert not painted(kind).indoors
    assert abs(flat(painted(kind)) - flat(painted(kind, weather=weather))).mean() > 5


def test_weather_is_seen_through_windows() -> None:
    assert painted("office").indoors
    assert abs(flat(painted("office")) - flat(painted("office", weather="rain"))).mean() > 2


@pytest.mark.parametrize("style", get_args(ArtDirection))
def test_every_style_keeps_holes_and_opaque_ground(style: ArtDirection) -> None:
    far, middle, *_ = painted("office", "dusk", style=style).layers
    assert pixels(far.image)[..., 3].min() == 255
    alpha = pixels(middle.image)[..., 3]
    assert alpha.min() < 120
    assert alpha.max() == 255
    colour = pixels(middle.image)
    assert (colour[..., :3] <= colour[..., 3:]).all(), "premultiplied colour never exceeds its alpha"


def test_mirrored_place_mirrors_light_and_lamps() -> None:
    plates = [painted("office", "dusk", seed=seed) for seed in range(8)]
    sides = {plate.light.side for plate in plates}
    assert sides == {-1, 1}
    for plate in plates:
        lamp = min(plate.glow, key=lambda spot: abs(spot[0] - 0.5) * -1)
        assert (lamp[0] < 0.5) == (plate.light.side == -1)


def test_lamps_burn_at_night_only() -> None:
    assert len(painted("rooftop", "night").glow) > len(painted("rooftop", "day").glow)


@pytest.mark.parametrize("hour", HOURS)
def test_key_light_has_the_colour_of_the_hour(hour: Hour) -> None:
    red, _, blue, _ = mood_of(hour, "clear").figure.rims[0].colour
    assert (blue > red) == (hour == "night")
    assert mood_of(hour, "rain").figure != mood_of(hour, "clear").figure


def test_other_proportions_are_covered() -> None:
    plate = paint(StageSpec(set="office", hour="night", seed=3), 160, 90)
    assert plate.width > plate.height
    assert pixels(plate.layers[0].image)[..., 3].min() == 255
    assert 0.3 < plate.horizon < 0.6
    upright = painted("office", "night")
    assert [spot[0] for spot in plate.glow] == pytest.approx([spot[0] for spot in upright.glow], abs=0.02)
