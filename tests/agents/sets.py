"""A scouted set as a survey names its cameras and marks."""

from cliffhanger.memory.sets import Mark, Point, ScoutedSet, SetCamera
from cliffhanger.tools.sets.geometry import look_at

PLACES: dict[str, Point] = {
    "front": (0.0, 1.5, 2.4),
    "reverse": (0.0, 1.5, -2.4),
    "left": (-2.2, 1.5, 1.2),
    "right": (2.2, 1.5, 1.2),
    "high": (0.8, 2.3, 2.2),
    "low": (0.3, 0.5, 2.0),
    "wide": (-1.5, 1.6, 2.6),
}
"""Where each camera stands; all look at the middle."""

MARKS = (Mark(x=0.0, z=0.0), Mark(name="left", x=-1.0, z=0.2), Mark(name="back", x=0.4, z=-1.2))


def camera(name: str, seen: float = 0.96, saved: bool = False, at: Point | None = None) -> SetCamera:
    """Return a camera that looks at the middle of the set."""
    return SetCamera(name=name, eye=look_at(at or PLACES[name], (0.0, 1.4, 0.0), 45.0), seen=seen, saved=saved)


def scouted(location: str = "ward", take: str = "a" * 64, **seen: float) -> ScoutedSet:
    """Return a location's set with all cameras; ``seen`` is how much the footage saw of some of them."""
    cameras = tuple(camera(name, seen.get(name, 0.96)) for name in PLACES)
    return ScoutedSet(location=location, take=take, of="ward.mp4", cameras=cameras, marks=MARKS, hour="dusk")
