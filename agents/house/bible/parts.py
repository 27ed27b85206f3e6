"""Give the people of a premise their roles in the story, by what they are called and what they did."""

import re

from ....memory.bible import Role
from ..premise.person import Person
from ..premise.reader import Reading, lead_of
from ..premise.words import listed

_DIED = re.compile(
    r"(?:who|whose body|she|he)?\s*(?:has |had )?"
    r"(?:died|dies|drowned|drowns|(?:was|is|gets) (?:killed|murdered|buried|executed)|(?:is|was|been) dead"
    r"|never came home|(?:that |who |whom )?(?:she|he|they|i) (?:has |had )?(?:killed|murdered|buried|poisoned)\b)"
)
_ABSENT = re.compile(
    r"(?:who |has |had )*(?:lies |is |was |been |fell )?(?:in a coma|into a coma|in (?:her|his|the) cradle)\b"
    r"|(?:who )?(?:disappears|vanishes|goes missing|is (?:kidnapped|abducted|taken))\b"
)
_UNSPEAKING = frozenset({"baby", "newborn", "toddler", "infant", "embryo"})
_GRAVE = re.compile(r"(?:\w+ )?(?:death|grave|funeral|ghost|corpse|ashes|murder|killer|obituary|coffin|tomb)\b")
_KILLED = re.compile(
    r"(?:killed|murdered|kill|(?:did not|didn't) murder|murder of|murdering|killing|buried|drowned|shot|death of"
    r"|grave of|funeral of)(?: \w+)?$"
)
_TO_KILL = re.compile(
    r"(?:(?:hired|ordered|must|tries|going|sent|want\w*|plans|asked|told|paid) to|will|must) kill(?: \w+)?$"
)
_VANISHED = re.compile(r"(?:who )?(?:disappeared|vanished|went missing|was kidnapped|was taken|has been missing)")
_DONE_BY = re.compile(
    r"(?:poisoned|betrayed|framed|murdered|killed|pushed|dumped|robbed|sold|fired|humiliated|abandoned|ruined)"
    r" by(?: \w+)?$"
)
_ROMANCE = re.compile(
    r"(?:marr\w*|falls? (?:in love with|for)|loves?|kiss\w*|dat(?:e|es|ing)|engaged to|wedding (?:of|to)|in love with"
    r"|weds?|seduce\w*)(?: [\w'’-]+){0,3}$"
)
_GROWN_WORDS = {"adult", "grown", "grown-up", "estranged", "pregnant", "own", "runaway", "teenage", "teen"}
_GROWN = re.compile(
    r"\b(?:fights?|marry|marries|rob|arrest|defend|prosecute|hires?|fire|race|duel|competes?|operate|new boss|detective"
    r"|lawyer)\b"
)


def heads(kind: str) -> frozenset[str]:
    """Return the words that make somebody a ``kind``: ``heads("elder")``."""
    return listed("people", "heads", kind)


def part_of(person: Person, reading: Reading, open_roles: set[Role]) -> tuple[Role, bool, bool]:
    """Return role, whether this person is gone when the story begins, and whether dead."""
    after, before = _around(person, reading)
    owned = reading.items[person.end - 1].owns if person.end else False
    killed = _KILLED.search(before) and not _TO_KILL.search(before) and person.head not in heads("stranger")
    dead = bool(person.dead or _DIED.match(after) or (owned and _GRAVE.match(after)) or killed)
    unspeaking = person.head in _UNSPEAKING
    if person.gone or dead or unspeaking or _VANISHED.match(after) or _ABSENT.match(after):
        return "missing", True, dead
    role = _by_story(person, after, before, reading, open_roles)
    return role or _by_word(person, reading, open_roles), False, False


def _around(person: Person, reading: Reading) -> tuple[str, str]:
    end = reading.items[person.end - 1].end if person.end else 0
    start = reading.items[person.at].start if person.end else 0
    return reading.text[end:].lower().strip(" ,"), reading.text[:start].lower().strip(" ,")


def _by_story(person: Person, after: str, before: str, reading: Reading, open_roles: set[Role]) -> Role | None:
    """Return the role that the line's own events give."""
    if _parent_of_lead(person, reading) or any(word in heads("old") for word in person.modifiers):
        return "elder"
    lead = reading.people[lead_of(reading.people)]
    if lead.kind == "kin" and lead.of is not None and reading.people[lead.of] is person:
        return "love" if lead.head in heads("love") else "ally"
    if (person.owner == "same" or person.head.startswith("twin")) and "rival" in open_roles:
        return "rival"
    did = re.match(rf"who (?:\w+ )?(?:{'|'.join(sorted(heads('hostile')))})\b", after[:48])
    if did or _DONE_BY.search(before):
        rival = "rival" in open_roles and person.head.split()[-1] in heads("rival")
        return "villain" if "villain" in open_roles and not rival else "rival"
    loved = not person.possessor and _ROMANCE.search(re.sub(r"['’]s?$", "", before))
    return "love" if loved and person.head not in heads("villain") else None


def _parent_of_lead(person: Person, reading: Reading) -> bool:
    """Tell whether the lead is called this person's child: "a farmer's daughter"."""
    lead = reading.people[lead_of(reading.people)]
    return lead.of is not None and reading.people[lead.of] is person and lead.head in heads("child")


def _by_word(person: Person, reading: Reading, open_roles: set[Role]) -> Role:
    """Return the role that the word for this person suggests."""
    named = {person.head, person.head.split()[-1], person.words.lower()}
    if named & heads("child") and person.kind != "job":
        return "ally" if grown(person, reading) else "child"
    kinds: tuple[Role, ...] = ("villain", "love", "elder", "rival", "stranger")
    if person.of is not None and person.of != lead_of(reading.people) and person.kind == "kin":
        kinds = ("villain", "elder", "rival", "stranger")
    for role in kinds:
        if named & heads(role):
            return role
    order: tuple[Role, ...] = ("rival", "ally", "love", "stranger")
    if person.kind == "kin" or named & heads("helper"):
        order = ("ally",)
    elif named & heads("splendid") or set(person.modifiers) & heads("brooding"):
        order = ("love", "villain", "rival")
    return next((role for role in order if role in open_roles), order[0])


def grown(person: Person, reading: Reading) -> bool:
    """Tell whether a "son" or "daughter" must be an adult here."""
    _, before = _around(person, reading)
    lead = reading.people[lead_of(reading.people)]
    old = {*lead.modifiers, lead.head} & heads("aged")
    adult = set(person.modifiers) & _GROWN_WORDS
    return bool(_GROWN.search(before[-40:]) or old or adult or person.also or person.relation)
