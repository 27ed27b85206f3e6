"""Google's Gemini pictures."""

from pathlib import Path

import pytest

from cliffhanger.errors import MakerRefused, SettingsError, ToolError
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.gemini import Gemini
from cliffhanger.tools.vendors.wire import Limits

from .at_once import AtOnceContract, AtOnceRoutes
from .contract import KEY, Desk
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said


class GeminiRoutes(AtOnceRoutes):
    """As ``google-genai`` 3.4 speaks."""

    def place(self, request: Request) -> Place:
        if request.headers["x-goog-api-key"] != KEY or "key=" in request.path:
            raise Unspoken("the key")
        if (request.method, request.path) != ("POST", "/v1beta/models/gemini-3.1-flash-image:generateContent"):
            raise Unspoken(request.path)
        asked = request.json
        *shown, last = asked["contents"][0]["parts"]
        if asked["generationConfig"]["imageConfig"]["aspectRatio"] != "9:16" or not last["text"]:
            raise Unspoken("ratio or text")
        if not all(part["inlineData"]["mimeType"] == "image/png" for part in shown):
            raise Unspoken("inlineData")
        return "submit"

    def taken(self, job: Job) -> Answer:
        thought = {"thought": True, "inlineData": {"mimeType": "image/png", "data": "bm90IGl0"}}
        picture = {"inlineData": {"mimeType": "image/png", "data": self.data()}}
        return said({"candidates": [{"content": {"parts": [thought, picture]}, "finishReason": "STOP"}]})

    def refused(self) -> Answer:
        return said({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}})


class TestGemini(AtOnceContract):
    """The contract, and what is Gemini's own."""

    spec = FrameSpec(
        prompt="Mia, the woman of image 1.", width=180, height=320, seed=7, references=(Reference(subject="Mia"),) * 2
    )
    pictures = 2

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> Gemini:
        return Gemini(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> GeminiRoutes:
        return GeminiRoutes()

    @pytest.mark.parametrize("reason", ["IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "SPII"])
    def test_a_picture_that_is_held_back_is_a_refusal(self, desk: Desk, server: FaultServer, reason: str) -> None:
        answer = {"candidates": [{"content": {"parts": [{"text": "I can't do that."}]}, "finishReason": reason}]}
        server.fail("submit", said(answer))
        desk.fails(MakerRefused, "refuses this shot", reason, "I can't do that.")

    def test_an_answer_in_words_alone_is_a_failure_that_may_pass(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"candidates": [{"content": {"parts": [{"text": "Here it is."}]}}]}))
        desk.fails(ToolError, "without a picture", "Here it is.")
        desk.make()
        assert server.submits == 1


def test_a_larger_picture_is_asked_for_by_name(tmp_path: Path) -> None:
    gemini = Gemini(KEY, tmp_path)
    small = gemini._request(FrameSpec(prompt="A roof.", width=1080, height=1920), [])
    large = gemini._request(FrameSpec(prompt="A roof.", width=1536, height=2752), [])
    square = gemini._request(FrameSpec(prompt="A roof.", width=1000, height=1000), [])
    configs = [asked["generationConfig"]["imageConfig"] for asked in (small, large, square)]
    assert configs == [
        {"aspectRatio": "9:16", "imageSize": "1K"},
        {"aspectRatio": "9:16", "imageSize": "2K"},
        {"aspectRatio": "1:1", "imageSize": "1K"},
    ]


def test_a_model_nobody_knows_is_a_matter_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="gemini-3-pro-image"):
        Gemini(KEY, tmp_path, "imagen-4")
