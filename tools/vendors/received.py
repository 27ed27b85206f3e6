"""Looks at a file that came from a vendor before it counts: is it what was asked for, and all of it?"""

import re
from pathlib import Path

from ...errors import ToolError
from ...memory.frozen import Frozen
from ..clip.spec import ClipSpec
from ..edit import ffmpeg
from ..edit.atoms import read_boxes
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
        # What its index promises, and what really decodes: a file that was cut off ends early, whatever it says.
        promised = next((track.seconds for track in read_boxes(path).tracks if track.kind == "vide"), 0.0)
        words = ffmpeg.run(
            [*ffmpeg.source(path, "-threads", "1"), "-map", "0:v:0", "-f", "null", "-"], f"decoding {path.name}"
        )
    except ToolError as error:
        raise Damaged(f"What came is not a clip that reads ({error}).") from error
    size = re.search(r"Stream #0.*?: Video: .*?\b(\d{2,5})x(\d{2,5})\b", words)
    decoded = max(map(_seconds, re.findall(r"time=(\d+):(\d+):([\d.]+)", words)), default=0.0)
    if size is None or decoded < SHORTEST * promised - 0.1:
        raise Damaged(f"Of a clip of {promised:.1f} s only {decoded:.1f} s came.")
    width, height = int(size[1]), int(size[2])
    _must_have_shape(width, height, spec)
    seconds = promised or decoded
    if seconds < SHORTEST * min(spec.seconds, asked) - 0.05:
        raise WrongFile(f"A clip of {seconds:.1f} s came where {spec.seconds:.1f} s were asked for.")
    rate = re.search(r"Stream #0.*?: Video: .*?([\d.]+) fps", words)
    sound = re.search(r"Stream #0.*?: Audio: ", words.partition("Output #0")[0]) is not None
    return Received(
        width=width, height=height, seconds=round(seconds, 3), fps=float(rate[1]) if rate else 0.0, sound=sound
    )


def _seconds(clock: tuple[str, str, str]) -> float:
    hours, minutes, seconds = clock
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _must_have_shape(width: int, height: int, spec: PictureSpec) -> None:
    asked = spec.width / spec.height
    if abs(width / height - asked) > SHAPE * asked or height < SMALLEST * spec.height:
        raise WrongFile(f"{width}x{height} came where {spec.width}x{spec.height} was asked for.")
