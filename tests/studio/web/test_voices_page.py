"""Voices on the page: how somebody was cast to sound, other voices, recordings with consent; done by the worker."""

import json
import wave
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.assets import Library
from cliffhanger.memory.casting import Casting, Consent, VoiceSheet
from cliffhanger.memory.look import Voice
from cliffhanger.memory.takes import TakeStore
from cliffhanger.studio.duties import carry_out
from cliffhanger.studio.jobs import Jobs
from cliffhanger.studio.settings import Settings

from .conftest import SERIES
from .test_casting import kept
from .test_uploads import film, png, wav

AT = f"/api/series/{SERIES}/voices"
WORD = "I, Ana Ruiz, agree that my voice plays Ines."


@pytest.fixture
def lead(home: Path) -> str:
    """Match the lead's voice to a recording; return their id."""
    store = TakeStore(home / SERIES / "takes")
    consent = Consent(who="Ana Ruiz", words=WORD, at="2026-11-22T12:00:00+00:00", sha256="0" * 64)
    sheet = VoiceSheet(
        subject="ines", asset="", version=0, how="match", voice=Voice(style="match-1f3a", blend={"af_heart": 1.0}),
        recording=kept(store, "c" * 64, b"RIFF"), likeness=0.653, consent=consent,
    )  # fmt: skip
    asset = Library(home).publish_voice(sheet, store, "Ines", SERIES)
    sheet = sheet.model_copy(update={"asset": asset.id, "version": asset.version})
    with closing(Archive(home / SERIES / "series.db")) as archive:
        archive.put("casting", "series", Casting(voices=(sheet,)), "a test", "user")
    return "ines"


def told(studio: TestClient, who: str) -> dict[str, Any]:
    return next(one for one in studio.get(AT).json()["members"] if one["id"] == who)


def orders(home: Path) -> list[dict[str, Any]]:
    with Jobs(home) as jobs:
        return [job.args for job in jobs.jobs(SERIES) if job.what == "voice"]


def sent(studio: TestClient, data: bytes, name: str = "a.wav") -> str:
    return str(studio.post(f"/api/series/{SERIES}/uploads", files={"file": (name, data)}).json()["upload"])


def test_a_voice_is_shown_with_likeness_and_consent(studio: TestClient, lead: str) -> None:
    view, one = studio.get(AT).json(), told(studio, lead)
    assert (one["how"], one["likeness"], one["consent"]["words"]) == ("match", 0.653, WORD)
    assert 0.2 < view["stranger"] < one["likeness"] < view["same"] < 0.9
    others = {member["how"] for member in view["members"] if member["id"] != lead}
    assert others == {"bible"}
    assert [asset["consent"] for asset in view["library"]] == ["Ana Ruiz"]
    assert {"woman", "man"} == {stock["sex"] for stock in view["catalogue"]}
    assert str(Path("/")) not in json.dumps([one, view["library"]])


def test_a_voice_of_the_catalogue_and_of_the_library_is_ordered(studio: TestClient, home: Path, lead: str) -> None:
    mark = studio.get(AT).json()["library"][0]["mark"]
    assert studio.post(f"{AT}/lupe/choose", json={"voice": "woman_low_1"}).status_code == 202
    assert studio.post(f"{AT}/lupe/asset", json={"mark": mark}).status_code == 202
    assert [(one["who"], one["said"]) for one in orders(home)] == [("lupe", "woman_low_1"), ("lupe", mark)]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("lupe/choose", {"voice": "woman_not_there"}, 404),
        ("lupe/choose", {"voice": "/etc/passwd"}, 422),
        ("lupe/asset", {"mark": "lupe-voice-1f3a@9"}, 404),
        ("lupe/asset", {"mark": "../x-1f3a@1"}, 422),
        ("nobody/choose", {"voice": "woman_low_1"}, 404),
        ("lupe/wish", {"words": "/home/ana/ref.wav"}, 422),
        ("lupe/wish", {"words": "ref.wav"}, 422),
        ("lupe/wish", {"words": "  "}, 422),
        ("lupe/pick", {"number": 1}, 404),
    ],
)
def test_what_is_no_voice_is_refused(
    studio: TestClient, home: Path, lead: str, path: str, body: dict[str, object], status: int
) -> None:
    assert studio.post(f"{AT}/{path}", json=body).status_code == status
    assert orders(home) == []


def test_a_place_has_no_voice(studio: TestClient, home: Path) -> None:
    place = next(one for one in studio.get(f"/api/series/{SERIES}/cast").json()["members"] if one["kind"] == "place")
    answer = studio.post(f"{AT}/{place['id']}/choose", json={"voice": "woman_low_1"})
    assert answer.status_code == 400 and "only people have a voice" in answer.json()["detail"]


