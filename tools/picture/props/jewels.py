"""What shines: ring, necklace, crown, coin, key, badge."""

import math

from ..light import RGBA
from ..sets.brush import DARK, Brush, Point, arc, ball, curve, fade, ink, ramp, shade
from .lettering import write

GOLD = ink("e0b04e")


def gleam(brush: Brush, x: float, y: float, size: float, colour: RGBA = (255, 252, 236, 255)) -> None:
    """Set a four-pointed glint."""
    brush.glow(x, y, size * 1.3, fade(colour, 150))
    thin = size * 0.09
    brush.fill(
        [
            (x, y - size),
            (x + thin, y - thin),
            (x + size * 0.8, y),
            (x + thin, y + thin),
            (x, y + size),
            (x - thin, y + thin),
            (x - size * 0.8, y),
            (x - thin, y - thin),
        ],
        colour,
    )


def gem(brush: Brush, x: float, y: float, size: float, colour: RGBA) -> None:
    """Cut a brilliant, seen from above at a slant: crown, girdle and pavilion in facets."""
    top, mid = y - size * 0.5, y - size * 0.1
    crown = [(x - size * 0.55, top), (x + size * 0.55, top), (x + size, mid), (x - size, mid)]
    brush.down(crown, shade(colour, 0.75), shade(colour, 0.2))
    tones = (0.05, 0.62, -0.3, 0.85, -0.12, 0.42)
    for i in range(6):
        a = x - size + size * 2 * i / 6
        brush.fill([(a, mid), (a + size / 3, mid), (x, y + size)], shade(colour, tones[i]))
    for i in range(4):
        a, b = x - size + size * 2 * i / 4, x - size * 0.55 + size * 1.1 * i / 4
        brush.fill([(a, mid), (b, top), (a + size * 0.5, mid)], fade(shade(colour, (0.9, -0.1, 0.6, 0.0)[i]), 150))
    brush.line([(x - size, mid), (x + size, mid)], ink("ffffff", 170), size * 0.03)
    brush.line([*crown, crown[0]], fade(shade(colour, -0.5), 130), size * 0.03)


def band(brush: Brush, x: float, y: float, rx: float, ry: float, wide: float, metal: RGBA) -> None:
    """Bend a metal band into a ring."""
    brush.line(arc(x, y, rx, ry, 0, 360, 48), shade(metal, -0.5), wide)
    brush.line(arc(x, y - wide * 0.1, rx, ry, 0, 360, 48), metal, wide * 0.72)
    brush.line(arc(x, y - wide * 0.16, rx, ry, 150, 260, 24), shade(metal, 0.7), wide * 0.26)
    brush.line(arc(x, y - wide * 0.05, rx, ry, 20, 80, 20), shade(metal, 0.5), wide * 0.2)
    brush.line(arc(x, y + wide * 0.3, rx, ry, 90, 170, 20), fade(shade(metal, -0.75), 120), wide * 0.2)


def draw_ring(brush: Brush, text: str) -> None:
    """A gold ring with a great diamond."""
    brush.pool(2, 92, 62, 7, fade(DARK, 130))
    band(brush, 0, 32, 58, 58, 13, GOLD)
    for side in (-1, 1):
        brush.line(curve([(side * 14, -20), (side * 24, -36), (side * 30, -52)], closed=False), shade(GOLD, -0.25), 7)
        brush.line(curve([(side * 13, -22), (side * 22, -38), (side * 28, -53)], closed=False), shade(GOLD, 0.5), 2.2)
    gem(brush, 0, -54, 40, ink("9fd4f4"))
    for x in (-37, 37):
        brush.disc(x, -57, 4.4, shade(GOLD, 0.6), shade(GOLD, -0.4))
    write(brush, text, (-46, 80, 46, 92), 8, ink("6e4a16"), 700)
    gleam(brush, -14, -70, 22)
    gleam(brush, 44, 8, 11)


def draw_necklace(brush: Brush, text: str) -> None:
    """A fine chain with a ruby in the shape of a drop."""
    silver = ink("dfe4ee")
    for side in (-1, 1):
        points: list[Point] = [(side * (86 - 86 * (i / 22) ** 1.6), -94 + 122 * (i / 22) ** 0.9) for i in range(23)]
        brush.line(curve([(x + 1.5, y + 2.5) for x, y in points], closed=False), fade(DARK, 90), 3, 1.2)
        for i, (x, y) in enumerate(points):
            brush.line(arc(x, y, 3.4, 2.5, 0, 360, 10), shade(silver, -0.36 if i % 2 else 0.2), 1.7)
    brush.line(arc(0, 32, 6, 7, 0, 360, 16), shade(silver, -0.1), 3)
    drop = curve([(0, 38), (16, 58), (24, 76), (17, 92), (0, 98), (-17, 92), (-24, 76), (-16, 58)])
    brush.fill(drop, fade(DARK, 100), 2)
    brush.line(drop, shade(silver, -0.2), 4)
    brush.paint(drop, ball((-7, 66), 40, (ink("ff8a98"), ink("d01b3c"), ink("5c0620"))))
    with brush.clip(drop):
        brush.fill([(0, 36), (10, 70), (0, 98), (-10, 70)], ink("ff6a80", 90))
        brush.fill([(0, 36), (-26, 78), (-10, 70)], ink("ffffff", 80))
        brush.fill([(10, 70), (28, 78), (0, 98)], ink("3c0014", 90))
    brush.line(drop, ink("fff4f6", 130), 1)
    gleam(brush, -9, 60, 15)


