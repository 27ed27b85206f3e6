"""The report: its pictures show what they should, and its sentences say what to do."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.survey.report import Report, likeness, report
from cliffhanger.tools.sets.survey.survey import Survey, surveyed


@pytest.fixture(scope="module")
def made(capture: Capture, survey: Survey) -> tuple[Capture, Survey]:
    mask = np.zeros((72, 128), np.uint8)
    mask[10:70, 40:80] = 255
    first = replace(capture.frames[0], masked=cv2.imencode(".png", mask)[1].tobytes())
    return replace(capture, frames=(first, *capture.frames[1:])), survey


@pytest.fixture(scope="module")
def told(made) -> Report:
    capture, survey = made
    one, other = (capture.frames[number].colour() for number in (3, 6))
    held = [(one, cv2.GaussianBlur(one, (0, 0), 1.5)), (other, other)]
    plates = {camera.name: np.full((64, 36, 3), 90, np.uint8) for camera in survey.cameras()}
    return report(capture, survey, {"error_px": 0.42, "kept": 16, "notes": ["The footage is upright."]}, held, plates)


def test_there_is_a_picture_of_everything(told: Report) -> None:
    assert list(told.pictures) == ["frames", "plan", "held-out", "plates"]
    for picture in told.pictures.values():
        assert picture.dtype == np.uint8 and picture.ndim == 3 and picture.shape[1] >= 1200
        assert picture.std() > 12


def test_what_moved_is_tinted(told: Report, made) -> None:
    """The masked part of the first frame is redder on the sheet than the rest of it."""
    frame = told.pictures["frames"][170:310, 60:300].astype(float)
    red = frame[..., 0] - frame[..., 2]
    assert red[40:110, 90:140].mean() > red[40:110, 190:230].mean() + 20


def test_the_plan_shows_the_path_and_where_not_to_look(told: Report) -> None:
    plan = told.pictures["plan"].astype(int)
    gold = (np.abs(plan - (0xF0, 0xB9, 0x5A)).max(axis=2) < 12).sum()
    violet = (np.abs(plan - (0x9C, 0x8C, 0xE8)).max(axis=2) < 12).sum()
    coral = ((plan[..., 0] > plan[..., 2] + 18) & (plan[..., 0] < 130)).sum()
    assert gold > 300 and violet > 1500 and coral > 20_000


def test_the_sentences_say_what_to_do(told: Report) -> None:
    text = told.as_text()
    assert "14 of 16 frames found their place, 0.42 pixels off on average." in text
    assert "too little was seen behind: do not point a camera there, or film that side too" in text
    assert "reverse is not offered" in text
    assert "One can stand on 4 marks: middle, left, right and back." in text and "The footage is upright." in text
    assert all(line.endswith(".") for line in text.splitlines())


def test_figures_are_plain_data(told: Report) -> None:
    data = told.as_json()
    assert data["frames"] == 14 and data["error_px"] == 0.42 and "behind" in data["blind"]
    assert data["psnr"] == list(told.psnr) and told.psnr[1] == 99.0 and 15 < told.psnr[0] < 32


def test_a_report_without_held_out_frames(made) -> None:
    capture, survey = made
    told = report(capture, survey)
    assert list(told.pictures) == ["frames", "plan"] and "dB" not in told.as_text()


def test_likeness() -> None:
    grey = np.full((8, 8, 3), 100, np.uint8)
    assert likeness(grey, grey) == 99.0
    assert likeness(grey, grey + 10) == pytest.approx(28.13, abs=0.01)


def test_footage_that_never_looked_up_is_told_so(capture: Capture) -> None:
    frames = tuple(
        replace(frame, eye=frame.eye.model_copy(update={"pitch": -22.0, "fov": 38.0})) for frame in capture.frames
    )
    low = replace(capture, frames=frames)
    told = report(low, surveyed(low, [Room().depth(frame.eye, 80, 45) for frame in frames]))
    assert told.coverage.up < 0.4 and told.coverage.top < 2.2
    assert f"Nothing above {told.coverage.top:.1f} m was seen: do not point a camera up" in told.as_text()
