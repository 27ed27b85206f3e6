"""The conversation through the real graphs: a note is tried, proposed, accepted, cut, and undone to the byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.memory.edits.people import ChangeLook
from cliffhanger.memory.edits.script import CutLine, RewriteLine
from cliffhanger.memory.note import Reading

from .lot import Talking, filmed


@pytest.fixture
def talking(series: Studio, tmp_path: Path, reel: Path) -> Iterator[Talking]:
    with filmed(series, tmp_path, reel) as (studio, _):
        yield Talking(studio)


def rewritten(talking: Talking, episode: str, text: str) -> tuple[str, Reading]:
    line = talking.chronicle.script(episode).lines()[3]
    return line.id, Reading(edits=(RewriteLine(line=line.id, text=text),), understood="One line is other words.")


async def test_one_line_remakes_only_what_speaks_or_shows_it_and_undo_gives_the_same_master(talking: Talking) -> None:
    await talking.film(1)
    before, digest, master = talking.cut("s01e01"), talking.studio.archive.digest(), talking.master("s01e01")
    line, reading = rewritten(talking, "s01e01", "I never said that to you.")

    said = await talking.take(reading)
    assert said.kind == "proposal"
    assert talking.studio.archive.digest() == digest, "a proposal changes nothing"
    proposal = talking.pending
    remade = {change.id for change in proposal.ripple.remade if change.kind in ("voice", "picture")}
    assert line in remade

    done = await talking.accept()
    assert done.kind == "done"
    after = talking.cut("s01e01")
    differing = {id for id in before.takes.keys() | after.takes.keys() if before.takes.get(id) != after.takes.get(id)}
    assert differing == remade, "the ripple named just the takes that changed"
    board = talking.studio.chronicle
    assert board.script("s01e01").lines()[3].text == "I never said that to you."
    assert talking.master("s01e01") != master

    await talking.undo()
    assert talking.studio.archive.digest() == digest
    assert talking.master("s01e01") == master
    assert talking.cut("s01e01").number == before.number


async def test_a_look_touches_every_episode_it_is_seen_in(talking: Talking) -> None:
    await talking.film(2)
    lead = talking.chronicle.bible(1).characters[0]
    edit = ChangeLook(character=lead.id, look={"hair": "bob"})
    await talking.take(Reading(edits=(edit,), understood="A bob."))
    proposal = talking.pending
    assert proposal.ripple.episodes == ("s01e01", "s01e02")
    assert {change.why for change in proposal.ripple.remade if change.kind == "picture"} == {"a face changes"}
    cuts = {id: talking.cut(id) for id in proposal.ripple.episodes}
    await talking.accept()
    named = {change.id for change in proposal.ripple.remade if change.kind in ("voice", "picture")}
    changed = {
        part
        for id, cut in cuts.items()
        for part in cut.takes.keys() | talking.cut(id).takes.keys()
        if cut.takes.get(part) != talking.cut(id).takes.get(part)
    }
    assert changed == named


async def test_a_proposal_is_refined_or_dropped(talking: Talking) -> None:
    await talking.film(1)
    lines = talking.chronicle.script("s01e01").lines()
    digest = talking.studio.archive.digest()
    await talking.take(Reading(edits=(CutLine(line=lines[4].id),), understood="A line goes."))
    first = talking.pending
    _, reading = rewritten(talking, "s01e01", "Other words.")
    await talking.take(reading)
    assert talking.pending.number == first.number + 1
    assert talking.talk.proposal(first.number).standing == "refined"
    await talking.take(Reading(command="drop"))
    assert talking.talk.pending() is None
    assert talking.studio.archive.digest() == digest
