"""What the arms do: where elbows and wrists go, and how the hands lie."""

from dataclasses import dataclass, replace

import skia

from ....memory.bible import PropKind
from ....memory.look import Outfit
from ....memory.storyboard import Gesture
from .anatomy import Anatomy
from .body import Arm, arm_at_rest
from .garments import draw_arm
from .geometry import Point
from .hands import POSES, draw_hand


@dataclass(frozen=True)
class Reach:
    """One arm of a gesture: joints with x in shoulder widths (the arm's own side positive), y in figure units."""

    side: int
    elbow: Point
    wrist: Point
    hand: str
    angle: float
    """Of the fingers, degrees from upwards towards the body's middle."""
    near: float = 0.4
    size: float = 1.0
    thumb_in: bool = True
    """The thumb lies towards the body's middle."""


GESTURES: dict[Gesture, tuple[Reach, ...]] = {
    "none": (),
    "hold": (Reach(1, (1.06, 600), (0.62, 500), "hold", 14, 0.35),),
    "point": (Reach(1, (1.16, 590), (0.78, 432), "point", 74, 0.6, 1.12),),
    "cover_mouth": (Reach(1, (0.98, 520), (0.44, 232), "flat", 36, 0.3),),
    "cover_face": (
        Reach(-1, (0.96, 500), (0.31, 160), "flat", 7, 0.3),
        Reach(1, (0.96, 500), (0.31, 160), "flat", 7, 0.3),
    ),
    "hand_on_chest": (Reach(1, (1.08, 600), (0.66, 462), "flat", 66, 0.3),),
    "phone_to_ear": (Reach(1, (1.14, 500), (0.74, 196), "hold", 10, 0.3),),
    "arms_crossed": (
        Reach(-1, (1.06, 600), (-0.42, 536), "relaxed", 78, 0.2),
        Reach(1, (1.06, 606), (-0.34, 512), "flat", 64, 0.2),
    ),
    "reach": (Reach(1, (1.12, 560), (0.86, 360), "open", 4, 0.8, 1.4),),
}


BELOW = 300.0
"""From how far below its place a hand comes, figure units."""


def arm_of(body: Anatomy, reach: Reach, come: float = 1.0) -> Arm:
    """Return the arm in figure units, ``come`` of its way up from below."""
    rest = arm_at_rest(body, reach.side)
    s = reach.side * body.shoulder
    # Hands go to places on the face and the chest, which a broad man has no further apart than a slight one.
    x = reach.side * reach.wrist[0] * (110 + 0.4 * body.shoulder)
    below = 1 - come
    elbow = (reach.elbow[0] * s, reach.elbow[1] + 0.25 * BELOW * below)
    # It swings: a hand below is nearer to its own side.
    wrist = (x + (1.1 * s - x) * 0.5 * below, reach.wrist[1] + BELOW * below)
    return Arm(reach.side, rest.shoulder, elbow, wrist, reach.near)


def arms_of(gesture: Gesture, yaw: float) -> tuple[Reach, ...]:
    """Return the arms of a gesture; pointing and reaching go where the head is turned."""
    arms = GESTURES[gesture]
    if gesture in ("point", "reach") and yaw > 0.05:
        return tuple(replace(arm, side=-arm.side) for arm in arms)
    return arms


def draw_resting_arms(
    canvas: skia.Canvas, body: Anatomy, outfit: Outfit, gesture: Gesture, yaw: float, carried: int = 0
) -> None:
    """Draw the arms that hang; the one on the side ``carried`` lies in a sling."""
    busy = {carried, *(reach.side for reach in arms_of(gesture, yaw))}
    for side in (-1, 1):
        if side not in busy:
            arm = arm_at_rest(body, side)
            draw_hand(canvas, body, "relaxed", arm.wrist, 180 - side * 4, side > 0)
            draw_arm(canvas, body, outfit, arm)


def draw_gesture(
    canvas: skia.Canvas,
    body: Anatomy,
    outfit: Outfit,
    gesture: Gesture,
    holding: PropKind | None,
    yaw: float,
    come: float = 1.0,
) -> None:
    """Draw the arms that do something, ``come`` of their way up, with what they hold."""
    for reach in arms_of(gesture, yaw):
        arm = arm_of(body, reach, come)
        angle = -reach.side * reach.angle
        # The thumb is drawn to the left: towards the middle for an arm on the right of the picture.
        flip = (reach.side < 0) == reach.thumb_in
        held = gesture in ("hold", "phone_to_ear") and (holding is not None or gesture == "phone_to_ear")
        if held:
            draw_hand(canvas, body, reach.hand, arm.wrist, angle, flip, reach.size, "palm")
            _draw_held(canvas, body, reach, arm, angle, gesture, holding)
            draw_hand(canvas, body, reach.hand, arm.wrist, angle, flip, reach.size, "fingers")
        elif reach.side < 0 and gesture == "arms_crossed":
            pass
        else:
            draw_hand(canvas, body, reach.hand, arm.wrist, angle, flip, reach.size)
        draw_arm(canvas, body, outfit, arm, True)
        if gesture == "arms_crossed" and reach.side > 0:
            draw_hand(canvas, body, reach.hand, arm.wrist, angle, flip, reach.size)
            draw_arm(canvas, body, outfit, arm, True)


def _draw_held(
    canvas: skia.Canvas, body: Anatomy, reach: Reach, arm: Arm, angle: float, gesture: Gesture, holding: PropKind | None
) -> None:
    from ..props import draw_prop

    grip = POSES[reach.hand].grip
    canvas.save()
    canvas.translate(*arm.wrist)
    canvas.rotate(angle)
    size = (0.86 if not body.man else 1.04) * reach.size
    kind: PropKind = "phone" if gesture == "phone_to_ear" or holding is None else holding
    draw_prop(canvas, kind, grip[0] * size, grip[1] * size, 150.0 * size)
    canvas.restore()
