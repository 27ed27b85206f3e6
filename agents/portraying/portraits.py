"""Portraits: candidates for a face, who they must not be like, and which of them is chosen."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from ...errors import MakerRefused, UserError
from ...memory.bible import Location
from ...tools.frame.posed import worth
from ...tools.frame.sittings import place_prompt, portrait_prompt
from ...tools.frame.spec import FrameSpec
from ...tools.identity.spec import Check, Expected, GateSpec, Medium, Verdict
from ...tools.picture.retake import STEP
from ...tools.take import Maker, Take
from ..crew import CastingCall, Studio
from .making import failed, frame, made
from .subjects import Subject

ROUNDS = 3
"""How often so many candidates are made again if none of them can be taken."""


@dataclass(frozen=True)
class Eye:
    """Who looks at portraits."""

    gate: Maker[GateSpec]
    medium: Medium = "real"
    maker: str = ""
    """Name of the maker of the frames; empty: photographs."""

    @classmethod
    def of(cls, call: CastingCall) -> Self:
        """Return that of a casting."""
        return cls(call.gate, call.medium, call.frame.tool)

    def question(self, *expected: Expected) -> GateSpec:
        """Return what the gate is asked."""
        return GateSpec(expected=expected, medium=self.medium, maker=self.maker)


@dataclass(frozen=True)
class Candidate:
    """One face, and what was found of it."""

    take: Take
    number: int
    """From 1, as a user calls it."""
    verdict: Verdict
    alike: Mapping[str, float]
    """How like those who are cast already, by name; the gate's own unit."""
    double: str = ""
    """The name of somebody already cast whom the gate takes it for."""

    @property
    def usable(self) -> bool:
        """Whether it can be taken without the user's word."""
        return self.verdict.outcome != "retake" and not self.double

    @property
    def score(self) -> float:
        """To choose by, the higher the better: the gate's, less the likeness to the one it is most like."""
        return self.verdict.score - max((0.0, *self.alike.values()))

    @property
    def why_not(self) -> str:
        """What speaks against it; empty: nothing."""
        double = (f"it is taken for {self.double}",) if self.double else ()
        return "; ".join((*self.verdict.reasons, *double))


async def choose(
    studio: Studio, call: CastingCall, subject: Subject, faces: Mapping[str, Take], count: int, pick: int = 0
) -> Candidate:
    """Return the best of the candidates, or the one the user picks; ``faces`` are those already cast, by name.

    Raises ProductionError if none could be made, or the gate rejects all that were made within bounds: a face is for a
    hundred episodes, so only the user may take one of those. If the best is merely like somebody else of the cast, it
    is taken, and that is written down. UserError: there is none of the picked number.
    """
    found: list[Candidate] = []
    for round in range(ROUNDS):
        found += await candidates(studio, call, subject, faces, range(round * count, (round + 1) * count))
        if pick:
            if pick <= (round + 1) * count:
                break
        elif any(one.usable for one in found):
            break
    if pick:
        return _picked(subject, pick, found)
    best = max(found, key=lambda one: (not one.double, worth(one.verdict)[0], one.score, -one.number))
    if best.verdict.outcome == "retake":
        raise failed(subject.name, f"None of {len(found)} candidates passes; {_remedies(best)}")
    if best.double:
        told = f"none of {len(found)} candidates is nobody else; number {best.number} is taken, and {_remedies(best)}"
        studio.archive.log(f"{subject.name}: {told}", "decision")
    return best


async def candidates(
    studio: Studio, call: CastingCall, subject: Subject, faces: Mapping[str, Take], numbers: Sequence[int]
) -> list[Candidate]:
    """Return candidates by number, from 0; those that a provider refuses are left out and written down."""
    looked = (_candidate(studio, call, subject, faces, number) for number in numbers)
    found = await asyncio.gather(*looked, return_exceptions=True)
    kept: list[Candidate] = []
    for one in found:
        if isinstance(one, MakerRefused):
            studio.archive.log(f"a portrait of {subject.name}: {one}", "warning")
        elif isinstance(one, BaseException):
            raise one
        else:
            kept.append(one)
    if not kept:
        reasons = [str(one) for one in found if isinstance(one, MakerRefused)]
        raise failed(subject.name, reasons[0] if reasons else "No portrait was asked for.")
    return kept


async def _candidate(
    studio: Studio, call: CastingCall, subject: Subject, faces: Mapping[str, Take], number: int
) -> Candidate:
    take = await made(studio, call.frame, portrait_spec(call, subject, number), name=subject.name)
    return await looked_at(studio, Eye.of(call), subject, take, faces, number + 1)


async def looked_at(
    studio: Studio, eye: Eye, subject: Subject, take: Take, faces: Mapping[str, Take], number: int
) -> Candidate:
    """Return what the gate says of a portrait: one face, and nobody else's of the cast; a place shows none."""
    name = subject.name
    if subject.person is None:
        return Candidate(take, number, await _verdict(studio, eye, eye.question(), [take], name), {})
    verdict = await _verdict(studio, eye, eye.question(Expected(subject=name)), [take], name)
    alike: dict[str, float] = {}
    taken_for: dict[str, float] = {}
    for other, face in faces.items():
        question = eye.question(Expected(subject=other, references=(0,)))
        check = _identity(await _verdict(studio, eye, question, [take, face], name))
        if check is not None and check.score is not None:
            alike[other] = check.score
            if check.outcome == "ok":
                taken_for[other] = check.score
    return Candidate(take, number, verdict, alike, max(taken_for, key=taken_for.__getitem__, default=""))


async def _verdict(studio: Studio, eye: Eye, spec: GateSpec, inputs: Sequence[Take], name: str) -> Verdict:
    return Verdict.model_validate((await made(studio, eye.gate, spec, inputs, name)).facts)


def portrait_spec(call: CastingCall, subject: Subject, number: int) -> FrameSpec:
    """Return the Spec of a candidate by number, from 0: the same face again for the same look, seeds apart."""
    seed = subject.seed + number * STEP
    one = subject.made_of
    if isinstance(one, Location):
        return frame(call, place_prompt(subject.stage, one.words), seed, tall=True)
    return frame(call, portrait_prompt(one.look, one.look_words, one.wardrobe[0]), seed)


def _identity(verdict: Verdict) -> Check | None:
    return next((check for check in verdict.checks if check.measure == "identity"), None)


def _picked(subject: Subject, pick: int, found: Sequence[Candidate]) -> Candidate:
    for one in found:
        if one.number == pick:
            return one
    numbers = ", ".join(str(one.number) for one in found)
    raise UserError(f"There is no candidate {pick} for {subject.name}. There: {numbers}. Ask for more: --candidates.")


def _remedies(best: Candidate) -> str:
    return (
        f"of the best, number {best.number}: {best.why_not}. Ask for more of them with --candidates, choose with "
        f"--pick {best.number}, or bring a photograph with --photo."
    )
