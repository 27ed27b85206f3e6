"""What the pages answer for a series that is there, for one that is only ordered, and for none."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.takes import TakeStore
from cliffhanger.studio.jobs import Jobs

from .conftest import PREMISE, SERIES

AT = f"/api/series/{SERIES}"


def test_the_home_shows_what_stands_in_it(studio: TestClient) -> None:
    (card,) = studio.get("/api/series").json()
    assert card["id"] == SERIES
    assert card["premise"] == PREMISE
    assert card["title"]
    assert (card["finished"], card["planned"], card["seasons"], card["busy"]) == (0, 60, 1, False)


def test_a_series_begins_with_what_is_written_and_ends_with_what_comes_next(studio: TestClient) -> None:
    series = studio.get(AT).json()
    assert [(e["id"], e["stage"]) for e in series["episodes"]] == [
        ("s01e01", "boarded"),
        ("s01e02", "boarded"),
        ("s01e03", "planned"),
    ]
    assert series["next"] == "s01e01"
    assert series["branch"] == "main"
    assert series["busy"] is None


def test_an_episode_shows_its_script_and_every_shot_in_time(studio: TestClient) -> None:
    episode = studio.get(f"{AT}/episodes/s01e01").json()
    said = [beat["line"]["id"] for scene in episode["script"] for beat in scene["beats"] if beat["line"]]
    shown = [line["id"] for shot in episode["shots"] for line in shot["lines"]]
    assert said
    assert shown == said
    starts = [shot["start"] for shot in episode["shots"]]
    assert starts == sorted(starts)
    assert {shot["take"] for shot in episode["shots"]} == {None}
    assert [shot["id"] for shot in episode["shots"] if shot["card"]]


def test_the_cast_the_season_and_the_findings(studio: TestClient) -> None:
    bible = studio.get(f"{AT}/bible").json()
    names = {person["name"] for person in bible["characters"]}
    season = studio.get(f"{AT}/season").json()
    assert {name for episode in season["episodes"] for name in episode["cast"]} <= names
    assert len(season["episodes"]) == 60
    assert season["episodes"][0]["stage"] == "boarded"
    assert all(thread["question"] for thread in season["threads"])
    assert studio.get(f"{AT}/findings").json() == []


def test_what_has_not_been_made_is_asked_for_once(studio: TestClient, home: Path) -> None:
    for _ in range(3):
        studio.get(f"{AT}/bible")
        studio.get(f"{AT}/episodes/s01e01")
    with Jobs(home) as jobs:
        assert [(job.what, job.state) for job in jobs.jobs()] == [("casting", "queued")]


def test_a_series_that_is_only_ordered_is_shown_too(studio: TestClient) -> None:
    begun = studio.post("/api/series", json={"premise": "A court interpreter recognises the accused's voice"})
    assert begun.status_code == 202
    series = studio.get(f"/api/series/{begun.json()['series']}").json()
    assert series["busy"]["job"] == begun.json()["job"]
    assert series["episodes"] == []
    assert [card["busy"] for card in studio.get("/api/series").json()] == [True, False]


@pytest.mark.parametrize(
    "path",
    [
        "/api/series/no-such-series",
        "/api/series/no-such-series/bible",
        f"{AT}/episodes/s01e09",
        f"{AT}/bible?season=2",
        f"{AT}/compare?a=s01e01@1&b=s01e01@2",
        f"{AT}/export/s01e09.zip",
        f"/media/{SERIES}/take/{'0' * 64}",
        f"/media/{SERIES}/master/s01e01",
        f"/media/{SERIES}/captions/s01e01",
        "/no-such-page.js",
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(studio: TestClient, path: str) -> None:
    answer = studio.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"].endswith(".")


def test_a_note_is_in_the_conversation_at_once(studio: TestClient) -> None:
    answer = studio.post(f"{AT}/notes", json={"text": "Make Ines colder", "focus": "s01e02.s03"})
    assert answer.status_code == 202
    (message,) = studio.get(f"{AT}/conversation").json()
    assert (message["author"], message["kind"], message["text"]) == ("user", "note", "Make Ines colder")
    assert message["focus"] == "s01e02.s03"
    assert studio.get(AT).json()["busy"]["what"] == "note"


def test_a_take_comes_whole_or_in_parts_and_is_kept_for_ever(studio: TestClient, home: Path, tmp_path: Path) -> None:
    store, key = TakeStore(home / SERIES / "takes"), "ab" * 32
    data = bytes(range(256)) * 8
    for suffix, kind in ((".mp4", "video/mp4"), (".jpg", "image/jpeg"), (".wav", "audio/wav")):
        file = store.reserve(key, suffix)
        file.write_bytes(data)
        key = store.put(key, "t", "1", file).key
        whole = studio.get(f"/media/{SERIES}/take/{key}")
        assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, data, kind)
        assert "immutable" in whole.headers["cache-control"]
        assert "content-encoding" not in whole.headers
        part = studio.get(f"/media/{SERIES}/take/{key}", headers={"range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, data[100:200])
        assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
        assert studio.get(f"/media/{SERIES}/take/{key}", headers={"range": "bytes=9999-"}).status_code == 416
        key = "cd" * 32 if suffix == ".mp4" else "ef" * 32


def test_a_finished_episode_is_sent_with_its_captions(studio: TestClient, home: Path) -> None:
    masters = home / SERIES / "masters"
    masters.mkdir()
    (masters / "s01e01.mp4").write_bytes(b"film")
    (masters / "s01e01.srt").write_text("1\n00:00:01,500 --> 00:00:02,250\nYou, again.\n")
    assert studio.get(f"/media/{SERIES}/master/s01e01?v=3").content == b"film"
    captions = studio.get(f"/media/{SERIES}/captions/s01e01")
    assert captions.headers["content-type"].startswith("text/vtt")
    assert captions.text == "WEBVTT\n\n1\n00:00:01.500 --> 00:00:02.250\nYou, again.\n"
    assert studio.get(AT).json()["episodes"][0]["stage"] == "finished"


def test_markup_in_a_name_stays_a_name(studio: TestClient, home: Path) -> None:
    evil = "<script>alert(1)</script>"
    with Archive(home / SERIES / "series.db") as archive:
        bible = archive.get("bible", "s01", Bible)
        assert bible is not None
        first, *rest = bible.characters
        people = (first.model_copy(update={"name": evil, "full_name": evil}), *rest)
        archive.put("bible", "s01", bible.model_copy(update={"characters": people, "title": evil}), "a test")
    for path in (f"{AT}/bible", AT, "/api/series", f"{AT}/episodes/s01e01"):
        answer = studio.get(path)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert studio.get(f"{AT}/bible").json()["characters"][0]["name"] == evil


def test_the_page_builds_no_markup_from_text() -> None:
    static = Path(__file__).parents[3] / "studio" / "web" / "static"
    forbidden = (
        ".innerHTML",
        ".outerHTML",
        "insertAdjacentHTML(",
        "document.write",
        "eval(",
        "new Function",
        "http://",
    )
    for file in [*static.rglob("*.js"), *static.rglob("*.html"), *static.rglob("*.css")]:
        text = file.read_text("utf-8").replace("http://www.w3.org/", "")
        assert [word for word in forbidden if word in text] == [], file
    shell = (static / "index.html").read_text("utf-8")
    assert "<style" not in shell
    assert 'style="' not in shell
    assert all("src=" in tag for tag in shell.split("<script")[1:])
