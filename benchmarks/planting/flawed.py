"""FlawedFictions files: short stories, half of them with a continuity error put in, and what the judge says of them.

Columns as published: ``story`` (paragraphs in <p>), ``cont_error`` (1 or 0), ``cont_error_lines`` and
``contradicted_lines`` (the sentences on both sides), ``example_id``. Paper: arXiv 2504.11900.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cliffhanger.agents.crew import Judge
from cliffhanger.benchmarks.planting.prose import Held, judged, paragraphs, rows
from cliffhanger.errors import UserError


@dataclass(frozen=True)
class Fiction:
    """A story, and the error that was put into it."""

    id: str
    story: str
    flawed: bool
    error: str = ""
    contradicted: str = ""


@dataclass(frozen=True)
class Measures:
    """How well a judge tells flawed stories from sound ones."""

    stories: int
    accuracy: float
    precision: float
    recall: float
    located: float
    """Accuracy that asks, of a flawed story, for quotes that touch the error and what it contradicts."""

    def told(self) -> str:
        score = 2 * self.precision * self.recall / (self.precision + self.recall or 1)
        return (
            f"FlawedFictions: accuracy {self.accuracy:.3f}, precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"F1 {score:.3f}, accuracy with both sides located {self.located:.3f}, {self.stories} stories"
        )


def read(path: Path) -> list[Fiction]:
    """Read a split of FlawedFictions; raise UserError if it is none."""
    fictions = []
    for number, row in enumerate(rows(path)):
        story, flawed = row.get("story"), row.get("cont_error")
        if not isinstance(story, str) or flawed is None:
            raise UserError(f"{path}, row {number + 1}: no story or no cont_error. Is it a file of FlawedFictions?")
        fictions.append(
            Fiction(
                id=str(row.get("example_id", number)),
                story=story,
                flawed=str(flawed).lower() in ("1", "1.0", "true"),
                error=_text(row.get("cont_error_lines")),
                contradicted=_text(row.get("contradicted_lines")),
            )
        )
    if not fictions:
        raise UserError(f"{path} holds no story.")
    return fictions


async def measure(judge: Judge, fictions: Sequence[Fiction]) -> Measures:
    """Judge every story and compare."""
    return measures(fictions, [await judged(judge, fiction.story) for fiction in fictions])


def measures(fictions: Sequence[Fiction], found: Sequence[Sequence[Held]]) -> Measures:
    """Return the measures of what was found in each story."""
    pairs = list(zip(fictions, found, strict=True))
    called = [(fiction, held) for fiction, held in pairs if held]
    right = [(fiction, held) for fiction, held in pairs if bool(held) == fiction.flawed]
    hits = [fiction for fiction, _ in called if fiction.flawed]
    located = [f for f, held in right if not f.flawed or any(_touches(one, f) for one in held)]
    flawed = sum(fiction.flawed for fiction in fictions)
    return Measures(
        stories=len(pairs),
        accuracy=len(right) / len(pairs),
        precision=len(hits) / len(called) if called else 1.0,
        recall=len(hits) / flawed if flawed else 1.0,
        located=len(located) / len(pairs),
    )


def _touches(held: Held, fiction: Fiction) -> bool:
    return _in(held.later, fiction.error) and _in(held.earlier, fiction.contradicted)


def _in(quote: str, lines: str) -> bool:
    """Tell whether a quote and the annotated lines share five words in a row, or all words of a shorter quote."""
    said, wanted = _plain(quote), _plain(lines)
    if not said or not wanted:
        return False
    words = said.split()
    runs = [" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))]
    return any(f" {run} " in f" {wanted} " for run in runs)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _text(cell: object) -> str:
    lines = cell if isinstance(cell, list) else [cell]
    return " ".join(" ".join(paragraphs(str(line))) for line in lines if line)
