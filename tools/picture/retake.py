"""Retakes: what is done otherwise when a shot is made once more, though nothing else has changed.

A first take is as the Spec says and no more. Of a later one, told by the seed alone, the camera stands a little
elsewhere and breathes otherwise: nothing that the director decided is another.
"""

import random

_BITS = 33
STEP = (1 << _BITS) + 7919
"""What each retake adds to a seed, which is itself below ``2 ** 32``: its high part counts the retakes."""


def retakes(seed: int) -> int:
    """Return how many times a shot of that seed has been made before."""
    return seed >> _BITS


def dice(seed: int, what: str) -> random.Random | None:
    """Return dice for what a retake does otherwise; None for a first take."""
    return random.Random(f"retake {what} {seed}") if retakes(seed) else None
