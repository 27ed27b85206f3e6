"""The box: floor, ceiling and walls of the room in a picture, found where its edges are and its colours change."""

import itertools
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ..geometry import axes, focal, rays
from .lines import ENOUGH, Held, Lines

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BACK, FLOOR, CEILING, LEFT, RIGHT = range(5)
BELIEVED = -0.85
"""How well a box must fit for the picture to be of a room."""
_SAMPLES = 20
"""Points that are looked at along an edge of the box."""
_GRID = (30, 22)
_WRONG = np.array([[0, 0, 0, 1, 1], [0, 1, 1, 0, 0], [1, 0, 0, 0, 0]], np.float64)
"""Which lines cannot lie on which wall: across not on the sides, upright not on floor and ceiling, away not behind."""
_EDGES, _FEET, _MISPLACED, _MIXED = 0.8, 0.6, 0.9, 1.0
"""What speaks for and against a box, against each other; set by eye on views of the practice room."""
_USUAL = 0.73
"""How much higher the ceiling is above the eye than the eye above the floor, where the ceiling is not seen."""


@dataclass(frozen=True)
class Box:
    """A room about the eye, in units of the distance of its far wall: how far each wall is off the axis."""

    floor: float
    """Below 0."""
    ceiling: float
    left: float
    """Below 0."""
    right: float
    told: float = 0.0
    """How well it fits: 0 and below, not at all; about 1, very well."""
    ceiling_seen: bool = True

    def as_array(self) -> Array:
        """Return floor, ceiling, left, right."""
        return np.array([self.floor, self.ceiling, self.left, self.right])


def find_box(picture: npt.NDArray[np.uint8], lines: Lines, held: Held) -> Box:
    """Return the box that fits a picture (RGB) best."""
    fit = _Fit.of(picture, lines, held)
    floors, ceilings = np.geomspace(0.06, 0.75, 11), np.geomspace(0.08, 0.95, 10)
    sides = np.geomspace(0.12, 1.9, 11)
    grid = np.array(list(itertools.product(-floors, ceilings, -sides, sides)))
    told = fit.told(grid)
    starts = grid[np.argsort(-told, kind="stable")[:5]]
    draw = np.random.default_rng(0)
    best, most = starts[0], -np.inf
    for start in starts:
        one, spread = start, 0.13
        for _ in range(6):
            around = np.vstack([one, one * np.exp(draw.normal(0, spread, (130, 4)))])
            told = fit.told(around)
            one, spread = around[int(told.argmax())], spread * 0.6
        if told.max() > most:
            best, most = one, float(told.max())
    floor, ceiling, left, right = (float(value) for value in best)
    found = Box(floor, ceiling, left, right, most)
    return replace(found, ceiling_seen=fit.shows_ceiling(found))


def believed(held: Held, box: Box) -> bool:
    """Tell whether there is a room in the picture at all."""
    return held.sure >= ENOUGH and box.told > BELIEVED


def region(box: Array, ahead: Array) -> Ints:
    """Return on which wall each direction (... x 3: right, up, ahead) ends, for boxes (B x 4): B x ..."""
    return np.asarray(_inverse(box, ahead).argmax(axis=0))


def _inverse(box: Array, ahead: Array) -> Array:
    """Return the inverse distance to every wall in units of the far one: 5 x B x N."""
    x, y, z = ahead.T
    floor, ceiling, left, right = (box[:, n, None] for n in range(4))
    back = np.broadcast_to(z, (len(box), len(z)))
    return np.stack([back, y / floor, y / ceiling, x / left, x / right])


