"""Versions: undo and redo give back the same documents to the byte, branches are had both ways."""

import random

import pytest

from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.frozen import Frozen
from cliffhanger.memory.versions import Versions


class Page(Frozen):
    text: str


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "series.db") as archive:
        for id in ("s01e01", "s01e02"):
            archive.put("script", id, Page(text=f"first {id}"), "written")
        yield archive


def changed(archive, note, **pages):
    versions = Versions(archive)
    number = versions.begin(note, note, tuple(pages))
    for id, text in pages.items():
        archive.put("script", id, Page(text=text), note, "user")
    versions.close()
    return number


def text(archive, id):
    found = archive.get("script", id, Page)
    return found and found.text


def test_undone_is_as_before_and_redone_as_after(archive):
    before = archive.digest()
    changed(archive, "colder", s01e01="cold")
    after = archive.digest()
    versions = Versions(archive)

    assert versions.undo().note == "colder"
    assert archive.digest() == before
    assert versions.redo().note == "colder"
    assert archive.digest() == after


def test_forty_random_changes_undone_one_by_one_pass_every_state_again(archive):
    rng, states = random.Random(4), []
    for step in range(40):
        states.append(archive.digest())
        changed(archive, str(step), **{f"s01e0{rng.randint(1, 4)}": f"{step}/{rng.random()}" for _ in range(3)})
    versions = Versions(archive)
    for state in reversed(states):
        versions.undo()
        assert archive.digest() == state
    with pytest.raises(UserError, match="nothing to undo"):
        versions.undo()


def test_a_document_that_a_change_brought_goes_with_it(archive):
    changed(archive, "a new one", s01e03="new")
    Versions(archive).undo()
    assert text(archive, "s01e03") is None
    Versions(archive).redo()
    assert text(archive, "s01e03") == "new"


def test_after_an_undo_a_new_change_takes_fresh_numbers_and_nothing_is_lost(archive):
    changed(archive, "one", s01e01="one")
    Versions(archive).undo()
    changed(archive, "other", s01e01="other")
    assert text(archive, "s01e01") == "other"
    bodies = [archive.at("script", "s01e01", n, Page).text for n in (1, 2, 3)]
    assert bodies == ["first s01e01", "one", "other"]
    with pytest.raises(UserError, match="nothing to redo"):
        Versions(archive).redo()


def test_what_is_made_between_two_changes_stays_when_the_first_is_undone(archive):
    changed(archive, "one", s01e01="one")
    archive.put("script", "s01e03", Page(text="made meanwhile"), "written")
    Versions(archive).undo()
    assert text(archive, "s01e01") == "first s01e01"
    assert text(archive, "s01e03") == "made meanwhile"


def test_what_was_changed_since_by_something_else_is_not_overwritten(archive):
    changed(archive, "one", s01e01="one")
    archive.put("script", "s01e01", Page(text="by hand"), "elsewhere")
    with pytest.raises(UserError, match="changed since"):
        Versions(archive).undo()
    assert text(archive, "s01e01") == "by hand"


def test_both_ways_are_had_by_branches(archive):
    changed(archive, "warm", s01e01="warm")
    versions = Versions(archive)
    versions.begin_branch("cold")
    changed(archive, "colder", s01e01="cold", s01e02="colder still")
    cold = archive.digest()

    versions.switch("main")
    assert (text(archive, "s01e01"), text(archive, "s01e02")) == ("warm", "first s01e02")
    changed(archive, "warmer", s01e02="warmer")
    versions.switch("cold")
    assert archive.digest() == cold
    assert {branch.name for branch in versions.branches()} == {"main", "cold"}
    with pytest.raises(UserError, match="There: cold, main"):
        versions.switch("nowhere")
    with pytest.raises(UserError, match="already"):
        versions.begin_branch("main")


def test_a_branch_begun_after_an_undo_leaves_what_can_be_redone_on_the_first(archive):
    changed(archive, "one", s01e01="one")
    changed(archive, "two", s01e01="two")
    versions = Versions(archive)
    versions.undo()
    versions.begin_branch("other")
    changed(archive, "three", s01e01="three")
    versions.switch("main")
    assert text(archive, "s01e01") == "one"
    assert versions.redo().note == "two"
    versions.switch("other")
    assert text(archive, "s01e01") == "three"


def test_episodes_wait_until_they_have_been_remade(archive):
    changed(archive, "both", s01e02="two", s01e01="one")
    versions = Versions(archive)
    assert versions.waiting() == ("s01e01", "s01e02")
    versions.remade("s01e01")
    assert Versions(archive).waiting() == ("s01e02",)


def test_a_file_of_the_schema_before_gets_the_new_tables(tmp_path):
    with Archive(tmp_path / "old.db") as archive:
        archive.put("script", "s01e01", Page(text="old"), "written")
        with archive.database.change() as change:
            for table in ("change", "part", "branch", "proposal", "said", "cut"):
                change.execute(f"DROP TABLE {table}")
            change.execute("PRAGMA user_version = 1")
    with Archive(tmp_path / "old.db") as archive:
        changed(archive, "new", s01e01="new")
        Versions(archive).undo()
        assert text(archive, "s01e01") == "old"
