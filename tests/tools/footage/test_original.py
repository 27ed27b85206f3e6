"""Whatever somebody filmed with is measured, or refused in one sentence."""

from pathlib import Path

import pytest

from cliffhanger.errors import UserError
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.footage.decoding import even, pictures
from cliffhanger.tools.footage.original import Taken, TakenSpec, check_footage, measured

from .conftest import Film, take


@pytest.mark.parametrize(
    ("rate", "exact"),
    [("24", "24"), ("25", "25"), ("24000/1001", "24000/1001"), ("30000/1001", "30000/1001"), ("60", "60")],
)
def test_rates_are_exact(film: Film, rate: str, exact: str) -> None:
    found = measured(film(rate=rate))
    assert (found.rate, found.steady) == (exact, True)
    assert found.seconds == pytest.approx(1.0, abs=0.05)


def test_a_rate_that_varies_becomes_an_even_one(film: Film) -> None:
    found = measured(film("-vf", "select='not(eq(mod(n,5),3))'", "-fps_mode", "vfr", rate="30"))
    assert not found.steady
    assert found.rate in ("24", "25", "30")


def test_what_was_held_upright_is_upright(film: Film, tmp_path: Path) -> None:
    turned = tmp_path / "turned.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(film()), "-c", "copy", "-y", str(turned)], "turning")
    found = measured(turned)
    assert (found.width, found.height) == (90, 160)
    assert next(pictures(turned, found.rate, even(found.width, found.height))).shape == (160, 90, 3)


def test_hdr_and_many_channels_are_seen(film: Film) -> None:
    bright = measured(film("-vf", "setparams=color_trc=smpte2084:range=tv", sound=False))
    assert (bright.hdr, bright.sound) == (True, False)
    around = film("-af", "pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0")
    assert measured(around).channels == 6


def test_every_frame_comes_at_its_time(film: Film) -> None:
    path = film(rate="24000/1001")
    found = measured(path)
    assert sum(1 for _ in pictures(path, found.rate, (160, 90))) == found.frames == 24


def test_another_container_is_taken_in(film: Film, tmp_path: Path) -> None:
    out = tmp_path / "taken.mp4"
    Taken().make(TakenSpec(), out, [take(film(name="clip.mkv"))])
    found = measured(out)
    assert (found.codec, found.sound, found.width) == ("h264", True, 160)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("none.mp4", None, "is not there"),
        ("empty.mp4", b"", "is empty"),
        ("song.mp3", b"ID3", "is no video that can be dubbed"),
    ],
)
def test_what_is_no_footage_is_refused(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=why):
        check_footage(path)


@pytest.mark.parametrize("content", [b"\0" * 4000, b"#EXTM3U\nfile:///etc/passwd\n", b"RIFF" * 900])
def test_what_only_calls_itself_a_video_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(UserError, match="cannot be dubbed"):
        measured(path)
