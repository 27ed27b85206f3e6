"""Ark: Seedance and Seedream."""

import re
from pathlib import Path

import pytest

from cliffhanger.errors import MakerRefused, SettingsError, ToolError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.ark import CHINA, Seedance, Seedream
from cliffhanger.tools.vendors.wire import Limits

from .at_once import AtOnceContract, AtOnceRoutes
from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said
from .media import picture

STATES = {"done": "succeeded"}
BLOCKED = {
    "code": "InputImageSensitiveContentDetected.PrivacyInformation",
    "message": "The request failed because the input image may contain real person.",
}


class SeedanceRoutes:
    """As Ark speaks of tasks."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}":
            raise Unspoken("the key")
        if (request.method, request.path) == ("POST", "/contents/generations/tasks"):
            self._must_be_a_task(request.json)
            return "submit"
        if not re.fullmatch(r"/contents/generations/tasks/[\w-]+", request.path):
            raise Unspoken(request.path)
        return {"GET": "poll", "DELETE": "cancel"}[request.method]

    def _must_be_a_task(self, asked: dict) -> None:
        first, *shown = asked["content"]
        if first["type"] != "text" or not first["text"] or [one["role"] for one in shown] != ["first_frame"]:
            raise Unspoken("content")
        if not shown[0]["image_url"]["url"].startswith("data:image/png;base64,"):
            raise Unspoken("image_url")
        if type(asked["duration"]) is not int or asked["ratio"] != "9:16" or asked["resolution"] != "720p":
            raise Unspoken("duration, ratio or resolution")

    def job_id(self, request: Request) -> str:
        return request.path.rpartition("/")[2]

    def taken(self, job: Job) -> Answer:
        return said({"id": job.id})

    def told(self, job: Job, state: str, file: str) -> Answer:
        task = {"id": job.id, "model": "seedance-1-5-pro-251215", "status": STATES.get(state, state)}
        match state:
            case "done":
                task |= {"content": {"video_url": file, "last_frame_url": f"{file}.png"}, "usage": {}, "seed": 7}
            case "failed":
                task["error"] = {"code": "InternalServiceError", "message": "The service encountered an error."}
            case "refused":
                words = "The output video may contain restricted material."
                task |= {"status": "failed", "error": {"code": "OutputVideoSensitiveContentDetected", "message": words}}
        return said(task)

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)


class TestSeedance(VendorContract):
    """The contract, and what is Seedance's own."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=4, seed=7, first=True)
    pictures = 1

    def build(self, base: str, limits: Limits) -> Seedance:
        return Seedance(KEY, base=base, limits=limits)

    def routes(self) -> SeedanceRoutes:
        return SeedanceRoutes()

    def test_a_face_that_is_taken_for_a_real_one_is_a_refusal(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"error": BLOCKED}, 400))
        desk.fails(MakerRefused, "refuses this shot", "real person")

    def test_a_task_that_waited_too_long_may_be_made_again(self, desk: Desk, server: FaultServer) -> None:
        server.fail("poll", said({"id": "job-0001", "status": "expired"}))
        desk.fails(ToolError, "waited too long")
        desk.make()
        assert server.submits == 2

    def test_the_last_frame_comes_with_the_clip(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        progress = desk.vendor().poll("job-0001")
        assert progress.files == (f"{server.base}/files/job-0001", f"{server.base}/files/job-0001.png")


class SeedreamRoutes(AtOnceRoutes):
    """As Ark speaks of pictures."""

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or request.path != "/images/generations":
            raise Unspoken(request.path)
        asked = request.json
        if asked["size"] != "1440x2560" or asked["response_format"] != "b64_json" or len(asked["image"]) != 2:
            raise Unspoken("size, response_format or image")
        return "submit"

    def taken(self, job: Job) -> Answer:
        return said({"model": "seedream-4-5-251128", "data": [{"b64_json": self.data(), "size": "1440x2560"}]})

    def refused(self) -> Answer:
        return said({"error": {"code": "InputTextSensitiveContentDetected", "message": "sensitive"}}, 400)


class TestSeedream(AtOnceContract):
    """The contract, and what is Seedream's own."""

    spec = FrameSpec(prompt="Mia on the roof.", width=180, height=320, references=(Reference(subject="Mia"),) * 2)
    pictures = 2

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> Seedream:
        return Seedream(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> SeedreamRoutes:
        return SeedreamRoutes()

    def test_one_picture_may_be_held_back_alone(self, desk: Desk, server: FaultServer) -> None:
        row = {"error": {"code": "OutputImageSensitiveContentDetected", "message": "may contain sensitive information"}}
        server.fail("submit", said({"data": [row]}))
        desk.fails(MakerRefused, "OutputImageSensitiveContentDetected")

    def test_one_picture_may_fail_alone(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"data": [{"error": {"code": "InternalServiceError", "message": "oops"}}]}))
        desk.fails(ToolError, "could not make", "oops")


def test_the_house_is_part_of_the_name_and_not_of_the_model(tmp_path: Path) -> None:
    spec = ClipSpec(prompt="Rain.", width=720, height=1280, seconds=5)
    here, there = Seedance(KEY, "doubao-seedance-2-0-260128", base=CHINA), Seedance(KEY, "dreamina-seedance-2-0-260128")
    assert here.abilities == there.abilities
    assert here.price(spec) == there.price(spec) > 0
    assert here._request(spec, [])["model"] == "doubao-seedance-2-0-260128"
    with pytest.raises(SettingsError, match="seedream-4-5-251128"):
        Seedream(KEY, tmp_path, "seedream-9")


def test_references_are_shown_instead_of_frames(tmp_path: Path) -> None:
    seedance = Seedance(KEY, "dreamina-seedance-2-0-260128", shown="references")
    assert (seedance.abilities.first, seedance.abilities.last, seedance.abilities.references) == (False, False, 9)
    (tmp_path / "mia.png").write_bytes(picture(90, 160))
    spec = ClipSpec(
        prompt="Mia.", width=1080, height=1920, seconds=5, speech="No.", references=(Reference(subject="Mia"),)
    )
    asked = seedance._request(spec, [tmp_path / "mia.png"])
    assert [one.get("role") for one in asked["content"]] == [None, "reference_image"]
    assert (asked["resolution"], asked["duration"], asked["generate_audio"]) == ("1080p", 5, True)
