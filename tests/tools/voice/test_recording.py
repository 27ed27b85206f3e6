"""What is done with a recording: mended where it can be, refused with one sentence where it cannot."""

import shutil
import wave
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

from cliffhanger.errors import UserError
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.music.spec import Passage, ScoreSpec
from cliffhanger.tools.voice.likeness import embed, likeness
from cliffhanger.tools.voice.model import RATE
from cliffhanger.tools.voice.recording import MOST, READ, keep, take_in
from cliffhanger.tools.voice.samples import listen_to

from .speakers import at, recorded, speech

HER, HIM = "af_heart", "am_onyx"


@pytest.fixture(scope="module")
def her() -> np.ndarray:
    return 0.8 * speech(HER) / np.abs(speech(HER)).max()


def refusal(file: Path) -> str:
    with pytest.raises(UserError) as refused:
        take_in(file)
    told = str(refused.value)
    assert file.name in told
    assert "\n" not in told
    return told


def test_a_good_recording_is_kept_as_it_is(her: np.ndarray, tmp_path: Path) -> None:
    found = take_in(recorded(tmp_path / "her.wav", her))
    assert found.speech == pytest.approx(11, abs=2)
    assert found.noise[1] > 30
    assert found.pitch == pytest.approx(190, rel=0.1)
    assert found.notes == (f"It holds {found.speech:.0f} s of speech; 15 to 30 s would do better.",)
    stored = keep(found, TakeStore(tmp_path / "takes"))
    assert keep(found, TakeStore(tmp_path / "takes")) == stored
    assert stored.facts["sha256"] == found.sha256
    with wave.open(stored.path) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (1, RATE, 2)
    assert likeness(embed(listen_to(Path(stored.path)), RATE), embed(her.astype(np.float32), RATE)) > 0.95


@pytest.mark.slow
def test_the_same_file_is_the_same_take(her: np.ndarray, tmp_path: Path) -> None:
    one, other = recorded(tmp_path / "a.wav", her), tmp_path / "b.wav"
    shutil.copyfile(one, other)
    first, second = take_in(one), take_in(other)
    assert (first.key, first.wav) == (second.key, second.wav)


def test_too_little_speech(her: np.ndarray, tmp_path: Path) -> None:
    told = refusal(recorded(tmp_path / "second.wav", her[:RATE]))
    assert "too short: it holds 0." in told
    assert "at least 5 s are needed" in told


def test_silence(tmp_path: Path) -> None:
    assert "is silent" in refusal(recorded(tmp_path / "nobody.wav", np.zeros(8 * RATE)))


def test_noise_without_anybody(tmp_path: Path) -> None:
    hiss = np.random.default_rng(1).standard_normal(8 * RATE) * 0.1
    assert "Nobody can be heard speaking" in refusal(recorded(tmp_path / "rain.wav", hiss))


def test_two_speakers(her: np.ndarray, tmp_path: Path) -> None:
    told = refusal(recorded(tmp_path / "talk.wav", np.concatenate((her, speech(HIM)))))
    assert "More than one person speaks" in told


def test_music_under_it(her: np.ndarray, tmp_path: Path) -> None:
    score = tmp_path / "score.wav"
    Composer().make(ScoreSpec(seconds=8, theme_seed=3, passages=(Passage(start=0, mood="tense", tension=0.5),)), score)
    music = listen_to(score)
    for name, decibels in (("loud.wav", 5.0), ("soft.wav", 15.0)):
        assert "There is music under the voice" in refusal(recorded(tmp_path / name, her + at(music, decibels, her)))


def test_heavy_clipping_is_refused_and_slight_is_mended(her: np.ndarray, tmp_path: Path) -> None:
    whole = embed(her.astype(np.float32), RATE)
    assert "is clipped" in refusal(recorded(tmp_path / "shouted.wav", her * 10))
    slight = np.clip(her * 3, -1, 1)
    found = take_in(recorded(tmp_path / "close.wav", slight))
    assert found.notes[0].startswith("Clipping was mended: ")
    (tmp_path / "kept.wav").write_bytes(found.wav)
    mended = embed(listen_to(tmp_path / "kept.wav"), RATE)
    assert likeness(whole, mended) > likeness(whole, embed(slight.astype(np.float32), RATE))


