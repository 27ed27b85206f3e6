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
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.crew import HouseCritic, HouseShowrunner, HouseWriter
from cliffhanger.agents.model.cards import CardShelf
from cliffhanger.agents.model.crew import ModelDirector, ModelShowrunner, ModelWriter
from cliffhanger.agents.model.critic import ModelCritic
from cliffhanger.agents.model.endpoint import Endpoint, EndpointSettings
from cliffhanger.agents.model.judge import ModelJudge
from cliffhanger.agents.model.rehearsal import Rehearsal
from cliffhanger.agents.model.server import ChatServer, FaultKind
from cliffhanger.agents.planning import DEBATE_ROUNDS
from cliffhanger.agents.state import Request
from cliffhanger.errors import ModelRefused
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Finding, Findings
from cliffhanger.memory.chronicle import Chronicle
from cliffhanger.memory.debate import Objection, Objections
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
ONCE: tuple[FaultKind, ...] = ("fenced", "thinking", "chatty")
REPAIRED: tuple[FaultKind, ...] = ("null_content", "wrong_type", "broken_json", "length")
RETRIED: tuple[FaultKind, ...] = (
    "rate_limit", "rate_limit_after", "error_500", "bad_gateway_page", "timeout", "drop", "drop_within", "html",
    "truncated_body", "empty_body", "no_choices", "empty_choices",
)  # fmt: skip
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


class Declining(ChatServer):
    """Declines every script."""

    def next_fault(self, request: dict[str, Any]) -> FaultKind:
        fault = super().next_fault(request)
        return "refusal" if '"title": "ScriptDraft"' in str(request["messages"][0]["content"]) else fault


def drafts_asked(server: ChatServer) -> list[str]:
    """Return the names of the drafts that were asked for, in order."""
    return [request["response_format"]["json_schema"]["name"] for request in server.asked]


DOUBT = Objection(
    code="weak_hook",
    episodes=(2,),
    text="“A hand burns” is what the last episode has shown.",
    wish="Episode 2 opens on the knife in the sink.",
)
EPISODE = ["ScriptDraft", "VerdictDraft", "StoryboardDraft"]


async def test_a_season_starts_with_its_debate_and_its_judge_and_a_sequel_follows(
    recall: Recall, vectors: Path, tmp_path: Path
) -> None:
    folder, short = SeriesFolder(tmp_path, "chef"), {"season_length": 3, "paywall": 2}
    about = "the critic's last guest book"
    with ChatServer(rehearsal(recall, DOUBT).answer) as server:
        await rehearse(server, folder, vectors, **short, last=3)
        first = drafts_asked(server)
        await rehearse(server, folder, vectors, **short, season=2, last=2, about=about)
        second = drafts_asked(server)[len(first) :]
    assert first[:5] == ["BibleDraft", "OutlineDraft", "CritiqueDraft", "OutlineDraft", "CritiqueDraft"]
    assert first.count("CritiqueDraft") <= 1 + DEBATE_ROUNDS and first[-9:] == EPISODE * 3
    assert second[:3] == ["SequelDraft", "OutlineDraft", "CritiqueDraft"] and second[-3:] == EPISODE
    with Archive(folder.database) as archive:
        chronicle = Chronicle(archive)
        assert chronicle.approved() == ("s01e01", "s01e02", "s01e03", "s02e01", "s02e02")
        _carried_over(chronicle, 1)
        debate = archive.at("objections", "s01", 1, Objections)
        assert debate is not None and DOUBT in debate.objections
        assert {call.role for call in archive.calls()} == {"showrunner", "writer", "critic", "continuity", "director"}
        assert {call.role for call in archive.calls("s02e02")} == {"writer", "continuity", "director"}
        assert [entry.text for entry in archive.entries() if entry.level == "decision"] == []


def _carried_over(chronicle: Chronicle, season: int) -> None:
    """Hold the season after one against it: faces, voices, kinship, the dead, and the thread that opens it."""
    past, bible = chronicle.bible(season), chronicle.bible(season + 1)
    for person in past.characters:
        same = bible.character(person.id)
        assert (same.look, same.voice, same.wardrobe) == (person.look, person.voice, person.wardrobe)
        assert (same.name, same.relations) == (person.name, person.relations)
    assert bible.question != past.question and bible.premise == past.premise
    assert chronicle.opening(season + 1).dead >= chronicle.closing(season).dead
    opened = chronicle.outline(season + 1).episodes[0]
    assert any(id.startswith("s0") for id in (*opened.recalls, *opened.pays))
    assert all(thread.paid or thread.carried for thread in chronicle.outline(season + 1).threads)


