"""Who is who: the faces found in a picture, and the figures that a shot has."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ..picture.spec import ShotSpec
from .faces import Face

SMALLEST = 90
"""Pixels from hairline to chin, in the frame, below which a face does not act."""
TURNED = 40.0
"""Degrees beyond which it does not either."""


@dataclass(frozen=True)
class Part:
    """One figure of a shot and its face in the picture."""

    face: Face | None
    reason: str = ""
    """Why it does not act; empty: it does."""

    @property
    def acts(self) -> bool:
        """Whether it moves by itself."""
        return not self.reason


def parts(spec: ShotSpec, faces: list[Face], width: int) -> tuple[Part, ...]:
    """Return the part of each figure; ``width`` is that of the picture in which the faces were found."""
    shown = [index for index in range(len(spec.figures)) if seen_from_front(spec, index)]
    given = assigned(shown, faces, width)
    scale = spec.width / width
    found = []
    for index in range(len(spec.figures)):
        if index not in shown:
            found.append(Part(None, "its back is to the camera"))
        elif index not in given:
            found.append(Part(None, "no face was found for it"))
        else:
            found.append(Part(given[index], _reason(given[index], scale)))
    return tuple(found)


def seen_from_front(spec: ShotSpec, index: int) -> bool:
    """Return whether a figure shows its face."""
    over = spec.framing == "over_shoulder" and index == 0 and len(spec.figures) > 1
    return spec.figures[index].faces != "away" and not over


def assigned(shown: list[int], faces: list[Face], width: int) -> dict[int, Face]:
    """Give faces to figures, both from left to right; where there are fewer faces, the places nearest to them."""
    largest = sorted(sorted(faces, key=lambda face: -face.height)[: len(shown)], key=_middle)
    places = {index: width * (rank + 0.5) / len(shown) for rank, index in enumerate(shown)}

    def off(choice: Sequence[int]) -> float:
        return sum(abs(places[index] - _middle(face)) for index, face in zip(choice, largest, strict=True))

    nearest = min(combinations(shown, len(largest)), key=off)
    return dict(zip(nearest, largest, strict=True))


def _middle(face: Face) -> float:
    left, _, right, _ = face.box
    return (left + right) / 2


def _reason(face: Face, scale: float) -> str:
    tall = face.height * scale
    if tall < SMALLEST:
        return f"its face is {tall:.0f} pixels tall, under {SMALLEST}"
    if face.yaw > TURNED:
        return f"its face is turned by {face.yaw:.0f} degrees, over {TURNED:.0f}"
    return ""
