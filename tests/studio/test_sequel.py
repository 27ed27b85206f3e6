"""The order for a sequel: of what, led by whom, from where; and the same on the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop
from cliffhanger.memory.canon import Facts
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, Event, Scene, Script
from cliffhanger.studio.order import Order, SeasonOrder, of_sequel
from cliffhanger.studio.settings import Settings

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"


def person(id: str, role: str, age: int = 30) -> Character:
    return Character.model_validate(
        {
            "id": id, "name": id.capitalize(), "full_name": f"{id.capitalize()} Quay", "role": role, "job": "nurse",
            "look": Look(sex="woman", age=age), "look_words": "", "wardrobe": (Outfit(garment="scrubs"),),
            "voice": Voice(style="x"), "speech": "", "temper": "warm", "secret": "", "wants": "", "fears": "",
        }
    )  # fmt: skip


def bible(season: int) -> Bible:
    return Bible(
        title="Salt", premise=Premise(text="A nurse"), logline="A nurse.", genre="drama", engine="x", tone="dry",
        style="noir", question="Who?", season=season,
        characters=(person("mia", "lead"), person("cole", "love"), person("tom", "child", 9),
                    person("dana", "missing")),
        locations=(Location(id="quay", name="the quay", set="harbour", words=""),),
        props=(Prop(id="ring", name="the ring", kind="ring", words=""),),
    )  # fmt: skip


class Shelf:
    """A home with one series, of which as much is approved as a test says; a season has three episodes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "salt").mkdir(parents=True)
        self.archive = Archive(home / "salt" / "series.db")
        self.archive.set_note("premise", "A nurse buys a boat")

    def season(self, number: int, approved: int, **order: str | bool) -> None:
        kept = SeasonOrder.model_validate({"season": number, "season_length": 3, **order})
        self.archive.set_note(f"order.s{number:02d}", json.dumps(kept.model_dump()))
        self.archive.put("bible", f"s{number:02d}", bible(number), "by hand")
        for episode in range(1, approved + 1):
            self.approve(f"s{number:02d}e{episode:02d}", Event(kind="dies", scene="1", who="cole"))

    def approve(self, id: str, event: Event) -> None:
        scene = Scene(id=f"{id}.1", location="quay", hour="day", present=("mia",), beats=(Beat(id=f"{id}.1.b01"),))
        script = Script(
            episode=id, title=id, hook="h", cliffhanger="c", cliff="loss", scenes=(scene,),
            events=(event.model_copy(update={"scene": scene.id}),),
        )  # fmt: skip
        self.archive.put("script", id, script, "by hand")
        self.archive.put("facts", id, Facts(), "by hand")

    def sequel(self, from_here: bool = False, **wanted: str | int) -> Order:
        return of_sequel(self.home, "salt", SeasonOrder.model_validate(wanted), from_here)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.archive.close()


def test_a_finished_season_is_followed_by_the_next(shelf: Shelf) -> None:
    shelf.season(1, approved=3)
    order = shelf.sequel(about="the boat", lead="Mia Quay")
    assert (order.season, order.about, order.lead, order.from_here) == (2, "the boat", "mia", False)
    assert order.premise == "A nurse buys a boat" and order.slug == "salt"


def test_an_unfinished_one_is_not_unless_from_here(shelf: Shelf) -> None:
    shelf.season(1, approved=2)
    with pytest.raises(UserError, match=r"Season 1 of salt is not finished: 2 of 3 episodes.*--all.*--from-here"):
        shelf.sequel()
    assert shelf.sequel(from_here=True).season == 2


def test_what_has_not_begun_cannot_go_on_from_here(shelf: Shelf) -> None:
    with pytest.raises(UserError, match="not even a Bible"):
        shelf.sequel()
    shelf.season(1, approved=0)
    with pytest.raises(UserError, match="no finished episode that a sequel could go on from"):
        shelf.sequel(from_here=True)


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("Bob", "Nobody in Salt is called 'Bob'. There: Mia, Cole, Tom, Dana."),
        ("cole", "Cole is dead and cannot lead a season. These can: Mia."),
        ("Tom", "Tom is a child and cannot lead a season."),
        ("DANA", "Dana is gone and cannot lead a season."),
    ],
)
def test_who_cannot_lead_is_told_with_who_can(shelf: Shelf, lead: str, told: str) -> None:
    shelf.season(1, approved=3)
    with pytest.raises(UserError) as refused:
        shelf.sequel(lead=lead)
    assert told in str(refused.value)


@pytest.mark.parametrize("words", [{}, {"about": "the boat"}, {"lead": "mia"}, {"seed": 4}])
def test_the_same_words_again_go_on_with_the_season_they_began(shelf: Shelf, words: dict[str, str]) -> None:
    shelf.season(1, approved=3)
    shelf.season(2, approved=1, **words)
    assert shelf.sequel(**words).season == 2
    with pytest.raises(UserError, match="Season 2 of salt is not finished"):
        shelf.sequel(about="something else")


def test_the_same_words_from_here_go_on_too_and_new_ones_begin_another(shelf: Shelf) -> None:
    shelf.season(1, approved=1)
    shelf.season(2, approved=1, from_here=True)
    assert shelf.sequel(from_here=True).season == 2
    assert shelf.sequel(from_here=True, about="the boat").season == 3


def test_a_line_in_another_language_is_refused_before_anything_is_opened(shelf: Shelf) -> None:
    shelf.season(1, approved=3)
    order = shelf.sequel(about="Une infirmière cherche la lettre de sa soeur dans le grenier")
    with pytest.raises(UserError, match="French"):
        order.check(Settings(home=shelf.home))
    shelf.sequel(about="revenge").check(Settings(home=shelf.home))
    with pytest.raises(UserError, match=r"sequel is about has 1,?200 characters"):
        shelf.sequel(about="a" * 1200).check(Settings(home=shelf.home))


def cliffhanger(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cliffhanger", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)


@pytest.mark.slow
def test_a_sequel_is_made_on_the_command_line_and_again_makes_nothing_new(tmp_path: Path) -> None:
    home = ("--no-render", "--home", str(tmp_path / "home"))
    assert cliffhanger("make", PREMISE, "--episodes", "2", *home).returncode == 0
    (name,) = (path.name for path in (tmp_path / "home").iterdir() if (path / "series.db").exists())
    refused = cliffhanger("sequel", name, *home)
    assert refused.returncode == 2 and "--from-here" in refused.stderr and "Traceback" not in refused.stderr
    digests = []
    for _ in range(2):
        made = cliffhanger("sequel", name, "--from-here", *home, "--json")
        assert made.returncode == 0, made.stderr
        assert [episode["id"] for episode in json.loads(made.stdout)["episodes"]] == ["s02e01"]
        with Archive(tmp_path / "home" / name / "series.db") as archive:
            digests.append(archive.digest())
            assert archive.ids("facts") == ["s01e01", "s01e02", "s02e01"]
    assert digests[0] == digests[1]
    assert "There: " in cliffhanger("sequel", name, "--lead", "Bob", "--from-here", *home).stderr
