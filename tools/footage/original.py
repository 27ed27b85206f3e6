"""The original: a video of somebody's own, measured, and brought into a file that everything here can read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ...errors import MakerRefused, ToolError, UserError
from ...memory.frozen import Frozen
from ..clip.probe import RawClip, probe_clip
from ..edit import ffmpeg
from ..edit.probe import probe
from ..take import Made, Spec, Take

READ = {".mp4": "mov", ".mov": "mov", ".m4v": "mov", ".mkv": "matroska", ".webm": "matroska"} | {
    ".avi": "avi",
    ".ts": "mpegts",
    ".mts": "mpegts",
}
"""What can be taken in, and how it is read."""
PLAIN = frozenset({".mp4", ".mov"})
KEPT = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"})
"""Pictures that a master can hold as they are."""
LONGEST = 4 * 3600.0
RATES = {23.98: Fraction(24000, 1001), 29.97: Fraction(30000, 1001), 59.94: Fraction(60000, 1001)} | {
    47.95: Fraction(48000, 1001),
    119.88: Fraction(120000, 1001),
}
PLAYED = (Fraction(24), Fraction(25), Fraction(30), Fraction(48), Fraction(50), Fraction(60))


class Original(Frozen):
    """What a video holds, as it is shown."""

    width: int
    height: int
    seconds: float
    rate: str
    """Frames a second, exactly: "25", "24000/1001"."""
    steady: bool
    """Whether all its frames last equally long."""
    codec: str
    sound: bool
    channels: int
    hdr: bool

    @property
    def fps(self) -> float:
        """Frames a second."""
        return float(Fraction(self.rate))

    @property
    def frames(self) -> int:
        """How many there are at its rate."""
        return max(1, round(self.seconds * Fraction(self.rate)))


def check_footage(path: Path) -> None:
    """Raise UserError, in one sentence, for what cannot be footage at all."""
    if not path.is_file():
        raise UserError(f"{path} is not there; name a video file")
    if path.suffix.lower() not in READ:
        raise UserError(f"{path.name} is no video that can be dubbed; use one of {', '.join(sorted(READ))}")
    if path.stat().st_size == 0:
        raise UserError(f"{path.name} is empty; export it again")


class TakenSpec(Spec):
    """A video of the user's own, to be read as an mp4."""


@dataclass(frozen=True)
class Taken:
    """Makes an mp4 of a video in another container; picture and sound are copied as they are."""

    tool = "taken-in"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: TakenSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the mp4 at ``out``; ToolError if the streams cannot stand in one."""
        if len(inputs) != 1:
            raise MakerRefused("one video is taken in at a time: hand in one")
        path = Path(inputs[0].path)
        source = ["-protocol_whitelist", "file,pipe", "-f", READ[path.suffix.lower()], "-i", f"file:{path}"]
        copy = ["-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-map_metadata", "-1", "-f", "mp4", "-y"]
        try:
            ffmpeg.run([*source, *copy, f"file:{out}"], f"taking in {path.name}")
        except ToolError as error:
            out.unlink(missing_ok=True)
            raise ToolError(
                f"{path.name} cannot be taken in as it is: save it as an mp4 with H.264 and AAC and dub that"
            ) from error
        return Made(seconds=probe(out).seconds)


def measured(path: Path) -> Original:
    """Return what a video holds; UserError, in one sentence, if it cannot be dubbed."""
    clip = _clip(path)
    found = probe(path)
    if found.video is None:  # probe_clip has read a picture; only an odd line of ffmpeg's leads here
        raise UserError(f"{path.name} has a picture of a kind that is not known; save it as an mp4 with H.264")
    if clip.seconds > LONGEST:
        raise UserError(f"{path.name} lasts {clip.seconds / 3600:.1f} hours; dub it in parts of at most 4")
    rate, steady = _rate(path, found.video.fps, clip.seconds, found.video.frames)
    return Original(
        width=clip.width,
        height=clip.height,
        seconds=clip.seconds,
        rate=str(rate),
        steady=steady,
        codec=found.video.codec,
        sound=clip.sound,
        channels=found.audio.channels if found.audio else 0,
        hdr=clip.hdr,
    )


def _clip(path: Path) -> RawClip:
    try:
        return probe_clip(path)
    except ToolError as error:
        told = str(error).partition("; have ")[0]
        raise UserError(f"{told}: it cannot be dubbed; export it again from where it was cut") from error


def _rate(path: Path, shown: float, seconds: float, frames: int) -> tuple[Fraction, bool]:
    """Return the rate of a picture, and whether it is steady; one that is not gets the next rate that is in use."""
    words = ffmpeg.run(ffmpeg.source(path), f"reading {path.name}", accept=frozenset({0, 1}))
    ticked = re.search(r"([\d.]+)(k?) tbr", words)
    tick = float(ticked[1]) * (1000 if ticked[2] else 1) if ticked else shown
    mean = frames / seconds if frames and seconds else shown
    steady = abs(tick - shown) < 0.02 * shown and abs(mean - shown) < 0.01 * shown + 1.5 / max(seconds, 0.1)
    if steady:
        return RATES.get(round(shown, 2), Fraction(round(shown * 100), 100)), True
    near = [rate for rate in PLAYED if float(rate) >= mean - 0.6]
    return (near[0] if near else Fraction(60)), False
