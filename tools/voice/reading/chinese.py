"""Mandarin: words, their pinyin in context, and each syllable with its tone as an arrow."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .script import LATIN, latin, paused, plain
from .word import ReadWord, listed

TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
INITIALS = {
    **{"b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x"},
    **{"j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s"},
}
FINALS = {
    **{
        "a": "a0",
        "ai": "ai0",
        "an": "a0n",
        "ang": "a0ŋ",
        "ao": "au0",
        "e": "ɤ0",
        "ei": "ei0",
        "en": "ə0n",
        "eng": "ə0ŋ",
    },
    **{"o": "wo0", "ong": "ʊ0ŋ", "ou": "ou0", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0"},
    **{"ie": "je0", "in": "i0n", "ing": "i0ŋ", "iong": "jʊ0ŋ", "iu": "jou0", "u": "u0", "ua": "wa0", "uai": "wai0"},
    **{
        "uan": "wa0n",
        "uang": "wa0ŋ",
        "ui": "wei0",
        "un": "wə0n",
        "uo": "wo0",
        "v": "y0",
        "ve": "ɥe0",
        "van": "ɥɛ0n",
        "vn": "y0n",
    },
}
WHOLE = {
    **{"yi": "i0", "ya": "ja0", "yan": "jɛ0n", "yang": "ja0ŋ", "yao": "jau0", "ye": "je0", "yin": "i0n", "ying": "i0ŋ"},
    **{
        "yong": "jʊ0ŋ",
        "you": "jou0",
        "yo": "jɔ0",
        "wu": "u0",
        "wa": "wa0",
        "wai": "wai0",
        "wan": "wa0n",
        "wang": "wa0ŋ",
    },
    **{
        "wei": "wei0",
        "wen": "wə0n",
        "weng": "wə0ŋ",
        "wo": "wo0",
        "yu": "y0",
        "yue": "ɥe0",
        "yuan": "ɥɛ0n",
        "yun": "y0n",
    },
    **{"er": "ɚ0", "o": "ɔ0", "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0"},
    **{
        "en": "ə0n",
        "eng": "ə0ŋ",
        "ou": "ou0",
        "ê": "ɛ0",
        "n": "n0",
        "ng": "ŋ0",
        "m": "m0",
        "hm": "hm0",
        "hng": "hŋ0",
        "lo": "lo0",
    },
}
LEANING = frozenset(listed("的 了 吗 吧 呢 啊 呀 嘛 着 过 们 地 得 啦 哦 么 里 上 下 中"))
"""Words that a caption does not leave alone."""
LONGEST = 5
"""Characters of a segment at most."""
_PERSON = frozenset(listed("我 你 他 她 您 我们 你们 他们 她们 咱们 谁 都 就 也 还"))
_PIECES = re.compile(
    rf"(?P<han>[㐀-鿿豈-﫿〇]+)|(?P<latin>{LATIN.pattern}(?:\s{LATIN.pattern})*)|(?P<figure>\d[\d,.:]*%?)|(?P<rest>.)",
    re.DOTALL,
)
_COUNTING = frozenset("第零一二三四五六七八九十百")
"""Beside these 一 is a number and keeps its tone."""
_DIGITS = "零一二三四五六七八九"


def chinese(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Mandarin in segments of one to five characters, their punctuation with them."""
    found: list[ReadWord] = []
    waiting = ""
    for written, said in _pieces(plain(text)):
        if not said:
            if found:
                found[-1] = ReadWord(found[-1].written + written, paused(found[-1].phonemes, written))
            else:
                waiting += written
        elif found and _leans(found[-1], written):
            found[-1] = ReadWord(found[-1].written + written, f"{found[-1].phonemes} {said}")
        else:
            found.append(ReadWord(waiting + written, said))
            waiting = ""
    return tuple(ReadWord(word.written.strip(), word.phonemes) for word in found)


