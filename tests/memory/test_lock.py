import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cliffhanger.errors import SeriesLocked
from cliffhanger.memory.lock import SeriesLock, alive


def holder(folder: Path, then: str = "sys.stdin.read()") -> subprocess.Popen[str]:
    code = f"""
    import os, sys
    from pathlib import Path
    from cliffhanger.memory.lock import SeriesLock
    lock = SeriesLock(Path(sys.argv[1])); lock.take()
    {then}
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_the_second_process_is_told_the_pid_of_the_first(tmp_path: Path) -> None:
    first = holder(tmp_path, "print('held', flush=True); sys.stdin.read()")
    assert first.stdout is not None and first.stdout.readline() == "held\n"
    with pytest.raises(SeriesLocked, match=rf"process {first.pid}, started \d{{4}}-"):
        SeriesLock(tmp_path).take()
    ended(first)
    with SeriesLock(tmp_path):  # killed: the lock is free though its file is there
        assert (tmp_path / ".lock").exists()


def test_the_same_process_does_not_get_it_twice(tmp_path: Path) -> None:
    with SeriesLock(tmp_path), pytest.raises(SeriesLocked, match=str(os.getpid())):
        SeriesLock(tmp_path).take()
    with SeriesLock(tmp_path):
        pass


@pytest.mark.parametrize("left", ["", "{", '{"pid": "many"}', '{"pid": 1, "since": "2020"}'])
def test_a_stale_or_damaged_file_never_blocks(tmp_path: Path, left: str) -> None:
    (tmp_path / ".lock").write_text(left)
    with SeriesLock(tmp_path):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_worker_does_not_hold_it_for_a_killed_parent(tmp_path: Path) -> None:
    # The child itself says that it is there: what runs in it after the fork has run by then.
    forks = "child = os.fork()\n    if child == 0: print(os.getpid(), flush=True); sys.stdin.read(); os._exit(0)"
    first = holder(tmp_path, forks + "\n    sys.stdin.read()")
    assert first.stdout is not None
    child = int(first.stdout.readline())
    first.kill()
    first.wait()
    assert alive(child)
    with SeriesLock(tmp_path):
        pass
    first.communicate()  # closes the child's stdin: it ends


def test_alive() -> None:
    assert alive(os.getpid())
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not alive(gone.pid)
    assert not alive(0)
