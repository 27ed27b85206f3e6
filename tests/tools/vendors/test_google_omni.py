"""Google's Omni."""

import base64
import re

import pytest

from cliffhanger.errors import JobUncertain, MakerRefused, SettingsError, ToolError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import Reference
from cliffhanger.tools.vendors.google_omni import GoogleOmni, prompted
from cliffhanger.tools.vendors.wire import Limits

from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said

STATES = {"queued": "queued", "running": "in_progress", "refused": "completed"}


class OmniRoutes:
    """As ``google-genai`` 3.4 speaks."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.headers["x-goog-api-key"] != KEY or "key=" in request.path:
            raise Unspoken("the key")
        if (request.method, request.path) == ("POST", "/v1beta/interactions"):
            self._must_be_an_interaction(request.json)
            return "submit"
        if not re.fullmatch(r"/v1beta/interactions/[\w-]+(/cancel)?", request.path):
            raise Unspoken(request.path)
        return {"GET": "poll", "POST": "cancel"}[request.method]

    def _must_be_an_interaction(self, asked: dict) -> None:
        *shown, last = asked["input"]
        form = asked["response_format"]
        if last["type"] != "text" or not all(one["mime_type"] == "image/png" and one["data"] for one in shown):
            raise Unspoken("input")
        if asked["background"] is not True or form["type"] != "video" or not re.fullmatch(r"\d+s", form["duration"]):
            raise Unspoken("background or response_format")

    def job_id(self, request: Request) -> str:
        return request.path.split("/")[3]

    def taken(self, job: Job) -> Answer:
        return said({"id": job.id, "status": "in_progress", "object": "interaction"})

    def told(self, job: Job, state: str, file: str) -> Answer:
        told = {"id": job.id, "status": STATES.get(state, {"done": "completed"}.get(state, state))}
        match state:
            case "done":
                video = {"type": "video", "mime_type": "video/mp4", "uri": file}
                told["steps"] = [{"type": "thought"}, {"type": "model_output", "content": [video]}]
            case "failed":
                told["errors"] = [{"code": "internal", "message": "An internal error occurred."}]
            case "refused":
                words = {"type": "text", "text": "I can't make that."}
                told["steps"] = [{"type": "model_output", "content": [words]}]
        return said(told)

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)


class TestGoogleOmni(VendorContract):
    """The contract, and what is Omni's own."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=3, seed=7, first=True)
    pictures = 1

    def build(self, base: str, limits: Limits) -> GoogleOmni:
        return GoogleOmni(KEY, base=base, limits=limits)

    def routes(self) -> OmniRoutes:
        return OmniRoutes()

    def test_the_file_is_asked_for_with_the_key_and_as_itself(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        (file,) = [request for place, request in server.requests if place == "file"]
        assert file.headers["x-goog-api-key"] == KEY
        assert file.path.endswith("?alt=media")

    def test_a_clip_that_lies_in_the_answer_is_taken_from_there(self, desk: Desk, server: FaultServer) -> None:
        data = base64.b64encode(server.media).decode("ascii")
        told = {
            "status": "completed",
            "steps": [{"type": "model_output", "content": [{"type": "video", "data": data}]}],
        }
        server.fail("poll", said(told), said(told))
        desk.make()
        assert (server.submits, server.count("file")) == (1, 0)

    def test_a_refusal_gives_the_models_words(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["refused"]
        desk.fails(MakerRefused, "I can't make that.")

    def test_a_clip_that_was_counted_and_is_nowhere_is_no_refusal(self, desk: Desk, server: FaultServer) -> None:
        usage = {"output_tokens_by_modality": [{"modality": "video", "tokens": 5792}]}
        server.fail("poll", said({"status": "completed", "usage": usage, "steps": []}))
        desk.fails(ToolError, "failed", "without a video")

    def test_an_unknown_interaction_is_a_400_there(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=True)
        server.fail("poll", said({"error": {"code": "invalid_request", "message": "Invalid interaction name"}}, 400))
        desk.fails(JobUncertain, "no longer knows")


def test_the_prompt_says_what_each_picture_is_for() -> None:
    spec = ClipSpec(prompt="She turns.", width=720, height=1280, seconds=4, first=True, last=True)
    assert prompted(spec).startswith("<FIRST_FRAME> <LAST_FRAME> She turns.")
    told = prompted(spec.model_copy(update={"last": False, "references": (Reference(subject="Mia"),), "speech": "No."}))
    assert told.startswith("[# Sources <FIRST_FRAME>@Image1] [# References <IMAGE_REF_0>@Image2] She turns.")
    assert '"No."' in told
    assert "<IMAGE_REF_0> is Mia." in told
    only = prompted(spec.model_copy(update={"first": False, "last": False, "references": (Reference(subject="Mia"),)}))
    assert only.startswith("[# References <IMAGE_REF_0>@Image1] She turns.")
    assert "No dialogue." in only


def test_length_and_size_are_said_in_its_words() -> None:
    asked = GoogleOmni(KEY)._request(ClipSpec(prompt="Rain.", width=1080, height=1920, seconds=4.2), [])
    form = asked["response_format"]
    assert (form["duration"], form["resolution"], form["aspect_ratio"]) == ("5s", "1080p", "9:16")


def test_veo_is_no_longer_in_the_gemini_api() -> None:
    with pytest.raises(SettingsError, match="Agent Platform"):
        GoogleOmni(KEY, "veo-3.1-generate-preview")
