"""Whatever is asked for, by the Studio's own schema: nothing ends in a fault of ours."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

from cliffhanger.studio.settings import load
from cliffhanger.studio.web.app import application, build

from .conftest import HERE, SERIES

REAL = {
    "id": SERIES,
    "episode": "s01e01",
    "shot": "s01e01.s03",
    "scene": "s01e01.1",
    "finding": "s01e01.knows_too_soon.3fa2c1",
    "number": 1,
}
"""Ids of what is there, so that more is met than "there is no such series"."""


@pytest.fixture(scope="module")
def browser(boarded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser before a Studio that has met many questions before."""
    home = shutil.copytree(boarded, tmp_path_factory.mktemp("asked") / "series")
    with TestClient(build(load(home=Path(home))), base_url=HERE) as client:
        yield client


def operations() -> list[Any]:
    raw = application(load()).openapi()
    raw["paths"].pop("/api/events")  # it does not end; its questions are asked below
    return [found.ok() for found in schemathesis.openapi.from_dict(raw).get_all_operations()]


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: str(operation.label))
def test_nothing_ends_in_a_fault(operation: Any, browser: TestClient) -> None:
    @given(operation.as_strategy())
    @settings(
        max_examples=12,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        for real in (False, True) if "/export/" not in case.path else (False,):
            if real:
                case.path_parameters = {k: REAL.get(k, v) for k, v in (case.path_parameters or {}).items()}
            said = case.as_transport_kwargs(base_url=HERE)
            said.pop("cookies", None)
            if said.get("files"):  # whatever it is, sent as the file that it should be
                said["files"] = {"file": ("a.png", repr(said["files"]).encode())}
            headers = {k: v for k, v in (said.pop("headers", None) or {}).items() if k.lower() != "host"}
            answer = browser.request(headers=headers, **{k: v for k, v in said.items() if v is not None})
            assert answer.status_code < 500, answer.text
            if answer.status_code >= 400:
                assert isinstance(answer.json()["detail"], str)

    ask()


@pytest.mark.parametrize("query", ["?after=-1", "?after=x", "?series=..", f"?after={10**20}", "?series=A%00"])
def test_a_stream_that_cannot_be_is_refused(query: str, studio: TestClient) -> None:
    assert studio.get(f"/api/events{query}").status_code == 422


@pytest.mark.parametrize("last", ["x", "-1", "1e9", "9" * 20])
def test_a_last_event_that_cannot_be_is_refused(last: str, studio: TestClient) -> None:
    assert studio.get("/api/events", headers={"last-event-id": last}).status_code == 422
