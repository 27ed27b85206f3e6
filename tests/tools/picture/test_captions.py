"""Captions: inside the safe area, two lines at most, the spoken word lit, whatever is written."""

from itertools import pairwise

import numpy as np
import pytest

from cliffhanger.tools.picture.captions import Captions, Strip, badge, lit_word
from cliffhanger.tools.picture.filming import Filming
from cliffhanger.tools.picture.spec import Caption, CaptionWord

from .conftest import Shoot, spoken

WIDTH, HEIGHT = 270, 480


def strip(text: str, t: float = 0.1) -> Strip | None:
    captions = Captions((spoken(text),), WIDTH, HEIGHT)
    shown = captions.at(t)
    assert shown is not None
    return captions._strip(*shown)


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "You said you’d never leave me here alone again",
        "“Who are you?” — she’s ‘fine’, isn’t she…",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
        "W" * 90,
        "a " * 60,
        "ring 💍 gone 👩‍🚀 now",
        "妹妹 的 声音 мама ελα",
    ],
)
def test_they_stay_inside_the_safe_area(text: str) -> None:
    captions = Captions((spoken(text, each=0.2),), WIDTH, HEIGHT)
    for page in captions.pages:
        assert 1 <= len(page.lines) <= 2
        drawn = captions._strip(page, 0)
        assert drawn is not None
        height, width = drawn.colour.shape[:2]
        assert drawn.y >= 0.12 * HEIGHT and drawn.y + height <= 0.80 * HEIGHT
        assert drawn.x >= 0.05 * WIDTH and drawn.x + width <= 0.85 * WIDTH + 1


def test_every_word_is_on_a_page_and_pages_follow_each_other() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    captions = Captions((spoken(text),), WIDTH, HEIGHT)
    assert [word.text for page in captions.pages for word in page.words] == text.split()
    assert len(captions.pages) > 1
    assert all(a.end == b.start for a, b in pairwise(captions.pages))


def test_two_lines_are_balanced() -> None:
    (page,) = Captions((spoken("You said you would never leave me"),), WIDTH, HEIGHT).pages
    lengths = [sum(len(page.words[i].text) for i in line) for line in page.lines]
    assert len(lengths) == 2
    assert max(lengths) <= 1.6 * min(lengths)


def test_the_spoken_word_is_lit_at_its_time() -> None:
    words = (
        CaptionWord(text="Sign", start=0.5, end=0.8),
        CaptionWord(text="it", start=0.85, end=1.0),
        CaptionWord(text="now", start=1.6, end=2.0),
    )
    assert [lit_word(words, t) for t in (0.4, 0.5, 0.79, 0.82, 0.9, 1.1, 1.59, 1.6, 1.99, 2.1)] == [
        -1, 0, 0, 0, 1, -1, -1, 2, 2, -1,
    ]  # fmt: skip


def yellow(picture: np.ndarray) -> np.ndarray:
    red, green, blue = (picture[..., i].astype(int) for i in range(3))
    return (red > 220) & (green > 170) & (blue < 110)


def test_the_light_moves_on_in_the_picture(shot: Shoot) -> None:
    filming = Filming(shot(width=WIDTH, height=HEIGHT, seconds=1.0, captions=(spoken("left middle right", 0.0, 0.3),)))
    columns = []
    for index in (1, 5, 9):
        band = filming.frame(index)[int(0.66 * HEIGHT) : int(0.78 * HEIGHT)]
        columns.append(np.flatnonzero(yellow(band).any(axis=0)).mean())
    assert columns[0] < columns[1] < columns[2]


def test_nothing_is_drawn_outside_its_time() -> None:
    captions = Captions((spoken("Later", start=1.0),), WIDTH, HEIGHT)
    assert captions.at(0.5) is None
    frame = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    captions.blend(frame, 0.5)
    assert (frame == 90).all()


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\ue000\ue001"])
def test_words_without_anything_to_draw_do_no_harm(text: str) -> None:
    empty = Caption(words=(CaptionWord(text=text, start=0.0, end=1.0),), start=0.0, end=1.0)
    frame = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    Captions((empty, Caption(words=(), start=0, end=1)), WIDTH, HEIGHT).blend(frame, 0.5)
    assert (frame == 90).all()


def test_the_badge_is_small_and_in_the_safe_corner() -> None:
    label = badge("AI-generated", WIDTH, HEIGHT)
    assert label is not None
    height, width = label.colour.shape[:2]
    assert label.y >= 0.12 * HEIGHT and label.x + width < 0.5 * WIDTH and height < 0.04 * HEIGHT
    assert badge("", WIDTH, HEIGHT) is None
    long = badge("AI-generated " * 20, WIDTH, HEIGHT)
    assert long is not None and long.x + long.colour.shape[1] < 0.85 * WIDTH
