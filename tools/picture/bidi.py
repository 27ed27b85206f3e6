"""Bidi: in which order the letters of one line are seen when some of them run from the right.

The implicit part of Unicode's algorithm (UAX 9) for a line of plain text: levels of letters, numbers and what stands
between them. There are no embeddings in what people say.
"""

import unicodedata

_STRONG_RIGHT = {"R", "AL"}
_NEUTRAL = {"B", "S", "WS", "ON", "BN"}


def from_right(text: str) -> bool:
    """Whether a text runs from the right: most of its letters do. A name in another script does not turn a line."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    right = sum(kind in _STRONG_RIGHT for kind in kinds)
    return right > 0 and right >= kinds.count("L")


def mixed(text: str) -> bool:
    """Whether any of a text runs from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(one) in {"R", "AL", "AN"} for one in text)


def levels(text: str, right: bool) -> list[int]:
    """Return the level of each character in a line that runs from the right or not: odd ones run from the right."""
    base = 1 if right else 0
    kinds = _weak([unicodedata.bidirectional(character) or "L" for character in text], base)
    kinds = _neutral(kinds, base)
    return [_level(kind, base) for kind in kinds]


def visual(text: str, right: bool) -> list[tuple[int, int, bool]]:
    """Return the runs of a line from left to right as they are seen: start, end, and whether it runs from the right."""
    found = levels(text, right)
    runs: list[tuple[int, int, int]] = []
    for at, level in enumerate(found):
        if runs and runs[-1][2] == level:
            runs[-1] = (runs[-1][0], at + 1, level)
        else:
            runs.append((at, at + 1, level))
    for level in range(max(found, default=0), 0, -1):
        runs = _turned(runs, level)
    return [(start, end, bool(level % 2)) for start, end, level in runs]


def _turned(runs: list[tuple[int, int, int]], level: int) -> list[tuple[int, int, int]]:
    """Turn round every sequence of runs of that level or higher."""
    done: list[tuple[int, int, int]] = []
    held: list[tuple[int, int, int]] = []
    for run in runs:
        if run[2] >= level:
            held.insert(0, run)
        else:
            done += [*held, run]
            held = []
    return done + held


def _level(kind: str, base: int) -> int:
    if kind == "R":
        return 1
    if kind == "L":
        return 2 if base else 0
    return 2  # a number is read from the left, in its place


def _weak(kinds: list[str], base: int) -> list[str]:
    """Resolve marks, numbers and what belongs to them (rules W1 to W7)."""
    strong = before = "R" if base else "L"
    found: list[str] = []
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        if kind == "EN" and strong == "AL":
            kind = "AN"
        following = kinds[at + 1] if at + 1 < len(kinds) else ""
        if (kind in {"ES", "CS"} and before == "EN" == following and strong != "AL") or (
            kind == "CS" and before == "AN" and following in {"AN", "EN"}
        ):
            kind = before
        if kind in {"L", "R", "AL"}:
            strong = kind
        found.append(kind)
        before = kind
    for at, kind in enumerate(found):
        if kind == "ET":  # a sign of currency or percent goes with the number it touches
            beside = found[at - 1 : at] + next(([one] for one in found[at:] if one != "ET"), [])
            found[at] = "EN" if "EN" in beside else "ON"
    return _numbers(["R" if kind == "AL" else kind for kind in found], base)


def _numbers(kinds: list[str], base: int) -> list[str]:
    """European numbers after letters from the left are such letters too; separators alone are nothing."""
    strong = "R" if base else "L"
    found: list[str] = []
    for kind in kinds:
        if kind in {"L", "R"}:
            strong = kind
        found.append("L" if kind == "EN" and strong == "L" else "ON" if kind in {"ES", "CS", "ET"} else kind)
    return found


def _neutral(kinds: list[str], base: int) -> list[str]:
    """What stands between two that run alike runs with them, else with the line (rules N1 and N2)."""
    own = "R" if base else "L"
    found = list(kinds)
    at = 0
    while at < len(found):
        if found[at] not in _NEUTRAL:
            at += 1
            continue
        end = next((i for i in range(at, len(found)) if found[i] not in _NEUTRAL), len(found))
        before = _side(found[at - 1]) if at else own
        after = _side(found[end]) if end < len(found) else own
        found[at:end] = [before if before == after else own] * (end - at)
        at = end
    return found


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"
