"""A camera that says the lines itself: captions, voices and cut follow its sound, or it is said why they do not."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from cliffhanger.agents.delivery import spoken_rows
from cliffhanger.agents.episode import Episode
from cliffhanger.agents.state import Request
from cliffhanger.studio import run as production
from cliffhanger.studio.progress import Ticker
from cliffhanger.tools.clip.conform import Conform
from cliffhanger.tools.clip.spec import ClipAbilities, ClipSpec
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.spec import CutSpec
from cliffhanger.tools.photography.moved import Moved
from cliffhanger.tools.picture.spec import ShotSpec
from cliffhanger.tools.take import Made, Take

REQUEST = Request(
    premise="A nurse", about="", lead="", seed=1, season=1, season_length=60, paywall=10, first=1, last=1, render=True
)  # fmt: skip
LATE = 0.37
"""Seconds after which the actor begins to speak: not where the voices of the cast would."""
ON_SCREEN = ("That's tomorrow.", "Phones get dates wrong.", "Mine thinks it's 1970.", "Does yours say my name?")


def voiced(seconds: float) -> np.ndarray:
    """Return something that swells and hums like a spoken word."""
    time = np.arange(round(seconds * 24_000)) / 24_000
    hum = sum(np.sin(2 * np.pi * 140 * n * time) / n for n in range(1, 12))
    return np.asarray(0.2 * hum * np.sin(np.pi * time / seconds) ** 0.5)


@dataclass
class Actor:
    """Draws a clip that moves and hums its words; mute in the shots it is told."""

    mute: tuple[str, ...] = ()
    asked: list[ClipSpec] = field(default_factory=list)
    said: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    """When each word of a text began, by text."""
    tool, version, suffix = "actor", "1", ".mp4"

    def make(self, spec: ClipSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        sound = out.with_suffix(".wav")
        heard = np.random.default_rng(1).normal(0, 0.002, round(spec.seconds * 24_000))
        text = spec.speech.partition("“")[2].rstrip("”")
        if text and text not in self.mute:
            at = LATE
            for word in text.split():
                sound_of = voiced(0.07 * {"1970.": 18}.get(word, len(word)))
                start = round(at * 24_000)
                heard[start : start + len(sound_of)] += sound_of[: len(heard) - start]
                self.said.setdefault(text, []).append((word, at))
                at += len(sound_of) / 24_000 + (0.25 if word[-1] in ".?" else 0)
        soundfile.write(sound, heard, 24_000)
        picture = f"testsrc2=s={spec.width}x{spec.height}:r=16:d={spec.seconds}"
        coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac"]
        command = [ffmpeg.binary(), "-y", "-v", "error", "-f", "lavfi", "-i", picture, "-i", str(sound), *coded]
        subprocess.run([*command, str(out)], check=True)
        return Made(seconds=spec.seconds)


@dataclass
class Printer:
    """Conforms as the real one does, and remembers what it was asked for; a test picture shows nobody's face."""

    asked: list[ShotSpec] = field(default_factory=list)
    tool, version, suffix = "printer", "1", ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec)
        made = Conform().make(spec, out, inputs)
        return Made(seconds=made.seconds, facts={**made.facts, "faces": []})


@dataclass
class Scene:
    """A studio whose every shot is filmed by an actor."""

    actor: Actor
    printer: Printer
    cuts: list[CutSpec]
    studio: Any

    async def produced(self) -> Episode:
        with Ticker(quiet=True) as ticker:
            await production._drive(self.studio, REQUEST, ticker.hear)
        return Episode.of(self.studio, "s01e01")


@pytest.fixture
def scene(lot: Any) -> Scene:
    actor, printer = Actor(), Printer()
    camera = Moved(actor, ClipAbilities(first=False, speaks=True, longest=10, multiple=2), printer)
    return Scene(
        actor, printer, lot.editor.asked, replace(lot.studio, makers=replace(lot.studio.makers, picture=camera))
    )


def decisions(studio: Any) -> list[str]:
    return [entry.text for entry in studio.archive.entries() if entry.level == "decision"]


async def test_captions_voices_and_cut_follow_what_the_model_says(scene: Scene) -> None:
    episode = await scene.produced()
    first, *_ = [spec for spec in scene.actor.asked if spec.speech]
    assert first.speech == "Mia (fear): “That's tomorrow.”"
    by_text = {line.text: line.id for line in episode.script.lines()}
    spoken = {text: episode.heard[by_text[text]] for text in scene.actor.said}
    assert set(ON_SCREEN) < set(spoken), "what is on the phone keeps the voice of the cast"
    timed = {line: (shot, at) for shot in episode.timed for line, at in shot.lines}
    for text, take in spoken.items():
        _, at = timed[by_text[text]]
        assert take.tool == "following"
        heard = {word: (at + a, at + b) for word, a, b in take.facts["words"]}  # type: ignore[attr-defined]
        for word, start in scene.actor.said[text]:
            assert heard[word][0] == pytest.approx(start, abs=0.2), (text, word)
    # The picture lights the words when they are said.
    lit = {word.text: word for spec in scene.printer.asked for caption in spec.captions for word in caption.words}
    assert lit["tomorrow."].start == pytest.approx(scene.actor.said["That's tomorrow."][1][1], abs=0.12)
    # The cut lays its sound where it is said in the picture, and the subtitles light the same words.
    laid = {placement.take: placement.start for placement in scene.cuts[-1].lines}
    shot, at = timed[by_text["That's tomorrow."]]
    assert laid[spoken["That's tomorrow."].key] == pytest.approx(shot.start + at, abs=1e-3)
    begins = next(start for start, _, words in spoken_rows(episode) if words == "That's tomorrow.")
    assert begins == pytest.approx(shot.start + LATE, abs=0.12)
    # Its length is what was planned, and nothing had to be decided.
    assert [shot.seconds for shot in episode.timed] == [shot.seconds for shot in episode.planned]
    assert decisions(scene.studio) == []


async def test_a_clip_without_a_word_is_a_decision_and_costs_no_second_clip(scene: Scene) -> None:
    scene.actor.mute = ("Phones get dates wrong.",)
    episode = await scene.produced()
    line = next(line.id for line in episode.script.lines() if line.text == "Phones get dates wrong.")
    assert episode.heard[line].tool == "speaker", "the cast speaks instead"
    (told,) = decisions(scene.studio)
    assert "nothing is said in it" in told and "the voices of the cast" in told
    shot = next(timed for timed in episode.timed if line in dict(timed.lines))
    assert len([spec for spec in scene.actor.asked if "Phones get" in spec.speech]) == 1
    filmed = episode.filmed(shot.shot.id)
    assert filmed is not None and filmed.facts["clips"] == [clip.key for clip in clips_of(scene, "Phones get")]
    (printed,) = [spec for spec in scene.printer.asked if spec.speech and not spec.speech.followed]
    assert [word.text for caption in printed.captions for word in caption.words] == ["Phones", "get", "dates", "wrong."]
    # Asked for again, nothing is made, and nothing is decided twice.
    assert (await episode.film(shot.shot.id)).key == filmed.key
    assert len(decisions(scene.studio)) == 1


def clips_of(scene: Scene, text: str) -> list[Take]:
    specs = [spec for spec in scene.actor.asked if text in spec.speech]
    return [take for spec in specs if (take := scene.studio.floor.find(scene.actor, spec)) is not None]
