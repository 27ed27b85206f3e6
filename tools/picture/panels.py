"""Panels: slanted strips of extreme close-ups that slide in one after the other, as in a comic."""

import random
from dataclasses import dataclass

import numpy as np
import skia

from ...memory.look import Emotion
from .camera import Camera, ease, overshoot
from .composition import Standing
from .people import LARGEST_HEAD, Person, Seen
from .spec import ShotSpec
from .stock import LINEAR, canvas_on, image_of, plate

Corner = tuple[float, float]

ARRIVAL, APART = 0.34, 0.13
"""Seconds in which a panel slides in, and between two panels."""

_INK = 0xFF0B0812
_PAPER = 0xFFF6F2FA

_THREE: tuple[tuple[Corner, ...], ...] = (
    ((-0.04, -0.02), (1.04, -0.02), (1.04, 0.292), (-0.04, 0.232)),
    ((-0.04, 0.246), (1.04, 0.306), (1.04, 0.640), (-0.04, 0.712)),
    ((-0.04, 0.726), (1.04, 0.654), (1.04, 1.02), (-0.04, 1.02)),
)
_TWO: tuple[tuple[Corner, ...], ...] = (
    ((-0.04, -0.02), (1.04, -0.02), (1.04, 0.440), (-0.04, 0.540)),
    ((-0.04, 0.554), (1.04, 0.454), (1.04, 1.02), (-0.04, 1.02)),
)

_AIR: dict[Emotion, tuple[int, int]] = {
    "neutral": (0xFF3A4670, 0xFF8C86B8),
    "joy": (0xFFE08A4A, 0xFFFFD68C),
    "tender": (0xFF9C4A78, 0xFFF2A890),
    "sad": (0xFF1C2C64, 0xFF5A78B4),
    "cry": (0xFF1A2058, 0xFF7A4A9C),
    "angry": (0xFF4A0A14, 0xFFD8502E),
    "cold": (0xFF0E2038, 0xFF5C90AC),
    "fear": (0xFF1A1030, 0xFF5C4A8C),
    "shock": (0xFF2A0A3C, 0xFFB83A6A),
    "smirk": (0xFF2E0A38, 0xFFA03A78),
    "shame": (0xFF5A2434, 0xFFC87A78),
    "resolve": (0xFF5A2A10, 0xFFE8A040),
}
"""Dark and light colour behind a face, by what it feels."""


@dataclass(frozen=True)
class Panel:
    """One strip: its outline, whose face, and which part of it."""

    outline: tuple[Corner, ...]
    index: int
    part: str
    """eyes, mouth, face."""
    head: float
    """Crown to chin, as a fraction of the frame's height."""
    from_right: bool

    @property
    def centre(self) -> Corner:
        """Middle of the outline, fractions of the frame."""
        xs, ys = zip(*self.outline, strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)


_BELOW_EYES = {"eyes": 0.0, "mouth": 0.30, "face": 0.13}
"""How far below the eyes the middle of a part lies, in heads."""


def lay_out(spec: ShotSpec) -> tuple[Panel, ...]:
    """Return the panels of a shot: a face from eyes to mouth for one figure, one strip for each of several."""
    count = min(len(spec.figures), 3)
    parts: tuple[tuple[int, str, float], ...]
    if count == 1:
        last = "mouth" if spec.figures[0].mouth else "face"
        parts = ((0, "eyes", 0.80), (0, last, 0.66 if last == "mouth" else 0.50))
        outlines = _TWO
    elif count == 2:
        parts, outlines = ((0, "face", 0.50), (1, "face", 0.50)), _TWO
    else:
        parts, outlines = tuple((index, "eyes", 0.62) for index in range(3)), _THREE
    return tuple(
        Panel(outline, index, part, head, bool((number + spec.seed) % 2))
        for number, (outline, (index, part, head)) in enumerate(zip(outlines, parts, strict=True))
    )


