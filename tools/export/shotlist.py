"""The shot list as CSV: RFC 4180, UTF-8 without a mark, safe to open in a spreadsheet."""

import csv
import io

from .edition import Edition, Row, Said

COLUMNS = (
    "scene",
    "shot",
    "start",
    "seconds",
    "framing",
    "angle",
    "move",
    "style",
    "location",
    "hour",
    "weather",
    "who",
    "outfit",
    "action",
    "lines",
    "props",
    "effects",
    "take key",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would calculate."""


def shot_list(edition: Edition) -> str:
    """Return the shot list of an episode: a head and one record a shot, lines ended by CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in _cells(edition, row)] for row in edition.rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what would be one."""
    clean = cell.replace("\0", "")
    return f"'{clean}" if clean.lstrip(" \u00a0").startswith(_FORMULA[:4]) or clean.startswith(_FORMULA) else clean


def _cells(edition: Edition, row: Row) -> tuple[str, ...]:
    return (
        row.scene,
        row.id,
        f"{edition.seconds(row.start):.3f}",
        f"{edition.seconds(row.frames):.3f}",
        row.framing,
        row.angle,
        row.move,
        row.style,
        row.location,
        row.hour,
        row.weather,
        "; ".join(row.who),
        "; ".join(row.outfits),
        " ".join(part for part in (row.action, f"[{row.text}]" if row.text else "") if part),
        "\n".join(_line(said) for said in row.lines),
        "; ".join(row.props),
        "; ".join(row.effects),
        row.take,
    )


def _line(said: Said) -> str:
    return f"{said.name} ({said.how}): {said.text}" if said.how else f"{said.name}: {said.text}"
