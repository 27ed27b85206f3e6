"""Who is called whose kin, in whatever words: "my brother Leo", "Leo is Mia's cousin", "you're my sister"."""

import re
from collections.abc import Iterator

from ...memory.bible import Character
from ...memory.canon import Place
from ...memory.script import Script
from ..continuity.case import declared
from ..continuity.fault import Fault
from ..continuity.kin import FAMILY, SPOUSES, is_near, kin_of, other_side
from .claim import Claim, Stand, Told
from .telling import real, told

KIN = "|".join(sorted((word for words in FAMILY.values() for word in words), key=len, reverse=True))
_ANY = re.compile(rf"\b(?:{KIN})s?\b", re.IGNORECASE)
_DEGREE = (
    r"(?:(?:own|only|dear|dearest|poor|little|big|old|older|oldest|younger|youngest|elder|eldest|baby|kid|twin|late"
    r"|dead|lost"
    r"|long-lost|missing|beloved|brave|stupid|darling|real|favou?rite|sweet|beautiful|estranged)[ ,]+)*"
)
_KIN = rf"{_DEGREE}(?P<kin>{KIN})(?![\w'’-]| in law\b| to me\b| in arms\b| figure\b| of mine\b)"
_NAME = r"(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?!['’]s)"
_WHOSE = r"(?P<whose>[Mm]y|[Yy]our|[Hh]is|[Hh]er|[A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s)"
_FORMS: tuple[tuple[str, bool], ...] = (
    (rf"\b{_WHOSE} {_KIN}(?:,| is called| is named|['’]s called|['’]s name is|['’]s name was)? {_NAME}", False),
    (rf"\b{_NAME}(?: is| was|['’]s| has been| happens to be) (?:really |actually |also |still )?{_WHOSE} {_KIN}", True),
    (rf"\b(?:[Tt]his|[Tt]hat|[Ii]t)(?:['’]s| is| was) {_NAME}, {_WHOSE} {_KIN}", True),
    (rf"\b(?:with|to|for|from|by|about|and|meet|[Mm]eet) {_NAME}, {_WHOSE} {_KIN}", True),
)
_BY_NAME = tuple((re.compile(form), plain) for form, plain in _FORMS)
_STILL = r"(?:really |still |also |always |only |just |nothing but |and will always be )*"
_YOU = re.compile(rf"\b[Yy]ou(?: are|['’]re| were|, | have been|['’]ve been) ?{_STILL}{_WHOSE} {_KIN}")
_I = re.compile(rf"\bI(?: am|['’]m| was| have been|['’]ve been) {_STILL}(?:{_NAME}, )?{_WHOSE} {_KIN}")
_AS = re.compile(
    rf"(?:^|[.,;]\s*|\b(?:speak|say this|ask you|beg you|warn you)\s)[Aa]s {_WHOSE} {_KIN}[,.]? (?P<by>I|you)\b"
)
_GRADE = (
    r"(?:good|better|best|bad|worse|worst|poor|kind|kinder|terrible|lousy|wonderful|rotten|fine|finer|great|lovely"
    r"|faithful|loving|strict|devoted|generous|decent|awful|proud)"
)
_PLAIN_KIN = rf"(?P<kin>{KIN})(?![\w'’-]| in law\b| in arms\b| figure\b)"
_GOOD = re.compile(
    rf"\b[Yy]ou(?:['’]ve| have|['’]re| are| were)(?: been)?(?: always)?(?: been)? (?:such )?(?:a|the)"
    rf" {_GRADE} {_PLAIN_KIN}(?: to me| I)"
)
_SOME = re.compile(rf"\b{_GRADE} {_PLAIN_KIN} you (?:are|were|make|turned)\b", re.IGNORECASE)
_CALLED = re.compile(
    r"^(?:(?:Oh|No|Yes|Please|Listen|Look|Wait|Dear|My dear),? )?"
    r"(?P<kin>Cousin|Uncle|Aunt|Auntie|Nephew|Niece|Grandma|Grandpa)"
    r"(?: (?P<name>[A-Z][a-z]\w*))?, (?=[^.]*\b(?:you|your|I|me|we|please|don)\b)"
    r"|[a-z][\w'’]*, (?:dear |my dear |my |little |big |baby )?"
    r"(?P<kind>cousin|uncle|aunt|auntie|nephew|niece|grandma|grandpa"
    r"|(?<=my )(?:brother|sister|daughter|son)|(?<=little )(?:brother|sister)|(?<=big )(?:brother|sister))\s*[.!?…]*$"
)
_PRONOUN = re.compile(rf"\b(?P<he>[Hh]e|[Ss]he)(?: is| was|['’]s) (?:really |still )?{_WHOSE} {_KIN}")
_THIS = re.compile(rf"^(?:[Tt]his is|[Tt]hat['’]s|[Mm]eet|[Ii]t['’]s) {_WHOSE} {_KIN}\s*[.!]")
_ALONE = re.compile(rf"^{_WHOSE} {_KIN}\s*[.!…]*$")
_WE = re.compile(
    r"\b(?:[Ww]e(?:['’]re| are)|(?P<a>[A-Z][\w-]+) and (?P<b>I|[A-Z][\w-]+) are) (?P<kins>brothers|sisters"
    r"|cousins)\b(?! in\b)"
)
_TAKEN_BACK = re.compile(
    r"\b(?:like|as if|as though|as good as|pretend\w*|practically|almost|imagine|wish|dream\w*|said|says|call(?:s|ed)?"
    r"|not (?:my|your|his|her)|never|no longer|isn['’]t|wasn['’]t|aren['’]t|were (?:my|your|his|her)|instead of|future"
    r"|ex|former|fake|so-called|used to|think\w*|thought|told|name[ds]? (?:after|for)|act\w*)\b",
    re.IGNORECASE,
)
_SEX = {"man": "he", "woman": "she"}
_MALE = frozenset({"brother", "father", "son", "uncle", "nephew", "grandfather", "grandson", "husband"})


