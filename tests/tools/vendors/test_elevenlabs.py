"""ElevenLabs: speech with timestamps, voices from a recording, dubs of whole films."""

import json
import re
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import soundfile

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.look import Voice
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.footage.spec import FootageDubSpec
from cliffhanger.tools.take import Made
from cliffhanger.tools.vendors.elevenlabs import ElevenLabs, ElevenLabsDubbing, ElevenLabsVoices
from cliffhanger.tools.vendors.wire import Limits
from cliffhanger.tools.voice.spec import CloneSpec, SpeechSpec

from .at_once import AtOnceContract, AtOnceRoutes
from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said
from .media import film, speech

SAID = "¿Quién estuvo aquí?"
BLOCKED = said({"detail": {"status": "content_policy_violation", "message": "This breaks our terms."}}, 400)
PICTURES_ONLY = {"test_a_wrong_size_is_refused": "it is no picture"}


def fields(request: Request) -> dict[str, str]:
    """Return the plain fields of a form, and under ``files`` the names of its files."""
    kind = request.headers["content-type"].encode()
    found: dict[str, Any] = {"files": []}
    for part in message_from_bytes(b"content-type: " + kind + b"\r\n\r\n" + request.body).get_payload():
        name = part.get_param("name", header="content-disposition")
        if part.get_filename():
            found["files"].append(name)
        else:
            found[name] = part.get_payload(decode=True).decode()
    return found


def keyed(request: Request) -> None:
    if request.headers.get("xi-api-key") != KEY:
        raise Unspoken("the key")


class SpeechRoutes(AtOnceRoutes):
    """As ``text_to_speech/{voice_id}/with-timestamps`` speaks."""

    def place(self, request: Request) -> Place:
        keyed(request)
        body = request.json
        if not re.fullmatch(r"/v1/text-to-speech/\w+/with-timestamps\?output_format=mp3_\d+_\d+", request.path):
            raise Unspoken(request.path)
        if set(body) != {"text", "model_id", "language_code", "seed"} or body["language_code"] != "es":
            raise Unspoken(str(body))
        return "submit"

    def taken(self, job: Job) -> Answer:
        text = job.request.json["text"]
        step = 1.1 / len(text)
        starts = [round(n * step, 4) for n in range(len(text))]
        told = {
            "characters": list(text),
            "character_start_times_seconds": starts,
            "character_end_times_seconds": [round(at + step, 4) for at in starts],
        }
        return said({"audio_base64": self.data(), "alignment": told, "normalized_alignment": None})

    def refused(self) -> Answer:
        return BLOCKED


