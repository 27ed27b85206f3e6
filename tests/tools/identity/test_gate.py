"""The gate: every check lets right frames pass and stops wrong ones; drawn people stand for real ones."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.identity.faces import Pixels, aligned, find_faces
from cliffhanger.tools.identity.gate import Gate, merged, outcome
from cliffhanger.tools.identity.spec import Check, Expected, GateSpec, Verdict
from cliffhanger.tools.identity.thresholds import thresholds
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from cliffhanger.tools.take import Maker, Take

MIA = FigureSpec(
    look=Look(sex="woman", hair="long_wavy", hair_colour="#b98a52", skin="#fae0d2", iris="#3f6fa6"),
    outfit=Outfit(garment="shirt", colour="#8a2f3a", accent="#8a2f3a"),
)
DAN = FigureSpec(
    look=Look(sex="man", hair="crop", hair_colour="#1d1a24", skin="#875840", age=44, beard="full", jaw=0.6),
    outfit=Outfit(garment="shirt", colour="#2f5f8a", accent="#2f5f8a"),
)


def filmed(*figures: FigureSpec, framing: str = "medium_close_up", set: str = "office", **more: object) -> Pixels:
    spec = ShotSpec.model_validate(
        {
            "width": 270,
            "height": 480,
            "fps": 12,
            "seconds": 1.0,
            "framing": "two_shot" if len(figures) > 1 else framing,
            "stage": StageSpec(set=set, hour="day"),
            "figures": figures,
            "draft": True,
        }
        | more
    )
    return np.asarray(cv2.cvtColor(still(spec, 0.3), cv2.COLOR_RGB2BGR), np.uint8)


@pytest.fixture(scope="module")
def references() -> list[Pixels]:
    """Mia twice, Dan twice."""
    return [filmed(who, framing=framing) for who in (MIA, DAN) for framing in ("close_up", "medium_close_up")]


@pytest.fixture(scope="module")
def mia_filmed() -> Pixels:
    return filmed(MIA, set="street", framing="medium")


@pytest.fixture(scope="module")
def both_filmed() -> Pixels:
    return filmed(MIA, DAN, set="street")


MIA_IS = Expected(subject="Mia", references=(0, 1))
DAN_IS = Expected(subject="Dan", references=(2, 3))


def judge(picture: Pixels, references: list[Pixels], *expected: Expected, others: tuple[Expected, ...] = ()) -> Verdict:
    return Gate().judge(GateSpec(expected=expected, others=others, medium="drawn"), [picture], references)


def said(verdict: Verdict, outcome: str = "retake") -> set[str]:
    return {check.measure for check in verdict.checks if check.outcome == outcome}


def test_the_gate_is_a_maker():
    assert isinstance(Gate(), Maker)


def test_the_right_person_passes(mia_filmed, references):
    verdict = judge(mia_filmed, references, MIA_IS, others=(DAN_IS,))
    assert verdict.outcome == "ok", verdict.reasons
    assert verdict.score > 0.7


def test_the_wrong_person_is_named(mia_filmed, references):
    verdict = judge(mia_filmed, references, DAN_IS, others=(MIA_IS,))
    assert {"identity", "stranger"} <= said(verdict)
    assert "where Dan should be is Mia" in verdict.reasons
    assert verdict.score < 0.5


def test_two_people_pass_in_their_places_and_not_swapped(both_filmed, references):
    assert judge(both_filmed, references, MIA_IS, DAN_IS).outcome == "ok"
    swapped = judge(both_filmed, references, DAN_IS, MIA_IS)
    assert len([check for check in swapped.checks if check.measure == "stranger"]) == 2


def test_heads_are_counted(both_filmed, mia_filmed, references):
    assert said(judge(both_filmed, references, MIA_IS)) >= {"head_count"}
    assert said(judge(both_filmed, references)) == {"head_count"}
    assert said(judge(mia_filmed, references, MIA_IS, DAN_IS)) == {"missing"}


def test_whom_the_bystander_stands_beside_does_not_matter(both_filmed, references):
    """Of two faces, the one that is more like Dan is taken for Dan, wherever it stands."""
    verdict = judge(both_filmed, references, DAN_IS)
    assert [check.outcome for check in verdict.checks if check.measure == "identity"] == ["ok"]


def test_a_back_is_unverifiable_but_no_reason_for_a_retake(mia_filmed, references):
    back = DAN_IS.model_copy(update={"faces": "away"})
    verdict = judge(mia_filmed, references, back, MIA_IS)
    assert verdict.outcome == "ok"
    assert said(verdict, "unverifiable") == {"identity"}


def test_nobody_can_tell_who_a_smear_or_a_speck_is(mia_filmed, references):
    speck = np.zeros((960, 540, 3), np.uint8)
    speck[400:544, 200:281] = cv2.resize(mia_filmed, (81, 144), interpolation=cv2.INTER_AREA)
    for picture in (cv2.GaussianBlur(mia_filmed, (0, 0), 4), speck):
        verdict = judge(np.asarray(picture, np.uint8), references, DAN_IS)
        checks = {check.measure: check.outcome for check in verdict.checks if check.subject == "Dan"}
        assert checks.get("identity", checks.get("missing")) in ("unverifiable", "retake")
        assert "stranger" not in checks


def test_without_references_nobody_can_tell(mia_filmed):
    assert judge(mia_filmed, [], Expected(subject="Mia")).outcome == "unverifiable"


def test_a_copied_reference_is_seen_also_mirrored(references):
    assert said(judge(references[0], references, MIA_IS)) == {"copy"}
    assert "copy" in said(judge(references[0][:, ::-1].copy(), references, MIA_IS))


def test_clothes_are_held_against_the_order(mia_filmed, references):
    right = MIA_IS.model_copy(update={"colours": ("#8a2f3a",)})
    wrong = MIA_IS.model_copy(update={"colours": ("#2f8a4a",)})
    assert judge(mia_filmed, references, right).outcome == "ok"
    assert said(judge(mia_filmed, references, wrong)) == {"wardrobe"}
    (face,) = find_faces(mia_filmed)
    close = mia_filmed[: round(face.box[3] + 4)].copy()
    assert "wardrobe" in said(judge(close, references, wrong), "unverifiable")


def test_a_look_to_the_wrong_side_is_seen(references):
    aside = MIA.model_copy(update={"faces": "left", "gaze": "left"})
    left = filmed(aside, set="street", framing="close_up")
    for gaze, stopped in (("left", False), ("right", True)):
        verdict = judge(left, references, MIA_IS.model_copy(update={"gaze": gaze}))
        assert ("gaze" in said(verdict)) == stopped, verdict.checks


def test_it_writes_what_it_says(tmp_path: Path, mia_filmed, references):
    for n, picture in enumerate([mia_filmed, *references]):
        cv2.imwrite(str(tmp_path / f"{n}.png"), picture)
    takes = [Take(key=str(n), tool="t", version="1", path=str(tmp_path / f"{n}.png")) for n in range(5)]
    made = Gate().make(GateSpec(expected=(MIA_IS,), medium="drawn"), tmp_path / "verdict.json", takes)
    assert json.loads((tmp_path / "verdict.json").read_text()) == made.facts
    assert Verdict.model_validate(made.facts).outcome == "ok"


def test_a_clip_is_looked_at_where_it_is_told_to(tmp_path: Path, mia_filmed, both_filmed, references):
    clip = tmp_path / "clip.mp4"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter_fourcc(*"mp4v"), 10, (270, 480))
    for picture in [mia_filmed] * 10 + [both_filmed] * 10:
        writer.write(picture)
    writer.release()
    for n, picture in enumerate(references):
        cv2.imwrite(str(tmp_path / f"{n}.png"), picture)
    takes = [Take(key="c", tool="t", version="1", path=str(clip))]
    takes += [Take(key=str(n), tool="t", version="1", path=str(tmp_path / f"{n}.png")) for n in range(4)]
    for at, expected in (((0.1,), "ok"), ((0.1, 0.9), "retake")):
        made = Gate().make(GateSpec(expected=(MIA_IS,), medium="drawn", at=at), tmp_path / "v.json", takes)
        assert made.facts["outcome"] == expected


def test_what_does_not_read_is_said_and_leaves_nothing(tmp_path: Path):
    (tmp_path / "bad.png").write_bytes(b"no picture")
    take = Take(key="b", tool="t", version="1", path=str(tmp_path / "bad.png"))
    with pytest.raises(ToolError, match=r"bad\.png"):
        Gate().make(GateSpec(), tmp_path / "v.json", [take])
    with pytest.raises(MakerRefused, match="nothing to look at"):
        Gate().make(GateSpec(), tmp_path / "v.json")
    assert not (tmp_path / "v.json").exists()


def test_the_worst_moment_of_each_kind_counts():
    good = Check(measure="identity", subject="Mia", outcome="ok", score=0.9)
    worse = good.model_copy(update={"score": 0.7})
    assert merged([[good], [worse]]) == (worse,)
    assert outcome([good]) == "ok"
    assert outcome([good, Check(measure="missing", subject="Dan", outcome="unverifiable")]) == "unverifiable"


def test_a_maker_of_frames_may_have_thresholds_of_its_own():
    assert thresholds("real", "nobody") == thresholds("real")
    assert thresholds("drawn", "", "dinov2").same != thresholds("drawn").same


def test_a_face_is_found_where_it_is_and_turned_as_it_is(references):
    (face,) = find_faces(references[0])
    assert face.points[0][0] < face.points[1][0]
    assert aligned(references[0], face.points).shape == (112, 112, 3)
    (left,) = find_faces(filmed(MIA.model_copy(update={"faces": "left"})))
    (right,) = find_faces(filmed(MIA.model_copy(update={"faces": "right"})))
    assert left.yaw < right.yaw
