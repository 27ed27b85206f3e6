"""What holds something: glass, pills, vial, bag, box."""

from ..light import RGBA
from ..sets.brush import DARK, Brush, Point, arc, ball, curve, fade, ink, ramp, shade
from .jewels import band, gleam
from .lettering import write


def draw_glass(brush: Brush, text: str) -> None:
    """A tumbler of whisky with two cubes of ice."""
    brush.pool(0, 86, 78, 12, fade(DARK, 150))
    brush.pool(24, 84, 60, 8, ink("ffb45a", 120))
    body = [(-66, -92), (66, -92), (56, 84), (-56, 84)]
    brush.paint(
        curve(body, tension=26), ramp((-66, 0), (66, 0), (ink("eaf4ff", 150), ink("cfe0f0", 60), ink("f4faff", 130)))
    )
    drink = [(-62, -24), (62, -24), (56, 70), (-56, 70)]
    brush.paint(curve(drink, tension=26), ramp((-40, -24), (40, 70), (ink("ffcf7a"), ink("d8822a"), ink("8a3c10"))))
    brush.oval(0, -24, 62, 9, ink("ffe0a0", 220))
    for x, y, turn in ((-24, 2, -14), (22, 12, 20)):
        with brush.at(x, y, 1, 1, turn):
            brush.box(-21, -21, 21, 21, ink("ffffff", 150), ink("ffe4b8", 90), round=5)
            brush.line([(-17, 16), (-17, -17), (16, -17)], ink("ffffff", 210), 2.4)
            brush.line([(20, -14), (20, 20), (-14, 20)], ink("b86a24", 110), 2)
    brush.paint(
        [(-56, 70), (56, 70), (55, 84), (-55, 84)],
        ramp((-56, 0), (56, 0), (ink("ffffff", 190), ink("9ab0c4", 150), ink("ffffff", 200))),
    )
    brush.line(arc(0, -90, 65, 8, 0, 360, 40), ink("ffffff", 210), 2.2)
    for x, wide, alpha in ((-50, 7, 190), (-36, 2.5, 120), (48, 4, 140)):
        brush.line([(x, -78), (x * 0.88, 66)], ink("ffffff", alpha), wide, 1.2)
    gleam(brush, -48, -70, 12)


def draw_pills(brush: Brush, text: str) -> None:
    """An amber bottle of pills, some spilt beside it."""
    amber = ink("e08a2c")
    brush.pool(0, 90, 90, 9, fade(DARK, 150))
    for i, (x, y) in enumerate(((-20, 2), (8, 20), (-8, 38), (20, 52), (-24, 58), (2, 68), (24, 28))):
        _capsule(brush, x, y, i * 47, 0.85)
    body = [(-44, -52), (44, -52), (44, 88), (-44, 88)]
    brush.paint(
        curve(body, tension=20),
        ramp((-44, 0), (44, 0), (fade(shade(amber, 0.35), 225), fade(amber, 150), fade(shade(amber, -0.4), 225))),
    )
    brush.box(-44, -24, 44, 46, ink("fffdf6"), ink("e8e2d4"))
    brush.box(-44, -24, 44, -10, ink("3a6ab0"), ink("2c508c"))
    write(brush, text or "TAKE ONE AT NIGHT", (-39, -6, 39, 34), 13, ink("22283c"), 700)
    for y in (38, 42):
        brush.line([(-36, y), (20, y)], ink("9aa0ac", 170), 1.4)
    brush.paint(
        [(-44, -24), (-20, -24), (-20, 46), (-44, 46)], ramp((-44, 0), (-20, 0), (fade(DARK, 60), fade(DARK, 0)))
    )
    brush.paint([(18, -24), (44, -24), (44, 46), (18, 46)], ramp((18, 0), (44, 0), (fade(DARK, 0), fade(DARK, 90))))
    brush.bar(-50, -92, 50, -52, ink("ffffff"), ink("f0f0ee"), ink("a4a8b0"), round=7)
    for i in range(17):
        brush.line([(-46 + i * 5.8, -88), (-46 + i * 5.8, -56)], fade(DARK, 34), 1.5)
    brush.line([(-32, -46), (-32, 82)], ink("ffffff", 120), 6, 2)
    for x, y, turn in ((64, 80, 20), (82, 70, 110), (-70, 82, -24)):
        _capsule(brush, x, y, turn, 1.0)


