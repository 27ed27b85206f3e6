"""Voicing: who speaks a line, and what they are given to speak like."""

import re
from collections.abc import Mapping

from ..memory.bible import Bible
from ..memory.casting import Casting
from ..memory.look import Voice
from ..tools.take import Take
from ..tools.voice.spec import SpeechSpec
from .crew import Studio

_KEY = re.compile(r"[0-9a-f]{64}")


def voices(bible: Bible, casting: Casting) -> Mapping[str, Voice]:
    """Return the voice of everybody, by character id: as they were cast, else as the Bible has them."""
    cast = {sheet.subject: sheet.voice for sheet in casting.voices}
    return {person.id: cast.get(person.id, person.voice) for person in bible.characters}


def heard_before(studio: Studio, spec: SpeechSpec) -> tuple[Take, ...]:
    """Return the recording that a voice is to speak like, as the input of its take; none if it needs none."""
    recording = studio.floor.take(spec.voice.id) if _KEY.fullmatch(spec.voice.id) else None
    return (recording,) if recording is not None else ()


async def speak(studio: Studio, spec: SpeechSpec) -> Take:
    """Have a line spoken, or find it."""
    return await studio.floor.make(studio.makers.speaker(spec.voice), spec, heard_before(studio, spec))


def spoken(studio: Studio, spec: SpeechSpec) -> Take | None:
    """Return a line if it has been spoken."""
    return studio.floor.find(studio.makers.speaker(spec.voice), spec, heard_before(studio, spec))
