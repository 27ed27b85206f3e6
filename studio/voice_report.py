"""The report on voices: who speaks how, as the command line and the page tell it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np

from ..errors import ToolError
from ..memory.bible import Character
from ..memory.casting import Casting, VoiceSheet
from ..memory.frozen import Frozen
from ..memory.look import Voice
from ..memory.takes import TakeStore
from ..tools.voice.catalogue import distance, preset, voices
from ..tools.voice.likeness import Vector, available, embed, likeness
from ..tools.voice.matching import stock
from ..tools.voice.model import RATE
from ..tools.voice.samples import listen_to

Near = tuple[str, float]
"""The name of whoever sounds most like somebody, and how far they are apart: 0 is the same voice."""


class VoiceMember(Frozen):
    """Somebody, and how they sound."""

    id: str
    name: str
    voice: str
    """The style, as the catalogue or the casting calls it."""
    engine: str
    how: str
    """``bible``, ``chosen``, ``match`` or ``clone``."""
    asset: str
    """``mia-voice-1f3a@2``; empty: as the Bible has them."""
    words: str
    likeness: float | None
    who: str
    """Whose recording it was taken from."""
    nearest: str
    """Whoever of the cast sounds most like them."""
    distance: float | None
    """To that one: 1 minus the cosine of the two speaker vectors."""

    @classmethod
    def of(cls, person: Character, voice: Voice, sheet: VoiceSheet | None, near: Near | None) -> Self:
        """Return it, of a person with a voice and, if they were cast, a sheet."""
        known = {one.name: one.words for one in voices()}
        return cls(
            id=person.id,
            name=person.name,
            voice=voice.style,
            engine=voice.engine or "kokoro",
            how=sheet.how if sheet else "bible",
            asset=f"{sheet.asset}@{sheet.version}" if sheet else "",
            words=(sheet.words if sheet else "") or known.get(voice.style, ""),
            likeness=sheet.likeness if sheet else None,
            who=sheet.consent.who if sheet and sheet.consent else "",
            nearest=near[0] if near else "",
            distance=near[1] if near else None,
        )


class VoiceCandidate(Frozen):
    """A voice that could be chosen."""

    number: int
    voice: str
    words: str
    score: float
    path: str
    """A wav of theirs."""


class VoiceReport(Frozen):
    """The voices of a series."""

    series: str
    members: tuple[VoiceMember, ...]
    candidates: tuple[VoiceCandidate, ...] = ()
    notes: tuple[str, ...] = ()
    """What was done, and what it lacks, a sentence each."""
    sample: str = ""
    """A wav in which the new voice is heard."""
    lines: int = 0
    """Lines of finished episodes that the new voice says otherwise."""
    episodes: int = 0
    """Finished episodes that they are in."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return it for people."""
        told = [f"{'who':<20} {'voice':<18} {'engine':<12} {'how':<12} {'likeness':<9} nearest in the cast"]
        told += [_row(member) for member in self.members]
        told += [f"  {one.number}  {one.voice:<18} {one.words:<34} {one.path}" for one in self.candidates]
        told += self.notes
        if self.sample:
            told.append(f"Listen: {self.sample}")
        if self.lines:
            lines = "one line" if self.lines == 1 else f"{self.lines} lines"
            episodes = "one finished episode" if self.episodes == 1 else f"{self.episodes} finished episodes"
            told.append(f"It changes {lines} in {episodes}; `cliffhanger make {self.series}` remakes them.")
        return "\n".join(told)


def nearest_others(
    heard: Mapping[str, Voice], names: Mapping[str, str], casting: Casting, store: TakeStore
) -> dict[str, Near]:
    """Return for everybody who of the others sounds most like them, and how far apart they are; by id."""
    vectors = {id: _vector(voice, casting.voice(id), store) for id, voice in heard.items() if id in names}
    found: dict[str, Near] = {}
    for id in vectors:
        others = [(apart, names[other]) for other in vectors if other != id
                  if (apart := _apart(heard[id], heard[other], vectors[id], vectors[other])) is not None]  # fmt: skip
        if others:
            apart, name = min(others)
            found[id] = name, round(apart, 2)
    return found


def _apart(one: Voice, other: Voice, first: Vector | None, second: Vector | None) -> float | None:
    known = {entry.name for entry in voices()}
    plain = all(voice.style in known and not (voice.blend or voice.engine) for voice in (one, other))
    if plain and one.style != other.style:
        return distance(one.style, other.style)  # as measured, pitch and throat included
    if first is None or second is None:
        return None
    return max(0.0, 1.0 - likeness(first, second))


def _vector(voice: Voice, sheet: VoiceSheet | None, store: TakeStore) -> Vector | None:
    """Return about whom a voice sounds like: the recording it was cloned from, else its stock voices, mixed."""
    if voice.engine:
        stored = store.get(sheet.recording) if sheet and sheet.recording else None
        try:
            return embed(listen_to(Path(stored.path)), RATE) if stored and available() else None
        except ToolError:
            return None
    known = {entry.name for entry in voices()}
    blend = voice.blend or (preset(voice.style).blend if voice.style in known else {})
    names, vectors, _ = stock()
    if not blend or not set(blend) <= set(names):
        return None
    mixed: Vector = sum(
        (share * vectors[names.index(name)] for name, share in blend.items()), np.zeros(256, np.float32)
    )
    return mixed / max(float(np.linalg.norm(mixed)), 1e-9)


def _row(member: VoiceMember) -> str:
    how = {"match": "voice match", "clone": "clone", "chosen": "chosen"}.get(member.how, "the Bible")
    likely = f"{member.likeness:.2f}" if member.likeness is not None else "-"
    near = f"{member.nearest} {member.distance:.2f}" if member.distance is not None else "-"
    who = f"   (of {member.who})" if member.who else ""
    return f"{member.name:<20} {member.voice:<18} {member.engine:<12} {how:<12} {likely:<9} {near}{who}"
