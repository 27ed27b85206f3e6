"""A shot is filmed by another camera of its set, and its people stand elsewhere; what a set has not is refused."""

import pytest

from cliffhanger.agents.angles import GROUNDLESS
from cliffhanger.agents.crew import Studio
from cliffhanger.agents.revision.board.shots import reframe
from cliffhanger.agents.revision.diffs import differences
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.agents.revision.world.declared import change_location
from cliffhanger.memory.edits.board import Reframe
from cliffhanger.memory.edits.people import ChangeLocation
from cliffhanger.memory.script import Script
from cliffhanger.memory.sets import Sets
from cliffhanger.memory.storyboard import Shot, Storyboard

from ..sets import scouted

ID = "s01e01"


@pytest.fixture
def located(studio: Studio) -> Studio:
    """The series, with the place of the first scene scouted."""
    where = studio.document("script", ID, Script).scenes[0].location
    studio.archive.put("sets", "s01", Sets(sets=(scouted(where),)), "scouted")
    return studio


def board_of(studio: Studio) -> Storyboard:
    found: Storyboard = studio.document("storyboard", ID, Storyboard)
    return found


def shot_of(studio: Studio) -> Shot:
    """Return the first shot that is filmed in the scouted set."""
    sets, script = studio.document("sets", "s01", Sets), studio.document("script", ID, Script)
    there = {scene.id for scene in script.scenes if sets.of(scene.location)}
    shots = (one for one in board_of(studio).shots if one.scene in there)
    return next(one for one in shots if one.framing not in GROUNDLESS)


async def test_a_camera_and_a_mark_are_named_and_given_up_again(located: Studio) -> None:
    with rehearsal(located) as studio:
        shot = shot_of(studio)
        await reframe(studio, Reframe(shot=shot.id, camera="Reverse", mark="left"))
        others = [one for one in board_of(studio).shots if one.id != shot.id]
        assert shot_of(studio) == shot.model_copy(update={"camera": "reverse", "mark": "left"})
        assert others == [one for one in board_of(located).shots if one.id != shot.id]
        lines = [line.text for diff in differences(located.archive, studio.archive) for line in diff.lines]
        assert any("from the camera reverse, on the mark left" in line for line in lines)
        with pytest.raises(NotPossible, match="already"):
            await reframe(studio, Reframe(shot=shot.id, camera="reverse"))
        await reframe(studio, Reframe(shot=shot.id, camera="", mark=""))
        assert shot_of(studio) == shot
        assert board_of(studio).digest() == board_of(located).digest()


async def test_what_the_set_has_not_is_refused_with_what_it_has(located: Studio) -> None:
    with rehearsal(located) as studio:
        with pytest.raises(
            NotPossible, match="has no camera “attic”; it has front, reverse, left, right, high, low, wide"
        ):
            await reframe(studio, Reframe(shot=shot_of(studio).id, camera="attic"))
        with pytest.raises(NotPossible, match="has no mark “door”; it has middle, left, back"):
            await reframe(studio, Reframe(shot=shot_of(studio).id, mark="door"))


async def test_in_a_drawn_set_and_on_a_card_there_is_no_camera_to_choose(studio: Studio) -> None:
    shots = board_of(studio).shots
    drawn = next(one for one in shots if one.scene and one.framing not in GROUNDLESS)
    slug = studio.folder.slug
    with pytest.raises(NotPossible, match=f"is a drawn set; scout footage of it first: .* --series {slug} --as"):
        await reframe(studio, Reframe(shot=drawn.id, camera="high"))
    title = next(one for one in shots if one.framing == "title")
    with pytest.raises(NotPossible, match="is a card: no place is seen in it"):
        await reframe(studio, Reframe(shot=title.id, camera="high"))


async def test_a_scouted_place_becomes_no_other_drawn_set_unseen(located: Studio) -> None:
    where = located.document("sets", "s01", Sets).sets[0].location
    with pytest.raises(NotPossible, match=r"is filmed in the set scouted from ward.mp4, .* --drawn"):
        await change_location(located, ChangeLocation(location=where, set="harbour"))
    await change_location(located, ChangeLocation(location=where, words="A ward where the clocks have stopped."))
