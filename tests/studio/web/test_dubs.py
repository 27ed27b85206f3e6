"""Dubs on the page: shown as they stand, watched while they grow, ordered, reworded; never a path."""

import json
import os
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cliffhanger.errors import ProductionError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.dub import Dub, DubbedLine
from cliffhanger.memory.script import Script
from cliffhanger.studio.duties import carry_out
from cliffhanger.studio.jobs import Jobs
from cliffhanger.studio.settings import Settings
from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.probe import probe

from .conftest import SERIES

AT = f"/api/series/{SERIES}/dubs"
MEDIA = f"/media/{SERIES}/dub/s01e01"
SRT = "1\n00:00:00,500 --> 00:00:01,000\n¿Hola?\n"


@pytest.fixture
def masters(home: Path) -> Path:
    """Both episodes have a master, by name."""
    folder = home / SERIES / "masters"
    folder.mkdir()
    for id in ("s01e01", "s01e02"):
        (folder / f"{id}.mp4").write_bytes(b"a film")
    return folder


@pytest.fixture
def spanish(home: Path, masters: Path) -> list[str]:
    """The first episode is dubbed into Spanish, all of its lines but the last; return the ids of all lines."""
    with closing(Archive(home / SERIES / "series.db")) as archive:
        script = archive.get("script", "s01e01", Script)
        assert script is not None
        said = script.lines()
        lines = [DubbedLine(line=one.id, of=one.text, text=f"Español {n}.", by="library") for n, one in enumerate(said)]
        lines[1] = lines[1].model_copy(update={"doubt": "it means something else", "back": "Hello"})
        dub = Dub(episode="s01e01", language="es", title="¿Quién?", series="Mañana", lines=tuple(lines[:-1]))
        archive.put("dub", "s01e01.es", dub, "dubbed", "translator")
    (masters / "s01e01.es.mp4").write_bytes(b"una film")
    (masters / "s01e01.es.srt").write_text(SRT, encoding="utf-8")
    return [one.id for one in said]


@pytest.fixture
def stream(masters: Path) -> Path:
    """A stream with one real part, and a file beside it that is none of it."""
    folder = masters / "s01e01.es.stream"
    folder.mkdir()
    source = ["-f", "lavfi", "-i", "color=red:s=32x64:d=0.5:r=10", "-f", "lavfi", "-i", "sine=d=0.5"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac"]
    part = ["-f", "mpegts", str(folder / "000.ts")]
    subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *source, *coded, *part], check=True)
    (folder / "secret.ts").write_bytes(b"not of the stream")
    (folder / "stream.m3u8").write_text(
        "#EXTM3U\n#EXTINF:0.500,\n000.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:1.250,\n001.ts\n#EXTINF:9,\n../../x.ts\n"
    )
    return folder


def orders(home: Path) -> list[tuple[str, list[str], dict[str, str] | None]]:
    with Jobs(home) as jobs:
        found = [job.args for job in jobs.jobs(SERIES) if job.what == "dub"]
    return [(one["to"], one["episodes"], one.get("said")) for one in found]


def test_a_dub_is_shown_beside_what_can_be_had(studio: TestClient, spanish: list[str]) -> None:
    told = studio.get(AT).json()
    assert told["original"]["name"] == "English"
    why_not = {one["code"]: one["why_not"] for one in told["languages"]}
    assert why_not["es"] == ""
    assert "en" not in why_not
    assert "No embedded voice speaks Thai" in why_not["th"]
    assert "configure a language model" in why_not["it"]
    (dub,) = told["dubs"]
    assert (dub["episode"], dub["language"], dub["state"], dub["title"]) == ("s01e01", "es", "finished", "¿Quién?")
    assert (dub["doubts"], dub["stale"], dub["parts"]) == (1, False, [])


def test_a_line_that_the_original_says_otherwise_by_now_is_stale(
    studio: TestClient, home: Path, spanish: list[str]
) -> None:
    with closing(Archive(home / SERIES / "series.db")) as archive:
        script = archive.get("script", "s01e01", Script)
        assert script is not None
        said = json.loads(script.model_dump_json().replace(json.dumps(script.lines()[0].text), '"Nobody."'))
        archive.put("script", "s01e01", Script.model_validate(said), "a test", "user")
    assert studio.get(AT).json()["dubs"][0]["stale"]
    lines = studio.get(f"{AT}/s01e01/es").json()["lines"]
    assert [line["stale"] for line in lines][:2] == [True, False]


