"""Subtitles of somebody's own, SRT or WebVTT, read for what is said in them, when, and by whom."""

import html
import re
from pathlib import Path

from ...errors import UserError
from ...memory.frozen import Frozen

LARGEST = 8 << 20
"""Bytes of a file; a film's subtitles are a hundredth of it."""
_TIME = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]+)>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>|\{\\[^}]*\}")
_NOTE = re.compile(r"\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】|[♪♫#]+[^♪♫]*[♪♫#]*")
_NAME = re.compile(r"^([A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,24}):\s+")
_DASH = re.compile(r"^[-–—‐]\s*")


class Subtitle(Frozen):
    """What one person says, in seconds from the start of the video."""

    start: float
    end: float
    text: str
    speaker: str = ""
    """As the file names who speaks; empty: it does not."""


def read_subtitles(path: Path) -> tuple[Subtitle, ...]:
    """Return what is said in a subtitle file, in order of time; UserError if it is none or says nothing."""
    if path.suffix.lower() not in (".srt", ".vtt"):
        raise UserError(f"{path.name} is no subtitle file that is read here; use an .srt or a .vtt")
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is far too large for subtitles; check which file it is")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from error
    found = parse(_decoded(data))
    if not found:
        raise UserError(f"{path.name} holds no subtitle with words; check that it is an SRT or a WebVTT file")
    return found


def parse(text: str) -> tuple[Subtitle, ...]:
    """Return what is said in the text of an SRT or a WebVTT file: no markup, no notes on sounds, no songs."""
    found: list[Subtitle] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")):
        lines = block.split("\n")
        row = next((n for n, line in enumerate(lines) if "-->" in line), None)
        times = _TIME.search(lines[row]) if row is not None else None
        if row is None or times is None:
            continue
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        if end > start:
            found += _said(start, end, [line.strip() for line in lines[row + 1 :] if line.strip()])
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest) / 10 ** len(rest)


def _said(start: float, end: float, lines: list[str]) -> list[Subtitle]:
    """Return what one block says: one subtitle, or one for each line that begins with a dash."""
    if len(lines) > 1 and all(_DASH.match(_MARKUP.sub("", line)) for line in lines):
        told = [_one(start, end, [_DASH.sub("", _bare(line))], line) for line in lines]
    else:
        told = [_one(start, end, [_bare(line) for line in lines], lines[0] if lines else "")]
    told = [one for one in told if one.text]
    size = sum(len(one.text) for one in told)
    at, shared = start, []
    for one in told:  # two people in one block: each has the share of its letters
        seconds = (end - start) * len(one.text) / size
        shared.append(one.model_copy(update={"start": round(at, 3), "end": round(at + seconds, 3)}))
        at += seconds
    return shared


def _one(start: float, end: float, lines: list[str], first: str) -> Subtitle:
    voice = _VOICE.search(first)
    text = " ".join(line for line in lines if line)
    name = _NAME.match(text)
    if name:
        text = text[name.end() :]
    speaker = voice[1].strip() if voice else name[1].strip().title() if name else ""
    return Subtitle(start=start, end=end, text=text.strip(), speaker=speaker[:40])


def _bare(line: str) -> str:
    return " ".join(_NOTE.sub(" ", html.unescape(_MARKUP.sub("", line))).split())


def _decoded(data: bytes) -> str:
    for coding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