@pytest.mark.slow
async def test_three_seasons_in_a_row_keep_their_people(recall: Recall, vectors: Path, tmp_path: Path) -> None:
    folder = SeriesFolder(tmp_path, "chef")
    with ChatServer(rehearsal(recall).answer) as server:
        for season in (1, 2, 3):
            await rehearse(server, folder, vectors, season=season, season_length=3, paywall=2, last=3)
    with Archive(folder.database) as archive:
        chronicle = Chronicle(archive)
        assert len(chronicle.approved()) == 9
        for season in (1, 2):
            _carried_over(chronicle, season)
        questions = {chronicle.bible(season).question for season in (1, 2, 3)}
        errors = [
            one
            for id in chronicle.approved()
            for one in found_in(archive, id)
            if one.severity == "error" and one.status == "open"
        ]
    assert len(questions) == 3 and errors == []


def found_in(archive: Archive, episode: str) -> tuple[Finding, ...]:
    found = archive.get("findings", episode, Findings)
    assert found is not None
    return found.findings


@pytest.mark.slow
async def test_a_season_starts_through_every_fault_that_can_be_overcome(
    recall: Recall, vectors: Path, tmp_path: Path
) -> None:
    folder = SeriesFolder(tmp_path, "chef")
    faults: list[FaultKind] = []
    for n, bent in enumerate((*ONCE, *REPAIRED)):
        faults += [*RETRIED[2 * n : 2 * n + 2], bent, *(["none"] if bent in REPAIRED else [])]
    assert set(RETRIED) < set(faults)
    with ChatServer(rehearsal(recall, DOUBT).answer, faults, slow=5) as server:
        await rehearse(server, folder, vectors, season_length=3, paywall=2, last=3)
        assert server.plan == []
    with Archive(folder.database) as archive:
        assert Chronicle(archive).approved() == ("s01e01", "s01e02", "s01e03")
        assert [entry.text for entry in archive.entries() if entry.level == "decision"] == []


@pytest.mark.slow
async def test_a_judge_and_a_critic_that_decline_do_not_stop_a_season(
    recall: Recall, vectors: Path, tmp_path: Path
) -> None:
    answers = rehearsal(recall)

    def answer(request: dict[str, Any]) -> str:
        name = request["response_format"]["json_schema"]["name"]
        return "I can't help with that." if name in ("CritiqueDraft", "VerdictDraft") else answers.answer(request)

    folder = SeriesFolder(tmp_path, "chef")
    with ChatServer(answer) as server:
        await rehearse(server, folder, vectors, season_length=3, paywall=2, last=1)
    with Archive(folder.database) as archive:
        said = [(entry.episode, entry.text) for entry in archive.entries() if entry.level == "decision"]
        assert archive.get("storyboard", "s01e01", Storyboard) is not None
    assert {episode for episode, _ in said} == {"", "s01e01"}
    assert any(text.startswith("The words of s01e01 were not judged: ") for _, text in said)
    assert any(text.startswith("The plan of season 1 was attacked by measure alone: ") for _, text in said)


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
        assert {call.role for call in archive.calls("s01e01")} == {"writer", "continuity", "director"}
    assert (folder.documents / "bible.md").exists() and (folder.documents / "s01e01.fountain").exists()


@pytest.mark.slow
async def test_a_refusal_stops_the_run_and_the_next_run_asks_only_for_what_is_missing(
    answers: Rehearsal, vectors: Path, tmp_path: Path
) -> None:
    folder = SeriesFolder(tmp_path, "chef")
    declined = pytest.raises(ModelRefused, match="writer's model declined: “I cannot write this scene")
    with Declining(answers.answer) as server, declined:
        await rehearse(server, folder, vectors)
    with ChatServer(answers.answer) as server:
        await rehearse(server, folder, vectors)
        assert drafts_asked(server) == EPISODE
