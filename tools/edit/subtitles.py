"""Subtitles as a side-car: timed captions as SRT, as WebVTT that names who speaks, and as ASS that sings along."""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import floor
from typing import TYPE_CHECKING

from ...memory.frozen import Frozen

if TYPE_CHECKING:
    from ..picture.spec import CaptionWord

SHORTEST = 0.04
"""Seconds: a caption that its successor would swallow whole still shows for a frame."""
PLAY_WIDTH, PLAY_HEIGHT = 1080, 1920
"""The picture that sizes in ASS refer to."""
LINE_TO_LETTER = 1.219
"""ASS counts the height of a line, we that of an em: Montserrat's ascent and descent."""

_ASS_HEAD = """\
[Script Info]
Title: {title}
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Caption,Montserrat ExtraBold,{size},{lit},{white},{ink},&H70000000,-1,0,0,0,100,100,0,0,1,{outline},3,5,\
{side},{side},0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class CueWord(Frozen):
    """One word of a caption, in seconds from the start of the episode."""

    text: str
    start: float
    end: float


class Cue(Frozen):
    """One caption, in seconds from the start of the episode."""

    start: float
    end: float
    text: str
    speaker: str = ""
    """Name of who says it; empty: nobody who is named."""
    words: tuple[CueWord, ...] = ()


def srt(captions: Iterable[tuple[float, float, str]]) -> str:
    """Return SRT text of ``(start, end, text)`` rows, in seconds.

    Rows come out in order of time; one that runs into the next is cut there; empty ones are left out.
    Text is data: markup is made harmless and blank lines, which would end a caption, are folded.
    """
    rows = [(start, end, plain) for start, end, text in captions if (plain := _plain(text))]
    blocks = [
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(_in_turn(rows), 1)
    ]
    return "\n".join(blocks)


def vtt(cues: Iterable[Cue]) -> str:
    """Return WebVTT text in which a voice tag names who speaks (``<v Mia>``), placed clear of the apps' buttons."""
    rows = [(cue.start, cue.end, voiced) for cue in cues if (voiced := _voiced(cue))]
    blocks = [
        f"{number}\n{_clock(start, '.')} --> {_clock(end, '.')} line:68%\n{text}\n"
        for number, (start, end, text) in enumerate(_in_turn(rows), 1)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def ass(cues: Iterable[Cue], title: str = "") -> str:
    """Return ASS text for a 1080x1920 picture: our letters in our place, every word lit from when it is spoken."""
    from ..picture.captions import INK, LARGEST, LIT, ROOM, WHITE

    size = PLAY_WIDTH * LARGEST
    head = _ASS_HEAD.format(
        title=_one_line(title),
        width=PLAY_WIDTH,
        height=PLAY_HEIGHT,
        size=round(size * LINE_TO_LETTER),
        lit=_ass_colour(LIT),
        white=_ass_colour(WHITE),
        ink=_ass_colour(INK),
        outline=round(size * 0.12),
        side=round(PLAY_WIDTH * (1 - ROOM) / 2),
    )
    return head + "".join(event for cue in cues for event in _events(cue))


def _in_turn(rows: Sequence[tuple[float, float, str]]) -> Iterator[tuple[float, float, str]]:
    """Put rows in order of time and cut each where the next one begins."""
    ordered = sorted((max(0.0, start), end, text) for start, end, text in rows)
    for number, (start, end, text) in enumerate(ordered, 1):
        following = ordered[number][0] if number < len(ordered) else float("inf")
        last = max(start, min(end, following))
        if last - start < SHORTEST <= following - start:
            last = start + SHORTEST
        yield start, last, text


def _plain(text: str) -> str:
    # Players take <…> and {\…} for markup, and an arrow for a time row.
    return _folded(text).replace("-->", "→").replace("<", "‹").replace(">", "›").replace("{\\", "{")


def _voiced(cue: Cue) -> str:
    words = _escaped(_folded(cue.text))
    name = _escaped(_one_line(cue.speaker))
    return f"<v {name}>{words}</v>" if name and words else words


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _folded(text: str) -> str:
    lines = (
        re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", line).strip() for line in re.split(r"\r\n|\r|\n|\u2028|\u2029", text)
    )
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    return _folded(text).replace("\n", " ")


def _clock(seconds: float, point: str) -> str:
    # Cut, not rounded: a frame that is on time at 41.67 ms would come too early for 42 ms and be missed.
    thousandths = floor(seconds * 1000 + 1e-4)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _events(cue: Cue) -> Iterator[str]:
    """Give every page of a caption, as it is laid out in the picture, one event."""
    from ..picture.captions import MIDDLE, Captions
    from ..picture.spec import Caption, CaptionWord

    spoken = cue.words or (CueWord(text=cue.text, start=cue.start, end=cue.end),)
    words = tuple(CaptionWord(text=word.text, start=word.start, end=word.end) for word in spoken)
    laid = Captions((Caption(words=words, start=cue.start, end=cue.end),), PLAY_WIDTH, PLAY_HEIGHT)
    for page in laid.pages:
        place = rf"\pos({PLAY_WIDTH // 2},{round(MIDDLE * PLAY_HEIGHT)})\fs{round(page.size * LINE_TO_LETTER)}"
        lines = [[page.words[index] for index in line] for line in page.lines]
        sung = "\\N".join(" ".join(parts) for parts in _sung(lines, page.start))
        name = re.sub(r"[,{}\\]", " ", _one_line(cue.speaker)).strip()
        start, end = _hundredths(page.start), max(_hundredths(page.start) + 4, _hundredths(page.end))
        yield f"Dialogue: 0,{_ass_clock(start)},{_ass_clock(end)},Caption,{name},0,0,0,,{{{place}}}{sung}\n"


def _sung(lines: Sequence[Sequence["CaptionWord"]], start: float) -> Iterator[list[str]]:
    """Return the words of each line with how long each is sung: until the next one begins, in hundredths."""
    flat = [word for line in lines for word in line]
    begins = [_hundredths(word.start) for word in flat]
    ends = [*begins[1:], *(_hundredths(word.end) for word in flat[-1:])]
    tags = [f"{{\\k{max(0, end - begin)}}}" for begin, end in zip(begins, ends, strict=True)]
    wait = max(0, min(begins, default=0) - _hundredths(start))
    tags[:1] = [f"{{\\k{wait}}}{tag}" if wait else tag for tag in tags[:1]]
    rest = iter(tags)
    for line in lines:
        yield [f"{next(rest)}{_ass_text(word.text)}" for word in line]


def _ass_text(text: str) -> str:
    # A brace would begin an override, a backslash a break.
    return _one_line(text).replace("\\", "＼").replace("{", "(").replace("}", ")")


def _ass_colour(argb: int) -> str:
    alpha, red, green, blue = (argb >> shift & 255 for shift in (24, 16, 8, 0))
    return f"&H{255 - alpha:02X}{blue:02X}{green:02X}{red:02X}"


def _hundredths(seconds: float) -> int:
    return floor(seconds * 100 + 1e-4)


def _ass_clock(hundredths: int) -> str:
    minutes, rest = divmod(max(0, hundredths), 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"
