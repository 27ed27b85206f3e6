"""A painter and a reader: a small maker of frames that draws real faces, and a gate that knows whose they are."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, PngImagePlugin

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Outfit
from cliffhanger.tools.frame.spec import FrameSpec
from cliffhanger.tools.identity.spec import Check, GateSpec, Verdict
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.figure.casting import cast_look
from cliffhanger.tools.picture.retake import retakes
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.take import Made, Take

SAME = 0.6


class Painter:
    """Draws whoever a prompt asks for; a reference is followed, and who is in a picture is written into it.

    ``faults``: words of a prompt to what goes wrong there on the first so many attempts: ``two`` (people), ``nobody``,
    ``stranger``, ``refused``, ``broken``.
    """

    version, suffix = "1", ".png"

    def __init__(self, tool: str = "painter", faults: dict[str, tuple[str, int]] | None = None) -> None:
        self.tool = tool
        self.faults = faults or {}
        self.made: list[FrameSpec] = []
        self.twins = False
        """Whether it has only one face for everybody."""

    def make(self, spec: FrameSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.made.append(spec)
        fault = self._fault(spec)
        if fault == "refused":
            raise MakerRefused("the painter does not paint this.")
        if fault == "broken":
            raise ToolError("the painter's brush broke.")
        face = self._face(spec, inputs, fault)
        faces = [] if fault == "nobody" or "deserted" in spec.prompt else [face]
        faces += [(face + 3) % 97] if fault == "two" else []
        note = PngImagePlugin.PngInfo()
        note.add_text("faces", json.dumps(faces))
        _drawn(spec, face, bool(faces)).copy().save(out, "PNG", pnginfo=note)
        return Made(facts={"seed": spec.seed})

    def _fault(self, spec: FrameSpec) -> str:
        for words, (fault, attempts) in self.faults.items():
            if words in spec.prompt and retakes(spec.seed) < attempts:
                return fault
        return ""

    def _face(self, spec: FrameSpec, inputs: Sequence[Take], fault: str) -> int:
        if inputs:
            seen = faces_in(Path(inputs[0].path))
            return (seen[0] + 7) % 97 if fault == "stranger" else seen[0]
        if self.twins and "deserted" not in spec.prompt:
            return 1
        digest = hashlib.sha256(f"{spec.prompt} {retakes(spec.seed)}".encode()).hexdigest()
        return int(digest[:8], 16) % 97


class Reader:
    """Reads who is in a picture and holds it against the references."""

    tool, version, suffix = "reader", "1", ".json"

    def __init__(self) -> None:
        self.asked: list[GateSpec] = []

    def make(self, spec: GateSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        verdict = read(spec, inputs)
        out.write_text(verdict.model_dump_json(), encoding="utf-8")
        return Made(facts=verdict.model_dump(mode="json"))


def read(spec: GateSpec, inputs: Sequence[Take]) -> Verdict:
    seen = faces_in(Path(inputs[0].path))
    wanted = [one for one in spec.expected if one.faces != "away"]
    checks: list[Check] = []
    if len(seen) > len(spec.expected):
        checks.append(Check(measure="head_count", outcome="retake", text=f"{len(seen)} faces"))
    for one in wanted:
        if not seen:
            checks.append(Check(measure="missing", subject=one.subject, outcome="retake", text="no face is shown"))
            continue
        known = [faces_in(Path(inputs[1 + index].path))[0] for index in one.references]
        score = likeness(seen[0], known[0]) if known else None
        outcome: Any = "unverifiable" if score is None else "ok" if score >= SAME else "retake"
        text = f"{one.subject}: {score}"
        checks.append(Check(measure="identity", subject=one.subject, outcome=outcome, score=score, text=text))
    worst: Any = "retake" if any(check.outcome == "retake" for check in checks) else "ok"
    if worst == "ok" and any(check.outcome == "unverifiable" for check in checks):
        worst = "unverifiable"
    scores = [check.score for check in checks if check.score is not None]
    return Verdict(
        outcome=worst, score=min(scores) if scores else 0.5 if worst != "retake" else 0.0, checks=tuple(checks)
    )


def likeness(a: int, b: int) -> float:
    """Return 1 for the same face, and less than SAME, always the same figure, for two."""
    if a == b:
        return 1.0
    return round(int(hashlib.sha256(f"{min(a, b)} {max(a, b)}".encode()).hexdigest()[:4], 16) / 65536 * 0.5, 3)


def faces_in(path: Path) -> list[int]:
    with Image.open(path) as picture:
        return [int(face) for face in json.loads(picture.info.get("faces", "[]"))]  # type: ignore[union-attr]


def _drawn(spec: FrameSpec, face: int, somebody: bool) -> Image.Image:
    prompt = spec.prompt
    faces: Any = "away" if "seen from behind" in prompt else "left" if "profile facing" in prompt else "camera"
    emotion: Any = "angry" if "furious" in prompt else "joy" if "laughing" in prompt else "neutral"
    garment: Any = "suit" if "other clothes" in prompt else "shirt"
    framing: Any = "wide" if "Full-length" in prompt else "close_up"
    return _still(spec.width, spec.height, face, somebody, faces, emotion, garment, framing)


@cache
def _still(
    width: int, height: int, face: int, somebody: bool, faces: Any, emotion: Any, garment: Any, framing: Any
) -> Image.Image:
    look = cast_look(face * 977, "man" if face % 2 else "woman", 20 + face % 40, "fierce")
    figure = FigureSpec(look=look, outfit=Outfit(garment=garment), emotion=emotion, faces=faces)
    shot = ShotSpec(
        width=width // 2 * 2, height=height // 2 * 2, seconds=1, draft=True,
        framing=framing if somebody else "establishing", stage=StageSpec(set="office"),
        figures=(figure,) if somebody else (),
    )  # fmt: skip
    return Image.fromarray(np.asarray(still(shot, 0.3)))
