"""The ship: a deck at sea, a rail between two people and the water, the horizon a little tilted."""

import math

from ..light import RGBA
from .brush import DARK, Brush, arc, curve, fade, ink, mix, shade
from .ground import sea, wet_floor
from .room import Room
from .scene import Scene
from .sky import paint_sky

DECK = Room(width=4.4, height=5.0, depth=7.0, eye=1.5, focal=840, horizon=820)
WHITE = ink("eef0f0")


def paint_ship(scene: Scene) -> None:
    """Paint the deck: open sea, white rail, cabin wall with portholes on the right, a lifebuoy, a funnel, flags."""
    scene.horizon, scene.indoors = DECK.horizon, False
    mood = scene.mood
    band = scene.pick("band", "c0392f", "2a4a8a", "d8a03a", "2f6a5a")
    scene.lamp(800, 560, 640, ink("ffc880"), 1.0)
    scene.lamp(260, 420, 420, ink("ffd8a0"), 0.5)
    sun = 340.0
    scene.lit(1 if mood.lamps > 0.5 else -1, key=ink("ffc680") if mood.lamps > 0.5 else None, fill=mood.sky[1][1])
    with scene.layer(0.0) as brush:
        paint_sky(scene, brush, DECK.horizon, (sun, 330 if mood.hour in ("day", "night") else 730))
        sea(scene, brush, DECK.horizon, sun)
        _far_ship(scene, brush)
    with scene.layer(0.5) as brush:
        _deck(scene, brush)
        _cabin(scene, brush)
        _rails(brush)
        scene.relight(brush)
        _port_lights(scene, brush)
        wet_floor(scene, brush, 1090, ink("ffc880"))
    with scene.layer(0.72) as brush:
        _mast(brush)
        _bunting(scene, brush)
        _lifebuoy(brush, 262, 940, band)
        scene.relight(brush)
        scene.shine(brush, 0.5)
    with scene.layer(1.35) as brush:
        brush.bar(40, 1290, 132, 1900, ink("c8ccd0"), ink("6a7078"), ink("2a2e36"))
        brush.bar(14, 1250, 158, 1300, ink("d8dce0"), ink("7a8088"), ink("2a2e36"), round=22)
        scene.relight(brush, shade(mood.outside, -0.4), 0.4)


def _far_ship(scene: Scene, brush: Brush) -> None:
    tone = mix(mix(ink("4a5268"), scene.mood.outside, 0.1), scene.mood.haze, 0.5)
    if scene.mood.dark:
        tone = shade(tone, -0.4)
    y = DECK.horizon
    brush.fill([(70, y - 16), (190, y - 18), (176, y + 4), (84, y + 4)], tone)
    brush.box(110, y - 34, 154, y - 14, tone)
    brush.box(126, y - 56, 136, y - 30, tone)
    if scene.mood.lamps > 0.4:
        for x in (114, 126, 140):
            brush.glow(x, y - 24, 14, ink("ffd890", 210))


def _deck(scene: Scene, brush: Brush) -> None:
    wood = scene.pick("teak", "b08a60", "a57a52", "94826c")
    if scene.mood.weather == "snow":
        wood = mix(wood, ink("f4f6ff"), 0.8)
    brush.down(DECK.flat(-2.2, 2.4, 0.45, 6.6), shade(wood, 0.15), shade(wood, -0.25))
    for i in range(26):
        x = -2.2 + i * 0.18
        brush.fill(DECK.flat(x - 0.012, x + 0.012, 0.45, 6.6), fade(DARK, 170))
    brush.down(DECK.flat(-2.3, 2.4, 6.4, 6.7, 0.12), WHITE, shade(WHITE, -0.2))


def _rails(brush: Brush) -> None:
    for i in range(8):
        x = -2.2 + i * 0.45
        brush.line([DECK.at(x, 0.1, 6.6), DECK.at(x, 1.12, 6.6)], shade(WHITE, -0.12), 7)
    for low, wide in ((1.12, 12), (0.78, 6), (0.45, 6)):
        brush.line([DECK.at(-2.2, low, 6.6), DECK.at(1.25, low, 6.6)], shade(WHITE, -0.1), wide)
        brush.line([DECK.at(-2.2, low, 6.6), DECK.at(-2.2, low, 1.0)], shade(WHITE, -0.1), wide * 1.4)
    for z in (5.2, 4.1, 3.2):
        brush.line([DECK.at(-2.2, 0.0, z), DECK.at(-2.2, 1.12, z)], shade(WHITE, -0.1), DECK.scale(z) * 0.045)
    a, b = DECK.at(-2.2, 1.14, 6.6), DECK.at(1.25, 1.14, 6.6)
    brush.line([a, b], ink("a8683c"), 10)
    brush.line([a, DECK.at(-2.2, 1.14, 1.0)], ink("a8683c"), 15)


