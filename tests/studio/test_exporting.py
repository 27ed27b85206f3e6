"""Export through the studio: what is chosen, what is written, what is missing; and a really made episode, whole."""

import asyncio
import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import opentimelineio as otio
import pytest
import soundfile

from cliffhanger.agents.episode import Episode
from cliffhanger.errors import SeriesError, ToolError, UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible, Character, Location, Premise
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, Line, Scene, Script
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard
from cliffhanger.studio.exporting import chosen_formats, export, zipped
from cliffhanger.studio.settings import Settings, load
from cliffhanger.studio.wiring import open_studio
from cliffhanger.tools.edit.probe import loudness, probe
from cliffhanger.tools.export.formats import FORMATS
from cliffhanger.tools.take import take_key

SERIES = "dated-tomorrow"
TITLE = "../../etc <b>Dated</b> Tomorrow"


def written(id: str) -> Script:
    line = Line(id=f"{id}.1.l01", speaker="mia", text="That's tomorrow.")
    beat = Beat(id=f"{id}.1.b01", who="mia", action="Mia looks up.", line=line)
    scene = Scene(id=f"{id}.1", location="ward", hour="night", present=("mia",), beats=(beat,))
    return Script(episode=id, title=TITLE, hook="A phone.", cliffhanger="It rings.", cliff="threat", scenes=(scene,))


def boarded(id: str) -> Storyboard:
    shot = Shot(
        id=f"{id}.s01", scene=f"{id}.1", framing="close_up", seconds=2.0, figures=(Placed(character="mia"),),
        beats=(f"{id}.1.b01",), lines=(f"{id}.1.l01",),
    )  # fmt: skip
    return Storyboard(episode=id, shots=(shot,))


