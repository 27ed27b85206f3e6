"""When two moments look the same: steps too small to see, and the keys pictures are kept under."""

from collections.abc import Hashable

from .emotion import Face
from .geometry import Turn
from .state import FigureState


def turn_of(state: FigureState) -> Turn:
    """Return the turn of the head, in steps."""
    return Turn(step(state.yaw, 32), step(state.pitch, 16))


def step(value: float, parts: int) -> float:
    """Round to steps too small to see, so that equal pictures are drawn once."""
    return round(value * parts) / parts


def pose_key(state: FigureState) -> tuple[Hashable, ...]:
    """Return what the pose depends on."""
    return (
        step(state.yaw, 32),
        step(state.pitch, 16),
        step(state.roll, 2),
        step(state.sway, 4),
        state.gesture,
        step(state.reach, 4),
        state.holding,
        state.wet,
    )


def face_key(face: Face) -> tuple[float, ...]:
    """Return what the features depend on."""
    return tuple(round(value, 2) for value in vars(face).values())