def test_noise_is_taken_out_and_told(her: np.ndarray, tmp_path: Path) -> None:
    hiss = at(np.random.default_rng(2).standard_normal(RATE), 14.0, her)
    found = take_in(recorded(tmp_path / "street.wav", her + hiss))
    before, after = found.noise
    assert before < 18
    assert after > before + 8
    assert found.notes[0].startswith("Noise was taken out: ")
    drowned = at(np.random.default_rng(2).standard_normal(RATE), 0.0, her)
    assert "too noisy" in refusal(recorded(tmp_path / "train.wav", her + drowned))


def test_three_hours_are_read_for_five_minutes_and_thirty_seconds_are_kept(her: np.ndarray, tmp_path: Path) -> None:
    """Sparse on disk; what lies behind the first minutes is never decoded."""
    rate, hours = 8_000, 3
    long = np.concatenate([np.zeros(5 * RATE), *[her] * 3])
    file = recorded(tmp_path / "interview.wav", resample_poly(long, 1, 3), rate)
    size = hours * 3600 * rate * 2
    with file.open("r+b") as opened:
        opened.seek(4)
        opened.write((size + 36).to_bytes(4, "little"))
        opened.seek(40)
        opened.write(size.to_bytes(4, "little"))
        opened.truncate(size + 44)
    found = take_in(file)
    assert found.seconds <= MOST + 1
    assert found.notes[0] == f"Only the first {READ / 60:.0f} of its 180:00 minutes were listened to."
    assert found.notes[1].startswith("The 30 s in which most is said were taken, from 0:")
    assert "like a telephone" in found.notes[2]


@pytest.mark.parametrize(("rate", "up", "down"), [(44_100, 147, 80), (48_000, 2, 1), (8_000, 1, 3)])
def test_any_rate(her: np.ndarray, tmp_path: Path, rate: int, up: int, down: int) -> None:
    found = take_in(recorded(tmp_path / "any.wav", resample_poly(her, up, down), rate))
    assert found.seconds == pytest.approx(len(her) / RATE, abs=1)
    assert any("telephone" in note for note in found.notes) == (rate == 8_000)


def test_eight_bits_and_one_empty_channel(her: np.ndarray, tmp_path: Path) -> None:
    assert take_in(recorded(tmp_path / "old.wav", her, width=1)).speech > 8
    left = np.stack((her, np.zeros_like(her)), axis=1)
    turned = np.stack((her, -her), axis=1)
    for name, sound in (("left.wav", left), ("turned.wav", turned)):
        assert take_in(recorded(tmp_path / name, sound)).speech > 8


@pytest.mark.slow
def test_other_containers(her: np.ndarray, tmp_path: Path) -> None:
    wav = recorded(tmp_path / "her.wav", her)
    for suffix, codec in ((".m4a", "aac"), (".mp3", "libmp3lame"), (".ogg", "libvorbis"), (".mkv", "flac")):
        file = tmp_path / f"her{suffix}"
        ffmpeg.run(["-i", str(wav), "-c:a", codec, str(file)], "making a test file")
        assert take_in(file).speech > 8, suffix


@pytest.mark.parametrize(
    "data", [b"", b"hello, this is a text\n" * 40, b"#EXTM3U\nfile:///etc/passwd\n", b"RIFF" * 300]
)
def test_what_is_no_sound(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "voice.wav"
    file.write_bytes(data)
    assert "does not read as sound" in refusal(file) or not data


def test_a_picture_without_sound_and_a_folder(tmp_path: Path) -> None:
    film = tmp_path / "mute.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "color=s=64x64:d=1", str(film)], "making a test file")
    assert "does not read as sound" in refusal(film)
    (tmp_path / "folder.wav").mkdir()
    assert "no recording that can be used" in refusal(tmp_path / "folder.wav")
