"""Sets in a real browser: one looks round live, saves a camera, drops a mark, and takes both back."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import cv2
import pytest
from playwright.sync_api import Browser, Page, expect

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.sets import ScoutedSet, Sets
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.sets.opening import open_set
from cliffhanger.tools.sets.pictured import Picturing
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.spec import PictureSetSpec
from cliffhanger.tools.take import Take

from .conftest import SIZES, House, Visit
from .test_page import fits, name, window

pytestmark = pytest.mark.slow
KEY = "5e" * 32
NASTY = "<img src=x>.png"


@pytest.fixture(scope="module")
def scouted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Studio on a written episode, one of whose places is filmed in a set of one picture."""
    home = tmp_path_factory.mktemp("scouted")
    premise = "A widow's new tenant has her dead husband's handwriting"
    make = [sys.executable, "-m", "cliffhanger", "make", premise, "--no-render", "--home", str(home)]
    subprocess.run(make, check=True, capture_output=True)
    house = House(home)
    path = home / name(house)
    picture, out = home / "room.png", home / "room.set"
    cv2.imwrite(str(picture), cv2.cvtColor(Room().render(Room().front_eye(), 640, 480, 1).colour, cv2.COLOR_RGB2BGR))
    photograph = Take(key="a", tool="photograph", version="1", path=str(picture))
    made = Picturing().make(PictureSetSpec(tall=2.8), out, [photograph])
    opened, store = open_set(out), TakeStore(path / "takes")
    kept = store.reserve(KEY, ".set")
    shutil.move(out, kept)
    store.put(KEY, "pictured", "1", kept, facts=made.facts)
    with closing(Archive(path / "series.db")) as archive:
        bible = archive.get("bible", "s01", Bible)
        assert bible is not None
        place = bible.locations[0].id
        one = ScoutedSet(location=place, take=KEY, of=NASTY, cameras=opened.cameras(), marks=opened.marks())
        archive.put("sets", "s01", Sets(sets=(one,)), "scouted", "user")
    report = path / "documents" / "sets" / place
    report.mkdir(parents=True)
    shutil.move(picture, report / "seen-from-above.png")
    house.open()
    yield house
    house.close()


def enter(visit: Visit) -> None:
    """Go from the list of sets into the one that was scouted, and wait for a sharp view of it."""
    visit.open(f"#/{name(visit.house)}/sets")
    visit.find("set-enter").click()
    sharp(visit)


def sharp(visit: Visit) -> None:
    expect(visit.find("set-canvas")).to_have_attribute("data-sharp", "true", timeout=60_000)


