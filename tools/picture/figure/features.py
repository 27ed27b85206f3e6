"""The features of a face, drawn on its empty skin."""

import skia

from .anatomy import Anatomy
from .brows import draw_brow
from .emotion import Face
from .eyes import Eye, draw_eye, draw_tears
from .geometry import Turn
from .head import draw_age
from .mouth import draw_mouth
from .pigment import fade, glow


def draw_features(
    canvas: skia.Canvas, body: Anatomy, turn: Turn, outline: skia.Path, face: Face, eyes: bool = True
) -> None:
    """Draw blush, lines, mouth, eyes with their brows, and tears."""
    canvas.clipPath(outline, skia.ClipOp.kIntersect, True)
    _draw_blush(canvas, body, turn, face)
    draw_age(canvas, body, turn, face.smile, face.strain)
    draw_mouth(canvas, body, turn, face)
    sides = (-1, 1) if turn.yaw < 0 else (1, -1)
    for side in sides if eyes else ():
        draw_eye(canvas, Eye(body, turn, face, side))
        draw_brow(canvas, body, turn, face, side)
    if face.tears > 0.05:
        draw_tears(canvas, body, turn, face)


def _draw_blush(canvas: skia.Canvas, body: Anatomy, turn: Turn, face: Face) -> None:
    rose = (232, 88, 92, 255)
    base = 34.0 if not body.man else 12.0
    for m in (-1, 1):
        alpha = base * (1 - 0.6 * body.old) + 92 * face.blush
        glow(canvas, body.on_face(turn, m * 55, 45), 34, 21, fade(rose, alpha), m * -8)
    glow(canvas, body.on_face(turn, 0, body.nose_y - 8, 20), 15, 9, fade(rose, 16 + 60 * face.blush))
    if face.pallor > 0.05:
        glow(canvas, body.on_face(turn, 0, -70), 96, 40, (96, 110, 190, round(88 * face.pallor)))
