"""Lips: the mouth of a figure at every moment, from the keys of what it says."""

from bisect import bisect_right
from collections.abc import Sequence

from .spec import MouthKey

BLEND = 0.075
"""Seconds in which one mouth shape becomes the next."""
SHUT = "sil"
"""The viseme of silence: lips together."""


class Lips:
    """What a mouth does in one shot, in drawings of two frames."""

    def __init__(self, keys: Sequence[MouthKey], fps: int) -> None:
        self.keys = keys
        self.apart = (1 / fps) if fps >= 20 else 0.0
        """Seconds between the first and the last frame of a drawing."""
        self._times = [key.at for key in keys]

    def at(self, moment: float) -> tuple[tuple[str, float], ...]:
        """Return the visemes of a drawing and their weights; a speaker between words has its lips together."""
        if not self.keys:
            return ()
        # A drawing stands for two frames: it is open only if the mouth is open in both.
        now, later = self._shape(moment), self._shape(moment + self.apart)
        if _closed(now) or _closed(later):
            return ((SHUT, 1.0),)
        return _rounded(now)

    def _shape(self, t: float) -> dict[str, float]:
        index = bisect_right(self._times, t) - 1
        if index < 0:
            return {SHUT: 1.0}
        keys = self.keys
        here = keys[index]
        before = keys[index - 1] if index else None
        after = keys[index + 1] if index + 1 < len(keys) else None
        # Lips part after a silence has ended and are together before the next begins.
        fresh = min(1.0, (t - here.at) / BLEND) if before is None or before.shape == SHUT else 1.0
        share = fresh if here.shape != SHUT else 1.0
        if after is not None and here.shape != SHUT:
            left = max(0.0, after.at - t)
            window = min(BLEND, (after.at - here.at) * 0.7)
            if left < window:
                going = 1 - left / window
                return _mixed(here, share * (1 - going), None if after.shape == SHUT else after, going)
        return _mixed(here, share, None, 0.0)


def _mixed(here: MouthKey, share: float, after: MouthKey | None, going: float) -> dict[str, float]:
    weights = {here.shape: share * here.open}
    if after is not None:
        weights[after.shape] = weights.get(after.shape, 0.0) + going * after.open
    rest = 1 - sum(weights.values())
    if rest > 0:
        weights[SHUT] = weights.get(SHUT, 0.0) + rest
    return weights


def _closed(weights: dict[str, float]) -> bool:
    return weights.get(SHUT, 0.0) >= 0.92


def _rounded(weights: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the weights in quarters, the greatest first, so that equal mouths are the same drawing."""
    quarters = {shape: round(weight * 4) / 4 for shape, weight in weights.items()}
    kept = sorted(((shape, weight) for shape, weight in quarters.items() if weight > 0), key=lambda p: (-p[1], p[0]))
    total = sum(weight for _, weight in kept)
    if not total:
        return ((SHUT, 1.0),)
    return tuple((shape, round(weight / total, 3)) for shape, weight in kept)