def _capsule(brush: Brush, x: float, y: float, turn: float, scale: float) -> None:
    with brush.at(x, y, scale, 1.0, turn):
        brush.oval(1, 4, 15, 6, fade(DARK, 90), 2)
        brush.box(-15, -6.5, 15, 6.5, ink("ffffff"), ink("c8ccd4"), round=6.5)
        brush.box(0, -6.5, 15, 6.5, ink("f0525a"), ink("9c1c2a"), round=6.5)
        brush.box(0, -6.5, 6, 6.5, ink("f0525a"), ink("9c1c2a"))
        brush.line([(-10, -3), (10, -3)], ink("ffffff", 190), 1.8)


def draw_vial(brush: Brush, text: str) -> None:
    """A glass vial with a cork; what is in it glows."""
    poison = ink("54e08a")
    brush.pool(0, 92, 46, 7, fade(DARK, 150))
    body: list[Point] = [
        (-14, -62),
        (14, -62),
        (14, -30),
        (42, 6),
        (48, 54),
        (34, 88),
        (0, 94),
        (-34, 88),
        (-48, 54),
        (-42, 6),
        (-14, -30),
    ]
    shape = curve(body, tension=8)
    brush.fill(shape, ink("dff4f4", 74))
    with brush.clip(shape):
        brush.paint(
            [(-60, 12), (60, 6), (60, 99), (-60, 99)], ball((-10, 50), 80, (ink("d8ffd0"), poison, ink("0c6a4a")))
        )
        brush.oval(0, 9, 52, 6, ink("e4ffe0", 200))
        for x, y, r in ((-20, 40, 5), (8, 58, 7), (20, 30, 4), (-6, 76, 4), (-30, 62, 3)):
            brush.line(arc(x, y, r, r, 0, 360, 16), ink("f0fff0", 190), 1.4)
    brush.line(shape, ink("f4ffff", 190), 2.2)
    brush.line(curve([(-36, 14), (-40, 44), (-32, 72)], closed=False), ink("ffffff", 210), 5, 1.5)
    brush.box(-18, -70, 18, -58, ink("f4ffff", 200), ink("a8c4c8", 170), round=4)
    brush.bar(-13, -96, 13, -66, ink("d8a878"), ink("b07c4c"), ink("6a4424"), round=3)
    for x, y in ((-6, -88), (4, -80), (8, -90), (-3, -74)):
        brush.oval(x, y, 1.6, 1.2, ink("6a4424", 190))
    brush.glow(0, 50, 48, fade(poison, 120))
    if text:
        brush.down([(-30, 34), (30, 34), (30, 66), (-30, 66)], ink("f6ecd0"), ink("d8c494"))
        write(brush, text, (-27, 35, 27, 65), 11, ink("3a2a1c"), 800)


