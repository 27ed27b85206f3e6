"""Watching: whose mouth moves while a line is heard, and where every face is meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ..edit.level import RATE as SOUND
from ..edit.wav import read_sound
from ..identity.faces import find_faces as find_people
from ..photo.faces import Face, find_faces
from ..photo.tracking import Track, steady, tracks, usable
from ..take import Made, Spec, Take
from .decoding import even, pictures

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

CUT = 26.0
"""Mean difference of two small grey frames, of 255, at which the shot is another one."""
SHORTEST = 6
"""Frames of a stretch in which somebody can be told to speak."""
MOST = 4
"""Faces that are followed at once: the largest."""
LOOKED, HELD = 1280, 150
"""Longest side of the pictures in which faces are followed, and how many of them are held at once."""
PARTED = (13, 14)
"""Inner edge of the upper and of the lower lip."""
LAG = 3
"""Frames by which lips may run ahead of what is heard, or behind."""


class WatchSpec(Spec):
    """When something is said in the video that is handed in first; the second is its voice, parted from its bed."""

    spans: tuple[tuple[float, float], ...]
    rate: str
    width: int
    height: int


@dataclass
class Stretch:
    """Some frames of one shot in which a line is heard."""

    line: int
    first: int
    frames: list[Pixels] = field(default_factory=list)


@dataclass(frozen=True)
class Watching:
    """Makes the tracks of all faces that are seen while somebody speaks: an npz, ``<stretch>.<face>`` to points.

    Points are frames x 468 x 3 in pixels, NaN where the face is lost. Facts: ``stretches``, each with ``line``,
    ``first``, ``frames`` and ``faces``: ``{middle, height, found, follows, moves, why, person}``; ``follows`` is how
    far its lips go with what is heard (-1 to 1), ``moves`` how much they move, ``why`` why it cannot be remade,
    ``person`` 128 numbers that are alike for the same face.
    """

    tool = "watching"
    version = "1"
    suffix = ".npz"

    def make(self, spec: WatchSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the tracks at ``out``; ToolError if the video does not read."""
        if len(inputs) != 3:
            raise MakerRefused("faces are watched in a video with its sound and its bed: hand in those three")
        cv2.setNumThreads(1)
        video, heard, bed = (Path(take.path) for take in inputs)
        loud = _loudness(read_sound(heard) - read_sound(bed), Fraction(spec.rate))
        found: dict[str, npt.NDArray[np.float32]] = {}
        told = []
        scale = spec.width / looked(spec.width, spec.height)[0]
        for number, stretch in enumerate(_stretches(video, spec)):
            faces = _faces(stretch, loud, scale)
            for place, (track, _) in enumerate(faces):
                found[f"{number}.{place}"] = _points(track)
            told.append(
                {"line": stretch.line, "first": stretch.first, "frames": len(stretch.frames)}
                | {"faces": [facts for _, facts in faces]}
            )
        with out.open("wb") as file:
            np.savez(file, **found)  # type: ignore[arg-type]
        return Made(facts={"stretches": told})


def _stretches(video: Path, spec: WatchSpec) -> Iterator[Stretch]:
    """Yield the stretches of a video in which somebody is heard: a line is cut where the shot changes."""
    rate = Fraction(spec.rate)
    spans = [(round(start * rate), round(end * rate)) for start, end in spec.spans]
    last = max((end for _, end in spans), default=0)
    held: Stretch | None = None
    before: Pixels | None = None
    for number, picture in enumerate(pictures(video, spec.rate, looked(spec.width, spec.height))):
        if number >= last:
            break
        line = next((n for n, (start, end) in enumerate(spans) if start <= number < end), None)
        small = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (32, 32), interpolation=cv2.INTER_AREA)
        jumped = before is not None and float(np.abs(small.astype(float) - before).mean()) > CUT
        before = np.asarray(small, np.uint8)
        if held is not None and (line != held.line or jumped or len(held.frames) >= HELD):
            yield held
            held = None
        if line is not None:
            held = held or Stretch(line, number)
            held.frames.append(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), np.uint8))
    if held is not None:
        yield held


def looked(width: int, height: int) -> tuple[int, int]:
    """Return the size in which faces are followed."""
    scale = min(1.0, LOOKED / max(width, height))
    return even(round(width * scale), round(height * scale))


