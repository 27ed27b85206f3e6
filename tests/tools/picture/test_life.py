"""What a body does by itself: breath, lean, hair."""

from itertools import pairwise

import numpy as np

from cliffhanger.tools.picture.acting import Acting
from cliffhanger.tools.picture.life import Life
from cliffhanger.tools.picture.spec import FigureSpec

from .conftest import speech

FRAMES = [frame / 24 for frame in range(24 * 6)]


def lived(figure: FigureSpec, wind: float = 0.0, seconds: float = 6.0, **fields: object) -> Life:
    return Life(Acting(figure.model_copy(update=fields), seconds, 24, 3), 3, wind)


def test_fear_breathes_faster(mia: FigureSpec) -> None:
    def breaths(life: Life) -> int:
        return sum(a < 0 <= b for a, b in pairwise(life.breath(t) for t in np.arange(0, 30, 1 / 24)))

    assert breaths(lived(mia, emotion="fear")) > 1.4 * breaths(lived(mia, emotion="cold"))


def test_a_body_never_jumps(mia: FigureSpec) -> None:
    life = lived(mia, becomes="angry", mouth=speech(0.5, 5.0))
    leans = [life.lean(t) for t in FRAMES]
    assert max(abs(a.zoom - b.zoom) for a, b in pairwise(leans)) < 0.003
    assert max(abs(a.down - b.down) for a, b in pairwise(leans)) < 0.004
    assert max(abs(a.degrees - b.degrees) for a, b in pairwise(leans)) < 0.3


def test_anger_comes_nearer_and_fear_draws_back(mia: FigureSpec) -> None:
    angry, afraid = (lived(mia, emotion="neutral", becomes=feeling).lean(5.5).zoom for feeling in ("angry", "fear"))
    assert angry > 1.01
    assert afraid < 0.99


def test_hair_moves_in_the_wind_in_few_drawings(mia: FigureSpec) -> None:
    blown = [lived(mia, wind=0.6).sway(t) for t in FRAMES]
    assert 3 <= len(set(blown)) <= 6
    assert max(abs(a - b) for a, b in pairwise(blown)) <= 0.5


def test_hair_hangs_still_where_nothing_moves_it(mia: FigureSpec) -> None:
    life = lived(mia)
    life.acting.heads = life.acting.heads[:1]
    assert {life.sway(t) for t in FRAMES} == {0.0}
