"""The remaster: footage with other voices over its own bed, as loud as it was."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...errors import MakerRefused, ToolError
from ..edit import ffmpeg
from ..edit.level import RATE, Programme, Signal, gain, integrated, limit
from ..edit.mix import ROOM, voiced
from ..edit.probe import Loudness, loudness
from ..edit.wav import read_sound, write_sound
from ..music.reverb import CORRIDOR, reverberate
from ..take import Made, Spec, Take

CEILING = -1.2
"""dBTP of the mix, so that the encoded sound stays under -1."""
TOLERANCE, ROUNDS = 0.3, 3
"""LU by which the master may miss the loudness of the original, and how often it is turned to meet it."""
TAIL = 0.35
"""Seconds that a small room answers a line."""


class Laid(Spec):
    """One line of the dub. ``take`` is the key of a voice take among the inputs."""

    take: str
    start: float
    loudness: float
    """LUFS of the original line."""


class RemasterSpec(Spec):
    """A dub of footage.

    Inputs of its take: the video whose picture it is, the original sound, its bed, then the voice takes.
    """

    lines: tuple[Laid, ...]
    title: str
    comment: str
    language: str
    """ISO 639-2/T, as players want it."""


@dataclass(frozen=True)
class Remaster:
    """Makes the master of a dub; the picture is copied as it is.

    Facts: ``loudness``, ``true_peak``, ``was`` (LUFS of the original), ``lines``: of each its LUFS then and now.
    The two stems, ``dialogue.wav`` and ``bed.wav``, are kept beside it.
    """

    tool = "remaster"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: RemasterSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the master at ``out``; ToolError names what does not read."""
        if len(inputs) < 3:
            raise MakerRefused("a master is made of a picture, the original sound, its bed and the voices")
        video, heard, bed = (Path(take.path) for take in inputs[:3])
        voices = {take.key: Path(take.path) for take in inputs[3:]}
        was, under = read_sound(heard), read_sound(bed)
        dialogue, lines = lay(spec.lines, voices, len(was))
        before = integrated(was)
        programme = Programme.of(under + dialogue)
        stems = out.with_name(f"{out.stem}.stems")
        try:
            shutil.rmtree(stems, ignore_errors=True)
            stems.mkdir(parents=True)
            write_sound(stems / "dialogue.wav", dialogue)
            write_sound(stems / "bed.wav", under)
            now = self._mixed(spec, video, programme, before, stems / "mix.wav", out)
            (stems / "mix.wav").unlink()
        except (OSError, ToolError):
            shutil.rmtree(stems, ignore_errors=True)
            out.unlink(missing_ok=True)
            raise
        facts: dict[str, object] = {
            "loudness": now.integrated if np.isfinite(now.integrated) else None,
            "true_peak": now.true_peak if np.isfinite(now.true_peak) else None,
            "was": round(before, 2) if np.isfinite(before) else None,
            "lines": lines,
        }
        return Made(seconds=len(was) / RATE, facts=facts)

    def _mixed(
        self, spec: RemasterSpec, video: Path, programme: Programme, wanted: float, mix: Path, out: Path
    ) -> Loudness:
        """Write the master as loud as is wanted, measured when it has been encoded."""
        target, ceiling = wanted, CEILING
        for _ in range(ROUNDS):
            write_sound(mix, programme.turned(target, ceiling) if np.isfinite(wanted) else programme.mix)
            self._mux(spec, video, mix, out)
            now = loudness(out)
            miss, over = wanted - now.integrated, now.true_peak + 1.0
            if not np.isfinite(miss) or (abs(miss) <= TOLERANCE and over <= 0):
                break
            target, ceiling = target + miss, ceiling - max(0.0, over + 0.1 if over > 0 else 0.0)
        return now

    def _mux(self, spec: RemasterSpec, video: Path, mix: Path, out: Path) -> None:
        arguments = [*ffmpeg.source(video), *ffmpeg.source(mix), "-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy"]
        arguments += ["-c:a", "aac", "-b:a", "192k", "-ar", str(RATE), "-ac", "2", "-map_metadata", "-1"]
        arguments += ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-metadata:s:a:0", f"language={spec.language}"]
        arguments += ["-metadata", f"title={spec.title}", "-metadata", f"comment={spec.comment}"]
        ffmpeg.run([*arguments, "-movflags", "+faststart", "-f", "mp4", "-y", f"file:{out}"], f"writing “{spec.title}”")


def lay(lines: Sequence[Laid], voices: dict[str, Path], length: int) -> tuple[Signal, list[list[float]]]:
    """Return the dialogue stem, and the LUFS of every line as it was and as it is."""
    stem = np.zeros((length, 2), np.float32)
    levels: list[list[float]] = []
    for line in lines:
        if line.take not in voices:
            raise MakerRefused(f"a line at {line.start:.1f} s has no voice take {line.take[:12]}; make it first")
        sound = voiced(read_sound(voices[line.take]))
        # A breath of a room: quite dry voices seem to stand in front of the picture, not in it.
        rung = np.concatenate([sound, np.zeros((round(TAIL * RATE), 2), np.float32)])
        rung = rung + ROOM * reverberate(rung, CORRIDOR)
        now = integrated(rung[: len(sound)])
        rung = limit(rung * np.float32(gain(line.loudness - now)), CEILING) if np.isfinite(now) else rung
        level = integrated(rung[: len(sound)])
        levels.append([line.loudness, round(level, 2) if np.isfinite(level) else -70.0])
        start = round(line.start * RATE)
        size = max(0, min(len(rung), length - start))
        stem[start : start + size] += rung[:size]
    return stem, levels
