"""The rest of what people hold on to: knife, flowers, doll, mirror, painting, umbrella."""

import math
import random

from ..light import RGBA
from ..sets.brush import DARK, Brush, Point, arc, ball, curve, fade, ink, ramp, shade
from .jewels import GOLD, gleam
from .lettering import write


def draw_knife(brush: Brush, text: str) -> None:
    """A kitchen knife, its point down, the edge catching light."""
    with brush.at(0, 0, 1, 1, 24):
        blade: list[Point] = [(-15, -14), (15, -14), (17, 30), (10, 66), (-14, 97), (-15, 40)]
        brush.fill(curve([(x + 4, y + 3) for x, y in blade], tension=14), fade(DARK, 120), 4)
        brush.paint(
            curve(blade, tension=14),
            ramp((-15, 0), (17, 0), (ink("7c8894"), ink("dfe7ee"), ink("9aa6b2"), ink("f6fafc")), (0, 0.4, 0.7, 1)),
        )
        brush.paint(
            [(6, -13), (15, -13), (16.5, 30), (10, 65), (-13, 95), (2, 50)],
            ramp((0, 0), (17, 0), (ink("ffffff", 60), ink("ffffff", 210))),
        )
        brush.line([(-11, -8), (-12, 80)], ink("56606c", 150), 1.2)
        brush.bar(-18, -22, 18, -12, ink("fff0c4"), GOLD, shade(GOLD, -0.5), round=3)
        wood = ink("5a3424")
        handle = curve(
            [(-12, -22), (12, -22), (14, -50), (11, -84), (4, -97), (-8, -96), (-13, -82), (-11, -52)], tension=9
        )
        brush.paint(handle, ramp((-13, 0), (14, 0), (shade(wood, 0.1), shade(wood, 0.4), wood, shade(wood, -0.6))))
        for y in (-36, -58, -80):
            brush.disc(1, y, 4, ink("fff4d4"), shade(GOLD, -0.3))
        brush.line(curve([(-6, -28), (-7, -60), (-6, -90)], closed=False), fade(DARK, 60), 1.6)
    gleam(brush, -16, 44, 20, ink("ffffff"))


def draw_flowers(brush: Brush, text: str) -> None:
    """A bouquet of roses in paper."""
    dice = random.Random(11)
    for i in range(13):
        a = math.radians(-165 + i * 12.5)
        x, y = 66 * math.cos(a), -16 + 66 * math.sin(a)
        leaf = curve([(x * 0.4, y * 0.4), (x - 9, y), (x * 1.16, y * 1.1), (x + 9, y)])
        brush.paint(leaf, ramp((0, -80), (0, 20), (ink("7fb46a"), ink("2c5a3a"))))
    roses = [(-46, -30), (46, -32), (0, -58), (-24, -62), (28, -66), (-58, -4), (58, -4), (-18, -24), (22, -22), (0, 2)]
    for i, (x, y) in enumerate(roses):
        tone = ink(("d8283e", "e8566a", "c01c34")[i % 3])
        _rose(brush, x + dice.uniform(-3, 3), y, 23 + (i % 3) * 2, tone)
    for x, y in ((-36, -52), (12, -44), (44, -10), (-40, 12), (36, -54)):
        for _ in range(7):
            brush.oval(x + dice.gauss(0, 7), y + dice.gauss(0, 7), 2.6, 2.6, ink("ffffff", 235))
    wrap = [(-64, 6), (-30, 18), (0, 22), (32, 18), (66, 4), (22, 92), (-20, 92)]
    brush.fill([(x + 2, y + 4) for x, y in wrap], fade(DARK, 120), 4)
    brush.paint(
        curve(wrap, tension=14), ramp((-64, 0), (66, 0), (ink("fff6ea"), ink("e8cdb4"), ink("f8e8d8"), ink("b8937c")))
    )
    for x in (-34, -10, 16, 40):
        brush.line([(x, 22), (x * 0.36, 88)], fade(DARK, 60), 2, 1)
    brush.paint(
        [(-27, 56), (30, 56), (26, 70), (-24, 70)],
        ramp((-27, 0), (30, 0), (ink("c8304a"), ink("ff8a9a"), ink("8a1428"))),
    )
    for side in (-1, 1):
        brush.paint(
            curve([(0, 62), (side * 22, 46), (side * 34, 60), (side * 20, 72)]),
            ramp((0, 46), (0, 74), (ink("ff7a8c"), ink("a01c34"))),
        )
        brush.fill([(0, 64), (side * 18, 96), (side * 9, 97)], ink("b0243c"))
    if text:
        brush.down([(-58, 22), (-6, 30), (-8, 56), (-58, 48)], ink("fffdf4"), ink("e8dcc4"))
        write(brush, text, (-55, 26, -9, 52), 11, ink("3a2430"), 700)


