"""What a run has brought, and what is shown while it runs."""

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from cliffhanger.agents import casting
from cliffhanger.agents.crew import Format, Studio
from cliffhanger.agents.house.bible.showrunner import develop
from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.premise.reader import read
from cliffhanger.memory.canon import Finding, Findings
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.script import Script
from cliffhanger.studio.order import Order
from cliffhanger.studio.progress import Ticker
from cliffhanger.studio.report import report
from cliffhanger.studio.shelf import describe, overview
from cliffhanger.tools.edit import ffmpeg

PREMISE = "A chef finds her dead husband's ring in a stranger's soup"


def script(number: int, season: int = 1) -> Script:
    return Script(
        episode=f"s{season:02d}e{number:02d}", title=f"Part {number}", hook="A ring.", cliffhanger=f"He says {number}.",
        cliff="reveal", scenes=(),
    )  # fmt: skip


def finding(status: str) -> Finding:
    return Finding(id="f", code="repeated_line", severity="warning", message="Said before.", status=status)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Any]:
    """A series on paper: three episodes of two seasons, one finding open, one waived; nobody works on it."""
    folder = SeriesFolder(tmp_path / "home", "the-ring")
    with folder.archive() as archive:
        bible = develop(read(PREMISE), load().engines, 1, 60, looks=casting.look, voices=casting.voices)
        archive.put("bible", "s01", bible.model_copy(update={"title": "The [bold] Ring"}), "made up")
        for each in (script(1), script(2), script(1, season=2)):
            archive.put("script", each.episode, each, "made up")
        archive.put("findings", "s01e02", Findings(findings=(finding("open"), finding("waived"))), "made up")
        nobody: Any = None
        form = Format(width=54, height=96, fps=24, draft=True)
        yield Studio(folder, archive, nobody, nobody, nobody, form, nobody, nobody, nobody, nobody)


def ordered(episodes: int) -> Order:
    return Order(slug="the-ring", premise=PREMISE, last=episodes)


def filmed(studio: Any, id: str) -> Path:
    """Put a master of half a second where it belongs."""
    path: Path = studio.folder.masters / f"{id}.mp4"
    command = [ffmpeg.binary(), "-v", "error", "-f", "lavfi", "-i", "testsrc=s=54x96:r=24:d=0.5", "-threads", "1"]
    subprocess.run([*command, str(path)], check=True)
    return path


def test_only_the_episodes_that_were_asked_for(studio: Any) -> None:
    assert [e.id for e in report(studio, ordered(1), {}).episodes] == ["s01e01"]
    assert [e.id for e in report(studio, ordered(2), {}).episodes] == ["s01e01", "s01e02"]


def test_an_episode_that_was_not_rendered_names_no_file(studio: Any) -> None:
    first = report(studio, ordered(1), {}).episodes[0]
    assert (first.master, first.captions, first.seconds) == ("", "", 0.0)
    assert (first.hook, first.cliffhanger) == ("A ring.", "He says 1.")


def test_a_master_is_told_as_it_lies_there(studio: Any) -> None:
    """Its takes may have been thrown away to save room: a report needs none of them."""
    master = filmed(studio, "s01e02")
    told = report(studio, ordered(2), {"camera": 1.23456})
    first, second = told.episodes
    assert first.master == "" and second.master == str(master) and second.captions == str(master.with_suffix(".srt"))
    assert second.seconds == pytest.approx(0.5, abs=0.01)
    assert told.seconds == {"camera": 1.23}


def test_the_text_ends_with_the_master_and_counts_what_is_open(studio: Any) -> None:
    master = filmed(studio, "s01e02")
    lines = report(studio, ordered(2), {}).as_text().splitlines()
    assert lines[-1] == str(master) and lines[0] == "The [bold] Ring  (the-ring)"
    assert [line for line in lines if "open finding" in line] == ["s01e02  Part 2  0 s  1 open finding"]


def test_the_report_is_plain_json(studio: Any) -> None:
    told = report(studio, ordered(2), {}).as_json()
    assert json.loads(json.dumps(told)) == told
    assert [f["status"] for f in told["episodes"][1]["findings"]] == ["open", "waived"]


def test_the_shelf_says_how_far_each_episode_is(studio: Any) -> None:
    master = filmed(studio, "s01e02")
    stand = describe(studio.folder.home, "the [b")
    assert [(e.id, e.stage) for e in stand.episodes] == [
        ("s01e01", "written"), ("s01e02", "finished"), ("s02e01", "written"),
    ]  # fmt: skip
    assert str(master) in stand.as_text()
    assert "1 of 0 episodes finished" in overview(studio.folder.home).as_text()


def test_time_is_charged_to_whoever_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 3.0, 7.0, 12.0])
    monkeypatch.setattr("cliffhanger.studio.progress.time.monotonic", lambda: next(clock))
    ticker = Ticker(quiet=True)  # 0
    ticker.hear({"agent": "writer", "text": "writes"})  # 1
    ticker.hear({"agent": "camera", "text": "films", "done": 1, "of": 2})  # 3
    ticker.hear({"agent": "writer", "text": "writes"})  # 7
    ticker._charge("")  # 12
    assert dict(ticker.seconds) == {"writer": 2.0 + 5.0, "camera": 4.0}


def test_what_is_told_is_text_and_no_markup() -> None:
    """A title may hold brackets; they are shown, never obeyed."""
    page = io.StringIO()
    with Ticker(quiet=True) as ticker:
        ticker.console = Console(file=page, highlight=False, width=200)
        ticker.hear({"agent": "showrunner", "text": "“[red]Ring[/]”", "episode": "s01e01"})
    assert "“[red]Ring[/]”" in page.getvalue() and "s01e01" in page.getvalue()
