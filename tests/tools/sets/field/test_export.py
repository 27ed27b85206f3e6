from pathlib import Path

import numpy as np
import pytest
import torch

from cliffhanger.errors import MissingPart
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.field import splats
from cliffhanger.tools.sets.field.export import export, quaternion, view_matrix
from cliffhanger.tools.sets.geometry import axes, project


def test_colmap_reads_what_was_exported(capture: Capture, tmp_path: Path) -> None:
    pycolmap = pytest.importorskip("pycolmap")
    export(capture, tmp_path)
    read = pycolmap.Reconstruction(tmp_path / "sparse" / "0")
    assert (read.num_images(), read.num_points3D()) == (len(capture.frames), len(capture.points))
    assert sorted(path.name for path in (tmp_path / "images").iterdir())[0] == "000.jpg"
    image = read.images[4]
    eye = capture.frames[3].eye
    assert image.name == "003.jpg"
    assert image.projection_center() == pytest.approx(eye.at, abs=1e-9)
    ours, _ = project(eye, capture.width, capture.height, capture.points[:20].astype(np.float64))
    for point, where in zip(capture.points[:20], ours, strict=True):
        theirs = image.project_point(point.astype(np.float64))
        if theirs is not None:
            assert theirs == pytest.approx(where, abs=1e-3)


@pytest.mark.parametrize("yaw", [0, 90, 179.99, 180, -120])
def test_quaternions_turn_as_the_matrix_does(yaw: float) -> None:
    turn = axes(Eye(at=(0, 0, 0), yaw=yaw, pitch=20, roll=33)).T
    w, x, y, z = quaternion(turn)
    again = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    assert np.allclose(again, turn, atol=1e-9)


def test_the_view_matrix_puts_the_camera_in_the_origin() -> None:
    eye = Eye(at=(1, 2, 3), yaw=40, pitch=-10)
    assert np.allclose(view_matrix(eye.at, axes(eye)) @ [1, 2, 3, 1], [0, 0, 0, 1])


def test_splats_begin_as_the_points_of_the_capture(capture: Capture) -> None:
    first = splats.first_splats(capture)
    assert torch.allclose(first.means, torch.from_numpy(capture.points))
    assert first.scales.shape == (len(capture.points), 3)
    assert (first.scales.exp() <= 1).all()
    assert torch.allclose(first.colours.sigmoid() * 255, torch.from_numpy(capture.colours).float(), atol=6)
    assert torch.allclose(first.quats.norm(dim=1), torch.ones(len(capture.points)))
    view, hole = splats.lens(capture.frames[0].eye, 128, 72)
    assert (view.shape, hole.shape) == ((1, 4, 4), (1, 3, 3))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a card here")
def test_without_a_card_splats_say_so(capture: Capture) -> None:
    with pytest.raises(MissingPart, match="need a CUDA card"):
        splats.train_splats(capture, 1)
