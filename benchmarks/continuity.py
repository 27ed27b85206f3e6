"""How well contradictions are found: clean seasons, the same with one planted contradiction at a time, and the scores.

Seasons are invented by the benchmark's own generator and written by the house writer, from seeds that nobody developed
on. A planting is found if a finding of its kind points at its scene; any other finding is a false alarm.

    python benchmarks/continuity.py                          # held-out seeds, some minutes on two cores
    python benchmarks/continuity.py --seeds 0-9 --house 2    # development seeds
    python benchmarks/continuity.py --json out.json --write  # every planting as JSON; the section of RESULTS.md
    python benchmarks/continuity.py --checker mine:check     # another: (bible, outline, told, script) -> findings
    python benchmarks/continuity.py --flawed F --constory F  # files of FlawedFictions, ConStory-Bench
"""

import argparse
import asyncio
import importlib
import json
import multiprocessing
import os
import platform
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from cliffhanger.agents.crew import Judge
from cliffhanger.benchmarks.planting import constory, flawed
from cliffhanger.benchmarks.planting.house import house
from cliffhanger.benchmarks.planting.invention import invent, invent_sequel
from cliffhanger.benchmarks.planting.prose import NO_MODEL
from cliffhanger.benchmarks.planting.score import Check, Verdict, examine
from cliffhanger.benchmarks.planting.table import Table
from cliffhanger.benchmarks.planting.wording import STANDING, set_of
from cliffhanger.errors import CliffhangerError

DEVELOPMENT = range(0, 20_000)
"""Seeds to develop on, sets 0 and 1 of names and words: none of them is in a reported run. Set 2 is spent."""
HELD_OUT = range(30_000, 30_100)
"""Seeds of the reported run: set 3, which nobody has read who works on a checker."""
HOUSE_SEASONS = 6
PLANTINGS = 60
"""Plantings a season."""
TIMED_LENGTH = 100
OURS = "cliffhanger.agents.supervision:contradictions"
RESULTS = Path(__file__).with_name("RESULTS.md")
MOST_LINES = 45
"""Lines of the section in RESULTS.md, its heading included."""


def invented_season(seed: int, plantings: int, checker: str) -> Verdict:
    """Every tenth season has a hundred episodes, so that the hundredth can be timed; every fifth is a second season."""
    if seed % 5 == 3:
        return examine(invent_sequel(seed), plantings, named(checker))
    return examine(invent(seed, TIMED_LENGTH if seed % 10 == 0 else 0), plantings, named(checker))


def house_season(seed: int, plantings: int, checker: str, cache: str) -> Verdict:
    return examine(house(seed, cache=Path(cache)), plantings, named(checker))


def named(checker: str) -> Check:
    """Return the function of a name like ``package.module:function``."""
    module, _, name = checker.partition(":")
    check: Check = getattr(importlib.import_module(module), name)
    return check


def verdicts(seeds: range, houses: int, plantings: int, checker: str, workers: int) -> list[Verdict]:
    """Examine all seasons, in order of source and seed whatever the workers do."""
    with (
        tempfile.TemporaryDirectory() as cache,
        ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool,
    ):
        first = seeds.start
        housed = [pool.submit(house_season, seed, plantings, checker, cache) for seed in range(first, first + houses)]
        invented = [pool.submit(invented_season, seed, plantings, checker) for seed in seeds]
        return [job.result() for job in (*invented, *housed)]


def prose(stories: Path | None, fictions: Path | None, most: int | None, judge: Judge | None = None) -> int:
    """Print the measures of prose benchmarks: what a file says itself, and what our judge says if a model is set."""
    try:
        judge = judge or configured()
        if stories is not None:
            read = constory.read(stories)[:most]
            if all(story.errors is not None for story in read):
                print(*constory.told(read, [story.errors or frozenset() for story in read], "the file"), sep="\n")
            if judge is not None:
                print(*constory.told(read, asyncio.run(constory.errors_by(judge, read)), "our judge"), sep="\n")
        if fictions is not None:
            told = flawed.read(fictions)[:most]
            if judge is not None:
                print(asyncio.run(flawed.measure(judge, told)).told())
    except CliffhangerError as error:
        print(error, file=sys.stderr)
        return 2
    if judge is None:
        print(NO_MODEL)
    return 0


def configured() -> Judge | None:
    """Return the judge of the model that the settings name, or None."""
    from cliffhanger.agents.model.endpoint import Endpoint
    from cliffhanger.agents.model.judge import ModelJudge
    from cliffhanger.studio.settings import load
    from cliffhanger.studio.wiring import endpoint_settings

    settings = load()
    if not settings.speaks_to_a_model:
        return None
    return ModelJudge(Endpoint(endpoint_settings(settings)), lambda text, episode: print(text, file=sys.stderr))


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


def section(table: Table, seeds: range, checker: str) -> str:
    """Return the section of a run: when, where, on which sets; the table; what was missed, as far as there is room."""
    used = sorted({set_of(seed) for seed in (seeds.start, seeds.stop - 1)})
    sets = ", ".join(f"set {one} ({STANDING[one]})" for one in used)
    head = f"{date.today().isoformat()}, {machine()}; `continuity.py`, checker `{checker}`, {sets}."
    lines = [head, "", *table.as_markdown().splitlines(), "", f"{table.by_variant()} Missed and wrongly accused:", ""]
    left = MOST_LINES - 2 - len(lines)  # the heading and the empty line after it
    missed = table.misses(left - 1) or ["nothing"]
    return "\n".join([*lines, *(f"- {' '.join(miss.split())}" for miss in missed)])


def machine() -> str:
    return f"{os.cpu_count()} cores {platform.machine()}, shared, Python {platform.python_version()}"


def processor_seconds() -> float:
    """Return what this process and its ended workers have spent."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=seeds_of, default=HELD_OUT, help="invented seasons, as 0-9 (default: held out)")
    parser.add_argument("--house", type=int, default=HOUSE_SEASONS, help="seasons of the house writer")
    parser.add_argument("--plantings", type=int, default=PLANTINGS, help="plantings a season; 0: one of each cell")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--checker", default=OURS, help="the checker under test, as package.module:function")
    parser.add_argument("--constory", type=Path, help="a file of ConStory-Bench: stories.parquet, evaluations/*.csv")
    parser.add_argument("--flawed", type=Path, help="a file of FlawedFictions: .jsonl, .json, .csv or .parquet")
    parser.add_argument("--stories", type=int, help="read only so many stories of these files")
    parser.add_argument("--json", type=Path, help="write every planting and its outcome there")
    parser.add_argument("--write", action="store_true", help="put the whole section into RESULTS.md")
    parser.add_argument("--misses", type=int, default=20, help="how many misses and false alarms to print")
    told = parser.parse_args(arguments)
    if told.constory or told.flawed:
        return prose(told.constory, told.flawed, told.stories)
    start = processor_seconds()
    seen = verdicts(told.seeds, told.house, told.plantings, told.checker, told.workers)
    table = Table(seen, f"{told.seeds.start} to {told.seeds.stop - 1}", processor_seconds() - start)
    print(table.as_text())
    print("\n".join(table.misses(told.misses)))
    if told.json:
        told.json.write_text(json.dumps(table.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if told.write:
        write(section(table, told.seeds, told.checker))
    return 0 if table.reached() else 1


if __name__ == "__main__":
    sys.exit(main())
