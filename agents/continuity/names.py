"""What people call each other: a name that not everybody knows is said only by those who have learnt or heard it."""

import re
from collections.abc import Iterator

from ...memory.bible import Character
from ...memory.canon import Place
from ...memory.script import Beat, Line, Scene
from ...memory.state import NAME
from .called import WORDS, Called, calls, says
from .case import Case, declared
from .fault import Fault
from .history import History
from .kin import kin_of
from .knowledge import learnt_at

_ASKS = re.compile(
    r"\b(?:what(?:['’]s| is| was) your (?:first )?name|what(?: do| should| shall| am) I (?:to )?call you"
    r"|what (?:do|did) (?:they|people|you say they) call you|(?:what|how) (?:are|were) you called"
    r"|remind me (?:who you are|what (?:you are|you['’]re|they) call(?:ed| you)|of your name|what your name)"
    r"|(?:do not|don['’]t|never) (?:even )?(?:know|knew|learnt|learned|caught|catch|got) your name"
    r"|(?:never|nobody|no one|don['’]t|do not|didn['’]t|did not|haven['’]t|have not|can['’]t|cannot)(?: \w+){0,3}?"
    r" (?:know|knew|hear|heard|learn\w*|catch|caught|tell|told me|told|get|got|remember|recall|mentioned|said)(?: me)?"
    r" (?:your name|what you(?:['’]re| are) called|what to call you|how you(?:['’]re| are) called)"
    r"|your name\? (?:I|You|Nobody|No one)(?:['’]ve| have| has|['’]s)? ?(?:never|did|do|told|\w+n['’]t|not)"
    r"|(?:tell|give|remind) me (?:of )?your name|never told me your name|your name (?:escapes me|was|again)"
    r"|(?:forgotten|forget) your name|who are you again"
    r"|(?:sorry|excuse me|pardon)[^.!?]*(?:have we met|do I know you)|have we met before"
    r"|we (?:haven['’]t|have not|have never) met|I don['’]t (?:believe|think) we(?:['’]ve| have) met)\b",
    re.IGNORECASE,
)
_MEMORY = re.compile(
    r"\b(?:amnesi\w*|memor\w+|concussion|fever\w*|drugged|dement\w*|hypno\w*|remember\w*)\b", re.IGNORECASE
)
_PLAYS = re.compile(
    r"\b(?:jok\w+|teas\w+|mock\w*|laugh\w*|grin\w*|smirk\w*|pretend\w*|disguis\w+|undercover|wig|mask\w*|acting"
    r"|rehears\w+|play-?acts?|playful\w*|plays (?:a|the) (?:part|role|fool)|wink\w*|sarcas\w+|dryly|lying|lies)\b",
    re.IGNORECASE,
)
"""What makes of a question, or of a wrong name, a game."""


def unlearnt(case: Case) -> Iterator[Fault]:
    """Find names in a line that its speaker has not learnt."""
    beat = case.beat
    if beat is None or beat.line is None or beat.line.via == "narrator":
        return
    who, text = beat.line.speaker, beat.line.text
    for person in case.bible.characters:
        if not person.alias or person.id == who or (who, NAME + person.id) in case.state.knows:
            continue
        if (
            not says_of(case.history, text, person)
            or _learns_now(case, who, NAME + person.id)
            or _overheard(case, who, person)
        ):
            continue
        yield case.fault(
            "wrong_name",
            (who, person.id),
            f"{case.named(who)} says {person.name} and has not learnt the name.",
            f"Say “{person.alias}”, or let them learn the name first.",
            _told(case, NAME + person.id) or declared(person.alias),
            case.first("learns", who=who, what=NAME + person.id),
        )


def miscalled(case: Case) -> Iterator[Fault]:
    """Find people who are called by another's name, by another's family name, or by a misspelt one."""
    line = case.beat.line if case.beat else None
    to = _spoken_to(case, line) if line is not None else None
    if line is None or to is None or to.id == line.speaker or line.via == "narrator":
        return
    if re.search(rf"\b{re.escape(to.name)}[,.!?]", line.text) or _plays(case):
        return  # called rightly, so another name in it is somebody spoken about
    found = list(dict.fromkeys(calls(line.text))) if line.to or re.search(r"\b[Yy]ou", line.text) else []
    wrong = _of_another_family(case, line.text, to) if line.to else ""
    wrong = wrong or next((one.name for one in found if _of_another(case, one, line, to)), "")
    wrong = wrong or next((one.name for one in found if _misspelt(case, one, to)), "")
    if wrong and not _pointed_out(case, wrong, to):
        message = f"{case.named(line.speaker)} says it to {to.name} and calls them {wrong}."
        canon = declared(to.full_name if wrong.split()[0] == to.name else to.name)
        yield case.fault("wrong_name", (line.speaker, to.id, wrong), message, f"Say {to.name}.", canon)


def _spoken_to(case: Case, line: Line) -> Character | None:
    """Return to whom a line is said: who is named, else the only other one who hears it."""
    if line.to:
        return case.person(line.to)
    others = {person.id for person in case.bible.characters if person.id in _hearing(case)} - {line.speaker}
    return case.person(others.pop()) if len(others) == 1 else None


def _hearing(case: Case) -> frozenset[str]:
    """Return who is here, in the room, later in it, or on the phone."""
    return (
        case.room
        | {*case.scene.present}
        | {b.line.speaker for b in case.scene.beats if b.line and b.line.via == "phone"}
    )


