"""Dubs: into which languages a series can be dubbed, how each dub stands, and what is said in it line by line."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, HTTPException

from ...memory.bible import Bible
from ...memory.casting import Casting
from ...memory.cuts import Cuts
from ...memory.dub import Dub
from ...memory.languages import LANGUAGES, Language
from ...memory.numbering import numbers, place, season_id
from ...memory.script import Script
from ...memory.storyboard import Storyboard
from ..jobs import Job
from .desk import AtDesk, Desk, View, Volume
from .dub_media import parts_of
from .ids import EpisodeId, LanguageCode, SeriesId

router = APIRouter(prefix="/api", tags=["dubs"])

DUB = "dub"
"""What a job is that dubs."""
State = Literal["finished", "making", "waiting", "begun"]
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class LanguageView(View):
    """A language that a series could be dubbed into."""

    code: str
    name: str
    own: str
    """What its speakers call it."""
    rtl: bool
    why_not: str
    """Why it cannot be done as things are; empty: it can."""


class DubView(View):
    """One episode in one language."""

    episode: str
    language: str
    state: State
    """``begun``: lines are there, and no master."""
    title: str
    cut: int
    """For caches: changes with the master; 0: there is none."""
    seconds: float
    stale: bool
    """Whether the original says something else by now, or has been cut anew."""
    doubts: int
    """Lines that may not be what they should."""
    parts: list[float]
    """Seconds of every part that can be watched while the rest is made."""
    job: int | None
    done: int
    of: int
    """Shots that are drawn, of how many; 0: nothing is known."""


class DubsView(View):
    """A series in other languages."""

    original: LanguageView
    languages: list[LanguageView]
    translator: str
    """Who translates: the library, or the model that is configured."""
    dubs: list[DubView]


class DubLineView(View):
    """One line, in both languages."""

    id: str
    name: str
    """Who says it."""
    original: str
    text: str
    """Empty: not translated."""
    by: str
    """library, model, user; empty: nobody."""
    start: float | None
    """Seconds from the start of the episode; None: not filmed."""
    exact: bool
    """Whether that is when it is heard; else it is when its shot begins."""
    seconds: float | None
    room: float | None
    """How long it may be heard."""
    speed: float | None
    """Factor on its natural pace; None: nobody has measured."""
    alike: float | None
    """How much was recognised back."""
    doubt: str
    back: str
    """What somebody who saw only the translation says it means."""
    shortened: int
    stale: bool


class DubLinesView(View):
    """The lines of a dub, and the words that are seen in it."""

    episode: str
    language: LanguageView
    title: str
    lines: list[DubLineView]
    written: dict[str, str]
    took: float | None
    """Seconds of work; None: nobody has measured."""
    first: float | None
    """Seconds until the first part could be watched."""
    shared: float | None
    """Share of the original's takes that it uses."""
    remade: float | None
    """Share of frames in which anything was drawn."""


@router.get("/series/{id}/dubs")
def dubs(id: SeriesId, desk: AtDesk) -> DubsView:
    """Show into which languages a series can be dubbed, and how its dubs stand."""
    volume = desk.volume(id)
    source = source_of(volume)
    return DubsView(
        original=_language(LANGUAGES.get(source, LANGUAGES["en"])),
        languages=[
            _language(one, why_not_into(desk, volume, one.code)) for one in LANGUAGES.values() if one.code != source
        ],
        translator="the model" if desk.settings.speaks_to_a_model else "the script library",
        dubs=list(_dubs(desk, volume)),
    )


@router.get("/series/{id}/dubs/{episode}/{language}")
def lines(id: SeriesId, episode: EpisodeId, language: LanguageCode, desk: AtDesk) -> DubLinesView:
    """Show what is said in a dub line by line; one that has not begun shows what is to be translated."""
    volume = desk.volume(id)
    spoken = known(language)
    script = volume.document("script", episode, Script)
    bible = volume.document("bible", season_id(numbers(episode)[0]), Bible)
    if script is None or bible is None:
        raise HTTPException(404, f"{episode} is not written yet.")
    dub = volume.document("dub", f"{episode}.{language}", Dub)
    told = _told(desk, id, episode, language)
    return DubLinesView(
        episode=episode,
        language=_language(spoken),
        title=dub.title if dub else "",
        lines=list(_lines(desk, volume, script, {one.id: one.name for one in bible.characters}, dub, told)),
        written=dub.texts if dub else {},
        took=told.get("took"),
        first=told.get("first"),
        shared=told.get("shared"),
        remade=told.get("frames_remade"),
    )


