"""The storyboard as a PDF: a title page, then six frames a page under their scenes, to print or to send."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import skia

from .edition import Edition, Row, SceneRow
from .page import ACCENT, FAINT, INK, PAPER, RULE, Paragraph, mount, set_column, set_line

WIDE, HIGH = 842.0, 595.0
"""A4 across, points."""
MARGIN, GAP, ACROSS = 34.0, 12.0, 6
FRAME_WIDE = (WIDE - 2 * MARGIN - (ACROSS - 1) * GAP) / ACROSS
FRAME_HIGH = FRAME_WIDE * 16 / 9
BAND, FRAMES = 52.0, 74.0
"""Where the line of the scenes and the frames begin."""
TEXT_END = HIGH - 40.0
_WRITTEN = tuple(TEXT_END - 12 - 22 * number for number in range(9, -1, -1))
"""Where lines to write on may stand."""


def storyboard(edition: Edition, stills: Mapping[str, bytes]) -> bytes:
    """Return the PDF of a storyboard; ``stills`` are JPEGs by shot id, as far as there are any."""
    stream = skia.DynamicMemoryWStream()
    about = skia.PDF.Metadata()
    about.fTitle = f"{edition.title}: {edition.episode} {edition.episode_title}"
    about.fCreator = "Cliffhanger"
    document = skia.PDF.MakeDocument(stream, about)
    with document.page(WIDE, HIGH) as canvas:
        title_page(canvas, edition, stills)
    for number in range(pages(edition)):
        with document.page(WIDE, HIGH) as canvas:
            sheet(canvas, edition, stills, number)
    document.close()
    return bytes(stream.detachAsData())


def pages(edition: Edition) -> int:
    """Return how many pages of frames there are."""
    return -(-len(edition.rows) // ACROSS)


def sheet(canvas: skia.Canvas, edition: Edition, stills: Mapping[str, bytes], number: int) -> None:
    """Draw a page of frames, counted from 0."""
    rows = edition.rows[number * ACROSS : (number + 1) * ACROSS]
    canvas.clear(PAPER)
    _header(canvas, edition)
    _bands(canvas, edition, rows)
    ends = [
        _shot(canvas, edition, row, stills.get(row.id), MARGIN + column * (FRAME_WIDE + GAP))
        for column, row in enumerate(rows)
    ]
    _ruled(canvas, max(ends))
    _footer(canvas, edition, f"{number + 1} / {pages(edition)}")


def title_page(canvas: skia.Canvas, edition: Edition, stills: Mapping[str, bytes]) -> None:
    """Draw the first page: what it is, what it is about, and the face on which it stops."""
    canvas.clear(PAPER)
    high = HIGH - 2 * MARGIN
    wide = high * 9 / 16
    mount(canvas, _poster(edition, stills), WIDE - MARGIN - wide, MARGIN, wide, high)
    room = WIDE - 3 * MARGIN - wide - 20
    series = f"SEASON {edition.season} · EPISODE {edition.number}"
    facts = (
        f"{len(edition.rows)} shots · {edition.seconds(edition.frames):.1f} seconds · {len(edition.scenes)} scenes · "
        f"{edition.width}×{edition.height} · {edition.fps} fps"
    )
    canvas.drawRect(skia.Rect.MakeXYWH(MARGIN, 96, 34, 4), skia.Paint(Color=ACCENT))
    set_column(
        canvas,
        [
            Paragraph(series, 9.5, 700, ACCENT),
            Paragraph(edition.title, 40, 800, leading=1.1, before=14),
            Paragraph(edition.episode_title, 20, 600, FAINT, leading=1.2, before=10),
            Paragraph(edition.logline, 12.5, 500, leading=1.5, before=26),
            *_told("HOOK", edition.hook),
            *_told("CLIFFHANGER", edition.cliffhanger),
        ],
        MARGIN,
        112,
        room,
        HIGH - 112 - 74,
    )
    canvas.drawRect(skia.Rect.MakeXYWH(MARGIN, HIGH - 62, room, 0.6), skia.Paint(Color=RULE))
    set_line(canvas, facts, MARGIN, HIGH - 46, 8.5, 600, room=room)
    set_line(
        canvas, f"Storyboard {edition.episode}{_drawn(edition)}", MARGIN, HIGH - MARGIN, 7.5, 500, FAINT, room=room
    )


def _told(label: str, text: str) -> tuple[Paragraph, ...]:
    head = Paragraph(label, 7, 700, ACCENT, before=18)
    return (head, Paragraph(text, 10, 500, leading=1.45, before=3)) if text else ()


def _poster(edition: Edition, stills: Mapping[str, bytes]) -> bytes | None:
    """Return the still of the last shot that shows somebody near: what the episode stops on."""
    shown = [row for row in edition.rows if row.scene and not row.again and row.id in stills]
    near = [row for row in shown if row.who and "close" in row.framing]
    chosen = (near or shown)[-1:]
    return stills[chosen[0].id] if chosen else None


def _drawn(edition: Edition) -> str:
    missing = sum(not row.take for row in edition.rows)
    if not missing:
        return ""
    return " · not filmed yet: as drawn" if missing == len(edition.rows) else f" · {missing} shots not filmed: as drawn"


def _header(canvas: skia.Canvas, edition: Edition) -> None:
    wide = set_line(canvas, edition.title, MARGIN, 34, 9, 800, room=WIDE / 2)
    told = f"{edition.episode} · {edition.episode_title}"
    set_line(canvas, told, MARGIN + wide + 10, 34, 9, 500, FAINT, room=WIDE - 3 * MARGIN - wide)


def _bands(canvas: skia.Canvas, edition: Edition, rows: Sequence[Row]) -> None:
    """Draw one line over the frames of each scene, with its heading."""
    scenes = {scene.id: scene for scene in edition.scenes}
    column = 0
    for key, group in groupby(rows, key=lambda row: (row.again, row.scene)):
        count = len(list(group))
        x = MARGIN + column * (FRAME_WIDE + GAP)
        wide = count * FRAME_WIDE + (count - 1) * GAP
        again, scene = key
        canvas.drawRect(skia.Rect.MakeXYWH(x, BAND - 7, wide, 1.4), skia.Paint(Color=ACCENT if scene else RULE))
        label = "PREVIOUSLY" if again else _heading(scenes.get(scene))
        set_line(canvas, label, x, BAND + 7, 7.6, 700, INK if scene else FAINT, room=wide)
        column += count


def _heading(scene: SceneRow | None) -> str:
    return f"{scene.number}  {scene.heading}" if scene else "CARD"


def _shot(canvas: skia.Canvas, edition: Edition, row: Row, still: bytes | None, x: float) -> float:
    mount(canvas, still, x, FRAMES, FRAME_WIDE, FRAME_HIGH)
    y = FRAMES + FRAME_HIGH + 15
    seconds = f"{edition.seconds(row.frames):.1f} s"
    set_line(canvas, seconds, x + FRAME_WIDE, y, 8.5, 600, FAINT, right=True)
    wide = set_line(canvas, str(row.number), x, y, 13, 800)
    set_line(canvas, row.id, x + wide + 6, y, 6.4, 500, FAINT, room=FRAME_WIDE - wide - 40)
    canvas.drawRect(skia.Rect.MakeXYWH(x, y + 5, FRAME_WIDE, 0.6), skia.Paint(Color=RULE))
    return set_column(canvas, _paragraphs(row), x, y + 11, FRAME_WIDE, TEXT_END - y - 11)


def _paragraphs(row: Row) -> list[Paragraph]:
    camera = " · ".join(part for part in (row.angle, row.move) if part not in ("eye", "still"))
    told = [Paragraph(row.framing.upper(), 7.4, 800, ACCENT)]
    if camera:
        told.append(Paragraph(camera, 7.8, 600, FAINT))
    if row.text:
        told.append(Paragraph(f"“{row.text}”", 9, 700, before=4))
    if row.action:
        told.append(Paragraph(row.action, 9, 500, before=4))
    if row.over:
        told.append(Paragraph(f"{row.over} goes on", 7.8, 600, FAINT, before=5))
    for said in row.lines:
        told.append(Paragraph(f"{said.name}, {said.how}" if said.how else said.name, 7.6, 800, before=5))
        told.append(Paragraph(f"“{said.text}”", 9, 500))
    for label, things in (("", row.props), ("sound: ", row.effects)):
        if things:
            told.append(Paragraph(label + ", ".join(things), 7.4, 600, FAINT, before=4))
    return told


def _ruled(canvas: skia.Canvas, y: float) -> None:
    """Draw faint lines to write on where the text has left room."""
    lines = [line for line in _WRITTEN if line > y + 26]
    if len(lines) < 3:
        return
    set_line(canvas, "notes", MARGIN, lines[0] - 20, 7, 600, FAINT)
    for line in lines:
        canvas.drawRect(skia.Rect.MakeXYWH(MARGIN, line, WIDE - 2 * MARGIN, 0.4), skia.Paint(Color=RULE))


def _footer(canvas: skia.Canvas, edition: Edition, page: str) -> None:
    canvas.drawRect(skia.Rect.MakeXYWH(MARGIN, HIGH - 34, WIDE - 2 * MARGIN, 0.6), skia.Paint(Color=RULE))
    set_line(canvas, f"{edition.series}{_drawn(edition)}", MARGIN, HIGH - 22, 6.6, 500, FAINT, room=WIDE - 200)
    set_line(canvas, page, WIDE - MARGIN, HIGH - 22, 7.5, 700, right=True)
