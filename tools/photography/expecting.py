"""Expecting: who should be seen in a shot, as the gate wants to know it."""

from ..identity.spec import Expected
from ..picture.spec import ShotSpec

_EMPTY = frozenset({"insert", "title", "end", "establishing"})


def expected(shot: ShotSpec) -> tuple[Expected, ...]:
    """Return everybody who should be seen, from left to right."""
    if shot.framing in _EMPTY:
        return ()
    people = []
    for n, figure in enumerate(shot.figures):
        theirs = [(i, reference) for i, reference in enumerate(shot.references) if reference.figure == n]
        back = figure.faces == "away" or (shot.framing == "over_shoulder" and n == 0 and len(shot.figures) > 1)
        people.append(
            Expected(
                subject=theirs[0][1].subject if theirs else f"figure {n + 1}",
                references=tuple(i for i, _ in theirs),
                faces="away" if back or shot.framing == "silhouette" else figure.faces,
                gaze=figure.gaze,
                colours=(figure.outfit.colour, figure.outfit.accent),
            )
        )
    return tuple(people)
