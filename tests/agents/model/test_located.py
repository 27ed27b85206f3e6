"""A model director is told of real sets, may name only what they have, and is asked again where it does not hold."""

import json
from typing import Any

from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.model.crew import ModelDirector
from cliffhanger.agents.model.desk import desk_told
from cliffhanger.agents.model.editing import EditDraft, FieldDraft, settle_edit
from cliffhanger.agents.model.located import NONE, storyboard_draft, unplaced
from cliffhanger.agents.model.references import References
from cliffhanger.agents.model.scripted import ScriptedModel, Step
from cliffhanger.agents.model.stand_in import draft_of_storyboard
from cliffhanger.agents.model.talk import Reply
from cliffhanger.memory.edits.board import Reframe
from cliffhanger.memory.sets import Sets
from cliffhanger.memory.storyboard import Storyboard

from ..notes.conftest import desk_of
from ..sets import scouted

DESK = desk_of("nurse")
BIBLE, SCRIPT = DESK.bible, DESK.scripts["s01e01"]
HERE = SCRIPT.scenes[0].location
SETS = Sets(sets=(scouted(HERE, left=0.4), scouted("roof")))


async def drafted() -> dict[str, Any]:
    """Return what a model would answer: the house's shots, cameras and marks left empty."""
    board = await HouseDirector().storyboard(BIBLE, SCRIPT, 1)
    draft: dict[str, Any] = json.loads(unplaced(draft_of_storyboard(board, SCRIPT, BIBLE)).model_dump_json())
    return draft


def placed(draft: dict[str, Any], scene: int, **named: str) -> dict[str, Any]:
    """Return the answer with names on the first shot of a scene that shows a place."""
    shots = [dict(shot) for shot in draft["shots"]]
    first = next(one for one in shots if one["scene"] == scene and one["framing"] not in ("insert", "panels"))
    first.update(named)
    return {"shots": shots}


async def directed(*answers: dict[str, Any]) -> tuple[Storyboard, str]:
    """Return the storyboard of a model that answers so, and the first question."""
    steps = [Step(role="director", reply=Reply(text=json.dumps(answer))) for answer in answers]
    with ScriptedModel(steps) as model:
        board = await ModelDirector(model).storyboard(BIBLE, SCRIPT, 1, SETS)
        return board, "\n".join(message.text for message in model.heard[0])


async def test_a_director_is_told_the_cameras_of_the_sets_of_this_script() -> None:
    board, told = await directed(placed(await drafted(), 1, camera="reverse", mark="back"))
    name = BIBLE.location(HERE).name
    assert f"- {name}: cameras front (96% seen), reverse (96% seen), left (40% seen)" in told
    assert "marks middle, left, back" in told and "roof: cameras" not in told
    named = [(shot.camera, shot.mark) for shot in board.shots if shot.camera]
    assert named == [("reverse", "back")]


async def test_a_camera_of_another_place_is_a_fault_and_asked_again() -> None:
    other = next(n for n, scene in enumerate(SCRIPT.scenes, 1) if scene.location != HERE)
    draft = await drafted()
    board, _ = await directed(placed(draft, 1, camera="attic"), draft)
    assert not any(shot.camera for shot in board.shots)
    board, _ = await directed(placed(draft, other, camera="reverse"))
    assert not any(shot.camera for shot in board.shots), "a drawn place has no cameras: it is left out"


def test_the_schema_has_the_names_of_the_sets_and_no_others() -> None:
    schema = storyboard_draft(SETS.sets).model_json_schema()
    shot = schema["$defs"]["ShotDraft"]
    assert shot["properties"]["camera"]["enum"] == ["", "front", "reverse", "left", "right", "high", "low", "wide"]
    assert shot["properties"]["mark"]["enum"] == ["", "middle", "left", "back"]
    assert set(shot["required"]) == set(shot["properties"]) and shot["additionalProperties"] is False
    assert schema["title"] == "StoryboardDraft"
    assert "camera" not in storyboard_draft(()).model_json_schema()["$defs"]["ShotDraft"]["properties"]


def test_who_reads_notes_is_told_of_sets_only_where_there_are_some() -> None:
    from dataclasses import replace

    assert "Scouted sets" not in desk_told(DESK) and NONE not in desk_told(DESK)
    assert "cameras front (96% seen)" in desk_told(replace(DESK, sets=SETS))


def test_a_camera_that_a_note_names_is_one_of_the_set() -> None:
    from dataclasses import replace

    shot = next(one for one in DESK.storyboards["s01e01"].shots if one.scene == SCRIPT.scenes[0].id)

    def taken(camera: str) -> tuple[Any, list[str]]:
        references = References(replace(DESK, sets=SETS))
        fields = [FieldDraft(name="shot", value=shot.id), FieldDraft(name="camera", value=camera)]
        return settle_edit(EditDraft(do="reframe", fields=fields), references), references.faults

    assert taken("Reverse") == (Reframe(shot=shot.id, camera="Reverse"), [])
    edit, faults = taken("attic")
    assert edit is None
    assert faults == [
        "reframe, camera: the set has no camera 'attic'; it has front, reverse, left, right, high, low, wide"
    ]
