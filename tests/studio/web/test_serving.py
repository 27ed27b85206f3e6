"""Serving, as the command line does it."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cliffhanger.studio.hiring import worker_lock
from cliffhanger.studio.jobs import Jobs

from .serving import free_port, until

SERVE = """
import sys
from pathlib import Path
from cliffhanger.studio.settings import load
from cliffhanger.studio.web.serving import serve
serve(load(home=Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]), open_browser=False)
"""


@contextmanager
def served(home: Path, host: str, port: int) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", SERVE, str(home), host, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.kill()


def answers(address: str) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(address + "api/series", timeout=60).read() == b"[]")
    return False


def test_a_taken_port_is_told_and_so_is_the_work_that_goes_on(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with served(tmp_path, "127.0.0.1", port) as server, Jobs(tmp_path) as jobs:
            assert server.stdout is not None
            assert str(port) in server.stdout.readline()
            address = server.stdout.readline().split()[-1]
            assert f":{port}/" not in address
            assert "token" not in address
            until(lambda: answers(address), 60)
            with worker_lock(tmp_path):  # somebody is at work already
                jobs.add("a", "make")
                server.send_signal(signal.SIGINT)
                assert "goes on" in server.stdout.read()


def test_another_address_than_this_machine_s_own_gets_a_token(tmp_path: Path) -> None:
    with served(tmp_path, "0.0.0.0", free_port()) as server:
        assert server.stdout is not None
        address = server.stdout.readline()
    assert len(address.strip().partition("?token=")[2]) >= 32
