"""Real pictures and clips, made once a run, for fault servers to serve."""

import io
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from cliffhanger.tools.edit import ffmpeg


@cache
def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    """Return a picture that has something on it."""
    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


@cache
def clip(width: int, height: int, seconds: float) -> bytes:
    """Return an mp4 that moves, its index in front, as providers serve it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        source = f"testsrc2=size={width}x{height}:rate=6:duration={seconds}"
        coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
        command = [ffmpeg.binary(), "-v", "error", "-f", "lavfi", "-i", source, *coded, str(path)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return path.read_bytes()


@cache
def speech(seconds: float = 1.2, kind: str = "WAV") -> bytes:
    """Return a sound with the swell of a word or two."""
    import numpy as np
    import soundfile

    t = np.arange(int(seconds * 24_000)) / 24_000
    buffer = io.BytesIO()
    soundfile.write(buffer, 0.3 * np.sin(2 * np.pi * 180 * t) * np.sin(np.pi * t / seconds) ** 2, 24_000, format=kind)
    return buffer.getvalue()


@cache
def film(seconds: float) -> bytes:
    """Return an mp4 with a picture and a sound."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        sources = ["-f", "lavfi", "-i", f"testsrc2=size=90x160:rate=6:duration={seconds}"]
        sources += ["-f", "lavfi", "-i", f"sine=frequency=300:duration={seconds}"]
        coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]
        command = [ffmpeg.binary(), "-v", "error", *sources, *coded, "-movflags", "+faststart", str(path)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        return path.read_bytes()


def cut_short(media: bytes) -> bytes:
    """Return the first two thirds of a file: what a provider serves whose own store lost the end."""
    return media[: len(media) * 2 // 3]
