"""Streaming: what has been dubbed can be watched while the rest is translated."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...tools.edit.spec import Placement
from ...tools.edit.streaming import Stream
from ..timing import TimedShot
from .dubbing import Dubbing


@dataclass
class Watched:
    """When the stream could be watched first, in seconds from the beginning of the work; 0: not yet."""

    first: float = 0.0


class DubStream:
    """The parts of one dub, as a stream beside its master."""

    def __init__(self, stream: Stream, began: float, watched: Watched) -> None:
        self._stream, self._began, self._watched = stream, began, watched

    def add(self, dubbing: Dubbing, shots: Sequence[TimedShot]) -> None:
        """Add a stretch of shots that has been made."""
        dubbed = dubbing.dubbed
        start, end = shots[0].start, shots[-1].start + shots[-1].seconds
        heard = {line: slot for line, slot in dubbed.slots.items() if line in dubbed.voices}
        placed = [
            Placement(take=dubbed.voices[line].key, start=slot.start)
            for line, slot in heard.items()
            if slot.start < end and slot.start + dubbed.voices[line].seconds > start
        ]
        voices = {take.key: Path(take.path) for take in dubbed.voices.values()}
        segments = [Path(dubbing.segments[one.shot.id].path) for one in shots]
        self._stream.add(segments, end - start, placed, voices)
        self._watched.first = self._watched.first or time.monotonic() - self._began

    def end(self) -> None:
        """Say that nothing follows."""
        self._stream.end()


def streaming(dubbing: Dubbing, folder: Path, began: float) -> tuple[DubStream, Watched]:
    """Begin the stream of a dub in a folder of its own."""
    stems = dubbing.original_stems()
    watched = Watched()
    stream = Stream(folder, stems / "music.wav", stems / "effects.wav", stems / "dialogue.wav")
    return DubStream(stream, began, watched), watched
