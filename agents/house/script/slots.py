"""Fill the slots of a card from the series, and mend the grammar round them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ....memory.bible import Bible, Character, Location, Prop
from ....memory.state import NAME
from ..premise.retelling import retell, whole
from .memories import Memory, retold

_SLOT = re.compile(r"\{([A-Za-z_.]+)\}")
_PRONOUNS = {
    "woman": {"they": "she", "them": "her", "their": "her", "theirs": "hers", "themself": "herself"},
    "man": {"they": "he", "them": "him", "their": "his", "theirs": "his", "themself": "himself"},
}


class Unfillable(Exception):
    """A slot has nothing to stand for here; the card is passed over."""


@dataclass(frozen=True)
class Cast:
    """What the slots of a card stand for."""

    bible: Bible
    roles: Mapping[str, Character]
    obj: Prop | None = None
    place: Location | None = None
    memory: Memory | None = None
    """What is spoken of again."""
    day: int = 1
    knows: frozenset[tuple[str, str]] | None = None
    """Who knows which name that not everybody knows; nothing: all know all."""


def fill(text: str, cast: Cast, speaker: str = "", to: str = "") -> str:
    """Return the text with its slots filled.

    ``speaker`` and ``to`` are character ids: a secret told by or to its subject turns into "I" or "you".
    Raises ``Unfillable``.
    """

    def one(match: re.Match[str]) -> str:
        name = match.group(1)
        value = _value(name[0].lower() + name[1:], cast, speaker, to)
        if name.lower().startswith("odd") and _about(value, speaker, cast):
            raise Unfillable(name)
        return value[:1].upper() + value[1:] if name[0].isupper() else value

    return mend(_SLOT.sub(one, text))


def _about(odd: str, speaker: str, cast: Cast) -> bool:
    """Tell whether the one who would say it is who it is about: "the soldier claims…", said by the soldier."""
    person = next((person for person in cast.bible.characters if person.id == speaker), None)
    return person is not None and odd.lower().startswith(f"the {person.job.lower()} ")


def _value(name: str, cast: Cast, speaker: str, to: str) -> str:
    head, _, rest = name.partition(".")
    if head == "secret":
        return between(told(_person(cast, rest), speaker, to), cast.bible.characters, speaker, to)
    if head == "title":
        return cast.bible.title
    if head == "place":
        if cast.place is None:
            raise Unfillable(name)
        return cast.place.name
    if head in ("obj", "odd"):
        return _object(head, rest, cast)
    if head == "m" and "m" not in cast.roles:
        return _remembered(rest, cast, speaker, to)
    person = _person(cast, head)
    if not rest and _stranger(person, cast, speaker):
        if to == person.id:
            raise Unfillable(name)
        return person.alias
    return _attribute(person, rest, cast, name)


def _stranger(person: Character, cast: Cast, speaker: str) -> bool:
    """Tell whether the one who would say a name has never heard it."""
    hidden = bool(person.alias) and cast.knows is not None and bool(speaker)
    return hidden and cast.knows is not None and (speaker, NAME + person.id) not in cast.knows


_WOUND = re.compile(r"an? (.+?)(?: (?:over|on|across|along|in|at|through|above|under|behind|of|where|from|that) .*)?")


def _remembered(part: str, cast: Cast, speaker: str, to: str) -> str:
    """Say a part of a memory: its words, where and when it was."""
    memory = cast.memory
    if memory is None:
        raise Unfillable("m")
    own = retold(memory.what, cast.bible.characters, speaker, to)
    wound = _WOUND.fullmatch(memory.what)
    said = {
        "what": own,
        "do": own.removeprefix("to "),
        "the": f"the {wound.group(1)}" if wound else "",
        "quote": memory.quote,
        "there": memory.there(cast.bible, cast.place.id if cast.place else ""),
        "place": memory.named(cast.bible, cast.place.id if cast.place else ""),
        "ago": memory.ago(cast.day),
    }[part]
    if not said:
        raise Unfillable(f"m.{part}")
    return said


def _object(head: str, rest: str, cast: Cast) -> str:
    if head == "odd" and rest and not cast.bible.premise.odd:
        raise Unfillable(head)
    if head == "odd" and rest in ("you", "i"):
        return retell(cast.bible.premise.text, "you" if rest == "you" else "i")
    if head == "odd" and rest == "whole":
        return whole(cast.bible.premise.text, [person.name for person in cast.bible.characters])
    if cast.obj is None or (head == "odd" and not cast.obj.words):
        raise Unfillable(head)
    if head == "odd":
        return cast.obj.words
    return bare(cast.obj.name) if rest == "bare" else cast.obj.name


def bare(name: str) -> str:
    """Return a name without its article: "the ring" gives "ring"."""
    return re.sub(r"^(?:the|a|an|her|his)\s+", "", name)


def _person(cast: Cast, key: str) -> Character:
    person = cast.roles.get(key)
    if person is None:
        raise Unfillable(key)
    return person


def _attribute(person: Character, rest: str, cast: Cast, name: str) -> str:
    low = rest.lower()
    if not rest:
        return person.name
    if low == "job":
        return person.job
    if low == "role":
        return person.role
    if low == "full":
        return person.full_name
    if low in _PRONOUNS["woman"]:
        value = _PRONOUNS[person.look.sex][low]
        return value.capitalize() if rest[0].isupper() else value
    if low in ("rel", "my", "your", "own"):
        return _relation(person, low, cast)
    if low.startswith("to_"):
        other = _person(cast, rest[3:])
        for relation in other.relations:
            if relation.to == person.id and relation.kind:
                return relation.kind.removeprefix("late ")
    raise Unfillable(name)


def _relation(person: Character, form: str, cast: Cast) -> str:
    """Say what a person is to the lead: "sister", "my sister", "her sister", or by trade: "critic", "the critic"."""
    lead = _person(cast, "lead") if "lead" in cast.roles else cast.bible.characters[0]
    kinds = [r.kind.removeprefix("late ") for r in lead.relations if r.to == person.id and r.kind]
    if not kinds:
        return person.job if form == "rel" else f"the {person.job}"
    own = _PRONOUNS[lead.look.sex]["their"] if form == "own" else form
    return kinds[0] if form == "rel" else f"{own} {kinds[0]}"


_SECOND = {"was": "were", "is": "are", "has": "have", "does": "do"}
_FIRST = {"is": "am", "has": "have", "does": "do"}


def told(person: Character, speaker: str, to: str) -> str:
    """Say a person's secret as its subject, to its subject, or of a third."""
    own = person.secret
    first = speaker == person.id
    if not (first or to == person.id) or not own.startswith(person.name + " "):
        return own
    words = own[len(person.name) + 1 :].split(" ")
    verbs = _FIRST if first else _SECOND
    words[0] = verbs.get(words[0]) or _bare(words[0])
    mine = {"his": "my", "her": "my", "himself": "myself", "herself": "myself", "he": "I", "she": "I"}
    yours = {"his": "your", "her": "your", "himself": "yourself", "herself": "yourself", "he": "you", "she": "you"}
    swap = mine if first else yours
    return " ".join(["I" if first else "you", *(swap.get(word, word) for word in words)])


