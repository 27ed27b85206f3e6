"""Feelings in words: an emotion for a face or a line, a temper for a person."""

import re
from typing import cast

from ...memory.look import Emotion
from .examples import library, value


def emotion(words: str, less: bool = False) -> Emotion | None:
    """Return the emotion that words stand for (of who is too much of it: the other one); None if for none."""
    much = less or bool(re.search(r"\btoo\b|\bless\b", words, re.IGNORECASE))
    found = value("emotions", words)
    if not found:
        temper = value("tempers", words)
        found = library().words.faces.get(temper, "")
    if not found:
        return None
    return cast(Emotion, library().words.felt[found] if much else found)


def temper(words: str, less: bool = False) -> tuple[str, Emotion] | None:
    """Return the temper that words stand for and the face that goes with it; None if for none."""
    much = less or bool(re.search(r"\btoo\b|\bless\b", words, re.IGNORECASE))
    found = value("tempers", words)
    if not found:
        return None
    if much:
        found = library().words.opposites[found]
        return found, cast(Emotion, library().words.faces[found])
    face = value("emotions", words) or library().words.faces[found]
    return found, cast(Emotion, face)
