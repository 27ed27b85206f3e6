"""Drafts of bibles become bibles: code gives ids, looks and voices, and says what does not hold together."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from ...memory.bible import Bible, Character, Location, Premise, Prop, Relation
from ...memory.folder import slug
from ...memory.look import Look, Outfit, Sex, Voice
from .drafts import BibleDraft, PersonDraft
from .structured import Unsettled

Looks = Callable[[int, Sex, int, str], Look]
"""``looks(seed, sex, age, temper)``."""
Voices = Callable[[Sequence[tuple[Sex, int, str]], int], Sequence[Voice]]
"""``voices([(sex, age, temper), …], seed)``: one voice each, all different."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


class Names:
    """Finds people, places and things by what a model calls them, and keeps what it could not find."""

    def __init__(self, bible: Bible) -> None:
        self.bible = bible
        self.faults: list[str] = []

    def person(self, name: str, where: str) -> str:
        """Return the id of a character; empty for an empty name."""
        people = self.bible.characters
        for one in people:
            if same(name, one.name) or same(name, one.full_name) or name == one.id:
                return one.id
        return self._unknown(name, where, "character", people)

    def people(self, names: Iterable[str], where: str) -> tuple[str, ...]:
        """Return the ids of characters, each once."""
        return tuple(dict.fromkeys(id for name in names if (id := self.person(name, where))))

    def place(self, name: str, where: str) -> str:
        """Return the id of a location; empty for an empty name."""
        return self._thing(name, where, "location", self.bible.locations)

    def prop(self, name: str, where: str) -> str:
        """Return the id of an object; empty for an empty name."""
        return self._thing(name, where, "object", self.bible.props)

    def settled(self) -> None:
        """Raise Unsettled if anything was not found."""
        if self.faults:
            raise Unsettled(list(dict.fromkeys(self.faults)))

    def _thing(self, name: str, where: str, kind: str, things: Sequence[N]) -> str:
        for one in things:
            if same(name, one.name) or name == one.id:
                return one.id
        return self._unknown(name, where, kind, things)

    def _unknown(self, name: str, where: str, kind: str, known: Sequence[N]) -> str:
        if name.strip():
            self.faults.append(
                f"{where}: there is no {kind} {name!r}; the bible has {', '.join(one.name for one in known)}"
            )
        return ""


def same(one: str, other: str) -> bool:
    """Return whether two names mean the same: case, article and spaces do not count."""
    return bare(one) == bare(other)


def bare(name: str) -> str:
    """Return a name without what does not tell it from others: case, a leading article, spaces."""
    return re.sub(r"^(the|a|an) ", "", " ".join(name.lower().split()))


def settle_bible(draft: BibleDraft, text: str, engine: str, seed: int, looks: Looks, voices: Voices) -> Bible:
    """Return the bible that a draft declares; raise Unsettled with every fault found."""
    faults = [*_premise_faults(draft, text), *_cast_faults(draft), *_place_faults(draft)]
    if faults:
        raise Unsettled(faults)
    theme = zlib.crc32(text.encode("utf-8")) ^ seed
    ids = {bare(one.name): slug(one.name) for one in draft.characters}
    said = voices([(one.sex, one.age, one.temper) for one in draft.characters], theme)
    read = draft.premise
    return Bible(
        title=draft.title.strip(),
        premise=Premise(
            text=text,
            people=tuple(read.people),
            places=tuple(read.places),
            objects=tuple(read.objects),
            odd=read.odd,
            secret=read.secret,
            language=read.language.lower()[:2] or "en",
        ),
        logline=draft.logline,
        genre=draft.genre,
        engine=engine,
        tone=draft.tone,
        style=draft.style,
        question=draft.question,
        characters=tuple(
            settle_person(one, ids, looks(theme * 31 + n, one.sex, one.age, one.temper), said[n])
            for n, one in enumerate(draft.characters)
        ),
        locations=tuple(
            Location(id=id, name=one.name, set=one.set, words=one.words, indoors=one.indoors)
            for id, one in with_ids(draft.locations)
        ),
        props=tuple(
            Prop(id=id, name=one.name, kind=one.kind, words=one.words, holder=ids.get(bare(one.holder), ""))
            for id, one in with_ids(draft.props)
        ),
        rules=tuple(draft.rules),
        arc=tuple(draft.arc),
        theme_seed=theme % 2**31,
    )


