"""A chart of something that runs in numbered steps: arcs over an axis, a curve below it, and rows of cells.

It knows numbers and labels and nothing of what they stand for.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

import cv2
import skia

from ...memory.frozen import Frozen
from .compositing import blank, canvas_on
from .lettering import Lettering

WIDTH = 2400
"""Pixels; the height follows from the number of rows."""

_PAGE, _MOUNT, _LINE = 0xFF15131C, 0xFF1E1B29, 0xFF35313F
_TEXT, _SOFT, _FAINT = 0xFFF4EFE8, 0xFFC9C2D0, 0xFF8F889C
_GOLD, _CORAL, _TEAL, _VIOLET = 0xFFF0B95A, 0xFFF0785A, 0xFF5CC4B4, 0xFF9C8CE8
_ROWS = (0xFFF0B95A, 0xFF7FB6E8, 0xFFF0785A, 0xFF5CC4B4, 0xFFE38BB5, 0xFF9C8CE8, 0xFFA9C46C, 0xFFD9A07A)
_LEFT, _RIGHT, _EDGE = 320, 150, 90
_HEAD, _ARCS, _AXIS, _CURVE, _ROW, _FOOT = 250, 560, 74, 320, 56, 110
_GAP = 76
"""Room above a panel for its name."""


class Arc(Frozen):
    """A line from one step to another."""

    start: int
    """0: it begins before the first step."""
    end: int
    """Beyond the last step: it is still open, and runs out of the right edge."""
    label: str


class Mark(Frozen):
    """A step that stands out, through all panels."""

    at: int
    label: str
    kind: Literal["gate", "turn"] = "turn"


class Row(Frozen):
    """A name, and the steps it has a cell in."""

    name: str
    cells: tuple[int, ...]


class Band(Frozen):
    """Arcs up to a length, and how the legend calls them."""

    most: int
    label: str


class ChartSpec(Frozen):
    """What is drawn."""

    title: str
    subtitle: str
    steps: int
    arcs: tuple[Arc, ...]
    arcs_name: str
    bands: tuple[Band, ...]
    """At most four, the shortest first; what is longer than all has the last one's colour."""
    curve: tuple[float, ...]
    """One value a step, 0 to 1."""
    curve_name: str
    marks: tuple[Mark, ...]
    rows: tuple[Row, ...]
    rows_name: str
    note: str = ""
    """How it is read, in a line at the foot."""


def draw_chart(spec: ChartSpec, out: Path) -> None:
    """Write the chart as a PNG at ``out``."""
    page = blank(WIDTH, _height(spec))
    _Chart(spec, canvas_on(page)).draw()
    out.parent.mkdir(parents=True, exist_ok=True)
    done, png = cv2.imencode(".png", cv2.cvtColor(page, cv2.COLOR_BGRA2BGR))
    assert done
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(png.tobytes())
    part.replace(out)


def _height(spec: ChartSpec) -> int:
    return _HEAD + _ARCS + _AXIS + _GAP + _CURVE + _GAP + len(spec.rows) * _ROW + _FOOT


