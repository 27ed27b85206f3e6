"""Moving: who and what moves while a place is filmed, so that it is left out of the set.

What is found: whatever goes another way than the place does from one picture to the next, and the people whom it
belongs to. Not found: who stands still all the while, and what moves exactly as the camera does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ...identity.faces import Face, find_faces
from ...photo.layers import person
from .looking import SMALL, Look

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

LATER = 0.4
"""Seconds between the pictures in which motion is looked for."""
OFF = 1.0
"""Pixels of ``SMALL`` by which something must go another way."""
LEAST = 0.004
"""Share of the picture that moves at least, to be something."""
TOGETHER, BODY = 0.8, 5.0
"""Pixels of ``SMALL`` within which what belongs together goes; sizes of the part that strays up to which it grows."""
TOUCHED, REACH, SOLID = 0.1, 0.6, 0.6
"""Share of a person that moves, for it to be one and not a picture of one; how far beyond what moves it reaches, in
sizes of that; share of what is there from which it is no person but a mistake."""
AROUND = 0.015
"""By how much of the longer side a mask is made wider: shadows and soft edges."""
SKIN = 0.6
"""Probability from which a pixel is somebody."""


@dataclass(frozen=True)
class Moved:
    """What moves in one kept frame."""

    mask: Mask | None
    """Height x width of the frame; None: nothing moves."""
    share: float
    """Of the picture."""
    people: int
    """Faces that move."""
    still: int
    """Faces that do not: portraits, or people who stand still and stay in the set."""


def moved(frame: Pixels, look: Look, looks: Sequence[Look]) -> Moved:
    """Return what moves in a frame (height x width x 3, RGB), by the looks before and after it."""
    motion = stray(look, looks)
    height, width = frame.shape[:2]
    bgr = np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), np.uint8)
    large = np.asarray(cv2.resize(motion.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)) > 0
    faces = [(face, _box(face, width, height)) for face in find_faces(bgr)]
    moving = [box for _, box in faces if large[box].mean() > 2 * TOUCHED]
    if not motion.any():
        return Moved(None, 0.0, 0, len(faces))
    found = large | _owners(bgr, large)
    for box in moving:
        found[box] = True
    reach = 2 * max(1, round(AROUND * max(height, width))) + 1
    round_ = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    mask = np.asarray(cv2.dilate(found.astype(np.uint8), round_)) > 0
    return Moved(mask, float(mask.mean()), len(moving), len(faces) - len(moving))


def stray(look: Look, looks: Sequence[Look]) -> Mask:
    """Return where a look goes another way than the place does: its small size.

    It must do so both from the look before and to the look after: what only comes from behind something does one.
    """
    flows = [_flowed(look.small, other.small) for other in _beside(look, looks)]
    found = np.full(look.small.shape, bool(flows))
    for flow, sure in flows:
        found &= _off(flow, sure)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    opened = cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_OPEN, disc)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(opened)
    whole = np.zeros_like(found)
    for part in range(1, count):
        if stats[part, cv2.CC_STAT_AREA] >= LEAST * found.size:
            for flow, _ in flows:
                whole |= _grown(parts == part, flow)
    return whole


def _grown(seed: Mask, flow: Floats) -> Mask:
    """Return what goes along with a part that moves: the rest of the body goes where the arm does not.

    What would grow beyond all measure has leaked into the place, which may go that way too.
    """
    apart = np.linalg.norm(flow - np.median(flow[seed], axis=0), axis=-1)
    _, parts = cv2.connectedComponents(((apart < TOGETHER) | seed).astype(np.uint8))
    body = np.asarray(np.isin(parts, np.unique(parts[seed])), np.bool_)
    return body if body.sum() <= BODY * seed.sum() else seed


def _beside(look: Look, looks: Sequence[Look]) -> list[Look]:
    """Return the sharp look before it and the one after it; at an end of the footage, the two on its one side."""
    others = [one for one in looks if one.sharp and one.number != look.number]
    earlier = [one for one in others if one.second <= look.second - 0.6 * LATER]
    later = [one for one in others if one.second >= look.second + 0.6 * LATER]
    if earlier and later:
        return [earlier[-1], later[0]]
    return earlier[-2:] if earlier else later[:2]


def _flowed(here: Pixels, there: Pixels) -> tuple[Floats, Mask]:
    """Return where every pixel of a grey picture goes in another, and which of them come back from there."""
    flowing = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = np.asarray(flowing.calc(here, there, np.zeros((*here.shape, 2), np.float32)), np.float32)
    back = np.asarray(flowing.calc(there, here, np.zeros((*here.shape, 2), np.float32)), np.float32)
    y, x = np.mgrid[: here.shape[0], : here.shape[1]].astype(np.float32)
    to = (x + flow[..., 0], y + flow[..., 1])
    returned = cv2.remap(back, *to, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(99, 99))
    return flow, np.asarray(np.linalg.norm(flow + returned, axis=-1) < 1.0, np.bool_)


def _off(flow: Floats, sure: Mask) -> Mask:
    """Return where a flow does not lie on the lines that it has in a place that stands still."""
    y, x = np.mgrid[: sure.shape[0], : sure.shape[1]].astype(np.float32)
    ahead = np.stack([x + flow[..., 0], y + flow[..., 1]], axis=-1)
    start = np.stack([x, y], axis=-1)
    grid = np.zeros(sure.shape, np.bool_)
    grid[4::8, 4::8] = True
    used = grid & sure
    if used.sum() < 60:
        return np.zeros(sure.shape, np.bool_)
    lines, _ = cv2.findFundamentalMat(start[used], ahead[used], cv2.FM_RANSAC, 0.5, 0.999, 2000)
    if lines is None or lines.shape != (3, 3):
        return np.zeros(sure.shape, np.bool_)
    return (_astray(np.asarray(lines, np.float64), start, ahead) > OFF) & sure


def _astray(
    lines: npt.NDArray[np.float64], start: npt.NDArray[np.float32], end: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """Return how far, in pixels, each point has strayed from its line (Sampson's distance)."""
    one = np.ones(start.shape[:2])
    first = np.stack([start[..., 0], start[..., 1], one], axis=-1)
    second = np.stack([end[..., 0], end[..., 1], one], axis=-1)
    ahead, back = first @ lines.T, second @ lines
    steep = (ahead[..., :2] ** 2).sum(axis=-1) + (back[..., :2] ** 2).sum(axis=-1)
    return np.asarray(np.abs((second * ahead).sum(axis=-1)) / np.sqrt(np.maximum(steep, 1e-12)))


def _owners(bgr: Pixels, motion: Mask) -> Mask:
    """Return the people to whom the motion belongs: somebody who lifts an arm is left out whole.

    The net that tells people from places sees some in furniture; so nobody reaches far beyond what moves of them.
    """
    somebody = np.asarray(person(bgr) > SKIN)
    found = np.zeros_like(motion)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(motion.astype(np.uint8))
    for part in range(1, count):
        left, top, width, height, _ = (int(value) for value in stats[part])
        reach = round(REACH * max(width, height))
        about = (slice(max(0, top - reach), top + height + reach), slice(max(0, left - reach), left + width + reach))
        near = somebody[about]
        touched = (near & (parts == part)[about]).sum() > TOUCHED * near.sum()
        if touched and near.mean() < SOLID:
            found[about] |= near
    return found


def filling(frame: Pixels) -> float:
    """Return which share of a frame (height x width x 3, RGB) somebody fills whose face is seen; 0 without a face."""
    scale = min(1.0, 2 * SMALL / max(frame.shape[:2]))
    small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    bgr = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2BGR), np.uint8)
    faces = find_faces(bgr)
    if not faces:
        return 0.0
    somebody = person(bgr) > SKIN
    seen = [somebody[_box(face, bgr.shape[1], bgr.shape[0])].mean() > 0.5 for face in faces]
    return float(somebody.mean()) if any(seen) else 0.0


def _box(face: Face, width: int, height: int) -> tuple[slice, slice]:
    left, top, right, bottom = face.box
    return (
        slice(max(0, min(height - 1, round(top))), max(1, min(height, round(bottom)))),
        slice(max(0, min(width - 1, round(left))), max(1, min(width, round(right)))),
    )
