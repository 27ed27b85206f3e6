"""A whole dub with the real makers: one small episode, in every language that the library and the voices speak."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest
import soundfile

from cliffhanger.agents.dubbing.dubbed import Dubbed
from cliffhanger.agents.dubbing.dubbing import Dubbing, DubResult
from cliffhanger.agents.dubbing.fitting import FASTEST
from cliffhanger.agents.dubbing.house import HouseTranslator
from cliffhanger.agents.house.translation.phrasebook import spoken
from cliffhanger.agents.timing import TimedShot
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.languages import LANGUAGES as KNOWN
from cliffhanger.memory.takes import TakeStore, stems_of
from cliffhanger.studio.dubbing import EpisodeReport, dub
from cliffhanger.studio.duties import filmed_in
from cliffhanger.studio.order import of_premise
from cliffhanger.studio.run import run
from cliffhanger.studio.settings import Settings
from cliffhanger.studio.wiring import open_studio
from cliffhanger.tools.listening.similarity import normalised
from cliffhanger.tools.listening.transcript import unspaced
from cliffhanger.tools.listening.whisper import RATE, Whisper, installed
from cliffhanger.tools.picture.captions import SAFE_BOTTOM, SAFE_RIGHT, SAFE_TOP, Captions
from cliffhanger.tools.picture.planes import planes
from cliffhanger.tools.picture.remaking import Remaking
from cliffhanger.tools.picture.spec import Caption, MouthKey, ShotSpec
from cliffhanger.tools.take import Take
from cliffhanger.tools.voice.native import NATIVES

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
SEED = 7
WIDTH = 216
EPISODE = "s01e01"
LANGUAGES = [code for code in ("es", "ja", "hi", "zh", "fr", "pt") if code in spoken() and code in NATIVES]
OFTEN = ("es", "ja", "hi")
"""Dubbed into whenever it is asked for; the others, which are cut and spoken in the same ways, by night."""
KILLED = LANGUAGES[0]
"""The dub that is killed in the middle before it is made."""

NEAR = 0.08
"""Seconds by which a line may begin earlier or later than its original."""
STEP = 0.01
"""Seconds: how finely a sound is looked at."""
SHUT = 0.2
"""How far lips are open at most that are closed."""
BILABIALS = frozenset("pbm")
SCRIPTS = {"es": "LATIN", "fr": "LATIN", "pt": "LATIN", "hi": "DEVANAGARI", "zh": "CJK", "ja": "CJK HIRAGANA KATAKANA"}
MISHEARD = {"es": 0.3, "fr": 0.4, "pt": 0.4, "zh": 0.5, "ja": 0.5, "hi": 0.9}
"""Share of words, or characters, that a small ear may hear otherwise; it is poor at Hindi."""

Floats = npt.NDArray[np.float64]

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Home:
    """An episode that is finished."""

    settings: Settings
    series: str

    @property
    def store(self) -> TakeStore:
        """What has been made of it."""
        return TakeStore(self.settings.home / self.series / "takes")

    def when_made(self) -> dict[str, int]:
        """Return when every take was made, by its key."""
        takes = (self.store.get(key) for key in self.store.keys())  # noqa: SIM118 - a store is not a dict
        return {take.key: Path(take.path).stat().st_mtime_ns for take in takes if take}


@dataclass(frozen=True)
class Line:
    """One line, as the original and the dub have it."""

    id: str
    start: float
    was: float
    """Seconds that the original lasts."""
    text: str
    take: Take

    @property
    def end(self) -> float:
        """When the dub's is over."""
        return self.start + self.take.seconds


@dataclass(frozen=True)
class Shot:
    """One shot, as the original and the dub have it."""

    timed: TimedShot
    was: ShotSpec
    spec: ShotSpec
    original: Take
    take: Take


