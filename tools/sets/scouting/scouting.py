"""Scouting: footage of a place is measured, and becomes frames with their cameras and the points that they share."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ....errors import MakerRefused
from ...take import Lane, Made, Take
from ..capture import Capture, Frame
from ..geometry import eye_of, fov_of
from ..spec import CaptureSpec
from . import refusals
from .choosing import chosen
from .levelling import Levelled, level
from .looking import Look, look_through, way
from .moving import Moved, filling, moved
from .parallax import parallax
from .poses import Posed, compare, laid_out, lay_out, need_pycolmap, solve
from .reading import Footage, read_footage
from .straightening import Lens
from .telling import told

Pixels = npt.NDArray[np.uint8]

GLANCES = 12
"""Frames in which it is seen whether people fill them, before anything else is done."""
QUALITY = 95
"""Of the JPEGs that are kept."""


@dataclass(frozen=True)
class Scouting:
    """Makes the capture of footage, by pycolmap.

    Facts, all of them in the capture too: ``frames_in_footage, looked_at, sharp, kept, registered, share``,
    ``error_px`` (mean reprojection), ``points, focal_px, fov, bend, mapper``, ``parallax_degrees`` (median angle
    within which a point is seen), ``flat_pairs``, ``baseline_m`` (the farthest two cameras), ``walked_m, held_m``,
    ``scale, up, floor`` (what each was taken from), ``tall_m, ceiling``, ``moving_frames, moving_share, faces_moving,
    faces_still``, ``hdr, upright, width, height, seconds, read_seconds, key_frames_only``, and ``notes``: sentences for
    whoever filmed it.
    """

    tool = "pycolmap"
    version = "1"
    suffix = ".zip"
    lane: Lane = "card"

    def make(self, spec: CaptureSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the capture at ``out``; raise MakerRefused, with the remedy, for footage that cannot become a set.

        The one input is the take of the user's file.
        """
        if len(inputs) != 1:
            raise MakerRefused("A place is scouted from one video: hand in one.")
        need_pycolmap()
        cv2.setNumThreads(1)
        with tempfile.TemporaryDirectory(prefix="scouting-") as name:
            capture = _scouted(spec, Path(inputs[0].path), Path(name))
        part = out.with_name(f".{out.name}.part")
        try:
            capture.write(part)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return Made(seconds=float(capture.frames[-1].second), facts=capture.facts)


def _scouted(spec: CaptureSpec, path: Path, folder: Path) -> Capture:
    footage = read_footage(path, spec.width, folder)
    looks = look_through(footage.frames())
    kept = _kept(spec, footage, looks)
    found = _laid_out(footage, looks, kept, folder)
    pairs = compare(folder)
    refusals.refuse_turned(pairs)
    posed = solve(folder, len(kept))
    refusals.refuse_unplaced(len(posed.frames) if posed else 0, len(kept), pairs)
    assert posed is not None, "else none was placed, which has been refused"
    refusals.refuse_flat(parallax(posed))
    levelled = level(posed, spec.tall)
    facts = told(footage, looks, kept, found, pairs, posed, levelled)
    return _capture(footage, kept, posed, levelled, folder, facts)


def _kept(spec: CaptureSpec, footage: Footage, looks: list[Look]) -> list[Look]:
    """Return the looks to keep; refuse footage in which there are none."""
    if not looks:
        raise MakerRefused("The footage has not a single picture: export it again, or copy it anew from the camera.")
    refusals.refuse_unchanging(looks, footage.shot.seconds)
    refusals.refuse_blurred(looks)
    sharp = [look for look in looks if look.sharp]
    glances = {look.number for look in sharp[:: max(1, len(sharp) // GLANCES)]}
    refusals.refuse_filled([filling(frame) for number, frame in _frames(footage, glances)])
    come = way(looks)
    refusals.refuse_locked(looks, come)
    kept = chosen(looks, come, spec.frames)
    refusals.refuse_few(len(kept), looks, come)
    return kept


def _laid_out(footage: Footage, looks: list[Look], kept: list[Look], folder: Path) -> list[Moved]:
    """Lay out the kept frames in ``folder``, and return what moves in each."""
    found = []
    for place, (number, frame) in enumerate(_frames(footage, {look.number for look in kept})):
        found.append(moved(frame, looks[number], looks))
        lay_out(folder, place, frame, found[-1].mask)
    return found


def _frames(footage: Footage, wanted: set[int]) -> Iterator[tuple[int, Pixels]]:
    return ((number, frame) for number, (_, frame) in enumerate(footage.frames()) if number in wanted)


def _capture(
    footage: Footage, kept: list[Look], posed: Posed, levelled: Levelled, folder: Path, facts: dict[str, object]
) -> Capture:
    """Return the capture: frames straightened, cameras and points in the world of the set."""
    width, height = footage.size
    lens = Lens(width, height, posed.focal, posed.bend)
    maps, fov = lens.maps(), fov_of(lens.straight, height)
    frames = []
    for place, at, axes in zip(posed.frames, levelled.points(posed.at), levelled.axes(posed.axes), strict=True):
        picture, moving = laid_out(folder, place)
        colour = cv2.cvtColor(lens.straightened(picture, maps), cv2.COLOR_RGB2BGR)
        masked = lens.straightened(moving.astype(np.uint8) * 255, maps, mask=True) if moving.any() else None
        frames.append(
            Frame(
                second=kept[place].second,
                eye=eye_of(at, axes, fov),
                picture=_coded(".jpg", colour, cv2.IMWRITE_JPEG_QUALITY, QUALITY),
                masked=b"" if masked is None else _coded(".png", masked, cv2.IMWRITE_PNG_COMPRESSION, 6),
            )
        )
    sightings = posed.sightings.copy()
    sightings[:, 1:3] = lens.points(sightings[:, 1:3])
    points = levelled.points(posed.points).astype(np.float32)
    return Capture(tuple(frames), width, height, points, posed.colours, sightings.astype(np.float32), facts)


def _coded(kind: str, picture: npt.ArrayLike, setting: int, value: int) -> bytes:
    return bytes(cv2.imencode(kind, np.asarray(picture), [setting, value])[1])
