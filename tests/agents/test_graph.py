"""The graph at work with a small crew: what fails is tried again and shown; what is made is never made twice."""

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents import graph
from cliffhanger.agents.state import Request
from cliffhanger.errors import MakerRefused, ProductionError, ToolError
from cliffhanger.memory.canon import Findings
from cliffhanger.memory.storyboard import Storyboard
from cliffhanger.studio import run as production
from cliffhanger.studio.progress import Ticker
from cliffhanger.tools.picture.spec import ShotSpec


def request(**changed: Any) -> Request:
    asked = {
        "premise": "A nurse", "about": "", "lead": "", "seed": 1, "season": 1, "season_length": 60, "paywall": 10,
        "first": 1, "last": 1, "render": True,
    }  # fmt: skip
    return Request(**(asked | changed))  # type: ignore[typeddict-item]


async def produce(lot: Any, **changed: Any) -> None:
    """Run as the command line does: with the series' checkpoints, from the last of them."""
    with Ticker(quiet=True) as ticker:
        await production._drive(lot.studio, request(**changed), ticker.hear)


def shows(number: int) -> Callable[[ShotSpec], bool]:
    """Tell whether a Spec is of that shot of the first episode: its seed has the number."""
    return lambda spec: spec.seed == int(f"0101{number:02d}")


def masters(lot: Any) -> list[str]:
    return sorted(path.name for path in lot.studio.folder.masters.glob("*.mp4"))


async def test_two_episodes_become_masters(lot: Any) -> None:
    await produce(lot, last=2)
    assert masters(lot) == ["s01e01.mp4", "s01e02.mp4"]
    assert all(path.with_suffix(".srt").stat().st_size for path in lot.studio.folder.masters.glob("*.mp4"))
    assert {"s01e01-storyboard.png", "s01e02.fountain", "bible.md", "s01-outline.md"} <= {
        path.name for path in lot.studio.folder.documents.iterdir()
    }
    assert len(lot.camera.asked) == 12 and len(lot.editor.asked) == 2
    assert [job for job in lot.crew.asked if job.startswith("write")] == [
        "write s01e01, told of 0",
        "write s01e02, told of 1",
    ]
    assert lot.crew.asked.count("revise s01e01") == graph.REVISION_ROUNDS, "too little is said, round after round"
    assert "too_short" in {f.code for f in findings(lot)}, "and the finding stays open"
    assert lot.studio.archive.ids("facts") == ["s01e01", "s01e02"]


def findings(lot: Any, episode: str = "s01e01") -> tuple[Any, ...]:
    return lot.studio.document("findings", episode, Findings).findings  # type: ignore[no-any-return]


async def test_the_same_again_makes_nothing_and_a_further_episode_only_itself(lot: Any) -> None:
    await produce(lot)
    done, asked = Counter(counts(lot)), list(lot.crew.asked)
    before = lot.studio.archive.digest()
    await produce(lot)
    assert counts(lot) == done and lot.studio.archive.digest() == before
    assert [job for job in lot.crew.asked[len(asked) :] if not job.startswith("revise")] == []
    lot.studio.folder.checkpoints.unlink()
    await produce(lot)
    assert counts(lot) == done and lot.studio.archive.digest() == before, "checkpoints are disposable"
    await produce(lot, last=2)
    assert masters(lot) == ["s01e01.mp4", "s01e02.mp4"]
    assert len(lot.camera.asked) == 12


def counts(lot: Any) -> dict[str, int]:
    makers = lot.studio.makers
    return {name: len(getattr(makers, name).asked) for name in ("picture", "voice", "music", "sound", "edit")}


async def test_a_storyboard_alone_costs_no_take(lot: Any) -> None:
    await produce(lot, render=False)
    assert set(counts(lot).values()) == {0} and masters(lot) == []
    assert (lot.studio.folder.documents / "s01e01-storyboard.png").stat().st_size


async def test_what_fails_once_is_tried_again(lot: Any) -> None:
    third = shows(3)
    lot.camera.fails = lambda spec: (
        ToolError("the lamp broke; change it") if third(spec) and sum(map(third, lot.camera.asked)) == 1 else None
    )
    lot.composer.failures = 1
    await produce(lot)
    assert masters(lot) == ["s01e01.mp4"]
    assert sum(map(third, lot.camera.asked)) == 2 and len(lot.camera.asked) == 7
    assert len(lot.composer.asked) == 2
    assert any("the lamp broke" in note for note in log(lot)), "a failure is written down"


def log(lot: Any) -> list[str]:
    return [entry.text for entry in lot.studio.archive.entries()]


