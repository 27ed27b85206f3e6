"""Paths: a move of the storyboard as the way of a camera through the set, in metres and degrees."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ....memory.sets import Eye, Point
from ....memory.storyboard import Move
from ...picture.camera import ease
from ...picture.retake import dice
from ..geometry import Floats, axes, eye_of
from ..set import Set

DOLLY = (0.15, 0.50)
"""Metres that a dolly goes, least and most."""
NEARER = 0.14
"""As a fraction of the distance: of a small set-up a dolly goes less."""
SWEEP, ALONE = 0.05, 0.22
"""How far a pan carries whom it films to either side, as a fraction of the angle of view; farther if it is nobody."""
DRIFTED = 0.14
"""How far a drift carries what is infinitely far, as a fraction of the angle of view."""
REACHES = (1.0, 0.8, 0.6, 0.4, 0.25, 0.12, 0.0)
"""How much of a move is done, if the place allows no more."""
SAMPLES = 9
NEAR = 0.7
"""What is nearer than that, as a fraction of the distance of the subject, may be missing at the edge of a key."""
APART = 0.05
"""Metres between the ends of a path from which on one plate no longer shows enough."""


@dataclass(frozen=True)
class Offset:
    """Where the camera is against where it was set up: metres along its own axes, and degrees."""

    right: float = 0.0
    down: float = 0.0
    ahead: float = 0.0
    """Along the line to the subject, which so keeps its place in the frame."""
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    held: bool = True
    """Whether the camera turns so that the subject keeps its place."""


@dataclass(frozen=True)
class Path:
    """The way of one camera over one shot."""

    eye: Eye
    """As it was set up: a move begins, ends or lingers there."""
    subject: Point
    """What it films: a point before it."""
    move: Move
    seconds: float
    seed: int
    aspect: float
    """Width of the frame by its height."""
    peopled: bool = True
    """Whether somebody is filmed."""
    reach: float = 1.0
    """How much of the move is done."""

    def at(self, t: float) -> Eye:
        """Return the eye at ``t`` seconds."""
        offset = self._offset(t)
        camera, here = axes(self.eye), np.array(self.eye.at)
        to = np.array(self.subject) - here
        ahead = to / np.linalg.norm(to)
        there = here + camera[:, 0] * offset.right + camera[:, 1] * offset.down + ahead * offset.ahead
        if offset.held:
            camera = _turned(to, np.array(self.subject) - there) @ camera
        camera = _swung(camera, offset)
        return eye_of(there, camera, self.eye.fov)

    def keys(self) -> tuple[Eye, ...]:
        """Return the eyes that are filmed, few and a little wider, so that all between can be warped from them."""
        return self.overscan()[0]

    def overscan(self) -> tuple[tuple[Eye, ...], float]:
        """Return the eyes that are filmed, and the width of their pictures by the height."""
        way = [self.at(float(t)) for t in np.linspace(0, self.seconds, max(4 * SAMPLES, round(24 * self.seconds)))]
        keys = _spread(way)
        near = NEAR * float(np.linalg.norm(np.array(self.subject) - np.array(self.eye.at)))
        needs = np.array([[self._need(key, frame, near) for frame in way] for key in keys])
        # A frame is held by whichever key needs to be the least wide for it.
        held = np.argmin(needs.max(axis=2), axis=0)
        own = [needs[index][held == index].reshape(-1, 2) for index in range(len(keys))]
        least = np.full((1, 2), math.tan(math.radians(self.eye.fov) / 2))
        wide, tall = np.array([np.concatenate([need, least]).max(axis=0) for need in own]).T
        aspect = self.aspect * max(1.0, float((wide / tall).max()))
        half = 1.01 * np.maximum(tall, wide * self.aspect / aspect)
        fovs = (2 * math.degrees(math.atan(float(one))) for one in half)
        return tuple(key.model_copy(update={"fov": fov}) for key, fov in zip(keys, fovs, strict=True)), aspect

    def kept_inside(self, a_set: Set, least: float) -> "Path":
        """Return as much of it as the place has room for and at least that share of was seen."""
        for reach in REACHES:
            path = replace(self, reach=reach)
            if reach == 0 or path._possible(a_set, least):
                return path
        return self

    def _possible(self, a_set: Set, least: float) -> bool:
        eyes = [self.at(self.seconds * step / (SAMPLES - 1)) for step in range(SAMPLES)]
        return all(a_set.free(eye.at) for eye in eyes) and all(
            a_set.share_seen(eye) >= least for eye in (eyes[0], eyes[SAMPLES // 2], eyes[-1])
        )

    def _offset(self, t: float) -> Offset:
        u, k = self._glide(t), self.reach * min(1.0, 0.45 + self.seconds / 5)
        away = float(np.linalg.norm(np.array(self.subject) - np.array(self.eye.at)))
        dolly = min(max(DOLLY[0], 0.12 * away), DOLLY[1], NEARER * away) * k
        wide = math.degrees(2 * math.atan(math.tan(math.radians(self.eye.fov) / 2) * self.aspect))
        sweep = SWEEP if self.peopled else ALONE
        match self.move:
            case "push_in":
                return self._again(t, Offset(ahead=dolly * u))
            case "pull_out":
                return self._again(t, Offset(ahead=dolly * (1 - u)))
            case "pan_left" | "pan_right":
                side = -1 if self.move == "pan_left" else 1
                return Offset(yaw=side * sweep * wide * k * (2 * u - 1))
            case "tilt_up" | "tilt_down":
                up = 1 if self.move == "tilt_up" else -1
                return Offset(pitch=up * 0.8 * sweep * self.eye.fov * k * (2 * u - 1))
            case "drift":
                along = random.Random(f"drift {self.seed}").choice((-1.0, 1.0)) * (2 * u - 1)
                # Through a long lens a hand's breadth carries half the place past who stands before it.
                across = min(0.6 * dolly, DRIFTED * math.radians(wide) / 2 * away * k)
                return Offset(right=across * along, ahead=0.25 * dolly * u, roll=-0.2 * k * along)
            case "handheld":
                return self._handheld(t, wide)
            case "shake":
                return self._shake(t, wide)
            case _:
                # Never dead still: a breath of a dolly keeps a held frame alive.
                return self._again(t, Offset(ahead=0.012 * away * u * self.reach))

    def _again(self, t: float, offset: Offset) -> Offset:
        """Return the offset as in a retake: slowly across, leaning a little; a first take goes straight."""
        again = dice(self.seed, "camera moves")
        if again is None:
            return offset
        side = again.choice((-1.0, 1.0)) * self.reach
        return replace(offset, right=0.02 * side * (2 * self._glide(t) - 1), roll=-0.35 * side)

    def _handheld(self, t: float, wide: float) -> Offset:
        """An operator's shoulder: breath and steps below 1 Hz, hands above, each octave a good half of the last."""
        k = self.reach
        return Offset(
            right=0.011 * k * self._wander("right", t, 0.21, 3),
            down=0.007 * k * self._wander("down", t, 0.27, 3),
            ahead=0.008 * k * self._wander("ahead", t, 0.17, 2),
            yaw=0.0085 * wide * k * self._wander("yaw", t, 0.33, 5),
            pitch=0.0042 * self.eye.fov * k * self._wander("pitch", t, 0.39, 5),
            roll=0.26 * k * self._wander("roll", t, 0.23, 4),
        )

    def _shake(self, t: float, wide: float) -> Offset:
        force = math.exp(-2.6 * t) * self.reach
        return Offset(
            right=0.012 * force * self._wander("right", t, 3.1, 2),
            yaw=0.026 * wide * force * self._wander("yaw", t, 5.0, 3),
            pitch=0.014 * self.eye.fov * force * self._wander("pitch", t, 6.0, 3),
            roll=0.9 * force * self._wander("roll", t, 4.0, 3),
        )

    def _wander(self, what: str, t: float, rate: float, octaves: int) -> float:
        """Return noise about -1 to 1: octaves of sines whose rates have no common beat."""
        draw = random.Random(f"{what} {self.seed}")
        total, weight, whole = 0.0, 1.0, 0.0
        for _ in range(octaves):
            total += weight * math.sin(math.tau * (t * rate + draw.random()))
            whole += weight * weight
            rate, weight = rate * draw.uniform(1.9, 2.3), weight * 0.58
        return total / math.sqrt(whole)

    def _glide(self, t: float) -> float:
        """Return how far the move is, 0 to 1: mostly even speed, soft at both ends."""
        u = min(1.0, max(0.0, t / max(self.seconds, 1e-3)))
        return 0.55 * u + 0.45 * ease(u)

    def _need(self, key: Eye, frame: Eye, near: float) -> tuple[float, float]:
        """Return how wide and how tall a key must be to hold what a frame shows from ``near`` metres on: tangents.

        The width is as if the key were as narrow as a frame.
        """
        tall = math.tan(math.radians(frame.fov) / 2)
        edge = np.array([[x * tall * self.aspect, y * tall, 1.0] for x in (-1, 0, 1) for y in (-1, 0, 1)])
        ways = np.concatenate([depth * edge for depth in (near, 1e4)])
        local = (np.array(frame.at) + ways @ axes(frame).T - np.array(key.at)) @ axes(key)
        across, down = np.abs(local[:, :2] / local[:, 2:]).max(axis=0)
        return float(across) / self.aspect, float(down)


