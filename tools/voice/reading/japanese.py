"""Japanese: a dictionary finds the words and how they are said, a table of kana the phonemes."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .japanese_numbers import KANJI_DIGITS, count, figure
from .kana import katakana, phonemes
from .script import LATIN, latin, only_pause, paused, plain
from .word import ReadWord

LONGEST = 7
"""Characters of a segment at most, but for a single word."""
_LEANING = ("助詞", "助動詞")
_LEANING_KINDS = ("非自立", "接尾")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_PIECES = re.compile(
    rf"(?P<latin>{LATIN.pattern}(?:\s{LATIN.pattern})*)|(?P<figure>\d[\d,.:]*%?)|(?P<rest>[^A-Za-zÀ-ɏ\d]+)"
)


def japanese(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Japanese in segments of a few characters: a word with what leans on it, and its punctuation."""
    found: list[ReadWord] = []
    waiting = ""
    for written, said, leans in _counted(list(_tokens(plain(text)))):
        if not said:
            if found:
                found[-1] = ReadWord(found[-1].written + written, paused(found[-1].phonemes, written))
            else:
                waiting += written
        elif found and leans and _fits(found[-1], written):
            link = "" if found[-1].phonemes.endswith("ʔ") or said.startswith("ʔ") else " "
            found[-1] = ReadWord(found[-1].written + written, found[-1].phonemes + link + said)
        else:
            found.append(ReadWord(waiting + written, said))
            waiting = ""
    return tuple(ReadWord(word.written.strip(), re.sub(r"ʔ(?=$|\s)", "", word.phonemes)) for word in found)


def _fits(before: ReadWord, written: str) -> bool:
    within = before.phonemes[-1:].isalpha() or before.phonemes[-1:] == "ː"
    return within and (len(before.written) + len(written) <= LONGEST or before.phonemes.endswith("ʔ"))


Token = tuple[str, str, bool, str]
"""What is written, its reading in katakana (or phonemes after ``/``), whether it leans on the word before, its kind."""


def _tokens(text: str) -> Iterator[Token]:
    for piece in _PIECES.finditer(text):
        if piece["latin"]:
            yield piece["latin"], "/" + latin(piece["latin"]), False, "name"
        elif piece["figure"]:
            yield piece["figure"], figure(piece["figure"]), False, "number"
        else:
            for token in _tagger().tokenize(piece["rest"]):
                kinds = token.part_of_speech.split(",")
                leans = kinds[0] in _LEANING or kinds[1] in _LEANING_KINDS
                yield token.surface, _reading(token, kinds), leans, "number" if kinds[1] == "数" else kinds[0]


def _reading(token: Any, kinds: list[str]) -> str:
    surface = str(token.surface)
    if kinds[0] == "記号" and only_pause(surface):
        return ""
    if surface in READINGS:
        return READINGS[surface]
    if token.phonetic != "*":
        return str(token.phonetic)
    if _KANA.fullmatch(surface):
        return katakana(surface)
    if len(surface) > 1:
        return "".join(
            _reading(part, part.part_of_speech.split(",")) for sign in surface for part in _tagger().tokenize(sign)
        )
    return ""


READINGS = {
    "俺": "オレ",
    "私": "ワタシ",
    "明日": "アシタ",
    "昨日": "キノー",
    "一人": "ヒトリ",
    "二人": "フタリ",
    "何": "ナニ",
    "家": "イエ",
    "他": "ホカ",
}
"""Of several readings, the one that is spoken."""


def _counted(tokens: list[Token]) -> Iterator[tuple[str, str, bool]]:
    """Return what is written, its phonemes and whether it leans; numerals are read as one number with their counter."""
    place = 0
    while place < len(tokens):
        written, reading, leans, kind = tokens[place]
        place += 1
        if kind == "number":
            while place < len(tokens) and tokens[place][3] == "number":
                written, reading = written + tokens[place][0], reading + tokens[place][1]
                place += 1
            if set(written) <= set(KANJI_DIGITS) or written.isdigit():
                counter = tokens[place][0] if place < len(tokens) else ""
                reading, taken = count(written, counter)
                place += taken
                yield written + counter * taken, phonemes(reading), leans
                continue
        if (
            written == "何"
            and place < len(tokens)
            and re.match("[タダテデトドナノ]", tokens[place][1])
            and tokens[place][0] != "に"
        ):
            reading = "ナン"
        yield written, reading[1:] if reading.startswith("/") else phonemes(reading), leans


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from janome.tokenizer import Tokenizer

    return Tokenizer()
