"""Whose mouth moves is seen; it says something else then, and nothing else of the picture changes."""

from pathlib import Path

import numpy as np
import pytest

from cliffhanger.tools.footage.cutting import CutOut, CutOutSpec
from cliffhanger.tools.footage.decoding import pictures
from cliffhanger.tools.footage.remouthing import Remouthing, RemouthSpec, Speaking, placed
from cliffhanger.tools.footage.watching import Watching, WatchSpec, follows
from cliffhanger.tools.photo.lips import Lips, LipSpec
from cliffhanger.tools.picture.spec import Caption, CaptionWord, MouthKey
from cliffhanger.tools.take import Take

from .conftest import Film, take

SAYS = (
    MouthKey(at=0.1, shape="sil", open=0.0),
    MouthKey(at=0.15, shape="aa", open=1.0),
    MouthKey(at=0.9, shape="sil", open=0),
)
CAPTION = Caption(words=(CaptionWord(text="Mentiste.", start=0.0, end=0.5),), start=0.0, end=0.5)


@pytest.fixture(scope="module")
def watched(face: Path, tmp_path_factory: pytest.TempPathFactory) -> Take:
    out = tmp_path_factory.mktemp("watched") / "tracks.npz"
    spec = WatchSpec(spans=((0.1, 1.2),), rate="12", width=324, height=576)
    sounds = [take(face.with_name(name), key=name[0]) for name in ("face.wav", "bed.wav")]
    made = Watching().make(spec, out, [take(face), *sounds])
    return Take(key="w" * 64, tool="watching", version="1", path=str(out), facts=made.facts)


def test_the_one_who_speaks_is_seen_to(watched: Take) -> None:
    (stretch,) = watched.facts["stretches"]  # type: ignore[misc]
    assert (stretch["line"], stretch["first"]) == (0, 1)
    left, right = stretch["faces"]
    assert left["follows"] > 0.5
    assert left["moves"] > 2 * right["moves"]
    assert (left["found"], left["why"]) == (1.0, "")


def test_lips_that_do_not_move_follow_nothing() -> None:
    assert follows(np.full(20, 0.01), np.linspace(0, 1, 20)) == 0.0


def test_only_the_mouth_changes_and_only_while_it_speaks(face: Path, watched: Take, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    spec = RemouthSpec(
        width=324, height=576, rate="12", speaking=(Speaking(track="0.0", first=1, frames=9, mouth=SAYS),), quality=8
    )
    facts = Remouthing().make(spec, out, [take(face), watched]).facts
    assert (facts["frames"], facts["captioned"]) == (15, 0)
    assert 6 <= int(facts["remade"]) <= 9  # type: ignore[call-overload]
    before, after = ([p.astype(int) for p in pictures(path, "12", (324, 576))] for path in (face, out))
    off = [np.abs(one - other).max(axis=2) for one, other in zip(before, after, strict=True)]
    assert off[5].max() > 60
    assert np.quantile(off[5][:, 162:], 0.999) < 16
    assert np.quantile(off[13], 0.999) < 16


def test_captions_stand_where_a_picture_of_that_shape_has_them(film: Film, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    spec = RemouthSpec(width=320, height=180, rate="30000/1001", captions=(CAPTION,), quality=8)
    path = film(size="320x180", rate="30000/1001")
    facts = Remouthing().make(spec, out, [take(path)]).facts
    assert facts["captioned"] == 15
    before, after = (next(pictures(p, "30000/1001", (320, 180))).astype(int) for p in (path, out))
    rows = np.flatnonzero((np.abs(before - after).max(axis=2) > 60).sum(axis=1) > 8)
    assert rows.min() > 0.7 * 180
    assert rows.max() < 0.95 * 180


def test_upright_captions_stay_in_the_safe_area() -> None:
    captions, corner = placed([CAPTION], 1080, 1920)
    assert captions is not None
    assert corner == (0, 0)
    strip = captions.strip(0.1)
    assert strip is not None
    assert strip.box.bottom <= 0.8 * 1920


def test_a_clip_of_another_maker_stands_in_the_place_of_its_frames(face: Path, tmp_path: Path) -> None:
    cut, out = tmp_path / "cut.mp4", tmp_path / "out.mp4"
    CutOut().make(CutOutSpec(first=4, frames=6, rate="12", width=324, height=576), cut, [take(face)])
    Lips().make(LipSpec(mouths=(SAYS, ()), fps=12), tmp_path / "said.mp4", [take(cut)])
    spec = RemouthSpec(width=324, height=576, rate="12", clips=(4,), quality=8)
    facts = Remouthing().make(spec, out, [take(face), take(tmp_path / "said.mp4", key="s")]).facts
    assert (facts["frames"], facts["remade"]) == (15, 6)
    before, after = ([p.astype(int) for p in pictures(path, "12", (324, 576))] for path in (face, out))
    changed = [np.abs(one - other).max() > 60 for one, other in zip(before, after, strict=True)]
    assert not any(changed[:4] + changed[10:])
    assert sum(changed[4:10]) >= 4
