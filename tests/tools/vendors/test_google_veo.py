"""Google's Veo, on the Agent Platform."""

import base64
import re
from pathlib import Path

import pytest

from cliffhanger.errors import JobUncertain, MakerRefused, SettingsError, ToolError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import Reference
from cliffhanger.tools.vendors.google_veo import GoogleVeo
from cliffhanger.tools.vendors.wire import Limits

from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said
from .media import cut_short, picture

MODEL = "/v1/projects/drama/locations/us-central1/publishers/google/models/veo-3.1-generate-001"


class VeoRoutes:
    """As ``google-genai`` 3.4 speaks with the Agent Platform."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or request.method != "POST":
            raise Unspoken("the token")
        if request.path == f"{MODEL}:fetchPredictOperation":
            return "poll"
        if request.path != f"{MODEL}:predictLongRunning":
            raise Unspoken(request.path)
        asked = request.json
        (instance,) = asked["instances"]
        if instance["image"]["mimeType"] != "image/png" or not instance["image"]["bytesBase64Encoded"]:
            raise Unspoken("image")
        if asked["parameters"]["durationSeconds"] not in (4, 6, 8) or asked["parameters"]["aspectRatio"] != "9:16":
            raise Unspoken("duration or ratio")
        return "submit"

    def job_id(self, request: Request) -> str:
        return request.json["operationName"].rpartition("/")[2]

    def taken(self, job: Job) -> Answer:
        return said({"name": f"{MODEL.removeprefix('/v1/')}/operations/{job.id}"})

    def told(self, job: Job, state: str, file: str) -> Answer:
        if state in ("queued", "running"):
            return said({"name": job.id})
        told: dict = {"name": job.id, "done": True}
        match state:
            case "done":
                media = self.server.media_first.pop(0) if self.server.media_first else self.server.media
                data = base64.b64encode(media).decode("ascii")
                told["response"] = {"videos": [{"bytesBase64Encoded": data, "mimeType": "video/mp4"}]}
            case "failed":
                told["error"] = {"code": 13, "message": "Internal error. Please try again."}
            case "refused":
                reasons = [
                    "Veo could not generate videos because the input violates Google's Responsible AI practices."
                ]
                told["response"] = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": reasons}
        return said(told)

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)


class TestGoogleVeo(VendorContract):
    """The contract, and what is Veo's own. Its clip lies in the answer, so there is no address to go wrong."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=4, seed=7, first=True)
    pictures = 1
    cancels = False
    beside = {
        "test_a_private_address_is_never_fetched": "its answer names no address",
        "test_a_file_does_not_lead_into_the_network_at_home": "its answer names no address",
        "test_a_closing_studio_cancels_what_has_not_begun": "it never says that a job waits, and stops for nobody",
    }

    def build(self, base: str, limits: Limits) -> GoogleVeo:
        return GoogleVeo(KEY, project="drama", base=base, limits=limits)

    def routes(self) -> VeoRoutes:
        return VeoRoutes()

    def test_a_slow_job_is_asked_for_until_it_is_done(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["running"] * 8 + ["done"]
        desk.make()
        assert (server.submits, server.count("poll")) == (1, 10)  # once more for the clip

    def test_a_truncated_file_is_fetched_once_more(self, desk: Desk, server: FaultServer) -> None:
        server.media_first = [server.media, cut_short(server.media)]
        desk.make()
        assert (server.submits, server.count("poll")) == (1, 4)

    def test_a_file_that_stays_truncated_is_not_paid_for_again(self, desk: Desk, server: FaultServer) -> None:
        server.media_first = [cut_short(server.media)] * 4
        desk.fails(ToolError, "damaged twice")
        desk.make()
        assert server.submits == 1

    def test_a_file_that_is_gone_for_good_is_a_sentence(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=True)
        server.fail("poll", *[said({"error": {"code": 404, "message": "Operation not found."}}, 404)] * 2)
        desk.fails(JobUncertain, "no longer knows", "--resubmit")
        assert server.submits == 1

    def test_a_refusal_gives_the_reason(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["refused"]
        desk.fails(MakerRefused, "Responsible AI")

    def test_an_error_may_be_a_refusal_too(self, desk: Desk, server: FaultServer) -> None:
        error = {"code": 3, "message": "The prompt could not be submitted: it violates our policies on safety."}
        server.fail("poll", said({"done": True, "error": error}))
        desk.fails(MakerRefused, "safety")


def test_it_is_told_what_is_said_and_where_it_ends() -> None:
    spec = ClipSpec(prompt="She turns.", width=1080, height=1920, seconds=5, speech="You lied.", seed=3)
    asked = GoogleVeo(KEY, project="drama")._request(spec, [])
    assert asked["instances"][0]["prompt"].endswith('"You lied."')
    assert asked["parameters"] == {
        "sampleCount": 1,
        "durationSeconds": 6,
        "aspectRatio": "9:16",
        "resolution": "1080p",
        "seed": 3,
        "generateAudio": True,
        "personGeneration": "allow_adult",
    }


def test_references_are_shown_instead_of_frames(tmp_path: Path) -> None:
    (tmp_path / "mia.png").write_bytes(picture(90, 160))
    veo = GoogleVeo(KEY, project="drama", shown="references")
    spec = ClipSpec(prompt="Mia.", width=720, height=1280, seconds=5, references=(Reference(subject="Mia"),))
    (instance,) = veo._request(spec, [tmp_path / "mia.png"])["instances"]
    assert [one["referenceType"] for one in instance["referenceImages"]] == ["ASSET"]
    assert (veo.abilities.first, veo.abilities.references, veo.abilities.lengths) == (False, 3, (8.0,))


@pytest.mark.parametrize("name", ["../../v1/secrets", "projects/p/../x/operations/1", "https://x/operations/1?a=b"])
def test_an_operation_that_is_none_is_not_asked_for(name: str) -> None:
    with pytest.raises(ToolError, match="is no operation"):
        GoogleVeo(KEY, project="drama", base="http://127.0.0.1:9").poll(name)


def test_with_a_key_alone_it_needs_no_project() -> None:
    wire = GoogleVeo(KEY)._wire
    assert (wire.base, wire.headers) == ("https://aiplatform.googleapis.com", {"x-goog-api-key": KEY})
    assert re.match(r"publishers/google/models/veo", GoogleVeo(KEY)._path)


def test_a_model_that_is_gone_is_a_matter_of_the_settings() -> None:
    with pytest.raises(SettingsError, match=r"veo-3\.1-fast-generate-001"):
        GoogleVeo(KEY, "veo-3.0-generate-001")
