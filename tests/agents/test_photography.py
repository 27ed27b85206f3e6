"""Shots that are photographed: held to the cast, looked at, retaken within bounds; and nothing is made twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from cliffhanger.agents.crew import Makers
from cliffhanger.agents.editor import measure
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.revision.board.locks import keep
from cliffhanger.agents.state import Request
from cliffhanger.errors import ProductionError
from cliffhanger.memory.canon import Findings
from cliffhanger.memory.casting import Casting, CastSheet, SheetPicture
from cliffhanger.memory.edits.board import Keep
from cliffhanger.studio import run as production
from cliffhanger.studio.progress import Ticker
from cliffhanger.tools.frame.spec import FrameAbilities, FrameSpec
from cliffhanger.tools.identity.spec import Check, GateSpec, Outcome, Verdict
from cliffhanger.tools.photography.attempts import AGAIN, FIRMER, MOST
from cliffhanger.tools.photography.photographed import Photographed, frame_size
from cliffhanger.tools.take import Made, Take

REQUEST = Request(
    premise="A nurse", about="", lead="", seed=1, season=1, season_length=60, paywall=10, first=1, last=1, render=True
)  # fmt: skip


@dataclass
class Painter:
    """Paints a frame of noise by its seed."""

    asked: list[tuple[FrameSpec, tuple[str, ...]]] = field(default_factory=list)
    tool, version, suffix = "painter", "1", ".png"

    def make(self, spec: FrameSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append((spec, tuple(take.key for take in inputs)))
        noise = np.random.default_rng(spec.seed).integers(0, 255, (spec.height, spec.width, 3), np.uint8)
        cv2.imwrite(str(out), noise)
        return Made(facts={"try": spec.seed // AGAIN})


@dataclass
class Doorman:
    """Lets a frame pass after as many tries as he is told, and praises each as he is told."""

    passes_after: int = 0
    scores: Sequence[float] = (0.2, 0.6, 0.4, 0.1)
    asked: list[GateSpec] = field(default_factory=list)
    tool, version, suffix = "doorman", "1", ".json"

    def make(self, spec: GateSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        number = int(str(inputs[0].facts["try"]))
        outcome: Outcome = "ok" if number >= self.passes_after else "retake"
        check = Check(measure="identity", subject="Mia", outcome=outcome, text=f"That is not Mia ({number}).")
        verdict = Verdict(outcome=outcome, score=self.scores[number], checks=(check,))
        out.write_text(verdict.model_dump_json(), encoding="utf-8")
        return Made(facts=verdict.model_dump(mode="json"))


@dataclass
class Photographers:
    painter: Painter
    doorman: Doorman
    studio: Any


@pytest.fixture
def photographers(lot: Any) -> Photographers:
    """A studio in which every shot is photographed."""
    painter, doorman = Painter(), Doorman()
    camera = Photographed(painter, FrameAbilities(references=2, strength=True, multiple=2), doorman, lot.camera)
    makers: Makers = replace(lot.studio.makers, picture=camera)
    return Photographers(painter, doorman, replace(lot.studio, makers=makers))


def cast(studio: Any, *subjects: str) -> Casting:
    """Give characters and places a portrait each, and Mia a picture of her coat."""
    casting = Casting()
    for subject in subjects:
        shown = "place" if subject == "ward" else "face"
        pictures = [SheetPicture(take=picture(studio, subject), shown=shown)]
        if subject == "mia":
            pictures.append(SheetPicture(take=picture(studio, "coat"), shown="outfit", outfit=0))
        casting = casting.with_sheet(
            CastSheet(subject=subject, asset=f"{subject}-1", version=1, pictures=tuple(pictures))
        )
    studio.archive.put("casting", "series", casting, "cast")
    return casting


def picture(studio: Any, name: str) -> str:
    key = name.encode().hex().ljust(64, "0")
    out = studio.floor.store.reserve(key, ".png")
    cv2.imwrite(str(out), np.full((8, 8, 3), len(name) * 20, np.uint8))
    return str(studio.floor.store.put(key, "photograph", "1", out).key)


async def produce(studio: Any) -> Episode:
    with Ticker(quiet=True) as ticker:
        await production._drive(studio, REQUEST, ticker.hear)
    return Episode.of(studio, "s01e01")


async def test_every_shot_is_held_to_the_cast_and_the_place(photographers: Photographers) -> None:
    cast(photographers.studio, "mia", "cole", "ward")
    episode = await produce(photographers.studio)
    first, keys = next((spec, keys) for spec, keys in photographers.painter.asked if spec.seed == _seed(episode))
    assert [(reference.subject, reference.shown, reference.figure) for reference in first.references] == [
        ("Mia", "face", 0),
        ("the ward", "place", None),
    ]
    assert keys == (picture(photographers.studio, "mia"), picture(photographers.studio, "ward"))
    assert (first.width, first.height) == (64, 96)
    wanted = (one for asked in photographers.doorman.asked for one in asked.expected)
    found = {(one.subject, one.references, one.faces) for one in wanted}
    assert found == {("Mia", (0,), "camera"), ("Cole", (0,), "camera")}
    segments = episode.segments()
    assert segments.keys() == episode.shots.keys()
    assert all(take.facts["identity"]["outcome"] == "ok" for take in segments.values())  # type: ignore[index]
    assert all(episode.studio.floor.take(str(take.facts["frame"])) for take in segments.values())


async def test_nothing_is_made_twice_and_other_faces_are_other_shots(photographers: Photographers) -> None:
    studio = photographers.studio
    cast(studio, "mia")
    made = (await produce(studio)).segments()
    painted, looked = len(photographers.painter.asked), len(photographers.doorman.asked)
    assert (await produce(studio)).segments() == made
    assert (len(photographers.painter.asked), len(photographers.doorman.asked)) == (painted, looked)
    casting = cast(studio, "mia").of("mia")
    assert casting is not None
    other = casting.model_copy(update={"pictures": (SheetPicture(take=picture(studio, "anna"), shown="face"),)})
    studio.archive.put("casting", "series", Casting(sheets=(other,)), "cast anew")
    episode = Episode.of(studio, "s01e01")
    stays = {id for id, take in episode.segments().items() if take == made[id]}
    assert stays == {id for id in made if not episode.references(id)}, "a shot without her stays"


async def test_a_frame_that_fails_is_retaken_by_seed_then_firmer(photographers: Photographers) -> None:
    photographers.doorman.passes_after = 3
    cast(photographers.studio, "mia")
    episode = await produce(photographers.studio)
    tries = [spec for spec, _ in photographers.painter.asked if spec.seed % AGAIN == _seed(episode) % AGAIN]
    assert [spec.seed // AGAIN for spec in tries] == [0, 1, 2, 3]
    assert [spec.strength for spec in tries] == [1.0, 1.0, FIRMER, FIRMER]
    take = episode.segments()[_first(episode)]
    assert [tried["outcome"] for tried in take.facts["frames"]] == ["retake"] * 3 + ["ok"]  # type: ignore[attr-defined]


async def test_the_best_is_kept_and_what_is_still_wrong_is_found(photographers: Photographers, lot: Any) -> None:
    photographers.doorman.passes_after = MOST
    cast(photographers.studio, "mia")
    episode = await produce(photographers.studio)
    take = episode.segments()[_first(episode)]
    frames = take.facts["frames"]
    assert len(frames) == MOST  # type: ignore[arg-type]
    assert take.facts["frame"] == frames[1]["take"], "the one with the highest score"  # type: ignore[index]
    found = photographers.studio.archive.get("findings", "s01e01", Findings)
    wrong = [finding for finding in found.findings if finding.code == "identity"]
    assert len(wrong) == len(episode.shots) and "That is not Mia (1)." in wrong[0].message
    assert "best of 4 frames" in wrong[0].message
    cut = await episode.assemble()
    assert [f.code for f in measure(episode, cut)].count("identity") == len(wrong)


async def test_a_picture_of_the_cast_that_is_gone_is_named(photographers: Photographers) -> None:
    casting = cast(photographers.studio, "mia")
    photographers.studio.floor.store._remove(casting.sheets[0].portrait.take)
    with pytest.raises(ProductionError, match="cliffhanger cast dated-tomorrow"):
        await produce(photographers.studio)


def _first(episode: Episode) -> str:
    return next(iter(episode.shots))


def _seed(episode: Episode) -> int:
    return episode.shots[_first(episode)].seed


SIZES: list[tuple[str, Callable[[], tuple[int, int]], tuple[int, int]]] = [
    ("as it is", lambda: frame_size(540, 960, FrameAbilities(multiple=4)), (540, 960)),
    ("on the grid", lambda: frame_size(540, 960, FrameAbilities(multiple=16)), (544, 960)),
    ("not over the longest", lambda: frame_size(1080, 1920, FrameAbilities(multiple=16, longest=1280)), (720, 1280)),
    ("one of a few", lambda: frame_size(540, 960, FrameAbilities(sizes=((1024, 1536), (1536, 1024)))), (1024, 1536)),
]


@pytest.mark.parametrize(("name", "made", "size"), SIZES)
def test_a_frame_has_a_size_that_its_maker_can_make(
    name: str, made: Callable[[], tuple[int, int]], size: tuple[int, int]
) -> None:
    assert made() == size


async def test_a_locked_shot_stays_whoever_is_cast_later(photographers: Photographers) -> None:
    studio = photographers.studio
    cast(studio, "mia")
    episode = await produce(studio)
    shot, other = [id for id in episode.shots if episode.references(id)][:2]
    made = episode.segments()
    await keep(studio, Keep(what=shot, locked=True))
    sheet = cast(studio, "mia").sheets[0]
    anew = sheet.model_copy(update={"pictures": (SheetPicture(take=picture(studio, "anna"), shown="face"),)})
    studio.archive.put("casting", "series", Casting(sheets=(anew,)), "cast anew")
    found = Episode.of(studio, "s01e01").segments()
    assert found[shot] == made[shot] and other not in found
