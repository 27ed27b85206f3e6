"""ComfyUI: the user's own machine and workflow. It costs nothing, and finds every job again.

Requests and answers as in ComfyUI's ``server.py`` and ``execution.py`` (``/prompt``, ``/history``, ``/queue``,
``/interrupt``, ``/upload/image``, ``/view``). A job has an id of ours; older ComfyUIs give it one of their own, and the
job is then found by its ``client_id``, which is our tag. What differs from shot to shot is written into slots of the
workflow (``workflow``).
"""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from ...errors import CliffhangerError, MakerRefused
from ...memory.frozen import canonical
from ..clip.spec import ClipAbilities, ClipSpec
from ..frame.spec import FrameAbilities, FrameSpec
from .faults import short
from .pictures import encoded
from .vendor import NoSuchJob, PictureSpec, Progress, file_of, id_of
from .wire import Limits, Wire
from .workflow import Workflow, read_workflow

SETTING = "COMFYUI_API_KEY"
FPS = 16
"""Frames a second of most open video models, where the workflow does not take it."""
LONGEST = 10.0
"""Seconds of a clip; more does not fit most cards."""
LATELY = 100
"""Jobs of the history among which an older ComfyUI's is looked for."""
_NODE_ERROR = re.compile(
    r'"([\w:.-]+)":\s*\{"errors":\s*\[\{"type":\s*"[^"]*",\s*"message":\s*"([^"]*)",\s*'
    r'"details":\s*"((?:[^"\\]|\\.)*)'
)


