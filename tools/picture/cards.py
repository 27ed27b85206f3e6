"""Cards: the title of the series over its world, and the words on which an episode breaks off."""

import math

import skia

from .bidi import from_right
from .camera import Camera, ease, ease_out
from .captions import SAFE_TOP
from .compositing import LINEAR, Board, blank, canvas_on, image_of
from .composition import compose
from .lettering import Lettering, balanced
from .people import Person, Seen
from .scripts import capitals, ideographic, joined, phrases, tall
from .spec import ShotSpec
from .stage import Backlight, Stage
from .windows import Box, box

_METAL = {
    "night": (0xFFFFFFFF, 0xFFBFD0FF, 0xFF7A86E6),
    "cool": (0xFFFFFFFF, 0xFFC8E2F6, 0xFF6FA0CC),
    "sick": (0xFFF8FFF0, 0xFFC6E6A8, 0xFF6C9A62),
    "warm": (0xFFFFF8E4, 0xFFF8CE86, 0xFFD9744E),
    "golden": (0xFFFFF8E4, 0xFFF8CE86, 0xFFD66A5A),
    "neutral": (0xFFFFF8E4, 0xFFF6D49A, 0xFFCF8450),
}
"""The colours of the title's letters, from top to bottom."""

_BLOOD = (255, 62, 84, 255)
"""The glow behind whoever is left hanging."""
_GOLD = (0xFFFFF8E4, 0xFFF8CE86, 0xFFD9744E)