class _Chart:
    def __init__(self, spec: ChartSpec, canvas: skia.Canvas) -> None:
        self.spec, self.canvas = spec, canvas
        self.step = (WIDTH - _LEFT - _RIGHT) / max(1, spec.steps)
        self.axis = _HEAD + _ARCS
        self.top = self.axis + _AXIS + _GAP
        self.floor = self.top + _CURVE
        self.first = self.floor + _GAP
        self.end = self.first + len(spec.rows) * _ROW

    def draw(self) -> None:
        self.canvas.clear(_PAGE)
        self._head()
        self._mounts()
        self._marks()
        self._arcs()
        self._numbers()
        self._curve()
        self._rows()

    def x(self, step: float) -> float:
        """Return the middle of a step, in pixels from the left."""
        return _LEFT + (step - 0.5) * self.step

    def _head(self) -> None:
        title = Lettering(66, 800)
        room = WIDTH - 2 * _EDGE
        self._say(_shortened(self.spec.title, title, room), _EDGE, 122, title, _TEXT)
        plain = Lettering(28, 500)
        self._say(_shortened(self.spec.subtitle, plain, room), _EDGE, 174, plain, _FAINT)
        foot = Lettering(22, 500)
        self._say(_shortened(self.spec.note, foot, WIDTH - _LEFT - _EDGE), _LEFT, self.end + 54, foot, _FAINT)
        self._legend(_HEAD + 4)

    def _legend(self, y: float) -> None:
        small = Lettering(22, 600)
        x = float(WIDTH - _EDGE)
        for band, colour in reversed(list(zip(self.spec.bands, _colours(len(self.spec.bands)), strict=False))):
            x -= small.width(band.label)
            self._say(band.label, x, y, small, _SOFT)
            self.canvas.drawRoundRect(skia.Rect.MakeXYWH(x - 46, y - 11, 32, 7), 3.5, 3.5, _fill(colour))
            x -= 46 + 40

    def _mounts(self) -> None:
        """Draw the ground of curve and rows, and the names of the panels."""
        right = WIDTH - _RIGHT
        name = Lettering(22, 700, tracking=0.12)
        for text, y in (
            (self.spec.arcs_name, _HEAD + 4),
            (self.spec.curve_name, self.top - 30),
            (self.spec.rows_name, self.first - 26),
        ):
            self._say(text.upper(), _EDGE, y, name, _FAINT)
        self.canvas.drawRoundRect(skia.Rect(_LEFT, self.top, right, self.floor), 10, 10, _fill(_MOUNT))
        for share in (0.25, 0.5, 0.75):
            level = self.floor - share * _CURVE
            self.canvas.drawLine(_LEFT, level, right, level, _stroke(_LINE, 1.5))
        self.canvas.drawLine(_LEFT, self.axis, right, self.axis, _stroke(_FAINT, 2))

    def _numbers(self) -> None:
        every = 5 if self.spec.steps <= 70 else 10
        lettering = Lettering(24, 600)
        marked = {mark.at for mark in self.spec.marks}
        for number in range(1, self.spec.steps + 1):
            told = number == 1 or number % every == 0 or number in marked
            length = 12 if told else 6
            self.canvas.drawLine(
                self.x(number), self.axis, self.x(number), self.axis + length, _stroke(_FAINT, 2 if told else 1.2)
            )
            near = any(0 < abs(number - other) * self.step < 42 for other in marked)
            if told and (number in marked or not near):
                colour = self._colour_at(number)
                lettering.draw_centred(self.canvas, str(number), self.x(number), self.axis + 44, _fill(colour))

    def _colour_at(self, number: int) -> int:
        kinds = {mark.at: mark.kind for mark in self.spec.marks}
        return {"gate": _GOLD, "turn": _CORAL}.get(kinds.get(number, ""), _SOFT)

    def _marks(self) -> None:
        """Draw a dashed line through all panels where a step stands out."""
        for mark in self.spec.marks:
            colour = _GOLD if mark.kind == "gate" else _CORAL
            paint = _stroke(_faded(colour, 0x88), 2.5 if mark.kind == "gate" else 2)
            paint.setPathEffect(skia.DashPathEffect.Make([9.0, 8.0], 0))
            for start, end in ((self.axis + 60, self.top - 70), (self.top, self.end)):
                self.canvas.drawLine(self.x(mark.at), start, self.x(mark.at), end, paint)

    def _arcs(self) -> None:
        """Draw the arcs, the longest first, and as many of their labels as there is room for."""
        order = sorted(self.spec.arcs, key=lambda arc: (arc.start - arc.end, arc.start))
        for arc in order:
            self._arc(arc)
        taken: list[skia.Rect] = []
        for arc in order:
            self._label(arc, taken)

    def _arc(self, arc: Arc) -> None:
        box, colour = self._box(arc), self._band(arc)
        whole = arc.end - arc.start >= self.spec.steps - 1
        path = skia.Path()
        path.addArc(box, 180, 180)
        self.canvas.save()
        self.canvas.clipRect(skia.Rect(_LEFT - 40, _HEAD - 40, WIDTH - _RIGHT + 60, self.axis))
        paint = _stroke(_faded(colour, 0x66 if whole else 0xE6), 2.5 if whole else 4)
        if arc.end > self.spec.steps or arc.start < 1:
            self._fade_out(paint, colour, arc)
        self.canvas.drawPath(path, paint)
        self.canvas.restore()
        if arc.start >= 1:
            self.canvas.drawCircle(self.x(arc.start), self.axis, 6.5, _fill(_PAGE))
            self.canvas.drawCircle(self.x(arc.start), self.axis, 6.5, _stroke(colour, 3))
        if arc.end <= self.spec.steps:
            self.canvas.drawCircle(self.x(arc.end), self.axis, 7.5, _fill(colour))

    def _fade_out(self, paint: skia.Paint, colour: int, arc: Arc) -> None:
        """Let an arc that goes on beyond the page grow faint at its edge."""
        right = WIDTH - _RIGHT
        ends = (right - 20, right + 66) if arc.end > self.spec.steps else (_LEFT + 60, _LEFT - 40)
        points = [skia.Point(ends[0], 0), skia.Point(ends[1], 0)]
        paint.setShader(skia.GradientShader.MakeLinear(points, [_faded(colour, 0xE6), _faded(colour, 0x00)]))

    def _box(self, arc: Arc) -> skia.Rect:
        """Return the ellipse an arc is the upper half of; the longer, the higher."""
        start = self.x(arc.start) if arc.start >= 1 else _LEFT - 60
        steps = self.spec.steps
        end = self.x(arc.end) if arc.end <= steps else 2 * (WIDTH - _RIGHT + 60) - start
        span = min(1.0, (min(arc.end, steps + 6) - max(arc.start, 0)) / steps)
        height = (_ARCS - 90) * span**0.52
        return skia.Rect(start, self.axis - height, end, self.axis + height)

    def _label(self, arc: Arc, taken: list[skia.Rect]) -> None:
        """Write what an arc is called above its middle, shortened if need be, if nothing stands there."""
        lettering, box = Lettering(21, 500), self._box(arc)
        for room in (max(620, 0.6 * (min(box.right(), WIDTH - _EDGE) - box.left())), 420, 300):
            text = _shortened(arc.label, lettering, room)
            width, middle = lettering.width(text), min((box.left() + box.right()) / 2, WIDTH - _RIGHT - 30)
            left = min(max(_LEFT - 20, middle - width / 2), WIDTH - _EDGE - width)
            place = skia.Rect.MakeXYWH(left - 14, box.top() - 36, width + 28, 34)
            free = place.top() > _HEAD + 10 and not any(place.intersects(other) for other in taken)
            if free and self._crossed(place, arc) <= 2:
                taken.append(place)
                self._haloed(text, left, box.top() - 12, lettering, _mixed(self._band(arc), _TEXT))
                return

    def _crossed(self, place: skia.Rect, arc: Arc) -> int:
        """Count the other arcs that run through a place."""
        found = 0
        for other in self.spec.arcs:
            box = self._box(other)
            x, y, wide, high = box.centerX(), box.centerY(), box.width() / 2, box.height() / 2
            turns = (math.pi * i / 60 for i in range(61))
            points = ((x - wide * math.cos(turn), y - high * math.sin(turn)) for turn in turns)
            found += other is not arc and any(place.contains(px, py) for px, py in points)
        return found

    def _haloed(self, text: str, x: float, y: float, lettering: Lettering, colour: int) -> None:
        halo = _stroke(_PAGE, 7)
        halo.setStrokeJoin(skia.Paint.kRound_Join)
        lettering.draw(self.canvas, text, x, y, halo)
        lettering.draw(self.canvas, text, x, y, _fill(colour))

    def _band(self, arc: Arc) -> int:
        colours = _colours(len(self.spec.bands))
        for band, colour in zip(self.spec.bands, colours, strict=False):
            if arc.end - arc.start <= band.most and arc.end <= self.spec.steps:
                return colour
        return colours[-1] if colours else _TEAL

    def _curve(self) -> None:
        points = [(self.x(i), self.floor - 14 - v * (_CURVE - 40)) for i, v in enumerate(self.spec.curve, 1)]
        if not points:
            return
        line = _smooth(points)
        area = skia.Path(line)
        area.lineTo(points[-1][0], self.floor)
        area.lineTo(points[0][0], self.floor)
        area.close()
        corners = [skia.Point(0, self.top), skia.Point(0, self.floor)]
        shade = skia.GradientShader.MakeLinear(corners, [_faded(_CORAL, 0x70), _faded(_CORAL, 0x06)])
        self.canvas.drawPath(area, skia.Paint(AntiAlias=True, Shader=shade))
        paint = _stroke(_CORAL, 3.5)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        self.canvas.drawPath(line, paint)
        self._peaks(points)

    def _peaks(self, points: Sequence[tuple[float, float]]) -> None:
        """Dot the curve where a step stands out, and say why; a label that would touch the one before it is raised."""
        lettering, until, raised = Lettering(22, 700), 0.0, False
        for mark in sorted(self.spec.marks, key=lambda mark: mark.at):
            if not 1 <= mark.at <= len(points):
                continue
            x, y = points[mark.at - 1]
            colour, half = _GOLD if mark.kind == "gate" else _CORAL, lettering.width(mark.label) / 2
            self.canvas.drawCircle(x, y, 10, _fill(_PAGE))
            self.canvas.drawCircle(x, y, 7, _fill(colour))
            raised = x - half < until and not raised
            lettering.draw_centred(self.canvas, mark.label, x, self.top - (42 if raised else 14), _fill(colour))
            until = x + half + 16

    def _rows(self) -> None:
        name, count = Lettering(26, 600), Lettering(22, 600)
        pad = min(2.5, self.step * 0.1)
        for place, row in enumerate(self.spec.rows):
            y = float(self.first + place * _ROW)
            colour = _ROWS[place % len(_ROWS)]
            room = _LEFT - _EDGE - 28
            self._say(_shortened(row.name, name, room), _EDGE, y + 36, name, _TEXT if row.cells else _FAINT)
            seen = set(row.cells)
            for number in range(1, self.spec.steps + 1):
                box = skia.Rect.MakeXYWH(self.x(number) - self.step / 2 + pad, y + 10, self.step - 2 * pad, _ROW - 20)
                self.canvas.drawRoundRect(box, 5, 5, _fill(colour if number in seen else _MOUNT))
            self._say(str(len(seen)), WIDTH - _RIGHT + 26, y + 36, count, _FAINT)

    def _say(self, text: str, x: float, y: float, lettering: Lettering, colour: int) -> None:
        lettering.draw(self.canvas, text, x, y, _fill(colour))


