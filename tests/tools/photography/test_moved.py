"""A video model as motion and as a camera of its own: what it is asked for, in what parts, and what is kept."""

import asyncio
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.clip.conform import Conform
from cliffhanger.tools.clip.spec import ClipAbilities, ClipSpec
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.frame.spec import Reference
from cliffhanger.tools.identity.spec import Check, GateSpec, Outcome, Verdict
from cliffhanger.tools.photography.attempts import AGAIN
from cliffhanger.tools.photography.chaining import clip_size, parts
from cliffhanger.tools.photography.moved import LOOKED_AT, Moved
from cliffhanger.tools.photography.photographing import Photographing
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey, ShotSpec, StageSpec
from cliffhanger.tools.take import Made, Take

MIA = FigureSpec(look=Look(sex="woman"), outfit=Outfit(garment="coat"))
SPEAKING = MIA.model_copy(update={"mouth": (MouthKey(at=0.1, shape="aa", open=0.8),)})
LISTENING = MIA.model_copy(update={"mouth": (MouthKey(at=0.0, shape="sil", open=0.0),)})


@dataclass
class Projector:
    """Makes clips of one grey that is brighter by the part; remembers what it was asked for and shown."""

    price_of_a_second: float = 0.1
    asked: list[tuple[ClipSpec, tuple[str, ...]]] = field(default_factory=list)
    tool, version, suffix = "projector", "1", ".mp4"

    def make(self, spec: ClipSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append((spec, tuple(take.tool for take in inputs)))
        level = 60 + 40 * len(self.asked)
        picture = f"color=0x{level:02x}{level:02x}{level:02x}:s={spec.width}x{spec.height}:r=16:d={spec.seconds}"
        coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"]
        subprocess.run(
            [ffmpeg.binary(), "-y", "-v", "error", "-f", "lavfi", "-i", picture, *coded, str(out)], check=True
        )
        return Made(seconds=spec.seconds)

    def price(self, spec: ClipSpec) -> float:
        return spec.seconds * self.price_of_a_second


@dataclass
class Doorman:
    """Judges one clip after the other as he is told."""

    verdicts: list[tuple[Outcome, float]]
    asked: list[tuple[GateSpec, int]] = field(default_factory=list)
    tool, version, suffix = "doorman", "1", ".json"

    def make(self, spec: GateSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append((spec, len(inputs)))
        outcome, score = self.verdicts[len(self.asked) - 1]
        verdict = Verdict(outcome=outcome, score=score, checks=(Check(measure="head_count", outcome=outcome),))
        out.write_text(verdict.model_dump_json(), encoding="utf-8")
        return Made(facts=verdict.model_dump(mode="json"))


@dataclass
class Dentist:
    """Remakes mouths by making nothing: it only remembers that it was asked."""

    asked: list[str] = field(default_factory=list)
    tool, version, suffix = "dentist", "1", ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(inputs[0].tool)
        assert not spec.captions and not spec.badge, "what lies over the picture does not move with a mouth"
        out.write_bytes(Path(inputs[0].path).read_bytes())
        return Made(seconds=inputs[0].seconds)


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    with closing(Floor(TakeStore(tmp_path / "takes"), 2, ThreadPoolExecutor(2))) as floor:
        yield floor


def shot(seconds: float = 1.0, **more: object) -> ShotSpec:
    told = {
        "framing": "close_up",
        "stage": StageSpec(set="hospital"),
        "figures": (MIA,),
        "draft": True,
        "words": "Rain.",
    }
    return ShotSpec(width=54, height=96, seconds=seconds, **(told | more))  # type: ignore[arg-type]


def picture(floor: Floor, name: str) -> Take:
    key = name.encode().hex().ljust(64, "0")
    out = floor.store.reserve(key, ".png")
    cv2.imwrite(str(out), np.full((96, 54, 3), 99, np.uint8))
    floor.store.put(key, name, "1", out)
    found = floor.take(key)
    assert found is not None
    return found


def filmed(floor: Floor, camera: Moved, spec: ShotSpec, *inputs: Take) -> Take:
    return asyncio.run(floor.make(camera, spec, inputs))


def test_a_frame_is_moved_and_becomes_a_segment(floor: Floor) -> None:
    projector = Projector()
    camera = Moved(projector, ClipAbilities(multiple=16, longest=5), Conform())
    assert isinstance(camera, Photographing)
    take = filmed(floor, camera, shot(), picture(floor, "frame"))
    ((asked, shown),) = projector.asked
    assert (asked.first, asked.width, asked.height, asked.seconds, shown) == (True, 64, 96, 1.0, ("frame",))
    assert "Rain." in asked.prompt and asked.speech == ""
    video = probe(Path(take.path)).video
    assert video is not None and (video.width, video.height, video.frames) == (54, 96, 24)
    assert len(take.facts["clips"]) == 1 and "spoken" not in take.facts  # type: ignore[arg-type]


def test_as_a_camera_it_is_shown_the_references_and_told_the_whole_picture(floor: Floor) -> None:
    projector = Projector()
    camera = Moved(projector, ClipAbilities(multiple=2, references=1), Conform())
    references = (Reference(subject="Mia", figure=0), Reference(subject="the roof", shown="place"))
    held = [picture(floor, "face"), picture(floor, "place")]
    filmed(floor, camera, shot(references=references), *held)
    ((asked, shown),) = projector.asked
    assert camera.shown.references == 1
    assert not asked.first and asked.references == references[:1] and shown == ("face",)
    assert "image 1" in asked.prompt and "image 2" not in asked.prompt
    # Held to the same references as a motion, it is shown the frame alone: the frame shows it all.
    filmed(floor, camera, shot(references=references), picture(floor, "frame"), *held)
    asked, shown = projector.asked[-1]
    assert asked.first and not asked.references and shown == ("frame",) and "image" not in asked.prompt


def test_a_long_shot_is_a_chain_each_clip_from_the_last_frame(floor: Floor) -> None:
    projector = Projector()
    camera = Moved(projector, ClipAbilities(lengths=(0.5, 1.0), multiple=2), Conform())
    take = filmed(floor, camera, shot(2.4), picture(floor, "frame"))
    assert [asked.seconds for asked, _ in projector.asked] == [1.0, 1.0, 0.5]
    assert [shown for _, shown in projector.asked] == [("frame",), ("last-frame",), ("last-frame",)]
    assert camera.price(shot(2.4)) == pytest.approx(0.25)
    levels = np.array(take.facts["luma"], float)
    assert take.facts["frames"] == 58 and levels[0] + 60 < levels[-1]
    # Nothing is made twice.
    assert filmed(floor, camera, shot(2.4), picture(floor, "frame")) == take and len(projector.asked) == 3


def test_lengths_and_sizes_are_what_the_maker_has() -> None:
    kling = ClipAbilities(lengths=(5.0, 10.0), sizes=((720, 1280), (1280, 720), (1080, 1920)))
    assert parts(3.2, kling) == [5.0]
    assert parts(5.3, kling) == [5.0], "slowed by a little, rather than twice the price"
    assert parts(5.3, kling, exact=True) == [10.0], "but not while somebody speaks"
    assert parts(5.6, kling) == [10.0]
    assert parts(12.0, kling) == [10.0, 5.0]
    assert parts(3.21, ClipAbilities(longest=4.0)) == [3.21]
    assert parts(6.0, ClipAbilities(longest=4.0)) == [3.0, 3.0]
    assert clip_size(540, 960, kling) == (720, 1280) and clip_size(1080, 1920, kling) == (1080, 1920)
    assert clip_size(1080, 1920, ClipAbilities(multiple=32)) == (1088, 1920)
    with pytest.raises(MakerRefused, match=r"veo makes clips of 8 s at most.*shorten it"):
        parts(12.0, ClipAbilities(longest=8.0, first=False), "veo")
    with pytest.raises(MakerRefused, match="would be 7 of them"):
        parts(60.0, ClipAbilities(longest=8.0), "wan")


@pytest.mark.parametrize(
    ("verdicts", "kept", "made"),
    [
        ([("ok", 0.9)], 0, 1),
        ([("retake", 0.2), ("ok", 0.8)], 1, 2),
        ([("retake", 0.2), ("retake", 0.5), ("retake", 0.4)], 1, 3),
    ],
)
def test_the_gate_looks_at_the_clip_and_the_best_is_kept(
    floor: Floor, verdicts: list[tuple[Outcome, float]], kept: int, made: int
) -> None:
    projector, doorman = Projector(), Doorman(verdicts)
    camera = Moved(projector, ClipAbilities(multiple=2), Conform(), doorman)
    references = (Reference(subject="Mia", figure=0),)
    take = filmed(floor, camera, shot(references=references), picture(floor, "frame"), picture(floor, "face"))
    assert [asked.seed for asked, _ in projector.asked] == [n * AGAIN for n in range(made)]
    looked, inputs = doorman.asked[0]
    assert looked.at == LOOKED_AT and inputs == 2 and looked.expected[0].references == (0,)
    tried = take.facts["tried"]
    assert isinstance(tried, list) and len(tried) == made
    assert take.facts["clips"] == [tried[kept]["take"]]
    assert take.facts["identity"]["score"] == verdicts[kept][1]  # type: ignore[call-overload, index]


def test_a_mouth_is_remade_only_for_who_speaks_and_whom_the_model_does_not_give_a_voice(floor: Floor) -> None:
    def asked_for(figure: FigureSpec, *, speaks: bool = False, lips: bool = True) -> tuple[list[str], Take]:
        dentist = Dentist()
        camera = Moved(Projector(), ClipAbilities(multiple=2, speaks=speaks), Conform(), lips=dentist if lips else None)
        spec = shot(figures=(figure,), badge="AI-generated")
        return dentist.asked, filmed(floor, camera, spec, picture(floor, f"frame{lips}{speaks}"))

    asked, remade = asked_for(SPEAKING)
    assert asked == ["conform"] and remade.tool == "projector+dentist"
    assert asked_for(LISTENING)[0] == [] and asked_for(MIA)[0] == []
    assert asked_for(SPEAKING, speaks=True)[0] == ["conform"], "it can speak, but was not told to"
    _, plain = asked_for(SPEAKING, lips=False)
    assert plain.facts["frames"] == remade.facts["frames"]


def test_who_only_listens_is_not_said_to_speak(floor: Floor) -> None:
    projector = Projector()
    camera = Moved(projector, ClipAbilities(multiple=2), Conform())
    for figure in (SPEAKING, LISTENING):
        filmed(floor, camera, shot(figures=(figure,)), picture(floor, "frame"))
    assert ["speaking" in asked.prompt for asked, _ in projector.asked] == [True, False]
