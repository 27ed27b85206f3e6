"""Say the premise's odd detail to the lead ("you") or by the lead ("I"), in the premise's own words."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from .person import Person
from .reader import Reading, lead_of, survey
from .words import Token, listed, stop_words, tokens, verb_forms

As = Literal["you", "i", "name"]

_BE = {
    "you": {
        "is": "are",
        "was": "were",
        "has": "have",
        "does": "do",
        "doesn't": "don't",
        "isn't": "aren't",
        "wasn't": "weren't",
        "hasn't": "haven't",
    },
    "i": {
        "is": "am",
        "are": "am",
        "has": "have",
        "does": "do",
        "doesn't": "don't",
        "isn't": "am not",
        "hasn't": "haven't",
    },
}
_IRREGULAR = {
    "goes": "go",
    "does": "do",
    "has": "have",
    "is": "are",
    "owns": "own",
    "lies": "lie",
    "dies": "die",
    "ties": "tie",
}
_NAME = "\N{OBJECT REPLACEMENT CHARACTER}"
_SUBJECT = {"you": "you", "i": "I", "name": _NAME}
_OBJECT = {"you": "you", "i": "me"}
_OWN = {"you": "your", "i": "my"}
_SELF = {"you": "yourself", "i": "myself"}


@cache
def retell(text: str, person: As) -> str:
    """Return the odd detail of the premise ``text`` as a sentence without its stop: "you must fight your own son"."""
    reading = survey(text)
    return _retold(reading, person)


def whole(text: str, names: Sequence[str]) -> str:
    """Return the odd detail as a sentence about those ``names``, the lead's first; without its stop."""
    reading = survey(text)
    lead = reading.people[lead_of(reading.people)] if reading.people else None
    if lead is not None and lead.speaks:
        return _retold(reading, "you")
    verb = tokens(reading.odd)[0].low
    several = verb in verb_forms() and not verb.endswith(("s", "ing", "ed"))
    told = names[: max(lead.count if lead else 1, 2 if several else 1)]
    subject = " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]
    return _retold(reading, "name").replace(_NAME, subject)


def _retold(reading: Reading, person: As) -> str:
    odd = reading.odd
    items = tokens(odd)
    first = items[0].low if items else ""
    place = reading.text.find(odd)
    if reading.odd_object is not None and (reading.odd_tail or first in _openers()) and not _finite_in(items):
        return _pronouns(odd, items, reading, person)
    if first in ("who", "whose", "which"):
        return _relative(odd, reading, place, person)
    other = _spoken_of(odd, reading) if first in ("she", "he", "they") else None
    if other is not None:
        rest = odd.split(" ", 1)[1]
        return f"the {other.words} {_pronouns(rest, tokens(rest), reading, person)}"
    if first in ("she", "he", "they", "i"):
        return _pronouns(odd, items, reading, person)
    verb = next((i for i, item in enumerate(items) if _finite(item.low)), None)
    lead = reading.people[lead_of(reading.people)] if reading.people else None
    if (
        lead is not None
        and lead.end
        and verb
        and odd.startswith(reading.text[reading.items[lead.at].start : reading.items[lead.end - 1].end])
    ):
        first = "of"
    elif lead is not None and first in verb_forms() and not first.endswith(("s", "ing", "ed")):
        verb, first = 0, "of"
    elif verb is None or first in _openers() or (items[0].capital and verb):
        return _pronouns(odd, items, reading, person)
    if (
        verb
        and not all(item.low.endswith("ly") for item in items[:verb])
        and first not in ("in", "at", "on", "from", "going", "of", "with")
    ):
        return _pronouns(odd, items, reading, person)
    aside = all(item.low.endswith("ly") for item in items[:verb])
    tail = odd if aside else odd[items[verb].start :]
    return f"{_SUBJECT[person]} {_pronouns(_agree(tail, person), tokens(_agree(tail, person)), reading, person)}"


def _spoken_of(odd: str, reading: Reading) -> Person | None:
    """Return who "he claims to be the captain" is about, if not the lead."""
    lead = reading.people[lead_of(reading.people)] if reading.people else None
    for person in reading.people:
        if person is not lead and any(said in odd for said in person.also):
            return person
    return None


def _openers() -> frozenset[str]:
    return (
        listed("grammar", "determiners")
        | listed("grammar", "possessives")
        | frozenset({"everyone", "nobody", "someone"})
    )


def _finite(low: str) -> bool:
    third = low in verb_forms() and low.endswith("s") and not low.endswith("ss")
    return (
        third
        or low in listed("grammar", "auxiliaries") - {"be", "been", "being", "having"}
        or low in ("rob", "discover", "must", "owns")
    )


def _finite_in(items: list[Token]) -> bool:
    return any(_finite(item.low) for item in items[:2])


