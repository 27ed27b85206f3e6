"""Where people stand: large, in the upper two thirds, inside the frame."""

from typing import get_args

import pytest

from cliffhanger.memory.storyboard import Angle, Framing
from cliffhanger.tools.picture.composition import compose
from cliffhanger.tools.picture.filming import Filming
from cliffhanger.tools.picture.spec import FigureSpec, PropSpec

from .conftest import Shoot

PEOPLED = [framing for framing in get_args(Framing) if framing not in {"establishing", "insert", "title", "end"}]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("framing", PEOPLED)
def test_faces_are_in_the_frame_and_above_the_captions(
    shot: Shoot, mia: FigureSpec, dan: FigureSpec, framing: Framing, count: int
) -> None:
    filming = Filming(shot(framing=framing, figures=(mia, dan)[:count], seconds=1.0, move="push_in"))
    for index in range(filming.spec.frames):
        filming.frame(index)
    hidden = 1 if framing == "over_shoulder" and count == 2 else 0
    boxes = [box for face in filming.faces for _, *box in face]
    assert len([face for face in filming.faces if face]) == count - hidden
    for left, top, right, bottom in boxes:
        assert (left + right) / 2 == pytest.approx(0.5, abs=0.3)
        assert left > -0.06 and right < 1.06
        assert top >= 0.0
        assert bottom <= 0.70, "the chin must stay clear of the captions"
        assert bottom - top > (0.05 if framing in {"wide", "silhouette"} else 0.09)


@pytest.mark.parametrize("angle", get_args(Angle))
def test_no_angle_pushes_a_face_out(shot: Shoot, angle: Angle) -> None:
    filming = Filming(shot(angle=angle))
    filming.frame(0)
    ((_, left, top, right, bottom),) = filming.faces[0]
    assert 0 <= left < right <= 1 and 0 <= top < bottom <= 0.70


def test_closer_framings_have_larger_heads(shot: Shoot) -> None:
    order = ("extreme_close_up", "close_up", "medium_close_up", "medium", "wide")
    heads = [compose(shot(framing=framing))[0].head for framing in order]
    assert heads == sorted(heads, reverse=True)
    assert heads[1] > 0.35


def test_who_looks_left_has_room_to_the_left(shot: Shoot, mia: FigureSpec) -> None:
    left, right = (compose(shot(figures=(mia.model_copy(update={"faces": side}),)))[0] for side in ("left", "right"))
    assert left.x > 0.5 > right.x
    assert left.yaw < 0 < right.yaw


def test_two_people_turn_to_each_other_and_the_taller_stands_higher(
    shot: Shoot, mia: FigureSpec, dan: FigureSpec
) -> None:
    standings = {standing.index: standing for standing in compose(shot(framing="two_shot", figures=(mia, dan)))}
    assert standings[0].yaw > 0 > standings[1].yaw
    assert standings[0].x < standings[1].x
    assert standings[1].y < standings[0].y


def test_over_the_shoulder_the_first_has_its_back_to_us(shot: Shoot, mia: FigureSpec, dan: FigureSpec) -> None:
    facing, listener = compose(shot(framing="over_shoulder", figures=(mia, dan)))
    assert listener.index == 0 and listener.back and listener.blur > 0
    assert facing.index == 1 and not facing.back
    assert listener.head > facing.head
    assert (listener.x - 0.5) * (facing.x - 0.5) < 0


@pytest.mark.parametrize("framing", get_args(Framing))
@pytest.mark.parametrize("count", [0, 1, 3])
def test_every_framing_works_with_any_number_of_people(
    shot: Shoot, mia: FigureSpec, framing: Framing, count: int
) -> None:
    picture = Filming(shot(framing=framing, figures=(mia,) * count, prop=PropSpec(kind="phone"), title="A")).frame(3)
    assert picture.std() > 8, "a blank slide"
