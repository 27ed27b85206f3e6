"""MiniMax: Hailuo, H3 and image-01."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from cliffhanger.errors import JobUncertain, MakerRefused, SettingsError, ToolError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.minimax import Hailuo, MiniMaxH3
from cliffhanger.tools.vendors.minimax_images import MiniMaxImage
from cliffhanger.tools.vendors.wire import Limits

from .at_once import AtOnceContract, AtOnceRoutes
from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said
from .media import picture

FINE = {"base_resp": {"status_code": 0, "status_msg": "success"}}
HAILUO = {"queued": "Queueing", "running": "Processing", "done": "Success", "failed": "Fail", "refused": "Fail"}


def coded(code: int, words: str) -> Answer:
    """Return an answer that says in its body what is wrong, as MiniMax does."""
    return said({"base_resp": {"status_code": code, "status_msg": words}})


class HailuoRoutes:
    """As MiniMax speaks of Hailuo: the query names a file, and the file has an address."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}":
            raise Unspoken("the key")
        match request.method, urlsplit(request.path).path:
            case "POST", "/v1/video_generation":
                asked = request.json
                if not asked["first_frame_image"].startswith("data:image/png;base64,"):
                    raise Unspoken("first_frame_image")
                if asked["duration"] not in (6, 10) or asked["resolution"] != "768P":
                    raise Unspoken("duration or resolution")
                return "submit"
            case "GET", "/v1/query/video_generation":
                return "poll"
            case "GET", "/v1/files/retrieve":
                return "other"
        raise Unspoken(request.path)

    def job_id(self, request: Request) -> str:
        return parse_qs(urlsplit(request.path).query)["task_id"][0]

    def taken(self, job: Job) -> Answer:
        return said({"task_id": job.id, **FINE})

    def told(self, job: Job, state: str, file: str) -> Answer:
        self.file = file
        task = {"task_id": job.id, "status": HAILUO[state], **FINE}
        match state:
            case "done":
                task |= {"file_id": f"file-{job.id}", "video_width": 180, "video_height": 320}
            case "refused":
                task["base_resp"] = {"status_code": 1027, "status_msg": "output new_sensitive"}
        return said(task)

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        id = parse_qs(urlsplit(request.path).query)["file_id"][0]
        return said({"file": {"file_id": id, "download_url": self.file}, **FINE})


class TestHailuo(VendorContract):
    """The contract, and what is Hailuo's own."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=6, first=True)
    pictures = 1
    cancels = False
    beside = {"test_a_closing_studio_cancels_what_has_not_begun": "a task cannot be cancelled"}

    def build(self, base: str, limits: Limits) -> Hailuo:
        return Hailuo(KEY, base=base, limits=limits)

    def routes(self) -> HailuoRoutes:
        return HailuoRoutes()

    def test_a_rate_limit_may_be_told_in_the_answer(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", coded(1002, "rate limit"), coded(1002, "rate limit"))
        desk.make()
        assert (server.submits, server.count("submit")) == (1, 3)

    @pytest.mark.parametrize(
        ("code", "kind", "words"),
        [
            (1026, MakerRefused, "refuses this shot"),
            (1004, SettingsError, "MINIMAX_API_KEY"),
            (2049, SettingsError, "MINIMAX_API_KEY"),
            (1008, ToolError, "credit"),
            (2056, ToolError, "credit"),
            (2013, MakerRefused, "does not take this request"),
            (1002, ToolError, "rate limited"),
        ],
    )
    def test_a_code_is_a_sentence(self, desk: Desk, server: FaultServer, code: int, kind: type, words: str) -> None:
        server.fail("submit", *[coded(code, "what they say")] * (4 if code == 1002 else 1))
        desk.fails(kind, words, str(code), "what they say")
        assert server.submits == 0
        desk.make()
        assert server.submits == 1

    def test_an_error_on_their_side_is_an_uncertain_job(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", coded(1024, "internal error"), after=True)
        desk.fails(JobUncertain, "1024", "--resubmit")

    def test_without_a_first_frame_it_makes_nothing_upright(self) -> None:
        with pytest.raises(MakerRefused, match="first frame only"):
            Hailuo(KEY).submit(ClipSpec(prompt="Rain.", width=720, height=1280, seconds=6), [], "tag")


class H3Routes:
    """As MiniMax speaks of H3."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}":
            raise Unspoken("the key")
        if (request.method, request.path) == ("POST", "/v2/video_generation"):
            asked = request.json
            if [one.get("role") for one in asked["content"]] != [None, "first_frame"] or asked["ratio"] != "adaptive":
                raise Unspoken("content or ratio")
            if type(asked["duration"]) is not int or asked["resolution"] != "768P":
                raise Unspoken("duration or resolution")
            return "submit"
        if request.method != "GET" or not re.fullmatch(r"/v2/query/video_generation/[\w-]+", request.path):
            raise Unspoken(request.path)
        return "poll"

    def job_id(self, request: Request) -> str:
        return request.path.rpartition("/")[2]

    def taken(self, job: Job) -> Answer:
        return said({"task_id": job.id, **FINE})

    def told(self, job: Job, state: str, file: str) -> Answer:
        task: dict = {"id": job.id, "model": "MiniMax-H3", "status": {"done": "succeeded"}.get(state, state)}
        match state:
            case "done":
                task["content"] = {"url": file}
            case "failed":
                task["error"] = {"code": "1000", "message": "unknown error"}
            case "refused":
                task |= {"status": "failed", "error": {"code": "1027", "message": "output new_sensitive"}}
        return said({"task": task, **FINE})

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        raise Unspoken(request.path)


