"""The assembler: segments, lines, score and effects become the Master of an episode."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ...errors import MakerRefused, ToolError
from ..take import Made, Take
from . import ffmpeg
from .atoms import read_boxes
from .level import RATE, Programme, Signal
from .mix import Stems, lay_stems
from .probe import Loudness, Probe, VideoFacts, loudness, probe
from .spec import CutSpec
from .wav import write_sound

TOLERANCE = 0.3
"""LU by which the master may miss its loudness."""
CEILING = -1.2
"""dBTP that the encoded master may reach; platforms ask for -1."""
ROUNDS = 4
"""How often the mix is turned and encoded again to hold both."""


class Assembler:
    """Makes the Master: pictures joined untouched, sound mixed once for the whole episode.

    The three stems are kept beside it, in ``<name of the take>.stems/``.
    """

    tool = "assembler"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: CutSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the master of ``spec`` at ``out``; ToolError names the input that does not fit or read."""
        takes = {take.key: Path(take.path) for take in inputs}
        segments = [_taken(takes, key, f"segment {number}") for number, key in enumerate(spec.segments, 1)]
        if not segments:
            raise MakerRefused(f"“{spec.title}” has no segments to join; film its shots first")
        parts = out.with_name(out.stem + ".parts")
        try:
            shutil.rmtree(parts, ignore_errors=True)
            parts.mkdir(parents=True)
            return self._make(spec, out, takes, segments, parts)
        except OSError as error:
            problem = ToolError(f"“{spec.title}” cannot be written to {out.parent}; free some space there")
            problem.add_note(str(error))
            raise problem from error
        finally:
            shutil.rmtree(parts, ignore_errors=True)

    def _make(self, spec: CutSpec, out: Path, takes: Mapping[str, Path], segments: Sequence[Path], parts: Path) -> Made:
        lengths = check_equal(segments)
        picture = join(segments, parts)
        seconds = sum(lengths)
        music = _taken(takes, spec.music, "the music") if spec.music else None
        effects = _taken(takes, spec.effects, "the effects") if spec.effects else None
        stems = lay_stems(spec.lines, takes, music, effects, seconds, spec.music_level)
        heard = sound_master(stems.sum, spec, picture, parts)
        whole = check_whole(probe(parts / "master.mp4"), seconds, spec.title)
        folder = _keep_stems(stems, out, parts)
        (parts / "master.mp4").replace(out)
        return _report(whole, heard, folder, lengths)


def _report(found: Probe, heard: Loudness, folder: Path, lengths: Sequence[float]) -> Made:
    video = _video(found, folder)
    quiet = not np.isfinite(heard.integrated)
    return Made(
        seconds=found.seconds,
        facts={
            "width": video.width,
            "height": video.height,
            "fps": video.fps,
            "loudness": None if quiet else heard.integrated,
            "true_peak": None if quiet else heard.true_peak,
            "stems": {name: f"{folder.name}/{name}.wav" for name in ("dialogue", "music", "effects")},
            "joins": [round(float(at), 4) for at in np.cumsum(lengths)[:-1]],
        },
    )


def check_whole(found: Probe, seconds: float, title: str) -> Probe:
    """Return the probe of a master if picture and sound last as long as its segments; ToolError if not."""
    if found.video is None or found.audio is None:
        raise ToolError(f"the master of “{title}” lacks its picture or its sound; assemble it again")
    frame = 1 / found.video.fps
    for name, length in (("picture", found.video.seconds), ("sound", found.audio.seconds)):
        if abs(length - seconds) > frame:
            raise ToolError(
                f"the {name} of “{title}” lasts {length:.3f} s, its segments {seconds:.3f} s; render them again"
            )
    return found


def _taken(takes: Mapping[str, Path], key: str, name: str) -> Path:
    if key not in takes:
        raise MakerRefused(f"{name} ({key[:12]}) is not among the takes that were handed in; make it first")
    return takes[key]


def check_equal(segments: Sequence[Path]) -> list[float]:
    """Return each segment's seconds; MakerRefused says which one differs from the first, and in what."""
    lengths = []
    first: tuple[dict[str, object], str] | None = None
    setups: dict[Path, list[float]] = {}
    for segment in segments:
        if segment not in setups:
            facts, seconds = _parameters(segment)
            first = first or (facts, segment.name)
            for name, value in facts.items():
                if value != first[0][name]:
                    raise MakerRefused(_differs(segment.name, name, value, first))
            setups[segment] = [seconds]
        lengths += setups[segment]
    return lengths


