"""Thresholds: from where on it is they, for each medium and, where it has its own, each maker of frames."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ...memory.frozen import Frozen
from .spec import Medium


class Thresholds(Frozen):
    """What the gate holds a frame against; units are said in ``thresholds.toml``."""

    same: float
    sure: float
    margin: float
    smallest: float
    sharpest: float
    darkest: float
    turned: float
    counted: float
    copied: float
    around: float
    clothes: float
    gaze: float


def thresholds(medium: Medium, maker: str = "", embedder: str = "") -> Thresholds:
    """Return what holds for a medium, with what an embedder and a maker of frames have of their own."""
    told = _table()
    own = told.get("makers", {}).get(maker, {})
    return Thresholds.model_validate({**told[medium], **told.get("embedders", {}).get(embedder, {}), **own})


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text("utf-8"))