def _rose(brush: Brush, x: float, y: float, size: float, tone: RGBA) -> None:
    brush.oval(x + 2, y + 4, size, size * 0.95, fade(DARK, 100), 3)
    brush.disc(x, y, size, shade(tone, 0.25), tone, shade(tone, -0.5))
    for i in range(5):
        a = math.radians(i * 72 + 20)
        px, py = x + size * 0.48 * math.cos(a), y + size * 0.42 * math.sin(a)
        brush.oval(px, py, size * 0.52, size * 0.46, shade(tone, -0.18))
        brush.oval(px - 1, py - 2, size * 0.48, size * 0.4, shade(tone, 0.1 + 0.05 * (i % 2)))
    for r, t in ((0.5, -0.28), (0.4, 0.16), (0.26, -0.34), (0.15, 0.1)):
        brush.oval(x, y - size * 0.06, size * r, size * r * 0.86, shade(tone, t))
    brush.line(arc(x, y - size * 0.06, size * 0.36, size * 0.3, 180, 330, 12), shade(tone, 0.45), 1.4)


def draw_doll(brush: Brush, text: str) -> None:
    """A rag doll with button eyes, mended at the heart."""
    cloth, hair = ink("ecd0ae"), ink("b8502c")
    brush.pool(0, 93, 60, 6, fade(DARK, 150))
    for side in (-1, 1):
        brush.line(curve([(side * 24, 8), (side * 48, 26), (side * 60, 52)], closed=False), shade(cloth, -0.4), 20)
        brush.line(curve([(side * 24, 7), (side * 47, 25), (side * 59, 51)], closed=False), cloth, 16)
        brush.bar(side * 18 - 10, 58, side * 18 + 10, 94, ink("f4ece0"), ink("d8ccc0"), ink("9a8c84"), round=8)
        brush.box(side * 18 - 12, 82, side * 18 + 12, 97, ink("4a3040"), ink("241620"), round=6)
    dress = curve([(-20, 0), (20, 0), (32, 30), (52, 70), (0, 78), (-52, 70), (-32, 30)], tension=9)
    brush.paint(dress, ramp((-50, 0), (50, 0), (ink("6a86b8"), ink("8aa8d8"), ink("34507e"))))
    for x, y in ((-28.0, 56.0), (-8, 40), (12, 58), (30, 44), (-14, 66), (26, 66), (4, 22)):
        brush.disc(x, y, 3.4, ink("ffffff"), ink("d8e4f4"))
    brush.line(curve([(-50, 70), (0, 78), (50, 70)], closed=False), ink("f4f0e8"), 5)
    for i in range(15):
        a = math.radians(160 + i * 15.7)
        x, y = 44 * math.cos(a), -44 + 40 * math.sin(a)
        brush.disc(x, y, 13, shade(hair, 0.3), hair, shade(hair, -0.5))
    brush.disc(0, -42, 43, shade(cloth, 0.4), cloth, shade(cloth, -0.3))
    for i in range(9):
        x = -34 + i * 8.5
        brush.line(
            curve([(x, -76 + abs(x) * 0.2), (x * 1.06, -66), (x * 1.15, -58 + abs(x) * 0.2)], closed=False),
            shade(hair, 0.1 if i % 2 else -0.2),
            8,
        )
    for x, tone in ((-16, "2a2430"), (16, "3a5a8a")):
        brush.oval(x + 1, -35, 9, 9, fade(DARK, 90), 2)
        brush.disc(x, -37, 8.5, shade(ink(tone), 0.4), ink(tone), shade(ink(tone), -0.5))
        for dx, dy in ((-2, -2), (2, -2), (-2, 2), (2, 2)):
            brush.oval(x + dx, -37 + dy, 1.1, 1.1, ink("f4ead8"))
    for x in (-26, 26):
        brush.pool(x, -22, 10, 7, ink("e8685a", 150))
    brush.line(curve([(-12, -18), (0, -12), (12, -18)], closed=False), ink("8a3030"), 2)
    for x in (-8, 0, 8):
        brush.line([(x, -18), (x, -11)], ink("8a3030"), 1.2)
    brush.fill(curve([(0, 22), (-8, 12), (-15, 20), (0, 36), (15, 20), (8, 12)]), ink("c8344a"))
    brush.line([(-10, 15), (10, 29)], ink("2a1a20"), 1.4)
    for t in (0.2, 0.5, 0.8):
        x, y = -10 + 20 * t, 15 + 14 * t
        brush.line([(x + 2.4, y - 3.4), (x - 2.4, y + 3.4)], ink("2a1a20"), 1.3)
    write(brush, text, (-40, 78, 40, 92), 9, ink("ffffff"), 800)


