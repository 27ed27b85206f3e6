import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.take import Take

Segment = Callable[..., Take]
Sound = Callable[..., Take]


def taken(path: Path) -> Take:
    return Take(key=path.stem, tool="test", version="1", path=str(path))


@pytest.fixture
def segment(tmp_path: Path) -> Segment:
    """Film a test pattern: ``segment("a", pattern="testsrc2", size="108x192", fps=24, seconds=2)``."""

    def film(
        name: str, pattern: str = "testsrc", size: str = "108x192", fps: int = 24, seconds: float = 2, crf: int = 28
    ) -> Take:
        path = tmp_path / f"{name}.mp4"
        source = f"{pattern}{':' if '=' in pattern else '='}s={size}:r={fps}:d={seconds}"
        command = [ffmpeg.binary(), "-v", "error", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-crf", str(crf)]
        command += ["-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "1", str(path)]
        subprocess.run(command, check=True)
        return taken(path)

    return film


@pytest.fixture
def sound(tmp_path: Path) -> Sound:
    """Write noise with a syllable's swell: ``sound("line", seconds=1, level=0.1, rate=24000, channels=1)``."""

    def record(name: str, seconds: float, level: float = 0.1, rate: int = 24_000, channels: int = 1) -> Take:
        generator = np.random.default_rng(len(name))
        time = np.arange(round(seconds * rate)) / rate
        noise = generator.standard_normal((len(time), channels)) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))[:, None]
        path = tmp_path / f"{name}.wav"
        soundfile.write(path, np.clip(noise * level, -1, 1), rate)
        return taken(path)

    return record


def heard(path: Path, spans: Sequence[tuple[float, float]]) -> list[float]:
    """Return the level in dB of each stretch of a wav."""
    data, rate = soundfile.read(path, always_2d=True)
    return [10 * np.log10(np.mean(data[round(a * rate) : round(b * rate)] ** 2) + 1e-12) for a, b in spans]
