"""What rooms are dressed with: windows, curtains, lamps, pictures, shelves, plants."""

import random

import skia

from ..light import RGBA
from .brush import DARK, Brush, Point, Points, arc, curve, fade, ink, inset, mix, ramp, shade, within
from .scene import Scene
from .sky import foliage

GLASS = ink("bcd4ea")


def window(
    scene: Scene,
    brush: Brush,
    quad: Points,
    frame: RGBA,
    panes: tuple[int, int] = (2, 3),
    thick: float = 0.04,
    arched: bool = False,
) -> None:
    """Cut a window into a wall: columns x rows of panes, glass with reflections, and the weather on it."""
    shape = _arch(quad) if arched else quad
    brush.line([*quad, quad[0]], fade(DARK, 110), 16, 9)
    brush.cut(shape) if not arched else brush.cut(curve(_arch(quad)))
    with brush.clip(curve(shape) if arched else shape):
        _glass(scene, brush, quad)
        columns, rows = panes
        for i in range(1, columns):
            u = i / columns
            brush.across(inset(quad, u - thick / 3, 0, u + thick / 3, 1), shade(frame, 0.1), shade(frame, -0.4))
        for i in range(1, rows):
            v = i / rows
            brush.down(inset(quad, 0, v - thick / 5, 1, v + thick / 5), shade(frame, 0.1), shade(frame, -0.4))
    edge = 7 + 90 * thick
    brush.line(curve(shape) if arched else [*quad, quad[0]], shade(frame, -0.22), edge)
    brush.line(curve(shape) if arched else [*quad, quad[0]], shade(frame, 0.16), edge * 0.4)


def _arch(quad: Points) -> list[Point]:
    top = [within(quad, 0.5 + (x - 0.5), y) for x, y in arc(0.5, 0.24, 0.5, 0.24, 180, 360, 8)]
    return [*top, within(quad, 1, 0.6), quad[2], quad[2], quad[3], quad[3], within(quad, 0, 0.6)]


def _glass(scene: Scene, brush: Brush, quad: Points) -> None:
    sheen = fade(GLASS, 26 if scene.mood.dark else 34)
    brush.fill(inset(quad, 0.06, 0, 0.2, 1), sheen, 6)
    brush.fill([within(quad, 0.45, 0), within(quad, 0.62, 0), within(quad, 0.34, 1), within(quad, 0.17, 1)], sheen, 6)
    if scene.mood.weather == "rain":
        _drops(scene.dice("drops"), brush, quad)
    elif scene.mood.weather == "snow":
        for u in (0.0, 1.0):
            x, y = within(quad, u, 1.0)
            brush.pool(x, y, 90, 46, ink("f2f6ff", 190))
        a, b = within(quad, 0, 1), within(quad, 1, 1)
        brush.line([a, b], ink("f4f7ff", 235), 16, 3)


def _drops(dice: random.Random, brush: Brush, quad: Points) -> None:
    for _ in range(70):
        u, v = dice.random(), dice.random()
        x, y = within(quad, u, v)
        size = dice.uniform(1.4, 3.4)
        if dice.random() < 0.3:
            run = dice.uniform(20, 90)
            brush.line([(x, y - run), (x + dice.uniform(-3, 3), y)], ink("dcebff", 70), size)
        brush.oval(x, y, size, size * 1.3, ink("eaf3ff", 165))
        brush.oval(x, y + size * 0.5, size * 0.6, size * 0.5, ink("1c2440", 90))


def sunlight(scene: Scene, brush: Brush, quad: Points, floor: Points, strength: float = 1.0) -> None:
    """Let light fall from a window onto the floor: the beam in the air and the patch it lies in."""
    mood = scene.mood
    power = {"day": 0.85, "dusk": 1.0, "night": 0.42, "dawn": 0.8}[mood.hour] * strength
    power *= 1.0 if mood.weather == "clear" else 0.35
    sun = mood.sun
    brush.fill(floor, fade(shade(sun, 0.1), 88 * power), 34)
    wide = max(abs(quad[1][0] - quad[0][0]), 120.0)
    brush.glow(*within(quad, 0.5, 0.4), wide * 1.5, fade(shade(sun, 0.2), 110 * power))
    left, right = within(quad, 0, 0.1), within(quad, 1, 0.1)
    faces_us = abs(quad[0][1] - quad[1][1]) < 1
    scene.beam([left, right, floor[2], floor[3]], fade(sun, (90 if faces_us else 150) * power))


