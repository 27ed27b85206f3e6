"""Edits of a script: lines, beats, scenes, endings."""

from typing import Literal

from ..bible import Hour, SetKind, Weather
from ..frozen import Frozen
from ..look import Emotion
from ..script import Cliff, Scene, Script, Via


class RewriteLine(Frozen):
    """A line is said in other words."""

    do: Literal["rewrite_line"] = "rewrite_line"
    line: str
    text: str


class DeliverLine(Frozen):
    """A line is said with another feeling, heard in another way, or said to another; None: as it is."""

    do: Literal["deliver_line"] = "deliver_line"
    line: str
    emotion: Emotion | None = None
    via: Via | None = None
    to: str | None = None


class CutLine(Frozen):
    """A line is not said."""

    do: Literal["cut_line"] = "cut_line"
    line: str


class AddLine(Frozen):
    """A new line is said, after a beat; ``after`` empty: as the scene begins."""

    do: Literal["add_line"] = "add_line"
    scene: str
    after: str
    speaker: str
    text: str
    emotion: Emotion = "neutral"
    via: Via = "on"
    to: str = ""


class GiveLine(Frozen):
    """Somebody else says a line."""

    do: Literal["give_line"] = "give_line"
    line: str
    speaker: str


class AddAction(Frozen):
    """Something new is seen, after a beat; ``after`` empty: as the scene begins."""

    do: Literal["add_action"] = "add_action"
    scene: str
    after: str
    action: str
    who: str = ""
    emotion: Emotion = "neutral"
    prop: str = ""


class RewriteAction(Frozen):
    """What is seen in a beat is another thing."""

    do: Literal["rewrite_action"] = "rewrite_action"
    beat: str
    action: str


class CutBeat(Frozen):
    """A beat does not happen; what it made true does not become true."""

    do: Literal["cut_beat"] = "cut_beat"
    beat: str


class MoveBeat(Frozen):
    """A beat happens after another one of its scene; ``after`` empty: first."""

    do: Literal["move_beat"] = "move_beat"
    beat: str
    after: str


class MoveScene(Frozen):
    """A scene comes after another one of its episode; ``after`` empty: first."""

    do: Literal["move_scene"] = "move_scene"
    scene: str
    after: str


class CutScene(Frozen):
    """A scene does not happen."""

    do: Literal["cut_scene"] = "cut_scene"
    scene: str


class AddScene(Frozen):
    """A new scene, after another one (empty: first). Without ``written`` the writer composes it from ``about``."""

    do: Literal["add_scene"] = "add_scene"
    episode: str
    after: str
    about: str = ""
    location: str = ""
    present: tuple[str, ...] = ()
    written: Scene | None = None


class SetScene(Frozen):
    """A scene plays elsewhere, at another hour, in other weather; None: as it is.

    ``location`` is an id of the Bible's; with ``build`` it is a new place of that set, called ``name``.
    """

    do: Literal["set_scene"] = "set_scene"
    scene: str
    location: str | None = None
    build: SetKind | None = None
    name: str = ""
    hour: Hour | None = None
    weather: Weather | None = None


class SetPresence(Frozen):
    """Somebody is in a scene, or is left out of it, their lines with them."""

    do: Literal["set_presence"] = "set_presence"
    scene: str
    character: str
    present: bool


class RewriteScene(Frozen):
    """A scene is written anew; ``how`` in the user's words: "more tender", "they should fight"."""

    do: Literal["rewrite_scene"] = "rewrite_scene"
    scene: str
    how: str = ""


class RewriteEpisode(Frozen):
    """An episode is written anew; ``how`` in the user's words, empty: another attempt at the same purpose."""

    do: Literal["rewrite_episode"] = "rewrite_episode"
    episode: str
    how: str = ""


class ReplaceScript(Frozen):
    """The whole script, as a person or a model wrote it. What is said to stay keeps its ids."""

    do: Literal["replace_script"] = "replace_script"
    script: Script


class ChangeEnding(Frozen):
    """An episode stops on another consequence: a last thing seen (``action``), a last line, or both."""

    do: Literal["change_ending"] = "change_ending"
    episode: str
    cliffhanger: str
    """In words."""
    cliff: Cliff | None = None
    action: str = ""
    who: str = ""
    line: str = ""
    speaker: str = ""


class EndOn(Frozen):
    """An episode ends on a face, an object, or a line it has: what came after is cut, or a last shot added.

    Just one of the three is given.
    """

    do: Literal["end_on"] = "end_on"
    episode: str
    character: str = ""
    prop: str = ""
    line: str = ""
    emotion: Emotion | None = None


class Retitle(Frozen):
    """The series (``episode`` empty) or an episode is called something else."""

    do: Literal["retitle"] = "retitle"
    episode: str = ""
    title: str
