"""Every test runs offline and keyless, at home in a temporary folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from cliffhanger.tools.floor import cores

MOST_WORKERS = 4
"""Tests at once: each may start processes of its own."""

_PRIVATE = ("OPENAI", "CLIFFHANGER", "LANGSMITH", "LANGCHAIN", "LANGGRAPH", "HF_", "HTTP_PROXY", "HTTPS_PROXY")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes test: one a core, within reason."""
    return min(MOST_WORKERS, cores())


@pytest.fixture(autouse=True, scope="session")
def clean_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Redirect the home, share one cache (splitting the voice model takes seconds), drop what could change a test."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.upper().startswith(_PRIVATE):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("CLIFFHANGER_CACHE", str(tmp_path_factory.mktemp("cache")))
        # Where the extra [local] is installed, a note that is refused would start its model: a gigabyte and minutes.
        patch.setenv("CLIFFHANGER_MODELS", '{"notes": "house"}')
        yield home


@pytest.fixture(autouse=True)
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test reach this machine only, from a working folder of its own."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    monkeypatch.chdir(tmp_path)
