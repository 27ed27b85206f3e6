"""The event stream: replayed exactly, over restarts, for many."""

import threading
from pathlib import Path

from cliffhanger.studio.jobs import Jobs

from .serving import Watcher, free_port, serving


def test_what_was_missed_comes_first_and_nothing_twice(tmp_path: Path) -> None:
    port = free_port()
    with Jobs(tmp_path) as jobs:
        for number in range(300):
            jobs.tell("a" if number % 2 else "b", 0, "working", number=number)
        with serving(tmp_path, port):
            fresh = Watcher(port)
            assert [fresh.next()["number"] for _ in range(200)] == list(range(100, 300))  # the newest two hundred
            jobs.tell("a", 0, "working", number=300)
            assert fresh.next()["number"] == 300
            assert fresh.last == "301"
            fresh.close()
            back = Watcher(port, last="290")
            assert [back.next()["id"] for _ in range(11)] == list(range(291, 302))
            back.close()
            named = Watcher(port, query="?series=b&after=280")
            assert [named.next()["number"] for _ in range(10)] == list(range(280, 300, 2))
            jobs.tell("a", 0, "working", number=1000)
            jobs.tell("b", 0, "working", number=1001)
            assert named.next()["number"] == 1001
            named.close()


def test_a_watcher_loses_nothing_when_the_server_is_killed(tmp_path: Path) -> None:
    port, heard, last = free_port(), [], ""
    writing = threading.Thread(target=_write, args=(tmp_path, 200))
    Jobs(tmp_path).close()
    for round in range(3):
        with serving(tmp_path, port) as server:
            if round == 0:
                writing.start()
            watcher = Watcher(port, last, "?after=0")
            for _ in range(40 if round < 2 else 120):
                heard.append(watcher.next()["number"])
            last = watcher.last
            if round < 2:
                server.kill()
            watcher.close()
    writing.join()
    assert heard == list(range(200))


def _write(home: Path, count: int) -> None:
    with Jobs(home) as jobs:
        for number in range(count):
            jobs.tell("a", 0, "working", number=number)


def test_a_log_that_began_anew_is_told_from_its_beginning(tmp_path: Path) -> None:
    port = free_port()
    with Jobs(tmp_path) as jobs, serving(tmp_path, port):
        jobs.tell("a", 0, "working", number=1)
        watcher = Watcher(port, last="5000")
        assert watcher.next()["number"] == 1
        watcher.close()
