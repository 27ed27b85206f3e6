"""Subjects: who and what is cast, in what order, and which pictures of them there should be."""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...errors import UserError
from ...memory.bible import Bible, Character, Location, Role
from ...memory.casting import CastSheet, SheetPicture
from ...memory.look import Emotion
from ...memory.storyboard import Storyboard
from ...tools.frame.sittings import TURNS
from ...tools.picture.spec import StageSpec
from ..crew import Studio

_ORDER: tuple[Role, ...] = ("lead", "love", "rival", "villain", "missing", "ally", "elder", "child", "stranger")
_LEADING = frozenset({"lead", "love", "rival", "villain"})
EXPRESSIONS, FEWER = 4, 2
"""Made of those who carry the series, and of everybody else, unless more are asked for: all twelve are dear, and the
portrait, which is neutral, stands in."""
_TEMPERS: dict[str, Emotion] = {
    "cold": "cold", "warm": "tender", "proud": "resolve", "sly": "smirk", "timid": "fear", "fierce": "resolve",
    "weary": "sad", "playful": "joy",
}  # fmt: skip
_ALWAYS: tuple[Emotion, ...] = ("angry", "shock", "sad", "joy", "cold")
"""What everybody in this form feels sooner or later, the most frequent first."""


@dataclass(frozen=True)
class Subject:
    """A person or a place that is cast."""

    made_of: Character | Location
    stage: StageSpec
    """Of a place; of a person, where the series begins."""
    seed: int

    @property
    def id(self) -> str:
        """That of the character or the location."""
        return self.made_of.id

    @property
    def name(self) -> str:
        """As messages call them."""
        return self.made_of.name

    @property
    def person(self) -> Character | None:
        """None: it is a place."""
        return self.made_of if isinstance(self.made_of, Character) else None

    @property
    def of(self) -> str:
        """Digest of what a portrait or a plate is made of; another one, and it has to be made anew."""
        if isinstance(self.made_of, Character):
            return self.made_of.look.digest()
        return StageSpec(set=self.made_of.set).digest()


def subjects(studio: Studio, wanted: Sequence[str] | None = None) -> tuple[Subject, ...]:
    """Return who and what is cast, the lead first and places last; those ``wanted`` by id or name, all otherwise.

    People and places of every season, as the latest one knows them. Raises UserError for somebody who is not there.
    """
    bibles = [studio.chronicle.bible(number) for number in studio.chronicle.seasons()]
    people = {person.id: (person, bible) for bible in bibles for person in bible.characters}
    places = {place.id: (place, bible) for bible in bibles for place in bible.locations}
    cast = sorted(people.values(), key=lambda one: _ORDER.index(one[0].role))
    everything = tuple(_subject(*one) for one in cast) + tuple(_subject(*one) for one in places.values())
    return everything if wanted is None else tuple(_called(everything, name) for name in wanted)


def missing(
    subject: Subject, sheet: CastSheet | None, expressions: Sequence[Emotion], every: bool = True
) -> Iterator[SheetPicture]:
    """Yield the pictures made from a portrait that a sheet lacks, without their takes.

    Unless ``every``, of a sheet that is there only clothes that are new: a face that feels otherwise would have shots
    made anew that nobody has asked for.
    """
    person = subject.person
    if person is None:
        return
    there = {(one.shown, one.outfit, one.emotion, one.turned, one.of) for one in (sheet.pictures if sheet else ())}
    for one in _wanted(person, expressions):
        known = (one.shown, one.outfit, one.emotion, one.turned, one.of) in there
        if not known and (every or sheet is None or one.shown == "outfit"):
            yield one


def expressions(studio: Studio, person: Character) -> tuple[Emotion, ...]:
    """Return the faces somebody needs most: those of the storyboards there are, then what their temper brings."""
    felt: Counter[Emotion] = Counter()
    for id in studio.archive.ids("storyboard"):
        board = studio.archive.get("storyboard", id, Storyboard)
        placed = (one for shot in board.shots for one in shot.figures) if board else ()
        felt.update(one.emotion for one in placed if one.character == person.id and one.faces != "away")
    often = [emotion for emotion, _ in felt.most_common()]
    temper = [_TEMPERS[person.temper]] if person.temper in _TEMPERS else []
    order = dict.fromkeys((*often, *temper, *_ALWAYS))
    return tuple(one for one in order if one != "neutral")[: EXPRESSIONS if person.role in _LEADING else FEWER]


def _wanted(person: Character, expressions: Sequence[Emotion]) -> Iterator[SheetPicture]:
    """Yield what a sheet has beside its portrait, the most useful first: the body in the clothes that they usually
    wear, a picture of each of the others, faces that feel, and the turnaround.
    """
    clothes = [(n, outfit.digest()) for n, outfit in enumerate(person.wardrobe)]
    yield SheetPicture(take="", shown="body", outfit=0, of=clothes[0][1])
    for n, digest in clothes[1:]:
        yield SheetPicture(take="", shown="outfit", outfit=n, of=digest)
    for emotion in expressions:
        yield SheetPicture(take="", shown="expression", emotion=emotion)
    for turned in TURNS:
        yield SheetPicture(take="", shown="face", turned=turned)


def _subject(made_of: Character | Location, bible: Bible) -> Subject:
    place = made_of if isinstance(made_of, Location) else bible.locations[0]
    dressed = zlib.crc32(place.id.encode("utf-8")) % 1000
    stage = StageSpec(set=place.set, seed=bible.theme_seed % 1000 + dressed)
    return Subject(made_of, stage, bible.theme_seed + zlib.crc32(made_of.id.encode("utf-8")) % 100_000)


def _called(everything: Sequence[Subject], name: str) -> Subject:
    said = name.strip().casefold()
    found = [one for one in everything if said in (one.id.casefold(), one.name.casefold())]
    found = found or [one for one in everything if one.name.casefold().startswith(said) and said]
    if len(found) != 1:
        known = ", ".join(one.name for one in everything)
        what = "Several" if found else "Nobody and no place"
        raise UserError(f"{what} here can be called {name[:60]!r}. There: {known}.")
    return found[0]
