"""A stream that grows: stretches of an episode as HLS, each playable as soon as it is written.

It is for watching while the rest is made: its loudness is that of the whole as far as it is known; the master is exact.
"""

import shutil
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path

import numpy as np

from . import ffmpeg
from .level import RATE, Signal, gain, integrated
from .master import join
from .mix import panned, voiced
from .spec import Placement
from .wav import read_sound, write_sound

LOUDNESS = -14.0
CEILING = 0.9
"""Full scale is 1."""
PLAYLIST = "stream.m3u8"


class Stream:
    """An HLS stream in a folder of its own; anything there is thrown away first."""

    def __init__(self, folder: Path, music: Path, effects: Path, dialogue: Path) -> None:
        """Begin; the three are the stems of the original, as it was mixed."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder = folder
        self._bed = read_sound(music) + read_sound(effects)
        self._gain = gain(LOUDNESS - integrated(self._bed + read_sound(dialogue)))
        self._at = 0.0
        self._rows: list[tuple[float, str]] = []

    @property
    def playlist(self) -> Path:
        """What a player opens."""
        return self.folder / PLAYLIST

    def add(
        self, segments: Sequence[Path], seconds: float, lines: Sequence[Placement], voices: Mapping[str, Path]
    ) -> None:
        """Add the next stretch; ``lines`` are all that are heard in it, placed in seconds from the episode's start."""
        name = f"{len(self._rows):03d}"
        parts = self.folder / f"{name}.parts"
        parts.mkdir()
        try:
            picture = join(segments, parts)
            write_sound(parts / "sound.wav", self._sound(seconds, lines, voices))
            arguments = [*ffmpeg.source(picture), *ffmpeg.source(parts / "sound.wav"), "-map", "0:v:0", "-map", "1:a:0"]
            arguments += ["-c:v", "copy", "-c:a", "aac", "-b:a", "160k", "-f", "mpegts"]
            arguments += ["-output_ts_offset", f"{self._at:.4f}", "-y", f"file:{self.folder / name}.ts"]
            ffmpeg.run(arguments, f"part {name} of a stream")
        finally:
            shutil.rmtree(parts, ignore_errors=True)
        self._at += seconds
        self._rows.append((seconds, f"{name}.ts"))
        self._write(ended=False)

    def end(self) -> None:
        """Say that nothing follows."""
        self._write(ended=True)

    def _sound(self, seconds: float, lines: Sequence[Placement], voices: Mapping[str, Path]) -> Signal:
        length, first = round(seconds * RATE), round(self._at * RATE)
        heard = np.zeros((length, 2), np.float32)
        there = self._bed[first : first + length]
        heard[: len(there)] = there
        for line in lines:
            sound = voiced(read_sound(voices[line.take])) * panned(line.pan)
            start = round(line.start * RATE) - first
            begin, end = max(0, start), min(length, start + len(sound))
            heard[begin:end] += sound[begin - start : end - start]
        # Peaks are rounded off, which costs nothing; the master's are limited, which costs as much as the voices' room.
        return np.asarray(CEILING * np.tanh(heard * self._gain / CEILING), np.float32)

    def _write(self, ended: bool) -> None:
        longest = ceil(max(seconds for seconds, _ in self._rows))
        rows = ["#EXTM3U", "#EXT-X-VERSION:3", f"#EXT-X-TARGETDURATION:{longest}", "#EXT-X-PLAYLIST-TYPE:EVENT"]
        for number, (seconds, name) in enumerate(self._rows):
            rows += ["#EXT-X-DISCONTINUITY"] if number else []
            rows += [f"#EXTINF:{seconds:.3f},", name]
        rows += ["#EXT-X-ENDLIST"] if ended else []
        draft = self.playlist.with_suffix(".part")
        draft.write_text("\n".join(rows) + "\n", encoding="utf-8")
        draft.replace(self.playlist)
