"""Whom a frame shows: faces found in it, and who of those expected each of them should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from .embedding import Embedder, Vector, likeness, middle
from .faces import Face, Pixels, find_faces
from .spec import Expected
from .thresholds import Thresholds

MOST = 8
"""Faces that are told apart in one picture: the largest."""
NOBODY = 0.25
"""Likeness that stands in where somebody has no references, so that places still decide."""


@dataclass(frozen=True)
class Known:
    """What is known of how somebody looks."""

    expected: Expected
    vector: Vector | None
    """None: no reference shows a face."""
    pictures: tuple[tuple[Pixels, Face], ...] = ()
    """The references that show one, and their faces."""

    @property
    def subject(self) -> str:
        """As messages call them."""
        return self.expected.subject

    @property
    def hidden(self) -> bool:
        """Whether they are to show no face."""
        return self.expected.faces == "away"


@dataclass(frozen=True)
class Shown:
    """A face of a picture."""

    face: Face
    vector: Vector


def known(expected: Expected, references: Sequence[Pixels], embedder: Embedder, same: float) -> Known:
    """Return how somebody looks, from their references; of a sheet that shows them several times, all of those."""
    found: list[tuple[Pixels, Face]] = []
    vectors: list[Vector] = []
    for index in expected.references:
        if index >= len(references):
            continue
        picture = references[index]
        faces = sorted(find_faces(picture), key=lambda face: -face.size)[:MOST]
        ours = [(face, embedder.embed(picture, face)) for face in faces]
        kept = [(face, vector) for face, vector in ours if likeness(vector, ours[0][1]) >= same]
        found += [(picture, face) for face, _ in kept[:1]]
        vectors += [vector for _, vector in kept]
    return Known(expected, middle(vectors) if vectors else None, tuple(found))


def shown(picture: Pixels, embedder: Embedder, limits: Thresholds) -> list[Shown]:
    """Return the faces of a picture that count, from left to right."""
    least = limits.counted * picture.shape[0]
    faces = [face for face in find_faces(picture) if face.size >= least]
    largest = sorted(faces, key=lambda face: -face.size)[:MOST]
    return [Shown(face, embedder.embed(picture, face)) for face in faces if face in largest]


def placed(people: Sequence[Known], faces: Sequence[Shown]) -> dict[int, int]:
    """Return which face should be whose, by index of each: left to right, and of such ways the most like."""
    if not people or not faces:
        return {}
    count = min(len(people), len(faces))
    ways = (
        dict(zip(persons, chosen, strict=True))
        for persons in combinations(range(len(people)), count)
        for chosen in combinations(range(len(faces)), count)
    )
    return max(ways, key=lambda way: sum(like(people[person], faces[face]) for person, face in way.items()))


def like(person: Known, shown: Shown) -> float:
    """Return how like somebody a face is; where nothing is known of them, a middling figure."""
    return NOBODY if person.vector is None else likeness(person.vector, shown.vector)


def doubt(face: Face, limits: Thresholds) -> str:
    """Return why nobody could tell whose face it is, in words; nothing if one can."""
    if face.size < limits.smallest:
        return f"the face is {face.size:.0f} pixels large"
    if abs(face.yaw) > limits.turned:
        return "the face is turned away"
    if face.light < limits.darkest:
        return "the face is dark"
    return "the face is blurred" if face.sharpness < limits.sharpest else ""
