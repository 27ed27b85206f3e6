"""The whole graph on a model: a real endpoint on this machine that fails in every way, a house crew that answers."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from cliffhanger.agents.crew import Format, Makers, Studio
from cliffhanger.agents.graph import build_graph
from cliffhanger.agents.house.crew import HouseCritic, HouseShowrunner, HouseWriter
from cliffhanger.agents.house.director import HouseDirector
from cliffhanger.agents.model.cards import CardShelf
from cliffhanger.agents.model.crew import ModelDirector, ModelShowrunner, ModelWriter
from cliffhanger.agents.model.critic import ModelCritic
from cliffhanger.agents.model.endpoint import Endpoint, EndpointSettings
from cliffhanger.agents.model.judge import ModelJudge
from cliffhanger.agents.model.rehearsal import Rehearsal
from cliffhanger.agents.model.server import ChatServer, FaultKind
from cliffhanger.agents.state import Request
from cliffhanger.errors import ModelRefused
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Findings
from cliffhanger.memory.debate import Objection
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.look import Look, Sex, Voice
from cliffhanger.memory.recall import Recall
from cliffhanger.memory.storyboard import Storyboard
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.take import Made

REQUEST = Request(
    premise="A chef who lost her taste must cook for the critic who ruined her",
    seed=3,
    season=1,
    season_length=6,
    paywall=5,
    about="",
    lead="",
    first=1,
    last=1,
    render=False,
)
OVERCOME: list[FaultKind] = [
    "rate_limit", "error_500", "none", "timeout", "truncated_body", "html", "fenced", "drop", "wrong_type",
    "rate_limit_after", "length", "thinking", "empty_choices", "broken_json",
]  # fmt: skip


def looks(seed: int, sex: Sex, age: int, temper: str) -> Look:
    return Look(sex=sex, age=age)


def voices(wanted: Sequence[tuple[Sex, int, str]], seed: int) -> list[Voice]:
    return [Voice(style=f"v{number}") for number, _ in enumerate(wanted)]


class NoMaker:
    """Nothing is rendered here; a call would be a mistake."""

    tool, version, suffix = "none", "1", ".none"

    def make(self, *_: object) -> Any:
        raise AssertionError("nothing is to be rendered")


class BlankSheet:
    """A contact sheet with nothing on it: what pictures look like is not asked here."""

    tool, version, suffix = "blank", "1", ".jpg"

    def make(self, spec: object, out: Path, inputs: object = ()) -> Made:
        out.write_bytes(b"blank")
        return Made(seconds=0.0)


@pytest.fixture(scope="module")
def recall(tmp_path_factory: pytest.TempPathFactory, vectors: Path) -> Iterator[Recall]:
    with Recall(tmp_path_factory.mktemp("rehearsal") / "recall", cache=vectors) as found:
        yield found


def rehearsal(recall: Recall, *objections: Objection) -> Rehearsal:
    return Rehearsal(HouseShowrunner(recall), HouseWriter(), HouseDirector(), 3, objections)


@pytest.fixture(scope="module")
def answers(recall: Recall) -> Rehearsal:
    crew = rehearsal(recall)
    crew.prepare(REQUEST["premise"], REQUEST["season_length"], paywall=REQUEST["paywall"])
    return crew


async def rehearse(server: ChatServer, folder: SeriesFolder, vectors: Path, **request: Any) -> list[float]:
    """Run the graph to its end against a server; return the waits between retries."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    threads = ThreadPoolExecutor(1)
    nothing: Any = NoMaker()
    with threads, folder.archive() as archive, Recall(folder.recall, cache=vectors) as recall:

        def decided(text: str, episode: str) -> None:
            archive.log(text, "decision", episode)

        settings = EndpointSettings(base_url=server.url, model="rehearsal", timeout=3)
        model, cards = Endpoint(settings, record=archive.record, sleep=wait), CardShelf(recall)
        studio = Studio(
            folder=folder,
            archive=archive,
            recall=recall,
            floor=Floor(folder.take_store(), 1, threads),
            makers=Makers(nothing, nothing, nothing, nothing, nothing, sheet=BlankSheet()),
            format=Format(width=216, height=384, fps=24, draft=True),
            showrunner=ModelShowrunner(model, cards, looks, voices),
            writer=ModelWriter(model, cards, decided),
            director=ModelDirector(model),
            critic=ModelCritic(model, HouseCritic(), decided),
            judge=ModelJudge(model, decided),
        )
        graph = build_graph(InMemorySaver())
        asked: Any = {**REQUEST, **request}
        await graph.ainvoke(asked, {"configurable": {"thread_id": "t"}}, context=studio, durability="sync")
        await asyncio.gather(*studio.errands)
    return waits


