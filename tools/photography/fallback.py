"""Settling for less: one camera where another one failed, if that is allowed; never silently, never for good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import JobUncertain, MissingPart, ToolError
from ..floor import Floor
from ..frame.spec import FrameAbilities
from ..picture.spec import ShotSpec
from ..placing import place
from ..take import AnyMaker, Made, Take, price_of
from .photographing import Photographing

INSTEAD_OF = "instead_of"
"""Fact of a take that was settled for: who should have made it. ``why`` says what failed."""
_NEVER = (MissingPart, JobUncertain)
"""What is not there is named at the start; a job that may still come is not given up."""


@dataclass(frozen=True)
class Fallback:
    """Films with the first camera; if that one fails on a shot, with the second.

    Its key is the first one's. What the second made lies under a key of its own and tells whom it stands in for, so
    whoever asks for the shot sees it, and whoever makes it again asks the first camera first.
    """

    first: Photographing
    second: AnyMaker[ShotSpec]
    decided: Callable[[str], None]
    """Writes down that something is done in a lesser way, and tells who watches."""
    why: str
    """Which allowance it follows: ``photo-for-video``."""
    on: tuple[type[ToolError], ...] = (ToolError,)
    """Failures after which the second is asked, but for what is missing or may still come."""

    suffix = ".mp4"

    @property
    def tool(self) -> str:
        """The first camera: it is what is wanted."""
        return self.first.tool

    @property
    def version(self) -> str:
        """That of the first camera."""
        return self.first.version

    @property
    def shown(self) -> FrameAbilities:
        """What the first camera can be shown."""
        return self.first.shown

    def price(self, spec: ShotSpec) -> float:
        """Return what the shot costs if nothing fails, in US dollars."""
        return price_of(self.first, spec)

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have the shot made by the first camera, or by the second and say so; raise what the second raises."""
        try:
            return await self.first.stage(floor, spec, out, inputs)
        except _NEVER:
            raise
        except self.on as error:
            out.unlink(missing_ok=True)
            lesser = await floor.make(_StoodIn(self, str(error)), spec, inputs)
            shot = f"“{spec.words[:60]}”" if spec.words else f"a {spec.framing.replace('_', ' ')} shot"
            self.decided(
                f"{self.first.tool} could not film {shot}; {self.second.tool} stands in, as {self.why} allows. "
                f"{error} The next run tries {self.first.tool} again."
            )
            return Made(seconds=lesser.seconds, facts=lesser.facts, instead=lesser.key)

    def settled(self, floor: Floor, spec: Any, inputs: Sequence[Take] = ()) -> Take | None:
        """Return what the second camera made of a shot, if it had to."""
        return floor.find(_StoodIn(self), spec, inputs)


@dataclass(frozen=True)
class _StoodIn:
    """What the second camera makes in the place of the first: the same file, and the facts say so."""

    fallback: Fallback
    error: str = field(default="", compare=False)

    suffix = ".mp4"

    @property
    def tool(self) -> str:
        return f"{self.fallback.second.tool} for {self.fallback.first.tool}"

    @property
    def version(self) -> str:
        return f"{self.fallback.second.version} for {self.fallback.first.version}"

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have the second camera make it, and put a copy at ``out``."""
        take = await floor.make(self.fallback.second, spec, inputs)
        place(Path(take.path), out)
        facts = {**take.facts, INSTEAD_OF: self.fallback.first.tool, "why": self.error}
        return Made(seconds=take.seconds, facts=facts)
