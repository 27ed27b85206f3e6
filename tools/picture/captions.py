"""Captions burned into the frame: two lines in the safe area at most, the spoken word lit; and the corner label."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt
import skia

from . import bidi
from .compositing import blank, canvas_on
from .lettering import Lettering, balanced
from .scripts import clusters, ideographic, joined, parts, region, shaped, tall, unspaced
from .spec import Caption, CaptionWord
from .windows import Box

Pixels = npt.NDArray[np.uint8]

SAFE_TOP, SAFE_BOTTOM, SAFE_RIGHT = 0.12, 0.80, 0.85
"""What the apps leave free: fractions of height, height and width."""

MIDDLE = 0.722
"""Height of the caption's middle in the frame."""
ROOM = 0.67
"""Greatest width of a line; centred in the frame it stays clear of the right 15 %."""
LARGEST, SMALLER, SMALLEST = 0.068, 0.061, 0.046
"""Letter sizes, fractions of the frame's width: as a rule, to fit a page, and for a word as long as a line."""
BRIDGE = 0.15
"""A word stays lit over a gap shorter than this, seconds."""

WHITE, LIT, INK = 0xFFFFFFFF, 0xFFFFD23F, 0xF2100814


Lines = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Piece:
    """A word, a part of one or a space, as it stands in a line."""

    index: int
    """Which word it is of; -1: none."""
    text: str
    letters: Lettering
    width: float


@dataclass(frozen=True)
class Strip:
    """A ready-made piece of picture and where it goes."""

    x: int
    y: int
    colour: Pixels
    """Height x width x 3, RGB, multiplied by its own alpha."""
    veil: Pixels
    """The same shape: what of the frame shows through, 0 to 255."""

    @property
    def box(self) -> Box:
        """Where in the frame it lies."""
        height, width = self.colour.shape[:2]
        return Box(self.x, self.y, self.x + width, self.y + height)

    def blend(self, frame: Pixels, part: Box | None = None) -> None:
        """Lay the strip over the frame (height x width x 3, RGB), in place; or over that part of it."""
        there = self.box.common(part) if part is not None else self.box
        if not there.area:
            return
        own = there.moved(-self.x, -self.y).slices
        under = frame[there.moved(-part.left, -part.top).slices if part is not None else there.slices]
        through = cv2.multiply(under, self.veil[own], scale=1 / 255)
        under[:] = cv2.add(through, self.colour[own])


@dataclass(frozen=True)
class Page:
    """As many words of one caption as two lines hold."""

    words: tuple[CaptionWord, ...]
    lines: Lines
    size: float
    start: float
    end: float

    @property
    def text(self) -> str:
        """All of it as one line."""
        return joined(word.text for word in self.words)

    @property
    def spacing(self) -> float:
        """From line to line, in letter sizes: more where letters reach far above and below."""
        return 1.5 if tall(self.text) else 1.3 if ideographic(self.text) else 1.24


class Captions:
    """The captions of one shot, laid out once and drawn once for each lit word."""

    def __init__(self, captions: tuple[Caption, ...], width: int, height: int) -> None:
        self.width, self.height = width, height
        # Throughout a shot Han characters have one country's forms, and lines run from one side.
        text = "".join(word.text for caption in captions for word in caption.words)
        self.forms, self.right = region(text), bidi.from_right(text)
        self.pages = tuple(page for caption in captions for page in _pages(caption, width, self.forms))
        self._strip = lru_cache(maxsize=64)(self._draw)

    def at(self, t: float) -> tuple[Page, int] | None:
        """Return the page shown at ``t`` seconds and the index of its lit word (-1: none), or None."""
        for page in self.pages:
            if page.start <= t < page.end:
                return page, lit_word(page.words, t)
        return None

    def blend(self, frame: Pixels, t: float) -> None:
        """Lay the caption of ``t`` seconds over the frame, in place."""
        strip = self.strip(t)
        if strip is not None:
            strip.blend(frame)

    def strip(self, t: float) -> Strip | None:
        """Return the caption of ``t`` seconds as it is laid over the frame; None if there is none."""
        shown = self.at(t)
        return self._strip(*shown) if shown is not None else None

    def _draw(self, page: Page, lit: int) -> Strip | None:
        lettering = Lettering(page.size, 800, forms=self.forms)
        step = page.size * page.spacing
        first = MIDDLE * self.height - step * (len(page.lines) - 1) / 2 + page.size * 0.36

        def letters(canvas: skia.Canvas) -> None:
            for row, line in enumerate(page.lines):
                pieces = placed(page, line, lettering, self.right)
                _draw_line(canvas, page.size, pieces, lit, self.width / 2, first + row * step)

        return drawn_strip(letters, self.width, round(0.58 * self.height), round(SAFE_BOTTOM * self.height))