def draw_crown(brush: Brush, text: str) -> None:
    """A gold crown with velvet and stones."""
    brush.pool(0, 76, 96, 10, fade(DARK, 140))
    velvet = curve([(-70, 40), (-58, -22), (0, -40), (58, -22), (70, 40)])
    brush.paint(velvet, ball((-14, -14), 90, (ink("c23a58"), ink("7a1230"), ink("3a0618"))))
    points = [
        (-78, 56),
        (-94, -34),
        (-52, 8),
        (-38, -62),
        (-14, -4),
        (0, -80),
        (14, -4),
        (38, -62),
        (52, 8),
        (94, -34),
        (78, 56),
    ]
    brush.paint(
        points,
        ramp(
            (-90, 0),
            (90, 0),
            (shade(GOLD, -0.35), shade(GOLD, 0.55), GOLD, shade(GOLD, 0.35), shade(GOLD, -0.5)),
            (0, 0.28, 0.5, 0.68, 1),
        ),
    )
    brush.line([*points[:-1], points[-1]], shade(GOLD, 0.6), 1.6)
    rim = curve([(-80, 50), (0, 66), (80, 50), (80, 72), (0, 88), (-80, 72)], tension=8)
    brush.paint(
        rim, ramp((-80, 0), (80, 0), (shade(GOLD, -0.4), shade(GOLD, 0.5), shade(GOLD, -0.05), shade(GOLD, -0.5)))
    )
    _stones(brush)
    gleam(brush, -44, -20, 18)
    gleam(brush, 60, 30, 11)


def _stones(brush: Brush) -> None:
    for x, y, r, tone in (
        (-92, -40, 6, "f4f0ff"),
        (-38, -68, 6.5, "f4f0ff"),
        (0, -86, 8, "ff5a6e"),
        (38, -68, 6.5, "f4f0ff"),
        (92, -40, 6, "f4f0ff"),
    ):
        brush.disc(x, y, r, ink("ffffff"), ink(tone), shade(ink(tone), -0.5))
    for x, y, tone in (
        (-58, 66, "3f8cff"),
        (-30, 72, "e5304a"),
        (0, 75, "38c48a"),
        (30, 72, "e5304a"),
        (58, 66, "3f8cff"),
    ):
        brush.oval(x, y, 9, 7, shade(GOLD, -0.6))
        brush.disc(x, y, 6.4, shade(ink(tone), 0.7), ink(tone), shade(ink(tone), -0.6))


def draw_coin(brush: Brush, text: str) -> None:
    """An old gold coin with a profile."""
    brush.oval(4, 6, 90, 90, fade(DARK, 130), 4)
    brush.disc(2, 4, 92, ink("8a5a1c"), ink("5c3810"))
    brush.disc(0, 0, 92, ink("fff2c0"), GOLD, ink("9a6420"))
    for i in range(60):
        angle = math.radians(i * 6)
        brush.line(
            [(85 * math.cos(angle), 85 * math.sin(angle)), (91 * math.cos(angle), 91 * math.sin(angle))],
            ink("7c4f16", 150),
            1.6,
        )
    brush.disc(0, 0, 78, ink("f7d98a"), ink("d39c3c"), ink("a87428"))
    brush.line(arc(0, 0, 78, 78, 30, 210, 40), ink("fff4cf", 190), 2.4)
    brush.line(arc(0, 0, 78, 78, 210, 390, 40), ink("7c4f16", 190), 2.4)
    face = [
        (-10, 52),
        (-14, 34),
        (-34, 28),
        (-38, 4),
        (-30, -26),
        (-8, -44),
        (16, -42),
        (30, -26),
        (32, -10),
        (42, 6),
        (34, 10),
        (36, 20),
        (28, 34),
        (14, 36),
        (18, 54),
    ]
    brush.fill(curve([(x + 2, y + 3) for x, y in face], tension=8), ink("6e4512", 200), 2)
    brush.paint(curve(face, tension=8), ball((-10, -20), 80, (ink("ffecae"), ink("d8a444"), ink("96631e"))))
    for i in range(4):
        lock = [(-34 + i * 9, 2 - i * 11), (-22 + i * 9, -14 - i * 7), (2 + i * 7, -30 - i * 3), (22, -30 - i * 2)]
        brush.line(curve(lock, closed=False), ink("8a5a1c", 150), 2)
    _laurel(brush)
    write(brush, text, (-50, 54, 50, 74), 13, ink("6e4512"), 800)
    gleam(brush, -48, -50, 18)


