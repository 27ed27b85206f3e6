"""The drawn people: the same look is the same person, and a feeling can be seen."""

from itertools import combinations
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.memory.look import Emotion, Garment, Hair, Look, Outfit
from cliffhanger.memory.storyboard import Gesture
from cliffhanger.tools.picture.figure.figure import Figure
from cliffhanger.tools.picture.figure.shading import pixels
from cliffhanger.tools.picture.figure.state import FigureState, Sprite
from cliffhanger.tools.picture.light import Light

PLAIN = Light(
    ambient_top=(255, 255, 255, 255),
    ambient_bottom=(255, 255, 255, 255),
    key=(255, 255, 255, 0),
    rims=(),
)
"""A light that changes no colour but in the cel shadow."""
WOMAN = Look(sex="woman", age=25, hair="bun", skin="#f2cdb4", hair_colour="#3a2028", iris="#3f6fa6", lips="#b84a54")
MAN = Look(sex="man", age=30, hair="crop", skin="#c68e6c", hair_colour="#1d1a24", iris="#4d7a52", lips="#a9655e")
DRESS = Outfit(garment="dress", colour="#7d1f36")
SUIT = Outfit(garment="suit", colour="#2c3f6a", accent="#5b1526")
EMOTIONS = get_args(Emotion)


def figure(look: Look = WOMAN, outfit: Outfit = DRESS, head: float = 120.0, light: Light = PLAIN) -> Figure:
    return Figure(look, outfit, light, head, reach=3.0)


def rows(sprite: Sprite) -> npt.NDArray[np.int16]:
    return pixels(sprite.image).astype(np.int16)


def eyes_and_mouth(sprite: Sprite) -> npt.NDArray[np.int16]:
    left, top, right, bottom = (round(v) for v in sprite.face)
    return rows(sprite)[top:bottom, left:right]


def distance(colour: str, found: npt.NDArray[np.int16]) -> float:
    """Smallest distance of any solid pixel from a colour, per channel."""
    wanted = np.array([int(colour[i : i + 2], 16) for i in (5, 3, 1)])
    solid = found[found[..., 3] > 250][:, :3]
    return float(np.abs(solid - wanted).max(axis=1).min())


def test_the_same_look_and_state_are_the_same_pixels() -> None:
    state = FigureState(emotion="tender", yaw=0.3, mouth=(("aa", 0.6),), gesture="hand_on_chest", sway=0.5)
    assert np.array_equal(rows(figure().sprite(state)), rows(figure().sprite(state)))


def test_drawing_other_faces_in_between_changes_nothing() -> None:
    person = figure()
    before = rows(person.sprite(FigureState()))
    for emotion in EMOTIONS:
        person.sprite(FigureState(emotion=emotion, yaw=-0.4))
    assert np.array_equal(before, rows(person.sprite(FigureState())))


@pytest.mark.parametrize(("look", "outfit"), [(WOMAN, DRESS), (MAN, SUIT)])
def test_a_persons_colours_can_be_read_back_in_every_emotion(look: Look, outfit: Outfit) -> None:
    person = figure(look, outfit)
    for emotion in EMOTIONS:
        seen = rows(person.sprite(FigureState(emotion=emotion)))
        for colour in (look.skin, look.hair_colour, outfit.colour):
            assert distance(colour, seen) <= 14, (emotion, colour)
        if emotion not in ("shame",):
            assert distance(look.iris, seen) <= 30, (emotion, look.iris)


@pytest.mark.parametrize("look", [WOMAN, MAN])
def test_twelve_emotions_are_twelve_faces(look: Look) -> None:
    person = figure(look)
    faces = {emotion: eyes_and_mouth(person.sprite(FigureState(emotion=emotion))) for emotion in EMOTIONS}
    for a, b in combinations(EMOTIONS, 2):
        changed = (np.abs(faces[a] - faces[b]).max(axis=2) > 24).mean()
        assert changed > 0.008, (a, b, changed)


