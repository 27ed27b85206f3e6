"""Faces are found, in drawings too, and their points follow them."""

import cv2
import numpy as np

from cliffhanger.tools.photo.expression import VISEMES, actions
from cliffhanger.tools.photo.faces import CHIN, NOSE, find_faces, look_again
from cliffhanger.tools.photo.fitting import fitted
from cliffhanger.tools.photo.mesh import COUNT, EYES, LOWER_EDGE, OVAL, RINGS, UPPER_EDGE, triangles, vertices
from cliffhanger.tools.photo.performing import mouth_pose
from cliffhanger.tools.photo.visage import ACTIONS, Visage

from .conftest import SPEECH, Pixels


def _gap(points: np.ndarray) -> float:
    return float((points[list(LOWER_EDGE), 1] - points[list(UPPER_EDGE), 1]).max())


def _moved(visage: Visage, pose: dict[str, float]) -> np.ndarray:
    return visage.rest + np.tensordot([pose.get(name, 0.0) for name in ACTIONS], visage.actions, 1)


def test_a_drawn_face_is_found_the_right_way_up(close_up: Pixels) -> None:
    (face,) = find_faces(close_up)
    eyes = face.points[[EYES[0].upper[4], EYES[1].upper[4]], 1].mean()
    assert eyes < face.points[NOSE, 1] < face.points[UPPER_EDGE[5], 1] < face.points[CHIN, 1]
    assert face.sure > 0.9
    assert face.yaw < 10
    assert 120 < face.height < 230


def test_faces_come_from_left_to_right(two_shot: Pixels) -> None:
    faces = find_faces(two_shot)
    assert [round(face.box[0] / 324, 1) for face in faces] == [0.1, 0.6]


def test_an_empty_set_has_no_face(empty: Pixels) -> None:
    assert find_faces(empty) == []


def test_points_follow_the_picture(close_up: Pixels) -> None:
    (face,) = find_faces(close_up)
    away = cv2.warpAffine(close_up, np.array([[1.0, 0, 9], [0, 1, -7]]), (324, 576), borderMode=cv2.BORDER_REPLICATE)
    followed = look_again(np.asarray(away, np.uint8), face)
    shift = (followed.points - face.points)[:, :2].mean(axis=0)
    assert np.abs(shift - (9, -7)).max() < 2


def test_the_mesh_is_whole(close_up: Pixels) -> None:
    count = COUNT + len(OVAL) * len(RINGS)
    (face,) = find_faces(close_up)
    assert vertices(face).shape == (count, 2)
    assert set(triangles().ravel()) == set(range(count))
    shifts = actions(face)
    assert shifts.shape == (len(ACTIONS), count, 2)
    assert not shifts[:, -len(OVAL) :].any()  # where the mesh ends, the picture stands still


def test_lips_meet_for_a_bilabial_and_part_for_a_vowel(close_up: Pixels) -> None:
    visage = Visage(close_up, fitted(close_up, find_faces(close_up)[0]))
    shut = {shape: _gap(_moved(visage, VISEMES[shape])) / visage.height for shape in VISEMES}
    assert shut["PP"] < 0.012
    assert shut["sil"] < 0.012
    assert shut["aa"] > 0.05
    assert shut["aa"] > shut["E"] > shut["I"] > shut["SS"] > shut["PP"]
    wide = {
        shape: np.ptp(_moved(visage, VISEMES[shape])[[UPPER_EDGE[0], UPPER_EDGE[-1]], 0]) for shape in ("I", "sil", "U")
    }
    assert wide["I"] > wide["sil"] > wide["U"]


def test_a_mouth_that_is_open_in_the_picture_closes(close_up: Pixels) -> None:
    plain = Visage(close_up, fitted(close_up, find_faces(close_up)[0]))
    x, y = plain.corner
    spoken = close_up.copy()
    patch = plain.draw(VISEMES["aa"])
    spoken[y : y + patch.shape[0], x : x + patch.shape[1]] = patch[..., :3]
    visage = Visage(spoken, find_faces(spoken)[0])
    assert visage.gap > 0.03
    assert _gap(_moved(visage, VISEMES["PP"])) / visage.height < 0.25 * visage.gap


def test_a_blink_brings_the_lids_together(close_up: Pixels) -> None:
    visage = Visage(close_up, find_faces(close_up)[0])
    closed = _moved(visage, {"blink_0": 1.0})
    for eye, share in ((EYES[0], 0.1), (EYES[1], 2.0)):
        before = visage.rest[eye.lower[4], 1] - visage.rest[eye.upper[4], 1]
        after = closed[eye.lower[4], 1] - closed[eye.upper[4], 1]
        assert after < share * before
    assert np.allclose(closed[EYES[1].upper[4]], visage.rest[EYES[1].upper[4]])


def test_only_what_acts_changes(close_up: Pixels) -> None:
    visage = Visage(close_up, fitted(close_up, find_faces(close_up)[0]))
    rest = visage.patch.astype(int)
    middle = round(float(visage.rest[NOSE, 1]))

    def changed(pose: dict[str, float]) -> tuple[float, float]:
        off = np.abs(visage.draw(pose).astype(int) - rest).max(axis=2) > 12
        return float(off[:middle].mean()), float(off[middle:].mean())

    assert max(changed({})) < 0.001
    eyes, mouth = changed({"blink_0": 1.0, "blink_1": 1.0})
    assert eyes > 0.01 > 0.001 > mouth
    eyes, mouth = changed(VISEMES["aa"])
    assert mouth > 0.03 > 0.002 > eyes


def test_between_words_and_on_bilabials_the_mouth_is_shut() -> None:
    for t in (-0.1, 0.1, 0.52, 0.9):
        pose = mouth_pose(SPEECH, t)
        assert pose.get("jaw", 0.0) == 0
        assert pose["close"] == 1
    assert mouth_pose(SPEECH, 0.3)["jaw"] == VISEMES["aa"]["jaw"]
    half = mouth_pose((SPEECH[1].model_copy(update={"open": 0.5}),), 0.3)
    assert half["jaw"] == VISEMES["aa"]["jaw"] / 2
