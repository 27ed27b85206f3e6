import pytest
import torch

from cliffhanger.tools.sets.field.encoding import HashGrid
from cliffhanger.tools.sets.field.field import Field
from cliffhanger.tools.sets.field.marching import Rays, met, sample, shown, weights
from cliffhanger.tools.sets.field.occupancy import Occupancy
from cliffhanger.tools.sets.field.space import Space

ROOM = Space((0.0, 0.0, 0.0), 3.0, 0.2, 9.0)


def forward(count: int) -> Rays:
    directions = torch.randn(count, 3, generator=torch.Generator().manual_seed(0)) * 0.2
    directions[:, 2] = 1
    return Rays(torch.tensor([[0.0, 0.0, -2.0]]).expand(count, 3), torch.nn.functional.normalize(directions, dim=-1))


def wall(depth: float) -> Occupancy:
    """Return an occupancy with nothing but a wall across z."""
    made = Occupancy(32)
    points = made.middles(torch.arange(32**3))
    made.grid[:] = torch.where((ROOM.spread(points)[:, 2] - depth).abs() < 0.15, 100.0, 0.0)
    return made


def test_what_a_ray_shows_adds_up_to_one() -> None:
    luck = torch.Generator().manual_seed(0)
    density, distances = torch.rand(40, 12, generator=luck) * 5, torch.rand(40, 12, generator=luck).sort(1).values + 0.3
    assert torch.allclose(shown(density, distances, 9.0).sum(1), torch.ones(40), atol=1e-5)


def test_what_is_in_front_hides_what_is_behind() -> None:
    seen = weights(torch.tensor([[0.0, 50.0, 50.0], [0.0, 0.7, 50.0]]))
    assert seen[0].tolist() == pytest.approx([0, 1, 0], abs=1e-6)
    assert seen[1].tolist() == pytest.approx([0, 1 - 2.71828**-0.7, 2.71828**-0.7], abs=1e-3)


@pytest.mark.parametrize("luck", [None, 3])
def test_rays_are_looked_at_where_something_is(luck: int | None) -> None:
    rays = forward(50)
    chance = None if luck is None else torch.Generator().manual_seed(luck)
    distances = sample(ROOM, wall(1.0), rays, 16, chance)
    assert (distances[:, 1:] >= distances[:, :-1]).all()
    at = (rays.origins[:, None] + rays.directions[:, None] * distances[..., None])[..., 2]
    assert ((at - 1.0).abs() < 0.6).float().mean() > 0.7


def test_the_coarse_densities_are_those_of_the_grid() -> None:
    occupancy, rays = Occupancy(16), forward(20)
    occupancy.grid[:] = torch.rand(16**3, generator=torch.Generator().manual_seed(1))
    far = torch.linspace(0.3, 8, 11)[None].expand(20, 11)
    points = rays.origins[:, None] + rays.directions[:, None] * far[..., None]
    slowly = occupancy.at(ROOM.squeezed(points.reshape(-1, 3))).reshape(20, 11)
    found = met(rays.origins / ROOM.half, rays.directions / ROOM.half, far, occupancy.grid, 16)
    assert (found == slowly).float().mean() > 0.98  # the rest lies between two cells


def test_every_tensor_is_on_the_device_of_the_field() -> None:
    """Another device than the CPU cannot be had here; ``meta`` refuses to be mixed with it just as a card would."""
    field = Field(ROOM, HashGrid(levels=2, log2_entries=6), Occupancy(8)).to("meta")
    rays = Rays(torch.zeros(5, 3, device="meta"), torch.zeros(5, 3, device="meta"))
    seen = field.see(rays, 6, learn=True)
    assert (seen.colour.device.type, seen.colour.shape) == ("meta", (5, 3))
    assert field.away(rays, 6).device.type == "meta"
    torch.autograd.backward(seen.colour.sum())
    assert field.radiance.grid.table.grad is not None