def _agree(text: str, person: As) -> str:
    """Turn the first verb of a clause from "she finds" to what "you" or "I" takes; joined verbs too."""
    items = tokens(text)
    out, last = "", 0
    for at, item in enumerate(items):
        joined = (
            at == 0
            or items[at - 1].low in ("and", "then", "but")
            or items[at - 1].low in ("she", "he")
            or (at > 0 and items[at - 1].low.endswith("ly"))
        )
        word = _plain(item.text, person) if joined and _finite(item.low) else item.text
        out += text[last : item.start] + word
        last = item.end
    return out + text[last:]


def _plain(word: str, person: As) -> str:
    low = word.lower()
    if person == "name":
        return word
    if low in _BE[person]:
        return _BE[person][low]
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low not in verb_forms() or not low.endswith("s") or low.endswith("ss"):
        return word
    for end, put in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", "")):
        if low.endswith(end):
            return low[: -len(end)] + put
    return word


def _relative(odd: str, reading: Reading, place: int, person: As) -> str:
    """Say "who killed his fiancée" of the one it stands behind."""
    before = [p for p in reading.people if p.end and reading.items[p.end - 1].end <= place]
    who = before[-1] if before else None
    rest = odd.split(" ", 1)[1] if " " in odd else odd
    if who is None or who is reading.people[lead_of(reading.people)]:
        changed = _agree(rest, person)
        return f"{_SUBJECT[person]} {_pronouns(changed, tokens(changed), reading, person)}"
    said = _pronouns(rest, tokens(rest), reading, person)
    if odd.startswith("whose"):
        return f"the {who.words}'s {said}"
    mine = who.kind == "kin" and who.of == lead_of(reading.people) and who.owner != "same" and person in _OWN
    return f"{_OWN[person] if mine else 'the'} {who.words} {said}"


def _pronouns(text: str, items: list[Token], reading: Reading, person: As) -> str:
    """Turn the lead's pronouns into "you" or "I", and the verbs that follow them."""
    lead = reading.people[lead_of(reading.people)] if reading.people else None
    speaks = bool(lead and lead.speaks)
    if person == "name" or lead is None:
        return text
    if lead.count > 1:
        return _plural(text, person)
    called = re.escape(lead.words)
    text = re.sub(rf"(?<=\w )(?:a|an|the) (?:own )?{called}(?=['’]s\b)['’]s", _OWN[person], text)
    text = re.sub(rf"(?<=\w )(?:a|an|the) {called}\b(?!['’])", _OBJECT[person], text)
    text = _agree_after(text, person, lead.sex)
    items = tokens(text)
    out, last = "", 0
    for at, item in enumerate(items):
        following = items[at + 1].low if at + 1 < len(items) and items[at + 1].is_word else ""
        word = _turned(item, following, person, lead.sex, speaks)
        out += text[last : item.start] + word
        last = item.end
    return out + text[last:]


def _plural(text: str, person: As) -> str:
    turned = _MANY[person]
    return re.sub(r"\b(?:they|them|their|theirs|themselves)\b", lambda match: turned[match.group(0)], text)


_MANY = {
    "you": {"they": "you", "them": "you", "their": "your", "theirs": "yours", "themselves": "yourselves"},
    "i": {"they": "we", "them": "us", "their": "our", "theirs": "ours", "themselves": "ourselves"},
}


def _agree_after(text: str, person: As, sex: str | None) -> str:
    items = tokens(text)
    out, last = "", 0
    subjects = {"woman": {"she"}, "man": {"he"}}.get(sex or "", set())
    for at, item in enumerate(items):
        after = at and items[at - 1].low in subjects
        out += text[last : item.start] + (_plain(item.text, person) if after and _finite(item.low) else item.text)
        last = item.end
    return out + text[last:]


_TO_YOU = {"i": "you", "my": "your", "me": "you", "myself": "yourself", "am": "are", "i'm": "you're", "i've": "you've"}
_TO_ME = {"you": "I", "your": "my", "yourself": "myself"}
_NO_NOUN = frozenset({"most", "more", "again", "alone", "twice", "once", "tonight", "tomorrow", "forever", "home"})


def _turned(item: Token, following: str, person: As, sex: str | None, speaks: bool) -> str:
    low = item.low
    if speaks:
        return (_TO_YOU if person == "you" else _TO_ME).get(low, item.text)
    subject, objects, own, selves = (
        ("she", ("her",), ("her",), "herself") if sex == "woman" else ("he", ("him",), ("his",), "himself")
    )
    if sex is None:
        return item.text
    if low == subject:
        return _SUBJECT[person]
    if low == selves:
        return _SELF[person]
    noun_follows = (
        bool(following)
        and following not in _NO_NOUN
        and (following not in stop_words() or following in ("own", "late"))
        and following not in listed("grammar", "determiners")
    )
    if low in own and not item.owns and (noun_follows or low == "his"):
        return _OWN[person]
    if low in objects:
        return _OBJECT[person]
    return item.text