def lit_word(words: tuple[CaptionWord, ...], t: float) -> int:
    """Return the index of the word spoken at ``t``, -1 if none is; a short gap belongs to the word before it."""
    for index, word in enumerate(words):
        following = words[index + 1].start if index + 1 < len(words) else word.end
        end = following if word.end < following <= word.end + BRIDGE else word.end
        if word.start <= t < end:
            return index
    return -1


def badge(text: str, width: int, height: int) -> Strip | None:
    """Return the small label of the top left corner, inside the safe area; None if there is nothing to write."""
    lettering = Lettering(width * 0.026, 700, tracking=0.04)
    room = width * 0.6
    while lettering.width(text) > room and len(text) > 1:
        text = text[:-2].rstrip() + "…"
    left, base = width * 0.05, height * (SAFE_TOP + 0.008) + lettering.size
    pad = lettering.size * 0.62

    def label(canvas: skia.Canvas) -> None:
        box = skia.Rect.MakeLTRB(
            left, base - lettering.size * 0.72 - pad, left + lettering.width(text) + 2 * pad, base + pad
        )
        canvas.drawRoundRect(box, pad * 0.7, pad * 0.7, skia.Paint(AntiAlias=True, Color=0x6E0A0812))
        lettering.draw(canvas, text, left + pad, base, skia.Paint(AntiAlias=True, Color=0xD8FFFFFF))

    if not lettering.width(text):
        return None
    return drawn_strip(label, width, round(0.10 * height), round(0.30 * height))


def drawn_strip(draw: Callable[[skia.Canvas], None], width: int, top: int, bottom: int) -> Strip | None:
    """Return what ``draw`` paints between two rows of a frame, cut to where there is anything; None if nothing is."""
    pixels = blank(width, bottom - top)
    canvas = canvas_on(pixels)
    canvas.translate(0, -top)
    draw(canvas)
    rows, columns = np.flatnonzero(pixels[..., 3].any(axis=1)), np.flatnonzero(pixels[..., 3].any(axis=0))
    if not rows.size:
        return None
    cut = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    veil = np.asarray(cv2.merge([255 - cut[..., 3]] * 3), np.uint8)
    return Strip(int(columns[0]), top + int(rows[0]), np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGRA2RGB), np.uint8), veil)


def _draw_line(canvas: skia.Canvas, size: float, pieces: list[Piece], lit: int, middle: float, base: float) -> None:
    x = middle - sum(piece.width for piece in pieces) / 2
    places = []
    for piece in pieces:
        places.append((piece, x))
        x += piece.width
    outline = skia.Paint(
        AntiAlias=True,
        Color=INK,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=size * 0.24,
        StrokeJoin=skia.Paint.kRound_Join,
    )
    shadow = skia.Paint(AntiAlias=True, Color=0x90000000)
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * 0.14))
    for paint, drop in ((shadow, 0.07), (outline, 0.03)):
        for piece, left in places:
            piece.letters.draw(canvas, piece.text, left, base + size * drop, paint)
    for piece, left in places:
        colour = skia.Paint(AntiAlias=True, Color=LIT if piece.index == lit else WHITE)
        piece.letters.draw(canvas, piece.text, left, base, colour)


