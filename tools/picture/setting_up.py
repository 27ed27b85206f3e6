"""Setting up: the composition of a shot becomes a camera in the set that a file holds."""

from pathlib import Path

from ..sets.opening import open_set
from ..sets.shooting.set_up import SetUp, set_up
from .composition import compose
from .spec import ShotSpec


def planned(spec: ShotSpec, the_set: Path) -> SetUp:
    """Return where the camera of a shot stands in a set, and who is where; MakerRefused if it would see nothing."""
    standings = compose(spec) if spec.framing != "establishing" else ()
    return set_up(spec, standings, open_set(the_set))