def drafts_asked(server: ChatServer) -> list[str]:
    """Return the names of the drafts that were asked for, in order."""
    return [request["response_format"]["json_schema"]["name"] for request in server.asked]


DOUBT = Objection(
    code="weak_hook",
    episodes=(2,),
    text="“A hand burns” is what the last episode has shown.",
    wish="Episode 2 opens on the knife in the sink.",
)
SEASON = [
    "BibleDraft", "OutlineDraft", "CritiqueDraft", "OutlineDraft", "CritiqueDraft",
    *["ScriptDraft", "VerdictDraft", "StoryboardDraft"] * 3,
]  # fmt: skip
"""What a model is asked for while a season starts: bible, plan, attack, answer, attack; then three episodes."""


async def test_a_season_starts_with_its_debate_and_its_judge_and_a_sequel_follows(
    recall: Recall, vectors: Path, tmp_path: Path
) -> None:
    folder = SeriesFolder(tmp_path, "chef")
    with ChatServer(rehearsal(recall, DOUBT).answer) as server:
        await rehearse(server, folder, vectors, season_length=3, paywall=2, last=3)
        first = drafts_asked(server)
        about = "the critic's last guest book"
        await rehearse(server, folder, vectors, season=2, season_length=3, paywall=2, last=2, about=about)
        second = drafts_asked(server)[len(first) :]
    assert first == SEASON
    assert second[:3] == ["SequelDraft", "OutlineDraft", "CritiqueDraft"]


@pytest.mark.slow
async def test_an_episode_is_planned_to_its_storyboard_through_every_fault(
    answers: Rehearsal, vectors: Path, tmp_path: Path
) -> None:
    folder = SeriesFolder(tmp_path, "chef")
    with ChatServer(answers.answer, OVERCOME, slow=5) as server:
        waits = await rehearse(server, folder, vectors)
        assert server.plan == []
    assert len(waits) == 8
    with Archive(folder.database) as archive:
        bible = archive.get("bible", "s01", Bible)
        assert bible is not None and bible.premise.text == REQUEST["premise"]
        assert archive.get("storyboard", "s01e01", Storyboard) is not None
        findings = archive.get("findings", "s01e01", Findings)
        assert findings is not None and not [one for one in findings.findings if one.severity == "error"]
        assert {call.role for call in archive.calls("s01e01")} == {"writer", "director"}
    assert (folder.documents / "bible.md").exists() and (folder.documents / "s01e01.fountain").exists()


@pytest.mark.slow
async def test_a_refusal_stops_the_run_and_the_next_run_asks_only_for_what_is_missing(
    answers: Rehearsal, vectors: Path, tmp_path: Path
) -> None:
    folder = SeriesFolder(tmp_path, "chef")
    declined = pytest.raises(ModelRefused, match="writer's model declined: “I cannot write this scene")
    with ChatServer(answers.answer, ["none", "none", "refusal"]) as server, declined:
        await rehearse(server, folder, vectors)
    with ChatServer(answers.answer) as server:
        await rehearse(server, folder, vectors)
        assert [request["response_format"]["json_schema"]["name"] for request in server.asked] == [
            "ScriptDraft",
            "StoryboardDraft",
        ]
