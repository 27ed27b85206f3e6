"""The twelve faces and the fifteen mouth shapes, as numbers."""

from dataclasses import dataclass, fields

from ....memory.look import Emotion
from .state import FigureState


@dataclass(frozen=True)
class Face:
    """Where the movable parts of a face are."""

    brow_raise: float = 0.0
    """-1 lowered to 1 raised."""
    brow_knit: float = 0.0
    """-1 inner ends up (sorrow) to 1 inner ends down (anger)."""
    brow_tail: float = 0.0
    """Outer ends: -1 down to 1 up."""
    brow_skew: float = 0.0
    """The right brow of the picture above the left."""
    lids: float = 1.0
    squint: float = 0.0
    """Lower lids pushed up, 0 to 1."""
    iris: float = 1.0
    look_x: float = 0.0
    look_y: float = 0.0
    smile: float = 0.0
    """Corners: -1 down to 1 up."""
    skew: float = 0.0
    """One corner above the other."""
    open: float = 0.0
    wide: float = 0.0
    """-1 pursed to 1 stretched."""
    press: float = 0.0
    """Lips pressed together or rolled in."""
    pout: float = 0.0
    """Lips pushed forward and round."""
    bite: float = 0.0
    """Upper teeth on the lower lip."""
    tongue: float = 0.0
    teeth: float = 0.5
    blush: float = 0.0
    tears: float = 0.0
    wet: float = 0.0
    """Shine on the lower lids."""
    strain: float = 0.0
    """Folds between the brows and beside the nose."""
    pallor: float = 0.0
    """Blue shade over the brow."""


FACES: dict[Emotion, Face] = {
    "neutral": Face(smile=0.06),
    "joy": Face(
        brow_raise=0.4, lids=0.8, squint=0.7, smile=1.0, open=0.42, wide=0.5, teeth=1.0, blush=0.55, brow_knit=-0.05
    ),
    "tender": Face(
        brow_raise=0.12, brow_knit=-0.35, lids=0.84, squint=0.24, smile=0.5, blush=0.5, wet=0.2, look_y=0.06
    ),
    "sad": Face(
        brow_raise=0.05, brow_knit=-0.85, brow_tail=-0.3, lids=0.72, smile=-0.5, look_y=0.35, wet=0.55, blush=0.1
    ),
    "cry": Face(
        brow_knit=-1.0,
        brow_tail=-0.25,
        lids=0.66,
        squint=0.42,
        smile=-0.75,
        open=0.2,
        wide=0.15,
        teeth=0.75,
        blush=0.6,
        tears=1.0,
        wet=1.0,
        strain=0.25,
    ),
    "angry": Face(
        brow_raise=-0.5,
        brow_knit=1.0,
        brow_tail=0.45,
        lids=0.86,
        squint=0.22,
        smile=-0.55,
        open=0.2,
        wide=0.28,
        teeth=1.0,
        strain=0.9,
        iris=0.93,
    ),
    "cold": Face(brow_raise=-0.25, brow_knit=0.38, lids=0.66, smile=-0.2, press=0.15, iris=0.95, look_y=0.05),
    "fear": Face(
        brow_raise=0.7,
        brow_knit=-0.8,
        brow_tail=-0.1,
        lids=1.14,
        smile=-0.45,
        open=0.26,
        wide=0.1,
        teeth=0.6,
        iris=0.8,
        pallor=0.6,
        wet=0.35,
        strain=0.2,
    ),
    "shock": Face(brow_raise=1.0, brow_tail=0.15, lids=1.26, open=0.62, wide=-0.42, teeth=0.35, iris=0.76, pallor=0.35),
    "smirk": Face(brow_skew=0.85, brow_knit=0.15, lids=0.74, squint=0.2, smile=0.42, skew=0.85, look_x=0.12),
    "shame": Face(
        brow_knit=-0.6,
        brow_raise=-0.1,
        lids=0.6,
        smile=-0.18,
        press=0.45,
        blush=1.0,
        look_y=0.75,
        look_x=-0.45,
        wet=0.3,
    ),
    "resolve": Face(brow_raise=-0.35, brow_knit=0.6, brow_tail=0.3, lids=0.95, smile=-0.08, press=0.35, strain=0.25),
}

MOUTHS: dict[str, dict[str, float]] = {
    "sil": {},
    "PP": {"press": 1.0, "wide": -0.12},
    "FF": {"open": 0.16, "bite": 1.0, "teeth": 1.0, "wide": 0.05},
    "TH": {"open": 0.24, "tongue": 1.0, "teeth": 0.8, "wide": 0.08},
    "DD": {"open": 0.26, "tongue": 0.55, "teeth": 1.0, "wide": 0.1},
    "kk": {"open": 0.34, "tongue": 0.2, "teeth": 0.6, "wide": 0.05},
    "CH": {"open": 0.26, "pout": 0.55, "teeth": 1.0, "wide": -0.35},
    "SS": {"open": 0.15, "teeth": 1.0, "wide": 0.35},
    "nn": {"open": 0.22, "tongue": 0.6, "teeth": 0.9, "wide": 0.08},
    "RR": {"open": 0.28, "pout": 0.45, "teeth": 0.5, "wide": -0.3},
    "aa": {"open": 0.86, "teeth": 0.55, "wide": 0.02, "tongue": 0.12},
    "E": {"open": 0.44, "teeth": 0.9, "wide": 0.5},
    "I": {"open": 0.28, "teeth": 1.0, "wide": 0.72},
    "O": {"open": 0.62, "pout": 0.8, "teeth": 0.1, "wide": -0.62},
    "U": {"open": 0.3, "pout": 1.0, "teeth": 0.0, "wide": -0.8},
}
"""What each viseme makes of the lips; what it does not name is 0."""

LIPS = ("open", "wide", "press", "pout", "bite", "tongue", "teeth")


def between(a: Face, b: Face, t: float) -> Face:
    """Return the face at ``t`` from one to the other."""
    mixed = {f.name: getattr(a, f.name) + (getattr(b, f.name) - getattr(a, f.name)) * t for f in fields(Face)}
    return Face(**mixed)


def spoken(face: Face, mouth: tuple[tuple[str, float], ...]) -> Face:
    """Return the face saying something: the lips are the visemes', the corners keep half of the feeling.

    Raises ``KeyError`` for a name that is no viseme.
    """
    total = sum(weight for _, weight in mouth)
    rest = max(0.0, 1.0 - total)
    lips = dict.fromkeys(LIPS, 0.0)
    lips["teeth"] = 0.5 * rest
    for name, weight in mouth:
        share = weight / max(1.0, total)
        for part, value in MOUTHS[name].items():
            lips[part] += value * share
    lips["wide"] += 0.3 * face.wide
    values = {f.name: getattr(face, f.name) for f in fields(Face)} | lips
    values["smile"] = face.smile * 0.6
    return Face(**values)


def expression(state: FigureState) -> Face:
    """Return the face of a state: emotion, change of emotion, speech, gaze and blink together."""
    face = FACES[state.emotion]
    if state.towards is not None and state.blend > 0:
        face = between(face, FACES[state.towards], min(1.0, state.blend))
    if state.mouth:
        face = spoken(face, state.mouth)
    values = {f.name: getattr(face, f.name) for f in fields(Face)}
    values["lids"] = face.lids * state.lids
    values["look_x"] = max(-1.0, min(1.0, face.look_x + state.gaze[0]))
    values["look_y"] = max(-1.0, min(1.0, face.look_y + state.gaze[1]))
    return Face(**values)