def curtain(
    scene: Scene, brush: Brush, x0: float, x1: float, y0: float, y1: float, colour: RGBA, name: str, gather: float = 0.0
) -> None:
    """Hang a curtain in folds; ``gather`` draws its lower part aside (towards x0 if negative, x1 if positive)."""
    dice = scene.dice("curtain/" + name)
    folds = max(3, int(abs(x1 - x0) / 24))
    wide = (x1 - x0) / folds
    for i in range(folds):
        tone = shade(colour, dice.uniform(-0.16, 0.06))
        a, b = x0 + i * wide, x0 + (i + 1) * wide + 1
        pull_a, pull_b = (gather * (x1 - x0) * (1 - (edge - x0) / (x1 - x0 + 0.01)) for edge in (a, b))
        tie = y0 + (y1 - y0) * 0.62
        shape = [(a, y0), (b, y0), (b + pull_b, tie), (b + pull_b * 0.7, y1), (a + pull_a * 0.7, y1), (a + pull_a, tie)]
        brush.across(shape, shade(tone, -0.46), shade(tone, 0.16), shade(tone, -0.34))
    brush.box(min(x0, x1), y0, max(x0, x1), y0 + (y1 - y0) * 0.1, fade(DARK, 130), fade(DARK, 0))


def picture(scene: Scene, brush: Brush, quad: Points, name: str) -> None:
    """Hang a framed picture: a landscape, an abstract or a dark portrait, as the place has it."""
    dice = scene.dice("picture/" + name)
    frame = dice.choice((ink("b08a4c"), ink("3a2a26"), ink("d9cfc0"), ink("6b4a30")))
    brush.fill([(x + 8, y + 12) for x, y in quad], fade(DARK, 120), 9)
    brush.down(quad, shade(frame, 0.25), shade(frame, -0.3))
    inner = inset(quad, 0.09, 0.08, 0.91, 0.92)
    kind = dice.randrange(3)
    with brush.clip(inner):
        if kind == 0:
            brush.down(inner, ink("9db8cf"), ink("ecd9b8"), ink("7c8f62"))
            for v in (0.6, 0.75):
                x, y = within(inner, dice.random(), v)
                brush.oval(x, y + 30, 120, 44, shade(ink("5c7a58"), 0.4 - v), 3)
        elif kind == 1:
            brush.down(inner, ink("e9e0d2"), ink("d8cbb8"))
            for _ in range(5):
                x, y = within(inner, dice.random(), dice.random())
                tone = dice.choice((ink("b4493f"), ink("2f4a66"), ink("d6a14b"), ink("4d6b5a"), ink("22202a")))
                brush.oval(x, y, dice.uniform(10, 40), dice.uniform(10, 46), fade(tone, 210), 2)
        else:
            brush.down(inner, ink("3d2d28"), ink("1c1416"))
            x, y = within(inner, 0.5, 0.42)
            wide = abs(inner[1][0] - inner[0][0])
            brush.oval(x, y + wide * 0.72, wide * 0.42, wide * 0.5, ink("3a1d22"), 3)
            brush.oval(x, y, wide * 0.16, wide * 0.21, ink("c99f7e"), 2)
            brush.oval(x, y - wide * 0.08, wide * 0.18, wide * 0.15, ink("241813"), 3)
    brush.line([*inner, inner[0]], fade(DARK, 130), 3)