class TestMiniMaxH3(VendorContract):
    """The contract."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=5, first=True)
    pictures = 1
    cancels = False
    beside = {"test_a_closing_studio_cancels_what_has_not_begun": "a task cannot be cancelled"}

    def build(self, base: str, limits: Limits) -> MiniMaxH3:
        return MiniMaxH3(KEY, base=base, limits=limits)

    def routes(self) -> H3Routes:
        return H3Routes()


class ImageRoutes(AtOnceRoutes):
    """As MiniMax speaks of image-01."""

    def place(self, request: Request) -> Place:
        if request.headers["authorization"] != f"Bearer {KEY}" or request.path != "/v1/image_generation":
            raise Unspoken(request.path)
        asked = request.json
        (person,) = asked["subject_reference"]
        if person["type"] != "character" or not person["image_file"].startswith("data:image/png;base64,"):
            raise Unspoken("subject_reference")
        if asked["aspect_ratio"] != "9:16" or asked["response_format"] != "base64":
            raise Unspoken("aspect_ratio or response_format")
        return "submit"

    def taken(self, job: Job) -> Answer:
        counted = {"success_count": "1", "failed_count": "0"}
        return said({"id": job.id, "data": {"image_base64": [self.data()]}, "metadata": counted, **FINE})

    def refused(self) -> Answer:
        return coded(1026, "input new_sensitive")


class TestMiniMaxImage(AtOnceContract):
    """The contract, and what is image-01's own."""

    spec = FrameSpec(prompt="Mia on the roof.", width=180, height=320, references=(Reference(subject="Mia"),))
    pictures = 1

    @pytest.fixture(autouse=True)
    def _kept(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "kept"

    def build(self, base: str, limits: Limits) -> MiniMaxImage:
        return MiniMaxImage(KEY, self.folder, base=base, limits=limits)

    def routes(self) -> ImageRoutes:
        return ImageRoutes()

    def test_a_picture_that_is_only_counted_was_held_back(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"data": {}, "metadata": {"success_count": "0", "failed_count": "1"}, **FINE}))
        desk.fails(MakerRefused, "held back")


def test_references_are_shown_instead_of_frames(tmp_path: Path) -> None:
    h3 = MiniMaxH3(KEY, shown="references")
    assert (h3.abilities.first, h3.abilities.last, h3.abilities.references) == (False, False, 9)
    (tmp_path / "mia.png").write_bytes(picture(90, 160))
    spec = ClipSpec(prompt="Rain.", width=1080, height=1920, seconds=4, references=(Reference(subject="Mia"),))
    asked = h3._request(spec, [tmp_path / "mia.png"])
    assert asked["content"][0]["text"] == "Rain. Image 1 is Mia. No dialogue, no music."
    assert (asked["content"][1]["role"], asked["ratio"], asked["duration"]) == ("reference_image", "9:16", 5)


def test_a_last_frame_is_given_where_the_model_takes_one(tmp_path: Path) -> None:
    assert [Hailuo(KEY, model).abilities.last for model in ("MiniMax-Hailuo-2.3", "MiniMax-Hailuo-02")] == [False, True]
    with pytest.raises(SettingsError, match="MiniMax-Hailuo-02"):
        Hailuo(KEY, "video-01")
