"""Every view at every size, in the dark and in the light: nothing too wide, nothing wrong in the console."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible

from .conftest import SIZES, House, Visit

pytestmark = pytest.mark.slow
TABS = ("watch", "floor", "board", "cast", "season", "sets", "continuity")
NASTY = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
STATIC = Path(__file__).parents[3] / "studio" / "web" / "static"
FIRST = (
    "index.html",
    "theme.css",
    "app.js",
    "theme.js",
    "api.js",
    "dom.js",
    "icons.js",
    "parts.js",
    "views/home.js",
    "views/price.js",
    "views/home.css",
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Studio on three written episodes of a series whose title and lead are called as nobody is."""
    home = tmp_path_factory.mktemp("planned")
    premise = "A widow's new tenant has her dead husband's handwriting"
    make = [sys.executable, "-m", "cliffhanger", "make", premise, "--episodes", "3", "--no-render", "--home", str(home)]
    subprocess.run(make, check=True, capture_output=True)
    house = House(home)
    with closing(Archive(home / name(house) / "series.db")) as archive:
        bible = archive.get("bible", "s01", Bible)
        assert bible is not None
        people = (bible.characters[0].model_copy(update={"name": NASTY, "full_name": NASTY}), *bible.characters[1:])
        nasty = bible.model_copy(update={"title": NASTY, "logline": NASTY, "characters": people})
        archive.put("bible", "s01", nasty, "a test", "user")
    house.open()
    yield house
    house.close()


def name(house: House) -> str:
    return next(path.parent.name for path in house.home.glob("*/series.db"))


def window(chromium: Browser, house: House, size: str, theme: str = "dark") -> Visit:
    width, height = SIZES[size]
    visit = Visit(chromium.new_context(viewport={"width": width, "height": height}), house, size)
    visit.page.add_init_script(f"localStorage.setItem('cliffhanger.theme', '{theme}')")
    return visit


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES)
def test_every_view_fits_its_window_and_takes_nothing_for_markup(
    chromium: Browser, planned: House, size: str, theme: str
) -> None:
    visit = window(chromium, planned, size, theme)
    visit.open()
    expect(visit.find("series-card")).to_contain_text("<script>")
    fits(visit, "home")
    for tab in TABS:
        visit.open(f"#/{name(planned)}/{tab}")
        expect(visit.find(f"tab-{tab}")).to_have_attribute("aria-current", "page")  # and not still the one before
        expect(visit.page.locator("main.frame-view:not(:has(.skeleton)) > *").first).to_be_visible()
        assert not visit.page.get_by_text("That did not load").count(), tab
        fits(visit, tab)
        visit.photograph(f"view-{tab}-{theme}")
    assert visit.page.title() == f"{NASTY} · Cliffhanger"
    assert not visit.wrong
    visit.context.close()


def fits(visit: Visit, where: str) -> None:
    wide = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{where} is {wide} px wider than the window"
    unnamed = visit.page.evaluate(NAMELESS)
    assert not unnamed, f"{where}: controls that say nothing: {unnamed}"


NAMELESS = """() => [...document.querySelectorAll('button, a[href], input, select, textarea')]
  .filter((node) => node.checkVisibility())
  .filter((node) => ![node.ariaLabel, node.title, node.textContent, node.closest('label')?.textContent]
    .some((word) => word?.trim()))
  .map((node) => node.outerHTML.slice(0, 120))"""


def test_the_lights_are_remembered(chromium: Browser, planned: House) -> None:
    width, height = SIZES["desktop"]
    visit = Visit(chromium.new_context(viewport={"width": width, "height": height}), planned, "desktop")
    visit.open()
    root = visit.page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    visit.find("theme").click()
    expect(root).to_have_attribute("data-theme", "light")
    visit.page.reload()
    expect(root).to_have_attribute("data-theme", "light")
    visit.context.close()


def test_a_series_that_is_not_there_is_said_in_words(chromium: Browser, planned: House) -> None:
    visit = window(chromium, planned, "phone")
    visit.open("#/nothing-of-the-kind/watch")
    expect(visit.page.get_by_role("heading", name="No such series")).to_be_visible()
    visit.context.close()


def test_the_stream_is_taken_up_where_it_broke(chromium: Browser, planned: House) -> None:
    visit = window(chromium, planned, "desktop")
    visit.open(f"#/{name(planned)}/floor")
    lost = visit.page.get_by_text("Reconnecting").locator("visible=true")
    expect(visit.page.get_by_role("heading", name="Call sheet")).to_be_visible()
    expect(lost).to_be_hidden()
    planned.kill()
    expect(lost).to_be_visible()
    planned.open()
    expect(lost).to_be_hidden()
    visit.context.close()


def test_the_first_page_weighs_less_than_a_hundred_kilobytes() -> None:
    weights = {path: len(gzip.compress((STATIC / path).read_bytes())) for path in FIRST}
    weights["fonts/montserrat.woff2"] = (STATIC / "fonts" / "montserrat.woff2").stat().st_size
    assert sum(weights.values()) < 100_000, json.dumps(weights)


def test_no_page_parses_what_it_is_given() -> None:
    for path in STATIC.rglob("*.js"):
        code = path.read_text("utf-8")
        for word in ("innerHTML =", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert word not in code, f"{path.name} uses {word}"
