"""Telling: what a set that has been made turned out to be, in pictures and in a few sentences."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from .opening import open_set
from .pictured import PictureSet
from .survey.report import report
from .survey.sheets import plates_sheet

if TYPE_CHECKING:
    from .field.field_set import FieldSet

Pixels = npt.NDArray[np.uint8]
PLATE = (216, 384)
"""Size of what the named cameras see, as it is shown."""
SHOWN = 3
"""Frames held out that are shown beside what the set makes of them."""
ONE_PICTURE = "Laid out from one picture: its cameras move by decimetres; beyond them it knows nothing."


def told(path: Path, facts: Mapping[str, Any]) -> tuple[dict[str, Pixels], str]:
    """Return pictures (RGB) by name and sentences about the set in a file; ``facts`` are those of its makers."""
    opened = open_set(path)
    plates = {camera.name: opened.plate(camera.eye, *PLATE).colour for camera in opened.cameras()}
    if isinstance(opened, PictureSet):
        return {"plates": plates_sheet(plates, opened.cameras())}, ONE_PICTURE
    from .field.field_set import FieldSet

    assert isinstance(opened, FieldSet), "there is no other make of set"
    found = report(opened.capture, opened.survey, facts, list(held_out_of(opened)), plates)
    return found.pictures, found.as_text()


def held_out_of(a_set: "FieldSet") -> Iterator[tuple[Pixels, Pixels]]:
    """Yield frames that a field never saw, each beside what the set makes of it."""
    from .field.hybrid import blended
    from .field.rendering import render
    from .field.trained import held_out

    capture = a_set.capture
    held = held_out(len(capture.frames))
    size = (capture.width // 2, capture.height // 2)
    for number in held[:: max(1, len(held) // SHOWN)][:SHOWN]:
        frame = capture.frames[number]
        made, _ = blended(a_set.sources, frame.eye, render(a_set.field, frame.eye, *size), *size, without=held)
        truth = np.asarray(cv2.resize(frame.colour(), size, interpolation=cv2.INTER_AREA), np.uint8)
        yield truth, np.asarray(np.clip(made * 255 + 0.5, 0, 255), np.uint8)
