"""The ROC of the identity gate, drawn."""

from pathlib import Path
from typing import Any

import cv2
import skia

from cliffhanger.tools.picture.compositing import blank, canvas_on
from cliffhanger.tools.picture.lettering import Lettering


def draw(curves: dict[str, dict[str, Any]], out: Path) -> None:
    """Write the ROC as a picture: false alarms up to a tenth to the right, wrong people caught from nine tenths up."""
    side, left, top = 560, 110, 110
    board = blank(left + side + 60, top + side + 110)
    canvas = canvas_on(board)
    canvas.clear(0xFF15131C)
    text = skia.Paint(AntiAlias=True, Color=0xFFF4EFE8)
    faint = skia.Paint(AntiAlias=True, Color=0xFF9A93A8)
    Lettering(26, 700).draw(canvas, "Wrong people caught against false alarms", left, 60, text)
    grid = skia.Paint(AntiAlias=True, Color=0xFF3A3548, Style=skia.Paint.kStroke_Style, StrokeWidth=1.5)
    for n in range(6):
        x, y = left + side * n / 5, top + side - side * n / 5
        canvas.drawLine(x, top, x, top + side, grid)
        canvas.drawLine(left, y, left + side, y, grid)
        Lettering(18, 500).draw_centred(canvas, f"{2 * n} %", x, top + side + 30, faint)
        Lettering(18, 500).draw(canvas, f"{90 + 2 * n} %", left - 72, y + 6, faint)
    Lettering(18, 500).draw_centred(canvas, "right people refused", left + side / 2, top + side + 64, faint)
    canvas.save()
    canvas.clipRect(skia.Rect.MakeXYWH(left, top - 3, side, side + 3))
    for (_, figures), colour in zip(curves.items(), (0xFF5CC8B4, 0xFFFF7A66, 0xFFE9B45C), strict=False):
        path = skia.Path()
        for n, (alarm, hit) in enumerate(zip(*figures["curve"], strict=True)):
            point = (left + side * alarm / 0.1, top + side - side * (hit - 0.9) / 0.1)
            (path.lineTo if n else path.moveTo)(*point)
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=colour, Style=skia.Paint.kStroke_Style, StrokeWidth=4))
    canvas.restore()
    for n, ((name, figures), colour) in enumerate(
        zip(curves.items(), (0xFF5CC8B4, 0xFFFF7A66, 0xFFE9B45C), strict=False)
    ):
        said = f"{name}: area {figures['area']:.4f}"
        Lettering(20, 700).draw(
            canvas, said, left + side - 360, top + side - 30 - 30 * n, skia.Paint(AntiAlias=True, Color=colour)
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(out), cv2.cvtColor(board, cv2.COLOR_BGRA2BGR))