def declared(season: int) -> Bible:
    mia = Character(
        id="mia", name="Mia", full_name="Mia Ferro", role="lead", job="nurse", look=Look(sex="woman"), look_words="",
        wardrobe=(Outfit(garment="scrubs"),), voice=Voice(style="woman_warm_1"), speech="", temper="warm", secret="",
        wants="", fears="",
    )  # fmt: skip
    return Bible(
        title=TITLE, premise=Premise(text="A nurse"), logline="A nurse hears tomorrow.", genre="thriller", engine="x",
        tone="tense", style="painterly", question="Who?", characters=(mia,), props=(), season=season,
        locations=(Location(id="ward", name="the ward", set="hospital", words=""),),
    )  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A series of two seasons: s01e01 and s01e02 boarded, s01e03 and s02e01 only written."""
    folder = SeriesFolder(tmp_path / "home", SERIES)
    with Archive(folder.database) as archive:
        for season in (1, 2):
            archive.put("bible", f"s0{season}", declared(season), "test")
        for id in ("s01e01", "s01e02", "s01e03", "s02e01"):
            archive.put("script", id, written(id), "test")
        for id in ("s01e01", "s01e02"):
            archive.put("storyboard", id, boarded(id), "test")
    yield load(home=tmp_path / "home", width=108, quality="draft")


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_an_unfinished_episode_gives_what_there_is_and_says_what_is_missing(settings):
    done = export(settings, SERIES, "s01e01", (), None)
    (episode,) = done.episodes
    assert [file.format for file in episode.files] == ["fountain", "pdf", "csv"]
    home = settings.home.resolve() / SERIES / "exports"
    assert names(home) == ["s01e01", *(f"s01e01/s01e01{end}" for end in ("-shots.csv", "-storyboard.pdf", ".fountain"))]
    assert episode.missing == (
        "s01e01 is not there as srt, vtt, ass (the voices have not been recorded); "
        "stems, otio, capcut (the episode is not finished)."
    )
    assert episode.missing in done.as_text() and json.loads(json.dumps(done.as_json()))["episodes"][0]["id"] == "s01e01"
    assert all(Path(file.path).stat().st_size == file.size for file in episode.files)
    assert Path(episode.files[1].path).read_bytes().startswith(b"%PDF")
    assert "That's tomorrow." in Path(episode.files[0].path).read_text("utf-8")


def test_no_title_names_a_file(settings, tmp_path):
    export(settings, SERIES, "", ("fountain", "csv"), tmp_path / "out")
    assert all("etc" not in name and "<" not in name for name in names(tmp_path / "out"))
    assert len(names(tmp_path / "out")) == 4 + 4 + 2


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("", ["s01e01", "s01e02", "s01e03", "s02e01"]),
        ("s01", ["s01e01", "s01e02", "s01e03"]),
        ("S01E02", ["s01e02"]),
        ("1", ["s02e01"]),
        ("1-9", ["s02e01"]),
        ("s02, s01e03", ["s01e03", "s02e01"]),
    ],
)
def test_which_episodes_are_meant(settings, tmp_path, asked, ids):
    done = export(settings, SERIES, asked, ("fountain",), tmp_path / "out")
    assert [episode.id for episode in done.episodes] == ids


@pytest.mark.parametrize("asked", ["s01e09", "s09", "7", "3-1", "../s01e01", "s01e01.2", "first"])
def test_an_episode_that_is_not_there_is_said(settings, tmp_path, asked):
    with pytest.raises(UserError, match=r"neither|no episode"):
        export(settings, SERIES, asked, ("fountain",), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_formats_come_in_our_order_and_a_wrong_one_is_named():
    assert chosen_formats(["csv, FOUNTAIN", "csv"]) == ("fountain", "csv")
    assert chosen_formats([]) == tuple(FORMATS)
    with pytest.raises(UserError, match=r"'fountian' is not a format.*do you mean fountain"):
        chosen_formats(["srt,fountian"])


def test_again_takes_the_place_of_what_was_there(settings, tmp_path):
    export(settings, SERIES, "s01e01", ("csv",), tmp_path)
    sheet = tmp_path / "s01e01" / "s01e01-shots.csv"
    first = sheet.read_bytes()
    sheet.write_text("mine")
    (tmp_path / "s01e01" / "my notes.txt").write_text("mine")
    export(settings, SERIES, "s01e01", ("csv",), tmp_path)
    assert sheet.read_bytes() == first
    assert (tmp_path / "s01e01" / "my notes.txt").read_text() == "mine", "what is not ours stays"


def spoil(settings: Settings, id: str) -> None:
    """Film an episode in which nobody speaks, and damage what was filmed."""
    folder = SeriesFolder(settings.home, SERIES)
    silent = boarded(id).shots[0].model_copy(update={"lines": ()})
    with open_studio(settings, folder) as studio:
        studio.archive.put("storyboard", id, Storyboard(episode=id, shots=(silent,)), "test")
        maker, store = studio.makers.picture, studio.floor.store
        for spec in Episode(studio, id).shots.values():
            key = take_key(maker.tool, maker.version, spec)
            path = store.reserve(key, maker.suffix)
            path.write_bytes(b"no film")
            store.put(key, maker.tool, maker.version, path, 2.0)


def test_nothing_is_written_half(settings, tmp_path):
    export(settings, SERIES, "s01e01", ("fountain",), tmp_path)
    before = (tmp_path / "s01e01" / "s01e01.fountain").stat().st_mtime_ns
    spoil(settings, "s01e01")
    with pytest.raises(ToolError, match=r"taking a still of .* failed"):
        export(settings, SERIES, "s01e01", ("fountain", "pdf"), tmp_path)
    assert names(tmp_path / "s01e01") == ["s01e01.fountain"]
    assert (tmp_path / "s01e01" / "s01e01.fountain").stat().st_mtime_ns == before


def test_a_folder_that_cannot_be_written_is_said(settings, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SeriesError, match="Choose another folder with --to"):
        export(settings, SERIES, "s01e01", ("fountain",), tmp_path / "file")


def test_an_episode_as_a_zip(settings):
    data = b"".join(zipped(settings, SERIES, "s01e01", ("fountain", "csv", "stems")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["s01e01/MISSING.txt", "s01e01/s01e01-shots.csv", "s01e01/s01e01.fountain"]
        assert b"stems (the episode is not finished)" in archive.read("s01e01/MISSING.txt")
    assert data == b"".join(zipped(settings, SERIES, "s01e01", ("fountain", "csv", "stems")))


@pytest.mark.parametrize(
    ("episode", "formats"), [("s01e09", ()), ("s01e01", ("exe",)), ("s01e01", ("stems",)), ("s01e03", ("pdf",))]
)
def test_a_zip_that_cannot_be_is_refused_before_its_first_byte(settings, episode, formats):
    with pytest.raises(UserError):
        zipped(settings, SERIES, episode, formats)


def played(id: str) -> tuple[Script, Storyboard]:
    """A small episode: an object, two lines of which one is heard over the cut, and a card."""
    said = ("That's tomorrow. And it has my name on it.", "Somebody knows that I am here.")
    lines = [Line(id=f"{id}.1.l{n:02d}", speaker="mia", text=text) for n, text in enumerate(said, 1)]
    beats = [Beat(id=f"{id}.1.b{n:02d}", who="mia", line=line) for n, line in enumerate(lines, 1)]
    scene = Scene(id=f"{id}.1", location="ward", hour="night", present=("mia",), beats=tuple(beats))
    who = (Placed(character="mia", emotion="fear"),)
    near = {"scene": scene.id, "framing": "close_up", "figures": who, "seconds": 2.0}
    shots = (
        Shot(id=f"{id}.s01", scene=scene.id, framing="establishing", seconds=1.0, effects=("door",)),
        Shot(id=f"{id}.s02", lines=(lines[0].id,), **near),
        Shot(id=f"{id}.s03", over=lines[0].id, move="push_in", **near),
        Shot(id=f"{id}.s04", lines=(lines[1].id,), **near),
        Shot(id=f"{id}.s05", scene="", framing="end", text="To be continued", seconds=1.0),
    )
    return written(id).model_copy(update={"scenes": (scene,)}), Storyboard(episode=id, shots=shots)


async def film(settings: Settings, id: str) -> Path:
    """Make an episode of its documents with the real makers, and return its cut."""
    with open_studio(settings, SeriesFolder(settings.home, SERIES)) as studio:
        episode = Episode(studio, id)
        for spec in episode.natural_speech().values():
            await studio.floor.make(studio.makers.voice, spec)
        for speech in episode.fitted_speech().values():
            await studio.floor.make(studio.makers.voice, speech)
        for shot in episode.shots.values():
            await studio.floor.make(studio.makers.picture, shot)
        return Path((await episode.assemble()).path)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A really made episode, small, and where all of it was exported."""
    home = tmp_path_factory.mktemp("home")
    script, board = played("s01e01")
    with Archive(SeriesFolder(home, SERIES).database) as archive:
        archive.put("bible", "s01", declared(1), "test")
        archive.put("script", "s01e01", script, "test")
        archive.put("storyboard", "s01e01", board, "test")
    master = asyncio.run(film(load(home=home, quality="draft", width=108, workers=1), "s01e01"))
    # In the settings of a later day: it is found in the quality in which it was made.
    done = export(load(home=home, quality="final", width=108), SERIES, "s01e01", (), tmp_path_factory.mktemp("out"))
    assert not done.episodes[0].missing
    assert [file.format for file in done.episodes[0].files] == list(FORMATS)
    return master, Path(done.folder) / "s01e01"