def books(brush: Brush, dice: random.Random, x0: float, x1: float, y: float, high: float, colour: RGBA) -> None:
    """Stand books on a shelf whose board is at ``y``."""
    spines = ("7a2f2c", "2f4a5a", "a5814c", "4a3a5a", "c4ad86", "3a5a44", "26314e", "8a4a30", "d9cdb4")
    x = x0
    while x < x1 - 7:
        if dice.random() < 0.1:
            x += dice.uniform(10, 30)
            continue
        wide = dice.uniform(7, 17)
        rise = high * dice.uniform(0.62, 0.94)
        tone = mix(ink(dice.choice(spines)), colour, 0.2)
        brush.bar(x, y - rise, min(x + wide, x1), y, shade(tone, 0.22), tone, shade(tone, -0.4), round=1.5)
        if wide > 11:
            brush.box(x + 2, y - rise * 0.8, x + wide - 2, y - rise * 0.72, ink("e6c67e", 150))
        x += wide + 1.2


def shelves(
    scene: Scene, brush: Brush, x0: float, y0: float, x1: float, y1: float, rows: int, wood: RGBA, name: str
) -> None:
    """Build a bookcase that faces us, filled with books and a few objects."""
    dice = scene.dice("shelves/" + name)
    brush.fill([(x0 + 10, y0 + 10), (x1 + 18, y0 + 10), (x1 + 18, y1), (x0 + 10, y1)], fade(DARK, 120), 14)
    brush.bar(x0, y0, x1, y1, shade(wood, 0.06), shade(wood, -0.24))
    step = (y1 - y0) / rows
    for row in range(rows):
        top = y0 + row * step
        brush.box(x0 + 9, top + 9, x1 - 9, top + step, shade(wood, -0.72), shade(wood, -0.5))
        books(brush, dice, x0 + 13, x1 - 13, top + step, step - 12, wood)
        brush.box(x0 + 9, top + 9, x1 - 9, top + 26, fade(DARK, 130), fade(DARK, 0))
        brush.box(x0 + 4, top + step - 3, x1 - 4, top + step + 6, shade(wood, 0.26), shade(wood, -0.3))


def table_lamp(scene: Scene, brush: Brush, x: float, y: float, size: float, colour: RGBA, power: float = 1.0) -> None:
    """Stand a lamp with its foot at (x, y); it is one of the scene's lamps."""
    burn = scene.mood.lamps * power
    foot = shade(ink("8a6238"), -0.1)
    brush.oval(x, y, size * 0.2, size * 0.05, shade(foot, -0.3))
    brush.bar(x - size * 0.035, y - size * 0.6, x + size * 0.035, y, shade(foot, 0.3), foot, shade(foot, -0.5))
    brush.oval(x, y - size * 0.22, size * 0.1, size * 0.14, shade(foot, 0.05))
    shape = [
        (x - size * 0.2, y - size),
        (x + size * 0.2, y - size),
        (x + size * 0.34, y - size * 0.55),
        (x - size * 0.34, y - size * 0.55),
    ]
    if burn > 0.1:
        brush.glow(x, y - size * 0.72, size * 1.7, ink("ffb868", round(120 * burn)))
    hot = mix(colour, ink("ffdf9e"), 0.2 + 0.75 * burn)
    brush.across(shape, shade(hot, -0.3), mix(hot, ink("fff2cc"), burn), shade(hot, -0.3))
    brush.down(shape, ink("ffb45a", round(70 * burn)), ink("ffffff", 0))


def pendant(scene: Scene, brush: Brush, x: float, y: float, size: float, colour: RGBA, power: float = 1.0) -> None:
    """Hang a lamp from the ceiling, its rim at (x, y)."""
    burn = scene.mood.lamps * power
    brush.line([(x, -20), (x, y - size * 0.6)], shade(colour, -0.6), 3)
    dome = [*arc(x, y, size, size * 0.8, 180, 360, 14)]
    brush.across(dome, shade(colour, -0.35), shade(colour, 0.2), shade(colour, -0.45))
    brush.oval(x, y, size, size * 0.17, mix(shade(colour, -0.6), ink("fff0c4"), burn))
    if burn > 0.1:
        brush.glow(x, y + size * 0.1, size * 2.6, ink("ffc884", round(150 * burn)))
        brush.oval(x, y + 2, size * 0.34, size * 0.13, ink("fffbe8", round(255 * burn)), 3)


