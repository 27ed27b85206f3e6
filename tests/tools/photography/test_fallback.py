"""A camera that stands in for another: only where it may, said, under its own key, and never for good."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cliffhanger.errors import JobUncertain, MakerRefused, MissingPart, OutOfMemory, ToolError
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.frame.spec import FrameAbilities
from cliffhanger.tools.photography.fallback import INSTEAD_OF, Fallback
from cliffhanger.tools.picture.spec import ShotSpec, StageSpec
from cliffhanger.tools.take import Made, Take

SHOT = ShotSpec(
    width=54, height=96, seconds=2, framing="close_up", stage=StageSpec(set="office"), words="Mia opens the letter."
)  # fmt: skip


@dataclass
class Camera:
    """Films, or fails as it is told."""

    tool: str
    error: ToolError | None = None
    filmed: int = 0
    version, suffix = "1", ".mp4"
    shown = FrameAbilities(references=2)

    def price(self, spec: ShotSpec) -> float:
        return spec.seconds * 0.5

    async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.filmed += 1
        if self.error is not None:
            out.write_bytes(b"half of it")
            raise self.error
        out.write_text(self.tool, encoding="utf-8")
        return Made(seconds=spec.seconds, facts={"by": self.tool})


@dataclass
class Scene:
    """Two cameras, and what was decided."""

    floor: Floor
    video: Camera = field(default_factory=lambda: Camera("kling", MakerRefused("It refuses a knife.")))
    still: Camera = field(default_factory=lambda: Camera("klein+photo"))
    decisions: list[str] = field(default_factory=list)

    @property
    def fallback(self) -> Fallback:
        return Fallback(self.video, self.still, self.decisions.append, "photo-for-video")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with ThreadPoolExecutor(2) as pool, closing(Floor(TakeStore(tmp_path / "takes"), 2, pool)) as floor:
        yield Scene(floor)


async def test_what_succeeds_is_the_first_cameras_own_take(scene: Scene) -> None:
    scene.video.error = None
    take = await scene.floor.make(scene.fallback, SHOT)
    assert take == scene.floor.find(scene.video, SHOT) and scene.decisions == [] and scene.still.filmed == 0


@pytest.mark.parametrize("error", [MakerRefused("no"), OutOfMemory("too large"), ToolError("it broke")])
async def test_what_fails_is_filmed_by_the_second_and_said(scene: Scene, error: ToolError) -> None:
    scene.video.error = error
    take = await scene.floor.make(scene.fallback, SHOT)
    assert Path(take.path).read_text(encoding="utf-8") == "klein+photo"
    assert take.facts == {"by": "klein+photo", INSTEAD_OF: "kling", "why": str(error)}
    assert len(scene.decisions) == 1
    for word in ("kling", "“Mia opens the letter.”", "klein+photo", "photo-for-video", str(error)):
        assert word in scene.decisions[0]


async def test_the_lesser_take_never_lies_under_the_key_of_the_better_one(scene: Scene) -> None:
    take = await scene.floor.make(scene.fallback, SHOT)
    assert scene.floor.find(scene.video, SHOT) is None
    assert scene.floor.find(scene.fallback, SHOT) == take, "whoever looks sees what stands in"
    plain = scene.floor.find(scene.still, SHOT)
    assert plain is not None and plain.key != take.key and INSTEAD_OF not in plain.facts
    assert not [path for path in scene.floor.store.folder.rglob("*") if path.is_file() and path.read_bytes() == b"half"]


async def test_the_next_run_tries_the_first_again_and_the_better_take_wins(scene: Scene) -> None:
    await scene.floor.make(scene.fallback, SHOT)
    await scene.floor.make(scene.fallback, SHOT)
    assert (scene.video.filmed, scene.still.filmed) == (2, 1), "the stand-in is not made twice"
    scene.video.error = None
    better = await scene.floor.make(scene.fallback, SHOT)
    assert better.facts == {"by": "kling"} and scene.floor.find(scene.fallback, SHOT) == better


async def test_to_allow_it_changes_no_key(scene: Scene) -> None:
    scene.video.error = None
    take = await scene.floor.make(scene.video, SHOT)
    assert scene.floor.find(scene.fallback, SHOT) == take and scene.fallback.price(SHOT) == 1.0
    assert scene.fallback.shown == scene.video.shown


@pytest.mark.parametrize("error", [MissingPart("no key"), JobUncertain("it may come")])
async def test_what_is_missing_or_may_still_come_is_not_given_up(scene: Scene, error: ToolError) -> None:
    scene.video.error = error
    with pytest.raises(type(error)):
        await scene.floor.make(scene.fallback, SHOT)
    assert scene.still.filmed == 0 and scene.decisions == []


async def test_a_failure_of_both_is_a_failure(scene: Scene) -> None:
    scene.still.error = ToolError("the still broke too")
    with pytest.raises(ToolError, match="the still broke too"):
        await scene.floor.make(scene.fallback, SHOT)
    assert scene.decisions == [] and scene.floor.find(scene.fallback, SHOT) is None
