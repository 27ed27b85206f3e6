"""Inserts: the object that matters fills the frame, in a light of its own, before the blurred set."""

import math
import random

import numpy as np
import skia

from .camera import Camera, View
from .composition import Standing
from .light import RGBA
from .people import Person, Seen
from .props import draw_prop
from .spec import PropSpec, ShotSpec
from .stage import Stage, blurred
from .stock import LINEAR, canvas_on, image_of, pixels_of

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
        self.size = 0.60 * self.width
        self.rests = self.stage.plate.indoors
        self.middle = 0.435 if self.rests else 0.42
        self.prop = _prop_image(spec.prop, round(self.size))
        self.table = self._table() if self.rests else None
        self.halo = self._halo()
        self.person = self._onlooker() if spec.figures else None
        draw = random.Random(f"motes {spec.seed}")
        self.motes = [tuple(draw.random() for _ in range(5)) for _ in range(MOTES)]

    @property
    def grade(self) -> str:
        """Name of the tone curve."""
        return self.stage.plate.grade

    def draw(self, canvas: skia.Canvas, t: float) -> list[Seen]:
        """Paint the moment over the whole canvas."""
        view = self.camera.at(t)
        self.stage.draw_behind(canvas, view, t)
        canvas.drawColor(skia.ColorSetARGB(96, 8, 6, 20))
        if self.person is not None:
            canvas.save()
            self.stage.lay(canvas, view, 0.7)
            canvas.drawImage(self.person, 0, 0, LINEAR)
            canvas.restore()
        self._draw_prop(canvas, view, t)
        self._draw_motes(canvas, t)
        return []

    def _draw_prop(self, canvas: skia.Canvas, view: View, t: float) -> None:
        x, y = self.width / 2, self.middle * self.height
        canvas.save()
        self.stage.lay(canvas, view, 1.25)
        glow = skia.Paint(BlendMode=skia.BlendMode.kScreen)
        glow.setAlphaf(0.86 + 0.14 * math.sin(t * 2.1))
        canvas.drawImage(self.halo, x - self.halo.width() / 2, y - self.halo.height() / 2, LINEAR, glow)
        if self.table is not None:
            canvas.drawImage(self.table, -0.1 * self.width, 0, LINEAR)
        else:
            y += 0.006 * self.height * math.sin(t * 1.3)
        canvas.translate(x, y)
        canvas.rotate((0.6 if self.rests else 1.8) * math.sin(t * 0.8 + self.spec.seed))
        reach = self.prop.width() / 2
        canvas.saveLayer(skia.Rect.MakeLTRB(-reach, -reach, reach, reach), None)
        canvas.drawImage(self.prop, -reach, -reach, LINEAR)
        self._glint(canvas, reach, t)
        canvas.restore()
        canvas.restore()

    def _glint(self, canvas: skia.Canvas, reach: float, t: float) -> None:
        """Let a band of light run over the object now and then."""
        u = ((t - 0.35) % 2.6) / 0.75
        if not 0 <= u <= 1:
            return
        at = -reach * 1.3 + 2.6 * reach * u
        band = [skia.Point(at - reach * 0.22, -reach * 0.1), skia.Point(at + reach * 0.22, reach * 0.1)]
        colours = [0x00FFFFFF, 0x78FFFBF0, 0x00FFFFFF]
        paint = skia.Paint(Shader=skia.GradientShader.MakeLinear(band, colours), BlendMode=skia.BlendMode.kSrcATop)
        canvas.drawRect(skia.Rect.MakeLTRB(-reach, -reach, reach, reach), paint)

    def _draw_motes(self, canvas: skia.Canvas, t: float) -> None:
        red, green, blue = self.key[:3]
        for x, y, size, speed, phase in self.motes:
            across = (x + 0.03 * math.sin(t * (0.4 + speed) + phase * 6)) * self.width
            down = ((y - t * (0.012 + 0.03 * speed)) % 1.0) * self.height
            twinkle = 0.5 + 0.5 * math.sin(t * (1 + 2 * speed) + phase * 6.3)
            colour = skia.ColorSetARGB(int(30 + 90 * twinkle), red, green, blue)
            canvas.drawCircle(
                across, down, (0.0012 + 0.0042 * size**3) * self.width, skia.Paint(AntiAlias=True, Color=colour)
            )

    def _halo(self) -> skia.Image:
        """Return the light around the object: a soft disc and faint rays."""
        half = round(self.width * 0.62)
        pixels = np.zeros((half * 2, half * 2, 4), np.uint8)
        canvas = canvas_on(pixels)
        red, green, blue = _lightened(self.key)
        disc = [skia.ColorSetARGB(a, red, green, blue) for a in (190, 84, 0)]
        centre = skia.Point(half, half)
        canvas.drawCircle(
            centre, half, skia.Paint(Shader=skia.GradientShader.MakeRadial(centre, half, disc, [0, 0.42, 1]))
        )
        draw = random.Random(f"rays {self.spec.seed}")
        rays = skia.Paint(
            AntiAlias=True,
            Shader=skia.GradientShader.MakeRadial(
                centre, half, [skia.ColorSetARGB(70, red, green, blue), skia.ColorSetARGB(0, red, green, blue)]
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
        return image_of(blurred(pixels, self.width * 0.006))

    def _table(self) -> skia.Image:
        """Return the surface under the object: its edge in the light, the object's shadow and its reflection."""
        width, height = round(self.width * 1.2), round(self.height * 1.1)
        pixels = np.zeros((height, width, 4), np.uint8)
        canvas = canvas_on(pixels)
        edge = self.middle * self.height + self._foot()
        back = edge - 0.055 * self.height
        red, green, blue = self.key[:3]
        tones = [_tone(self.key, 0.30), _tone(self.key, 0.13), 0xFF07060E]
        down = [skia.Point(0, back), skia.Point(0, self.height)]
        canvas.drawRect(
            skia.Rect.MakeLTRB(0, back, width, height),
            skia.Paint(Shader=skia.GradientShader.MakeLinear(down, tones, [0, 0.25, 1])),
        )
        line = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(150, red, green, blue))
        line.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, self.height * 0.002))
        canvas.drawRect(skia.Rect.MakeLTRB(0, back - 1, width, back + self.height * 0.002), line)
        middle = width / 2
        canvas.save()
        canvas.translate(middle, edge)
        canvas.scale(1, 0.17)
        shadow = skia.Paint(AntiAlias=True, Color=0xC8000008)
        shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, self.size * 0.09))
        canvas.drawCircle(0, 0, self.size * 0.46, shadow)
        canvas.restore()
        self._reflect(canvas, middle, edge)
        return image_of(pixels)

    def _reflect(self, canvas: skia.Canvas, x: float, edge: float) -> None:
        reach = self.prop.width() / 2
        box = skia.Rect.MakeLTRB(x - reach, edge, x + reach, edge + reach * 1.4)
        canvas.saveLayer(box, None)
        canvas.save()
        canvas.translate(x, edge)
        canvas.scale(1, -1)
        faint = skia.Paint(ImageFilter=skia.ImageFilters.Blur(self.size * 0.008, self.size * 0.02))
        canvas.drawImage(self.prop, -reach, -reach - self._foot(), LINEAR, faint)
        canvas.restore()
        fade = [skia.Point(0, edge), skia.Point(0, edge + self.size * 0.5)]
        fading = skia.GradientShader.MakeLinear(fade, [0x50FFFFFF, 0x00FFFFFF])
        canvas.drawRect(box, skia.Paint(Shader=fading, BlendMode=skia.BlendMode.kDstIn))
        canvas.restore()

    def _foot(self) -> float:
        """Return how far below its middle the object ends, in pixels."""
        rows = np.flatnonzero(pixels_of(self.prop)[..., 3].max(axis=1) > 40)
        return float(rows[-1] - self.prop.height() / 2) if rows.size else self.size / 2

    def _onlooker(self) -> skia.Image:
        """Return a frame with whoever looks at the object, far out of focus behind it."""
        spec = self.spec
        person = Person(spec, Standing(0, 0.5, 0.2, 0.34), self.stage.plate.light)
        pixels = np.zeros((self.height, self.width, 4), np.uint8)
        person.draw(canvas_on(pixels), self.stage, View(), 0.0)
        return image_of(blurred(pixels, self.width * 0.022))


def _prop_image(prop: PropSpec, size: int) -> skia.Image:
    """Return the object in the middle of a transparent square."""
    side = round(size * 1.7)
    pixels = np.zeros((side, side, 4), np.uint8)
    draw_prop(canvas_on(pixels), prop.kind, side / 2, side / 2, size, prop.text, 0.0)
    return image_of(pixels)


def _lightened(colour: RGBA) -> tuple[int, int, int]:
    red, green, blue = (min(255, channel // 2 + 110) for channel in colour[:3])
    return red, green, blue


def _tone(colour: RGBA, share: float) -> int:
    red, green, blue = (round(channel * share) for channel in colour[:3])
    return int(skia.ColorSetARGB(255, red, green, blue + 6))
