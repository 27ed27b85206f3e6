"""Inserts: the object that matters fills the frame, in a light of its own, before the blurred set."""

import math
import random

import numpy as np
import skia

from .camera import Camera, View
from .compositing import LINEAR, Board, Picture, Pixels, Placing, blank, blurred, canvas_on, image_of
from .composition import Standing
from .light import RGBA
from .people import Person, Seen
from .props import draw_prop
from .retake import dice
from .spec import PropSpec, ShotSpec
from .stage import Stage
from .windows import Box, box

MOTES = 34


class InsertScene:
    """One object on a surface, or hanging in the light when there is none."""

    bloom = 0.75

    def __init__(self, spec: ShotSpec) -> None:
        assert spec.prop is not None
        self.spec = spec
        self.width, self.height = spec.width, spec.height
        move = "push_in" if spec.move == "still" else spec.move
        self.camera = Camera(move, spec.seconds, spec.seed)
        self.stage = Stage(spec, self.camera)
        light = self.stage.plate.light
        self.key = light.rims[0].colour if light.rims else (255, 230, 190, 255)
        again = dice(spec.seed, "object lies")
        self.size = (again.choice((0.53, 0.67)) if again else 0.60) * self.width
        self.aside = (again.uniform(-0.05, 0.05) if again else 0.0) * self.width
        self.rests = self.stage.plate.indoors
        self.middle = 0.435 if self.rests else 0.42
        self.prop = _prop_picture(spec.prop, round(self.size))
        self.foot = self._foot()
        self.table_top = round(self.middle * self.height + self.foot - 0.06 * self.height)
        self.table = self._table() if self.rests else None
        self.halo = self._halo()
        self.person = self._onlooker() if spec.figures else None
        draw = random.Random(f"motes {spec.seed}")
        self.motes = [tuple(draw.random() for _ in range(5)) for _ in range(MOTES)]

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

    def unlike(self, other: "InsertScene", t: float) -> list[Box]:
        """Return where the object and its reflection differ from those of another scene at ``t`` seconds."""
        if self.prop.pixels.shape != other.prop.pixels.shape or self.foot != other.foot:
            return [Box(0, 0, self.width, self.height)]
        laid = self._laid(self.camera.at(t), t)
        pairs = [(self.prop, other.prop, laid[0])]
        if self.table is not None and other.table is not None:
            pairs.append((self.table, other.table, laid[1]))
        found = [(difference(one.pixels, another.pixels), placing) for one, another, placing in pairs]
        return [box(*placing.bounds(*part)).grown(3) for part, placing in found if part is not None]

    def draw(self, board: Board, t: float) -> list[Seen]:
        """Paint the moment over the whole frame."""
        view = self.camera.at(t)
        self.stage.draw_behind(board, view, t)
        board.canvas.drawColor(skia.ColorSetARGB(96, 8, 6, 20))
        if self.person is not None:
            board.lay(self.person, self.stage.placing(view, 0.7))
        self._draw_prop(board, view, t)
        self._draw_motes(board.canvas, t)
        return []

    def _draw_prop(self, board: Board, view: View, t: float) -> None:
        prop, table = self._laid(view, t)
        placing = self.stage.placing(view, 1.25)
        middle = placing.moved(self.width / 2 + self.aside, self.middle * self.height)
        pulse = (0.86 + 0.14 * math.sin(t * 2.1)) * (0.5 if self.person is not None else 1.0)
        board.lay(self.halo, middle.moved(-self.halo.width / 2, -self.halo.height / 2), pulse)
        if self.table is not None:
            board.lay(self.table, table)
        board.lay(self._glinting(t), prop)

    def _laid(self, view: View, t: float) -> tuple[Placing, Placing]:
        """Return how the object and what it stands on lie at ``t`` seconds."""
        placing = self.stage.placing(view, 1.25)
        middle = placing.moved(self.width / 2 + self.aside, self.middle * self.height)
        if not self.rests:
            middle = middle.moved(0, 0.006 * self.height * math.sin(t * 1.3))
            middle = middle.turned(1.8 * math.sin(t * 0.8 + self.spec.seed))
        prop = middle.moved(-self.prop.width / 2, -self.prop.height / 2)
        return prop, placing.moved(-0.1 * self.width, self.table_top)

    def _glinting(self, t: float) -> Picture:
        """Return the object, now and then with a band of light running over it."""
        u = ((t - 0.35) % 2.6) / 0.75
        if not 0 <= u <= 1:
            return self.prop
        pixels = self.prop.pixels.copy()
        side = self.prop.width
        at = side * (1.3 * u - 0.15)
        band = [skia.Point(at - side * 0.11, side * 0.45), skia.Point(at + side * 0.11, side * 0.55)]
        light = skia.GradientShader.MakeLinear(band, [0x00FFFFFF, 0x78FFFBF0, 0x00FFFFFF])
        canvas_on(pixels).drawPaint(skia.Paint(Shader=light, BlendMode=skia.BlendMode.kSrcATop))
        return Picture(pixels)

    def _draw_motes(self, canvas: skia.Canvas, t: float) -> None:
        red, green, blue = self.key[:3]
        for x, y, size, speed, phase in self.motes:
            across = (x + 0.03 * math.sin(t * (0.4 + speed) + phase * 6)) * self.width
            down = ((y - t * (0.012 + 0.03 * speed)) % 1.0) * self.height
            twinkle = 0.5 + 0.5 * math.sin(t * (1 + 2 * speed) + phase * 6.3)
            paint = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(int(30 + 90 * twinkle), red, green, blue))
            canvas.drawCircle(across, down, (0.0012 + 0.0042 * size**3) * self.width, paint)

    def _halo(self) -> Picture:
        """Return the light around the object: a soft disc and faint rays."""
        half = round(self.width * 0.62)
        pixels = blank(half * 2, half * 2)
        canvas = canvas_on(pixels)
        red, green, blue = _lightened(self.key)
        disc = [skia.ColorSetARGB(a, red, green, blue) for a in (118, 56, 0)]
        centre = skia.Point(half, half)
        canvas.drawCircle(
            centre, half, skia.Paint(Shader=skia.GradientShader.MakeRadial(centre, half, disc, [0, 0.42, 1]))
        )
        draw = random.Random(f"rays {self.spec.seed}")
        rays = skia.Paint(
            AntiAlias=True,
            Shader=skia.GradientShader.MakeRadial(
                centre, half, [skia.ColorSetARGB(54, red, green, blue), skia.ColorSetARGB(0, red, green, blue)]
            ),
        )
        for _ in range(15):
            angle, wide = draw.uniform(0, math.tau), draw.uniform(0.02, 0.09)
            path = skia.Path()
            path.moveTo(half, half)
            path.lineTo(half + half * math.cos(angle - wide), half + half * math.sin(angle - wide))
            path.lineTo(half + half * math.cos(angle + wide), half + half * math.sin(angle + wide))
            path.close()
            canvas.drawPath(path, rays)
        pixels = blurred(pixels, self.width * 0.006)
        # Light without a body: it is added to what is behind and hides nothing.
        pixels[..., 3] = 0
        return Picture(pixels)

    def _table(self) -> Picture:
        """Return the surface under the object: its edge in the light, the object's shadow and its reflection."""
        width, height = round(self.width * 1.2), round(self.height * 1.1) - self.table_top
        pixels = blank(width, height)
        canvas = canvas_on(pixels)
        edge = self.middle * self.height + self.foot - self.table_top
        back = edge - 0.055 * self.height
        red, green, blue = self.key[:3]
        tones = [_tone(self.key, 0.30), _tone(self.key, 0.13), 0xFF07060E]
        down = skia.GradientShader.MakeLinear([skia.Point(0, back), skia.Point(0, height)], tones, [0, 0.25, 1])
        canvas.drawRect(skia.Rect.MakeLTRB(0, back, width, height), skia.Paint(Shader=down))
        line = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(150, red, green, blue))
        line.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, self.height * 0.002))
        canvas.drawRect(skia.Rect.MakeLTRB(0, back - 1, width, back + self.height * 0.002), line)
        canvas.save()
        canvas.translate(width / 2, edge)
        canvas.scale(1, 0.17)
        shadow = skia.Paint(AntiAlias=True, Color=0xC8000008)
        shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, self.size * 0.09))
        canvas.drawCircle(0, 0, self.size * 0.46, shadow)
        canvas.restore()
        self._reflect(canvas, width / 2, edge)
        return Picture(pixels)

    def _reflect(self, canvas: skia.Canvas, x: float, edge: float) -> None:
        reach = self.prop.width / 2
        box = skia.Rect.MakeLTRB(x - reach, edge, x + reach, edge + reach * 1.4)
        canvas.saveLayer(box, None)
        canvas.save()
        canvas.translate(x, edge)
        canvas.scale(1, -1)
        faint = skia.Paint(ImageFilter=skia.ImageFilters.Blur(self.size * 0.008, self.size * 0.02))
        canvas.drawImage(image_of(self.prop.pixels), -reach, -reach - self.foot, LINEAR, faint)
        canvas.restore()
        fade = [skia.Point(0, edge), skia.Point(0, edge + self.size * 0.5)]
        fading = skia.GradientShader.MakeLinear(fade, [0x50FFFFFF, 0x00FFFFFF])
        canvas.drawRect(box, skia.Paint(Shader=fading, BlendMode=skia.BlendMode.kDstIn))
        canvas.restore()

    def _foot(self) -> float:
        """Return how far below its middle the object ends, in pixels."""
        rows = np.flatnonzero(self.prop.pixels[..., 3].max(axis=1) > 40)
        return float(rows[-1] - self.prop.height / 2) if rows.size else self.size / 2

    def _onlooker(self) -> Picture:
        """Return a frame with whoever looks at the object, far out of focus behind it."""
        person = Person(self.spec, Standing(0, 0.5, 0.2, 0.34), self.stage.plate.light)
        board = Board(self.width, self.height)
        person.draw(board, self.stage, View(), 0.0)
        soft = blurred(board.pixels, self.width * 0.022)
        soft[..., :3] = soft[..., :3] // 5 * 3
        return Picture(soft)


def difference(one: Pixels, other: Pixels) -> tuple[int, int, int, int] | None:
    """Return the least box around where two pictures of one size differ: left, top, right, bottom; None: nowhere."""
    unlike = (one != other).any(axis=2)
    rows, columns = np.flatnonzero(unlike.any(axis=1)), np.flatnonzero(unlike.any(axis=0))
    return (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1) if rows.size else None


def _prop_picture(prop: PropSpec, size: int) -> Picture:
    """Return the object in the middle of a transparent square."""
    side = round(size * 1.7)
    pixels = blank(side, side)
    draw_prop(canvas_on(pixels), prop.kind, side / 2, side / 2, size, prop.text, 0.0)
    return Picture(pixels)


def _lightened(colour: RGBA) -> tuple[int, int, int]:
    red, green, blue = (min(255, channel // 2 + 110) for channel in colour[:3])
    return red, green, blue


def _tone(colour: RGBA, share: float) -> int:
    red, green, blue = (round(channel * share) for channel in colour[:3])
    return int(skia.ColorSetARGB(255, red, green, blue + 6))
