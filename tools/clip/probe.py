"""A raw clip, measured: what somebody else's model made, before anything is believed of it."""

import re
from pathlib import Path

from ...errors import ToolError
from ...memory.frozen import Frozen
from ..edit import ffmpeg
from ..edit.atoms import read_boxes

WIDEST = 8192
"""Pixels of a side, at most."""
_HDR = ("smpte2084", "arib-std-b67")
_HIGH = 1280
"""Pixels of the longer side from which a clip that does not say is taken to be in the colours of high definition."""


class RawClip(Frozen):
    """What a clip holds, as it is shown: turned as its flag says, its pixels square."""

    width: int
    height: int
    seconds: float
    """Of the picture."""
    sound: bool
    hdr: bool
    """Whether its brightness is that of HDR (PQ or HLG)."""
    matrix: str
    """Its colour matrix, as ffmpeg's ``scale`` calls it."""


def probe_clip(path: Path) -> RawClip:
    """Return what a raw clip holds; ToolError if it is damaged, holds no picture or is not what its name says.

    It is read by the demuxer of its suffix and as a local file: a playlist that calls itself ``.mp4`` is refused.
    """
    if not path.is_file():
        raise ToolError(f"{path.name} is not there; have the clip made again")
    if path.stat().st_size == 0:
        raise ToolError(f"{path.name} is empty: nothing came; have the clip made again")
    track = next((track for track in read_boxes(path).tracks if track.kind == "vide"), None)
    words = ffmpeg.run(ffmpeg.source(path), f"reading {path.name}", accept=frozenset({0, 1}))
    line = re.search(r"Stream #0.*?: Video: (.*)", words)
    size = re.search(r"\b(\d{1,5})x(\d{1,5})\b", line.group(1)) if line else None
    if track is None or line is None or size is None:
        raise ToolError(f"{path.name} holds no picture; have the clip made again")
    if not track.samples or track.seconds <= 0:
        raise ToolError(f"{path.name} has not a single frame; have the clip made again")
    width, height = _shown(words, line.group(1), int(size[1]), int(size[2]))
    if max(width, height) > WIDEST or min(width, height) < 2:
        raise ToolError(f"{path.name} is {width}x{height}: no size of a clip; have it made again at another")
    return RawClip(
        width=width,
        height=height,
        seconds=track.seconds,
        sound=": Audio: " in words,
        hdr=any(curve in line.group(1) for curve in _HDR),
        matrix=_matrix(line.group(1), max(width, height)),
    )


def _shown(words: str, line: str, width: int, height: int) -> tuple[int, int]:
    """Return the size as it is shown: with square pixels, and turned."""
    aspect = re.search(r"\[SAR (\d+):(\d+) ", line)
    if aspect and int(aspect[1]) and int(aspect[2]):
        width = max(1, round(width * int(aspect[1]) / int(aspect[2])))
    turned = re.search(r"display ?matrix: rotation of (-?[\d.]+)", words, re.IGNORECASE)
    if turned and round(float(turned[1]) / 90) % 2:
        return height, width
    return width, height


def _matrix(line: str, longest: int) -> str:
    """Return the colour matrix that a clip names; of one that names none, what players take it to be."""
    if "bt2020" in line:
        return "bt2020"
    if "bt709" in line:
        return "bt709"
    if re.search(r"smpte170m|bt470bg|bt601", line):
        return "bt601"
    return "bt709" if longest >= _HIGH else "bt601"
