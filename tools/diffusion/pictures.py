"""Pictures in and out: references are read from takes, what was made is written whole or not at all."""

from pathlib import Path

from PIL import Image as Images
from PIL.Image import Image

from ...errors import MakerRefused, ToolError
from ..take import Take

EFFORT = 1
"""Of the PNG: at 6 it takes twice as long to write and is hardly smaller."""


def opened(take: Take) -> Image:
    """Return the picture of a take in RGB; raise MakerRefused if it is none."""
    try:
        with Images.open(take.path) as picture:
            return picture.convert("RGB")
    except OSError as error:
        raise MakerRefused(f"{Path(take.path).name} does not read as a picture: make it anew.") from error


def write(picture: Image, out: Path) -> None:
    """Write a PNG at ``out``; raise ToolError and leave nothing if that fails."""
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        picture.save(part, format="PNG", compress_level=EFFORT)
        part.replace(out)
    except OSError as error:
        raise ToolError(f"{out.name} cannot be written ({error.strerror}): free some space.") from error
    finally:
        part.unlink(missing_ok=True)
