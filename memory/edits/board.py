"""Edits of a storyboard: shots, pace, music, captions, locks."""

from typing import Literal

from pydantic import Field

from ..bible import ArtDirection
from ..frozen import Frozen
from ..look import Emotion
from ..storyboard import Angle, Captions, EffectKind, Framing, Gesture, Mood, Move, Shot


class Reframe(Frozen):
    """A shot is taken in another way; None: as it is.

    ``camera`` and ``mark`` are names of the scouted set in which it is filmed; empty: those that suit.
    """

    do: Literal["reframe"] = "reframe"
    shot: str
    framing: Framing | None = None
    angle: Angle | None = None
    move: Move | None = None
    style: ArtDirection | None = None
    camera: str | None = None
    mark: str | None = None


class HoldShot(Frozen):
    """A shot lasts longer (or shorter, negative) by some seconds of silence."""

    do: Literal["hold_shot"] = "hold_shot"
    shot: str
    seconds: float


class Pose(Frozen):
    """Somebody acts otherwise in a shot; None: as it is."""

    do: Literal["pose"] = "pose"
    shot: str
    character: str
    emotion: Emotion | None = None
    becomes: Emotion | None = None
    gaze: Literal["camera", "left", "right", "down", "up"] | None = None
    faces: Literal["camera", "left", "right", "away"] | None = None
    gesture: Gesture | None = None
    holding: str | None = None


class CutShot(Frozen):
    """A silent shot is left out; what is said in it would be lost, so one that speaks is refused."""

    do: Literal["cut_shot"] = "cut_shot"
    shot: str


class AddShot(Frozen):
    """A new silent shot, after another one. Its id is given when it is made."""

    do: Literal["add_shot"] = "add_shot"
    after: str
    shot: Shot


class MoveShot(Frozen):
    """A silent shot comes after another one of its scene."""

    do: Literal["move_shot"] = "move_shot"
    shot: str
    after: str


class Retake(Frozen):
    """A shot is made once more, differently."""

    do: Literal["retake"] = "retake"
    shot: str


class TakeBack(Frozen):
    """A shot is as it was in an earlier revision of its storyboard."""

    do: Literal["take_back"] = "take_back"
    shot: str
    revision: int


class Keep(Frozen):
    """A scene or a shot is locked, exactly as it is filmed now, or given free."""

    do: Literal["keep"] = "keep"
    what: str
    locked: bool = True


class SetPace(Frozen):
    """An episode, or one of its scenes, goes faster or slower: a factor on how long silences and speech last.

    Above 1 it is slower.
    """

    do: Literal["set_pace"] = "set_pace"
    episode: str
    factor: float = Field(ge=0.6, le=1.6)
    scene: str = ""


class SetLength(Frozen):
    """An episode becomes longer or shorter (negative) by seconds: silences first, then silent shots, then lines."""

    do: Literal["set_length"] = "set_length"
    episode: str
    by: float


class SetMusic(Frozen):
    """The score of an episode, or of one of its scenes, is another; None: as it is."""

    do: Literal["set_music"] = "set_music"
    episode: str
    scene: str = ""
    mood: Mood | None = None
    louder: float = 0.0
    """Decibels, of the whole episode."""


class SetCaptions(Frozen):
    """The captions of episodes are shown otherwise; ``episodes`` empty: of all."""

    do: Literal["set_captions"] = "set_captions"
    captions: Captions
    episodes: tuple[str, ...] = ()


class SetEffect(Frozen):
    """A sound is heard in a shot, or no longer."""

    do: Literal["set_effect"] = "set_effect"
    shot: str
    effect: EffectKind
    heard: bool = True