def placed(page: Page, line: tuple[int, ...], lettering: Lettering, right: bool) -> list[Piece]:
    """Return the pieces of a line from left to right; ``right``: it runs from the right."""
    texts = [page.words[i].text for i in line]
    gaps = [*map(lettering.gap, texts, texts[1:]), 0.0]
    if not right and not bidi.mixed(page.text):
        pairs = zip(line, texts, gaps, strict=True)
        words = ((Piece(i, text, lettering, lettering.width(text)), gap) for i, text, gap in pairs)
        return [piece for word, gap in words for piece in (word, Piece(-1, "", lettering, gap))]
    whole, owners = "", []
    for i, text, gap in zip(line, texts, gaps, strict=True):
        whole += text + (" " if gap else "")
        owners += [i] * len(text) + [-1] * bool(gap)
    found: list[Piece] = []
    turning = Lettering(lettering.size, lettering.weight, forms=lettering.forms, right=True)
    for start, end, turned in bidi.visual(whole, right):
        run = [(i, [*places]) for i, places in groupby(range(start, end), owners.__getitem__)]
        for i, places in reversed(run) if turned else run:
            text = whole[places[0] : places[-1] + 1] if i >= 0 else ""
            letters = turning if turned else lettering
            found.append(Piece(i, text, letters, letters.width(text) if text else lettering.space))
    return found


def _pages(caption: Caption, width: int, forms: str) -> list[Page]:
    """Cut a caption into pages of two lines, about as long as each other: letters stay large."""
    words = tuple(_breakable(word, width, forms) for word in caption.words)
    flat = tuple(piece for pieces in words for piece in pieces if piece.text.strip())
    pages: list[Page] = []
    while flat:
        count, lines, size = _longest_page(flat, width, forms)
        if count < len(flat):
            still_needed = -(-len(flat) // count)
            count, lines, size = _longest_page(flat[: _kept_whole(flat, -(-len(flat) // still_needed))], width, forms)
        pages.append(Page(flat[:count], lines, size, flat[0].start, flat[count - 1].end))
        flat = flat[count:]
    return _timed(pages, caption)


def _timed(pages: list[Page], caption: Caption) -> list[Page]:
    """Let each page stand until the next one, the first from the caption's start and the last to its end."""
    starts = [caption.start, *(page.start for page in pages[1:]), caption.end]
    return [
        Page(page.words, page.lines, page.size, start, max(start, end))
        for page, start, end in zip(pages, starts, starts[1:], strict=False)
    ]


def _kept_whole(words: tuple[CaptionWord, ...], count: int) -> int:
    """Return the number of words nearest to ``count`` after which a page may end."""
    free = [at for at in range(1, len(words)) if parts(words[at - 1].text, words[at].text)]
    return min(free, key=lambda at: (abs(at - count), at), default=count)


def _longest_page(words: tuple[CaptionWord, ...], width: int, forms: str) -> tuple[int, Lines, float]:
    for count in range(len(words), 0, -1):
        if 1 < count < len(words) and not parts(words[count - 1].text, words[count].text):
            continue
        texts = [word.text for word in words[:count]]
        for share in (LARGEST, SMALLER, SMALLEST) if count == 1 else (LARGEST, SMALLER):
            size = width * share
            lines = balanced(texts, Lettering(size, 800, forms=forms), width * ROOM)
            if lines is not None:
                return count, tuple(map(tuple, lines)), size
    return 1, ((0,),), width * SMALLEST


def _breakable(word: CaptionWord, width: int, forms: str) -> list[CaptionWord]:
    """Cut a word too long for a line into pieces that fit, each with its share of the time."""
    lettering = Lettering(width * SMALLEST, 800, forms=forms)
    hyphen = "" if shaped(word.text) or any(map(unspaced, word.text)) else "-"
    pieces, rest = [], clusters(word.text)
    while lettering.width("".join(rest)) > width * ROOM and len(rest) > 1:
        count = len(rest) - 1
        while count > 1 and lettering.width("".join(rest[:count]) + hyphen) > width * ROOM:
            count -= 1
        pieces.append("".join(rest[:count]) + hyphen)
        rest = rest[count:]
    pieces.append("".join(rest))
    share = (word.end - word.start) / len(pieces)
    return [
        CaptionWord(text=piece, start=word.start + i * share, end=word.start + (i + 1) * share)
        for i, piece in enumerate(pieces)
    ]
