"""The measures of ViStoryBench (Zhuang et al., CVPR 2026, arXiv 2505.24862), over our own finding and embedding.

They are defined as in its evaluator; its figures come of ArcFace, AdaFace and FaceNet on Grounding DINO's boxes, ours
of whatever embedder is handed in, so the two may stand beside each other but not be compared to the digit.
"""

import math
from collections.abc import Sequence
from itertools import combinations

from .embedding import Vector, likeness

NEAR = 1e-6


def cids_cross(shots: Sequence[Vector], references: Sequence[Vector]) -> float | None:
    """Return the character identity similarity across: mean cosine of every appearance with every reference."""
    return _mean([likeness(shot, reference) for shot in shots for reference in references])


def cids_self(shots: Sequence[Vector]) -> float | None:
    """Return the character identity similarity within: mean cosine of all pairs of appearances; of one, nothing.

    ViStoryBench counts a single appearance as 1.
    """
    return _mean([likeness(one, two) for one, two in combinations(shots, 2)])


def copy_paste(shots: Sequence[Vector], references: Sequence[Vector]) -> float | None:
    """Return the copy-paste rate, about 0 to 1: whether shots lean to the reference given more than to the others.

    The first reference is the one the maker was shown, the rest are other pictures of the same person; 0.5 is no
    leaning, 1 a copy. None: fewer than two references.
    """
    if len(references) < 2:
        return None
    given, rest = references[0], references[1:]
    rates = []
    for shot in shots:
        for other in rest:
            apart = _chord(given, other)
            lean = (_chord(shot, other) - _chord(shot, given)) / apart if apart > NEAR else 0.0
            rates.append(0.5 * (1 + lean))
    return _mean(rates)


def onstage_count(found: int, expected: int) -> float:
    """Return the onstage character count matching (OCCM) of one shot, 100 exp(-|found - expected| / expected).

    ``found`` are the people matched to somebody expected, as ViStoryBench counts them.
    """
    return 100 * math.exp(-abs(found - expected) / (NEAR + expected)) if expected or found else 100.0


def _chord(one: Vector, two: Vector) -> float:
    """Return the distance of two points on the unit sphere."""
    return math.sqrt(max(0.0, 2 * (1 - max(-1.0, min(1.0, likeness(one, two))))))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
