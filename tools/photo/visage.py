"""A face that acts: the mesh over its own picture, with eyes that look and close and a mouth that opens."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt
import skia

from ..picture.compositing import canvas_on, image_of
from .expression import ACTIONS, Pose, actions, openness
from .faces import Face
from .mesh import EYES, LOWER_EDGE, UPPER_EDGE, Eye, Points, triangles, vertices

Colour = tuple[int, int, int]
Pixels = npt.NDArray[np.uint8]

SHARP = skia.SamplingOptions(skia.CubicResampler.CatmullRom())
"""Leaves alone what does not move."""
SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear)
PARTED = 0.006
"""Lips nearer than that, in heights of the face, are shut."""
SEEN = 0.014
"""Lips apart by that in the picture leave something between them to be covered when they close."""
SHOWN = 0.022
"""Lips apart by that in the picture: what is between them there is used."""
TEETH = 0.030
"""How long painted teeth are at most, in heights of the face."""
ROW = 0.84
"""How much of the mouth's width painted teeth take."""
CHEEKS = (50, 280, 205, 425, 151)
LIPS = (16, 85, 315, 72, 302)


@dataclass(frozen=True)
class Tones:
    """Colours of what a picture does not show, RGB, in its own light."""

    dark: Colour
    tongue: Colour
    teeth: Colour
    lid: Colour
    fold: Colour
    lash: Colour
    seam: Colour