def light(page: Page) -> float:
    """Return how bright the set's picture is: 0 to 255."""
    found: float = page.evaluate(
        """() => {
          const small = new OffscreenCanvas(18, 32), pen = small.getContext('2d');
          pen.drawImage(document.querySelector('[data-test=set-canvas]'), 0, 0, 18, 32);
          const data = pen.getImageData(0, 0, 18, 32).data;
          return data.reduce((sum, value, at) => sum + (at % 4 < 3 ? value : 0), 0) / (18 * 32 * 3);
        }"""
    )
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES)
def test_one_looks_round_in_a_set(chromium: Browser, scouted: House, size: str, theme: str) -> None:
    visit = window(chromium, scouted, size, theme)
    visit.open(f"#/{name(scouted)}/sets")
    expect(visit.find("set").first).to_contain_text(NASTY)
    expect(visit.find("set").first).to_contain_text("From a picture")
    expect(visit.page.locator(".plate.coming")).to_have_count(0, timeout=60_000)
    visit.page.get_by_text("The scout's report").click()
    fits(visit, "the list of sets")
    visit.photograph(f"sets-{theme}")
    enter(visit)
    fits(visit, "the viewer")
    visit.photograph(f"set-{theme}")
    assert light(visit.page) > 20, "something of the place is seen"

    canvas = visit.find("set-canvas")
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    for step in range(1, 8):
        visit.page.mouse.move(x + 7 * step, y - 2 * step)
    expect(canvas).to_have_attribute("data-sharp", "false")
    assert light(visit.page) > 20, "while one moves it is turned without waiting"
    visit.page.mouse.up()
    expect(canvas).to_have_attribute("data-sharp", "true", timeout=60_000)
    visit.photograph(f"set-turned-{theme}")
    canvas.press("ArrowLeft")
    canvas.press("PageUp")
    canvas.press("+")
    expect(visit.find("set-seen")).to_contain_text("% seen")
    visit.page.get_by_role("slider", name="Lens").fill("85")
    expect(visit.page.get_by_text("85 mm, long, for faces")).to_be_visible()
    assert not visit.wrong
    visit.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_camera_and_a_mark_are_placed_and_taken_back(chromium: Browser, scouted: House, size: str) -> None:
    visit = window(chromium, scouted, size)
    visit.page.emulate_media(reduced_motion="reduce")
    enter(visit)
    cameras, marks = visit.find("set-camera").count(), visit.find("set-mark").count()
    visit.find("save-camera").click()
    visit.find("set-name").fill("By the door")
    visit.find("set-name-go").click()
    saved = visit.page.locator("[data-test='set-camera'][data-name='By the door']")
    expect(saved).to_contain_text("% seen")
    saved.locator("[data-test='rename-camera']").click()
    visit.find("set-name").fill("Threshold")
    visit.find("set-name-go").click()
    expect(visit.page.locator("[data-test='set-camera'][data-name='Threshold']")).to_be_visible()

    visit.find("drop-mark").click()
    box = visit.find("set-canvas").bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.96)
    visit.find("set-name").fill("Mia")
    visit.photograph("set-mark")
    visit.find("set-name-go").click()
    expect(visit.page.locator("[data-test='set-mark'][data-name='Mia']")).to_be_visible()
    visit.photograph("set-marked")
    visit.page.locator("[data-test='set-mark'][data-name='Mia'] [data-test='remove-mark']").click()
    expect(visit.find("set-mark")).to_have_count(marks)

    if size == "phone":
        visit.find("open-notes").click()
    visit.find("undo").click()
    expect(visit.find("set-mark")).to_have_count(marks + 1, timeout=60_000)
    for left in (marks, marks):
        expect(visit.find("undo")).to_be_enabled(timeout=60_000)
        visit.find("undo").click()
        expect(visit.find("set-mark")).to_have_count(left, timeout=60_000)
        visit.page.wait_for_timeout(1500)
    expect(visit.page.locator("[data-test='set-camera'][data-name='By the door']")).to_be_visible(timeout=60_000)
    expect(visit.find("undo")).to_be_enabled(timeout=60_000)
    visit.find("undo").click()
    expect(visit.find("set-camera")).to_have_count(cameras, timeout=60_000)
    assert not visit.wrong
    visit.context.close()


TURNED = """async (series) => {
  const { Projector } = await import('/static/views/projector.js');
  const { filmed } = await import('/static/views/plates.js');
  const { kept, plus } = await import('/static/views/lens.js');
  const sets = await (await fetch(`/api/series/${series}/sets`)).json();
  const place = sets.locations.find((one) => one.cameras.length);
  const from = kept(place.cameras[0].eye);
  const to = { ...from, at: plus(from.at, [0.25, 0.12, -0.2]), yaw: from.yaw - 4, pitch: from.pitch - 2, roll: 3 };
  const film = (eye, over) => filmed({ series, season: 1, location: place.id, eye, width: 270, viewer: '', over });
  const [first, there] = [await film(from, 1.3), await film(to, 1)];
  const canvas = Object.assign(document.createElement('canvas'), { width: 270, height: 480 });
  const projector = new Projector(canvas);
  projector.tint = false;
  projector.take(first);
  const pixels = (source) => {
    const pen = new OffscreenCanvas(90, 160).getContext('2d');
    pen.drawImage(source, 0, 0, 90, 160);
    return pen.getImageData(0, 0, 90, 160).data;
  };
  const real = pixels(there.picture);
  const apart = (other) => {
    const gaps = Array.from({ length: real.length / 4 }, (_, at) => Math.abs(real[4 * at] - other[4 * at]));
    return gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.75)];
  };
  projector.draw(to);
  const turned = apart(pixels(canvas));
  projector.draw(from);
  return [projector.nearest(to).far, turned, apart(pixels(canvas))];
}"""


def test_what_the_page_turns_is_what_the_server_films(chromium: Browser, scouted: House) -> None:
    """A view that was filmed at one eye, turned to another by the page, against what is filmed there."""
    visit = window(chromium, scouted, "desktop")
    enter(visit)
    far, turned, unturned = visit.page.evaluate(
        TURNED,
        name(scouted),
    )
    assert far > 0.3
    assert turned < 12 and unturned > 3 * turned, (turned, unturned)
    visit.context.close()