def draw_bag(brush: Brush, text: str) -> None:
    """A leather handbag with a gold clasp."""
    hide = ink("9c3a3a")
    brush.pool(0, 90, 92, 9, fade(DARK, 150))
    handle = curve([(-46, -20), (-42, -72), (0, -94), (42, -72), (46, -20)], closed=False)
    brush.line(handle, shade(hide, -0.55), 12)
    brush.line(handle, shade(hide, 0.05), 8)
    brush.line(curve([(-43, -26), (-39, -70), (0, -91)], closed=False), shade(hide, 0.5), 2)
    body = curve([(-76, -18), (0, -24), (76, -18), (92, 70), (80, 90), (0, 94), (-80, 90), (-92, 70)], tension=9)
    brush.paint(body, ball((-24, 6), 130, (shade(hide, 0.4), hide, shade(hide, -0.5))))
    flap = curve([(-78, -20), (0, -27), (78, -20), (82, 24), (40, 46), (0, 52), (-40, 46), (-82, 24)], tension=9)
    brush.fill(
        curve([(-78, -14), (0, -20), (78, -14), (82, 31), (40, 53), (0, 60), (-40, 53), (-82, 31)], tension=9),
        fade(DARK, 120),
        4,
    )
    brush.paint(flap, ramp((0, -24), (0, 52), (shade(hide, 0.3), hide, shade(hide, -0.25))))
    stitches = arc(0, 4, 72, 40, 12, 168, 40)
    for a, b in zip(stitches[::2], stitches[1::2], strict=False):
        brush.line([a, b], ink("f0c890", 190), 1.6)
    gold = ink("e2b456")
    brush.disc(0, 46, 15, ink("fff2c8"), gold, shade(gold, -0.5))
    brush.disc(0, 46, 7, shade(gold, -0.4), shade(gold, -0.1))
    for x in (-46, 46):
        band(brush, x, -18, 8, 8, 4, gold)
    brush.pool(-34, 8, 40, 16, ink("ffffff", 70))
    write(brush, text, (-60, 62, 60, 84), 12, ink("f0cc90"), 700)
    gleam(brush, -5, 40, 9)


def draw_box(brush: Brush, text: str) -> None:
    """A gift box with a ribbon, its lid just lifted; light comes out."""
    with brush.at(0, 8, 0.92):
        _gift(brush)
    if text:
        _tag(brush, text)


def _gift(brush: Brush) -> None:
    red, gold = ink("b0283c"), ink("ecc468")
    brush.pool(0, 90, 92, 9, fade(DARK, 160))
    left, right = [(-80, -10), (10, 4), (10, 94), (-74, 76)], [(10, 4), (84, -14), (78, 72), (10, 94)]
    brush.across(left, shade(red, -0.1), shade(red, 0.16))
    brush.across(right, shade(red, -0.3), shade(red, -0.5))
    brush.across([(-42, -4), (-20, 0), (-19, 88), (-40, 84)], shade(gold, -0.1), shade(gold, 0.4), shade(gold, -0.2))
    brush.across([(42, -4), (60, -8), (57, 79), (40, 85)], shade(gold, -0.3), shade(gold, -0.5))
    brush.paint(
        [(-80, -10), (10, 4), (84, -14), (4, -28)], ball((4, -12), 90, (ink("fffbe0"), ink("ffd878"), ink("c8862c")))
    )
    brush.glow(4, -18, 60, ink("ffe49a", 210))
    with brush.at(2, -16, 1, 1, -7):
        for shape, a, b in (
            ([(-88, -36), (8, -20), (8, 2), (-86, -12)], 0.05, 0.25),
            ([(8, -20), (90, -40), (88, -16), (8, 2)], -0.25, -0.5),
        ):
            brush.across(shape, shade(red, a), shade(red, b))
        brush.down([(-88, -36), (8, -20), (90, -40), (0, -56)], shade(red, 0.34), shade(red, 0.1))
        brush.down([(-48, -46), (-20, -51), (52, -31), (26, -25)], shade(gold, 0.4), gold)
        brush.down([(40, -48), (58, -44), (-30, -26), (-48, -30)], shade(gold, 0.4), gold)
        for side in (-1, 1):
            loop = curve([(2, -42), (side * 30, -80), (side * 58, -76), (side * 46, -48)], tension=5)
            brush.paint(loop, ramp((0, -80), (0, -42), (shade(gold, 0.5), shade(gold, -0.3))))
            brush.line(loop, shade(gold, -0.5), 1.4)
        brush.disc(2, -44, 10, shade(gold, 0.6), gold, shade(gold, -0.4))


def _tag(brush: Brush, text: str) -> None:
    shape: list[Point] = [(-72, 28), (-8, 36), (-8, 70), (-72, 60)]
    brush.fill([(x + 2, y + 3) for x, y in shape], fade(DARK, 110), 2)
    paper: RGBA = ink("fbf3dc")
    brush.down(shape, paper, shade(paper, -0.15))
    write(brush, text, (-68, 32, -12, 64), 13, ink("3a2430"), 700)