class Visage:
    """One face of one picture; ``draw`` returns what is to be laid over the picture at ``corner``."""

    def __init__(self, picture: Pixels, face: Face, tones: Tones | None = None, showing: bool = True) -> None:
        """``picture`` is height x width x 3, BGR; ``showing``: teeth are those that it shows, if it shows any."""
        self.face, self.height = face, face.height
        rest = vertices(face)
        left, top = np.floor(rest.min(axis=0)).astype(int) - 1
        right, bottom = np.ceil(rest.max(axis=0)).astype(int) + 2
        rows, columns = picture.shape[:2]
        self.corner = (max(0, int(left)), max(0, int(top)))
        self.patch: Pixels = np.asarray(
            cv2.cvtColor(
                picture[self.corner[1] : min(rows, int(bottom)), self.corner[0] : min(columns, int(right))],
                cv2.COLOR_BGR2BGRA,
            ),
            np.uint8,
        )
        self.rest: Points = rest - self.corner
        self.actions = actions(face)
        self.gap = openness(face)
        self.tones = tones or tones_of(picture, face)
        self._out = self.patch.copy()
        self._canvas = canvas_on(self._out)
        self._source = image_of(self.patch)
        self._shown = self._between_lips() if showing and self.gap > SHOWN else None
        self._texture = _points(self.rest)
        self._indices = triangles().ravel().tolist()

    def draw(self, pose: Pose, gaze: tuple[float, float] = (0.0, 0.0)) -> Pixels:
        """Return the patch (height x width x 4, BGRA, opaque) in a pose; valid until the next call.

        ``gaze`` is how far the eyes look aside and down from where they look in the picture, 1 as far as they go.
        """
        weights = np.array([pose.get(name, 0.0) for name in ACTIONS])
        shifts = np.tensordot(weights, self.actions, 1)
        moved = self.rest + shifts
        self._out[:] = self.patch
        self._canvas.drawVertices(self._mesh(moved, self._texture, self._indices), self._paint())
        for index, eye in enumerate(EYES):
            self._draw_eye(eye, moved, pose.get(f"blink_{index}", 0.0), gaze)
        self._draw_mouth(moved, pose)
        return self._out

    def opened(self, pose: Pose) -> float:
        """Return how far a pose opens the mouth, 0 to 1."""
        way = pose.get("jaw", 0.0) + self.gap / 0.118 * (1 - pose.get("close", 0.0))
        return float(min(1.0, max(0.0, way / 0.62)))

    def _mesh(self, places: Points, texture: list[skia.Point], indices: list[int]) -> skia.Vertices:
        return skia.Vertices(skia.Vertices.kTriangles_VertexMode, _points(places), texture, None, indices)

    def _paint(self) -> skia.Paint:
        clamp = skia.TileMode.kClamp
        return skia.Paint(Shader=self._source.makeShader(clamp, clamp, SHARP))

    def _draw_eye(self, eye: Eye, moved: Points, blink: float, gaze: tuple[float, float]) -> None:
        """Lay the eyeball, which lids do not squeeze, into what they leave open."""
        if blink < 0.02 and not any(gaze):
            return
        canvas = self._canvas
        if blink < 0.93:
            canvas.save()
            canvas.clipPath(_opening(moved[list(eye.upper)], moved[list(eye.lower)]), skia.ClipOp.kIntersect, True)
            lids = np.concatenate([self.rest[list(eye.upper)], self.rest[list(eye.lower[-2:0:-1])]])
            centre = lids.mean(axis=0)
            inner = centre + (lids - centre) * 0.62
            wide = np.linalg.norm(self.rest[eye.upper[0]] - self.rest[eye.upper[-1]]) / 2
            look = np.array(gaze) * (0.22 * wide, 0.11 * wide)
            rest = np.concatenate([lids, inner, centre[None]])
            looked = np.concatenate([lids, inner + look, (centre + look)[None]])
            canvas.drawVertices(self._mesh(looked, _points(rest), _disc(len(lids))), self._paint())
            canvas.restore()
        if blink > 0.02:
            self._draw_lid(eye, moved, blink)

    def _draw_lid(self, eye: Eye, moved: Points, blink: float) -> None:
        """Skin over the stretched lid, softer towards its fold, and lashes along its rim."""
        canvas, size = self._canvas, self.height
        upper, fold = moved[list(eye.upper)], moved[list(eye.rows[0])]
        fold = np.concatenate([upper[:1], fold, upper[-1:]])
        way = upper - fold
        skin = skia.Paint(AntiAlias=True, Color=skia.Color(*self.tones.lid, round(255 * min(1.0, blink * 2.5))))
        skin.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.008 * size))
        canvas.save()
        canvas.clipPath(_opening(fold, upper), skia.ClipOp.kIntersect, True)
        # Past the rim, where it is clipped: only the side of the fold is to be soft.
        canvas.drawPath(_opening(fold + 0.06 * way, upper + np.array((0, 0.03 * size))), skin)
        shade = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=0.02 * size)
        shade.setColor(skia.Color(*self.tones.fold, round(90 * blink)))
        shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.008 * size))
        canvas.drawPath(_line(upper), shade)
        canvas.restore()
        lash = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=0.009 * size)
        lash.setColor(skia.Color(*self.tones.lash, round(180 * blink)))
        lash.setStrokeCap(skia.Paint.kRound_Cap)
        lash.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.0028 * size))
        canvas.drawPath(_line(upper), lash)

    def _draw_mouth(self, moved: Points, pose: Pose) -> None:
        upper, lower = moved[list(UPPER_EDGE)], moved[list(LOWER_EDGE)]
        gap = float((lower - upper)[:, 1].max())
        size = self.height
        shut = pose.get("close", 0.0)
        if pose.get("jaw", 0.0) + pose.get("bite", 0.0) < 0.03 or gap < PARTED * size:
            if shut > 0.05 and self.gap > SEEN:
                self._draw_seam(upper, lower, shut)
            return
        canvas = self._canvas
        canvas.save()
        canvas.clipPath(_opening(upper, lower), skia.ClipOp.kIntersect, True)
        # A narrow gap between lips is not black.
        depth = min(1.0, gap / (0.035 * size))
        canvas.drawColor(skia.Color(*_mixed(self.tones.seam, self.tones.dark, depth)))
        self._draw_tongue(upper, lower, gap, pose.get("tongue", 0.0))
        if self._shown is not None:
            x, y = (upper[5] - self.rest[UPPER_EDGE[5]]) * 0.5
            canvas.drawImage(self._shown, float(x), float(y), SMOOTH)
        else:
            self._draw_teeth(upper, lower, gap, pose.get("teeth", 0.0))
        self._draw_rims(upper, lower, gap)
        canvas.restore()

    def _draw_seam(self, upper: Points, lower: Points, shut: float) -> None:
        """The line between closed lips, over what is left of the teeth that the picture shows."""
        paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style)
        paint.setStrokeWidth(max(0.006 * self.height, 0.9 * float((lower - upper)[:, 1].max())))
        paint.setColor(skia.Color(*self.tones.seam, round(235 * min(1.0, shut * 1.1))))
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.0025 * self.height))
        self._canvas.drawPath(_line((upper + lower) / 2), paint)

    def _draw_tongue(self, upper: Points, lower: Points, gap: float, raised: float) -> None:
        across = float(np.linalg.norm(lower[0] - lower[-1]))
        x, y = lower[5]
        paint = skia.Paint(AntiAlias=True, Color=skia.Color(*self.tones.tongue, 225))
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.10 * gap + 0.3))
        tall = gap * (0.36 + 0.22 * raised)
        self._canvas.drawOval(skia.Rect.MakeLTRB(x - 0.33 * across, y - tall, x + 0.33 * across, y + tall), paint)

    def _between_lips(self) -> skia.Image:
        """Return what the picture shows between the lips, soft at the lower edge: it stays with the upper jaw."""
        upper, lower = self.rest[list(UPPER_EDGE)], self.rest[list(LOWER_EDGE)]
        lower = lower * 0.88 + upper * 0.12
        # Up to above the lip, so that the teeth are not thin at its edge.
        outline = np.concatenate([upper - np.array((0, 0.012 * self.height)), lower[::-1]])
        mask: Pixels = np.zeros(self.patch.shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), max(0.5, 0.06 * self.gap * self.height)), np.uint8)
        colour = cv2.multiply(self.patch[..., :3], cv2.merge([mask] * 3), scale=1 / 255)
        return image_of(np.dstack([colour, mask]))

    def _draw_teeth(self, upper: Points, lower: Points, gap: float, shown: float) -> None:
        """Upper teeth where the picture has none to show: a lit row in the middle, dark towards the corners."""
        long = min(TEETH * self.height, 0.46 * gap) * (0.35 + 0.65 * shown)
        if long < 0.8:
            return
        across = np.linspace(-1, 1, len(upper)) / ROW
        hang = long * np.clip(1 - np.abs(across) ** 4, 0, 1)[:, None]
        edge = upper + (lower - upper) * np.minimum(hang / max(gap, 1.0), 0.9)
        sides, row = skia.Color(*_mixed(self.tones.dark, self.tones.teeth, 0.3)), skia.Color(*self.tones.teeth)
        ends = [skia.Point(*map(float, upper[i])) for i in (0, -1)]
        light = skia.GradientShader.MakeLinear(ends, [sides, sides, row, row, sides, sides], [0, 0.1, 0.3, 0.7, 0.9, 1])
        paint = skia.Paint(AntiAlias=True, Shader=light, Alpha=235)
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, min(0.0035 * self.height, 0.1 * gap)))
        within = np.abs(across) < 1
        top = (upper - np.array((0, 0.012 * self.height)))[within]
        self._canvas.drawPath(_opening(top, edge[within]), paint)

    def _draw_rims(self, upper: Points, lower: Points, gap: float) -> None:
        """The shadow of the upper lip, and the dark into which the lower one turns."""
        size = self.height
        # Little shadow falls into a narrow gap.
        depth = min(1.0, gap / (0.05 * size))
        for line, width, alpha in ((upper, 0.012, 100), (lower, 0.008, 80)):
            paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style)
            paint.setStrokeWidth(min(width * size, 0.25 * gap))
            paint.setColor(skia.Color(*self.tones.dark, round(alpha * depth)))
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, min(0.0045 * size, 0.12 * gap)))
            self._canvas.drawPath(_line(line), paint)


