"""A survey of the practice room on true depths: what it calls free is free; what was not seen is not offered."""

import io
import time
from dataclasses import replace

import numpy as np
import pytest

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.geometry import look_at, project
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.survey.cameras import ENOUGH, refused_cameras
from cliffhanger.tools.sets.survey.coverage import covered
from cliffhanger.tools.sets.survey.marks import can_stand, middle_mark, standable
from cliffhanger.tools.sets.survey.survey import OPEN, SOLID, Survey, surveyed

ROOM = Room()


def test_open_air_and_furniture_are_told_apart(survey: Survey) -> None:
    assert survey.free((0.1, 1.5, -0.4)) and survey.free((0.2, 1.0, 0.6))
    assert not survey.free((2.5, 0.3, 0.0)), "in the sofa"
    assert not survey.free((-0.95, 0.35, -0.05)), "in the armchair"
    assert not survey.free((0.0, 1.5, -2.45)) and not survey.free((0.0, 1.5, -4.0)), "in the wall, and beyond it"
    assert not survey.free((0.0, 1.5, 2.9)), "where nobody was"


def test_open_cells_are_open_in_the_room(survey: Survey) -> None:
    cells = np.argwhere(survey.kind == OPEN)
    some = cells[np.random.default_rng(0).choice(len(cells), 300, replace=False)]
    middles = survey.origin + (some + 0.5) * survey.cell
    assert np.mean([ROOM.free(tuple(at)) for at in middles.tolist()]) > 0.97


def test_solid_cells_are_at_surfaces(survey: Survey) -> None:
    cells = np.argwhere(survey.kind == SOLID)
    some = cells[np.random.default_rng(0).choice(len(cells), 300, replace=False)]
    middles = survey.origin + (some + 0.5) * survey.cell
    assert np.mean([not ROOM.free(tuple(at), survey.cell) for at in middles.tolist()]) > 0.97


def test_a_camera_at_the_ceiling_or_in_a_cupboard_is_not_free(survey: Survey) -> None:
    assert not survey.free((0.0, 2.75, 0.0)) and not survey.free((-2.0, 1.0, -2.35))


def test_the_way_is_clear_or_blocked(survey: Survey) -> None:
    assert survey.clear((0.2, 1.5, 1.6), (0.1, 1.4, -1.2))
    assert not survey.clear((-0.95, 0.8, 1.2), (-0.95, 0.8, -0.9)), "the armchair is between"


def test_what_the_footage_showed_was_seen_and_what_is_behind_it_was_not(survey: Survey) -> None:
    there = survey.share_seen(Eye(at=(0.1, 1.5, 1.5), fov=45))
    behind = survey.share_seen(Eye(at=(0.1, 1.5, 0.0), yaw=180, fov=45))
    assert there > 0.95 and behind < 0.4
    assert survey.share_seen(Eye(at=(0.1, 1.5, 9.0))) == 0, "a camera outside sees nothing"


def test_depth_is_about_the_true_depth(survey: Survey) -> None:
    eye = Eye(at=(0.1, 1.5, 1.5), fov=50)
    coarse, true = survey.depth(eye, 36, 64), ROOM.depth(eye, 36, 64)
    found = np.isfinite(coarse)
    assert found.mean() > 0.9
    assert np.median(np.abs(coarse - true)[found]) < survey.cell


def test_asking_how_much_is_seen_is_quick(survey: Survey) -> None:
    eye = survey.cameras()[0].eye
    survey.share_seen(eye)
    spent = []
    for _ in range(9):
        start = time.process_time()
        survey.share_seen(eye)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.005


def test_it_survives_a_file(survey: Survey) -> None:
    packed = io.BytesIO()
    np.savez_compressed(packed, **survey.arrays())
    packed.seek(0)
    again = Survey.of(dict(np.load(packed).items()))
    assert again.cameras() == survey.cameras() and again.marks() == survey.marks()
    assert len(packed.getvalue()) < 120_000


