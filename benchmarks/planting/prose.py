"""Prose under the judge: a story in parts, each held against what was told before it."""

import csv
import html
import importlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cliffhanger.agents.crew import Judge, Told
from cliffhanger.errors import UserError
from cliffhanger.memory.bible import Bible, Location, Premise
from cliffhanger.memory.canon import Fact, Finding, Place
from cliffhanger.memory.numbering import episode_id
from cliffhanger.memory.script import Beat, Scene, Script
from cliffhanger.memory.state import State

PART = 220
"""Words of a part: a contradiction within one part is not seen, so parts are short."""
NO_MODEL = (
    "These stories are prose, which only a model can judge: set OPENAI_API_KEY, or OPENAI_BASE_URL and "
    "CLIFFHANGER_MODEL, to get our own figures."
)


@dataclass(frozen=True)
class Held:
    """A contradiction that the judge found: both sentences, and its kind."""

    code: str
    earlier: str
    later: str


def rows(path: Path) -> list[dict[str, object]]:
    """Read a table of stories: .csv, .jsonl, .json (a list, or {"rows": [...]}) or .parquet; raise UserError."""
    try:
        if path.suffix == ".parquet":
            return _parquet(path)
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".csv":
            csv.field_size_limit(2**31 - 1)
            return [dict(row) for row in csv.DictReader(text.splitlines(keepends=True))]
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        read = json.loads(text)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}. Name a file that is there.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise UserError(f"{path} cannot be read as {path.suffix or 'JSON'}: {error}.") from error
    listed = read.get("rows", read) if isinstance(read, dict) else read
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise UserError(f"{path} holds no list of stories.")
    return [row["row"] if isinstance(row.get("row"), dict) else row for row in listed]


def _parquet(path: Path) -> list[dict[str, object]]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")  # no dependency of ours: its owner has it, or is told
    except ImportError as error:
        raise UserError(f"{path.name} wants `pip install pyarrow`; or save it as .jsonl or .csv.") from error
    table: list[dict[str, object]] = parquet.read_table(path).to_pylist()
    return table


def paragraphs(story: str) -> list[str]:
    """Return the paragraphs of a story, without mark-up."""
    marked = re.sub(r"(?i)</p>|<br\s*/?>", "\n\n", story)
    plain = html.unescape(re.sub(r"<[^>]{1,80}>", "", marked))
    return [text for text in (" ".join(block.split()) for block in re.split(r"\n\s*\n|\r?\n", plain)) if text]


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, each with its end and the quotation mark after it."""
    found = re.findall(r".+?(?:[.!?…]+[\"”'’)]*(?=\s|$)|[。！？]+[”」』]*|$)", text)
    return [one.strip() for one in found if one.strip()]


def size(text: str) -> int:
    """Return the words of a text; where words are not parted by spaces, about as many."""
    return max(len(text.split()), len(text) // 8)


def parts(story: str, words: int = PART) -> Iterator[list[str]]:
    """Return a story's sentences in parts of about so many words."""
    part: list[str] = []
    for sentence in (one for text in paragraphs(story) for one in sentences(text)):
        part.append(sentence)
        if sum(map(size, part)) >= words:
            yield part
            part = []
    if part:
        yield part


def script_of(number: int, part: Sequence[str]) -> Script:
    """Return a part as a script of one scene: a beat a sentence, nobody cast, no events."""
    id = episode_id(1, number)
    beats = tuple(Beat(id=f"{id}.1.b{n:02d}", action=sentence) for n, sentence in enumerate(part, 1))
    scene = Scene(id=f"{id}.1", location="story", hour="day", present=(), beats=beats)
    return Script(episode=id, title=id, hook="", cliffhanger="", cliff="reveal", scenes=(scene,))


def told_before(number: int, part: Sequence[str], before: Sequence[tuple[int, str]]) -> Told:
    """Return what stands before a part as facts, the sentences that share rare words with it first."""
    here = _words(" ".join(part))
    counts: dict[str, int] = {}
    for _, sentence in before:
        for word in _words(sentence):
            counts[word] = counts.get(word, 0) + 1

    def nearness(at: int) -> float:
        return sum(1 / counts[word] for word in _words(before[at][1]) & here)

    nearest = sorted(range(len(before)), key=lambda at: (-nearness(at), at))
    return Told(state=State(), facts=tuple(_fact(at, *before[at]) for at in nearest))


def _fact(at: int, number: int, sentence: str) -> Fact:
    id = episode_id(1, number)
    return Fact(id=f"{id}.t{at:04d}", text=sentence, since=id, evidence=Place(episode=id, quote=sentence))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def empty_bible() -> Bible:
    """Return a Bible that declares nothing: prose comes without one."""
    return Bible(
        title="A story", premise=Premise(text="A story"), logline="", genre="", engine="", tone="", style="noir",
        question="", characters=(), props=(),
        locations=(Location(id="story", name="the story", set="street", words="as it is told"),),
    )  # fmt: skip


async def judged(judge: Judge, story: str) -> list[Held]:
    """Return the contradictions that a judge finds in a story, part after part."""
    found: list[Held] = []
    before: list[tuple[int, str]] = []
    for number, part in enumerate(parts(story), 1):
        if before:
            told = told_before(number, part, before)
            held = await judge.judge(empty_bible(), told, script_of(number, part))
            found += [_held(finding) for finding in held]
        before += [(number, sentence) for sentence in part]
    return found


def _held(finding: Finding) -> Held:
    return Held(
        finding.code, finding.canon.quote if finding.canon else "", finding.script.quote if finding.script else ""
    )
