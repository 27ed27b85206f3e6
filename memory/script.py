"""The season outline and the Script: scenes, beats, lines, and the events they make true."""

from typing import Literal

from .bible import Hour, Role, Weather
from .frozen import Frozen
from .look import Emotion, Manner

Cliff = Literal[
    "reveal", "arrival", "threat", "choice", "betrayal", "loss", "reversal", "discovery", "confession", "danger"
]
"""The kinds of unresolved consequence on which an episode can stop."""

Via = Literal["on", "off", "phone", "inner", "narrator"]
"""How a line is heard. Only ``on`` moves a mouth that is seen."""


class Line(Frozen):
    """One spoken line."""

    id: str
    """``s01e01.2.l03``: the third line of the second scene."""
    speaker: str
    text: str
    emotion: Emotion = "neutral"
    to: str = ""
    """Character id of whom it is said to; empty: nobody or everybody."""
    via: Via = "on"
    manner: Manner | None = None
    """What the voice does, if the feeling does not say it all."""


class Beat(Frozen):
    """The smallest thing that happens: an action, a line, or a line with an action."""

    id: str
    """``s01e01.2.b05``."""
    action: str = ""
    """What is seen, present tense, filmable."""
    who: str = ""
    """Character id of whom the action is; a line's speaker if there is a line."""
    emotion: Emotion = "neutral"
    line: Line | None = None
    prop: str = ""
    """Prop id of the object that is shown close, if one is."""
    jolt: bool = False
    """A reveal, a reversal, a blow, a kiss."""


EventKind = Literal[
    "learns",
    "goes",
    "wears",
    "takes",
    "gives",
    "loses",
    "hurt",
    "heals",
    "dies",
    "returns",
    "promises",
    "keeps",
    "breaks",
    "lies",
    "reveals",
    "bond",
    "becomes",
    "plants",
    "pays",
]


class Event(Frozen):
    """Something that becomes true in a scene, written with the script and never mined from it.

    The fields by kind:

    - ``learns`` who, what (fact id); ``reveals`` who, what (fact id), to; ``lies`` who, what (fact id denied), to
    - ``goes`` who, where (location id); ``wears`` who, what (wardrobe index)
    - ``takes`` who, what (prop id); ``gives`` who, what, to; ``loses`` who, what
    - ``hurt`` who, what (words); ``heals`` who, what; ``dies`` who; ``returns`` who
    - ``promises`` who, what, to; ``keeps`` and ``breaks`` who, what, to: the promise in its own words, done with
    - ``bond`` who, to, what (ally, enemy, love, married, trust, distrust, owes, apart)
    - ``becomes`` who, what (accused, cleared, captive, endangered, safe, exposed)
    - ``plants`` and ``pays`` what (thread id)
    """

    kind: EventKind
    scene: str
    beat: str = ""
    who: str = ""
    what: str = ""
    to: str = ""
    where: str = ""


class Scene(Frozen):
    """A place, an hour, some people, and what happens between them."""

    id: str
    """``s01e01.2``."""
    location: str
    hour: Hour
    weather: Weather = "clear"
    day: int = 1
    """Day of the story, counted from 1."""
    present: tuple[str, ...]
    """Character ids of those in the room (a voice on the phone is not)."""
    outfits: dict[str, int] = {}
    """Index into the wardrobe of those who do not wear their usual."""
    wounds: dict[str, str] | None = None
    """What is seen hurt of those present as the scene begins: "a cut over the left eye"; None: nobody says."""
    cards: tuple[str, ...] = ()
    """The library cards it was written from."""
    purpose: str = ""
    """What the scene turns, in a sentence."""
    beats: tuple[Beat, ...]


class Script(Frozen):
    """One episode, written."""

    episode: str
    """``s01e01``."""
    title: str
    hook: str
    """What is seen or said in the first three seconds, in words."""
    cliffhanger: str
    """The unresolved consequence it stops on, in words."""
    cliff: Cliff
    scenes: tuple[Scene, ...]
    events: tuple[Event, ...] = ()
    recap: str = ""
    """The episode in two sentences, for those who come after."""

    def lines(self) -> tuple[Line, ...]:
        """Return every spoken line in order."""
        return tuple(beat.line for scene in self.scenes for beat in scene.beats if beat.line is not None)


class EpisodeOutline(Frozen):
    """What an episode is for, before it is written."""

    episode: str
    number: int
    title: str
    turn: str
    """Id of the engine's turn it plays."""
    logline: str
    hook: str
    cliff: Cliff
    cliffhanger: str
    cast: tuple[str, ...]
    locations: tuple[str, ...]
    plants: tuple[str, ...] = ()
    pays: tuple[str, ...] = ()
    recalls: tuple[str, ...] = ()
    """Threads that are spoken of again here and stay open."""
    tension: float = 0.5
    """0 to 1."""
    parts: dict[str, Role] = {}
    """Who plays another part here than the Bible gives them, by character id."""
    leaves: dict[str, bool] = {}
    """Who leaves the story here for good, by character id, and whether they die."""
    meant: tuple[Literal["hook", "cliffhanger"], ...] = ()
    """What the user has worded, and must be seen as it stands here."""


class Thread(Frozen):
    """A promise to the viewer."""

    id: str
    """``t07.first_word``; one that an earlier season left open keeps its season in front: ``s01.t07.first_word``."""
    question: str
    planted: int
    """Episode number; 0: an earlier season planted it."""
    due: int
    paid: int = 0
    """Episode number; 0 while it is open."""
    carried: bool = False
    """Left open on purpose at the season's end: the next one owes the answer."""
    answer: str = ""
    """What pays it, as the planner means it: a filmable sentence. A thread of an earlier season brings its own."""


class Season(Frozen):
    """Which season is planned, and how."""

    number: int = 1
    length: int = 60
    """Episodes, 60 to 100."""
    paywall: int = 10
    """The last episode that is free: the strongest button of the first stretch stands on it."""


class Outline(Frozen):
    """A season: every episode's purpose, and the threads that run through."""

    season: int
    paywall: int = 10
    episodes: tuple[EpisodeOutline, ...]
    threads: tuple[Thread, ...]
