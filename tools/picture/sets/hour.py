"""What an hour and a weather do to colour and light."""

from dataclasses import dataclass, replace
from typing import Literal

from ....memory.bible import Hour, Weather
from ..light import RGBA, Light, Rim
from .brush import fade, ink, mix, shade
from .plate import Grade


@dataclass(frozen=True)
class Mood:
    """The palette of one hour in one weather."""

    hour: Hour
    weather: Weather
    sky: tuple[tuple[float, RGBA], ...]
    """Colours from the zenith (0) to the horizon (1)."""
    sun: RGBA
    """Sun or moon, and what it lights directly."""
    haze: RGBA
    """What far things fade into."""
    cloud: tuple[RGBA, RGBA]
    """Lit side and dark side of a cloud."""
    inside: RGBA
    """Ambient light of a room, before its lamps: multiplied into what is painted."""
    outside: RGBA
    """Ambient light under the sky."""
    window: RGBA
    """What a window adds to a room."""
    lamps: float
    """How bright the lamps burn, 0 to 1."""
    lit: float
    """How many far windows are lit, 0 to 1."""
    grade: Grade
    figure: Light
    """How a figure is lit, key from the right; the lamp's colour is not yet in it."""

    @property
    def dark(self) -> bool:
        """Whether it is night."""
        return self.hour == "night"


LAMP: RGBA = ink("ffb968")
"""The colour of a warm bulb."""

_DAY = Mood(
    hour="day",
    weather="clear",
    sky=((0, ink("3f86cf")), (0.45, ink("79b4e4")), (0.8, ink("bfdcec")), (1, ink("f3e9d6"))),
    sun=ink("fff1cf"),
    haze=ink("c3d6e6"),
    cloud=(ink("fffaf0"), ink("b3c3da")),
    inside=ink("ece4e0"),
    outside=ink("efeef2"),
    window=ink("a08e64"),
    lamps=0.12,
    lit=0.03,
    grade="neutral",
    figure=Light(
        ambient_top=(255, 252, 248, 255),
        ambient_bottom=(232, 216, 218, 255),
        shadow=(210, 152, 170, 255),
        key=(255, 242, 216, 50),
        rims=(Rim(7, 4, (255, 243, 220, 225)), Rim(-6, 5, (168, 196, 240, 130))),
    ),
)
_DUSK = Mood(
    hour="dusk",
    weather="clear",
    sky=((0, ink("38316f")), (0.35, ink("8a4f8e")), (0.66, ink("e27a72")), (0.86, ink("fbb066")), (1, ink("ffd78c"))),
    sun=ink("ffb25a"),
    haze=ink("e08f7c"),
    cloud=(ink("ffb787"), ink("8c4f86")),
    inside=ink("93707f"),
    outside=ink("c79aa6"),
    window=ink("a8622e"),
    lamps=0.75,
    lit=0.4,
    grade="golden",
    figure=Light(
        ambient_top=(248, 243, 250, 255),
        ambient_bottom=(220, 200, 216, 255),
        shadow=(206, 148, 170, 255),
        key=(255, 206, 156, 46),
        rims=(Rim(7, 4, (255, 182, 108, 240), 2.2), Rim(-6, 5, (158, 122, 214, 175), 2.6)),
    ),
)
_NIGHT = Mood(
    hour="night",
    weather="clear",
    sky=((0, ink("070a22")), (0.4, ink("141a4a")), (0.75, ink("343880")), (1, ink("7a5a98"))),
    sun=ink("cfdcff"),
    haze=ink("444488"),
    cloud=(ink("55609c"), ink("191d4a")),
    inside=ink("5e5986"),
    outside=ink("5b64a2"),
    window=ink("242f5c"),
    lamps=1.0,
    lit=0.5,
    grade="night",
    figure=Light(
        ambient_top=(250, 240, 248, 255),
        ambient_bottom=(198, 182, 218, 255),
        shadow=(198, 144, 178, 255),
        key=(198, 210, 255, 56),
        rims=(Rim(7, 4, (188, 208, 255, 225), 2.2), Rim(-6, 5, (112, 138, 250, 190), 2.6)),
    ),
)
_DAWN = Mood(
    hour="dawn",
    weather="clear",
    sky=((0, ink("4a6aa6")), (0.4, ink("8f9cc8")), (0.7, ink("e6b4bd")), (0.88, ink("fbd0b4")), (1, ink("ffe9c8"))),
    sun=ink("ffd2b0"),
    haze=ink("cdb9cf"),
    cloud=(ink("ffd9cf"), ink("8f93bd")),
    inside=ink("8487a8"),
    outside=ink("b4b3cf"),
    window=ink("745a58"),
    lamps=0.35,
    lit=0.16,
    grade="cool",
    figure=Light(
        ambient_top=(250, 241, 248, 255),
        ambient_bottom=(212, 200, 224, 255),
        shadow=(202, 152, 182, 255),
        key=(255, 214, 196, 58),
        rims=(Rim(7, 4, (255, 212, 190, 225), 2.3), Rim(-6, 5, (146, 166, 240, 170), 2.6)),
    ),
)
_HOURS: dict[Hour, Mood] = {"day": _DAY, "dusk": _DUSK, "night": _NIGHT, "dawn": _DAWN}

