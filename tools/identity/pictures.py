"""Pictures: what a take shows, as pixels; of a clip, some of its moments."""

from collections.abc import Sequence
from pathlib import Path

from ...errors import ToolError
from .faces import Pixels

CLIPS = frozenset({".mp4", ".mov", ".webm", ".mkv"})


def pictures(path: Path, at: Sequence[float] = (0.0,)) -> list[Pixels]:
    """Return what a file shows (BGR): of a clip one picture for each moment; raise ToolError if it does not read."""
    if path.suffix.lower() in CLIPS:
        return _moments(path, at)
    import cv2

    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise ToolError(f"the gate cannot read {path.name} as a picture: make it again")
    return [picture]  # type: ignore[list-item]


def _moments(path: Path, at: Sequence[float]) -> list[Pixels]:
    import cv2

    clip = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1])
    try:
        frames = int(clip.get(cv2.CAP_PROP_FRAME_COUNT))
        found: list[Pixels] = []
        for moment in at or (0.0,):
            clip.set(cv2.CAP_PROP_POS_FRAMES, round(min(max(moment, 0.0), 1.0) * max(0, frames - 1)))
            read, picture = clip.read()
            if read:
                found.append(picture)  # type: ignore[arg-type]
    finally:
        clip.release()
    if not found:
        raise ToolError(f"the gate cannot read {path.name} as a clip: make it again")
    return found