def _bare(verb: str) -> str:
    """Return a verb of the third person as others have it: carries, watches, keeps."""
    if not verb.endswith("s") or verb.endswith(("ss", "us")) or verb == "was":
        return verb
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")) else verb[:-1]


_BEFORE_NAME = r"\b(of|to|for|with|from|on|at|by|about|against|after|before|behind|beside|under|over|near) "


def between(told: str, people: Sequence[Character], speaker: str, to: str) -> str:
    """Say "me" and "you" of the two who talk, where a preposition or a possessive leaves no doubt."""
    for id, them, their in ((speaker, "me", "my"), (to, "you", "your")):
        person = next((one for one in people if one.id == id), None)
        if person is not None:
            name = re.escape(person.name)
            told = re.sub(rf"\b{name}['’]s\b", their, told)
            told = re.sub(rf"{_BEFORE_NAME}{name}\b(?! [a-z]+ed\b)", rf"\1 {them}", told)
    return told


_VOWEL = re.compile(r"\b([Aa]) (?=(?!(?:one|once|uni|use|usu|eu|ewe)\w*)[aeiouAEIOU]\w)")
_CONSONANT = re.compile(
    r"\b([Aa])n (?=(?!hour|heir|honest|honou?r|[FHLMNRSX](?:\b|[A-Z]))[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z])"
)


_SPACES = re.compile(r"\s+")
_TWICE = re.compile(r"\b([Tt]he|[Hh]er|[Hh]is|[Mm]y|[Yy]our|[Aa]n?) (?:the|a|an) ")
_STOPS = re.compile(r"([.!?])\.(?!\.)")
_BEFORE_STOP = re.compile(r" ([,.;:!?])")
_SENTENCE = re.compile(r"([.!?…] )([a-z])")


def mend(text: str) -> str:
    """Put articles, capitals, spaces and stops right."""
    text = _VOWEL.sub(r"\1n ", text)
    text = _CONSONANT.sub(r"\1 ", text)
    text = _SPACES.sub(" ", text).strip()
    text = _TWICE.sub(r"\1 ", text)
    text = _STOPS.sub(r"\1", text)
    text = _BEFORE_STOP.sub(r"\1", text)
    text = _SENTENCE.sub(lambda match: match.group(1) + match.group(2).upper(), text)
    return text[:1].upper() + text[1:]
