"""One season under the check: as it is, and with one contradiction at a time."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from cliffhanger.agents.crew import Told
from cliffhanger.agents.supervision import contradictions
from cliffhanger.benchmarks.planting import of_people, of_things
from cliffhanger.benchmarks.planting.graft import DISTANCES, Chance, Planting, Site
from cliffhanger.benchmarks.planting.invention import Story
from cliffhanger.benchmarks.planting.record import records
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Finding
from cliffhanger.memory.script import Outline, Script
from cliffhanger.memory.state import State, fold

KINDS = (
    of_people.dead_speaker, of_people.two_places, of_people.knows_too_soon, of_people.says_a_name, of_people.forgets,
    of_things.wrong_wardrobe, of_things.prop_teleports, of_things.injury_vanishes, of_people.wrong_name,
    of_things.time_runs_back, of_things.wrong_day, of_people.wrong_relation, of_people.unknown, of_things.repeated_line,
    of_things.thread_tangled,
)  # fmt: skip
EQUAL = {
    "two_places, stands there while missing": "dead_speaker",
    "wrong_name, says a name never heard": "knows_too_soon",
    "wrong_name, calls by a name never heard": "knows_too_soon",
}
"""Where two codes say the same, the other is as good."""
IN_WORDS = {
    ("injury_vanishes", "no trace of it"): "the scene's own data says that the wound is seen as it begins",
    ("forgets", "asks for a name they learnt"): "the name was told to them, and they say that they never heard it",
    ("wrong_name", "called by another's name"): "it is said to somebody's face, and is the name of one who is away",
    ("wrong_name", "another's family name"): "the Bible declares the family; kin and who has wed are left out",
    ("wrong_name", "misspelt"): "it is said to somebody's face, and nobody in the story is called so",
    ("wrong_relation", "a cousin called a brother"): "the Bible declares the one kinship there is; no figure of speech",
    ("wrong_day", "a weekday it cannot be"): "scenes count their days, and a weekday was said on one of them",
}
"""Kind and variant of what stands in free words alone, no event, id or field beside them; and why a reader is sure.

