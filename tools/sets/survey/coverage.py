"""Coverage: in which directions, and up to which height, a place was seen; where not to point a camera."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye, Mark
from .survey import SOLID, UNKNOWN, Survey

TURNS = 24
"""Directions that are asked for, all around."""
ENOUGH = 0.6
"""Share of the view in one direction that must have been seen."""
SIDES = ("ahead", "ahead on the right", "to the right", "behind on the right", "behind", "behind on the left",
         "to the left", "ahead on the left")  # fmt: skip
"""As the front camera looks, by eighths of a turn."""


@dataclass(frozen=True)
class Coverage:
    """What can be said of a survey, from its first mark."""

    turns: tuple[float, ...]
    """Share that was seen in each direction, from straight ahead on, clockwise as seen from above."""
    up: float
    """Share seen of what is 40 degrees up."""
    top: float
    """Metres up to which walls were seen well."""
    share: float
    """Of the turn around, how much was seen."""
    floor: float
    """Square metres of floor on which one can stand."""

    @property
    def blind(self) -> tuple[str, ...]:
        """Return the sides on which too little was seen, in words."""
        eighths = np.array(self.turns).reshape(TURNS)
        found = []
        for number, name in enumerate(SIDES):
            middle = number * TURNS // 8
            around = [eighths[(middle + step) % TURNS] for step in (-1, 0, 1)]
            if float(np.mean(around)) < ENOUGH:
                found.append(name)
        return tuple(found)


def covered(survey: Survey, mark: Mark) -> Coverage:
    """Return the coverage of a survey as a camera sees it that stands at a mark."""
    from .marks import standable

    turns = tuple(_seen(survey, mark, 360 * number / TURNS, 0, 40) for number in range(TURNS))
    ahead = [_seen(survey, mark, 360 * number / TURNS, 52, 44) for number in range(TURNS) if turns[number] >= ENOUGH]
    return Coverage(
        turns=tuple(round(turn, 3) for turn in turns),
        up=round(float(np.mean(ahead)), 3) if ahead else 0.0,
        top=_top(survey),
        share=round(float(np.mean([turn >= ENOUGH for turn in turns])), 3),
        floor=round(float(standable(survey).sum()) * survey.cell**2, 1),
    )


def density(survey: Survey) -> npt.NDArray[np.float32]:
    """Return how well each column (x, z) was seen, 0 to 1."""
    low, high = (round((y - survey.origin[1]) / survey.cell) for y in (0.2, 1.9))
    part = np.where(survey.kind[:, low:high] == UNKNOWN, 0, survey.frames[:, low:high]).astype(np.float32)
    best = part.mean(axis=1)
    return np.asarray(np.sqrt(best / max(1.0, float(np.percentile(best, 98)))).clip(0, 1), np.float32)


def tallness(survey: Survey) -> npt.NDArray[np.float32]:
    """Return how high what stands in each column (x, z) is: 0 nothing, 1 two metres and more."""
    low, high = (round((y - survey.origin[1]) / survey.cell) for y in (0.25, 2.0))
    solid = survey.kind[:, low:high] == SOLID
    top = (np.arange(1, high - low + 1)[None, :, None] * solid).max(axis=1)
    return np.asarray(top / (high - low), np.float32)


def _seen(survey: Survey, mark: Mark, yaw: float, pitch: float, fov: float) -> float:
    at = mark.x, 1.45, mark.z
    return float(survey.seen(Eye(at=at, yaw=yaw, pitch=pitch, fov=fov), 6, 10).mean())


def _top(survey: Survey) -> float:
    """Return up to which height surfaces were seen about as well as at eye level."""
    count = (survey.kind == SOLID).sum(axis=(0, 2)).astype(float)
    heights = survey.origin[1] + (np.arange(len(count)) + 0.5) * survey.cell
    level = float(np.median(count[(heights > 0.5) & (heights < 1.6)])) if len(count) else 0.0
    good = [height for height, one in zip(heights, count, strict=True) if one >= 0.4 * level and height > 0.5]
    top = float(max(good)) if level and good else 0.0
    return round(top, 1)
