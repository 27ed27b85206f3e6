"""A framing is a camera at true scale."""

import math

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.look import Look
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.picture.composition import compose
from cliffhanger.tools.sets.geometry import focal, project
from cliffhanger.tools.sets.shooting.set_up import plate_spec, set_up
from cliffhanger.tools.sets.shooting.stature import HEAD, eyes_of

from .conftest import CAMERAS, MIDDLE, PracticeSet, Shooting

FRAMINGS = ("extreme_close_up", "close_up", "medium_close_up", "medium", "wide", "silhouette")


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("angle", ["eye", "low", "high", "dutch"])
def test_the_head_is_in_its_place_and_of_its_size(framing: str, angle: str, shot: Shooting, room: PracticeSet) -> None:
    spec = shot(framing, "left", angle=angle)
    (standing,) = compose(spec)
    made = set_up(spec, (standing,), room)
    place, depth = project(made.eye, 540, 960, np.array(made.stood[0].at))
    assert place == pytest.approx([standing.x * 540, standing.y * 960], abs=1e-6)
    assert HEAD * focal(made.eye, 960) / depth == pytest.approx(standing.head * 960, abs=1e-6)
    assert made.focus == pytest.approx(float(depth))


def test_whom_the_shot_is_about_stands_on_the_mark_as_tall_as_she_is(shot: Shooting, room: PracticeSet) -> None:
    spec = shot("medium", "right")
    made = set_up(spec, compose(spec), room)
    assert made.stood[0].at == pytest.approx((MIDDLE.x, eyes_of(spec.figures[0].look), MIDDLE.z))
    assert made.stood[0].floor == pytest.approx((MIDDLE.x, 0.0, MIDDLE.z))


@pytest.mark.parametrize("framing", ["over_shoulder", "two_shot", "wide"])
def test_every_one_of_two_is_in_the_frame_as_composed(framing: str, shot: Shooting, room: PracticeSet) -> None:
    spec = shot(framing, "front", people=2)
    standings = compose(spec)
    made = set_up(spec, standings, room)
    for standing, stood in zip(standings, made.stood, strict=True):
        assert stood.index == standing.index
        assert stood.seen_from(made.eye, 540 / 960) == pytest.approx((standing.x, standing.y, standing.head))
        # Nobody floats or sinks: eyes are where a person's can be.
        assert 1.25 < stood.at[1] < 1.85


def test_a_camera_looks_as_its_name_promises(shot: Shooting, room: PracticeSet) -> None:
    for name, own in CAMERAS.items():
        spec = shot("medium", name)
        made = set_up(spec, compose(spec), room)
        assert made.eye.yaw == pytest.approx(own.yaw)
        assert made.eye.pitch == pytest.approx(own.pitch)
        assert made.note == ""


def test_close_framings_have_long_lenses_and_low_angles_low_cameras(shot: Shooting, room: PracticeSet) -> None:
    def eye(framing: str, angle: str = "eye") -> Eye:
        spec = shot(framing, angle=angle)
        return set_up(spec, compose(spec), room).eye

    assert eye("close_up").fov < eye("medium").fov < eye("wide").fov
    assert eye("medium", "low").at[1] < eye("medium").at[1] < eye("medium", "high").at[1]
    assert eye("medium", "dutch").roll == pytest.approx(-6.5)


def test_the_empty_place_is_filmed_from_the_named_camera(shot: Shooting, room: PracticeSet) -> None:
    made = set_up(shot("establishing", "right", people=0), (), room)
    assert made.eye == CAMERAS["right"]
    assert made.stood == ()
    assert 1 < made.focus < 6


def test_what_the_footage_saw_too_little_of_is_gone_around(shot: Shooting) -> None:
    spec = shot("medium", "left")
    half = PracticeSet(never="left")
    spec = spec.model_copy(update={"ground": spec.ground.model_copy(update={"camera": _turned(spec, 35)})})
    made = set_up(spec, compose(spec), half)
    assert made.seen > half.share_seen(_turned(spec, 0).eye)
    assert "further to the right" in made.note
    assert "left" in made.note
    (standing,) = compose(spec)
    assert made.stood[0].seen_from(made.eye, 540 / 960) == pytest.approx((standing.x, standing.y, standing.head))


