"""The still acts: a frame becomes a segment that speaks, blinks, breathes and moves; or says why it does not."""

import hashlib
import pickle
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.tools.photo.acting import PhotoActing, StillAct
from cliffhanger.tools.photo.faces import find_faces
from cliffhanger.tools.photo.layers import cut_out
from cliffhanger.tools.photo.moving import FAR, MOST, Warp
from cliffhanger.tools.photo.moving import Path as CameraPath
from cliffhanger.tools.photo.performing import Performance
from cliffhanger.tools.photo.roles import assigned, parts
from cliffhanger.tools.picture.captions import Captions
from cliffhanger.tools.picture.spec import Caption, CaptionWord, ShotSpec
from cliffhanger.tools.take import Maker, Take, lane

from .conftest import DAN, MIA, Pixels, shot, speaking

Write = Callable[..., Take]
MOVES = ("still", "push_in", "pull_out", "pan_left", "pan_right", "tilt_up", "tilt_down", "handheld", "shake", "drift")


def test_it_is_a_maker_for_the_cores() -> None:
    maker = pickle.loads(pickle.dumps(PhotoActing()))
    assert isinstance(maker, Maker)
    assert (maker.tool, maker.suffix, lane(maker)) == ("photo", ".mp4", "cores")


def test_a_frame_becomes_a_segment(close_up: Pixels, frame: Write, tmp_path: Path) -> None:
    spec = shot(figures=(speaking(MIA),), badge="AI generated", move="push_in")
    made = PhotoActing().make(spec, tmp_path / "shot.mp4", [frame(close_up)])
    facts = made.facts
    assert made.seconds == 1.0
    assert [facts[name] for name in ("width", "height", "fps", "frames")] == [324, 576, 12, 12]
    assert facts["acted"] == [{"acted": True, "reason": ""}]
    assert facts["layers"] == 2
    with av.open(str(tmp_path / "shot.mp4")) as file:
        context = file.streams.video[0].codec_context
        assert (context.width, context.height) == (324, 576)
        assert sum(1 for _ in file.decode(video=0)) == 12
    faces, mouths = facts["faces"], facts["mouths"]
    assert isinstance(faces, list)
    assert isinstance(mouths, list)
    assert len(faces[0]) == 4
    t, left, top, right, bottom = faces[0][0]
    assert (t, 0 < left < right < 1, 0 < top < bottom < 1) == (0.0, True, True)
    opened = dict(mouths[0])
    assert opened[0.3333] == 1.0
    assert opened[0.0] == 0.0
    assert opened[0.9167] == 0.0
    assert len(opened) == 12
    assert list(tmp_path.glob(".*")) == []


