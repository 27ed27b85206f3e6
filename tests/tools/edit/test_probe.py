import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.errors import MissingPart, ToolError
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.atoms import read_boxes
from cliffhanger.tools.edit.probe import black, loudness, probe, silences


def test_a_segment_is_described_exactly(segment):
    found = probe(Path(segment("a", fps=30, seconds=1.5).path))
    assert found.video is not None
    assert (found.video.codec, found.video.profile, found.video.pixels) == ("h264", "High", "yuv420p")
    assert (found.video.width, found.video.height, found.video.fps, found.video.frames) == (108, 192, 30, 45)
    assert found.video.seconds == pytest.approx(1.5)
    assert found.audio is None
    assert not found.faststart


def test_faststart_is_read_from_the_order_of_the_boxes(segment, tmp_path):
    plain, fast = Path(segment("a").path), tmp_path / "fast.mp4"
    ffmpeg.run([*ffmpeg.source(plain), "-c", "copy", "-movflags", "+faststart", f"file:{fast}"], "copying")
    assert probe(fast).faststart
    assert read_boxes(plain).order.index("mdat") < read_boxes(plain).order.index("moov")


def test_a_wav_is_described(sound):
    found = probe(Path(sound("line", 1.25).path))
    assert found.video is None
    assert found.audio is not None
    assert (found.audio.rate, found.audio.channels) == (24_000, 1)
    assert found.seconds == pytest.approx(1.25, abs=0.01)


def test_metadata_keeps_lines_and_signs(segment, tmp_path):
    out = tmp_path / "named.mp4"
    arguments = [*ffmpeg.source(Path(segment("a").path)), "-c", "copy", "-metadata", "title=One: “two”\nthree"]
    ffmpeg.run([*arguments, f"file:{out}"], "naming")
    assert probe(out).metadata["title"] == "One: “two”\nthree"


@pytest.mark.parametrize("content", [b"", b"not a film at all" * 40, None])
def test_a_damaged_file_is_named_and_explained(segment, tmp_path, content):
    whole = Path(segment("a").path).read_bytes()
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(ToolError, match=r"broken\.mp4.*(damaged|never finished).*again"):
        probe(broken)


def test_a_missing_file_is_named(tmp_path):
    for look in (probe, loudness, silences, black):
        with pytest.raises(ToolError, match=r"gone\.mp4 is not there"):
            look(tmp_path / "gone.mp4")


def test_a_playlist_under_a_film_s_name_is_not_followed(tmp_path):
    trap = tmp_path / "trap.wav"
    trap.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", encoding="utf-8")
    with pytest.raises(ToolError, match=r"trap\.wav") as caught:
        loudness(trap)
    assert "ffmpeg said" in caught.value.__notes__[0]
    with pytest.raises(ToolError, match="not used here"):
        probe(trap.rename(tmp_path / "trap.m3u8"))


def test_loudness_of_a_known_tone(tmp_path):
    time = np.arange(48_000 * 4) / 48_000
    tone = 0.1 * np.sin(2 * np.pi * 997 * time)
    soundfile.write(tmp_path / "tone.wav", np.stack([tone, tone], axis=1), 48_000, subtype="PCM_24")
    found = loudness(tmp_path / "tone.wav")
    # A stereo 997 Hz sine of peak -20 dBFS measures -20 LUFS.
    assert found.integrated == pytest.approx(-20, abs=0.1)
    assert found.true_peak == pytest.approx(-20, abs=0.1)


def test_silences_are_found_also_at_the_end(tmp_path):
    noise = np.random.default_rng(1).standard_normal(48_000 * 6) * 0.1
    noise[48_000 : 48_000 * 3] = 0
    noise[-48_000 * 2 :] = 0
    soundfile.write(tmp_path / "gaps.wav", noise, 48_000)
    found = silences(tmp_path / "gaps.wav")
    assert [(round(gap.start, 2), round(gap.end, 2)) for gap in found] == [(1.0, 3.0), (4.0, 6.0)]
    assert silences(tmp_path / "gaps.wav", longest=2.5) == ()


def test_black_stretches_are_found(segment, tmp_path):
    out = tmp_path / "black.mp4"
    graph = "testsrc=s=108x192:r=24:d=1[a];color=black:s=108x192:r=24:d=1[b];[a][b]concat=n=2"
    command = [ffmpeg.binary(), "-v", "error", "-f", "lavfi", "-i", graph, "-c:v", "libx264", "-threads", "1", str(out)]
    subprocess.run(command, check=True)
    (stretch,) = black(out)
    assert stretch.start == pytest.approx(1.0, abs=0.05)
    assert stretch.seconds == pytest.approx(1.0, abs=0.05)
    assert black(Path(segment("a").path)) == ()


def test_a_lacking_filter_is_a_missing_part():
    ffmpeg.need("loudnorm", "blackdetect", "silencedetect")
    with pytest.raises(MissingPart, match=r"lacks the filter dreamnorm.*pip install"):
        ffmpeg.need("loudnorm", "dreamnorm")
