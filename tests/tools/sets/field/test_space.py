import numpy as np
import pytest
import torch

from cliffhanger.tools.sets.field.space import INNER, Space

ROOM = Space((1.0, 1.0, -1.0), 3.0, 0.2, 12.0)


def test_the_place_itself_keeps_its_shape() -> None:
    points = torch.tensor([[1.0, 1.0, -1.0], [4.0, 1.0, -1.0], [1.0, -0.5, -1.0]])
    inside = ROOM.squeezed(points)
    assert torch.allclose(inside, torch.tensor([[0.5, 0.5, 0.5], [0.5 + INNER, 0.5, 0.5], [0.5, 0.5 - INNER / 2, 0.5]]))


def test_all_the_world_is_in_the_unit_cube_and_in_order() -> None:
    away = torch.tensor([0.0, 1.0, 2.9, 3.1, 6.0, 50.0, 1e5])
    inside = ROOM.squeezed(torch.stack([1 + away, torch.ones(7), -torch.ones(7)], 1))
    assert ((inside >= 0) & (inside <= 1)).all()
    assert (inside[1:, 0] > inside[:-1, 0]).all()


def test_spreading_undoes_squeezing() -> None:
    points = torch.randn(200, 3, generator=torch.Generator().manual_seed(0)) * 5
    assert torch.allclose(ROOM.spread(ROOM.squeezed(points)), points, atol=2e-3)


def test_the_space_holds_cameras_and_what_they_saw() -> None:
    places = np.array([[0.0, 1.5, 2.0], [1.0, 1.5, 2.0]])
    points = np.random.default_rng(0).uniform((-2, 0, -2), (2, 2.5, 2), (500, 3))
    space = Space.around(places, points)
    inside = space.squeezed(torch.tensor(np.concatenate([places, points]), dtype=torch.float32))
    assert (inside - 0.5).abs().max() < INNER * 1.05
    away = np.linalg.norm(points[None] - places[:, None], axis=-1)
    assert space.near < np.percentile(away, 1) < np.percentile(away, 99) < space.far


def test_steps_along_a_ray_double_evenly() -> None:
    way = ROOM.along(torch.linspace(0, 1, 5))
    assert float(way[0]) == pytest.approx(0.2)
    assert float(way[-1]) == pytest.approx(12.0, rel=1e-5)
    assert torch.allclose(way[1:] / way[:-1], (way[1] / way[0]).expand(4))
