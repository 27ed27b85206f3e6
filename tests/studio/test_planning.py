"""The season plan as it is shown: a table that fits, with its marks, and a picture beside it."""

import json
from pathlib import Path

import cv2
import pytest

from cliffhanger.agents.casting import look, voices
from cliffhanger.agents.house.bible.showrunner import develop
from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.premise.reader import read
from cliffhanger.agents.house.season.season import outline
from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.debate import Objection, Objections
from cliffhanger.memory.script import Outline, Season
from cliffhanger.memory.state import initial
from cliffhanger.studio.planning import SeasonPlan, chart_of, plan_of

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
HELD = Objection(code="crowded", episodes=(4,), text="Six people in ninety seconds.", wish="Keep four.")


@pytest.fixture(scope="module")
def season() -> tuple[Bible, Outline]:
    library = load()
    bible = develop(read(PREMISE), library.engines, 1, 60, looks=look, voices=voices)
    engine = library.engine(bible.engine)
    return bible, outline(bible, engine, library.patterns, Season(), 1, initial(bible), (), library.openings)


@pytest.fixture
def home(tmp_path: Path, season: tuple[Bible, Outline]) -> Path:
    bible, plan = season
    for name in ("dated-tomorrow", "empty"):
        (tmp_path / name).mkdir()
        with Archive(tmp_path / name / "series.db") as archive:
            archive.put("bible", "s01", bible, "developed")
            if name != "empty":
                archive.put("outline", "s01", plan, "planned")
                archive.put("objections", "s01", Objections(objections=(HELD,)), "attacked")
    return tmp_path


@pytest.fixture
def plan(home: Path) -> SeasonPlan:
    return plan_of(home, "dated-tomorrow")


def test_the_table_fits_and_has_a_line_an_episode(plan, season):
    lines = plan.as_text().splitlines()
    assert max(len(line) for line in lines if not line.startswith(("objection", "/"))) <= 110
    for episode in season[1].episodes:
        assert any(f" {episode.number} {episode.title}" in line for line in lines), episode.title


def test_paywall_and_reversals_are_marked(plan):
    marked = {
        line.split()[1]: line[0] for line in plan.as_text().splitlines() if line[:2] in ("> ", "! ") and "█" in line
    }
    assert marked == {"10": ">", "15": "!", "30": "!", "45": "!"}
    assert plan.paywall == 10 and plan.reversals == (15, 30, 45)


def test_threads_are_told_where_they_are_asked_and_answered(plan):
    text = plan.as_text()
    for thread in plan.threads:
        short = thread.id.split(".")[0]
        assert f"+{short}" in text and (f"✓{short}" in text) == bool(thread.paid)
        assert thread.question[:60] in text
    assert "carried into the next season" in text and "objection: crowded (4): Six people" in text


def test_the_cast_is_told_by_initials(plan, season):
    bible = season[0]
    assert list(plan.cast.values()) == [person.name for person in bible.characters]
    assert plan.episodes[0].initials == "".join(
        next(letter for letter, name in plan.cast.items() if name == bible.character(id).name)
        for id in plan.episodes[0].cast
    )


def test_json_is_plain_and_whole(plan):
    data = json.loads(json.dumps(plan.as_json()))
    assert SeasonPlan.model_validate(data) == plan and len(data["episodes"]) == 60


def test_the_picture_lies_with_the_documents_and_is_the_same_each_time(home, plan):
    picture = Path(plan.picture)
    assert picture == (home / "dated-tomorrow" / "documents" / "s01-plan.png").resolve()
    first = picture.read_bytes()
    assert cv2.imread(str(picture)).shape[1] == 2400
    plan_of(home, "dated-tomorrow", 1)
    assert picture.read_bytes() == first


def test_the_picture_shows_every_thread_and_everybody(season):
    bible, planned = season
    chart = chart_of(bible, planned)
    assert [arc.label for arc in chart.arcs] == [thread.question for thread in planned.threads]
    assert [row.name for row in chart.rows] == [person.name for person in bible.characters]
    assert sum(arc.end > chart.steps for arc in chart.arcs) == sum(thread.carried for thread in planned.threads)
    assert {mark.at for mark in chart.marks} == {10, 15, 30, 45}


@pytest.mark.parametrize(
    ("name", "season_number", "told"), [("empty", 0, "make empty"), ("dated-tomorrow", 2, "sequel")]
)
def test_no_plan_is_said_with_what_to_do(home, name, season_number, told):
    with pytest.raises(UserError, match=f"no plan yet: cliffhanger {told}"):
        plan_of(home, name, season_number)


def test_an_unknown_series_is_said(home):
    with pytest.raises(UserError, match="no series in"):
        plan_of(home, "nothing of the kind", 1)