def claims(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield who is called whose kin in a sentence."""
    if not one.honest or _ANY.search(one.text) is None or _TAKEN_BACK.search(one.text):
        return
    for pattern, plain in _BY_NAME:
        if plain and not one.meant:
            continue
        for found in pattern.finditer(one.text):
            if "?" in one.text and found["whose"].lower() != "my":
                continue
            yield from _claim(stand, one, found["whose"], found["kin"], _target(stand, found["name"]))
    if not one.meant:
        return
    yield from _of_those_here(stand, one)


def _of_those_here(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield the claims that name nobody: of you, of me, of us, of whom was named just before."""
    for pattern, target in ((_YOU, one.to), (_I, one.speaker)):
        for found in pattern.finditer(one.text):
            yield from _claim(stand, one, found["whose"], found["kin"], target)
    yield from _said_to(stand, one)
    for found in _PRONOUN.finditer(one.text):
        yield from _claim(stand, one, found["whose"], found["kin"], _just_named(stand, one, found["he"].lower()))
    if found_alone := _ALONE.search(one.text):
        yield from _claim(stand, one, found_alone["whose"], found_alone["kin"], _just_named(stand, one, ""))
    if found_this := _THIS.search(one.text):
        sex = "man" if kin_of(found_this["kin"]) in _MALE else "woman"
        here = [who for who in one.scene.present if who not in (one.speaker, one.to) and stand.sex(who) == sex]
        target = here[0] if len(here) == 1 else _just_named(stand, one, "")
        yield from _claim(stand, one, found_this["whose"], found_this["kin"], target)
    for found in _WE.finditer(one.text):
        a = _target(stand, found["a"]) if found["a"] and found["a"] != "You" else one.to
        b = _target(stand, found["b"]) if found["b"] and found["b"] != "I" else one.speaker
        if a and b and a != b and one.speaker:
            yield Claim("kin", b, found["kins"].removesuffix("s"), one.text, one.place, a)


def _said_to(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield what a speaker calls whom they speak to: "as your uncle, I…", "a good uncle to me", "…, cousin."."""
    for found in _AS.finditer(one.text):
        yield from _claim(stand, one, found["whose"], found["kin"], one.speaker if found["by"] == "I" else one.to)
    for pattern in (_GOOD, _SOME):
        for found in pattern.finditer(one.text):
            yield from _claim(stand, one, "my", found["kin"], one.to)
    if found_called := _CALLED.search(one.text):
        name = found_called["name"]
        if not name or _target(stand, name) == one.to:
            yield from _claim(stand, one, "my", (found_called["kin"] or found_called["kind"]).lower(), one.to)


def _claim(stand: Stand, one: Told, whose: str, word: str, target: str) -> Iterator[Claim]:
    owner = _owner(stand, one, whose)
    kin = kin_of(word)
    if owner and target and owner != target and kin:
        yield Claim("kin", owner, kin, one.text, one.place, target)


def _owner(stand: Stand, one: Told, whose: str) -> str:
    low = whose.lower()
    if low == "my":
        return one.speaker
    if low == "your":
        return one.to
    if low in ("his", "her"):
        return _just_named(stand, one, "he" if low == "his" else "she", seen=not one.speaker)
    return _target(stand, re.sub(r"['’]s$", "", whose))


def _target(stand: Stand, name: str) -> str:
    """Return whom a name in running text means: a character, or ``~name`` of somebody unknown."""
    first = name.split()[0]
    return stand.cast.person(name) or stand.cast.person(first) or f"~{first.lower()}"


def _just_named(stand: Stand, one: Told, pronoun: str, seen: bool = False) -> str:
    """Return the only person named just before (or, of what is seen, in the same sentence) whom a pronoun fits."""
    text = f"{one.earlier} {one.text}" if seen else one.earlier
    ids = {stand.cast.person(found) for found in stand.cast.name.findall(text)}
    fitting = {id for id in ids if not pronoun or _SEX.get(stand.sex(id)) == pronoun}
    if seen and one.beat.who in fitting:
        return one.beat.who
    return fitting.pop() if len(fitting) == 1 else ""


def contradicts(stand: Stand, claim: Claim) -> Fault | None:
    """Return the fault if what two are called excludes what they are, or were called before."""
    owner, other = claim.subject, claim.other
    held = _wed(stand, claim) or _declared(stand, owner, other)
    if held is None:
        held = _said_before(stand, claim)
    if held is None or _agree(claim.object, held[0]):
        return None
    words, place = " or ".join(sorted(held[0])), held[1]
    names = stand.named(owner), stand.named(other)
    return Fault(
        "wrong_relation",
        (owner, other),
        f"{names[1]} is called {names[0]}'s {claim.object}; canon has {names[1]} as {names[0]}'s {words}.",
        f"Say “{sorted(held[0])[0]}”.",
        claim.place,
        place,
    )


Held = tuple[frozenset[str], Place]


def _agree(said: str, held: frozenset[str]) -> bool:
    return not held or said in held or (said in SPOUSES and bool(held & SPOUSES))


def _declared(stand: Stand, owner: str, other: str) -> Held | None:
    """Return what the Bible says that one is to another, None if it knows of no kinship."""
    mine, theirs = _person(stand, owner), _person(stand, other)
    own = [r.kind for r in (mine.relations if mine else ()) if r.to == other]
    back = [r.kind for r in (theirs.relations if theirs else ()) if r.to == owner]
    if any(is_near(kind) for kind in (*own, *back)):
        return frozenset(), declared("")
    kin = {kin_of(kind) for kind in own} - {""}
    if kin:
        quote = f"{stand.named(other)} is {stand.named(owner)}'s {' and '.join(own)}"
        return frozenset(kin), declared(quote)
    others = [other_side(kin_of(kind)) for kind in back if kin_of(kind)]
    if not others:
        return None
    return frozenset().union(*others), declared(f"{stand.named(owner)} is {stand.named(other)}'s {' and '.join(back)}")


def _wed(stand: Stand, claim: Claim) -> Held | None:
    """Return the marriage of two, in which whatever else they are called is another matter."""
    pair = {claim.subject, claim.other}
    wed = any(bond[0] == "married" and {bond[1], bond[2]} == pair for bond in stand.state.bonds)
    weds = (event for event in stand.history.script.events if event.kind == "bond" and event.what == "married")
    wed = wed or any({event.who, event.to} == pair for event in weds)
    return (SPOUSES, declared("married")) if wed and claim.object in SPOUSES else None


def _person(stand: Stand, id: str) -> Character | None:
    return next((person for person in stand.bible.characters if person.id == id), None)


def _said_before(stand: Stand, claim: Claim) -> Held | None:
    """Return what the two were called before: in this script, or the last time in an approved one."""
    if claim.object in SPOUSES:
        return None
    for before in reversed(stand.claims):
        if (held := _same_pair(before, claim)) is not None:
            return held
    for script in stand.past():
        for before in said_in(stand, script):
            if (held := _same_pair(before, claim)) is not None:
                return held
    return None


def _same_pair(before: Claim, claim: Claim) -> Held | None:
    if before.kind != "kin" or before.object in SPOUSES:
        return None
    if (before.subject, before.other) == (claim.subject, claim.other):
        return frozenset({before.object}), before.place
    if (before.other, before.subject) == (claim.subject, claim.other):
        return other_side(before.object), before.place
    return None


def said_in(stand: Stand, script: Script) -> list[Claim]:
    """Return the kinship claims of an approved script, the latest first."""
    found = [c for scene in script.scenes if real(scene) for one in told(script, scene) for c in claims(stand, one)]
    return found[::-1]
