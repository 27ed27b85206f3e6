"""Contact sheets: a storyboard on one page, and single stills without encoding."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import skia

from .compositing import blank, canvas_on, image_of
from .filming import Filming
from .lettering import Lettering
from .spec import ShotSpec

Pixels = npt.NDArray[np.uint8]

_PAGE, _MOUNT, _TEXT, _FAINT = 0xFF15131C, 0xFF232030, 0xFFF4EFE8, 0xFF9A93A8


def still(spec: ShotSpec, at: float = 0.5) -> Pixels:
    """Return one frame of a shot, ``at`` a fraction of it: height x width x 3, RGB."""
    index = min(spec.frames - 1, max(0, round(at * (spec.frames - 1))))
    return Filming(spec).frame(index).copy()


def contact_sheet(frames: Sequence[Pixels], captions: Sequence[str], columns: int, out: Path) -> None:
    """Write frames (each height x width x 3, RGB) as a labelled sheet, a PNG at ``out``.

    A caption's first line is set large, the following ones small; frames without a caption have none.
    """
    page = _laid(frames, captions, max(1, columns))
    out.parent.mkdir(parents=True, exist_ok=True)
    done, png = cv2.imencode(".png", cv2.cvtColor(page, cv2.COLOR_BGRA2BGR))
    assert done
    part = out.with_name(f".{out.name}.part")
    part.write_bytes(png.tobytes())
    part.replace(out)


def _laid(frames: Sequence[Pixels], captions: Sequence[str], columns: int) -> Pixels:
    columns = min(columns, max(1, len(frames)))
    rows = max(1, -(-len(frames) // columns))
    height = max((frame.shape[0] for frame in frames), default=64)
    width = max((frame.shape[1] for frame in frames), default=64)
    gap = max(8, round(width * 0.08))
    size = max(9.0, width * 0.066)
    texts = [caption.strip().splitlines() for caption in captions]
    label = round(size * (1.5 * min(3, max((len(text) for text in texts), default=0)) + 1.1)) if any(texts) else 0
    page = blank(gap + columns * (width + gap), gap + rows * (height + label + gap))
    canvas = canvas_on(page)
    canvas.clear(_PAGE)
    for number, frame in enumerate(frames):
        x, y = gap + number % columns * (width + gap), gap + number // columns * (height + label + gap)
        box = skia.Rect.MakeXYWH(x, y, width, height + label)
        canvas.drawRoundRect(box, size * 0.5, size * 0.5, skia.Paint(AntiAlias=True, Color=_MOUNT))
        _mount(canvas, frame, x + (width - frame.shape[1]) / 2, y, size * 0.5)
        for row, text in enumerate(texts[number][:3] if number < len(texts) else ()):
            lettering = Lettering(size if row == 0 else size * 0.86, 700 if row == 0 else 500)
            paint = skia.Paint(AntiAlias=True, Color=_TEXT if row == 0 else _FAINT)
            shown = _shortened(text, lettering, width - size * 1.2)
            lettering.draw(canvas, shown, x + size * 0.6, y + height + size * (1.45 + 1.4 * row), paint)
    return page


def _mount(canvas: skia.Canvas, frame: Pixels, x: float, y: float, corner: float) -> None:
    image = image_of(np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2BGRA), np.uint8))
    canvas.save()
    box = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, image.width(), image.height()), corner, corner)
    canvas.clipRRect(box, skia.ClipOp.kIntersect, True)
    canvas.drawImage(image, x, y)
    canvas.restore()


def _shortened(text: str, lettering: Lettering, room: float) -> str:
    if lettering.width(text) <= room:
        return text
    while text and lettering.width(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"