Code can read such a sentence by its pattern, and a judge by its sense. They are scored apart: what data decides has the
targets; of these the recall is told, on turns of phrase that nobody developed on.
"""


@dataclass(frozen=True)
class Outcome:
    """What became of one planting."""

    source: str
    seed: int
    kind: str
    variant: str
    distance: int | None
    episode: str
    scene: str
    words: str
    found: bool
    evidenced: bool
    """Found, and the canon it names is of an episode that established what is contradicted."""
    canon: str
    """What it quotes as canon, with its episode."""
    duplicates: int
    others: tuple[str, ...]
    """Any other finding: false alarms."""

    @property
    def in_words(self) -> bool:
        """Whether it stands in free words alone."""
        return (self.kind, self.variant) in IN_WORDS

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"in_words": self.in_words}


@dataclass(frozen=True)
class Verdict:
    """What the check made of one season."""

    source: str
    seed: int
    length: int
    accused: tuple[str, ...]
    """Findings on the clean season."""
    outcomes: tuple[Outcome, ...]
    milliseconds: dict[int, float]
    """Of processor time that the check at an episode took, on the clean season."""


Check = Callable[[Bible, Outline, Told, Script], Sequence[Finding]]
"""A checker: what it finds in a script, given what was told before it."""


def examine(story: Story, most: int = 0, check: Check = contradictions) -> Verdict:
    """Check a season as it is, then with one planting of every kind, variant and distance it offers, `most` of them."""
    rng = random.Random(f"planting {story.source} {story.seed}")
    states, clean, spent = _clean(story, check)
    accused = tuple(_words(finding) for findings in clean for finding in findings)
    outcomes = tuple(_outcome(story, planting, states, clean, check) for planting in drawn(story, rng, most))
    return Verdict(story.source, story.seed, len(story.scripts), accused, outcomes, spent)


def drawn(story: Story, rng: random.Random, most: int = 0) -> Iterator[Planting]:
    """Return what is planted in a season, one after the other: one of each cell, or of `most` cells drawn by lot."""
    cells: dict[tuple[str, str, int | None], list[Chance | Planting]] = defaultdict(list)
    for site in sites(story, rng):
        for kind in KINDS:
            for chance in kind(site):
                if chance.distance in (0, None, *DISTANCES):
                    cells[chance.kind, chance.variant, chance.distance].append(chance)
    for planting in of_things.thread_overdue(story):
        if planting.distance in DISTANCES:
            cells[planting.kind, planting.variant, planting.distance].append(planting)
    keys = list(cells)
    for key in rng.sample(keys, min(most or len(keys), len(keys))):
        one = rng.choice(cells[key])
        yield one.plant() if isinstance(one, Chance) else one


def sites(story: Story, rng: random.Random) -> Iterator[Site]:
    """Return every scene of the season, but of the first episode of all."""
    for number, record in enumerate(records(story.bible, story.scripts), 1):
        if number > max(1, story.earlier):
            for place in range(len(story.scripts[number - 1].scenes)):
                yield Site.of(story, number, record, place, rng)


def _clean(story: Story, check: Check) -> tuple[list[State], list[Sequence[Finding]], dict[int, float]]:
    state, states = story.opening(), list[State]()
    found, spent = list[Sequence[Finding]](), dict[int, float]()
    for number, script in enumerate(story.scripts[story.earlier :], story.earlier + 1):
        states.append(state)
        told = _told(story, number, state)
        start = time.thread_time()
        found.append(check(story.bible, story.outline, told, script))
        spent[number] = (time.thread_time() - start) * 1000
        state = fold(state, [script])
    return states, found, spent


def _told(story: Story, number: int, state: State, replaced: Script | None = None) -> Told:
    """Return what is told before an episode, as the graph tells it; one script may be replaced by another."""
    before = [
        replaced if replaced and script.episode == replaced.episode else script
        for script in story.scripts[: number - 1]
    ]
    return Told(state=state, scripts=tuple(before[story.earlier :]), earlier=tuple(before[: story.earlier]))


def _outcome(
    story: Story, planting: Planting, states: list[State], clean: list[Sequence[Finding]], check: Check
) -> Outcome:
    place = planting.number - 1 - story.earlier
    told = _told(story, planting.number, states[place], planting.replaced)
    if planting.replaced is not None:
        told = replace(told, state=fold(story.opening(), told.scripts))
    findings = check(story.bible, story.outline, told, planting.script)
    already = {_words(finding) for finding in clean[place]}
    mine = [finding for finding in findings if _is(planting, finding)]
    others = [_words(finding) for finding in findings if finding not in mine and _words(finding) not in already]
    evidenced = any(f.canon is not None and f.canon.episode in planting.evidence for f in mine)
    return Outcome(
        story.source, story.seed, planting.kind, planting.variant, planting.distance, planting.script.episode,
        planting.scene, planting.words, bool(mine), evidenced, _quoted(mine), max(0, len(mine) - 1), tuple(others),
    )  # fmt: skip


def _is(planting: Planting, finding: Finding) -> bool:
    codes = {planting.kind, EQUAL.get(f"{planting.kind}, {planting.variant}", planting.kind)}
    if finding.code not in codes or finding.script is None:
        return False
    place = finding.script
    return not planting.scene or place.scene == planting.scene or place.line.startswith(f"{planting.scene}.")


def _quoted(findings: list[Finding]) -> str:
    places = [finding.canon for finding in findings if finding.canon is not None]
    return "; ".join(f"{place.episode or 'bible'}: {place.quote}" for place in places)


def _words(finding: Finding) -> str:
    place = finding.script or finding.canon
    return f"{finding.code} {place.scene or place.episode if place else ''}: {finding.message}"
