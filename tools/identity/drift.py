"""Drift, drawn: a row for everybody, a face from each episode, and below them how like they stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import skia

from ..picture.compositing import blank, canvas_on, image_of
from ..picture.lettering import Lettering
from .faces import Pixels

FACE = 132
"""Pixels of a face in the picture."""
MOST = 12
"""Columns of faces; of a longer series, as many spread evenly, the first and the last among them."""
_PAGE, _MOUNT, _TEXT, _FAINT, _LINE = 0xFF15131C, 0xFF1E1B28, 0xFFF4EFE8, 0xFF9A93A8, 0xFF3A3548
_GOOD, _BAD, _UNSURE = 0xFF5CC8B4, 0xFFFF7A66, 0xFF6E6780
_EDGE, _NAMES, _HEAD, _STRIP, _GAP, _FOOT = 56, 250, 176, 112, 26, 84
_LEAST_STEP, _WIDEST = 156, 1760


@dataclass(frozen=True)
class Row:
    """Somebody, episode by episode."""

    name: str
    faces: tuple[Pixels | None, ...]
    """A face of each episode, BGR, of any size; None: nobody could tell."""
    scores: tuple[float | None, ...]
    reach: tuple[tuple[float, float] | None, ...] = ()
    """The lowest and the highest of each episode."""
    note: str = ""
    """Below the name."""


@dataclass(frozen=True)
class Drift:
    """The picture of a series."""

    title: str
    subtitle: str
    episodes: tuple[str, ...]
    threshold: float
    rows: tuple[Row, ...]
    note: str = ""


def draw_drift(drift: Drift, out: Path) -> None:
    """Write the picture, a PNG at ``out``."""
    page = _Page(drift).drawn()
    done, png = cv2.imencode(".png", cv2.cvtColor(page, cv2.COLOR_BGRA2BGR))
    assert done
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(png.tobytes())
    part.replace(out)


class _Page:
    def __init__(self, drift: Drift) -> None:
        self.drift = drift
        count = max(1, len(drift.episodes))
        shown = min(count, MOST)
        self.columns = sorted({round(i * (count - 1) / max(1, shown - 1)) for i in range(shown)})
        self.left = _EDGE + _NAMES
        room = min(_WIDEST, max(760, shown * _LEAST_STEP))
        self.width, self.inner = self.left + room + _EDGE, room
        self.row = 26 + FACE + 10 + _STRIP + 46 + _GAP
        self.height = _HEAD + len(drift.rows) * self.row + _FOOT
        self.board = blank(self.width, self.height)
        self.canvas = canvas_on(self.board)

    def drawn(self) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
        self.canvas.clear(_PAGE)
        self._say(self.drift.title, _EDGE, 84, 46, 800, _TEXT)
        self._say(self.drift.subtitle, _EDGE, 126, 22, 500, _FAINT)
        for number, row in enumerate(self.drift.rows):
            self._row(row, _HEAD + number * self.row)
        self._say(self.drift.note, _EDGE, self.height - 38, 19, 500, _FAINT)
        return self.board

    def x(self, index: int) -> float:
        """Return the middle of an episode's column."""
        return self.left + self.inner * (index + 0.5) / max(1, len(self.drift.episodes))

    def _row(self, row: Row, top: float) -> None:
        box = skia.Rect.MakeXYWH(_EDGE - 24, top, self.width - 2 * _EDGE + 48, self.row - _GAP)
        self.canvas.drawRoundRect(box, 20, 20, _fill(_MOUNT))
        self._say(row.name, _EDGE, top + 62, 30, 700, _TEXT)
        for line, text in enumerate(row.note.split("\n")):
            self._say(text, _EDGE, top + 98 + 28 * line, 19, 500, _FAINT)
        for index in self.columns:
            self._face(row, index, top + 26)
        self._strip(row, top + 26 + FACE + 10)

    def _face(self, row: Row, index: int, top: float) -> None:
        score, x = row.scores[index], self.x(index)
        box = skia.Rect.MakeXYWH(x - FACE / 2, top, FACE, FACE)
        face, round_ = row.faces[index], skia.RRect.MakeRectXY(box, 16, 16)
        if face is None:
            self.canvas.drawRRect(round_, _stroke(_LINE, 2))
            self._centred("–", x, top + FACE / 2 + 8, 24, 600, _UNSURE)
            return
        way = cv2.INTER_AREA if face.shape[0] > FACE else cv2.INTER_CUBIC
        pixels = cv2.cvtColor(cv2.resize(face, (FACE, FACE), interpolation=way), cv2.COLOR_BGR2BGRA)
        self.canvas.save()
        self.canvas.clipRRect(round_, skia.ClipOp.kIntersect, True)
        self.canvas.drawImage(image_of(np.asarray(pixels, np.uint8)), box.left(), box.top())
        self.canvas.restore()
        if score is not None:
            self.canvas.drawRRect(round_, _stroke(self._colour(score), 3))

    def _strip(self, row: Row, top: float) -> None:
        reach = [pair for pair in row.reach if pair is not None]
        known = [(index, score) for index, score in enumerate(row.scores) if score is not None]
        low = min([self.drift.threshold - 0.1, *(s for _, s in known), *(least for least, _ in reach)])
        high = 1.0

        def y(score: float) -> float:
            return top + _STRIP - (min(score, high) - low) / (high - low) * (_STRIP - 26)

        line = y(self.drift.threshold)
        dashed = _stroke(_LINE, 2)
        dashed.setPathEffect(skia.DashPathEffect.Make([7, 7], 0))
        self.canvas.drawLine(self.left + 10, line, self.left + self.inner - 10, line, dashed)
        for index, pair in enumerate(row.reach):
            if pair is not None:
                ends = (y(pair[0]), y(pair[1]))
                self.canvas.drawLine(self.x(index), ends[0], self.x(index), ends[1], _stroke(_UNSURE & 0x66FFFFFF, 6))
        path = skia.Path()
        for place, (index, score) in enumerate(known):
            (path.lineTo if place else path.moveTo)(self.x(index), y(score))
        self.canvas.drawPath(path, _stroke(_GOOD, 3))
        many = len(self.drift.episodes) > MOST
        for index, score in known:
            self.canvas.drawCircle(self.x(index), y(score), 4 if many else 6, _fill(self._colour(score)))
            if index in self.columns:
                self._haloed(f"{score:.2f}", self.x(index) + 12, y(score) - 10, self._colour(score))
        for index in self.columns:
            self._centred(self.drift.episodes[index], self.x(index), top + _STRIP + 30, 16, 600, _FAINT)

    def _haloed(self, text: str, x: float, y: float, colour: int) -> None:
        for paint in (_stroke(_MOUNT, 6), _fill(colour)):
            Lettering(18, 700).draw(self.canvas, text, x, y, paint)

    def _colour(self, score: float) -> int:
        return _GOOD if score >= self.drift.threshold else _BAD

    def _say(self, text: str, x: float, y: float, size: float, weight: int, colour: int) -> None:
        Lettering(size, weight).draw(self.canvas, text, x, y, _fill(colour))

    def _centred(self, text: str, x: float, y: float, size: float, weight: int, colour: int) -> None:
        Lettering(size, weight).draw_centred(self.canvas, text, x, y, _fill(colour))


def spread(scores: Sequence[float]) -> float | None:
    """Return the middle one of scores; None of none."""
    return float(np.median(scores)) if scores else None


def _fill(colour: int) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=colour)


def _stroke(colour: int, width: float) -> skia.Paint:
    round_ = skia.Paint.kRound_Cap
    return skia.Paint(AntiAlias=True, Color=colour, Style=skia.Paint.kStroke_Style, StrokeWidth=width, StrokeCap=round_)
