"""Fitting: a line in another language has the time of the original, and the silence behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FASTEST = 1.15
"""How much faster than its natural pace a line is spoken at most; what is longer is said in fewer words."""
HURRIED = 1.19
"""How fast it is spoken where nobody can say it in fewer words: that is shown as a doubt."""
BREATH = 0.08
"""Seconds of silence that a line leaves before the next one begins."""
SPLIT = 0.35
"""Seconds that a line may be heard on into the next scene."""


@dataclass(frozen=True)
class Slot:
    """When a line is heard in the original, and how long it may be heard in a dub; seconds."""

    start: float
    seconds: float
    room: float


@dataclass(frozen=True)
class Fitted:
    """How a line is spoken so that it has room."""

    target: float | None
    """Seconds it is to last; None: its natural length."""
    speed: float
    """Factor on its natural pace."""
    share: float = 1.0
    """Below 1: it does not fit, and has to be said in this share of its length."""

    @property
    def fits(self) -> bool:
        """Whether it can be spoken so."""
        return self.share >= 1.0


def fit(natural: float, seconds: float, room: float) -> Fitted:
    """Return how a line that naturally lasts ``natural`` seconds is spoken where the original lasts ``seconds``.

    It may be heard for ``room`` seconds. One that is shorter than the original is not drawn out: its mouth is remade.
    """
    if natural <= room:
        return Fitted(target=None, speed=1.0)
    speed = natural / room
    if speed <= FASTEST:
        return Fitted(target=round(room, 3), speed=round(speed, 4))
    return Fitted(target=None, speed=FASTEST, share=round(room * FASTEST / natural, 3))


def slots(lines: Sequence[tuple[str, float, float, float]]) -> Mapping[str, Slot]:
    """Return the slot of every line; each is given as ``(id, start, seconds, until)``, in any order.

    ``until`` is when its scene is over, at the latest. Nobody is interrupted who was not interrupted before.
    """
    ordered = sorted(lines, key=lambda line: line[1])
    found: dict[str, Slot] = {}
    for n, (id, start, seconds, until) in enumerate(ordered):
        following = ordered[n + 1][1] - BREATH if n + 1 < len(ordered) else until
        room = min(following, until) - start
        found[id] = Slot(start=start, seconds=seconds, room=round(max(room, seconds), 3))
    return found
