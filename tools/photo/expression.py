"""Expressions: what a face can do, each as a shift of all its points; a pose is a weighted sum of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ...memory.look import Emotion
from .faces import Face
from .mesh import CORNERS, COUNT, EYES, LOWER_EDGE, LOWER_RINGS, UPPER_EDGE, UPPER_RINGS, Eye, Frame, Points, with_rings

ACTIONS = (
    "jaw", "wide", "round", "close", "press", "bite", "smile", "brow", "knit", "sorrow", "squint", "blink_0", "blink_1",
)  # fmt: skip
Pose = Mapping[str, float]
"""Weights of actions, and ``teeth`` and ``tongue`` of the open mouth, 0 to 1; negative ones do the contrary."""

DROP = 0.118
"""How far the lower lip goes down with the jaw, in heights of the face."""
VISEMES: dict[str, dict[str, float]] = {
    "sil": {"close": 1.0},
    "PP": {"close": 1.0, "press": 0.7},
    "FF": {"close": 1.0, "bite": 1.0, "jaw": 0.08, "teeth": 1.0},
    "TH": {"close": 1.0, "jaw": 0.22, "wide": 0.1, "teeth": 0.8, "tongue": 1.0},
    "DD": {"close": 1.0, "jaw": 0.24, "wide": 0.15, "teeth": 0.8, "tongue": 0.5},
    "kk": {"close": 0.9, "jaw": 0.28, "wide": 0.05, "teeth": 0.5},
    "CH": {"close": 1.0, "jaw": 0.22, "round": 0.55, "teeth": 1.0},
    "SS": {"close": 1.0, "jaw": 0.16, "wide": 0.35, "teeth": 1.0},
    "nn": {"close": 1.0, "jaw": 0.22, "wide": 0.1, "teeth": 0.7, "tongue": 0.6},
    "RR": {"close": 1.0, "jaw": 0.26, "round": 0.4, "teeth": 0.4},
    "aa": {"close": 0.8, "jaw": 0.62, "wide": 0.05, "teeth": 0.55, "tongue": 0.4},
    "E": {"close": 0.8, "jaw": 0.4, "wide": 0.35, "teeth": 0.8, "tongue": 0.3},
    "I": {"close": 0.8, "jaw": 0.28, "wide": 0.5, "teeth": 1.0},
    "O": {"close": 1.0, "jaw": 0.5, "round": 0.7, "teeth": 0.25},
    "U": {"close": 1.0, "jaw": 0.27, "round": 1.0},
}
"""The fifteen mouths, at the strength of speech."""

EMOTIONS: dict[Emotion, dict[str, float]] = {
    "neutral": {},
    "joy": {"smile": 0.55, "squint": 0.35, "brow": 0.2},
    "tender": {"smile": 0.3, "squint": 0.15, "sorrow": 0.2},
    "sad": {"smile": -0.35, "sorrow": 0.6, "brow": -0.1},
    "cry": {"smile": -0.5, "sorrow": 0.8, "squint": 0.4},
    "angry": {"knit": 0.8, "brow": -0.4, "smile": -0.2, "squint": 0.3},
    "cold": {"knit": 0.2, "brow": -0.15, "smile": -0.12},
    "fear": {"sorrow": 0.5, "brow": 0.6, "squint": -0.25},
    "shock": {"brow": 0.9, "squint": -0.35},
    "smirk": {"smile": 0.35, "brow": 0.15},
    "shame": {"sorrow": 0.4, "smile": -0.2, "squint": 0.2},
    "resolve": {"knit": 0.35, "brow": -0.2, "smile": -0.05},
}
"""How faces that were photographed lean towards a feeling: a little, for the picture shows most of it already."""


@dataclass(frozen=True)
class Face3:
    """What the actions need to know of a face, in its own axes."""

    frame: Frame
    at: Points
    """468 x 2: the points, across and down in heights of the face, from the middle of the mouth."""
    half: float
    """Half of the mouth's width."""

    def half_of(self, depth: int) -> float:
        """Return half of the width of a ring of the lips, from the inner edge (0) to the outer one (3)."""
        return float(abs(self.at[CORNERS[1][depth], 0] - self.at[CORNERS[0][depth], 0]) / 2)


