"""Decoding: the frames of a raw clip, turned, upright in pixels, in plain colours, at a steady rate."""

import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..edit import ffmpeg
from .probe import RawClip

Pixels = npt.NDArray[np.uint8]

_SDR = (
    "setparams=colorspace=bt2020nc:color_primaries=bt2020",  # what tells only its curve is meant so
    "zscale=t=linear:npl=203",
    "format=gbrpf32le",
    "zscale=p=bt709",
    "tonemap=mobius:desat=0",
    "zscale=t=bt709:m=bt709:r=tv",
    "format=yuv420p",
)
"""From the brightness of HDR to ours: paper white (203 nits) stays white."""


def colours(clip: RawClip) -> list[str]:
    """Return the filters that bring a clip's colours to ours, up to the one that scales."""
    if clip.hdr:
        ffmpeg.need("zscale", "tonemap")
        return list(_SDR)
    return []


def scaled(clip: RawClip, width: int, height: int) -> str:
    """Return the filter that scales a clip and makes RGB of it by its own matrix."""
    matrix = "bt709" if clip.hdr else clip.matrix
    flags = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
    return f"scale={width}:{height}:in_color_matrix={matrix}:out_range=full:flags={flags},setsar=1,format=rgb24"


def frames(path: Path, clip: RawClip, size: tuple[int, int], fps: float, speed: float = 1.0) -> Generator[Pixels]:
    """Yield the frames of a clip: height x width x 3, RGB, ``fps`` a second; ToolError if it stops reading at once.

    ``speed`` below 1 slows it. Whoever stops listening ends the decoder.
    """
    width, height = size
    chain = [f"setpts=(PTS-STARTPTS)/{speed}", f"fps={fps}:round=near", *colours(clip), scaled(clip, width, height)]
    plain = ("-map", "0:v:0", "-an", "-sn", "-dn", "-f", "rawvideo", "-")
    command = [ffmpeg.binary(), "-nostdin", "-hide_banner", "-loglevel", "error"]
    command += [*ffmpeg.source(path, "-threads", "1"), "-vf", ",".join(chain), "-threads", "1", *plain]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints)
        assert process.stdout is not None
        try:
            count = 0
            while len(data := process.stdout.read(width * height * 3)) == width * height * 3:
                count += 1
                yield np.frombuffer(data, np.uint8).reshape(height, width, 3)
            if process.wait() and not count:
                complaints.seek(0)
                raise ffmpeg.failure(f"reading {path.name}", complaints.read().decode("utf-8", "replace"))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
