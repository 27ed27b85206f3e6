"""Who somebody is holds at every hour: skin stays its own under the light and the grade."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from cliffhanger.memory.bible import Hour
from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.picture.compositing import pixels_of
from cliffhanger.tools.picture.figure.figure import Figure
from cliffhanger.tools.picture.figure.state import FigureState
from cliffhanger.tools.picture.grade import Grade
from cliffhanger.tools.picture.sets.brush import ink
from cliffhanger.tools.picture.sets.hour import lit_from, mood_of

PALE, TAN, BROWN, DARK = "#f6dccb", "#d9a57c", "#a8704a", "#5b3a29"
HEAD = 60


def cheeks(skin: str, hour: Hour) -> np.ndarray:
    """Return the mean colour between eyes and mouth, RGB, under a warm lamp of that hour, graded."""
    mood = mood_of(hour, "clear")
    figure = Figure(Look(sex="woman", skin=skin), Outfit(garment="shirt"), lit_from(mood, 1, ink("ffb968")), HEAD, 2.0)
    sprite = figure.sprite(FigureState())
    x, y = (round(value) for value in sprite.anchor)
    face = np.ascontiguousarray(
        cv2.cvtColor(pixels_of(sprite.image), cv2.COLOR_BGRA2RGB)[y + 6 : y + 16, x - 14 : x + 14]
    )
    # The curve of the grade alone: vignette and bloom belong to a frame, not to a face.
    return cv2.LUT(face, Grade("painterly", mood.grade, 16, 16).curve).mean(axis=(0, 1))


@pytest.mark.parametrize("hour", ["day", "dusk", "night", "dawn"])
def test_four_skins_stay_tellable(hour: Hour) -> None:
    light = [float(cheeks(skin, hour).mean()) for skin in (PALE, TAN, BROWN, DARK)]
    assert all(fair > dark + 20 for fair, dark in pairwise(light))


@pytest.mark.parametrize("skin", [PALE, TAN, DARK])
@pytest.mark.parametrize("hour", ["dusk", "night", "dawn"])
def test_no_hour_dyes_a_face(hour: Hour, skin: str) -> None:
    day, then = cheeks(skin, "day"), cheeks(skin, hour)
    assert abs(then / then.sum() - day / day.sum()).max() < {"dusk": 0.028, "night": 0.055, "dawn": 0.045}[hour]
    assert then.mean() > 0.82 * day.mean()