def _cabin(scene: Scene, brush: Brush) -> None:
    wall = DECK.side(0.45, 6.4, 0.0, 3.4, 1.25)
    brush.across(wall, shade(WHITE, -0.16), WHITE, shade(WHITE, -0.2))
    brush.across(DECK.side(0.45, 6.4, 0.0, 0.22, 1.25), ink("5a6a80"), ink("3a465a"))
    brush.across(DECK.side(0.45, 6.5, 3.4, 3.52, 1.05), shade(WHITE, -0.1), shade(WHITE, -0.3))
    quad = DECK.flat(1.05, 3.0, 0.45, 6.5, 3.4)
    brush.down(quad, shade(WHITE, -0.5), shade(WHITE, -0.4))
    door = DECK.side(4.9, 5.7, 0.2, 2.2, 1.25)
    brush.across(door, ink("a8683c"), ink("7a4828"))
    brush.line([*door, door[0]], ink("5a3820"), 4)


def _port_lights(scene: Scene, brush: Brush) -> None:
    burn = scene.mood.lamps
    for z in (2.55, 3.5, 4.4):
        x, y = DECK.at(1.25, 1.75, z)
        for radius, tone in ((0.27, ink("c89a4a")), (0.2, ink("5c4424")), (0.185, _pane(scene))):
            turns = [math.radians(a) for a in range(0, 360, 12)]
            brush.fill([DECK.at(1.25, 1.75 + radius * math.sin(a), z + radius * math.cos(a)) for a in turns], tone)
        brush.glow(x, y, DECK.scale(z) * 0.8, ink("ffc880", round(120 * burn)))


def _pane(scene: Scene) -> RGBA:
    return mix(mix(ink("5a7a94"), scene.mood.sky[1][1], 0.4), ink("ffe2a0"), scene.mood.lamps)


def _mast(brush: Brush) -> None:
    brush.bar(424, -20, 446, 1004, ink("fbfbf8"), ink("c0c4c8"), ink("6a7078"))
    brush.box(330, 300, 540, 312, ink("e8eaea"), ink("8a9098"))
    for x in (30, 180, 690, 820):
        brush.line([(435, -10), (x, 1000)], ink("2a2e38", 190), 2.6)
    brush.disc(435, 330, 14, ink("fffbe8"), ink("d8c8a0"))


def _bunting(scene: Scene, brush: Brush) -> None:
    tones = ("d8433a", "f0c04a", "3a6ab8", "f4f0e4", "3a8a6a")
    points = [(435 - 500 * t, 60 + 330 * t + 130 * math.sin(t * math.pi)) for t in [i / 12 for i in range(13)]]
    brush.line(curve(points, closed=False), ink("3a3640"), 2.4)
    for i, (x, y) in enumerate(points[:-1]):
        tone = ink(tones[(i + scene.dice("flags").randrange(5)) % 5])
        brush.down([(x - 16, y), (x + 16, y - 8), (x + 2, y + 44)], shade(tone, 0.1), shade(tone, -0.25))


def _lifebuoy(brush: Brush, x: float, y: float, band: RGBA) -> None:
    brush.line(arc(x + 5, y + 8, 46, 46, 0, 360, 40), fade(DARK, 110), 25, 6)
    brush.line(arc(x, y, 46, 46, 0, 360, 40), shade(WHITE, -0.2), 25)
    brush.line(arc(x, y - 3, 46, 46, 0, 360, 40), WHITE, 19)
    for start in (20, 110, 200, 290):
        brush.line(arc(x, y, 46, 46, start, start + 42, 12), shade(band, -0.2), 25)
        brush.line(arc(x, y - 3, 46, 46, start, start + 42, 12), shade(band, 0.12), 17)
    brush.line(arc(x, y - 6, 49, 49, 200, 300, 20), ink("ffffff", 130), 5)
