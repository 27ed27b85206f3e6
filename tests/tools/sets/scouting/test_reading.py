"""Whatever somebody filmed with is read, or refused in one sentence with a remedy."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.sets.scouting.reading import Footage, read_footage

from .conftest import SIZE, Film
from .place import Pixels


def run(*arguments: str) -> None:
    subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *arguments], check=True)


def read(path: str | Path, folder: Path, longest: int = 320, **more: float) -> Footage:
    return read_footage(Path(path), longest, folder, **more)


def test_footage_comes_as_stills_at_an_even_rate(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    found = read(film(walked).path, tmp_path)
    frames = list(found.frames())
    assert (found.size, found.offered, found.keys) == (SIZE, 24, False)
    assert [second for second, _ in frames][:3] == [0.0, 0.1, 0.2]
    assert len(frames) == 24
    assert np.abs(frames[5][1].astype(int) - walked[5]).mean() < 6


def test_a_frame_kept_is_no_larger_than_asked_for(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    assert read(film(walked).path, tmp_path, longest=160).size == (160, 90)


@pytest.mark.parametrize(("name", "codec"), [("p.mkv", "libx264"), ("p.avi", "mpeg4"), ("p.webm", "libvpx-vp9")])
def test_any_container_is_read(film: Film, walked: list[Pixels], tmp_path: Path, name: str, codec: str) -> None:
    run("-i", film(walked[:18]).path, "-c:v", codec, "-b:v", "2M", str(tmp_path / name))
    found = read(tmp_path / name, tmp_path)
    assert found.size == SIZE
    assert len(list(found.frames())) >= 16


def test_what_was_held_upright_is_upright(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    turned = tmp_path / "turned.mp4"
    run("-display_rotation", "90", "-i", film(walked[:16]).path, "-c", "copy", str(turned))
    found = read(turned, tmp_path)
    assert found.size == (180, 320)
    first = next(found.frames())[1]
    assert (
        np.abs(np.rot90(first, -1).astype(int) - walked[0]).mean()
        < np.abs(np.rot90(first).astype(int) - walked[0]).mean()
    )


def test_hdr_is_brought_to_plain_colours(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    plain = film(walked[:16])
    bright = tmp_path / "hdr.mp4"
    curve = "zscale=tin=709:t=smpte2084:pin=709:p=2020:min=709:m=2020_ncl:npl=203,format=yuv420p10"
    run("-i", plain.path, "-vf", f"setparams=color_trc=bt709:color_primaries=bt709:colorspace=bt709,{curve}",
        "-c:v", "libx264", "-qp", "10", str(bright))  # fmt: skip
    found = read(bright, tmp_path)
    assert found.shot.hdr
    frame = next(found.frames())[1]
    assert abs(float(frame.mean()) - float(walked[0].mean())) < 12


def test_of_long_and_large_footage_only_key_frames_are_read(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    path = film(walked, "-g", "6", "-sc_threshold", "0").path
    found = read(path, tmp_path, heavy=1e6)
    assert found.keys
    assert len(list(found.frames())) == 4


def test_where_key_frames_are_too_few_all_are_read_up_to_a_limit(
    film: Film, walked: list[Pixels], tmp_path: Path
) -> None:
    path = film(walked, "-g", "240", "-sc_threshold", "0").path
    found = read(path, tmp_path, heavy=1e6, limit=320 * 180 * 16.0)
    assert not found.keys
    assert found.read == pytest.approx(1.6)
    assert len(list(found.frames())) == 16


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("none.mp4", None, "is empty or not there"),
        ("empty.mp4", b"", "is empty or not there"),
        ("notes.txt", b"words", "A .txt file is no video"),
        ("noise.mp4", b"\0" * 5000, "cannot be read"),
        ("list.mp4", b"#EXTM3U\nfile:///etc/passwd\n", "cannot be read"),
        ("noise.mkv", b"\x13" * 5000, "does not read as a .mkv video"),
    ],
)
def test_what_is_no_video_is_refused(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MakerRefused, match=why):
        read(path, tmp_path)


def test_a_file_that_breaks_off_is_refused(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    whole = Path(film(walked).path)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(MakerRefused, match="copy it anew"):
        read(whole, tmp_path)


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    run("-f", "lavfi", "-i", "sine=duration=2", "-c:a", "aac", str(tmp_path / "song.mp4"))
    with pytest.raises(MakerRefused, match="holds no picture"):
        read(tmp_path / "song.mp4", tmp_path)


def test_a_second_is_too_short(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    with pytest.raises(MakerRefused, match=r"lasts 1.0 s: too short"):
        read(film(walked[:10]).path, tmp_path)
