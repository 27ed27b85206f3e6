from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, MissingPart
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.field import library
from cliffhanger.tools.sets.field.field_set import FieldSet
from cliffhanger.tools.sets.field.training import Training, refuse_thin
from cliffhanger.tools.sets.opening import open_set
from cliffhanger.tools.sets.set import Set
from cliffhanger.tools.sets.spec import FieldSpec
from cliffhanger.tools.take import Maker, Take


def test_a_set_is_read_as_it_was_written(made: FieldSet, tmp_path: Path) -> None:
    made.write(tmp_path / "one.set")
    made.write(tmp_path / "two.set")
    assert (tmp_path / "one.set").read_bytes() == (tmp_path / "two.set").read_bytes()
    again = open_set(tmp_path / "one.set")
    assert isinstance(again, FieldSet)
    assert isinstance(again, Set)
    assert again.cameras() == made.cameras()
    assert again.marks() == made.marks()
    assert again.facts == made.facts
    eye = made.capture.frames[3].eye
    one, two = made.plate(eye, 54, 96), again.plate(eye, 54, 96)
    assert np.abs(one.colour.astype(int) - two.colour).mean() < 2
    assert np.median(np.abs(one.depth / two.depth - 1)) < 0.02


def test_a_plate_shows_what_the_frame_showed(made: FieldSet) -> None:
    frame = made.capture.frames[3]
    plate = made.plate(frame.eye, 128, 72)
    assert (plate.width, plate.height) == (128, 72)
    assert plate.depth.dtype == np.float32
    assert plate.seen.mean() > 0.6
    assert np.abs(plate.colour.astype(int) - frame.colour()).mean() < 20


def test_it_tells_what_was_measured(made: FieldSet) -> None:
    facts = made.facts
    assert facts["steps"] == 50
    assert facts["held_out"] == 1
    assert facts["device"] == "cpu"
    assert {"psnr", "ssim", "field_psnr", "field_ssim", "cameras", "marks"} <= facts.keys()


def test_a_file_that_is_no_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.set").write_bytes(b"nothing")
    with pytest.raises(MakerRefused, match="train it again"):
        FieldSet.read(tmp_path / "x.set")


def test_training_is_a_maker_of_the_card() -> None:
    assert isinstance(Training(), Maker)
    assert (Training().tool, Training().suffix, Training().lane) == ("hashgrid", ".set", "card")


def test_a_thin_capture_is_refused_with_a_remedy(capture: Capture, tmp_path: Path) -> None:
    few = Capture(capture.frames[:5], 128, 72, capture.points, capture.colours, capture.sightings, {})
    few.write(tmp_path / "few.zip")
    take = Take(key="k", tool="t", version="1", path=str(tmp_path / "few.zip"))
    with pytest.raises(MakerRefused, match="has 5 frames"):
        Training().make(FieldSpec(), tmp_path / "out.set", [take])
    assert not (tmp_path / "out.set").exists()
    bare = Capture(capture.frames, 128, 72, capture.points[:9], capture.colours[:9], capture.sightings[:0], {})
    with pytest.raises(MakerRefused, match="only 9 points"):
        refuse_thin(bare)


def test_a_camera_that_only_turned_is_refused(capture: Capture) -> None:
    turned = tuple(
        type(frame)(frame.second, Eye(at=(0.0, 1.5, 0.0), yaw=number * 5.0), frame.picture)
        for number, frame in enumerate(capture.frames)
    )
    with pytest.raises(MakerRefused, match="turned on the spot"):
        refuse_thin(Capture(turned, 128, 72, capture.points, capture.colours, capture.sightings, {}))


def test_a_missing_package_is_named_with_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    with pytest.raises(MissingPart, match=r'torch and scipy.*pip install "cliffhanger\[sets\]"'):
        Training().check()
