"""MiniMax: Hailuo and H3, which make clips.

Requests and answers as on https://platform.minimax.io/docs/api-reference (``video-generation-query`` and the pages
around it for Hailuo: task, query, file; ``video-generation-v2-query`` for H3), codes as on its page ``errorcode``.
There is no official client. The body of an H3 task, and that its query answers ``{"task": …}`` with the address in
``content.url``, is told by those who have used it; so is code 2067. Hailuo takes its shape from the first frame, and
makes lying clips from words alone. Tasks do not tell a tag of ours, so a lost one cannot be found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ...errors import CliffhangerError, JobUncertain, MakerRefused, SettingsError, ToolError
from ..clip.spec import ClipAbilities, ClipSpec
from .faults import moderated, refusal, short
from .pictures import data_uri
from .prices import Prices, read_prices
from .vendor import JobIs, NoSuchJob, Progress, file_of, id_of, length_of, size_of, worded, words_of
from .wire import Limits, Wire

SETTING = "MINIMAX_API_KEY"
BASE = "https://api.minimax.io"

REFUSED = frozenset({1026, 1027})
BUSY = frozenset({1002, 1041, 2045})
"""Rate limits: the job was not taken."""
BAD_KEY = frozenset({1004, 2049})
NO_CREDIT = frozenset({1008, 2056, 2061, 2067})
UNSURE = frozenset({1000, 1001, 1013, 1024, 1033})
"""Something broke on their side: the job may have been taken."""

HAILUO: dict[str, ClipAbilities] = {
    "MiniMax-Hailuo-2.3": ClipAbilities(lengths=(6, 10), longest=10, sizes=((768, 1366),), prompt=2000),
    "MiniMax-Hailuo-2.3-Fast": ClipAbilities(lengths=(6, 10), longest=10, sizes=((768, 1366),), prompt=2000),
    "MiniMax-Hailuo-02": ClipAbilities(last=True, lengths=(6, 10), longest=10, sizes=((768, 1366),), prompt=2000),
}
H3_ABLE = ClipAbilities(
    last=True,
    speaks=True,
    lengths=tuple(map(float, range(5, 16))),
    longest=15,
    sizes=((768, 1366), (1440, 2560)),
    prompt=5000,
)
H3 = ("MiniMax-H3",)

HAILUO_STATES: dict[str, JobIs] = {
    "Preparing": "queued",
    "Queueing": "queued",
    "Processing": "running",
    "Success": "done",
    "Fail": "failed",
}
H3_STATES: dict[str, JobIs] = {
    "queued": "queued",
    "running": "running",
    "succeeded": "done",
    "failed": "failed",
    "expired": "failed",
    "cancelled": "cancelled",
}


@dataclass(frozen=True)
class Talk:
    """The wire to MiniMax, which says in its answers, not by their status, what went wrong."""

    wire: Wire

    def send(self, path: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Submit a job as ``Wire.send`` does; a rate limit told in the answer is waited out like any other."""
        limits = self.wire.limits
        for number in range(limits.tries):
            answer = self.wire.send(path, json=asked)
            code, words = told(answer)
            if code not in BUSY:
                break
            if number < limits.tries - 1:
                limits.sleep(min(limits.longest, limits.first * 2**number))
        if code:
            raise self._error(code, words)
        return answer

    def ask(self, path: str, **request: Any) -> dict[str, Any]:
        """Ask as ``Wire.ask`` does."""
        answer = self.wire.ask("GET", path, **request)
        code, words = told(answer)
        if code and code not in REFUSED:
            raise self._error(code, words, asking=True)
        return answer

    def _error(self, code: int, words: str, asking: bool = False) -> CliffhangerError:
        """Return what a code means."""
        model, said = self.wire.model, f"{code}: {words}"
        if code in REFUSED:
            return refusal("MiniMax", model, said)
        if code in BAD_KEY:
            return SettingsError(f"MiniMax refuses the key for {model} ({said}). Set {SETTING} to a valid one.")
        if code in NO_CREDIT:
            return ToolError(
                f"The account at MiniMax has no credit, or none in this hour, left for {model} ({said}). Add credit, "
                "or wait, and run again."
            )
        if code in BUSY:
            return ToolError(f"MiniMax cannot be used for {model}: it is rate limited ({said}). Run it again later.")
        if asking:
            kind = NoSuchJob if code == 2013 else ToolError
            return kind(f"MiniMax does not answer for this job of {model} ({said}). Run it again later.")
        if code in UNSURE:
            return JobUncertain(f"MiniMax may have taken the job: it answers {said}.")
        return MakerRefused(f"MiniMax does not take this request for {model} ({said}). Change the shot or the maker.")


