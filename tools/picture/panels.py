"""Panels: slanted strips of extreme close-ups that slide in one after the other, as in a comic."""

import random
from dataclasses import dataclass

import skia

from ...memory.look import Emotion
from .camera import Camera, ease, overshoot
from .compositing import Board, Placing, blank, canvas_on, image_of, lay
from .composition import Standing
from .figure.state import Sprite
from .people import Person, Seen
from .spec import ShotSpec
from .stock import plate
from .windows import Box, box

Corner = tuple[float, float]

ARRIVAL, APART, HEAD_START = 0.34, 0.15, 0.20
"""Seconds in which a panel slides in, between two panels, and by which the first is early: no shot opens on black."""

PANEL_HEAD = 640
"""Heads are drawn no larger than this, in pixels, and enlarged to fill their strip."""

_INK = 0xFF0B0812
_PAPER = 0xFFF6F2FA

_THREE: tuple[tuple[Corner, ...], ...] = (
    ((-0.04, -0.02), (1.04, -0.02), (1.04, 0.262), (-0.04, 0.212)),
    ((-0.04, 0.226), (1.04, 0.276), (1.04, 0.444), (-0.04, 0.504)),
    ((-0.04, 0.518), (1.04, 0.458), (1.04, 1.02), (-0.04, 1.02)),
)
_TWO: tuple[tuple[Corner, ...], ...] = (
    ((-0.04, -0.02), (1.04, -0.02), (1.04, 0.318), (-0.04, 0.398)),
    ((-0.04, 0.412), (1.04, 0.332), (1.04, 1.02), (-0.04, 1.02)),
)
"""The lowest strip is the deepest: its face keeps to its upper part, the caption has the rest."""

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

    level: float
    """Where in the frame the middle of that part is, fraction of its height."""


_BELOW_EYES = {"eyes": 0.0, "mouth": 0.30, "face": 0.13}
"""How far below the eyes the middle of a part lies, in heads."""

_Part = tuple[int, str, float, float]


