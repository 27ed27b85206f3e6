"""Photographs: a file of the user's own becomes a picture like any other, or is refused with the reason."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from ...errors import UserError
from ...memory.takes import StoredTake, TakeStore

TOOL, VERSION = "photograph", "1"
LEAST, LONGEST = 256, 2048
"""Pixels of the shorter side at least, and of the longer side as it is kept."""
MOST_BYTES, MOST_PIXELS = 64_000_000, 80_000_000
"""Of the file, and of the picture: more is not a photograph but a bomb."""
KINDS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Photograph:
    """A photograph as it is kept: upright, RGB, without anything that the camera wrote into the file."""

    png: bytes
    width: int
    height: int
    sha256: str
    """Of the file as it was handed in."""

    @property
    def key(self) -> str:
        """That of its take: the same file, the same take."""
        return hashlib.sha256(f"{TOOL} {VERSION} {self.sha256}".encode()).hexdigest()


def develop(file: Path) -> Photograph:
    """Read a photograph; raise UserError if it is none, too small or too large."""
    try:
        size = file.stat().st_size
        if not file.is_file() or size > MOST_BYTES:
            raise UserError(f"{file.name} is no photograph that can be used: a file of at most 64 MB is.")
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"The photograph {file.name} cannot be read: {error.strerror}.") from error
    return developed(data, file.name)


def developed(data: bytes, name: str) -> Photograph:
    """Return the photograph in the bytes of a file; errors as `develop`."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=KINDS) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _sized(picture.size, name)  # known from the head of the file, before anything is decoded
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning) as error:
        raise UserError(
            f"{name} does not read as a photograph: JPEG, PNG or WebP is wanted, whole and as a camera writes it."
        ) from error
    upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    # Pixels alone are carried over: where and when it was taken is nobody's business.
    bare = Image.frombytes("RGB", upright.size, upright.tobytes())
    out = io.BytesIO()
    bare.save(out, "PNG", compress_level=6)
    return Photograph(out.getvalue(), *bare.size, hashlib.sha256(data).hexdigest())


def keep(photograph: Photograph, store: TakeStore) -> StoredTake:
    """Put a photograph into a take store; the same one is kept once."""
    found = store.get(photograph.key)
    if found is not None:
        return found
    out = store.reserve(photograph.key, ".png")
    out.write_bytes(photograph.png)
    facts = {"width": photograph.width, "height": photograph.height, "sha256": photograph.sha256}
    return store.put(photograph.key, TOOL, VERSION, out, facts=facts)


def _sized(size: tuple[int, int], name: str) -> None:
    width, height = size
    if min(size) < LEAST:
        raise UserError(f"{name} is {width}x{height}: a face needs a photograph of at least {LEAST} pixels each way.")
    if width * height > MOST_PIXELS or max(size) > 16 * min(size):
        raise UserError(f"{name} is {width}x{height}: too large to be a photograph. Scale it down first.")
