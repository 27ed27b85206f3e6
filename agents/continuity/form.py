"""The form: a hook, a consequence at the end, and as much speech as an episode carries. And no line twice."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...memory.canon import FindingCode, Place
from ...memory.script import Script
from ..timing import spoken_seconds
from .fault import Fault

SPEECH = (36.0, 105.0)
"""Seconds of speech that an episode of 60 to 120 s can carry, by estimate."""
FEWEST = 3
"""Words that a line must have to count as said before."""


def shape(script: Script) -> Iterator[Fault]:
    """Find what the form of an episode lacks."""
    if not script.hook.strip():
        yield _whole(
            script, "no_hook", "Nothing happens in the first three seconds.", "Open on the blow or the object."
        )
    if not script.cliffhanger.strip() or not script.scenes or not script.scenes[-1].beats:
        yield _whole(script, "no_cliffhanger", "The episode does not stop on a consequence.", "Cut before the answer.")
    seconds = sum(spoken_seconds(line.text) for line in script.lines())
    least, most = SPEECH
    if not least <= seconds <= most:
        code: FindingCode = "too_long" if seconds > most else "too_short"
        message = f"About {seconds:.0f} s of speech; {least:.0f} to {most:.0f} fit."
        yield _whole(script, code, message, "Cut lines." if seconds > most else "Add lines.")


def said_before(before: Sequence[Script], script: Script) -> Iterator[Fault]:
    """Find lines that were said before in the season or in the episode; what is quoted is meant to be."""
    lines = (line.text for line in script.lines() if not line.text.startswith(("“", '"', "‘", "«")))
    wanted = {words for text in lines if len((words := plain(text)).split()) >= FEWEST}
    said: dict[str, Place] = {}
    for past in before:
        for scene in past.scenes:
            for beat in scene.beats:
                if beat.line and (words := plain(beat.line.text)) in wanted:
                    said.setdefault(words, _place(past.episode, scene.id, beat.line.id, beat.line.text))
    for scene in script.scenes:
        for beat in scene.beats:
            if beat.line is None or (words := plain(beat.line.text)) not in wanted:
                continue
            here = _place(script.episode, scene.id, beat.line.id, beat.line.text)
            if words in said:
                message = f"The line was said in {said[words].episode}."
                mend = "Say it in other words."
                yield Fault("repeated_line", (words,), message, mend, here, said[words], severity="warning")
            said.setdefault(words, here)


def _place(episode: str, scene: str, line: str, quote: str) -> Place:
    return Place(episode=episode, scene=scene, line=line, quote=quote)


def _whole(script: Script, code: FindingCode, message: str, mend: str) -> Fault:
    return Fault(code, (), message, mend, Place(episode=script.episode, quote=script.title))


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Return a line without case and punctuation; in any script of the world."""
    return " ".join(re.findall(r"[\w']+", text.lower().replace("’", "'")))
