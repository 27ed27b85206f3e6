"""Blocking: the first moment of a shot in its set, with drawn people standing where the cast will: a layout to keep."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import MakerRefused, ToolError
from ..floor import Floor
from ..picture.spec import FigureSpec, ShotSpec
from ..placing import place
from ..sets.shooting.plates import Plates
from ..sets.spec import PlateSpec
from ..take import AnyMaker, Made, Maker, Take

TALLEST = 960
"""Pixels of a layout's height at most: more of it no model looks at."""


def blocking_spec(spec: ShotSpec) -> ShotSpec:
    """Return what of a shot its first moment depends on: shots of the same set-up share one layout."""
    scale = min(1.0, TALLEST / spec.height)
    figures = tuple(_standing(figure) for figure in spec.figures)
    return ShotSpec(
        width=2 * round(spec.width * scale / 2),
        height=2 * round(spec.height * scale / 2),
        seconds=1.0,
        framing=spec.framing,
        angle=spec.angle,
        style=spec.style,
        stage=spec.stage,
        figures=figures,
        seed=spec.seed,
        ground=spec.ground,
    )


def _standing(figure: FigureSpec) -> FigureSpec:
    return figure.model_copy(update={"mouth": (), "becomes": None, "turn_at": 0.5})


@dataclass(frozen=True)
class Blocking:
    """Makes a PNG of the first moment of a shot. Inputs: its plates, then the set."""

    tool = "blocking"
    version = "1"
    suffix = ".png"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the picture at ``out``; raise a ToolError and leave nothing there otherwise."""
        import cv2

        from ..picture.compositing import Board
        from ..picture.located import located_scene

        if len(inputs) != 2:
            raise MakerRefused(f"a shot is blocked with its plates and its set, and {len(inputs)} were given")
        cv2.setNumThreads(1)
        plates, the_set = (Path(take.path) for take in inputs)
        scene, board = located_scene(spec, plates, the_set), Board(spec.width, spec.height)
        scene.draw(board, 0.0)
        done, png = cv2.imencode(".png", cv2.cvtColor(board.pixels, cv2.COLOR_BGRA2BGR))
        if not done:
            raise ToolError(f"the blocking of {spec.width}x{spec.height} could not be encoded: choose another size")
        part = out.with_name(f".{out.name}.part")
        try:
            part.write_bytes(png.tobytes())
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return Made(facts={"width": spec.width, "height": spec.height})


@dataclass(frozen=True)
class Blocked:
    """Has the layout of a shot made: the set as its camera sees it, then the people in it. The set is the one input."""

    real: bool = True
    """Whether the set stays as it was filmed; otherwise it is brought into the hand of the series."""
    plates: Maker[PlateSpec] = field(default_factory=Plates)
    drawn: AnyMaker[ShotSpec] = field(default_factory=Blocking)

    tool = "blocked"
    suffix = ".png"

    @property
    def version(self) -> str:
        """That of everything it uses."""
        return "/".join(("1", self.plates.version, self.drawn.version, "real" if self.real else "painted"))

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Put the picture at ``out``; raise MakerRefused where the set has no room for such a camera.

        Facts: ``ground`` (camera, mark, seen, notes, plates) and ``people``: of every figure where its eyes are in the
        frame, as fractions, and how many metres it is away.
        """
        from ..picture.setting_up import planned
        from ..sets.shooting.set_up import plate_spec

        if spec.ground is None or not inputs:
            raise MakerRefused("only a shot that is filmed in a set can be blocked: give it a camera and a mark of one")
        the_set = inputs[-1]
        made = await asyncio.to_thread(planned, spec, Path(the_set.path))
        plates = await floor.make(self.plates, plate_spec(spec, made, self.real), [the_set])
        drawn = await floor.make(self.drawn, spec, [plates, the_set])
        place(Path(drawn.path), out)
        seen_from = ((one, one.seen_from(made.eye, spec.width / spec.height)) for one in made.stood)
        people = [
            {"figure": one.index, "x": round(x, 4), "y": round(y, 4), "away": round(one.depth, 3)}
            for one, (x, y, _) in seen_from
        ]
        ground: dict[str, Any] = {
            "camera": spec.ground.camera.name,
            "mark": spec.ground.mark.name,
            "seen": round(made.seen, 3),
            "notes": [made.note] if made.note else [],
            "plates": plates.key,
        }
        return Made(facts={**drawn.facts, "ground": ground, "people": people})
