"""What people call each other: a name that not everybody knows is said only by those who have learnt it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...memory.canon import Place
from ...memory.state import NAME
from .case import Case, declared
from .fault import Fault

_LIST = """
Amber Angel April Art Ash Baron Bear Bill Bob Brook Candy Carol Chance Charity Chase Chip Christian Clay Cliff
Colt Constance Daisy Dale Dawn Dean Destiny Dick Drake Drew Duke Earl Eve Faith Ford Forest Fox Frank Gene
Ginger Glen Grace Grant Guy Harry Hazel Heath Heather Holly Honor Hope Hunter Iris Ivy Jack Jay Joy June Lance
Lane Lily Major Mark Mary Max May Mercy Merry Miles Nick Olive Page Pat Patience Peace Pearl Penny Prince
Prudence Rain Ray Reed River Rob Robin Rock Rose Ruby Sandy Skip Sky Star Stone Storm Sue Summer Sunny Tom
Trip Violet Wade West Will Wolf Wren
"""
_WORDS = frozenset(_LIST.split())
"""Names that are words too: at the start of a sentence they count only if what follows is said of a person."""
_AS_NAME = re.compile(
    r"\s*[,!?.…—:-]|['’]s?\b|\s+(?:is|was)\b(?!\s+(?:what|all|the|a|an|not|for|in|no)\b)"
    r"|\s+(?:had|has|knows|knew|said|says|did|does|would|could|never|always|told|took|came|left|went|and|\w+ed)\b|\s*$"
)


def unlearnt(case: Case) -> Iterator[Fault]:
    """Find names in a line that its speaker has not learnt."""
    beat = case.beat
    if beat is None or beat.line is None or beat.line.via == "narrator":
        return
    who, text = beat.line.speaker, beat.line.text
    for person in case.bible.characters:
        if not person.alias or person.id == who or (who, NAME + person.id) in case.state.knows:
            continue
        if not says(text, person.name) or _learns_now(case, who, NAME + person.id):
            continue
        yield case.fault(
            "wrong_name",
            (who, person.id),
            f"{case.named(who)} says {person.name} and has not learnt the name.",
            f"Say “{person.alias}”, or let them learn the name first.",
            _told(case, NAME + person.id) or declared(person.alias),
            case.first("learns", who=who, what=NAME + person.id),
        )


def _told(case: Case, fact: str) -> Place | None:
    """Return where somebody learnt the name."""
    return case.history.last("learns", "reveals", where=lambda event: event.what == fact)


def _learns_now(case: Case, who: str, fact: str) -> bool:
    """Tell whether the name is learnt in this beat, or at no told moment of the scene."""
    now = ("", case.beat.id if case.beat else "")
    told = (e for e in case.events if e.what == fact and e.beat in now)
    return any((e.kind == "learns" and e.who == who) or (e.kind == "reveals" and e.to in (who, "")) for e in told)


def says(text: str, name: str) -> bool:
    """Tell whether a name is said in a line, and not the word that it also is."""
    if name not in text:
        return False
    for found in _word(name).finditer(text):
        begins = re.search(r"(?:^|[.!?…:—]\s*|[“\"‘(]\s*)$", text[: found.start()]) is not None
        if name not in _WORDS or not begins or _AS_NAME.match(text, found.end()):
            return True
    return False


@lru_cache(maxsize=512)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}\b")
