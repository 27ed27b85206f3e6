"""A whole production, through the command line: made, probed, killed, resumed, made again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.edit.probe import black, loudness, probe, silences

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
TINY = {"CLIFFHANGER_WIDTH": "108"}
"""Everything is real but small: the picture is 108x192."""

pytestmark = pytest.mark.slow


def command(home: Path) -> list[str]:
    return [sys.executable, "-m", "cliffhanger", "make", PREMISE, "--quality", "draft", "--home", str(home), "--json"]


def make(home: Path) -> dict[str, object]:
    done = subprocess.run(command(home), capture_output=True, text=True, env={**os.environ, **TINY}, check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    home = tmp_path_factory.mktemp("made")
    return home, make(home)


def episode_of(report: dict[str, object]) -> dict[str, str]:
    return report["episodes"][0]  # type: ignore[index,no-any-return]


def takes(home: Path, report: dict[str, object]) -> TakeStore:
    return TakeStore(home / str(report["series"]) / "takes")


def when_made(store: TakeStore) -> dict[str, int]:
    found = (store.get(key) for key in store.keys())  # noqa: SIM118 - a store is not a dict
    return {take.key: Path(take.path).stat().st_mtime_ns for take in found if take}


def test_the_master_keeps_to_the_form(made: tuple[Path, dict[str, object]]) -> None:
    _, report = made
    master = Path(episode_of(report)["master"])
    found, heard = probe(master), loudness(master)
    assert found.video is not None and found.audio is not None
    assert (found.video.codec, found.video.profile, found.video.pixels) == ("h264", "High", "yuv420p")
    assert found.video.fps == 24
    assert (found.video.width, found.video.height) == (108, 192)
    assert (found.audio.codec, found.audio.rate, found.audio.channels) == ("aac", 48_000, 2)
    assert 60 <= found.seconds <= 120 and found.faststart
    assert abs(found.video.seconds - found.audio.seconds) < 0.1
    assert -14.5 <= heard.integrated <= -13.5 and heard.true_peak <= -1.0
    assert not silences(master, longest=1.5) and not black(master)


def test_no_finding_is_left_open(made: tuple[Path, dict[str, object]]) -> None:
    assert [finding["message"] for finding in episode_of(made[1])["findings"]] == []  # type: ignore[index]


def test_captions_stand_in_the_subtitles_in_order(made: tuple[Path, dict[str, object]]) -> None:
    text = Path(episode_of(made[1])["captions"]).read_text("utf-8")
    starts = [line.split(" --> ")[0] for line in text.splitlines() if " --> " in line]
    assert len(starts) >= 15 and starts == sorted(starts)


def test_captions_come_with_the_voice(made: tuple[Path, dict[str, object]]) -> None:
    """Wherever somebody begins to speak out of silence, a caption begins within 80 ms.

    A pause within a caption is not a beginning: its words stand there already.
    """
    text = Path(episode_of(made[1])["captions"]).read_text("utf-8")
    shown = [[seconds(clock) for clock in line.split(" --> ")] for line in text.splitlines() if " --> " in line]
    store = takes(*made)
    cut = next(take for key in store.keys() if (take := store.get(key)) and take.tool == "assembler")  # noqa: SIM118
    sound, rate = soundfile.read(cut.stems_folder / "dialogue.wav")
    step = rate // 100
    level = np.sqrt(np.mean(sound.mean(axis=1)[: len(sound) // step * step].reshape(-1, step) ** 2, axis=1))
    loud = level > 0.003  # -50 dB: the breath before a consonant counts as its beginning
    onsets = [n / 100 for n in range(40, len(loud)) if loud[n] and not loud[n - 40 : n].any()]
    begun = [onset for onset in onsets if not any(start + 0.2 < onset < end for start, end in shown)]
    assert len(begun) >= 8
    off = [min(abs(onset - start) for start, _ in shown) for onset in begun]
    assert max(off) <= 0.085, sorted(off)[-3:]  # 80 ms, and half a step of the measure


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))


def test_the_same_line_again_makes_nothing_again(made: tuple[Path, dict[str, object]]) -> None:
    home, report = made
    store = takes(home, report)
    before = when_made(store)
    again = make(home)
    after = when_made(store)
    assert after == before and episode_of(again)["master"] == episode_of(report)["master"]


def test_killed_anywhere_it_finishes_the_same(made: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    """Killed outright every few seconds: in the end every frame and every take is the same, and none was made twice."""
    home, report = made
    seen: dict[str, int] = {}
    for patience in (4, 9, 14, 11, 19):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        run = subprocess.Popen(command(tmp_path), env={**os.environ, **TINY}, start_new_session=True, **quiet)
        time.sleep(patience)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        store = TakeStore(tmp_path / str(report["series"]) / "takes")
        now = when_made(store)
        assert all(now[key] == seen[key] for key in seen), "a take was made again"
        seen = now
    resumed = make(tmp_path)
    assert takes(tmp_path, resumed).keys() == takes(home, report).keys()
    assert Path(episode_of(resumed)["master"]).read_bytes() == Path(episode_of(report)["master"]).read_bytes()
