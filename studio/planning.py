"""The season plan as people read it: a table of all its episodes, and a picture of what runs through them."""

from pathlib import Path
from typing import Any

from ..agents.house.season.turns import paywall_of, reversals
from ..errors import UserError
from ..memory.archive import Archive
from ..memory.bible import Bible
from ..memory.debate import Objection, Objections
from ..memory.frozen import Frozen
from ..memory.numbering import season_id
from ..memory.script import EpisodeOutline, Outline, Season, Thread
from ..tools.picture.chart import Arc, Band, ChartSpec, Mark, Row, draw_chart
from .shelf import find

WIDE = 110
"""Columns the table fits into."""
_BAR = 10


class PlannedEpisode(Frozen):
    """One line of the table."""

    number: int
    title: str
    turn: str
    cliff: str
    tension: float
    cast: tuple[str, ...]
    """Character ids."""
    initials: str
    plants: tuple[str, ...] = ()
    pays: tuple[str, ...] = ()
    recalls: tuple[str, ...] = ()
    mark: str = ""
    """``paywall`` or ``reversal``, or nothing."""


class SeasonPlan(Frozen):
    """A season, planned."""

    series: str
    title: str
    question: str
    season: int
    paywall: int
    reversals: tuple[int, ...]
    cast: dict[str, str]
    """Initial to name."""
    episodes: tuple[PlannedEpisode, ...]
    threads: tuple[Thread, ...]
    objections: tuple[Objection, ...]
    """What the critic still holds against it."""
    picture: str
    """Path of the picture of it."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return the table, at most 110 columns wide."""
        paid = sum(bool(thread.paid) for thread in self.threads)
        carried = sum(thread.carried for thread in self.threads)
        short = {thread.id: _short(thread.id) for thread in self.threads}
        lines = [
            f"{self.title}: season {self.season}, {len(self.episodes)} episodes",
            self.question,
            "",
            "   ".join(f"{initial} {name}" for initial, name in self.cast.items()),
            "",
            f"{'':1} {'no.':>4} {'title':<30} {'turn':<18} {'stops on':<11} {'tension':<10} {'cast':<5} threads",
        ]
        lines += [_line(one, short) for one in self.episodes]
        lines += ["", "> the last free episode    ! the season is turned round    + asked    ✓ answered    ~ spoken of"]
        lines += [f"{len(self.threads)} threads: {paid} answered, {carried} carried into the next season", ""]
        lines += [_thread(thread, short[thread.id]) for thread in self.threads]
        lines += ["", *(_objection(one) for one in self.objections)] if self.objections else []
        return "\n".join([*lines, "", self.picture])


def plan_of(home: Path, name: str, season: int = 0) -> SeasonPlan:
    """Return the plan of a season and draw its picture; raise UserError if the series has no such plan.

    0: the last season that is planned.
    """
    slug = find(home, name)
    path = home / slug
    with Archive(path / "series.db") as archive:
        planned = sorted(int(id.removeprefix("s")) for id in archive.ids("outline"))
        number = season or (planned[-1] if planned else 1)
        id = season_id(number)
        bible, outline = archive.get("bible", id, Bible), archive.get("outline", id, Outline)
        held = archive.get("objections", id, Objections) or Objections()
    if bible is None or outline is None:
        raise UserError(
            f"Season {number} of {slug} has no plan yet: cliffhanger "
            + (f"make {slug} --no-render plans it." if number == 1 else f"sequel {slug} plans the next one.")
        )
    picture = path / "documents" / f"{id}-plan.png"
    draw_chart(chart_of(bible, outline), picture)
    return _plan(slug, bible, outline, held.objections, str(picture.resolve()))


