"""Korean: syllables come apart into letters, letters change each other as they are spoken."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from .line import Tongue, read
from .script import latin
from .word import ReadWord, listed

LEADS = listed("ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ")
VOWELS = listed("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅘ ㅙ ㅚ ㅛ ㅜ ㅝ ㅞ ㅟ ㅠ ㅡ ㅢ ㅣ")
TAILS = ("", *listed("ㄱ ㄲ ㄳ ㄴ ㄵ ㄶ ㄷ ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ ㅁ ㅂ ㅄ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"))
DOUBLE = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
STOP = {
    **{
        "ㄱ": "ㄱ",
        "ㄲ": "ㄱ",
        "ㅋ": "ㄱ",
        "ㄳ": "ㄱ",
        "ㄺ": "ㄱ",
        "ㄷ": "ㄷ",
        "ㅅ": "ㄷ",
        "ㅆ": "ㄷ",
        "ㅈ": "ㄷ",
        "ㅊ": "ㄷ",
        "ㅌ": "ㄷ",
        "ㅎ": "ㄷ",
    },
    **{
        "ㅂ": "ㅂ",
        "ㅍ": "ㅂ",
        "ㅄ": "ㅂ",
        "ㄿ": "ㅂ",
        "ㄴ": "ㄴ",
        "ㄵ": "ㄴ",
        "ㄶ": "ㄴ",
        "ㄹ": "ㄹ",
        "ㄼ": "ㄹ",
        "ㄽ": "ㄹ",
        "ㄾ": "ㄹ",
        "ㅀ": "ㄹ",
    },
    **{"ㅁ": "ㅁ", "ㄻ": "ㅁ", "ㅇ": "ㅇ", "": ""},
}
"""What is heard of a last consonant before another, or at the end."""
NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
TENSE = {"ㄱ": "ㄲ", "ㄷ": "ㄸ", "ㅂ": "ㅃ", "ㅅ": "ㅆ", "ㅈ": "ㅉ"}
ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
PLAIN = {"ㄱ": ("k", "ɡ"), "ㄷ": ("t", "d"), "ㅂ": ("p", "b"), "ㅈ": ("ʨ", "ʥ")}
"""At the beginning, and between voiced sounds."""
CONSONANTS = {
    "ㄲ": "k",
    "ㄸ": "t",
    "ㅃ": "p",
    "ㅉ": "ʨ",
    "ㅋ": "kʰ",
    "ㅌ": "tʰ",
    "ㅍ": "pʰ",
    "ㅊ": "ʨʰ",
    "ㄴ": "n",
    "ㅁ": "m",
    "ㄹ": "ɾ",
    "ㅅ": "s",
    "ㅆ": "s",
    "ㅎ": "h",
    "ㅇ": "",
}
ENDS = {"": "", "ㄱ": "k", "ㄷ": "t", "ㅂ": "p", "ㄴ": "n", "ㄹ": "l", "ㅁ": "m", "ㅇ": "ŋ"}
SAID = {
    **{
        "ㅏ": "a",
        "ㅐ": "ɛ",
        "ㅑ": "ja",
        "ㅒ": "jɛ",
        "ㅓ": "ʌ",
        "ㅔ": "e",
        "ㅕ": "jʌ",
        "ㅖ": "je",
        "ㅗ": "o",
        "ㅘ": "wa",
        "ㅙ": "wɛ",
    },
    **{
        "ㅚ": "we",
        "ㅛ": "jo",
        "ㅜ": "u",
        "ㅝ": "wʌ",
        "ㅞ": "we",
        "ㅟ": "wi",
        "ㅠ": "ju",
        "ㅡ": "ɯ",
        "ㅢ": "ɯi",
        "ㅣ": "i",
    },
}
_FRONT = frozenset("ㅣㅑㅕㅛㅠㅖㅒ")
Syllable = list[str]
"""Lead, vowel, tail."""


def korean(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Korean."""
    return read(text, TONGUE)


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    runs = re.findall(r"[가-힣]+|[^가-힣]+", unicodedata.normalize("NFC", word))
    return " ".join(filter(None, (_spoken(run) if "가" <= run[0] <= "힣" else latin(run) for run in runs)))


def _spoken(run: str) -> str:
    syllables = [_apart(sign) for sign in run]
    for first, second in pairwise(syllables):
        _meet(first, second)
    if syllables:
        syllables[-1][2] = STOP[syllables[-1][2]]
    return _phonemes(syllables)


