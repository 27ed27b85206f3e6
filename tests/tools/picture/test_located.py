"""People in a scouted set: at true scale, behind what stands before them, in their place while the camera moves."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.memory.sets import Eye, Mark, Point, SetCamera
from cliffhanger.tools.picture.composition import compose
from cliffhanger.tools.picture.filming import Filming
from cliffhanger.tools.picture.located import LocatedScene, SetFooting
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec
from cliffhanger.tools.sets.geometry import focal, look_at, project
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.set import Plate
from cliffhanger.tools.sets.shooting.plates import filmed
from cliffhanger.tools.sets.shooting.set_up import HEAD, SetUp, plate_spec, set_up
from cliffhanger.tools.sets.spec import Ground

from .conftest import Shoot

BEFORE_THE_CHAIR = SetCamera(name="front", eye=look_at((-1.0, 1.5, 2.2), (-1.0, 1.2, -2.0), 50))
BEHIND_IT = Mark(name="back", x=-1.2, z=-0.35)
SIZE = {"width": 216, "height": 384, "fps": 12, "seconds": 1.0, "draft": True}


class TracedRoom:
    """The practice room as a set that was seen whole."""

    room = Room()

    def cameras(self) -> tuple[SetCamera, ...]:
        return (BEFORE_THE_CHAIR,)

    def marks(self) -> tuple[Mark, ...]:
        return (BEHIND_IT,)

    def share_seen(self, eye: Eye) -> float:
        return 1.0

    def free(self, at: Point) -> bool:
        return self.room.free(at, 0.1)

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        return self.room.render(eye, width, height, 1)


def staged(spec: ShotSpec) -> tuple[SetUp, LocatedScene]:
    a_set = TracedRoom()
    made = set_up(spec, compose(spec), a_set)
    return made, LocatedScene(spec, made, filmed(plate_spec(spec, made), a_set)[0])


def film(scene: LocatedScene, *numbers: int) -> list[npt.NDArray[np.float32]]:
    filming = Filming(scene.spec, scene)
    return [filming.frame(number).astype(np.float32) for number in numbers]


@pytest.fixture
def wide(shot: Shoot, mia: FigureSpec) -> ShotSpec:
    """Somebody behind the armchair, seen from before it."""
    ground = Ground(camera=BEFORE_THE_CHAIR, mark=BEHIND_IT)
    return shot(framing="wide", move="drift", figures=(mia,), ground=ground, **SIZE)


def test_a_chair_hides_the_legs_of_who_stands_behind_it_and_not_the_face(wide: ShotSpec) -> None:
    made, scene = staged(wide)
    (frame,) = film(scene, 0)
    empty = LocatedScene(wide.model_copy(update={"figures": ()}), _alone(made), scene.reel)
    (bare,) = film(empty, 0)
    changed = np.abs(frame - bare).max(axis=-1) > 24
    (body,) = made.stood
    eye = scene.set_up.path.at(0.0)
    (_, chin), _ = project(eye, wide.width, wide.height, np.array(body.at) - np.array([0, 0.12, 0]))
    (knee_x, knee), _ = project(eye, wide.width, wide.height, np.array([body.at[0] + 0.15, 0.45, body.at[2]]))
    face = changed[: int(chin), :]
    assert face.sum() > 300, "the face is drawn"
    legs = changed[int(knee) - 8 : int(knee) + 8, int(knee_x) - 6 : int(knee_x) + 6]
    assert legs.mean() < 0.05, "the chair stands before the legs"


def test_who_stands_in_a_set_stands_before_what_is_behind_them(wide: ShotSpec) -> None:
    aside = wide.model_copy(update={"ground": Ground(camera=BEFORE_THE_CHAIR, mark=Mark(x=0.3, z=0.4))})
    made, scene = staged(aside)
    frame = film(scene, 0)[0]
    bare = film(LocatedScene(aside.model_copy(update={"figures": ()}), _alone(made), scene.reel), 0)[0]
    (body,) = made.stood
    eye = scene.set_up.path.at(0.0)
    for height in (1.35, 1.0, 0.7):
        (x, y), _ = project(eye, aside.width, aside.height, np.array([body.at[0], height, body.at[2]]))
        there = np.abs(frame - bare)[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3]
        assert there.max() > 20, f"nothing hides them {height} m above the floor"


def test_a_figure_is_where_its_point_is_and_as_large_as_its_distance_says(wide: ShotSpec) -> None:
    _, scene = staged(wide.model_copy(update={"move": "push_in"}))
    (standing,) = compose(wide)
    footing = scene.footings[standing.index]
    begun, ended = scene.set_up.path.at(0.0), scene.set_up.path.at(wide.seconds)
    eyes = standing.x * wide.width, standing.y * wide.height
    for eye in (begun, ended):
        (x, y), depth = project(eye, wide.width, wide.height, np.array(footing.point))
        assert footing.placing(eye).point(*eyes) == pytest.approx((x, y), abs=0.5)
        scale = np.hypot(footing.placing(eye).a, footing.placing(eye).b)
        assert scale * standing.head * wide.height == pytest.approx(_head(eye, float(depth), wide.height), rel=0.01)
    assert footing.away(ended) < footing.away(begun)


def test_what_is_near_moves_more_than_what_is_far(wide: ShotSpec) -> None:
    _, scene = staged(wide)
    far = SetFooting(scene.set_up.eye, (0.0, 1.5, -2.4), wide.width, wide.height)
    near = scene.footings[0]
    begun, ended = scene.set_up.path.at(0.0), scene.set_up.path.at(wide.seconds)

    def moved(footing: SetFooting) -> float:
        return abs(
            project(ended, 216, 384, np.array(footing.point))[0][0]
            - project(begun, 216, 384, np.array(footing.point))[0][0]
        )

    assert moved(near) < 2.0, "the camera keeps them in their place"
    assert moved(far) > moved(near) + 1.0, "and the wall goes past behind them"


def test_the_face_is_told_where_it_is(wide: ShotSpec) -> None:
    made, scene = staged(wide)
    filming = Filming(wide, scene)
    filming.frame(0)
    (_, left, top, right, bottom), *_ = filming.faces[0]
    (x, y), _ = project(scene.set_up.path.at(0.0), 1, 1, np.array(made.stood[0].at))
    assert top < float(y) < bottom
    assert left < 0.5 + (float(x) - 0.5) * wide.height / wide.width < right


def _alone(made: SetUp) -> SetUp:
    return replace(made, stood=())


def _head(eye: Eye, depth: float, height: int) -> float:
    return HEAD * focal(eye, height) / depth
