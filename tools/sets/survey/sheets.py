"""Sheets: the frames that were kept, those that were held out beside what was made of them, and the cameras' plates."""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ....memory.sets import SetCamera
from ...picture.lettering import Lettering
from ..capture import Capture
from .page import CORAL, EDGE, FAINT, GOLD, HEAD, SOFT, TEAL, TEXT, Page

Pixels = npt.NDArray[np.uint8]
MOST_FRAMES = 24
_GAP = 18
_TINT = np.array((240, 120, 90), np.float32)


def frames_sheet(capture: Capture, subtitle: str) -> Pixels:
    """Return frames of a capture, evenly chosen, what moved in them tinted."""
    count = min(MOST_FRAMES, len(capture.frames))
    chosen = [round(number * (len(capture.frames) - 1) / max(1, count - 1)) for number in range(count)]
    columns = 6 if capture.width >= capture.height else 8
    wide = (1760 - 2 * EDGE - (columns - 1) * _GAP) // columns
    high = round(wide * capture.height / capture.width)
    rows = -(-count // columns)
    page = Page(1760, HEAD + rows * (high + 52) + EDGE - 20, "The frames that were kept", subtitle)
    for place, number in enumerate(chosen):
        frame = capture.frames[number]
        x, y = EDGE + place % columns * (wide + _GAP), HEAD + place // columns * (high + 52)
        still = frame.still()
        page.picture(_tinted(frame.colour(), still), x, y, wide, high)
        moved = "" if still is None else f"{1 - float(still.mean()):.0%} masked"
        small = Lettering(18, 600)
        page.say(f"{frame.second:.1f} s", x + 2, y + high + 28, small, SOFT)
        page.say(moved, x + wide - small.width(moved) - 2, y + high + 28, small, CORAL)
    return page.finished()


def held_out_sheet(pairs: Sequence[tuple[Pixels, Pixels]], figures: Sequence[float]) -> Pixels:
    """Return frames that the field never saw beside what it makes of them, and where the two differ."""
    high, wide = pairs[0][0].shape[:2]
    across = (1760 - 2 * EDGE - 2 * _GAP) // 3
    tall = round(across * high / wide)
    mean = f"{np.mean(figures):.1f} dB on average, {min(figures):.1f} dB at worst" if figures else ""
    page = Page(1760, HEAD + 40 + len(pairs) * (tall + 58) + EDGE - 30, "Frames that it never saw", mean)
    name = Lettering(20, 700, tracking=0.12)
    for column, text in enumerate(("AS FILMED", "AS RENDERED", "DIFFERENCE, FOUR TIMES")):
        page.say(text, EDGE + column * (across + _GAP), HEAD + 18, name, FAINT)
    for row, ((truth, made), figure) in enumerate(zip(pairs, figures, strict=True)):
        y = HEAD + 40 + row * (tall + 58)
        apart = np.abs(truth.astype(np.int16) - made.astype(np.int16)) * 4
        for column, picture in enumerate((truth, made, np.minimum(apart, 255).astype(np.uint8))):
            page.picture(picture, EDGE + column * (across + _GAP), y, across, tall)
        colour = TEAL if figure >= 26 else GOLD if figure >= 21 else CORAL
        page.say(f"{figure:.1f} dB", EDGE + across + _GAP, y + tall + 34, Lettering(24, 700), colour)
    return page.finished()


def plates_sheet(plates: Mapping[str, Pixels], cameras: Sequence[SetCamera]) -> Pixels:
    """Return what the named cameras see."""
    seen = {camera.name: camera for camera in cameras}
    columns = min(7, max(4, len(plates)))
    wide = (1760 - 2 * EDGE - (columns - 1) * _GAP) // columns
    shapes = [picture.shape[0] / picture.shape[1] for picture in plates.values()]
    high, rows = round(wide * max(shapes)), -(-len(plates) // columns)
    page = Page(1760, HEAD + rows * (high + 84) + EDGE - 30, "What the set’s cameras see", "Nobody is in it yet.")
    for number, (label, picture) in enumerate(plates.items()):
        x, y = EDGE + number % columns * (wide + _GAP), HEAD + number // columns * (high + 84)
        page.picture(picture, x, y, wide, round(wide * picture.shape[0] / picture.shape[1]))
        page.say(label, x + 2, y + high + 34, Lettering(24, 700), TEXT)
        if label in seen:
            page.say(f"{seen[label].seen:.0%} seen", x + 2, y + high + 60, Lettering(18, 500), SOFT)
    return page.finished()


def _tinted(picture: Pixels, still: npt.NDArray[np.bool_] | None) -> Pixels:
    """Return a picture with what moved in it in another colour."""
    if still is None or still.all():
        return picture
    moved = cv2.GaussianBlur((~still).astype(np.float32), (0, 0), 1.5)[..., None]
    grey = picture.mean(axis=2, keepdims=True)
    return np.asarray(picture * (1 - moved) + (0.45 * grey + 0.55 * _TINT) * moved, np.uint8)
