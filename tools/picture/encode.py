"""Encoding: RGB frames go into ffmpeg, a segment that joins others without re-encoding comes out."""

import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...errors import MissingPart, ToolError

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Encoding:
    """What all segments of one master share; only then can they be joined by copying."""

    width: int
    height: int
    fps: int
    draft: bool = False
    again: bool = False
    """Frames are those of a segment, drawn over: they come as planes of luma and chroma, not as RGB."""

    @property
    def arguments(self) -> list[str]:
        """The arguments of ffmpeg between input and output."""
        preset, quality = ("superfast", "24") if self.draft else ("veryfast", "21")
        # swscale would convert with the matrix of standard definition if it were not told.
        converted = "scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=bicubic+accurate_rnd"
        # Of planes it knows nothing: untold, it would convert them too.
        told = "setparams=range=tv:colorspace=bt709"
        # What has been through it once has little left that a thorough search would find; the headers stay the same.
        search = ":subme=1:me=dia" if self.again else ""
        return [
            *("-vf", told if self.again else converted),
            *("-c:v", "libx264", "-preset", preset, "-crf", quality, "-profile:v", "high", "-pix_fmt", "yuv420p"),
            *("-g", str(self.fps * 2), "-bf", "2", "-x264-params", f"open-gop=0:threads=1{search}", "-threads", "1"),
            *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
            *("-video_track_timescale", str(self.fps * 512), "-an", "-map_metadata", "-1"),
            *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "mp4"),
        ]


def encode(frames: Iterable[Pixels], out: Path, encoding: Encoding) -> None:
    """Write RGB frames (height x width x 3), or planes, as a silent mp4 at ``out``; on any failure leave nothing there.

    Raises ToolError with the cause, the remedy and ffmpeg's own words.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _pipe(frames, part, encoding)
        part.replace(out)
    except OSError as error:
        raise ToolError(translated(f"{error.strerror}: {error.filename}", error.errno or 1, part)) from error
    finally:
        part.unlink(missing_ok=True)


def _pipe(frames: Iterable[Pixels], part: Path, encoding: Encoding) -> None:
    size = f"{encoding.width}x{encoding.height}"
    form = "yuv420p" if encoding.again else "rgb24"
    source = ["-f", "rawvideo", "-pix_fmt", form, "-s", size, "-r", str(encoding.fps), "-i", "-"]
    command = [ffmpeg(), "-y", "-nostdin", "-loglevel", "error", *source, *encoding.arguments, str(part)]
    # Its complaints go to a file: a full pipe that nobody reads would stop it.
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints)
        assert process.stdin is not None
        broken = False
        try:
            for frame in frames:
                process.stdin.write(np.ascontiguousarray(frame).data)
            process.stdin.close()
        except BrokenPipeError:
            broken = True
        except BaseException:
            process.kill()
            with suppress(OSError):  # what it had not read yet has nowhere to go
                process.stdin.close()
            raise
        finally:
            code = process.wait()
        if code or broken:
            complaints.seek(0)
            raise ToolError(translated(complaints.read().decode("utf-8", "replace"), code, part))


_CAUSES = (
    ("No space left", "the disk is full: free some space and run the same line again"),
    ("Permission denied", "the folder cannot be written: choose another with --home, or change its permissions"),
    ("Unknown encoder", "this ffmpeg has no H.264 encoder: pip install --force-reinstall imageio-ffmpeg"),
    ("not divisible by 2", "width and height must be even"),
    ("Cannot allocate memory", "memory ran out: close other programs, or make fewer shots at once"),
    ("Read-only file system", "the folder is read-only: choose another with --home"),
)


def translated(words: str, code: int, part: Path) -> str:
    """Return what ffmpeg's failure means and what to do, with its own words at the end."""
    remedy = next((remedy for sign, remedy in _CAUSES if sign in words), "")
    if not remedy and code < 0:
        remedy = f"ffmpeg was ended by signal {-code}: probably memory ran out; make fewer shots at once"
    name = part.name.removeprefix(".").removesuffix(".part")
    return (
        f"encoding {name} failed: {remedy or 'ffmpeg gave up'}. ffmpeg (exit {code}) said: {words.strip() or 'nothing'}"
    )


def ffmpeg() -> str:
    """Return the path of the ffmpeg that came with imageio-ffmpeg; raise MissingPart if there is none."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingPart(f"no ffmpeg was found: pip install --force-reinstall imageio-ffmpeg ({error})") from error
