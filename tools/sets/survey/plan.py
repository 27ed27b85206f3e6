"""The plan: a place from above, with what was seen of it, where the camera was, and where the set's cameras are."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import skia

from ....memory.sets import Mark, SetCamera
from ...picture.compositing import image_of
from ...picture.lettering import Lettering
from . import page as paper
from .cameras import Refused
from .coverage import ENOUGH, TURNS, Coverage, density, tallness
from .page import CORAL, EDGE, FAINT, GOLD, HEAD, LINE, MOUNT, SOFT, TEAL, TEXT, VIOLET, Page, faded, fill, stroke
from .survey import Survey

Pixels = npt.NDArray[np.uint8]
_SIZE, _SIDE, _GAP = 1120, 470, 50
"""Longest side of the plan, the column beside it, between them: pixels."""


def drawn_plan(
    survey: Survey, coverage: Coverage, cameras: Sequence[SetCamera], refused: Sequence[Refused], marks: Sequence[Mark]
) -> Pixels:  # fmt: skip
    """Return the plan: height x width x 3, RGB."""
    return _Plan(survey, coverage, cameras, refused, marks).drawn()


class _Plan:
    def __init__(
        self, survey: Survey, coverage: Coverage, cameras: Sequence[SetCamera], refused: Sequence[Refused],
        marks: Sequence[Mark],
    ) -> None:  # fmt: skip
        self.survey, self.coverage, self.cameras, self.refused, self.marks = survey, coverage, cameras, refused, marks
        wide, _, deep = survey.top - survey.origin
        self.scale = _SIZE / max(wide, deep)
        self.wide, self.deep = round(wide * self.scale), round(deep * self.scale)
        height = HEAD + max(self.deep, 860) + EDGE
        walls = "up to the ceiling" if coverage.up >= ENOUGH else f"walls up to {coverage.top:.1f} m"
        told = f"{coverage.share:.0%} of the turn around was seen   ·   {walls}   ·   "
        told += f"{coverage.floor:.1f} m² of floor to stand on"
        self.page = Page(2 * EDGE + self.wide + _GAP + _SIDE, height, "Seen from above", told)
        self.canvas = self.page.canvas

    def drawn(self) -> Pixels:
        self.page.box(EDGE, HEAD, self.wide, self.deep)
        self.canvas.save()
        frame = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(EDGE, HEAD, self.wide, self.deep), 10, 10)
        self.canvas.clipRRect(frame, skia.ClipOp.kIntersect, True)
        self._ground()
        self._blind()
        self._metres()
        self._path()
        for camera in self.cameras:
            self._wedge(camera)
        self.canvas.restore()
        for camera in self.cameras:
            self._camera(camera)
        for mark in self.marks:
            self._mark(mark)
        self._beside(EDGE + self.wide + _GAP)
        return self.page.finished()

    def at(self, x: float, z: float) -> tuple[float, float]:
        """Return where a place of the floor lies on the page."""
        return EDGE + (x - self.survey.origin[0]) * self.scale, HEAD + (z - self.survey.origin[2]) * self.scale

    def _ground(self) -> None:
        """Draw the floor, the brighter the better it was seen, and on it walls and furniture, the paler the taller."""
        seen = self._grown(density(self.survey), cv2.INTER_CUBIC)
        tall = self._grown(tallness(self.survey), cv2.INTER_LINEAR)
        there = np.clip((self._grown((tallness(self.survey) > 0).astype(np.float32), cv2.INTER_CUBIC) - 0.42) * 6, 0, 1)
        floor = _mixed(MOUNT, TEAL, seen[..., None] * 0.62)
        solid = _mixed(0xFF4A4152, 0xFFE6DACB, tall[..., None])
        colour = floor * (1 - there[..., None]) + solid * there[..., None]
        picture = np.concatenate([colour[..., ::-1], np.full((*seen.shape, 1), 255.0)], axis=2)
        self.canvas.drawImage(image_of(np.ascontiguousarray(picture.clip(0, 255).astype(np.uint8))), EDGE, HEAD)

    def _grown(self, map_: npt.NDArray[np.float32], how: int) -> npt.NDArray[np.float32]:
        """Return a map of columns (x, z) as large as the plan."""
        across = np.ascontiguousarray(map_.T)
        return np.asarray(cv2.resize(across, (self.wide, self.deep), interpolation=how), np.float32).clip(0, 1)

    def _blind(self) -> None:
        """Hatch the directions, from the first mark, into which no camera should look."""
        x, y = self.at(self.marks[0].x, self.marks[0].z)
        far, half = 2.0 * max(self.wide, self.deep), 180 / TURNS
        shape = skia.Path()
        for number, share in enumerate(self.coverage.turns):
            if share < ENOUGH:
                middle = 360 * number / TURNS
                ends = [math.radians(middle + side * (half + 0.05)) for side in (-1, 1)]
                shape.moveTo(x, y)
                for end in ends:
                    shape.lineTo(x + far * math.sin(end), y - far * math.cos(end))
                shape.close()
        self.canvas.save()
        self.canvas.clipPath(shape, skia.ClipOp.kIntersect, True)
        self.canvas.drawPaint(self._rising(x, y, 0x38, 0))
        for start in range(-self.deep, self.wide, 22):
            foot, top = (EDGE + start, HEAD + self.deep), (EDGE + start + self.deep, HEAD)
            self.canvas.drawLine(*foot, *top, self._rising(x, y, 0x80, 2))
        self.canvas.restore()

    def _rising(self, x: float, y: float, alpha: int, width: float) -> skia.Paint:
        """Return coral paint that is nothing at a point and full at 2.2 m from it."""
        paint = stroke(CORAL, width) if width else fill(CORAL)
        shades, places = [faded(CORAL, 0), faded(CORAL, 0), faded(CORAL, alpha)], [0.0, 0.35, 1.0]
        paint.setShader(skia.GradientShader.MakeRadial(skia.Point(x, y), 2.2 * self.scale, shades, places))
        return paint

    def _metres(self) -> None:
        paint = stroke(faded(TEXT, 0x16), 1.5)
        low, high = self.survey.origin, self.survey.top
        for metre in range(math.ceil(low[0]), math.floor(high[0]) + 1):
            self.canvas.drawLine(*self.at(metre, low[2]), *self.at(metre, high[2]), paint)
        for metre in range(math.ceil(low[2]), math.floor(high[2]) + 1):
            self.canvas.drawLine(*self.at(low[0], metre), *self.at(high[0], metre), paint)
        x, y = EDGE + 26.0, HEAD + self.deep - 26.0
        self.canvas.drawLine(x, y, x + self.scale, y, stroke(TEXT, 4))
        self.page.haloed("1 m", x + self.scale / 2, y - 12, Lettering(20, 700), TEXT)

    def _path(self) -> None:
        points = [self.at(float(x), float(z)) for x, _, z in self.survey.path]
        line = stroke(faded(GOLD, 0xB0), 3)
        line.setStrokeJoin(skia.Paint.kRound_Join)
        self.page.path(points, line)
        for x, y in points:
            self.canvas.drawCircle(x, y, 4.5, fill(GOLD))

    def _wedge(self, camera: SetCamera) -> None:
        x, y = self.at(camera.eye.at[0], camera.eye.at[2])
        half = math.atan(math.tan(math.radians(camera.eye.fov) / 2) * 9 / 16)
        reach = 1.5 * self.scale
        ends = [math.radians(camera.eye.yaw) + side * half for side in (-1, 1)]
        shape = [(x, y), *((x + reach * math.sin(end), y - reach * math.cos(end)) for end in ends)]
        paint = fill(faded(VIOLET, 0x58))
        paint.setShader(
            skia.GradientShader.MakeRadial(skia.Point(x, y), reach, [faded(VIOLET, 0xE0), faded(VIOLET, 0)])
        )
        self.page.path(shape, paint, closed=True)

    def _camera(self, camera: SetCamera) -> None:
        x, y = self.at(camera.eye.at[0], camera.eye.at[2])
        self.canvas.drawCircle(x, y, 11, fill(paper.GROUND))
        self.canvas.drawCircle(x, y, 8, fill(VIOLET))
        turn, name = math.radians(camera.eye.yaw), Lettering(20, 700)
        if abs(math.sin(turn)) < 0.35:  # those that look along -z stand one behind the other
            side = -1 if abs(math.sin(turn)) < 0.05 else 1
            at = x + side * (20 + name.width(camera.name) / 2), y + 7
        else:
            at = x - 30 * math.sin(turn), y + 34 * math.cos(turn) + 7
        self.page.haloed(camera.name, *at, name, TEXT)

    def _mark(self, mark: Mark) -> None:
        x, y = self.at(mark.x, mark.z)
        self.canvas.drawCircle(x, y, 0.24 * self.scale, fill(faded(paper.GROUND, 0x90)))
        self.canvas.drawCircle(x, y, 0.24 * self.scale, stroke(TEXT, 3))
        self.canvas.drawCircle(x, y, 5, fill(TEXT))
        self.page.haloed(mark.name, x, y - 0.24 * self.scale - 10, Lettering(19, 700), TEXT)

    def _beside(self, x: float) -> None:
        """Draw the column beside the plan: the cameras, those refused, and how the plan is read."""
        name, small = Lettering(22, 700, tracking=0.12), Lettering(22, 600)
        y = HEAD + 24
        self.page.say("CAMERAS", x, y, name, FAINT)
        for camera in self.cameras:
            y += 46
            self.page.say(camera.name, x, y, small, TEXT)
            self._bar(x + 130, y - 15, camera.seen, VIOLET)
            self.page.say(f"{camera.seen:.0%} seen", x + _SIDE - 125, y, small, SOFT)
        for one in self.refused:
            y += 46
            self.page.say(one.name, x, y, small, FAINT)
            self._bar(x + 130, y - 15, one.seen, CORAL)
            told = f"only {one.seen:.0%}" if one.seen else "no place"
            self.page.say(told, x + _SIDE - 125, y, small, CORAL)
        y += 84
        self.page.say("HOW IT IS READ", x, y, name, FAINT)
        for kind, text in _LEGEND:
            y += 46
            self._sample(kind, x, y)
            self.page.say(text, x + 66, y, small, SOFT, _SIDE - 66)

    def _bar(self, x: float, y: float, share: float, colour: int) -> None:
        self.page.box(x, y, 200, 14, LINE, 7)
        if share > 0.04:
            self.page.box(x, y, 200 * share, 14, colour, 7)

    def _sample(self, kind: str, x: float, y: float) -> None:
        middle = y - 8
        match kind:
            case "floor":
                ends = [skia.Point(x, 0), skia.Point(x + 46, 0)]
                paint = fill(TEAL)
                paint.setShader(skia.GradientShader.MakeLinear(ends, [MOUNT, _blend(MOUNT, TEAL, 0.62)]))
                self.canvas.drawRoundRect(skia.Rect.MakeXYWH(x, middle - 9, 46, 18), 5, 5, paint)
            case "solid":
                self.page.box(x, middle - 9, 46, 18, 0xFFE6DACB, 5)
            case "path":
                self.canvas.drawLine(x, middle, x + 46, middle, stroke(GOLD, 3))
                self.canvas.drawCircle(x + 23, middle, 5, fill(GOLD))
            case "camera":
                self.canvas.drawCircle(x + 23, middle, 8, fill(VIOLET))
            case "mark":
                self.canvas.drawCircle(x + 23, middle, 12, stroke(TEXT, 3))
                self.canvas.drawCircle(x + 23, middle, 3, fill(TEXT))
            case _:
                self.page.box(x, middle - 9, 46, 18, faded(CORAL, 0x30), 5)
                for number in range(3):
                    foot = x + 2 + 14 * number
                    self.canvas.drawLine(foot, middle + 9, foot + 14, middle - 9, stroke(CORAL, 2))


_LEGEND = (
    ("floor", "seen by few frames, by many"),
    ("solid", "walls and furniture, tall is pale"),
    ("path", "where the camera walked"),
    ("camera", "a camera of the set"),
    ("mark", "where one can stand"),
    ("blind", "do not point a camera there"),
)


def _channels(colour: int) -> npt.NDArray[np.float32]:
    return np.array([(colour >> shift) & 0xFF for shift in (16, 8, 0)], np.float32)


def _mixed(start: int, end: int, share: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray(_channels(start) + share * (_channels(end) - _channels(start)), np.float32)


def _blend(start: int, end: int, share: float) -> int:
    red, green, blue = (int(v) for v in _channels(start) + share * (_channels(end) - _channels(start)))
    return 0xFF000000 | (red << 16) | (green << 8) | blue
