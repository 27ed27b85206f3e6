"""The Storyboard: the director's shot list for one episode."""

from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from .bible import ArtDirection
from .frozen import Frozen
from .look import Emotion

Framing = Literal[
    "extreme_close_up",
    "close_up",
    "medium_close_up",
    "medium",
    "wide",
    "over_shoulder",
    "two_shot",
    "insert",
    "panels",
    "silhouette",
    "establishing",
    "title",
    "end",
]
"""Size and arrangement of a shot. ``establishing`` is the empty set; ``title`` and ``end`` are cards."""

Move = Literal[
    "still", "push_in", "pull_out", "pan_left", "pan_right", "tilt_up", "tilt_down", "handheld", "shake", "drift"
]

Gesture = Literal[
    "none", "hold", "point", "cover_mouth", "cover_face", "hand_on_chest", "phone_to_ear", "arms_crossed", "reach"
]

Faces = Literal["camera", "left", "right", "away"]

Gaze = Literal["camera", "left", "right", "down", "up"]

Angle = Literal["eye", "high", "low", "dutch"]

Captions = Literal["on", "off"]

Mood = Literal["tender", "tense", "sad", "menace", "hope", "mystery", "triumph", "chase", "comic", "silence"]
"""What the score can be."""

EffectKind = Literal[
    "door",
    "phone",
    "heartbeat",
    "thunder",
    "glass",
    "slap",
    "riser",
    "hit",
    "whoosh",
    "footsteps",
    "message",
    "monitor",
    "siren",
    "gasp",
    "bell",
    "clock",
]
"""Sounds that belong to a shot; ``hit`` is struck by the score."""


LATER = ("camera", "mark")
"""Fields of a shot that came with scouted sets."""


class Placed(Frozen):
    """One figure in a shot."""

    character: str
    outfit: int = 0
    emotion: Emotion = "neutral"
    becomes: Emotion | None = None
    """The emotion it turns into within the shot, if it does."""
    faces: Faces = "camera"
    gaze: Gaze = "camera"
    gesture: Gesture = "none"
    holding: str = ""
    """Prop id."""


class Shot(Frozen):
    """One camera set-up."""

    id: str
    """``s01e01.s07``: never reused."""
    scene: str
    """Scene id; empty for the cards."""
    framing: Framing
    angle: Angle = "eye"
    move: Move = "still"
    figures: tuple[Placed, ...] = ()
    """From left to right; in ``over_shoulder`` the first has its back to us."""
    beats: tuple[str, ...] = ()
    """Beat ids it covers, in order."""
    lines: tuple[str, ...] = ()
    """Line ids that begin in it, in order."""
    over: str = ""
    """Id of a line that began in an earlier shot and is still heard from the start of this one."""
    prop: str = ""
    """Prop id filling an ``insert``."""
    style: ArtDirection | None = None
    """If it departs from the series' own: a flashback, a blow."""
    seconds: float
    """As planned; the voices decide in the end."""
    head: float = 0.25
    """Silence before its first line, seconds."""
    tail: float = 0.35
    """Silence after its last line, seconds."""
    effects: tuple[EffectKind, ...] = ()
    text: str = ""
    """Words on a card, or on the screen of a phone in an insert."""
    take: int = 0
    """Counted up by each retake that changes nothing else."""
    room: float = 0.0
    """Seconds that it lasts, with the shots that go on under its last line, if its silences allow: as long as before
    its lines were changed, so that nothing behind it moves. 0: as long as they take."""
    camera: str = ""
    """Name of the set's camera it is filmed with, where the location is scouted; empty: the one that suits."""
    mark: str = ""
    """Name of the set's mark on which its people stand, where the location is scouted; empty: the one that suits."""

    @model_serializer(mode="wrap")
    def _told(self, told: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What scouted sets brought is left out while empty, so that older storyboards stay as they were."""
        data: dict[str, Any] = told(self)
        return {name: value for name, value in data.items() if value or name not in LATER}


class MusicNote(Frozen):
    """What the user wants of the score."""

    scene: str = ""
    """Scene id; empty: the whole episode."""
    mood: Mood


class Storyboard(Frozen):
    """The shot list of one episode."""

    episode: str
    shots: tuple[Shot, ...]
    previously: tuple[str, ...] = ()
    """Ids of shots of the season before, in order, as they were filmed then: they follow the first card."""
    pace: float = 0.0
    """Factor on the natural length of every line, set when the voices were first heard; 0: they have not been. From
    then on only what is edited changes its length."""
    music: tuple[MusicNote, ...] = ()
    """Where the score is not as the director would spot it; the later note wins."""
    music_level: float = 0.0
    """Decibels against the usual."""
    captions: Captions = "on"
