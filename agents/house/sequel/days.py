"""Days in words: how long ago it was, as people say it."""

_ONES: tuple[str, ...] = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ONES += ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NTHS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_NTHS |= {"twelve": "twelfth"}


def in_words(number: int) -> str:
    """Return a number below a thousand as it is said: "a hundred and four"."""
    hundreds, rest = divmod(number, 100)
    said = [] if not hundreds else ["a hundred" if hundreds == 1 else f"{_ONES[hundreds]} hundred"]
    if rest or not hundreds:
        tens, ones = divmod(rest, 10)
        said.append(_ONES[rest] if rest < 20 else "-".join([_TENS[tens], *([_ONES[ones]] if ones else [])]))
    return " and ".join(said)


def days(number: int) -> str:
    """Return a stretch of days: "a hundred and four days", "one day"."""
    return f"{in_words(number)} day{'s' * (number != 1)}"


def nth(number: int) -> str:
    """Return which day it is: "hundred and fourth"."""
    said = in_words(number).removeprefix("a ")
    head, mark, last = said.rpartition("-") if "-" in said.rpartition(" ")[2] else said.rpartition(" ")
    if last in _NTHS:
        last = _NTHS[last]
    elif last.endswith("y"):
        last = f"{last[:-1]}ieth"
    else:
        last += "th"
    return f"{head}{mark}{last}"
