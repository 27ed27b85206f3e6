"""A script as sentences: who says each, to whom, and whether it is meant as true."""

import re
from collections.abc import Iterator

from ...memory.script import Beat, Scene, Script
from ...memory.slugline import UNREAL
from .claim import Told

HEDGED = re.compile(
    r"\b(?:if|unless|whether|would|could|should|might|may|maybe|perhaps|probably|suppose\w*|imagine\w*|pretend\w*"
    r"|wish\w*"
    r"|dream\w*|as if|as though|like|almost|nearly|practically|never|not|no longer|nobody|used to|said|says|say|told"
    r"|tell"
    r"|thinks?|thought|believed?|believes|claim\w*|call(?:ed|s)?|jok\w+|kidding|lie[sd]?|lying|swore|once upon|story"
    r"|until|till|wanted|bet|guess|hope[ds]?|ask(?:s|ed)?|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that take a statement back, or give it to somebody else."""
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


def told(script: Script, scene: Scene) -> Iterator[Told]:
    """Yield every sentence of a scene in order."""
    lied = {(event.who, event.beat) for event in script.events if event.kind == "lies" and event.scene == scene.id}
    for n, beat in enumerate(scene.beats):
        earlier = ""
        for text in sentences(beat.action):
            yield Told(script, scene, beat, text, meant=HEDGED.search(text) is None, earlier=earlier)
            earlier = f"{earlier} {text}"
        if beat.line is None:
            continue
        after = scene.beats[n + 1].action if n + 1 < len(scene.beats) else ""
        speaker = beat.line.speaker
        honest = not ({(speaker, ""), (speaker, beat.id)} & lied or _false(beat, after))
        to, earlier = addressee(scene, beat), ""
        for text in sentences(beat.line.text):
            meant = honest and "?" not in text and HEDGED.search(text) is None
            yield Told(script, scene, beat, text, speaker, to, meant, honest, earlier)
            earlier = f"{earlier} {text}"


def addressee(scene: Scene, beat: Beat) -> str:
    """Return to whom a line is said: who is named, else the only other one in the room or on the phone."""
    if beat.line is None or beat.line.to:
        return beat.line.to if beat.line else ""
    calls = {b.line.speaker for b in scene.beats if b.line and b.line.via == "phone"}
    others = ({*scene.present} | calls) - {beat.line.speaker}
    return others.pop() if len(others) == 1 else ""


def _false(beat: Beat, after: str) -> bool:
    """Tell whether the action of a line, or what is seen right after it, says that it is not so."""
    short = after if len(after.split()) <= 6 else ""
    return _FALSE.search(beat.action) is not None or re.search(r"\b(?:lie|lying|lies)\b", short) is not None
