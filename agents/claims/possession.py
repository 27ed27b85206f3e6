"""Who has which thing: worn on a finger, taken from one's own pocket, handed over."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ...memory.bible import Prop
from ...memory.naming import words_of
from ..continuity.case import declared
from ..continuity.fault import Fault
from .claim import Claim, Stand, Told
from .referring import subject_before, whose

_NEUTRAL = frozenset(
    {
        "old",
        "little",
        "small",
        "tiny",
        "same",
        "familiar",
        "precious",
        "damned",
        "damn",
        "heavy",
        "thin",
        "cold",
        "worn",
    }
)
"""Words before a thing that do not make it another."""
_OTHER = re.compile(
    r"\b(?:another|new|different|second|other|spare|copy|copies|replica|fake|forged|identical|similar|matching"
    r"|duplicate"
    r"|photo|picture|drawing|memory|twin|box|shop|buys?|bought|like)\b",
    re.IGNORECASE,
)
"""What says that it may be another thing of the kind, or only a likeness."""
_BODY = r"(?:finger|hand|neck|wrist|throat|lapel|chest|ear)s?"
_POCKET = (
    r"(?:(?:coat|jacket|breast|inside|back|trouser|apron|shirt|jeans|evening|hand)[ -]?)?"
    r"(?:pocket|bag|purse|handbag|coat|jacket|sleeve|wallet|backpack|satchel|briefcase|boot|glove|drawer)s?"
)
_STANDING = (
    r"(?:wears|is (?:still )?wearing|wearing|still wears|twists|is twisting|turns and turns|fingers|fiddles with"
    r"|plays with"
    r"|twirls|spins|rubs|never took off|has kept|still has|keeps)"
)
_TAKEN = (
    r"(?:takes?|pulls?|draws?|fish(?:es)?|digs?|slides?|slips?|brings?|gets?|lifts?|produces?|whips?|removes?"
    r"|works|eases|tugs)"
)
_GIVES = re.compile(
    r"\b(?:giv(?:es?|ing)|gave|hand(?:s|ed|ing)?|pass(?:es|ed)?|return(?:s|ed)?|throws?|toss(?:es)?|offers?"
    r"|press(?:es)?|push(?:es)?"
    r"|slips?|slides?|puts?|lays?|places?|sets?|drops?|loses?|leaves?|sells?|steals?|snatch(?:es)?|grabs?|seizes?"
    r"|catches"
    r"|picks?|finds?|takes?|accepts?|receives?|gets?|buys?|wins?|pockets|tears|rips|lends?|closes)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|used|once|yesterday|last|ago|then)\b")


@lru_cache(maxsize=256)
def _of_thing(noun: str) -> dict[str, re.Pattern[str]]:
    """Return the sentences in which somebody has a thing of that noun."""
    thing = (
        r"(?P<whose>(?i:the|that|this|her|his|my|your|their)|[A-Z][\w-]+['’]s) "
        rf"(?P<how>(?:[\w-]+ ){{0,3}}?){re.escape(noun)}\b(?!['’-])"
    )
    return {
        "any": re.compile(thing, re.IGNORECASE if noun[:1].isupper() else 0),
        "standing": re.compile(rf"\b{_STANDING} {thing}"),
        "on": re.compile(
            rf"{thing}(?: is| was| still| shines| glints| gleams| sits| hangs)*(?: still| back)? (?:on"
            rf"|around|round|at|from) (?P<of>her|his|my|your|the|[A-Z][\w-]+['’]s) (?:\w+ )?{_BODY}\b"
        ),
        "in": re.compile(
            rf"{thing}(?: is| was)?(?: still| safe)? in (?P<of>her|his|my|your"
            rf"|[A-Z][\w-]+['’]s) (?:own )?{_POCKET}\b"
        ),
        "out": re.compile(
            rf"\b{_TAKEN} (?:out )?{thing} (?:out )?(?:of|from|off) (?P<of>her|his|my|your"
            rf"|[A-Z][\w-]+['’]s) (?:own )?(?:\w+ )?(?:{_POCKET}|{_BODY})\b"
        ),
        "produces": re.compile(
            rf"\b(?:pulls? out|takes out|brings out|produces|fishes out|digs out|whips out"
            rf"|holds up|flashes|brandishes) {thing}"
        ),
        "has": re.compile(
            r"\bI(?:(?:['’]ve| have)(?: still)?(?: got)?(?: always)?(?: kept| had| worn)?"
            r"|(?:['’]m| am)(?: still)? wearing"
            rf"| still (?:have|wear|keep)) {thing}"
        ),
        "where": re.compile(rf"\b[Oo]n (?P<of>her|his|[A-Z][\w-]+['’]s) (?:\w+ )?{_BODY}[:,] {thing}"),
    }


def claims(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield who has, gets or loses a thing by a sentence."""
    low = one.text.lower()
    told: set[str] = set()
    for prop, noun in stand.nouns:
        if noun not in low or prop.id in told:
            continue
        found = next(_of_prop(stand, one, prop, noun), None)
        if found is not None:
            told.add(prop.id)
            yield found


