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
AS_LONG = "Somebody wants me gone. So first I will stay right here."
SHORTER = "You knew it before I said a word."
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
    """Make an episode, change a line twice, undo it; print and assert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=540)
    width = parser.parse_args().width
    rows: list[tuple[str, float, float, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        home = ("--home", folder)
        made, made_cpu, made_clock = cliffhanger("make", PREMISE, "--quality", "draft", *home, width=width)
        series = made["series"]
        for what, words in (("as long", AS_LONG), ("much shorter", SHORTER)):
            with Archive(Path(folder) / series / "series.db") as archive:
                line = Chronicle(archive).script("s01e01").lines()[5].text
            note = f"“{line}” should be “{words}”"
            done, cpu, clock = cliffhanger("revise", series, note, "--yes", *home, width=width)
            assert done["kind"] == "done", done
            rows.append((f"a change of one line to one {what}", cpu, clock, done))
        _, cpu, clock = cliffhanger("undo", series, *home, width=width)
        rows.append(("undoing it", cpu, clock, None))
    print(f"an episode of {made['episodes'][0]['seconds']:.0f} s at {width} px")
    print("| | CPU s | clock s | of making, CPU | remade |\n|---|---|---|---|---|")
    print(f"| making the episode | {made_cpu:.1f} | {made_clock:.1f} | 1 | |")
    for what, cpu, clock, done in rows:
        remade = ", ".join(change["kind"] for change in done["remade"]) if done else ""
        print(f"| {what} | {cpu:.1f} | {clock:.1f} | {cpu / made_cpu:.3f} | {remade} |")
    assert rows[0][1] / made_cpu < MOST, f"a line cost {rows[0][1] / made_cpu:.0%} of its episode"


if __name__ == "__main__":
    main()