def chart_of(bible: Bible, outline: Outline) -> ChartSpec:
    """Return the picture of a season: threads over the axis, tension below it, and who is in which episode."""
    length, wall = len(outline.episodes), _paywall(outline)
    paid = sum(bool(thread.paid) for thread in outline.threads)
    left = [thread.question for thread in outline.threads if thread.carried]
    marks = [Mark(at=at, label="reversal") for at in reversals(length)]
    people = [(person, _seen(outline, person.id)) for person in bible.characters]
    facts = [f"Season {outline.season}", f"{length} episodes", bible.question]
    return ChartSpec(
        title=bible.title,
        subtitle="   ·   ".join(facts),
        steps=length,
        arcs=tuple(
            Arc(start=thread.planted, end=thread.paid or length + 1, label=thread.question)
            for thread in outline.threads
        ),
        arcs_name=f"{len(outline.threads)} threads, {paid} answered, {len(left)} carried on",
        bands=(
            Band(most=5, label="within five episodes"),
            Band(most=10, label="within ten"),
            Band(most=length - 2, label="later"),
            Band(most=length, label="the season's own, or carried on"),
        ),
        curve=tuple(one.tension for one in outline.episodes),
        curve_name="Tension",
        marks=(*marks, *((Mark(at=wall, label="paywall", kind="gate"),) if wall else ())),
        rows=tuple(Row(name=person.name, cells=cells) for person, cells in people),
        rows_name="Cast",
        note=" ".join(["A ring asks, a dot answers.", *(["Left for the next season:"] if left else []), *left]),
    )


def _plan(slug: str, bible: Bible, outline: Outline, held: tuple[Objection, ...], picture: str) -> SeasonPlan:
    initials = _initials(bible)
    wall, turned = _paywall(outline), reversals(len(outline.episodes))
    return SeasonPlan(
        series=slug,
        title=bible.title,
        question=bible.question,
        season=outline.season,
        paywall=wall,
        reversals=turned,
        cast={initials[person.id]: person.name for person in bible.characters},
        episodes=tuple(
            _episode(one, initials, "paywall" if one.number == wall else "reversal" if one.number in turned else "")
            for one in outline.episodes
        ),
        threads=outline.threads,
        objections=held,
        picture=picture,
    )


def _episode(one: EpisodeOutline, initials: dict[str, str], mark: str) -> PlannedEpisode:
    return PlannedEpisode(
        number=one.number,
        title=one.title,
        turn=one.turn,
        cliff=one.cliff,
        tension=one.tension,
        cast=one.cast,
        initials="".join(initials.get(id, "?") for id in one.cast),
        plants=one.plants,
        pays=one.pays,
        recalls=one.recalls,
        mark=mark,
    )


def _initials(bible: Bible) -> dict[str, str]:
    """Return a letter a person: the name's first, or the first of it that is free."""
    found: dict[str, str] = {}
    for person in bible.characters:
        letters = [*person.name.upper(), *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        found[person.id] = next(letter for letter in letters if letter.isalpha() and letter not in found.values())
    return found


def _paywall(outline: Outline) -> int:
    return paywall_of(Season(number=outline.season, length=len(outline.episodes), paywall=outline.paywall))


def _seen(outline: Outline, id: str) -> tuple[int, ...]:
    return tuple(one.number for one in outline.episodes if id in one.cast)


def _line(one: PlannedEpisode, short: dict[str, str]) -> str:
    sign = {"paywall": ">", "reversal": "!"}.get(one.mark, " ")
    turn, _, between = one.turn.partition("+")
    played = (between.partition("_")[2] or between or turn.upper()).replace("_", " ")
    full = round(one.tension * _BAR)
    said = [
        *(f"+{short.get(id, id)}" for id in one.plants),
        *(f"✓{short.get(id, id)}" for id in one.pays),
        *(f"~{short.get(id, id)}" for id in one.recalls),
    ]
    bar = "█" * full + "·" * (_BAR - full)
    head = f"{sign} {one.number:>4} {_cut(one.title, 30):<30} {_cut(played, 18):<18} {one.cliff:<11} {bar}"
    return _cut(f"{head} {one.initials:<5} {' '.join(said)}".rstrip(), WIDE)


def _thread(thread: Thread, short: str) -> str:
    start = f"{thread.planted:>3}" if thread.planted else "  ·"
    end = f"{thread.paid:>3}" if thread.paid else "  →" if thread.carried else "  ?"
    return _cut(f"{short:>8} {start} {end}  {thread.question}", WIDE)


def _objection(one: Objection) -> str:
    where = ", ".join(map(str, one.episodes[:6])) + (" …" if len(one.episodes) > 6 else "")
    return f"objection: {one.code.replace('_', ' ')} ({where}): {one.text} {one.wish}"


def _short(id: str) -> str:
    """Return a thread's id without its name: ``t07``, ``s01.t07``."""
    parts = id.split(".")
    return ".".join(parts[:2]) if parts[0].startswith("s") else parts[0]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
