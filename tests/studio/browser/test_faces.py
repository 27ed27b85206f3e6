"""Faces in a real browser: sheets, the way to another face, and what the gate says of a shot."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.casting import Casting, CastSheet, Consent, SheetPicture
from cliffhanger.memory.storyboard import Storyboard
from cliffhanger.memory.takes import TakeStore
from cliffhanger.studio.jobs import Jobs
from cliffhanger.studio.reel import Reel, ReelShot, marks

from .conftest import SIZES, House
from .test_page import fits, name, window

pytestmark = pytest.mark.slow
WORD = "I, Ana Ruiz, agree that my face plays the lead."
CHECK = {"measure": "identity", "subject": "the lead", "outcome": "retake", "score": 0.1, "wanted": 0.42}
VERDICT = {"outcome": "retake", "score": 0.2, "checks": [{**CHECK, "text": "it is somebody else"}]}


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Studio on a series whose lead is cast, and of whose first shot two frames were tried."""
    home = tmp_path_factory.mktemp("cast")
    premise = "A widow's new tenant has her dead husband's handwriting"
    make = [sys.executable, "-m", "cliffhanger", "make", premise, "--no-render", "--home", str(home)]
    subprocess.run(make, check=True, capture_output=True)
    house = House(home)
    path = home / name(house)
    store = TakeStore(path / "takes")
    with closing(Archive(path / "series.db")) as archive, Jobs(home) as jobs:
        bible, board = archive.get("bible", "s01", Bible), archive.get("storyboard", "s01e01", Storyboard)
        assert bible is not None and board is not None
        archive.put("casting", "series", Casting(sheets=(sheet(store, bible),)), "a test", "user")
        frames = [{"take": painted(store, key, "klein"), "outcome": "retake", "score": 0.2} for key in "12"]
        said = {
            "identity": VERDICT,
            "frames": frames,
            "frame": "2" * 64,
            "instead_of": "klein+kling",
            "why": "No answer.",
        }
        filmed = painted(store, "3", "klein+photo for klein+kling", **said)
        shots = [ReelShot(id=shot.id, start=n, seconds=1, still=filmed) for n, shot in enumerate(board.shots)]
        shots[0] = shots[0].model_copy(update={"take": filmed})
        reel = Reel(episode="s01e01", seconds=len(shots), shots=tuple(shots))
        jobs.put_reel(path.name, "s01e01", marks(archive, "s01e01"), reel.model_dump_json())
    house.open()
    yield house
    house.close()


def sheet(store: TakeStore, bible: Bible) -> CastSheet:
    joy = SheetPicture(take=painted(store, "b", "painter", identity=VERDICT), shown="expression", emotion="joy")
    pictures = (SheetPicture(take=painted(store, "a", "painter"), shown="face"), joy)
    word = Consent(who="Ana Ruiz", words=WORD, at="2026-11-22T12:00:00+00:00", sha256="0" * 64)
    lead = bible.characters[0].id
    return CastSheet(subject=lead, asset="lead-1f3a", version=2, pictures=pictures, maker="painter", consent=word)


def painted(store: TakeStore, key: str, tool: str, **facts: object) -> str:
    out = store.reserve(key * 64, ".png")
    Image.new("RGB", (90, 160), (40 * int(key, 16) % 256, 90, 120)).save(out)
    store.put(key * 64, tool, "1", out, facts=facts)
    return key * 64


@pytest.mark.parametrize("size", SIZES)
def test_a_sheet_is_looked_through_and_another_face_wants_a_word(
    chromium: Browser, cast: House, size: str, tmp_path: Path
) -> None:
    visit = window(chromium, cast, size, "light")
    visit.open(f"#/{name(cast)}/cast")
    expect(visit.find("picture")).to_have_count(2)
    expect(visit.find("consent")).to_contain_text(WORD)
    fits(visit, "cast")
    visit.find("picture").nth(1).click()
    expect(visit.find("picture-sheet")).to_contain_text("it is somebody else")
    visit.photograph("picture")
    visit.page.keyboard.press("Escape")

    visit.find("recast").first.click()
    expect(visit.find("face-look")).to_be_disabled()
    expect(visit.find("recast-sheet")).to_contain_text("makers.toml")
    photo = tmp_path / "face.png"
    Image.new("RGB", (300, 400)).save(photo)
    visit.find("photo-file").set_input_files(photo)
    visit.find("photo-who").fill("Ana Ruiz")
    expect(visit.find("photo-go")).to_be_disabled()
    visit.find("photo-consent").fill(WORD)
    expect(visit.find("photo-go")).to_be_enabled()
    fits(visit, "recast")
    visit.photograph("recast")
    assert not visit.wrong
    visit.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_shot_says_what_the_gate_says(chromium: Browser, cast: House, size: str) -> None:
    visit = window(chromium, cast, size)
    visit.open(f"#/{name(cast)}/board/s01e01.s01")
    expect(visit.find("gate")).to_contain_text("Not them")
    expect(visit.find("gate")).to_contain_text("it is somebody else (0.10 where 0.42 is wanted)")
    expect(visit.find("instead")).to_contain_text("klein+kling should have filmed this. No answer.")
    expect(visit.find("frame")).to_have_count(2)
    visit.find("frame").first.click()
    expect(visit.find("picture-sheet")).to_contain_text("Frame 1")
    fits(visit, "gate")
    visit.photograph("gate")
    visit.context.close()


def test_the_home_page_says_who_films(chromium: Browser, cast: House) -> None:
    visit = window(chromium, cast, "phone")
    visit.open()
    expect(visit.find("mix")).to_have_text("Everything drawn")
    expect(visit.find("price")).to_have_count(0)
    visit.context.close()