@dataclass(frozen=True)
class _Fit:
    """What speaks for a box in one picture."""

    ahead: Array
    """Directions of a grid of its pixels, N x 3: right, up, ahead."""
    colours: Array
    """Of these, N x 3, about 0."""
    on_lines: Array
    """Directions of points on its lines, M x 3."""
    follows: Ints
    """Which direction each of those lines follows, M."""
    weights: Array
    feet: Array
    """Directions of the lower ends of upright lines, F x 3."""
    standing: Array
    """How long those lines are, F."""
    edges: npt.NDArray[np.float32]
    """3 x height x width: where lines lie that go across, up, and away; small."""
    camera: Array
    """From the room's right, up and ahead to the camera's axes."""
    focal: float
    """Of ``edges``, pixels."""

    @classmethod
    def of(cls, picture: npt.NDArray[np.uint8], lines: Lines, held: Held) -> "_Fit":
        turned = axes(held.eye)  # its columns are the camera's axes, in the world
        room = np.array([[1, 0, 0], [0, 1, 0], [0, 0, -1.0]])
        wide, high = _GRID if lines.width >= lines.height else _GRID[::-1]
        soft = cv2.resize(
            cv2.GaussianBlur(picture, (0, 0), lines.diagonal / 160), (wide, high), interpolation=cv2.INTER_AREA
        )
        lab = cv2.cvtColor(soft.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float64)
        lab = np.hstack([_even(lab, 1.0), _even(_grain(picture, held, (wide, high)), 1.3)])
        ahead = rays(held.eye, wide, high).reshape(-1, 3) @ room
        known = held.follows >= 0
        share = np.linspace(0.1, 0.9, 5)[:, None, None]
        ends, f = lines.ends[known], focal(held.eye, lines.height)
        points = (ends[None, :, :2] * (1 - share) + ends[None, :, 2:] * share).reshape(-1, 2)
        local = np.hstack([(points - [lines.width / 2, lines.height / 2]) / f, np.ones((len(points), 1))])
        upright = lines.ends[held.follows == 1]
        lower = np.where((upright[:, 1] > upright[:, 3])[:, None], upright[:, :2], upright[:, 2:])
        feet = np.hstack([(lower - [lines.width / 2, lines.height / 2]) / f, np.ones((len(lower), 1))])
        scale = 240 / max(lines.width, lines.height)
        return cls(
            ahead=ahead,
            colours=lab,
            on_lines=local @ turned.T @ room,
            follows=np.tile(held.follows[known], len(share)),
            weights=np.tile(lines.lengths[known], len(share)),
            feet=feet @ turned.T @ room,
            standing=lines.lengths[held.follows == 1],
            edges=_edges(lines, held, scale),
            camera=room @ turned,
            focal=f * scale,
        )

    def told(self, boxes: Array) -> Array:
        """Return how well boxes (B x 4) fit."""
        parts = [boxes[at : at + 1500] for at in range(0, len(boxes), 1500)]
        return np.concatenate([self._told(part) for part in parts])

    def _told(self, boxes: Array) -> Array:
        edge, seen = self._on_edges(boxes)
        height = np.log(boxes[:, 1] / -boxes[:, 0] / _USUAL)
        wide = np.log((boxes[:, 3] - boxes[:, 2]) / (boxes[:, 1] - boxes[:, 0]) / 2.0)
        usual = 0.10 * height**2 + 0.08 * wide**2
        # A box of whose edges hardly any is seen says nothing.
        fits = (
            _EDGES * edge
            + _FEET * self._footing(boxes)
            - _MISPLACED * self._wrong(boxes)
            - _MIXED * self._spread(boxes)
        )
        return fits - usual - 0.3 * np.maximum(0, 0.25 - seen)

    def shows_ceiling(self, box: Box) -> bool:
        """Tell whether the ceiling is in the picture."""
        return float((region(box.as_array()[None], self.ahead) == CEILING).mean()) > 0.015

    def _footing(self, boxes: Array) -> Array:
        """Return which share of the upright lines end where a wall meets the floor, as doors and cupboards do."""
        if not len(self.feet):
            return np.zeros(len(boxes))
        inverse = _inverse(boxes, self.feet)
        wall = inverse[[BACK, LEFT, RIGHT]].max(axis=0)
        off = np.log(np.maximum(inverse[FLOOR], 1e-3) / np.maximum(wall, 1e-3))
        near = np.exp(-0.5 * (off / 0.07) ** 2)
        return np.asarray((near * self.standing).sum(axis=1) / self.standing.sum())

    def _wrong(self, boxes: Array) -> Array:
        """Return which share of the lines cannot lie where they do."""
        if not len(self.weights):
            return np.zeros(len(boxes))
        where = region(boxes, self.on_lines)
        return np.asarray((_WRONG[self.follows[None], where] * self.weights).sum(axis=1) / self.weights.sum())

    def _spread(self, boxes: Array) -> Array:
        """Return how much colours still differ within the walls, as a share of how much they do at all."""
        where = region(boxes, self.ahead)
        whole = float((self.colours**2).sum()) + 1e-9
        kept = np.zeros(len(boxes))
        for wall in range(5):
            on = (where == wall).astype(np.float64)
            total = on @ self.colours
            kept += (total**2).sum(axis=1) / np.maximum(on.sum(axis=1), 1)
        return np.asarray(1 - kept / whole)

    def _on_edges(self, boxes: Array) -> tuple[Array, Array]:
        """Return how much of the box's edges lie on edges of the picture, and which share of them is in it."""
        floor, ceiling, left, right = boxes.T
        step = np.linspace(0, 1, _SAMPLES)
        one = np.ones((len(boxes), _SAMPLES))

        def between(a: Array, b: Array) -> Array:
            return np.asarray(a[:, None] * (1 - step) + b[:, None] * step)

        found, seen = np.zeros(len(boxes)), np.zeros(len(boxes))
        for tall in (floor, ceiling):
            along = (between(left, right), tall[:, None] * one, one)
            found, seen = _summed((found, seen), self._looked(0, *along))
        for side in (left, right):
            along = (side[:, None] * one, between(floor, ceiling), one)
            found, seen = _summed((found, seen), self._looked(1, *along))
        for side, tall in itertools.product((left, right), (floor, ceiling)):
            out = 1 / (1 - 0.85 * step)
            along = (side[:, None] * out, tall[:, None] * out, one)
            found, seen = _summed((found, seen), self._looked(2, *along))
        whole = 8.0 * _SAMPLES
        return found / whole, seen / whole

    def _looked(self, way: int, x: Array, y: Array, z: Array) -> tuple[Array, Array]:
        """Return, of points along an edge (B x S), how many lie on lines that go that way, and how many are seen."""
        local = np.stack([x, y, z], axis=-1) @ self.camera
        ahead = local[..., 2] > 0.05
        depth = np.where(ahead, local[..., 2], 1.0)
        height, width = self.edges.shape[1:]
        u = np.floor(local[..., 0] / depth * self.focal + width / 2)
        v = np.floor(local[..., 1] / depth * self.focal + height / 2)
        inside = ahead & (u >= 0) & (u < width) & (v >= 0) & (v < height)
        at = np.where(inside, v, 0).astype(np.int64), np.where(inside, u, 0).astype(np.int64)
        return (self.edges[way][at] * inside).sum(axis=1), inside.sum(axis=1).astype(np.float64)


