import torch

from cliffhanger.tools.sets.field.exposure import Exposures


def test_frames_exposed_alike_change_nothing() -> None:
    colours = torch.rand(9, 3)
    assert torch.equal(Exposures(4)(colours, torch.zeros(9, dtype=torch.long)), colours)


def test_a_frame_that_was_too_bright_is_found_out() -> None:
    luck = torch.Generator().manual_seed(0)
    place, frames = torch.rand(600, 3, generator=luck), torch.arange(600) % 3
    gains = torch.tensor([0.8, 1.0, 1.25])
    recorded = place * gains[frames][:, None]
    exposures = Exposures(3)
    optimiser = torch.optim.Adam(exposures.parameters(), 0.02)
    for _ in range(150):
        optimiser.zero_grad()
        (exposures(place, frames) - recorded).square().mean().backward()
        optimiser.step()
    factor, lift = exposures.undone()
    undone = recorded * factor[frames] + lift[frames]
    assert (undone - place).abs().max() < 0.02
    gain, _ = exposures.levelled()
    assert gain.mean(0).abs().max() < 1e-6  # the average frame is right as it is


def test_gains_of_all_frames_together_are_the_places_own() -> None:
    exposures = Exposures(2)
    with torch.no_grad():
        exposures.gain += 0.5
        exposures.lift += 0.1
    colours = torch.rand(4, 3)
    assert torch.allclose(exposures(colours, torch.tensor([0, 1, 0, 1])), colours, atol=1e-6)