def tones_of(picture: Pixels, face: Face) -> Tones:
    """Mix the colours that a picture does not show from the skin that it does."""
    skin = np.median([_around(picture, face.points[i], face.height * 0.03) for i in CHEEKS], axis=0)[::-1]
    lids = [_around(picture, face.points[i], face.height * 0.012) for eye in EYES for i in eye.rows[1][2:5]]
    lid = np.median(lids, axis=0)[::-1]
    light = float(skin @ (0.299, 0.587, 0.114)) / 255
    grey = np.array([1.0, 0.97, 0.92]) * min(222.0, 255 * (0.24 + 0.70 * light))
    teeth = 0.86 * grey + 0.14 * skin * grey.mean() / max(skin.mean(), 1.0)
    dark = np.array([52.0, 16, 20]) * (0.4 + 0.6 * light)
    tongue = np.array([186.0, 84, 86]) * (0.28 + 0.62 * light)
    lips = np.median([_around(picture, face.points[i], face.height * 0.012) for i in LIPS], axis=0)[::-1]
    rims = [_darkest(picture, face.points[i], face.height * 0.014) for eye in EYES for i in eye.upper[2:-2]]
    seam, fold, lash = lips * (0.62, 0.42, 0.42), 0.62 * lid, np.median(rims, axis=0)[::-1]
    return Tones(*(_rgb(tone) for tone in (dark, tongue, teeth, 0.97 * lid, fold, lash, seam)))


