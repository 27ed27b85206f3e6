"""A camera that photographs in a set: the layout comes first among what it is shown, and holds from shot to shot."""

import asyncio
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.memory.sets import Mark, SetCamera
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.frame.spec import FrameAbilities, FrameSpec, Reference
from cliffhanger.tools.frame.wording import frame_prompt
from cliffhanger.tools.identity.spec import GateSpec, Verdict
from cliffhanger.tools.photography.blocking import Blocked, blocking_spec
from cliffhanger.tools.photography.fallback import INSTEAD_OF, Fallback
from cliffhanger.tools.photography.grounded import Grounded
from cliffhanger.tools.photography.photographed import Photographed
from cliffhanger.tools.photography.photographing import Photographing
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.sets.geometry import look_at
from cliffhanger.tools.sets.pictured import PictureSet, write
from cliffhanger.tools.sets.picturing.room import Laid
from cliffhanger.tools.sets.picturing.sheets import Plane
from cliffhanger.tools.sets.spec import Ground
from cliffhanger.tools.take import Made, Take

MIA = FigureSpec(look=Look(sex="woman"), outfit=Outfit(garment="coat"))
COLE = FigureSpec(look=Look(sex="man", age=50), outfit=Outfit(garment="suit"))
FRONT = SetCamera(name="front", eye=look_at((0, 1.5, 3.2), (0, 1.4, -3), 50))
SIDE = SetCamera(name="left", eye=look_at((-0.7, 1.5, 3.1), (0, 1.4, -3), 50))
MIDDLE = Mark(name="middle", x=0, z=0)


