"""A photographed shot: frames until one is of whom it should be, and then it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..floor import Floor
from ..frame.spec import FrameAbilities, FrameSpec
from ..frame.wording import frame_prompt
from ..identity.spec import GateSpec, Medium, Verdict
from ..picture.spec import ShotSpec
from ..placing import place
from ..take import AnyMaker, Made, Maker, Take, price_of
from .attempts import MOST, Attempt, attempts, worth
from .expecting import expected
from .photographing import Photographing


@dataclass(frozen=True)
class Photographed:
    """Films a shot from a frame that a model makes; every frame, every look at it and the motion are takes."""

    frame: AnyMaker[FrameSpec]
    shown: FrameAbilities
    gate: Maker[GateSpec]
    motion: AnyMaker[ShotSpec]
    """Its input is the frame; one that photographs too is also given what the frame was held to."""
    medium: Medium = "real"
    most: int = MOST
    """Frames made for one shot at most."""

    suffix = ".mp4"

    @property
    def tool(self) -> str:
        """Who makes the frame and who moves it."""
        return f"{self.frame.tool}+{self.motion.tool}"

    @property
    def version(self) -> str:
        """That of everything it uses."""
        return "/".join(("1", self.frame.version, self.gate.version, self.motion.version, self.medium, str(self.most)))

    def price(self, spec: ShotSpec) -> float:
        """Return what the shot costs if its first frame is right, in US dollars."""
        first = next(attempts(spec, self.shown.strength))
        return price_of(self.frame, self.frame_spec(spec, first)) + price_of(self.motion, spec)

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Make the best frame within bounds and move it. Facts: those of the segment, ``identity``, ``frames``."""
        frame, verdict, tried = await self._best(floor, spec, tuple(inputs))
        if isinstance(self.motion, Photographing):  # it is looked at again as it moves
            segment = await floor.make(self.motion, spec, [frame, *inputs])
        else:  # the frame shows it all
            still = spec.model_copy(update={"words": "", "references": (), "adapters": ()})
            segment = await floor.make(self.motion, still, [frame])
        place(Path(segment.path), out)
        # If it was looked at as it moved, that is the last word.
        told = {"identity": verdict.model_dump(mode="json"), **segment.facts, "frame": frame.key, "frames": tried}
        return Made(seconds=segment.seconds, facts=told)

    async def _best(
        self, floor: Floor, spec: ShotSpec, inputs: tuple[Take, ...]
    ) -> tuple[Take, Verdict, list[dict[str, Any]]]:
        """Make frames until the gate lets one pass, or take the best of all."""
        best: tuple[Take, Verdict] | None = None
        tried: list[dict[str, Any]] = []
        for attempt in attempts(spec, self.shown.strength, self.most):
            frame = await floor.make(self.frame, self.frame_spec(spec, attempt), inputs)
            verdict = await look(floor, self.gate, self._gate_spec(attempt.shot), [frame, *inputs])
            tried.append({"take": frame.key, "outcome": verdict.outcome, "score": verdict.score})
            if best is None or worth(verdict) > worth(best[1]):
                best = (frame, verdict)
            if verdict.outcome != "retake":
                break
        assert best is not None, "there is always a first attempt"
        return (*best, tried)

    def frame_spec(self, spec: ShotSpec, attempt: Attempt) -> FrameSpec:
        """Return what the model is asked for in one attempt."""
        width, height = frame_size(spec.width, spec.height, self.shown)
        return FrameSpec(
            prompt=frame_prompt(attempt.shot),
            width=width,
            height=height,
            seed=attempt.shot.seed,
            references=spec.references,
            adapters=spec.adapters,
            strength=attempt.strength if self.shown.strength else 1.0,
        )

    def _gate_spec(self, shot: ShotSpec) -> GateSpec:
        return GateSpec(expected=expected(shot), medium=self.medium, maker=self.frame.tool)


async def look(floor: Floor, gate: Maker[GateSpec], spec: GateSpec, inputs: Sequence[Take]) -> Verdict:
    """Have the gate look at a frame and return its verdict."""
    return Verdict.model_validate((await floor.make(gate, spec, inputs)).facts)


def frame_size(width: int, height: int, able: FrameAbilities) -> tuple[int, int]:
    """Return the size nearest to that of a shot that a maker of frames can make: never larger than it has to be."""
    if able.sizes:
        ratio = width / height
        return min(able.sizes, key=lambda size: (abs(size[0] / size[1] - ratio), abs(size[1] - height)))
    scale = min(1.0, able.longest / max(width, height))
    return tuple(max(64, round(side * scale / able.multiple) * able.multiple) for side in (width, height))  # type: ignore[return-value]