async def test_what_always_fails_is_named_and_all_else_is_kept(lot: Any) -> None:
    third = shows(3)
    lot.camera.fails = lambda spec: ToolError("the lamp broke; change it") if third(spec) else None
    with pytest.raises(ProductionError, match=r"s01e01\.s03 could not be made.*the lamp broke"):
        await produce(lot)
    assert masters(lot) == [] and lot.editor.asked == []
    assert sum(map(third, lot.camera.asked)) == graph.TRIES
    assert len(lot.camera.asked) == 5 + graph.TRIES

    lot.camera.fails = lambda spec: None  # the lamp is mended; the same command goes on
    before = counts(lot)
    await produce(lot)
    assert masters(lot) == ["s01e01.mp4"]
    assert counts(lot)["picture"] == before["picture"] + 1 and third(lot.camera.asked[-1])
    assert counts(lot)["voice"] == before["voice"]


async def test_what_is_refused_is_not_tried_again(lot: Any) -> None:
    second = shows(2)
    lot.camera.fails = lambda spec: MakerRefused("no such set; draw it") if second(spec) else None
    with pytest.raises(ProductionError, match=r"s01e01\.s02 could not be made.*no such set"):
        await produce(lot)
    assert sum(map(second, lot.camera.asked)) == 1 and len(lot.camera.asked) == 6


async def test_music_that_cannot_be_made_stops_the_episode_by_name(lot: Any) -> None:
    lot.composer.failures = 99
    with pytest.raises(ProductionError, match="composer has no paper"):
        await produce(lot)
    assert masters(lot) == [] and len(lot.camera.asked) == 6 and len(lot.composer.asked) == graph.TRIES
    lot.composer.failures = 0
    await produce(lot)
    assert masters(lot) == ["s01e01.mp4"] and len(lot.camera.asked) == 6


async def test_stopped_in_the_middle_of_the_fan_out_it_goes_on(
    lot: Any, reopened: Callable[[], Any], tmp_path: Path
) -> None:
    working = asyncio.create_task(produce(lot))
    while len(lot.camera.asked) < 3:
        assert not working.done()
        await asyncio.sleep(0.005)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    lot.studio.recall.close()
    await asyncio.sleep(0.1)  # takes under way in a thread end by themselves
    kept = set(lot.studio.floor.store.keys())
    with reopened() as other:
        await produce(other)
        assert masters(other) == ["s01e01.mp4"]
        assert other.speaker.asked == [] and other.crew.asked == []
        filmed = {spec.canonical() for spec in other.camera.asked}
        assert len(filmed) == len(other.camera.asked) < 6, "only what was missing is filmed"
        assert len(filmed & {spec.canonical() for spec in lot.camera.asked}) <= lot.studio.floor.workers
        assert kept < set(other.studio.floor.store.keys())


async def test_an_unsafe_face_is_taken_again_twice_at_most(lot: Any) -> None:
    def low(spec: ShotSpec) -> dict[str, object]:
        return {"faces": [[[0.0, 0.3, 0.7, 0.7, 0.95]]], "mouths": [[]], "luma": [90.0]} if shows(3)(spec) else SAFE

    lot.camera.facts = low
    await produce(lot)
    framings = [spec.framing for spec in lot.camera.asked if shows(3)(spec)]
    assert framings == ["close_up", "medium_close_up", "medium"]
    assert len(lot.camera.asked) == 6 + graph.RETAKE_ROUNDS, "the other shots stay as they are"
    assert masters(lot) == ["s01e01.mp4"]
    unsafe = [f for f in findings(lot) if f.code == "face_unsafe"]
    assert [f.script.scene for f in unsafe] == ["s01e01.s03"], "still unsafe, it is let go and stays open"


SAFE: dict[str, object] = {"faces": [[[0.0, 0.3, 0.2, 0.7, 0.5]]], "mouths": [[]], "luma": [90.0]}


async def test_a_face_that_a_wider_shot_saves_is_a_finding_no_more(lot: Any) -> None:
    low = {"faces": [[[0.0, 0.3, 0.7, 0.7, 0.95]]], "mouths": [[]], "luma": [90.0]}
    lot.camera.facts = lambda spec: low if shows(3)(spec) and spec.framing == "close_up" else SAFE
    await produce(lot)
    assert len(lot.camera.asked) == 7
    assert "face_unsafe" not in {f.code for f in findings(lot)}
    board = lot.studio.document("storyboard", "s01e01", Storyboard)
    assert [shot.framing for shot in board.shots].count("medium_close_up") == 1