@dataclass(frozen=True)
class Hailuo:
    """One Hailuo model. It makes no sound, takes no seed, and begins from a frame."""

    key: str = field(repr=False)
    model: str = "MiniMax-Hailuo-2.3"
    base: str = BASE
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["minimax"] = "minimax"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        must_be_known(self.model, HAILUO)

    @property
    def abilities(self) -> ClipAbilities:
        """What the model can do."""
        return HAILUO[self.model]

    def submit(self, spec: ClipSpec, pictures: Sequence[Path], tag: str) -> str:
        """Create a task and return its id; MakerRefused without a first frame."""
        if not spec.first:
            raise MakerRefused(f"{self.model} at MiniMax makes upright clips from a first frame only.")
        asked: dict[str, Any] = {
            "model": self.model,
            "prompt": worded(spec.prompt, self.abilities.prompt),
            "duration": int(length_of(spec, self.abilities)),
            "resolution": "768P",
            "prompt_optimizer": False,
            "first_frame_image": data_uri(pictures[0]),
        }
        if spec.last:
            asked["last_frame_image"] = data_uri(pictures[1])
        return id_of(self._talk.send("/v1/video_generation", asked), "task_id", "MiniMax")

    def poll(self, id: str) -> Progress:
        """Return how far a task is; the address of a finished one is asked for anew each time, and holds 9 hours."""
        task = self._talk.ask("/v1/query/video_generation", params={"task_id": id})
        code, words = told(task)
        state = HAILUO_STATES.get(str(task.get("status")), "running")
        if code in REFUSED:
            return Progress(state="refused", text=f"{code}: {words}")
        if state != "done":
            return Progress(state=state, text=words if state == "failed" else "")
        file = self._talk.ask("/v1/files/retrieve", params={"file_id": str(task.get("file_id") or "")}).get("file")
        address = file.get("download_url") if isinstance(file, dict) else None
        return Progress(state="done", fraction=1.0, files=(str(address),) if address else ())

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the clip."""
        self._talk.wire.download(file_of(progress, "MiniMax"), out)

    def cancel(self, id: str) -> None:
        """Do nothing: a task cannot be cancelled."""

    def price(self, spec: ClipSpec) -> float:
        """Return what a clip costs in US dollars."""
        able = self.abilities
        return self.prices.price(self.name, self.model, spec, size_of(spec, able), length_of(spec, able))

    def find(self, tag: str) -> str | None:
        """Return None: tasks do not tell what they were asked."""
        return None

    @cached_property
    def _talk(self) -> Talk:
        return talk(self.key, self.model, self.base, self.limits)


@dataclass(frozen=True)
class MiniMaxH3:
    """H3, which always makes sound. It is shown either frames or references, never both."""

    key: str = field(repr=False)
    model: str = "MiniMax-H3"
    shown: Literal["frames", "references"] = "frames"
    base: str = BASE
    prices: Prices = field(default_factory=read_prices, repr=False)
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["minimax"] = "minimax"
    version: str = "1"
    finds: bool = False

    def __post_init__(self) -> None:
        must_be_known(self.model, H3)

    @property
    def abilities(self) -> ClipAbilities:
        """What the model can do, with what it is shown."""
        if self.shown == "frames":
            return H3_ABLE
        return H3_ABLE.model_copy(update={"first": False, "last": False, "references": 9})

    def submit(self, spec: ClipSpec, pictures: Sequence[Path], tag: str) -> str:
        """Create a task and return its id."""
        return id_of(self._talk.send("/v2/video_generation", self._request(spec, pictures)), "task_id", "MiniMax")

    def poll(self, id: str) -> Progress:
        """Return how far a task is."""
        answer = self._talk.ask(f"/v2/query/video_generation/{id}")
        task = answer.get("task") if isinstance(answer.get("task"), dict) else answer
        assert isinstance(task, dict)
        state = H3_STATES.get(str(task.get("status")), "running")
        error, content = task.get("error") or {}, task.get("content") or {}
        text = short(": ".join(filter(None, (str(error.get("code") or ""), str(error.get("message") or "")))))
        if state == "failed" and (moderated(text) or str(error.get("code")) in map(str, REFUSED)):
            state = "refused"
        return Progress(state=state, files=(str(content["url"]),) if content.get("url") else (), text=text)

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch the clip; when its address has expired, the task has another one."""
        self._talk.wire.download(file_of(progress, "MiniMax"), out)

    def cancel(self, id: str) -> None:
        """Do nothing: nothing is said of how a task is cancelled."""

    def price(self, spec: ClipSpec) -> float:
        """Return what a clip costs in US dollars."""
        able = self.abilities
        return self.prices.price(self.name, self.model, spec, size_of(spec, able), length_of(spec, able))

    def find(self, tag: str) -> str | None:
        """Return None: tasks do not tell what they were asked."""
        return None

    def _request(self, spec: ClipSpec, pictures: Sequence[Path]) -> dict[str, Any]:
        able = self.abilities
        size = size_of(spec, able)
        roles = [role for role, given in (("first_frame", spec.first), ("last_frame", spec.last)) if given]
        ratio = "adaptive" if roles else "9:16"  # a frame gives the clip its shape
        roles += ["reference_image"] * len(spec.references)
        shown = [
            {"type": "image_url", "image_url": {"url": data_uri(path)}, "role": role}
            for role, path in zip(roles, pictures, strict=True)
        ]
        who = "".join(f" Image {i} is {one.subject}." for i, one in enumerate(spec.references, 1))
        quiet = "" if spec.speech else " No dialogue, no music."
        room = able.model_copy(update={"prompt": able.prompt - len(who) - len(quiet)})
        return {
            "model": self.model,
            "content": [{"type": "text", "text": words_of(spec, room) + who + quiet}, *shown],
            "resolution": "768P" if min(size) == 768 else "2K",
            "duration": int(length_of(spec, able)),
            "ratio": ratio,
        }

    @cached_property
    def _talk(self) -> Talk:
        return talk(self.key, self.model, self.base, self.limits)


def talk(key: str, model: str, base: str, limits: Limits) -> Talk:
    """Return the wire to MiniMax."""
    return Talk(Wire("MiniMax", model, base, SETTING, {"authorization": f"Bearer {key}"}, key, limits=limits))


def told(answer: Mapping[str, Any]) -> tuple[int, str]:
    """Return the code in an answer, 0 if all is well, and what is said with it."""
    base = answer.get("base_resp")
    if not isinstance(base, dict):
        return 0, ""
    try:
        return int(base.get("status_code") or 0), short(str(base.get("status_msg") or ""))
    except (TypeError, ValueError):
        return 0, ""


def must_be_known(model: str, known: Mapping[str, object] | Sequence[str]) -> None:
    """Raise SettingsError if nothing is known of a model."""
    if model not in known:
        raise SettingsError(f"MiniMax's {model} is not known here. Choose one of {', '.join(known)}.")
