"""What a model fills in: documents without ids, looks and voices, which code gives. People and things go by name.

Every field is required and none is free-form, so that the schemas hold in the strict mode of endpoints that have one.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ...memory.bible import ArtDirection, Hour, PropKind, Role, SetKind, Weather
from ...memory.look import Beard, Emotion, Garment, Hair, Sex
from ...memory.script import Cliff, EventKind, Via
from ...memory.storyboard import Angle, EffectKind, Framing, Gesture, Move

Temper = Literal["cold", "warm", "proud", "sly", "timid", "fierce", "weary", "playful"]
"""A temper decides how somebody looks, speaks and sounds."""


class Draft(BaseModel):
    """Something a model has written; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingDraft(Draft):
    """What the premise says, in its own words."""

    people: list[str] = Field(description="every person the premise names, each exactly as the premise words it")
    places: list[str] = Field(description="every place it names, in its words")
    objects: list[str] = Field(description="every object it names, in its words")
    odd: str = Field(description="its odd detail, copied from it letter by letter; empty if it has none")
    secret: str = Field(description="the secret it speaks of; empty if none")
    language: str = Field(description="two-letter code of the language it is written in")


class OutfitDraft(Draft):
    """What somebody wears."""

    garment: Garment
    colour: str = Field(description="#rrggbb")
    accent: str = Field(description="#rrggbb of collar, lapel or trim")
    words: str = Field(description="the same, said: a navy suit, no tie")


class RelationDraft(Draft):
    """What one is to another."""

    to: str = Field(description="name of the other")
    kind: str = Field(description="what the other is to this one: sister, husband, boss")


class PersonDraft(Draft):
    """Somebody new."""

    name: str = Field(description="the first name others say; no two begin with the same letter")
    full_name: str
    role: Role
    sex: Sex
    age: int
    job: str = Field(description="lower case, no article: night-shift nurse")
    temper: Temper
    hair: Hair
    beard: Beard
    glasses: bool
    scar: bool
    look_words: str = Field(description="how this person looks, in a line that agrees with the fields above")
    wardrobe: list[OutfitDraft] = Field(description="two or three outfits, the usual one first")
    speech: str = Field(description="speech habits in a line a writer can follow")
    secret: str = Field(description="a clause with a subject, true from the start: Dana signed the transfer order")
    wants: str
    fears: str
    relations: list[RelationDraft]


class CharacterDraft(PersonDraft):
    """One person of the cast."""

    premise_words: str = Field(description="how the premise calls this person, copied from it; empty if it does not")


class LocationDraft(Draft):
    """A place."""

    name: str = Field(description="as a character would say it: the fourth-floor ward")
    set: SetKind
    words: str = Field(description="what is particular about it, in a line that can be seen")
    indoors: bool


class PropDraft(Draft):
    """An object that matters."""

    name: str = Field(description="with its article: the voicemail")
    kind: PropKind
    words: str = Field(description="what is odd about it: dated tomorrow")
    holder: str = Field(description="name of who has it at the start; empty: nobody")


class BibleDraft(Draft):
    """A series."""

    premise: ReadingDraft
    title: str = Field(description="two to five words")
    logline: str
    genre: str
    tone: str
    style: ArtDirection
    question: str = Field(description="the one question the season asks")
    characters: list[CharacterDraft] = Field(description="four to eight; the lead first, then the premise's people")
    locations: list[LocationDraft] = Field(description="three to five that recur")
    props: list[PropDraft] = Field(description="one to four; the object of the premise first")
    rules: list[str] = Field(description="what holds in this world")
    arc: list[str] = Field(description="the season in five or six sentences")


class KeptDraft(Draft):
    """Somebody the viewers know, and what has changed. Name, face, voice, clothes and kinship stay as they are."""

    name: str = Field(description="name of somebody alive of the last season's cast")
    role: Role
    job: str = Field(description="lower case, no article; the same, or what they do now")
    temper: Temper
    marks: str = Field(description="what the last season has left on them that can be seen: a scar; empty: nothing")
    secret: str = Field(
        description="a clause with a subject, true as the season begins; a new one where the old is out, else the same"
    )
    wants: str
    fears: str


class SequelDraft(Draft):
    """The next season of a series."""

    title: str = Field(description="the series' title; with a subtitle if the season wants one")
    logline: str
    tone: str
    question: str = Field(description="the one question this season asks; not the last one's")
    gap: int = Field(description="days that have gone by since the last season ended")
    kept: list[KeptDraft] = Field(description="everybody who lives, the lead first")
    newcomers: list[PersonDraft] = Field(description="none to three")
    locations: list[LocationDraft] = Field(description="new places only, two at most; mostly none")
    props: list[PropDraft] = Field(description="new objects only, two at most")
    rules: list[str] = Field(description="what newly holds in this world; mostly none")
    arc: list[str] = Field(description="the season in five or six sentences")


