"""The home page and the frame of one series."""

from typing import Any

from fastapi import APIRouter

from ... import __version__
from ...memory.bible import Bible
from ...memory.canon import Findings
from ...memory.cuts import Cuts
from ...memory.numbering import episode_id, numbers, place, season_id
from ...memory.script import EpisodeOutline, Outline, Script
from ...memory.talk import Talk
from ...memory.versions import Versions
from ..jobs import Job
from ..reel import Reel
from .desk import AtDesk, Busy, Desk, View, Volume
from .ids import SeriesId

router = APIRouter(prefix="/api", tags=["series"])

STYLES = ("painterly", "cel", "noir", "duotone", "papercut", "silhouette")


class SeriesCard(View):
    """A series on the home page."""

    id: str
    title: str
    logline: str
    premise: str
    poster: str | None
    finished: int
    planned: int
    seasons: int
    busy: bool


class SeasonCard(View):
    """A season of a series."""

    number: int
    title: str
    logline: str
    planned: int
    finished: int


class EpisodeCard(View):
    """How an episode stands."""

    id: str
    season: int
    number: int
    title: str
    stage: str
    """planned, written, boarded or finished."""
    seconds: float
    hook: str
    cliffhanger: str
    cliff: str
    open_findings: int
    still: str | None
    cut: int
    """Number of the cut that the master is: the ``3`` of ``s01e02@3``; 0: none."""
    paywalled: bool


class SeriesView(View):
    """One series."""

    id: str
    title: str
    logline: str
    premise: str
    seasons: list[SeasonCard]
    episodes: list[EpisodeCard]
    busy: Busy | None
    branch: str
    branches: list[str]
    pending: int | None
    next: str | None


@router.get("/series")
def series_list(desk: AtDesk) -> list[SeriesCard]:
    """Show all series of the home, the newest first."""
    return [_card(desk, id) for id in desk.series()]


@router.get("/series/{id}")
def one_series(id: SeriesId, desk: AtDesk) -> SeriesView:
    """Show one series; one that has only been ordered has no episodes yet."""
    desk.known(id)
    volume = desk.find(id)
    if volume is None:
        premise = _ordered(desk.jobs.jobs(id))
        return SeriesView(
            id=id, title="", logline="", premise=premise, seasons=[], episodes=[], busy=desk.busy(id),
            branch="main", branches=["main"], pending=None, next=None,
        )  # fmt: skip
    seasons = [_season(volume, number) for number in volume.chronicle.seasons()]
    episodes = _episodes(desk, volume)
    versions, pending = Versions(volume.archive), Talk(volume.archive).pending()
    first = _bible(volume)
    return SeriesView(
        id=id,
        title=first.title if first else "",
        logline=first.logline if first else "",
        premise=volume.archive.note("premise"),
        seasons=seasons,
        episodes=episodes,
        busy=desk.busy(id),
        branch=versions.branch,
        branches=[branch.name for branch in versions.branches()],
        pending=pending.number if pending else None,
        next=next((episode.id for episode in episodes if episode.stage != "finished"), None),
    )


def _card(desk: Desk, id: str) -> SeriesCard:
    volume, busy = desk.find(id), desk.busy(id) is not None
    if volume is None:
        premise = _ordered(desk.jobs.jobs(id))
        return SeriesCard(
            id=id, title="", logline="", premise=premise, poster=None, finished=0, planned=0, seasons=0, busy=busy
        )
    seasons = [_season(volume, number) for number in volume.chronicle.seasons()]
    bible = _bible(volume)
    return SeriesCard(
        id=id,
        title=bible.title if bible else "",
        logline=bible.logline if bible else "",
        premise=volume.archive.note("premise"),
        poster=desk.jobs.samples(id, "poster").get("series") or _first_still(desk, id),
        finished=sum(season.finished for season in seasons),
        planned=sum(season.planned for season in seasons),
        seasons=len(seasons),
        busy=busy,
    )


def _ordered(jobs: list[Job]) -> str:
    return next((job.text for job in jobs if job.what == "make"), "")