def test_an_emotion_turns_into_another_step_by_step() -> None:
    person = figure()
    first = eyes_and_mouth(person.sprite(FigureState(emotion="neutral")))
    steps = [
        eyes_and_mouth(person.sprite(FigureState(emotion="neutral", towards="shock", blend=blend)))
        for blend in (0.0, 0.3, 0.6, 1.0)
    ]
    away = [float(np.abs(step - first).mean()) for step in steps]
    assert away[0] == 0
    assert away == sorted(away)
    assert np.array_equal(steps[-1], eyes_and_mouth(person.sprite(FigureState(emotion="shock"))))


def test_lips_meet_and_part() -> None:
    person = figure()

    def openness(viseme: str, weight: float = 1.0) -> float:
        return person.sprite(FigureState(mouth=((viseme, weight),))).mouth_open

    assert openness("PP") == 0
    assert openness("sil") == 0
    assert openness("aa") > 0.4
    assert 0 < openness("aa", 0.4) < openness("aa")
    assert 0 < openness("FF") < openness("E") < openness("O") < openness("aa")


def test_mouth_shapes_can_be_told_apart() -> None:
    person = figure()
    shapes = [eyes_and_mouth(person.sprite(FigureState(mouth=((v, 1.0),)))) for v in ("aa", "O", "PP", "E", "FF", "U")]
    for a, b in combinations(shapes, 2):
        assert (np.abs(a - b).max(axis=2) > 24).mean() > 0.002


def test_a_viseme_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        figure().sprite(FigureState(mouth=(("zz", 1.0),)))


def test_a_blink_hides_the_iris() -> None:
    look = WOMAN.model_copy(update={"iris": "#20c040"})
    person = figure(look)

    def green(lids: float) -> int:
        seen = eyes_and_mouth(person.sprite(FigureState(lids=lids)))
        return int(((seen[..., 1] - seen[..., 2]) > 40).sum())

    assert green(1.0) > 60
    assert green(0.0) == 0
    assert 0 < green(0.5) < green(1.0)


def test_the_gaze_moves_the_iris() -> None:
    look = WOMAN.model_copy(update={"iris": "#20c040"})
    person = figure(look)

    def middle(x: float) -> float:
        seen = eyes_and_mouth(person.sprite(FigureState(gaze=(x, 0.0))))
        return float(np.nonzero((seen[..., 1] - seen[..., 2]) > 40)[1].mean())

    assert middle(-0.9) < middle(0.0) < middle(0.9)