def draw_mirror(brush: Brush, text: str) -> None:
    """A hand mirror in silver, cracked, someone almost in it."""
    silver = ink("c4ccd8")
    brush.oval(4, -24, 66, 72, fade(DARK, 130), 4)
    brush.bar(-9, 40, 9, 92, shade(silver, 0.5), silver, shade(silver, -0.6), round=6)
    for y in (48, 62, 84):
        brush.bar(-12, y, 12, y + 6, shade(silver, 0.6), silver, shade(silver, -0.5), round=3)
    brush.disc(0, 92, 8, shade(silver, 0.6), silver, shade(silver, -0.5))
    brush.paint(
        curve(arc(0, -28, 66, 70, 0, 340, 17)),
        ramp((-66, -90), (66, 40), (ink("ffffff"), silver, shade(silver, -0.5), silver)),
    )
    for i in range(36):
        a = math.radians(i * 10)
        brush.disc(59 * math.cos(a), -28 + 63 * math.sin(a), 3.6, shade(silver, 0.7), shade(silver, -0.3))
    pane = curve(arc(0, -28, 52, 56, 0, 340, 17))
    brush.paint(pane, ramp((-50, -80), (50, 30), (ink("e8f4ff"), ink("8fb0cc"), ink("3c5878"))))
    with brush.clip(pane):
        brush.fill(curve([(-40, 40), (-32, 2), (0, -8), (32, 2), (40, 40)]), ink("22304a", 170), 3)
        brush.oval(2, -30, 21, 27, ink("22304a", 170), 3)
        brush.paint(
            [(-60, -60), (-20, -90), (20, -90), (-60, 10)],
            ramp((-50, -80), (-10, -30), (ink("ffffff", 150), ink("ffffff", 20))),
        )
        hub = (18.0, -46.0)
        for end in ((60, -80), (56, -20), (20, 34), (-30, 20), (-50, -50), (0, -90)):
            middle = ((hub[0] + end[0]) / 2 + 5, (hub[1] + end[1]) / 2 - 4)
            brush.line([hub, middle, end], ink("ffffff", 210), 1.6)
            brush.line([(hub[0] + 1, hub[1] + 1), (middle[0] + 1, middle[1] + 1), end], ink("1c2c44", 150), 0.9)
    write(brush, text, (-40, -10, 40, 16), 12, ink("a01c2c", 220), 800)
    gleam(brush, -36, -70, 16)


def draw_painting(brush: Brush, text: str) -> None:
    """A portrait in a heavy gilt frame."""
    brush.fill([(-74, -92), (82, -92), (82, 98), (-74, 98)], fade(DARK, 130), 3)
    outer, inner = 97.0, 66.0
    wide = 80.0
    sides: list[tuple[list[Point], float]] = [
        ([(-wide, -outer), (wide, -outer), (52, -inner), (-52, -inner)], 0.3),
        ([(wide, -outer), (wide, outer), (52, inner), (52, -inner)], -0.3),
        ([(wide, outer), (-wide, outer), (-52, inner), (52, inner)], -0.45),
        ([(-wide, outer), (-wide, -outer), (-52, -inner), (-52, inner)], 0.1),
    ]
    for quad, light in sides:
        brush.down(quad, shade(GOLD, min(0.6, light + 0.15)), shade(GOLD, light - 0.15))
    for i in range(15):
        for x, y in ((-72 + i * 10.3, -88.0), (-72 + i * 10.3, 88.0), (-72.0, -84 + i * 12.0), (72.0, -84 + i * 12.0)):
            brush.disc(x, y, 4.4, shade(GOLD, 0.6), shade(GOLD, -0.35))
    brush.line([(-52, -inner), (52, -inner), (52, inner), (-52, inner), (-52, -inner)], shade(GOLD, -0.65), 3)
    view: list[Point] = [(-51, -65), (51, -65), (51, 65), (-51, 65)]
    with brush.clip(view):
        brush.paint(view, ball((-10, -20), 110, (ink("6a5a44"), ink("3a2e28"), ink("16100f"))))
        _sitter(brush)
    brush.box(-30, 74, 30, 90, shade(GOLD, 0.5), shade(GOLD, -0.2), round=2)
    write(brush, text or "1897", (-28, 75, 28, 89), 10, ink("4a3010"), 800)


