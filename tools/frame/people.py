"""People in words: what a look and an outfit are, said to a model that makes pictures."""

from ...memory.look import Look, Outfit
from .colours import colour_word
from .phrases import phrase, phrases

_FAR = 0.4
"""How far to one side an axis of a look must go to be worth a word."""
_MARKS = ("glasses", "freckles", "mole", "scar")


def person(look: Look) -> str:
    """Return what somebody is called who has no name: ``woman``, ``boy``."""
    woman = look.sex == "woman"
    if look.age < 13:
        return "girl" if woman else "boy"
    if look.age < 18:
        return "teenage girl" if woman else "teenage boy"
    return "woman" if woman else "man"


def their(look: Look) -> str:
    """Return the word for what is theirs: her or his."""
    return "her" if look.sex == "woman" else "his"


def described(look: Look, axes: int = 4) -> str:
    """Return a face in a clause, from its colours to the most marked of its shapes."""
    hair = phrase("hair", look.hair, colour=colour_word(look.hair_colour, "hair"))
    beard = phrase("beard", look.beard) if look.sex == "man" and look.age >= 18 else ""
    marks = [phrase("marks", mark) for mark in _MARKS if getattr(look, mark)]
    parts = (hair, beard, colour_word(look.skin, "skin"), colour_word(look.iris, "eyes"), *_shape(look, axes), *marks)
    worn = phrase("earrings", look.earrings) if look.earrings != "none" else ""
    return ", ".join(part for part in (*parts, worn) if part)


def named(look: Look) -> str:
    """Return who somebody without a name is: ``a man of 58``."""
    return f"a {person(look)} of {look.age}"


def dressed(outfit: Outfit) -> str:
    """Return what somebody wears, as whoever dressed them said it; by garment and colour if nobody did."""
    if outfit.words.strip():
        return outfit.words.strip().rstrip(".")
    return tailored(outfit)


def tailored(outfit: Outfit) -> str:
    """Return what somebody wears by garment and colour alone."""
    colours = {"colour": colour_word(outfit.colour), "accent": colour_word(outfit.accent)}
    return phrase("garment", outfit.garment, **colours)


def _shape(look: Look, most: int) -> list[str]:
    """Return what is unusual about a face and a body, the most unusual first."""
    table: dict[str, list[str]] = phrases()["axes"]
    far = sorted(table, key=lambda axis: -abs(getattr(look, axis)))
    return [table[axis][getattr(look, axis) > 0] for axis in far if abs(getattr(look, axis)) >= _FAR][:most]