class CardScene:
    """Large words over the set; whoever leads the story stands before it as an outline of light."""

    def __init__(self, spec: ShotSpec) -> None:
        self.spec = spec
        self.end = spec.framing == "end"
        self.bloom = 0.8 if self.end else 0.7
        self.width, self.height = spec.width, spec.height
        self.camera = Camera("push_in" if spec.move == "still" else spec.move, max(spec.seconds, 2.0), spec.seed)
        standings = compose(spec)
        self.stage = Stage(spec, self.camera, ())
        light = self.stage.plate.light
        self.people = [Person(spec, standing, light, dark=True) for standing in standings if not standing.back]
        glow = _BLOOD if self.end else None
        self.backlight = Backlight(spec.width, light, standings, glow) if self.people else None
        self.middle = 0.44 if not self.people else 0.285
        self.veil = self._veil()
        self.lines = self._lines()
        self.subtitle = self._subtitle()

    @property
    def grade(self) -> str:
        """Name of the tone curve."""
        return self.stage.plate.grade

    @property
    def speakers(self) -> dict[int, Person]:
        """Nobody's lips are seen."""
        return {}

    def lips(self, index: int, t: float) -> list[Box]:
        """Return nothing."""
        return []

    def words(self, t: float) -> Box:
        """Return the part of the frame in which words stand or move at ``t`` seconds, across all of it."""
        tops = [base - size * 1.5 for _, base, size in self.lines] or [self.middle * self.height]
        bottom = self.lines[-1][1] + self.lines[-1][2] if self.lines else self.middle * self.height
        image, size = self.subtitle
        small = image.height() + size * 0.5 if image is not None else 0.0
        return box(0, min(tops), self.width, bottom + 0.05 * self.height + small)

    def draw(self, board: Board, t: float) -> list[Seen]:
        """Paint the moment over the whole frame."""
        canvas = board.canvas
        view = self.camera.at(t)
        self.stage.draw_behind(board, view, t)
        if self.backlight is not None:
            self.backlight.draw(board, self.stage.placing(view, 0.8), t)
        for person in self.people:
            person.draw(board, self.stage, view, t)
        self.stage.draw_front(board, view, t)
        canvas.drawImage(self.veil, 0, 0)
        if self.end:
            self._fall_dark(canvas, t)
        self._draw_words(canvas, t)
        return []

    def _fall_dark(self, canvas: skia.Canvas, t: float) -> None:
        """Close the light on what has just happened."""
        share = ease(t / min(1.2, self.spec.seconds))
        canvas.drawColor(skia.ColorSetARGB(int(60 * share), 14, 2, 10))

    def _draw_words(self, canvas: skia.Canvas, t: float) -> None:
        bottom = self.middle * self.height
        for number, (image, base, size) in enumerate(self.lines):
            u = ease_out((t - 0.12 - 0.16 * number) / 0.62)
            bottom = base + size * 0.30
            if u <= 0:
                continue
            self._draw_line(canvas, image, base, size, u, t - 0.9 - 0.2 * number)
        self._draw_rule(canvas, bottom + 0.018 * self.height, ease_out((t - 0.5) / 0.7))
        image, size = self.subtitle
        if image is not None:
            u = ease((t - 0.75) / 0.6)
            paint = skia.Paint()
            paint.setAlphaf(u)
            y = bottom + 0.044 * self.height + (1 - u) * size * 0.5
            canvas.drawImage(image, (self.width - image.width()) / 2, y, LINEAR, paint)

    def _draw_line(
        self, canvas: skia.Canvas, image: skia.Image, base: float, size: float, u: float, shine: float
    ) -> None:
        """Draw one line of the title: it rises and settles, then a light runs over it."""
        paint = skia.Paint()
        paint.setAlphaf(min(1.0, u * 1.4))
        grown = 1 + 0.10 * (1 - u) if not self.end else 1 + 0.05 * (1 - u)
        canvas.save()
        canvas.translate(self.width / 2, base + (1 - u) * size * 0.42)
        canvas.scale(grown, grown)
        left, top = -image.width() / 2, -image.height() * 0.66
        box = skia.Rect.MakeXYWH(left, top, image.width(), image.height())
        canvas.saveLayer(box, paint)
        canvas.drawImage(image, left, top, LINEAR)
        if 0 < shine < 0.8:
            at = left + image.width() * (shine / 0.8 * 1.3 - 0.15)
            band = [skia.Point(at - size * 0.5, 0), skia.Point(at + size * 0.5, size * 0.25)]
            light = skia.GradientShader.MakeLinear(band, [0x00FFFFFF, 0xB4FFFFFF, 0x00FFFFFF])
            canvas.drawRect(box, skia.Paint(Shader=light, BlendMode=skia.BlendMode.kSrcATop))
        canvas.restore()
        canvas.restore()

    def _draw_rule(self, canvas: skia.Canvas, y: float, u: float) -> None:
        """Draw a thin line that grows from the middle, with a small diamond on it."""
        if u <= 0:
            return
        x, half, thick = self.width / 2, 0.23 * self.width * u, max(1.0, 0.0017 * self.width)
        colour = 0xFFD8324A if self.end else self._metal()[1]
        clear = colour & 0x00FFFFFF
        ends = [skia.Point(x - half, y), skia.Point(x + half, y)]
        shader = skia.GradientShader.MakeLinear(ends, [clear, colour, colour, clear], [0, 0.3, 0.7, 1])
        canvas.drawRect(skia.Rect.MakeLTRB(x - half, y - thick, x + half, y + thick), skia.Paint(Shader=shader))
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(45)
        side = 0.0075 * self.width * u
        canvas.drawRect(skia.Rect.MakeLTRB(-side, -side, side, side), skia.Paint(AntiAlias=True, Color=colour))
        canvas.restore()

    def _metal(self) -> tuple[int, int, int]:
        return _METAL.get(self.grade, _GOLD)

    def _lines(self) -> list[tuple[skia.Image, float, float]]:
        """Return the lines of the title, each drawn once: image, baseline and letter size in pixels."""
        text = capitals(self.spec.title or ("To be continued" if self.end else ""))
        rows, lettering = _fitted(phrases(text), 0.80 * self.width, 0.150 * self.width)
        if not rows:
            return []
        step = lettering.size * (1.4 if tall(text) else 1.16 if ideographic(text) else 1.06)
        first = max(
            self.middle * self.height - step * (len(rows) - 1) / 2,
            (SAFE_TOP + 0.02) * self.height + lettering.size,
        )
        return [(self._letters(row, lettering), first + i * step, lettering.size) for i, row in enumerate(rows)]

    def _letters(self, text: str, lettering: Lettering) -> skia.Image:
        size = lettering.size
        width, height = math.ceil(lettering.width(text) + size * 1.6), math.ceil(size * 1.9)
        pixels = blank(width, height)
        canvas = canvas_on(pixels)
        base = height * 0.66
        for colour, blur, drop in ((0xB0000008, 0.22, 0.05), (0xE6000008, 0.05, 0.035)):
            shade = skia.Paint(AntiAlias=True, Color=colour)
            shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * blur))
            lettering.draw_centred(canvas, text, width / 2, base + size * drop, shade)
        down = [skia.Point(0, base - size * 0.74), skia.Point(0, base)]
        metal = skia.GradientShader.MakeLinear(down, list(self._metal()), [0, 0.45, 1])
        lettering.draw_centred(canvas, text, width / 2, base, skia.Paint(AntiAlias=True, Shader=metal))
        edge = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=max(1.0, size * 0.012))
        edge.setShader(skia.GradientShader.MakeLinear(down, [0xD0FFFFFF, 0x10FFFFFF]))
        lettering.draw_centred(canvas, text, width / 2, base, edge)
        return image_of(pixels)

    def _subtitle(self) -> tuple[skia.Image | None, float]:
        words = phrases(self.spec.subtitle)
        size = 0.040 * self.width
        rows: list[str] = []
        while words:
            lettering = Lettering(size, 600, tracking=0.06, right=from_right("".join(words)) or None)
            lines = balanced(words, lettering, 0.74 * self.width)
            if lines is not None or size < 0.022 * self.width:
                rows = [joined(words[i] for i in line) for line in lines or [list(range(len(words)))]]
                break
            size *= 0.94
        if not rows:
            return None, size
        pixels = blank(self.width, math.ceil(size * (1.5 * len(rows) + 0.8)))
        canvas = canvas_on(pixels)
        shade = skia.Paint(AntiAlias=True, Color=0xD0000008)
        shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * 0.16))
        for number, row in enumerate(rows):
            base = size * (1.1 + 1.5 * number)
            lettering.draw_centred(canvas, row, self.width / 2, base + size * 0.06, shade)
            lettering.draw_centred(canvas, row, self.width / 2, base, skia.Paint(AntiAlias=True, Color=0xF0FFF4E8))
        return image_of(pixels), size

    def _veil(self) -> skia.Image:
        """Return the darkness behind the words, denser where they stand, and at the foot of the frame."""
        pixels = blank(self.width, self.height)
        canvas = canvas_on(pixels)
        down = [skia.Point(0, 0), skia.Point(0, self.height)]
        stops = [0.0, max(0.05, self.middle - 0.16), self.middle, min(0.8, self.middle + 0.22), 0.82, 1.0]
        depth = (0x9A, 0xA8, 0x96, 0x1C, 0x28, 0xC8) if not self.end else (0xB0, 0xA4, 0x8C, 0x40, 0x50, 0xC8)
        colours = [skia.ColorSetARGB(alpha, 8, 5, 20) for alpha in depth]
        canvas.drawPaint(skia.Paint(Shader=skia.GradientShader.MakeLinear(down, colours, stops)))
        return image_of(pixels)


def _fitted(words: list[str], room: float, largest: float) -> tuple[list[str], Lettering]:
    """Return the title in lines, and the largest letters in which it fits; short words share a line."""
    size = largest
    while words:
        lettering = Lettering(size, 900, right=from_right("".join(words)) or None)
        rows = _rows(words, lettering, room)
        if (rows is not None and len(rows) <= 3) or size < largest * 0.22:
            return (rows or [joined(words)])[:4], lettering
        size *= 0.95
    return [], Lettering(largest, 900)


def _rows(words: list[str], lettering: Lettering, room: float) -> list[str] | None:
    rows: list[str] = []
    for word in words:
        if lettering.width(word) > room:
            return None
        if rows and lettering.width(joined((rows[-1], word))) <= room:
            rows[-1] = joined((rows[-1], word))
        else:
            rows.append(word)
    if len(rows) == 2 and any(map(ideographic, rows)):  # not one sign alone under a full line
        lines = balanced(words, lettering, room)
        rows = [joined(words[i] for i in line) for line in lines] if lines is not None else rows
    return rows
