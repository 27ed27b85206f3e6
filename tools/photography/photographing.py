"""What a camera is that photographs: it reads words and is shown references."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from ..floor import Floor
from ..frame.spec import FrameAbilities
from ..picture.spec import ShotSpec
from ..take import Made, Take


@runtime_checkable
class Photographing(Protocol):
    """A staged maker of shots. Inputs: the takes of ``ShotSpec.references`` in order, then those of its adapters."""

    @property
    def tool(self) -> str:
        """Name of the backend, as written in keys."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same Spec would give another file."""
        ...

    @property
    def suffix(self) -> str:
        """File suffix of what it makes."""
        ...

    @property
    def shown(self) -> FrameAbilities:
        """What it can be shown."""
        ...

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have the shot made, put its segment at ``out`` and report on it; raise a ToolError otherwise."""
        ...
