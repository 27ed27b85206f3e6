"""ComfyUI."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.vendors.comfyui import ComfyUI, job_id
from cliffhanger.tools.vendors.wire import Limits

from .contract import KEY, Desk, VendorContract
from .fault_server import Answer, FaultServer, Job, Place, Request, Unspoken, said


def node(kind: str, title: str, **inputs: object) -> dict:
    """Return a node as ComfyUI exports it."""
    return {"class_type": kind, "inputs": inputs, "_meta": {"title": title}}


MOVES = {
    "1": node("CLIPTextEncode", "Positive {prompt}", text="a prompt", clip=["9", 0]),
    "2": node("KSampler", "{seed}", seed=1, steps=20, positive=["1", 0], latent_image=["4", 0]),
    "3": node("LoadImage", "{first}", image="example.png"),
    "4": node("WanImageToVideo", "{width} {height} {frames}", width=832, height=480, length=81, start_image=["3", 0]),
    "5": node("SaveVideo", "{output}", filename_prefix="video", video=["2", 0]),
    "9": node("CLIPLoader", "Load CLIP", clip_name="umt5.safetensors"),
}
STANDS = {
    "1": node("PrimitiveString", "{prompt}", value="a prompt"),
    "2": node("RandomNoise", "Noise {seed}", noise_seed=1),
    "3": node("EmptyLatentImage", "{width} and {height}", width=512, height=512, batch_size=1),
    "4": node("LoadImage", "{reference 1}", image="example.png"),
    "5": node("LoadImage", "{reference 2}", image="example.png"),
    "6": node("SaveImage", "{output}", filename_prefix="image", images=["3", 0]),
}
REFUSED = {
    "error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation"},
    "node_errors": {
        "9": {
            "errors": [
                {
                    "type": "value_not_in_list",
                    "message": "Value not in list",
                    "details": "clip_name: 'umt5.safetensors' not in ['a.safetensors']",
                    "extra_info": {"input_name": "clip_name"},
                }
            ],
            "dependent_outputs": ["5"],
            "class_type": "CLIPLoader",
        }
    },
}


class ComfyRoutes:
    """As ComfyUI's ``server.py`` speaks, behind a lock."""

    server: FaultServer

    def __init__(self) -> None:
        self.own_ids = False
        """As an older one, which gives jobs ids of its own."""
        self.ids: dict[str, str] = {}
        """Of our jobs, by their ids there."""
        self.state: dict[str, str] = {}
        """What was last said of a job, by its id here."""

    def place(self, request: Request) -> Place:
        path = urlsplit(request.path).path
        match request.method, path:
            case "POST", "/prompt":
                if not request.json["client_id"] or not all(
                    "class_type" in one for one in request.json["prompt"].values()
                ):
                    raise Unspoken("prompt")
                return "submit"
            case "POST", "/interrupt":
                return "cancel"
            case "POST", "/queue":
                return "cancel" if self._known(request.json["delete"][0]) else "other"
            case "GET", "/view":
                if not parse_qs(urlsplit(request.path).query)["filename"][0].endswith(".mp4"):
                    raise Unspoken("filename")
                return "file"
        if request.method == "GET" and re.fullmatch(r"/history/[\w-]+", path) and self._known(path[9:]):
            return "poll"
        return "other"

    def job_id(self, request: Request) -> str:
        if request.method == "GET":
            return self.ids[urlsplit(request.path).path[9:]]
        asked = request.json
        return self.ids[asked.get("prompt_id") or asked["delete"][0]]

    def taken(self, job: Job) -> Answer:
        asked = job.request.json
        id = f"theirs-{job.id}" if self.own_ids else asked["prompt_id"]
        self.ids[id] = job.id
        return said({"prompt_id": id, "number": 1, "node_errors": {}})

    def told(self, job: Job, state: str, file: str) -> Answer:
        id = self._id(job)
        self.state[job.id] = state
        if state in ("queued", "running"):
            return said({})
        entry: dict = {"prompt": self._row(job), "outputs": {}, "status": {"status_str": "error", "messages": []}}
        match state:
            case "done":
                saved = {"filename": f"{job.id}.mp4", "subfolder": "video", "type": "output"}
                entry["outputs"] = {"5": {"images": [saved], "animated": [True]}}
                entry["status"] = {"status_str": "success", "completed": True, "messages": []}
            case "cancelled":
                entry["status"]["messages"] = [["execution_interrupted", {"prompt_id": id}]]
            case _:
                error = {
                    "node_id": "2",
                    "node_type": "KSampler",
                    "exception_type": "torch.OutOfMemoryError",
                    "exception_message": "CUDA out of memory",
                }
                entry["status"]["messages"] = [["execution_start", {}], ["execution_error", error]]
        return said({id: entry})

    def refused(self) -> None:
        return None

    def other(self, request: Request) -> Answer:
        path = urlsplit(request.path).path
        match request.method, path:
            case "POST", "/upload/image":
                return said({"name": f"{len(request.body)}.png", "subfolder": "cliffhanger", "type": "input"})
            case "GET", "/queue":
                waits = {
                    state: [self._row(job) for job in self.server.jobs.values() if self.state.get(job.id) == state]
                    for state in ("queued", "running")
                }
                return said({"queue_running": waits["running"], "queue_pending": waits["queued"]})
            case "GET", "/history":
                waiting = ("queued", "running")
                done = [job for job in self.server.jobs.values() if self.state.get(job.id) not in waiting]
                return said({self._id(job): {"prompt": self._row(job), "outputs": {}} for job in done})
            case "POST", ("/history" | "/queue"):
                return Answer()
        return said({})

    def _known(self, id: str) -> bool:
        return id in self.ids and self.ids[id] in self.server.jobs

    def _id(self, job: Job) -> str:
        return next(theirs for theirs, ours in self.ids.items() if ours == job.id)

    def _row(self, job: Job) -> list:
        return [1, self._id(job), job.request.json["prompt"], {"client_id": job.request.json["client_id"]}, ["5"]]


