"""How English is read aloud: each written word becomes the words that are said.

``3:07`` is "three oh seven", ``$5 million`` is "five million dollars", an emoji is nothing. Every written word keeps
its own entry, so that captions can light it as it is spoken. The G2P behind knows years, ordinals and initials.
"""

import re
import unicodedata

from anyascii import anyascii

ABBREVIATIONS = {
    "dr.": "Doctor",
    "mr.": "Mister",
    "mrs.": "Missus",
    "ms.": "Miz",
    "prof.": "Professor",
    "st.": "Saint",
    "mt.": "Mount",
    "jr.": "Junior",
    "sr.": "Senior",
    "lt.": "Lieutenant",
    "sgt.": "Sergeant",
    "capt.": "Captain",
    "det.": "Detective",
    "gen.": "General",
    "col.": "Colonel",
    "rev.": "Reverend",
    "vs.": "versus",
    "etc.": "et cetera",
    "apt.": "apartment",
    "a.m.": "A.M.",
    "p.m.": "P.M.",
}
CURRENCIES = {
    "$": ("dollar", "dollars", "cents"),
    "£": ("pound", "pounds", "pence"),
    "€": ("euro", "euros", "cents"),
    "¥": ("yen", "yen", "sen"),
}
SCALES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}
SIGNS = {"&": "and", "@": "at", "+": "plus", "=": "equals", "%": "percent", "°": "degrees", "№": "number"}
FRACTIONS = {"1/2": "one half", "1/3": "one third", "2/3": "two thirds", "1/4": "one quarter", "3/4": "three quarters"}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "′": "'", "`": "'", "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "″": '"'}
)
_DASH = re.compile(r"\s*(?:--+|[–—―])\s*|-$")
_DOTS = re.compile(r"\.{2,}|…+")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?:\s?([ap])\.?m\.?)?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})([ap])\.?m\.?", re.IGNORECASE)
_MONEY = re.compile(r"([$£€¥])(\d[\d,]*)(?:\.(\d+))?(k|m|bn|b)?", re.IGNORECASE)
_PERCENT = re.compile(r"(-?\d[\d,.]*)%")
_CODE = re.compile(r"\+?[\d()]+(?:[-.][\d()]+)+")
_LETTERED = re.compile(r"(\d+)([A-RT-Za-rt-z])|([A-Za-z])(\d+)")
_SHAPE = re.compile(r"""^(["'(\[{¿¡]*)(.*?)([)"'\]},;:!?.…—]*)$""", re.DOTALL)
_STUTTER = re.compile(r"([A-Za-z]{1,3})(?:-\1)*-(\1[A-Za-z']*)", re.IGNORECASE)
_LONG = re.compile(r"([a-zA-Z])\1{2,}")


def spoken_words(written: list[str]) -> list[list[str]]:
    """Return, for each written word, the words to say with their punctuation; an empty list where nothing is said."""
    silent = _directions(written)
    said: list[list[str]] = []
    carry = ""
    for index, word in enumerate(written):
        if index in silent:
            said.append([])
            continue
        following = written[index + 1] if index + 1 < len(written) else ""
        text, carry = _money_before_scale(word, following) if not carry else (f"{word} {carry}", "")
        said.append(_say(text, following))
    return said


def _directions(written: list[str]) -> set[int]:
    """Return the words of stage directions: all in square brackets, and a parenthesis that opens the line."""
    silent: set[int] = set()
    closing = ""
    for index, word in enumerate(written):
        if not closing:
            closing = "]" if word.startswith("[") else ")" if word.startswith("(") and index == 0 else ""
        if closing:
            silent.add(index)
            if closing in word:
                closing = ""
    return silent if len(silent) < len(written) else set()


def _money_before_scale(word: str, following: str) -> tuple[str, str]:
    """In ``$5 million`` the dollars are said after the million: return the word without its sign, and what to carry."""
    money = re.fullmatch(r"([$£€¥])([\d.,]*\d)", word)
    if money and re.match(r"(thousand|million|billion|trillion)\b", following, re.IGNORECASE):
        return money[2], CURRENCIES[money[1]][1]
    return word, ""


