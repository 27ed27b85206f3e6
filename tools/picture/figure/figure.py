"""A person who can be filmed: draws the pose once, the face often, the light on both."""

import math
from dataclasses import dataclass

import numpy as np
import skia

from ....memory.look import Look, Outfit, Wound
from ..light import Light
from ..windows import Box, box
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
from .jaw import Jaw
from .keys import face_key, pose_key, step, turn_of
from .mouth import openness as opened
from .nape import draw_nape
from .pigment import tilted
from .shelf import Shelf
from .state import FigureState, Sprite
from .wounds import draw_on_face, draw_sling, side_of

UNIT = 300.0
"""Figure units from crown to chin."""
ABOVE, ASIDE = 250.0, 430.0
"""Room over the eyes and beside them, figure units: in it is the whole of a figure."""
BREATH = 2.0
"""How far a full breath raises the figure, figure units."""
AROUND, ROOM = 26.0, 12.0
"""What must be drawn around a piece for its rims to be right, and room for the camera to move, figure units."""
LOWEST_LID = 40.0
"""How far below the line between the eyes they reach, bags and all, figure units."""
PIECES = 12
"""How many pieces of poses are kept, and of drawings: those of a few moments."""
LIFT = 26.0
"""How far the shoulders are drawn up to the chin."""


@dataclass(frozen=True)
class Place:
    """Where a pose has its face, pixels of the whole figure."""

    anchor: Point
    face: tuple[float, float, float, float]
    patch: Box
    """Where the features are."""
    lids: float
    """No eye reaches below this."""
    jaw: Jaw


@dataclass(frozen=True)
class Pose:
    """A figure without its features: what lies under and over them, and its light."""

    turn: Turn
    under: skia.Image | None
    over: skia.Image | None
    """What lies under and over the features, there only; None if no feature is drawn."""
    lit: shading.Pixels
    """Everything, lit, with the face still empty."""
    light: shading.Lit
    """The light where the features are."""
    patch: Box
    """Where the features are, pixels of what was drawn."""
    place: Place
    area: Box
    """What of the figure was drawn, pixels; all of the above lies in it."""
    outline: skia.Path
    """Of the face, figure units."""
    brows: bool
    """Whether the brows show through the fringe."""