class PanelScene:
    """Strips of faces over speed lines."""

    bloom = 0.35
    grade = "neutral"

    def __init__(self, spec: ShotSpec) -> None:
        self.spec = spec
        self.width, self.height = spec.width, spec.height
        self.panels = lay_out(spec)
        self.camera = Camera(spec.move if spec.move == "shake" else "still", spec.seconds, spec.seed, 0.6)
        light = plate(spec.stage, spec.width, spec.height, spec.style).light
        head = min(0.62, LARGEST_HEAD / spec.height)
        dark = spec.style == "silhouette"
        turns = {"left": -0.35, "right": 0.35, "camera": 0.0, "away": 0.0}
        self.people = {
            panel.index: Person(
                spec, Standing(panel.index, 0.5, 0.5, head, turns[spec.figures[panel.index].faces]), light, dark
            )
            for panel in self.panels
        }
        self.airs = [self._air(panel, number) for number, panel in enumerate(self.panels)]
        self.outlines = [self._outline(panel) for panel in self.panels]

    def draw(self, canvas: skia.Canvas, t: float) -> list[Seen]:
        """Paint the moment over the whole canvas."""
        canvas.clear(_INK)
        view = self.camera.at(t)
        canvas.translate(view.x * self.width, view.y * self.height)
        seen: list[Seen] = []
        for number, panel in enumerate(self.panels):
            came = overshoot((t - number * APART + 0.06) / ARRIVAL)
            away = (1 - came) * self.width * 1.15 * (1 if panel.from_right else -1)
            canvas.save()
            canvas.translate(away, 0)
            face = self._draw_panel(canvas, number, panel, t)
            canvas.restore()
            if face is not None:
                seen.append(face)
        return seen

    def _draw_panel(self, canvas: skia.Canvas, number: int, panel: Panel, t: float) -> Seen | None:
        canvas.save()
        canvas.clipPath(self.outlines[number], skia.ClipOp.kIntersect, True)
        air = self.airs[number][int(t * 8) % 2]
        left, top = self._corner(panel)
        canvas.drawImage(air, left, top)
        face = self._draw_face(canvas, panel, t)
        canvas.restore()
        border = skia.Paint(AntiAlias=True, Color=_PAPER, Style=skia.Paint.kStroke_Style)
        border.setStrokeWidth(self.width * 0.0085)
        canvas.drawPath(self.outlines[number], border)
        return face

    def _draw_face(self, canvas: skia.Canvas, panel: Panel, t: float) -> Seen | None:
        person = self.people[panel.index]
        sprite = person.sprite(t)
        u = ease(min(1.0, t / max(self.spec.seconds, 0.1)))
        head = panel.head * self.height * (1 + 0.05 * u)
        x, y = panel.centre
        drift = (0.012 if panel.from_right else -0.012) * (1 - 2 * u)
        canvas.save()
        canvas.translate((x + drift) * self.width, y * self.height - _BELOW_EYES[panel.part] * head)
        canvas.scale(head / sprite.head, head / sprite.head)
        canvas.translate(-sprite.anchor[0], -sprite.anchor[1])
        canvas.drawImage(sprite.image, 0, 0, LINEAR)
        box = canvas.getTotalMatrix().mapRect(skia.Rect.MakeLTRB(*sprite.face))
        canvas.restore()
        # Of the strips that show one person, the one with the eyes tells where the face is, the lowest its mouth.
        own = [other for other in self.panels if other.index == panel.index]
        if panel is not own[-1]:
            return None
        top, bottom = self._corner(panel)[1], max(y for _, y in panel.outline) * self.height
        edges = (
            max(0.0, box.left() / self.width),
            max(top, box.top()) / self.height,
            min(1.0, box.right() / self.width),
            min(bottom, box.bottom()) / self.height,
        )
        return Seen(panel.index, edges, sprite.mouth_open)

    def _corner(self, panel: Panel) -> tuple[float, float]:
        return -0.04 * self.width, max(0.0, min(y for _, y in panel.outline)) * self.height

    def _outline(self, panel: Panel) -> skia.Path:
        path = skia.Path()
        points = [skia.Point(x * self.width, y * self.height) for x, y in panel.outline]
        path.addPoly(points, True)
        return path

    def _air(self, panel: Panel, number: int) -> tuple[skia.Image, skia.Image]:
        """Return two drawings of the speed lines behind a face; they alternate."""
        _, top = self._corner(panel)
        bottom = max(y for _, y in panel.outline) * self.height
        width, height = round(self.width * 1.08), max(1, round(bottom - top))
        dark, light = _AIR[self.spec.figures[panel.index].becomes or self.spec.figures[panel.index].emotion]
        drawings = []
        for turn in range(2):
            pixels = np.zeros((height, width, 4), np.uint8)
            canvas = canvas_on(pixels)
            corners = [skia.Point(0, 0), skia.Point(width, height)]
            canvas.drawPaint(skia.Paint(Shader=skia.GradientShader.MakeLinear(corners, [dark, light])))
            _speed_lines(canvas, width, height, random.Random(f"{self.spec.seed} {number} {turn}"))
            drawings.append(image_of(pixels))
        return drawings[0], drawings[1]


def _speed_lines(canvas: skia.Canvas, width: int, height: int, draw: random.Random) -> None:
    """Draw tapering streaks that all run towards the middle."""
    for _ in range(46):
        y = draw.uniform(-0.3, 1.3) * height
        thick = draw.uniform(0.002, 0.012) * height
        left = draw.random() < 0.5
        start, end = (0.0, draw.uniform(0.1, 0.42)) if left else (1.0, 1 - draw.uniform(0.1, 0.42))
        middle = y + (height / 2 - y) * abs(end - start) * 1.1
        path = skia.Path()
        path.moveTo(start * width, y - thick)
        path.lineTo(end * width, middle)
        path.lineTo(start * width, y + thick)
        path.close()
        white = draw.random() < 0.6
        alpha = draw.randint(26, 88)
        colour = skia.ColorSetARGB(alpha, 255, 255, 255) if white else skia.ColorSetARGB(alpha, 6, 4, 14)
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=colour))
