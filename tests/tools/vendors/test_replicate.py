"""Replicate."""

import re

import pytest

from cliffhanger.errors import JobUncertain, MakerRefused, SettingsError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.replicate import MODELS, Replicate
from cliffhanger.tools.vendors.wire import Limits

from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said

STATES = {
    "queued": "starting",
    "running": "processing",
    "done": "succeeded",
    "failed": "failed",
    "refused": "failed",
    "cancelled": "canceled",
}


class ReplicateRoutes:
    """As ``replicate`` 1.0.7 speaks; output is one address or a list, as the model has it."""

    server: FaultServer
    many = False

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or "prefer" in request.headers:
            raise Unspoken("the headers")
        found = re.fullmatch(r"/v1/models/([\w.-]+/[\w.-]+)/predictions", request.path)
        if request.method == "POST" and found:
            if found[1] not in MODELS or not request.json["input"]["prompt"]:
                raise Unspoken(found[1])
            return "submit"
        if not re.fullmatch(r"/v1/predictions/[\w-]+(/cancel)?", request.path):
            raise Unspoken(request.path)
        place: Place = {("GET", False): "poll", ("POST", True): "cancel"}[
            request.method, request.path.endswith("/cancel")
        ]
        return place

    def job_id(self, request: Request) -> str:
        return request.path.split("/")[3]

    def taken(self, job: Job) -> Answer:
        return said(self._prediction(job, "starting"), 201)

    def told(self, job: Job, state: str, file: str) -> Answer:
        prediction = self._prediction(job, STATES[state])
        match state:
            case "done":
                prediction["output"] = [file] if self.many else file
            case "failed":
                prediction["error"] = "CUDA out of memory"
            case "refused":
                prediction["error"] = "The input or output was flagged as sensitive. (E005)"
        return said(prediction)

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)

    def _prediction(self, job: Job, status: str) -> dict[str, object]:
        home = f"{self.server.base}/v1/predictions/{job.id}"
        urls = {"get": home, "cancel": f"{home}/cancel"}
        return {"id": job.id, "status": status, "output": None, "error": None, "logs": "", "urls": urls}


class TestReplicate(VendorContract):
    """The contract with a clip, and what is Replicate's own."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=3, seed=7, first=True, last=True)
    pictures = 2

    def build(self, base: str, limits: Limits) -> Replicate:
        return Replicate(KEY, base=base, limits=limits)

    def routes(self) -> ReplicateRoutes:
        return ReplicateRoutes()

    def test_wan_is_told_in_its_own_words(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        told = next(iter(server.jobs.values())).request.json["input"]
        assert told.pop("image").startswith("data:image/png;base64,")
        assert told.pop("last_image").startswith("data:image/png;base64,")
        assert told == {
            "prompt": "She turns.",
            "num_frames": 81,
            "frames_per_second": 16,
            "resolution": "480p",
            "seed": 7,
        }

    def test_a_refusal_names_what_was_said(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["refused"]
        desk.fails(MakerRefused, "E005")

    def test_outputs_that_are_deleted_after_an_hour_are_a_sentence(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=True)
        gone = {"id": "job-0001", "status": "succeeded", "output": None, "data_removed": True}
        server.fail("poll", *[said(gone)] * 3)
        desk.fails(JobUncertain, "expired", "--resubmit")


class TestReplicateFrames(VendorContract):
    """The contract with a frame that has references."""

    spec = FrameSpec(prompt="Mia on the roof.", width=144, height=256, seed=7, references=(Reference(subject="Mia"),))
    pictures = 1

    def build(self, base: str, limits: Limits) -> Replicate:
        return Replicate(KEY, "black-forest-labs/flux-2-pro", base=base, limits=limits)

    def routes(self) -> ReplicateRoutes:
        routes = ReplicateRoutes()
        routes.many = True
        return routes


def test_wan_makes_no_more_than_it_can() -> None:
    spec = ClipSpec(prompt="She turns.", width=720, height=1280, seconds=5)
    with pytest.raises(MakerRefused, match="first frame"):
        Replicate(KEY).submit(spec, [], "tag")


def test_a_model_nobody_knows_is_a_matter_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="flux-2-pro"):
        Replicate(KEY, "openai/sora-2")