def _differs(segment: str, name: str, value: object, first: tuple[dict[str, object], str]) -> str:
    if isinstance(value, bytes):
        told = f"its {name} is not that of {first[1]}"
    else:
        told = f"its {name} is {value}, that of {first[1]} is {first[0][name]}"
    return f"{segment} cannot be joined without re-encoding: {told}; render it again with the same picture settings"


def _parameters(segment: Path) -> tuple[dict[str, object], float]:
    """Return what must be equal for a join by copying, and the exact seconds of the picture."""
    video = _video(probe(segment), segment)
    track = next(track for track in read_boxes(segment).tracks if track.kind == "vide")
    facts: dict[str, object] = {
        "codec": video.codec,
        "size": f"{video.width}x{video.height}",
        "frame rate": video.fps,
        "pixel format": video.pixels,
        "profile": video.profile,
        "time base": f"1/{track.timescale}",
        "encoder set-up": track.parameters,
    }
    return facts, video.frames / video.fps if video.frames else video.seconds


def _video(found: Probe, path: Path) -> VideoFacts:
    if found.video is None:
        raise ToolError(f"{path.name} holds no picture; render it again")
    return found.video


def join(segments: Sequence[Path], parts: Path) -> Path:
    """Join segments by copying their packets; returns the silent picture."""
    rows = ["ffconcat version 1.0"]
    for segment in segments:
        quoted = str(segment.resolve()).replace("'", "'\\''")
        rows.append(f"file 'file:{quoted}'")
    listing, picture = parts / "segments.txt", parts / "picture.mp4"
    listing.write_text("\n".join(rows) + "\n", encoding="utf-8")
    ffmpeg.run(
        [*ffmpeg.source(listing, "-safe", "0"), "-map", "0:v:0", "-c", "copy", *_EXACT, f"file:{picture}"],
        f"joining {len(segments)} segments",
    )
    return picture


_EXACT = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")


def sound_master(mix: Signal, spec: CutSpec, picture: Path, parts: Path) -> Loudness:
    """Write ``parts/master.mp4`` at the wanted loudness, loudness and true peak measured after encoding."""
    programme = Programme.of(mix)
    target, ceiling = spec.loudness, spec.true_peak
    for _ in range(ROUNDS):
        heard = _encode(programme.turned(target, ceiling), spec, picture, parts)
        miss, over = spec.loudness - heard.integrated, heard.true_peak - CEILING
        if not np.isfinite(miss) or (abs(miss) <= TOLERANCE and over <= 0):
            return heard
        # What the encoder added is taken off the ceiling, with a little to spare.
        ceiling -= max(0.0, over) + (0.15 if over > 0 else 0.0)
        target += miss
    if heard.true_peak > -1.0:
        raise ToolError(f"the sound of “{spec.title}” still peaks at {heard.true_peak} dBTP; turn its effects down")
    return heard


def _encode(sound: Signal, spec: CutSpec, picture: Path, parts: Path) -> Loudness:
    write_sound(parts / "mix.wav", sound)
    arguments = [*ffmpeg.source(picture), *ffmpeg.source(parts / "mix.wav"), "-map", "0:v:0", "-map", "1:a:0"]
    arguments += ["-c:v", "copy", "-c:a", "aac", "-b:a", "192k", "-ar", str(RATE), "-ac", "2", *_EXACT]
    arguments += ["-metadata", f"title={spec.title}", "-metadata", f"comment={spec.comment}"]
    if spec.language:
        arguments += ["-metadata:s:a:0", f"language={spec.language}"]
    arguments += ["-movflags", "+faststart", "-y", f"file:{parts / 'master.mp4'}"]
    ffmpeg.run(arguments, f"encoding the master of “{spec.title}”")
    return loudness(parts / "master.mp4")


def _keep_stems(stems: Stems, out: Path, parts: Path) -> Path:
    """Write the stems into their folder beside ``out`` and return it."""
    fresh, folder = parts / "stems", out.with_name(out.stem + ".stems")
    fresh.mkdir()
    for name in ("dialogue", "music", "effects"):
        write_sound(fresh / f"{name}.wav", getattr(stems, name))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.replace(folder)
    return folder