@dataclass(frozen=True)
class ComfyUI:
    """One workflow on one ComfyUI."""

    path: Path
    """The workflow, exported in the API format."""
    base: str = "http://127.0.0.1:8188"
    key: str = field(default="", repr=False)
    """Only where somebody has put a lock before it; sent as a bearer token."""
    fps: int = FPS
    """Frames a second that the workflow makes, if it has a slot for frames and none for this."""
    limits: Limits = field(default=Limits(), repr=False)

    name: Literal["comfyui"] = "comfyui"
    finds: bool = True

    @property
    def model(self) -> str:
        """Name of the workflow."""
        return self.path.stem

    @cached_property
    def workflow(self) -> Workflow:
        """The workflow; SettingsError if it does not read or lacks a slot."""
        return read_workflow(self.path)

    @property
    def version(self) -> str:
        """Changes with the workflow."""
        return f"1-{self.workflow.digest()[:12]}"

    @property
    def abilities(self) -> ClipAbilities | FrameAbilities:
        """What its slots are there for."""
        flow = self.workflow
        if not flow.moves:
            return FrameAbilities(references=flow.references, strength=flow.has("strength"), multiple=16, longest=4096)
        return ClipAbilities(
            first=flow.has("first"),
            last=flow.has("last"),
            references=flow.references,
            speaks=flow.has("speech"),
            longest=LONGEST,
            prompt=8000,
        )

    def submit(self, spec: PictureSpec, pictures: Sequence[Path], tag: str) -> str:
        """Upload the pictures, queue the workflow and return the id of the job."""
        values = self._values(spec, [self._uploaded(path, tag, number) for number, path in enumerate(pictures, 1)])
        id = job_id(tag)
        self._wire.ask("POST", "/history", json={"delete": [id]})  # of an earlier try, so that it is not taken for this
        asked = {"prompt": self.workflow.filled(values), "prompt_id": id, "client_id": tag}
        try:
            answer = self._wire.send("/prompt", json=asked)
        except MakerRefused as error:
            raise self._refused(error) from error
        return id_of(answer, "prompt_id", "ComfyUI")

    def poll(self, id: str) -> Progress:
        """Return how far a job is; raise NoSuchJob if it is neither in the queue nor in the history."""
        entry = self._wire.ask("GET", f"/history/{id}").get(id)
        if isinstance(entry, dict):
            return self._ended(entry)
        for state, rows in self._queue():
            if any(row[1] == id for row in rows):
                return Progress(state=state)
        entry = self._wire.ask("GET", f"/history/{id}").get(id)  # it may have ended between the two questions
        if isinstance(entry, dict):
            return self._ended(entry)
        raise NoSuchJob(f"ComfyUI knows no job {id} of {self.model}; it was restarted, perhaps.")

    def fetch(self, progress: Progress, out: Path) -> None:
        """Fetch what the node titled {output} saved."""
        self._wire.download(file_of(progress, "ComfyUI"), out, keyed=True)

    def cancel(self, id: str) -> None:
        """Take a job out of the queue, or stop it if it is the one that runs."""
        self._wire.ask("POST", "/queue", json={"delete": [id]})
        if any(row[1] == id for state, rows in self._queue() if state == "running" for row in rows):
            self._wire.ask("POST", "/interrupt", json={"prompt_id": id})

    def price(self, spec: PictureSpec) -> float:
        """Return nothing: it is the user's own machine."""
        return 0.0

    def find(self, tag: str) -> str | None:
        """Return the id of the job with that tag: waiting, running or ended."""
        id = job_id(tag)
        if id in self._wire.ask("GET", f"/history/{id}"):
            return id
        for row in self._rows():
            extra = row[3] if len(row) > 3 and isinstance(row[3], dict) else {}
            if row[1] == id or extra.get("client_id") == tag:
                return str(row[1])
        return None

    def _values(self, spec: PictureSpec, names: Sequence[str]) -> dict[str, object]:
        """Return what goes into the slots; MakerRefused if the workflow needs a picture that there is none of."""
        flow, given = self.workflow, list(names)
        values: dict[str, object] = {
            "prompt": spec.prompt,
            "seed": spec.seed,
            "width": spec.width,
            "height": spec.height,
        }
        if isinstance(spec, FrameSpec):
            values["strength"] = spec.strength
        else:
            values |= self._times(spec)
            for slot, asked in (("first", spec.first), ("last", spec.last)):
                if asked:
                    values[slot] = given.pop(0)
        values |= {f"reference {number}": name for number, name in enumerate(given, 1)}
        for number in range(len(given) + 1, flow.references + 1 if given else 0):
            values[f"reference {number}"] = given[-1]  # the last one again: it must be somebody who belongs there
        empty = [slot.name for slot in flow.slots if slot.input and slot.name not in values]
        if empty:
            raise MakerRefused(
                f"The workflow {flow.name} needs {', '.join(f'{{{name}}}' for name in empty)}, and this shot has none. "
                "Choose another workflow or maker for it."
            )
        return values

    def _times(self, spec: ClipSpec) -> dict[str, object]:
        """Return the length of a clip in seconds and in frames: one more than a multiple of four, as models want it."""
        fps = spec.fps if self.workflow.has("fps") else self.fps
        frames = 4 * round(spec.seconds * fps / 4 + 0.49) + 1
        return {"seconds": spec.seconds, "frames": frames, "fps": fps, "speech": spec.speech}

    def _uploaded(self, path: Path, tag: str, number: int) -> str:
        """Upload a picture and return its name there."""
        data, kind = encoded(path, 64 << 20)
        name = f"{tag[:16]}-{number}.{kind.partition('/')[2]}"
        answer = self._wire.ask(
            "POST",
            "/upload/image",
            files={"image": (name, data, kind)},
            data={"overwrite": "true", "subfolder": "cliffhanger", "type": "input"},
        )
        folder, named = str(answer.get("subfolder") or ""), str(answer.get("name") or name)
        return f"{folder}/{named}" if folder else named

    def _ended(self, entry: Mapping[str, Any]) -> Progress:
        """Return how an entry of the history ended."""
        status = entry.get("status") or {}
        messages = {row[0]: row[1] for row in status.get("messages") or () if isinstance(row, list) and len(row) == 2}
        if "execution_interrupted" in messages:
            return Progress(state="cancelled", text="it was stopped in ComfyUI")
        if status.get("status_str") == "error" or "execution_error" in messages:
            return Progress(state="failed", text=self._failure(messages.get("execution_error") or {}))
        saved = (entry.get("outputs") or {}).get(self.workflow.output) or {}
        files = [self._view(file) for file in _files(saved)]
        if not files:
            where = self.workflow.label(self.workflow.output)
            return Progress(state="failed", text=f"{where} saved nothing; is it a node that saves?")
        return Progress(state="done", fraction=1.0, files=tuple(files))

    def _failure(self, told: Mapping[str, Any]) -> str:
        """Return why a workflow failed, naming the node."""
        words = ": ".join(filter(None, (str(told.get(name) or "") for name in ("exception_type", "exception_message"))))
        node = str(told.get("node_id") or "")
        return short(f"{self.workflow.label(node)}: {words}" if node else words or "no reason given")

    def _refused(self, error: CliffhangerError) -> MakerRefused:
        """Return the sentence for a workflow that ComfyUI does not take, naming the nodes; what it said may be cut."""
        flow, raw = self.workflow, "".join(getattr(error, "__notes__", ()))
        faults = [
            f"{flow.label(node)}: {words}: {details}".rstrip(": ") for node, words, details in _NODE_ERROR.findall(raw)
        ]
        if not faults:
            return MakerRefused(str(error))
        return MakerRefused(
            f"ComfyUI does not take the workflow {flow.name} ({short('; '.join(faults))}). Put that right in ComfyUI, "
            "and export it again."
        )

    def _view(self, file: Mapping[str, Any]) -> str:
        query = {name: str(file.get(name) or "") for name in ("filename", "subfolder", "type")}
        return f"{self.base.rstrip('/')}/view?{urlencode(query)}"

    def _queue(self) -> list[tuple[Literal["queued", "running"], list[list[Any]]]]:
        told = self._wire.ask("GET", "/queue")
        return [("running", _jobs(told.get("queue_running"))), ("queued", _jobs(told.get("queue_pending")))]

    def _rows(self) -> Iterator[list[Any]]:
        """Yield the jobs that wait, run, or have lately ended, each as ``[number, id, nodes, extra data, …]``."""
        for _, rows in self._queue():
            yield from rows
        for entry in self._wire.ask("GET", "/history", params={"max_items": LATELY}).values():
            yield from _jobs([entry.get("prompt")] if isinstance(entry, dict) else ())

    @cached_property
    def _wire(self) -> Wire:
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        return Wire("ComfyUI", self.model, self.base, SETTING, headers, self.key, limits=self.limits)


def job_id(tag: str) -> str:
    """Return the id of ours for a tag, in the form in which ComfyUI writes its own."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, canonical(tag)))


def _jobs(rows: object) -> list[list[Any]]:
    return [row for row in rows if isinstance(row, list) and len(row) > 1] if isinstance(rows, list) else []


def _files(saved: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what a node saved, whatever it calls it: videos before pictures."""
    for name in ("videos", "video", "gifs", *saved):
        found = saved.get(name)
        for file in found if isinstance(found, list) else ():
            if isinstance(file, dict) and file.get("filename"):
                yield file