def known(code: str) -> Language:
    """Return a language; raise 404 for one that there is not."""
    found = LANGUAGES.get(code)
    if found is None:
        raise HTTPException(404, f"There is no language {code} here.")
    return found


def source_of(volume: Volume) -> str:
    """Return the language that a series is made in."""
    seasons = volume.chronicle.seasons()
    bible = volume.document("bible", season_id(seasons[0]), Bible) if seasons else None
    return bible.premise.language if bible else "en"


def finished(volume: Volume) -> list[str]:
    """Return the episodes that have a master, in order."""
    return sorted((id for id in volume.archive.ids("storyboard") if volume.stage(id) == "finished"), key=place)


def why_not_into(desk: Desk, volume: Volume, code: str, said: bool = False) -> str:
    """Return why a series cannot be dubbed into a language as things are; empty: it can.

    ``said``: by the user, so that nobody need translate.
    """
    from ...agents.house.translation.phrasebook import spoken
    from ...tools.voice.native import NATIVES  # only now: numpy is of no use to whoever reads a page without dubs

    name = LANGUAGES[code].name
    casting = volume.document("casting", "series", Casting) or Casting()
    if code not in NATIVES and code != "en" and not any(sheet.voice.engine for sheet in casting.voices):
        return f"No embedded voice speaks {name}: cast voices of an engine that does."
    if not (said or desk.settings.speaks_to_a_model or code in spoken()):
        return f"Nobody here translates into {name}: configure a language model (OPENAI_API_KEY, or an address)."
    return ""


def _language(one: Language, why_not: str = "") -> LanguageView:
    rtl = one.code in RIGHT_TO_LEFT
    return LanguageView(code=one.code, name=one.name, own=one.own, rtl=rtl, why_not=why_not)


def _dubs(desk: Desk, volume: Volume) -> Iterator[DubView]:
    series, jobs = volume.path.name, list(_ordered(desk, volume.path.name))
    begun = [_parted(id) for id in volume.archive.ids("dub")]
    wanted = [(episode, str(job.args["to"])) for job in jobs for episode in job.args["episodes"]]
    there = [pair for pair in dict.fromkeys([*begun, *wanted]) if pair[1] in LANGUAGES]
    for episode, code in sorted(there, key=lambda pair: (place(pair[0]), pair[1])):
        yield _dub(
            desk, volume, episode, code, next((job for job in jobs if _is_for(job, episode, code)), None), series
        )


def _parted(id: str) -> tuple[str, str]:
    episode, _, code = id.partition(".")
    return episode, code


def _ordered(desk: Desk, series: str) -> Iterator[Job]:
    """Yield the dubs that are being made or will be."""
    yield from (job for job in desk.jobs.jobs(series, ("running", "queued")) if job.what == DUB)


def _is_for(job: Job, episode: str, code: str) -> bool:
    return bool(job.args["to"] == code and episode in job.args["episodes"])


def _dub(desk: Desk, volume: Volume, episode: str, code: str, job: Job | None, series: str) -> DubView:
    dub = volume.document("dub", f"{episode}.{code}", Dub)
    master = volume.path / "masters" / f"{episode}.{code}.mp4"
    cut = int(master.stat().st_mtime) if master.is_file() else 0
    told = _told(desk, series, episode, code)
    making = _making(desk, job, f"{episode}.{code}") if job else None
    state: State = "making" if making is not None else "waiting" if job else "finished" if cut else "begun"
    if job and making is None and _over(desk, job, episode):
        state = "finished" if cut else "begun"
    parts = parts_of(volume.path, episode, code) if making is not None else []
    return DubView(
        episode=episode,
        language=code,
        state=state,
        title=dub.title if dub else "",
        cut=cut,
        seconds=float(told.get("seconds") or 0.0),
        stale=bool(cut) and _stale(volume, episode, dub, told),
        doubts=sum(bool(line.doubt) for line in dub.lines) if dub else 0,
        parts=parts if making and making.get("since", 0.0) <= _written(volume.path, episode, code) else [],
        job=job.id if job else None,
        done=int((making or {}).get("done", 0)),
        of=int((making or {}).get("of", 0)),
    )


