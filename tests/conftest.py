"""Every test runs offline and keyless, at home in a temporary folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from cliffhanger.tools.floor import cores

MOST_WORKERS = 4
"""Tests at once: each may start processes of its own."""

LONGEST = (
    "tests/studio/test_production.py",
    "tests/studio/test_dubbing.py",
    "tests/studio/web/test_worker.py",
    "tests/studio/test_scouted.py",
    "tests/studio/test_seasons.py",
    "tests/studio/browser/test_walk.py",
    "tests/agents/model/test_local.py",
    "tests/agents/revision/test_forty_notes.py",
    "tests/studio/test_model_route.py",
    "tests/studio/test_outside.py",
    "tests/studio/test_sequel.py",
    "tests/test_examples.py",
    "tests/tools/sets/field/test_training.py",
    "tests/studio/browser/test_sets.py",
)
"""Modules that are begun first, so that no core waits for a long one in the end (with ``--no-loadscope-reorder``)."""

_PRIVATE = ("OPENAI", "CLIFFHANGER", "LANGSMITH", "LANGCHAIN", "LANGGRAPH", "HF_", "HTTP_PROXY", "HTTPS_PROXY")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes test: one a core, within reason."""
    return min(MOST_WORKERS, cores())


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker of what repeats at length what another test proves already."""
    config.addinivalue_line("markers", "nightly: more of the same at length; only with `pytest -m nightly`")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is nightly unless it is asked for by that name (``-m ""`` runs all); begin with the longest."""
    wanted = config.option.markexpr
    if wanted and "nightly" not in wanted:
        nightly = [item for item in items if item.get_closest_marker("nightly")]
        if nightly:
            config.hook.pytest_deselected(items=nightly)
            items[:] = [item for item in items if not item.get_closest_marker("nightly")]
    rank = {module: n for n, module in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(LONGEST)))


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
