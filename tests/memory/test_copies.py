"""What was approved outlives a damaged file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cliffhanger.errors import SeriesDamaged
from cliffhanger.memory.bible import Premise
from cliffhanger.memory.copies import good_copy, keep
from cliffhanger.memory.folder import SeriesFolder


def spoil(path: Path, how: str) -> None:
    whole = bytearray(path.read_bytes())
    if how == "garbage":
        whole = bytearray(b"no database at all " * 400)
    elif how == "torn":
        whole = whole[: len(whole) // 2]
    elif how == "a letter":
        at = whole.rindex(b"promise 7")
        whole[at : at + 9] = b"promise 8"  # SQLite finds no fault with this one
    path.write_bytes(whole)


@pytest.mark.parametrize("how", ["garbage", "torn", "a letter"])
def test_a_damaged_file_is_restored_and_nothing_approved_is_lost(tmp_path: Path, how: str) -> None:
    folder = SeriesFolder(tmp_path, "ring")
    with folder.archive() as archive:
        for number in range(40):
            archive.put("premise", f"p{number}", Premise(text=f"promise {number} " * 50), "approved")
        before = archive.digest()
        archive.keep_copy()
    spoil(folder.database, how)
    with folder.archive() as archive:
        assert archive.digest() == before
        assert [entry.level for entry in archive.entries()] == ["warning"]
        assert "restored from its last good copy" in archive.entries()[0].text
    assert (folder.path / "series.db.damaged-1").exists()
    spoil(folder.database, how)
    with folder.archive() as archive:
        assert archive.digest() == before
    assert (folder.path / "series.db.damaged-2").exists(), "nothing is ever deleted"


def test_a_damaged_file_never_becomes_the_good_copy(tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path, "ring")
    with folder.archive() as archive:
        for number in range(40):
            archive.put("premise", f"p{number}", Premise(text=f"promise {number} " * 90), "approved")
        archive.keep_copy()
    good = good_copy(folder.database).read_bytes()
    whole = bytearray(folder.database.read_bytes())
    for at in range(8192, len(whole), 997):
        whole[at] ^= 0xFF
    folder.database.write_bytes(whole)
    with closing(sqlite3.connect(folder.database)) as connection, pytest.raises(sqlite3.DatabaseError):
        keep(connection, folder.database)
    assert good_copy(folder.database).read_bytes() == good
    assert not list(folder.path.glob("*.part"))


def test_without_a_copy_the_fault_is_told(tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path, "ring")
    folder.archive().close()
    spoil(folder.database, "garbage")
    with pytest.raises(SeriesDamaged, match="Put back a copy"):
        folder.archive()
