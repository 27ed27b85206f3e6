"""Wounds in words, and what is seen of them."""

import re

from ..memory.look import Wound

_SEEN: tuple[tuple[str, Wound | None], ...] = (
    (r"sling|arm|wrist|elbow|shoulder|collarbone", "sling"),
    (r"hands?|palm|fingers?|knuckles|leg|knee|ankle|foot|ribs?|side|back|stomach|chest", None),
    (r"head|forehead|temple|skull|concussion|scalp", "bandage"),
    (r"cut|gash|scratch\w*|graze\w*", "cut"),
    (r"eye|bruis\w*|jaw|nose|beaten|punch\w*", "bruise"),
    (r"cheek|brow|lip|chin|face|slap\w*|wound\w*", "cut"),
)
"""In this order: an arm outweighs a cut on it, and what clothes cover is not drawn on a face."""


def seen(words: str) -> Wound | None:
    """Return what a picture shows of a wound; None if nothing can be seen of it."""
    for pattern, wound in _SEEN:
        if re.search(rf"\b(?:{pattern})\b", words.lower()):
            return wound
    return None
