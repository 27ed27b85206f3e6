"""The room of one picture: its walls at true scale, what stands in it, and where one can stand."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye, Mark, Point
from ..geometry import focal, fov_of, project
from .behind import behind
from .box import Box, believed, find_box
from .lines import Held, Lines, find_lines, held
from .sheets import Plane
from .standing import Card, Ground, find_cards, rays_of

Pixels = npt.NDArray[np.uint8]

EYES = 1.5
"""Metres above the floor at which pictures are taken, where the ceiling does not tell."""
LOWEST, HIGHEST = 0.6, 2.3
"""Metres between which the eye is believed to be."""
OPEN = Box(floor=-0.13, ceiling=3.0, left=-2.4, right=2.4)
"""What stands for a place without walls: the ground, and a backdrop."""
PERSON = 1.72
"""Metres of somebody for whom a mark must have room."""
_ROOM = 0.35
"""Metres around somebody."""
_WAYS = {"middle": (0.0, 0.0), "left": (-0.6, 0.0), "right": (0.6, 0.0), "back": (0.0, -0.9), "near": (0.0, 0.8)}


@dataclass(frozen=True)
class Standing:
    """A card in the world."""

    normal: tuple[float, float, float]
    """Away from the eye, level."""
    offset: float
    foot: tuple[float, float]
    """Of its middle: x and z."""
    half: float
    """Metres to either side of it."""
    tall: float

    def holds(self, at: Point, clear: float) -> bool:
        """Tell whether a point is in it, or nearer to it than ``clear`` metres."""
        away = np.array([at[0] - self.foot[0], at[2] - self.foot[1]])
        deep = float(away @ np.array(self.normal)[[0, 2]])
        across = abs(float(away @ np.array([-self.normal[2], self.normal[0]])))
        thick = min(self.half, 0.4)
        return across < self.half + clear and -clear < deep < 2 * thick + clear and at[1] < self.tall + clear


@dataclass(frozen=True)
class Laid:
    """Where everything in a picture is: metres, the floor at y = 0, the picture taken looking along -z."""

    eye: Eye
    """The camera that took it; its picture has the picture's own shape."""
    front: Eye
    """The same, for a picture of 9:16 within it, held straight."""
    walls: tuple[Plane, ...]
    """Points within have a smaller product than the offset."""
    cards: tuple[Standing, ...]
    marks: tuple[Mark, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "eye": self.eye.model_dump(mode="json"),
            "front": self.front.model_dump(mode="json"),
            "walls": [asdict(wall) for wall in self.walls],
            "cards": [asdict(card) for card in self.cards],
            "marks": [mark.model_dump(mode="json") for mark in self.marks],
        }

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Laid":
        """Return it from plain data; raises what is wrong with it: KeyError, TypeError or ValueError."""
        return cls(
            eye=Eye.model_validate(told["eye"]),
            front=Eye.model_validate(told["front"]),
            walls=tuple(Plane(tuple(one["normal"]), float(one["offset"])) for one in told["walls"]),
            cards=tuple(
                Standing(tuple(one["normal"]), one["offset"], tuple(one["foot"]), one["half"], one["tall"])
                for one in told["cards"]
            ),
            marks=tuple(Mark.model_validate(one) for one in told["marks"]),
        )


@dataclass(frozen=True)
class Laying:
    """A picture taken apart."""

    laid: Laid
    room: Pixels
    """RGB, with nothing standing in it."""
    seen: Pixels
    """255 where that was seen."""
    cards: tuple[Pixels, ...]
    """RGBA, from far to near."""
    facts: dict[str, object]
    notes: tuple[str, ...] = ()
    """What was not to be seen in it, in sentences."""


def lay_out(picture: Pixels, tall: float) -> Laying:
    """Return a picture (RGB) taken apart; ``tall`` is the height of the room in metres."""
    lines = find_lines(picture)
    camera = held(lines)
    box = find_box(picture, lines, camera)
    indoors = believed(camera, box)
    eye, walls = _placed(camera, box if indoors else OPEN, tall, lines, indoors)
    ground = Ground(eye, lines.width, lines.height, walls)
    found = find_cards(picture, ground) if indoors else ()
    cards = tuple(_stood(card, eye, lines) for card in found)
    front = _front(eye, lines)
    marks = _marks(front, walls, cards)
    hidden = np.zeros(picture.shape[:2], np.uint8)
    for card in found:
        hidden = np.asarray(np.maximum(hidden, card.alpha), np.uint8)
    grown = np.asarray(cv2.dilate(hidden, np.ones((3, 3), np.uint8)), np.uint8)
    facts = {
        "room": indoors,
        "fov": round(eye.fov, 2),
        "eye": round(eye.at[1], 3),
        "size": [round(value, 2) for value in _size(walls)] if indoors else [],
        "cards": len(cards),
        "hidden": round(float((grown > 127).mean()), 4),
    }
    pictures = tuple(np.dstack([_bled(picture, card.alpha), card.alpha]) for card in found)
    return Laying(
        Laid(eye, front, walls, cards, marks),
        behind(picture, grown, ground),
        np.asarray(255 - grown, np.uint8),
        pictures,
        facts,
        _notes(indoors, box),
    )


