"""The cards of the script library: season engines, episode patterns, scene moves and their exchanges of dialogue.

The cards are YAML under ``prompts/library/``. Text in them has slots in braces, filled from the series:

==========================================  ====================================================================
``{a}``, ``{b}``, ``{c}``                   first names of the roles
``{a.job}``, ``{a.role}``                   what they do, what they are in the story
``{a.they}``, ``{a.them}``, ``{a.their}``   she or he, her or him, her or his
``{b.to_a}``                                what b is to a: "sister"
``{obj}``, ``{obj.bare}``                   the object: "the ring", "ring"
``{odd}``                                   what is odd about it: "dated tomorrow"
``{place}``                                 the location as people call it
``{secret.a}``                              a's secret as a clause: "Dana signed the transfer order"
``{m.what}``, ``{m.do}``                    a memory's words: "to come back for the button", "come back for the button"
``{m.the}``                                 a wound that is known already: "the cut over the left eye" gives "the cut"
``{m.quote}``                               what was said then, word for word, with its stop
``{m.there}``, ``{m.place}``                where it was: "on the roof" or "here", "the roof" or "that day"
``{m.ago}``                                 how long ago: "yesterday", "two weeks ago"
``{title}``                                 title of the series
==========================================  ====================================================================

A capital first letter in a slot's name (``{Obj}``) capitalises what it is filled with. In engines and openings the keys
are the story roles themselves (``{lead}``, ``{missing.to_lead}``); in moves and patterns they are ``a``, ``b``, ``c``.
``{self}`` in a part's secret is the person of that part. A slot that cannot be filled (no such relation, no object)
makes the writer pass over the card.
"""

from typing import Literal

from .bible import Role
from .frozen import Frozen
from .look import Emotion
from .script import Cliff, Via


class CardBeat(Frozen):
    """A beat of an exchange."""

    who: str = ""
    """Role key; empty: nobody, the place or the object acts."""
    do: str = ""
    """What is seen, present tense, no name of the role's person at the start: "sets the ring on the glass"."""
    say: tuple[str, ...] = ()
    """Alternatives of the line; one is spoken."""
    emotion: Emotion = "neutral"
    to: str = ""
    """Role key of whom it is said to."""
    via: Via = "on"
    show: bool = False
    """The object is shown close here."""
    jolt: bool = False


Recalled = Literal[
    "promise",
    "wound",
    "gift",
    "taken",
    "told",
    "found",
    "lie",
    "said",
    "pact",
    "rift",
    "debt",
    "love",
    "accused",
    "captive",
    "gone",
    "dead",
    "first",
    "thread",
]
"""What can be spoken of again because it happened, and is still so. Role keys, as far as they are bound:

``promise`` a gave b their word, unkept so far; ``wound`` a is hurt; ``gift`` a gave b the object, ``taken`` b has taken
it from a; ``told`` a told b a's own secret, ``found`` b found it out, ``lie`` a denied it to b, who knows better now;
``said`` a said a line to b; ``pact`` they are allies, ``rift`` a stands against b, ``debt`` a owes b, ``love`` a loves
b; ``accused`` and ``captive`` a is, or was; ``gone`` and ``dead`` c is; ``first`` what the story began with, a the
lead; ``thread`` a question that the season has left open.
"""


class Exchange(Frozen):
    """One way a move can be played: six to ten beats, each line with one to three alternatives."""

    id: str
    tempers: dict[str, tuple[str, ...]] = {}
    """Role key to the tempers it suits; absent: any."""
    places: tuple[str, ...] = ()
    """Sets it suits; empty: any."""
    beats: tuple[CardBeat, ...]
    out: str = ""
    """If this exchange can end an episode: the last image, a sentence."""
    cliff: Cliff | None = None
    leaves: dict[str, tuple[str, ...]] = {}
    """What is true after it beside what its move leaves, each with its words in as many alternatives as the lines have.

    What is promised ("to come back for the button"), what is hurt ("a burn across the palm"); ``[""]`` if none.
    """


