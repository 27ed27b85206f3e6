"""A voice in another language: the same throat, the habits of somebody who grew up with it.

A style has two halves: the first is how the throat sounds (the decoder reads it), the second how one times and tunes a
line (the prosody reads it). Speaking Spanish, a cast voice keeps its throat and borrows the habits of a native stock
voice of the same sex, with as little of the native's throat as the language needs to be understood.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from math import prod

import numpy as np

from ...errors import MakerRefused
from ...memory.look import Sex
from .model import Floats, style_matrix

HALF = 128
"""Where the prosody half of a style begins."""
NATIVES: dict[str, tuple[str, str]] = {
    "de": ("bf_emma", "bm_george"),
    "es": ("ef_dora", "em_alex"),
    "fr": ("ff_siwis", "ff_siwis"),
    "hi": ("hf_alpha", "hm_omega"),
    "id": ("ef_dora", "em_alex"),
    "it": ("if_sara", "im_nicola"),
    "ja": ("jf_alpha", "jm_kumo"),
    "ko": ("jf_alpha", "jm_kumo"),
    "pt": ("pf_dora", "pm_alex"),
    "zh": ("zf_xiaoxiao", "zm_yunxi"),
}
"""Stock voices, a woman's and a man's, whose habits a language is spoken with; the nearest kin where it has none."""
THROAT: dict[str, float] = {"fr": 0.25, "hi": 0.35}
"""Share of the native's throat, where the own one alone blurs the sounds of the language."""


PACE: dict[str, float] = {"de": 1.18, "hi": 1.06, "ja": 1.04}
"""How much faster a language is spoken than its stock voice reads: people in a drama talk, and German that was borrowed
from English habits drags."""


def pace_of(language: str) -> float:
    """Return the factor on the pace of a voice in a language."""
    return PACE.get(_code(language), 1.0)


def native(style: Floats, language: str, sex: Sex = "woman") -> Floats:
    """Return a style, (510, 256), as it speaks a language; English styles speak English as they are.

    Raise MakerRefused for a language without a native.
    """
    name = _native(language, sex)
    if not name:
        return style
    kin = style_matrix(name)
    share = np.float32(THROAT.get(_code(language), 0.0))
    spoken = kin.copy()
    spoken[:, :HALF] = (1 - share) * style[:, :HALF] + share * kin[:, :HALF]
    return spoken


def own_height(blend: Mapping[str, float], language: str, sex: Sex = "woman") -> float:
    """Return the factor on the native's melody that leaves a voice, stock styles by share, as high as it is."""
    name = _native(language, sex)
    if not name:
        return 1.0
    heights = _heights()
    return prod(heights[stock] ** share for stock, share in blend.items()) / heights[name]


def _native(language: str, sex: Sex) -> str:
    code = _code(language)
    if code == "en":
        return ""
    if code not in NATIVES:
        known = ", ".join(sorted([*NATIVES, "en"]))
        raise MakerRefused(f"no embedded voice speaks {language!r} (they speak: {known}); choose one of these")
    return NATIVES[code][sex == "man"]


def _code(language: str) -> str:
    return language.split("-")[0].lower()


@lru_cache(maxsize=1)
def _heights() -> dict[str, float]:
    text = (resources.files(__package__) / "pitches.json").read_text(encoding="utf-8")
    heights: dict[str, float] = json.loads(text)["pitches"]
    return heights
