"""A small place, learnt a little: what these tests share. Without the extra ``[sets]`` there is nothing to test."""

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cliffhanger.tools.sets.capture import Capture
    from cliffhanger.tools.sets.field.field_set import FieldSet

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before any test imports torch: as ``library`` does for makers

if find_spec("torch") is None or find_spec("scipy") is None:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def capture() -> "Capture":
    """Return twelve small frames of the practice room, with their true cameras."""
    from cliffhanger.tools.sets.room.filming import capture_of, views

    return capture_of(views(12, 128, 72, 1))


@pytest.fixture(scope="session")
def made(capture: "Capture") -> "FieldSet":
    """Return what a few dozen steps make of them."""
    from cliffhanger.tools.sets.field.learning import Course
    from cliffhanger.tools.sets.field.library import threads
    from cliffhanger.tools.sets.field.trained import Lesson, train
    from cliffhanger.tools.sets.spec import FieldSpec

    with threads(1):
        return train(Lesson(capture, FieldSpec(steps=50, size=96), "cpu", course=Course(50, rays=1024, sighted=64)))
