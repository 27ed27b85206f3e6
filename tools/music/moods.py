"""What each mood wears: its mode, chord loop, tempo and layers. The theme is the same in all of them."""

from dataclasses import dataclass, replace
from typing import Literal

from .spec import Mood
from .theme import Theme

Part = Literal[
    "sustain", "bass", "broken", "chords", "motif", "pulse", "ostinato", "ticks", "drums", "march", "drone",
    "sparkle", "heart", "cluster", "fragment", "oompah",
]  # fmt: skip
"""What a layer plays; see ``arranger``."""


@dataclass(frozen=True)
class Layer:
    """One layer: what it plays, who plays it, and between which tensions.

    ``@accompanist``, ``@singer`` and ``@glitter`` are the theme's choice.
    """

    part: Part
    voice: str
    level: float = 1.0
    tension: float = 0.0
    until: float = 1.01
    octave: int = 0


@dataclass(frozen=True)
class Mode:
    """A mood's dress."""

    mode: str
    loop: Literal["minor", "major", "dark", "strange"]
    tempo: float
    """Beats a minute before the theme's pace."""
    layers: tuple[Layer, ...]
    level: float = 0.0
    """Decibels that bring it beside the other moods."""


MOODS: dict[Mood, Mode] = {
    "tender": Mode("major", "major", 66, (
        Layer("broken", "@accompanist", 0.75),
        Layer("sustain", "strings", 0.55),
        Layer("bass", "low", 0.4, tension=0.35),
        Layer("motif", "@accompanist", 0.95, until=0.6, octave=1),
        Layer("motif", "@singer", 0.9, tension=0.6),
    )),
    "sad": Mode("aeolian", "minor", 58, (
        Layer("chords", "piano", 0.6),
        Layer("sustain", "strings", 0.6),
        Layer("bass", "low", 0.5, tension=0.3),
        Layer("motif", "cello", 1.0),
        Layer("sustain", "choir", 0.5, tension=0.65),
    ), level=-1.5),
    "hope": Mode("major", "major", 78, (
        Layer("broken", "@accompanist", 0.8),
        Layer("sustain", "strings", 0.7),
        Layer("bass", "low", 0.55),
        Layer("motif", "violin", 0.9),
        Layer("pulse", "spiccato", 0.4, tension=0.6),
        Layer("sparkle", "@glitter", 0.6, tension=0.4),
    ), level=-1),
    "mystery": Mode("dorian", "strange", 70, (
        Layer("sparkle", "celesta", 0.8),
        Layer("broken", "harp", 0.55),
        Layer("sustain", "choir", 0.7),
        Layer("motif", "celesta", 0.85, octave=1),
        Layer("drone", "low", 0.55),
        Layer("cluster", "tremolo", 0.5, tension=0.5),
        Layer("ticks", "tick", 0.5, tension=0.45),
    )),
    "tense": Mode("aeolian", "minor", 92, (
        Layer("pulse", "spiccato", 0.75),
        Layer("sustain", "low", 0.75),
        Layer("ticks", "tick", 0.7),
        Layer("bass", "low", 0.6),
        Layer("fragment", "detuned", 0.75),
        Layer("motif", "cello", 0.7, tension=0.3),
        Layer("sustain", "strings", 0.5, tension=0.4),
        Layer("cluster", "tremolo", 0.6, tension=0.5),
        Layer("heart", "heart", 0.8, tension=0.55),
        Layer("ostinato", "spiccato", 0.6, tension=0.7),
        Layer("drums", "taiko", 0.6, tension=0.75),
    ), level=3),
    "menace": Mode("phrygian", "dark", 60, (
        Layer("drone", "brass", 0.8),
        Layer("drone", "low", 0.8),
        Layer("fragment", "detuned", 0.85, octave=-1),
        Layer("motif", "cello", 0.65, tension=0.35),
        Layer("sustain", "low", 0.6),
        Layer("heart", "taiko", 0.7, tension=0.25),
        Layer("sustain", "choir", 0.8, tension=0.4),
        Layer("cluster", "tremolo", 0.6, tension=0.6),
    ), level=1),
    "triumph": Mode("major", "major", 88, (
        Layer("sustain", "strings", 0.9),
        Layer("sustain", "brass", 0.75),
        Layer("bass", "low", 0.8),
        Layer("motif", "violin", 1.0),
        Layer("pulse", "spiccato", 0.6),
        Layer("march", "taiko", 0.7),
        Layer("broken", "harp", 0.6),
    ), level=-2),
    "chase": Mode("aeolian", "minor", 138, (
        Layer("ostinato", "spiccato", 0.85),
        Layer("pulse", "spiccato", 0.7, octave=-1),
        Layer("drums", "taiko", 0.8),
        Layer("ticks", "shaker", 0.6),
        Layer("drone", "brass", 0.6, tension=0.5),
        Layer("cluster", "tremolo", 0.6, tension=0.6),
    ), level=3),
    "comic": Mode("major", "major", 108, (
        Layer("oompah", "pizzicato", 0.8),
        Layer("motif", "pizzicato", 1.0, octave=1),
        Layer("ticks", "shaker", 0.35),
        Layer("sparkle", "celesta", 0.5, tension=0.3),
    ), level=6.5),
    "silence": Mode("aeolian", "minor", 60, ()),
}  # fmt: skip


def dressed(mood: Mood, theme: Theme) -> Mode:
    """Return a mood's dress for a theme: some themes are tender in minor."""
    base = MOODS[mood]
    if mood == "tender" and not theme.bright:
        return replace(base, mode="dorian", loop="strange")
    return base


def player(layer: Layer, theme: Theme) -> str:
    """Return who plays a layer in a theme's orchestra."""
    chosen = {"@accompanist": theme.accompanist, "@singer": theme.singer, "@glitter": theme.glitter}
    voice = chosen.get(layer.voice, layer.voice)
    # Where a solo string is asked to glitter, the harp does it.
    return "harp" if layer.voice == "@glitter" and voice in ("violin", "cello") else voice