def _of_another(case: Case, called: Called, line: Line, to: Character) -> bool:
    """Tell whether the name that is called is that of somebody who is not here and cannot hear it."""
    own = (to.name, *to.full_name.split(), *to.alias.split())
    bearers = [person for person in case.bible.characters if person.name == called.name]
    if called.name in own or not bearers or any(person.id in _hearing(case) for person in bearers):
        return False
    if not line.to and any(person.alias or person.id in case.state.dead for person in bearers):
        return False  # one speaks to the dead; who knows a hidden name is looked at elsewhere
    return called.sure or says(line.text, called.name, (), lambda name: case.history.writes(name.lower()))


def _misspelt(case: Case, called: Called, to: Character) -> bool:
    if not misspells(called.name, to.name, _all_names(case)):
        return False
    return called.sure or not (called.name in WORDS or case.history.writes(called.name.lower()))


def _pointed_out(case: Case, wrong: str, to: Character) -> bool:
    """Tell whether the lines that follow make something of the wrong name: a slip, a joke, a disguise."""
    beats, own = case.scene.beats, re.escape(to.name)
    at = next((n for n, beat in enumerate(beats) if beat is case.beat), len(beats))
    noticed = re.compile(
        rf"\bcalled? me\b|\b(?:my|wrong|another) name\b|\bnot {re.escape(wrong)}\b|\b(?:I['’]m|I am|[Ii]t['’]s) {own}\b"
        rf"|^{own}[.!]|\b{re.escape(wrong)}\?|\b[Ww]ho(?:['’]s| is) {re.escape(wrong)}\b"
        r"|\b[Ww]hat did you (?:just )?call\b"
    )
    after = (beat.line.text if beat.line else beat.action for beat in beats[at + 1 : at + 4])
    return any(noticed.search(text) for text in after)


def _plays(case: Case) -> bool:
    """Tell whether what is seen at the line or right before it makes a game of it."""
    beats = case.scene.beats
    at = next((n for n, beat in enumerate(beats) if beat is case.beat), 0)
    return any(_PLAYS.search(beat.action) for beat in beats[max(0, at - 1) : at + 1])


def _of_another_family(case: Case, text: str, to: Character) -> str:
    found = re.search(rf"\b{re.escape(to.name)} ([A-Z]\w+)", text)
    own = {bond[2] for bond in case.state.bonds if bond[:2] == ("married", to.id)}
    families = {p.full_name.split()[-1] for p in case.bible.characters if " " in p.full_name and p.id not in own}
    if found is None or " " not in to.full_name or found[1] in to.full_name.split() or found[1] not in families:
        return ""
    return found[0]


def _all_names(case: Case) -> frozenset[str]:
    return frozenset(name for p in case.bible.characters for name in (p.name, *p.full_name.split()))


def misspells(called: str, name: str, names: frozenset[str]) -> bool:
    """Tell whether a word is a name with one letter wrong, doubled or two swapped, and nobody's own.

    A shorter form is none: it may be a nickname.
    """
    if called in names or called[:1] != name[:1] or len(name) < 3 or not 0 <= len(called) - len(name) <= 1:
        return False
    if len(called) > len(name):
        return any(name[:n] + name[n - 1] + name[n:] == called for n in range(1, len(name) + 1))
    apart = [n for n in range(len(name)) if called[n] != name[n]]
    if len(apart) == 2 and apart[1] == apart[0] + 1:
        return called[apart[0]] == name[apart[1]] and called[apart[1]] == name[apart[0]]
    return len(apart) == 1


def asked_for(case: Case) -> Iterator[Fault]:
    """Find those who ask somebody for a name that they have learnt, or that of their kin."""
    line = case.beat.line if case.beat else None
    to = _spoken_to(case, line) if line is not None and _ASKS.search(line.text) else None
    if line is None or to is None or _plays(case) or any(_MEMORY.search(_text(beat)) for beat in case.scene.beats):
        return
    who, fact = line.speaker, NAME + to.id
    known = learnt_at(case.history, who, fact) if to.alias and (who, fact) in case.state.knows else None
    if known is None and to.id != who:
        known = next((declared(f"{to.name}: {kind}") for kind in _kin(case, who, to.id)), None)
    if known is not None and known.scene != case.scene.id:
        message = f"{case.named(who)} asks for {to.name}'s name and has learnt it."
        yield case.fault("forgets", (who, fact), message, f"Let them say {to.name}.", known)


def _kin(case: Case, one: str, two: str) -> Iterator[str]:
    """Yield what two are to each other by the Bible, where that is kin."""
    for id, other in ((one, two), (two, one)):
        person = case.person(id)
        yield from (r.kind for r in (person.relations if person else ()) if r.to == other and kin_of(r.kind))


def _text(beat: Beat) -> str:
    return f"{beat.action} {beat.line.text if beat.line else ''}"


def _told(case: Case, fact: str) -> Place | None:
    """Return where somebody first learnt the name."""
    return case.history.first("learns", "reveals", where=lambda event: event.what == fact)


def _learns_now(case: Case, who: str, fact: str) -> bool:
    """Tell whether the name is learnt in this beat, or at no told moment of the scene."""
    now = ("", case.beat.id if case.beat else "")
    told = (e for e in case.events if e.what == fact and e.beat in now)
    return any((e.kind == "learns" and e.who == who) or (e.kind == "reveals" and e.to in (who, "")) for e in told)


def says_of(history: History, text: str, person: Character) -> bool:
    """Tell whether a line says somebody's name; a name that the series writes as a word is a word too."""
    return says(text, person.name, tuple(person.full_name.split()), lambda name: history.writes(name.lower()))


def _overheard(case: Case, who: str, person: Character) -> bool:
    """Tell whether the name was said before where somebody was, or to them: nobody knows what they made of it."""

    def said(scene: Scene, beat: Beat) -> bool:
        return beat.line is not None and says(beat.line.text, person.name, tuple(person.full_name.split()))

    return case.history.overheard(who, said, case.scene, case.beat)