def test_the_same_spec_gives_the_same_bytes(two_shot: Pixels, frame: Write, tmp_path: Path) -> None:
    spec = shot(figures=(speaking(MIA), DAN), framing="two_shot", move="handheld", seconds=0.4)
    for name in ("a.mp4", "b.mp4"):
        PhotoActing().make(spec, tmp_path / name, [frame(two_shot)])
    first, second = (hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.mp4", "b.mp4"))
    assert first == second


def test_the_mouth_moves_and_the_rest_hardly(close_up: Pixels) -> None:
    act = StillAct(shot(figures=(speaking(MIA),)), close_up)
    shut, spoken = act.frame(0).astype(int), act.frame(4).astype(int)
    off = np.abs(spoken - shut).max(axis=2)
    left, top, right, bottom = (round(edge) for edge in act.actors[0].face.box)
    lower = slice(round(top + 0.62 * (bottom - top)), bottom)
    assert off[lower, left + 20 : right - 20].mean() > 4 * off[:100].mean()


def test_a_listener_keeps_its_mouth_shut(two_shot: Pixels) -> None:
    act = StillAct(shot(figures=(speaking(MIA), DAN), framing="two_shot"), two_shot)
    for index in range(12):
        act.frame(index)
    assert max(opened for _, opened in act.mouths[0]) == 1.0
    assert max(opened for _, opened in act.mouths[1]) < 0.1


def test_captions_lie_as_over_a_drawn_shot(close_up: Pixels) -> None:
    words = (CaptionWord(text="Never", start=0, end=0.5), CaptionWord(text="again", start=0.5, end=1))
    spec = shot(captions=(Caption(words=words, start=0, end=1),))
    bare = StillAct(spec.model_copy(update={"captions": ()}), close_up).frame(3)
    Captions(spec.captions, spec.width, spec.height).blend(bare, 0.25)
    assert np.array_equal(StillAct(spec, close_up).frame(3), bare)


def test_without_a_face_only_the_camera_moves(empty: Pixels) -> None:
    act = StillAct(shot(move="pan_left"), empty)
    first, last = act.frame(0).astype(int), act.frame(11).astype(int)
    assert np.abs(first - last).mean() > 1
    facts = act.facts()
    assert facts["acted"] == [{"acted": False, "reason": "no face was found for it"}]
    assert (facts["layers"], facts["faces"], facts["mouths"]) == (1, [[]], [[]])


def test_small_faces_do_not_act_and_say_so(two_shot: Pixels) -> None:
    small = cv2.resize(two_shot, (162, 288), interpolation=cv2.INTER_AREA)
    act = StillAct(shot(width=162, height=288, figures=(MIA, DAN)), np.asarray(small, np.uint8))
    assert [part.acts for part in act.parts] == [False, False]
    assert "pixels tall, under 90" in act.parts[0].reason
    act.frame(0)
    assert len(act.faces[1]) == 1  # where they are is known all the same


def test_a_turned_face_does_not_act(close_up: Pixels) -> None:
    (face,) = find_faces(close_up)
    turned = type(face)(face.points.copy())
    turned.points[454, 2] += 400
    (part,) = parts(shot(), [turned], 324)
    assert "turned by" in part.reason


def test_faces_go_to_figures_from_left_to_right(two_shot: Pixels) -> None:
    left, right = find_faces(two_shot)
    assert assigned([0, 1], [right, left], 324) == {0: left, 1: right}
    assert assigned([0, 1], [right], 324) == {1: right}
    assert assigned([], [right], 324) == {}
    backs = shot(figures=(MIA, DAN), framing="over_shoulder")
    assert parts(backs, [right], 324)[0].reason == "its back is to the camera"


@pytest.mark.parametrize("move", MOVES)
def test_no_move_shows_the_edge_of_the_picture(move: str) -> None:
    spec = shot(move=move, seconds=2.0)
    path = CameraPath(spec, (356, 634), (0.5, 0.4))
    for index in range(spec.frames):
        for share in (1.0, FAR):
            back = cv2.invertAffineTransform(path.matrix(index / 12, share))
            corners = np.array([[0, 0, 1], [324, 0, 1], [0, 576, 1], [324, 576, 1]]) @ back.T
            assert (corners >= -0.01).all()
            assert (corners <= (356.01, 634.01)).all()


def test_the_nearer_plane_goes_farther() -> None:
    path = CameraPath(shot(move="pan_left"), (324, 576), (0.5, 0.4))
    near, far = (path.matrix(0.99, share)[0, 2] - path.matrix(0.0, share)[0, 2] for share in (1.0, FAR))
    assert abs(near) > 1.8 * abs(far) > 0
    assert abs(near) < 2.2 * MOST * 324


def test_maps_are_those_of_the_camera_where_nothing_moves() -> None:
    matrix = np.array([[1.05, 0.02, -7.0], [-0.02, 1.05, 3.0]])
    maps = Warp(100, 180).maps(matrix, np.zeros((20, 12, 2), np.float32))
    back = cv2.invertAffineTransform(matrix)
    for x, y in ((0, 0), (99, 0), (0, 179), (99, 179), (41, 77)):
        assert np.allclose(maps[y, x], back @ (x, y, 1), atol=1e-3)


def test_a_person_is_cut_out_and_what_is_behind_filled(close_up: Pixels) -> None:
    (face,) = find_faces(close_up)
    layers = cut_out(close_up, [face])
    assert layers is not None
    left, top, right, bottom = (round(edge) for edge in face.box)
    assert layers.alpha[top:bottom, left + 20 : right - 20].mean() > 0.97
    assert layers.alpha[:60, :40].mean() < 0.05
    # Behind the face there is wall, not skin; beside the person the picture is as it was.
    middle = layers.far[(top + bottom) // 2, (left + right) // 2].astype(int)
    assert np.abs(middle - close_up[(top + bottom) // 2, (left + right) // 2]).max() > 30
    assert np.abs(layers.far[:40, :30].astype(int) - close_up[:40, :30]).max() <= 2


def test_nobody_is_cut_out_of_an_empty_set(empty: Pixels) -> None:
    assert cut_out(empty, []) is None


def test_people_blink_look_and_never_turn_far() -> None:
    act = Performance(MIA, shot(seconds=8.0), 0)
    moments = [act.at(index / 24) for index in range(192)]
    assert max(moment.pose["blink_0"] for moment in moments) > 0.95
    assert moments[0].gaze == (0.0, 0.0)
    assert len({moment.gaze for moment in moments}) > 3
    assert max(abs(angle) for moment in moments for angle in moment.head) <= 0.06
    jumps = [abs(one.head[0] - two.head[0]) for one, two in pairwise(moments)]
    assert 0 < max(jumps) < 0.006
    other = Performance(MIA, shot(seconds=8.0, seed=6), 0)
    assert [m.pose["blink_0"] for m in moments] != [other.at(i / 24).pose["blink_0"] for i in range(192)]


def test_a_feeling_turns() -> None:
    figure = DAN.model_copy(update={"becomes": "angry"})
    act = Performance(figure, shot(seconds=4.0), 0)
    assert act.at(0.5).pose.get("knit", 0.0) < 0.1
    assert act.at(3.5).pose["knit"] > 0.5


def _refused(spec: ShotSpec, inputs: list[Take], tmp_path: Path) -> str:
    out = tmp_path / "never.mp4"
    with pytest.raises(ToolError) as told:
        PhotoActing().make(spec, out, inputs)
    assert not out.exists()
    return str(told.value)


def test_what_is_no_frame_is_told(tmp_path: Path, frame: Write, close_up: Pixels) -> None:
    whole = frame(close_up)
    broken = tmp_path / "broken.png"
    broken.write_bytes(Path(whole.path).read_bytes()[:300])
    gone = whole.model_copy(update={"path": str(tmp_path / "gone.png")})
    assert "damaged" in _refused(shot(), [whole.model_copy(update={"path": str(broken)})], tmp_path)
    assert "not there" in _refused(shot(), [gone], tmp_path)
    assert "one frame, not 0" in _refused(shot(), [], tmp_path)
    assert "even width" in _refused(shot(width=323), [whole], tmp_path)


def test_frames_of_the_wrong_size_are_refused(tmp_path: Path, frame: Write, close_up: Pixels) -> None:
    tiny = frame(np.asarray(cv2.resize(close_up, (54, 96)), np.uint8), "tiny.png")
    with pytest.raises(MakerRefused, match="too small"):
        PhotoActing().make(shot(), tmp_path / "a.mp4", [tiny])
    flat = frame(np.zeros((600, 1100, 3), np.uint8), "flat.png")
    with pytest.raises(MakerRefused, match="wrong shape"):
        PhotoActing().make(shot(), tmp_path / "a.mp4", [flat])


def test_a_frame_of_another_size_and_kind_is_cut_to_the_shot(tmp_path: Path, frame: Write, close_up: Pixels) -> None:
    tall = frame(np.asarray(cv2.resize(close_up, (500, 750)), np.uint8), "other.jpg")
    made = PhotoActing().make(shot(seconds=0.2), tmp_path / "a.mp4", [tall])
    assert made.facts["frames"] == 2
