"""One survey of the practice room, on its true depths, for all who ask."""

import pytest

from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.room.filming import capture_of, views
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.survey.survey import Survey, surveyed


@pytest.fixture(scope="session")
def capture() -> Capture:
    return capture_of(views(14, 128, 72, samples=1))


@pytest.fixture(scope="session")
def survey(capture: Capture) -> Survey:
    return surveyed(capture, [Room().depth(frame.eye, 96, 54) for frame in capture.frames])
