"""Any file, measured: what it holds, how loud it is, where it is silent or black."""

import json
import re
from pathlib import Path

from ...errors import ToolError
from ...memory.frozen import Frozen
from . import ffmpeg
from .atoms import Boxes, read_boxes


class VideoFacts(Frozen):
    """The picture stream of a file."""

    codec: str
    profile: str
    pixels: str
    """Pixel format: ``yuv420p``."""
    width: int
    height: int
    fps: float
    frames: int
    """0 where the container does not say."""
    seconds: float


class AudioFacts(Frozen):
    """The sound stream of a file."""

    codec: str
    rate: int
    channels: int
    seconds: float


class Probe(Frozen):
    """What a file holds."""

    seconds: float
    video: VideoFacts | None
    audio: AudioFacts | None
    faststart: bool
    """Whether the index comes before the data; False for anything but an mp4."""
    metadata: dict[str, str]


class Loudness(Frozen):
    """How loud a file is, by EBU R 128."""

    integrated: float
    """LUFS; -inf for digital silence."""
    true_peak: float
    """dBTP."""
    range: float
    """LU."""


class Stretch(Frozen):
    """A part of a file, in seconds."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start


def probe(path: Path) -> Probe:
    """Return what a media file holds; ToolError if it does not read."""
    _there(path)
    boxes = read_boxes(path) if path.suffix.lower() in (".mp4", ".m4a", ".mov") else Boxes((), ())
    # Without an output ffmpeg prints what the input holds, then ends with 1; a file it cannot open has no such words.
    words = ffmpeg.run(ffmpeg.source(path), f"reading {path.name}", accept=frozenset({0, 1}))
    if "Input #0" not in words:
        raise ffmpeg.failure(f"reading {path.name}", words)
    whole = _clock(re.search(r"Duration: (\S+),", words))
    return Probe(
        seconds=max((track.seconds for track in boxes.tracks), default=whole),
        video=_video(words, boxes, whole),
        audio=_audio(words, boxes, whole),
        faststart=boxes.faststart,
        metadata=_metadata(words),
    )


def loudness(path: Path) -> Loudness:
    """Measure a file's sound: integrated loudness (LUFS), true peak (dBTP) and range (LU)."""
    words = _listen(path, "loudnorm=print_format=json", "measuring the loudness of")
    found = re.search(r"\{[^{}]*\"input_i\"[^{}]*\}", words)
    if found is None:
        raise ffmpeg.failure(f"measuring the loudness of {path.name}", words)
    row = json.loads(found.group())
    return Loudness(integrated=float(row["input_i"]), true_peak=float(row["input_tp"]), range=float(row["input_lra"]))


def silences(path: Path, threshold_db: float = -45.0, longest: float = 1.5) -> tuple[Stretch, ...]:
    """Return every stretch quieter than ``threshold_db`` that lasts longer than ``longest`` seconds."""
    words = _listen(path, f"silencedetect=noise={threshold_db}dB:d={longest}", "looking for silence in")
    starts = re.findall(r"silence_start: (-?[\d.e-]+)", words)
    ends = re.findall(r"silence_end: (-?[\d.e-]+)", words)
    if len(ends) < len(starts):  # it lasts until the end of the file
        ends.append(str(probe(path).seconds))
    return tuple(Stretch(start=max(0.0, float(a)), end=float(b)) for a, b in zip(starts, ends, strict=True))


def black(path: Path, longest: float = 0.5) -> tuple[Stretch, ...]:
    """Return every stretch of black picture that lasts longer than ``longest`` seconds."""
    _there(path)
    ffmpeg.need("blackdetect")
    look = ("-map", "0:v:0", "-vf", f"blackdetect=d={longest}:pix_th=0.08", "-f", "null", "-")
    words = ffmpeg.run([*ffmpeg.source(path, "-threads", "1"), *look], f"looking for black frames in {path.name}")
    found = re.findall(r"black_start:([\d.]+)\s+black_end:([\d.]+)", words)
    return tuple(Stretch(start=float(start), end=float(end)) for start, end in found)


def _there(path: Path) -> None:
    if not path.is_file():
        raise ToolError(f"{path} is not there; make it first")


def _listen(path: Path, chain: str, doing: str) -> str:
    _there(path)
    ffmpeg.need(chain.partition("=")[0])
    arguments = [*ffmpeg.source(path, "-vn"), "-map", "0:a:0", "-af", chain, "-f", "null", "-"]
    return ffmpeg.run(arguments, f"{doing} {path.name}")


def _clock(found: re.Match[str] | None) -> float:
    if found is None or ":" not in found.group(1):
        return 0.0
    hours, minutes, seconds = found.group(1).split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _video(words: str, boxes: Boxes, whole: float) -> VideoFacts | None:
    line = re.search(r"Stream #0.*?: Video: (.*)", words)
    if line is None:
        return None
    text = line.group(1)
    head = re.match(r"(\w+)(?: \(([^)/]*)\))?[^,]*, (\w+)", text)
    size = re.search(r"\b(\d{2,5})x(\d{2,5})\b", text)
    if head is None or size is None:
        return None
    track = next((track for track in boxes.tracks if track.kind == "vide"), None)
    rate = re.search(r"([\d.]+)(k?) fps", text)
    fps = float(rate.group(1)) * (1000 if rate.group(2) else 1) if rate else 0.0
    if track and track.seconds and rate is None:
        fps = track.samples / track.seconds
    return VideoFacts(
        codec=head.group(1),
        profile=(head.group(2) or "").strip(),
        pixels=head.group(3),
        width=int(size.group(1)),
        height=int(size.group(2)),
        fps=fps,
        frames=track.samples if track else 0,
        seconds=track.seconds if track else whole,
    )


def _audio(words: str, boxes: Boxes, whole: float) -> AudioFacts | None:
    line = re.search(r"Stream #0.*?: Audio: (\w+)[^,]*, (\d+) Hz, ([^,]+)", words)
    if line is None:
        return None
    layout = line.group(3).strip()
    named = {"mono": 1, "stereo": 2, "5.1": 6, "5.1(side)": 6, "7.1": 8}
    counted = re.match(r"(\d+) channels", layout)
    track = next((track for track in boxes.tracks if track.kind == "soun"), None)
    return AudioFacts(
        codec=line.group(1),
        rate=int(line.group(2)),
        channels=int(counted.group(1)) if counted else named.get(layout, 0),
        seconds=track.seconds if track else whole,
    )


def _metadata(words: str) -> dict[str, str]:
    """Return the container's own metadata: the block before the first stream, continued values joined."""
    block = re.search(r"Input #0.*?\n  Metadata:\n(.*?)(?=\n  (?:Duration|Stream|Chapters))", words, re.DOTALL)
    found: dict[str, str] = {}
    name = ""
    for line in block.group(1).splitlines() if block else ():
        key, _, value = line.partition(":")
        if key.strip():
            name = key.strip()
            found[name] = value[1:]
        elif name:
            found[name] += "\n" + value[1:]
    return found
