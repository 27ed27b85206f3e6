import hashlib
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.tools.edit.level import RATE, Programme, gain, integrated, limit, true_peak
from cliffhanger.tools.edit.master import Assembler
from cliffhanger.tools.edit.mix import duck, lay_dialogue
from cliffhanger.tools.edit.probe import loudness, probe
from cliffhanger.tools.edit.spec import CutSpec, Placement
from cliffhanger.tools.take import Maker

from .conftest import heard


@pytest.fixture
def takes(segment, sound):
    """Two segments, two lines, a score and effects, as the editor hands them in."""
    return [
        segment("a"),
        segment("b", pattern="testsrc2", seconds=2.5),
        sound("line", 1.0),
        sound("reply", 0.7, level=0.02),
        sound("music", 6.0, rate=48_000, channels=2),
        sound("effects", 4.5, level=0.004, rate=48_000, channels=2),
    ]


def cut(**changes) -> CutSpec:
    lines = (Placement(take="line", start=1.5), Placement(take="reply", start=2.6, gain=-3, pan=0.5))
    whole = {"segments": ("a", "b"), "lines": lines, "music": "music", "effects": "effects", "title": "Ep. 1: “é”"}
    return CutSpec(**{**whole, **changes})


def test_a_master_is_ready_to_publish(takes, tmp_path):
    out = tmp_path / "it's [1] é" / "master.mp4"
    out.parent.mkdir()
    made = Assembler().make(cut(comment="made with AI"), out, takes)
    found, level = probe(out), loudness(out)
    assert found.video is not None and found.audio is not None
    assert (found.video.codec, found.video.width, found.video.height, found.video.fps) == ("h264", 108, 192, 24)
    assert (found.audio.codec, found.audio.rate, found.audio.channels) == ("aac", 48_000, 2)
    assert found.video.frames == 48 + 60
    assert abs(found.video.seconds - 4.5) < 1 / 24 and abs(found.audio.seconds - found.video.seconds) < 1 / 24
    assert found.faststart
    assert (found.metadata["title"], found.metadata["comment"]) == ("Ep. 1: “é”", "made with AI")
    assert level.integrated == pytest.approx(-14, abs=0.5)
    assert level.true_peak <= -1.0
    assert made.facts["joins"] == [2.0]
    assert sorted(path.name for path in out.parent.iterdir()) == ["master.mp4", "master.stems"]


def test_stems_are_kept_and_music_ducks_under_speech(takes, tmp_path):
    made = Assembler().make(cut(), tmp_path / "m.mp4", takes)
    stems = made.facts["stems"]
    assert isinstance(stems, dict) and set(stems) == {"dialogue", "music", "effects"}
    assert all(soundfile.info(tmp_path / path).frames == round(4.5 * RATE) for path in stems.values())
    music_gap, music_under = heard(tmp_path / stems["music"], [(0.1, 1.1), (1.6, 3.2)])
    assert music_under <= music_gap - 6
    before, during = heard(tmp_path / stems["dialogue"], [(0.0, 1.4), (1.6, 2.4)])
    assert before < -85 < -40 < during
    dialogue, _ = soundfile.read(tmp_path / stems["dialogue"], dtype="float32")
    assert integrated(dialogue) == pytest.approx(-16, abs=0.2)


def test_a_quiet_voice_is_brought_to_the_same_level(takes):
    lines = (
        Placement(take="line", start=0.5),
        Placement(take="reply", start=2.5),
        Placement(take="line", start=3.8, gain=-9),
    )
    stem, spans = lay_dialogue(lines, {take.key: Path(take.path) for take in takes}, 4 * RATE)
    first, second, whisper = (integrated(stem[round(start * RATE) : round(end * RATE)]) for start, end in spans)
    assert first == pytest.approx(second, abs=1)
    assert whisper == pytest.approx(first - 9, abs=2)
    assert spans[2][1] == 4.0  # cut at the end of the episode


