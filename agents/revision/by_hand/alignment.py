"""What on a changed page is what it was: matched by ids, and by likeness where those are lost."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from .pages import Page, Part

SAME, GIVEN, ALIKE, REPLACED = 3.0, 2.2, 1.0, 0.35
"""What a pair is worth: the same; the same words from another mouth; words alike; other words in the same place."""
ENOUGH = 0.5
"""Likeness from which words are those of before, changed."""


def paired(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """Return which part of before each part is now, by their numbers: first in order, then what has moved."""
    noted = {part.beat: n for n, part in enumerate(old) if part.kind == "action"}
    found = _in_order(old, new, noted)
    left = [n for n in range(len(old)) if n not in found.values()]
    for at, part in enumerate(new):
        same = next((n for n in left if at not in found and _worth(old[n], part, noted) >= SAME), None)
        if same is not None:
            found[at] = same
            left.remove(same)
    return found


def _in_order(old: Sequence[Part], new: Sequence[Part], noted: dict[str, int]) -> dict[int, int]:
    """Return the pairs that are worth most, no two of them crossed."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    worth = [[_worth(one, other, noted) for other in new] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], worth[i][j] + best[i + 1][j + 1] if worth[i][j] else 0.0)
    found, i, j = dict[int, int](), 0, 0
    while i < len(old) and j < len(new):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            found[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _worth(old: Part, new: Part, noted: dict[str, int]) -> float:
    """Return what a pair is worth; 0: it is none."""
    if old.kind != new.kind:
        return 0.0
    if old.kind == "insert":
        return SAME if old.text == new.text else 0.0
    if old.kind == "action":
        ids = [note for note in new.notes if note in noted]
        if ids:
            return SAME if old.beat in ids else 0.0
        like = alike(old.text, new.text)
        return SAME if old.text == new.text else ALIKE + like if like >= ENOUGH else 0.0
    if old.text == new.text:
        return SAME if old.who == new.who else GIVEN
    like = alike(old.text, new.text)
    if old.who != new.who:
        return ALIKE if like >= 0.8 else 0.0
    return ALIKE + like if like >= ENOUGH else REPLACED


@lru_cache(maxsize=8192)
def alike(one: str, other: str) -> float:
    """Return how alike two texts are, by their words: 0 to 1."""
    return SequenceMatcher(None, re.findall(r"\w+", one.lower()), re.findall(r"\w+", other.lower()), False).ratio()


def scenes_paired(old: Sequence[Page], new: Sequence[Page]) -> dict[int, int]:
    """Return which scene of before each scene is now: by the number of its heading, else by what is in it."""
    found: dict[int, int] = {}
    by_number = {page.number: n for n, page in enumerate(old)}
    for at, page in enumerate(new):
        if page.number in by_number and by_number[page.number] not in found.values():
            found[at] = by_number[page.number]
    left = [n for n in range(len(old)) if n not in found.values()]
    for at, page in enumerate(new):
        if at in found or page.number in by_number:
            continue  # a scene that was copied is a new one
        likest = max(left, key=lambda n: _shared(old[n], page), default=None)
        if likest is not None and _shared(old[likest], page) >= ENOUGH:
            found[at] = likest
            left.remove(likest)
    return found


def _shared(old: Page, new: Page) -> float:
    """Return which part of a scene is found again in another."""
    words = [part.text for part in new.parts]
    return sum(part.text in words for part in old.parts) / max(1, len(old.parts), len(new.parts))


def staying(order: Sequence[int]) -> set[int]:
    """Return which of some numbers need not be moved for all to rise: the longest rising run of them."""
    ends: list[list[int]] = []
    for number in order:
        ends.append([*_longest([run for run in ends if run[-1] < number]), number])
    return set(_longest(ends))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])
