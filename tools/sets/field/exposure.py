"""Exposure: what the camera did by itself to every frame, so that the place is not blamed for it."""

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot


class Exposures(nn.Module):
    """A gain and a lift per channel for every frame; on the average of all frames they change nothing."""

    def __init__(self, frames: int) -> None:
        """Begin with frames that were all exposed alike."""
        super().__init__()
        self.gain = nn.Parameter(torch.zeros(frames, 3))
        """Its logarithm."""
        self.lift = nn.Parameter(torch.zeros(frames, 3))

    def levelled(self) -> tuple[Tensor, Tensor]:
        """Return the logarithms of the gains, and the lifts, whose means are nothing: twice frames x 3."""
        return self.gain - self.gain.mean(0), self.lift - self.lift.mean(0)

    def forward(self, colours: Tensor, frames: Tensor) -> Tensor:
        """Return colours of the place (N x 3) as the frames (N) recorded them."""
        gain, lift = self.levelled()
        # As a product, not by index: the gradient of an index is summed up in whatever order threads come.
        which = one_hot(frames, len(gain)).to(gain.dtype)
        return colours * torch.exp(which @ gain) + which @ lift

    def undone(self) -> tuple[Tensor, Tensor]:
        """Return factor and summand that bring each frame's colours back to the place's: twice frames x 3."""
        gain, lift = self.levelled()
        factor = torch.exp(-gain)
        return factor.detach(), (-lift * factor).detach()
