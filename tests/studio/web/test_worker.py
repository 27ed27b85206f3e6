"""The worker: killed, stopped, and alone."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.kept import Kept
from cliffhanger.memory.takes import TakeStore
from cliffhanger.studio.hiring import worker_lock
from cliffhanger.studio.jobs import Job, Jobs
from cliffhanger.studio.order import of_premise
from cliffhanger.studio.run import run
from cliffhanger.studio.settings import load
from cliffhanger.studio.worker import work

from .conftest import PREMISE, SERIES
from .serving import PATIENCE, Watcher, end_session, free_port, serving, until, working


def state(jobs: Jobs, id: int) -> str:
    job = jobs.job(id)
    assert isinstance(job, Job)
    return job.state


def lock_scene(jobs: Jobs, scene: str) -> int:
    note = {"text": f"Keep {scene}.", "focus": scene}
    reading = {"edits": [{"do": "keep", "what": scene, "locked": True}], "understood": f"{scene} stays."}
    return jobs.add(SERIES, "revise", note["text"], reading=reading, note=note, at_once=True)


def at_work(home: Path) -> int:
    """Return who the worker of the home says it is."""
    return int((home / ".studio" / "worker.pid").read_text("utf-8"))


def kept(home: Path) -> tuple[str, ...]:
    with Archive(home / SERIES / "series.db") as archive:
        found = archive.get("kept", "series", Kept)
        return found.ids if found else ()


def test_a_killed_worker_s_job_is_done_by_the_next_and_there_is_never_a_second(home: Path) -> None:
    with Jobs(home) as jobs:
        first, second = lock_scene(jobs, "s01e01.1"), lock_scene(jobs, "s01e02.1")
        with working(home) as worker:
            until(lambda: state(jobs, first) == "running")
            end_session(worker)
        assert state(jobs, second) == "queued"
        with working(home) as worker:
            until(lambda: at_work(home) == worker.pid)
            with working(home, idle=0.1) as other:
                assert other.wait(PATIENCE) == 0  # the home has a worker
            until(lambda: state(jobs, second) in ("done", "failed"))
        told = [(event.job, event.kind) for event in jobs.events(0)]
        assert told.count((first, "started")) == 2
        assert told.count((first, "finished")) == told.count((second, "finished")) == 1
        said = [event.facts["message"]["kind"] for event in jobs.events(0) if event.kind == "said"]
        assert said.count("done") == 2
    assert set(kept(home)) == {"s01e01.1", "s01e02.1"}


def test_a_word_that_cannot_be_carried_out_is_answered(home: Path) -> None:
    with Jobs(home) as jobs, working(home):
        id = jobs.add(SERIES, "accept", number=7)
        until(lambda: state(jobs, id) == "failed")
        failed, said = jobs.latest(id, "failed"), jobs.latest(id, "said")
        assert failed is not None and "No proposal waits" in failed.facts["text"]
        assert said is not None and said.facts["message"]["text"] == failed.facts["text"]


def test_what_a_killed_worker_had_started_is_ended_by_the_next(tmp_path: Path) -> None:
    note = tmp_path / ".studio" / "worker.pid"
    note.parent.mkdir()
    bystander = subprocess.Popen(["sleep", "600"], start_new_session=True)
    with subprocess.Popen(["sh", "-c", "sleep 600 &"], start_new_session=True, stdout=subprocess.PIPE) as dead:
        dead.wait()  # and what it started lives on, in its session, with its end of the pipe
        note.write_text(str(dead.pid))
        work(load(home=tmp_path), idle=0)
        assert dead.stdout is not None
        assert dead.stdout.read() == b""  # the end: nobody is left who could write
    assert bystander.poll() is None
    assert note.read_text() == str(os.getpid())
    bystander.kill()
    bystander.wait()


@pytest.mark.slow
def test_a_production_survives_server_and_worker(tmp_path: Path) -> None:
    """Both are killed in mid-job; the watcher hears every event once, and the takes are those of an undisturbed run."""
    home, port = tmp_path / "home", free_port()
    order = of_premise(home, PREMISE)
    with Jobs(home) as jobs:
        id = jobs.add(SERIES, "make", PREMISE, new=True, seed=0, season_length=60, episodes="1")
        heard: list[int] = []
        with serving(home, port) as server, working(home) as worker:
            watcher = Watcher(port, query="?after=0")
            while watcher.next().get("agent") != "camera":
                heard.append(int(watcher.last))
            heard.append(int(watcher.last))
            server.kill()
            end_session(worker)
            watcher.close()
        with serving(home, port), working(home):
            watcher = Watcher(port, last=watcher.last)
            while (event := watcher.next())["kind"] not in ("finished", "failed"):
                heard.append(event["id"])
            heard.append(event["id"])
            watcher.close()
            assert event["kind"] == "finished", event
        assert heard == list(range(1, len(heard) + 1))
        assert state(jobs, id) == "done"
        working_events = [event for event in jobs.events(0) if event.kind == "working"]
        assert working_events[-1].facts["progress"] == 1.0
        takes = {event.facts["take"] for event in working_events if event.facts.get("take")}
    calm = tmp_path / "calm"
    run(load(home=calm, width=54, quality="draft"), order.model_copy(update={"last": 1}), quiet=True)
    with Archive(home / SERIES / "series.db") as one, Archive(calm / SERIES / "series.db") as other:
        assert one.digest() == other.digest()
    undisturbed = set(TakeStore(calm / SERIES / "takes").keys())
    assert takes <= undisturbed <= set(TakeStore(home / SERIES / "takes").keys())


@pytest.mark.slow
def test_a_job_is_stopped_cleanly_by_a_wish_and_by_a_signal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Jobs(home) as jobs:
        first = jobs.add(SERIES, "make", PREMISE, new=True, seed=0, season_length=60, episodes="1")
        with working(home) as worker:
            until(lambda: any(event.facts.get("agent") == "cast" for event in jobs.events(0)))
            jobs.stop(first)
            until(lambda: state(jobs, first) == "stopped")
            second = jobs.add(SERIES, "make", PREMISE, new=True, seed=0, season_length=60, episodes="1")
            until(lambda: any(e.job == second and e.facts.get("agent") == "camera" for e in jobs.events(0)))
            os.kill(worker.pid, signal.SIGTERM)
            assert worker.wait(PATIENCE) == 0
        assert state(jobs, second) == "stopped"
        assert [e.kind for e in jobs.events(0) if e.job == second][-1] == "stopped"
        lock = worker_lock(home)
        assert lock.take(wait=False), "nobody is at work any more"
        lock.free()
