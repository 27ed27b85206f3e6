"""Take in the line as a user gives it: what is not the story is left out, another language is refused."""

import re
import unicodedata

from ....errors import UserError
from ..library import words
from .words import Token, listed, stop_words

_NOT_STORY = (
    re.compile(r"<[^<>]*>"),
    re.compile(r"\b(?:https?://|www\.)\S+", re.I),
    re.compile(r"\{[^{}]*\}"),
    re.compile(
        r"(?:^|(?<=[.;:!?—–,]) *)(?:(?:and|now|then|please|but) )*(?:ignore|disregard|forget)\b[^.;!?]*"
        r"\b(?:above|previous|prior|earlier|instructions?|prompts?|rules)\b.*",
        re.I,
    ),
    re.compile(
        r"^(?:please )?(?:(?:can|could) you )?(?:write|make|create|tell|give)(?: me| us)? (?:an? )?(?:\w+ ){0,2}?"
        r"(?:story|series|drama|show|episode|film|movie)(?: about| where| in which| with)? ?",
        re.I,
    ),
)


def taken_in(given: str) -> str:
    """Return the line that is read: no marks of control, no tags, addresses or orders to the machine, spaces single."""
    line = "".join(" " if unicodedata.category(mark)[0] == "C" else mark for mark in given)
    for pattern in _NOT_STORY:
        line = pattern.sub(" ", line)
    line = " ".join(line.split()).strip(" ;,")
    return line.capitalize() if line.isupper() and len(line) > 12 else line


def refuse_other_languages(line: str, items: list[Token]) -> None:
    """Raise ``UserError`` if the line is not in English."""
    letters = [letter for letter in line if letter.isalpha()]
    foreign = sum(1 for letter in letters if ord(letter) > 0x24F)
    low = [item.low for item in items if item.is_word]
    english = stop_words() | listed("grammar", "determiners") | listed("grammar", "possessives")
    score = sum(word in english for word in low)
    others = {
        name: sum(word in set(group) for word in low) for name, group in words("grammar")["other_languages"].items()
    }
    name, best = max(others.items(), key=lambda pair: (pair[1], pair[0]))
    if letters and foreign > 0.3 * len(letters):
        name = "another script"
    elif not (best >= 2 and best > 1.5 * score):
        return
    raise UserError(
        f"The premise seems to be in {name}; without a language model Cliffhanger reads English only. "
        "Write it in English, or set OPENAI_API_KEY (or OPENAI_BASE_URL for a local model)."
    )