def _sitter(brush: Brush) -> None:
    """Whoever it was, in old varnish."""
    brush.paint(
        curve([(-58, 80), (-46, 32), (-14, 14), (14, 14), (46, 32), (58, 80)], tension=8),
        ramp((-50, 10), (50, 70), (ink("7a2430"), ink("2c0c14"))),
    )
    brush.fill([(-12, 14), (12, 14), (0, 46)], ink("f0e6d4"))
    brush.box(-9, -2, 9, 20, ink("c89a78"))
    brush.paint(
        curve([(-30, 14), (-31, -26), (-16, -50), (12, -52), (30, -28), (29, 14)]),
        ramp((-30, 0), (30, 0), (ink("2a1814"), ink("4a2a1e"))),
    )
    brush.paint(
        curve([(-19, -26), (-18, -4), (-8, 12), (8, 12), (18, -4), (19, -26), (8, -38), (-10, -38)]),
        ball((-8, -22), 42, (ink("f4d4b0"), ink("d8a680"), ink("8a5a44"))),
    )
    for x in (-8.0, 8.0):
        brush.line(arc(x, -16, 5, 3, 180, 360, 8), ink("2c1c18"), 1.6)
        brush.oval(x, -14.6, 2.2, 1.8, ink("2c1c18"))
        brush.line([(x - 5, -22), (x + 5, -23)], ink("4a2e22"), 1.6)
    brush.line([(0, -12), (-2, -5), (1, -4)], ink("a8745a"), 1.4)
    brush.line(curve([(-6, 3), (0, 5), (6, 2)], closed=False), ink("9c4440"), 2)
    dice = random.Random(5)
    for _ in range(90):
        x, y = dice.uniform(-50, 50), dice.uniform(-64, 64)
        brush.line(
            [(x, y), (x + dice.uniform(-6, 6), y + dice.uniform(-5, 5))],
            ink("fff0d0" if dice.random() < 0.5 else "120c0c", 22),
            2.4,
        )


def draw_umbrella(brush: Brush, text: str) -> None:
    """An open umbrella with rain on it."""
    tone = ink("b8283c")
    brush.bar(-2.6, -60, 2.6, 78, ink("e8ecf0"), ink("8a929c"), ink("3a4048"))
    hook = arc(-12, 78, 12, 14, 0, 180, 14)
    brush.line(hook, ink("3a2018"), 9)
    brush.line(hook, ink("8a5434"), 5.5)
    ribs = [-96.0, -62.0, -22.0, 22.0, 62.0, 96.0]
    for i in range(5):
        a, b = ribs[i], ribs[i + 1]
        middle = (a + b) / 2
        panel: list[Point] = [(0, -88), (a * 0.62, -62), (a, 8), (middle, -10), (b, 8), (b * 0.62, -62)]
        light = (0.2, 0.38, 0.1, -0.2, -0.45)[i]
        brush.paint(
            curve(panel, tension=9), ramp((0, -88), (0, 10), (shade(tone, light + 0.12), shade(tone, light - 0.14)))
        )
    for x in ribs:
        brush.line(curve([(0, -88), (x * 0.62, -62), (x, 8)], closed=False), shade(tone, -0.55), 1.6)
        brush.disc(x * 0.985, 8, 2.4, ink("ffffff"), ink("8a929c"))
    brush.line([(0, -88), (0, -97)], ink("8a929c"), 4)
    brush.pool(-34, -54, 34, 18, ink("ffffff", 80))
    dice = random.Random(3)
    for _ in range(26):
        x = dice.uniform(-80, 80)
        y = -78 + 66 * (abs(x) / 96) ** 1.6 + dice.uniform(4, 34)
        brush.oval(x, y, 1.8, 2.6, ink("e8f4ff", 200))
    for _ in range(8):
        x, y = dice.choice(ribs) + dice.uniform(-3, 3), dice.uniform(16, 88)
        brush.line([(max(-97, min(97, x)), y), (max(-97, min(97, x)), y + 9)], ink("cfe6ff", 190), 1.8)
    write(brush, text, (-50, -46, 50, -14), 15, ink("ffe8e0"), 800)