def actions(face: Face) -> Points:
    """Return the shifts of all vertices of the mesh for each action: len(ACTIONS) x vertices x 2, in pixels."""
    frame = Frame(face)
    at = frame.seen(face.points[:, :2])
    known = Face3(frame, at, float(abs(at[CORNERS[1][3], 0] - at[CORNERS[0][3], 0]) / 2))
    shifts = {
        "jaw": _jaw(known), "wide": _wide(known), "round": _round(known), "close": _close(known),
        "press": _press(known), "bite": _bite(known), "smile": _smile(known), "squint": _squint(known),
        "brow": _brows(known, lambda u: -0.035 * np.ones_like(u)),
        "knit": _brows(known, lambda u: 0.028 * (1 - u), inwards=0.018),
        "sorrow": _brows(known, lambda u: -0.032 * (1 - u) + 0.006 * u, inwards=0.008),
        "blink_0": _blink(known, EYES[0]), "blink_1": _blink(known, EYES[1]),
    }  # fmt: skip
    return np.stack([with_rings(frame.moved(shifts[name])) for name in ACTIONS])


def _smooth(x: Points, low: float, high: float) -> Points:
    u = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(u * u * (3 - 2 * u))


def _jaw(face: Face3) -> Points:
    """The lower lip and chin go down, about the ears; the corners follow a little."""
    u, v = face.at.T
    shift = np.zeros_like(face.at)
    below = np.exp(-((u / 0.37) ** 2)) * (0.2 + 0.8 * _smooth(v, 0.0, 0.1)) * (v > 0)
    shift[:, 1] = DROP * below
    shift[:, 0] = -0.1 * DROP * below * np.clip(u / 0.2, -1, 1)
    for depth, ring in enumerate(UPPER_RINGS):
        rows = list(ring)
        shift[rows] = 0
        arch = _arch(u[rows], face.half_of(depth))
        shift[rows, 1] = -0.05 * DROP * arch * (1 - 0.15 * depth)
    for depth, ring in enumerate(LOWER_RINGS):
        rows = list(ring)
        arch = _arch(u[rows], face.half_of(depth))
        shift[rows, 1] = DROP * (0.16 + 0.84 * arch) * (1 - 0.012 * depth)
        shift[rows, 0] = -0.05 * DROP * u[rows] / face.half
    for corner in CORNERS:
        shift[list(corner), 1] = 0.16 * DROP
        shift[list(corner), 0] = -0.22 * DROP * np.sign(u[list(corner)])
    return shift


def _arch(u: Points, half: float) -> Points:
    """Return 1 in the middle of the mouth and 0 at its corners."""
    return np.asarray(np.clip(1 - (u / half) ** 2, 0, 1) ** 0.62)


def _near_mouth(face: Face3, across: float, down: float) -> Points:
    u, v = face.at.T
    return np.asarray(np.exp(-((u / across) ** 2) - (v / down) ** 2))


def _wide(face: Face3) -> Points:
    near = _near_mouth(face, face.half * 1.9, 0.2)
    u = np.clip(face.at[:, 0] / face.half, -1.3, 1.3)
    return np.column_stack([0.3 * face.half * u * near, -0.006 * abs(u) * near])


def _round(face: Face3) -> Points:
    near = _near_mouth(face, face.half * 1.75, 0.17)
    u = np.clip(face.at[:, 0] / face.half, -1.1, 1.1)
    shift = np.column_stack([-0.38 * face.half * u * near, 0 * u])
    for rings, sign in ((UPPER_RINGS, -1), (LOWER_RINGS, 1)):
        for depth, ring in enumerate(rings):
            rows = list(ring)
            shift[rows, 1] += sign * 0.0045 * depth * _arch(face.at[rows, 0], face.half_of(depth))
    return shift


def _close(face: Face3) -> Points:
    """Lips that are apart in the picture meet; the lower one comes most of the way."""
    shift = np.zeros_like(face.at)
    gap = face.at[list(LOWER_RINGS[0]), 1] - face.at[list(UPPER_RINGS[0]), 1]
    # By a hair the landmarks are apart even where lips are not.
    gap = np.where(gap > 0.008, gap - 0.002, 0)
    for rings, share in ((UPPER_RINGS, 0.36), (LOWER_RINGS, -0.64)):
        for depth, ring in enumerate(rings):
            shift[list(ring), 1] = share * gap * (1 - 0.1 * depth)
    chin = _near_mouth(face, 0.2, 0.26) * (face.at[:, 1] > 0)
    loose = np.ones(COUNT, bool)
    loose[[i for ring in (*UPPER_RINGS, *LOWER_RINGS, *CORNERS) for i in ring]] = False
    shift[loose, 1] -= 0.45 * float(gap.max()) * chin[loose]
    return shift


