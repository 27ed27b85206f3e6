"""How what is drawn is told: faces and hair, clothes, the art direction."""

import re
from collections.abc import Mapping

from .examples import library

STYLES = {
    "painterly": "as if it were painted",
    "cel": "as cel animation",
    "noir": "in noir, in black and white",
    "duotone": "in two colours",
    "papercut": "as if cut out of paper",
    "silhouette": "in silhouettes",
}
_LOOKS = {
    ("beard", "full"): "has a full beard",
    ("beard", "stubble"): "has stubble",
    ("beard", "goatee"): "has a goatee",
    ("beard", "none"): "has no beard",
    ("hair", "ponytail"): "wears a ponytail",
    ("hair", "bun"): "wears a bun",
    ("hair", "bob"): "has a bob",
    ("hair", "pixie"): "has a pixie cut",
    ("hair", "braid"): "wears a braid",
    ("hair", "swept"): "has swept-back hair",
    ("hair", "crop"): "has cropped hair",
    ("hair", "slick"): "has slicked-back hair",
    ("hair", "undercut"): "has an undercut",
    ("hair", "bald"): "is bald",
    ("earrings", "none"): "wears no earrings",
    ("earrings", "stud"): "wears stud earrings",
    ("earrings", "drop"): "wears drop earrings",
    ("earrings", "hoop"): "wears hoop earrings",
}


def looks(fields: Mapping[str, object]) -> list[str]:
    """Return what is told of somebody's looks: "has a full beard", "is 40 years old"."""
    parts: list[str] = []
    for field, value in fields.items():
        word = field.replace("_", " ")
        if isinstance(value, bool):
            parts.append(
                f"{'has' if value else 'has no'} "
                f"{word if word in ('glasses', 'freckles') else 'a ' + word if value else word}"
            )
        elif field == "age":
            parts.append(f"is {value} years old")
        elif isinstance(value, str) and value.startswith("#"):
            parts.append(_coloured(field, value))
        elif isinstance(value, str):
            parts.append(_LOOKS.get((field, value)) or f"has {value.replace('_', ' ')} {word}")
        else:
            parts.append(f"has another {word.replace('build', 'figure')}")
    for at in range(len(parts) - 1, 0, -1):  # "has a bob and glasses"
        if all(one.startswith("has ") and not one.startswith("has no ") for one in parts[at - 1 : at + 1]):
            parts[at] = parts[at].removeprefix("has ")
    return parts


def _coloured(field: str, colour: str) -> str:
    """Return hair, eyes or lips in their colour, by its name if it has one."""
    wording = library().words
    table, what = {"hair_colour": (wording.hair_colours, "hair"), "iris": (wording.eye_colours, "eyes")}.get(
        field, ({}, field.replace("_", " "))
    )
    names = table.get(colour, ())
    return f"has {names[0]} {what}" if names else f"has another colour of {what}"


def worn(words: str) -> str:
    """Return clothes with their article: "a red dress", "scrubs"."""
    several = words.endswith("s") and not words.endswith("ss")
    if several or re.match(r"(?:an?|the|her|his|some) ", words):
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
