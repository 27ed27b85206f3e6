"""Fountain as its elements: a screenplay from outside, read line by line, each element with the line it stands on.

Whatever the text is, something is returned: what is no heading, cue or other element is action, as Fountain has it.
What the elements mean in a series is decided in `fountain_reading`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..errors import UserError

LARGEST = 10 * 2**20
"""Bytes of a screenplay at most: some five thousand pages."""

ElementKind = Literal[
    "heading", "action", "cue", "parenthetical", "dialogue", "lyric", "transition", "centred", "section", "synopsis",
    "page_break",
]  # fmt: skip


@dataclass(frozen=True)
class Element:
    """One element of a screenplay."""

    kind: ElementKind
    text: str
    """On one line, without emphasis, notes and the marks that force an element."""
    line: int
    """Counted from 1, as an editor does."""
    number: str = ""
    """A heading's scene number."""
    extension: str = ""
    """A cue's words in brackets: ``V.O.``."""
    dual: bool = False
    """A cue spoken at the same time as the one before."""
    notes: tuple[str, ...] = ()
    depth: int = 0
    """A section's level."""


@dataclass(frozen=True)
class Screenplay:
    """The title page by key, in small letters, and the elements in order."""

    title: dict[str, str]
    elements: tuple[Element, ...]


_HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I\.?/E|E\.?/I)(?:\.|\s|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*#([^#\n]{1,40})#\s*$")
_EXTENSIONS = re.compile(r"\(([^()]{0,60})\)")
_KEY = re.compile(r"([A-Za-z][A-Za-z ]{0,29}):(.*)")
_KEYS = frozenset(
    {
        *("title", "credit", "author", "authors", "source", "notes", "draft", "contact", "copyright", "revision"),
        *("episode", "series", "hook", "cliffhanger", "format", "font", "date"),
    }
)
_LEAVES = re.compile(r"[A-Z ]+TO:|(?:FADE (?:OUT|IN|TO BLACK)|CUT TO BLACK|SMASH TO BLACK)[.:]?")
_LONGEST_CUE = 60
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHER_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Pages or zip file",
    b"<?xml": "XML, perhaps Final Draft",
    b"{\\rtf": "an RTF file",
}


def text_of(path: Path) -> str:
    """Return the text of a screenplay file in whatever encoding; raise UserError if there is none to be had."""
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder; name a Fountain file in it.")
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                f"{path} has {size / 2**20:.1f} MB; a screenplay may have {LARGEST // 2**20} MB. Split it by episode."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"Cannot read the screenplay {path}: {error.strerror}.") from error
    return decoded(data, str(path))


def decoded(data: bytes, name: str) -> str:
    """Return text by its byte order mark, as UTF-8 if it is that, else as Windows wrote it; UserError if it is none."""
    for start, what in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise UserError(f"{name} is {what}, not plain text. Export the screenplay as Fountain.")
    text = _by_mark(data, name)
    odd = _CONTROLS.search(text)
    if odd is not None:
        line = text.count("\n", 0, odd.start()) + 1
        raise UserError(f"{name} is not a text: line {line} has the control character {ord(odd[0]):#04x}.")
    if not text.strip():
        raise UserError(f"{name} is empty; there is no screenplay in it.")
    return text


