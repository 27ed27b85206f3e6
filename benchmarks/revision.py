"""What a change of one line costs against the making of its episode: `python benchmarks/revision.py [--width 540]`.

Both run through the command line, one after the other; the ratio is of CPU seconds of all their processes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.chronicle import Chronicle

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
MOST = 0.25
"""Of what its episode cost, a line may cost at most."""


def cliffhanger(*words: str, width: int) -> tuple[Any, float, float]:
    """Run the command line; return its answer, CPU seconds of all its processes, and seconds on the clock."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "CLIFFHANGER_WIDTH": str(width)}
    command = [sys.executable, "-m", "cliffhanger", *words, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), cpu, time.perf_counter() - began


def main() -> None:
    """Make an episode, change a line, undo it; print and assert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=540)
    width = parser.parse_args().width
    with tempfile.TemporaryDirectory() as folder:
        home = ("--home", folder)
        made, made_cpu, made_clock = cliffhanger("make", PREMISE, "--quality", "draft", *home, width=width)
        series = made["series"]
        with Archive(Path(folder) / series / "series.db") as archive:
            line = Chronicle(archive).script("s01e01").lines()[5].text
        note = f"“{line}” should be “You knew it before I said a word.”"
        done, done_cpu, done_clock = cliffhanger("revise", series, note, "--yes", *home, width=width)
        _, undone_cpu, undone_clock = cliffhanger("undo", series, *home, width=width)
    ratio = done_cpu / made_cpu
    print(f"an episode of {made['episodes'][0]['seconds']:.0f} s at {width} px. {done['proposal']['understood']}")
    print(f"remade: {[(change['kind'], change['id']) for change in done['remade']]}, kept: {done['kept']}")
    print("| | CPU s | clock s |\n|---|---|---|")
    for what, cpu, clock in (
        ("making the episode", made_cpu, made_clock),
        ("proposing a change of one line and accepting it", done_cpu, done_clock),
        ("undoing it", undone_cpu, undone_clock),
    ):
        print(f"| {what} | {cpu:.1f} | {clock:.1f} |")
    print(f"| the change against the making (target {MOST} at most) | {ratio:.3f} | {done_clock / made_clock:.3f} |")
    assert done["kind"] == "done", done
    assert ratio < MOST, f"a line cost {ratio:.0%} of its episode"


if __name__ == "__main__":
    main()
