"""What people call each other: a name that not everybody knows is said only by those who have learnt or heard it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...memory.bible import Character
from ...memory.canon import Place
from ...memory.script import Beat, Scene
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
    r"|\s+(?:had|has(?! no\b)|knows|knew|said|says|did|does|would|could|never|always|told|took|came|left|went|and)\b"
    r"|\s+\w+ed\b|\s*$"
)


_FONDLY = r"(?:(?:Oh|No|Yes|Ah|Hey|Well|Now),? )?(?:(?:[Mm]y )?(?:[Dd]ear(?:est)?|[Ss]weet|[Dd]arling) )?"
_ASIDE = (
    r"(?!(?:who|whose|of|if|for|the|a|an|my|his|her|their|our|not|in|on|at|like|and|or|when|where|with|then)\b|[A-Z]\w)"
    r"(?![^,.!?]+, (?:had|was|is|has|would|left|\w+ed|knew)\b)"
)
_BEFORE = (
    r"(?:[a-z][\w'’]*|(?:^|[.!?…] )(?:Easy|Please|Enough|Careful|Quiet|Hush|Listen|Look|Stop|Wait|Yes|No|Sorry|Hello))"
)
_CALLED = (
    re.compile(rf"(?:^|[.!?…] +){_FONDLY}([A-Z]\w+)(?:!|, {_ASIDE})"),
    re.compile(rf"(?<![\w'’]){_BEFORE}, (?:my dear )?([A-Z]\w+)[.!?…]"),
)
"""How somebody is called by a name: at the start, set off from what they are told; or at the end, after a comma."""
_NAMED = re.compile(
    r"\b(?:brother|sister|cousin|son|daughter|man|woman|girl|boy|friend|name|called|is|was|and), ?\w+[.!?…]$"
)
"""What a name at the end only explains."""
_ASKS = re.compile(
    r"\b(?:what(?:['’]s| is) your name|(?:do not|don['’]t|never) (?:even )?(?:know|knew|learnt|learned) your name"
    r"|(?:tell|give) me your name|never told me your name)\b",
    re.IGNORECASE,
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
        if not says(text, person.name) or _learns_now(case, who, NAME + person.id) or _overheard(case, who, person):
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
    to = case.person(line.to) if line is not None else None
    if line is None or to is None or line.via == "narrator":
        return
    if re.search(rf"\b{re.escape(to.name)}[,.!?]", line.text):
        return  # called rightly, so another name in it is somebody spoken about
    called = list(dict.fromkeys(_called(line.text)))
    wrong = _of_another_family(case, line.text, to) or next((n for n in called if _of_another(case, n, to)), "")
    wrong = wrong or next((name for name in called if misspells(name, to.name, _all_names(case))), "")
    if wrong:
        message = f"{case.named(line.speaker)} says it to {to.name} and calls them {wrong}."
        canon = declared(to.full_name if wrong.split()[0] == to.name else to.name)
        yield case.fault("wrong_name", (line.speaker, to.id, wrong), message, f"Say {to.name}.", canon)


def _called(text: str) -> Iterator[str]:
    """Yield the names by which somebody is called in a line."""
    for pattern in _CALLED:
        for found in pattern.finditer(text):
            if not _NAMED.search(found[0]):
                yield found[1]


def _of_another(case: Case, called: str, to: Character) -> str:
    """Return the name that is called if it is that of somebody who is not here and cannot hear it."""
    own = (to.name, *to.full_name.split(), *to.alias.split())
    heard = case.room | {beat.line.speaker for beat in case.scene.beats if beat.line and beat.line.via == "phone"}
    if not called or called in own or any(p.name == called and p.id in heard for p in case.bible.characters):
        return ""
    return called if any(p.name == called for p in case.bible.characters) else ""


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
    """Find those who ask somebody for a name that they have learnt."""
    line = case.beat.line if case.beat else None
    to = case.person(line.to) if line is not None else None
    if line is None or to is None or not to.alias or not _ASKS.search(line.text):
        return
    who, fact = line.speaker, NAME + to.id
    learnt = case.history.first("learns", "reveals", where=lambda e: (e.to or e.who, e.what) == (who, fact))
    if (who, fact) in case.state.knows and learnt is not None and learnt.scene != case.scene.id:
        message = f"{case.named(who)} asks for {to.name}'s name and has learnt it."
        yield case.fault("forgets", (who, fact), message, f"Let them say {to.name}.", learnt)


def _told(case: Case, fact: str) -> Place | None:
    """Return where somebody first learnt the name."""
    return case.history.first("learns", "reveals", where=lambda event: event.what == fact)


def _learns_now(case: Case, who: str, fact: str) -> bool:
    """Tell whether the name is learnt in this beat, or at no told moment of the scene."""
    now = ("", case.beat.id if case.beat else "")
    told = (e for e in case.events if e.what == fact and e.beat in now)
    return any((e.kind == "learns" and e.who == who) or (e.kind == "reveals" and e.to in (who, "")) for e in told)


def _overheard(case: Case, who: str, person: Character) -> bool:
    """Tell whether the name was said before where somebody was, or to them: nobody knows what they made of it."""

    def said(scene: Scene, beat: Beat) -> bool:
        return beat.line is not None and says(beat.line.text, person.name)

    return case.history.overheard(who, said, case.scene, case.beat)


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
