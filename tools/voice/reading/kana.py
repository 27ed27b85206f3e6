"""Kana to phonemes."""

VOWELS = dict(zip("アイウエオ", ("a", "i", "ɯ", "e", "o"), strict=True))
_ROWS = {
    "カキクケコ": ("k", "kʲ"),
    "ガギグゲゴ": ("ɡ", "ɡʲ"),
    "サシスセソ": ("s", "ɕ"),
    "ザジズゼゾ": ("ʣ", "ʥ"),
    "タチツテト": ("t", "ʨ"),
    "ダヂヅデド": ("d", "ʥ"),
    "ナニヌネノ": ("n", "ɲ"),
    "ハヒフヘホ": ("h", "ç"),
    "バビブベボ": ("b", "bʲ"),
    "パピプペポ": ("p", "pʲ"),
    "マミムメモ": ("m", "mʲ"),
    "ラリルレロ": ("ɾ", "ɾʲ"),
}
_ODD = {
    **{
        "ス": "sɨ",
        "ズ": "zɨ",
        "ヅ": "zɨ",
        "ツ": "ʦɨ",
        "フ": "ɸɯ",
        "ヤ": "ja",
        "ユ": "jɯ",
        "ヨ": "jo",
        "ワ": "βa",
        "ヲ": "o",
    },
    **{"ヰ": "i", "ヱ": "e", "ヴ": "vɯ", "ヵ": "ka", "ヶ": "ke", "ヮ": "βa"},
    **{
        "ウィ": "βi",
        "ウェ": "βe",
        "ウォ": "βo",
        "イェ": "je",
        "クァ": "kᵝa",
        "クィ": "kᵝi",
        "クェ": "kᵝe",
        "クォ": "kᵝo",
    },
    **{
        "グァ": "ɡᵝa",
        "シェ": "ɕe",
        "ジェ": "ʥe",
        "チェ": "ʨe",
        "ツァ": "ʦa",
        "ツィ": "ʦʲi",
        "ツェ": "ʦe",
        "ツォ": "ʦo",
    },
    **{
        "ティ": "tʲi",
        "テュ": "tʲɨ",
        "ディ": "dʲi",
        "デュ": "dʲɨ",
        "トゥ": "tɯ",
        "ドゥ": "dɯ",
        "ファ": "ɸa",
        "フィ": "ɸʲi",
    },
    **{
        "フェ": "ɸe",
        "フォ": "ɸo",
        "フュ": "ɸʲɨ",
        "ヴァ": "va",
        "ヴィ": "vʲi",
        "ヴェ": "ve",
        "ヴォ": "vo",
        "ヴュ": "bʲɨ",
    },
    **{"スィ": "sʲi", "ズィ": "zʲi", "ニェ": "ɲe", "ヒェ": "çe", "キェ": "kʲe"},
}
_SMALL = {"ャ": "a", "ュ": "ɨ", "ョ": "o"}
_LITTLE = dict(zip("ァィゥェォ", "アイウエオ", strict=True))


def _table() -> dict[str, str]:
    table = dict(VOWELS)
    for row, (hard, soft) in _ROWS.items():
        for kana, vowel in zip(row, VOWELS.values(), strict=True):
            table[kana] = (soft if vowel == "i" else hard) + vowel
        table |= {row[1] + small: soft + vowel for small, vowel in _SMALL.items()}
    return table | _ODD


TABLE = _table()


def katakana(text: str) -> str:
    """Return hiragana as katakana; all else as it is."""
    return "".join(chr(ord(sign) + 96) if "ぁ" <= sign <= "ゖ" else sign for sign in text)


def phonemes(text: str) -> str:
    """Return the phonemes of kana; signs that are no kana are silent."""
    kana = katakana(text)
    out, place = "", 0
    while place < len(kana):
        size = 2 if kana[place : place + 2] in TABLE else 1
        out += _sound(kana[place : place + size], _after(kana, place + size))
        place += size
    return out


def _after(kana: str, place: int) -> str:
    """Return the phonemes that follow."""
    return TABLE.get(kana[place : place + 2]) or TABLE.get(kana[place : place + 1], "")


def _sound(sign: str, following: str) -> str:
    if sign == "ー":
        return "ː"
    if sign == "ッ":
        return "ʔ"
    if sign == "ン":
        return next(
            (
                nasal
                for starts, nasal in (("mpb", "m"), ("kɡ", "ŋ"), ("ɲʨʥ", "ɲ"), ("ntdɾz", "n"))
                if following[:1] and following[0] in starts
            ),
            "ɴ",
        )
    return TABLE.get(sign) or TABLE.get(_LITTLE.get(sign, ""), "")
