"""Recognising: which line of a card a line of a script is, and what stands in its slots."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..script.slots import mend

_SLOT = re.compile(r"\{([A-Za-z_.]+)\}")


@dataclass(frozen=True)
class Recognised:
    """A line of the library as it was said."""

    template: str
    filled: Mapping[str, str]
    """What stands in each slot; the same slot twice stands for the same."""


class Lines:
    """Every line that the library can say, ready to be found again."""

    def __init__(self, templates: Iterable[str]) -> None:
        self._plain: dict[str, str] = {}
        self._slotted: list[tuple[str, re.Pattern[str], str]] = []
        for template in templates:
            if _SLOT.search(template):
                self._slotted.append((template, pattern(template), _anchor(template)))
            else:
                self._plain.setdefault(mend(template), template)
        # The more a line says of its own, the less is taken for what stands in a slot.
        self._slotted.sort(key=lambda entry: -len(_SLOT.sub("", entry[0])))

    def find(self, text: str) -> Iterable[Recognised]:
        """Yield the lines that the text can be, the likeliest first."""
        if text in self._plain:
            yield Recognised(self._plain[text], {})
        low = text.lower()
        for template, regex, anchor in self._slotted:
            if anchor in low:
                found = regex.fullmatch(text)
                if found is not None:
                    yield Recognised(template, {_name(group): value for group, value in found.groupdict().items()})


def pattern(template: str) -> re.Pattern[str]:
    """Return what matches a template with its slots filled, as ``slots.mend`` leaves it."""
    seen: set[str] = set()
    parts: list[str] = []
    end = 0
    for slot in _SLOT.finditer(template):
        parts.append(_literal(template[end : slot.start()]))
        group = "s_" + slot[1].lower().replace(".", "_dot_")
        parts.append(f"(?i:(?P={group}))" if group in seen else f"(?P<{group}>.+?)")
        seen.add(group)
        end = slot.end()
    parts.append(_literal(template[end:]))
    return re.compile("".join(parts))


def _literal(text: str) -> str:
    """Return a piece between slots as a pattern: what stands in one may change the article and the stop beside it."""
    escaped = re.escape(text)
    escaped = re.sub(r"(?<![A-Za-z])(a|A)(\\ )$", r"\1n?\2", escaped)
    escaped = re.sub(r"(?<![A-Za-z])([Tt]he|[Hh]er|[Hh]is|[Mm]y|[Yy]our)(\\ )$", r"\1\2", escaped)
    if escaped.startswith("\\."):
        escaped = r"(?:\.|(?<=[.!?…]))" + escaped[2:]  # a slot that ends with a mark of its own swallows the stop
    # A sentence that begins behind a slot begins with a capital.
    return re.sub(r"(?<=[.!?…]\\ )([a-z])", lambda found: f"[{found[1]}{found[1].upper()}]", escaped)


def _anchor(template: str) -> str:
    """Return the longest piece between slots, in small letters: a quick look before the pattern is tried."""
    pieces = [piece.strip(" .") for piece in _SLOT.split(template)[::2]]
    return max(pieces, key=len).lower()


def _name(group: str) -> str:
    return group.removeprefix("s_").replace("_dot_", ".")
