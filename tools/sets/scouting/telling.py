"""Telling: what was measured of footage, in figures, and in sentences for whoever filmed it."""

from collections.abc import Sequence

import numpy as np

from ..geometry import fov_of
from .levelling import Levelled
from .looking import Look
from .moving import Moved
from .parallax import parallax, walked, widest
from .poses import Pairs, Posed
from .reading import Footage


def told(
    footage: Footage,
    looks: Sequence[Look],
    kept: Sequence[Look],
    moved: Sequence[Moved],
    pairs: Pairs,
    posed: Posed,
    levelled: Levelled,
) -> dict[str, object]:
    """Return the facts of a capture: plain JSON data."""
    at = levelled.points(posed.at)
    masked = [one.share for one in moved if one.mask is not None]
    return {
        "frames_in_footage": footage.offered,
        "looked_at": len(looks),
        "sharp": sum(look.sharp for look in looks),
        "kept": len(kept),
        "registered": len(posed.frames),
        "share": round(len(posed.frames) / len(kept), 3),
        "error_px": round(float(posed.errors.mean()), 3),
        "points": len(posed.points),
        "focal_px": round(posed.focal, 2),
        "fov": round(fov_of(posed.focal, footage.size[1]), 2),
        "bend": round(posed.bend, 4),
        "mapper": posed.mapper,
        "parallax_degrees": round(parallax(posed), 2),
        "flat_pairs": round(pairs.flat, 3),
        "baseline_m": round(widest(at), 2),
        "walked_m": round(walked(at), 2),
        "held_m": round(float(np.median(at[:, 1])), 2),
        "scale": levelled.scale_from,
        "up": levelled.up_from,
        "floor": levelled.floor_from,
        "tall_m": round(levelled.tall, 2),
        "ceiling": levelled.ceiling,
        "moving_frames": len(masked),
        "moving_share": round(float(np.mean(masked)), 3) if masked else 0.0,
        "faces_moving": sum(one.people for one in moved),
        "faces_still": sum(one.still for one in moved),
        "hdr": footage.shot.hdr,
        "upright": footage.shot.height > footage.shot.width,
        "width": footage.size[0],
        "height": footage.size[1],
        "seconds": round(footage.shot.seconds, 2),
        "read_seconds": round(footage.read, 2),
        "key_frames_only": footage.keys,
        "notes": notes(footage, kept, moved, posed, levelled),
    }


def notes(
    footage: Footage, kept: Sequence[Look], moved: Sequence[Moved], posed: Posed, levelled: Levelled
) -> list[str]:
    """Return what whoever filmed it should know: what was done to the footage, and what would make it better."""
    found = []
    if footage.shot.hdr:
        found.append("The footage is HDR: its light was brought down to plain colours.")
    if footage.shot.height > footage.shot.width:
        found.append("The footage is upright: it sees less to the sides; film a set lying down, to turn farther in it.")
    if footage.keys:
        found.append("The footage is long and large: only its key frames were looked at.")
    elif footage.read < footage.shot.seconds - 0.1:
        found.append(f"The footage is very long: only its first {footage.read:.0f} seconds were looked at.")
    lost = len(kept) - len(posed.frames)
    if lost:
        found.append(f"{lost} of {len(kept)} frames found no place and were left out.")
    if levelled.scale_from.startswith("camera"):
        found.append("Nobody measured the place: its size is judged from how high a camera is held; give its height.")
    if levelled.floor_from != "floor":
        found.append("The floor was not seen well enough: the lowest points stand for it; film some of it.")
    if sum(one.still for one in moved) > len(moved) / 2:
        found.append("A face is seen that does not move: a portrait, or somebody who now stands in the set.")
    return found