class EpisodeDraft(Draft):
    """What an episode is for."""

    number: int
    title: str
    turn: str = Field(description="what turns in it, in two or three words")
    logline: str
    hook: str = Field(description="what is seen or said in the first three seconds")
    cliffhanger: str = Field(description="the unresolved consequence it stops on")
    cliff: Cliff
    cast: list[str] = Field(description="names of those who appear, two to four")
    locations: list[str] = Field(description="one or two names of the bible's locations")
    plants: list[str] = Field(description="new questions raised for the viewer, each a full sentence")
    recalls: list[str] = Field(description="ids of open threads that are spoken of again here and stay open")
    pays: list[str] = Field(
        description="ids of open threads answered in it, or the exact question if planted in this answer"
    )
    tension: float = Field(description="0 to 1")


class OutlineDraft(Draft):
    """A stretch of a season."""

    episodes: list[EpisodeDraft]
    carries: list[str] = Field(
        description="ids of threads that stay open on purpose for the next season: two at most, and only where the "
        "season ends; else empty"
    )


class BeatDraft(Draft):
    """The smallest thing that happens: an action, a line, or a line with an action."""

    who: str = Field(description="name of who acts or speaks; empty: nobody, the place or the object acts")
    action: str = Field(description="what is seen, present tense, without the name in front; empty if only words")
    line: str = Field(description="what is said; empty if nothing")
    to: str = Field(description="name of whom it is said to; empty: nobody or everybody")
    via: Via
    emotion: Emotion
    prop: str = Field(description="name of the object shown close; empty: none")
    jolt: bool = Field(description="a reveal, a reversal, a blow, a kiss")


class EventDraft(Draft):
    """Something that becomes true in the scene."""

    kind: EventKind
    beat: int = Field(description="number of the beat that makes it true, counted from 1; 0: the whole scene")
    who: str
    what: str = Field(
        description="takes/gives/loses: the object's name; learns/reveals/lies: 'secret of NAME', or the same few "
        "words every time; wears: number of the outfit from 0; plants/pays: the thread's id; bond: ally, enemy, love, "
        "married, trust, distrust, owes, apart; becomes: accused, cleared, captive, endangered, safe, exposed; "
        "hurt/heals/promises: in words; keeps/breaks: the promise in the words in which it was given"
    )
    to: str
    where: str = Field(description="goes: name of the location; else empty")


class WornDraft(Draft):
    """Who does not wear their usual."""

    who: str
    outfit: int = Field(description="number in the wardrobe, from 0")


class SceneDraft(Draft):
    """A place, an hour, some people, and what happens between them."""

    location: str
    hour: Hour
    weather: Weather
    day: int = Field(description="day of the story, never earlier than before")
    present: list[str] = Field(description="names of those in the room; a voice on the phone is not")
    outfits: list[WornDraft]
    purpose: str = Field(description="what the scene turns, in a sentence")
    beats: list[BeatDraft]
    events: list[EventDraft] = Field(description="in the order in which they become true")


class ScriptDraft(Draft):
    """One episode, written."""

    title: str
    hook: str
    cliffhanger: str
    cliff: Cliff
    scenes: list[SceneDraft]
    recap: str = Field(description="the episode in two sentences, for those who come after")


class PlacedDraft(Draft):
    """One figure in a shot."""

    who: str
    emotion: Emotion
    becomes: Emotion | None = Field(description="the emotion it turns into within the shot, or null")
    faces: Literal["camera", "left", "right", "away"]
    gaze: Literal["camera", "left", "right", "down", "up"]
    gesture: Gesture
    holding: str = Field(description="name of an object, or empty")


class ShotDraft(Draft):
    """One camera set-up."""

    scene: int = Field(description="number of the scene, from 1")
    beats: list[int] = Field(
        description="numbers of the scene's beats it covers, in order; empty for a reaction. A beat whose object is "
        "shown close may be covered by an insert and then by the shot of its line"
    )
    framing: Framing
    angle: Angle
    move: Move
    figures: list[PlacedDraft] = Field(description="from left to right; in over_shoulder the first has its back to us")
    prop: str = Field(description="name of the object filling an insert; else empty")
    seconds: float
    effects: list[EffectKind]
    text: str = Field(description="words on a phone's screen or a letter in an insert; else empty")


class StoryboardDraft(Draft):
    """The shot list of one episode."""

    shots: list[ShotDraft]
