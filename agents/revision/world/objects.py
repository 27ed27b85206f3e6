"""Objects: another kind of thing, called and drawn so everywhere; or something else is odd about one, and is heard."""

import re

from ....memory.bible import PropKind
from ....memory.edits.people import ChangeProp
from ....memory.edits.script import AddLine, DeliverLine
from ....memory.kept import Kept
from ....memory.numbering import numbers, place
from ....memory.storyboard import Storyboard
from ...crew import Studio
from ..possible import NotPossible
from ..rehearsal import REVISED, CarriedOut
from ..script.lines import add_line, deliver_line
from .everywhere import capital, declare, declared, latest, prop, told, with_prop
from .renaming import call

HEARD: frozenset[PropKind] = frozenset({"phone", "recorder", "laptop"})
"""Objects out of which a voice comes."""
SHORT = 6
"""Words of something odd that somebody would say in a breath."""

_LOOKS = r"\b(?:look|stud|examin|inspect|turn|hold|lift|read|weigh|open|tilt|rais)\w*\b"
_MEANT: dict[PropKind, str] = {"photo": "photograph", "pills": "pills", "flowers": "flowers", "money": "money"}
"""What a thing is called where that is not its kind."""


async def change_prop(studio: Studio, edit: ChangeProp) -> None:
    """Make an object another kind of thing, called so wherever it is named; or let something else be odd about it."""
    found = prop(studio, edit.prop)
    kind = edit.kind if edit.kind != found.kind else None
    name = _called(studio, found.id, found.name, kind) if kind is not None else found.name
    if edit.words is not None:
        await _odd(studio, edit.prop, told(edit.words))
    if kind is None:
        return
    for bible in declared(studio):
        for one in bible.props:
            if one.id == found.id:
                bible = with_prop(bible, one.model_copy(update={"kind": kind}))
        declare(studio, bible)
    call(studio, found, name)
    if found.kind in HEARD and kind not in HEARD:
        await _read(studio, found.id)


async def _read(studio: Studio, id: str) -> None:
    """Let a voice that came out of an object be heard as what is read there."""
    for episode in sorted(studio.archive.ids("script"), key=place):
        for scene in studio.chronicle.script(episode).scenes:
            name = re.escape(re.sub(r"^\w+ ", "", prop(studio, id).name))
            there = any(b.prop == id or re.search(rf"\b{name}\b", b.action, re.IGNORECASE) for b in scene.beats)
            voices = [beat.line for beat in scene.beats if beat.line and beat.line.via == "phone"] if there else []
            for line in voices:
                await deliver_line(studio, DeliverLine(line=line.id, via="inner"))


def _called(studio: Studio, id: str, name: str, kind: PropKind) -> str:
    """Return what an object of another kind is called: the old name's last word is the new thing."""
    noun = _MEANT.get(kind, kind)
    head, _, _ = name.rpartition(" ")
    new = f"{head or 'the'} {noun}"
    taken = {one.name.lower() for bible in declared(studio) for one in bible.props if one.id != id}
    if new.lower() in taken:
        raise NotPossible(f"There is {new} in the story already; two could not be told apart.")
    return new


async def _odd(studio: Studio, id: str, odd: str) -> None:
    """Say something else of an object: in every Bible, in the rules of a writer, on what shows it, and once aloud."""
    for bible in declared(studio):
        for one in bible.props:
            if one.id == id:
                rules = [rule for rule in bible.rules if rule != _rule(one.name, one.words)]
                bible = with_prop(bible, one.model_copy(update={"words": odd}))
                declare(studio, bible.model_copy(update={"rules": (*rules, _rule(one.name, odd))}))
                _written(studio, bible.season, id, one.words, odd)
    await _said(studio, id, odd)


async def _said(studio: Studio, id: str, odd: str) -> None:
    """Let whoever looks at an object closest, and last, say what is odd about it, if nobody has yet."""
    if len(odd.split()) > SHORT:
        return
    bible = latest(studio)
    name = re.sub(r"^\w+ ", "", next((one.name for one in bible.props if one.id == id), ""))
    written = [studio.chronicle.script(one) for one in studio.archive.ids("script")]
    mine = sorted((s for s in written if numbers(s.episode)[0] == bible.season), key=lambda s: place(s.episode))
    if not name or any(odd.lower() in line.text.lower() for script in mine for line in script.lines()):
        return
    looks = re.compile(rf"{_LOOKS}.*\b{re.escape(name)}\b", re.IGNORECASE)
    kept = (studio.archive.get("kept", "series", Kept) or Kept()).ids
    are = "They're" if _plural(name) else "It's"
    endings = {script.scenes[-1].beats[-1].id for script in mine}
    for scene in (one for script in reversed(mine) for one in reversed(script.scenes) if one.id not in kept):
        for beat in reversed(scene.beats):
            who = beat.line.speaker if beat.line else beat.who
            if looks.search(beat.action) and who in scene.present and beat.id not in endings:
                text = f"{are} {odd}."
                line = AddLine(scene=scene.id, after=beat.id, speaker=who, text=text, emotion="shock")
                await add_line(studio, line)
                return


def _rule(name: str, odd: str) -> str:
    are = "are" if _plural(name) else "is"
    return f"{name[:1].upper()}{name[1:]} {are} {odd}."


def _written(studio: Studio, season: int, id: str, was: str, odd: str) -> None:
    """Put other words where a shot shows those that were on an object."""
    if not was:
        return
    old = re.compile(re.escape(was), re.IGNORECASE)
    for episode in studio.archive.ids("storyboard"):
        storyboard = studio.archive.get("storyboard", episode, Storyboard)
        if storyboard is not None and episode.startswith(f"s{season:02d}e"):
            shots = tuple(
                shot.model_copy(update={"text": capital(old.sub(odd, shot.text))}) if shot.prop == id else shot
                for shot in storyboard.shots
            )
            studio.archive.put("storyboard", episode, storyboard.model_copy(update={"shots": shots}), REVISED, "user")


def _plural(name: str) -> bool:
    return name.endswith("s") and not name.endswith("ss")


CARRIED_OUT: CarriedOut = {ChangeProp: change_prop}
