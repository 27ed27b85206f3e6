"""A page of pictures: everybody in a row of their own, each picture at its own shape, with a word under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import ToolError

WIDTH = 1680
"""Pixels of the page; it is as high as it has to be."""
_TALL, _GAP, _EDGE, _LABEL, _HEAD = 232, 14, 36, 30, 66
_PAGE, _MOUNT, _TEXT, _FAINT, _WARN = 0xFF15131C, 0xFF232030, 0xFFF4EFE8, 0xFF9A93A8, 0xFFE8A05A


@dataclass(frozen=True)
class Hung:
    """One picture on the page."""

    path: Path
    label: str
    note: str = ""
    """A second word, fainter."""
    doubtful: bool = False


@dataclass(frozen=True)
class Row:
    """One person, or one place."""

    name: str
    about: str
    pictures: tuple[Hung, ...]


def hang(rows: Sequence[Row], out: Path) -> None:
    """Write the page as a PNG at ``out``; raise ToolError if a picture does not read."""
    import cv2

    from ..picture.compositing import blank, canvas_on

    laid = [(row, _lines([(hung, _read(hung.path)) for hung in row.pictures])) for row in rows]
    height = _EDGE + sum(_HEAD + len(lines) * (_TALL + _LABEL + _GAP) + _GAP for _, lines in laid) + _EDGE
    page = blank(WIDTH, height)
    canvas = canvas_on(page)
    canvas.clear(_PAGE)
    y = _EDGE
    for row, lines in laid:
        y = _row(canvas, row, lines, y)
    done, png = cv2.imencode(".png", cv2.cvtColor(page, cv2.COLOR_BGRA2BGR))
    assert done
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(png.tobytes())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _row(canvas: Any, row: Row, lines: "Sequence[Sequence[tuple[Hung, Any]]]", y: int) -> int:
    """Draw a row and return where the next begins."""
    import skia

    from ..picture.lettering import Lettering

    name, about = Lettering(27, 700), Lettering(17, 500)
    light, faint = skia.Paint(AntiAlias=True, Color=_TEXT), skia.Paint(AntiAlias=True, Color=_FAINT)
    name.draw(canvas, row.name, _EDGE, y + 30, light)
    about.draw(canvas, row.about, _EDGE + name.width(row.name) + 18, y + 30, faint)
    y += _HEAD - 16
    for line in lines:
        x = _EDGE
        for hung, pixels in line:
            _hung(canvas, hung, pixels, x, y)
            x += pixels.shape[1] + _GAP
        y += _TALL + _LABEL + _GAP
    return y + _GAP + 16


def _hung(canvas: Any, hung: Hung, pixels: Any, x: int, y: int) -> None:
    import numpy as np
    import skia

    from ..picture.lettering import Lettering

    height, width = pixels.shape[:2]
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kBGRA_8888_ColorType)
    frame = skia.Rect.MakeXYWH(x, y, width, height)
    canvas.drawRoundRect(frame.makeOutset(3, 3), 9, 9, skia.Paint(AntiAlias=True, Color=_MOUNT))
    canvas.save()
    canvas.clipRRect(skia.RRect.MakeRectXY(frame, 7, 7), True)
    canvas.drawImage(image, x, y)
    canvas.restore()
    label, note = Lettering(15, 600), Lettering(14, 500)
    paint = skia.Paint(AntiAlias=True, Color=_WARN if hung.doubtful else _TEXT)
    label.draw(canvas, hung.label, x + 2, y + height + 20, paint)
    faint = skia.Paint(AntiAlias=True, Color=_FAINT)
    beside = x + 2 + label.width(hung.label) + 8
    if hung.note and beside + note.width(hung.note) <= x + width + _GAP:
        note.draw(canvas, hung.note, beside, y + height + 20, faint)


def _lines(pictures: "Sequence[tuple[Hung, Any]]") -> "list[list[tuple[Hung, Any]]]":
    """Return the pictures in lines that fit the page."""
    lines: list[list[tuple[Hung, Any]]] = [[]]
    x = _EDGE
    for hung, pixels in pictures:
        if lines[-1] and x + pixels.shape[1] > WIDTH - _EDGE:
            lines.append([])
            x = _EDGE
        lines[-1].append((hung, pixels))
        x += pixels.shape[1] + _GAP
    return lines


def _read(path: Path) -> Any:
    """Return a picture as high as a row, BGRA."""
    import cv2

    pixels = cv2.imread(str(path))
    if pixels is None:
        raise ToolError(f"the picture {path.name[:12]} does not read: remove it and cast again")
    scale = _TALL / pixels.shape[0]
    small = cv2.resize(pixels, (max(1, round(pixels.shape[1] * scale)), _TALL), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2BGRA)
