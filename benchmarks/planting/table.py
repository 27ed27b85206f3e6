"""The scores of a run: by kind, by distance, on clean seasons, in milliseconds."""

import statistics
from collections.abc import Callable, Iterable, Sequence

from cliffhanger.benchmarks.planting.graft import DISTANCES
from cliffhanger.benchmarks.planting.score import Outcome, Verdict

RECALL, PRECISION, ACCUSED = 0.99, 0.99, 0.01
"""The targets: recall and precision where data decides, and the share of clean seasons accused."""
EPISODES = (5, 100)
"""The episodes whose check is timed."""


class Table:
    """Counts what was found, in the order in which kinds first come."""

    def __init__(self, verdicts: Sequence[Verdict], seeds: str, seconds: float) -> None:
        """Take what became of every season; `seconds` are of processor time."""
        self.verdicts, self.seeds, self.seconds = tuple(verdicts), seeds, seconds
        planted = [outcome for verdict in verdicts for outcome in verdict.outcomes]
        self.outcomes = tuple(outcome for outcome in planted if not outcome.in_words)
        self.in_words = tuple(outcome for outcome in planted if outcome.in_words)
        self.rows: dict[str, list[Outcome]] = {}
        for outcome in sorted(self.outcomes, key=lambda outcome: outcome.kind):
            self.rows.setdefault("unknown" if outcome.kind.startswith("unknown_") else outcome.kind, []).append(outcome)
        self.rows["all that data decides"] = list(self.outcomes)
        for kind in sorted({outcome.kind for outcome in self.in_words}):
            self.rows[f"{kind}, in words"] = [outcome for outcome in self.in_words if outcome.kind == kind]
        self.rows["all that stands in words alone"] = list(self.in_words)
        self.rows["both together"] = [*self.outcomes, *self.in_words]

    def recall(self, outcomes: Iterable[Outcome] | None = None) -> float:
        """Return the share of plantings that were found; 1 if there are none."""
        return _share(self.outcomes if outcomes is None else outcomes, lambda outcome: outcome.found)

    def evidenced(self, outcomes: Iterable[Outcome] | None = None) -> float:
        """Return the share that was found with canon of the right episode."""
        return _share(self.outcomes if outcomes is None else outcomes, lambda outcome: outcome.evidenced)

    def precision(self, outcomes: Sequence[Outcome] | None = None) -> float:
        """Return findings of what was planted over all findings, on planted seasons; a duplicate is no false alarm."""
        outcomes = (*self.outcomes, *self.in_words) if outcomes is None else outcomes
        right, wrong = sum(o.found for o in outcomes), sum(len(o.others) for o in outcomes)
        return right / (right + wrong) if right + wrong else 1.0

    def accused(self, source: str = "") -> tuple[int, int]:
        """Return how many clean seasons have any finding, and how many there are."""
        seasons = [verdict for verdict in self.verdicts if source in ("", verdict.source)]
        return sum(bool(verdict.accused) for verdict in seasons), len(seasons)

    def milliseconds(self, episode: int) -> float:
        """Return the median of what the check of that episode took; 0 if no season is so long."""
        spent = [verdict.milliseconds[episode] for verdict in self.verdicts if episode in verdict.milliseconds]
        return statistics.median(spent) if spent else 0.0

    def reached(self) -> bool:
        """Tell whether the targets are reached: where data decides, and on clean seasons."""
        wrong, seasons = self.accused()
        precise = self.precision(self.outcomes) >= PRECISION
        return self.recall() >= RECALL and precise and wrong <= ACCUSED * seasons

    def by_variant(self) -> str:
        """Return in a sentence what was found of each variant that stands in words alone, the worst first."""
        told = sorted(
            (self.recall(mine), f"{variant} {sum(o.found for o in mine)} of {len(mine)}")
            for variant in {outcome.variant for outcome in self.in_words}
            for mine in [[outcome for outcome in self.in_words if outcome.variant == variant]]
        )
        return f"Found in words alone: {', '.join(words for _, words in told) or 'none planted'}."

    def misses(self, most: int) -> list[str]:
        """Return what was missed, wrongly accused or found without its evidence, a line each, with its seed."""
        lines = [
            f"false alarm on a clean season: {verdict.source} {verdict.seed}, {words}"
            for verdict in self.verdicts
            for words in verdict.accused
        ]
        for outcome in (*self.outcomes, *self.in_words):
            at = f"{outcome.source} {outcome.seed}, {outcome.scene or outcome.episode}, distance {outcome.distance}"
            where = f"{outcome.kind}, {outcome.variant}: {at}"
            lines += [f"missed {where}"] if not outcome.found else []
            if outcome.found and not outcome.evidenced:
                lines += [f"other canon for {where}: {outcome.canon or 'none'}"]
            lines += [f"false alarm beside {where}: {other}" for other in outcome.others]
        more = len(lines) - most
        return lines[:most] + ([f"and {more} more (--misses, --json)"] if more > 0 else [])

    def as_json(self) -> dict[str, object]:
        return {
            "seeds": self.seeds,
            "plantings": len(self.outcomes),
            "recall": self.recall(),
            "recall_in_words": self.recall(self.in_words),
            "recall_of_both": self.recall([*self.outcomes, *self.in_words]),
            "evidenced": self.evidenced(),
            "precision": self.precision(),
            "clean": {source: self.accused(source) for source in ("invented", "sequel", "house")},
            "milliseconds": {episode: self.milliseconds(episode) for episode in EPISODES},
            "seconds": self.seconds,
            "accused": [
                {"source": v.source, "seed": v.seed, "findings": v.accused} for v in self.verdicts if v.accused
            ],
            "outcomes": [outcome.as_json() for outcome in (*self.outcomes, *self.in_words)],
        }

    def as_text(self) -> str:
        rows = self._by_kind()
        width = max(len(row[0]) for row in rows)
        lines = [f"{row[0]:{width}}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows]
        return "\n".join([*lines, "", *(f"{name}: {value}" for name, value in self._whole())])

    def as_markdown(self) -> str:
        rows = self._by_kind()
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|---" * len(rows[0]) + "|")
        whole = [f"| {name} | {value} |" for name, value in self._whole()]
        return "\n".join(["| figure | value |", "|---|---|", *whole, "", *lines])

    def _whole(self) -> list[tuple[str, str]]:
        wrong, seasons = self.accused()
        apart = ", ".join(f"{source} {self._of(source)}" for source in ("invented", "sequel", "house"))
        times = ", ".join(f"{self.milliseconds(episode):.1f}" for episode in EPISODES)
        return [
            ("plantings, seeds", f"{len(self.outcomes)} in data, {len(self.in_words)} in words; {self.seeds}"),
            (f"recall, where data decides (target {RECALL})", self._recall(self.outcomes)),
            ("recall, in words alone (no target)", self._recall(self.in_words)),
            ("recall, both together", self._recall([*self.outcomes, *self.in_words])),
            (f"precision, where data decides (target {PRECISION})", f"{self.precision(self.outcomes):.4f}"),
            ("precision, in words alone, and both together", self._precisions()),
            (f"clean seasons accused (target {ACCUSED:.0%})", f"{wrong} of {seasons}: {apart}"),
            (f"processor milliseconds a check at episode {' and '.join(map(str, EPISODES))}, median", times),
            ("processor seconds the run took", f"{self.seconds:.0f}"),
        ]

    def _recall(self, outcomes: Sequence[Outcome]) -> str:
        found, right = sum(o.found for o in outcomes), self.evidenced(outcomes)
        return f"{self.recall(outcomes):.4f}: {found} of {len(outcomes)}; with the right evidence {right:.4f}"

    def _precisions(self) -> str:
        return f"{self.precision(self.in_words):.4f}, {self.precision():.4f}"

    def _of(self, source: str) -> str:
        wrong, seasons = self.accused(source)
        return f"{wrong} of {seasons}"

    def _by_kind(self) -> list[list[str]]:
        head = ["recall by kind and distance", "n", "recall", "evidence", "precision", "twice"]
        rows = [[*head, "same", *map(str, DISTANCES), "bible"]]
        for name, of_kind in self.rows.items():
            cells = [
                str(len(of_kind)), f"{self.recall(of_kind):.3f}", f"{self.evidenced(of_kind):.3f}",
                f"{self.precision(of_kind):.3f}", str(sum(outcome.duplicates for outcome in of_kind)),
            ]  # fmt: skip
            for distance in (0, *DISTANCES, None):
                apart = [outcome for outcome in of_kind if outcome.distance == distance]
                cells.append(f"{self.recall(apart):.2f}" if apart else "-")
            rows.append([name, *cells])
        return rows


def _share(outcomes: Iterable[Outcome], good: Callable[[Outcome], bool]) -> float:
    told = [good(outcome) for outcome in outcomes]
    return sum(told) / len(told) if told else 1.0