def test_a_camera_that_sees_nothing_is_refused_with_a_remedy(shot: Shooting) -> None:
    spec = shot("medium", "reverse")
    with pytest.raises(MakerRefused, match=r"camera reverse .*% seen.*film that side too.*front") as refused:
        set_up(spec, compose(spec), PracticeSet(never="reverse"))
    assert "reverse," not in str(refused.value).split("choose")[1]


def test_a_camera_without_room_is_refused(shot: Shooting) -> None:
    class Cupboard(PracticeSet):
        def free(self, at: tuple[float, float, float]) -> bool:
            return math.dist(at[::2], (MIDDLE.x, MIDDLE.z)) < 0.4

    spec = shot("wide", "front")
    with pytest.raises(MakerRefused, match=r"camera front has no room before the mark middle: .*move the mark"):
        set_up(spec, compose(spec), Cupboard())


def test_a_wall_behind_the_camera_makes_the_lens_shorter(shot: Shooting) -> None:
    class Corridor(PracticeSet):
        def free(self, at: tuple[float, float, float]) -> bool:
            return abs(at[0]) < 0.5 and at[2] < MIDDLE.z + 1.5

    spec = shot("medium", "front")
    plain = set_up(spec, compose(spec), PracticeSet())
    made = set_up(spec, compose(spec), Corridor())
    assert made.focus < plain.focus
    assert made.eye.fov > plain.eye.fov
    assert "shorter lens" in made.note
    assert made.stood[0].seen_from(made.eye, 540 / 960)[2] == pytest.approx(compose(spec)[0].head)


def test_plates_are_as_fine_as_frames(shot: Shooting, room: PracticeSet) -> None:
    spec = shot("medium", "front", move="drift")
    made = set_up(spec, compose(spec), room)
    asked = plate_spec(spec, made)
    assert asked.eyes == made.eyes
    assert asked.width / asked.height == pytest.approx(made.aspect, abs=0.01)
    for eye in asked.eyes:
        assert focal(eye, asked.height) >= 0.99 * focal(made.eye, spec.height)


def test_the_same_shot_is_the_same_set_up(shot: Shooting, room: PracticeSet) -> None:
    spec = shot("two_shot", "right", people=2, move="handheld")
    assert set_up(spec, compose(spec), room) == set_up(spec, compose(spec), room)


def test_tall_men_look_over_short_women() -> None:
    assert 1.5 < eyes_of(Look(sex="woman", height=-1)) < eyes_of(Look(sex="woman")) < eyes_of(Look(sex="man", height=1))
    assert eyes_of(Look(sex="man", height=1)) == pytest.approx(0.93 * 1.80)


def _turned(spec: object, by: float) -> object:
    camera = spec.ground.camera  # type: ignore[attr-defined]
    return camera.model_copy(update={"eye": camera.eye.model_copy(update={"yaw": camera.eye.yaw + by})})


def test_a_camera_without_room_gives_way_to_a_spare_and_it_is_said(shot: Shooting) -> None:
    spec = shot("medium", "left")
    assert spec.ground is not None
    spares = (spec.ground, shot("medium", "front").ground, shot("medium", "right").ground)
    spared = spec.model_copy(update={"ground": spec.ground.model_copy(update={"spares": spares})})
    never = PracticeSet(never="left")
    with pytest.raises(MakerRefused, match="never did"):
        set_up(spec, compose(spec), never)
    made = set_up(spared, compose(spared), never)
    assert made.eye.yaw == pytest.approx(CAMERAS["right"].yaw, abs=60)
    assert made.note.startswith("The camera left has no room before the mark middle, or saw too little there: ")
    assert "films the shot, on the mark middle." in made.note
    seen = PracticeSet()
    assert set_up(spared, compose(spared), seen) == set_up(spec, compose(spec), seen)
