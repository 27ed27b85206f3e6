"""The conversation, the history and two cuts, as they are shown."""

from pathlib import Path

from starlette.testclient import TestClient

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.cuts import CutRecord, Cuts
from cliffhanger.memory.script import Script
from cliffhanger.memory.talk import Message, Talk
from cliffhanger.memory.versions import Versions

from .conftest import SERIES

AT = f"/api/series/{SERIES}"


def cut(archive: Archive, take: str, shots: dict[str, str]) -> None:
    documents = {"bible": "s01", "script": "s01e01", "storyboard": "s01e01"}
    revisions = {kind: archive.revision(kind, id) for kind, id in documents.items()}
    Cuts(archive).record(CutRecord(episode="s01e01", take=take * 32, seconds=80.0, revisions=revisions, takes=shots))


def reworded(script: Script) -> Script:
    scene = script.scenes[0]
    at, beat = next((at, beat) for at, beat in enumerate(scene.beats) if beat.line)
    assert beat.line is not None
    beat = beat.model_copy(update={"line": beat.line.model_copy(update={"text": "Nobody says it like this."})})
    scene = scene.model_copy(update={"beats": (*scene.beats[:at], beat, *scene.beats[at + 1 :])})
    return script.model_copy(update={"scenes": (scene, *script.scenes[1:])})


def test_two_cuts_lie_side_by_side(studio: TestClient, home: Path) -> None:
    shots = {"s01e01.s02": "11" * 32, "s01e01.s03": "22" * 32, "s01e01.1.l01": "33" * 32}
    with Archive(home / SERIES / "series.db") as archive:
        cut(archive, "aa", shots)
        script = archive.get("script", "s01e01", Script)
        assert script is not None
        archive.put("script", "s01e01", reworded(script), "a note")
        cut(archive, "bb", shots | {"s01e01.s03": "44" * 32})
    found = studio.get(f"{AT}/compare?a=s01e01@1&b=s01e01").json()
    assert (found["a"]["cut"], found["b"]["cut"], found["b"]["master"]) == (1, 2, "bb" * 32)
    added = [line["text"] for diff in found["diffs"] for line in diff["lines"] if line["sign"] == "added"]
    assert any("Nobody says it like this." in text for text in added)
    assert [(shot["id"], shot["a"], shot["b"]) for shot in found["shots"]] == [("s01e01.s03", "22" * 32, "44" * 32)]
    shot = next(s for s in studio.get(f"{AT}/episodes/s01e01").json()["shots"] if s["id"] == "s01e01.s03")
    assert [(take["take"], take["revision"]) for take in shot["takes"]] == [("22" * 32, 1), ("44" * 32, 1)]


def test_the_history_tells_where_the_series_stands(studio: TestClient, home: Path) -> None:
    with Archive(home / SERIES / "series.db") as archive:
        versions = Versions(archive)
        for note in ("colder", "shorter"):
            versions.begin(note, f"It is {note}.", ["s01e01"])
            versions.close()
        assert studio.get(f"{AT}/history").json()["can_redo"] is False
        versions.undo()
        found = studio.get(f"{AT}/history").json()
        assert [(one["note"], one["current"], one["undone"]) for one in found["changes"]] == [
            ("colder", True, False),
            ("shorter", False, True),
        ]
        assert (found["head"], found["can_undo"], found["can_redo"]) == (1, True, True)
        versions.begin_branch("the other way")
        found = studio.get(f"{AT}/history").json()
        assert found["branch"] == "the other way"
        assert [branch["name"] for branch in found["branches"]] == ["main", "the other way"]


def test_a_note_that_was_read_is_not_shown_twice(studio: TestClient, home: Path) -> None:
    for text in ("colder", "and shorter"):
        studio.post(f"{AT}/notes", json={"text": text})
    with Archive(home / SERIES / "series.db") as archive:
        Talk(archive).say(Message(author="user", kind="note", text="colder"))
        Talk(archive).say(Message(author="showrunner", kind="question", text="Who?", options=("Ines", "Omar")))
    found = studio.get(f"{AT}/conversation").json()
    assert [(one["number"], one["author"], one["text"]) for one in found] == [
        (1, "user", "colder"),
        (2, "showrunner", "Who?"),
        (3, "user", "and shorter"),
    ]
    assert found[1]["options"] == ["Ines", "Omar"]