def _laurel(brush: Brush) -> None:
    """Two branches of laurel that rise from the foot of the coin."""
    for side in (-1, 1):
        for i in range(9):
            angle = math.radians(90 - side * (26 + i * 13))
            x, y = 64 * math.cos(angle), 64 * math.sin(angle)
            with brush.at(x, y, 1, 1, math.degrees(angle) - side * 62):
                brush.oval(1.4, 2, 10.5, 4.2, ink("6e4512", 150))
                brush.oval(0, 0, 10.5, 4.2, shade(GOLD, 0.4 if i % 2 else 0.2))
                brush.line([(-8, 0), (8, 0)], ink("9a6420", 190), 1)


def draw_key(brush: Brush, text: str) -> None:
    """An old brass key with a paper tag."""
    brass = ink("c79a4c")
    with brush.at(4, 2, 1.12, 1, -38):
        bow = arc(0, -62, 26, 26, 0, 360, 30)
        for shift, tone, wide in (
            ((3, 4), fade(DARK, 120), 12),
            ((0, 0), shade(brass, -0.5), 12),
            ((-0.6, -0.8), brass, 8.5),
            ((-1.8, -2.2), shade(brass, 0.6), 2.4),
        ):
            dx, dy = shift
            brush.line([(x + dx, y + dy) for x, y in bow], tone, wide)
            brush.line([(dx, -34 + dy), (dx, 86 + dy)], tone, wide)
            for y, long in ((56, 25), (72, 19), (84, 28)):
                brush.line([(dx, y + dy), (long + dx, y + dy)], tone, wide * 0.9)
        for y in (-34, -24, 34):
            brush.line([(-9, y), (9, y)], shade(brass, -0.4), 6)
            brush.line([(-9, y - 1), (7, y - 1)], shade(brass, 0.4), 2.4)
    tag = [(-92, -24), (-72, -44), (-16, -6), (-30, 26), (-44, 32)] if text else []
    if tag:
        with brush.at(-44, 26, 1, 1, 8):
            shape = [(-48, -10), (-36, -22), (46, -22), (46, 24), (-36, 24), (-48, 12)]
            brush.fill([(x + 2, y + 3) for x, y in shape], fade(DARK, 110), 2)
            brush.down(shape, ink("fbf1d8"), ink("e0c898"))
            brush.oval(-38, 1, 4, 4, ink("6a4a24"))
            write(brush, text, (-30, -20, 43, 22), 17, ink("3a2a4a"), 800)
        brush.line(curve([(-80, 24), (-88, -10), (-70, -44), (-54, -56)], closed=False), ink("8a2a30"), 2.2)
    gleam(brush, -30, -66, 13)


def draw_badge(brush: Brush, text: str) -> None:
    """A shield badge on a leather fold."""
    leather = ink("3a2c2a")
    brush.fill([(-76, -92), (82, -92), (82, 98), (-76, 98)], fade(DARK, 120), 3)
    hide = curve([(-80, -90), (0, -97), (80, -90), (82, 0), (80, 92), (0, 97), (-80, 92), (-82, 0)], tension=16)
    brush.paint(hide, ramp((-80, -90), (80, 92), (shade(leather, 0.25), leather, shade(leather, -0.5))))
    brush.line(
        curve([(-74, -84), (0, -90), (74, -84), (76, 0), (74, 86), (0, 90), (-74, 86), (-76, 0)], tension=16),
        fade(shade(leather, 0.5), 110),
        1.4,
    )
    shield = curve(
        [(0, -80), (26, -64), (60, -66), (62, -10), (44, 46), (0, 80), (-44, 46), (-62, -10), (-60, -66), (-26, -64)],
        tension=9,
    )
    brush.fill(shield, fade(DARK, 150), 5)
    brush.paint(
        shield, ramp((-60, -70), (60, 70), (ink("fff3cc"), GOLD, shade(GOLD, -0.1), ink("8a5a1c")), (0, 0.35, 0.65, 1))
    )
    brush.line(shield, shade(GOLD, -0.55), 2)
    for i in range(24):
        angle = math.radians(i * 15)
        brush.line(
            [(30 * math.cos(angle), -8 + 30 * math.sin(angle)), (46 * math.cos(angle), -8 + 46 * math.sin(angle))],
            ink("8a5a1c", 120),
            2,
        )
    brush.disc(0, -8, 32, ink("5a86d8"), ink("1f3f8c"), ink("0d1f52"))
    brush.line(arc(0, -8, 32, 32, 0, 360, 36), ink("fff0c0"), 2.4)
    star = [
        (
            (18 if i % 2 == 0 else 7.5) * math.sin(i * math.pi / 5),
            -8 - (18 if i % 2 == 0 else 7.5) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]
    brush.paint(star, ramp((-18, -26), (18, 10), (ink("fff6d8"), ink("d8a444"))))
    brush.down([(-46, 28), (46, 28), (42, 50), (-42, 50)], ink("fff0c0"), ink("d9a848"))
    write(brush, text or "POLICE", (-42, 28, 42, 50), 14, ink("3a2208"), 900)
    gleam(brush, -36, -50, 14)
