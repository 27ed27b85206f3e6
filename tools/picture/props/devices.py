"""What has a battery or a spring: phone, laptop, recorder, watch."""

import math

import skia

from ..scripts import ideographic, script
from ..sets.brush import DARK, Brush, arc, ball, curve, fade, ink, ramp, shade
from .lettering import font, spacing, wrap, write

_HEADERS = {
    "latin": ("Message", "now"),
    "greek": ("Μήνυμα", "τώρα"),
    "cyrillic": ("Сообщение", "сейчас"),
    "hebrew": ("הודעה", "עכשיו"),
    "arabic": ("رسالة", "الآن"),
    "urdu": ("پیغام", "ابھی"),
    "devanagari": ("संदेश", "अभी"),
    "thai": ("ข้อความ", "ตอนนี้"),
    "japanese": ("メッセージ", "今"),
    "korean": ("메시지", "지금"),
    "chinese": ("信息", "现在"),
    "taiwanese": ("訊息", "現在"),
}
"""What stands over a message, as far as its letters tell the language."""


def slab(x0: float, y0: float, x1: float, y1: float, round: float) -> skia.Path:
    """Return the path of a rounded rectangle."""
    path = skia.Path()
    path.addRoundRect(skia.Rect(x0, y0, x1, y1), round, round)
    return path


def draw_phone(brush: Brush, text: str) -> None:
    """A modern phone, its screen alight, a message on it."""
    brush.fill(slab(-44, -94, 50, 99, 16), fade(DARK, 150), 3)
    brush.paint(
        slab(-48, -99, 48, 97, 16), ramp((-48, 0), (48, 0), (ink("9aa4b4"), ink("2b2f3a"), ink("5d6674")), (0, 0.1, 1))
    )
    brush.fill(slab(-46, -97, 46, 95, 14.5), ink("0b0c12"))
    screen = slab(-42, -93, 42, 91, 11)
    with brush.clip(screen):
        brush.paint(screen, ramp((-30, -93), (30, 91), (ink("3a2f86"), ink("7a4aa8"), ink("e2788c"), ink("ffc08a"))))
        brush.glow(26, -40, 90, ink("ffd8f0", 110))
        brush.glow(-34, 76, 80, ink("68a8ff", 120))
        _message(brush, text)
    brush.fill(slab(-12, -89, 12, -82, 3.5), ink("05060a"))
    brush.line([(-15, 86), (15, 86)], ink("ffffff", 190), 2)
    brush.paint([(-42, -93), (-2, -93), (-42, 20)], ramp((-42, -93), (-16, -40), (ink("ffffff", 70), ink("ffffff", 0))))
    brush.bar(48, -46, 50, -18, ink("5d6674"), ink("1c2028"))


