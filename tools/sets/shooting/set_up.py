"""Setting up: a framing becomes a camera at true scale, where the place has room for it and the footage looked."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ....errors import MakerRefused
from ....memory.sets import Eye, Mark, Point, SetCamera
from ...picture.composition import Standing
from ...picture.spec import ShotSpec
from ..geometry import Floats, axes, focal, project
from ..set import Set
from ..spec import Ground, PlateSpec
from .lens import FOV, distance, pitch_of, roll_of
from .path import Path
from .stature import HEAD, eyes_of, main_of

ENOUGH, LEAST = 0.9, 0.6
"""Share of the picture that the footage saw: with so much it is as good as all; with less than the other, refused."""
LENSES = (1.0, 1.15, 0.87, 1.32, 0.75)
"""Other lenses that are tried, as factors on the angle of view; the head keeps its size, so the distance changes."""
ASIDE = (0, 5, -5, 10, -10, 15, -15, 20, -20, 25, -25)
"""Degrees by which the camera may go around its subject."""
FINEST = 1280
"""Greatest height of a plate in pixels: footage is kept no finer, and a brush is broader."""
TIPPED = (0, 5, -5)
"""Degrees by which it may look up or down."""


@dataclass(frozen=True)
class Stood:
    """Where one figure of a shot stands in the set."""

    index: int
    """Which figure of the Spec."""
    at: Point
    """Between its eyes."""
    depth: float
    """Metres from the camera as it was set up, along its axis."""

    @property
    def floor(self) -> Point:
        """Where its feet are."""
        return self.at[0], 0.0, self.at[2]

    def seen_from(self, eye: Eye, aspect: float) -> tuple[float, float, float]:
        """Return where its eyes are in the frame, as fractions, and how large its head is, as one of the height."""
        place, depth = project(eye, 1, 1, np.array(self.at))
        x = 0.5 + (float(place[0]) - 0.5) / aspect
        return x, float(place[1]), HEAD * focal(eye, 1) / float(depth)


@dataclass(frozen=True)
class SetUp:
    """The camera of one shot in a set, its way, and where everybody stands before it."""

    eye: Eye
    """Exactly as the composition has it; the path departs from here."""
    path: Path
    eyes: tuple[Eye, ...]
    """Keys of the path, a little wider than its frames: what is to be filmed."""
    aspect: float
    """Width of the keys' pictures by their height."""
    focus: float
    """Metres."""
    stood: tuple[Stood, ...]
    """In the order of the standings."""
    seen: float
    """Share of the picture that the footage saw."""
    note: str = ""
    """What was done otherwise than asked, for the production log; empty: nothing."""


@dataclass(frozen=True)
class _Try:
    """One way of doing it."""

    lens: float = 1.0
    aside: float = 0.0
    tipped: float = 0.0

    @property
    def cost(self) -> float:
        return abs(math.log(self.lens)) / 0.3 + abs(self.aside) / 12 + abs(self.tipped) / 6


TRIES = tuple(sorted(itertools.starmap(_Try, itertools.product(LENSES, ASIDE, TIPPED)), key=lambda one: one.cost))


def set_up(spec: ShotSpec, standings: Sequence[Standing], a_set: Set) -> SetUp:
    """Return the camera of a shot: the main figure's eyes in their place in the frame, its head of its size.

    Where the set has no room for that camera, or the footage saw less than ``LEAST`` of its picture, the first of the
    ground's spares that does films the shot, and the note says so; raise MakerRefused if none does.
    """
    asked = spec.ground
    if asked is None:
        raise MakerRefused("a shot without a ground cannot be filmed in a set: give it a camera and a mark of the set")
    tried, eye, seen = _best(spec, standings, a_set, asked.camera)
    settled, at_first = asked, seen
    for spare in asked.spares:
        if seen >= LEAST:
            break
        settled = spare
        tried, eye, seen = _best(spec.model_copy(update={"ground": spare}), standings, a_set, spare.camera)
    if seen < LEAST:
        raise MakerRefused(_refusal(spec, standings, a_set, at_first))
    stood = tuple(_stood(standing, eye, spec) for standing in standings)
    main = main_of(standings, spec.figures)
    focus = next((one.depth for one in stood if main is not None and one.index == main.index), 0.0)
    focus = focus or _in_the_middle(eye, a_set)
    subject = next((one.at for one in stood if main is not None and one.index == main.index), _ahead(eye, focus))
    move = "drift" if spec.framing == "establishing" and spec.move == "still" else spec.move
    wanted = Path(eye, subject, move, spec.seconds, spec.seed, spec.width / spec.height, bool(stood))
    path = wanted.kept_inside(a_set, min(ENOUGH, seen) - 0.04)
    told = (_instead(asked, settled), _note(settled.camera.name, tried, eye, seen), _shortened(path))
    note = " ".join(filter(None, told))
    eyes, aspect = path.overscan()
    return SetUp(eye, path, eyes, aspect, focus, stood, seen, note)


