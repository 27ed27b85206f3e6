"""What is written or printed: letter, envelope, contract, file, photo, ticket, book, map, money."""

import skia

from ..light import RGBA
from ..sets.brush import DARK, Brush, Points, arc, ball, curve, fade, ink, outline, ramp, shade
from .lettering import scribble, write

INK = ink("2a2c48")
CREAM = ink("f7f0df")
MANILA = ink("dcb878")


def sheet(brush: Brush, shape: Points, colour: RGBA) -> None:
    """Lay down a sheet of paper: its shadow, its uneven tone, its lit edge."""
    brush.fill([(x + 2, y + 4) for x, y in shape], fade(DARK, 110), 3)
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    paint = ramp((min(xs), min(ys)), (max(xs), max(ys)), (shade(colour, 0.5), colour, shade(colour, -0.13)))
    brush.paint(shape, paint)
    brush.line([*shape, shape[0]], fade(shade(colour, -0.45), 120), 0.8)


def draw_letter(brush: Brush, text: str) -> None:
    """A handwritten letter, folded twice, one corner curled."""
    page = [(-66, -96), (64, -96), (68, 78), (50, 96), (-70, 96)]
    sheet(brush, page, CREAM)
    for y in (-34, 30):
        brush.paint(
            [(-68, y - 9), (67, y - 9), (67, y + 9), (-69, y + 9)],
            ramp(
                (0, y - 9),
                (0, y + 9),
                (fade(DARK, 0), fade(DARK, 34), ink("ffffff", 130), ink("ffffff", 0)),
                (0, 0.48, 0.54, 1),
            ),
        )
    if text:
        write(brush, text, (-54, -80, 54, 66), 17, INK, 500, centred=False)
    else:
        for i in range(9):
            scribble(brush, -54, (52, 44, 54, 30)[i % 4], -72 + i * 15.5, i, INK, 5)
    scribble(brush, -6, 44, 78, 4, INK, 8)
    curl = [(68, 78), (50, 96), (47, 76)]
    brush.fill([(x - 2, y + 2) for x, y in curl], fade(DARK, 90), 2)
    brush.paint(curl, ramp((47, 76), (60, 90), (shade(CREAM, -0.05), shade(CREAM, -0.4))))


def draw_envelope(brush: Brush, text: str) -> None:
    """A sealed envelope with a blob of red wax."""
    body = [(-98, -60), (98, -60), (98, 66), (-98, 66)]
    sheet(brush, body, ink("efe2c4"))
    for side in (-1, 1):
        brush.line([(side * 97, 65), (side * 14, 6)], fade(DARK, 46), 1.4)
    if text:
        write(brush, text, (-72, 18, 72, 60), 17, INK, 600)
    flap = [(-98, -60), (98, -60), (12, 8), (-12, 8)]
    brush.fill([(x, y + 4) for x, y in flap], fade(DARK, 90), 3)
    brush.paint(flap, ramp((0, -60), (0, 8), (shade(ink("efe2c4"), -0.1), shade(ink("efe2c4"), 0.4))))
    seal = curve([(20, 4), (14, 19), (0, 23), (-15, 18), (-20, 3), (-15, -12), (1, -17), (16, -11)])
    brush.fill(seal, fade(DARK, 130), 3)
    brush.paint(seal, ball((-6, -5), 30, (ink("e8525a"), ink("a81e2e"), ink("5e0d1c"))))
    brush.line(arc(0, 3, 12, 12, 0, 360, 24), ink("6e1020", 190), 1.6)
    brush.line([(-6, 8), (-6, -3), (0, 4), (6, -3), (6, 8)], ink("7a1424"), 2.2)
    brush.oval(-8, -8, 5, 3, ink("ffc0bc", 170), 1.5)


