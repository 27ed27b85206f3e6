"""The orchestra: every voice's level, place and distance, and the performance of notes by it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..edit.level import Signal, gain
from ..sound.grain import Mono, add, placed
from . import bowed, drums, struck


@dataclass(frozen=True)
class Note:
    """A note of a score. Drums take any pitch."""

    voice: str
    start: float
    seconds: float
    pitch: int
    force: float
    """0 to 1."""
    level: float = 0.0
    """Decibels."""


@dataclass(frozen=True)
class Song:
    """A line for a solo voice: its tones count from ``start``."""

    voice: str
    start: float
    tones: tuple[bowed.Tone, ...]
    level: float = 0.0
    """Decibels."""


@dataclass(frozen=True)
class Chair:
    """Where a voice sits."""

    level: float
    """Decibels."""
    pan: float
    far: float
    """Part that goes to the hall, 0 to 1."""
    spread: float = 0.0
    """How far its pitches lie from left to right."""


CHAIRS: dict[str, Chair] = {
    "piano": Chair(-3, 0.0, 0.35, 0.5),
    "detuned": Chair(-4, -0.1, 0.5, 0.5),
    "harp": Chair(-3, 0.3, 0.45, 0.4),
    "pizzicato": Chair(-4, -0.15, 0.4, 0.5),
    "celesta": Chair(-11, 0.25, 0.6, 0.3),
    "strings": Chair(-11, 0.0, 0.5),
    "low": Chair(-10, 0.15, 0.35),
    "spiccato": Chair(-6, 0.0, 0.35),
    "tremolo": Chair(-14, 0.0, 0.6),
    "brass": Chair(-9, -0.1, 0.5),
    "choir": Chair(-14, 0.0, 0.75),
    "cello": Chair(-4, 0.15, 0.4),
    "violin": Chair(-7, -0.2, 0.5),
    "taiko": Chair(-7, 0.0, 0.4),
    "heart": Chair(-9, 0.0, 0.15),
    "tick": Chair(-20, 0.3, 0.3),
    "shaker": Chair(-20, -0.35, 0.25),
    "rim": Chair(-13, 0.1, 0.4),
    "swell": Chair(-15, 0.0, 0.5),
    "boom": Chair(-5, 0.0, 0.35),
}


WET = 0.6
"""How strongly the hall answers."""


def sound(note: Note) -> Signal:
    """Return a note in stereo, at its chair's level and place."""
    chair = CHAIRS[note.voice]
    # Four forces for what is dear to make: the level still follows every step.
    force = max(1, min(8, round(note.force * 8)))
    coarse = max(2, min(8, round(note.force * 4) * 2))
    held = max(5, round(note.seconds * 100))
    pan = chair.pan + chair.spread * max(-1.0, min(1.0, (note.pitch - 62) / 30))
    if note.voice in drums.DRUMS:
        wave = placed(drums.stroke(note.voice, force, round(note.start * 7) % 4), pan)
    elif note.voice in struck.TIMBRES:
        wave = placed(struck.note(note.voice, note.pitch, held, coarse), pan) * (force / coarse)
    else:
        wave = (
            bowed.chord_note(note.voice, note.pitch, held, coarse)
            * (force / coarse)
            * np.array([1 - pan, 1 + pan], np.float32)
        )
    return wave * np.float32(gain(chair.level + note.level))


def perform(notes: Iterable[Note], songs: Sequence[Song], samples: int, seed: int) -> tuple[Signal, Signal]:
    """Return what is heard directly and what goes to the hall, both stereo, ``samples`` long."""
    dry, far = np.zeros((samples, 2), np.float32), np.zeros((samples, 2), np.float32)
    by_voice: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_voice[note.voice].append(note)
    for voice in sorted(by_voice):
        for note in by_voice[voice]:
            _lay(dry, far, sound(note), note.start, CHAIRS[voice].far)
    for number, song in enumerate(songs):
        chair = CHAIRS[song.voice]
        wave: Mono = bowed.line(song.voice, song.tones, seed + number) * np.float32(gain(chair.level + song.level))
        _lay(dry, far, placed(wave, chair.pan), song.start, chair.far)
    return dry, far


def _lay(dry: Signal, far: Signal, wave: Signal, at: float, part: float) -> None:
    add(dry, wave * np.float32(1 - part / 2), at)
    add(far, wave * np.float32(part * WET), at)
