"""Writing: frames of any rate become a picture of a quality at which nobody sees that it was written again."""

import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..edit import ffmpeg

Pixels = npt.NDArray[np.uint8]

SPEED = "veryfast"
_COLOURS = (
    *("-vf", "scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=bicubic+accurate_rnd"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
)
"""Said aloud, because swscale would take the matrix of standard definition."""
_EXACT = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")


def write_picture(frames: Iterable[Pixels], out: Path, size: tuple[int, int], rate: str, quality: int) -> None:
    """Write RGB frames (height x width x 3) as a silent mp4; on any failure leave nothing there. Raises ToolError."""
    part = out.with_name(f".{out.name}.part")
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", rate, "-i", "-"]
    form = ["-c:v", "libx264", "-preset", SPEED, "-crf", str(quality), "-profile:v", "high", "-pix_fmt", "yuv420p"]
    form += ["-x264-params", "threads=1", "-threads", "1", *_COLOURS, *_EXACT, "-f", "mp4", str(part)]
    command = [ffmpeg.binary(), "-y", "-nostdin", "-loglevel", "error", *source, "-an", *form]
    try:
        with tempfile.TemporaryFile() as complaints:  # a full pipe that nobody reads would stop it
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints)
            broken = _feed(process, frames)
            if process.wait() or broken:
                complaints.seek(0)
                words = complaints.read().decode("utf-8", "replace")
                raise ffmpeg.failure(f"writing {out.name.removeprefix('.')}", words)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _feed(process: "subprocess.Popen[bytes]", frames: Iterable[Pixels]) -> bool:
    """Hand the frames over; return whether nobody took them any more."""
    assert process.stdin is not None
    try:
        for frame in frames:
            process.stdin.write(np.ascontiguousarray(frame).data)
        process.stdin.close()
    except BrokenPipeError:
        return True
    except BaseException:
        process.kill()
        with suppress(OSError):
            process.stdin.close()
        process.wait()
        raise
    return False
