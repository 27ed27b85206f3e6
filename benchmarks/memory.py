"""Long memory, measured: what an episode's prompt weighs, what recall costs, how large a series grows, what is found.

The house writer plays whole seasons in a row; ModelWriter builds its real messages for every tenth episode and a model
that only listens hears them. Then needles, facts of a few words dropped into early episodes, are looked for in the
brief of a later episode that is about them in other words.

    python -m cliffhanger.benchmarks.memory                              # 100 episodes, five seasons
    python -m cliffhanger.benchmarks.memory --episodes 60 --seasons 2
    python -m cliffhanger.benchmarks.memory --write                      # also into RESULTS.md
"""

import argparse
import asyncio
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel

from cliffhanger.agents import canon
from cliffhanger.agents.crew import Studio, Told
from cliffhanger.agents.handover import compile_legacy, owed_threads
from cliffhanger.agents.model.briefing import brief_of
from cliffhanger.agents.model.cards import CardShelf
from cliffhanger.agents.model.crew import ModelWriter
from cliffhanger.agents.model.talk import Message, Reply, Role
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.embedding import tokens
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.numbering import episode_id, season_id
from cliffhanger.memory.script import EpisodeOutline, Event, Outline, Script, Season
from cliffhanger.studio.settings import load
from cliffhanger.studio.wiring import open_studio

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
SEED = 1
MEASURED = 10
"""Every tenth episode is measured, and the fifth."""
DISTANCES = (1, 5, 20, 60, 97, 200, 400)
"""Episodes between a needle and the question for it."""
ABOUT = """{day}, 2 cores {machine}, shared; `memory.py --episodes {episodes} --seasons {seasons}`, house writer. Tokens
by XLM-R's tokenizer; the prompts are the real messages of ModelWriter. Gathered (state, scripts, facts), recall (facts
alone) and commit in CPU ms. A needle is a fact of a few words, asked for in other words."""
RESULTS = Path(__file__).with_name("RESULTS.md")

T = TypeVar("T")


@dataclass(frozen=True)
class Needle:
    """A fact, and what an episode is for in which it matters."""

    kind: str
    planted: str
    """The words of the event; found if they stand in the brief."""
    asked: str
    """Logline of the later episode; ``{one}`` and ``{two}`` are the lead and the second of the cast."""


NEEDLES = tuple(Needle(**told) for told in yaml.safe_load(Path(__file__).with_name("needles.yaml").read_text("utf-8")))


class Overheard(Exception):
    """Ends a conversation once what is told has been heard."""


class Listener:
    """A model that hears what it is told and answers nothing."""

    def __init__(self) -> None:
        self.heard: Sequence[Message] = ()

    async def chat(
        self,
        role: Role,
        messages: Sequence[Message],
        schema: type[BaseModel] | None = None,
        episode: str = "",
        room: float = 1.0,
    ) -> Reply:
        self.heard = messages
        raise Overheard


@dataclass
class Measured:
    """One episode."""

    episode: str
    prompt: int
    """Tokens of all messages."""
    cached: int
    """Of these, the part that is the same for all episodes of the season."""
    brief: int
    told: float
    """Milliseconds to gather state, scripts and facts."""
    recall: float
    """Of these, for the facts nearest."""
    commit: float
    database: int
    """Bytes of ``series.db``."""
    index: int
    left_out: int


