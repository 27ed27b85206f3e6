"""What is asked of those who make sets and plates."""

from typing import Literal

from pydantic import Field

from ...memory.bible import ArtDirection, Hour, Weather
from ...memory.sets import Eye, Mark, SetCamera
from ..take import Spec


class CaptureSpec(Spec):
    """Footage to be measured: the take of the user's file is the one input. The capture is a zip (``Capture``)."""

    frames: int = Field(default=60, ge=12, le=160)
    """How many are kept at most."""
    width: int = Field(default=960, ge=320, le=1920)
    """Pixels of a kept frame's longer side."""
    tall: float = 0.0
    """Height in metres from the floor to the ceiling, or 0 if nobody measured: then it is judged from the footage."""


class FieldSpec(Spec):
    """A set from footage; the capture is the one input."""

    steps: int = Field(default=600, ge=50)
    size: int = Field(default=320, ge=96, le=1280)
    """Width in pixels of the pictures it learns from; colours are later taken from the frames as they were kept."""
    seed: int = 0


class PictureSetSpec(Spec):
    """A set from one picture, laid out by depth; the picture is the one input."""

    tall: float = 2.6
    """Metres from the floor to the ceiling."""


class PlateSpec(Spec):
    """Plates along the path of one shot; the set is the one input. The take is a zip (``Plates``)."""

    width: int
    height: int
    eyes: tuple[Eye, ...] = Field(min_length=1)
    """Keys along the path, from the first moment to the last; between them plates are warped."""
    taken: Hour = "day"
    """When the footage was."""
    hour: Hour = "day"
    """When the scene is: it is graded so."""
    weather: Weather = "clear"
    style: ArtDirection = "painterly"
    """The hand in which the series is drawn, into which the plates are brought."""
    real: bool = False
    """Whether they stay as they were filmed."""
    seed: int = 0


class Ground(Spec):
    """Where a shot is filmed, if in a scouted set; the take of the set is the last of the shot's inputs."""

    camera: SetCamera
    mark: Mark
    taken: Hour = "day"
    """When the footage was."""
    spares: tuple["Ground", ...] = ()
    """Where it is filmed instead if that camera has no room before the mark, in order; none if the user named both."""


Kind = Literal["field", "picture"]
"""What a file of a set holds."""