def plant(scene: Scene, brush: Brush, x: float, y: float, size: float, name: str) -> None:
    """Stand a potted plant with its foot at (x, y)."""
    dice = scene.dice("plant/" + name)
    pot = dice.choice((ink("b8694a"), ink("d8d2c6"), ink("3f4650"), ink("7a5c46")))
    brush.pool(x, y, size * 0.5, size * 0.1, fade(DARK, 150))
    body = [
        (x - size * 0.2, y - size * 0.34),
        (x + size * 0.2, y - size * 0.34),
        (x + size * 0.15, y),
        (x - size * 0.15, y),
    ]
    if dice.random() < 0.5:
        foliage(brush, dice, x, y - size * 0.75, size * 0.5, ink("5c8a55"), 60)
    else:
        for i in range(11):
            lean = (i - 5) / 5 + dice.uniform(-0.1, 0.1)
            leaf(
                brush,
                x,
                y - size * 0.32,
                lean,
                size * dice.uniform(0.6, 0.9),
                shade(ink("4f8058"), 0.2 - abs(lean) * 0.4),
            )
    brush.across(body, shade(pot, 0.1), pot, shade(pot, -0.45))


def leaf(brush: Brush, x: float, y: float, lean: float, size: float, colour: RGBA) -> None:
    """Paint a long leaf that rises from (x, y) and bends to one side (``lean`` -1 to 1)."""
    tip = x + lean * size * 0.75, y - size * (1 - abs(lean) * 0.42)
    middle = x + lean * size * 0.3, y - size * 0.62
    wide = size * 0.07
    shape = [(x, y), (middle[0] - wide, middle[1]), tip, (middle[0] + wide, middle[1] + wide)]
    brush.paint(curve(shape), _leaf_paint(colour, y, tip[1]))
    brush.line([(x, y), middle, tip], fade(shade(colour, 0.3), 90), 1.6)


def _leaf_paint(colour: RGBA, low: float, high: float) -> skia.Paint:
    return ramp((0, high), (0, low), (shade(colour, 0.2), colour, shade(colour, -0.5)))


def near_leaves(scene: Scene, brush: Brush, left: bool = True) -> None:
    """Let dark leaves reach into the picture from a lower corner, out of focus, in front of everybody."""
    dice = scene.dice("near leaves")
    x, way = (20.0, 1) if left else (980.0, -1)
    tone = mix(ink("3a6648"), scene.mood.inside, 0.15)
    for i in range(8):
        lean = way * (-0.35 + 0.17 * i) + dice.uniform(-0.05, 0.05)
        reach = dice.uniform(360, 560) * (1.1 - 0.3 * abs(lean))
        leaf(brush, x + dice.uniform(-20, 20), 1830, lean, reach, shade(tone, dice.uniform(-0.4, 0.1)))


def door(brush: Brush, quad: Points, colour: RGBA, glazed: bool = False) -> None:
    """Hang a door with two panels, or with a pane in its upper half."""
    brush.line([*quad, quad[0]], shade(colour, 0.2), 14)
    brush.down(quad, shade(colour, 0.05), shade(colour, -0.3))
    for v0, v1 in ((0.07, 0.5), (0.56, 0.93)):
        panel = inset(quad, 0.16, v0, 0.84, v1)
        brush.down(panel, shade(colour, -0.32), shade(colour, -0.08))
        brush.line([panel[3], panel[2], panel[1]], shade(colour, 0.2), 2)
        if glazed and v0 < 0.1:
            brush.down(panel, ink("dfe9ee"), ink("9fb2bd"))
    x, y = within(quad, 0.9, 0.53)
    brush.disc(x, y, 6, ink("ffe9b0"), ink("8a6a30"))
