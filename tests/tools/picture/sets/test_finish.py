"""Brush and canvas."""

import numpy as np
import pytest

from cliffhanger.tools.picture.sets.finish import cloth, kuwahara, posterise, weave


def noisy_halves(seed: int = 1) -> np.ndarray:
    """Dark on the left, bright on the right, noise on both."""
    dice = np.random.default_rng(seed)
    picture = np.full((60, 80, 4), 255, np.uint8)
    picture[:, :40, :3] = 60
    picture[:, 40:, :3] = 190
    picture[..., :3] = np.clip(picture[..., :3] + dice.normal(0, 12, (60, 80, 3)), 0, 255)
    return picture


@pytest.mark.parametrize("radius", [2, 3, 5])
def test_kuwahara_calms_the_noise_and_keeps_the_edge(radius: int) -> None:
    before, after = noisy_halves(), kuwahara(noisy_halves(), radius)
    assert after.shape == before.shape
    assert after[10:50, 8:32, :3].std() < before[10:50, 8:32, :3].std() / 2
    assert after[30, 36, 0] < 90
    assert after[30, 44, 0] > 160


def test_canvas_leaves_holes_alone() -> None:
    picture = noisy_halves()
    picture[20:40, 20:60] = 0
    woven = weave(picture, 1.0, 5)
    assert (woven[20:40, 20:60] == 0).all()
    assert np.array_equal(woven[..., 3], picture[..., 3])
    assert not np.array_equal(woven, picture)


def test_cloth_is_even_on_the_whole() -> None:
    field = cloth(120, 200, 9, ((2, 2.0), (12, 3.0)))
    assert field.shape == (200, 120)
    assert abs(field.mean()) < 1.5
    assert np.array_equal(field, cloth(120, 200, 9, ((2, 2.0), (12, 3.0))))


def test_paper_has_few_tones() -> None:
    ramp = np.full((4, 256, 4), 255, np.uint8)
    ramp[..., :3] = np.arange(256, dtype=np.uint8)[None, :, None]
    assert len(np.unique(posterise(ramp, 6)[..., 0])) <= 12
