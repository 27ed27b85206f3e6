"""Stills: one frame as a JPEG, of a take that has been filmed or of a shot drawn without filming."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from ...errors import MakerRefused, ToolError
from ..take import Made, Spec, Take
from .spec import ShotSpec


class StillSpec(Spec):
    """One frame. Without a shot, of the one filmed take that is handed in with it."""

    shot: ShotSpec | None = None
    at: float = Field(0.3, ge=0, le=1)
    """Where in the shot it is taken, as a fraction: at 0.3, before a feeling turns, and with it the eyes blink."""
    width: int = Field(360, ge=16, le=2160, multiple_of=2)
    """Pixels; a filmed take is scaled down to it, never up."""


class Still:
    """Makes a JPEG of any StillSpec; ``Made.seconds`` is 0, a still has no length."""

    tool, version, suffix = "still", "1", ".jpg"

    def make(self, spec: StillSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the frame at ``out``; raise MakerRefused if there is neither a shot nor one filmed take."""
        if spec.shot is not None:
            _drawn(spec.shot, spec.at, out)
        elif len(inputs) == 1 and inputs[0].seconds > 0:
            _filmed(inputs[0], spec, out)
        else:
            raise MakerRefused("a still is taken of one shot or of one filmed take: hand in one of them")
        return Made()


def _drawn(shot: ShotSpec, at: float, out: Path) -> None:
    import cv2

    from .contact import still

    done, jpeg = cv2.imencode(".jpg", cv2.cvtColor(still(shot, at), cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
    if not done:
        raise ToolError(f"a still of {shot.width}x{shot.height} could not be encoded: choose another size")
    _whole(out, jpeg.tobytes())


def _filmed(take: Take, spec: StillSpec, out: Path) -> None:
    from ..edit import ffmpeg

    part = out.with_name(f".{out.name}.part")
    moment = f"{max(0.0, min(spec.at * take.seconds, take.seconds - 0.1)):.3f}"
    look = ("-frames:v", "1", "-vf", f"scale='min({spec.width},iw)':-2:flags=area", "-c:v", "mjpeg", "-q:v", "3")
    plain = ("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", "-f", "mjpeg")
    try:
        ffmpeg.run(
            [*ffmpeg.source(Path(take.path), "-ss", moment), *look, *plain, "-y", str(part)],
            f"taking a still of {Path(take.path).name}",
        )
        if not part.is_file() or part.stat().st_size == 0:
            raise ToolError(f"taking a still of {take.key[:12]} gave no picture: film the shot again")
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _whole(out: Path, data: bytes) -> None:
    """Write all of a file or nothing."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
