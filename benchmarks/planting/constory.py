"""ConStory-Bench files: stories with the errors that its checker found, and its two measures.

CED is a story's subtypes with an error, by ten thousand words, meant over stories. GRR is the mean rank of a model
among those that wrote to the same prompt, by words over one more than its errors. Lower is better for both.
Format and formulas: github.com/Picrew/ConStory-Bench (``stories.parquet``, ``evaluations/*.csv``).
"""

import json
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cliffhanger.agents.continuity.kinds import KINDS
from cliffhanger.agents.crew import Judge
from cliffhanger.benchmarks.planting.prose import judged, rows
from cliffhanger.errors import UserError

SUBTYPES = tuple(dict.fromkeys(f"{kind.category}_{kind.subtype}" for kind in KINDS.values()))
"""The nineteen columns of an evaluation, as ConStory-Bench names them."""


@dataclass(frozen=True)
class Written:
    """A story that a model wrote to a prompt."""

    prompt: str
    model: str
    text: str
    errors: frozenset[str] | None = None
    """Subtypes with an error, as the file says; None if it says nothing."""

    @property
    def words(self) -> int:
        return len(self.text.split())


def read(path: Path) -> list[Written]:
    """Read stories, with the errors of an evaluation if the file is one; raise UserError."""
    table = rows(path)
    column = _story_column(table, path)
    stories = []
    for number, row in enumerate(table):
        text = row.get(column)
        if not isinstance(text, str) or not text.split():
            continue
        errors = frozenset(name for name in SUBTYPES if _any_error(row.get(name))) if SUBTYPES[0] in row else None
        model = str(row.get("model_name") or (path.stem if column == "generated_story" else column[: -len("_story")]))
        stories.append(Written(str(row.get("id", number)), model, text, errors))
    if not stories:
        raise UserError(f"{path} holds no story in its column {column!r}.")
    return stories


def _story_column(table: Sequence[Mapping[str, object]], path: Path) -> str:
    names = list(table[0]) if table else []
    found = next((name for name in names if name == "generated_story" or name.endswith("_story")), "")
    if not found:
        raise UserError(f"{path} has no column generated_story or *_story: it is no file of ConStory-Bench.")
    return found


def _any_error(cell: object) -> bool:
    """Tell whether a cell holds an error: a list of objects with an ``exact_quote``, as JSON or read already."""
    text = cell if isinstance(cell, str) else json.dumps(cell) if cell else ""
    return "exact_quote" in text.lower()


def ced(stories: Sequence[Written], errors: Sequence[frozenset[str]]) -> float:
    """Return the mean of errors by ten thousand words."""
    return statistics.mean(len(found) / (story.words / 10_000) for story, found in zip(stories, errors, strict=True))


def grr(stories: Sequence[Written], errors: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return the mean rank of each model over prompts that two models or more wrote to; empty if there are none."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for story, found in zip(stories, errors, strict=True):
        groups[story.prompt][story.model] = story.words / (1 + len(found))
    ranks: dict[str, list[int]] = defaultdict(list)
    for group in groups.values():
        if len(group) > 1:
            for model, worth in group.items():
                ranks[model].append(1 + sum(other > worth for other in group.values()))
    return {model: statistics.mean(found) for model, found in ranks.items()}


async def errors_by(judge: Judge, stories: Sequence[Written]) -> list[frozenset[str]]:
    """Return for each story the subtypes in which the judge finds an error."""
    found = []
    for story in stories:
        held = await judged(judge, story.text)
        kinds = [kind for code, kind in KINDS.items() for one in held if one.code == code]
        found.append(frozenset(f"{kind.category}_{kind.subtype}" for kind in kinds))
    return found


def told(stories: Sequence[Written], errors: Sequence[frozenset[str]], by: str) -> list[str]:
    """Return the measures in lines: CED by model, and GRR where models can be compared."""
    ranks = grr(stories, errors)
    lines = []
    for model in dict.fromkeys(story.model for story in stories):
        mine = [(story, found) for story, found in zip(stories, errors, strict=True) if story.model == model]
        density = ced([story for story, _ in mine], [found for _, found in mine])
        rank = f", GRR {ranks[model]:.2f}" if model in ranks else ""
        lines.append(f"ConStory-Bench, {model}, by {by}: CED {density:.3f}{rank}, {len(mine)} stories")
    return lines
