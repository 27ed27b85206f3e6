"""Which of a set's cameras films a shot: the grammar of film, and nothing that depends on the shots around it."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliffhanger.agents.angles import GROUNDLESS, grounds
from cliffhanger.memory.script import Beat, Line, Scene, Script
from cliffhanger.memory.sets import Mark, ScoutedSet
from cliffhanger.memory.storyboard import Angle, Faces, Framing, Placed, Shot, Storyboard
from cliffhanger.tools.sets.spec import Ground

from .sets import MARKS, PLACES, camera, scouted

ONE, TWO = "s01e01.1", "s01e01.2"


def scene_of(id: str = ONE, present: tuple[str, ...] = ("mia", "cole")) -> Scene:
    said = [
        Beat(id=f"{id}.b{n:02d}", who=who, line=Line(id=f"{id}.l{n:02d}", speaker=who, text="Yes."))
        for n, who in enumerate(present[:2], 1)
    ]
    return Scene(id=id, location="ward", hour="night", present=present, beats=tuple(said))


def shot(
    framing: Framing, *who: tuple[str, Faces], angle: Angle = "eye", scene: str = ONE, number: int = 1, **more: str
) -> Shot:
    figures = tuple(Placed(character=name, faces=faces) for name, faces in who)
    return Shot(
        id=f"s01e01.s{number:02d}", scene=scene, framing=framing, angle=angle, figures=figures, seconds=2.0, **more
    )


MIA, COLE = ("mia", "right"), ("cole", "left")
TALK = (
    shot("close_up", MIA, number=1),
    shot("close_up", COLE, number=2),
    shot("two_shot", MIA, COLE, number=3),
    shot("over_shoulder", ("cole", "away"), MIA, number=4),
    shot("over_shoulder", ("mia", "away"), COLE, number=5),
    shot("medium_close_up", MIA, angle="low", number=6),
    shot("close_up", COLE, angle="high", number=7),
    shot("establishing", number=8),
    shot("wide", MIA, COLE, number=9),
)


def filmed(
    shots: tuple[Shot, ...], scene: Scene | None = None, found: ScoutedSet | None = None
) -> dict[int, tuple[str, str]]:
    """Return camera and mark by the number of the shot."""
    made = grounds(found or scouted(), scene or scene_of(), shots)
    return {int(id[-2:]): (ground.camera.name, ground.mark.name) for id, ground in made.items()}


def test_two_who_talk_have_cameras_that_complement_each_other() -> None:
    across = {number: name for number, (name, _) in filmed(TALK).items()}
    assert across == {
        1: "right", 2: "left", 3: "front", 4: "right", 5: "left", 6: "low", 7: "high", 8: "wide", 9: "wide",
    }  # fmt: skip
    shots = tuple(one.model_copy(update={"scene": TWO}) for one in TALK)
    along = {number: name for number, (name, _) in filmed(shots, scene_of(TWO)).items()}
    assert along == {
        1: "reverse", 2: "front", 3: "right", 4: "reverse", 5: "front", 6: "low", 7: "high", 8: "high", 9: "wide",
    }  # fmt: skip


@pytest.mark.parametrize("id", [ONE, TWO])
def test_all_cameras_of_a_scene_are_on_one_side_of_the_line(id: str) -> None:
    """Whoever looks right has the other at the right in every picture: the cameras never cross."""
    scene, shots = scene_of(id), tuple(one.model_copy(update={"scene": id}) for one in TALK[:5])
    made = grounds(scouted(), scene, shots)
    places = {number: made[f"s01e01.s{number:02d}"].camera.eye.at for number in (1, 2, 3)}
    ahead = (places[1][0] + places[2][0], places[1][2] + places[2][2])
    both = (places[3][0], places[3][2])
    if id == ONE:  # they stand across the set: all cameras are before them
        assert all(z > 0 for _, _, z in places.values())
        assert places[1][0] > places[3][0] > places[2][0]
    else:  # they stand along it: the one between the ends is to the right
        assert (places[1][2] < 0 < places[2][2]) and both[0] > 0
        assert abs(ahead[0]) < 0.1


def test_a_shot_is_filmed_as_before_whatever_is_cut_around_it() -> None:
    whole = filmed(TALK)
    for number in range(1, 10):
        left = tuple(one for one in TALK if not one.id.endswith(f"{number:02d}"))
        assert filmed(left) == {at: name for at, name in whole.items() if at != number}


def test_a_face_that_turns_once_keeps_its_side() -> None:
    turned = (*TALK, shot("close_up", ("mia", "left"), number=10), shot("close_up", ("cole", "camera"), number=11))
    assert filmed(turned)[10] == filmed(turned)[1]
    assert filmed(turned)[11] == filmed(turned)[2]


def test_only_cameras_that_are_there_and_well_seen_are_chosen() -> None:
    poor = scouted(left=0.4, low=0.2, wide=0.7)
    names = {name for name, _ in filmed(TALK, found=poor).values()}
    assert names.isdisjoint({"left", "low", "wide"})
    assert {filmed(TALK, found=poor)[1], filmed(TALK, found=poor)[2]} == {("reverse", "middle"), ("front", "middle")}
    few = scouted().model_copy(update={"cameras": (camera("front", 0.6), camera("corner", 0.7, at=(1.0, 1.5, 2.0)))})
    assert {name for name, _ in filmed(TALK, found=few).values()} == {"corner"}, "nothing is well seen: the best is"


def test_the_first_scene_plays_in_the_middle_and_the_next_elsewhere() -> None:
    assert {mark for _, mark in filmed(TALK).values()} == {"middle"}
    shots = tuple(one.model_copy(update={"scene": TWO}) for one in TALK)
    assert {mark for _, mark in filmed(shots, scene_of(TWO)).values()} == {"left"}


def test_who_only_watches_stands_elsewhere() -> None:
    three = scene_of(present=("mia", "cole", "iris"))
    shots = (*TALK, shot("close_up", ("iris", "left"), number=10), shot("medium", ("iris", "left"), number=11))
    made = filmed(shots, three)
    assert made[10][1] == made[11][1] != made[1][1]


def test_nobody_stands_behind_the_camera() -> None:
    far = scouted().model_copy(update={"marks": (Mark(name="door", x=0.0, z=4.0), *MARKS[:1])})
    assert filmed((shot("close_up", MIA), shot("close_up", COLE, number=2)), found=far)[1] == ("right", "middle")


def test_what_a_shot_names_is_taken_and_what_is_gone_is_not() -> None:
    found = scouted()
    window = camera("window", 0.5, saved=True, at=(2.0, 1.5, -1.0))
    found = found.model_copy(
        update={"cameras": (*found.cameras, window), "marks": (*MARKS, Mark(name="desk", x=0.5, z=0.5, saved=True))}
    )
    named = shot("close_up", MIA, camera="window", mark="desk")
    gone = shot("close_up", MIA, number=2, camera="attic", mark="attic")
    assert filmed((named, gone, TALK[1].model_copy(update={"id": "s01e01.s03"})), found=found) == {
        1: ("window", "desk"), 2: ("right", "middle"), 3: ("left", "middle"),
    }  # fmt: skip
    assert filmed(TALK, found=found) == filmed(TALK), "what the user saves changes no shot that does not name it"


def test_other_ways_are_told_in_case_there_is_no_room() -> None:
    two = TALK[0].model_copy(update={"scene": TWO})
    ground = grounds(scouted(), scene_of(TWO), [two])[two.id]
    ways = [(one.camera.name, one.mark.name) for one in ground.spares]
    assert (ground.camera.name, ground.mark.name) == ("reverse", "left")
    assert ways == [(name, "left") for name in ("right", "front", "wide", "high")] + [
        ("reverse", "middle"), ("right", "middle"),
    ]  # fmt: skip
    assert not any(one.spares for one in ground.spares)
    named = two.model_copy(update={"camera": "low"})
    ways = [(one.camera.name, one.mark.name) for one in grounds(scouted(), scene_of(TWO), [named])[two.id].spares]
    assert ways == [("low", "middle")], "the camera that is named films it, wherever that is"
    both = named.model_copy(update={"mark": "back"})
    assert grounds(scouted(), scene_of(TWO), [both])[two.id].spares == ()


def test_cards_inserts_and_panels_are_not_in_the_set() -> None:
    shots = tuple(shot(framing, MIA, number=n) for n, framing in enumerate(sorted(GROUNDLESS), 1))
    assert filmed(shots) == {}


def _episodes() -> Iterator[tuple[Script, Storyboard]]:
    packed = (Path(__file__).parent / "notes" / "desks.json.gz").read_bytes()
    for told in json.loads(gzip.decompress(packed)).values():
        for script, board in zip(told["scripts"], told["storyboards"], strict=True):
            yield Script.model_validate(script), Storyboard.model_validate(board)


def test_an_episode_in_one_set_is_filmed_from_many_angles() -> None:
    for script, board in _episodes():
        made: dict[str, Ground] = {}
        for scene in script.scenes:
            made |= grounds(scouted(scene.location), scene, board.shots)
        angles = Counter(ground.camera.name for ground in made.values())
        assert len(angles) >= 5, (script.episode, angles)
        assert max(angles.values()) <= 0.5 * len(made), (script.episode, angles)
        assert set(angles) <= set(PLACES)
        assert len({ground.mark.name for ground in made.values()}) >= 2
        assert {ground.taken for ground in made.values()} == {"dusk"}
