"""Stills for a page: the telling moment of a take, or of a shot that has only been drawn."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from ..edit import ffmpeg
from ..picture.spec import ShotSpec

TELLING = 0.3
"""Where in a shot its still is taken: before a feeling turns, and with it the eyes blink."""
WIDTH, HEIGHT = 432, 768
"""Pixels: 260 to the inch at the size in which a page shows it."""


def filmed_stills(files: Sequence[str], seconds: Sequence[float]) -> list[bytes]:
    """Return a JPEG of each take; ToolError if one does not read."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        places = [Path(folder) / f"{number}.jpg" for number in range(len(files))]
        return list(pool.map(_still, map(Path, files), seconds, places))


def _still(take: Path, seconds: float, out: Path) -> bytes:
    picture = ("-frames:v", "1", "-vf", f"scale={WIDTH}:{HEIGHT}:flags=lanczos", "-q:v", "2", "-update", "1")
    at = ("-ss", f"{seconds * TELLING:.3f}", "-threads", "1")
    ffmpeg.run([*ffmpeg.source(take, *at), *picture, "-f", "image2", f"file:{out}"], f"taking a still of {take.name}")
    return out.read_bytes()


def drawn_still(spec: ShotSpec) -> bytes:
    """Return a JPEG of a shot that has not been filmed."""
    import cv2

    from ..picture.contact import still

    small = spec.model_copy(update={"width": WIDTH, "height": HEIGHT, "draft": True})
    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(still(small, TELLING), cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88]
    )
    assert done
    return data.tobytes()
