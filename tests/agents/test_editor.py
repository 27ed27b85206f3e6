"""The editor's eye and ear: one fault a cut, found once, with the shot named; and no other shot is touched."""

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from cliffhanger.agents import editor
from cliffhanger.agents.episode import Episode
from cliffhanger.memory.canon import Finding, Place
from cliffhanger.memory.storyboard import Framing, Placed, Shot, Storyboard
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.take import Take

THIRD = "s01e01.s03"
SAFE = [0.0, 0.3, 0.2, 0.7, 0.5]
"""Time, left, top, right, bottom."""


def made_up(key: str, seconds: float, **facts: object) -> Take:
    return Take(key=key, tool="made up", version="1", path="", seconds=seconds, facts=facts)


def spoken(line: str, seconds: float) -> Take:
    return made_up(line, seconds, words=[["word", 0.0, seconds]], phones=[])


class MadeUp(Episode):
    """An episode whose takes are made up, each lasting as long as it should, all without a fault."""

    def __init__(self, lot: Any) -> None:
        super().__init__(lot.studio, "s01e01")
        lines = self.script.lines()
        self.voices = {line.id: spoken(line.id, 10.0) for line in lines}
        self.takes = {
            timed.shot.id: made_up(
                timed.shot.id, timed.seconds, faces=[[SAFE, SAFE]], mouths=[[[0.5, 0.9], [0.6, 0.2]]], luma=[90.0, 80.0]
            )
            for timed in self.timed
        }

    def segments(self) -> dict[str, Take]:
        return self.takes

    def with_facts(self, **facts: object) -> "MadeUp":
        """Change what was read back of the third shot."""
        take = self.takes[THIRD]
        self.takes[THIRD] = take.model_copy(update={"facts": take.facts | facts})
        return self


@pytest.fixture
async def episode(lot: Any, bible: Any, script: Any) -> MadeUp:
    archive = lot.studio.archive
    board = await lot.crew.storyboard(bible, script, 1)
    for kind, id, document in (
        ("bible", "s01", bible),
        ("script", "s01e01", script),
        ("storyboard", "s01e01", board),
    ):
        archive.put(kind, id, document, "made up")
    made = MadeUp(lot)
    # On the phone Iris is heard over Mia's face, whose mouth keeps still.
    phone = made.takes["s01e01.s05"]
    made.takes["s01e01.s05"] = phone.model_copy(update={"facts": phone.facts | {"mouths": [[[0.5, 0.0]]]}})
    return made


@pytest.fixture(scope="session")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Take]:
    """Six seconds each: as it should be, too loud, too quiet, with a hole, with a black stretch."""
    folder = tmp_path_factory.mktemp("masters")
    return {name: master(folder, name) for name in ("good", "loud", "quiet", "hole", "dark")}


def master(folder: Path, name: str) -> Take:
    time = np.arange(6 * 48_000) / 48_000
    tone = np.sin(2 * np.pi * 440 * time)
    # A tone of 440 Hz at an amplitude of 0.217 in both channels measures -14 LUFS; with a hole it must be louder.
    level = {"loud": 0.7, "quiet": 0.05, "hole": 0.2275}.get(name, 0.217)
    if name == "hole":
        tone[2 * 48_000 : 4 * 48_000] = 0
    path, sound = folder / f"{name}.mp4", folder / f"{name}.wav"
    soundfile.write(sound, np.stack([tone, tone], axis=1) * level, 48_000)
    shade = "drawbox=color=black:t=fill:enable='between(t,2,4)'" if name == "dark" else "null"
    join(path, f"testsrc=s=54x96:r=24:d=6,{shade}", sound)
    return made_up(name, 6.0).model_copy(update={"path": str(path)})


def join(path: Path, picture: str, sound: Path) -> None:
    inputs = ["-f", "lavfi", "-i", picture, "-i", str(sound)]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac"]
    subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *inputs, *coded, str(path)], check=True)


