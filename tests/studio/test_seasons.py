"""Whole seasons on the command line: continued by name, told apart by range, finished and followed."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.chronicle import Chronicle

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"


def cliffhanger(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cliffhanger", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)


def told(*arguments: str) -> Any:
    done = cliffhanger(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A series of which two episodes are on paper."""
    home = tmp_path_factory.mktemp("season")
    report = told("make", PREMISE, "--episodes", "2", "--no-render", "--home", str(home))
    return home, str(report["series"])


def test_a_series_goes_on_by_its_name(series: tuple[Path, str]) -> None:
    home, name = series
    report = told("make", name[:9], "--episodes", "3-4", "--no-render", "--home", str(home))
    assert report["series"] == name and [e["id"] for e in report["episodes"]] == ["s01e03", "s01e04"]
    with Archive(home / name / "series.db") as archive:
        assert Chronicle(archive).approved() == ("s01e01", "s01e02", "s01e03", "s01e04")
    assert (home / name / "series.db.good").exists(), "a good copy is kept with what was approved"


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (["--episodes", "0"], "--episodes"),
        (["--episodes", "5-2"], "1 to 60"),
        (["--episodes", "61"], "1 to 60"),
        (["--episodes", "all"], "neither a number"),
        (["--season", "7"], "has no season 7"),
        (["--season-length", "80"], "planned with --season-length 60"),
        (["--seed", "5"], "planned with --seed 0"),
    ],
)
def test_what_a_series_cannot_do_is_one_sentence(series: tuple[Path, str], flags: list[str], named: str) -> None:
    home, name = series
    done = cliffhanger("make", name, *flags, "--no-render", "--home", str(home))
    assert done.returncode == 2 and named in done.stderr and "Traceback" not in done.stderr


def test_a_sequel_of_an_unfinished_season_asks(series: tuple[Path, str]) -> None:
    home, name = series
    done = cliffhanger("sequel", name, "--no-render", "--home", str(home))
    assert done.returncode == 2 and "--from-here" in done.stderr and "Traceback" not in done.stderr


def test_a_damaged_series_is_restored_and_nothing_approved_is_lost(series: tuple[Path, str]) -> None:
    home, name = series
    database = home / name / "series.db"
    with Archive(database) as archive:
        before = {id: archive.get("script", id, type(Chronicle(archive).script(id))) for id in archive.ids("facts")}
    sqlite3.connect(database).close()
    whole = bytearray(database.read_bytes())
    whole[4096 : len(whole) // 2] = bytes(len(whole) // 2 - 4096)
    database.write_bytes(whole)

    done = cliffhanger("show", name, "--home", str(home))
    assert done.returncode == 1 and "good copy" in done.stderr and "Traceback" not in done.stderr
    report = told("make", name, "--episodes", "2", "--no-render", "--home", str(home))
    assert len(report["episodes"]) == 2
    with Archive(database) as archive:
        assert {id: Chronicle(archive).script(id) for id in archive.ids("facts")} == before
        assert any("restored" in entry.text for entry in archive.entries())


@pytest.mark.slow
def test_a_whole_season_runs_unattended_and_keeps_its_promises(tmp_path: Path) -> None:
    report = told("make", PREMISE, "--all", "--no-render", "--seed", "4", "--home", str(tmp_path))
    assert [e["id"] for e in report["episodes"]] == [f"s01e{n:02d}" for n in range(1, 61)]
    assert [f for e in report["episodes"] for f in e["findings"] if f["status"] == "open"] == []
    with Archive(tmp_path / report["series"] / "series.db") as archive:
        chronicle = Chronicle(archive)
        scripts, outline = chronicle.scripts(1), chronicle.outline(1)
        left_open = chronicle.closing(1).open_threads
    assert [one.episode for one, two in pairwise(scripts) if one.cliff == two.cliff] == []
    assert left_open == {thread.id for thread in outline.threads if thread.carried}
    lines = Counter(line.text for script in scripts for line in script.lines())
    assert sum(count - 1 for count in lines.values()) < 0.02 * lines.total()
