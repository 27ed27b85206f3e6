"""Looks at a file that came from a vendor before it counts: is it what was asked for, and all of it?"""

import re
from pathlib import Path

from ...errors import ToolError
from ...memory.frozen import Frozen
from ..clip.spec import ClipSpec
from ..edit import ffmpeg
from ..edit.probe import probe
from .vendor import PictureSpec
from .wire import Damaged

SHAPE = 0.06
"""How far width over height may be from what was asked."""
SMALLEST = 0.5
"""How small the picture may be, beside what was asked."""
SHORTEST = 0.9
"""How short a clip may be, beside what was asked; it is slowed a little if need be."""


class WrongFile(ToolError):
    """A whole file came, and it is not what was asked for: fetching it again does not help."""


class Received(Frozen):
    """What came."""

    width: int
    height: int
    seconds: float = 0.0
    fps: float = 0.0
    sound: bool = False


def received_frame(path: Path, spec: PictureSpec, out: Path) -> Received:
    """Look at a frame in any of the kinds that vendors make, and write it as PNG at ``out``.

    Raises Damaged if it does not read to its end and WrongFile if it has another size or shape.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture:
            picture.load()
            flat = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Damaged(f"What came is not a whole picture ({error}).") from error
    _must_have_shape(flat.width, flat.height, spec)
    flat.save(out, "PNG")
    return Received(width=flat.width, height=flat.height)


def received_clip(path: Path, spec: ClipSpec, asked: float) -> Received:
    """Look at a clip: every frame of it decodes, and its size and length are those that were asked for.

    ``asked`` is the length that the vendor was asked for, in seconds. Raises Damaged and WrongFile.
    """
    try:
        found = probe(path)
    except ToolError as error:
        raise Damaged(f"What came is not a clip that reads ({error}).") from error
    picture = found.video
    if picture is None or not picture.seconds:
        raise Damaged("What came holds no moving picture.")
    decoded = _decoded_seconds(path)
    if decoded < SHORTEST * picture.seconds - 0.1:
        raise Damaged(f"Of a clip of {picture.seconds:.1f} s only {decoded:.1f} s came.")
    _must_have_shape(picture.width, picture.height, spec)
    if picture.seconds < SHORTEST * min(spec.seconds, asked) - 0.05:
        raise WrongFile(f"A clip of {picture.seconds:.1f} s came where {spec.seconds:.1f} s were asked for.")
    return Received(
        width=picture.width,
        height=picture.height,
        seconds=round(picture.seconds, 3),
        fps=round(picture.fps, 3),
        sound=found.audio is not None,
    )


def _decoded_seconds(path: Path) -> float:
    """Decode the picture and return where it ends; a file that was cut off ends early, whatever its index says."""
    arguments = [*ffmpeg.source(path, "-threads", "1"), "-map", "0:v:0", "-f", "null", "-"]
    try:
        words = ffmpeg.run(arguments, f"decoding {path.name}", accept=frozenset({0, 1, 69, 183}))
    except ToolError as error:
        raise Damaged(f"What came does not decode ({error}).") from error
    clocks = re.findall(r"time=(\d+):(\d+):([\d.]+)", words)
    return max((int(h) * 3600 + int(m) * 60 + float(s) for h, m, s in clocks), default=0.0)


def _must_have_shape(width: int, height: int, spec: PictureSpec) -> None:
    asked = spec.width / spec.height
    if abs(width / height - asked) > SHAPE * asked or height < SMALLEST * spec.height:
        raise WrongFile(f"{width}x{height} came where {spec.width}x{spec.height} was asked for.")
