"""Raw clips become segments: whatever comes in, what goes out fits beside every other segment."""

import hashlib
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.clip.conform import Conform
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.master import check_equal
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.spec import Caption, CaptionWord, FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.take import Made, Take

MakeClip = Callable[..., Take]
MIA = FigureSpec(look=Look(sex="woman"), outfit=Outfit(garment="scrubs"))


def conformed(tmp_path: Path, spec: ShotSpec, *clips: Take) -> tuple[Path, Made]:
    out = tmp_path / "out.mp4"
    return out, Conform().make(spec, out, clips)


def shot(width: int = 108, height: int = 192, seconds: float = 1.0, **more: object) -> ShotSpec:
    told = {"framing": "close_up", "stage": StageSpec(set="hospital"), "draft": True}
    return ShotSpec(width=width, height=height, seconds=seconds, **(told | more))  # type: ignore[arg-type]


def caption(text: str, start: float, end: float) -> Caption:
    return Caption(words=(CaptionWord(text=text, start=start, end=end),), start=start, end=end)


def run(*arguments: str) -> bytes:
    return subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *arguments], check=True, stdout=subprocess.PIPE).stdout


def frames(path: Path, width: int, height: int) -> np.ndarray:
    """Return all frames: n x height x width x 3, RGB, by the colours that the file names."""
    data = run("-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    return np.frombuffer(data, np.uint8).reshape(-1, height, width, 3)


def test_a_clip_of_any_kind_joins_what_the_drawn_maker_films(tmp_path: Path, raw: MakeClip) -> None:
    spec = shot(seconds=0.5)
    Drawn().make(spec, tmp_path / "drawn.mp4")
    clips = [
        raw("testsrc2=s=320x240:r=30:d=1", name="landscape"),
        raw("testsrc2=s=64x64:r=15:d=1", name="square", codec="mpeg4"),
        raw("testsrc2=s=108x192:r=60:d=1", "-vf", "select='not(eq(mod(n,3),1))'", "-fps_mode", "vfr", name="vfr"),
        raw("testsrc2=s=90x160:r=24:d=1", "-pix_fmt", "yuv444p", name="fine", sound="sine=d=1"),
    ]
    segments = [tmp_path / "drawn.mp4"]
    for clip in clips:
        segments.append(tmp_path / f"{clip.key}.out.mp4")
        made = Conform().make(spec, segments[-1], [clip])
        assert (made.seconds, made.facts["frames"], made.facts["speed"]) == (0.5, 12, 1.0)
    assert check_equal(segments) == [0.5] * 5
    assert all(probe(path).audio is None for path in segments)


def test_a_turned_clip_is_upright_and_none_is_stretched(tmp_path: Path, raw: MakeClip) -> None:
    # A white square on the left of a lying picture, turned clockwise by its flag: the square is on top, and square.
    lying = raw("color=black:s=320x180:r=24:d=1,drawbox=40:60:60:60:white:fill", name="lying")
    turned = tmp_path / "turned.mp4"
    run("-display_rotation", "-90", "-i", lying.path, "-c", "copy", str(turned))
    out, _ = conformed(tmp_path, shot(90, 160, 0.5), lying.model_copy(update={"path": str(turned)}))
    rows, columns = np.nonzero(frames(out, 90, 160)[0, ..., 1] > 128)
    assert rows.mean() < 50 and 20 <= np.ptp(columns) <= 32
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 2
    # Pixels that are not square are shown as wide as they are.
    wide = raw("color=black:s=160x320:r=24:d=1,drawbox=60:140:20:40:white:fill", "-vf", "setsar=2", name="wide")
    out, _ = conformed(tmp_path, shot(90, 90, 0.5), wide)
    rows, columns = np.nonzero(frames(out, 90, 90)[0, ..., 1] > 128)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 2


@pytest.mark.parametrize(("tag", "matrix"), [("bt709", "bt709"), ("smpte170m", "bt601"), ("bt2020nc", "bt2020")])
def test_colours_are_those_that_the_clip_means(tmp_path: Path, raw: MakeClip, tag: str, matrix: str) -> None:
    scaled = f"scale=in_range=full:out_range=tv:out_color_matrix={matrix}"
    clip = raw("color=0xC83C1E:s=108x192:r=24:d=0.5,format=rgb24", "-vf", scaled, "-colorspace", tag)
    out, _ = conformed(tmp_path, shot(seconds=0.5), clip)
    assert np.abs(frames(out, 108, 192)[0].mean(axis=(0, 1)) - [200, 60, 30]).max() < 6


def test_hdr_is_brought_to_our_brightness(tmp_path: Path, raw: MakeClip) -> None:
    # Half of the PQ scale is about 92 nits: a little darker than white paper.
    tags = ("-vf", "setparams=color_trc=smpte2084:range=tv")
    clip = raw("color=gray:s=108x192:r=24:d=0.5", *tags, codec="libx265", name="hdr")
    out, made = conformed(tmp_path, shot(seconds=0.5), clip)
    assert 150 < made.facts["luma"][0] < 215  # type: ignore[index]
    assert np.ptp(frames(out, 108, 192)[0].mean(axis=(0, 1))) < 6


def test_captions_and_label_lie_over_it_as_over_a_drawn_shot(tmp_path: Path, raw: MakeClip) -> None:
    clip = raw("color=0x306040:s=216x384:r=24:d=1")
    plain, _ = conformed(tmp_path, shot(216, 384, 1.0), clip)
    bare = frames(plain, 216, 384)[0]
    out, _ = conformed(tmp_path, shot(216, 384, 1.0, captions=(caption("Tomorrow", 0.5, 1.0),), badge="AI"), clip)
    shown = np.abs(frames(out, 216, 384).astype(int) - bare).max(axis=3) > 40
    differs, spoken = shown[0], shown[18]
    assert differs[: 384 // 2].any() and not differs[384 // 2 :].any(), "before it is spoken only the label is there"
    assert np.nonzero(spoken.any(axis=1))[0].max() > 384 * 0.68


def test_length_is_cut_slowed_held_or_refused(tmp_path: Path, raw: MakeClip) -> None:
    clip = raw("testsrc2=s=54x96:r=24:d=2")

    def facts(seconds: float) -> tuple[object, object, object]:
        told = conformed(tmp_path, shot(54, 96, seconds), clip)[1].facts
        return told["frames"], told["speed"], told["held"]

    assert facts(1.0) == (24, 1.0, 0)
    assert facts(2.05) == (49, 1.0, 1), "a frame is rather held than the whole slowed"
    assert facts(2.125) == (51, pytest.approx(2 / 2.125, abs=1e-5), 0)
    assert facts(2.3) == (55, 0.92, 3)
    assert probe(tmp_path / "out.mp4").video.frames == 55  # type: ignore[union-attr]
    with pytest.raises(ToolError, match=r"lasts 2\.00 s, its shot 3\.00 s.*shorten the shot"):
        facts(3.0)


def test_the_clips_of_a_chain_meet_without_a_double_frame(tmp_path: Path, raw: MakeClip) -> None:
    # Brightness counts the frames; the second clip begins with the last of the first.
    counting = "nullsrc=s=54x96:r=24:d=0.5,geq=lum='40+8*{}':cb=128:cr=128,format=yuv420p"
    first, second = raw(counting.format("N"), name="a"), raw(counting.format("(N+11)"), name="b")
    out, made = conformed(tmp_path, shot(54, 96, 22 / 24), first, second)
    assert made.facts["frames"] == 22
    levels = frames(out, 54, 96).mean(axis=(1, 2, 3))
    assert all(5 < later - earlier < 14 for earlier, later in pairwise(levels))


def test_a_lying_clip_is_cut_around_its_face(tmp_path: Path) -> None:
    drawn = ShotSpec(
        width=270, height=480, seconds=1.0, framing="close_up", stage=StageSpec(set="hospital"), figures=(MIA,)
    )
    portrait = cv2.cvtColor(still(drawn, 0.1), cv2.COLOR_RGB2BGR)
    wide = np.full((480, 854, 3), 90, np.uint8)
    wide[:, 560:830] = portrait
    picture, clip = tmp_path / "wide.png", tmp_path / "wide.mp4"
    cv2.imwrite(str(picture), wide)
    run("-loop", "1", "-i", str(picture), "-t", "0.6", "-r", "24", "-pix_fmt", "yuv420p", "-c:v", "libx264", str(clip))
    _, made = conformed(
        tmp_path, drawn.model_copy(update={"seconds": 0.5}), Take(key="w", tool="raw", version="1", path=str(clip))
    )
    boxes = made.facts["faces"][0]  # type: ignore[index]
    assert len(boxes) == 2 and made.facts["mouths"] == [[]]
    for _, left, top, right, bottom in boxes:
        assert 0.4 < (left + right) / 2 < 0.6 and 0.1 < (top + bottom) / 2 < 0.6


def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path, raw: MakeClip) -> None:
    spec = shot(seconds=0.5)

    def refused(clip: Path | Take) -> str:
        take = clip if isinstance(clip, Take) else Take(key="x", tool="raw", version="1", path=str(clip))
        with pytest.raises(ToolError) as raised:
            conformed(tmp_path, spec, take)
        assert not (tmp_path / "out.mp4").exists(), "nothing is left"
        return str(raised.value)

    whole = Path(raw("testsrc2=s=108x192:r=24:d=1", name="whole").path).read_bytes()
    fast = Path(raw("testsrc2=s=108x192:r=24:d=1", "-movflags", "+faststart", name="fast").path).read_bytes()

    def written(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    assert "never finished" in refused(written("cut.mp4", whole[: len(whole) * 2 // 3]))
    assert "never finished" in refused(written("cut_fast.mp4", fast[: len(fast) * 2 // 3]))
    assert "is empty" in refused(written("empty.mp4", b""))
    assert "not an mp4" in refused(written("list.mp4", b"ffconcat version 1.0\nfile 'file:/etc/hostname'\n"))
    assert "not an mp4" in refused(written("page.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n"))
    assert "files of kind" in refused(written("clip.webm", whole))
    assert "far too small for 108x192" in refused(raw("testsrc2=s=12x16:r=24:d=1", name="tiny"))
    assert "black from beginning to end" in refused(raw("color=black:s=108x192:r=24:d=1", name="night"))
    (tmp_path / "tone.mp4").unlink(missing_ok=True)
    run("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", str(tmp_path / "tone.mp4"))
    assert "holds no picture" in refused(tmp_path / "tone.mp4")
    # Its index is whole, and what it points to is noise: the frames that are promised do not come.
    start = whole.index(b"mdat") + 4
    torn = written("torn.mp4", whole[: start + 900] + bytes(len(whole[start + 900 :]) - 2400) + whole[-2400:])
    assert "have the clip made again" in refused(torn) or "damaged" in refused(torn)
    with pytest.raises(MakerRefused, match="without clips"):
        conformed(tmp_path, spec)


def test_the_same_clip_gives_the_same_file(tmp_path: Path, raw: MakeClip) -> None:
    clip = raw("testsrc2=s=120x200:r=25:d=1")
    digests = {
        hashlib.sha256(conformed(tmp_path, shot(seconds=0.5, badge="AI"), clip)[0].read_bytes()).hexdigest()
        for _ in range(2)
    }
    assert len(digests) == 1
