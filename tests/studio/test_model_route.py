"""The command line on a language model: an endpoint on this machine, with faults on the way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.crew import HouseShowrunner, HouseWriter
from cliffhanger.agents.model.rehearsal import Rehearsal
from cliffhanger.agents.model.server import ChatServer
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.recall import Recall

PREMISE = "A chef who lost her taste must cook for the critic who ruined her"

pytestmark = pytest.mark.slow


def make(home: Path, server: ChatServer, model: str = "rehearsal") -> subprocess.CompletedProcess[str]:
    told = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-secret", "CLIFFHANGER_MODEL": model}
    command = [sys.executable, "-m", "cliffhanger", "make", PREMISE, "--no-render", "--home", str(home), "--json"]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **told}, check=False)


def test_a_model_makes_a_series_over_faults(tmp_path: Path) -> None:
    with Recall(tmp_path / "recall") as recall:
        crew = Rehearsal(HouseShowrunner(recall), HouseWriter(), HouseDirector())
        crew.prepare(PREMISE, 60)
        with ChatServer(crew.answer, plan=["error_500", "none", "fenced", "drop"]) as server:
            done = make(tmp_path / "home", server)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    folder = tmp_path / "home" / report["series"]
    with Archive(folder / "series.db") as archive:
        calls = archive.calls()
    assert {call.role for call in calls} >= {"showrunner", "writer", "director"}
    assert all(call.tokens_in > 0 and call.tokens_out > 0 for call in calls)
    assert "sk-secret" not in "".join(path.read_text("utf-8") for path in folder.rglob("*.md"))


def test_a_dead_endpoint_is_one_sentence(tmp_path: Path) -> None:
    with ChatServer(lambda request: "{}", plan=["no_key"] * 20) as server:
        done = make(tmp_path / "home", server)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("cliffhanger: ")]) == 1
