"""Notes about scouted sets: which camera, which mark, and what is said where there is none."""

from typing import Any

import pytest

from cliffhanger.memory.note import Reading
from cliffhanger.memory.sets import Mark, ScoutedSet, Sets

from ..sets import camera, scouted
from .conftest import Say, desk_of

HERE = desk_of("nurse").scripts["s01e01"].scenes[0].location


def with_the_users_own() -> ScoutedSet:
    """Return the set of scene 1, with two cameras and a mark that the user has saved."""
    one = scouted(HERE)
    own = (
        camera("window", saved=True, at=(2.0, 1.5, -1.0)),
        camera("over the table", saved=True, at=(-1.0, 1.9, -1.0)),
    )
    desk = Mark(name="desk", x=0.5, z=0.5, saved=True)
    return one.model_copy(update={"cameras": (*one.cameras, *own), "marks": (*one.marks, desk)})


@pytest.fixture
def told(say: Say) -> Any:
    sets = Sets(sets=(with_the_users_own(),))

    def told(note: str, focus: str = "s01e01", **more: Any) -> Reading:
        return say(note, focus=focus, **{"sets": sets, **more})

    return told


@pytest.mark.parametrize(
    ("note", "what"),
    [
        ("film shot 3 from the reverse", {"camera": "reverse"}),
        ("film shot 3 from the revrse", {"camera": "reverse"}),
        ("film shot 3 from the other side", {"camera": "reverse"}),
        ("reverse angle for shot 3", {"camera": "reverse"}),
        ("could you please shoot shot 3 from the right-hand side?", {"camera": "right"}),
        ("take shot 3 from the windw", {"camera": "window"}),
        ("shot 3 through the window camera", {"camera": "window"}),
        ("I want the camera over the table for shot 3", {"camera": "over the table"}),
        ("use the low camera for shot 3", {"camera": "low"}),
        ("the camera in shot 3 should be the reverse one", {"camera": "reverse"}),
        ("let shot 3 have the usual camera", {"camera": ""}),
        ("put her on the desk mark in shot 3", {"mark": "desk"}),
        ("in shot 3 they stand on the back mark", {"mark": "back"}),
        ("film shot 3 from the reverse with a slow push in", {"camera": "reverse", "move": "push_in"}),
        ("shot 3 from below", {"angle": "low"}),
        ("camera low in shot 3", {"angle": "low"}),
        ("pan left in shot 3", {"move": "pan_left"}),
        ("make shot 3 a wide shot", {"framing": "wide"}),
    ],
)
def test_a_shot_is_filmed_as_it_is_said(told: Any, note: str, what: dict[str, str]) -> None:
    edits = [edit.model_dump(exclude_none=True) for edit in told(note).edits]
    assert edits == [{"do": "reframe", "shot": "s01e01.s03", **what}]


def test_what_is_looked_at_is_filmed_from_the_users_own_camera(told: Any) -> None:
    edit = told("show her from the window side", focus="s01e01.s09").edits[0]
    assert (edit.shot, edit.camera) == ("s01e01.s09", "window")


def test_a_scene_is_filmed_with_one_camera_and_said_back_in_one_sentence(told: Any) -> None:
    found = told("use the hihg camera in scene 1")
    shots = [one for one in desk_of("nurse").storyboards["s01e01"].shots if one.scene == "s01e01.1"]
    assert [(edit.shot, edit.camera) for edit in found.edits] == [
        (one.id, "high") for one in shots if one.framing not in ("insert", "panels")
    ]
    assert found.understood.count("camera “high”") == 1
    assert found.understood.startswith("Shots 2, 3") and "15 of episode 1 are taken" in found.understood


def test_of_somebody_in_a_scene_only_their_own_shots_are_meant(told: Any) -> None:
    shots = {one.id: one for one in desk_of("nurse").storyboards["s01e01"].shots}
    edits = told("shoot Vikram in scene 1 from the reverse").edits
    assert edits and {shots[edit.shot].figures[-1].character for edit in edits} == {"vikram"}


def test_a_camera_that_the_set_lacks_is_refused_with_those_it_has(told: Any) -> None:
    refused = told("film shot 3 from the attic camera").refusal
    assert "no camera “attic”; it has front, reverse, left, right, high, low, wide, window, over the table" in refused
    assert (
        "no mark “balcony”; it has middle, left, back, desk" in told("put them on the balcony mark in shot 3").refusal
    )


def test_a_drawn_set_is_refused_with_what_to_do(told: Any, say: Say) -> None:
    assert "The apartment is a drawn set; scout footage of it first" in told("film scene 2 from the reverse").refusal
    found = say("use the high camera in scene 1", focus="s01e01")
    assert 'scout footage of it first: cliffhanger scout FOOTAGE --as "Room 412"' in found.refusal
    assert found.certain, "a small model is not asked what it may mean"
    assert found.near == ("film shot 2 from below", "film shot 2 from above")


def test_where_nothing_is_named_it_is_asked(told: Any) -> None:
    found = told("film it from the front")
    assert found.question and all(" in scene " in option for option in found.options)