def plate_spec(spec: ShotSpec, made: SetUp, real: bool = False) -> PlateSpec:
    """Return what plates a shot needs: as much larger than its frames as their eyes see wider, up to ``FINEST``."""
    wider = max(math.tan(math.radians(key.fov) / 2) for key in made.eyes) / math.tan(math.radians(made.eye.fov) / 2)
    height = 2 * round(min(spec.height * wider, FINEST) / 2)
    return PlateSpec(
        width=2 * round(height * made.aspect / 2),
        height=height,
        eyes=made.eyes,
        taken=spec.ground.taken if spec.ground is not None else "day",
        hour=spec.stage.hour,
        weather=spec.stage.weather,
        style=spec.style,
        real=real,
        seed=spec.stage.seed,
    )


def _best(
    spec: ShotSpec, standings: Sequence[Standing], a_set: Set, camera: SetCamera, tries: Sequence[_Try] = TRIES
) -> tuple[_Try, Eye, float]:
    """Return the first try that saw enough, else the one that saw most; saw is 0 where there is no room at all."""
    best, most, at_best = TRIES[0], -1.0, camera.eye
    for tried, eye in _tries(spec, standings, camera, tries):
        if not _has_room(spec, standings, eye, a_set):
            continue
        seen = a_set.share_seen(eye)
        # A little more seen does not outweigh a camera that stands much elsewhere.
        if seen - 0.02 * tried.cost > most:
            best, most, at_best = tried, seen - 0.02 * tried.cost, eye
        if seen >= ENOUGH:
            return tried, eye, seen
    return best, at_best, a_set.share_seen(at_best) if most > -1 else 0.0


def _tries(
    spec: ShotSpec, standings: Sequence[Standing], camera: SetCamera, tries: Sequence[_Try]
) -> Iterator[tuple[_Try, Eye]]:
    main = main_of(standings, spec.figures)
    mark = spec.ground.mark if spec.ground is not None else Mark(x=0, z=0)
    for tried in tries:
        if main is None:
            yield tried, _alone(spec, camera.eye, tried)
        else:
            yield tried, _before(spec, main, camera.eye, mark, tried)


def _alone(spec: ShotSpec, own: Eye, tried: _Try) -> Eye:
    """Return a named camera as it is, but for the angle of the shot and what is tried."""
    fov = own.fov if spec.framing in {"establishing", "wide"} else min(own.fov, FOV[spec.framing])
    return own.model_copy(
        update={
            "yaw": own.yaw + tried.aside,
            "pitch": max(-80.0, min(80.0, pitch_of(0, spec.angle) + own.pitch + tried.tipped)),
            "roll": roll_of(own.roll, spec.angle),
            "fov": fov * tried.lens,
        }
    )


def _before(spec: ShotSpec, main: Standing, own: Eye, mark: Mark, tried: _Try) -> Eye:
    """Return the eye that looks as ``own`` does and has the main figure, on the mark, in its place and size."""
    fov = FOV[spec.framing] * tried.lens
    look = Eye(
        at=own.at,
        yaw=own.yaw + tried.aside,
        pitch=pitch_of(own.pitch, spec.angle) + tried.tipped,
        roll=roll_of(own.roll, spec.angle),
        fov=fov,
    )
    there = np.array([mark.x, eyes_of(spec.figures[main.index].look), mark.z])
    x, y, z = (float(value) for value in there - axes(look) @ _local(main, fov, spec.width / spec.height))
    return look.model_copy(update={"at": (x, y, z)})


