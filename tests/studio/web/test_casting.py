"""Who plays whom: shown by key, recast only with consent and a price agreed to, done by the worker."""

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.assets import Library
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.casting import Casting, CastSheet, Consent, SheetPicture
from cliffhanger.memory.cuts import CutRecord, Cuts
from cliffhanger.memory.storyboard import Storyboard
from cliffhanger.memory.takes import TakeStore
from cliffhanger.studio.duties import carry_out
from cliffhanger.studio.jobs import Jobs
from cliffhanger.studio.reel import Reel, ReelShot, marks
from cliffhanger.studio.settings import load
from cliffhanger.studio.web.app import build

from .conftest import HERE, SERIES
from .test_uploads import png

AT = f"/api/series/{SERIES}/cast"
WORD = "I, Ana Ruiz, agree that my face plays Ines."
VERDICT = {
    "outcome": "retake",
    "score": 0.2,
    "checks": [{"measure": "identity", "subject": "Ines", "outcome": "retake", "score": 0.1, "text": "somebody else"}],
}


def kept(store: TakeStore, key: str, data: bytes, tool: str = "painter", **facts: object) -> str:
    out = store.reserve(key, ".png")
    out.write_bytes(data)
    store.put(key, tool, "1", out, facts=facts)
    return key


@pytest.fixture
def lead(home: Path) -> str:
    """Cast the lead: a portrait, and one picture that the gate does not like."""
    store = TakeStore(home / SERIES / "takes")
    keys = (kept(store, "a" * 64, png(30, 40)), kept(store, "b" * 64, png(31, 40), identity=VERDICT))
    with closing(Archive(home / SERIES / "series.db")) as archive:
        bible = archive.get("bible", "s01", Bible)
        assert bible is not None
        who = bible.characters[0].id
        pictures = (
            SheetPicture(take=keys[0], shown="face"),
            SheetPicture(take=keys[1], shown="expression", emotion="joy"),
        )
        consent = Consent(who="Ana Ruiz", words=WORD, at="2026-11-22T12:00:00+00:00", sha256="0" * 64)
        sheet = CastSheet(subject=who, asset="", version=0, pictures=pictures, maker="painter", consent=consent)
        asset = Library(home).publish(sheet, store, "Ines", "person", SERIES)
        sheet = sheet.model_copy(update={"asset": asset.id, "version": asset.version})
        archive.put("casting", "series", Casting(sheets=(sheet,)), "a test", "user")
    return who


def orders(studio: TestClient) -> list[str]:
    return [job["text"] for job in studio.get("/api/jobs").json() if job["what"] == "cast"]


def sent(studio: TestClient, data: bytes, name: str = "face.png") -> str:
    return str(studio.post(f"/api/series/{SERIES}/uploads", files={"file": (name, data)}).json()["upload"])


def test_a_sheet_is_shown_by_key_with_scores_and_consent(studio: TestClient, lead: str) -> None:
    told = studio.get(AT).json()
    one = next(one for one in told["members"] if one["id"] == lead)
    assert [(p["label"], p["outcome"], p["score"], p["reasons"]) for p in one["pictures"]] == [
        ("portrait", "", None, []),
        ("joy", "retake", 0.2, ["somebody else"]),
    ]
    assert (one["consent"]["who"], one["consent"]["words"], one["version"]) == ("Ana Ruiz", WORD, 1)
    assert studio.get(f"/media/{SERIES}/take/{one['pictures'][0]['take']}").content == png(30, 40)
    assert [asset["mark"] for asset in told["library"]] == [f"{one['asset']}@1"]
    assert studio.get(f"/media/asset/{one['asset']}/1").content == png(30, 40)
    assert str(Path("/")) not in json.dumps([one["pictures"], told["library"]])


@pytest.mark.parametrize("path", ["mia-1f3a/1", "../1", "mia-1f3a/0", "mia/1", "mia-1f3a@1/1"])
def test_an_asset_is_no_path(studio: TestClient, lead: str, path: str) -> None:
    assert studio.get(f"/media/asset/{path}").status_code in (404, 422)


def test_where_everything_is_drawn_faces_are_not_looked_for(studio: TestClient, lead: str) -> None:
    told = studio.get(AT).json()
    assert not told["casts"] and "makers.toml" in told["why_not"]
    for what, body in (("look", {}), ("pick", {"number": 1})):
        answer = studio.post(f"{AT}/{lead}/{what}", json=body)
        assert (answer.status_code, answer.json()["detail"]) == (400, told["why_not"])
    assert orders(studio) == []