def _bible(volume: Volume, season: int = 1) -> Bible | None:
    return volume.document("bible", season_id(season), Bible)


def _first_still(desk: Desk, id: str) -> str | None:
    reels = desk.reels(id)
    for episode in sorted(reels, key=place):
        return next((shot.still for shot in reels[episode].shots[1:] if shot.still), None)
    return None


def _season(volume: Volume, number: int) -> SeasonCard:
    bible, outline = _bible(volume, number), volume.document("outline", season_id(number), Outline)
    masters = volume.path / "masters"
    written = [id for id in volume.archive.ids("script") if numbers(id)[0] == number]
    return SeasonCard(
        number=number,
        title=bible.title if bible else "",
        logline=bible.logline if bible else "",
        planned=len(outline.episodes) if outline else 0,
        finished=sum((masters / f"{id}.mp4").is_file() for id in written),
    )


def _episodes(desk: Desk, volume: Volume) -> list[EpisodeCard]:
    """Return all written episodes in order, and the next planned one."""
    written = sorted(volume.archive.ids("script"), key=place)
    reels = desk.reels(volume.path.name)
    cards = [episode_card(volume, id, reels.get(id)) for id in written]
    latest = (volume.chronicle.seasons() or (1,))[-1]
    outline = volume.document("outline", season_id(latest), Outline)
    last = max((numbers(id)[1] for id in written if numbers(id)[0] == latest), default=0)
    if outline and last < len(outline.episodes):
        cards.append(_planned(outline, outline.episodes[last], episode_id(latest, last + 1)))
    return cards


def episode_card(volume: Volume, id: str, reel: Reel | None) -> EpisodeCard:
    """Return how a written episode stands."""
    script = volume.document("script", id, Script)
    assert script is not None
    season, number = numbers(id)
    outline = volume.document("outline", season_id(season), Outline)
    findings = volume.document("findings", id, Findings)
    cut = Cuts(volume.archive).present(id)
    stage = volume.stage(id)
    return EpisodeCard(
        id=id,
        season=season,
        number=number,
        title=script.title,
        stage=stage,
        seconds=cut.seconds if cut else reel.seconds if reel else 0.0,
        hook=script.hook,
        cliffhanger=script.cliffhanger,
        cliff=script.cliff,
        open_findings=sum(finding.status == "open" for finding in findings.findings) if findings else 0,
        still=next((shot.still for shot in reel.shots[1:] if shot.still), None) if reel else None,
        cut=cut.number if cut else int(stage == "finished"),
        paywalled=bool(outline and number > outline.paywall),
    )


def _planned(outline: Outline, episode: EpisodeOutline, id: str) -> EpisodeCard:
    return EpisodeCard(
        id=id, season=outline.season, number=episode.number, title=episode.title, stage="planned", seconds=0.0,
        hook=episode.hook, cliffhanger=episode.cliffhanger, cliff=episode.cliff, open_findings=0, still=None, cut=0,
        paywalled=episode.number > outline.paywall,
    )  # fmt: skip


class Maker(View):
    """Who serves a job."""

    job: str
    maker: str
    why: str
    better: str


class StudioView(View):
    """The studio itself."""

    version: str
    makers: list[Maker]
    sparks: list[str]
    model: str
    styles: list[str]
    currency: str


SPARKS = (
    "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow",
    "A wedding photographer finds the same stranger in every picture she ever took",
    "A billionaire's driver is read the will, and he is the only heir",
    "A widow's new tenant has her dead husband's handwriting",
    "A court interpreter hears the accused confess in a language only she speaks",
    "Two strangers fake an engagement for a visa, and his mother recognises her",
)
"""Premises to begin with."""


@router.get("/studio", tags=["studio"])
async def studio(desk: AtDesk) -> StudioView:
    """Tell what this studio is and who does what in it."""
    settings = desk.settings
    found: list[dict[str, Any]] = await desk.makers()
    return StudioView(
        version=__version__,
        makers=[Maker.model_validate(maker) for maker in found],
        sparks=list(SPARKS),
        model=(settings.model or "default model") if settings.speaks_to_a_model else "",
        styles=list(STYLES),
        currency="",
    )
