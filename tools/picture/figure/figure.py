"""A person who can be filmed: draws the pose once, the face often, the light on both."""

import math
from dataclasses import dataclass

import numpy as np
import skia

from ....memory.look import Look, Outfit
from ..light import Light
from . import hair, head, shading
from .anatomy import CROWN, Anatomy
from .beard import draw_beard
from .body import FEET, draw_neck
from .brows import draw_brow
from .emotion import Face, expression
from .eyes import draw_glasses
from .features import draw_features
from .garments import bares, draw_garment
from .geometry import Point, Turn
from .gestures import draw_gesture, draw_resting_arms
from .hairstyles import style_of
from .keys import face_key, pose_key, step, turn_of
from .nape import draw_nape
from .pigment import tilted
from .shelf import Shelf
from .state import FigureState, Sprite

UNIT = 300.0
"""Figure units from crown to chin."""
ABOVE, ASIDE = 250.0, 430.0
"""Room over the eyes and beside them, figure units."""
BREATH = 2.0
"""How far a full breath raises the figure, figure units."""
LIFT = 26.0
"""How far the shoulders are drawn up to the chin."""
POSES, SPRITES = 10, 24
"""How many are kept."""


@dataclass(frozen=True)
class Pose:
    """A figure without its features: what lies under and over them, and its light."""

    turn: Turn
    under: skia.Image
    over: skia.Image
    """What lies under and over the features, there only."""
    lit: shading.Pixels
    """Everything, lit, with the face still empty."""
    gain: shading.Pixels
    glow: shading.Pixels
    """What the light multiplies and adds where the features are."""
    patch: skia.IRect
    """Where the features are, pixels."""
    face: tuple[float, float, float, float]
    anchor: Point
    outline: skia.Path
    """Of the face, figure units."""
    brows: bool
    """Whether the brows show through the fringe."""


