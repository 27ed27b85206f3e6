"""Notes, measured: how many are read right by the grammar, by a model, and by both, and what each costs.

The notes are for the three first episodes that the house writes from one premise: those of the reader's tests, in
plain words, and those of ``notes.yaml``, which hint. A note is right if its edits have what the note asks for, of the
right place; asking back or refusing where something was meant counts as not right, but not as wrong.

    python -m cliffhanger.benchmarks.notes                    # the grammar, and the embedded model if it is installed
    python -m cliffhanger.benchmarks.notes --sets held_out    # only some of: plain, tuned, held_out
    python -m cliffhanger.benchmarks.notes --write            # also into RESULTS.md
"""

import argparse
import asyncio
import platform
import runpy
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field

from cliffhanger.agents.conversation import desk_for
from cliffhanger.agents.crew import Desk, Studio, Told
from cliffhanger.agents.model.endpoint import Endpoint
from cliffhanger.agents.model.hearing import heard_in
from cliffhanger.agents.model.local import LocalModel, installed
from cliffhanger.agents.model.notes import take_note
from cliffhanger.agents.notes.reader import read_note
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.ledger import ModelCall
from cliffhanger.memory.note import Note, Reading
from cliffhanger.memory.script import Season
from cliffhanger.studio.settings import load
from cliffhanger.studio.wiring import endpoint_settings, open_studio
from cliffhanger.tools.voice.cache import cache_folder

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
SEED = 0
EPISODES = 3
HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
PLAIN = HERE.parent / "tests" / "agents" / "notes" / "held_out.py"
ABOUT = """{day}, 2 cores {machine}, shared; `notes.py`, the nurse's series, three episodes. `plain`: the notes of the
reader's tests; `tuned`: notes that hint, seen while the small model's examples were written; `held out`: others like
them, written before its first answer. Wrong: other edits than meant; offered: what was meant is among the answers of a
question; neither: refused, or asked otherwise. Seconds on the clock."""

Verdict = Literal["right", "wrong", "offered", "neither"]
Reader = Callable[[Note, Desk], Awaitable[tuple[Reading, float]]]
"""Reads a note; returns how, and in how many seconds."""


class Case(BaseModel):
    """A note, and what it should come to."""

    model_config = ConfigDict(extra="forbid")

    note: str
    focus: str = "s01e01"
    any: list[dict[str, Any]] = []
    command: str = ""
    none: bool = False


class Score(BaseModel):
    """How one reader did on one set."""

    reader: str
    notes: str
    verdicts: list[Verdict] = Field(default_factory=list)
    seconds: list[float] = Field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        return self.verdicts.count(verdict)


def verdict(case: Case, reading: Reading, offers: Sequence[Reading] = ()) -> Verdict:
    """Return whether a note was read right; ``offers`` are the readings of the answers that were offered."""
    if not case.none and any(verdict(case, offer) == "right" for offer in offers):
        return "offered"
    if case.none:
        return "wrong" if reading.edits or reading.command else "right"
    if case.command and reading.command == case.command:
        return "right"
    if reading.edits or reading.command:
        found = [edit.model_dump(mode="json") for edit in reading.edits]
        return "right" if any(_has(edit, wanted) for edit in found for wanted in case.any) else "wrong"
    return "neither"


