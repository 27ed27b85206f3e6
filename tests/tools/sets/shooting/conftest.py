"""The practice room as a set, and shots in it."""

from collections.abc import Callable

import cv2
import pytest

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.memory.sets import Eye, Mark, Point, SetCamera
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.set import Plate
from cliffhanger.tools.sets.spec import Ground

CAMERAS = {
    "front": Eye(at=(0.0, 1.45, 2.2), fov=52),
    "reverse": Eye(at=(0.0, 1.5, -1.5), yaw=180, fov=52),
    "left": Eye(at=(-1.5, 1.5, 1.0), yaw=50, fov=50),
    "right": Eye(at=(1.5, 1.5, 1.0), yaw=-50, fov=50),
    "high": Eye(at=(0.0, 2.2, 2.0), pitch=-16, fov=50),
    "low": Eye(at=(-0.6, 0.9, 1.8), yaw=12, pitch=7, fov=50),
}
MIDDLE = Mark(x=0.0, z=-0.2)


class PracticeSet:
    """The room as somebody has scouted it who never looked at one of its sides."""

    def __init__(self, never: str = "", samples: int = 1) -> None:
        self.room = Room()
        self.never = never
        self.samples = samples

    def cameras(self) -> tuple[SetCamera, ...]:
        """Return its cameras."""
        return tuple(SetCamera(name=name, eye=eye, seen=self.share_seen(eye)) for name, eye in CAMERAS.items())

    def marks(self) -> tuple[Mark, ...]:
        """Return the middle of the room."""
        return (MIDDLE,)

    def share_seen(self, eye: Eye) -> float:
        """Return little where nobody looked, and more the farther away from there."""
        if not self.never:
            return 1.0
        away = abs((eye.yaw - CAMERAS[self.never].yaw + 180) % 360 - 180)
        return min(1.0, max(0.1, away / 60))

    def free(self, at: Point) -> bool:
        """Tell whether a camera is between the walls and above the furniture."""
        x, y, z = at
        return abs(x) < 2.8 and 0.3 < y < 2.6 and abs(z) < 2.4

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        """Trace it."""
        return self.room.render(eye, width, height, self.samples)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Let OpenCV work as it does in a worker."""
    cv2.setNumThreads(1)


@pytest.fixture(scope="session")
def room() -> PracticeSet:
    """The room, all of it seen."""
    return PracticeSet()


def figure(sex: str = "woman", **more: object) -> FigureSpec:
    """Somebody."""
    return FigureSpec(look=Look(sex=sex), outfit=Outfit(garment="coat"), **more)


Shooting = Callable[..., ShotSpec]


@pytest.fixture(scope="session")
def shot() -> Shooting:
    """Return a maker of shots: framing, camera, and what else differs."""

    def made(framing: str, camera: str = "front", people: int = 1, **more: object) -> ShotSpec:
        told: dict[str, object] = {"width": 540, "height": 960, "seconds": 3.0, "seed": 5} | more
        return ShotSpec(
            framing=framing,
            stage=told.pop("stage", StageSpec(set="mansion")),
            figures=tuple(figure("woman" if number % 2 == 0 else "man") for number in range(people)),
            ground=Ground(camera=SetCamera(name=camera, eye=CAMERAS[camera]), mark=MIDDLE),
            **told,
        )

    return made
