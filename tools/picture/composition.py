"""Composition: where each figure of a shot stands in the frame, how large, and how it is turned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...memory.storyboard import Angle, Framing
from .retake import dice
from .spec import FigureSpec, ShotSpec


@dataclass(frozen=True)
class Standing:
    """One figure's place in the frame."""

    index: int
    """Which figure of the Spec."""
    x: float
    """Midpoint of its eyes, fraction of the frame's width."""
    y: float
    """The same, fraction of its height."""
    head: float
    """Crown to chin, fraction of the frame's height."""
    yaw: float = 0.0
    """Turn of the head: -1 to the picture's left, 1 to its right."""
    back: bool = False
    """Seen from behind."""
    depth: float = 1.0
    """1 is the plane in focus; a nearer one is above 1."""
    blur: float = 0.0
    """Softness, as a fraction of the head."""
    shade: float = 0.0
    """How much it is darkened, 0 to 1."""


@dataclass(frozen=True)
class Size:
    """What a framing asks of one figure that has the frame for itself."""

    head: float
    eyes: float
    """Height of the eyes in the frame, from the top."""


SIZES: dict[Framing, Size] = {
    "extreme_close_up": Size(0.57, 0.350),
    "close_up": Size(0.405, 0.370),
    "medium_close_up": Size(0.300, 0.350),
    "medium": Size(0.225, 0.325),
    "wide": Size(0.128, 0.375),
    "over_shoulder": Size(0.300, 0.350),
    "two_shot": Size(0.245, 0.360),
    "silhouette": Size(0.160, 0.420),
    "panels": Size(0.57, 0.350),
    "insert": Size(0.34, 0.300),
    "establishing": Size(0.128, 0.375),
    "title": Size(0.190, 0.560),
    "end": Size(0.190, 0.560),
}

_CROWD = {1: 1.0, 2: 0.74, 3: 0.56, 4: 0.46}
"""How much smaller heads are when so many share a frame."""

_TURN = {"camera": 0.0, "left": -0.5, "right": 0.5, "away": 0.0}


def compose(spec: ShotSpec) -> tuple[Standing, ...]:
    """Return the figures' places, in the order in which they are drawn: far ones first."""
    figures = spec.figures
    if not figures:
        return ()
    if spec.framing == "over_shoulder" and len(figures) > 1:
        places = _over_shoulder(figures)
    elif len(figures) == 1:
        places = (_alone(figures[0], spec),)
    else:
        places = _together(spec)
    return _stood_anew(tuple(_seen_from(place, spec.angle) for place in places), spec.seed)


def _stood_anew(places: tuple[Standing, ...], seed: int) -> tuple[Standing, ...]:
    """Return the places as a camera sees them that stands a little elsewhere: of a first take as they are."""
    draw = dice(seed, "camera stands")
    if draw is None:
        return places
    nearer = draw.choice((0.93, 0.95, 1.05, 1.07))
    across, down = draw.choice((-1, 1)) * draw.uniform(0.016, 0.034), draw.uniform(-0.012, 0.012)
    return tuple(
        replace(
            place,
            x=0.5 + (place.x - 0.5) * nearer + across * place.depth,
            y=place.y + down,
            head=place.head * nearer,
        )
        for place in places
    )


def _alone(figure: FigureSpec, spec: ShotSpec) -> Standing:
    size = SIZES[spec.framing]
    yaw = _TURN[figure.faces]
    # Lead room: one who looks to the left stands to the right of the middle.
    room = 0.055 if spec.framing in {"extreme_close_up", "close_up"} else 0.085
    side = -1 if yaw > 0 else 1 if yaw < 0 else 0
    if side == 0 and figure.gaze in {"left", "right"}:
        side, room = (1 if figure.gaze == "left" else -1), room * 0.5
    tall = 0.018 * figure.look.height * size.head / 0.3
    return Standing(0, 0.5 + side * room, size.eyes - tall, size.head, yaw, back=figure.faces == "away")


def _together(spec: ShotSpec) -> tuple[Standing, ...]:
    size = SIZES[spec.framing]
    figures = spec.figures[:4]
    count = len(figures)
    shrink = 1.0 if spec.framing == "two_shot" and count == 2 else _CROWD[count]
    if spec.framing in {"wide", "silhouette", "title", "end"}:
        shrink = max(shrink, 0.86)
    head = min(size.head * shrink, 0.27 if count == 2 else 0.2)
    places = [_in_row(index, figure, count, head, size.eyes) for index, figure in enumerate(figures)]
    # The taller ones stand behind the shorter ones, so nobody is hidden.
    return tuple(sorted(places, key=lambda place: (place.y, place.index)))


def _in_row(index: int, figure: FigureSpec, count: int, head: float, eyes: float) -> Standing:
    across = index / (count - 1)
    # Shoulder to shoulder, overlapping a little; never so near the edge that hair is cut.
    reach = min(0.205, 0.80 * head / 0.5625) if count == 2 else 0.31
    x = 0.5 + reach * (2 * across - 1)
    inward = 0.5 * (1 - 2 * across)
    yaw = inward if figure.faces == "camera" else _TURN[figure.faces]
    y = eyes - 0.26 * head * figure.look.height - (0.10 * head if figure.look.sex == "man" else 0.0)
    y += 0.05 * head * (index % 2)
    return Standing(index, x, y, head, yaw, back=figure.faces == "away")


def _over_shoulder(figures: Sequence[FigureSpec]) -> tuple[Standing, ...]:
    size = SIZES["over_shoulder"]
    speaker = figures[1]
    # The listener's back fills the side to which the speaker turns.
    side = 1 if speaker.faces == "right" else -1
    tall = 0.03 * (speaker.look.height - figures[0].look.height)
    facing = Standing(1, 0.5 - side * 0.115, size.eyes - tall, size.head, 0.30 * side, back=speaker.faces == "away")
    listener = Standing(0, 0.5 + side * 0.40, 0.615, 0.43, back=True, depth=1.35, blur=0.020, shade=0.34)
    return (facing, listener)


def _seen_from(place: Standing, angle: Angle) -> Standing:
    """Return the place as a camera from above or below sees it."""
    if angle == "low":
        return replace(place, head=place.head * 1.05, y=place.y - 0.012)
    if angle == "high":
        return replace(place, head=place.head * 0.95, y=place.y + 0.022)
    return place


PITCH: dict[Angle, float] = {"eye": 0.0, "high": 0.5, "low": -0.5, "dutch": 0.0}
"""How the head is tipped by the angle: 1 looks down at the floor, -1 up."""

ROLL: dict[Angle, float] = {"eye": 0.0, "high": 0.0, "low": 0.0, "dutch": 6.5}
"""Roll of the camera in degrees."""