@dataclass
class Painter:
    """Paints a frame of one grey; remembers what it was asked for and shown."""

    asked: list[tuple[FrameSpec, tuple[Take, ...]]] = field(default_factory=list)
    tool, version, suffix = "painter", "1", ".png"

    def make(self, spec: FrameSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append((spec, tuple(inputs)))
        cv2.imwrite(str(out), np.full((spec.height, spec.width, 3), 99, np.uint8))
        return Made()

    def price(self, spec: FrameSpec) -> float:
        return 0.01 * len(spec.references)


class Doorman:
    """Lets every frame pass."""

    tool, version, suffix = "doorman", "1", ".json"

    def make(self, spec: GateSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        verdict = Verdict(outcome="ok", score=1.0)
        out.write_text(verdict.model_dump_json(), encoding="utf-8")
        return Made(facts=verdict.model_dump(mode="json"))


class Projector:
    """Moves a frame, that is, copies it."""

    tool, version, suffix = "projector", "1", ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        assert spec.ground is None and not spec.references
        out.write_bytes(Path(inputs[0].path).read_bytes())
        return Made(seconds=spec.seconds)


@dataclass
class Stage:
    """A floor, a set and a camera that photographs."""

    floor: Floor
    place: Take
    painter: Painter = field(default_factory=Painter)
    able: FrameAbilities = field(default_factory=lambda: FrameAbilities(references=3, multiple=2))

    @property
    def inner(self) -> Photographed:
        return Photographed(self.painter, self.able, Doorman(), Projector())

    def film(self, spec: ShotSpec, *held: Take) -> Take:
        return asyncio.run(self.floor.make(Grounded(self.inner), spec, [*held, self.place]))

    def keep(self, name: str, suffix: str = ".png") -> Take:
        key = name.encode().hex().ljust(64, "0")
        out = self.floor.store.reserve(key, suffix)
        if suffix == ".png":
            cv2.imwrite(str(out), np.full((8, 8, 3), 80, np.uint8))
        else:
            room(out)
        self.floor.store.put(key, name, "1", out)
        found = self.floor.take(key)
        assert found is not None
        return found


def room(out: Path) -> None:
    """Write a set: a room of stripes, as one picture saw it."""
    y, x = np.mgrid[:400, :400]
    pixels = np.stack([90 + 60 * ((x // 20) % 2), 70 + 0 * x + y // 4, 100 + 0 * x], axis=-1).astype(np.uint8)
    eye = look_at((0, 1.5, 3.2), (0, 1.5, -3), 75)
    walls = [((0, -1, 0), 0), ((0, 1, 0), 2.8), ((0, 0, -1), 3), ((-1, 0, 0), 3), ((1, 0, 0), 3)]
    planes = tuple(Plane((float(a), float(b), float(c)), float(d)) for (a, b, c), d in walls)
    laid = Laid(eye, FRONT.eye, planes, (), (MIDDLE,))
    write(out, PictureSet.of(laid, pixels, np.full((400, 400), 255, np.uint8), ()))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with ThreadPoolExecutor(2) as pool, closing(Floor(TakeStore(tmp_path / "takes"), 2, pool)) as floor:
        made = Stage(floor, Take(key="", tool="", version="", path=""))
        made.place = made.keep("set", ".set")
        yield made


def shot(camera: SetCamera = FRONT, **more: Any) -> ShotSpec:
    told: dict[str, Any] = {
        "framing": "medium",
        "stage": StageSpec(set="mansion"),
        "figures": (MIA,),
        "words": "Mia waits.",
        "ground": Ground(camera=camera, mark=MIDDLE),
    }
    return ShotSpec(**({"width": 108, "height": 192, "seconds": 2, "draft": True} | told | more))


def layout_of(take: Take, stage: Stage) -> np.ndarray[Any, Any]:
    found = stage.floor.take(take.facts["ground"]["layout"])  # type: ignore[index]
    assert found is not None
    return np.asarray(cv2.imread(found.path))


def test_the_layout_is_the_first_picture_that_the_camera_is_shown(stage: Stage) -> None:
    assert isinstance(Grounded(stage.inner), Photographing) and Grounded(stage.inner).shown.references == 2
    references = (Reference(subject="Mia", figure=0), Reference(subject="the hall", shown="place"))
    take = stage.film(shot(references=references), stage.keep("face"), stage.keep("hall"))
    ((asked, given),) = stage.painter.asked
    assert [one.shown for one in asked.references] == ["layout", "face", "place"]
    assert [one.tool for one in given] == ["blocked", "face", "hall"]
    assert "camera and framing are those of image 1" in asked.prompt and "the woman of image 2" in asked.prompt
    ground: dict[str, Any] = take.facts["ground"]  # type: ignore[assignment]
    assert (ground["camera"], ground["mark"], ground["how"], ground["notes"]) == ("front", "middle", "shown", [])
    assert ground["seen"] > 0.9 and ground["layout"] == given[0].key
    assert take.facts["frame"] and take.tool == "grounded painter+projector"
    assert Grounded(stage.inner).price(shot(references=references)) == pytest.approx(0.03)


def test_the_layout_shows_the_set_and_who_stands_in_it_where(stage: Stage) -> None:
    empty = layout_of(stage.film(shot(figures=(), framing="establishing")), stage)
    take = stage.film(shot(figures=(MIA, COLE), framing="two_shot"))
    pair = layout_of(take, stage)
    assert pair.shape == (192, 108, 3) and np.ptp(empty.astype(int), axis=1).mean() > 20
    blocked = stage.floor.take(take.facts["ground"]["layout"])  # type: ignore[index]
    assert blocked is not None
    people = {one["figure"]: one for one in blocked.facts["people"]}  # type: ignore[attr-defined]
    assert people[0]["x"] < 0.45 < 0.55 < people[1]["x"] and 1 < people[0]["away"] < 3
    # Skin where their faces are, wall where nobody is.
    for one in people.values():
        blue, _, red = pair[round(one["y"] * 192) + 4, round(one["x"] * 108)].astype(int)
        assert red > blue + 25


def test_the_layout_holds_from_shot_to_shot_and_changes_with_the_camera(stage: Stage) -> None:
    first = stage.film(shot())
    other = stage.film(shot(words="Mia turns to the door.", seconds=3.0, move="push_in"))
    aside = stage.film(shot(SIDE))
    assert len({first.key, other.key, aside.key}) == 3
    layouts = [one.facts["ground"]["layout"] for one in (first, other, aside)]  # type: ignore[index]
    assert layouts[0] == layouts[1] != layouts[2]
    assert np.abs(layout_of(first, stage).astype(int) - layout_of(aside, stage)).mean() > 2
    asked = len(stage.painter.asked)
    assert stage.film(shot()) == first and len(stage.painter.asked) == asked, "nothing is made twice"
    assert blocking_spec(shot(width=1080, height=1920)).height == 960


def test_a_camera_that_keeps_no_layout_is_told_it(stage: Stage) -> None:
    """Neither one that is shown nothing nor one that takes only looks from a picture is handed the drawing."""
    for able in (FrameAbilities(references=0, multiple=2), FrameAbilities(references=2, multiple=2, layout=False)):
        stage.able, stage.painter = able, Painter()
        take = stage.film(shot(SIDE, figures=(MIA, COLE), framing="two_shot", seed=able.references))
        ((asked, given),) = stage.painter.asked
        assert given == () and asked.references == ()
        assert "Seen from the left of the room" in asked.prompt and "image" not in asked.prompt
        assert "the woman left of the middle" in asked.prompt and "the man right of the middle" in asked.prompt
        assert take.facts["ground"]["how"] == "told"  # type: ignore[index]


def test_references_for_which_there_is_no_room_are_left_out(stage: Stage) -> None:
    stage.able = FrameAbilities(references=1, multiple=2)
    assert Grounded(stage.inner).shown.references == 0
    stage.film(shot(references=(Reference(subject="Mia", figure=0),)), stage.keep("face"))
    ((asked, given),) = stage.painter.asked
    assert [one.shown for one in asked.references] == ["layout"] and len(given) == 1


def test_a_shot_that_is_in_no_set_is_filmed_as_ever(stage: Stage) -> None:
    take = asyncio.run(stage.floor.make(Grounded(stage.inner), shot(ground=None)))
    assert "ground" not in take.facts and stage.painter.asked[0][0].references == ()


def test_what_a_camera_settled_for_keeps_its_own_key(stage: Stage) -> None:
    @dataclass
    class Broken:
        tool, version, suffix = "broken", "1", ".mp4"
        shown = FrameAbilities(references=2)

        async def stage(self, floor: Floor, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
            raise ToolError("it is out of order")

    said: list[str] = []
    camera = Grounded(Fallback(Broken(), stage.inner, said.append, "photo-for-video"))
    take = asyncio.run(stage.floor.make(camera, shot(), [stage.place]))
    assert take.facts[INSTEAD_OF] == "broken" and len(said) == 1
    assert stage.floor.find(camera, shot(), [stage.place]) == take


def test_where_the_set_has_no_room_the_shot_is_refused(stage: Stage) -> None:
    beyond = shot(SetCamera(name="reverse", eye=FRONT.eye.model_copy(update={"yaw": 180.0})))
    with pytest.raises(MakerRefused, match="reverse"):
        stage.film(beyond)
    with pytest.raises(MakerRefused, match="blocked"):
        asyncio.run(stage.floor.make(Blocked(), shot(ground=None)))


def test_the_wording_keeps_the_arrangement(stage: Stage) -> None:
    held = (Reference(subject="the layout", shown="layout"), Reference(subject="Mia", figure=0))
    told = frame_prompt(shot(references=held))
    assert "stand-ins" in told and math.isclose(told.count("image 1"), 1)
    assert "stand-ins" not in frame_prompt(shot(references=held, figures=(), framing="establishing"))


@pytest.mark.slow
def test_a_real_model_sees_the_layout(stage: Stage, tmp_path: Path) -> None:
    """FLUX.2's own classes, tiny and random: another camera of the set is another frame, with all else the same."""
    pytest.importorskip("diffusers")
    from cliffhanger.tools.diffusion.frames import DiffusionFrames
    from cliffhanger.tools.diffusion.tiny import build

    frames = DiffusionFrames(folder=str(build("flux2", tmp_path / "flux2")), device="cpu")
    camera = Grounded(Photographed(frames, frames.abilities, Doorman(), Projector()))
    assert camera.shows_layout
    pictures = []
    for eye in (FRONT, SIDE):
        take = asyncio.run(stage.floor.make(camera, shot(eye, width=64, height=112), [stage.place]))
        frame = stage.floor.take(str(take.facts["frame"]))
        assert frame is not None
        pictures.append(cv2.imread(frame.path))
    assert not np.array_equal(*pictures)
    assert DiffusionFrames(model="sd15-ip-adapter").abilities.layout is False
