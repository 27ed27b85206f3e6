"""Seen: which face says a line, by whose mouth moves with it and by whose face that voice has had elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...tools.listening.listener import Said

GOES_WITH = 0.30
"""How far lips must go with what is heard."""
ALONE = 0.15
"""The same, for the only face that is seen."""
MOVES = 0.004
"""How much the lips of somebody who speaks move at least, in heights of the face."""
KNOWN = 0.363
"""Cosine of two pictures from which on SFace takes them for one person."""
CLEARLY = 0.08
UNSURE = 0.35
"""How sure one must be of a voice, at least, not to ask the picture."""

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """Who says a line in one stretch of it."""

    line: int
    first: int
    frames: int
    track: str
    """Name among the tracks; empty: nobody is seen to say it."""
    why: str = ""
    """Why its mouth cannot be remade."""


def seen(stretches: Sequence[Mapping[str, Any]], lines: Sequence[Said]) -> tuple[Seen, ...]:
    """Return who is seen to say each stretch of each line; ``stretches`` are the facts of `Watching`."""
    people = _people(stretches, lines)
    return tuple(
        _who(n, stretch, people.get(lines[int(stretch["line"])].speaker)) for n, stretch in enumerate(stretches)
    )


def settled(stretches: Sequence[Mapping[str, Any]], lines: Sequence[Said]) -> tuple[Said, ...]:
    """Return the lines, those of a doubtful voice given to whose face says them."""
    people = _people(stretches, list(lines))
    found = []
    for n, line in enumerate(lines):
        face = max(
            (face for one in stretches if one["line"] == n for face in one["faces"] if _speaks(face)),
            key=lambda face: float(face["follows"]),
            default=None,
        )
        if line.sure >= UNSURE or face is None or not face["person"] or len(people) < 2:
            found.append(line)
            continue
        likes = sorted(((_like(face, person), name) for name, person in people.items()), reverse=True)
        sure = likes[0][0] >= KNOWN and likes[0][0] - likes[1][0] > CLEARLY
        found.append(line.model_copy(update={"speaker": likes[0][1]}) if sure else line)
    return tuple(found)


def _people(stretches: Sequence[Mapping[str, Any]], lines: Sequence[Said]) -> dict[str, Vector]:
    """Return the face of every voice: of who most surely says its lines."""
    sums: dict[str, Vector] = {}
    for stretch in stretches:
        line = lines[int(stretch["line"])]
        speaking = [face for face in stretch["faces"] if _speaks(face) and face["person"]]
        if line.sure < UNSURE or not speaking:
            continue
        best = max(speaking, key=lambda face: float(face["follows"]))
        weight = float(best["follows"]) * int(stretch["frames"])
        vector = weight * np.array(best["person"], np.float64)
        sums[line.speaker] = sums.get(line.speaker, np.zeros(len(vector))) + vector
    return {name: vector / max(float(np.linalg.norm(vector)), 1e-9) for name, vector in sums.items()}


def _speaks(face: Mapping[str, Any]) -> bool:
    return float(face["follows"]) >= GOES_WITH and float(face["moves"]) >= MOVES


def _like(face: Mapping[str, Any], person: Vector | None) -> float:
    return float(np.array(face["person"]) @ person) if person is not None and face["person"] else 0.0


def _who(n: int, stretch: Mapping[str, Any], person: Vector | None) -> Seen:
    faces = list(enumerate(stretch["faces"]))
    place = _place(faces, person)
    face = faces[place][1] if place is not None else None
    return Seen(
        line=int(stretch["line"]),
        first=int(stretch["first"]),
        frames=int(stretch["frames"]),
        track=f"{n}.{place}" if face is not None and not face["why"] else "",
        why=str(face["why"]) if face is not None else "nobody is seen to say it",
    )


def _place(faces: Sequence[tuple[int, Mapping[str, Any]]], person: Vector | None) -> int | None:
    """Return which face speaks: whose lips go with it, the known one counting for more; None if none does."""
    if not faces:
        return None
    rated = sorted(((_rating(face, person), place) for place, face in faces), reverse=True)
    best, place = rated[0]
    face = faces[place][1]
    moves = float(face["moves"]) >= MOVES
    if len(faces) == 1:
        return place if (moves and float(face["follows"]) >= ALONE) or _like(face, person) >= KNOWN else None
    if moves and best >= GOES_WITH and best - rated[1][0] >= CLEARLY:
        return place
    alike = sorted(((_like(face, person), place) for place, face in faces), reverse=True)
    return alike[0][1] if alike[0][0] >= KNOWN and alike[0][0] - alike[1][0] > CLEARLY else None


def _rating(face: Mapping[str, Any], person: Vector | None) -> float:
    known = _like(face, person) - KNOWN if person is not None and face["person"] else 0.0
    return float(face["follows"]) + 0.4 * known
