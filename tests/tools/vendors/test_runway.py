"""Runway."""

import re

import pytest

from cliffhanger.errors import MakerRefused, SettingsError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.vendors.runway import Runway
from cliffhanger.tools.vendors.wire import Limits

from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said

STATES = {
    "queued": "THROTTLED",
    "running": "RUNNING",
    "done": "SUCCEEDED",
    "failed": "FAILED",
    "refused": "FAILED",
    "cancelled": "CANCELLED",
}


class RunwayRoutes:
    """As ``runwayml`` 5.24 speaks."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or request.headers["x-runway-version"] != "2024-11-06":
            raise Unspoken("the headers")
        if request.method == "POST" and request.path in ("/v1/image_to_video", "/v1/text_to_video"):
            self._must_be_a_task(request)
            return "submit"
        if not re.fullmatch(r"/v1/tasks/[\w-]+", request.path):
            raise Unspoken(request.path)
        return {"GET": "poll", "DELETE": "cancel"}[request.method]

    def _must_be_a_task(self, request: Request) -> None:
        task = request.json
        if request.path.endswith("image_to_video"):
            for image in task["promptImage"]:
                if not image["uri"].startswith("data:image/png;base64,") or image["position"] not in ("first", "last"):
                    raise Unspoken("promptImage")
        if not re.fullmatch(r"\d+:\d+", task["ratio"]) or type(task["duration"]) is not int or not task["promptText"]:
            raise Unspoken("ratio, duration or promptText")

    def job_id(self, request: Request) -> str:
        return request.path.rpartition("/")[2]

    def taken(self, job: Job) -> Answer:
        return said({"id": job.id, "estimatedCost": {"credits": 25}})

    def told(self, job: Job, state: str, file: str) -> Answer:
        task = {"id": job.id, "status": STATES[state], "createdAt": "2026-11-22T22:00:00Z"}
        match state:
            case "running":
                task["progress"] = 0.4
            case "done":
                task["output"] = [file]
            case "failed":
                task |= {"failure": "An unexpected error occurred.", "failureCode": "INTERNAL.BAD_OUTPUT.CODE01"}
            case "refused":
                task |= {"failure": "The input was rejected.", "failureCode": "SAFETY.INPUT.TEXT"}
        return said(task)

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)


class TestRunway(VendorContract):
    """The contract, and what is Runway's own."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=2, seed=7, first=True)
    pictures = 1

    def build(self, base: str, limits: Limits) -> Runway:
        return Runway(KEY, base=base, limits=limits)

    def routes(self) -> RunwayRoutes:
        return RunwayRoutes()

    def test_the_task_says_what_the_spec_says(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        task = next(iter(server.jobs.values())).request.json
        assert {name: task[name] for name in ("model", "promptText", "ratio", "duration", "seed")} == {
            "model": "gen4_turbo",
            "promptText": "She turns.",
            "ratio": "720:1280",
            "duration": 2,
            "seed": 7,
        }

    def test_a_refusal_names_the_category(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["refused"]
        desk.fails(MakerRefused, "SAFETY.INPUT.TEXT")


def test_a_price_counts_the_seconds_that_are_really_made() -> None:
    spec = ClipSpec(prompt="She turns.", width=720, height=1280, seconds=3.2, first=True)
    assert Runway(KEY).price(spec) == pytest.approx(4 * 0.05)


def test_veo_is_told_what_is_said_and_where_it_ends() -> None:
    spec = ClipSpec(prompt="She turns.", width=1080, height=1920, seconds=5, speech="You lied.")
    asked = Runway(KEY, "veo3.1")._request(spec, [])
    assert asked["promptText"].endswith('"You lied."')
    assert (asked["audio"], asked["duration"], asked["ratio"]) == (True, 6, "1080:1920")


def test_a_model_nobody_knows_is_a_matter_of_the_settings() -> None:
    with pytest.raises(SettingsError, match=r"gen4\.5"):
        Runway(KEY, "gen2")


def test_the_key_is_not_shown() -> None:
    assert KEY not in repr(Runway(KEY))


def test_a_model_without_a_seed_is_given_none() -> None:
    spec = ClipSpec(prompt="She turns.", width=720, height=1280, seconds=5, seed=7)
    assert "seed" not in Runway(KEY, "kling3.0_standard")._request(spec, [])
    assert Runway(KEY, "seedance2")._request(spec, [])["seed"] == 7