def _say(word: str, following: str) -> list[str]:
    text = _DASH.sub("— ", _DOTS.sub("… ", _plain(word)))
    said: list[str] = []
    for piece in text.split():
        said.extend(_say_piece(piece, following).split())
    return said


def _plain(word: str) -> str:
    """Drop what is not said (emoji, marks, emphasis); bring other scripts and accents to the Latin alphabet."""
    text = unicodedata.normalize("NFKC", word.translate(_QUOTES))
    kept = []
    for sign in text:
        kind = unicodedata.category(sign)
        if sign in SIGNS or sign in CURRENCIES or sign == "#":
            kept.append(sign)
        elif kind[0] == "L" and not sign.isascii():
            latin = anyascii(sign)
            kept.append(f" {latin} " if unicodedata.name(sign, "").startswith("CJK") else latin)
        elif kind[0] in "LN" or sign in " -–—―…\"“”'.,;:!?()[]{}/":
            kept.append(sign)
    return "".join(kept)


def _say_piece(piece: str, following: str) -> str:
    shape = _SHAPE.match(piece)
    if shape is None:
        return piece
    before, core, after = shape.groups()
    before = before.replace("'", "").replace("[", "").replace("{", "")
    if after.startswith("'") and not core.endswith("s"):
        after = after[1:]
    if not core:
        return before + after
    if (
        core + after[:1] == core + "."
        and (full := ABBREVIATIONS.get(core.lower() + "."))
        and (following or core[0].islower())
    ):
        return before + full + after[1:]
    if core.lower() == "no" and after == "." and following[:1].isdigit():
        return f"{before}number"
    return before + _say_core(core) + after


def _say_core(core: str) -> str:
    for pattern, say in _SAYINGS:
        found = pattern.fullmatch(core)
        if found:
            return say(found)
    if core in FRACTIONS:
        return FRACTIONS[core]
    for sign, said in SIGNS.items():
        core = core.replace(sign, f" {said} ")
    core = core.replace("#", " number ").replace("/", " ")
    return _LONG.sub(r"\1", core) if not core.isdigit() else core


def _say_time(found: re.Match[str]) -> str:
    hour, minute, half = int(found[1]), int(found[2]), found[3]
    if hour > 24 or minute > 59:
        return f"{hour} {minute}"
    tail = f" {half.upper()}M" if half else ""
    if minute == 0:
        return f"{hour}{tail}" if tail else f"{hour} o'clock"
    return f"{hour} {'oh ' if minute < 10 else ''}{minute}{tail}"


def _say_money(found: re.Match[str]) -> str:
    one, many, small = CURRENCIES[found[1]]
    whole, cents, scale = found[2].replace(",", ""), found[3], found[4]
    if scale:
        return f"{whole}{'.' + cents if cents else ''} {SCALES[scale.lower()]} {many}"
    if cents and int(cents) and len(cents) == 2:
        return f"{_number(whole)} {one if whole == '1' else many} and {int(cents)} {small}"
    return f"{_number(whole)} {one if whole == '1' else many}"


def _number(digits: str) -> str:
    """Write thousands with a comma, or ``1250`` would be read as a year."""
    return f"{int(digits):,}"


def _say_code(found: re.Match[str]) -> str:
    parts = [re.sub(r"\D", "", part) for part in re.split(r"[-.]", found[0])]
    if found[0].count("-") == 1 and all(len(part) <= 2 for part in parts):
        return " to ".join(parts)
    if "." in found[0] and "-" not in found[0] and len(parts) == 2:
        return found[0]
    return ", ".join(" ".join(DIGITS[int(digit)] for digit in part) for part in parts if part)


def _say_lettered(found: re.Match[str]) -> str:
    return " ".join(part.upper() if part.isalpha() else part for part in found.groups() if part)


_SAYINGS = (
    (_TIME, _say_time),
    (_HOUR, lambda found: f"{found[1]} {found[2].upper()}M"),
    (_MONEY, _say_money),
    (_PERCENT, lambda found: f"{found[1]} percent"),
    (_CODE, _say_code),
    (_LETTERED, _say_lettered),
    (_STUTTER, lambda found: found[2]),
)