def test_lines_stand_beside_the_original_with_what_was_measured(
    studio: TestClient, home: Path, spanish: list[str]
) -> None:
    fact = {"id": spanish[0], "text": "Español 0.", "start": 1.5, "seconds": 2.0, "room": 2.4, "speed": 1.08}
    other = {**fact, "id": spanish[1], "text": "It was said otherwise then."}
    with Jobs(home) as jobs:
        jobs.put_dub(SERIES, "s01e01", "es", json.dumps({"lines": [fact, other], "shared": 0.7, "first": 3.2}))
    told = studio.get(f"{AT}/s01e01/es").json()
    assert [line["id"] for line in told["lines"]] == spanish
    first, second, last = told["lines"][0], told["lines"][1], told["lines"][-1]
    assert (first["text"], first["by"], first["start"], first["speed"]) == ("Español 0.", "library", 1.5, 1.08)
    assert first["exact"] and first["original"] and first["name"]
    assert (second["speed"], second["exact"]) == (None, False)
    assert (second["doubt"], second["back"]) == ("it means something else", "Hello")
    assert (last["text"], last["by"]) == ("", "")
    assert (told["shared"], told["first"], told["took"]) == (0.7, 3.2, None)


def test_a_dub_is_watched_and_taken_along(studio: TestClient, spanish: list[str]) -> None:
    film = studio.get(f"{MEDIA}/es/master.mp4", headers={"range": "bytes=4-8"})
    assert (film.status_code, film.headers["content-type"]) == (206, "video/mp4")
    assert studio.get(f"{MEDIA}/es/captions.vtt").text.startswith("WEBVTT\n\n1\n00:00:00.500")
    assert studio.get(f"{MEDIA}/es/captions.srt").text == SRT
    assert studio.get(f"{MEDIA}/fr/master.mp4").status_code == 404


def test_a_stream_is_served_part_by_part(studio: TestClient, stream: Path, tmp_path: Path) -> None:
    listed = studio.get(f"{MEDIA}/es/stream.m3u8")
    assert listed.headers["content-type"] == "application/vnd.apple.mpegurl"
    part = studio.get(f"{MEDIA}/es/000.ts")
    assert (part.headers["content-type"], part.content[:1]) == ("video/mp2t", b"\x47")
    alone = tmp_path / "part.mp4"
    alone.write_bytes(studio.get(f"{MEDIA}/es/000.mp4").content)
    found = probe(alone)
    assert found.audio is not None and found.video is not None
    assert (found.video.width, found.video.height) == (32, 64)
    assert studio.get(f"{MEDIA}/es/001.mp4").status_code == 404


def test_what_is_no_part_is_not_packed(studio: TestClient, stream: Path) -> None:
    (stream / "001.ts").write_bytes(b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n" * 40)
    answer = studio.get(f"{MEDIA}/es/001.mp4")
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is no such part any more.")


@pytest.mark.parametrize(
    "path",
    [
        "es/secret.ts",
        "es/../../s01e01.mp4",
        "es/..%2f..%2fseries.db",
        "es/stream.m3u8%00",
        "..%2f..%2f/master.mp4",
        "es.stream/000.ts",
        "ES/000.ts",
        "e/master.mp4",
        "es%2f/master.mp4",
        "xx/master.mp4",
        "es/00.ts",
        "es/-001.ts",
        "es/00000.ts",
    ],
)
def test_a_language_and_a_part_are_no_paths(studio: TestClient, spanish: list[str], stream: Path, path: str) -> None:
    answer = studio.get(f"{MEDIA}/{path}")
    assert answer.status_code in (404, 422)
    assert b"film" not in answer.content


@pytest.mark.skipif(os.name != "posix", reason="links are made as on Unix")
def test_links_are_not_followed(studio: TestClient, stream: Path, masters: Path, home: Path) -> None:
    (stream / "002.ts").symlink_to(home / SERIES / "series.db")
    (masters / "s01e01.fr.mp4").symlink_to(home / SERIES / "series.db")
    (masters / "s01e01.de.stream").symlink_to(stream)
    for path in ("es/002.ts", "es/002.mp4", "fr/master.mp4", "de/000.ts"):
        assert studio.get(f"{MEDIA}/{path}").status_code == 404


def test_an_order_is_a_job_a_language_each_once(studio: TestClient, home: Path, masters: Path) -> None:
    answer = studio.post(AT, json={"to": ["es", "fr", "es"], "episode": "s01e01"})
    assert answer.status_code == 202 and len(answer.json()["jobs"]) == 2
    assert studio.post(AT, json={"to": ["hi"]}).status_code == 202
    both = ["s01e01", "s01e02"]
    assert orders(home) == [("es", ["s01e01"], None), ("fr", ["s01e01"], None), ("hi", both, None)]
    states = {(one["episode"], one["language"]): one["state"] for one in studio.get(AT).json()["dubs"]}
    assert states[("s01e02", "hi")] == "waiting"


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"to": []}, 422, ""),
        ({"to": ["../x"]}, 422, ""),
        ({"to": ["es"] * 13}, 422, ""),
        ({"to": ["xx"]}, 404, "no language xx"),
        ({"to": ["en"]}, 400, "in English already"),
        ({"to": ["th"]}, 400, "No embedded voice speaks Thai"),
        ({"to": ["es", "it"]}, 400, "configure a language model"),
        ({"to": ["es"], "episode": "s01e09"}, 400, "not finished"),
        ({"to": ["es"], "episode": "../.."}, 422, ""),
    ],
)
def test_what_cannot_be_dubbed_is_refused_at_once(
    studio: TestClient, home: Path, masters: Path, said: dict[str, object], status: int, words: str
) -> None:
    answer = studio.post(AT, json=said)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert orders(home) == []