def draw_contract(brush: Brush, text: str) -> None:
    """A contract of several pages, signed, with a seal."""
    for shift in (6, 3, 0):
        sheet(
            brush,
            [
                (-70 + shift, -97 + shift),
                (64 + shift, -97 + shift),
                (64 + shift, 90 + shift),
                (-70 + shift, 90 + shift),
            ],
            ink("fbf8f0"),
        )
    write(brush, text or "CONTRACT", (-60, -90, 54, -58), 16, ink("1e2034"), 800)
    brush.line([(-40, -53), (34, -53)], ink("b08a4c"), 1.4)
    for i in range(11):
        long = (52, 54, 46, 54, 22)[i % 5]
        brush.line([(-58, -42 + i * 8.6), (long, -42 + i * 8.6)], ink("767c90", 190), 2.2)
    brush.line([(-58, 76), (4, 76)], ink("4a4e60"), 1.0)
    scribble(brush, -54, 0, 69, 7, ink("1d3a9a"), 9)
    brush.line([(-54, 72), (6, 62)], ink("1d3a9a"), 1.6)
    rays = [(36 + (21 if i % 2 else 17) * _cos(i), 66 + (21 if i % 2 else 17) * _sin(i)) for i in range(32)]
    brush.fill([(x + 1, y + 2) for x, y in rays], fade(DARK, 110), 2)
    brush.paint(rays, ball((30, 58), 34, (ink("ff8a76"), ink("c4322e"), ink("7a1418"))))
    brush.line(arc(36, 66, 11, 11, 0, 360, 24), ink("ffb8a4", 190), 1.4)
    for x in (30, 40):
        brush.down([(x - 4, 82), (x + 4, 82), (x + 5, 98), (x, 93), (x - 5, 98)], ink("c4322e"), ink("8a1c1e"))


def _cos(i: int) -> float:
    return arc(0, 0, 1, 1, i * 11.25, i * 11.25, 1)[0][0]


def _sin(i: int) -> float:
    return arc(0, 0, 1, 1, i * 11.25, i * 11.25, 1)[0][1]


def draw_file(brush: Brush, text: str) -> None:
    """A manila case file, stamped, papers slipping out."""
    for turn, y in ((3, -4), (-2, -8)):
        with brush.at(4, y, 1, 1, turn):
            sheet(brush, [(-72, -84), (72, -84), (72, 80), (-72, 80)], ink("faf7ef"))
    back = [(-84, -70), (-84, -84), (-30, -84), (-22, -72), (84, -72), (84, 92), (-84, 92)]
    sheet(brush, back, MANILA)
    brush.line([(-80, 88), (80, 88)], fade(shade(MANILA, -0.5), 120), 1.5)
    brush.box(-56, -50, 56, -8, ink("fdfaf0"), ink("ece3cd"), round=2)
    brush.line([(-56, -50), (56, -50), (56, -8), (-56, -8), (-56, -50)], ink("a8553a", 160), 1.2)
    write(brush, text or "CASE FILE", (-50, -47, 50, -11), 15, INK, 700)
    with brush.at(10, 44, 1, 1, -13):
        red = ink("b8232a", 205)
        brush.line([(-58, -17), (58, -17), (58, 17), (-58, 17), (-58, -17)], red, 3.4)
        write(brush, "CONFIDENTIAL", (-54, -15, 54, 15), 14, red, 900)
    clip = [(52, -96), (52, -62), (60, -62), (60, -98), (48, -98), (48, -68)]
    brush.line(curve([(x, y) for x, y in clip], closed=False, tension=9), ink("8d98a6"), 3)
    brush.line(curve([(x - 0.6, y) for x, y in clip], closed=False, tension=9), ink("f2f6fa", 200), 1)


def draw_photo(brush: Brush, text: str) -> None:
    """An instant photograph of two people at the sea, creased, a caption below."""
    frame = [(-78, -96), (78, -96), (78, 96), (-78, 96)]
    sheet(brush, frame, ink("f8f5ec"))
    view = [(-66, -84), (66, -84), (66, 50), (-66, 50)]
    with brush.clip(view):
        brush.down(view, ink("f4a982"), ink("f7d3a0"), ink("d99a8c"))
        brush.glow(24, -22, 60, ink("fff2c8", 210))
        brush.box(-70, 2, 70, 52, ink("7f86a8"), ink("4f5a80"))
        for i in range(6):
            brush.line([(-6 + i * 9, 8 + i * 6), (28 + i * 5, 8 + i * 6)], ink("ffe6b8", 130), 1.6)
        _back_of(brush, -22, 0, ink("2b1d1c"), ink("7a3040"))
        _back_of(brush, 16, 9, ink("4a3022"), ink("33405e"))
    brush.line([(-66, -84), (66, -84), (66, 50), (-66, 50), (-66, -84)], fade(DARK, 100), 1.2)
    brush.paint(
        [(-66, -84), (-14, -84), (-58, 50), (-66, 50)],
        ramp((-66, -84), (-20, 20), (ink("ffffff", 90), ink("ffffff", 0))),
    )
    brush.line([(-78, 30), (-20, 12), (30, 26), (78, 6)], ink("ffffff", 120), 1)
    if text:
        write(brush, text, (-66, 55, 66, 92), 15, INK, 600)
    else:
        scribble(brush, -40, 40, 74, 5, INK, 8)