class TestComfyUI(VendorContract):
    """The contract, and what is ComfyUI's own. Its answers name files, never addresses."""

    spec = ClipSpec(prompt="She turns.", width=180, height=320, seconds=2, seed=7, first=True)
    pictures = 1
    beside = {
        "test_a_private_address_is_never_fetched": "its answers name no address",
        "test_moderation_is_a_refusal_and_not_tried_again": "nobody moderates one's own machine",
        "test_many_threads_may_use_one_vendor": "one series makes a shot once: the same tag is the same job here",
    }

    @pytest.fixture(autouse=True)
    def _workflow(self, tmp_path: Path) -> None:
        self.path = tmp_path / "wan.json"
        self.path.write_text(json.dumps(MOVES), encoding="utf-8")

    def build(self, base: str, limits: Limits) -> ComfyUI:
        return ComfyUI(self.path, base, KEY, limits=limits)

    def routes(self) -> ComfyRoutes:
        return ComfyRoutes()

    def test_the_price_is_known_or_said_to_be_unknown(self, desk: Desk) -> None:
        assert desk.vendor().price(self.spec) == 0

    def test_a_slow_job_is_asked_for_until_it_is_done(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["queued"] * 3 + ["running"] * 5 + ["done"]
        desk.make()
        assert server.submits == 1

    def test_the_slots_are_filled_and_the_rest_is_left(self, desk: Desk, server: FaultServer) -> None:
        desk.make()
        job = next(iter(server.jobs.values()))
        nodes = job.request.json["prompt"]
        assert nodes["1"]["inputs"] == {"text": "She turns.", "clip": ["9", 0]}
        assert nodes["2"]["inputs"]["seed"] == 7
        assert nodes["3"]["inputs"]["image"].startswith("cliffhanger/")
        assert nodes["4"]["inputs"] == {"width": 180, "height": 320, "length": 33, "start_image": ["3", 0]}
        assert nodes["9"] == MOVES["9"]
        assert job.request.json["prompt_id"] == job_id(job.request.json["client_id"])

    @pytest.mark.parametrize("after", [False, True])
    def test_an_older_one_has_ids_of_its_own_and_is_found_by_our_tag(
        self, desk: Desk, server: FaultServer, after: bool
    ) -> None:
        server.routes.own_ids = True  # type: ignore[attr-defined]
        desk.die(after)
        desk.make()
        assert server.submits == 1

    def test_a_node_that_fails_is_named(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["failed"]
        desk.fails(ToolError, "node 2 (KSampler, titled “{seed}”)", "out of memory")

    def test_a_workflow_that_is_not_taken_says_which_node(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said(REFUSED, 400))
        desk.fails(MakerRefused, "wan.json", "node 9 (CLIPLoader", "umt5.safetensors")
        assert server.submits == 0

    def test_a_long_list_of_what_it_has_does_not_hide_the_node(self, desk: Desk, server: FaultServer) -> None:
        long = json.loads(json.dumps(REFUSED))
        long["node_errors"]["9"]["errors"][0]["details"] += " and " + ", ".join(map(str, range(4000)))
        server.fail("submit", said(long, 400))
        desk.fails(MakerRefused, "node 9 (CLIPLoader")

    def test_what_another_workflow_saved_is_not_taken(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=True)
        (id,) = server.routes.ids  # type: ignore[attr-defined]
        entry = {"outputs": {"8": {"images": [{"filename": "x.png"}]}}, "status": {"status_str": "success"}}
        server.fail("poll", *[said({id: entry})] * 2)
        desk.fails(ToolError, "node 5 (SaveVideo", "saved nothing")


@pytest.fixture
def stands(tmp_path: Path) -> Iterator[ComfyUI]:
    path = tmp_path / "flux.json"
    path.write_text(json.dumps(STANDS), encoding="utf-8")
    yield ComfyUI(path)


def test_what_a_workflow_can_do_is_what_it_has_slots_for(stands: ComfyUI) -> None:
    assert (stands.abilities.references, stands.model) == (2, "flux")
    assert stands.abilities.model_dump()["strength"] is False


def test_a_slot_that_is_left_over_shows_the_last_picture_again(stands: ComfyUI) -> None:
    spec = FrameSpec(prompt="Mia.", width=720, height=1280, references=(Reference(subject="Mia"),))
    assert stands._values(spec, ["mia.png"])["reference 2"] == "mia.png"


def test_a_workflow_that_wants_a_picture_does_not_show_the_one_it_was_saved_with(stands: ComfyUI) -> None:
    with pytest.raises(MakerRefused, match=r"flux\.json needs \{reference 1\}, \{reference 2\}"):
        stands._values(FrameSpec(prompt="A roof.", width=720, height=1280), [])


def test_another_workflow_makes_another_take(stands: ComfyUI, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**STANDS, "7": node("Note", "", text="hello")}), encoding="utf-8")
    assert stands.version != ComfyUI(other).version


@pytest.mark.parametrize(("seconds", "frames"), [(2.0, 33), (1.0, 17), (5.0, 81), (2.1, 37)])
def test_frames_are_enough_and_one_more_than_a_multiple_of_four(stands: ComfyUI, seconds: float, frames: int) -> None:
    spec = ClipSpec(prompt="Rain.", width=720, height=1280, seconds=seconds)
    assert stands._times(spec)["frames"] == frames
    assert (frames - 1) / 16 >= seconds
