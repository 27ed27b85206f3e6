"""Speech as OpenAI speaks it, and servers of one's own behind the same address."""

import base64
from pathlib import Path

import pytest
import soundfile

from cliffhanger.memory.look import Voice
from cliffhanger.tools.take import Made
from cliffhanger.tools.vendors.openai_speech import OpenAISpeech
from cliffhanger.tools.vendors.wire import Limits
from cliffhanger.tools.voice.spec import SpeechSpec

from .at_once import AtOnceContract, AtOnceRoutes
from .contract import KEY, Desk
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said
from .media import speech

BLOCKED = said({"error": {"message": "Rejected by the safety system.", "code": "moderation_blocked"}}, 400)


class SpeechRoutes(AtOnceRoutes):
    """As ``audio.speech.create`` speaks: the sound is the answer."""

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or request.path != "/audio/speech":
            raise Unspoken(request.path)
        body = request.json
        if body["response_format"] != "wav" or body["model"] != "gpt-4o-mini-tts" or not body["input"]:
            raise Unspoken(str(body))
        return "submit"

    def taken(self, job: Job) -> Answer:
        return Answer(base64.b64decode(self.data()), headers={"content-type": "audio/wav"})

    def refused(self) -> Answer:
        return BLOCKED


class TestOpenAISpeech(AtOnceContract):
    """The contract."""

    spec = SpeechSpec(text="Nobody.", voice=Voice(style="sage", id="sage"), emotion="cold")
    beside = {
        "test_a_wrong_size_is_refused": "it is no picture",
        "test_the_price_is_known_or_said_to_be_unknown": "the test's server is one's own, which costs nothing",
    }

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> OpenAISpeech:
        return OpenAISpeech(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> SpeechRoutes:
        return SpeechRoutes()

    def media(self, wide: bool = False) -> bytes:
        return speech(1.2)

    def must_be_right(self, desk: Desk, made: Made) -> None:
        assert made.seconds == pytest.approx(soundfile.info(desk.out).duration, abs=0.01)

    def test_a_feeling_is_an_instruction(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        (job,) = server.jobs.values()
        assert "without warmth" in job.request.json["instructions"]

    def test_a_server_of_ones_own_costs_nothing_and_is_told_the_language(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        (job,) = server.jobs.values()
        assert job.request.json["language"] == "en"
        assert desk.vendor().price(self.spec) == 0


class TestCloning(TestOpenAISpeech):
    """A server that is sent a recording to speak like."""

    pictures = 1

    def put_input(self, path: Path, number: int) -> Path:
        path = path.with_suffix(".wav")
        path.write_bytes(speech(6.0))
        return path

    def test_the_recording_goes_along(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        (job,) = server.jobs.values()
        assert job.request.json["voice"] == "clone"
        assert base64.b64decode(job.request.json["reference"]) == Path(desk.inputs[0].path).read_bytes()