def test_a_photograph_with_consent_is_ordered(studio: TestClient, lead: str) -> None:
    said = {"upload": sent(studio, png(300, 400)), "who": "Ana Ruiz", "consent": WORD}
    assert studio.post(f"{AT}/{lead}/photograph", json=said).status_code == 202
    assert len(orders(studio)) == 1 and orders(studio)[0].startswith("Ana Ruiz plays ")


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"consent": ""}, 422),
        ({"consent": "yes"}, 400),
        ({"who": ""}, 422),
        ({"upload": "0" * 32}, 404),
        ({"upload": "../../series.db"}, 422),
    ],
)
def test_a_photograph_without_a_word_or_a_file_is_refused(
    studio: TestClient, lead: str, changed: dict[str, str], status: int
) -> None:
    said = {"upload": sent(studio, png(300, 400)), "who": "Ana Ruiz", "consent": WORD, **changed}
    assert studio.post(f"{AT}/{lead}/photograph", json=said).status_code == status
    assert orders(studio) == []


def test_what_is_no_photograph_is_refused(studio: TestClient, home: Path, lead: str) -> None:
    small = {"upload": sent(studio, png(90, 90)), "who": "Ana Ruiz", "consent": WORD}
    assert "256" in studio.post(f"{AT}/{lead}/photograph", json=small).json()["detail"]
    script = {**small, "upload": sent(studio, b"INT. WARD", "a.txt")}
    assert studio.post(f"{AT}/{lead}/photograph", json=script).status_code == 404
    broken = home / SERIES / "uploads" / f"{'d' * 32}.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnothing of a picture")
    assert studio.post(f"{AT}/{lead}/photograph", json={**small, "upload": "d" * 32}).status_code == 415
    assert orders(studio) == []


def test_an_asset_is_brought_and_an_unknown_one_is_not(studio: TestClient, lead: str) -> None:
    told = studio.get(AT).json()
    other = next(one["id"] for one in told["members"] if one["id"] != lead and one["kind"] == "person")
    mark = told["library"][0]["mark"]
    assert studio.post(f"{AT}/{other}/asset", json={"mark": mark}).status_code == 202
    assert studio.post(f"{AT}/{other}/asset", json={"mark": "mia-1f3a@7"}).status_code == 404
    assert studio.post(f"{AT}/{other}/asset", json={"mark": "../../etc"}).status_code == 422
    assert studio.post(f"{AT}/nobody/asset", json={"mark": mark}).status_code == 404
    assert len(orders(studio)) == 1


def test_a_filmed_shot_tells_what_the_gate_says_and_who_stands_in(studio: TestClient, home: Path, lead: str) -> None:
    store = TakeStore(home / SERIES / "takes")
    frames = [{"take": kept(store, c * 64, png(9, 16), "klein"), "outcome": "retake", "score": 0.2} for c in "12"]
    said = {"identity": VERDICT, "frames": frames, "frame": "2" * 64, "instead_of": "klein+kling", "why": "No answer."}
    shot_take = kept(store, "3" * 64, png(9, 16), "klein+photo for klein+kling", **said)
    with closing(Archive(home / SERIES / "series.db")) as archive:
        board = archive.get("storyboard", "s01e01", Storyboard)
        assert board is not None
        shot = board.shots[0].id
        cut = CutRecord(episode="s01e01", take="4" * 64, seconds=1, revisions={}, takes={shot: shot_take})
        Cuts(archive).record(cut)
        reel = Reel(episode="s01e01", seconds=1, shots=(ReelShot(id=shot, start=0, seconds=1, take=shot_take),))
        with Jobs(home) as jobs:
            jobs.put_reel(SERIES, "s01e01", marks(archive, "s01e01"), reel.model_dump_json())
    told = studio.get(f"/api/series/{SERIES}/episodes/s01e01").json()["shots"]
    one = told[0]["photographed"]
    assert (one["outcome"], one["checks"][0]["text"], one["instead_of"]) == ("retake", "somebody else", "klein+kling")
    assert [(f["take"], f["kept"]) for f in one["frames"]] == [("1" * 64, False), ("2" * 64, True)]
    assert (one["frame_maker"], one["motion_maker"], one["why"]) == ("klein", "photo", "No answer.")
    assert told[1]["photographed"] is None


