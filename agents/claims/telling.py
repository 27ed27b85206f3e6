"""A script as sentences: who says each, to whom, and whether it is meant as true."""

import re
from collections.abc import Iterator, Sequence

from ...memory.script import Beat, Event, Line, Scene, Script
from ...memory.slugline import UNREAL
from .claim import Told

_FALSE = re.compile(
    r"\b(?:l(?:ies|ying)|a lie|bluff\w*|pretend\w*|jok(?:es|ing)|kidding|mock\w*|sarcas\w+|iron\w+|act(?:ing|s) (?:it"
    r"|out)"
    r"|rehears\w+|reads?(?: aloud| out)?|reading|quot\w+|in (?:her|his|their) sleep|dream\w*|deliri\w+|imitat\w+"
    r"|as [A-Z]\w+"
    r"|testing|teas\w+|fak\w+|role-?play\w*)\b",
    re.IGNORECASE,
)
"""What an action or a parenthetical says of words that are not the speaker's own, or not true."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_TITLE = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|Prof|Capt|Sgt)\.")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its mark; what stands in quotation marks is left out."""
    plain = _TITLE.sub(r"\1", _QUOTED.sub(" ", text)) if "'" in text or "“" in text or '"' in text else text
    return [found for part in _SENTENCE.findall(_TITLE.sub(r"\1", plain)) if (found := part.strip())]


def real(scene: Scene) -> bool:
    """Tell whether a scene happens, and now."""
    return UNREAL.fullmatch(scene.purpose.partition(" ")[0].strip(".,:")) is None


def told(script: Script, scene: Scene, events: Sequence[Event] | None = None) -> Iterator[Told]:
    """Yield every sentence of a scene in order; ``events`` are those of the scene, if they are at hand."""
    calls = frozenset(b.line.speaker for b in scene.beats if b.line and b.line.via == "phone")
    known = script.events if events is None else events
    lied = {(event.who, event.beat) for event in known if event.kind == "lies" and event.scene == scene.id}
    for n, beat in enumerate(scene.beats):
        earlier = ""
        for text in sentences(beat.action):
            yield Told(script, scene, beat, text, earlier=earlier)
            earlier = f"{earlier} {text}"
        if beat.line is None:
            continue
        after = scene.beats[n + 1].action if n + 1 < len(scene.beats) else ""
        speaker = beat.line.speaker
        honest = not ({(speaker, ""), (speaker, beat.id)} & lied or _false(beat, after))
        to, earlier = addressee(scene, beat.line, calls), ""
        for text in sentences(beat.line.text):
            yield Told(script, scene, beat, text, speaker, to, honest, earlier)
            earlier = f"{earlier} {text}"


def addressee(scene: Scene, line: Line, calls: frozenset[str]) -> str:
    """Return to whom a line is said: who is named, else the only other one in the room or on the phone."""
    if line.to:
        return line.to
    others = {*scene.present, *calls} - {line.speaker}
    return others.pop() if len(others) == 1 else ""


def _false(beat: Beat, after: str) -> bool:
    """Tell whether the action of a line, or what is seen right after it, says that it is not so."""
    short = after if len(after.split()) <= 6 else ""
    return _FALSE.search(beat.action) is not None or re.search(r"\b(?:lie|lying|lies)\b", short) is not None