def _message(brush: Brush, text: str) -> None:
    write(brush, "9:41", (-36, -78, 36, -54), 20, ink("ffffff", 240), 300)
    if not text:
        for i, (icon, tone) in enumerate(
            zip(
                range(9),
                ("ff6b6b", "ffd166", "4ecb8f", "58a6ff", "b388ff", "ff9ecb", "7fe0e0", "f79a5b", "dfe6f0"),
                strict=True,
            )
        ):
            x, y = -24 + (icon % 3) * 24, -26 + (i // 3) * 25
            brush.paint(
                slab(x - 8.5, y - 8.5, x + 8.5, y + 8.5, 4.5),
                ramp((x, y - 9), (x, y + 9), (shade(ink(tone), 0.4), ink(tone))),
            )
        return
    long = len(text) * (2 if ideographic(text) else 1)
    size = 13.0 if long <= 32 else 11.4 if long <= 64 else 9.6
    lines = min(9, len(wrap(text, font(size, 600), 64)))
    low = min(82.0, -30 + lines * size * max(1.24, spacing(text)) + 6)
    brush.fill(slab(-38, -46, 38, low, 9), fade(DARK, 80), 3)
    brush.fill(slab(-38, -46, 38, low, 9), ink("ffffff", 236))
    brush.disc(-30.5, -38.5, 3.8, ink("7ff0a8"), ink("23a862"))
    message, now = _HEADERS.get(script(text), _HEADERS["latin"])
    write(brush, now, (12, -44, 34, -34), 6.5, ink("7c8294"), 500)
    write(brush, message, (-24, -43.6, 12, -33), 6.8, ink("5a6072"), 700, centred=False)
    write(brush, text, (-32, -31, 32, low - 3), size, ink("171a28"), 600, centred=False)


def draw_laptop(brush: Brush, text: str) -> None:
    """An open laptop, its screen alight."""
    brush.pool(0, 70, 99, 9, fade(DARK, 150))
    brush.paint(slab(-76, -66, 76, 42, 7), ramp((0, -66), (0, 42), (ink("c9ced8"), ink("6e7684"))))
    brush.fill(slab(-73, -63, 73, 40, 5), ink("0a0c12"))
    brush.paint(slab(-69, -59, 69, 36, 2), ramp((-60, -59), (60, 36), (ink("12305c"), ink("1f5a8c"), ink("3fa0b8"))))
    brush.glow(30, -30, 70, ink("8fe0ff", 90))
    brush.fill(slab(-58, -48, 58, 26, 4), ink("f6f8fc", 240))
    brush.fill(slab(-58, -48, 58, -39, 4), ink("d4dae4", 255))
    for i, tone in enumerate(("ff5f57", "febc2e", "28c840")):
        brush.oval(-52 + i * 6, -43.5, 1.9, 1.9, ink(tone))
    if text:
        write(brush, text, (-52, -36, 52, 23), 13, ink("1a2034"), 700)
    else:
        for i in range(7):
            brush.line([(-50, -30 + i * 8), ((44, 30, 48, 12)[i % 4], -30 + i * 8)], ink("8a94a8", 170), 2.4)
    deck = [(-76, 42), (76, 42), (98, 66), (-98, 66)]
    brush.paint(deck, ramp((0, 42), (0, 66), (ink("8f97a4"), ink("dfe3ea"))))
    for row in range(3):
        for i in range(12):
            x, y = -62 + i * 11.2 - row * 2.2 + (i - 6) * row * 0.4, 45 + row * 4.4
            brush.box(x, y, x + 9, y + 3, ink("2b303a"), round=0.8)
    brush.box(-18, 59, 18, 64, ink("b9c0ca"), ink("cfd4dc"), round=1)
    brush.box(-98, 65, 98, 71, ink("aab1bd"), ink("5a616e"), round=3)


def draw_recorder(brush: Brush, text: str) -> None:
    """A pocket recorder with a red lamp and a label."""
    brush.fill(slab(-36, -88, 44, 98, 12), fade(DARK, 150), 3)
    brush.paint(
        slab(-42, -94, 38, 94, 12), ramp((-42, 0), (38, 0), (ink("8b929e"), ink("4d535e"), ink("23262e")), (0, 0.3, 1))
    )
    for row in range(5):
        for i in range(9):
            brush.oval(-29 + i * 6.8, -84 + row * 6, 1.9, 1.9, ink("15171c"))
    brush.paint(slab(-33, -48, 29, -6, 4), ramp((0, -48), (0, -6), (ink("a9c4a4"), ink("cfe0bc"))))
    brush.line([(-33, -47), (29, -47)], fade(DARK, 140), 2)
    for i in range(18):
        tall = 4 + 10 * abs(math.sin(i * 1.7) * math.cos(i * 0.6))
        brush.line([(-26 + i * 2.9, -28 - tall / 2), (-26 + i * 2.9, -28 + tall / 2)], ink("2a3a2c"), 1.5)
    write(brush, "00:13:07", (-30, -19, 26, -8), 9, ink("24332a"), 700)
    brush.disc(-2, 18, 16, ink("ff8478"), ink("d1242c"), ink("7a0f18"))
    brush.glow(-2, 18, 40, ink("ff4a4a", 90))
    for x in (-26, 22):
        brush.disc(x, 18, 7.5, ink("c6ccd6"), ink("4a505c"))
    brush.fill([(-28.5, 14.5), (-28.5, 21.5), (-22.5, 18)], ink("1c1e24"))
    brush.box(19.5, 15.5, 24.5, 20.5, ink("1c1e24"))
    brush.box(-34, 44, 30, 84, ink("fbf6e6"), ink("e4d8b8"), round=2)
    write(brush, text or "TAPE 3", (-31, 46, 27, 82), 14, ink("24306e"), 700)
    brush.line([(-38, -88), (-38, 88)], ink("ffffff", 110), 1.6)
    brush.oval(28, -88, 2.4, 2.4, ink("ff3b3b"))
    brush.glow(28, -88, 12, ink("ff3b3b", 160))


def draw_watch(brush: Brush, text: str) -> None:
    """A gold pocket watch on its chain; the hands at five to twelve."""
    gold = ink("dcae54")
    for i in range(11):
        x, y = -6 - 8.6 * i, -82 - 12 * math.sin(i * math.pi / 10) + 16 * (i / 10) ** 2
        brush.line(arc(x, y, 6, 3.6, 0, 360, 14), shade(gold, 0.1 if i % 2 else -0.3), 2.6)
    brush.line(arc(0, -68, 13, 13, 0, 360, 22), shade(gold, -0.1), 5)
    brush.bar(-7, -66, 7, -48, shade(gold, 0.4), gold, shade(gold, -0.5), round=3)
    brush.oval(3, 26, 70, 70, fade(DARK, 140), 3)
    brush.disc(0, 22, 74, ink("fff0bf"), gold, ink("7c4f1c"))
    brush.line(arc(0, 22, 71, 71, 0, 360, 48), ink("fff4cf", 150), 1.6)
    brush.disc(0, 22, 61, ink("8a5c24"), ink("6a421a"))
    brush.paint(slab(-58, -36, 58, 80, 58), ball((-16, 4), 92, (ink("fffdf4"), ink("f4ead2"), ink("cdb992"))))
    for i in range(60):
        angle = math.radians(i * 6)
        long = 7 if i % 5 == 0 else 3
        a, b = 54 - long, 54
        brush.line(
            [(a * math.sin(angle), 22 - a * math.cos(angle)), (b * math.sin(angle), 22 - b * math.cos(angle))],
            ink("3a2c20"),
            1.9 if i % 5 == 0 else 0.8,
        )
    for mark, angle_d in (("XII", 0), ("III", 90), ("VI", 180), ("IX", 270)):
        angle = math.radians(angle_d)
        x, y = 38 * math.sin(angle), 22 - 38 * math.cos(angle)
        write(brush, mark, (x - 14, y - 8, x + 14, y + 7), 12, ink("2e2218"), 700)
    write(brush, text, (-26, 38, 26, 56), 8, ink("6a4c2c"), 700)
    for angle_d, long, wide in ((-3, 28, 4.4), (-30, 42, 2.8)):
        angle = math.radians(angle_d)
        end = long * math.sin(angle), 22 - long * math.cos(angle)
        brush.line([(1.5, 24.5), (end[0] + 1.5, end[1] + 2.5)], fade(DARK, 70), wide)
        brush.line([(0, 22), end], ink("1c1a2c"), wide)
    brush.line([(0, 22), (0, 60)], ink("b3262c"), 1.1)
    brush.disc(0, 22, 4.4, ink("fff0bf"), ink("8a5c24"))
    brush.paint(
        curve([(-46, -2), (-22, -28), (14, -34), (-20, -8), (-44, 26)]),
        ramp((-40, -30), (0, 10), (ink("ffffff", 150), ink("ffffff", 0))),
    )