def test_cameras_are_where_they_should_be(survey: Survey) -> None:
    cameras = {camera.name: camera for camera in survey.cameras()}
    middle = survey.marks()[0]
    assert next(iter(cameras)) == "front" and {"front", "left", "right", "high", "low"} <= set(cameras)
    for camera in cameras.values():
        assert camera.seen >= ENOUGH and ROOM.free(camera.eye.at, 0.05)
        (x, y), deep = project(camera.eye, 90, 160, np.array((middle.x, 1.4, middle.z)))
        assert deep > 1 and 0 < x < 90 and 0 < y < 160, f"{camera.name} sees who stands at the mark"
    assert cameras["front"].eye.yaw == pytest.approx(0, abs=1e-6)
    assert cameras["left"].eye.at[0] < middle.x < cameras["right"].eye.at[0]
    assert cameras["high"].eye.at[1] > 1.9 and cameras["high"].eye.pitch < -10
    assert cameras["low"].eye.at[1] < 0.8 and cameras["low"].eye.pitch > 2


def test_what_was_not_seen_is_not_offered(survey: Survey) -> None:
    assert survey.marks()[0] == middle_mark(survey)
    assert "reverse" not in {camera.name for camera in survey.cameras()}
    refused = {one.name: one.seen for one in refused_cameras(survey, survey.marks()[0])}
    assert refused["reverse"] < ENOUGH


def test_a_reverse_is_offered_where_the_footage_turned_round(capture) -> None:
    back = [look_at((0.9 * side, 1.4 + 0.1 * step, -1.5 + 0.2 * step), (0.2 * side, 1.1, 2.0), 60)
            for side in (-1, 0, 1) for step in range(2)]  # fmt: skip
    frames = (*capture.frames, *(replace(capture.frames[0], eye=eye) for eye in back))
    both = surveyed(replace(capture, frames=frames), [ROOM.depth(frame.eye, 96, 54) for frame in frames])
    reverse = {camera.name: camera for camera in both.cameras()}["reverse"]
    assert reverse.seen >= ENOUGH and abs(reverse.eye.yaw) > 130


def test_marks_are_on_free_floor_that_the_front_camera_sees(survey: Survey) -> None:
    front, marks = survey.cameras()[0].eye, survey.marks()
    assert [mark.name for mark in marks] == ["middle", "left", "right", "back"]
    by = {mark.name: mark for mark in marks}
    for mark in marks:
        assert all(ROOM.free((mark.x, height, mark.z), 0.28) for height in (0.4, 0.9, 1.4, 1.8)), mark.name
        assert survey.clear(front.at, (mark.x, 1.45, mark.z))
    assert by["left"].x < by["middle"].x - 0.3 and by["right"].x > by["middle"].x + 0.3


def test_at_the_back_something_hides_the_legs(survey: Survey) -> None:
    front, back = survey.cameras()[0].eye, survey.marks()[-1]
    eye = look_at(front.at, (back.x, 1.0, back.z), 55)
    depth = ROOM.depth(eye, 180, 320)
    for height, hidden in ((0.45, True), (1.5, False)):
        (x, y), deep = project(eye, 180, 320, np.array((back.x, height, back.z)))
        assert (depth[int(y), int(x)] < deep - 0.1) == hidden


def test_one_cannot_stand_in_furniture(survey: Survey) -> None:
    assert not can_stand(survey, 2.5, 0.0) and not can_stand(survey, -0.95, -0.05) and not can_stand(survey, 1.2, -0.5)
    assert not can_stand(survey, 40, 40)
    assert 3 < standable(survey).sum() * survey.cell**2 < 14


def test_coverage_says_where_it_is_blind(survey: Survey) -> None:
    found = covered(survey, survey.marks()[0])
    assert "behind" in found.blind and "ahead" not in found.blind
    assert 0.4 < found.share < 0.9 and found.top > 2.3


def test_wrong_depths_are_not_fatal(capture) -> None:
    """A few pixels of a field that flew away make a hole, not an error."""
    depths = [ROOM.depth(frame.eye, 64, 36) for frame in capture.frames]
    for depth in depths:
        depth[::5, ::7] = np.inf
        depth[2, 3] = 400.0
    survey = surveyed(capture, depths)
    assert survey.kind.size < 400_000 and survey.free((0.1, 1.5, 0.2))


def test_footage_without_any_depth_offers_no_more_than_a_front(capture) -> None:
    depths = [np.full((36, 64), np.inf, np.float32) for _ in capture.frames]
    survey = surveyed(capture, depths)
    assert not (survey.kind == SOLID).any()
    assert [camera.name for camera in survey.cameras()] == ["front"] and survey.cameras()[0].seen < 0.1
    assert not survey.free((0.1, 1.5, -1.0))