@pytest.mark.slow
def test_the_timeline_is_as_long_as_the_master_to_the_frame(finished):
    master, folder = finished
    video = probe(master).video
    assert video is not None
    timeline = otio.adapters.read_from_file(str(folder / "timeline" / "s01e01.otio"))
    clips = list(timeline.video_tracks()[0].find_clips())
    assert sum(clip.source_range.duration.value for clip in clips) == video.frames
    held = [probe(folder / "timeline" / clip.media_reference.target_url).video for clip in clips]
    assert [one.frames for one in held if one] == [clip.source_range.duration.value for clip in clips]
    for track in timeline.tracks:
        assert track.duration().value == video.frames
    with (folder / "s01e01-shots.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    assert [clip.name for clip in clips] == [record["shot"] for record in records]
    assert sum(float(record["seconds"]) for record in records) == pytest.approx(video.frames / 24, abs=0.05)


@pytest.mark.slow
def test_the_stems_are_as_long_as_the_master_and_sum_to_its_sound(finished, tmp_path):
    master, folder = finished
    video = probe(master).video
    assert video is not None
    total = None
    for name in ("dialogue", "music", "effects"):
        sound, rate = soundfile.read(folder / "stems" / f"s01e01-{name}.wav")
        assert rate == 48_000 and sound.shape == (video.frames * 2000, 2)
        total = sound if total is None else total + sound
    soundfile.write(tmp_path / "sum.wav", total / 2, 48_000, subtype="FLOAT")
    assert abs(loudness(tmp_path / "sum.wav").integrated + 6.0 - loudness(master).integrated) < 4.0


@pytest.mark.slow
def test_subtitles_of_all_three_kinds_begin_on_the_same_frames(finished):
    _, folder = finished
    texts = {end: (folder / f"s01e01.{end}").read_text("utf-8") for end in ("srt", "vtt", "ass")}
    srt = [row.split(" --> ")[0].replace(",", ".") for row in texts["srt"].splitlines() if " --> " in row]
    vtt = [row.split(" --> ")[0] for row in texts["vtt"].splitlines() if " --> " in row]
    ass = [row.split(",")[1] for row in texts["ass"].splitlines() if row.startswith("Dialogue")]
    assert len(srt) >= 3 and srt == vtt
    frames = [frame(clock) for clock in srt]
    assert set(frames) <= {frame(clock) for clock in ass}
    assert frames == sorted(frames)


def frame(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    exact = (int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 24
    assert -0.25 < exact - round(exact + 0.12) <= 1e-6, "just before its frame, never after"
    return round(exact + 0.12)
