"""The Bible: what is declared before any script."""

from typing import Literal, TypeVar

from .frozen import Frozen
from .look import Look, Outfit, Voice

Role = Literal["lead", "love", "rival", "villain", "ally", "elder", "child", "stranger", "missing"]

SetKind = Literal[
    "hospital",
    "office",
    "mansion",
    "apartment",
    "kitchen",
    "rooftop",
    "street",
    "restaurant",
    "courtroom",
    "chapel",
    "interrogation",
    "palace",
    "car",
    "forest",
    "harbour",
    "stage",
    "shop",
    "classroom",
    "workshop",
    "ship",
]
"""The sets that can be filmed."""

Hour = Literal["day", "dusk", "night", "dawn"]
Weather = Literal["clear", "rain", "snow", "fog"]

PropKind = Literal[
    "phone",
    "letter",
    "ring",
    "key",
    "photo",
    "contract",
    "knife",
    "glass",
    "watch",
    "necklace",
    "envelope",
    "file",
    "recorder",
    "pills",
    "flowers",
    "bag",
    "money",
    "book",
    "doll",
    "coin",
    "map",
    "vial",
    "badge",
    "crown",
    "box",
    "mirror",
    "ticket",
    "laptop",
    "painting",
    "umbrella",
]
"""The objects that can be drawn in a hand or filled into a frame."""

Period = Literal["now", "history", "fantasy", "scifi"]

ArtDirection = Literal["painterly", "cel", "noir", "duotone", "papercut", "silhouette"]


class Relation(Frozen):
    """What one character is to another, in words: ``to`` is *my* ``kind``."""

    to: str
    kind: str


class Character(Frozen):
    """One person of the cast; ``id`` never changes, whatever the name does."""

    id: str
    name: str
    """The name others say: "Mia"."""
    full_name: str
    role: Role
    job: str
    """Lower case, without article: "night-shift nurse"."""
    look: Look
    look_words: str
    wardrobe: tuple[Outfit, ...]
    """The first is what this person usually wears."""
    voice: Voice
    speech: str
    """Speech habits, in a line the writer can follow."""
    temper: str
    """One word: cold, warm, proud, sly, timid, fierce, weary, playful."""
    secret: str
    """A clause with a subject, true from the start: "Dana signed the transfer order"."""
    wants: str
    fears: str
    relations: tuple[Relation, ...] = ()
    alias: str = ""
    """What those call this person who have not learnt the name: "the man with the umbrella". Empty: everybody knows
    it. Who learns it learns the fact ``name.<id>``."""


class Location(Frozen):
    """A place of the series and the set it is filmed in."""

    id: str
    name: str
    """As a character would say it: "the fourth-floor ward"."""
    set: SetKind
    words: str
    indoors: bool = True


class Prop(Frozen):
    """An object that matters."""

    id: str
    name: str
    """With its article: "the voicemail"."""
    kind: PropKind
    words: str
    """What is odd about it: "dated tomorrow"."""
    holder: str = ""
    """Character id of who has it when the story begins; empty: nobody."""


class Premise(Frozen):
    """The user's line, and what was read in it."""

    text: str
    people: tuple[str, ...] = ()
    """Every person the line names, as it names them: "night-shift nurse", "missing sister"."""
    places: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    odd: str = ""
    """The odd detail, in the premise's own words: "a voicemail dated tomorrow"."""
    relations: tuple[str, ...] = ()
    secret: str = ""
    language: str = "en"


class Bible(Frozen):
    """What a series is: declared first, changed only by a revision with a reason."""

    title: str
    premise: Premise
    logline: str
    genre: str
    engine: str
    """Id of the season engine."""
    tone: str
    style: ArtDirection
    question: str
    """The question the season asks."""
    characters: tuple[Character, ...]
    locations: tuple[Location, ...]
    props: tuple[Prop, ...]
    rules: tuple[str, ...] = ()
    """What holds in this world."""
    arc: tuple[str, ...] = ()
    """The season in a handful of sentences."""
    theme_seed: int = 0
    """The series' one musical theme grows from it."""
    season: int = 1
    """Each season has its Bible: people, places and faces stay, the question and what they want are new."""
    gap: int = 0
    """Days that have gone by since the season before it ended."""
    period: Period = "now"
    """When it plays: decides what things and words there can be."""
    recalls: dict[str, str] = {}
    """What the first episode of a later season takes up, by key: the situation it opens on (``situation``), the old
    question (``thread``), and the ids of those it touches (``x``, ``y``, ``dead``, ``wounded``, ``promised``)."""

    def character(self, id: str) -> Character:
        """Return the character of that id; ``KeyError`` if there is none."""
        return next_by_id(self.characters, id)

    def location(self, id: str) -> Location:
        """Return the location of that id; ``KeyError`` if there is none."""
        return next_by_id(self.locations, id)

    def prop(self, id: str) -> Prop:
        """Return the prop of that id; ``KeyError`` if there is none."""
        return next_by_id(self.props, id)


T = TypeVar("T", Character, Location, Prop)


def next_by_id(items: tuple[T, ...], id: str) -> T:
    """Return the item of that id; ``KeyError`` if there is none."""
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)
