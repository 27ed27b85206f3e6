"""Grounded: a camera that photographs in a set: it is given the layout of its shots, so that all keeps its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..floor import Floor
from ..frame.people import person
from ..frame.spec import FrameAbilities, Reference
from ..frame.wording import joined
from ..picture.spec import ShotSpec
from ..placing import place
from ..take import Made, Settling, Take, price_of
from .blocking import Blocked, blocking_spec
from .fallback import INSTEAD_OF
from .photographing import Photographing
from .speaking import speaks

SUBJECT = "the layout"
"""What the picture of the layout is called."""


@dataclass(frozen=True)
class Grounded:
    """Films with a camera that is shown, before all else, the set with the people blocked in it.

    What it is shown is no frame of the film: a maker of frames makes the first frame from it. A camera that cannot keep
    to a picture's arrangement is told it in words. Inputs: as of the camera, then the take of the set.
    """

    camera: Photographing
    blocked: Blocked = field(default_factory=Blocked)

    suffix = ".mp4"

    @property
    def tool(self) -> str:
        """Who films."""
        return f"grounded {self.camera.tool}"

    @property
    def version(self) -> str:
        """That of everything it uses."""
        return "/".join(("1", self.camera.version, self.blocked.version))

    @property
    def shown(self) -> FrameAbilities:
        """What it can be shown beside the layout."""
        able = self.camera.shown
        return able.model_copy(update={"references": able.references - 1}) if self.shows_layout else able

    @property
    def shows_layout(self) -> bool:
        """Whether the camera can be shown the layout."""
        return self.camera.shown.references > 0 and self.camera.shown.layout

    def speaks(self, seconds: float) -> bool:
        """Tell whether it can say the lines of a shot of that length itself."""
        return speaks(self.camera, seconds)

    def price(self, spec: ShotSpec) -> float:
        """Return what the shot costs, in US dollars: the layout costs nothing."""
        return price_of(self.camera, self._asked(spec, {}))

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have the layout made, then the shot; raise MakerRefused where the set has no room for such a camera.

        Facts: those of the shot, and ``ground``: camera, mark, seen, notes, plates, ``layout`` (the key of its picture)
        and ``how`` it was given: shown or told.
        """
        if spec.ground is None:
            return await self.camera.stage(floor, spec, out, inputs)
        layout = await floor.make(self.blocked, blocking_spec(spec), inputs[-1:])
        take = await floor.make(self.camera, self._asked(spec, layout.facts), self._given(spec, layout, inputs))
        how = "shown" if self.shows_layout else "told"
        ground = {**_ground(layout), "layout": layout.key, "how": how}
        if INSTEAD_OF in take.facts:  # it keeps its own key: the next run asks who should have made it
            return Made(seconds=take.seconds, facts=take.facts, instead=take.key)
        place(Path(take.path), out)
        return Made(seconds=take.seconds, facts={**take.facts, "ground": ground})

    def settled(self, floor: Floor, spec: ShotSpec, inputs: Sequence[Take] = ()) -> Take | None:
        """Return what the camera settled for, if it had to."""
        if spec.ground is None or not isinstance(self.camera, Settling):
            return None
        layout = floor.find(self.blocked, blocking_spec(spec), inputs[-1:])
        if layout is None:
            return None
        return floor.find(self.camera, self._asked(spec, layout.facts), self._given(spec, layout, inputs))

    def _asked(self, spec: ShotSpec, told: dict[str, Any]) -> ShotSpec:
        """Return what the camera is asked for: the shot without its ground, and its layout."""
        if spec.ground is None:
            return spec
        if not self.shows_layout:
            words = " ".join(filter(None, (layout_words(spec, told.get("people", ())), spec.words)))
            return spec.model_copy(update={"ground": None, "words": words})
        layout = Reference(subject=SUBJECT, shown="layout")
        return spec.model_copy(update={"ground": None, "references": (layout, *self._kept(spec))})

    def _given(self, spec: ShotSpec, layout: Take, inputs: Sequence[Take]) -> list[Take]:
        """Return the takes that go with it, in order."""
        held = list(inputs[:-1])
        if not self.shows_layout:
            return held
        count = len(spec.references)
        return [layout, *held[: len(self._kept(spec))], *held[count:]]

    def _kept(self, spec: ShotSpec) -> tuple[Reference, ...]:
        """Return the references for which there is room beside the layout."""
        return spec.references[: self.shown.references]


def _ground(layout: Take) -> dict[str, Any]:
    found = layout.facts["ground"]
    assert isinstance(found, dict), "the blocking says where it is"
    return found


def layout_words(spec: ShotSpec, people: Sequence[dict[str, Any]]) -> str:
    """Return in words where the camera is and where everybody stands before it."""
    assert spec.ground is not None, "it is filmed in a set"
    seen = f"Seen from the {spec.ground.camera.name} of the room"
    stand = [
        f"{_called(spec, one['figure'])} {_where(one['x'])} {one['away']:.0f} m away"
        for one in sorted(people, key=lambda one: float(one["x"]))
        if one["away"] > 0
    ]
    return f"{seen}, {joined(stand)}." if stand else f"{seen}."


def _called(spec: ShotSpec, figure: int) -> str:
    return next(
        (one.subject for one in spec.references if one.figure == figure), f"the {person(spec.figures[figure].look)}"
    )


def _where(x: float) -> str:
    return "left of the middle" if x < 0.42 else "right of the middle" if x > 0.58 else "in the middle"
