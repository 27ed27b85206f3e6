"""A whole episode by diffusion: the real pipelines with tiny random weights, on the CPU, through the whole graph.

What they paint is noise, so the gate finds nobody in it. That is part of the test: nobody is cast until the user
picks a face as it is, and of every shot the best frame is kept while the finding stays open.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.crew import CastingCall, Format
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.portraying.cast import Wish, cast
from cliffhanger.agents.state import Request
from cliffhanger.errors import ProductionError
from cliffhanger.memory.canon import Findings
from cliffhanger.memory.casting import Casting
from cliffhanger.studio import run as production
from cliffhanger.studio.progress import Ticker
from cliffhanger.tools.clip.conform import Conform
from cliffhanger.tools.diffusion.clips import DiffusionClips
from cliffhanger.tools.diffusion.frames import DiffusionFrames
from cliffhanger.tools.diffusion.tiny import build
from cliffhanger.tools.edit.master import Assembler
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.identity.gate import Gate
from cliffhanger.tools.photo.acting import PhotoActing
from cliffhanger.tools.photography.moved import Moved
from cliffhanger.tools.photography.photographed import Photographed
from cliffhanger.tools.take import AnyMaker

REQUEST = Request(
    premise="A nurse", about="", lead="", seed=1, season=1, season_length=60, paywall=10, first=1, last=1, render=True
)  # fmt: skip


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> DiffusionFrames:
    return DiffusionFrames(folder=str(build("flux2", tmp_path_factory.mktemp("flux2"))), device="cpu")


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> DiffusionClips:
    return DiffusionClips(folder=str(build("wan-5b", tmp_path_factory.mktemp("wan"))), device="cpu", steps=2)


def photographed(lot: Any, frames: DiffusionFrames, motion: AnyMaker[Any]) -> Any:
    """Return the studio with its shots photographed and its cast looked for."""
    camera = Photographed(frames, frames.abilities, Gate(), motion, most=2)
    call = CastingCall(frame=frames, gate=Gate(), abilities=frames.abilities, candidates=2, width=64)
    makers = replace(lot.studio.makers, picture=camera, edit=Assembler(), casting=call)
    return replace(lot.studio, makers=makers, format=Format(width=72, height=128, fps=24, draft=True))


async def picked(studio: Any) -> None:
    """Let the crew plan and look for faces in vain, and then pick the first one of everybody."""
    with pytest.raises(ProductionError, match="Mia could not be cast"):
        await produce(studio)
    for subject in ("mia", "cole", "iris", "ward", "roof"):
        await cast(studio, [subject], Wish(pick=1))


async def produce(studio: Any) -> None:
    with Ticker(quiet=True) as ticker:
        await production._drive(studio, REQUEST, ticker.hear)


@pytest.mark.slow
async def test_casting_references_shots_gate_motion_and_cut(lot: Any, frames: DiffusionFrames) -> None:
    studio = photographed(lot, frames, PhotoActing())
    await picked(studio)
    await produce(studio)
    casting = studio.archive.get("casting", "series", Casting)
    assert {sheet.subject for sheet in casting.sheets} >= {"mia", "cole", "ward", "roof"}
    assert all(studio.floor.take(p.take) for sheet in casting.sheets for p in sheet.pictures)
    episode = Episode.of(studio, "s01e01")
    for id, take in episode.segments().items():
        frame = studio.floor.take(str(take.facts["frame"]))
        assert frame is not None and frame.facts["model"] == "flux2-klein-4b"
        assert episode.shots[id].references, "held to somebody"
        assert take.facts["identity"]["outcome"] in ("retake", "unverifiable")  # type: ignore[index]
        assert len(take.facts["frames"]) <= 2  # type: ignore[arg-type]
    master = probe(Path(studio.folder.masters / "s01e01.mp4"))
    assert master.video is not None and (master.video.width, master.video.height) == (72, 128)
    codes = [finding.code for finding in studio.archive.get("findings", "s01e01", Findings).findings]
    assert "identity" in codes, "noise is nobody, and that is said"
    keys = set(studio.floor.store.keys())
    await produce(studio)
    assert set(studio.floor.store.keys()) == keys, "nothing is made twice"


@pytest.mark.slow
async def test_a_video_model_moves_the_frame(lot: Any, frames: DiffusionFrames, clips: DiffusionClips) -> None:
    studio = photographed(lot, frames, Moved(clips, clips.abilities, Conform(), Gate(), most=1))
    await picked(studio)
    await produce(studio)
    for take in Episode.of(studio, "s01e01").segments().values():
        made = [studio.floor.take(key) for key in take.facts["clips"]]  # type: ignore[attr-defined]
        assert made and all(clip and clip.facts["model"] == "wan2.2-ti2v-5b" for clip in made)
        assert probe(Path(take.path)).seconds == pytest.approx(take.seconds, abs=0.05)
    assert (studio.folder.masters / "s01e01.mp4").is_file()