def _local(standing: Standing, fov: float, aspect: float) -> Floats:
    """Return where a figure's eyes are for the camera: metres to the right, down and ahead."""
    depth = distance(standing.head, fov)
    tall = 2 * math.tan(math.radians(fov) / 2) * depth
    return np.array([(standing.x - 0.5) * aspect * tall, (standing.y - 0.5) * tall, depth])


def _stood(standing: Standing, eye: Eye, spec: ShotSpec) -> Stood:
    local = _local(standing, eye.fov, spec.width / spec.height)
    x, y, z = (float(value) for value in np.array(eye.at) + axes(eye) @ local)
    return Stood(standing.index, (x, y, z), float(local[2]))


def _has_room(spec: ShotSpec, standings: Sequence[Standing], eye: Eye, a_set: Set) -> bool:
    """Tell whether the camera can be there and has nothing between it and the faces."""
    if not a_set.free(eye.at):
        return False
    here = np.array(eye.at)
    for standing in standings:
        to = axes(eye) @ _local(standing, eye.fov, spec.width / spec.height)
        for part in (0.25, 0.5, 0.75, 1.0):
            x, y, z = (float(value) for value in here + part * to)
            if not a_set.free((x, y, z)):
                return False
    return True


def _ahead(eye: Eye, metres: float) -> Point:
    x, y, z = (float(value) for value in np.array(eye.at) + metres * axes(eye)[:, 2])
    return x, y, z


def _in_the_middle(eye: Eye, a_set: Set) -> float:
    """Return how far away what the middle of the picture shows is."""
    depth = a_set.plate(eye, 36, 64).depth[24:40, 9:27]
    return float(np.clip(np.median(depth), 0.5, 30))


def _note(name: str, tried: _Try, eye: Eye, seen: float) -> str:
    done = []
    if tried.lens != 1:
        done.append(f"with a {'shorter' if tried.lens > 1 else 'longer'} lens ({eye.fov:.0f}°)")
    if tried.aside:
        done.append(f"{abs(tried.aside):.0f}° further to the {'right' if tried.aside > 0 else 'left'}")
    if tried.tipped:
        done.append(f"{abs(tried.tipped):.0f}° further {'up' if tried.tipped > 0 else 'down'}")
    if done:
        return f"The camera {name} looks {', '.join(done)}, where there is room and the footage saw {seen:.0%}."
    return f"The footage saw {seen:.0%} of what the camera {name} shows; the rest is made up." if seen < ENOUGH else ""


def _instead(asked: Ground, settled: Ground) -> str:
    if settled is asked:
        return ""
    why = f"The camera {asked.camera.name} has no room before the mark {asked.mark.name}, or saw too little there"
    return f"{why}: {settled.camera.name} films the shot, on the mark {settled.mark.name}."


def _shortened(path: Path) -> str:
    if path.reach == 1:
        return ""
    if path.reach == 0:
        return f"The move {path.move} is left out: the place has no room for it, or the footage did not look there."
    return f"The move {path.move} goes {path.reach:.0%} of its way: beyond, there is no room or nothing was seen."


def _refusal(spec: ShotSpec, standings: Sequence[Standing], a_set: Set, seen: float) -> str:
    """Say why not, and which of the set's own cameras would do."""
    assert spec.ground is not None
    own = spec.ground.camera.name
    better = [
        camera.name
        for camera in a_set.cameras()
        if camera.name != own and _best(spec, standings, a_set, camera, TRIES[:9])[2] >= LEAST
    ]
    choose = f"choose {', '.join(better)}" if better else "let it stand on another mark"
    if seen == 0:
        return f"the camera {own} has no room before the mark {spec.ground.mark.name}: {choose}, or move the mark"
    return f"the camera {own} looks where the footage never did ({seen:.0%} seen): film that side too, or {choose}"