def test_a_recording_with_consent_is_ordered(studio: TestClient, home: Path, tmp_path: Path) -> None:
    upload = sent(studio, wav(tmp_path / "a.wav", 6.0))
    said = {"upload": upload, "who": "Ana Ruiz", "consent": WORD, "closer": True}
    assert studio.post(f"{AT}/lupe/recording", json=said).status_code == 202
    (order,) = orders(home)
    assert (order["how"], order["engine"], order["closer"], order["whose"]) == ("match", "", True, "Ana Ruiz")


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"consent": ""}, 422, ""),
        ({"consent": "yes"}, 400, "needs the word of Ana Ruiz"),
        ({"who": ""}, 422, ""),
        ({"upload": "0" * 32}, 404, "send it first"),
        ({"upload": "../../series.db"}, 422, ""),
        ({"how": "steal"}, 422, ""),
        ({"how": "clone", "engine": "nobody"}, 400, "Nobody here clones"),
    ],
)
def test_a_recording_without_a_word_or_a_file_is_refused(
    studio: TestClient, home: Path, tmp_path: Path, changed: dict[str, str], status: int, words: str
) -> None:
    said = {"upload": sent(studio, wav(tmp_path / "a.wav", 6.0)), "who": "Ana Ruiz", "consent": WORD, **changed}
    answer = studio.post(f"{AT}/lupe/recording", json=said)
    assert answer.status_code == status and words in answer.json()["detail"]
    assert orders(home) == []


def test_what_is_no_recording_is_refused(studio: TestClient, home: Path, tmp_path: Path) -> None:
    said = {"who": "Ana Ruiz", "consent": WORD}

    def answer(upload: str) -> tuple[int, str]:
        found = studio.post(f"{AT}/lupe/recording", json={**said, "upload": upload})
        return found.status_code, found.json()["detail"]

    assert answer(sent(studio, wav(tmp_path / "b.wav", 1.0))) == (
        400,
        "The recording is 1.0 s long: 5 seconds of speech are needed, 15 to 30 do better.",
    )
    assert answer(sent(studio, png(300, 300), "face.png"))[0] == 404
    assert answer(sent(studio, film(tmp_path / "silent.mp4"), "silent.mp4"))[0] == 415
    broken = home / SERIES / "uploads" / f"{'d' * 32}.wav"
    broken.write_bytes(b"RIFF" + bytes(200))
    assert answer("d" * 32)[0] == 415
    assert studio.post(f"/api/series/{SERIES}/uploads", files={"file": ("a.wav", b"no sound")}).status_code == 415
    assert orders(home) == []


def test_voices_that_were_laid_out_are_heard_and_picked(studio: TestClient, home: Path, lead: str) -> None:
    laid = {"number": 1, "voice": "woman_low_1", "words": "low, dry", "score": 0.5}
    with Jobs(home) as jobs:
        jobs.add(SERIES, "voice", who="lupe", said="low")
        job = jobs.next()
        assert job is not None
        jobs.finish(job, "done", result={"who": "lupe", "wish": "low", "candidates": [laid], "notes": ["Listen."]})
    one = told(studio, "lupe")
    assert (one["wish"], one["candidates"], one["laid_out"]) == ("low", [laid], job.id)
    documents = home / SERIES / "documents"
    documents.mkdir(exist_ok=True)
    (documents / "voice-lupe-1.wav").write_bytes(b"RIFF of a voice")
    heard = studio.get(f"/media/{SERIES}/voice/lupe/1.wav?v={job.id}")
    assert (heard.status_code, heard.headers["content-type"]) == (200, "audio/wav")
    assert studio.post(f"{AT}/lupe/pick", json={"number": 2}).status_code == 404
    assert studio.post(f"{AT}/lupe/pick", json={"number": 1}).status_code == 202
    assert (orders(home)[-1]["said"], orders(home)[-1]["pick"]) == ("low", 1)


@pytest.mark.parametrize(
    "path", ["lupe/0.wav", "lupe/10.wav", "../1.wav", "..%2flupe/1.wav", "lupe/-1.wav", "a.b/1.wav"]
)
def test_a_sample_is_no_path(studio: TestClient, path: str) -> None:
    assert studio.get(f"/media/{SERIES}/voice/{path}").status_code in (404, 422)


def tone(path: Path, seconds: float) -> bytes:
    sound = 9000 * np.sin(2 * np.pi * 330 * np.arange(round(16000 * seconds)) / 16000)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(sound.astype("<i2").tobytes())
    return path.read_bytes()


def test_the_worker_refuses_what_is_no_voice_by_a_name_that_the_user_knows(
    home: Path, settings: Settings, tmp_path: Path
) -> None:
    uploads = home / SERIES / "uploads"
    uploads.mkdir()
    (uploads / f"{'e' * 32}.wav").write_bytes(tone(tmp_path / "a.wav", 6.0))
    with Jobs(home) as jobs:
        args = {"who": "lupe", "consent": WORD, "whose": "Ana Ruiz", "how": "match"}
        jobs.add(SERIES, "voice", upload="e" * 32, **args)
        jobs.add(SERIES, "voice", upload="f" * 32, **args)
        tonal, gone = jobs.next(), jobs.next()
    assert tonal is not None and gone is not None
    with pytest.raises(UserError) as refused:
        carry_out(settings, tonal, lambda event: None)
    assert str(refused.value).startswith("The recording ") and "eeee" not in str(refused.value)
    with pytest.raises(UserError, match="not there any more"):
        carry_out(settings, gone, lambda event: None)


def test_the_worker_casts_a_voice_of_the_library(studio: TestClient, home: Path, settings: Settings, lead: str) -> None:
    mark = studio.get(AT).json()["library"][0]["mark"]
    with Jobs(home) as jobs:
        jobs.add(SERIES, "voice", who="lupe", said=mark)
        job = jobs.next()
        assert job is not None
        jobs.finish(job, "done", result=carry_out(settings, job, lambda event: None))
    one = told(studio, "lupe")
    assert (one["how"], one["voice"], one["consent"]["who"]) == ("match", "match-1f3a", "Ana Ruiz")
    assert one["lines"] > 0