def _even(values: Array, weight: float) -> Array:
    """Return values about 0 and as large together as others are."""
    off = values - values.mean(axis=0)
    return np.asarray(off * weight / max(1e-9, float(np.sqrt((off**2).sum(axis=1).mean()))))


def _grain(picture: npt.NDArray[np.uint8], held: Held, size: tuple[int, int]) -> Array:
    """Return, for every cell of a grid, how much of what is drawn there runs across, up and away: cells x 3."""
    height, width = (round(side * 360 / max(picture.shape[:2])) for side in picture.shape[:2])
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    dx, dy = cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1)
    strong = np.hypot(dx, dy)
    f = focal(held.eye, height)
    y, x = np.mgrid[:height, :width] + 0.5
    x, y = x - width / 2, y - height / 2
    along = []
    for right, down, ahead in axes(held.eye):  # the world's x, y and z as the camera sees them
        to_x, to_y = right * f - ahead * x, down * f - ahead * y
        off = np.abs(to_x * dx + to_y * dy) / np.maximum(np.hypot(to_x, to_y) * strong, 1e-6)
        along.append(off)
    off = np.stack(along)
    kept = np.where((off.min(axis=0) < 0.2) & (strong > 12), off.argmin(axis=0), -1)
    whole = cv2.resize(cv2.GaussianBlur(np.minimum(strong, 120), (0, 0), 7), size, interpolation=cv2.INTER_AREA)
    ways = []
    for way in range(3):
        energy = cv2.GaussianBlur(np.where(kept == way, np.minimum(strong, 120), 0).astype(np.float32), (0, 0), 7)
        ways.append(cv2.resize(energy, size, interpolation=cv2.INTER_AREA) / (whole + 6))
    return np.stack(ways, axis=-1).reshape(-1, 3).astype(np.float64)


def _summed(one: tuple[Array, Array], other: tuple[Array, Array]) -> tuple[Array, Array]:
    return one[0] + other[0], one[1] + other[1]


def _edges(lines: Lines, held: Held, scale: float) -> npt.NDArray[np.float32]:
    """Return where lines lie, by the direction that they follow, a little blurred."""
    size = (round(lines.height * scale), round(lines.width * scale))
    drawn = np.zeros((3, *size), np.float32)
    for ends, way in zip(lines.ends * scale, held.follows, strict=True):
        if way >= 0:
            a, b = (tuple(round(value) for value in ends[n : n + 2]) for n in (0, 2))
            cv2.line(drawn[way], a, b, 1.0, 2)
    return np.stack([cv2.GaussianBlur(one, (0, 0), 1.0) for one in drawn])