def _making(desk: Desk, job: Job, dubbed: str) -> dict[str, Any] | None:
    """Return how far a dub is, and since when it is being made; None if it is not its turn."""
    said = desk.jobs.latest(job.id, "working") if job.state == "running" else None
    if said is None or said.facts.get("episode") != dubbed or str(said.facts.get("text", "")).startswith("finished"):
        return None
    begun = desk.jobs.latest(job.id, "started")
    since = datetime.fromisoformat(begun.at).astimezone(UTC).timestamp() if begun else 0.0
    return {"done": said.facts.get("done", 0), "of": said.facts.get("of", 0), "since": since - 1.0}


def _over(desk: Desk, job: Job, episode: str) -> bool:
    """Tell whether a job that runs has left an episode behind."""
    said = desk.jobs.latest(job.id, "working") if job.state == "running" else None
    now, _ = _parted(str(said.facts.get("episode", ""))) if said else ("", "")
    order: list[str] = list(job.args["episodes"])
    return now in order and order.index(episode) <= order.index(now)


def _written(series: Path, episode: str, code: str) -> float:
    try:
        return (series / "masters" / f"{episode}.{code}.stream" / "stream.m3u8").stat().st_mtime
    except OSError:
        return 0.0


def _stale(volume: Volume, episode: str, dub: Dub | None, told: dict[str, Any]) -> bool:
    script = volume.document("script", episode, Script)
    said = {line.id: line.text for line in script.lines()} if script else {}
    cut = Cuts(volume.archive).present(episode)
    recut = bool(told.get("cut") and cut and cut.number != told["cut"])
    return recut or any(line.line in said and line.of != said[line.line] for line in (dub.lines if dub else ()))


def _told(desk: Desk, series: str, episode: str, code: str) -> dict[str, Any]:
    """Return what the worker has measured of a dub; nothing of one that was made elsewhere."""
    found: dict[str, Any] = json.loads(desk.jobs.dubs(series).get((episode, code), "{}"))
    return found


def _lines(
    desk: Desk, volume: Volume, script: Script, names: dict[str, str], dub: Dub | None, told: dict[str, Any]
) -> Iterator[DubLineView]:
    measured = {str(one["id"]): one for one in told.get("lines", [])}
    shots = _shots(desk, volume, script.episode)
    for line in script.lines():
        kept = dub.line(line.id) if dub else None
        fact = measured.get(line.id, {})
        if not kept or fact.get("text") != kept.text:  # it says something else by now
            fact = {}
        yield DubLineView(
            id=line.id,
            name=names.get(line.speaker, line.speaker),
            original=line.text,
            text=kept.text if kept else "",
            by=kept.by if kept else "",
            start=fact.get("start", shots.get(line.id)),
            exact="start" in fact,
            seconds=fact.get("seconds"),
            room=fact.get("room"),
            speed=fact.get("speed"),
            alike=fact.get("alike"),
            doubt=(kept.doubt if kept else "") or str(fact.get("doubt", "")),
            back=kept.back if kept else "",
            shortened=kept.shortened if kept else 0,
            stale=bool(kept and kept.of != line.text),
        )


def _shots(desk: Desk, volume: Volume, episode: str) -> dict[str, float]:
    """Return when the shot of every line begins, of an episode that has been looked at."""
    board, reel = volume.document("storyboard", episode, Storyboard), desk.reels(volume.path.name).get(episode)
    starts = {shot.id: shot.start for shot in reel.shots} if reel else {}
    return {
        line: starts[shot.id] for shot in (board.shots if board else ()) if shot.id in starts for line in shot.lines
    }
