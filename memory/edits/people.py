"""Edits of people, places and things: everything the Bible declares."""

from typing import Literal

from ..bible import ArtDirection, PropKind, SetKind
from ..frozen import Frozen
from ..look import Emotion, Outfit, Voice


class ChangeLook(Frozen):
    """A face or a body is another: fields of `Look` by name, everywhere it is seen."""

    do: Literal["change_look"] = "change_look"
    character: str
    look: dict[str, str | int | float | bool]


class Dress(Frozen):
    """Somebody wears something else: in those scenes, or (none named) as their usual."""

    do: Literal["dress"] = "dress"
    character: str
    outfit: Outfit
    scenes: tuple[str, ...] = ()


class ChangeVoice(Frozen):
    """Somebody speaks with another voice."""

    do: Literal["change_voice"] = "change_voice"
    character: str
    voice: Voice


class Rename(Frozen):
    """A person, a place or an object is called something else, wherever it is spoken of."""

    do: Literal["rename"] = "rename"
    what: str
    """Its id."""
    name: str


class ChangeTemper(Frozen):
    """Somebody is of another temper in some episodes: how they speak, look and move; ``episodes`` empty: in all.

    ``emotion`` is what is mostly in their face instead.
    """

    do: Literal["change_temper"] = "change_temper"
    character: str
    temper: str
    emotion: Emotion
    episodes: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    """Only in these, if any are named."""


class ChangeCharacter(Frozen):
    """What is told of somebody is another: it guides what is written from now on."""

    do: Literal["change_character"] = "change_character"
    character: str
    field: Literal["job", "speech", "secret", "wants", "fears"]
    text: str


class ChangeRelation(Frozen):
    """``to`` is my ``kind``: "sister", "boss"."""

    do: Literal["change_relation"] = "change_relation"
    character: str
    to: str
    kind: str


class ChangeProp(Frozen):
    """An object is another kind of thing, or something else is odd about it ("fake"); None: as it is."""

    do: Literal["change_prop"] = "change_prop"
    prop: str
    kind: PropKind | None = None
    words: str | None = None


class ChangeLocation(Frozen):
    """A place is another set wherever it is seen; None: as it is."""

    do: Literal["change_location"] = "change_location"
    location: str
    set: SetKind | None = None
    words: str | None = None


class Restyle(Frozen):
    """The whole series is drawn in another art direction."""

    do: Literal["restyle"] = "restyle"
    style: ArtDirection


class ChangeTone(Frozen):
    """The series has another tone: it guides what is written from now on."""

    do: Literal["change_tone"] = "change_tone"
    tone: str


class AddRule(Frozen):
    """Something always holds in this world: it guides what is written from now on."""

    do: Literal["add_rule"] = "add_rule"
    rule: str