def settle_person(one: PersonDraft, ids: Mapping[str, str], look: Look, voice: Voice) -> Character:
    """Return the character a draft describes; ``ids`` are those of all whom it may name, by bare name."""
    return Character(
        id=ids[bare(one.name)],
        name=one.name.strip(),
        full_name=one.full_name,
        role=one.role,
        job=one.job,
        look=look.model_copy(
            update={
                "hair": one.hair,
                "beard": one.beard if one.sex == "man" else "none",
                "glasses": one.glasses,
                "scar": one.scar,
            }
        ),
        look_words=one.look_words,
        wardrobe=tuple(
            Outfit(garment=worn.garment, words=worn.words, **_colours(worn.colour, worn.accent))
            for worn in one.wardrobe
        ),
        voice=voice,
        speech=one.speech,
        temper=one.temper,
        secret=one.secret,
        wants=one.wants,
        fears=one.fears,
        relations=tuple(Relation(to=ids[bare(other.to)], kind=other.kind) for other in one.relations),
    )


def _colours(colour: str, accent: str) -> dict[str, str]:
    given = {"colour": colour, "accent": accent}
    return {name: value.lower() for name, value in given.items() if _COLOUR.fullmatch(value)}


D = TypeVar("D", bound="_Draft")


class _Draft(Protocol):
    @property
    def name(self) -> str: ...


def with_ids(drafts: Sequence[D]) -> list[tuple[str, D]]:
    """Return drafts of places or objects with the ids that their names give."""
    return [(slug(bare(one.name)), one) for one in drafts]


def _premise_faults(draft: BibleDraft, text: str) -> Iterable[str]:
    read, line = draft.premise, _words(text)
    said = [("people", read.people), ("places", read.places), ("objects", read.objects), ("odd", [read.odd])]
    for what, phrases in said:
        for phrase in phrases:
            if not _words(phrase) <= line:
                yield f"premise.{what}: {phrase!r} does not stand in the premise; copy its words"
    played = {bare(one.premise_words) for one in draft.characters}
    for word in draft.premise.people:
        if bare(word) not in played:
            yield f"characters: nobody has premise_words {word!r}, whom the premise names"


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3 or not word.isascii()}


def _cast_faults(draft: BibleDraft) -> Iterable[str]:
    names = [bare(one.name) for one in draft.characters]
    if not 3 <= len(names) <= 8:
        yield f"characters: there are {len(names)}; make it four to eight"
    if len({slug(name) for name in names}) < len(names) or not all(names):
        yield "characters: every name must be there, and once"
    elif len({name[0] for name in names}) < len(names):
        yield "characters: two names begin with the same letter; viewers confuse them"
    if not draft.characters or draft.characters[0].role != "lead":
        yield "characters: the first must have the role lead"
    for one in draft.characters:
        if not one.wardrobe:
            yield f"{one.name}: the wardrobe is empty"
        for other in one.relations:
            if bare(other.to) not in names or same(other.to, one.name):
                yield f"{one.name}: relations name {other.to!r}, who is not another of the cast"


def _place_faults(draft: BibleDraft) -> Iterable[str]:
    if not 1 <= len(draft.locations) <= 6:
        yield f"locations: there are {len(draft.locations)}; make it three to five"
    if not draft.props:
        yield "props: a series needs an object that matters"
    for what, ids in (
        ("locations", [id for id, _ in with_ids(draft.locations)]),
        ("props", [id for id, _ in with_ids(draft.props)]),
    ):
        if len(set(ids)) < len(ids):
            yield f"{what}: two have the same name"
    names = {bare(one.name) for one in draft.characters}
    for prop in draft.props:
        if prop.holder and bare(prop.holder) not in names:
            yield f"{prop.name}: its holder {prop.holder!r} is not of the cast"
