"""Lips: a moving clip says something else, and only its mouths change."""

import pickle
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from cliffhanger.errors import ToolError
from cliffhanger.tools.photo.acting import StillAct
from cliffhanger.tools.photo.faces import Face
from cliffhanger.tools.photo.lips import Lips, LipSpec, Remake, lip_spec
from cliffhanger.tools.photo.tracking import shares, steady
from cliffhanger.tools.picture.encode import Encoding, encode
from cliffhanger.tools.take import Maker, Take

from .conftest import DAN, MIA, SPEECH, Pixels, shot, speaking

Film = Callable[[Pixels], Take]


@pytest.fixture
def clip(tmp_path: Path) -> Film:
    """Film a picture with a camera in a hand: its take."""

    def film(picture: Pixels) -> Take:
        path = tmp_path / "clip.mp4"
        act = StillAct(shot(move="handheld", figures=()), picture)
        encode(act.frames(), path, Encoding(324, 576, 12, draft=True))
        return Take(key="c" * 64, tool="test", version="1", path=str(path), seconds=1.0)

    return film


def test_it_is_a_maker() -> None:
    maker = pickle.loads(pickle.dumps(Lips()))
    assert isinstance(maker, Maker)
    assert (maker.tool, maker.suffix) == ("lips", ".mp4")


def test_a_clip_is_given_other_words(close_up: Pixels, clip: Film, tmp_path: Path) -> None:
    out = tmp_path / "said.mp4"
    made = Lips().make(shot(figures=(speaking(MIA),)), out, [clip(close_up)])
    facts = made.facts
    assert [facts[name] for name in ("width", "height", "fps", "frames")] == [324, 576, 12, 12]
    assert (facts["found"], facts["remade"], facts["reasons"]) == ([1.0], [1.0], [""])
    with av.open(str(out)) as file:
        assert sum(1 for _ in file.decode(video=0)) == 12


def test_only_the_mouth_changes(close_up: Pixels, clip: Film) -> None:
    remake = Remake(LipSpec(mouths=(SPEECH,), fps=12), Path(clip(close_up).path))
    before = [picture[..., ::-1].astype(int) for picture in remake._pictures()][4]
    after = list(remake.frames())[4].astype(int)
    face = remake.tracks[0][4]
    assert face is not None
    left, top, right, bottom = (round(edge) for edge in face.box)
    off = np.abs(after - before).max(axis=2)
    mouth = off[round(top + 0.7 * (bottom - top)) : bottom, (left + right) // 2 - 25 : (left + right) // 2 + 25]
    assert mouth.mean() > 20
    assert off[: (top + bottom) // 2].max() <= 3
    off[top : bottom + (bottom - top) // 3, left - 30 : right + 30] = 0
    assert off.max() <= 3


def test_who_says_nothing_is_left_alone(two_shot: Pixels, clip: Film) -> None:
    take = clip(two_shot)
    remake = Remake(LipSpec(mouths=((), SPEECH), fps=12), Path(take.path))
    before = [picture[..., ::-1].astype(int) for picture in remake._pictures()][4]
    after = list(remake.frames())[4].astype(int)
    off = np.abs(after - before).max(axis=2)
    assert off[:, :162].max() <= 3
    assert off[:, 162:].max() > 40
    assert remake.facts()["reasons"] == ["it says nothing", ""]
    assert remake.facts()["found"] == [1.0, 1.0]


def test_without_a_face_the_clip_stays_as_it_is(empty: Pixels, clip: Film) -> None:
    remake = Remake(LipSpec(mouths=(SPEECH,), fps=12), Path(clip(empty).path))
    before = [picture[..., ::-1] for picture in remake._pictures()]
    assert all(np.array_equal(one, other) for one, other in zip(before, remake.frames(), strict=True))
    facts = remake.facts()
    assert (facts["found"], facts["remade"], facts["reasons"]) == ([0.0], [0.0], ["no face was found"])


def test_a_shot_says_what_those_say_who_face_us() -> None:
    spec = shot(figures=(MIA, speaking(DAN)), framing="over_shoulder")
    assert lip_spec(spec).mouths == (SPEECH,)


def test_a_damaged_clip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\0" * 4000)
    damaged = Take(key="c", tool="test", version="1", path=str(path))
    with pytest.raises(ToolError):
        Lips().make(LipSpec(mouths=(SPEECH,)), tmp_path / "out.mp4", [damaged])
    assert not (tmp_path / "out.mp4").exists()


def _face(shift: float) -> Face:
    points = np.random.default_rng(3).uniform(0, 200, (468, 3))
    points[10], points[152] = (100, 0, 0), (100, 200, 0)
    points[234, 2] = points[454, 2] = 0
    points[454, 0] = points[234, 0] + 150
    return Face(points + np.array((shift, 0, 0)))


def test_landmarks_do_not_tremble() -> None:
    trembling = [_face(shift) for shift in (0, 2, 0, 2, 0, 2, 0, 2)]
    calm = steady(list(trembling))
    places = [face.points[0, 0] for face in calm if face is not None]
    assert np.ptp(np.diff(places[2:-2])) < 0.5 * np.ptp(np.diff([0, 2, 0, 2]))


def test_an_act_fades_where_the_face_is_lost() -> None:
    track = [_face(0) for _ in range(12)] + [None] * 4 + [_face(0) for _ in range(12)]
    share = shares(track)
    assert (share[0], share[-1]) == pytest.approx((1, 1), abs=0.01)
    assert not share[12:16].any()
    assert 0 < share[11] < share[9] < share[6]
