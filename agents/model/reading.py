"""Find the JSON in what a model said. Nothing is mended: what is broken off stays unreadable."""

import json
import re
from typing import Any

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*?</(think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[a-zA-Z0-9_-]*[ \t]*\n(.*?)\n[ \t]*```", re.DOTALL)
_REFUSAL = re.compile(
    r"\A\W*(i['’]m (very |really )?sorry|sorry,? (but )?i|as an ai"
    r"|i (can['’]?t|cannot|can not|won['’]?t|am unable|am not able|must decline))",
    re.IGNORECASE,
)


class Unreadable(ValueError):
    """There is no whole JSON object in the text."""


def strip_thought(text: str) -> str:
    """Return the text without what was thought aloud before the answer."""
    text = _THOUGHT.sub("", text)
    return _THOUGHT_END.sub("", text).strip()


def find_json(text: str) -> dict[str, Any]:
    """Return the largest whole JSON object in the text; raise Unreadable if there is none."""
    answer = strip_thought(text)
    for candidate in (answer, *sorted(_FENCE.findall(answer), key=len, reverse=True)):
        try:
            found = json.loads(candidate)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return _largest_within(answer)


def looks_like_refusal(text: str) -> bool:
    """Return whether a text without JSON begins as refusals do."""
    return bool(_REFUSAL.match(strip_thought(text)))


def _largest_within(text: str) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    best: tuple[int, dict[str, Any]] | None = None
    at = text.find("{")
    if at < 0:
        raise Unreadable("there is no JSON object in it")
    first = at
    while at >= 0:
        try:
            found, end = decoder.raw_decode(text, at)
        except ValueError:
            # An object that opens and never closes: what is inside it is a part, and a part is not the answer.
            if at == first and _unclosed(text[at:]):
                raise Unreadable("the JSON is broken off before its end") from None
            at = text.find("{", at + 1)
            continue
        if isinstance(found, dict) and (best is None or end - at > best[0]):
            best = (end - at, found)
        at = text.find("{", end)
    if best is None:
        raise Unreadable("the JSON in it does not parse")
    return best[1]


def _unclosed(text: str) -> bool:
    depth, in_string, escaped = 0, False, False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = in_string
        elif character == '"':
            in_string = not in_string
        elif not in_string:
            depth += (character in "{[") - (character in "}]")
            if depth == 0:
                return False
    return True
