"""Forty notes and more, one after another, through the real graphs: right place, true ripple, new cut, all undone.

The writer, the director, the reader of notes and the graphs are the real ones; what is made is small.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.episode import Episode
from cliffhanger.memory.proposal import Proposal
from cliffhanger.memory.versions import Versions

from ..notes.forty import FORTY
from .lot import Talking, filmed_anew

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
EPISODES = ("s01e01", "s01e02", "s01e03")

pytestmark = pytest.mark.slow


@pytest.fixture
def talking(tmp_path: Path, reel: Path) -> Iterator[Talking]:
    with filmed_anew(tmp_path, reel, PREMISE) as talking:
        yield talking


def fields(edit: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return of an edit the fields that are wanted; of a look only the features that are."""
    found = {name: getattr(edit, name) for name in wanted}
    return {
        name: {k: value[k] for k in wanted[name] if k in value} if name == "look" else value
        for name, value in found.items()
    }


def takes(talking: Talking) -> dict[str, str]:
    return {id: key for episode in EPISODES for id, key in talking.cut(episode).takes.items()}


def foreseen(proposal: Proposal) -> set[str]:
    return {change.id for change in proposal.ripple.remade if change.kind in ("voice", "picture")}


def lying_under(talking: Talking, remade: set[str]) -> set[str]:
    """Return the shots in which a line is heard that was spoken anew.

    They are foreseen as remade, because nobody knows before how long the line will be; by chance it is as long.
    """
    episodes = (Episode.of(talking.studio, episode) for episode in EPISODES)
    timed = (shot for episode in episodes for shot in episode.timed)
    return {shot.shot.id for shot in timed if remade & {line for line, _ in shot.heard}}


async def test_each_is_understood_foreseen_carried_out_and_undone(talking: Talking) -> None:
    await talking.film(3)
    store, archive = talking.studio.floor.store, talking.studio.archive
    masters = {episode: talking.master(episode) for episode in EPISODES}
    states: list[str] = []
    for text, kind, wanted in FORTY:
        states.append(archive.digest())
        said = await talking.say(text)
        assert said.kind == "proposal", f"{text!r}: {said.text}"
        proposal = talking.pending
        assert proposal.edits[0].do == kind, f"{text!r} became {proposal.edits[0]}"
        assert fields(proposal.edits[0], wanted) == wanted, f"{text!r} became {proposal.edits[0]}"
        assert archive.digest() == states[-1], "a proposal changes nothing"
        made, before = set(store.keys()), takes(talking)

        done = await talking.accept()
        assert done.kind == "done", f"{text!r}: {done.text}"
        after = takes(talking)
        remade = {id for id, key in after.items() if key != before.get(id) and key not in made}
        assert remade <= foreseen(proposal), f"{text!r}: more was made than was foreseen"
        assert foreseen(proposal) - remade <= lying_under(talking, remade), f"{text!r}: less was made than was foreseen"
        assert archive.digest() != states[-1] or proposal.ripple.remade == (), f"{text!r} changed nothing"
        for episode in EPISODES:
            shown = [take.key for take in Episode.of(talking.studio, episode).segments().values()]
            assert list(talking.cut_spec(episode).segments) == shown, f"{text!r}: the master is another cut"

    versions = Versions(archive)
    for (text, _, _), state in zip(reversed(FORTY), reversed(states), strict=True):
        versions.undo()
        assert archive.digest() == state, f"undoing {text!r} gives other documents"
    await talking.follow()
    assert archive.digest() == states[0]
    assert {episode: talking.master(episode) for episode in EPISODES} == masters