def lay_out(spec: ShotSpec) -> tuple[Panel, ...]:
    """Return the panels of a shot: eyes and mouth of one figure, or one strip for each of several."""
    parts: tuple[_Part, ...]
    count = min(len(spec.figures), 3)
    outlines = _TWO
    if count == 1 and spec.figures[0].mouth:
        parts = ((0, "eyes", 0.78, 0.190), (0, "mouth", 0.62, 0.555))
    elif count == 1:
        parts = ((0, "eyes", 0.78, 0.190), (0, "face", 0.40, 0.545))
    elif count == 2:
        parts = ((0, "face", 0.43, 0.205), (1, "face", 0.39, 0.540))
    else:
        parts = ((0, "eyes", 0.62, 0.128), (1, "eyes", 0.62, 0.365), (2, "face", 0.42, 0.600))
        outlines = _THREE
    return tuple(
        Panel(outline, index, part, head, bool((number + spec.seed) % 2), level)
        for number, (outline, (index, part, head, level)) in enumerate(zip(outlines, parts, strict=True))
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
        head = PANEL_HEAD / spec.height if spec.height > 1200 else 0.42
        dark = spec.style == "silhouette"
        turns = {"left": -0.35, "right": 0.35, "camera": 0.0, "away": 0.0}
        self.people = {
            panel.index: Person(
                spec, Standing(panel.index, 0.5, 0.5, head, turns[spec.figures[panel.index].faces]), light, dark, True
            )
            for panel in self.panels
        }
        self.airs = [self._air(panel, number) for number, panel in enumerate(self.panels)]
        self.outlines = [self._outline(panel) for panel in self.panels]

    @property
    def speakers(self) -> dict[int, Person]:
        """Those whose lips can be seen, by their place in the Spec."""
        return {index: person for index, person in self.people.items() if not person.dark}

    def lips(self, index: int, t: float) -> list[Box]:
        """Return where what a speaker's lips move is seen at ``t`` seconds, in every strip that shows them."""
        person, found = self.people[index], []
        for number, panel in enumerate(self.panels):
            if panel.index == index:
                x, y = self._shift(number, panel, t)
                outline = self.outlines[number].getBounds()
                strip = box(outline.left(), outline.top(), outline.right(), outline.bottom())
                lips = person.mouthing(self._placed(panel, t), t).moved(*self._corner(panel))
                found.append(lips.common(strip).moved(x, y))
        return found

    def draw(self, board: Board, t: float) -> list[Seen]:
        """Paint the moment over the whole board."""
        canvas = board.canvas
        canvas.clear(_INK)
        seen: list[Seen] = []
        for number, panel in enumerate(self.panels):
            x, y = self._shift(number, panel, t)
            canvas.save()
            canvas.translate(x, y)
            face = self._draw_panel(board, (x, y), number, panel, t)
            canvas.restore()
            if face is not None and abs(self._away(number, panel, t)) < 0.25:
                seen.append(face)
        return seen

    def _away(self, number: int, panel: Panel, t: float) -> float:
        """Return how far from its place a panel still is, in widths of the frame."""
        came = overshoot((t + HEAD_START - number * APART) / ARRIVAL)
        return (1 - came) * 1.15 * (1 if panel.from_right else -1)

    def _shift(self, number: int, panel: Panel, t: float) -> tuple[int, int]:
        view = self.camera.at(t)
        return round((view.x + self._away(number, panel, t)) * self.width), round(view.y * self.height)

    def _draw_panel(self, board: Board, shift: tuple[int, int], number: int, panel: Panel, t: float) -> Seen | None:
        canvas = board.canvas
        if canvas.quickReject(self.outlines[number].getBounds().makeOutset(self.width * 0.01, self.width * 0.01)):
            return None
        canvas.save()
        canvas.clipPath(self.outlines[number], skia.ClipOp.kIntersect, True)
        left, top = self._corner(panel)
        canvas.drawImage(self.airs[number][int(t * 8) % 2], left, top)
        face = self._draw_face(board, shift, panel, t)
        canvas.restore()
        border = skia.Paint(AntiAlias=True, Color=_PAPER, Style=skia.Paint.kStroke_Style)
        border.setStrokeWidth(self.width * 0.0085)
        canvas.drawPath(self.outlines[number], border)
        return face

    def _draw_face(self, board: Board, shift: tuple[int, int], panel: Panel, t: float) -> Seen | None:
        person = self.people[panel.index]
        left, top = self._corner(panel)
        low = min(self.height, round(max(y for _, y in panel.outline) * self.height))
        placing = self._placed(panel, t)
        if board.part == board.whole:
            sprite: Sprite | None = person.sprite(t)
        else:
            part, kept = (one.moved(-left - shift[0], -top - shift[1]) for one in (board.part, board.kept))
            sprite = person.shown(placing, t, part, kept)
        if sprite is None:
            return None
        placing = placing.moved(-sprite.anchor[0], -sprite.anchor[1])
        # Laid on its own strip first, which then goes to a whole pixel: only that is fast under a slanted clip.
        strip = blank(self.airs[0][0].width(), low - top)
        lay(strip, person.picture(sprite), placing)
        board.canvas.drawImage(image_of(strip), left, top)
        return self._seen(panel, sprite, placing, left, top, low)

    def _placed(self, panel: Panel, t: float) -> Placing:
        """Return how a face lies on its strip about the point between its eyes."""
        u = ease(min(1.0, t / max(self.spec.seconds, 0.1)))
        head = panel.head * self.height * (1 + 0.05 * u)
        drift = (0.012 if panel.from_right else -0.012) * (1 - 2 * u)
        left, top = self._corner(panel)
        placing = Placing(x=(0.5 + drift) * self.width - left, y=panel.level * self.height - top)
        placing = placing.turned(3.5 if panel.from_right else -3.5)
        return placing.moved(0, -_BELOW_EYES[panel.part] * head).scaled(head / self.people[panel.index].figure.head)

    def _seen(self, panel: Panel, sprite: Sprite, placing: Placing, left: int, top: int, low: int) -> Seen | None:
        """Return the face of a strip; of several that show one person only the lowest tells."""
        if panel is not [other for other in self.panels if other.index == panel.index][-1]:
            return None
        box = placing.bounds(*sprite.face)
        edges = (
            max(0.0, (box[0] + left) / self.width),
            max(0.0, box[1] + top, top) / self.height,
            min(1.0, (box[2] + left) / self.width),
            min(low, box[3] + top) / self.height,
        )
        return Seen(panel.index, edges, sprite.mouth_open)

    def _corner(self, panel: Panel) -> tuple[int, int]:
        return -round(0.04 * self.width), round(max(0.0, min(y for _, y in panel.outline)) * self.height)

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
            pixels = blank(width, height)
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
