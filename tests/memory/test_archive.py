import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cliffhanger.errors import SeriesDamaged, SeriesError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible, Premise
from cliffhanger.memory.frozen import Frozen
from cliffhanger.memory.ledger import ModelCall

WRITER = """
import sys
from pathlib import Path
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Premise
with Archive(Path(sys.argv[1])) as archive:
    n = len(archive.history("premise", "p"))
    while True:
        n += 1
        with archive.together():
            archive.put("premise", "p", Premise(text=f"{n} " + "x" * 5000), f"change {n}")
            archive.put("premise", "twin", Premise(text=f"{n} " + "y" * 5000), f"change {n}")
        print(n, flush=True)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "series.db")


def premise(text: str) -> Premise:
    return Premise(text=text)


def text(archive: Archive) -> str:
    found = archive.get("premise", "p", Premise)
    assert found is not None
    return found.text


def test_a_document_comes_back_equal(archive: Archive, bible: Bible) -> None:
    assert archive.put("bible", "bible", bible, "first draft", "showrunner") == 1
    assert archive.get("bible", "bible", Bible) == bible
    assert archive.get("bible", "other", Bible) is None


def test_an_equal_document_makes_no_revision(archive: Archive) -> None:
    assert [archive.put("premise", "p", premise(words), "r") for words in ("a", "a", "b", "b")] == [1, 1, 2, 2]
    assert len(archive.history("premise", "p")) == 2


def test_every_revision_can_be_read_with_its_reason(archive: Archive) -> None:
    archive.put("premise", "p", premise("a"), "first", "showrunner")
    archive.put("premise", "p", premise("b"), "the user asked", "user")
    first, second = archive.history("premise", "p")
    assert (first.reason, first.author, first.parent) == ("first", "showrunner", 0)
    assert (second.reason, second.author, second.parent) == ("the user asked", "user", 1)
    assert archive.at("premise", "p", 1, Premise) == premise("a")
    assert archive.at("premise", "p", 3, Premise) is None


def test_undo_goes_back_one_change_each_time_and_loses_nothing(archive: Archive) -> None:
    for words in "abc":
        archive.put("premise", "p", premise(words), "r")
    archive.undo("premise", "p", "no")
    assert text(archive) == "b"
    archive.undo("premise", "p", "further")
    assert text(archive) == "a"
    with pytest.raises(SeriesError, match="as it was first written"):
        archive.undo("premise", "p", "too far")
    archive.put("premise", "p", premise("d"), "r")
    archive.undo("premise", "p", "no")
    assert text(archive) == "a"
    assert [revision.restores for revision in archive.history()] == [0, 0, 0, 2, 1, 0, 5]
    assert archive.at("premise", "p", 3, Premise) == premise("c")


def test_undo_of_nothing_is_told(archive: Archive) -> None:
    with pytest.raises(SeriesError, match="no such document"):
        archive.undo("script", "s01e09", "?")


def test_revisions_cannot_be_deleted_or_changed(archive: Archive) -> None:
    archive.put("premise", "p", premise("a"), "r")
    with sqlite3.connect(archive.path) as raw:
        for statement in ("DELETE FROM revision", "UPDATE revision SET body = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                raw.execute(statement)
    raw.close()


def test_digest_tells_documents_apart_and_not_their_history(tmp_path: Path) -> None:
    def digest(name: str, *steps: tuple[str, str]) -> str:
        with Archive(tmp_path / name) as archive:
            for id, words in steps:
                archive.put("premise", id, premise(words), name)
            return archive.digest()

    one = digest("1", ("p", "a"), ("q", "b"))
    assert one == digest("2", ("q", "x"), ("q", "b"), ("p", "a"))
    assert one != digest("3", ("p", "b"), ("q", "a"))


def test_ids_and_kinds_are_sorted(archive: Archive, bible: Bible) -> None:
    for id in ("s01e02", "s01e01"):
        archive.put("premise", id, premise("a"), "r")
    archive.put("bible", "bible", bible, "r")
    assert archive.ids("premise") == ["s01e01", "s01e02"]
    assert archive.kinds() == ["bible", "premise"]


def test_a_document_of_another_shape_is_told_and_names_the_field(archive: Archive) -> None:
    class Old(Frozen):
        words: int

    archive.put("premise", "p", Old(words=3), "r")
    with pytest.raises(SeriesDamaged, match=r"premise p in .*words|text"):
        archive.get("premise", "p", Premise)


def test_changes_together_are_all_or_none(archive: Archive) -> None:
    with pytest.raises(RuntimeError), archive.together():
        archive.put("premise", "p", premise("a"), "r")
        archive.log("written")
        raise RuntimeError
    assert archive.history() == [] and archive.entries() == []


def test_threads_may_share_it(archive: Archive) -> None:
    def write(name: str) -> None:
        for n in range(15):
            archive.put("premise", name, premise(str(n)), "r")

    threads = [threading.Thread(target=write, args=(f"p{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(archive.history()) == 60


def test_killed_at_any_moment_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    path = tmp_path / "series.db"
    for delay in (0.0, 0.013, 0.031, 0.05, 0.07):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged = int(process.stdout.readline())
        time.sleep(delay)
        process.kill()
        rest = process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        acknowledged = int(rest[-1]) if rest and rest[-1].isdigit() else acknowledged
        with Archive(path) as archive:
            twins = [archive.history("premise", id) for id in ("p", "twin")]
            assert len(twins[0]) == len(twins[1]) >= acknowledged
            assert [revision.number for revision in twins[0]] == list(range(1, len(twins[0]) + 1))
            assert text(archive).startswith(f"{len(twins[0])} ")


def test_a_full_disk_leaves_the_old_state_readable(archive: Archive) -> None:
    archive.put("premise", "p", premise("before"), "r")
    raw = archive._database._connection
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0] + 1}")
    with pytest.raises(SeriesError, match="No room left"):
        archive.put("premise", "p", premise("x" * 100_000), "r")
    assert text(archive) == "before"
    raw.execute("PRAGMA max_page_count = 1000000")
    archive.put("premise", "p", premise("after"), "r")
    assert text(archive) == "after"


@pytest.mark.parametrize("damage", ["garbage", "torn", "flipped"])
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "series.db"
    with Archive(path) as archive:
        for n in range(30):
            archive.put("premise", f"p{n}", premise(str(n) * 900), "r")
    whole = bytearray(path.read_bytes())
    if damage == "garbage":
        whole = bytearray(b"no database at all " * 400)
    elif damage == "torn":
        whole = whole[: len(whole) // 2]
    else:
        for at in range(4096, len(whole), 1009):
            whole[at] ^= 0xFF
    path.write_bytes(whole)
    with pytest.raises(SeriesDamaged, match="Put back a copy"):
        Archive(path)


def test_a_later_schema_names_the_version_that_made_it(tmp_path: Path) -> None:
    path = tmp_path / "series.db"
    Archive(path).close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.execute("UPDATE note SET value = '9.4.2' WHERE key = 'made_by'")
    raw.commit()
    raw.close()
    with pytest.raises(SeriesError, match=r"made by Cliffhanger 9\.4\.2 .*Update"):
        Archive(path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "series.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(SeriesError, match="not one of a series"):
        Archive(path)
    assert path.read_bytes() == before


def test_it_is_durable_by_its_settings(archive: Archive) -> None:
    def setting(name: str) -> object:
        return archive._database.rows(f"PRAGMA {name}")[0][0]

    assert (setting("journal_mode"), setting("synchronous"), setting("foreign_keys")) == ("wal", 2, 1)


def test_the_ledger_keeps_notes_stages_calls_log_and_jobs(archive: Archive) -> None:
    archive.set_note("seed", "7")
    archive.set_note("seed", "8")
    assert (archive.note("seed"), archive.note("none", "-")) == ("8", "-")

    for stage in ("script", "storyboard", "script"):
        archive.set_stage("s01e01", stage)
    assert (archive.stages("s01e01"), archive.stage("s01e01"), archive.stage("s01e02")) == (
        ["storyboard", "script"],
        "script",
        "",
    )

    call = ModelCall(
        role="writer", episode="s01e01", model="m", tokens_in=10, tokens_out=5, tokens_cached=2, cost=0.25, seconds=1
    )
    archive.record(call)
    archive.record(call.model_copy(update={"episode": "s01e02"}))
    assert archive.calls("s01e01") == [call] and len(archive.calls()) == 2

    archive.log("video model is not there: animated still", "decision", "s01e01")
    assert [(entry.level, entry.text) for entry in archive.entries("s01e01")] == [
        ("decision", "video model is not there: animated still")
    ]

    archive.intend_job("ab" * 32, "fal")
    intended = archive.job("ab" * 32)
    assert intended is not None and (intended.state, intended.provider_id) == ("intended", "")
    archive.submitted_job("ab" * 32, "fal", "id-1")
    archive.finished_job("ab" * 32)
    done = archive.job("ab" * 32)
    assert done is not None and (done.state, done.provider_id) == ("done", "id-1")
    assert archive.job("cd" * 32) is None
