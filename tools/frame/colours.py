"""Colours by the name that people have for them."""

from functools import cache

from .phrases import phrases


@cache
def colour_word(colour: str, of: str = "cloth") -> str:
    """Return the nearest named colour of ``#rrggbb``; ``of`` cloth, skin, hair or eyes."""
    names: dict[str, str] = phrases()["colours"][of]
    wanted = lab(colour)
    return min(names, key=lambda name: sum((a - b) ** 2 for a, b in zip(wanted, lab(names[name]), strict=True)))


@cache
def lab(colour: str) -> tuple[float, float, float]:
    """Return ``#rrggbb`` in CIE L*a*b*, D65, where distances are as large as they look."""
    r, g, b = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    x = _root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = _root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _root(value: float) -> float:
    return float(value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116)
