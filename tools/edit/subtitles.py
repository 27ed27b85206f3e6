"""Subtitles as a side-car: SRT text of timed captions."""

import re
from collections.abc import Iterable

SHORTEST = 0.04
"""Seconds: a caption that its successor would swallow whole still shows for a frame."""


def srt(captions: Iterable[tuple[float, float, str]]) -> str:
    """Return SRT text of ``(start, end, text)`` rows, in seconds.

    Rows come out in order of time; one that runs into the next is cut there; empty ones are left out.
    Text is data: markup is made harmless and blank lines, which would end a caption, are folded.
    """
    rows = sorted((max(0.0, start), end, plain) for start, end, text in captions if (plain := _plain(text)))
    blocks = []
    for number, (start, end, text) in enumerate(rows, 1):
        following = rows[number][0] if number < len(rows) else float("inf")
        last = max(start, min(end, following))
        if last - start < SHORTEST <= following - start:
            last = start + SHORTEST
        blocks.append(f"{number}\n{_clock(start)} --> {_clock(last)}\n{text}\n")
    return "\n".join(blocks)


def _plain(text: str) -> str:
    lines = (re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", line).strip() for line in re.split(r"\r\n|\r|\n|\u2028", text))
    folded = "\n".join(line for line in lines if line)
    # Players take <…> and {\…} for markup, and an arrow for a time row.
    return folded.replace("-->", "→").replace("<", "‹").replace(">", "›").replace("{\\", "{")


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d},{rest % 1000:03d}"
