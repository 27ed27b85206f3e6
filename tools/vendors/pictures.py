"""Pictures on their way to a vendor: as data in the request, no larger than it takes."""

import base64
import io
from pathlib import Path

from ...errors import ToolError

MOST = 4_500_000
"""Bytes of a picture in a request, before base64; the smallest bound among the vendors is 5 MB."""

QUALITIES = (95, 90, 82, 70, 55)


def encoded(path: Path, most: int = MOST) -> tuple[bytes, str]:
    """Return the bytes of a picture and their media type: as it is if it fits, else the best JPEG that does.

    Raises ToolError if the file is not a picture.
    """
    from PIL import Image, UnidentifiedImageError

    data = path.read_bytes()
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
            kind = str(picture.get_format_mimetype())
            if len(data) <= most and kind != "image/webp":
                return data, kind
            flat = picture.convert("RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise ToolError(f"{path.name} is not a picture that a provider can be sent; make it again.") from error
    while True:
        for quality in QUALITIES:
            buffer = io.BytesIO()
            flat.save(buffer, "JPEG", quality=quality, subsampling=0)
            if buffer.tell() <= most:
                return buffer.getvalue(), "image/jpeg"
        flat = flat.resize((max(1, flat.width * 3 // 4), max(1, flat.height * 3 // 4)), Image.Resampling.LANCZOS)


def data_uri(path: Path, most: int = MOST) -> str:
    """Return a picture as a ``data:`` address."""
    data, kind = encoded(path, most)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