@dataclass(frozen=True)
class Made:
    """A dub, and all that is needed to look at it."""

    language: str
    home: Home
    report: EpisodeReport
    fresh: Sequence[str]
    """Tools of the takes that it made."""
    lines: Sequence[Line]
    """In order of time."""
    shots: Sequence[Shot]
    speakers: Mapping[str, str]
    cut: Take
    stem: Floats
    """Dialogue of the dub, mono."""
    original: Floats
    """Dialogue of the original."""
    rate: int
    kept: Mapping[str, int]
    """When the takes were made that there were before it went on after it had been killed."""
    before: Mapping[str, int]

    def span(self, sound: Floats, start: float, end: float) -> Floats:
        """Return a part of a stem."""
        return sound[max(0, round(start * self.rate)) : round(end * self.rate)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    settings = Settings(home=tmp_path_factory.mktemp("dubbing"), quality="draft", width=WIDTH)
    report = run(settings, of_premise(settings.home, PREMISE, SEED), quiet=True)
    return Home(settings, report.series)


@pytest.fixture(
    scope="module",
    params=[pytest.param(code, marks=() if code in OFTEN else pytest.mark.nightly, id=code) for code in LANGUAGES],
)
def made(home: Home, request: pytest.FixtureRequest) -> Made:
    language: str = request.param
    before = home.when_made()
    if language == KILLED:
        kill_in_the_middle(home, language)
    kept = home.when_made()
    (report,) = dub(home.settings, home.series, language, "1", listen=False).episodes
    fresh = [take.tool for key in set(home.when_made()) - set(before) if (take := home.store.get(key))]
    return looked_at(home, language, report, fresh, kept, before)


def kill_in_the_middle(home: Home, language: str) -> None:
    """Begin a dub as a user does, and kill it when some of its pictures are there."""
    command = [sys.executable, "-m", "cliffhanger", "dub", home.series, "--to", language, "--no-listen", "--json"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dubbing = subprocess.Popen(
        [*command, "--home", str(home.settings.home)], start_new_session=True, env=os.environ, **quiet
    )
    deadline = time.monotonic() + 900
    while dubbing.poll() is None and time.monotonic() < deadline:
        takes = (home.store.get(key) for key in home.store.keys())  # noqa: SIM118 - a store is not a dict
        if sum(take.tool == "redrawn" for take in takes if take) >= 2:
            break
        time.sleep(0.3)
    assert dubbing.poll() is None, "it was over before it could be killed"
    os.killpg(dubbing.pid, signal.SIGKILL)
    dubbing.wait()


def looked_at(
    home: Home,
    language: str,
    report: EpisodeReport,
    fresh: Sequence[str],
    kept: Mapping[str, int],
    before: Mapping[str, int],
) -> Made:
    """Find a dub again, with its documents and its takes."""
    folder = SeriesFolder(home.settings.home, home.series)
    with folder.lock(), open_studio(filmed_in(home.settings, home.series), folder) as studio:
        dubbing = Dubbing(studio, EPISODE, language, HouseTranslator(), lambda *_, **__: None)
        result = asyncio.run(dubbing.make())
        dubbed, episode = dubbing.dubbed, dubbing.episode
        was, rate = soundfile.read(dubbing.original_stems() / "dialogue.wav")
        return Made(
            language=language,
            home=home,
            report=report,
            fresh=fresh,
            lines=lines_of(dubbed, result),
            shots=[
                Shot(timed, episode.shots[timed.shot.id], dubbed.shot(timed), result.originals[timed.shot.id],
                     result.segments[timed.shot.id])
                for timed in dubbed.timed
            ],
            speakers={line.id: line.speaker for line in episode.script.lines() if line.via == "on"},
            cut=result.cut,
            stem=soundfile.read(stems_of(Path(result.cut.path)) / "dialogue.wav")[0].mean(axis=1),
            original=was.mean(axis=1),
            rate=rate,
            kept=kept,
            before=before,
        )  # fmt: skip


def lines_of(dubbed: Dubbed, result: DubResult) -> list[Line]:
    rows = [
        Line(id, slot.start, slot.seconds, result.spoken[id].text, result.spoken[id].take)
        for id, slot in dubbed.slots.items()
    ]
    return sorted(rows, key=lambda line: line.start)


def levels(sound: Floats, rate: int) -> Floats:
    """Return the loudness of every STEP, as a factor."""
    step = round(rate * STEP)
    whole = sound[: len(sound) // step * step].reshape(-1, step)
    return np.sqrt((whole**2).mean(axis=1))


def onset(made: Made, sound: Floats, line: Line) -> float:
    """Return when a line is first heard, from its place on: louder than what rings on from before it."""
    early = NEAR - STEP  # a breath is left before every line
    heard = levels(made.span(sound, line.start - early, line.start + 0.7), made.rate)
    enough = max(0.006 * heard.max(), 2.0 * heard[:3].max() if line.start > early else 0.0)
    return float(np.flatnonzero(heard > enough)[0]) * STEP - min(early, line.start)


def test_every_line_starts_when_its_original_does(made: Made) -> None:
    late = {line.id: round(onset(made, made.stem, line) - onset(made, made.original, line), 3) for line in made.lines}
    assert all(abs(seconds) <= NEAR + STEP for seconds in late.values()), late
    assert {line.id: round(line.start, 3) for line in made.lines} == {one.id: one.start for one in made.report.lines}


def test_no_line_runs_into_the_next(made: Made) -> None:
    for line, following in pairwise(made.lines):
        if following.start < line.start + line.was:
            continue  # it was interrupted in the original
        assert line.end <= following.start, line.id
        loud = levels(made.span(made.stem, line.start, line.end), made.rate).max()
        pause = levels(made.span(made.stem, following.start - 0.03, following.start), made.rate).max()
        assert pause < 0.1 * loud, f"{line.id} is still heard when {following.id} begins"
    assert made.lines[-1].end <= made.report.seconds


def test_nobody_is_hurried(made: Made) -> None:
    assert [line.id for line in made.report.lines if line.speed > FASTEST] == []
    assert [line.id for line in made.lines if float(str(line.take.facts["pace"])) > FASTEST + 0.005] == []


def test_every_line_is_as_loud_as_its_original(made: Made) -> None:
    louder = {
        line.id: round(
            loudness(made.span(made.stem, line.start, line.end), made.rate)
            - loudness(made.span(made.original, line.start, line.start + line.was), made.rate),
            2,
        )
        for line in made.lines
    }
    assert all(abs(units) <= 1.0 for units in louder.values()), str(louder)


def loudness(sound: Floats, rate: int) -> float:
    """Return LUFS; what is shorter than the meter's block is repeated to fill it."""
    repeats = int(np.ceil(0.5 * rate / max(1, len(sound))))
    return float(pyloudnorm.Meter(rate).integrated_loudness(np.tile(sound, repeats)))


def test_lips_close_on_the_sounds_of_the_language(made: Made) -> None:
    shut = 0
    for shot, n, line, at in seen_speaking(made):
        for sound, begin, end in line.take.facts["phones"]:  # type: ignore[attr-defined]
            middle = at + (begin + end) / 2
            if sound not in BILABIALS or not 0.05 < middle < shot.timed.seconds - 0.1:
                continue
            told = opening(shot.spec.figures[n].mouth, middle)
            assert told <= SHUT, f"{line.id} {sound} at {middle:.2f} s: {told}"
            # A face is drawn on twos, so the drawing that has them shut may stand a frame beside the sound.
            drawn = [open for t, open in drawn_mouths(shot.take, n) if begin - 0.05 <= t - at <= end + 0.05]
            assert not drawn or min(drawn) <= SHUT, f"{line.id} {sound} at {middle:.2f} s: {drawn}"
            shut += 1
    assert shut >= 10


def seen_speaking(made: Made) -> Iterator[tuple[Shot, int, Line, float]]:
    """Yield every shot, the place of somebody seen in it who speaks, their line, and when that begins in the shot."""
    lines = {line.id: line for line in made.lines}
    for shot in made.shots:
        for id, at in shot.timed.heard:
            for n, placed in enumerate(shot.timed.shot.figures):
                if placed.character == made.speakers.get(id) and placed.faces != "away":
                    yield shot, n, lines[id], at


def opening(mouth: Sequence[MouthKey], t: float) -> float:
    """Return how far a mouth is open between its keys."""
    return float(np.interp(t, [key.at for key in mouth], [key.open for key in mouth]))


def drawn_mouths(take: Take, n: int) -> list[tuple[float, float]]:
    """Return the openings of somebody's mouth as they were drawn, frame by frame."""
    mouths: list[list[list[float]]] = take.facts["mouths"]  # type: ignore[assignment]
    return [(t, open) for t, open in mouths[n]] if n < len(mouths) else []


def test_captions_say_what_is_said_in_the_script_of_the_language(made: Made) -> None:
    shown = "".join(bare(shown_text(caption)) for shot in made.shots for caption in shot.spec.captions)
    said = [bare(line.text) for line in made.lines]
    assert sorted(shown) == sorted("".join(said))
    assert all(text in shown for text in said if len(text) < 12)
    letters = [letter for letter in shown if letter.isalpha()]
    own = [letter for letter in letters if unicodedata.name(letter, "").split(" ")[0] in SCRIPTS[made.language]]
    assert len(own) > 0.97 * len(letters), set(letters) - set(own)
    english = "".join(bare(shown_text(caption)) for shot in made.shots for caption in shot.was.captions)
    assert shown != english


def shown_text(caption: Caption) -> str:
    return "".join(word.text for word in caption.words)


def bare(text: str) -> str:
    return "".join(text.replace("*", "").split())


def test_captions_stay_in_the_safe_area(made: Made) -> None:
    stands = 0
    for spec in (shot.spec for shot in made.shots):
        laid = Captions(spec.captions, spec.width, spec.height)
        for page in laid.pages:
            strip = laid.strip((page.start + page.end) / 2)
            assert strip is not None and len(page.lines) <= 2, page.text
            rows, columns = np.nonzero(strip.veil.min(axis=2) < 128)  # letters, not the softness of their shadow
            assert strip.box.top + rows.min() >= SAFE_TOP * spec.height, page.text
            assert strip.box.top + rows.max() < SAFE_BOTTOM * spec.height, page.text
            assert strip.box.left >= 0 and strip.box.left + columns.max() < SAFE_RIGHT * spec.width, page.text
            stands += 1
    assert stands >= len(made.lines)


def test_outside_of_what_is_drawn_the_picture_is_the_originals(made: Made) -> None:
    drawn_over = [shot for shot in made.shots if shot.take.tool == "redrawn"]
    looked = [shot for shot in drawn_over if float(str(shot.take.facts["pixels"])) < 0.4][:3]
    assert looked
    for shot in looked:
        remaking, (width, height) = Remaking(shot.spec, shot.was), (shot.was.width, shot.was.height)
        frames = zip(
            planes(Path(shot.original.path), width, height), planes(Path(shot.take.path), width, height), strict=True
        )
        errors = []
        for index, (was, now) in enumerate(frames):
            unlike = (was[:height].astype(np.float32) - now[:height]) ** 2
            free = np.ones(unlike.shape, bool)
            for part in remaking.windows(index):
                free[part.grown(8).common(remaking.filming.whole).slices] = False  # a block of the encoder
            if free.any():
                errors.append(float(unlike[free].mean()))
        assert 10 * np.log10(255**2 / max(1e-6, float(np.mean(errors)))) > 36, shot.timed.shot.id


def test_most_of_the_original_is_shared(made: Made) -> None:
    assert made.report.shared >= 0.6
    assert set(made.fresh) == {"kokoro", "redrawn", "assembler"}, "music, effects and silent shots are the original's"
    same = [shot for shot in made.shots if shot.take.key == shot.original.key]
    assert len(same) == round(made.report.unchanged * len(made.shots)) > 0


def test_the_master_is_as_long_as_the_original_frame_by_frame(made: Made) -> None:
    master = Path(made.report.master)
    assert master.name == f"{EPISODE}.{made.language}.mp4"
    assert count(master) == count(master.with_name(f"{EPISODE}.mp4")) == sum(shot.was.frames for shot in made.shots)
    with av.open(str(master)) as film:
        assert film.streams.audio[0].metadata["language"] == KNOWN[made.language].three
    srt = Path(made.report.captions).read_text("utf-8")
    written = bare("".join(row for row in srt.splitlines() if "-->" not in row and not row.isdigit()))
    assert sorted(written) == sorted(bare("".join(line.text for line in made.lines)))


def count(film: Path) -> int:
    with av.open(str(film)) as opened:
        return sum(1 for _ in opened.decode(video=0))


def test_the_stream_is_whole(made: Made) -> None:
    playlist = Path(made.report.stream)
    rows = playlist.read_text("utf-8").splitlines()
    parts = [playlist.with_name(row) for row in rows if row.endswith(".ts")]
    lengths = [float(row[8:-1]) for row in rows if row.startswith("#EXTINF:")]
    assert rows[0] == "#EXTM3U" and rows[-1] == "#EXT-X-ENDLIST" and len(parts) == len(lengths) >= 3
    assert sum(lengths) == pytest.approx(made.report.seconds, abs=0.1)
    assert sum(count(part) for part in parts) == sum(shot.was.frames for shot in made.shots)
    for part, seconds in zip(parts, lengths, strict=True):
        with av.open(str(part)) as opened:
            heard = sum(frame.samples / frame.rate for frame in opened.decode(audio=0))
        assert heard == pytest.approx(seconds, abs=0.1)
    assert 0 < made.report.first < made.report.took


def test_what_was_made_before_it_was_killed_is_not_made_again(made: Made) -> None:
    if made.language != KILLED:
        assert made.kept == made.before
        return
    now = made.home.when_made()
    assert len(made.kept) >= len(made.before) + 2
    assert all(now[key] == when for key, when in made.kept.items())


def test_a_second_dub_makes_nothing(made: Made) -> None:
    before, master = made.home.when_made(), Path(made.report.master).read_bytes()
    (again,) = dub(made.home.settings, made.home.series, made.language, "1", listen=False).episodes
    assert made.home.when_made() == before
    assert Path(again.master).read_bytes() == master
    assert again.lines == made.report.lines and again.shared == made.report.shared


@pytest.mark.skipif(not installed(), reason="nobody can listen: pip install cliffhanger[listen]")
def test_an_ear_understands_it(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = normalised(" ".join(line.text.replace("*", "") for line in made.lines), made.language)
    heard = normalised(" ".join(listened(made)), made.language)
    if any(map(unspaced, wanted)):
        wanted, heard = (" ".join(text.replace(" ", "")) for text in (wanted, heard))
    rate = errors(wanted.split(), heard.split()) / len(wanted.split())
    with capsys.disabled():
        print(f"\n{made.language}: {rate:.1%} of {len(wanted.split())} words or characters heard otherwise")
    if made.language != "hi":  # Whisper base writes Hindi in Urdu letters or spells it by ear: told, and not judged
        assert rate <= MISHEARD[made.language], heard


def listened(made: Made) -> Iterator[str]:
    """Yield what is heard of the dialogue, of as many lines at once as the ear hears at once."""
    from scipy.signal import resample_poly

    ear, silence = Whisper(), np.zeros(round(0.4 * RATE), np.float32)
    sounds = [
        resample_poly(made.span(made.stem, line.start - 0.05, line.end + 0.05), RATE, made.rate).astype(np.float32)
        for line in made.lines
    ]
    while sounds:
        breath = [sounds.pop(0), silence]
        while sounds and sum(map(len, breath)) + len(sounds[0]) < 27 * RATE:
            breath += [sounds.pop(0), silence]
        yield " ".join(one.text for one in ear.transcribe_sound(np.concatenate(breath), made.language).sentences)


def errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words have to be put in, left out or changed."""
    row = list(range(len(heard) + 1))
    for n, word in enumerate(wanted, 1):
        before, row[0] = row[0], n
        for m, other in enumerate(heard, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (word != other))
    return row[-1]
