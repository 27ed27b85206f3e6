"""Japanese numbers, and how a number and its counter change each other."""

from .word import listed

KANJI_DIGITS = "〇零一二三四五六七八九十百千万億"
_ONES = ("", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー")
_VALUES = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SIZES = {"十": 10, "百": 100, "千": 1000}
_WHOLE = {
    **{
        ("一", "人"): "ヒトリ",
        ("二", "人"): "フタリ",
        ("四", "人"): "ヨニン",
        ("一", "つ"): "ヒトツ",
        ("二", "つ"): "フタツ",
        ("三", "つ"): "ミッツ",
    },
    **{
        ("四", "つ"): "ヨッツ",
        ("五", "つ"): "イツツ",
        ("六", "つ"): "ムッツ",
        ("七", "つ"): "ナナツ",
        ("八", "つ"): "ヤッツ",
        ("九", "つ"): "ココノツ",
    },
    **{
        ("四", "時"): "ヨジ",
        ("七", "時"): "シチジ",
        ("九", "時"): "クジ",
        ("四", "年"): "ヨネン",
        ("四", "月"): "シガツ",
        ("七", "月"): "シチガツ",
    },
    **{
        ("九", "月"): "クガツ",
        ("二十", "歳"): "ハタチ",
        ("二", "日"): "フツカ",
        ("三", "日"): "ミッカ",
        ("四", "日"): "ヨッカ",
        ("五", "日"): "イツカ",
    },
    **{
        ("六", "日"): "ムイカ",
        ("七", "日"): "ナノカ",
        ("八", "日"): "ヨーカ",
        ("九", "日"): "ココノカ",
        ("十", "日"): "トーカ",
    },
}
"""Numbers and counters said as one word."""
_SHORTENED = {"イチ": "イッ", "ハチ": "ハッ", "ジュー": "ジュッ", "ロク": "ロッ", "ヒャク": "ヒャッ"}
_HARD = dict(zip("ハヒフヘホ", "パピプペポ", strict=True))
_SOFT = dict(zip("ハヒフヘホ", "バビブベボ", strict=True))


def value(written: str) -> int:
    """Return a number written in kanji numerals or digits."""
    if written.isdigit():
        return int(written)
    if not set(written) & set("十百千万億"):
        return int("".join(str(_VALUES[sign]) for sign in written))
    total = group = digit = 0
    for sign in written:
        if sign in _VALUES:
            digit = _VALUES[sign]
        elif sign in _SIZES:
            group += (digit or 1) * _SIZES[sign]
            digit = 0
        else:
            total += (group + digit or 1) * (10**8 if sign == "億" else 10**4)
            group = digit = 0
    return total + group + digit


def number(value: int) -> str:
    """Return a whole number in katakana."""
    for size, name in ((10**8, "オク"), (10**4, "マン")):
        if value >= size:
            head, rest = divmod(value, size)
            return number(head) + name + (number(rest) if rest else "")
    out = ""
    for size, name, odd in (
        (1000, "セン", {3: "サンゼン", 8: "ハッセン"}),
        (100, "ヒャク", {3: "サンビャク", 6: "ロッピャク", 8: "ハッピャク"}),
        (10, "ジュー", {}),
    ):
        digit, value = divmod(value, size)
        if digit:
            out += odd.get(digit) or ("" if digit == 1 else _ONES[digit]) + name
    return out + _ONES[value] or "ゼロ"


def count(written: str, counter: str) -> tuple[str, bool]:
    """Return the reading of a number, with that of the word after it if it is a counter, and whether it is."""
    amount = value(written)
    key = "〇一二三四五六七八九十"[amount] if amount <= 10 else "二十" if amount == 20 else ""
    if whole := _WHOLE.get((key, counter)):
        return whole, True
    said = number(amount)
    reading = COUNTERS.get(counter)
    if reading is None:
        return said, False
    tail = next((long for long in _SHORTENED if said.endswith(long)), "")
    breath = reading[0] in _HARD
    hardens = reading[0] in "カキクケコ" or breath
    if tail and (hardens or (reading[0] in "サシスセソタチツテト" and tail not in ("ロク", "ヒャク"))):
        said = said.removesuffix(tail) + _SHORTENED[tail]
        return said + (_HARD[reading[0]] if breath else reading[0]) + reading[1:], True
    if said.endswith(("サン", "セン", "マン")) and breath:
        return said + (_HARD if counter in ("分", "発", "泊") else _SOFT)[reading[0]] + reading[1:], True
    return said + reading, True


COUNTERS = dict(
    pair.split(":")
    for pair in listed(
        """
        本:ホン 匹:ヒキ 杯:ハイ 回:カイ 階:カイ 個:コ 分:フン 分間:フンカン 歳:サイ 才:サイ
        冊:サツ 着:チャク 足:ソク 頭:トー 通:ツー 発:ハツ 泊:ハク 秒:ビョー 年:ネン 年間:ネンカン
        時:ジ 時間:ジカン 日:ニチ 日間:ニチカン 月:ガツ 週間:シューカン ヶ月:カゲツ か月:カゲツ カ月:カゲツ 枚:マイ
        台:ダイ 円:エン ドル:ドル 番:バン 度:ド 倍:バイ 件:ケン 軒:ケン 人:ニン 名:メー
        号:ゴー 社:シャ
        """
    )
)


def figure(digits: str) -> str:
    """Return digits with a percent sign, a decimal point or a colon in katakana; plain ones are left to ``count``."""
    plain = digits.rstrip(",.:%").replace(",", "")
    if plain.isdigit() and not digits.endswith("%"):
        return "ー"
    if ":" in plain:
        hour, _, minute = plain.partition(":")
        clock = count(str(int(hour)), "時")[0]
        return clock + (count(str(int(minute)), "分")[0] if minute.isdigit() and int(minute) else "")
    whole, _, decimals = plain.partition(".")
    said = number(int(whole or 0))
    if decimals:
        said += "テン" + "".join(_ONES[int(digit)] or "ゼロ" for digit in decimals)
    return said + ("パーセント" if digits.endswith("%") else "")
