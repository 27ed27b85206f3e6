"""OpenAI's pictures."""

import re
from email import message_from_bytes
from pathlib import Path

import pytest

from cliffhanger.errors import MakerRefused, SettingsError
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.openai_images import OpenAIImages
from cliffhanger.tools.vendors.wire import Limits

from .at_once import AtOnceContract, AtOnceRoutes
from .contract import KEY, Desk
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said

BLOCKED = {
    "error": {
        "message": "Your request was rejected by the safety system. safety_violations=[violence].",
        "type": "image_generation_user_error",
        "code": "moderation_blocked",
    }
}


def parts(request: Request) -> list[tuple[str, str, bytes]]:
    """Return name, file name and content of each part of a form."""
    kind = request.headers["content-type"].encode()
    message = message_from_bytes(b"content-type: " + kind + b"\r\n\r\n" + request.body)
    found = []
    for part in message.get_payload():
        name = part.get_param("name", header="content-disposition")
        found.append((name, part.get_filename() or "", part.get_payload(decode=True)))
    return found


class OpenAIRoutes(AtOnceRoutes):
    """As ``openai`` 3.54 speaks."""

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or request.method != "POST":
            raise Unspoken("the key")
        if request.path != "/images/edits":
            raise Unspoken(request.path)
        form = parts(request)
        fields = {name: data.decode() for name, file, data in form if not file}
        if [name for name, file, _ in form if file] != ["image[]", "image[]"]:
            raise Unspoken("image[]")
        if not re.fullmatch(r"\d+x\d+", fields["size"]) or fields["model"] != "gpt-image-2" or not fields["prompt"]:
            raise Unspoken("size, model or prompt")
        return "submit"

    def taken(self, job: Job) -> Answer:
        return said({"created": 1763800000, "data": [{"b64_json": self.data()}], "usage": {"total_tokens": 1400}})

    def refused(self) -> Answer:
        return said(BLOCKED, 400)


class TestOpenAIImages(AtOnceContract):
    """The contract, and what is OpenAI's own."""

    spec = FrameSpec(prompt="Mia on the roof.", width=180, height=320, references=(Reference(subject="Mia"),) * 2)
    pictures = 2

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> OpenAIImages:
        return OpenAIImages(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> OpenAIRoutes:
        return OpenAIRoutes()

    def test_a_refusal_names_the_category(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said(BLOCKED, 400))
        desk.fails(MakerRefused, "violence")

    def test_the_pictures_go_in_their_order(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        sent = [data for _, file, data in parts(next(iter(server.jobs.values())).request) if file]
        assert sent == [Path(take.path).read_bytes() for take in desk.inputs]


@pytest.mark.parametrize(
    ("model", "asked", "sent"),
    [
        ("gpt-image-1.5", (1080, 1920), "1024x1536"),
        ("gpt-image-2", (1080, 1920), "1088x1920"),
        ("gpt-image-2", (180, 320), "624x1104"),
        ("gpt-image-2.5-flare", (720, 1280), "720x1280"),
        ("gpt-image-2", (4096, 4096), "2800x2800"),
    ],
)
def test_a_size_is_brought_within_the_limits_of_the_model(
    tmp_path: Path, model: str, asked: tuple[int, int], sent: str
) -> None:
    vendor = OpenAIImages(KEY, tmp_path, model)
    assert vendor._fields(FrameSpec(prompt="A roof.", width=asked[0], height=asked[1]))["size"] == sent


def test_faces_are_kept_where_there_is_a_switch_for_it(tmp_path: Path) -> None:
    spec = FrameSpec(prompt="Mia.", width=1024, height=1536, references=(Reference(subject="Mia"),))
    fields = [OpenAIImages(KEY, tmp_path, model)._fields(spec) for model in ("gpt-image-1.5", "gpt-image-2")]
    assert [found.get("input_fidelity") for found in fields] == ["high", None]


def test_a_model_that_is_gone_is_a_matter_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="gpt-image-2"):
        OpenAIImages(KEY, tmp_path, "gpt-image-1")


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    assert KEY not in repr(OpenAIImages(KEY, tmp_path))
