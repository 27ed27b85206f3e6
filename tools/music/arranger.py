"""The arranger: the layers of a mood, written out bar by bar as notes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import harmony
from .bars import Bar, Stretch, bars, stretches
from .bowed import SOLOS, Tone
from .instruments import Note, Song
from .moods import Layer, Mode, dressed, player
from .spec import Mood, Passage
from .theme import Theme

GRAVE: frozenset[Mood] = frozenset({"tense", "menace", "chase", "triumph"})
"""Moods that begin with a soft blow of the deep."""


@dataclass
class Music:
    """Notes as they are written."""

    notes: list[Note] = field(default_factory=list)
    songs: list[Song] = field(default_factory=list)


def arrange(passages: Sequence[Passage], theme: Theme, seconds: float) -> Music:
    """Return all notes of a score."""
    music = Music()
    before: Stretch | None = None
    for stretch in stretches(passages, seconds):
        dress = dressed(stretch.mood, theme)
        rng = random.Random(f"{theme.motif} {stretch}")
        music.notes += _arrival(before, stretch)
        Player(theme, dress, bars(stretch, theme), rng, music).play()
        before = stretch
    return music


def _arrival(before: Stretch | None, stretch: Stretch) -> list[Note]:
    """Return what leads into a stretch: a rolled cymbal where tension leaps, a deep blow where it is grave."""
    tension, made = stretch.tensions[0][1], []
    if before and tension - before.tensions[-1][1] > 0.2 and stretch.start > 2.5:
        made.append(Note("swell", stretch.start - 2.0, 2.0, 60, 0.3 + 0.5 * tension))
    if stretch.mood in GRAVE and before:
        made.append(Note("boom", stretch.start, 2.0, 60, 0.2 + 0.4 * tension))
    return made


class Player:
    """Plays one stretch: every layer, bar by bar."""

    def __init__(self, theme: Theme, dress: Mode, made: list[Bar], rng: random.Random, music: Music) -> None:
        self.theme, self.dress, self.bars, self.rng, self.music = theme, dress, made, rng, music
        self.rests = rng.random()

    def play(self) -> None:
        """Write the notes of all layers."""
        for rank, layer in enumerate(self.dress.layers):
            voice = player(layer, self.theme)
            chosen = [b for b in self.bars if layer.tension <= b.tension < layer.until and self._plays(rank, layer, b)]
            part = getattr(self, f"_{layer.part}")
            if layer.part == "motif":
                self._motif(layer, voice, chosen)
            else:
                for bar in chosen:
                    part(layer, voice, bar)

    def _plays(self, rank: int, layer: Layer, bar: Bar) -> bool:
        """Return whether a layer plays in a bar: in a long stretch voices come and go every four bars."""
        section = bar.number // 4
        if layer.part == "cluster" and bar.number % 4 < 2:
            return False
        if bar.of < 8:
            return True
        if rank < 2:  # the first two relieve each other, so that it is never empty
            return section % 4 != (3 if rank else 2) or bar.tension > 0.85
        return random.Random(f"{self.rests} {rank} {section}").random() < 0.66

    def _note(self, voice: str, start: float, seconds: float, pitch: int, force: float) -> None:
        loose = self.rng.uniform(-0.008, 0.008) if voice not in ("tick", "shaker") else 0.0
        force = max(0.06, min(1.0, force * self.rng.uniform(0.9, 1.06)))
        self.music.notes.append(Note(voice, max(0.0, start + loose), seconds, pitch, force, self.dress.level))

    def _force(self, layer: Layer, bar: Bar) -> float:
        """Return how strongly a layer plays in a bar: by tension, growing over the stretch."""
        return layer.level * (0.42 + 0.5 * bar.tension + 0.1 * bar.number / max(1, bar.of - 1))

    def _chord(self, bar: Bar) -> tuple[int, ...]:
        return harmony.chord(self.theme.tonic, self.dress.mode, bar.root % 7)

    def _pitch(self, degree: int, bar: Bar) -> int:
        """Return the MIDI note of a degree; over a dominant in minor the seventh is raised with it."""
        raised = self.dress.mode == "aeolian" and bar.root % 7 == 4 and degree % 7 == 6
        return harmony.pitch(self.theme.tonic, self.dress.mode, degree) + raised

    def _voiced(self, bar: Bar, low: int, high: int) -> tuple[int, ...]:
        """Return the bar's chord in a register, led from the chord before it."""
        before: tuple[int, ...] = ()
        for earlier in self.bars[max(0, bar.number - 3) : bar.number + 1]:
            before = harmony.voiced(self._chord(earlier), before, low, high)
        return before

    def _low(self, bar: Bar, under: int = 48) -> int:
        note = self._chord(bar)[0]
        while note >= under:
            note -= 12
        return note

    def _sustain(self, layer: Layer, voice: str, bar: Bar) -> None:
        low, high = (43, 62) if voice in ("brass", "choir", "low") else (52, 74)
        for pitch in self._voiced(bar, low, high):
            self._note(voice, bar.start, bar.seconds, pitch, self._force(layer, bar))

    def _bass(self, layer: Layer, voice: str, bar: Bar) -> None:
        self._note(voice, bar.start, bar.seconds, self._low(bar), self._force(layer, bar))

    def _drone(self, layer: Layer, voice: str, bar: Bar) -> None:
        if bar.number % 2 and bar.number + 1 < bar.of:
            return
        seconds = bar.seconds * (2 if bar.number + 1 < bar.of else 1)
        low = self.theme.tonic - 12 if self.theme.tonic - 12 >= 38 else self.theme.tonic
        force = self._force(layer, bar)
        self._note(voice, bar.start, seconds, low, force)
        self._note(voice, bar.start, seconds, low + 7, force * 0.7)

    def _broken(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Play the chord broken in quavers, rising and falling, with a breath at the end."""
        base = self._low(bar, 52)
        third, fifth = self._chord(bar)[1] - self._chord(bar)[0], self._chord(bar)[2] - self._chord(bar)[0]
        shape: tuple[int, ...] = (0, fifth, 12, 12 + third, 12 + fifth, 12 + third, 12, fifth)
        if bar.number % 4 == 3:
            shape = (0, fifth, 12, 12 + third, 24, 12 + fifth, 12 + third)
        force = self._force(layer, bar)
        for number, step in enumerate(shape[: bar.beats * 2]):
            accent = 1.0 if number == 0 else 0.62 + 0.1 * (number % 2 == 0)
            start = bar.start + number * bar.beat / 2
            self._note(voice, start, bar.start + bar.seconds - start + 0.3, base + step, force * accent)

    def _chords(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Play the chord softly on the first and third beat, low note first."""
        force = self._force(layer, bar)
        self._note(voice, bar.start, bar.seconds, self._low(bar), force)
        for beat in (1, 3):
            if beat < bar.beats:
                for pitch in self._voiced(bar, 55, 72):
                    self._note(voice, bar.start + beat * bar.beat, bar.beat * 2.2, pitch, force * 0.6)

    def _pulse(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Repeat a low note in quavers, accents three, three and two."""
        pitch = self._low(bar, 50 + 12 * layer.octave) if layer.octave else self._low(bar, 55)
        force = self._force(layer, bar)
        for number in range(bar.beats * 2):
            accent = 1.0 if number % 8 in (0, 3, 6) else 0.55
            over = 12 if number % 8 == 3 and bar.tension > 0.6 else 0
            self._note(voice, bar.start + number * bar.beat / 2, bar.beat * 0.4, pitch + over, force * accent)

    def _ostinato(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Turn the motif's first notes into a figure of quavers over the chord."""
        steps = [degree for degree, _ in self.theme.motif[:4]]
        figure = [
            steps[0],
            steps[1],
            steps[0],
            steps[2 % len(steps)],
            steps[0],
            steps[1],
            steps[3 % len(steps)],
            steps[1],
        ]
        force = self._force(layer, bar)
        for number in range(bar.beats * 2):
            degree = (
                harmony.nearest(figure[number % 8] + bar.root % 7, bar.root) if number % 2 == 0 else figure[number % 8]
            )
            pitch = self._pitch(degree, bar) + (12 if self.theme.tonic < 54 else 0)
            accent = 1.0 if number % 8 in (0, 3, 6) else 0.6
            self._note(voice, bar.start + number * bar.beat / 2, bar.beat * 0.35, pitch, force * accent)

    def _ticks(self, layer: Layer, voice: str, bar: Bar) -> None:
        dense = 2 if voice == "shaker" or bar.tension > 0.6 else 1
        for number in range(bar.beats * dense):
            accent = 1.0 if number % (2 * dense) == 0 else 0.6
            self._note(voice, bar.start + number * bar.beat / dense, 0.1, 60, self._force(layer, bar) * accent)

    def _drums(self, layer: Layer, voice: str, bar: Bar) -> None:
        force = self._force(layer, bar)
        pattern = (0, 1.5, 2, 3.5) if bar.number % 2 == 0 else (0, 0.75, 1.5, 2, 3, 3.5)
        for beat in pattern:
            if beat < bar.beats:
                self._note(voice, bar.start + beat * bar.beat, 0.5, 60, force * (1.0 if beat == 0 else 0.6))
        for beat in (1, 3):
            if bar.tension > 0.4 and beat < bar.beats:
                self._note("rim", bar.start + beat * bar.beat, 0.3, 60, force * 0.8)

    def _march(self, layer: Layer, voice: str, bar: Bar) -> None:
        force = self._force(layer, bar)
        for beat, accent in ((0, 1.0), (2, 0.7), (3, 0.5), (3.5, 0.6)):
            if beat < bar.beats:
                self._note(voice, bar.start + beat * bar.beat, 0.5, 60, force * accent)
        if bar.number + 1 == bar.of or bar.number % 4 == 3:
            self._note("swell", bar.start + bar.seconds - 2.0, 2.0, 60, force)

    def _heart(self, layer: Layer, voice: str, bar: Bar) -> None:
        force = self._force(layer, bar)
        step = 2 if voice == "heart" else 4
        for beat in range(0, bar.beats, step):
            self._note(voice, bar.start + beat * bar.beat, 0.3, 60, force)
            self._note(voice, bar.start + beat * bar.beat + 0.26, 0.3, 60, force * 0.6)

    def _sparkle(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Drop a few high notes of the chord, now and then, as light does on water."""
        notes = self._voiced(bar, 72, 90)
        for beat in range(bar.beats * 2):
            if self.rng.random() < 0.22 + 0.15 * bar.tension:
                pitch = self.rng.choice(notes)
                self._note(voice, bar.start + beat * bar.beat / 2, bar.beat * 2, pitch, self._force(layer, bar) * 0.7)

    def _cluster(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Hold the fifth with the semitone above it, high and trembling."""
        top = self.theme.tonic + 31 if self.theme.tonic < 54 else self.theme.tonic + 19
        force = self._force(layer, bar)
        for pitch in (top, top + 1) if bar.tension > 0.5 else (top,):
            self._note(voice, bar.start, bar.seconds, pitch, force)

    def _fragment(self, layer: Layer, voice: str, bar: Bar) -> None:
        """Let the motif's first notes fall alone into every other bar."""
        if bar.number % 2:
            return
        at = 0.0
        for degree, length in self.theme.motif[: 3 if bar.number % 4 else 2]:
            if at < bar.beats:
                pitch = self._pitch(degree, bar) + 12 + 12 * layer.octave
                self._note(voice, bar.start + at * bar.beat, bar.beat * 3, pitch, self._force(layer, bar))
            at += max(0.5, length)

    def _oompah(self, layer: Layer, voice: str, bar: Bar) -> None:
        force, low = self._force(layer, bar), self._low(bar)
        for beat in range(bar.beats):
            if beat % 2 == 0:
                self._note(voice, bar.start + beat * bar.beat, 0.3, low + (7 if beat == 2 else 0), force)
            else:
                for pitch in self._voiced(bar, 57, 72):
                    self._note(voice, bar.start + beat * bar.beat, 0.2, pitch, force * 0.55)

    def _motif(self, layer: Layer, voice: str, chosen: list[Bar]) -> None:
        """State the motif over two bars, answer it, then leave room for the words."""
        by_number = {bar.number: bar for bar in chosen}
        rest = self.rng.choice((1, 3, 3))
        for first in range(0, len(self.bars), 2):
            turn = first // 2 % 4
            if first in by_number and turn != rest:
                self._phrase(layer, voice, self.bars[first : first + 2], turn)

    def _phrase(self, layer: Layer, voice: str, two: list[Bar], turn: int) -> None:
        start, end = two[0].start, two[-1].start + two[-1].seconds
        lift = (0, -1, 1, 0)[turn]
        base = self._register(voice) + 12 * layer.octave
        tones, at = [], 0.0
        for degree, length in self.theme.motif:
            bar = two[min(len(two) - 1, int(at // 4))]
            moved = harmony.nearest(degree + lift, bar.root) if at % 1 == 0 and length >= 1 else degree + lift
            pitch = base + self._pitch(moved, bar) - self.theme.tonic
            when = start + at * bar.beat
            if when < end - 0.2:
                held = min(length * bar.beat, end - when)
                tones.append(Tone(when - start, held, pitch, min(1.0, self._force(layer, bar) * (1 if at else 0.9))))
            at += length
        if voice in SOLOS and tones:
            self.music.songs.append(Song(voice, start, tuple(tones), self.dress.level))
        else:
            for one in tones:
                self._note(voice, start + one.start, one.seconds * 1.3, one.pitch, one.force)

    def _register(self, voice: str) -> int:
        """Return the tonic in the octave where a voice sings best."""
        lowest = {"cello": 50, "violin": 62, "piano": 58, "harp": 58, "celesta": 65, "pizzicato": 56}.get(voice, 58)
        tonic = self.theme.tonic % 12
        return tonic + 12 * (-(-(lowest - tonic) // 12))