def _darkest(picture: Pixels, point: Points, reach: float) -> Points:
    x, y, r = round(float(point[0])), round(float(point[1])), max(1, round(reach))
    part = picture[max(0, y - r) : max(1, y + r + 1), max(0, x - r) : max(1, x + r + 1)].reshape(-1, 3)
    return part[part.sum(axis=1).argmin()].astype(float) if part.size else np.full(3, 30.0)


def _around(picture: Pixels, point: Points, reach: float) -> Points:
    x, y, r = round(float(point[0])), round(float(point[1])), max(1, round(reach))
    part = picture[max(0, y - r) : max(1, y + r + 1), max(0, x - r) : max(1, x + r + 1)]
    return np.median(part.reshape(-1, 3), axis=0) if part.size else np.full(3, 128.0)


def _rgb(colour: Points) -> Colour:
    red, green, blue = (int(value) for value in np.clip(colour, 0, 255))
    return red, green, blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _disc(count: int) -> list[int]:
    """Return the triangles of a rim, a ring inside it and a middle."""
    found: list[int] = []
    for i in range(count):
        j = (i + 1) % count
        found += [i, j, count + i, j, count + j, count + i, count + i, count + j, 2 * count]
    return found


def _points(places: Points) -> list[skia.Point]:
    return [skia.Point(x, y) for x, y in places.tolist()]


def _opening(upper: Points, lower: Points) -> skia.Path:
    """Return the smooth outline between two lines that share their ends; where they cross, it is shut."""
    low = lower.copy()
    low[:, 1] = np.maximum(low[:, 1], upper[:, 1])
    path = skia.Path()
    path.moveTo(*map(float, upper[0]))
    _smoothly(path, upper)
    _smoothly(path, low[::-1])
    path.close()
    return path


def _line(points: Points) -> skia.Path:
    path = skia.Path()
    path.moveTo(*map(float, points[0]))
    _smoothly(path, points)
    return path


def _smoothly(path: skia.Path, points: Points) -> None:
    for here, following in pairwise(points[1:]):
        middle = (here + following) / 2
        path.quadTo(float(here[0]), float(here[1]), float(middle[0]), float(middle[1]))
    path.lineTo(*map(float, points[-1]))
