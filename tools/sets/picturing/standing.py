"""Standing: what stands on the floor of a picture is cut out as upright cards, and what it hides is filled in."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import Eye
from ..geometry import project
from .lines import Lines

Pixels = npt.NDArray[np.uint8]
Array = npt.NDArray[np.float64]

LOOKED = 420
"""Pixels of the longer side in which things are cut out."""
LEAST, MOST = 0.004, 0.30
"""Shares of a picture that a thing may fill."""
_MARGIN = 0.10
"""Metres from a wall within which an upright edge is the wall's own."""


@dataclass(frozen=True)
class Card:
    """One thing that stands on the floor."""

    alpha: Pixels
    """One channel, of the picture's size."""
    foot: tuple[float, float]
    """Where it stands, x and z in metres."""
    wide: tuple[float, float]
    """From where to where it reaches across the picture, pixels."""
    tall: float
    """Metres."""


@dataclass(frozen=True)
class Ground:
    """The floor as the picture's camera sees it."""

    eye: Eye
    width: int
    height: int
    inside: tuple[tuple[tuple[float, float], float], ...]
    """Of every wall: its normal (x, z) and offset; points before it have a smaller product."""

    def under(self, points: Array) -> Array:
        """Return where the floor is under pixels (N x 2): x and z, N x 2; nan where no floor is."""
        ahead = rays_of(self.eye, self.width, self.height, points)
        down = -ahead[:, 1]
        depth = np.where(down > 1e-3, self.eye.at[1] / np.maximum(down, 1e-3), np.nan)
        found = np.array(self.eye.at)[None, [0, 2]] + ahead[:, [0, 2]] * depth[:, None]
        before = np.ones(len(found), bool)
        for (x, z), offset in self.inside:
            before &= ~(found @ np.array([x, z]) > offset - _MARGIN)
        return np.where(before[:, None], found, np.nan)


def rays_of(eye: Eye, width: int, height: int, points: Array) -> Array:
    """Return the directions of pixels (N x 2), each 1 m deep: N x 3."""
    from .sheets import directions

    return np.asarray(np.hstack([points, np.ones((len(points), 1))]) @ directions(eye, width, height).T)


def find_cards(picture: Pixels, lines: Lines, follows: npt.NDArray[np.int64], ground: Ground) -> tuple[Card, ...]:
    """Return what stands on the floor of a picture (RGB), from far to near."""
    groups = _groups(lines, follows, ground)
    scale = min(1.0, LOOKED / max(ground.width, ground.height))
    size = (round(ground.width * scale), round(ground.height * scale))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    cards: list[Card] = []
    taken = np.zeros(small.shape[:2], bool)
    for group in groups:
        mask = _cut(small, group * scale, taken)
        card = _card(mask, ground, scale) if mask is not None else None
        if card is not None:
            cards.append(card)
            taken |= mask > 0  # type: ignore[operator]
    here = np.array(ground.eye.at)[[0, 2]]
    return tuple(sorted(cards, key=lambda one: -float(np.linalg.norm(np.array(one.foot) - here))))


def _groups(lines: Lines, follows: npt.NDArray[np.int64], ground: Ground) -> list[Array]:
    """Return upright edges whose feet are on the floor, those of one thing together: each N x 4, nearest first."""
    upright = lines.ends[follows == 1]
    if not len(upright):
        return []
    swap = upright[:, 1] > upright[:, 3]
    upright = np.where(swap[:, None], upright[:, [2, 3, 0, 1]], upright)  # from top to foot
    feet = ground.under(upright[:, 2:])
    stands = np.isfinite(feet[:, 0])
    upright, feet = upright[stands], feet[stands]
    order = np.argsort(-upright[:, 3], kind="stable")
    groups: list[list[int]] = []
    here = np.array(ground.eye.at)[[0, 2]]
    for index in order:
        near = [
            group
            for group in groups
            if min(np.linalg.norm(feet[index] - feet[other]) for other in group)
            < 0.35 * float(np.linalg.norm(feet[index] - here)) ** 0.8
        ]
        if near:
            near[0].append(int(index))
        else:
            groups.append([int(index)])
    return [upright[group] for group in groups]


