"""Scripts: how the letters of the world are set: joined or not, from which side, and where a line may end."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from . import bidi

if TYPE_CHECKING:
    from budoux import Parser

_CJK = "\u2e80-\u2fdf\u3000-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
_WIDE = "\uff00-\uffef\U00020000-\U0003ffff"
_IDEOGRAPHIC = re.compile(f"[{_CJK}{_WIDE}]")
"""Han, kana and the punctuation that goes with them."""
_SOUTHERN = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer."""
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_TRADITIONAL = re.compile("[\u3105-\u312f們這個說來時會對過還沒為與後裡麼話誰嗎請電愛媽爸給讓開關車門錢聽見聲應該實]")
_INDIC = re.compile("[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_MARKS = {"Mn", "Mc", "Me"}

_ALPHABETS = {
    "greek": "\u0370-\u03ff",
    "cyrillic": "\u0400-\u052f",
    "devanagari": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
}

NEVER_FIRST = frozenset(
    "\u3000、。，．・：；？！゛゜ヽヾゝゞ々ー―…‥’”）〕］｝〉》」』】〙〗〟｠»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ%％℃"
)
"""No line begins with one of these."""
NEVER_LAST = frozenset("‘“（〔［｛〈《「『【〘〖〝｟«¿¡")
"""No line ends with one of these."""


def ideographic(text: str) -> bool:
    """Whether any of it is Chinese or Japanese writing."""
    return _IDEOGRAPHIC.search(text) is not None


def unspaced(character: str) -> bool:
    """Whether words of this character's script stand without a space between them."""
    return bool(_IDEOGRAPHIC.match(character) or _SOUTHERN.match(character))


def shaped(text: str) -> bool:
    """Whether its letters change with their neighbours or run from the right: they cannot be set one by one."""
    if text.isascii():
        return False
    marks = any(unicodedata.category(character) in _MARKS for character in text)
    return marks or any(one.search(text) for one in (_INDIC, _ARABIC, _HEBREW))


def tall(text: str) -> bool:
    """Whether its script reaches far above and below the line, and needs more room between lines."""
    return bool(_INDIC.search(text) or _ARABIC.search(text))


def region(text: str) -> str:
    """Return whose forms the Han characters of a text take: JP, KR, TC or SC."""
    if _KANA.search(text):
        return "JP"
    if _HANGUL.search(text):
        return "KR"
    return "TC" if _TRADITIONAL.search(text) else "SC"


def script(text: str) -> str:
    """Return the name of what a text is written in, by its first letter that tells: “latin” if none does."""
    if ideographic(text) or _HANGUL.search(text):
        return {"JP": "japanese", "KR": "korean", "SC": "chinese", "TC": "taiwanese"}[region(text)]
    if bidi.from_right(text):
        return "hebrew" if _HEBREW.search(text) else "urdu" if re.search("[ٹڈڑںےہھ]", text) else "arabic"
    return next((name for name, block in _ALPHABETS.items() if re.search(f"[{block}]", text)), "latin")


def gap(before: str, after: str) -> str:
    """Return what stands between two words on one line: a space, or nothing where their scripts have none."""
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    wide = _IDEOGRAPHIC.match(last), _IDEOGRAPHIC.match(first)
    if all(wide) or (_SOUTHERN.match(last) and _SOUTHERN.match(first)):
        return ""
    # Figures, and what closes or opens, stand close to Han and kana; Latin words keep their distance.
    if any(wide) and not (last.isalpha() and first.isalpha() and not all(wide)):
        return ""
    return " "


def joined(words: Iterable[str]) -> str:
    """Return words as they are written one after the other: no space between two of an unspaced script."""
    text = ""
    for word in filter(None, words):
        text += gap(text, word) + word
    return text


def parts(before: str, after: str) -> bool:
    """Whether a line may end between two words."""
    return not (before and before[-1] in NEVER_LAST) and not (after and after[0] in NEVER_FIRST)


def capitals(text: str) -> str:
    """Return the text in capitals, as titles have them: Greek ones bear no accents."""
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(one for at, one in enumerate(plain) if one != "\u0301" or not "\u0370" <= plain[at - 1] <= "\u03ff")
    return unicodedata.normalize("NFC", plain).upper()


def clusters(text: str) -> list[str]:
    """Return the text in characters as readers see them: a letter with its marks, syllables of India undivided."""
    found: list[str] = []
    bound = False
    for character in text:
        marked = unicodedata.category(character) in _MARKS or character in "\u200d\u200c\u0e30\u0e32\u0e33\u0e45"
        # A virama binds the next consonant to this one; so does a vowel of Thai that is written before it.
        if found and (marked or bound):
            found[-1] += character
        else:
            found.append(character)
        bound = unicodedata.combining(character) == 9 or character in "\u0e40\u0e41\u0e42\u0e43\u0e44\u200d"
    return found


def phrases(text: str) -> list[str]:
    """Return the text in pieces between which a line may be broken: words, and in unspaced scripts phrases."""
    found: list[str] = []
    for word in re.split("[ \t\r\n]+", text.strip()):
        found += _phrases(word) if any(map(unspaced, word)) else [word] * bool(word)
    return found


def _phrases(word: str) -> list[str]:
    if _SOUTHERN.search(word):
        model = "th"
    else:
        model = {"JP": "ja", "TC": "zh-hant"}.get(region(word), "zh-hans")
    pieces = _parser(model).parse(word)
    return _held_together(pieces)


def _held_together(pieces: Sequence[str]) -> list[str]:
    """Join what no line may be broken between."""
    found: list[str] = []
    for piece in pieces:
        if found and not parts(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


@cache
def _parser(model: str) -> "Parser":
    import budoux

    load = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
        "th": budoux.load_default_thai_parser,
    }
    return load[model]()