class Figure:
    """One person in one outfit, one light and one size; ``head`` is crown to chin in pixels."""

    def __init__(
        self,
        look: Look,
        outfit: Outfit,
        light: Light,
        head: float,
        reach: float = 5.5,
        keep: tuple[int, int] = (10, 24),
        aside: float = ASIDE,
        wound: Wound | None = None,
    ) -> None:
        """Make ready to draw; ``reach`` is how many heads the sprite goes down from the crown.

        ``aside``: how far it goes to either side of the eyes, figure units.
        ``keep``: how many poses and how many finished drawings stay in memory.
        """
        self.look, self.outfit, self.light, self.head, self.wound = look, outfit, light, head, wound
        self.body = Anatomy(look, light)
        self.style = style_of(self.body)
        self.scale = head / UNIT
        self.reach = reach
        self.aside = aside
        self._poses: Shelf[Pose] = Shelf(keep[0])
        self._sprites: Shelf[Sprite] = Shelf(keep[1])
        self._backs: Shelf[Sprite] = Shelf(4)
        self._even: shading.Lit | None = None
        self._places: Shelf[Place] = Shelf(64)
        self._margin = math.ceil(AROUND * self.scale)
        self.start()

    @property
    def origin(self) -> Point:
        """The pixel of the point between the eyes of a head that looks straight ahead."""
        return (round(self.aside * self.scale), round(ABOVE * self.scale))

    def sprite(self, state: FigureState) -> Sprite:
        """Return the figure in that state."""
        face = expression(state)
        breath = step(state.breath, 8)
        key = (pose_key(state), face_key(face), breath)
        return self._sprites.get(key, lambda: self._draw(self._whole(state), state, face, breath))

    def piece(self, state: FigureState, part: Box, kept: Box) -> Sprite:
        """Return the figure in that state, drawn in ``part`` of its sprite at least; eyes only if ``kept`` has some.

        Its anchor and face are where they are in that piece, or beside it.
        """
        face, pose = expression(state), self._piece(state, part)
        eyes = kept.top < pose.place.lids and kept.common(pose.place.patch).area > 0
        key = (pose_key(state), face_key(face), pose.area, eyes)
        return self._pieces_drawn.get(key, lambda: self._draw(pose, state, face, 0.0, eyes))

    def start(self) -> None:
        """Forget all pieces: which of them is there must not depend on what was drawn before a shot."""
        self._pieces: Shelf[Pose] = Shelf(PIECES)
        self._pieces_drawn: Shelf[Sprite] = Shelf(PIECES)

    def place(self, state: FigureState) -> Place:
        """Return where the face of a pose is, without drawing it."""
        return self._places.get(pose_key(state), lambda: self._place(state))

    @property
    def bounds(self) -> Box:
        """What the whole sprite has, pixels."""
        return Box(0, 0, *self._size(self.reach))

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
        # Even, because rims are found at half the size.
        return 2 * math.ceil(self.aside * self.scale), 2 * math.ceil((ABOVE + below) * self.scale / 2)

    def _ground(self, area: Box) -> tuple[shading.Pixels, skia.Canvas]:
        rows = np.zeros((area.height, area.width, 4), np.uint8)
        canvas = shading.drawn_on(rows).getCanvas()
        canvas.translate(self.origin[0] - area.left, self.origin[1] - area.top)
        canvas.scale(self.scale, self.scale)
        return rows, canvas

    def _layers(self, state: FigureState, area: Box) -> tuple[shading.Pixels, shading.Pixels, shading.Pixels]:
        """Return what lies under the features, what lies over them, and both together, unlit."""
        turn, roll = turn_of(state), step(state.roll, 2)
        sway = step(state.sway, 4)
        under, canvas = self._ground(area)
        self._draw_under(canvas, state, turn, roll, sway)
        over, canvas = self._ground(area)
        self._draw_over(canvas, state, turn, roll, sway)
        whole = under.copy()
        shading.drawn_on(whole).getCanvas().drawImage(shading.picture(over), 0, 0)
        return under, over, whole

    def _whole(self, state: FigureState) -> Pose:
        return self._poses.get(pose_key(state), lambda: self._pose(state, self.bounds))

    def _piece(self, state: FigureState, part: Box) -> Pose:
        """Return a pose that was drawn in that part at least: with what the rims on it come from, and some room."""
        key, need = pose_key(state), part.common(self.bounds)
        for kept, pose in self._pieces.items():
            if kept == (key, pose.area) and need.common(self._sure(pose.area)) == need:
                return pose
        area = need.grown(self._margin + round(ROOM * self.scale)).snapped(2).common(self.bounds)
        return self._pieces.get((key, area), lambda: self._pose(state, area))

    def _sure(self, area: Box) -> Box:
        """Return the part of an area in which the rims are right."""
        inner, whole = area.grown(-self._margin), self.bounds
        return Box(
            inner.left if area.left else 0,
            inner.top if area.top else 0,
            inner.right if area.right < whole.right else whole.right,
            inner.bottom if area.bottom < whole.bottom else whole.bottom,
        )

    def _pose(self, state: FigureState, area: Box) -> Pose:
        place = self.place(state)
        under, over, rows = self._layers(state, area)
        light = shading.light_on(rows, self._even_light(), shading.rims(rows, self.light, self.scale), area)
        shading.relight(rows, light.gain, light.glow)
        patch = place.patch.common(area).moved(-area.left, -area.top)
        there = patch.slices
        turn = turn_of(state)
        return Pose(
            turn=turn,
            under=shading.picture(under[there]) if patch.area else None,
            over=shading.picture(over[there]) if patch.area else None,
            lit=rows,
            light=shading.Lit(light.gain[there].copy(), light.glow[there].copy()),
            patch=patch,
            place=place,
            area=area,
            outline=head.face_path(self.body, turn),
            brows=state.gesture != "cover_face",
        )

    def _place(self, state: FigureState) -> Place:
        turn, roll = turn_of(state), step(state.roll, 2)
        patch, face = self._bounds(turn, roll)
        lids = max(self._seen(self.body.on_face(turn, m * self.body.eye_x, LOWEST_LID), roll)[1] for m in (-1, 1))
        return Place(self._between_eyes(turn, roll), face, patch, lids, self._jaw(turn, roll, face))

    def _even_light(self) -> shading.Lit:
        """Return what of the light is the same in every pose; found once."""
        if self._even is None:
            self._even = shading.even_light(self.light, self.origin, self.scale, *self._size(self.reach))
        return self._even

    def _jaw(self, turn: Turn, roll: float, face: tuple[float, float, float, float]) -> Jaw:
        lips, chin = (self._seen(self.body.on_face(turn, 0, y), roll) for y in (self.body.mouth_y, self.body.chin))
        return Jaw(lips, chin, (face[2] - face[0]) / 2, self.scale)

    def _between_eyes(self, turn: Turn, roll: float) -> Point:
        left, right = (self._seen(self.body.on_face(turn, m * self.body.eye_x, 0), roll) for m in (-1, 1))
        return ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)

    def _draw_under(self, canvas: skia.Canvas, state: FigureState, turn: Turn, roll: float, sway: float) -> None:
        body, style = self.body, self.style
        with tilted(canvas, roll):
            hair.draw_behind(canvas, body, style, turn, sway, state.wet)
        canvas.save()
        canvas.translate(turn.yaw * 6, -LIFT)
        canvas.scale(1 - 0.07 * abs(turn.yaw), 1)
        draw_neck(canvas, body, turn.yaw, bares(self.outfit))
        draw_garment(canvas, body, self.outfit)
        carried = side_of(body) if self.wound == "sling" else 0
        draw_resting_arms(canvas, body, self.outfit, state.gesture, turn.yaw, carried)
        if carried:
            draw_sling(canvas, body, self.outfit)
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
            if self.wound:
                draw_on_face(canvas, body, turn, self.wound)
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
            draw_gesture(canvas, body, self.outfit, state.gesture, state.holding, turn.yaw, step(state.reach, 4))

    # The face: what moves.

    def _draw(self, pose: Pose, state: FigureState, face: Face, breath: float, eyes: bool = True) -> Sprite:
        place, area = pose.place, pose.area
        rows, openness = pose.lit.copy(), opened(self.body, face)
        if pose.patch.area:
            rows[pose.patch.slices] = self._patch(pose, face, step(state.roll, 2), eyes)
        if state.gesture not in ("cover_mouth", "cover_face"):
            place.jaw.lower(rows, openness, area, self.bounds)
        if breath:
            rows = shading.raised(rows, breath * BREATH * self.scale)
        x, y = place.anchor
        left, top, right, bottom = place.face
        seen = (left - area.left, top - area.top, right - area.left, bottom - area.top)
        return Sprite(rows, (x - area.left, y - area.top), self.head, seen, openness)

    def _patch(self, pose: Pose, face: Face, roll: float, eyes: bool) -> shading.Pixels:
        area = pose.patch.moved(pose.area.left, pose.area.top)
        rows = np.zeros((area.height, area.width, 4), np.uint8)
        canvas = shading.drawn_on(rows).getCanvas()
        canvas.drawImage(pose.under, 0, 0)
        canvas.translate(self.origin[0] - area.left, self.origin[1] - area.top)
        canvas.scale(self.scale, self.scale)
        canvas.save()
        with tilted(canvas, roll):
            draw_features(canvas, self.body, pose.turn, pose.outline, face, eyes)
        canvas.restore()
        canvas.save()
        canvas.resetMatrix()
        canvas.drawImage(pose.over, 0, 0)
        canvas.restore()
        if pose.brows and eyes:
            self._draw_brows_through(canvas, pose.turn, face, roll)
        shading.relight(rows, pose.light.gain, pose.light.glow)
        return rows

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

    def _bounds(self, turn: Turn, roll: float) -> tuple[Box, tuple[float, float, float, float]]:
        outline = [self._seen(p, roll) for p in head.contour(self.body, turn)]
        xs, ys = [p[0] for p in outline], [p[1] for p in outline]
        face = (min(xs), min(ys), max(xs), max(ys))
        margin = 10 * self.scale
        low = [self._seen(self.body.on_face(turn, x, y), roll) for x in (-95, 95) for y in (-112, self.body.chin - 4)]
        top, bottom = min(p[1] for p in low) - margin, max(p[1] for p in low)
        patch = box(face[0] - margin, top, face[2] + margin, bottom).common(self.bounds)
        return patch, face

    # Other views.

    def _draw_back(self, sway: float, breath: float) -> Sprite:
        rows, canvas = self._ground(self.bounds)
        canvas.translate(0, -breath * BREATH - LIFT)
        draw_neck(canvas, self.body, 0, bares(self.outfit))
        draw_garment(canvas, self.body, self.outfit, back=True)
        draw_resting_arms(canvas, self.body, self.outfit, "none", 0.0)
        canvas.translate(0, LIFT)
        draw_nape(canvas, self.body, self.style, sway)
        light = shading.light_on(rows, self._even_light(), shading.rims(rows, self.light, self.scale), self.bounds)
        shading.relight(rows, light.gain, light.glow)
        ox, oy = self.origin
        s = self.scale
        return Sprite(rows, (ox, oy), self.head, (ox - 100 * s, oy + CROWN * s, ox + 100 * s, oy + 150 * s), 0.0)

    def _draw_dark(self, state: FigureState) -> Sprite:
        reach = (FEET + 60 - CROWN) / UNIT
        rows = self._layers(state, Box(0, 0, *self._size(reach)))[2]
        rims = shading.rims(rows, self.light, self.scale * 1.25, 1.3)
        shading.drawn_on(rows).getCanvas().drawPaint(shading.darkened((34, 26, 44, 255)))
        shading.add_rims(rows, rims)
        turn, roll = turn_of(state), step(state.roll, 2)
        face = self._bounds(turn, roll)[1]
        return Sprite(rows, self._between_eyes(turn, roll), self.head, face, 0.0)