class TestSpeech(AtOnceContract):
    """The contract, and what is told of the words."""

    spec = SpeechSpec(text=SAID, language="es", voice=Voice(style="ana", id="abc123"), emotion="fear")
    beside = PICTURES_ONLY

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> ElevenLabs:
        return ElevenLabs(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> SpeechRoutes:
        return SpeechRoutes()

    def media(self, wide: bool = False) -> bytes:
        return speech(1.2, "MP3")

    def must_be_right(self, desk: Desk, made: Made) -> None:
        """A wav came, and every character of what is said has its time; directions are not said."""
        heard = soundfile.info(desk.out)
        assert (heard.format, heard.samplerate) == ("WAV", 24_000)
        assert made.seconds == pytest.approx(heard.duration, abs=0.01)
        assert "".join(made.facts["characters"]) == SAID  # type: ignore[arg-type]
        assert len(made.facts["starts"]) == len(made.facts["ends"]) == len(SAID)  # type: ignore[arg-type]

    def test_a_feeling_is_a_direction_in_brackets(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        (job,) = server.jobs.values()
        assert job.request.json["text"] == f"[frightened] {SAID}"

    def test_a_line_without_a_voice_is_refused(self, desk: Desk) -> None:
        desk.spec = self.spec.model_copy(update={"voice": Voice(style="woman_warm_1")})
        desk.fails(MakerRefused, "cast one")


class VoiceRoutes(AtOnceRoutes):
    """As ``voices/add`` and ``v2/voices`` speak."""

    def place(self, request: Request) -> Place:
        keyed(request)
        if request.method == "POST" and request.path == "/v1/voices/add":
            form = fields(request)
            if form["files"] != ["files"] or not form["name"].startswith("Mia "):
                raise Unspoken(str(form))
            return "submit"
        if request.method == "GET" and request.path.startswith("/v2/voices?search="):
            return "other"
        raise Unspoken(request.path)

    def taken(self, job: Job) -> Answer:
        return said({"voice_id": f"voice-{job.id}", "requires_verification": False})

    def other(self, request: Request) -> Answer:
        tag = request.path.partition("=")[2]
        jobs = self.server.jobs.values()
        found = [{"voice_id": f"voice-{job.id}", "name": fields(job.request)["name"]} for job in jobs]
        return said({"voices": [one for one in found if tag in one["name"]], "has_more": False})

    def refused(self) -> Answer:
        return BLOCKED


class TestVoices(AtOnceContract):
    """The contract; a voice that was made before a crash is found there by our tag."""

    spec = CloneSpec(name="Mia")
    pictures = 1
    beside = PICTURES_ONLY | {
        "test_a_crash_in_the_middle_of_the_request_is_the_users_to_repeat": "it is found there",
        "test_a_file_that_stays_truncated_is_not_paid_for_again": "there is no file",
        "test_an_answer_that_came_is_found_after_a_crash": "the server is asked",
        "test_an_answer_that_somebody_has_deleted_is_the_users_to_repeat": "it is found there",
        "test_many_threads_may_use_one_vendor": "three would find the first",
    }

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> ElevenLabsVoices:
        return ElevenLabsVoices(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> VoiceRoutes:
        return VoiceRoutes()

    def media(self, wide: bool = False) -> bytes:
        return b"{}"

    def put_input(self, path: Path, number: int) -> Path:
        path = path.with_suffix(".wav")
        path.write_bytes(speech(6.0))
        return path

    def found_again(self, server: FaultServer) -> bool:
        """Always: it bears our tag."""
        return True

    def must_be_right(self, desk: Desk, made: Made) -> None:
        assert json.loads(desk.out.read_text()) == {"voice": made.facts["voice"]}
        assert str(made.facts["voice"]).startswith("voice-job-")


STATES = {"queued": "dubbing", "running": "dubbing", "done": "dubbed", "failed": "failed", "refused": "failed",
          "cancelled": "failed"}  # fmt: skip


class DubRoutes:
    """As ``dubbing`` speaks."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.path.startswith("/v1/dubbing/") and "/audio/" in request.path:
            keyed(request)
            return "file"
        keyed(request)
        if request.method == "POST" and request.path == "/v1/dubbing":
            form = fields(request)
            if form["files"] != ["file"] or form["target_lang"] != "en" or form["disable_voice_cloning"] != "true":
                raise Unspoken(str(form))
            return "submit"
        if request.path.startswith("/v1/dubbing?"):
            return "other"
        return {"GET": "poll", "DELETE": "cancel"}[request.method]

    def job_id(self, request: Request) -> str:
        return request.path.removeprefix("/v1/dubbing/").partition("/")[0]

    def taken(self, job: Job) -> Answer:
        return said({"dubbing_id": job.id, "expected_duration_sec": 2.0})

    def told(self, job: Job, state: str, file: str) -> Answer:
        error = {"failed": "No speech was found.", "refused": "Refused by moderation.", "cancelled": "gone"}.get(state)
        return said({"dubbing_id": job.id, "name": "x", "status": STATES[state], "target_languages": ["en"],
                     "error": error})  # fmt: skip

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        jobs = self.server.jobs.values()
        dubs = [{"dubbing_id": one.id, "name": fields(one.request)["name"], "target_languages": ["en"]} for one in jobs]
        return said({"dubs": dubs, "has_more": False})


class TestDubbing(VendorContract):
    """The contract of a job that takes its time."""

    spec = FootageDubSpec(language="en", seconds=2.0, clone=False)
    pictures = 1
    cancels = False
    beside = PICTURES_ONLY | {
        "test_a_private_address_is_never_fetched": "it names no address",
        "test_a_file_does_not_lead_into_the_network_at_home": "the address is its own",
        "test_a_closing_studio_cancels_what_has_not_begun": "it does not say whether a dub has begun",
    }

    def build(self, base: str, limits: Limits) -> ElevenLabsDubbing:
        return ElevenLabsDubbing(KEY, Path("unused"), base=base, limits=limits)

    def routes(self) -> DubRoutes:
        return DubRoutes()

    def media(self, wide: bool = False) -> bytes:
        return film(2.0)

    def put_input(self, path: Path, number: int) -> Path:
        path = path.with_suffix(".mp4")
        path.write_bytes(film(2.0))
        return path

    def must_be_right(self, desk: Desk, made: Made) -> None:
        found = probe(desk.out)
        assert found.video is not None and found.audio is not None
        assert made.seconds == pytest.approx(found.seconds, abs=0.05)
