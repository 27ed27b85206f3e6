"""Panels, inserts, cards, styles and contact sheets: never empty, always alive."""

from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest

from cliffhanger.memory.bible import ArtDirection, Weather
from cliffhanger.tools.picture.bokeh import Bokeh, bokeh_for
from cliffhanger.tools.picture.camera import View
from cliffhanger.tools.picture.compositing import Board
from cliffhanger.tools.picture.contact import contact_sheet, still
from cliffhanger.tools.picture.filming import Filming
from cliffhanger.tools.picture.spec import FigureSpec, PropSpec, StageSpec

from .conftest import Shoot


def difference(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def test_panels_slide_in_one_after_the_other(shot: Shoot, mia: FigureSpec, dan: FigureSpec) -> None:
    filming = Filming(shot(framing="panels", figures=(mia, dan), seconds=1.0, fps=24))
    start, settled, late = (filming.frame(index).copy() for index in (0, 14, 16))
    assert difference(start, settled) > 12
    assert difference(settled, late) < difference(start, settled) / 2


def test_panels_of_one_speaker_show_its_mouth_once(shot: Shoot, mia: FigureSpec) -> None:
    filming = Filming(shot(framing="panels", figures=(mia,)))
    for index in range(6):
        filming.frame(index)
    times = [t for t, _ in filming.mouths[0]]
    assert times and times == sorted(set(times))


def test_an_insert_shows_the_object(shot: Shoot) -> None:
    stage = StageSpec(set="mansion", hour="dusk")
    phone, ring = (
        still(shot(framing="insert", stage=stage, figures=(), prop=PropSpec(kind=kind))) for kind in ("phone", "ring")
    )
    middle = (slice(50, 120), slice(24, 84))
    assert difference(phone[middle], ring[middle]) > 4
    assert phone[middle].std() > 15


def test_an_insert_shows_the_words_on_the_object(shot: Shoot) -> None:
    one, other = (
        still(shot(framing="insert", figures=(), width=216, height=384, prop=PropSpec(kind="phone", text=text)))
        for text in ("Tomorrow 03:14", "")
    )
    assert difference(one, other) > 0.05


@pytest.mark.parametrize("framing", ["title", "end"])
@pytest.mark.parametrize("title", ["Contract Bride", "The Voicemail That Was Dated Tomorrow and Never Sent", "X", ""])
def test_cards_carry_their_words_inside_the_safe_area(shot: Shoot, framing: str, title: str) -> None:
    stage = StageSpec(set="street", hour="dusk")
    told = {"framing": framing, "figures": (), "seconds": 2.5, "stage": stage, "draft": True}
    blank = still(shot(**told, title="." if title else ""), 0.99)
    card = still(shot(**told, title=title, subtitle="Episode 1 · The Rooftop"), 0.99)
    assert card.std() > 12
    changed = np.abs(card.astype(int) - blank.astype(int)).max(axis=2) > 60
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert rows[0] >= 0.11 * 192 and rows[-1] <= 0.80 * 192
    assert columns[0] >= 0.06 * 108 and columns[-1] <= 0.94 * 108


def test_the_letters_of_a_title_arrive(shot: Shoot) -> None:
    filming = Filming(shot(framing="title", figures=(), seconds=2.5, title="Contract Bride", draft=True))
    assert difference(filming.frame(0).copy(), filming.frame(20)) > 3


@pytest.mark.parametrize("style", get_args(ArtDirection))
def test_every_art_direction_has_its_own_look(shot: Shoot, style: ArtDirection) -> None:
    picture = still(shot(style=style))
    assert picture.std() > 15
    other = "cel" if style != "cel" else "noir"
    assert difference(picture, still(shot(style=other))) > 2


def test_noir_is_ink(shot: Shoot) -> None:
    picture = still(shot(style="noir", draft=True)).astype(int)
    assert np.median(picture.max(axis=2) - picture.min(axis=2)) < 6


def test_a_silhouette_is_darker_than_its_world(shot: Shoot) -> None:
    stage = StageSpec(set="rooftop", hour="dusk")
    dark, lit = (still(shot(framing=framing, stage=stage)) for framing in ("silhouette", "medium"))
    assert dark[90:120, 44:64].mean() < lit[90:120, 44:64].mean()


@pytest.mark.parametrize("weather", get_args(Weather))
def test_weather_moves(shot: Shoot, weather: Weather) -> None:
    stage = StageSpec(set="street", hour="night", weather=weather)
    filming = Filming(shot(framing="establishing", figures=(), stage=stage))
    assert filming.frame(0).std() > 5


@pytest.mark.parametrize("size", [(216, 384), (54, 96), (120, 120)])
def test_stills_of_any_size(shot: Shoot, size: tuple[int, int]) -> None:
    picture = still(shot(width=size[0], height=size[1]))
    assert picture.shape == (size[1], size[0], 3)
    assert picture.dtype == np.uint8


def test_a_contact_sheet_holds_all_frames_and_labels(tmp_path: Path) -> None:
    frames = [np.full((96, 54, 3), 40 * i + 30, np.uint8) for i in range(5)]
    contact_sheet(frames, ["s01e01.s01\nclose-up · 2.4 s", "two", "three", "four"], 3, tmp_path / "deep" / "sheet.png")
    page = cv2.imread(str(tmp_path / "deep" / "sheet.png"))
    assert page.shape[1] > 3 * 54 and page.shape[0] > 2 * 96
    for i in range(5):
        assert (np.abs(page.astype(int) - (40 * i + 30)).max(axis=2) == 0).sum() > 0.9 * 96 * 54
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["sheet.png"]


def test_an_empty_contact_sheet_is_a_page(tmp_path: Path) -> None:
    contact_sheet([], [], 3, tmp_path / "sheet.png")
    assert (tmp_path / "sheet.png").stat().st_size > 0


def test_bokeh_never_lies_over_a_face(shot: Shoot) -> None:
    spec = shot(width=216, height=384)
    discs = Bokeh(spec, ((255, 210, 150, 255),))
    for view in (View(), View(x=0.05, y=-0.05), View(x=-0.05, y=0.05, zoom=1.1)):
        board = Board(216, 384)
        discs.draw(board, view)
        assert not board.pixels[: int(0.73 * 384)].any()
        assert board.pixels[int(0.74 * 384) :].any()


def test_there_is_no_bokeh_by_day(shot: Shoot) -> None:
    glow = ((0.5, 0.5, 0.1, (255, 210, 150, 255)),)
    assert bokeh_for(shot(stage=StageSpec(set="street", hour="day")), glow) is None
    assert bokeh_for(shot(), ()) is None
    assert bokeh_for(shot(), glow) is not None