def _back_of(brush: Brush, x: float, tall: float, hair: RGBA, cloth: RGBA) -> None:
    """One person of the photograph, half turned to the sea."""
    brush.paint(
        curve([(x - 28, 56), (x - 24, 22 + tall), (x, 10 + tall), (x + 24, 22 + tall), (x + 28, 56)]),
        ramp((x - 24, 0), (x + 24, 0), (shade(cloth, -0.4), cloth, shade(cloth, 0.3))),
    )
    brush.box(x - 5, -2 + tall, x + 5, 16 + tall, ink("c9906e"))
    brush.paint(
        curve(
            [
                (x - 19, 4 + tall),
                (x - 17, -30 + tall),
                (x, -40 + tall),
                (x + 17, -30 + tall),
                (x + 18, 0 + tall),
            ]
        ),
        ramp((x - 18, 0), (x + 18, 0), (shade(hair, -0.3), shade(hair, 0.25))),
    )
    brush.oval(x, -12 + tall, 12, 15, ink("e3ae88"))
    brush.paint(
        curve(
            [
                (x - 14, -10 + tall),
                (x - 10, -30 + tall),
                (x + 6, -32 + tall),
                (x + 14, -14 + tall),
                (x + 4, -22 + tall),
            ]
        ),
        ramp((x - 12, 0), (x + 14, 0), (hair, shade(hair, 0.2))),
    )


def draw_ticket(brush: Brush, text: str) -> None:
    """A ticket with a torn stub and a bar code."""
    body = outline([(-98, -46), (98, -46), (98, 46), (-98, 46)])
    for x, y in ((42, -46), (42, 46)):
        hole = curve(arc(x, y, 8, 8, 0, 340, 12))
        body = _minus(body, hole)
    brush.fill(body, fade(DARK, 120), 3)
    brush.paint(body, ramp((-98, -46), (98, 46), (ink("fff1d6"), ink("f3d5a0"), ink("dba968"))))
    with brush.clip(body):
        brush.box(-98, -46, 98, -30, ink("b5323e"), ink("8e2230"))
        brush.box(-98, 34, 98, 46, ink("b5323e"), ink("8e2230"))
    write(brush, text or "ONE WAY", (-88, -27, 34, 18), 22, ink("53202a"), 900)
    brush.line([(-84, 26), (26, 26)], ink("8e2230", 130), 1.2)
    for i in range(9):
        brush.line([(42, -34 + i * 8.6), (42, -31 + i * 8.6)], ink("8e2230", 170), 1.6)
    for i, wide in enumerate((2, 1, 3, 1, 1, 2, 4, 1, 2, 1, 3)):
        brush.box(54, -26 + i * 5, 88, -26 + i * 5 + wide, ink("2c1a20"))


def _minus(path: skia.Path, hole: skia.Path) -> skia.Path:
    return skia.Op(path, hole, skia.PathOp.kDifference_PathOp)


def draw_book(brush: Brush, text: str) -> None:
    """A leather-bound book with gilt, its pages to the right."""
    leather = ink("7a2230")
    pages = [(62, -90), (78, -82), (78, 94), (62, 90)]
    brush.fill([(-74, -86), (80, -80), (80, 98), (-74, 97)], fade(DARK, 130), 2)
    brush.across(pages, ink("f6ead0"), ink("cdb78e"))
    for i in range(5):
        brush.line([(65 + i * 3, -87 + i * 1.6), (65 + i * 3, 91 + i * 0.8)], ink("a48a60", 150), 0.8)
    brush.paint(
        [(-76, -92), (64, -92), (64, 92), (-76, 92)],
        ramp((-76, -92), (64, 92), (shade(leather, 0.28), leather, shade(leather, -0.45))),
    )
    brush.bar(-76, -92, -54, 92, shade(leather, -0.55), shade(leather, 0.1), shade(leather, -0.4))
    gold = ink("e2b860")
    for y in (-70, -48, 48, 70):
        brush.line([(-75, y), (-55, y)], gold, 2)
    brush.line([(-44, -82), (54, -82), (54, 82), (-44, 82), (-44, -82)], gold, 2.2)
    brush.line([(-39, -77), (49, -77), (49, 77), (-39, 77), (-39, -77)], fade(gold, 150), 1)
    if text:
        write(brush, text, (-34, -60, 44, 30), 19, ink("f2d58c"), 800)
    else:
        brush.line(arc(5, -18, 26, 26, 0, 360, 30), gold, 2.4)
        brush.line(
            [(5, -40), (12, -25), (27, -18), (12, -11), (5, 4), (-2, -11), (-17, -18), (-2, -25), (5, -40)], gold, 1.8
        )
    brush.line([(-14, 52), (24, 52)], gold, 1.6)
    brush.down([(34, 90), (44, 90), (44, 99), (39, 95), (34, 99)], ink("2d5fa8"), ink("1b3f78"))


