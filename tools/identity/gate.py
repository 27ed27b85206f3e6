"""The gate: looks at a frame or a clip before anybody else does, and says whether it is of whom it should be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..take import Lane, Made, Take
from .drawn import DrawnFaces
from .embedding import Embedder, SFace
from .looking import look_at
from .people import known, shown
from .pictures import pictures
from .spec import Check, GateSpec, Outcome, Verdict
from .thresholds import Thresholds, thresholds

PENALTY = 0.6
"""What is left of the score for each thing that speaks against the frame."""
UNKNOWN = 0.5
"""Score of somebody of whom nobody can tell."""

_RANK: dict[Outcome, int] = {"retake": 0, "ok": 1, "unverifiable": 2}


@dataclass(frozen=True)
class Gate:
    """Makes the verdict on a frame: a JSON file, and the same as facts. Needs no GPU; some tenths of a second."""

    weights: str = ""
    """Folder of a DINOv2-class model, by which drawn people are compared instead; needs torch."""

    tool = "gate"
    suffix = ".json"
    lane: Lane = "cores"

    @property
    def version(self) -> str:
        """Changes with the checks, their thresholds and the embedder."""
        return f"1/{Path(self.weights).name}" if self.weights else "1"

    def make(self, spec: GateSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the verdict on ``inputs[0]``, the references being the rest; raise a ToolError if they do not read."""
        if not inputs:
            from ...errors import MakerRefused

            raise MakerRefused("the gate has nothing to look at: hand in the frame, then its references")
        references = [pictures(Path(take.path))[0] for take in inputs[1:]]
        verdict = self.judge(spec, pictures(Path(inputs[0].path), spec.at), references)
        part = out.with_name(f".{out.name}.part")
        try:
            part.write_text(verdict.model_dump_json(indent=1), "utf-8")
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return Made(facts=verdict.model_dump(mode="json"))

    def judge(self, spec: GateSpec, frames: Sequence[np.ndarray], references: Sequence[np.ndarray] = ()) -> Verdict:
        """Return the verdict on pictures (BGR) of one shot: what is wrong in one of them is wrong."""
        embedder = self.embedder(spec)
        limits = thresholds(spec.medium, spec.maker, embedder.name)
        cast = [known(one, references, embedder, limits.same) for one in (*spec.expected, *spec.others)]
        people, others = cast[: len(spec.expected)], cast[len(spec.expected) :]
        looks = [list(look_at(frame, shown(frame, embedder, limits), people, others, limits)) for frame in frames]
        checks = merged(looks)
        hidden = {one.subject for one in spec.expected if one.faces == "away"}
        return Verdict(outcome=outcome(checks, hidden), score=worth(checks, hidden, limits), checks=checks)

    def embedder(self, spec: GateSpec) -> Embedder:
        """Return what tells the people of a medium apart."""
        if spec.medium == "real":
            return SFace()
        if self.weights:
            from .dino import Dino

            return Dino(self.weights)
        return DrawnFaces()


def merged(looks: Sequence[Sequence[Check]]) -> tuple[Check, ...]:
    """Return one check of each kind about each person: the worst of all moments, the lowest likeness first."""
    found: dict[tuple[str, str], Check] = {}
    for check in (check for look in looks for check in look):
        key = (check.measure, check.subject)
        if key not in found or _order(check) < _order(found[key]):
            found[key] = check
    return tuple(found.values())


def _order(check: Check) -> tuple[int, float]:
    return _RANK[check.outcome], (check.score or 0.0) if check.measure == "identity" else 0.0


def outcome(checks: Iterable[Check], hidden: Iterable[str] = ()) -> Outcome:
    """Return what the checks say together; who has the back to us as ordered is no reason for doubt."""
    told = list(checks)
    if any(check.outcome == "retake" for check in told):
        return "retake"
    faces = [check for check in told if check.measure in ("identity", "missing") and check.subject not in set(hidden)]
    return "unverifiable" if any(check.outcome == "unverifiable" for check in faces) else "ok"


def worth(checks: Sequence[Check], hidden: Iterable[str], limits: Thresholds) -> float:
    """Return the score of a frame, 0 to 1: how like the people are, less for everything that is wrong."""
    back, people = set(hidden), []
    for check in checks:
        if check.measure == "missing":
            people.append(UNKNOWN if check.outcome == "unverifiable" else 0.0)
        elif check.measure == "identity" and check.subject not in back:
            known_ = check.score is not None and check.outcome != "unverifiable"
            people.append(min(1.0, max(0.0, (check.score or 0.0) / limits.sure)) if known_ else UNKNOWN)
    wrong = sum(check.outcome == "retake" and check.measure not in ("identity", "missing") for check in checks)
    return round(float(np.mean(people)) * PENALTY**wrong if people else PENALTY**wrong, 4)
