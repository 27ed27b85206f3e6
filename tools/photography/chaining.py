"""Chaining: in what sizes and lengths a shot is asked of a maker of clips, which has its own."""

from math import ceil

from ...errors import MakerRefused
from ..clip.fitting import SLOWEST
from ..clip.spec import ClipAbilities

MOST = 6
"""Clips that one shot is chained of at most: faces drift from one to the next."""


def parts(seconds: float, able: ClipAbilities, tool: str = "the model", exact: bool = False) -> list[float]:
    """Return the lengths of the clips of a shot, in order.

    A clip may be a little too short, for it can be slowed; unless ``exact``, because somebody speaks in it. Raises
    MakerRefused if the shot is too long for the model.
    """
    longest = max(able.lengths, default=able.longest)
    enough = seconds if exact else seconds * SLOWEST
    count = max(1, ceil((enough - 1e-6) / longest))
    if count > 1 and not able.first:
        raise MakerRefused(
            f"{tool} makes clips of {longest:g} s at most and cannot go on from a frame: a shot of {seconds:.1f} s is "
            "too long for it; shorten it, or give such shots to another maker"
        )
    if count > MOST:
        raise MakerRefused(
            f"{tool} makes clips of {longest:g} s at most: a shot of {seconds:.1f} s would be {count} of them; "
            "shorten it"
        )
    lengths: list[float] = []
    for left in range(count, 0, -1):
        lengths.append(_length((seconds - sum(lengths)) / left, able, exact))
    return lengths


def _length(wanted: float, able: ClipAbilities, exact: bool) -> float:
    """Return the length asked for: a whole step shorter where that is only a little too short, for it costs less."""
    if able.lengths and not exact:
        return able.length(wanted * SLOWEST)
    return round(able.length(wanted), 3)


def clip_size(width: int, height: int, able: ClipAbilities) -> tuple[int, int]:
    """Return the size that a maker of clips can make nearest to that of a shot: the same shape first, then as large."""
    if able.sizes:
        ratio = width / height
        return min(able.sizes, key=lambda size: (round(abs(size[0] / size[1] - ratio), 2), abs(size[1] - height)))
    up = able.multiple
    return (max(64, ceil(width / up) * up), max(64, ceil(height / up) * up))
