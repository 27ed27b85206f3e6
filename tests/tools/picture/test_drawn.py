"""The drawn maker's files: what they are, that they join, and that equal Specs give equal bytes."""

import hashlib
import pickle
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.encode import Encoding, encode, ffmpeg, translated
from cliffhanger.tools.picture.spec import FigureSpec
from cliffhanger.tools.take import Maker

from .conftest import Shoot, speech


def test_it_is_a_maker_and_travels_to_worker_processes() -> None:
    maker = pickle.loads(pickle.dumps(Drawn()))
    assert isinstance(maker, Maker)
    assert (maker.tool, maker.suffix) == ("drawn", ".mp4")


@pytest.mark.parametrize("draft", [True, False])
def test_the_file_is_what_the_master_needs(shot: Shoot, tmp_path: Path, draft: bool) -> None:
    spec = shot(draft=draft, fps=24)
    made = Drawn().make(spec, tmp_path / "shot.mp4")
    assert made.seconds == 0.5
    assert made.facts["frames"] == 12
    with av.open(str(tmp_path / "shot.mp4")) as file:
        assert [stream.type for stream in file.streams] == ["video"]
        stream = file.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.width, context.height) == (108, 192)
        assert stream.average_rate == 24
        frames = list(file.decode(stream))
    assert len(frames) == 12
    assert {(int(frame.colorspace), int(frame.color_range)) for frame in frames} == {(1, 1)}  # bt709, limited


def test_one_frame_is_a_shot_too(shot: Shoot, tmp_path: Path) -> None:
    made = Drawn().make(shot(seconds=0.01), tmp_path / "one.mp4")
    assert made.facts["frames"] == 1
    with av.open(str(tmp_path / "one.mp4")) as file:
        assert sum(1 for _ in file.decode(video=0)) == 1


def test_the_same_spec_gives_the_same_bytes(shot: Shoot, tmp_path: Path, dan: FigureSpec) -> None:
    spec = shot(framing="two_shot", figures=(dan, dan), move="handheld")
    for name in ("a.mp4", "b.mp4"):
        Drawn().make(spec, tmp_path / name)
    first, second = (hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.mp4", "b.mp4"))
    assert first == second


def test_segments_join_by_copying(shot: Shoot, tmp_path: Path) -> None:
    for number, framing in enumerate(("close_up", "wide")):
        Drawn().make(shot(framing=framing), tmp_path / f"{number}.mp4")
    (tmp_path / "list.txt").write_text("file '0.mp4'\nfile '1.mp4'\n", encoding="utf-8")
    command = [ffmpeg(), "-loglevel", "error", "-f", "concat", "-i", "list.txt", "-c", "copy", "joined.mp4"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    with av.open(str(tmp_path / "joined.mp4")) as file:
        times = [frame.pts * frame.time_base for frame in file.decode(video=0)]
    assert len(times) == 12
    assert all(float(later - earlier) == pytest.approx(1 / 12, abs=1e-4) for earlier, later in pairwise(times))


def test_colours_survive_the_encoder(tmp_path: Path) -> None:
    """A wrong matrix (standard definition's) would turn this red by more than ten levels."""
    colour = np.array([200, 40, 60], np.uint8)
    frame = np.tile(colour, (64, 64, 1))
    encode([frame] * 4, tmp_path / "red.mp4", Encoding(64, 64, 24))
    command = [ffmpeg(), "-loglevel", "error", "-i", "red.mp4", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    seen = np.frombuffer(done.stdout, np.uint8).reshape(4, 64, 64, 3)
    assert np.abs(seen[-1, 32, 32].astype(int) - colour).max() <= 4


def test_facts_tell_when_the_mouth_is_open(shot: Shoot, mia: FigureSpec, tmp_path: Path) -> None:
    speaker = mia.model_copy(update={"mouth": speech(0.5, 1.0), "emotion": "neutral"})
    made = Drawn().make(shot(figures=(speaker,), seconds=1.5, fps=24), tmp_path / "talk.mp4")
    (mouth,) = made.facts["mouths"]
    assert len(mouth) == 36
    assert all(opened < 0.12 for t, opened in mouth if t < 0.5 or t > 1.0)
    assert max(opened for t, opened in mouth if 0.5 <= t <= 1.0) > 0.3


def test_facts_tell_faces_and_light(shot: Shoot, tmp_path: Path) -> None:
    made = Drawn().make(shot(seconds=1.0), tmp_path / "shot.mp4")
    (face,) = made.facts["faces"]
    assert [sample[0] for sample in face] == [0.0, 0.25, 0.5, 0.75]
    assert len(made.facts["luma"]) == 4
    assert all(10 < level < 245 for level in made.facts["luma"])


def test_an_odd_size_is_refused_for_good(shot: Shoot, tmp_path: Path) -> None:
    with pytest.raises(MakerRefused, match="even width and height"):
        Drawn().make(shot(width=107), tmp_path / "shot.mp4")
    assert not list(tmp_path.glob("*.mp4*"))


def test_a_failed_encoding_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    frame = np.zeros((17, 16, 3), np.uint8)  # x264 wants even numbers
    with pytest.raises(ToolError, match="width and height must be even") as error:
        encode([frame] * 3, tmp_path / "odd.mp4", Encoding(16, 17, 24))
    assert "ffmpeg" in str(error.value)
    assert not list(tmp_path.iterdir())[1:]


@pytest.mark.parametrize(
    ("words", "code", "remedy"),
    [
        ("av_interleaved_write_frame(): No space left on device", 1, "disk is full"),
        ("shot.mp4: Permission denied", 1, "cannot be written"),
        ("", -9, "signal 9"),
        ("something new", 1, "something new"),
    ],
)
def test_ffmpeg_errors_are_translated(words: str, code: int, remedy: str) -> None:
    assert remedy in translated(words, code, Path(".shot.mp4.part"))
    assert "shot.mp4" in translated(words, code, Path(".shot.mp4.part"))
