"""Sets that can be filmed from any camera: their cameras, and where people stand in them."""

from pydantic import Field

from .bible import Hour
from .frozen import Frozen

Point = tuple[float, float, float]
"""Metres in the world of a set: x to the right and z towards us as the front camera looks, y up, the floor at y = 0."""


class Eye(Frozen):
    """One camera, standing still."""

    at: Point
    yaw: float = 0.0
    """Degrees: 0 looks along -z, 90 along +x."""
    pitch: float = Field(default=0.0, ge=-90, le=90)
    """Degrees, up."""
    roll: float = 0.0
    """Degrees, clockwise as the camera sees it turn, so that the picture turns the other way."""
    fov: float = Field(default=40.0, gt=1, lt=150)
    """Vertical angle of view in degrees."""


class SetCamera(Frozen):
    """A camera of a set that has a name."""

    name: str
    """``front``, ``reverse``, ``left``, ``right``, ``high``, ``low``, ``wide``, or as the user calls it."""
    eye: Eye
    seen: float = Field(default=1.0, ge=0, le=1)
    """Share of its 9:16 picture that the footage saw; the rest would be made up."""
    saved: bool = False
    """Whether the user placed it."""


class Mark(Frozen):
    """Where somebody stands."""

    name: str = "middle"
    x: float
    z: float
    saved: bool = False
    """Whether the user placed it."""


class ScoutedSet(Frozen):
    """A location of the series that is filmed in a set made of footage or of a picture."""

    location: str
    """Id of the location."""
    take: str
    """Key of the take of the set."""
    of: str
    """The name of the file that it was made of."""
    cameras: tuple[SetCamera, ...]
    marks: tuple[Mark, ...]
    """The first is where one stands unless told otherwise."""
    hour: Hour = "day"
    """When the footage was taken."""

    def camera(self, name: str) -> SetCamera | None:
        """Return the camera of that name; None if there is none."""
        return next((camera for camera in self.cameras if camera.name == name), None)


class Sets(Frozen):
    """The scouted sets of one season, as one document (``("sets", "s01")``); a season takes over those before it."""

    sets: tuple[ScoutedSet, ...] = ()

    def of(self, location: str) -> ScoutedSet | None:
        """Return the set of a location; None if it is drawn."""
        return next((one for one in self.sets if one.location == location), None)

    def with_set(self, one: ScoutedSet) -> "Sets":
        """Return these with a set added, or put in the place of its location's earlier one."""
        others = (other for other in self.sets if other.location != one.location)
        return Sets(sets=tuple(sorted((*others, one), key=lambda each: each.location)))
