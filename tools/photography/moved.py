"""Moved: a video model makes the shot move, from its frame or from words and references; then it is conformed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..clip.frames import FrameOfSpec, LastFrame
from ..clip.spec import ClipAbilities, ClipSpec
from ..floor import Floor
from ..frame.spec import FrameAbilities, Reference
from ..frame.wording import clip_prompt, frame_prompt
from ..identity.spec import GateSpec, Medium, Verdict
from ..picture.spec import ShotSpec
from ..placing import place
from ..take import AnyMaker, Made, Maker, Take, price_of
from .attempts import AGAIN, worth
from .chaining import clip_size, parts
from .expecting import expected
from .lips import opens, speaks_on_screen
from .photographed import look
from .speaking import VERSION, spoken_by_itself, told_to_say

LOOKED_AT = (0.1, 0.5, 0.9)
"""Where the gate looks at a clip, as fractions of its length."""
MOST = 3
"""Clips made for one part of a shot at most: they are what costs."""


@dataclass(frozen=True)
class Moved:
    """Films a shot with a model that makes clips; every clip, every look at one and the segment are takes.

    As the motion of ``Photographed`` its input is the frame, as a camera of its own its inputs are the references.
    """

    clip: AnyMaker[ClipSpec]
    abilities: ClipAbilities
    conform: Maker[ShotSpec]
    gate: Maker[GateSpec] | None = None
    """Looks at every clip; without it the first one is taken."""
    lips: AnyMaker[Any] | None = None
    """Remakes the mouth of who speaks, where the model does not speak itself; reads a bare ShotSpec."""
    medium: Medium = "real"
    most: int = MOST

    suffix = ".mp4"

    @property
    def tool(self) -> str:
        """Who makes the clips, and who the mouths."""
        return f"{self.clip.tool}+{self.lips.tool}" if self.lips else self.clip.tool

    @property
    def version(self) -> str:
        """That of everything it uses."""
        used = (self.clip, self.conform, self.gate, self.lips)
        told = (self.medium, str(self.most), VERSION if self.abilities.speaks else "-")
        return "/".join(("1", *(maker.version if maker else "-" for maker in used), *told))

    @property
    def shown(self) -> FrameAbilities:
        """What it can be shown as a camera of its own."""
        return FrameAbilities(references=self.abilities.references)

    def speaks(self, seconds: float) -> bool:
        """Tell whether it can say the lines of a shot of that length itself: in one clip, that is not slowed."""
        return self.abilities.speaks and self.abilities.length(seconds) >= seconds - 1e-6

    def price(self, spec: ShotSpec) -> float:
        """Return what the shot costs if all of its clips are right at once, in US dollars."""
        asked = [self._asked(spec, number, length) for number, length in enumerate(self._parts(spec))]
        lips = price_of(self.lips, spec) if self.lips and self._mouths(spec) else 0.0
        return sum(price_of(self.clip, each) for each in asked) + lips

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have the clips made and conformed.

        Facts: those of the segment, ``clips`` and ``tried``, ``identity`` if there is a gate; ``lips`` if mouths were
        remade: of each how much, and why not all; ``spoken`` if it was told what to say: the keys of the lines as they
        are heard in it, none if they cannot be told.
        """
        moving = len(inputs) == len(spec.references) + len(spec.adapters) + 1
        frame, held = (inputs[0], inputs[1:]) if moving else (None, inputs)
        clips, tried, verdict = await self._clips(floor, spec, frame, tuple(held[: len(spec.references)]))
        said: dict[str, object] = {}
        if told_to_say(spec):
            spec, said = await spoken_by_itself(floor, spec, clips[0])
        segment, lips = await self._conformed(floor, spec, clips)
        place(Path(segment.path), out)
        told: dict[str, object] = {"clips": [clip.key for clip in clips], "tried": tried, **said, **lips}
        if verdict is not None:
            told["identity"] = verdict.model_dump(mode="json")
        return Made(seconds=segment.seconds, facts={**segment.facts, **told})

    async def _conformed(self, floor: Floor, spec: ShotSpec, clips: Sequence[Take]) -> tuple[Take, dict[str, object]]:
        """Return the segment, and what is told of mouths that were remade."""
        if self.lips is None or not self._mouths(spec):
            return await floor.make(self.conform, spec, clips), {}
        # A mouth is remade in the bare picture: what lies over it must not move with it.
        bare = spec.model_copy(update={"captions": (), "badge": ""})
        plain = await floor.make(self.conform, bare, clips)
        remade = await floor.make(self.lips, bare, [plain])
        told = {name: remade.facts[name] for name in ("remade", "reasons") if name in remade.facts}
        return await floor.make(self.conform, spec, [remade]), {"lips": told}

    def _mouths(self, spec: ShotSpec) -> bool:
        """Tell whether somebody's mouth has to be remade."""
        return speaks_on_screen(spec) and not told_to_say(spec)

    async def _clips(
        self, floor: Floor, spec: ShotSpec, frame: Take | None, references: tuple[Take, ...]
    ) -> tuple[list[Take], list[dict[str, object]], Verdict | None]:
        """Make the clips of a shot one after the other, each from the last frame of the one before."""
        clips: list[Take] = []
        tried: list[dict[str, object]] = []
        worst: Verdict | None = None
        for number, length in enumerate(self._parts(spec)):
            if clips:
                frame = await floor.make(LastFrame(), FrameOfSpec(), [clips[-1]])
            asked = self._asked(spec, number, length, frame is not None)
            pictures = [*([frame] if frame and asked.first else []), *references[: len(asked.references)]]
            clip, verdict = await self._best(floor, spec, asked, pictures, references, tried)
            clips.append(clip)
            worst = min((v for v in (worst, verdict) if v), key=worth, default=None)
        return clips, tried, worst

    async def _best(
        self,
        floor: Floor,
        spec: ShotSpec,
        asked: ClipSpec,
        pictures: Sequence[Take],
        references: Sequence[Take],
        tried: list[dict[str, object]],
    ) -> tuple[Take, Verdict | None]:
        """Make clips with other seeds until the gate lets one pass, or take the best of all."""
        if self.gate is None:
            return await floor.make(self.clip, asked, pictures), None
        best: tuple[Take, Verdict] | None = None
        wanted = GateSpec(expected=expected(spec), medium=self.medium, maker=self.clip.tool, at=LOOKED_AT)
        for number in range(self.most):
            clip = await floor.make(self.clip, asked.model_copy(update={"seed": asked.seed + number * AGAIN}), pictures)
            verdict = await look(floor, self.gate, wanted, [clip, *references])
            tried.append({"take": clip.key, "outcome": verdict.outcome, "score": verdict.score})
            if best is None or worth(verdict) > worth(best[1]):
                best = (clip, verdict)
            if verdict.outcome != "retake":
                break
        assert best is not None, "there is always a first attempt"
        return best

    def _parts(self, spec: ShotSpec) -> list[float]:
        return parts(spec.seconds, self.abilities, self.clip.tool, exact=spec.speech is not None)

    def _asked(self, spec: ShotSpec, number: int, seconds: float, frame: bool = True) -> ClipSpec:
        """Return what the model is asked for in one part of a shot: a frame shows all that references would."""
        able, first = self.abilities, frame and self.abilities.first
        width, height = clip_size(spec.width, spec.height, able)
        references = () if first else spec.references[: able.references]
        worded = _worded(spec, references)
        begins = "" if first else f"{frame_prompt(worded)[: able.prompt // 2]} "
        return ClipSpec(
            prompt=begins + clip_prompt(worded, able.prompt - len(begins)),
            width=width,
            height=height,
            seconds=seconds,
            fps=spec.fps,
            seed=spec.seed + number,
            first=first,
            references=references,
            speech=spec.speech.text if able.speaks and spec.speech else "",
        )


def _worded(spec: ShotSpec, references: tuple[Reference, ...]) -> ShotSpec:
    """Return the shot as it is put in words: with the pictures that are shown, and no mouth that is kept closed."""
    figures = tuple(one if opens(one) else one.model_copy(update={"mouth": ()}) for one in spec.figures)
    return spec.model_copy(update={"figures": figures, "references": references})