def _placed(camera: Held, box: Box, tall: float, lines: Lines, indoors: bool) -> tuple[Eye, tuple[Plane, ...]]:
    """Return the eye in metres and the walls: floor, ceiling, back, left, right."""
    up = EYES
    if indoors and box.ceiling_seen:
        up = float(np.clip(tall * -box.floor / (box.ceiling - box.floor), LOWEST, HIGHEST))
    far = up / -box.floor
    ceiling = max(tall if box.ceiling_seen else up + box.ceiling * far, up + 0.4) if indoors else 40.0
    turned = math.radians(camera.eye.yaw) if indoors else 0.0
    # The middle of the floor ahead is the middle of the world.
    ahead = min(max(0.55 * far, 1.7), 3.2)
    # Rounded, so that no library's last digits make another set of it.
    at = (0.0, round(up, 4), round(ahead, 4))
    told = {name: round(getattr(camera.eye, name), 3) for name in ("pitch", "roll", "fov")}
    eye = camera.eye.model_copy(update={"at": at, "yaw": 0.0, **told})
    walls = [Plane((0.0, -1.0, 0.0), 0.0), Plane((0.0, 1.0, 0.0), ceiling)]
    for heading, away in ((0.0, 1.0), (-math.pi / 2, -box.left), (math.pi / 2, box.right)):
        normal = (round(math.sin(heading - turned), 6), 0.0, round(-math.cos(heading - turned), 6))
        walls.append(Plane(normal, round(float(np.dot(normal, eye.at)) + away * far, 4)))
    return eye, tuple(walls)


def _front(eye: Eye, lines: Lines) -> Eye:
    """Return the eye whose 9:16 picture is the middle of the picture."""
    high = min(lines.height, lines.width * 16 / 9)
    leaning = abs(math.sin(math.radians(eye.roll)))
    high *= 1 - 0.9 * leaning
    fov = fov_of(focal(eye, lines.height), round(high))
    return eye.model_copy(update={"fov": round(fov, 3), "roll": 0.0})


def _stood(card: Card, eye: Eye, lines: Lines) -> Standing:
    """Return a card as it stands in the world, turned to the eye."""
    here, foot = np.array(eye.at), np.array([card.foot[0], 0.0, card.foot[1]])
    level = (foot - here) * np.array([1, 0, 1])
    away = float(np.linalg.norm(level))
    normal = level / away
    plane = Plane.through(foot.tolist(), normal.tolist())
    row = lines.height / 2
    ends = rays_of(eye, lines.width, lines.height, np.array([[card.wide[0], row], [card.wide[1], row]]))
    across = np.array([-normal[2], 0, normal[0]])
    left, right = (float((ray * (away / float(ray @ normal))) @ across) for ray in ends)
    middle = here + normal * away + across * (left + right) / 2
    return Standing(
        plane.normal, plane.offset, (float(middle[0]), float(middle[2])), abs(right - left) / 2, float(card.tall)
    )


def _marks(front: Eye, walls: Sequence[Plane], cards: Sequence[Standing]) -> tuple[Mark, ...]:
    """Return where somebody can stand who is then in the picture, the middle first."""
    marks: list[Mark] = []
    for name, (x, z) in _WAYS.items():
        steps = sorted(
            ((dx * 0.1, dz * 0.1) for dx in range(-9, 10) for dz in range(-12, 13)), key=lambda step: math.hypot(*step)
        )
        place = next(((x + dx, z + dz) for dx, dz in steps if _stands(front, walls, cards, x + dx, z + dz)), None)
        if place and all(math.dist(place, (mark.x, mark.z)) > 0.3 for mark in marks):
            marks.append(Mark(name=name, x=round(place[0], 3), z=round(place[1], 3)))
    return tuple(marks) or (Mark(x=0.0, z=0.0),)


def _stands(front: Eye, walls: Sequence[Plane], cards: Sequence[Standing], x: float, z: float) -> bool:
    """Tell whether somebody can stand there and be seen from the thighs up."""
    inside = all(wall.offset - float(np.dot(wall.normal, (x, 0.1, z))) > _ROOM for wall in walls[2:])
    body = np.array([[x - 0.2, 0.8, z], [x + 0.2, 0.8, z], [x, PERSON + 0.05, z]])
    at, depth = project(front, 9, 16, body)
    shown = bool((depth > 0.9).all() and (at > 0).all() and (at < [9, 16]).all())
    return inside and shown and not any(card.holds((x, 0.5, z), _ROOM) for card in cards)


def _size(walls: Sequence[Plane]) -> tuple[float, float]:
    """Return how wide a room is and how high, metres."""
    return walls[3].offset + walls[4].offset, walls[1].offset


def _bled(picture: Pixels, alpha: Pixels) -> Pixels:
    """Return a picture in which the colours of a thing go on beyond its outline: no rim of the wall behind it."""
    core = np.asarray(cv2.erode((alpha > 250).astype(np.uint8), np.ones((3, 3), np.uint8)), np.uint8)
    if not core.any():
        return picture
    weight = cv2.GaussianBlur(core.astype(np.float32), (0, 0), 3)[..., None]
    spread = cv2.GaussianBlur(picture.astype(np.float32) * core[..., None], (0, 0), 3) / np.maximum(weight, 1e-4)
    rim = (alpha > 0) & (core == 0) & (weight[..., 0] > 1e-3)
    return np.where(rim[..., None], spread.clip(0, 255), picture).astype(np.uint8)


def _notes(indoors: bool, box: Box) -> tuple[str, ...]:
    if not indoors:
        return ("No room was found in the picture: it is filmed as open ground before a backdrop.",)
    if not box.ceiling_seen:
        return ("The ceiling is not in the picture: its scale is judged as if it had been taken from 1.5 m.",)
    return ()
