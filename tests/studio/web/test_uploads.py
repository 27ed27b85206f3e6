"""What is taken in, as what, and what is not."""

import struct
import subprocess
import wave
import zlib
from itertools import chain
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cliffhanger.studio.web.guard import UPLOAD
from cliffhanger.tools.edit import ffmpeg

from .conftest import SERIES, poured

AT = f"/api/series/{SERIES}/uploads"
FORM = {"content-type": "multipart/form-data; boundary=x"}


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def wav(path: Path, seconds: float) -> bytes:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * round(8000 * seconds))
    return path.read_bytes()


def film(path: Path) -> bytes:
    source = ["-f", "lavfi", "-i", "color=red:s=32x64:d=0.5:r=10"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"]
    subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *source, *coded, str(path)], check=True)
    return path.read_bytes()


def kept(home: Path) -> list[str]:
    folder = home / SERIES / "uploads"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_pictures_sounds_films_and_scripts_come_in(studio: TestClient, home: Path, tmp_path: Path) -> None:
    sent = {
        "face.png": png(30, 40),
        "voice.WAV": wav(tmp_path / "a.wav", 1.5),
        "shot.mp4": film(tmp_path / "a.mp4"),
        "s01e01.fountain": "INT. WARD – NIGHT\n\nInes listens.".encode(),
    }
    views = [studio.post(AT, files={"file": (name, data)}).json() for name, data in sent.items()]
    assert [view["kind"] for view in views] == ["picture", "sound", "video", "script"]
    assert (views[0]["width"], views[0]["height"]) == (30, 40)
    assert views[1]["seconds"] == 1.5
    assert (views[2]["width"], views[2]["height"], views[2]["seconds"]) == (32, 64, 0.5)
    assert {name.partition(".")[0] for name in kept(home)} == {view["upload"] for view in views}
    assert (home / SERIES / "uploads" / f"{views[0]['upload']}.png").read_bytes() == sent["face.png"]


def test_a_playlist_named_mp4_opens_nothing(studio: TestClient, home: Path, tmp_path: Path) -> None:
    uploads = home / SERIES / "uploads"
    uploads.mkdir()
    secret = uploads / "secret.mp4"
    film(secret)
    script = "ffconcat version 1.0\nfile secret.mp4\n"
    for name in ("innocent.mp4", "innocent.mov", "innocent.m4a", "innocent.mp3", "innocent.wav", "innocent.png"):
        answer = studio.post(AT, files={"file": (name, script)})
        assert answer.status_code == 415, name
        assert "secret" not in answer.text
    assert kept(home) == ["secret.mp4"]


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.m3u8", "a.exe", "a", "../../a", ".png/..", "a.png\0.html", "a.ffconcat"]
)
def test_other_kinds_stay_outside(studio: TestClient, home: Path, name: str) -> None:
    assert studio.post(AT, files={"file": (name, b"x")}).status_code in (400, 415)
    assert kept(home) == []


def test_a_name_is_never_a_path(studio: TestClient, home: Path) -> None:
    view = studio.post(AT, files={"file": ("../../../../evil.png", png(2, 2))}).json()
    assert kept(home) == [f"{view['upload']}.png"]
    assert not list(home.parent.rglob("evil*"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing of a form",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf a fi',
        b'--x\r\nContent-Disposition: form-data; name="other"; filename="a.png"\r\n\r\nx\r\n--x--\r\n',
        b"--x\r\nContent-Disposition: " + b"a" * 9000 + b"\r\n\r\nx\r\n--x--\r\n",
    ],
)
def test_a_form_that_does_not_read_leaves_nothing(studio: TestClient, home: Path, body: bytes) -> None:
    answer = studio.post(AT, content=body, headers=FORM)
    assert answer.status_code == 400
    assert kept(home) == []


async def test_two_gigabytes_are_refused_before_they_come(studio: TestClient, home: Path) -> None:
    headers = {**FORM, "content-length": str(2 * 2**30)}
    status, _, taken = await poured(studio.app, AT, headers, iter([b"--x\r\n"]))
    assert (status, taken, kept(home)) == (413, 0, [])


async def test_two_gigabytes_that_do_not_say_so_are_cut_off(studio: TestClient, home: Path) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    block = b"\0" * 2**22
    status, answer, taken = await poured(studio.app, AT, FORM, chain([head], (block for _ in range(512))))
    assert status == 413
    assert b"200 MB" in answer
    assert taken <= UPLOAD // len(block) + 3
    assert UPLOAD == 200 * 2**20
    assert kept(home) == []
