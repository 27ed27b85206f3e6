"""ViStoryBench's measures on vectors whose answers are known, and DINOv2 by a tiny model."""

from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MissingPart
from cliffhanger.tools.identity.dino import Dino
from cliffhanger.tools.identity.embedding import middle, unit
from cliffhanger.tools.identity.faces import Face
from cliffhanger.tools.identity.measures import cids_cross, cids_self, copy_paste, onstage_count

X, Y = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
BETWEEN = unit(X + Y)


def test_identity_across_and_within():
    assert cids_cross([X, BETWEEN], [X]) == pytest.approx((1 + 2**-0.5) / 2)
    assert cids_self([X, Y, BETWEEN]) == pytest.approx(2 * 2**-0.5 / 3)
    assert cids_self([X]) is None
    assert cids_cross([], [X]) is None


def test_a_copy_leans_wholly_to_what_was_given():
    assert copy_paste([X], [X, Y]) == pytest.approx(1.0)
    assert copy_paste([Y], [X, Y]) == pytest.approx(0.0)
    assert copy_paste([BETWEEN], [X, Y]) == pytest.approx(0.5, abs=1e-4)
    assert copy_paste([X], [X, X]) == pytest.approx(0.5)
    assert copy_paste([X], [X]) is None


def test_heads_are_counted_as_published():
    assert onstage_count(2, 2) == 100
    assert onstage_count(1, 2) == pytest.approx(100 * np.exp(-0.5), rel=1e-4)
    assert onstage_count(0, 0) == 100


def test_the_middle_of_vectors_has_length_one():
    assert np.allclose(middle([X, Y]), BETWEEN)


def test_a_dinov2_is_loaded_from_its_folder(tmp_path: Path):
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    torch.manual_seed(1)
    config = transformers.Dinov2Config(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=28, patch_size=14
    )
    transformers.Dinov2Model(config).save_pretrained(tmp_path)
    points = np.array([[20, 30], [44, 30], [32, 40], [24, 50], [40, 50]], np.float32)
    face = Face((10, 10, 54, 60), points, 1.0, 100.0, 100.0)
    dice = np.random.default_rng(1)
    pictures = [dice.integers(0, 255, (64, 64, 3), dtype=np.uint8) for _ in range(2)]
    one, same, other = (Dino(str(tmp_path)).embed(picture, face) for picture in (*pictures[:1] * 2, pictures[1]))
    assert one.shape == (16,)
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_folder_without_a_model_is_said(tmp_path: Path):
    pytest.importorskip("torch")
    with pytest.raises(MissingPart, match=r"config\.json"):
        Dino(str(tmp_path)).embed(
            np.zeros((64, 64, 3), np.uint8), Face((0, 0, 9, 9), np.zeros((5, 2), np.float32), 1, 1, 1)
        )
