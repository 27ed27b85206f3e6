"""Located: people filmed in a scouted set, behind what stands before them and before what stands behind."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...memory.sets import Eye, Point
from ..sets.geometry import focal, project
from ..sets.shooting.focus import Sheet, sheets
from ..sets.shooting.reel import Reel
from ..sets.shooting.set_up import SetUp
from ..sets.shooting.warping import warp
from .compositing import Board, Picture, Placing
from .composition import compose
from .people import Person, Seen
from .sets.hour import mood_of
from .setting_up import planned
from .spec import ShotSpec
from .stage import Backlight
from .windows import Box


@dataclass(frozen=True)
class SetFooting:
    """Where somebody stands in a set.

    Their drawing is as the camera sees them where it was set up; a nearer one enlarges it, one that moved shifts it.
    """

    first: Eye
    point: Point
    """Between their eyes, in the world of the set."""
    width: int
    height: int

    def placing(self, view: Eye, depth: float = 1.0) -> Placing:
        """Return how the first camera's picture lies in that of another one, in the plane of who stands here."""
        x0, y0, far = self._seen_by(self.first)
        x, y, away = self._seen_by(view)
        grown = far / away * focal(view, self.height) / focal(self.first, self.height)
        return Placing(x=x, y=y).turned(-view.roll).scaled(grown).moved(-x0, -y0)

    def away(self, view: Eye) -> float:
        """Return how far they are from a camera, metres along its axis."""
        return self._seen_by(view)[2]

    def _seen_by(self, view: Eye) -> tuple[float, float, float]:
        (x, y), depth = project(view, self.width, self.height, np.array(self.point))
        return float(x), float(y), max(0.05, float(depth))


class LocatedScene:
    """The people of a shot in a scouted set."""

    bloom = 0.4

    def __init__(self, spec: ShotSpec, set_up: SetUp, reel: Reel) -> None:
        standings = compose(spec) if spec.framing != "establishing" else ()
        self.spec, self.set_up, self.reel = spec, set_up, reel
        self.footings = {one.index: SetFooting(set_up.eye, one.at, spec.width, spec.height) for one in set_up.stood}
        dark = spec.framing == "silhouette" or spec.style == "silhouette"
        people = [Person(spec, standing, reel.light, dark, cropped=True) for standing in standings]
        # The farthest is drawn first: whoever is nearer stands before them.
        self.people = sorted(people, key=lambda one: -self._footing(one).away(set_up.eye))
        self.backlight = Backlight(spec.width, reel.light, standings) if dark and standings else None
        self._sheets: tuple[Eye, tuple[Sheet, ...]] | None = None

    @property
    def grade(self) -> str:
        """Name of the tone curve."""
        return mood_of(self.spec.stage.hour, self.spec.stage.weather).grade

    @property
    def speakers(self) -> dict[int, Person]:
        """Those whose lips can be seen, by their place in the Spec."""
        return {one.standing.index: one for one in self.people if not (one.dark or one.standing.back)}

    def lips(self, index: int, t: float) -> list[Box]:
        """Return where what a speaker's lips move is seen at ``t`` seconds."""
        person = self.speakers[index]
        return [person.lips(self._footing(person), self.set_up.path.at(t), t)]

    def draw(self, board: Board, t: float) -> list[Seen]:
        """Paint the moment over the whole board: the set as far as the first figure, the figure, what is before it…"""
        eye = self.set_up.path.at(t)
        backdrop, *others = self._filmed(eye)
        board.pixels[:] = backdrop.pixels[board.part.slices]
        if self.backlight is not None:
            self.backlight.draw(board, self._footing(self.people[0]).placing(eye), t)
        seen = []
        for person, sheet in zip(self.people, others, strict=True):
            seen.append(person.draw(board, self._footing(person), eye, t))
            if not sheet.empty:
                cut = np.ascontiguousarray(sheet.pixels[board.part.slices])
                board.lay(Picture(cut), Placing(x=board.part.left, y=board.part.top))
        return [face for face in seen if face is not None]

    def _footing(self, person: Person) -> SetFooting:
        return self.footings[person.standing.index]

    def _filmed(self, eye: Eye) -> tuple[Sheet, ...]:
        """Return what the camera sees of the set, cut between the people; windows of one frame share it."""
        if self._sheets is None or self._sheets[0] != eye:
            plate = warp(self.reel, eye, self.spec.width, self.spec.height)
            away = [self._footing(person).away(eye) for person in self.people]
            self._sheets = eye, sheets(plate, self.set_up.focus, self.spec.framing, away)
        return self._sheets[1]


def located_scene(spec: ShotSpec, plates: Path, the_set: Path) -> LocatedScene:
    """Return the scene of a shot from the files of its plates and of its set."""
    return LocatedScene(spec, planned(spec, the_set), Reel.read(plates))