class Figure:
    """One person in one outfit, one light and one size; ``head`` is crown to chin in pixels."""

    def __init__(self, look: Look, outfit: Outfit, light: Light, head: float, reach: float = 5.5) -> None:
        """Make ready to draw; ``reach`` is how many heads the sprite goes down from the crown."""
        self.look, self.outfit, self.light, self.head = look, outfit, light, head
        self.body = Anatomy(look, light)
        self.style = style_of(self.body)
        self.scale = head / UNIT
        self.reach = reach
        self._poses: Shelf[Pose] = Shelf(POSES)
        self._sprites: Shelf[Sprite] = Shelf(SPRITES)
        self._backs: Shelf[Sprite] = Shelf(4)

    @property
    def origin(self) -> Point:
        """The pixel of the point between the eyes of a head that looks straight ahead."""
        return (round(ASIDE * self.scale), round(ABOVE * self.scale))

    def sprite(self, state: FigureState) -> Sprite:
        """Return the figure in that state."""
        face = expression(state)
        breath = step(state.breath, 8)
        key = (pose_key(state), face_key(face), breath)
        return self._sprites.get(key, lambda: self._draw(state, face, breath))

    def back(self, sway: float = 0.0, breath: float = 0.0) -> Sprite:
        """Return the figure seen from behind."""
        sway, breath = step(sway, 4), step(breath, 8)
        return self._backs.get(("back", sway, breath), lambda: self._draw_back(sway, breath))

    def silhouette(self, state: FigureState) -> Sprite:
        """Return the figure down to its feet as a dark shape with rims."""
        return self._backs.get(("dark", pose_key(state)), lambda: self._draw_dark(state))

    # The pose: everything but the features.

    def _size(self, reach: float) -> tuple[int, int]:
        below = CROWN + reach * UNIT
        return math.ceil(2 * ASIDE * self.scale), math.ceil((ABOVE + below) * self.scale)

    def _ground(self, reach: float) -> tuple[skia.Surface, skia.Canvas]:
        surface = shading.surface(*self._size(reach))
        canvas = surface.getCanvas()
        canvas.translate(*self.origin)
        canvas.scale(self.scale, self.scale)
        return surface, canvas

    def _layers(self, state: FigureState, reach: float) -> tuple[skia.Image, skia.Image, skia.Image]:
        """Return what lies under the features, what lies over them, and both together, unlit."""
        turn, roll = turn_of(state), step(state.roll, 2)
        sway = step(state.sway, 4)
        below, canvas = self._ground(reach)
        self._draw_under(canvas, state, turn, roll, sway)
        above, canvas = self._ground(reach)
        self._draw_over(canvas, state, turn, roll, sway)
        under, over = below.makeImageSnapshot(), above.makeImageSnapshot()
        whole = shading.surface(under.width(), under.height())
        ground = whole.getCanvas()
        ground.drawImage(under, 0, 0)
        ground.drawImage(over, 0, 0)
        return under, over, whole.makeImageSnapshot()

    def _pose(self, state: FigureState) -> Pose:
        turn, roll = turn_of(state), step(state.roll, 2)
        under, over, plain = self._layers(state, self.reach)
        rims = shading.rims(plain, self.light, self.scale)
        whole = shading.surface(plain.width(), plain.height())
        whole.getCanvas().drawImage(plain, 0, 0)
        self._light(whole.getCanvas(), rims)
        patch, face = self._bounds(turn, roll, plain)
        gain, glow = self._measure_light(rims, plain, patch)
        return Pose(
            turn=turn,
            under=under.makeSubset(patch).makeRasterImage(),
            over=over.makeSubset(patch).makeRasterImage(),
            lit=shading.pixels(whole.makeImageSnapshot()),
            gain=gain,
            glow=glow,
            patch=patch,
            face=face,
            anchor=self._between_eyes(turn, roll),
            outline=head.face_path(self.body, turn),
            brows=state.gesture != "cover_face",
        )

    def _between_eyes(self, turn: Turn, roll: float) -> Point:
        left, right = (self._seen(self.body.on_face(turn, m * self.body.eye_x, 0), roll) for m in (-1, 1))
        return ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)

    def _measure_light(
        self, rims: skia.Image, plain: skia.Image, patch: skia.IRect
    ) -> tuple[shading.Pixels, shading.Pixels]:
        seen = []
        for colour in (0xFFFFFFFF, 0xFF000000):
            surface = shading.surface(patch.width(), patch.height())
            canvas = surface.getCanvas()
            canvas.clear(colour)
            canvas.translate(-patch.left(), -patch.top())
            self._light(canvas, rims)
            seen.append(shading.pixels(surface.makeImageSnapshot()))
        alpha = shading.pixels(plain.makeSubset(patch))[..., 3].copy()
        return shading.measured(seen[0], seen[1], alpha)

    def _light(self, canvas: skia.Canvas, rims: skia.Image) -> None:
        canvas.drawPaint(shading.ambient(self.light, self.origin, self.scale))
        shading.key_glow(canvas, self.light, self.origin, self.scale)
        canvas.drawImage(rims, 0, 0, skia.SamplingOptions(), shading.atop())

    def _draw_under(self, canvas: skia.Canvas, state: FigureState, turn: Turn, roll: float, sway: float) -> None:
        body, style = self.body, self.style
        with tilted(canvas, roll):
            hair.draw_behind(canvas, body, style, turn, sway, state.wet)
        canvas.save()
        canvas.translate(turn.yaw * 6, -LIFT)
        canvas.scale(1 - 0.07 * abs(turn.yaw), 1)
        draw_neck(canvas, body, turn.yaw, bares(self.outfit))
        draw_garment(canvas, body, self.outfit)
        draw_resting_arms(canvas, body, self.outfit, state.gesture, turn.yaw)
        canvas.restore()
        with tilted(canvas, roll):
            face = head.face_path(body, turn)
            if not style.cover or style.short_sides > 0.9:
                head.draw_skull(canvas, body, turn)
            head.draw_ears(canvas, body, turn)
            head.draw_skin(canvas, body, turn, face)
            canvas.save()
            canvas.clipPath(face, skia.ClipOp.kIntersect, True)
            hair.draw_shadow(canvas, body, style, turn, sway)
            canvas.restore()
            hair.draw_cap(canvas, body, style, turn)
            head.draw_marks(canvas, body, turn)
            draw_beard(canvas, body, turn)
            head.draw_nose(canvas, body, turn)

    def _draw_over(self, canvas: skia.Canvas, state: FigureState, turn: Turn, roll: float, sway: float) -> None:
        body = self.body
        with tilted(canvas, roll):
            if self.look.glasses:
                draw_glasses(canvas, body, turn)
            hair.draw_front(canvas, body, self.style, turn, sway, state.wet)
            head.draw_earring(canvas, body, turn)
            if state.wet:
                hair.draw_drops(canvas, body, self.style, turn, sway)
        if state.gesture != "none":
            canvas.translate(0, -LIFT)
            draw_gesture(canvas, body, self.outfit, state.gesture, state.holding, turn.yaw)

    # The face: what moves.

    def _draw(self, state: FigureState, face: Face, breath: float) -> Sprite:
        pose = self._poses.get(pose_key(state), lambda: self._pose(state))
        patch, openness = self._patch(pose, face, step(state.roll, 2))
        height, width = pose.lit.shape[:2]
        surface = shading.surface(width, height)
        shading.write(surface, pose.lit, 0, 0)
        shading.write(surface, patch, pose.patch.left(), pose.patch.top())
        image = surface.makeImageSnapshot()
        if breath:
            image = shading.raised(image, breath * BREATH * self.scale)
        return Sprite(image, pose.anchor, self.head, pose.face, openness)

    def _patch(self, pose: Pose, face: Face, roll: float) -> tuple[shading.Pixels, float]:
        area = pose.patch
        rows = np.zeros((area.height(), area.width(), 4), np.uint8)
        canvas = shading.drawn_on(rows).getCanvas()
        canvas.drawImage(pose.under, 0, 0)
        canvas.translate(self.origin[0] - area.left(), self.origin[1] - area.top())
        canvas.scale(self.scale, self.scale)
        canvas.save()
        with tilted(canvas, roll):
            openness = draw_features(canvas, self.body, pose.turn, pose.outline, face)
        canvas.restore()
        canvas.save()
        canvas.resetMatrix()
        canvas.drawImage(pose.over, 0, 0)
        canvas.restore()
        if pose.brows:
            self._draw_brows_through(canvas, pose.turn, face, roll)
        shading.relight(rows, pose.gain, pose.glow)
        return rows, openness

    def _draw_brows_through(self, canvas: skia.Canvas, turn: Turn, face: Face, roll: float) -> None:
        # Brows carry the feeling, so a fringe lets them show through, as it does in comics.
        with tilted(canvas, roll):
            canvas.saveLayerAlpha(None, 105)
            for side in (-1, 1):
                if side * turn.yaw < 0.5:
                    draw_brow(canvas, self.body, turn, face, side, hairs=False)
            canvas.restore()

    # Where things are.

    def _seen(self, point: Point, roll: float) -> Point:
        a = math.radians(roll)
        x, y = point[0], point[1] - 150
        x, y = x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a) + 150
        ox, oy = self.origin
        return (ox + x * self.scale, oy + y * self.scale)

    def _bounds(
        self, turn: Turn, roll: float, image: skia.Image
    ) -> tuple[skia.IRect, tuple[float, float, float, float]]:
        outline = [self._seen(p, roll) for p in head.contour(self.body, turn)]
        xs, ys = [p[0] for p in outline], [p[1] for p in outline]
        face = (min(xs), min(ys), max(xs), max(ys))
        margin = 10 * self.scale
        low = [self._seen(self.body.on_face(turn, x, y), roll) for x in (-95, 95) for y in (-112, self.body.chin - 4)]
        top, bottom = min(p[1] for p in low) - margin, max(p[1] for p in low)
        patch = skia.IRect.MakeLTRB(
            math.floor(face[0] - margin), math.floor(top), math.ceil(face[2] + margin), math.ceil(bottom)
        )
        patch.intersect(skia.IRect.MakeWH(image.width(), image.height()))
        return patch, face

    # Other views.

    def _draw_back(self, sway: float, breath: float) -> Sprite:
        surface, canvas = self._ground(self.reach)
        canvas.translate(0, -breath * BREATH - LIFT)
        draw_neck(canvas, self.body, 0, bares(self.outfit))
        draw_garment(canvas, self.body, self.outfit, back=True)
        draw_resting_arms(canvas, self.body, self.outfit, "none", 0.0)
        canvas.translate(0, LIFT)
        draw_nape(canvas, self.body, self.style, sway)
        image = self._finish(surface, 1.0)
        ox, oy = self.origin
        s = self.scale
        return Sprite(image, (ox, oy), self.head, (ox - 100 * s, oy + CROWN * s, ox + 100 * s, oy + 150 * s), 0.0)

    def _finish(self, surface: skia.Surface, strength: float) -> skia.Image:
        canvas = surface.getCanvas()
        canvas.resetMatrix()
        rims = shading.rims(surface.makeImageSnapshot(), self.light, self.scale, strength)
        self._light(canvas, rims)
        return surface.makeImageSnapshot()

    def _draw_dark(self, state: FigureState) -> Sprite:
        reach = (FEET + 60 - CROWN) / UNIT
        plain = self._layers(state, reach)[2]
        surface = shading.surface(plain.width(), plain.height())
        canvas = surface.getCanvas()
        canvas.drawImage(plain, 0, 0)
        canvas.drawPaint(shading.darkened((34, 26, 44, 255)))
        rims = shading.rims(plain, self.light, self.scale * 1.25, 1.3)
        canvas.drawImage(rims, 0, 0, skia.SamplingOptions(), shading.atop())
        turn, roll = turn_of(state), step(state.roll, 2)
        face = self._bounds(turn, roll, plain)[1]
        return Sprite(surface.makeImageSnapshot(), self._between_eyes(turn, roll), self.head, face, 0.0)
