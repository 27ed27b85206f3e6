"""What a cut is made of, for the editor's tools."""

from ...memory.frozen import canonical
from ..take import Spec


class Placement(Spec):
    """One spoken line in the dialogue stem. ``take`` is the key of a voice take among the inputs."""

    take: str
    start: float
    """Seconds from the start of the episode."""
    gain: float = 0.0
    """Decibels against the dialogue level."""
    pan: float = 0.0
    """-1 left to 1 right."""


class CutSpec(Spec):
    """An episode, assembled.

    Inputs of its take: the segments in order, then the voice takes, the music take and the effects take.
    """

    segments: tuple[str, ...]
    """Keys of the picture takes, in order; equal codec, size and fps."""
    lines: tuple[Placement, ...]
    music: str
    effects: str
    title: str
    """Metadata title."""
    comment: str = ""
    loudness: float = -14.0
    """Integrated, LUFS."""
    true_peak: float = -1.5
    """dBTP, ceiling of the limiter; the file must stay at or under -1."""
    music_level: float = 0.0
    """Decibels of the music against its usual place under the lines."""
    language: str = ""
    """Of the dialogue, in three letters: mp4 keeps no other; empty: nobody says."""

    def canonical(self) -> str:
        """Return the one JSON text; the language is left out while empty, so that older keys stay."""
        return canonical(self.model_dump(mode="json", exclude=set() if self.language else {"language"}))
