"""Filming the practice room: footage as a hand-held camera takes it, and views of which everything is known."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ...footage.writing import write_picture
from ..capture import Capture, Frame
from ..geometry import Floats, project, unproject
from .hand import Hand
from .room import Room
from .solids import Cover, Solid, ball, box, cylinder

Pixels = npt.NDArray[np.uint8]
View = tuple[Eye, Pixels]
CORNERS = 160
"""Points that are taken from one view."""
APART = 0.02
"""Share of its depth within which a point counts as seen."""


@dataclass(frozen=True)
class Filmed:
    """What is known of footage: where the camera truly was at the middle of every frame."""

    eyes: tuple[Eye, ...]
    hidden: tuple[float, ...]
    """Share of every frame that somebody walking through takes."""


def film(
    out: Path,
    seconds: float,
    width: int,
    height: int,
    fps: int = 24,
    hand: Hand | None = None,
    walker: bool = False,
    seed: int = 0,
    path: Callable[[float], Eye] | None = None,
    samples: int = 1,
) -> Filmed:
    """Write footage of the room as an mp4 and return what is true of it.

    ``hand``: by default a careful one. ``path``: the eye by share of the time, 0 to 1; by default the walk of 130
    degrees (``standing`` and ``turning`` are what cannot work). Raises ToolError if it cannot be written.
    """
    eyes: list[Eye] = []
    hidden: list[float] = []
    frames = _frames(seconds, width, height, fps, hand or Hand(), walker, seed, path or Room().strolled, samples)

    def kept() -> Iterator[Pixels]:
        for eye, share, picture in frames:
            eyes.append(eye)
            hidden.append(share)
            yield picture

    write_picture(kept(), out, (width, height), str(fps), (hand or Hand()).quality)
    return Filmed(tuple(eyes), tuple(hidden))


def standing(t: float) -> Eye:
    """Return the eye of a camera that is locked off."""
    return Room().front_eye()


def turning(t: float) -> Eye:
    """Return the eye of a camera that turns on the spot."""
    return Room().front_eye().model_copy(update={"yaw": -40.0 + 80.0 * t})


def views(count: int, width: int, height: int, samples: int = 2) -> tuple[View, ...]:
    """Return what is seen along the walk, clean, with the true eyes."""
    room = Room()
    return tuple((eye, room.render(eye, width, height, samples).colour) for eye in room.walk(count))


def capture_of(seen: Sequence[View], noise: float = 0.3, seed: int = 0) -> Capture:
    """Return views as a capture with true eyes, and points as if they had been matched: ``noise`` pixels off."""
    room, chance = Room(), np.random.default_rng(seed)
    height, width = seen[0][1].shape[:2]
    depths = [room.depth(eye, width, height) for eye, _ in seen]
    points, colours = _points(seen, depths)
    rows = []
    for number, (eye, _) in enumerate(seen):
        at, deep = project(eye, width, height, points)
        x, y = np.floor(at[:, 0]).astype(int), np.floor(at[:, 1]).astype(int)
        inside = np.flatnonzero((deep > 0.05) & (x >= 0) & (y >= 0) & (x < width) & (y < height))
        true = depths[number][y[inside], x[inside]]
        found = inside[(np.abs(true - deep[inside]) < APART * deep[inside]) & (chance.random(inside.size) < 0.6)]
        where = at[found] + chance.normal(0, noise, (found.size, 2))
        rows.append(np.column_stack([np.full(found.size, number), where, found]))
    sightings = np.concatenate(rows)
    times = np.bincount(sightings[:, 3].astype(int), minlength=len(points))
    kept = np.flatnonzero(times >= 2)
    again = np.full(len(points), -1)
    again[kept] = np.arange(kept.size)
    sightings = sightings[times[sightings[:, 3].astype(int)] >= 2]
    sightings[:, 3] = again[sightings[:, 3].astype(int)]
    frames = tuple(Frame(number / 4, eye, _jpeg(picture)) for number, (eye, picture) in enumerate(seen))
    facts: dict[str, object] = {
        "kept": len(seen),
        "registered": len(seen),
        "error_px": noise,
        "scale": "true",
        "notes": [],
    }
    return Capture(
        frames, width, height, points[kept].astype(np.float32), colours[kept], sightings.astype(np.float32), facts
    )


def visitor(t: float) -> tuple[Solid, ...]:
    """Return somebody in a dark coat, on the way from the door past the fire at a share of the way, 0 to 1."""
    x, z, step = 1.75 - 3.2 * t, -1.75 + 1.05 * math.sin(math.pi * t), math.sin(t * 26)
    coat, skin = Cover("coat", 0.8), Cover("skin", 0.5)
    legs = (
        box((x + side * 0.22 * step - 0.07, 0, z - 0.09), (x + side * 0.22 * step + 0.07, 0.85, z + 0.09), coat)
        for side in (-1, 1)
    )
    return (
        *legs,
        ball((x, 1.12, z), (0.22, 0.42, 0.17), coat),
        cylinder((x, 1.45, z), 0.05, 0.12, skin),
        ball((x, 1.65, z), (0.1, 0.13, 0.11), skin),
        ball((x + 0.02, 1.69, z), (0.11, 0.12, 0.12), coat),
    )


def _frames(
    seconds: float, width: int, height: int, fps: int, hand: Hand, walker: bool, seed: int,
    path: Callable[[float], Eye], samples: int,
) -> Iterator[tuple[Eye, float, Pixels]]:  # fmt: skip
    room, chance, count = Room(), np.random.default_rng(seed), max(1, round(seconds * fps))

    for number in range(count):
        at, half = number / fps, 0.5 / fps
        before, eye, after = (_held(hand, path, seconds, second, seed) for second in (at - half, at, at + half))
        share = number / max(1, count - 1)
        through = visitor((share - 0.25) / 0.5) if walker and 0.25 <= share <= 0.75 else ()
        plate = room.render(eye, width, height, samples, through)
        picture = hand.smeared(plate.colour, plate.depth, before, eye, after)
        yield eye, 1 - float(plate.seen.mean()), hand.grainy(hand.exposed(picture, at, seed), chance)


def _held(hand: Hand, path: Callable[[float], Eye], seconds: float, at: float, seed: int) -> Eye:
    return hand.holding(path(min(1.0, max(0.0, at / seconds))), at, seed)


def _points(seen: Sequence[View], depths: Sequence[npt.NDArray[np.float32]]) -> tuple[Floats, Pixels]:
    """Return what stands out in the views, in the world, each thing once; and its colours."""
    points, colours = [], []
    for (eye, picture), depth in zip(seen, depths, strict=True):
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
        found = cv2.goodFeaturesToTrack(grey, CORNERS, 0.01, 5)
        if found is None:
            continue
        x, y = np.round(np.asarray(found).reshape(-1, 2)).astype(int).T
        points.append(unproject(eye, depth)[y, x])
        colours.append(picture[y, x])
    every, all_colours = np.concatenate(points), np.concatenate(colours)
    _, first = np.unique(np.floor(every / 0.03).astype(int), axis=0, return_index=True)
    return every[np.sort(first)], all_colours[np.sort(first)]


def _jpeg(picture: Pixels) -> bytes:
    done, data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])
    assert done
    return data.tobytes()