def _apart(sign: str) -> Syllable:
    code = ord(sign) - 0xAC00
    return [LEADS[code // 588], VOWELS[code % 588 // 28], TAILS[code % 28]]


def _meet(first: Syllable, second: Syllable) -> None:
    """Change the end of one syllable and the beginning of the next as they are said together."""
    tail, lead = first[2], second[0]
    if lead == "ㅇ":
        _link(first, second)
    elif tail in ("ㅎ", "ㄶ", "ㅀ") and lead in ASPIRATED:
        first[2], second[0] = STOP["" if tail == "ㅎ" else tail], ASPIRATED[lead]
    elif tail in ("ㅎ", "ㄶ", "ㅀ") and lead == "ㅅ":
        first[2], second[0] = STOP["" if tail == "ㅎ" else tail], "ㅆ"
    elif lead == "ㅎ" and (breath := ASPIRATED.get({"ㅈ": "ㅈ", "ㄵ": "ㅈ"}.get(tail) or STOP[tail])):
        first[2] = "ㄴ" if tail == "ㄵ" else "ㄹ" if tail in ("ㄺ", "ㄼ") else ""
        second[0] = breath
    else:
        _touch(first, second)


def _link(first: Syllable, second: Syllable) -> None:
    """Carry the last consonant over to a syllable that begins with a vowel."""
    tail = first[2]
    if tail in ("", "ㅇ"):
        return
    if tail in ("ㅎ", "ㄶ", "ㅀ"):
        carried = {"ㅎ": "ㅇ", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}[tail]
        first[2], second[0] = "", carried
        return
    both = DOUBLE.get(tail, tail)
    stays, moves = both[:-1], both[-1]
    if moves in ("ㄷ", "ㅌ") and second[1] == "ㅣ":
        moves = "ㅈ" if moves == "ㄷ" else "ㅊ"
    if stays and moves == "ㅅ":
        moves = "ㅆ"
    first[2], second[0] = stays, moves


def _touch(first: Syllable, second: Syllable) -> None:
    """Nasals, liquids and tense consonants."""
    lenis = first[2] in ("ㄼ", "ㄾ", "ㄵ", "ㄻ")
    tail, lead = STOP[first[2]], second[0]
    if tail in NASAL and lead in ("ㄴ", "ㅁ"):
        tail = NASAL[tail]
    elif tail in NASAL and lead == "ㄹ":
        tail, lead = NASAL[tail], "ㄴ"
    elif tail in ("ㅁ", "ㅇ") and lead == "ㄹ":
        lead = "ㄴ"
    elif (tail, lead) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
        tail, lead = "ㄹ", "ㄹ"
    elif (tail in NASAL or lenis) and lead in TENSE:
        lead = TENSE[lead]
    first[2], second[0] = tail, lead


def _phonemes(syllables: list[Syllable]) -> str:
    out = ""
    for place, (lead, vowel, tail) in enumerate(syllables):
        before = syllables[place - 1][2] if place else "-"
        voiced = place > 0 and before in ("", "ㄴ", "ㄹ", "ㅁ", "ㅇ")
        said = SAID["ㅣ" if vowel == "ㅢ" and (lead != "ㅇ" or place) else vowel]
        if lead in PLAIN:
            out += PLAIN[lead][voiced]
        elif lead == "ㄹ":
            out += "l" if before == "ㄹ" else "ɾ"
        elif lead in ("ㅅ", "ㅆ") and vowel in _FRONT | {"ㅟ"}:
            out += "ɕ"
            said = said.removeprefix("j")
        elif lead == "ㅎ" and place and voiced and before != "":
            out += ""
        else:
            out += CONSONANTS[lead]
        if lead in ("ㅈ", "ㅉ", "ㅊ"):
            said = said.removeprefix("j")
        out += said + ENDS[tail]
    return out


_DIGITS = listed("영 일 이 삼 사 오 육 칠 팔 구")


def number(value: int) -> str:
    """Return a whole number in Sino-Korean words."""
    for size, word in ((100_000_000, "억"), (10_000, "만")):
        if value >= size:
            count, rest = divmod(value, size)
            head = "" if count == 1 and size == 10_000 else number(count)
            return head + word + (number(rest) if rest else "")
    out = ""
    for size, word in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            out += ("" if digit == 1 and word else _DIGITS[digit]) + word
    return out or "영"


TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "달러",
        "€": "유로",
        "£": "파운드",
        "¥": "엔",
        "%": "퍼센트",
        "&": "앤드",
        "+": "더하기",
        "=": "는",
        "°": "도",
    },
    comma=".",
)