def _by_mark(data: bytes, name: str) -> str:
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32"}
    marks |= {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    for mark, encoding in marks.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UserError(f"{name} begins as {encoding} and breaks off at byte {error.start}.") from error
    head = data[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        # UTF-16 without a mark: nearly every second byte of a Latin text is zero.
        if len(head) > 8 and zeros.count(0) > 0.7 * len(zeros) and len(data) % 2 == 0:
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parsed(text: str) -> Screenplay:
    """Return the elements of a Fountain text."""
    clean, notes = _without_notes(_without_boneyard(re.sub(r"\r\n?", "\n", text)))
    lines = clean.split("\n")
    title, start = _title_page(lines)
    return Screenplay(title, tuple(_Reader(lines, notes).read(start)))


def _without_boneyard(text: str) -> str:
    """Return the text without what stands between ``/*`` and ``*/``; its line breaks stay."""
    parts, at = [], 0
    while (start := text.find("/*", at)) >= 0 and (end := text.find("*/", start + 2)) >= 0:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 2
    return "".join([*parts, text[at:]])


def _without_notes(text: str) -> tuple[str, dict[int, list[str]]]:
    """Return the text without ``[[notes]]``, and the notes by the line on which they begin."""
    parts: list[str] = []
    notes: dict[int, list[str]] = {}
    at, line, blank, end = 0, 1, -1, -1
    while (start := text.find("[[", at)) >= 0:
        if end < start + 2 and (end := text.find("]]", start + 2)) < 0:
            break
        if blank < start:
            blank = found if (found := text.find("\n\n", start)) >= 0 else len(text)
        line += text.count("\n", at, start)
        if blank < end:  # a note ends with its paragraph: these brackets are words
            parts.append(text[at : blank + 1])
            line += text.count("\n", start, blank + 1)
            at = blank + 1
            continue
        parts += [text[at:start].rstrip(" "), "\n" * text.count("\n", start, end)]
        notes.setdefault(line, []).append(" ".join(text[start + 2 : end].split()))
        line += text.count("\n", start, end)
        at = end + 2
    return "".join([*parts, text[at:]]), notes


def _title_page(lines: list[str]) -> tuple[dict[str, str], int]:
    """Return the title page and the index of the first line after it."""
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    opens = _KEY.match(lines[first]) if first < len(lines) else None
    if opens is None or opens[1].lower().split()[0] not in _KEYS:
        return {}, 0
    title: dict[str, str] = {}
    key = ""
    for at in range(first, len(lines)):
        line = lines[at]
        if not line.strip():
            return title, at
        found = _KEY.match(line)
        if found and not line.startswith((" ", "\t")):
            key = found[1].strip().lower()
            title[key] = plain(found[2])
        elif key:
            title[key] = " ".join(part for part in (title[key], plain(line)) if part)
    return title, len(lines)


def plain(text: str) -> str:
    """Return a text on one line without the marks of emphasis; what was escaped is itself again."""
    if "\\" not in text and "*" not in text and "_" not in text:
        return " ".join(text.split())
    held = re.sub(r"\\([*_\\#@!>~.=\[\]])", lambda found: chr(0xE000 + ord(found[1])), text)
    held = re.sub(r"(?<=\S)\*+|\*+(?=\S)", "", held)
    held = re.sub(r"(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)", "", held)
    return " ".join(re.sub(r"[\ue000-\ue0ff]", lambda found: chr(ord(found[0]) - 0xE000), held).split())


@dataclass
class _Reader:
    """Walks the lines and tells what each paragraph is."""

    lines: list[str]
    notes: dict[int, list[str]]
    _noted: list[int] = field(default_factory=list)

    def read(self, start: int) -> Iterator[Element]:
        self._noted = sorted(self.notes)
        at = start
        while at < len(self.lines):
            if not self.lines[at].strip():
                at += 1
                continue
            end = at + 1
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            yield from self._paragraph(at, end)
            at = end

    def _paragraph(self, at: int, end: int) -> Iterator[Element]:
        """Read the lines from one blank line to the next."""
        while at < end:
            line = self.lines[at].strip()
            special = self._special(line, at)
            if special is not None:
                yield special
                at += 1
            elif (cue := self._cue(line, at, at + 1 < end)) is not None:
                yield cue
                yield from self._speech(at + 1, end)
                return
            else:
                last = at + 1
                while last < end and self._special(self.lines[last].strip(), last) is None:
                    last += 1
                words = " ".join(self.lines[at:last]).strip()
                yield Element("action", plain(words[words.startswith("!") :]), at + 1, notes=self._notes(at, last))
                at = last

    def _special(self, line: str, at: int) -> Element | None:
        """Return the element of a line whose first characters say what it is; None for cues, action and dialogue."""
        first = line[0]
        if first in "=#~>.":
            return self._marked(line, first, at)
        if _HEADING.match(line) and len(line) < 400:
            return self._heading(line, at)
        if len(line) < _LONGEST_CUE and _LEAVES.fullmatch(line):
            return Element("transition", plain(line), at + 1)
        return None

    def _marked(self, line: str, first: str, at: int) -> Element | None:
        rest = line[1:]
        notes = self._notes(at, at + 1)
        if first == "=":
            if line.strip("=") == "" and len(line) >= 3:
                return Element("page_break", "", at + 1)
            return Element("synopsis", plain(rest), at + 1, notes=notes)
        if first == "#":
            depth = len(line) - len(line.lstrip("#"))
            return Element("section", plain(line[depth:]), at + 1, notes=notes, depth=depth)
        if first == "~":
            return Element("lyric", plain(rest), at + 1, notes=notes)
        if first == ">":
            if line.endswith("<") and len(line) > 1:
                return Element("centred", plain(rest[:-1]), at + 1, notes=notes)
            return Element("transition", plain(rest), at + 1, notes=notes)
        return self._heading(rest, at) if rest[:1].isalnum() else None

    def _heading(self, line: str, at: int) -> Element:
        number = _NUMBER.search(line)
        words = line[: number.start()] if number else line
        return Element(
            "heading", plain(words), at + 1, number[1].strip() if number else "", notes=self._notes(at, at + 1)
        )

    def _cue(self, line: str, at: int, followed: bool) -> Element | None:
        """Return the cue that a line is, None if it is action; only a forced one may stand alone."""
        forced = line.startswith("@") and len(line) > 1
        words = line[1:] if forced else line
        dual = words.endswith("^")
        words = words.rstrip("^").strip()
        if not words or len(words) > 2 * _LONGEST_CUE or (line.startswith("!") and not forced):
            return None
        name = plain(_EXTENSIONS.sub(" ", words)).rstrip(":")
        if not forced and not (followed and any(map(str.isalpha, name)) and name == name.upper()):
            return None
        if not forced and len(name) > _LONGEST_CUE:
            return None
        extension = ", ".join(part.strip() for part in _EXTENSIONS.findall(words) if part.strip())
        return Element("cue", name, at + 1, extension=extension, dual=dual, notes=self._notes(at, at + 1))

    def _speech(self, at: int, end: int) -> Iterator[Element]:
        """Read what follows a cue: parentheticals, lyrics and words."""
        words: list[str] = []
        since = at
        for index in range(at, end):
            line = self.lines[index].strip()
            aside = line.startswith("(") and line.endswith(")")
            if not aside and not line.startswith("~"):
                words.append(line)
                continue
            if words:
                yield Element("dialogue", plain(" ".join(words)), since + 1, notes=self._notes(since, index))
            words, since = [], index + 1
            kind: ElementKind = "parenthetical" if aside else "lyric"
            text = plain(line.strip("()") if aside else line[1:])
            yield Element(kind, text, index + 1, notes=self._notes(index, since))
        if words:
            yield Element("dialogue", plain(" ".join(words)), since + 1, notes=self._notes(since, end))

    def _notes(self, at: int, end: int) -> tuple[str, ...]:
        """Return the notes that begin on these lines, by index."""
        if not self._noted:
            return ()
        found: list[str] = []
        for line in self._noted[bisect_left(self._noted, at + 1) : bisect_left(self._noted, end + 1)]:
            found += self.notes[line]
        return tuple(found)
