"""Posed: a picture made from somebody's portrait, until the gate says that it is still them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..floor import Floor
from ..identity.spec import GateSpec, Outcome, Verdict
from ..photography.attempts import FIRMER
from ..photography.photographed import look
from ..picture.retake import STEP
from ..placing import place
from ..take import AnyMaker, Made, Maker, Spec, Take
from .spec import FrameSpec

MOST = 3
"""Frames made for one picture at most."""
_RANK: dict[Outcome, int] = {"retake": 0, "unverifiable": 1, "ok": 2}


class PoseSpec(Spec):
    """One picture of a sheet. Inputs: the takes of the references of ``frame``, in order."""

    frame: FrameSpec
    look: GateSpec
    """What the gate is asked; its references are the same."""


@dataclass(frozen=True)
class Posed:
    """Makes a PoseSpec: other seeds, then firmer references, within bounds; the best is kept.

    Facts: those of the frame, ``identity`` (the verdict), ``frame`` (its key) and ``frames`` (all that was tried).
    """

    frame: AnyMaker[FrameSpec]
    gate: Maker[GateSpec]
    strength: bool = False
    """Whether the maker can be told how closely to hold to its references."""
    most: int = MOST

    @property
    def tool(self) -> str:
        """Who makes the frame."""
        return f"posed {self.frame.tool}"

    @property
    def version(self) -> str:
        """That of everything it uses."""
        return "/".join(("1", self.frame.version, self.gate.version, str(self.strength), str(self.most)))

    @property
    def suffix(self) -> str:
        """That of the frame."""
        return self.frame.suffix

    def price(self, spec: PoseSpec) -> float:
        """Return what the picture costs if its first frame is right, in US dollars."""
        from ..take import price_of

        return price_of(self.frame, spec.frame)

    async def stage(self, floor: Floor, spec: PoseSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Put the best frame at ``out``; raise the ToolError of the maker or of the gate."""
        best: tuple[Take, Verdict] | None = None
        tried: list[dict[str, Any]] = []
        for number in range(self.most):
            frame = await floor.make(self.frame, self._attempt(spec.frame, number), inputs)
            verdict = without_copies(await look(floor, self.gate, spec.look, [frame, *inputs]))
            tried.append({"take": frame.key, "outcome": verdict.outcome, "score": verdict.score})
            if best is None or worth(verdict) > worth(best[1]):
                best = frame, verdict
            if verdict.outcome != "retake":
                break
        assert best is not None, "there is always a first attempt"
        frame, verdict = best
        place(Path(frame.path), out)
        return Made(
            facts={**frame.facts, "identity": verdict.model_dump(mode="json"), "frame": frame.key, "frames": tried}
        )

    def _attempt(self, spec: FrameSpec, number: int) -> FrameSpec:
        firmer = FIRMER if self.strength and number == self.most - 1 and spec.references else spec.strength
        return spec.model_copy(update={"seed": spec.seed + number * STEP, "strength": firmer})


def worth(verdict: Verdict) -> tuple[int, float]:
    """Return how good a picture is, to be compared."""
    return _RANK[verdict.outcome], verdict.score


def without_copies(verdict: Verdict) -> Verdict:
    """Return a verdict that does not mind a likeness of the whole picture.

    On a sheet everything is taken on one plain background in one light, so that a likeness there is no fault.
    """
    from ..identity.gate import PENALTY

    checks = tuple(check for check in verdict.checks if check.measure != "copy")
    copied = sum(check.outcome == "retake" for check in verdict.checks if check.measure == "copy")
    outcome = verdict.outcome
    if outcome == "retake" and not any(check.outcome == "retake" for check in checks):
        told = any(check.measure == "identity" and check.outcome == "ok" for check in checks)
        outcome = "ok" if told else "unverifiable"
    score = round(min(1.0, verdict.score / PENALTY**copied), 4)
    return Verdict(outcome=outcome, score=score, checks=checks)