def _has(edit: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(_is(edit.get(name), value) for name, value in wanted.items())


def _is(given: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        return bool(given == list(wanted))
    if isinstance(wanted, list):
        return given in wanted
    if isinstance(wanted, Mapping):
        return isinstance(given, Mapping) and _has(given, wanted)
    return bool(given == wanted)


def cases(sets: Sequence[str]) -> dict[str, list[Case]]:
    """Return the notes of each set."""
    hinting = yaml.safe_load((HERE / "notes.yaml").read_text("utf-8"))
    return {name: _plain() if name == "plain" else [Case.model_validate(one) for one in hinting[name]] for name in sets}


def _plain() -> list[Case]:
    return [
        Case(
            note=note,
            focus=focus,
            any=[] if kind in "?!" or kind.startswith("/") else [{"do": kind} | fields],
            command=kind.removeprefix("/") if kind.startswith("/") else "",
            none=kind in "?!",
        )
        for series, focus, note, kind, fields in runpy.run_path(str(PLAIN))["HELD_OUT"]
        if series == "nurse"
    ]


@contextmanager
def series(home: Path) -> Iterator[Studio]:
    """Open a series of three episodes, on paper."""
    settings = load(home=home, models={"notes": "house"}, model="", quality="draft")
    with open_studio(settings, SeriesFolder(home, "series")) as studio:
        asyncio.run(_written(studio))
        yield studio


async def _written(studio: Studio) -> None:
    archive, chronicle = studio.archive, studio.chronicle
    bible = await studio.showrunner.develop(PREMISE, SEED, 60)
    archive.put("bible", "s01", bible, "developed", "showrunner")
    outline = await studio.writer.outline(bible, Season(), chronicle.opening(1), (), SEED)
    archive.put("outline", "s01", outline, "planned", "writer")
    for purpose in outline.episodes[:EPISODES]:
        script = await studio.writer.write(bible, outline, purpose, Told.before(chronicle, purpose.episode), SEED)
        archive.put("script", purpose.episode, script, "written", "writer")
        board = await studio.director.storyboard(bible, script, SEED)
        archive.put("storyboard", purpose.episode, board, "directed", "director")


async def measure(name: str, reader: Reader, notes: str, wanted: Sequence[Case], studio: Studio, loud: bool) -> Score:
    """Read every note of a set."""
    score = Score(reader=name, notes=notes)
    for case in wanted:
        note = Note(text=case.note, focus=case.focus)
        desk = desk_for(studio, note)
        reading, seconds = await reader(note, desk)
        score.seconds.append(seconds)
        offers = [read_note(Note(text=option, focus=case.focus), desk) for option in reading.options]
        score.verdicts.append(verdict(case, reading, offers))
        if loud or score.verdicts[-1] == "wrong":
            said = reading.understood or reading.command or reading.question or reading.refusal
            print(
                f"{name}, {notes}: {score.verdicts[-1]} ({score.seconds[-1]:.1f} s): {case.note} -> {said}", flush=True
            )
    return score


class Listener:
    """The embedded model, asked once about each note, whoever wants to know."""

    def __init__(self, model: LocalModel) -> None:
        self._model = model
        self._heard: dict[Note, tuple[str, float]] = {}

    async def alone(self, note: Note, desk: Desk) -> tuple[Reading, float]:
        """Read as if what the model has heard were what was said."""
        plainly, seconds = await self._plainly(note, desk)
        return _read(plainly, note, desk), seconds

    async def after(self, note: Note, desk: Desk) -> tuple[Reading, float]:
        """Read with the grammar, and ask back with the model's words where it does nothing: as the product does."""
        read, seconds = await by_grammar(note, desk)
        if read.edits or read.command:
            return read, seconds
        plainly, more = await self._plainly(note, desk)
        heard = _read(plainly, note, desk)
        if heard.edits or heard.command:
            read = Reading(question=f"Do you mean this: {plainly}?", options=(plainly, *read.options))
        return read, seconds + more

    async def _plainly(self, note: Note, desk: Desk) -> tuple[str, float]:
        if note not in self._heard:
            start = time.perf_counter()
            self._heard[note] = (await heard_in(self._model, note, desk), time.perf_counter() - start)
        return self._heard[note]


def _read(plainly: str, note: Note, desk: Desk) -> Reading:
    return read_note(Note(text=plainly, focus=note.focus), desk) if plainly else Reading(refusal="Nothing was heard.")


async def by_grammar(note: Note, desk: Desk) -> tuple[Reading, float]:
    """Read with the grammar alone."""
    start = time.perf_counter()
    return read_note(note, desk), time.perf_counter() - start


def readers(
    models: Sequence[str], notes: str, listener: Listener, cache: Path, calls: list[ModelCall]
) -> Iterator[tuple[str, Reader]]:
    """Yield what reads a set: the grammar; the embedded model alone and after it; the model that is configured."""
    yield "grammar", by_grammar
    if "local" in models:
        if notes != "plain":
            yield "embedded model", listener.alone
        yield "grammar, then embedded model", listener.after
    settings = load()
    if settings.speaks_to_a_model:
        endpoint = Endpoint(endpoint_settings(settings), record=calls.append, cache=cache)

        async def configured(note: Note, desk: Desk) -> tuple[Reading, float]:
            start = time.perf_counter()
            return await take_note(endpoint, note, desk), time.perf_counter() - start

        yield f"{endpoint_settings(settings).model}, grammar where it fails", configured


def table(scores: Sequence[Score], calls: Sequence[ModelCall]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| notes | reader | right | wrong | offered | neither | s a note, median | most |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in scores:
        counts = " | ".join(str(one.count(verdict)) for verdict in get_args(Verdict))
        spent = f"{statistics.median(one.seconds):.2f} | {max(one.seconds):.1f}"
        yield f"| {one.notes.replace('_', ' ')}, {len(one.verdicts)} | {one.reader} | {counts} | {spent} |"
    if calls:
        told, said = (
            statistics.median(counts) for counts in zip(*((c.tokens_in, c.tokens_out) for c in calls), strict=True)
        )
        yield ""
        yield f"A question to the model has {told:.0f} tokens (median), its answer {said:.0f}; {len(calls)} were asked."


def write_results(lines: Sequence[str]) -> None:
    """Put the section into RESULTS.md, in the place of the one that is there."""
    about = ABOUT.format(day=f"{datetime.now(UTC):%Y-%m-%d}", machine=platform.machine())
    section = "\n".join(["## Notes", "", about, "", *lines, ""])
    text = RESULTS.read_text("utf-8")
    before, mark, rest = text.partition("\n## Notes\n")
    after = rest[rest.index("\n## ") :] if "\n## " in rest else ""
    RESULTS.write_text(
        f"{before.rstrip()}\n\n{section.rstrip()}\n{after}" if mark else f"{text.rstrip()}\n\n{section}", "utf-8"
    )


async def run(sets: Sequence[str], models: Sequence[str], cache: Path, studio: Studio, loud: bool) -> list[str]:
    """Measure all, and return the table."""
    scores: list[Score] = []
    calls: list[ModelCall] = []
    with closing(LocalModel(cache, calls.append)) as model:
        listener = Listener(model)
        for notes, wanted in cases(sets).items():
            for name, reader in readers(models, notes, listener, cache, calls):
                scores.append(await measure(name, reader, notes, wanted, studio, loud))
    return [*table(scores, calls)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", default=["plain", "tuned", "held_out"])
    parser.add_argument("--models", nargs="*", default=["local"] if installed() else [])
    parser.add_argument("--loud", action="store_true", help="show every note, not only those that are read wrong")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, series(Path(home)) as studio:
        lines = asyncio.run(run(asked.sets, asked.models, cache_folder(), studio, asked.loud))
    print("\n".join(lines))
    if asked.write:
        write_results(lines)


if __name__ == "__main__":
    main()