def _of_prop(stand: Stand, one: Told, prop: Prop, noun: str) -> Iterator[Claim]:
    if re.search(rf"\b(?:another|a new|a different|a second|a spare|the other) (?:\w+ )?{re.escape(noun)}\b", one.text):
        stand.others.add(noun)
    if noun in stand.others or _OTHER.search(one.text):
        return
    for form, pattern in _of_thing(noun).items():
        match = pattern.search(one.text)
        gone_by = one.speaker and _PAST.search(one.text)
        if form == "any" or gone_by or not one.meant or match is None or not _same_thing(stand, prop, match):
            continue
        who = _holder(stand, one, form, match)
        if who:
            yield Claim("holds", who, prop.id, one.text, one.place, strong=form != "produces" or bool(one.speaker))
            return
    if (found := _of_thing(noun)["any"].search(one.text)) and not one.speaker and _GIVES.search(one.text):
        yield Claim("moved", subject_before(stand, one, found.start()), prop.id, one.text, one.place)


def _same_thing(stand: Stand, prop: Prop, match: re.Match[str]) -> bool:
    """Tell whether the words before the noun fit the thing: its own, or such as fit anything."""
    groups = match.groupdict()
    own = {*words_of(prop.name), *words_of(prop.words), *_NEUTRAL}
    possessive = groups.get("whose") or ""
    if possessive.endswith(("'s", "’s")) and stand.cast.person(possessive[:-2]) not in _owners(stand, prop):
        return False
    return all(word in own for word in words_of(groups.get("how") or ""))


def _owners(stand: Stand, prop: Prop) -> set[str]:
    """Return whose a thing may be called: whoever has it, or had it when the story began."""
    return {prop.holder, stand.state.holds.get(prop.id, "")} - {""}


def _holder(stand: Stand, one: Told, form: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    of = groups.get("of") or ""
    if form == "has":
        return one.speaker
    if of and of != "the":
        return whose(stand, one, of, match.start())
    return "" if one.speaker else subject_before(stand, one, match.start())


def contradicts(stand: Stand, claim: Claim, one: Told) -> Fault | None:
    """Return the fault if somebody else has the thing, or it was lost."""
    holder, prop = stand.state.holds.get(claim.object, ""), claim.object
    if holder == claim.subject or claim.subject not in {person.id for person in stand.bible.characters}:
        return None
    came = stand.history.last("gives", "takes", "loses", where=lambda event: event.what == prop)
    if not holder:
        lost = next((event for _, event in stand.history.past() if event.what == prop and event.kind in _MOVES), None)
        if lost is None or lost.kind != "loses":
            return None
    if holder and holder in stand.state.dead:
        return None
    if holder in one.scene.present and not claim.strong:
        return None
    who, thing = stand.named(claim.subject), stand.named(prop)
    where = f"{stand.named(holder)} has it" if holder else "it was lost"
    return Fault(
        "prop_teleports",
        (prop,),
        f"{who} has {thing} here; by canon {where}.",
        f"Let {who} get {thing} first, or let it be another.",
        claim.place,
        came or declared(f"{stand.named(holder)} has {thing}"),
    )


_MOVES = ("gives", "takes", "loses")