def test_without_a_finished_episode_there_is_nothing_to_dub(studio: TestClient, home: Path) -> None:
    assert "nothing to dub" in studio.post(AT, json={"to": ["es"]}).json()["detail"]
    assert orders(home) == []


def test_lines_are_reworded_by_the_user(studio: TestClient, home: Path, spanish: list[str]) -> None:
    said = {"lines": {spanish[0]: "  No  soy yo. "}}
    assert studio.post(f"{AT}/s01e01/es/lines", json=said).status_code == 202
    # Nobody here translates into Italian, but whoever says the lines needs nobody.
    assert studio.post(f"{AT}/s01e01/it/lines", json=said).status_code == 202
    words = {spanish[0]: "No soy yo."}
    assert orders(home) == [("es", ["s01e01"], words), ("it", ["s01e01"], words)]


@pytest.mark.parametrize(
    ("line", "text", "status"),
    [("s01e01.9.l99", "Nada.", 404), ("../s01", "Nada.", 422), ("", "", 422), ("", "x" * 301, 422)],
)
def test_a_line_that_is_not_there_or_says_nothing_is_refused(
    studio: TestClient, home: Path, spanish: list[str], line: str, text: str, status: int
) -> None:
    said = {"lines": {line or spanish[0]: text}}
    assert studio.post(f"{AT}/s01e01/es/lines", json=said).status_code == status
    assert orders(home) == []


def test_a_dub_under_way_shows_how_far_it_is_and_what_can_be_watched(
    studio: TestClient, home: Path, spanish: list[str], stream: Path
) -> None:
    with Jobs(home) as jobs:
        jobs.add(SERIES, "dub", "", to="es", episodes=["s01e01", "s01e02"])
        job = jobs.next()
        assert job is not None
        jobs.tell(SERIES, job.id, "working", agent="dub", text="", episode="s01e01.es", done=3, of=9)
        os.utime(stream / "stream.m3u8", (1.0, 1.0))  # of the dub before
        first, second = studio.get(AT).json()["dubs"]
        assert (first["state"], first["done"], first["of"], first["parts"]) == ("making", 3, 9, [])
        assert second["state"] == "waiting"
        os.utime(stream / "stream.m3u8")
        first = studio.get(AT).json()["dubs"][0]
        assert first["parts"] == [0.5, 1.25]
        jobs.tell(SERIES, job.id, "working", agent="dub", text="", episode="s01e02.es", done=1, of=9)
        first, second = studio.get(AT).json()["dubs"]
        assert (first["state"], second["state"]) == ("finished", "making")


def test_the_worker_says_why_an_episode_could_not_be_dubbed_and_goes_on(
    home: Path, settings: Settings, masters: Path
) -> None:
    heard: list[str] = []
    with Jobs(home) as jobs:
        jobs.add(SERIES, "dub", "", to="es", episodes=["s01e01", "s01e02"])
        job = jobs.next()
    assert job is not None
    with pytest.raises(ProductionError, match="not finished in this size"):  # there is a master, and not one take
        carry_out(settings, job, lambda event: heard.append(event.get("episode", "")))
    assert "s01e02.es" in heard
