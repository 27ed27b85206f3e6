"""Kept lines: a translation of footage, written down passage by passage, so that nobody pays for it twice."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from ...tools.listening.listener import Said
from .translator import Cue, Passage, Rendering

TOGETHER = 12
"""Lines that are translated at once, at most."""
SILENCE = 4.0
"""Seconds in which nobody speaks, after which another scene begins."""


class KeptLines:
    """The lines as they were translated; those of other cues, or of another source, are not taken for them."""

    def __init__(self, path: Path, cues: Sequence[Cue], source: str) -> None:
        told = [[cue.id, cue.speaker, cue.text, cue.seconds, cue.room] for cue in cues]
        self.path, self.digest = path, hashlib.sha256(json.dumps([source, told]).encode()).hexdigest()
        self.lines: dict[str, Rendering] = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["of"] == self.digest:
                for row in found["lines"]:
                    self.lines[row["id"]] = Rendering(**row | {"shorter": tuple(row["shorter"])})
        except (OSError, ValueError, KeyError, TypeError):
            self.lines = {}

    def of(self, passage: Passage) -> tuple[Rendering, ...]:
        """Return the lines of a passage; none if one of them is lacking."""
        found = tuple(self.lines[cue.id] for cue in passage.cues if cue.id in self.lines)
        return found if len(found) == len(passage.cues) else ()

    def keep(self, found: Sequence[Rendering]) -> None:
        """Write down lines that have been translated."""
        self.lines |= {one.id: one for one in found}
        rows = [vars(one) | {"shorter": list(one.shorter)} for one in self.lines.values()]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"of": self.digest, "lines": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self.path)


def passages(cues: Sequence[Cue], lines: Sequence[Said]) -> list[Passage]:
    """Return what is translated at once: lines that follow each other, cut where nobody speaks for a while."""
    cut: list[list[Cue]] = []
    for n, cue in enumerate(cues):
        if not cut or len(cut[-1]) >= TOGETHER or lines[n].start - lines[n - 1].end > SILENCE:
            cut.append([])
        cut[-1].append(cue)
    return [Passage(cues=tuple(part)) for part in cut]
