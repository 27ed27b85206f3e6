"""Every prop, large and small."""

from typing import get_args

import numpy as np
import pytest
import skia

from cliffhanger.memory.bible import PropKind
from cliffhanger.tools.picture.fonts import typeface
from cliffhanger.tools.picture.props import PROPS, draw_prop
from cliffhanger.tools.picture.props.lettering import font, wrap

KINDS: tuple[PropKind, ...] = get_args(PropKind)
LETTERED: tuple[PropKind, ...] = (
    "phone", "letter", "envelope", "contract", "file", "photo", "ticket", "book", "map", "badge", "laptop", "recorder",
)  # fmt: skip


def drawn(kind: PropKind, size: float = 160, text: str = "", angle: float = 0.0, room: int = 260) -> np.ndarray:
    surface = skia.Surface(room, room)
    draw_prop(surface.getCanvas(), kind, room / 2, room / 2, size, text, angle)
    return surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)


def extent(picture: np.ndarray) -> tuple[int, int, int, int]:
    ys, xs = np.nonzero(picture[..., 3] > 24)
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def test_all_props_can_be_drawn() -> None:
    assert set(PROPS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_stays_within_its_size_and_fills_it(kind: PropKind) -> None:
    x0, y0, x1, y1 = extent(drawn(kind, 200))
    slack = 4
    assert min(x0, y0) >= 30 - slack
    assert max(x1, y1) <= 230 + slack
    assert max(x1 - x0, y1 - y0) > 165
    assert abs((x0 + x1) / 2 - 130) < 30
    assert abs((y0 + y1) / 2 - 130) < 30


@pytest.mark.parametrize("kind", KINDS)
def test_has_material(kind: PropKind) -> None:
    picture = drawn(kind)
    solid = picture[picture[..., 3] > 200][:, :3]
    assert len(np.unique(solid, axis=0)) > 300
    assert solid.max() > 200
    assert solid.min() < 90


@pytest.mark.parametrize("kind", KINDS)
def test_reads_in_a_hand(kind: PropKind) -> None:
    x0, y0, x1, y1 = extent(drawn(kind, 60))
    assert 44 < max(x1 - x0, y1 - y0) <= 64


@pytest.mark.parametrize("kind", LETTERED)
def test_text_is_written(kind: PropKind) -> None:
    silent, said, other = drawn(kind), drawn(kind, text="Room 407, midnight"), drawn(kind, text="Forgive me")
    assert not np.array_equal(silent, said)
    assert not np.array_equal(said, other)


@pytest.mark.parametrize("kind", LETTERED)
def test_long_text_stays_inside(kind: PropKind) -> None:
    long = (
        "This is far too long for any thing that lies in a hand, and Donaudampfschifffahrtsgesellschaft besides. " * 3
    )
    x0, y0, x1, y1 = extent(drawn(kind, 200, long))
    assert min(x0, y0) >= 26
    assert max(x1, y1) <= 234


def test_turns() -> None:
    upright, lying = extent(drawn("phone")), extent(drawn("phone", angle=90))
    assert upright[3] - upright[1] > 1.5 * (upright[2] - upright[0])
    assert lying[2] - lying[0] > 1.5 * (lying[3] - lying[1])


def test_is_the_same_twice() -> None:
    for kind in ("flowers", "umbrella", "painting"):
        assert np.array_equal(drawn(kind), drawn(kind))


def test_words_wrap_and_long_ones_break() -> None:
    face = font(10)
    lines = wrap("one two three four five extraordinarilylongword", face, 60)
    assert all(face.width(line) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == "onetwothreefourfiveextraordinarilylongword"
    assert wrap("", face, 60) == []


def test_weight_of_the_typeface_is_real() -> None:
    light, heavy = skia.Font(typeface(200), 40), skia.Font(typeface(900), 40)
    assert heavy.measureText("midnight") > light.measureText("midnight") * 1.05