def _colours(count: int) -> tuple[int, ...]:
    return ((_TEAL, _GOLD, _CORAL, _VIOLET)[:count]) if count else ()


def _smooth(points: Sequence[tuple[float, float]]) -> skia.Path:
    """Return a line through all points that never swings beyond them."""
    path = skia.Path()
    path.moveTo(*points[0])
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path.cubicTo(middle, y0, middle, y1, x1, y1)
    return path


def _shortened(text: str, lettering: Lettering, room: float) -> str:
    if lettering.width(text) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and lettering.width(" ".join(words) + " …") > room:
        words.pop()
    if lettering.width(" ".join(words) + " …") <= room:
        return " ".join(words) + " …"
    text = words[0]
    while text and lettering.width(text + "…") > room:
        text = text[:-1]
    return text + "…"


def _fill(colour: int) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=colour)


def _stroke(colour: int, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=colour,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
    )


def _faded(colour: int, alpha: int) -> int:
    return (alpha << 24) | (colour & 0x00FFFFFF)


def _mixed(one: int, two: int) -> int:
    """Return the colour halfway between two."""
    parts = ((one >> shift & 0xFF) + (two >> shift & 0xFF) for shift in (16, 8, 0))
    red, green, blue = (part // 2 for part in parts)
    return 0xFF000000 | red << 16 | green << 8 | blue
