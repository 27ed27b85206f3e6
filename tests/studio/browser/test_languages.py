"""Languages and voices in a real browser: a dub is chosen, watched, read and reworded; a voice wants a word."""

import re
import subprocess
import sys
import wave
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.casting import Casting, Consent, VoiceSheet
from cliffhanger.memory.dub import Dub, DubbedLine
from cliffhanger.memory.look import Voice
from cliffhanger.memory.script import Script
from cliffhanger.tools.edit import ffmpeg

from .conftest import SIZES, House
from .test_page import fits, name, window

pytestmark = pytest.mark.slow
WORD = "I, Ana Ruiz, agree that my voice plays the lead."
NASTY = "<b>¿Quién?</b>"


@pytest.fixture(scope="module")
def dubbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Studio on an episode that is dubbed into Spanish, and whose lead was matched to a recording."""
    home = tmp_path_factory.mktemp("dubbed")
    premise = "A widow's new tenant has her dead husband's handwriting"
    make = [sys.executable, "-m", "cliffhanger", "make", premise, "--no-render", "--home", str(home)]
    subprocess.run(make, check=True, capture_output=True)
    house = House(home)
    path = home / name(house)
    masters = path / "masters"
    masters.mkdir(exist_ok=True)
    for file in ("s01e01.mp4", "s01e01.es.mp4"):
        film(masters / file)
    (masters / "s01e01.es.srt").write_text("1\n00:00:00,500 --> 00:00:01,000\n¿Hola?\n", encoding="utf-8")
    with closing(Archive(path / "series.db")) as archive:
        script = archive.get("script", "s01e01", Script)
        assert script is not None
        said = [DubbedLine(line=one.id, of=one.text, text="¿Hola?", by="library") for one in script.lines()]
        said[1] = said[1].model_copy(update={"doubt": "it may mean something else"})
        dub = Dub(episode="s01e01", language="es", title=NASTY, series="", lines=tuple(said))
        archive.put("dub", "s01e01.es", dub, "a test", "user")
        consent = Consent(who="Ana Ruiz", words=WORD, at="2026-11-22T12:00:00+00:00", sha256="0" * 64)
        lead = script.lines()[0].speaker
        voice = Voice(style="match-1f3a", blend={"af_heart": 1.0})
        sheet = VoiceSheet(
            subject=lead, asset="lead-voice-1f3a", version=1, how="match", voice=voice, likeness=0.65, consent=consent
        )
        archive.put("casting", "series", Casting(voices=(sheet,)), "a test", "user")
    house.open()
    yield house
    house.close()


def film(path: Path) -> None:
    source = ["-f", "lavfi", "-i", "color=teal:s=108x192:d=2:r=12", "-f", "lavfi", "-i", "sine=d=2"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac"]
    subprocess.run([ffmpeg.binary(), "-y", "-v", "error", *source, *coded, str(path)], check=True)


@pytest.mark.parametrize("size", SIZES)
def test_a_language_is_watched_and_a_line_is_reworded(chromium: Browser, dubbed: House, size: str) -> None:
    visit = window(chromium, dubbed, size, "light" if size == "desktop" else "dark")
    visit.open(f"#/{name(dubbed)}/watch/s01e01")
    expect(visit.find("language-menu")).to_have_text("EN")
    visit.find("language-menu").click()
    spanish = visit.page.locator("[data-test='dub'][data-language='es']")
    expect(spanish).to_contain_text(NASTY)
    expect(spanish).to_contain_text("1 doubt")
    expect(visit.find("dub-go")).to_be_disabled()
    visit.page.locator("[data-code='fr']").press("Space")
    expect(visit.find("dub-go")).to_contain_text("Dub into French")
    expect(visit.find("dub-go")).to_be_enabled()
    with visit.page.expect_download() as download:
        spanish.locator("[data-test='dub-srt']").click()
    assert download.value.suggested_filename == "s01e01.es.srt"
    fits(visit, "languages")
    visit.photograph("languages")

    spanish.locator("[data-test='dub-lines']").click()
    expect(visit.find("dub-line").nth(1)).to_contain_text("it may mean something else")
    visit.find("line-text").first.fill("No soy yo.")
    expect(visit.find("lines-sheet")).to_contain_text("1 line in your words")
    expect(visit.find("lines-go")).to_be_enabled()
    visit.page.get_by_role("switch", name="Only the doubtful one").press("Space")
    expect(visit.find("dub-line").first).to_be_hidden()
    fits(visit, "lines")
    visit.photograph("lines")
    visit.page.keyboard.press("Escape")

    spanish.locator("[data-test='dub-watch']").click()
    expect(visit.find("language-menu")).to_have_text("ES")
    expect(visit.find("feed-video")).to_have_attribute("src", re.compile("/dub/s01e01/es/master.mp4"))
    visit.page.reload()
    expect(visit.find("language-menu")).to_have_text("ES")
    assert not visit.wrong
    visit.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_voice_is_looked_at_and_a_recording_wants_a_word(
    chromium: Browser, dubbed: House, size: str, tmp_path: Path
) -> None:
    visit = window(chromium, dubbed, size)
    visit.open(f"#/{name(dubbed)}/cast")
    told = "Likeness 0.65; strangers are about 0.38 alike, one person in two recordings 0.74"
    expect(visit.find("likeness")).to_have_attribute("aria-label", told)
    visit.page.locator("article", has=visit.find("likeness")).locator("[data-test='revoice']").click()
    expect(visit.find("voice-consent")).to_contain_text(WORD)
    expect(visit.find("voice-look")).to_be_disabled()
    sound = tmp_path / "ana.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16000 * 6))
    visit.find("record-file").set_input_files(sound)
    visit.find("record-who").fill("Ana Ruiz")
    expect(visit.find("record-go")).to_be_disabled()
    visit.find("record-consent").fill(WORD)
    fits(visit, "voice")
    visit.photograph("voice")
    assert not visit.wrong
    visit.context.close()