def found(episode: Episode, cut: Take) -> list[tuple[str, str]]:
    """Return code and shot of every finding."""
    return [(f.code, f.script.scene if f.script else "") for f in editor.measure(episode, cut)]


def test_nothing_is_found_in_a_cut_without_fault(episode: MadeUp, masters: dict[str, Take]) -> None:
    assert editor.measure(episode, masters["good"]) == ()


FAULTS: dict[str, tuple[str, dict[str, object]]] = {
    "a face under the captions": ("face_unsafe", {"faces": [[SAFE, [0.1, 0.3, 0.6, 0.7, 0.95]]]}),
    "a face half out of the picture": ("face_unsafe", {"faces": [[[0.1, -0.4, 0.2, 0.45, 0.5]]]}),
    "a face over the top": ("face_unsafe", {"faces": [[[0.1, 0.3, -0.3, 0.7, 0.2]]]}),
    "a mouth that moves after its line": (
        "mouth_moves",
        {"mouths": [[[0.5, 0.9], [10.47, 0.65], [10.52, 0.8], [10.57, 0.95]]]},
    ),
    "a black shot": ("black_frame", {"luma": [2.0, 3.0, 1.0]}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_picture_is_found_once_at_its_shot(episode: MadeUp, masters: dict[str, Take], name: str) -> None:
    code, facts = FAULTS[name]
    assert found(episode.with_facts(**facts), masters["good"]) == [(code, THIRD)]


INNOCENT: dict[str, dict[str, object]] = {
    "nothing was read back": {"faces": [], "mouths": [], "luma": []},
    "nobody's face is seen": {"faces": [[]]},
    "lips parted by a gasp, without moving": {"mouths": [[[10.47, 0.8], [10.52, 0.8], [10.57, 0.8]]]},
    "a fade from black": {"luma": [0.0, 2.0, 40.0]},
}


@pytest.mark.parametrize("name", INNOCENT)
def test_what_is_no_fault_is_not_found(episode: MadeUp, masters: dict[str, Take], name: str) -> None:
    assert found(episode.with_facts(**INNOCENT[name]), masters["good"]) == []


def test_a_mouth_that_moves_while_another_speaks(episode: MadeUp, masters: dict[str, Take]) -> None:
    """The words of the phone come over Mia's face: her lips have no part in them."""
    phone = episode.takes["s01e01.s05"]
    moving = [[[0.5, 0.7], [0.6, 0.9], [0.7, 0.8]]]
    episode.takes["s01e01.s05"] = phone.model_copy(update={"facts": phone.facts | {"mouths": moving}})
    assert found(episode, masters["good"]) == [("mouth_moves", "s01e01.s05")]


def test_a_face_from_behind_or_small_in_a_wide_shot_need_not_be_safe(episode: MadeUp, masters: dict[str, Take]) -> None:
    low = {"faces": [[[0.1, 0.3, 0.6, 0.7, 0.95]]]}
    shots = episode.storyboard.shots
    away = shots[2].model_copy(update={"figures": (Placed(character="cole", faces="away"),)})
    wide = shots[2].model_copy(update={"framing": "wide"})
    for shot in (away, wide):
        episode.planned = tuple(
            timed if timed.shot.id != THIRD else type(timed)(shot, timed.start, timed.seconds, timed.lines)
            for timed in episode.timed
        )
        assert found(episode.with_facts(**low), masters["good"]) == []


def test_a_line_cut_off_by_the_end_of_its_shot(episode: MadeUp, masters: dict[str, Take]) -> None:
    line = next(shot.lines[0] for shot in episode.storyboard.shots if shot.id == THIRD)
    _ = episode.timed  # laid out while the line was shorter
    episode.voices[line] = spoken(line, 10.5)
    findings = editor.measure(episode, masters["good"])
    assert [(f.code, f.script.scene, f.script.line) for f in findings if f.script] == [("line_cut", THIRD, line)]


def test_a_line_that_is_in_no_shot_and_a_shot_that_was_not_filmed(episode: MadeUp, masters: dict[str, Take]) -> None:
    del episode.takes[THIRD]
    assert found(episode, masters["good"]) == [("line_cut", THIRD)]
    third = next(timed for timed in episode.timed if timed.shot.id == THIRD)
    episode.planned = tuple(timed for timed in episode.timed if timed is not third)
    (finding,) = [f for f in editor.measure(episode, masters["good"]) if f.code == "line_cut"]
    assert finding.script is not None and finding.script.line == third.lines[0][0]


@pytest.mark.parametrize(("seconds", "code"), [(3.0, "too_short"), (30.0, "too_long")])
def test_an_episode_that_breaks_the_form(
    lot: Any, episode: MadeUp, masters: dict[str, Take], seconds: float, code: str
) -> None:
    other = MadeUp(lot)
    del other.planned
    other.voices = {line: spoken(line, seconds) for line in other.voices}
    other.takes = {}
    assert [c for c, shot in found(other, masters["good"]) if not shot] == [code]


@pytest.mark.parametrize(
    ("name", "code"), [("loud", "loudness"), ("quiet", "loudness"), ("hole", "silent_hole"), ("dark", "black_frame")]
)
def test_a_fault_of_the_master_is_found_once(episode: MadeUp, masters: dict[str, Take], name: str, code: str) -> None:
    findings = editor.measure(episode, masters[name])
    assert [f.code for f in findings] == [code]
    assert findings[0].id == "s01e01.cut01" and findings[0].severity == (
        "warning" if code == "silent_hole" else "error"
    )
    if code != "loudness":
        assert "2.0 to 4.0 s" in findings[0].message, "and it says where"


def unsafe(shot: str, code: str = "face_unsafe") -> Finding:
    return Finding(id="f", code=code, severity="warning", message="m", script=Place(episode="s01e01", scene=shot))


def board(*framings: Framing) -> Storyboard:
    shots = (
        Shot(id=f"s{n}", scene="x", framing=framing, seconds=2, move="push_in", angle="low", style="noir")
        for n, framing in enumerate(framings)
    )
    return Storyboard(episode="s01e01", shots=tuple(shots))


def test_a_retake_is_wider_and_leaves_the_rest(episode: MadeUp, masters: dict[str, Take]) -> None:
    findings = editor.measure(episode.with_facts(faces=[[[0.1, 0.3, 0.6, 0.7, 0.95]]]), masters["good"])
    retaken = editor.retakes(episode.storyboard, findings)
    changed = [(a, b) for a, b in zip(episode.storyboard.shots, retaken.shots, strict=True) if a != b]
    assert [(a.id, a.framing, b.framing) for a, b in changed] == [(THIRD, "close_up", "medium_close_up")]
    assert changed[0][1].lines == changed[0][0].lines and changed[0][1].seconds == changed[0][0].seconds


def test_every_retake_comes_to_an_end() -> None:
    """Whatever the framing, asking again and again reaches a shot that no retake would change."""
    for framing in ("extreme_close_up", "close_up", "over_shoulder", "two_shot", "panels", "wide", "title"):
        before = board(framing)
        for _ in range(6):
            after = editor.retakes(before, [unsafe("s0")])
            if after == before:
                break
            before = after
        assert editor.retakes(before, [unsafe("s0")]) == before, framing


def test_a_black_silhouette_is_lit_and_nothing_else_is() -> None:
    before = board("silhouette", "close_up")
    after = editor.retakes(before, [unsafe("s0", "black_frame"), unsafe("s1", "black_frame")])
    assert (after.shots[0].framing, after.shots[0].style) == ("medium_close_up", None)
    assert after.shots[1] == before.shots[1]


def test_no_retake_for_what_none_can_mend() -> None:
    before = board("close_up", "medium")
    findings = [unsafe("s0", code) for code in ("loudness", "silent_hole", "line_cut", "mouth_moves")]
    assert editor.retakes(before, findings) == before == editor.retakes(before, [])
