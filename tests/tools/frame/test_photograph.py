"""The user's own photographs: upright, bare, bounded, and everything else refused with a sentence."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cliffhanger.errors import UserError
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.frame.photograph import LONGEST, develop, developed, keep


def photograph(width: int = 300, height: int = 400, kind: str = "JPEG", **extra: object) -> bytes:
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2] = (200, 30, 30)  # red above, black below
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **extra)
    return out.getvalue()


def turned_by_the_camera() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "SecretCameras"
    return photograph(exif=exif.tobytes())


def test_a_photograph_stands_upright() -> None:
    found = developed(turned_by_the_camera(), "ana.jpg")
    assert (found.width, found.height) == (400, 300)
    pixels = np.asarray(Image.open(io.BytesIO(found.png)))
    assert pixels[150, 390, 0] > 150 and pixels[150, 10, 0] < 50  # what was above is now at the right


def test_what_the_camera_wrote_is_gone() -> None:
    data = turned_by_the_camera()
    assert b"SecretCameras" in data
    found = developed(data, "ana.jpg")
    assert b"SecretCameras" not in found.png and b"eXIf" not in found.png
    assert not dict(Image.open(io.BytesIO(found.png)).getexif())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_phones_write_is_read(kind: str) -> None:
    assert developed(photograph(kind=kind), "x").width == 300


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "does not read"),
        (b"#!/bin/sh\nrm -rf /", "does not read"),
        (photograph(kind="GIF"), "does not read"),
        (photograph(kind="TIFF"), "does not read"),
        (photograph()[:1500], "does not read"),
        (photograph(200, 900), "at least 256"),
        (photograph(300, 6000, "PNG"), "too large"),
    ],
    ids=["nothing", "script", "gif", "tiff", "truncated", "small", "strip"],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UserError, match=why):
        developed(data, "ana.jpg")


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = bytearray(photograph(300, 300, "PNG"))
    bomb[16:24] = (30_000).to_bytes(4, "big") * 2
    import zlib

    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4, "big")
    with pytest.raises(UserError):
        developed(bytes(bomb), "bomb.png")


def test_a_large_one_is_scaled_down_and_kept_once(tmp_path: Path) -> None:
    file = tmp_path / "ana.jpg"
    file.write_bytes(photograph(2600, 3000))
    store = TakeStore(tmp_path / "takes")
    first, again = keep(develop(file), store), keep(develop(file), store)
    assert first == again and store.keys() == [first.key]
    with Image.open(first.path) as kept:
        assert max(kept.size) == LONGEST
    assert first.facts["sha256"] == develop(file).sha256


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        develop(tmp_path / "nobody.jpg")
    with pytest.raises(UserError, match="no photograph"):
        develop(tmp_path)