def _press(face: Face3) -> Points:
    """Lips rolled in: their outer edges come towards the line between them."""
    shift = np.zeros_like(face.at)
    line = (face.at[list(UPPER_RINGS[0]), 1] + face.at[list(LOWER_RINGS[0]), 1]) / 2
    for rings in (UPPER_RINGS, LOWER_RINGS):
        for depth, ring in enumerate(rings):
            rows = list(ring)
            shift[rows, 1] = 0.11 * depth * (line - face.at[rows, 1])
    return shift


def _bite(face: Face3) -> Points:
    """The lower lip under the upper teeth."""
    shift = np.zeros_like(face.at)
    for depth, ring in enumerate(UPPER_RINGS):
        shift[list(ring), 1] = -0.016 * (1 - 0.2 * depth) * _arch(face.at[list(ring), 0], face.half_of(depth))
    for depth, ring in enumerate(LOWER_RINGS):
        shift[list(ring), 1] = (-0.003 - 0.006 * depth) * _arch(face.at[list(ring), 0], face.half_of(depth))
    return shift


def _smile(face: Face3) -> Points:
    shift = np.zeros_like(face.at)
    for corner, side in zip(CORNERS, (-1, 1), strict=True):
        far = face.at - face.at[corner[3]]
        near = np.exp(-(far**2).sum(axis=1) / (face.half * 0.85) ** 2)
        shift += near[:, None] * (0.02 * side, -0.038)
    return shift


def _brows(face: Face3, raised: Callable[[Points], Points], inwards: float = 0.0) -> Points:
    """Move brows by ``raised`` of how far out a point is, 0 at the inner end, 1 at the outer; the skin follows."""
    shift = np.zeros_like(face.at)
    for eye, side in zip(EYES, (-1, 1), strict=True):
        brow = face.at[list(eye.brow)]
        inner, outer = face.at[eye.brow[4], 0], face.at[eye.brow[0], 0]
        top = face.at[eye.upper[4], 1]
        out = np.clip((face.at[:, 0] - inner) / (outer - inner), -0.3, 1.2)
        middle = brow.mean(axis=0)
        far = (face.at - middle) / (abs(outer - inner) * 0.8, 0.1)
        near = np.exp(-(far**2).sum(axis=1)) * (face.at[:, 1] < top)
        near[list(eye.brow)] = np.maximum(near[list(eye.brow)], 0.9)
        near[[i for row in eye.rows[:1] for i in row] + list(eye.upper)] = 0
        shift[:, 1] += near * raised(np.clip(out, 0, 1))
        shift[:, 0] -= side * near * inwards
    return shift


def _squint(face: Face3) -> Points:
    shift = np.zeros_like(face.at)
    for eye in EYES:
        gap = face.at[list(eye.lower[1:-1]), 1] - face.at[list(eye.upper[1:-1]), 1]
        shift[list(eye.upper[1:-1]), 1] = 0.3 * gap
        shift[list(eye.lower[1:-1]), 1] = -0.25 * gap
        shift[list(eye.rows[0]), 1] = 0.15 * gap
        shift[list(eye.below), 1] = -0.16 * gap
    return shift


def _blink(face: Face3, eye: Eye) -> Points:
    """The upper lid comes down to the lower one; the fold above it is drawn along."""
    shift = np.zeros_like(face.at)
    upper, lower = face.at[list(eye.upper[1:-1])], face.at[list(eye.lower[1:-1])]
    way = lower - upper
    shift[list(eye.upper[1:-1])] = way * 0.97
    shift[list(eye.lower[1:-1])] = -way * 0.05
    shift[list(eye.rows[0])] = way * 0.34
    shift[list(eye.rows[1])] = way * 0.08
    return shift


def openness(face: Face) -> float:
    """Return how far apart the lips are in the picture, in heights of the face."""
    gap = face.points[list(LOWER_EDGE), 1] - face.points[list(UPPER_EDGE), 1]
    return float(max(gap.max(), 0.0) / face.height)