def test_a_drawn_studio_costs_nothing_and_says_so(studio: TestClient) -> None:
    assert studio.get("/api/bid").json() == {"mix": "everything drawn", "drawn": True, "usd": 0.0, "costs": []}
    assert studio.get(f"/api/series/{SERIES}/bid?episodes=2-4").json()["drawn"]
    assert studio.get("/api/bid?episodes=0").status_code == 422


def test_what_costs_money_is_agreed_to_first(home: Path) -> None:
    settings = load(home=home, width=54, quality="draft", mix="hero=kling,frames=gemini")
    with TestClient(build(settings), base_url=HERE) as studio:
        bid = studio.get("/api/bid").json()
        assert bid["mix"] == "hero shots by kling, the rest drawn" and bid["usd"] > 1
        order = {"premise": "A maid learns she is the secret heir"}
        refused = studio.post("/api/series", json=order)
        assert refused.status_code == 409 and f"${bid['usd']:.2f}" in refused.json()["detail"]
        assert studio.post("/api/series", json={**order, "agreed": 0.5}).status_code == 409
        assert studio.get("/api/jobs").json() == []
        assert studio.post("/api/series", json={**order, "agreed": bid["usd"]}).status_code == 202


def test_nobody_is_measured_before_anything_is_filmed(studio: TestClient, lead: str) -> None:
    at = f"/api/series/{SERIES}/identity"
    told = studio.get(at).json()
    assert (told["filmed"], told["measured"], told["rows"]) == (0, False, [])
    assert studio.post(at).status_code == 400


def test_what_was_measured_last_is_shown_until_something_new_is_filmed(
    studio: TestClient, home: Path, lead: str
) -> None:
    at = f"/api/series/{SERIES}/identity"
    point = {"episode": "s01e01", "character": lead, "score": 0.5, "lowest": 0.3, "highest": 0.7}
    found = {
        "cuts": {"s01e01": 1}, "threshold": 0.42, "appearances": 4, "failed": 1, "unverifiable": 0.25,
        "cast": {lead: "Ines"}, "episodes": [{**point, "shots": 4, "shot": "s01e01.s02"}],
        "worst": [{"shot": "s01e01.s05", "character": lead, "score": 0.3, "text": "", "outcome": "retake"}],
    }  # fmt: skip
    with closing(Archive(home / SERIES / "series.db")) as archive, Jobs(home) as jobs:
        cut = CutRecord(episode="s01e01", take="4" * 64, seconds=1, revisions={}, takes={})
        Cuts(archive).record(cut)
        assert studio.post(at).status_code == 202
        job = jobs.next()
        assert job is not None and job.what == "identity"
        jobs.finish(job, "done", result=found)
        told = studio.get(at).json()
        assert (told["measured"], told["stale"], told["threshold"], told["failed"]) == (True, False, 0.42, 1)
        assert [(row["name"], row["points"][0]["score"]) for row in told["rows"]] == [("Ines", 0.5)]
        assert [(one["shot"], one["name"]) for one in told["worst"]] == [("s01e01.s05", "Ines")]
        Cuts(archive).record(cut.model_copy(update={"take": "5" * 64}))
        assert studio.get(at).json()["stale"]


def test_the_worker_brings_an_asset_and_looks_for_nobody_where_all_is_drawn(home: Path, lead: str) -> None:
    settings, heard = load(home=home, width=54, quality="draft"), list[Mapping[str, Any]]()
    with closing(Archive(home / SERIES / "series.db")) as archive:
        bible = archive.get("bible", "s01", Bible)
    assert bible is not None
    other, (asset,) = bible.characters[1].id, Library(home).assets()
    with Jobs(home) as jobs:
        jobs.add(SERIES, "cast", who=other, asset=asset.mark)
        jobs.add(SERIES, "cast", who=other, look=True, seen=0)
        bring, look = jobs.next(), jobs.next()
    assert bring is not None and look is not None
    assert carry_out(settings, bring, heard.append)["who"] == other
    assert any(event["text"].startswith(f"brings {asset.mark}") for event in heard)
    with closing(Archive(home / SERIES / "series.db")) as archive:
        sheet = (archive.get("casting", "series", Casting) or Casting()).of(other)
    assert sheet is not None and sheet.consent is not None and sheet.consent.words == WORD
    with pytest.raises(UserError, match=r"makers\.toml"):
        carry_out(settings, look, heard.append)
