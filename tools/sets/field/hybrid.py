"""The hybrid: how deep it is the field says, what it looks like the frames themselves, sharper than any field.

For every pixel the depth leads to the frames nearest to the eye; each counts by how well it is placed, if its own depth
agrees that it saw this very point and its colour is not quite another than the field's. Where none counts, the field's
own colour stands; where no frame ever looked, the picture is made up from what is around, and said to be.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..set import Plate
from .edges import sharpened
from .field import Field
from .refining import refined
from .rendering import View, render
from .sources import Floats, Mask, Sources

FRAMES = 6
"""Frames that colours are taken from."""
COARSE = 3
"""The field is asked for one pixel in so many, along each side."""
LIKE = 0.15
"""Difference of colour from the field's (0 to 1) at which a frame counts for two thirds."""
OWN = 0.02
"""What the field's own colour counts."""
LEAST_ANGLE = 0.03
"""Radians between two looks at a point at which neither is better placed."""


def film(field: Field, sources: Sources, eye: Eye, width: int, height: int, without: Sequence[int] = ()) -> Plate:
    """Return the plate that an eye sees, at a size; ``without``: frames that colours may not come from."""
    small = (max(2, round(width / COARSE)), max(2, round(height / COARSE)))
    view = render(field, eye, *small)
    seen = sources.seen(eye, view.depth) > 0
    view = made_up(view, seen)
    colour, depth = blended(sources, eye, view, width, height, without)
    whole = cv2.resize(seen.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR) > 0.5
    return Plate(eye, (colour * 255 + 0.5).astype(np.uint8), depth, np.asarray(whole))


def blended(
    sources: Sources, eye: Eye, view: View, width: int, height: int, without: Sequence[int] = ()
) -> tuple[Floats, Floats]:
    """Return a picture (height x width x 3, 0 to 1) in the frames' own colours, and its depth (height x width)."""
    chosen = sources.nearest(eye, float(np.median(view.depth)) / 2, FRAMES, without)
    field = _enlarged(view.colour, width, height)
    coarse = np.asarray(cv2.resize(view.depth, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    rough = _mixed(sources, chosen[:3], eye, coarse, field)
    believed = sharpened(view.depth, view.colour, rough)
    depth = _larger(refined(sources, chosen, eye, _halved(believed)), believed)
    return _mixed(sources, chosen, eye, depth, field, believed), depth


def made_up(view: View, seen: Mask) -> View:
    """Return a view whose unseen parts continue what is around them."""
    if seen.all() or not seen.any():
        return view
    holes = cv2.dilate((~seen).astype(np.uint8), np.ones((3, 3), np.uint8))
    painted = cv2.inpaint((view.colour * 255).astype(np.uint8), holes, 4, cv2.INPAINT_TELEA).astype(np.float32) / 255
    soft = cv2.GaussianBlur(holes.astype(np.float32), (0, 0), 1.0)[..., None]
    return View((view.colour * (1 - soft) + painted * soft).astype(np.float32), view.depth)


def _mixed(
    sources: Sources,
    chosen: Sequence[tuple[int, float]],
    eye: Eye,
    depth: Floats,
    field: Floats,
    believed: Floats | None = None,
) -> Floats:
    """Return the field's colours with those of frames laid over them, as much as each is to be believed.

    ``believed`` is the depth by which it is judged what a frame saw, if another than ``depth``: the frames' own depths
    are the field's too, and err as it does.
    """
    total = np.full(depth.shape, OWN, np.float32)
    colour = field * OWN
    for number, place in chosen:
        reached = sources.reached(number, eye, depth if believed is None else believed)
        if not reached.saw.any():
            continue
        if believed is not None:
            reached = replace(sources.placed(number, eye, depth), saw=reached.saw)
        shown = sources.colour(number, reached)
        unlike = np.square(shown - field).sum(-1)
        angle = _angle(np.array(eye.at), sources.places[number], eye, depth, reached.depth)
        counts = reached.saw * np.exp(unlike / np.float32(-2 * LIKE**2)) * np.float32(place) / (LEAST_ANGLE + angle)
        colour += shown * counts[..., None]
        total += counts
    return colour / total[..., None]


def _angle(
    here: npt.NDArray[np.float64], there: npt.NDArray[np.float64], eye: Eye, depth: Floats, other: Floats
) -> Floats:
    """Return about how much the looks of two cameras at each point differ, radians."""
    baseline = np.float32(np.linalg.norm(here - there))
    return baseline / np.maximum(np.maximum(depth, other), np.float32(1e-2))


def _halved(depth: Floats) -> Floats:
    """Return every second pixel of every second row: between two surfaces there is nothing to average."""
    return np.ascontiguousarray(depth[::2, ::2])


def _larger(moved: Floats, depth: Floats) -> Floats:
    """Return depths moved as their halves were."""
    height, width = depth.shape
    move = moved / _halved(depth)
    return depth * cv2.resize(move, (width, height), interpolation=cv2.INTER_LINEAR)


def _enlarged(colour: Floats, width: int, height: int) -> Floats:
    big = cv2.resize(colour, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(big, 0, 1), np.float32)
