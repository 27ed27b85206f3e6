"""Answers: what a short note says to the question that was asked before it."""

import re
from collections.abc import Callable

from ..crew import Desk
from .amounts import number
from .line_notes import NEW


def answered(text: str, desk: Desk, understands: Callable[[str], bool]) -> str:
    """Return the note that an answer completes; a note that is none stays as it is."""
    asked = desk.asked
    if asked is None or not asked.question or not desk.before:
        return text
    if text in asked.options:
        return text
    about = desk.before[-1].text
    if asked.question.startswith(NEW):
        old = re.search(r"Now it is: “(.*)”$", asked.question)
        words = text.strip().strip('"“”')
        return f'change the line "{old[1]}" to "{words}"' if old and not _refers(text) else text
    chosen = _chosen(text, asked.options)
    if chosen:
        return chosen
    if len(text.split()) > 4 and understands(text):
        return text
    whole = f"{about.rstrip(' .!?')} {_placed(text)}"
    return whole if understands(whole) or not understands(text) else text


def _refers(text: str) -> bool:
    return bool(re.fullmatch(r"(?:never ?mind|forget it|cancel|no|stop|undo|drop it)\W*", text.strip(), re.IGNORECASE))


def _placed(text: str) -> str:
    bare = text.strip(" .!?")
    return (
        f"in {bare}"
        if re.match(r"(?:the )?(?:episode|scene|shot|ep|first|second|third|last)\b", bare, re.IGNORECASE)
        else bare
    )


def _chosen(text: str, options: tuple[str, ...]) -> str:
    """Return the option that a short answer picks: by its place, or by what only it says."""
    low = text.lower().strip(" .!?")
    place = re.fullmatch(r"(?:the |option |number )?(\w+)(?: one| option)?", low)
    told = [set(_words(option)) for option in options]
    common = set.intersection(*told) if told else set()
    said = set(_words(low)) - {"the", "one", "in", "of", "please", "i", "mean", "meant"}
    hits = [len(said & (words - common)) for words in told]
    if hits and max(hits) > 0 and hits.count(max(hits)) == 1 and max(hits) >= len(said - common) / 2:
        return options[hits.index(max(hits))]
    if place and (at := number(place[1])):
        at = at - 1 if at > 0 else len(options) + at
        return options[at] if 0 <= at < len(options) else ""
    if re.fullmatch(r"(?:both|all|all of them|both of them|everyone|each)", low) and options:
        return "; ".join(options)
    return ""


def _words(text: str) -> list[str]:
    return [re.sub(r"'s$", "", word) for word in re.findall(r"[\w'’]+", text.lower())]