_VEIL: dict[Hour, RGBA] = {"day": ink("9aa7b6"), "dusk": ink("86708c"), "night": ink("232a52"), "dawn": ink("a2a6bc")}
"""What an overcast sky is made of."""


def mood_of(hour: Hour, weather: Weather) -> Mood:
    """Return the palette of an hour in a weather."""
    mood = _HOURS[hour]
    if weather == "clear":
        return mood
    veil = _VEIL[hour]
    if weather == "snow":
        veil = shade(veil, 0.28 if hour != "night" else 0.06)
    grey = {"rain": 0.82, "snow": 0.8, "fog": 0.9}[weather]
    return replace(
        mood,
        weather=weather,
        sky=tuple((at, mix(colour, veil, grey)) for at, colour in mood.sky),
        sun=mix(mood.sun, veil, 0.55),
        haze=mix(mood.haze, veil, 0.75),
        cloud=(mix(mood.cloud[0], veil, 0.6), shade(mix(mood.cloud[1], veil, 0.6), -0.12)),
        inside=mix(mood.inside, shade(veil, -0.2), 0.22),
        outside=mix(mood.outside, veil, 0.4),
        window=mix(mood.window, shade(veil, -0.5), 0.55),
        lamps=max(mood.lamps, 0.55),
        lit=max(mood.lit, 0.22),
        grade="night" if hour == "night" else "cool",
        figure=_overcast(mood.figure, veil),
    )


def _overcast(light: Light, veil: RGBA) -> Light:
    key, *others = light.rims
    dull = replace(key, colour=fade(mix(key.colour, shade(veil, 0.55), 0.55), key.colour[3]))
    return replace(
        light,
        ambient_top=fade(mix(light.ambient_top, shade(veil, 0.7), 0.2), 255),
        key=fade(mix(light.key, veil, 0.4), light.key[3] * 0.7),
        rims=(dull, *others),
    )


def lit_from(mood: Mood, side: Literal[-1, 1], key: RGBA | None = None, fill: RGBA | None = None) -> Light:
    """Return the figure's light with its key from a side, in the colours of what shines there.

    ``key`` and ``fill`` replace the colours of the two rims (and of the glow): a lamp, a neon sign, a monitor.
    """
    light = mood.figure
    first, second = light.rims
    if key is not None:
        first = replace(first, colour=fade(shade(key, 0.12), 236))
        # The rim takes the lamp's colour; the face only a part of it: who somebody is must hold under every lamp.
        light = replace(light, key=fade(mix(light.key, shade(key, 0.35), 0.6), light.key[3] + 8))
    if fill is not None:
        second = replace(second, colour=fade(mix(second.colour, fill, 0.75), 178))
    light = replace(light, rims=(first, second))
    return light if side == 1 else light.mirrored()