def draw_map(brush: Brush, text: str) -> None:
    """An old map, folded, a red cross on it."""
    land = ink("e8d3a2")
    page = [(-96, -70), (-32, -80), (34, -68), (96, -80), (94, 72), (34, 82), (-32, 70), (-96, 80)]
    sheet(brush, page, land)
    with brush.clip(page):
        sea = curve([(-100, -20), (-60, -30), (-30, 4), (-44, 40), (-20, 90), (-110, 96)])
        brush.fill(sea, ink("9fc0b8", 190))
        brush.line(sea, ink("5f8a86", 190), 1.6)
        for i in range(3):
            brush.line(
                curve([(-100, 20 + i * 18), (-80, 14 + i * 18), (-60, 22 + i * 18)], closed=False),
                ink("6f9a96", 150),
                1.2,
            )
        for x, y in ((20, -40), (36, -34), (52, -44), (66, -32)):
            brush.line([(x - 9, y + 9), (x, y - 9), (x + 9, y + 9)], ink("8a6a40"), 1.8)
        route = curve([(-34, 46), (-6, 30), (10, 44), (36, 20), (52, 26)], closed=False)
        brush.line(route, ink("a4242a"), 2.4)
        for x0, x1, tone in ((-98, -32, 26), (34, 98, 26)):
            brush.paint(
                [(x0, -90), (x1, -90), (x1, 90), (x0, 90)], ramp((x0, 0), (x1, 0), (fade(DARK, 0), fade(DARK, tone)))
            )
    for x in (-32, 34):
        brush.line([(x, -78 if x < 0 else -68), (x, 70 if x < 0 else 82)], fade(DARK, 80), 1.4)
    brush.line([(52, 16), (68, 34)], ink("c01c26"), 5)
    brush.line([(68, 16), (52, 34)], ink("c01c26"), 5)
    brush.line(arc(66, 56, 12, 12, 0, 360, 20), ink("7a5a34"), 1.4)
    brush.fill([(66, 42), (70, 56), (66, 70), (62, 56)], ink("7a5a34"))
    if text:
        write(brush, text, (-26, -66, 90, -46), 14, ink("4e3418"), 800)


def draw_money(brush: Brush, text: str) -> None:
    """A banded bundle of notes."""
    green = ink("8fb08a")
    for i in range(7, -1, -1):
        y = 36 + (i - 4) * 5.0
        brush.fill([(-96 + i, y - 60), (92 + i * 0.5, y - 66), (96, y), (-92, y + 8)], fade(DARK, 60), 2)
        brush.fill(
            [(-96 + i, y - 60), (92 + i * 0.5, y - 66), (96, y), (-92, y + 8)], shade(green, -0.28 if i % 2 else -0.05)
        )
    note = [(-94, -48), (90, -54), (94, 14), (-92, 22)]
    brush.paint(note, ramp((-94, -50), (94, 20), (ink("dfeacb"), ink("b8d0a4"), ink("8fb08a"))))
    with brush.at(0, -16, 1, 1, -2):
        brush.line([(-84, -26), (84, -26), (84, 28), (-84, 28), (-84, -26)], ink("3f6b4c", 200), 1.8)
        brush.oval(0, 1, 25, 23, ink("a4c296"))
        brush.line(arc(0, 1, 25, 23, 0, 360, 30), ink("3f6b4c"), 1.6)
        brush.oval(0, -4, 9, 11, ink("4f7a5c"))
        brush.paint(
            curve([(-17, 22), (-12, 9), (0, 6), (12, 9), (17, 22)]),
            ramp((0, 6), (0, 22), (ink("4f7a5c"), ink("3f6b4c"))),
        )
        for x in (-66, 66):
            write(brush, "100", (x - 18, -22, x + 18, -4), 13, ink("2f5a3e"), 900)
    band = [(38, -54), (62, -55), (66, 58), (42, 62)]
    brush.across(band, ink("f4e2b4"), ink("fff6dc"), ink("c8a868"))
    write(brush, text or "", (38, 20, 66, 56), 9, INK, 800)