def _faces(stretch: Stretch, loud: Floats, scale: float) -> list[tuple[Track, dict[str, Any]]]:
    """Return the faces of a stretch, from left to right, and what can be said of each."""
    if len(stretch.frames) < SHORTEST:
        return []
    looks = stretch.frames[:: max(1, len(stretch.frames) // 3)][:3]
    count = max(len(find_faces(picture)) for picture in looks)
    if not count:
        return []
    followed = tracks(stretch.frames, list(range(min(count, MOST))))
    heard = loud[stretch.first : stretch.first + len(stretch.frames)]
    found = []
    for track in followed.values():
        calm = steady(track)
        if any(face is not None for face in calm):
            person = _person(stretch.frames, calm)
            large: Track = [None if face is None else Face(face.points * scale, face.sure) for face in calm]
            found.append((large, _told(large, heard) | {"person": person}))
    return found


def _told(track: Track, heard: Floats) -> dict[str, Any]:
    opened, seen = opening(track), [face for face in track if face is not None]
    middle = np.mean([(face.box[0] + face.box[2]) / 2 for face in seen])
    reasons = [reason for face in track if (reason := usable(face))]
    return {
        "middle": round(float(middle), 1),
        "height": round(float(np.median([face.height for face in seen])), 1),
        "found": round(len(seen) / len(track), 3),
        "follows": round(follows(opened, heard), 3),
        "moves": round(float(np.nanstd(opened)), 4),
        "why": max(sorted(set(reasons)), key=reasons.count) if len(reasons) > 0.6 * len(track) else "",
    }


def opening(track: Track) -> Floats:
    """Return how far a mouth is open in every frame, in heights of the face; NaN where it is lost."""
    upper, lower = PARTED
    gaps = [
        np.nan if face is None else float(np.linalg.norm(face.points[upper, :2] - face.points[lower, :2]) / face.height)
        for face in track
    ]
    return np.array(gaps)


def follows(opened: Floats, heard: Floats) -> float:
    """Return how far lips go with loudness, -1 to 1, at the lag within which they do most; 0 if they do not move."""
    size = min(len(opened), len(heard))
    opened, heard = opened[:size], heard[:size]
    best = 0.0
    for lag in range(-LAG, LAG + 1):
        lips, sound = (opened[lag:], heard[: size - lag]) if lag >= 0 else (opened[:lag], heard[-lag:])
        there = ~np.isnan(lips)
        if there.sum() >= SHORTEST and np.std(lips[there]) > 1e-4 and np.std(sound[there]) > 1e-6:
            best = max(best, float(np.corrcoef(lips[there], sound[there])[0, 1]))
    return best


def _loudness(voice: npt.NDArray[Any], rate: Fraction) -> Floats:
    """Return how loud a voice is in every frame, evened out, 0 to 1."""
    edges = [round(n * SOUND / rate) for n in range(int(len(voice) * rate / SOUND) + 1)]
    if len(edges) < 2:
        return np.zeros(1)
    power = np.add.reduceat((voice**2).sum(axis=1).astype(np.float64), edges[:-1]) / max(1, edges[1])
    level = np.clip((10 * np.log10(power + 1e-10) + 60) / 45, 0, 1)
    return np.convolve(level, (0.25, 0.5, 0.25), "same")


def _person(frames: Sequence[Pixels], track: Track) -> list[float]:
    """Return what is alike in all pictures of one face; nothing where nobody here can tell."""
    from ...errors import MissingPart
    from ..identity.embedding import SFace

    place = next((n for n, face in enumerate(track) if face is not None and n >= len(track) // 2), None)
    face = track[place] if place is not None else None
    if place is None or face is None:
        return []
    left, _, right, _ = face.box
    try:
        people = find_people(frames[place])
        near = [one for one in people if abs(one.middle - (left + right) / 2) < 0.3 * (right - left)]
        return [round(float(n), 4) for n in SFace().embed(frames[place], near[0])] if near else []
    except MissingPart:
        return []


def _points(track: Track) -> npt.NDArray[np.float32]:
    lost = np.full((468, 3), np.nan)
    return np.array([lost if face is None else face.points for face in track], np.float32)
