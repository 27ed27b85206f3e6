"""Raw clips, made in a line by ffmpeg, as a provider might send them."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.take import Take


@pytest.fixture
def raw(tmp_path: Path) -> Callable[..., Take]:
    """Return what makes a clip of a picture in ffmpeg's words, coded as the options say."""

    def make(picture: str, *options: str, name: str = "raw", codec: str = "libx264", sound: str = "") -> Take:
        path = tmp_path / f"{name}.mp4"
        heard = ["-f", "lavfi", "-i", sound, "-shortest", "-c:a", "aac"] if sound else []
        quick = ["-preset", "ultrafast"] if codec == "libx264" else []
        coded = ["-c:v", codec, *quick, "-pix_fmt", "yuv420p", "-threads", "1"]
        command = [ffmpeg.binary(), "-y", "-v", "error", "-f", "lavfi", "-i", picture, *heard, *coded, *options]
        subprocess.run([*command, str(path)], check=True)
        return Take(key=name, tool="raw", version="1", path=str(path))

    return make