def _leans(before: ReadWord, written: str) -> bool:
    short = len(before.written) + len(written) <= LONGEST
    return written in LEANING and short and (before.phonemes[-1].isalpha() or before.phonemes[-1] in TONES.values())


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Return each word with its phonemes, and what stands between words with none."""
    for piece in _PIECES.finditer(text):
        if piece["latin"]:
            yield piece["latin"], latin(piece["latin"])
        elif piece["figure"]:
            year = text[piece.end() : piece.end() + 1] == "年" and len(piece["figure"]) == 4
            yield piece["figure"], _said(_segmenter().cut(_in_words(piece["figure"], year)))
        elif piece["han"]:
            words = list(_segmenter().cut(piece["han"]))
            for place, word in enumerate(words):
                yield (
                    word,
                    _word(word, words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""),
                )
        else:
            yield piece["rest"], ""


def _said(words: list[str]) -> str:
    return " ".join(_word(word, "", "") for word in words)


@lru_cache(maxsize=4096)
def _word(word: str, before: str, after: str) -> str:
    if word == "得":
        return syllable("de2" if after[:1] == "了" else "dei3" if before in _PERSON or not before else "de5")
    if word == "地" and len(before) > 1:
        return syllable("de5")
    return "".join(syllable(pinyin) for pinyin in _pinyin(word, before, after))


def _pinyin(word: str, before: str, after: str) -> list[str]:
    """Return the pinyin of a word, its tones as they are said beside each other."""
    from pypinyin import Style, lazy_pinyin

    def read(text: str) -> list[str]:
        found: list[str] = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
        return found

    said = read(word)
    next_said = read(after)[:1] if after else []
    for place, sign in enumerate(word[: len(said)]):
        follows = (said + next_said)[place + 1 : place + 2]
        tone = follows[0][-1] if follows else ""
        counted = (word[place - 1] if place else before[-1:]) in _COUNTING or (word + after)[
            place + 1 : place + 2
        ] in _COUNTING
        if sign == "不" and tone == "4":
            said[place] = "bu2"
        elif sign == "一" and tone and tone in "1234" and not counted:
            said[place] = "yi2" if tone == "4" else "yi4"
        elif said[place].endswith("3") and place + 1 < len(said) and tone == "3":
            said[place] = said[place][:-1] + "2"
    return said


def syllable(pinyin: str) -> str:
    """Return a syllable of pinyin with its tone as a number, ``hao3``, in phonemes; empty for what is none."""
    found = re.fullmatch(r"([a-zêü]+)([1-5]?)", pinyin)
    if found is None:
        return ""
    letters, tone = found[1].replace("ü", "v"), TONES[found[2] or "5"]
    if letters in WHOLE:
        return WHOLE[letters].replace("0", tone)
    initial = letters[:2] if letters[:2] in INITIALS else letters[:1]
    final = letters[len(initial) :]
    if initial in ("j", "q", "x"):
        final = re.sub(r"^u", "v", final)
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        return INITIALS[initial] + "ɨ" + tone
    if initial not in INITIALS or final not in FINALS:
        return ""
    return INITIALS[initial] + FINALS[final].replace("0", tone)


def _in_words(figure: str, year: bool) -> str:
    """Return digits as they are said: years and codes one by one, all else as a number."""
    share = figure.endswith("%")
    digits = figure.rstrip("%,.:").replace(",", "")
    if ":" in digits:
        hour, _, minute = digits.partition(":")
        return f"{number(int(hour))}点" + (f"{number(int(minute))}分" if minute.isdigit() and int(minute) else "")
    whole, _, decimals = digits.partition(".")
    coded = year or len(whole) > 9 or (len(whole) > 1 and whole[0] == "0")
    said = "".join(_DIGITS[int(digit)] for digit in whole) if coded else number(int(whole))
    if decimals:
        said += "点" + "".join(_DIGITS[int(digit)] for digit in decimals if digit.isdigit())
    return ("百分之" if share else "") + said


def number(value: int) -> str:
    """Return a whole number in Chinese characters."""
    for size, sign in ((100_000_000, "亿"), (10_000, "万")):
        if value >= size:
            count, rest = divmod(value, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return number(count) + sign + (gap + number(rest) if rest else "")
    out, waiting = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            out += ("零" if waiting else "") + _DIGITS[digit] + sign
            waiting = False
        else:
            waiting = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out or "零"


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    import rjieba

    return rjieba
