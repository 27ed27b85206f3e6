"""fal."""

import re

import pytest

from cliffhanger.errors import MakerRefused, SettingsError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.fal import MODELS, Fal
from cliffhanger.tools.vendors.prices import PriceUnknown
from cliffhanger.tools.vendors.wire import Limits

from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said

STATES = {"queued": "IN_QUEUE", "running": "IN_PROGRESS", "cancelled": "CANCELED"}


class FalRoutes:
    """As ``fal-client`` 1.0.3 speaks: a request's address has the app's owner and name, and no more of it."""

    server: FaultServer
    kind = "video"

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.ends: dict[str, str] = {}

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Key {KEY}":
            raise Unspoken("the key")
        if request.method == "POST":
            apps = {app for model in MODELS.values() for app in (model.text, model.shown)}
            if request.path[1:] not in apps or not request.json["prompt"]:
                raise Unspoken(request.path)
            return "submit"
        found = re.fullmatch(r"/[\w-]+/[\w.-]+/requests/[\w-]+(/status|/cancel|)", request.path)
        if found is None:
            raise Unspoken(request.path)
        place: Place = {("GET", "/status"): "poll", ("PUT", "/cancel"): "cancel", ("GET", ""): "other"}[
            request.method, found[1]
        ]
        return place

    def job_id(self, request: Request) -> str:
        return request.path.split("/")[4]

    def taken(self, job: Job) -> Answer:
        home = f"{self.server.base}{job.request.path}/requests/{job.id}"
        urls = {"response_url": home, "status_url": f"{home}/status", "cancel_url": f"{home}/cancel"}
        return said({"status": "IN_QUEUE", "request_id": job.id, "queue_position": 0, **urls})

    def told(self, job: Job, state: str, file: str) -> Answer:
        if state in STATES:
            return said({"status": STATES[state], "request_id": job.id, "queue_position": 1, "logs": None}, 202)
        self.files[job.id], self.ends[job.id] = file, state
        return said({"status": "COMPLETED", "request_id": job.id, "logs": None, "metrics": {"inference_time": 3.1}})

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        id = self.job_id(request)
        match self.ends[id]:
            case "refused":
                problem = {
                    "loc": ["body", "prompt"],
                    "msg": "The content could not be processed.",
                    "type": "content_policy_violation",
                    "url": "https://docs.fal.ai/errors/#content_policy_violation",
                    "input": {"prompt": "She turns."},
                }
                return said({"detail": [problem]}, 422, **{"x-fal-retryable": "false"})
            case "failed":
                return said({"detail": [{"loc": ["body"], "msg": "No face was found.", "type": "face_detection"}]}, 422)
        file = {"url": self.files[id], "content_type": "video/mp4", "file_name": "output.mp4", "file_size": 9}
        return said({"video": file, "seed": 7} if self.kind == "video" else {"images": [file], "seed": 7})


class TestFal(VendorContract):
    """The contract with a clip, and what is fal's own."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=3, seed=7, first=True, last=True)
    pictures = 2

    def build(self, base: str, limits: Limits) -> Fal:
        return Fal(KEY, base=base, limits=limits)

    def routes(self) -> FalRoutes:
        return FalRoutes()

    def test_kling_is_told_in_its_own_words(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        request = next(iter(server.jobs.values())).request
        assert request.path == "/fal-ai/kling-video/v3/pro/image-to-video"
        told = request.json
        assert told.pop("start_image_url").startswith("data:image/png;base64,")
        assert told.pop("end_image_url").startswith("data:image/png;base64,")
        assert told == {"prompt": "She turns.", "duration": "3", "generate_audio": False}

    def test_a_refusal_names_the_category(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["refused"]
        desk.fails(MakerRefused, "content_policy_violation")


class TestFalFrames(VendorContract):
    """The contract with a frame that has references."""

    spec = FrameSpec(prompt="Mia on the roof.", width=144, height=256, seed=7, references=(Reference(subject="Mia"),))
    pictures = 1

    def build(self, base: str, limits: Limits) -> Fal:
        return Fal(KEY, "flux-2-pro", base=base, limits=limits)

    def routes(self) -> FalRoutes:
        routes = FalRoutes()
        routes.kind = "images"
        return routes

    def test_a_blackened_picture_is_a_refusal(self, desk: Desk, server: FaultServer) -> None:
        server.fail("other", said({"images": [{"url": "https://x.example/a.png"}], "has_nsfw_concepts": [True]}))
        desk.fails(MakerRefused, "has_nsfw_concepts")


def test_every_model_is_told_only_what_it_can_do() -> None:
    for name, model in MODELS.items():
        fal = Fal(KEY, name)
        if "flux" in name or "seedream" in name:
            asked = fal._frame(FrameSpec(prompt="Mia.", width=720, height=1280, seed=1), [])
            assert set(asked) == {"prompt", "image_size", "seed"}
            continue
        asked = fal._clip(ClipSpec(prompt="Mia.", width=720, height=1280, seconds=5, speech="No."), [])
        assert asked["aspect_ratio"] == "9:16"
        assert ("seed" in asked, "resolution" in asked) == (model.seeds, model.resolution)
        assert asked.get("duration", "") in {"", "5", "6"}
        assert ("No." in asked["prompt"]) == bool(model.sound)


def test_seedance_is_told_size_and_shape() -> None:
    asked = Fal(KEY, "seedance-v1.5-pro")._clip(ClipSpec(prompt="Mia.", width=1080, height=1920, seconds=5.5), [])
    assert (asked["resolution"], asked["aspect_ratio"], asked["duration"]) == ("1080p", "9:16", "6")


def test_prices_know_sound_and_what_nobody_knows() -> None:
    silent = ClipSpec(prompt="Mia.", width=1080, height=1920, seconds=5, first=True)
    assert Fal(KEY, "kling-v3-standard").price(silent) == pytest.approx(0.42)
    spoken = silent.model_copy(update={"speech": "No."})
    assert Fal(KEY, "kling-v3-standard").price(spoken) == pytest.approx(0.63)
    with pytest.raises(PriceUnknown, match="wan"):
        Fal(KEY, "wan-v2.7").price(silent)


def test_a_model_nobody_knows_is_a_matter_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="kling-v3-pro"):
        Fal(KEY, "sora-2")
