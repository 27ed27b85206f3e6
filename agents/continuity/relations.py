"""What people are to each other: who is called my brother is not my cousin, and nobody marries twice at once.

Only kinship is held against kinship: a boss may be a friend, and a friend is called brother. A lie, or a truth that
comes out with the line, is no fault of the script. A broken promise is drama.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...memory.bible import Character
from ...memory.canon import Place
from .case import Case, declared
from .fault import Fault
from .history import place_at
from .kin import FAMILY, SPOUSES, is_near, kin_of, other_side

_KIN = "|".join(sorted((word for words in FAMILY.values() for word in words), key=len, reverse=True))
_GAP = r"(?: (?:own|only|dear|poor|little|big|older|younger|late|beloved|dead|twin))*"


@lru_cache(maxsize=512)
def _forms(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the sentences in which somebody of that name is called kin by the speaker."""
    called = re.escape(name)
    return (
        re.compile(rf"\b[Mm]y{_GAP} ({_KIN}) {called}\b(?!['’]s)"),
        re.compile(
            rf"\b{called}(?: is|['’]s| was)(?: still| always| also| really| only)? my{_GAP} ({_KIN})\b(?!['’]s|-| in\b)"
        ),
        re.compile(rf"\b{called}, my{_GAP} ({_KIN})(?=[,.!;]|$)"),
    )


_SUPPOSED = re.compile(
    r"\b(?:if|like|as though|pretend\w*|thought|swore|told|say|says|said|wish|dream\w*|call(?:ed)?)\b"
)
"""What makes a sentence no statement of the speaker's own."""
_YOU = re.compile(rf"\b[Yy]ou(?: are|['’]re)(?: still| always| also| really| only)? my{_GAP} ({_KIN})\b(?!['’]s|-)")
"""Said to whom the line is said to."""


def called_kin(case: Case) -> Iterator[Fault]:
    """Find kin words in a line that exclude what the two are, or were called before."""
    beat = case.beat
    line = beat.line if beat else None
    if line is None or "my " not in line.text.lower() or line.via == "narrator":
        return
    if any(event.kind in ("lies", "learns", "reveals") for event in case.same_beat):
        return  # a lie, or a truth that comes out
    for person, said in _called(case, line.text, line.speaker, line.to):
        held = _declared(case, line.speaker, person, said) or _said_before(case, line.speaker, person, said)
        if held is not None:
            words, canon = held
            yield case.fault(
                "wrong_relation",
                (line.speaker, person.id),
                f"{case.named(line.speaker)} calls {person.name} their {said}; {person.name} is their {words}.",
                f"Say “{words}”.",
                canon,
            )


def _called(case: Case, text: str, speaker: str, to: str) -> Iterator[tuple[Character, str]]:
    for person in case.bible.characters:
        if person.id != speaker:
            said = _claim(text, person.name, person.id == to)
            if said:
                yield person, said


@lru_cache(maxsize=65_536)
def _claim(text: str, name: str, addressed: bool) -> str:
    if "my " not in text.lower() or not (addressed or name in text):
        return ""
    patterns = (*_forms(name), _YOU) if addressed else _forms(name)
    found = (match for pattern in patterns if (match := pattern.search(text)) and _stated(text, match.start()))
    return next((kin_of(match[1]) for match in found), "")


def _stated(text: str, at: int) -> bool:
    """Tell whether the sentence around a place is a plain statement: no question, nothing supposed or reported."""
    begins = max(text.rfind(mark, 0, at) for mark in ".!?…") + 1
    ends = re.search(r"[.!?…]", text[at:])
    return not (ends and ends[0] == "?") and not _SUPPOSED.search(text[begins:at].lower())


def _declared(case: Case, speaker: str, person: Character, said: str) -> tuple[str, Place] | None:
    """Return what the two are by the Bible or by marriage, and where it stands, if that excludes the word."""
    kinds = _kinds(case, speaker, person)
    if not kinds or any(is_near(kind) or said in _allowed(kind, mine) for kind, mine in kinds):
        return None
    if said in SPOUSES and _wed(case, speaker, person.id):
        return None
    kin = next(((kind, mine) for kind, mine in kinds if kin_of(kind)), None)
    if kin is None:
        return None
    kind, mine = kin
    words = kind if mine else " or ".join(sorted(other_side(kin_of(kind))))
    return words, declared(kind)


def _kinds(case: Case, speaker: str, person: Character) -> list[tuple[str, bool]]:
    """Return the declared relations of two, each with whether it is the speaker's own."""
    own = case.person(speaker)
    mine = [(relation.kind, True) for relation in (own.relations if own else ()) if relation.to == person.id]
    if any(kin_of(kind) for kind, _ in mine):
        return mine
    return mine + [(relation.kind, False) for relation in person.relations if relation.to == speaker]


def _allowed(kind: str, mine: bool) -> frozenset[str]:
    kin = kin_of(kind)
    return frozenset({kin}) if mine else other_side(kin)


def _wed(case: Case, one: str, two: str) -> bool:
    return ("married", one, two) in case.state.bonds or ("married", two, one) in case.state.bonds


def _said_before(case: Case, speaker: str, person: Character, said: str) -> tuple[str, Place] | None:
    """Return what the speaker called the person before, and where, if it was another kin than now."""
    if said in SPOUSES or _kinds(case, speaker, person):
        return None
    for script in (case.script, *case.history.scripts()):
        for scene in reversed(script.scenes):
            for beat in reversed(scene.beats):
                line = beat.line
                if line is None or line.speaker != speaker or beat is case.beat:
                    continue
                before = _claim(line.text, person.name, line.to == person.id)
                if before and before != said and before not in SPOUSES:
                    return before, place_at(script.episode, scene, beat)
    return None


def marries_again(case: Case) -> Iterator[Fault]:
    """Find weddings of those who are married, to another who lives or to the same, and of the dead."""
    event = case.event
    if event is None or event.kind != "bond" or event.what != "married":
        return
    for who, other in ((event.who, event.to), (event.to, event.who)):
        spouses = sorted({b[2] for b in case.state.bonds if b[0] == "married" and b[1] == who} - case.state.dead)
        if other in case.state.dead:
            yield _wedding(case, (who, other), f"{case.named(who)} marries {case.named(other)}, who is dead.")
        elif spouses:
            to = "again" if spouses == [other] else f"and is married to {case.listed(spouses)}"
            yield _wedding(case, tuple(sorted((event.who, event.to))), f"{case.named(who)} marries {to}.")
            return


def _wedding(case: Case, two: tuple[str, ...], message: str) -> Fault:
    wed = case.history.last("bond", where=lambda e: e.what == "married" and bool({e.who, e.to} & set(two)))
    kinds = [r.kind for p in case.bible.characters if p.id in two for r in p.relations if kin_of(r.kind) in SPOUSES]
    died = case.history.last("dies", where=lambda event: event.who in two)
    mend = "Part them first, or let it not be a wedding."
    return case.fault("wrong_relation", two, message, mend, wed or died or declared(kinds[0] if kinds else "married"))
