"""Notes that are no edits: undo, history, make the next one, a sequel, two ways at once."""

import re
from collections.abc import Callable
from functools import cache

from ...memory.note import Command, Reading
from .amounts import NUMBER, number
from .examples import library
from .wish import Wish

Reader = Callable[[Wish, re.Match[str]], Reading | None]

_STEP = (
    rf"(?:the )?(?:last |previous |past )?(?P<n>{NUMBER}|a few|couple)?(?: (?:changes?|edits?|steps?|times?|"
    rf"things?|notes?|ones?))?"
)
_DONE = r"(?:change|edit|step|one|note|thing)s?"


def _steps(wish: Wish, found: re.Match[str]) -> str:
    said = (found.groupdict().get("n") or "").strip().lower()
    if said in ("a few", "couple"):
        return "2" if said == "couple" else "3"
    count = number(said) if said else 0
    if not count and re.search(r"\btwice\b", wish.raw.lower()):
        count = 2
    return str(count) if count > 0 else ""


def _simple(command: Command) -> Reader:
    return lambda wish, found: Reading(command=command)


def _stepped(command: Command) -> Reader:
    return lambda wish, found: Reading(command=command, argument=_steps(wish, found))


def _named(command: Command) -> Reader:
    def read(wish: Wish, found: re.Match[str]) -> Reading | None:
        return Reading(command=command, argument=(found.groupdict().get("name") or "").strip(' "“”.?!').strip())

    return read


def _make(wish: Wish, found: re.Match[str]) -> Reading | None:
    low = found[0].lower()
    last = len(wish.written)
    span = re.search(rf"({NUMBER}) ?(?:-|to|through|and|until) ?(?:episode )?({NUMBER})", low)
    if span:
        return Reading(command="make", argument=f"{number(span[1])}-{number(span[2])}")
    if more := re.search(rf"(?:next|more|another) ({NUMBER})|({NUMBER}) (?:more|new|next)", low):
        count = number(more[1] or more[2])
        return Reading(command="make", argument=f"{last + 1}-{last + count}" if count > 1 else str(last + 1))
    if re.search(r"\b(?:all|rest|whole season|the season|remaining)\b", low):
        planned = len(wish.desk.outline.episodes)
        return Reading(command="make", argument=f"{last + 1}-{planned}" if planned > last else "")
    one = re.search(rf"(?:episode|ep\.?|number) ({NUMBER})", low)
    if one is None:
        return Reading(command="make", argument=str(last + 1))
    wanted = number(one[1])
    if wish.id_of(wanted) in wish.desk.scripts:
        return None
    return Reading(
        command="make",
        argument=str(wanted) if wanted == last + 1 else f"{last + 1}-{wanted}" if wanted > last + 1 else "",
    )


def _compare(wish: Wish, found: re.Match[str]) -> Reading | None:
    cuts = re.findall(r"s\d{2,}e\d{2,}@\d+", wish.raw.lower())
    if cuts:
        return Reading(command="compare", argument=" ".join(cuts))
    return Reading(command="compare", argument=(found.groupdict().get("name") or "").strip(' "?.'))


def _switch(wish: Wish, found: re.Match[str]) -> Reading | None:
    name = re.sub(r"^branch ", "", (found.groupdict().get("name") or "").strip(' "'))
    return Reading(command="switch", argument=re.sub(r" (?:branch|version|one)$", "", name))


_MAKES = (
    r"(?:make|create|produce|write|shoot|film|generate|render|do|start|begin|give me|show me|continue with|move on to|"
    r"go on (?:with|to)|on to|finish|complete|get going on|roll|now)"
)
_PARTS = {"<step>": _STEP, "<done>": _DONE, "<makes>": _MAKES, "<number>": NUMBER}
_READERS: dict[Command, Reader] = {
    "redo": _stepped("redo"),
    "undo": _stepped("undo"),
    "history": _simple("history"),
    "accept": _simple("accept"),
    "drop": _simple("drop"),
    "help": _simple("help"),
    "make": _make,
    "sequel": _named("sequel"),
    "branch": _named("branch"),
    "switch": _switch,
    "compare": _compare,
}


@cache
def _looks() -> tuple[tuple[Command, re.Pattern[str]], ...]:
    found = []
    for name, looks in library().commands.items():
        for look in looks:
            for part, words in _PARTS.items():
                look = look.replace(part, words)
            found.append((name, re.compile(look, re.IGNORECASE)))
    return tuple(found)


def command(wish: Wish, text: str) -> Reading | None:
    """Return the command that a whole note is, if it is one."""
    low = text.strip(" .!")
    for name, look in _looks():
        found = look.fullmatch(low)
        if found and (reading := _READERS[name](wish, found)) is not None:
            return reading
    return None