def test_the_same_cut_is_the_same_file(takes, tmp_path):
    digests = set()
    for name in ("one", "two"):
        Assembler().make(cut(), tmp_path / f"{name}.mp4", takes)
        digests.add(hashlib.sha256((tmp_path / f"{name}.mp4").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_many_short_segments_keep_picture_and_sound_together(segment, sound, tmp_path):
    shots = [segment(f"s{number}", seconds=(7 + number) / 24) for number in range(3)]
    order = tuple(f"s{number % 3}" for number in range(18))
    frames = sum(7 + number % 3 for number in range(18))
    spec = CutSpec(segments=order, lines=(), music="", effects="music", title="short")
    Assembler().make(spec, tmp_path / "m.mp4", [*shots, sound("music", 7, rate=48_000, channels=2)])
    found = probe(tmp_path / "m.mp4")
    assert found.video is not None and found.audio is not None
    assert found.video.frames == frames
    assert found.video.seconds == pytest.approx(frames / 24, abs=0.01)
    assert found.audio.seconds == pytest.approx(frames / 24, abs=0.02)


@pytest.mark.parametrize(
    ("odd", "difference"),
    [({"size": "96x192"}, "size is 96x192"), ({"fps": 30}, "frame rate is 30"), ({"crf": 12}, "encoder set-up")],
)
def test_an_unequal_segment_is_refused_with_the_difference(takes, segment, tmp_path, odd, difference):
    with pytest.raises(MakerRefused, match=rf"odd\.mp4 cannot be joined.*{difference}"):
        Assembler().make(cut(segments=("a", "odd")), tmp_path / "m.mp4", [*takes, segment("odd", **odd)])
    assert not list(tmp_path.glob("m.*"))


@pytest.mark.parametrize("name", ["line", "music", "effects"])
def test_a_damaged_sound_is_named_and_nothing_is_left(takes, tmp_path, name):
    (tmp_path / f"{name}.wav").write_bytes(b"RIFF\x00\x00")
    with pytest.raises(ToolError, match=rf"{name}\.wav cannot be heard"):
        Assembler().make(cut(), tmp_path / "m.mp4", takes)
    assert not list(tmp_path.glob("m.*"))


def test_a_damaged_segment_is_named(takes, tmp_path):
    Path(takes[1].path).write_bytes(b"\x00" * 100)
    with pytest.raises(ToolError, match=r"b\.mp4 is damaged"):
        Assembler().make(cut(), tmp_path / "m.mp4", takes)


def test_a_take_that_was_not_handed_in_is_named(takes, tmp_path):
    with pytest.raises(MakerRefused, match=r"segment 2 \(nowhere\)"):
        Assembler().make(cut(segments=("a", "nowhere")), tmp_path / "m.mp4", takes)
    with pytest.raises(ToolError, match=r"line at 0\.5 s has no voice take"):
        Assembler().make(cut(lines=(Placement(take="lost", start=0.5),)), tmp_path / "m.mp4", takes)


def test_a_folder_that_cannot_be_written_is_explained(takes, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ToolError, match="cannot be written to"):
        Assembler().make(cut(), tmp_path / "file" / "m.mp4", takes)


def test_an_episode_without_a_sound_is_silent_and_whole(takes, tmp_path):
    made = Assembler().make(cut(lines=(), music="", effects=""), tmp_path / "m.mp4", takes)
    assert made.facts["loudness"] is None
    assert made.seconds == pytest.approx(4.5, abs=1 / 24)


def test_the_limiter_holds_true_peaks_and_leaves_quiet_parts_alone():
    generator = np.random.default_rng(3)
    signal = (generator.standard_normal((RATE * 2, 2)) * 0.05).astype(np.float32)
    signal[RATE : RATE + 200] += 1.4
    limited = limit(signal, -1.5)
    assert true_peak(signal) > 2
    assert true_peak(limited) <= -1.45
    assert np.array_equal(limited[: RATE // 2], signal[: RATE // 2])


def test_loudness_is_that_of_the_standard():
    generator = np.random.default_rng(4)
    swell = np.repeat(generator.uniform(0, 0.2, 40), RATE // 8)[:, None]
    signal = generator.standard_normal((len(swell), 2)) * swell
    assert integrated(signal) == pytest.approx(pyloudnorm.Meter(RATE).integrated_loudness(signal), abs=0.1)
    tone = 0.1 * np.sin(2 * np.pi * 997 * np.arange(RATE) / RATE)
    assert integrated(np.stack([tone, tone], axis=1)) == pytest.approx(-20, abs=0.05)
    assert integrated(np.zeros((RATE, 2))) == float("-inf")


def test_a_programme_meets_its_loudness_through_the_limiter():
    generator = np.random.default_rng(5)
    mix = (generator.standard_normal((RATE * 4, 2)) * 0.03).astype(np.float32)
    mix[:: RATE // 3] = 0.9  # clicks that stand far out
    loud = Programme.of(mix).turned(-14.0, -1.5)
    assert integrated(loud) == pytest.approx(-14, abs=0.1)
    assert true_peak(loud) <= -1.4


def test_the_duck_moves_smoothly_and_stays_shut_over_short_pauses():
    closed = duck([(1.0, 2.0), (2.5, 3.0), (6.0, 6.5)], 8 * RATE)
    assert closed[: RATE // 2].max() == 0 and closed[round(4.5 * RATE)] == 0
    assert closed[RATE : 3 * RATE].min() == pytest.approx(1)
    assert np.abs(np.diff(closed)).max() < 0.001
    assert gain(-6) == pytest.approx(0.501, abs=0.001)


def test_it_is_a_maker():
    assert isinstance(Assembler(), Maker)
