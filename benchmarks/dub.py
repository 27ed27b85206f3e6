"""What a dub costs against the making of its episode: `python benchmarks/dub.py [--width 540] [--to es,zh]`.

Everything runs through the command line, one after the other; CPU seconds are of all processes of a command. With the
extra ``[listen]`` every line is heard back from the dialogue stem, afterwards, so that it costs no dub anything.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cliffhanger.memory.takes import StoredTake, TakeStore
from cliffhanger.tools.listening.similarity import alike, normalised
from cliffhanger.tools.listening.transcript import unspaced
from cliffhanger.tools.listening.whisper import RATE, Whisper, installed, sound

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
CORES = 2
"""On which a dub has to keep up with its picture."""
MOST = 0.40
"""Of what its episode cost, a dub may cost at most."""
LIVE = 1.0
"""Seconds of work per second of video, at most."""
AROUND = 0.12
"""Seconds of the stem that are listened to before and after a line."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    cpu: float
    wall: float


def cliffhanger(*words: str, home: Path, width: int) -> tuple[Any, Cost]:
    """Run the command line; return its answer and what it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "CLIFFHANGER_WIDTH": str(width), "CLIFFHANGER_QUALITY": "draft"}
    command = [sys.executable, "-m", "cliffhanger", *words, "--home", str(home), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), Cost(cpu, time.perf_counter() - began)


def errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words have to be put in, left out or changed."""
    row = list(range(len(heard) + 1))
    for n, word in enumerate(wanted, 1):
        before, row[0] = row[0], n
        for m, other in enumerate(heard, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (word != other))
    return row[-1]


def heard_back(lines: Sequence[dict[str, Any]], stem: Path, language: str) -> str:
    """Return the share of words that are heard otherwise than written, of characters where there are no spaces."""
    wrong = of = 0
    likeness: list[float] = []
    ear, samples = Whisper(), sound(stem)
    for line in lines:
        first, last = line["start"] - AROUND, line["start"] + line["seconds"] + AROUND
        heard = ear.transcribe_sound(samples[max(0, round(first * RATE)) : round(last * RATE)], language)
        text = " ".join(one.text for one in heard.sentences)
        one, other = normalised(line["text"], language), normalised(text, language)
        if any(unspaced(letter) for letter in one):
            one, other = " ".join(one.replace(" ", "")), " ".join(other.replace(" ", ""))
        wrong, of = wrong + errors(one.split(), other.split()), of + len(one.split())
        likeness.append(alike(line["text"], text, language) or 0.0)
    return f"{wrong / of:.1%} of {of}; alike {sum(likeness) / len(likeness):.2f}, least {min(likeness):.2f}"


def by_tool(takes: Sequence[StoredTake]) -> str:
    """Return what was made, and how many seconds a worker was at it."""
    tools = dict.fromkeys(take.tool for take in takes)
    rows = [(tool, [take.took for take in takes if take.tool == tool]) for tool in tools]
    return ", ".join(f"{len(took)} {tool} {sum(took):.0f} s" for tool, took in rows)


def row(what: str, episode: dict[str, Any], cost: Cost, making: Cost, drawn: float, seconds: float) -> str:
    """Return a dub as a row of the table."""
    lines = episode["lines"]
    hurried = sum(line["speed"] > 1 for line in lines)
    cells = [
        f"{cost.cpu:.1f}",
        f"{cost.wall:.1f}",
        f"**{cost.cpu / making.cpu:.3f}**",
        f"{cost.cpu / CORES / seconds:.2f}",
        f"{cost.wall / seconds:.2f}",
        f"{episode['first']:.1f}",
        f"{episode['shared']:.0%}",
        f"{episode['unchanged']:.0%}",
        f"{episode['frames_remade']:.0%}",
        f"{drawn:.1%}",
        f"{hurried} of {len(lines)}, {max(line['speed'] for line in lines):.2f}",
    ]
    return f"| {what} | {' | '.join(cells)} |"


HEAD = (
    f"| | CPU s | clock s | of making, CPU (target {MOST}) | CPU s on two cores a second of video (target {LIVE}) "
    "| clock s a second | first part after, s | takes shared | pictures as they were | frames redrawn "
    "| pixels redrawn | lines sped, most |"
)


def main() -> None:
    """Make an episode, dub it into each language, then into all at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=540)
    parser.add_argument("--to", default="es,zh")
    parser.add_argument("--home", type=Path, help="where it stays, to be looked at; by default nothing stays")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(asked.home or Path(folder), asked.width, asked.to.split(","))


def measure(home: Path, width: int, languages: Sequence[str]) -> None:
    """Do it all in a folder; print each figure as soon as it is known."""
    one, all = home / "one", home / "all"
    made, making = cliffhanger("make", PREMISE, home=one, width=width)
    series, seconds = made["series"], made["episodes"][0]["seconds"]
    shutil.copytree(one, all)
    tell(f"an episode of {seconds:.0f} s at {width} px: CPU {making.cpu:.1f} s, {making.wall:.1f} s on the clock\n")
    tell(HEAD + "\n" + "|---" * 12 + "|")
    store, notes = TakeStore(one / series / "takes"), []
    for language in languages:
        before = set(store.keys())
        told, cost = cliffhanger("dub", series, "--to", language, "--no-listen", home=one, width=width)
        (episode,) = told["episodes"]
        takes = [take for key in set(store.keys()) - before if (take := store.get(key))]
        drawn = [take for take in takes if take.tool == "redrawn"]
        pixels = sum(float(str(take.facts["pixels"])) * take.seconds for take in drawn) / seconds
        tell(row(language, episode, cost, making, pixels, seconds))
        stem = next(take.stems_folder for take in takes if take.tool == "assembler") / "dialogue.wav"
        notes.append((language, by_tool(takes), episode["lines"], stem))
    _, again = cliffhanger("dub", series, "--to", languages[0], "--no-listen", home=one, width=width)
    tell(f"\nonce more, with nothing to make: CPU {again.cpu:.1f} s, {again.wall:.1f} s on the clock")
    for language, tools, lines, stem in notes:
        words = f"; words wrong: {heard_back(lines, stem, language)}" if installed() else ""
        tell(f"{language}: {tools}{words}")
    _, cost = cliffhanger("dub", series, "--to", ",".join(languages), "--no-listen", home=all, width=width)
    each = Cost(cost.cpu / len(languages), cost.wall / len(languages))
    share = each.cpu / making.cpu
    tell(f"all in one command, each: CPU {each.cpu:.1f} s ({share:.3f} of making), {each.wall:.1f} s on the clock")


def tell(text: str) -> None:
    """Print at once: a run is long, and somebody may be waiting."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
