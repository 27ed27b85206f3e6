"""The storyboard's pages, drawn into pixels: whatever is written, nothing runs into its neighbour or off the page."""

import re

import cv2
import numpy as np
import pytest
import skia

from cliffhanger.tools.export.edition import Edition, Row, Said
from cliffhanger.tools.export.page import FINE, Paragraph, set_column, wrapped
from cliffhanger.tools.export.stills import HEIGHT, WIDTH, filmed_stills
from cliffhanger.tools.export.storyboard import (
    ACROSS,
    FRAME_HIGH,
    FRAME_WIDE,
    FRAMES,
    GAP,
    HIGH,
    MARGIN,
    WIDE,
    pages,
    sheet,
    storyboard,
    title_page,
)
from cliffhanger.tools.picture.lettering import Lettering

SCALE = 2
LONG = "unpronounceable" * 9 + " " + "and then she says it all over again, slower, until nobody can bear it " * 16


def pixels(draw, *args) -> np.ndarray:
    """Return what a page looks like: height x width, grey, white paper 255."""
    page = np.full((round(HIGH * SCALE), round(WIDE * SCALE), 4), 255, np.uint8)
    canvas = skia.Canvas(page, skia.kRGBA_8888_ColorType)
    canvas.scale(SCALE, SCALE)
    draw(canvas, *args)
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGBA2GRAY))


def ink(page: np.ndarray, left: float, top: float, right: float, bottom: float) -> int:
    """Return how many pixels of a part of the page are not paper, in points."""
    part = page[round(top * SCALE) : round(bottom * SCALE), round(left * SCALE) : round(right * SCALE)]
    return int((part < 250).sum())


def wordy(row: Row, number: int) -> Row:
    said = tuple(Said(name=LONG[:40], text=LONG, how="on the phone") for _ in range(2))
    told = {"action": LONG, "lines": said, "text": LONG[:90], "props": (LONG[:80],), "effects": ("door",) * 9}
    return row.model_copy(update={**told, "id": f"s01e02.s{number:02d}", "number": 100 + number})


@pytest.fixture(scope="module")
def full(edition: Edition) -> Edition:
    """Two pages of shots with far more to say than fits."""
    rows = tuple(wordy(edition.rows[number % 2], number) for number in range(8))
    scene = edition.scenes[0].model_copy(update={"heading": LONG})
    return edition.model_copy(update={"rows": rows, "title": LONG, "episode_title": LONG, "scenes": (scene,)})


def test_a_column_never_runs_into_its_neighbour(full):
    page = pixels(sheet, full, {}, 0)
    for column in range(1, ACROSS):
        right = MARGIN + column * (FRAME_WIDE + GAP)
        assert ink(page, right - GAP + 1, FRAMES, right - 1, HIGH - 36) == 0
        assert ink(page, right - GAP - FRAME_WIDE, FRAMES + FRAME_HIGH + 20, right - GAP, HIGH - 40) > 500


def test_nothing_reaches_margins_or_the_footer(full):
    for number in range(pages(full)):
        page = pixels(sheet, full, {}, number)
        assert ink(page, 0, 0, MARGIN - 1, HIGH) == 0 and ink(page, WIDE - MARGIN + 1, 0, WIDE, HIGH) == 0
        assert ink(page, 0, HIGH - 39, WIDE, HIGH - 35) == 0 and ink(page, 0, HIGH - 18, WIDE, HIGH) == 0


def test_a_long_title_stays_on_its_side_of_the_picture(full):
    page = pixels(title_page, full, {})
    picture = WIDE - MARGIN - (HIGH - 2 * MARGIN) * 9 / 16
    assert ink(page, picture - 18, 0, picture - 1, HIGH) == 0
    assert ink(page, 0, 0, MARGIN - 1, HIGH) == 0 and ink(page, MARGIN, HIGH - 72, picture - 20, HIGH - 64) == 0


def test_where_text_leaves_room_there_are_lines_to_write_on(edition, full):
    def rules(of: Edition) -> int:
        rows = (pixels(sheet, of, {}, 0)[:, round(MARGIN * SCALE) : -round(MARGIN * SCALE)] < 250).all(axis=1)
        return int((np.diff(rows.astype(int)) == 1).sum())

    assert rules(edition) >= 4 > rules(full) == 2, "the scene's and the footer's are always there"


def test_a_page_for_every_six_shots_and_one_before(full):
    data = storyboard(full, {})
    assert data.startswith(b"%PDF-") and len(re.findall(rb"/Type /Page\b", data)) == 3
    assert data == storyboard(full, {}), "the same storyboard is the same file"


def test_the_stills_of_the_takes_are_in_it(edition):
    files = [row.file for row in edition.rows]
    stills = filmed_stills(files, [row.frames / 24 for row in edition.rows])
    for still in stills:
        assert cv2.imdecode(np.frombuffer(still, np.uint8), cv2.IMREAD_COLOR).shape == (HEIGHT, WIDTH, 3)
    data = storyboard(edition, {row.id: still for row, still in zip(edition.rows, stills, strict=True)})
    assert all(still in data for still in stills), "embedded as they are, not coded anew"


def test_type_is_set_within_its_room():
    lettering = Lettering(9, 500)
    lines = wrapped(LONG, lettering, 118)
    large = Lettering(9 * FINE, 500)
    assert all(large.width(line) <= 118 * FINE + 1 for line in lines)
    assert "".join(lines).replace(" ", "") == LONG.replace(" ", ""), "nothing is lost by breaking"


def test_a_column_shrinks_before_it_is_cut():
    canvas = skia.Surface(400, 400).getCanvas()
    words = Paragraph("a word or two " * 12, 10)
    free, tight = words.height(100), words.height(100) * 0.6
    assert set_column(canvas, [words], 0, 0, 100, free) == pytest.approx(free)
    assert set_column(canvas, [words], 0, 0, 100, tight) <= tight
    assert set_column(canvas, [Paragraph(LONG, 10)], 0, 0, 100, 40) <= 40