class Echo(Frozen):
    """A few beats before a scene's own that speak of what happened, or plant what will be spoken of."""

    id: str
    recalls: Recalled | None = None
    """Nothing: it plants."""
    after: int = 1
    """Days that must have gone by since."""
    before: int = 9999
    """Days after which it is no longer said."""
    needs: tuple[str, ...] = ()
    leaves: dict[str, tuple[str, ...]] = {}
    """As in an Exchange."""
    beats: tuple[CardBeat, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the role keys it has, in order."""
        keys = (key for beat in self.beats for key in (beat.who, beat.to))
        return tuple(sorted({key for key in keys if key}))


class Move(Frozen):
    """A scene move: a turn of power or knowledge between two or three people.

    ``needs`` and ``leaves`` are conditions in words, role keys in place of people, from this closed list; a leading
    ``not`` negates:

    - ``alive a``, ``dead a``, ``hurt a``, ``sound a``, ``captive a``, ``safe a``
    - ``present a`` (in the room), ``away a`` (not in the room; a may be on the phone)
    - ``holds a obj``, ``free obj``, ``knows a secret.b``, ``unaware a secret.b``
    - ``exposed a`` (everybody knows a's secret), ``accused a``
    - ``trusts a b``, ``distrusts a b``, ``loves a b``, ``enemies a b``, ``allies a b``, ``married a b``,
      ``promised a b``, ``owes a b``
    - left only: ``kept a b`` and ``broken a b`` (the promise that is recalled), ``lied a b secret.a`` (a denies it to
      b), ``named a b`` (b learns a's name)
    """

    id: str
    name: str
    family: str
    """accusation, unmasking, bargain, rescue, betrayal, discovery, confession, threat, reunion, humiliation, seduction,
    farewell, alliance, test, arrival, chase, warning, vow, trap or reversal."""
    about: str
    """What turns, in a sentence, for those who read cards."""
    roles: dict[str, tuple[Role, ...]]
    """Role key (a, b, c) to the story roles that can play it, best first; empty: any."""
    needs: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    tension: float = 0.5
    mood: str = "tense"
    """A Mood of the score."""
    uses_object: bool = False
    recalls: Recalled | None = None
    """It can be played only of something that happened: a memory move."""
    after: int = 1
    """Days that must have gone by since."""
    exchanges: tuple[Exchange, ...]


class Plant(Frozen):
    """A question raised in an episode, and what answers it later."""

    id: str
    question: str
    answer: str
    """A filmable sentence, present tense, shown in the episode that pays it."""


class Turn(Frozen):
    """A turn of a season: what it does and which families of moves can play it."""

    id: str
    name: str
    about: str
    """With slots."""
    hook: str
    cliffhanger: str
    cliff: Cliff
    moves: tuple[str, ...]
    """Families or ids of moves, in order of playing."""
    span: tuple[float, float]
    """Where in the season it may stand, as fractions."""
    tension: float = 0.5
    plants: tuple[Plant, ...] = ()
    """Questions raised, with slots."""
    pays: tuple[str, ...] = ()
    """Ids of plants of earlier turns that this one answers; the others are answered within ten episodes."""
    leaves: tuple[str, ...] = ()
    """Conditions as in a Move, with story roles: ``present missing``, ``exposed rival``, ``dead elder``."""
    opens: tuple[CardBeat, ...] = ()
    """The first beats of its episode; none: the hook is shown."""
    button: tuple[CardBeat, ...] = ()
    """The last beats of its episode; none: the cliffhanger is shown."""
    places: tuple[str, ...] = ()
    """Sets it begins and ends in, if the series has one of them."""


class Pattern(Frozen):
    """An episode between two turns, playable in any engine: roles a, b, c, two of them or three."""

    id: str
    phase: Literal["fallout", "counter", "cost", "respite", "approach"]
    """What it does for the turn it stands behind or before."""
    titles: tuple[str, ...]
    logline: str
    hook: str
    cliffhanger: str
    cliff: Cliff
    roles: dict[str, tuple[Role, ...]]
    moves: tuple[str, ...]
    plants: tuple[Plant, ...] = ()
    leaves: tuple[str, ...] = ()
    opens: tuple[CardBeat, ...] = ()
    button: tuple[CardBeat, ...] = ()
    places: tuple[str, ...] = ()
    """Sets it can begin and end in; empty: any."""
    tension: float = 0.5


class OpeningScene(Frozen):
    """A scene of the first episode; the lead is always in it."""

    present: tuple[Role, ...] = ()
    """Who else is in the room, best first; one of them is taken if ``with_one`` names nobody who can be there."""
    where: Literal["premise", "private", "public"] = "premise"
    purpose: str
    beats: tuple[CardBeat, ...]


class Opening(Frozen):
    """The first episode for one kind of situation. Keys: ``lead``, ``x`` (the other person of the premise), ``y``
    (somebody in the room).

    ``{odd.whole}``: the odd detail in the premise's own words; ``{x.rel}``: what x is to the lead ("sister"),
    ``{x.my}``, ``{x.your}`` and, told by nobody, ``{x.own}``: "my sister", "her sister".
    """

    id: str
    situation: str
    signs: tuple[str, ...]
    """As in an Engine."""
    x_away: bool = False
    """x is missing, dead or on the phone; else x is in the room."""
    x_roles: tuple[Role, ...] = ()
    """Who x is best, where the premise leaves a choice."""
    must: tuple[str, ...] = ()
    """Signs one of which has to stand in the premise; empty: any premise."""
    no_kin: bool = False
    """Not to be played by an x of the lead's own blood."""
    objects: tuple[str, ...] = ()
    """What it is about: prop kinds, or ``heard``, ``read`` or ``held``; empty: any."""
    titles: tuple[str, ...]
    scenes: tuple[OpeningScene, ...]
    cliff: Cliff
    cliffhanger: str


class Part(Frozen):
    """A part of an engine's cast."""

    role: Role
    about: str
    """Who this is in the story, with slots."""
    secret: str
    wants: str
    fears: str
    to_lead: str
    """What this person is to the lead: "husband", "boss", "stepsister"."""
    tempers: tuple[str, ...]
    jobs: tuple[str, ...] = ()
    optional: bool = False


class Engine(Frozen):
    """A season engine: secret heir, contract marriage, rebirth and revenge…, as a map of turns over a season."""

    id: str
    name: str
    about: str
    signs: tuple[str, ...]
    """Words and phrases in a premise that call for it."""
    genre: str
    tone: str
    question: str
    """With slots."""
    titles: tuple[str, ...]
    """With slots, two to five words."""
    cast: tuple[Part, ...]
    sets: tuple[str, ...]
    """The five sets it lives in, best first."""
    rules: tuple[str, ...] = ()
    arc: tuple[str, ...] = ()
    """The season in five or six sentences, with slots."""
    turns: tuple[Turn, ...]