@dataclass
class Story:
    """All that was played, and what was measured on the way."""

    measured: list[Measured] = field(default_factory=list)
    planted: dict[int, str] = field(default_factory=dict)
    """Number of a needle to the episode it lies in."""
    commits: dict[str, float] = field(default_factory=dict)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do something and return what it took: CPU milliseconds, which a busy machine hardly changes."""
    start = time.process_time()
    done = work()
    return done, 1000 * (time.process_time() - start)


async def play(studio: Studio, seasons: int, length: int) -> Story:
    """Play seasons in a row, planting needles, measuring as they grow."""
    story = Story()
    places = iter(where_planted(seasons, length))
    following = next(places, None)
    for number in range(1, seasons + 1):
        bible, outline = await opened(studio, number, length)
        for purpose in outline.episodes:
            script = await studio.writer.write(bible, outline, purpose, gathered(studio, purpose.episode, ()), SEED)
            while following and following[0] == purpose.episode:
                script = with_needle(script, bible, NEEDLES[following[1]])
                story.planted[following[1]] = purpose.episode
                following = next(places, None)
            if purpose.number % MEASURED == 0 or purpose.number in (1, 5):
                story.measured.append(await measure(studio, bible, outline, purpose))
            studio.archive.put("script", purpose.episode, script, "played")
            _, spent = timed(lambda id=purpose.episode: canon.commit(studio, id))  # type: ignore[misc]
            story.commits[purpose.episode] = spent
            if story.measured and story.measured[-1].episode == purpose.episode:
                story.measured[-1].commit = spent
            if purpose.number % MEASURED == 0:
                print(f"{purpose.episode}  {spent:.0f} ms to commit", file=sys.stderr)
    return story


async def opened(studio: Studio, season: int, length: int) -> tuple[Bible, Outline]:
    """Develop and plan a season."""
    if season == 1:
        bible = await studio.showrunner.develop(PREMISE, SEED, length)
    else:
        legacy = compile_legacy(studio.chronicle, season - 1)
        bible = await studio.showrunner.sequel(legacy, "", "", SEED, length)
    studio.archive.put("bible", season_id(season), bible, "developed")
    opening, owed = studio.chronicle.opening(season), owed_threads(studio.chronicle, season)
    outline = await studio.writer.outline(bible, Season(number=season, length=length), opening, owed, SEED)
    studio.archive.put("outline", season_id(season), outline, "planned")
    return bible, outline


def gathered(studio: Studio, episode: str, facts: Sequence[canon.Fact]) -> Told:
    """Return what the graph gathers for an episode, with facts already found."""
    chronicle = studio.chronicle
    season = int(episode[1:].partition("e")[0])
    return Told(
        state=chronicle.state(episode),
        scripts=chronicle.scripts(season, before=episode),
        earlier=chronicle.scripts(before=episode_id(season, 0)),
        facts=tuple(facts),
    )


async def measure(studio: Studio, bible: Bible, outline: Outline, purpose: EpisodeOutline) -> Measured:
    """Build the prompt of an episode that is about to be written, and weigh it."""
    facts, recall = timed(lambda: canon.nearest(studio, purpose.episode))
    told, gathering = timed(lambda: gathered(studio, purpose.episode, facts))
    listener = Listener()
    with suppress(Overheard):
        await ModelWriter(listener, CardShelf(studio.recall)).write(bible, outline, purpose, told, SEED)
    brief = brief_of(bible, outline, purpose, told)
    return Measured(
        episode=purpose.episode,
        prompt=sum(tokens(message.text) for message in listener.heard),
        cached=tokens(listener.heard[0].text),
        brief=brief.tokens,
        told=recall + gathering,
        recall=recall,
        commit=0.0,
        database=sum(file.stat().st_size for file in studio.folder.path.glob("series.db*")),
        index=sum(file.stat().st_size for file in studio.folder.recall.rglob("*") if file.is_file()),
        left_out=len(brief.left_out),
    )


# Needles --------------------------------------------------------------------------------------------------------------


def where_planted(seasons: int, length: int) -> Iterator[tuple[str, int]]:
    """Yield in which episode each needle is planted: from the third on, evenly over the first half of season one."""
    step = max(1, (length // 2) // len(NEEDLES))
    for number in range(len(NEEDLES)):
        yield episode_id(1, min(length, 3 + number * step)), number


def with_needle(script: Script, bible: Bible, needle: Needle) -> Script:
    """Return a script in which one thing more becomes true, in its first scene."""
    first, second = bible.characters[0].id, bible.characters[1].id
    told = {"kind": needle.kind, "scene": script.scenes[0].id, "who": first, "what": needle.planted}
    event = Event.model_validate(told | ({"to": second} if needle.kind in ("promises", "reveals", "lies") else {}))
    return script.model_copy(update={"events": (*script.events, event)})


def found(studio: Studio, story: Story, length: int, seasons: int) -> dict[int, tuple[int, int]]:
    """Ask for every needle at every distance; return found and asked by distance."""
    score: dict[int, tuple[int, int]] = {}
    for number, where in sorted(story.planted.items()):
        planted = int(where.partition("e")[2])
        for distance in DISTANCES:
            at = planted + distance
            season, episode = (at - 1) // length + 1, (at - 1) % length + 1
            if season <= seasons:
                hits, asked = score.get(distance, (0, 0))
                told = in_brief(studio, NEEDLES[number], season, episode)
                score[distance] = (hits + told, asked + 1)
    return score


def in_brief(studio: Studio, needle: Needle, season: int, number: int) -> bool:
    """Tell whether the brief of an episode that is about a needle tells it."""
    bible, outline = studio.chronicle.bible(season), studio.chronicle.outline(season)
    names = {"one": bible.characters[0].name, "two": bible.characters[1].name}
    purpose = outline.episodes[number - 1].model_copy(update={"logline": needle.asked.format(**names)})
    told = gathered(studio, purpose.episode, canon.near(studio, purpose, outline))
    return needle.planted in brief_of(bible, outline, purpose, told).canon


# The table ------------------------------------------------------------------------------------------------------------


def table(story: Story, score: dict[int, tuple[int, int]], seconds: float) -> Iterator[str]:
    heads = ("episode", "prompt, tokens", "the same all season", "brief", "gathered", "recall", "commit")
    yield f"| {' | '.join((*heads, 'series.db, MB', 'index, MB'))} |"
    yield "|---" * (len(heads) + 2) + "|"
    for one in story.measured:
        if one.episode.endswith(("e05", "e50", "e60", "e100")) or one is story.measured[0]:
            yield (
                f"| {one.episode} | {one.prompt} | {one.cached} | {one.brief} | {one.told:.0f} | {one.recall:.0f} "
                f"| {one.commit:.0f} | {one.database / 1e6:.1f} | {one.index / 1e6:.1f} |"
            )
    yield ""
    yield "| figure | value |"
    yield "|---|---|"
    for season, drift in drifts(story):
        yield f"| last episode's prompt against the fifth's, season {season} | {drift:+.1%} |"
    yield f"| commit, CPU ms, median of the first and the last hundred episodes | {' and '.join(halves(story))} |"
    for distance, (hits, asked) in sorted(score.items()):
        yield f"| needles told in the brief, {distance} episodes later | {hits} of {asked} |"
    yield f"| seconds for all of it | {seconds:.0f} |"


def drifts(story: Story) -> Iterator[tuple[int, float]]:
    seasons = sorted({one.episode[:3] for one in story.measured})
    for season in seasons:
        own = [one for one in story.measured if one.episode.startswith(season)]
        fifth = next((one for one in own if one.episode.endswith("e05")), None)
        if fifth is not None:
            yield int(season[1:]), own[-1].prompt / fifth.prompt - 1


def halves(story: Story) -> tuple[str, str]:
    spent = list(story.commits.values())
    return f"{statistics.median(spent[:100]):.0f}", f"{statistics.median(spent[-100:]):.0f}"


def write_results(lines: Sequence[str], about: str) -> None:
    """Put the section into RESULTS.md, in place of the one that is there."""
    text = RESULTS.read_text(encoding="utf-8")
    section = "\n".join(["## Memory", "", about, "", *lines])
    before, found_it, rest = text.partition("## Memory\n")
    after = rest[rest.find("\n## ") + 1 :] if found_it and "\n## " in rest else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{section}\n" + (f"\n{after}" if after else ""), encoding="utf-8")


async def run(seasons: int, length: int) -> list[str]:
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        settings = load(home=Path(home) / "home", cache=Path(home) / "cache")
        folder = SeriesFolder(settings.home, "benchmark")
        with open_studio(settings, folder) as studio:
            story = await play(studio, seasons, length)
            score = found(studio, story, length, seasons)
    return list(table(story, score, time.perf_counter() - started))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=100, help="episodes a season, 60 to 100")
    parser.add_argument("--seasons", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    lines = asyncio.run(run(options.seasons, options.episodes))
    print("\n".join(lines))
    if options.write:
        about = ABOUT.format(
            day=f"{datetime.now(UTC):%Y-%m-%d}", machine=platform.machine(), episodes=options.episodes,
            seasons=options.seasons,
        )  # fmt: skip
        write_results(lines, about)


if __name__ == "__main__":
    main()