def _spread(way: Sequence[Eye]) -> list[Eye]:
    """Return the eyes of a way from which the others differ least: its middle, its ends, or those and its middle."""
    places = np.array([eye.at for eye in way])
    _, lengths, along = np.linalg.svd(places - places.mean(axis=0), full_matrices=False)
    across = (places - places.mean(axis=0)) @ along[0] if lengths[0] > 1e-9 else np.zeros(len(way))
    turned = max(_angle(way[0], eye) for eye in way)
    middle = way[int(np.argmin(np.linalg.norm(places - (places.max(0) + places.min(0)) / 2, axis=1)))]
    if turned > 0.3 * way[0].fov:
        return [way[0], way[len(way) // 2], way[-1]]
    if across.max() - across.min() < APART:
        return [middle] if turned < 0.1 * way[0].fov else [way[len(way) // 2]]
    ends = sorted({int(np.argmin(across)), int(np.argmax(across))})
    return [way[index] for index in ends]


def _angle(one: Eye, other: Eye) -> float:
    return math.degrees(math.acos(float(np.clip(axes(one)[:, 2] @ axes(other)[:, 2], -1, 1))))


def _turned(before: Floats, after: Floats) -> Floats:
    """Return the least rotation that turns one direction into another."""
    a, b = before / np.linalg.norm(before), after / np.linalg.norm(after)
    v, c = np.cross(a, b), float(a @ b)
    cross = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.asarray(np.eye(3) + cross + cross @ cross / (1 + c))


def _swung(camera: Floats, offset: Offset) -> Floats:
    """Return the axes turned about themselves: right, up, clockwise."""
    yaw, pitch, roll = (math.radians(angle) for angle in (offset.yaw, offset.pitch, offset.roll))
    about_down = np.array([[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]])
    about_right = np.array([[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    about_ahead = np.array([[math.cos(roll), -math.sin(roll), 0], [math.sin(roll), math.cos(roll), 0], [0, 0, 1]])
    return np.asarray(camera @ about_down @ about_right @ about_ahead)
