"""Tracking: the faces of a clip, each followed from frame to frame, steady in time."""

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

from .faces import SURE, Face, find_faces, look_again
from .roles import SMALLEST, TURNED, assigned

Pixels = npt.NDArray[np.uint8]
Track = list[Face | None]
"""One face in every frame of a clip."""

SOUGHT = 12
"""Frames after which faces are sought anew."""
STEADY = 0.8
"""How much frames lend each other of where a face is: a sigma, in frames."""
NEAR = 0.8
"""How far a face may go between two frames, in its own heights, and be the same."""
SOFT = 2.0
"""Frames in which an act comes and goes where a face is found or lost: a sigma."""


def tracks(frames: Iterable[Pixels], places: list[int]) -> dict[int, Track]:
    """Return the track of the face of each figure (``places``, from left to right) through frames (BGR)."""
    found: dict[int, Track] = {place: [] for place in places}
    for number, picture in enumerate(frames):
        held = {place: face for place, track in found.items() if track and (face := track[-1]) is not None}
        now: dict[int, Face | None] = {place: _followed(picture, face) for place, face in held.items()}
        if number % SOUGHT == 0 or any(face is None for face in now.values()):
            now = _sought(picture, places, held)
        for place, track in found.items():
            track.append(now.get(place))
    return found


def _followed(picture: Pixels, face: Face) -> Face | None:
    seen = look_again(picture, face)
    return seen if seen.sure >= SURE and _apart(seen, face) < NEAR else None


def _sought(picture: Pixels, places: list[int], held: dict[int, Face]) -> dict[int, Face | None]:
    """Give the faces of a picture to who had them before; if nobody was followed, to figures from left to right."""
    faces = find_faces(picture)
    if not held:
        return dict(assigned(places, faces, picture.shape[1]))
    now: dict[int, Face | None] = {}
    for place, before in held.items():
        near = [face for face in faces if _apart(face, before) < NEAR]
        if near:
            now[place] = min(near, key=lambda face: _apart(face, before))
            faces = [face for face in faces if face is not now[place]]
    # Who was lost may come back: the rest goes to the rest, from left to right.
    lost = [place for place in places if place not in now]
    return now | dict(assigned(lost, faces, picture.shape[1])) if lost and faces else now


def _apart(one: Face, other: Face) -> float:
    return float(np.linalg.norm(one.points[:, :2].mean(axis=0) - other.points[:, :2].mean(axis=0)) / other.height)


def steady(track: Track) -> Track:
    """Return a track without the tremor of the landmarks; stretches where the face is lost stay lost."""
    reach = 2
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / STEADY) ** 2)
    calm: Track = []
    for number, face in enumerate(track):
        if face is None:
            calm.append(None)
            continue
        total, points = 0.0, np.zeros_like(face.points)
        for offset, weight in zip(range(-reach, reach + 1), weights, strict=True):
            other = track[number + offset] if 0 <= number + offset < len(track) else None
            if other is not None and _apart(other, face) < NEAR:
                points, total = points + weight * other.points, total + weight
        calm.append(Face(points / total, face.sure))
    return calm


def usable(face: Face | None) -> str:
    """Return why a face cannot be remade; nothing if it can."""
    if face is None:
        return "no face was found"
    if face.height < SMALLEST:
        return f"the face is {face.height:.0f} pixels tall, under {SMALLEST}"
    return f"the face is turned by {face.yaw:.0f} degrees" if face.yaw > TURNED else ""


def shares(track: Track) -> npt.NDArray[np.float64]:
    """Return how much of an act each frame bears, 0 to 1: it fades where the face is lost, and is whole elsewhere."""
    there = np.array([0.0 if usable(face) else 1.0 for face in track])
    if there.all() or not there.any():
        return there
    core = np.asarray(cv2.erode(there[None], np.ones((1, 5)), borderType=cv2.BORDER_REPLICATE))
    soft = cv2.GaussianBlur(core, (0, 0), sigmaX=SOFT, sigmaY=0.1, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(np.minimum(soft[0], there), np.float64)