def _cut(small: Pixels, edges: Array, taken: npt.NDArray[np.bool_]) -> Pixels | None:
    """Return what is between upright edges, cut out along its own outline; None if nothing stands out."""
    height, width = small.shape[:2]
    points = edges.reshape(-1, 2)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    tall, wide = bottom - top, right - left
    if tall < 0.04 * height:
        return None
    pad = 0.12 * max(tall, wide) + 3
    if wide < 0.25 * tall:  # one edge of something whose other edge is not seen
        left, right = left - 0.3 * tall, right + 0.3 * tall
    x0, x1 = max(0, int(left - pad)), min(width, int(right + pad) + 1)
    y0, y1 = max(0, int(top - pad)), min(height, int(bottom + 0.3 * pad) + 1)
    if x1 - x0 < 8 or y1 - y0 < 8 or (x1 - x0) * (y1 - y0) > 0.55 * width * height:
        return None
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    mask[y0:y1, x0:x1] = cv2.GC_PR_BGD
    hull = cv2.convexHull(points.round().astype(np.int32))
    cv2.fillConvexPoly(mask, hull, cv2.GC_PR_FGD)
    mask[taken] = cv2.GC_BGD
    if not (mask == cv2.GC_PR_FGD).any():
        return None
    cv2.setRNGSeed(0)
    cv2.grabCut(
        cv2.cvtColor(small, cv2.COLOR_RGB2BGR),
        mask,
        None,
        np.zeros((1, 65)),
        np.zeros((1, 65)),
        4,
        cv2.GC_INIT_WITH_MASK,
    )
    on = (mask & 1).astype(np.uint8)
    on = cv2.morphologyEx(on, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    on = cv2.morphologyEx(on, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return _largest(on)


def _largest(on: Pixels) -> Pixels | None:
    """Return the largest piece without its holes."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(on)
    if count < 2:
        return None
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    outlines, _ = cv2.findContours((labels == largest).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(on)
    cv2.drawContours(filled, outlines, -1, 1, cv2.FILLED)
    return filled


def _card(mask: Pixels, ground: Ground, scale: float) -> Card | None:
    """Return the card of a mask; None if it is too small, too large, or stands on no floor."""
    if not LEAST <= float(mask.mean()) <= MOST:
        return None
    columns = np.flatnonzero(mask.any(axis=0))
    lowest = mask.shape[0] - 1 - mask[::-1, columns].argmax(axis=0)
    cut = lowest >= mask.shape[0] - 2
    if cut.mean() > 0.5:  # its foot is below the picture
        return None
    low = float(np.quantile(lowest[~cut], 0.85))
    middle = float(np.median(columns))
    foot = ground.under(np.array([[middle, low + 0.5]]) / scale)[0]
    if not np.isfinite(foot[0]):
        return None
    alpha = cv2.resize(mask * 255, (ground.width, ground.height), interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.35 / scale)
    alpha = np.clip((soft.astype(np.float32) - 90) * 255 / 80, 0, 255).astype(np.uint8)
    top = float(np.flatnonzero(mask.any(axis=1))[0]) / scale
    wide = (float(columns[0]) / scale, float(columns[-1] + 1) / scale)
    return Card(alpha, (float(foot[0]), float(foot[1])), wide, _tall(ground, foot, middle / scale, top))


def _tall(ground: Ground, foot: Array, x: float, top: float) -> float:
    """Return how high above the floor something is that stands there and ends at a row of the picture."""
    ahead = rays_of(ground.eye, ground.width, ground.height, np.array([[x, top]]))[0]
    _, depth = project(ground.eye, ground.width, ground.height, np.array([foot[0], 0.0, foot[1]]))
    return max(0.1, ground.eye.at[1] + float(depth) * float(ahead[1]))


def behind(picture: Pixels, hidden: Pixels) -> Pixels:
    """Return a picture with what is hidden filled in from around it, softly, with the grain of the rest."""
    if not hidden.any():
        return picture
    height, width = picture.shape[:2]
    scale = min(1.0, 300 / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    reach = max(3, round(0.008 * max(height, width))) | 1
    wide = cv2.dilate(hidden, np.ones((reach, reach), np.uint8))
    little = cv2.resize(wide, size, interpolation=cv2.INTER_AREA)
    filled = cv2.inpaint(
        cv2.resize(picture, size, interpolation=cv2.INTER_AREA), (little > 0).astype(np.uint8), 4, cv2.INPAINT_TELEA
    )
    large = cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    fine = picture.astype(np.float32) - cv2.GaussianBlur(picture, (0, 0), 3)
    known = wide == 0
    if known.any():
        grain = np.random.default_rng(0).normal(0, 0.6 * float(fine[known].std()), (height, width, 1))
        large += cv2.GaussianBlur(grain.astype(np.float32), (0, 0), 0.7)[..., None]
    soft = cv2.GaussianBlur(wide.astype(np.float32) / 255, (0, 0), reach / 3)[..., None]
    return np.asarray((large * soft + picture * (1 - soft)).clip(0, 255), np.uint8)
