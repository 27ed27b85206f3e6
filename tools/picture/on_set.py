"""On set: a shot is filmed in a scouted set; first the plates along its camera's path, then the people in them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import MakerRefused
from ..floor import Floor
from ..placing import place
from ..sets.shooting.plates import Plates
from ..sets.shooting.set_up import SetUp, plate_spec
from ..sets.spec import PlateSpec
from ..take import Made, Maker, Take
from .setting_up import planned
from .spec import ShotSpec


@dataclass(frozen=True)
class DrawnOnSet:
    """Makes a silent mp4 segment of people drawn in a scouted set. Inputs: the plates, then the set."""

    tool = "drawn-on-set"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Film the shot into ``out``; raise a ToolError and leave nothing there otherwise. Facts: as of ``Drawn``."""
        from .encode import Encoding, encode
        from .filming import Filming
        from .located import located_scene

        if len(inputs) != 2:
            raise MakerRefused(f"a shot on a set is filmed with its plates and its set, and {len(inputs)} were given")
        plates, the_set = (Path(take.path) for take in inputs)
        filming = Filming(spec, located_scene(spec, plates, the_set))
        encode(filming.frames(), out, Encoding(spec.width, spec.height, spec.fps, spec.draft))
        return Made(seconds=spec.frames / spec.fps, facts=filming.facts())


@dataclass(frozen=True)
class OnSet:
    """Films a shot in a scouted set, whose take is the last input; plates and segment are takes of their own."""

    plates: Maker[PlateSpec] = field(default_factory=Plates)
    drawn: Maker[ShotSpec] = field(default_factory=DrawnOnSet)

    tool = "on-set"
    suffix = ".mp4"

    @property
    def version(self) -> str:
        """That of everything it uses."""
        return "/".join(("1", self.plates.version, self.drawn.version))

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have the plates filmed and the people drawn before them; raise a ToolError otherwise.

        Facts: those of the segment, and ``ground``: the camera, how much of its picture the footage saw, what was
        done otherwise than asked for.
        """
        the_set = inputs[-1]
        made = await asyncio.to_thread(planned, spec, Path(the_set.path))
        plates = await floor.make(self.plates, plate_spec(spec, made), [the_set])
        segment = await floor.make(self.drawn, spec, [plates, the_set])
        place(Path(segment.path), out)
        return Made(seconds=segment.seconds, facts={**segment.facts, "ground": told(spec, made, plates)})


def told(spec: ShotSpec, made: SetUp, plates: Take) -> dict[str, Any]:
    """Return what is told of a shot's ground, as plain data."""
    assert spec.ground is not None, "it is filmed in a set"
    return {
        "camera": spec.ground.camera.name,
        "seen": round(made.seen, 3),
        "note": made.note,
        "plates": plates.key,
        "focus": round(made.focus, 3),
    }
