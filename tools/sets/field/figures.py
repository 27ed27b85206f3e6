"""Figures: how like the truth a picture is."""

import math

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.float32]

BEST = 99.0
"""PSNR of two pictures that are the same, dB."""


def psnr(picture: Picture, truth: Picture) -> float:
    """Return the peak signal-to-noise ratio of two pictures (0 to 1), dB."""
    error = float(np.square(np.asarray(picture, np.float64) - truth).mean())
    return BEST if error <= 10 ** (-BEST / 10) else -10 * math.log10(error)


def ssim(picture: Picture, truth: Picture) -> float:
    """Return the structural similarity (Wang et al. 2004; windows of 11 pixels, sigma 1.5), mean of all channels."""
    a, b = (np.asarray(one, np.float64) for one in (picture, truth))
    mean_a, mean_b = _blur(a), _blur(b)
    spread_a, spread_b = _blur(a * a) - mean_a**2, _blur(b * b) - mean_b**2
    shared = _blur(a * b) - mean_a * mean_b
    c1, c2 = 0.01**2, 0.03**2
    like = (2 * mean_a * mean_b + c1) * (2 * shared + c2)
    return float((like / ((mean_a**2 + mean_b**2 + c1) * (spread_a + spread_b + c2))).mean())


def exposed_alike(picture: Picture, truth: Picture) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return factor and summand per channel that bring a picture nearest to another: twice 3."""
    factors, lifts = np.ones(3, np.float32), np.zeros(3, np.float32)
    for channel in range(3):
        a, b = picture[..., channel].ravel().astype(np.float64), truth[..., channel].ravel().astype(np.float64)
        spread = a.var()
        if spread > 1e-6:
            factors[channel] = np.clip(((a - a.mean()) * (b - b.mean())).mean() / spread, 0.5, 2.0)
        lifts[channel] = b.mean() - factors[channel] * a.mean()
    return factors, lifts


def _blur(picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(picture, (11, 11), 1.5))
