"""Names: a person, a place or an object is called something else wherever it is spoken of."""

import re
from collections.abc import Iterable

from ....memory.bible import Character, Location, Prop
from ....memory.edits.people import Rename
from ...crew import Studio
from ..possible import NotPossible
from ..rehearsal import CarriedOut
from .everywhere import declare, declared, latest, with_location, with_prop
from .spoken_of import Retell, prose, retell

LONGEST = 40
"""Letters of a name that a caption and a cue can hold."""

_ARTICLE = re.compile(r"^(?:the|a|an|her|his|my|their|our)\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:dr|mr|mrs|ms|miss|sir|lady|lord|captain|detective|professor|doctor|nurse|judge|father)\b\.?\s+", re.IGNORECASE
)
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,3}}")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """a an the and or but if so no not yes you he she it we they i me him her us them my your his its our their
        this that these those who what when where why how is are was were be been am do does did have has had will would
        can could should may might must shall now then here there nobody somebody everybody nothing something
        everything narrator present insert else one mother father sister brother""",
    )
)
_OWNED = r"the|a|an|this|that|these|those|my|your|his|her|its|our|their|no|any|some|every|each|\w+[’']s"
_BEFORE = rf"(?P<before>\b(?:{_OWNED}) )"

_BETWEEN = r"(?:(?!(?:phone|telephone|mobile|bell|doorbell|alarm)\b)[\w’'-]*(?:[’']s|[^\W_s]) )?"
"""One word of description; not the subject of a verb: "the phones ring"."""
_ALSO_VERBS = frozenset(
    re.findall(
        r"\w+",
        """bag bar book box bridge cab clock coat coin cook crown cup dress drug file glass key kitchen lock letter map
        mask mirror money paper park phone photograph picture place pocket record ring rose shop ship stage suit tape
        ticket trunk veil watch will""",
    )
)
"""Nouns that are verbs as well, or mean another thing: they change only as nouns."""
_AFTER = r"(?![\w-]| (?:finger|tone|road|hole)s?\b)"


async def rename(studio: Studio, edit: Rename) -> None:
    """Call somebody or something otherwise, in every document that speaks of it."""
    name = " ".join(edit.name.split()).strip('.,;:!?"“”')
    for bible in reversed(declared(studio)):
        for person in bible.characters:
            if person.id == edit.what:
                return _rename_person(studio, person, _person_name(studio, person, name))
        things: tuple[Prop | Location, ...] = (*bible.props, *bible.locations)
        for thing in things:
            if thing.id == edit.what:
                return call(studio, thing, _thing_name(studio, thing, name))
    bible = latest(studio)
    known = ", ".join([*(one.name for one in bible.characters), *(one.name for one in bible.props)])
    raise NotPossible(f"Nothing in the series is called {edit.what[:40]!r}. There are {known}.")


def _person_name(studio: Studio, person: Character, name: str) -> str:
    """Return a name that somebody can have; NotPossible says why not."""
    if name and name == name.lower():
        name = " ".join(word[:1].upper() + word[1:] for word in name.split())
    if not _NAME.fullmatch(name) or len(name) > LONGEST or not name[:1].isupper():
        raise NotPossible(f"{name[:LONGEST]!r} is not a name that can be said; give {person.name} one such as Lena.")
    first = _TITLE.sub("", name).split(" ")[0] or name
    for bible in declared(studio):
        for other in bible.characters:
            taken = {other.name, other.full_name, other.full_name.split(" ")[0], other.alias}
            if other.id != person.id and {one.lower() for one in taken if one} & {name.lower(), first.lower()}:
                raise NotPossible(f"{other.name} is called {name} already; two of one name cannot be told apart.")
    if first.lower() in _COMMON or _said_as_word(studio, first):
        raise NotPossible(
            f"“{first}” is a word that is said in the story and means something else; {person.name} would be lost in "
            "it. Choose a name that is only a name."
        )
    return name


def _said_as_word(studio: Studio, name: str) -> bool:
    word = re.compile(rf"(?<![\w’'-]){re.escape(name.lower())}(?![\w’'-])")
    return any(word.search(text) for text in prose(studio))


def _rename_person(studio: Studio, person: Character, name: str) -> None:
    others = [other for bible in declared(studio) for other in bible.characters if other.id != person.id]
    words = _names_of(person, name, others)
    retell(studio, retold(words))
    for bible in declared(studio):
        people = tuple(
            one.model_copy(update={"name": name, "full_name": _full(one, name)}) if one.id == person.id else one
            for one in bible.characters
        )
        declare(studio, bible.model_copy(update={"characters": people}))


def _full(person: Character, name: str) -> str:
    """Return the full name that goes with a new name: the family name stays if none is given."""
    bare = _TITLE.sub("", name)
    family = person.full_name.split(" ")[1:]
    if " " in bare or not family:
        return bare
    if _TITLE.match(name) and _TITLE.match(person.name):
        return " ".join([*person.full_name.split(" ")[:-1], bare])
    return f"{bare} {' '.join(family)}"


def _names_of(person: Character, name: str, others: Iterable[Character]) -> dict[str, str]:
    """Return what somebody is called, and what it becomes, the longest first."""
    full, first = _full(person, name), _TITLE.sub("", name).split(" ")[0]
    called = {person.full_name: full, person.name: name}
    if not _TITLE.match(person.name):
        called.setdefault(person.full_name.split(" ")[0], first)
    family, new = person.full_name.split(" ")[-1], full.split(" ")[-1]
    shared = any(family in other.full_name.split(" ") for other in others)
    if family != new and not shared and " " in person.full_name:
        called.setdefault(family, new)
    for end in ("y", "ie"):
        short = person.name[:-1] if person.name[-1:] in "aeiouy" else person.name
        for stem in {short, short + short[-1:]}:
            if len(stem) > 2 and stem + end not in called:
                called[stem + end] = first
    return {old: called[old] for old in sorted(called, key=len, reverse=True) if old}


def retold(called: dict[str, str]) -> Retell:
    """Return what retells a text with names changed: whole words, possessives, capitals and stutters among them."""
    names = "|".join(re.escape(old) for old in called)
    loud = {old.upper(): new.upper() for old, new in called.items() if len(old) > 1}
    shouted = "|".join(re.escape(old) for old in loud)
    said = re.compile(rf"(?<![\w-])(?P<stutter>(?:\w-)*)(?P<name>{names}|{shouted})(?P<own>[’'](?=\s+\w)|)(?!\w)")

    def one(found: re.Match[str]) -> str:
        name = called.get(found["name"]) or loud[found["name"]]
        again = "".join(name[0] + "-" for part in found["stutter"].split("-") if part)
        if found["stutter"] and found["stutter"][0].upper() != found["name"][0].upper():
            again = found["stutter"]
        owns = found["own"] and found["name"][-1] in "sS"
        return f"{again}{name}{found['own'] + 's' if owns and name[-1] not in 'sS' else found['own']}"

    return lambda text: said.sub(one, text)


def _thing_name(studio: Studio, thing: Prop | Location, name: str) -> str:
    """Return a name that an object or a place can have, with its article; NotPossible says why not."""
    if not re.fullmatch(r"[^\W_][\w' ’.-]*", name) or len(name) > LONGEST or not re.search(r"[^\W\d_]{2}", name):
        raise NotPossible(f"{name[:LONGEST]!r} is not what anybody would call {thing.name}; say it as people would.")
    bare = _ARTICLE.sub("", name)
    if bare.lower() in _COMMON or not bare:
        raise NotPossible(f"{name!r} names nothing in particular; say what {thing.name} is called, as people would.")
    for bible in declared(studio):
        taken: tuple[Prop | Location | Character, ...] = (*bible.props, *bible.locations, *bible.characters)
        for other in taken:
            if other.id != thing.id and _ARTICLE.sub("", other.name).lower() == bare.lower():
                raise NotPossible(f"Something else is called {other.name} already; choose another name.")
    owned = _ARTICLE.match(name) or re.match(r"\w+[’']s ", name)
    return name if owned or bare[:1].isupper() or bare[:1].isdigit() else f"the {bare}"


def call(studio: Studio, thing: Prop | Location, name: str) -> None:
    """Call an object or a place otherwise, wherever a text names it."""
    retell(studio, noun_changed(thing.name, name))
    for bible in declared(studio):
        for one in bible.props:
            if one.id == thing.id and isinstance(thing, Prop):
                bible = with_prop(bible, one.model_copy(update={"name": name}))
        for place in bible.locations:
            if place.id == thing.id and isinstance(thing, Location):
                bible = with_location(bible, place.model_copy(update={"name": name}))
        declare(studio, bible)


def noun_changed(old: str, new: str) -> Retell:
    """Return what retells a text with a thing called otherwise: "the ring", "a ring", "my old ring", "THE RING".

    A word that is a verb as well changes only as a noun, that is behind an article or an owner; others wherever they
    stand.
    """
    was, now = _ARTICLE.sub("", old), _ARTICLE.sub("", new)
    clear = was[:1].isupper() or " " in was or was.lower() not in _ALSO_VERBS
    article = _ARTICLE.match(new)
    ends = rf"{re.escape(was)}{_AFTER}"
    whole = re.compile(rf"(?<![\w-]){re.escape(old)}{_AFTER}", re.IGNORECASE)
    noun = re.compile(rf"{_BEFORE}(?P<between>{_BETWEEN}){ends}", re.IGNORECASE)
    lone = re.compile(rf"(?:{_BEFORE}(?P<between>)|(?<![\w-])){ends}", re.IGNORECASE)
    label = re.compile(rf"^(?P<before>)(?P<between>){re.escape(was)}(?=,|$)", re.IGNORECASE)

    def named(found: re.Match[str]) -> str:
        begins = re.search(r"(?:^|[.!?…:]\s+|\n)[“\"'(]*$", found.string[: found.start()]) is not None
        return _as(found[0], new, begins or (found[0][:1].isupper() and _ARTICLE.match(old) is not None))

    def behind(found: re.Match[str]) -> str:
        before, between = found["before"] or "", found["between"] or ""
        tail = found[0][len(before) + len(between) :]
        if before.lower() in ("a ", "an ") and not between:
            before = _an(before, now)
        if not article and before.lower() == "the ":
            before = ""  # "the ward" that is now Room 7
        return before + between + _as(tail, now, tail[:1].isupper() and was[:1].islower())

    def changed(text: str) -> str:
        if whole.search(text):
            text = whole.sub(named, text)
        return (lone if clear else noun).sub(behind, label.sub(behind, text))

    return changed


def _an(article: str, word: str) -> str:
    told = "an" if re.match(r"(?i)[aeiou](?!ni|ne\b|se)|hour|heir|honest", word) else "a"
    return ("A" if article[:1].isupper() else "a") + told[1:] + " "


def _as(was: str, now: str, first: bool) -> str:
    """Return a name in the letters that another had: in capitals, or with a capital first."""
    letters = [letter for letter in was if letter.isalpha()]
    if len(letters) > 1 and was == was.upper():
        return now.upper()
    return now[:1].upper() + now[1:] if first else now


CARRIED_OUT: CarriedOut = {Rename: rename}
