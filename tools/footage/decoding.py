"""Decoding: the frames of footage one after the other, each at its own time, however they come in the file."""

import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..clip.decoding import colours, scaled
from ..clip.probe import probe_clip
from ..edit import ffmpeg

Pixels = npt.NDArray[np.uint8]


def pictures(path: Path, rate: str, size: tuple[int, int]) -> Generator[Pixels]:
    """Yield the frames of an mp4: height x width x 3, RGB, frame ``n`` what is seen at ``n / rate`` seconds.

    ToolError if nothing can be read. Whoever stops listening ends the decoder.
    """
    clip = probe_clip(path)
    width, height = size
    # What begins late is preceded by its first frame, so that pictures stay with their sound.
    chain = [f"fps={rate}:round=near:start_time=0", *colours(clip), scaled(clip, width, height)]
    plain = ("-map", "0:v:0", "-an", "-sn", "-dn", "-f", "rawvideo", "-")
    command = [ffmpeg.binary(), "-nostdin", "-hide_banner", "-loglevel", "error"]
    command += [*ffmpeg.source(path, "-threads", "1"), "-vf", ",".join(chain), "-threads", "1", *plain]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints)
        assert process.stdout is not None
        bytes_each, count = width * height * 3, 0
        try:
            while len(data := process.stdout.read(bytes_each)) == bytes_each:
                count += 1
                yield np.frombuffer(data, np.uint8).reshape(height, width, 3)
            if process.wait() and not count:
                complaints.seek(0)
                raise ffmpeg.failure(f"reading {path.name}", complaints.read().decode("utf-8", "replace"))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def even(width: int, height: int) -> tuple[int, int]:
    """Return a size that can be encoded."""
    return width - width % 2, height - height % 2
