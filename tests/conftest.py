"""Every test runs offline and keyless, at home in a temporary folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

_PRIVATE = ("OPENAI", "CLIFFHANGER", "LANGSMITH", "LANGCHAIN", "LANGGRAPH", "HF_", "HTTP_PROXY", "HTTPS_PROXY")


@pytest.fixture(autouse=True)
def offline() -> None:
    """Let a test reach this machine only."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def clean_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice_cache: Path) -> Iterator[Path]:
    """Redirect home and working folder, drop every variable that could change what is tested."""
    for name in list(os.environ):
        if name.upper().startswith(_PRIVATE):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("CLIFFHANGER_CACHE", str(voice_cache))
    monkeypatch.chdir(tmp_path)
    yield home


@pytest.fixture(scope="session")
def voice_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the whole run: splitting the voice model takes seconds."""
    return tmp_path_factory.mktemp("cache")
