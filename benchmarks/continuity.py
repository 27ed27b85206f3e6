"""How well contradictions are found: clean seasons, the same with one planted contradiction at a time, and the scores.

Seasons are invented by the benchmark's own generator and written by the house writer, from seeds that nobody developed
on. A planting is found if a finding of its kind points at its scene; any other finding is a false alarm.

    python benchmarks/continuity.py                          # held-out seeds, under three minutes on two idle cores
    python benchmarks/continuity.py --seeds 0-9 --house 2    # development seeds
    python benchmarks/continuity.py --json out.json --write  # every planting as JSON; the table into RESULTS.md
"""

import argparse
import json
import multiprocessing
import os
import platform
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from cliffhanger.benchmarks.planting.house import house
from cliffhanger.benchmarks.planting.invention import invent
from cliffhanger.benchmarks.planting.score import Verdict, examine
from cliffhanger.benchmarks.planting.table import Table

DEVELOPMENT = range(0, 1000)
"""Seeds to develop on: none of them is in a reported run."""
HELD_OUT = range(10_000, 10_100)
"""Seeds of the reported run."""
HOUSE_SEASONS = 6
PLANTINGS = 60
"""Plantings a season."""
TIMED_LENGTH = 100
RESULTS = Path(__file__).with_name("RESULTS.md")


def invented_season(seed: int, plantings: int) -> Verdict:
    """Every tenth season has a hundred episodes, so that the hundredth can be timed."""
    return examine(invent(seed, TIMED_LENGTH if seed % 10 == 0 else 0), plantings)


def house_season(seed: int, plantings: int, cache: str) -> Verdict:
    return examine(house(seed, cache=Path(cache)), plantings)


def verdicts(seeds: range, houses: int, plantings: int, workers: int) -> list[Verdict]:
    """Examine all seasons, in order of source and seed whatever the workers do."""
    with (
        tempfile.TemporaryDirectory() as cache,
        ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool,
    ):
        first = seeds.start
        housed = [pool.submit(house_season, seed, plantings, cache) for seed in range(first, first + houses)]
        invented = [pool.submit(invented_season, seed, plantings) for seed in seeds]
        return [job.result() for job in (*invented, *housed)]


def seeds_of(text: str) -> range:
    """Read ``5`` or ``10000-10099``."""
    first, _, last = text.partition("-")
    try:
        return range(int(first), int(last or first) + 1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no range of seeds; say 5 or 10000-10099") from None


def write(section: str, path: Path = RESULTS) -> None:
    """Put the section "Continuity" into the page of results, in the place of an older one."""
    page = path.read_text(encoding="utf-8")
    head, _, rest = page.partition("\n## Continuity\n")
    after = rest.partition("\n## ")[2]
    path.write_text(
        f"{head.rstrip()}\n\n## Continuity\n\n{section.strip()}\n" + (f"\n## {after}" if after else ""),
        encoding="utf-8",
    )


def machine() -> str:
    return f"{os.cpu_count()} cores {platform.machine()}, shared, Python {platform.python_version()}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=seeds_of, default=HELD_OUT, help="invented seasons, as 0-9 (default: held out)")
    parser.add_argument("--house", type=int, default=HOUSE_SEASONS, help="seasons of the house writer")
    parser.add_argument("--plantings", type=int, default=PLANTINGS, help="plantings a season; 0: one of each cell")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write every planting and its outcome there")
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    parser.add_argument("--misses", type=int, default=20, help="how many misses and false alarms to print")
    told = parser.parse_args(arguments)
    start = time.perf_counter()
    seen = verdicts(told.seeds, told.house, told.plantings, told.workers)
    table = Table(seen, f"{told.seeds.start} to {told.seeds.stop - 1}", time.perf_counter() - start)
    print(table.as_text())
    print("\n".join(table.misses(told.misses)))
    if told.json:
        told.json.write_text(json.dumps(table.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if told.write:
        write(f"{date.today().isoformat()}, {machine()}; `continuity.py`.\n\n{table.as_markdown()}")
    return 0 if table.reached() else 1


if __name__ == "__main__":
    sys.exit(main())
