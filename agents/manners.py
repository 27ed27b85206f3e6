"""Manners: what a direction in a script does to the voice of the line beside it."""

import re

from ..memory.look import Manner

_HEARD: tuple[tuple[str, Manner], ...] = (
    (r"\bwhisper(?:s|ing)?\b(?! of)|\bunder [^,]*breath\b|\bhushed\b", "whisper"),
    (r"\bout of breath\b|\bbreathless\b|\bpant(?:s|ing)\b|\bgasping for\b", "breathless"),
    (r"(?<!not quite )(?<!stops )\blaugh(?:s|ing)?\b(?! dies)", "laugh"),
    (r"\bsob(?:s|bing)\b|\bthrough tears\b|\bweep(?:s|ing)\b", "sob"),
    (r"\bshout(?:s|ing)?\b|\byell(?:s|ing)?\b|\bscream(?:s|ing)?\b", "shout"),
    (r"\bvoice (?:shakes|trembles|shaking|trembling)\b", "tremble"),
)


def manner_of(direction: str) -> Manner | None:
    """Return what a voice does where a direction says so: "laughs, eyes ahead"; None if it says nothing of it."""
    return next((manner for pattern, manner in _HEARD if re.search(pattern, direction, re.IGNORECASE)), None)
