"""The call sheet: order, errands, what a dead worker leaves, and a log that several processes write."""

import subprocess
import sys
from pathlib import Path

from cliffhanger.studio.jobs import TRIES, Jobs


def test_jobs_come_in_order_and_errands_last(tmp_path: Path) -> None:
    with Jobs(tmp_path) as jobs:
        errand, first, second = jobs.add_errand("a"), jobs.add("a", "make"), jobs.add("b", "note", "colder")
        assert jobs.add_errand("a") == errand
        assert jobs.waiting(errands=False)
        taken = [jobs.next() for _ in range(4)]
        assert [job.id for job in taken if job] == [first, second, errand]
        assert taken[-1] is None
        assert not jobs.waiting()


def test_what_happens_to_a_job_is_told(tmp_path: Path) -> None:
    with Jobs(tmp_path) as jobs:
        jobs.add("a", "make", "a line", episodes="1")
        job = jobs.next()
        assert job is not None
        assert job.args == {"episodes": "1"}
        jobs.tell("a", job.id, "working", agent="writer", text="writes")
        jobs.finish(job, "done", result={"title": "T"})
        told = [event.told() for event in jobs.events(0)]
        assert [event["kind"] for event in told] == ["queued", "started", "working", "finished"]
        assert told[0]["text"] == "a line"
        assert told[-1]["result"] == {"title": "T"}
        assert [event["id"] for event in told] == [1, 2, 3, 4]


def test_facts_cannot_take_the_place_of_an_event_s_own(tmp_path: Path) -> None:
    with Jobs(tmp_path) as jobs:
        jobs.add("a", "make")
        (event,) = jobs.events(0)
        assert event.model_copy(update={"facts": {"id": 99, "kind": "x"}}).told()["id"] == 1


def test_a_dead_worker_s_job_is_taken_up_again_but_not_for_ever(tmp_path: Path) -> None:
    with Jobs(tmp_path) as jobs:
        id = jobs.add("a", "make")
        for _ in range(TRIES):
            job = jobs.next()
            assert job is not None and job.id == id
            jobs.take_up()
        assert jobs.next() is None
        found = jobs.job(id)
        assert found is not None and found.state == "failed"
        assert "3 times" in jobs.events(0)[-1].facts["text"]


def test_a_job_that_should_stop_and_whose_worker_died_has_stopped(tmp_path: Path) -> None:
    with Jobs(tmp_path) as jobs:
        id, waiting = jobs.add("a", "make"), jobs.add("a", "make")
        jobs.next()
        jobs.stop(id)
        jobs.stop(waiting)
        jobs.take_up()
        assert {job.id: job.state for job in jobs.jobs()} == {id: "stopped", waiting: "stopped"}
        assert jobs.stop(99) is None


WRITER = """
import sys
from pathlib import Path
from cliffhanger.studio.jobs import Jobs
with Jobs(Path(sys.argv[1])) as jobs:
    for number in range(150):
        jobs.tell("a", 0, "working", writer=sys.argv[2], number=number)
"""


def test_two_processes_write_one_log_and_nobody_misses_a_line(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    seen, place = [], 0
    with Jobs(tmp_path) as jobs:
        writers = [subprocess.Popen([*command, name]) for name in ("x", "y")]
        while len(seen) < 300:
            found = jobs.events(place)
            seen += found
            place = found[-1].id if found else place
            assert any(writer.poll() is None for writer in writers) or jobs.events(place) or len(seen) == 300
        assert [writer.wait() for writer in writers] == [0, 0]
    for name in ("x", "y"):
        assert [e.facts["number"] for e in seen if e.facts["writer"] == name] == list(range(150))
    assert [event.id for event in seen] == list(range(1, 301))