def test_nothing_is_drawn_beside_the_body() -> None:
    sprite = figure().sprite(FigureState())
    alpha = rows(sprite)[..., 3]
    height, width = alpha.shape
    assert alpha[: height // 40].max() == 0
    assert alpha[:, : width // 12].max() == 0
    assert alpha[:, -width // 12 :].max() == 0
    x, y = (round(v) for v in sprite.anchor)
    assert alpha[y, x] == 255
    assert (rows(sprite)[..., :3].max(axis=2) <= alpha).all(), "premultiplied: no colour exceeds its alpha"


def test_the_anchor_lies_between_the_eyes_and_within_the_face() -> None:
    person = figure()
    for yaw in (-0.9, 0.0, 0.9):
        sprite = person.sprite(FigureState(yaw=yaw, roll=4))
        left, top, right, bottom = sprite.face
        assert left < sprite.anchor[0] < right
        assert top < sprite.anchor[1] < bottom
        assert sprite.head == 120.0
        assert bottom - top == pytest.approx(120, rel=0.12)


def test_pictures_kept_are_bounded() -> None:
    person = Figure(Look(sex="woman"), Outfit(garment="suit"), Light(), 30.0, keep=(3, 5))
    for i in range(10):
        person.sprite(FigureState(yaw=(i - 5) / 32, lids=i / 10))
    assert len(person._poses) == 3
    assert len(person._sprites) == 5


def test_an_open_mouth_lowers_the_chin_and_nothing_else() -> None:
    person = Figure(Look(sex="man", hair="crop"), Outfit(garment="suit"), Light(), 120.0, 2.0)
    shut, open_ = (person.sprite(FigureState(mouth=((shape, 1.0),))) for shape in ("sil", "aa"))
    left, top, right, bottom = (round(edge) for edge in shut.face)
    changed = (shut.pixels != open_.pixels).any(axis=2)
    below_the_chin = changed[bottom + 1 : bottom + 8, left:right]
    assert below_the_chin.any()
    changed[top : bottom + 40, left - 8 : right + 8] = False
    assert not changed.any()


def test_a_gesture_comes_up_from_below() -> None:
    person = Figure(Look(sex="woman"), Outfit(garment="suit"), Light(), 60.0, 3.0)
    at_rest = person.sprite(FigureState()).pixels
    heights = []
    for reach in (0.25, 0.5, 0.75, 1.0):
        moved = (person.sprite(FigureState(gesture="cover_mouth", reach=reach)).pixels != at_rest).any(axis=2)
        heights.append(int(moved.any(axis=1).argmax()))
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1] + 20


def test_a_cached_sprite_is_the_same_object() -> None:
    person = figure(head=30.0)
    assert person.sprite(FigureState(yaw=0.2)) is person.sprite(FigureState(yaw=0.2))


def test_rims_light_the_outline_from_their_own_side() -> None:
    warm_right = Light()
    seen = rows(Figure(MAN, SUIT, warm_right, 120.0, reach=3.0).sprite(FigureState()))
    mirrored = rows(Figure(MAN, SUIT, warm_right.mirrored(), 120.0, reach=3.0).sprite(FigureState()))

    def edge(image: npt.NDArray[np.int16], side: int) -> float:
        """Red minus blue just within the shoulder's outline."""
        row = image[round(image.shape[0] * 0.72)]
        solid = np.nonzero(row[:, 3] > 250)[0]
        at = solid[-3] if side > 0 else solid[2]
        return float(row[at, 2] - row[at, 0])

    assert edge(seen, 1) > edge(seen, -1)
    assert edge(mirrored, 1) < edge(mirrored, -1)


def test_a_silhouette_is_dark_and_reaches_the_knees() -> None:
    sprite = figure().silhouette(FigureState())
    seen = rows(sprite)
    inner = seen[..., :3][seen[..., 3] > 250]
    assert inner.mean() < 45
    knees = round(sprite.anchor[1] + 4.4 * sprite.head)
    assert seen[knees, :, 3].max() == 255


def test_from_behind_there_is_no_face() -> None:
    person = figure(WOMAN.model_copy(update={"hair": "long_straight"}))
    back = person.back()
    x, y = (round(v) for v in back.anchor)
    skin = np.array([0xB4, 0xCD, 0xF2])
    assert np.abs(rows(back)[y, x, :3] - skin).max() > 60


@pytest.mark.parametrize("hair", get_args(Hair))
def test_every_hair_with_every_gesture_can_be_drawn(hair: Hair) -> None:
    garments = get_args(Garment)
    for i, gesture in enumerate(get_args(Gesture)):
        look = (WOMAN, MAN)[i % 2].model_copy(update={"hair": hair, "age": (9, 26, 70)[i % 3], "glasses": i % 2 == 0})
        outfit = Outfit(garment=garments[(i * 3 + len(hair)) % len(garments)])
        sprite = Figure(look, outfit, Light(), 24.0).sprite(FigureState(gesture=gesture, yaw=0.3, wet=True))
        assert rows(sprite)[..., 3].max() == 255


@pytest.mark.parametrize("garment", get_args(Garment))
def test_every_garment_shows_its_colour(garment: Garment) -> None:
    outfit = Outfit(garment=garment, colour="#2e8a4a", accent="#d8b060")
    for look in (WOMAN, MAN):
        seen = rows(figure(look, outfit, head=40.0).sprite(FigureState()))
        assert distance(outfit.colour, seen) <= 16
