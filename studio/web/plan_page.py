"""The cast, the season map and the findings."""

from typing import Annotated, TypeVar

from fastapi import APIRouter, HTTPException, Query

from ...memory.bible import Bible, Character
from ...memory.canon import Findings, Place
from ...memory.numbering import place, season_id
from ...memory.script import EpisodeOutline, Outline
from .desk import AtDesk, View, Volume
from .ids import SeriesId

T = TypeVar("T", Bible, Outline)
router = APIRouter(prefix="/api", tags=["plan"])

Season = Annotated[int, Query(ge=1, le=999, description="Number of the season.")]


class RelationView(View):
    """What somebody is to another."""

    to: str
    name: str
    kind: str


class PersonView(View):
    """A person of the cast."""

    id: str
    name: str
    full_name: str
    role: str
    job: str
    age: int
    temper: str
    speech: str
    secret: str
    wants: str
    fears: str
    look_words: str
    wardrobe: list[str]
    relations: list[RelationView]
    face: str | None
    voice: str | None


class LocationView(View):
    """A place."""

    id: str
    name: str
    set: str
    words: str
    plate: str | None


class PropView(View):
    """An object that matters."""

    id: str
    name: str
    words: str


class BibleView(View):
    """The Bible of a season."""

    season: int
    title: str
    logline: str
    genre: str
    tone: str
    style: str
    question: str
    rules: list[str]
    characters: list[PersonView]
    locations: list[LocationView]
    props: list[PropView]


@router.get("/series/{id}/bible")
def bible(id: SeriesId, desk: AtDesk, season: Season = 1) -> BibleView:
    """Show what a season declares: people with faces and voices, places, objects."""
    found = _document(desk.volume(id), "bible", season, Bible)
    faces, voices, plates = (desk.jobs.samples(id, kind) for kind in ("face", "voice", "plate"))
    if len(faces) < len(found.characters) and desk.busy(id) is None:
        desk.jobs.add_errand(id)
    return BibleView(
        season=season,
        title=found.title,
        logline=found.logline,
        genre=found.genre,
        tone=found.tone,
        style=found.style,
        question=found.question,
        rules=list(found.rules),
        characters=[_person(p, found, faces.get(p.id), voices.get(p.id)) for p in found.characters],
        locations=[
            LocationView(id=p.id, name=p.name, set=p.set, words=p.words, plate=plates.get(p.id))
            for p in found.locations
        ],
        props=[PropView(id=prop.id, name=prop.name, words=prop.words) for prop in found.props],
    )


def _document(volume: Volume, kind: str, season: int, model: type[T]) -> T:
    found = volume.document(kind, season_id(season), model)
    if found is None:
        raise HTTPException(404, f"Season {season} has no {kind} yet.")
    return found


def _person(person: Character, bible: Bible, face: str | None, voice: str | None) -> PersonView:
    names = {other.id: other.name for other in bible.characters}
    return PersonView(
        id=person.id,
        name=person.name,
        full_name=person.full_name,
        role=person.role,
        job=person.job,
        age=person.look.age,
        temper=person.temper,
        speech=person.speech,
        secret=person.secret,
        wants=person.wants,
        fears=person.fears,
        look_words=person.look_words,
        wardrobe=[outfit.words or outfit.garment for outfit in person.wardrobe],
        relations=[RelationView(to=r.to, name=names.get(r.to, r.to), kind=r.kind) for r in person.relations],
        face=face,
        voice=voice,
    )


class PlannedView(View):
    """An episode of the plan."""

    number: int
    id: str
    title: str
    logline: str
    hook: str
    cliff: str
    cliffhanger: str
    tension: float
    cast: list[str]
    stage: str


class ThreadView(View):
    """A promise to the viewer."""

    id: str
    question: str
    answer: str
    planted: int
    due: int
    paid: int
    carried: bool
    recalls: list[int]


class SeasonView(View):
    """The map of a season."""

    number: int
    paywall: int
    episodes: list[PlannedView]
    threads: list[ThreadView]


@router.get("/series/{id}/season")
def season(id: SeriesId, desk: AtDesk, number: Season = 1) -> SeasonView:
    """Show the map of a season: every episode's purpose, and the threads that run through."""
    volume = desk.volume(id)
    outline, bible = _document(volume, "outline", number, Outline), _document(volume, "bible", number, Bible)
    names = {person.id: person.name for person in bible.characters}
    recalls: dict[str, list[int]] = {}
    for episode in outline.episodes:
        for thread in episode.recalls:
            recalls.setdefault(thread, []).append(episode.number)
    return SeasonView(
        number=number,
        paywall=outline.paywall,
        episodes=[_planned(volume, episode, names) for episode in outline.episodes],
        threads=[
            ThreadView(
                id=thread.id,
                question=thread.question,
                answer=thread.answer,
                planted=thread.planted,
                due=thread.due,
                paid=thread.paid,
                carried=thread.carried,
                recalls=recalls.get(thread.id, []),
            )
            for thread in outline.threads
        ],
    )


def _planned(volume: Volume, episode: EpisodeOutline, names: dict[str, str]) -> PlannedView:
    return PlannedView(
        number=episode.number,
        id=episode.episode,
        title=episode.title,
        logline=episode.logline,
        hook=episode.hook,
        cliff=episode.cliff,
        cliffhanger=episode.cliffhanger,
        tension=episode.tension,
        cast=[names.get(id, id) for id in episode.cast],
        stage=volume.stage(episode.episode),
    )


class Quote(View):
    """Words and where they stand."""

    where: str
    quote: str


class FindingView(View):
    """Something that contradicts what happened before, or a fault."""

    id: str
    code: str
    severity: str
    message: str
    episode: str
    canon: Quote | None
    script: Quote | None
    mend: str
    mendable: bool
    """Whether it can be mended in one step."""
    status: str


@router.get("/series/{id}/findings")
def findings(id: SeriesId, desk: AtDesk) -> list[FindingView]:
    """Show every finding of every episode, with both quotes."""
    volume = desk.volume(id)
    found: list[FindingView] = []
    for episode in sorted(volume.archive.ids("findings"), key=place):
        document = volume.document("findings", episode, Findings)
        for finding in document.findings if document else ():
            found.append(
                FindingView(
                    id=finding.id,
                    code=finding.code,
                    severity=finding.severity,
                    message=finding.message,
                    episode=episode,
                    canon=_quote(finding.canon),
                    script=_quote(finding.script),
                    mend=finding.mend,
                    mendable=finding.status == "open" and (finding.edit is not None or bool(finding.mend)),
                    status=finding.status,
                )
            )
    return found


def _quote(where: Place | None) -> Quote | None:
    if where is None:
        return None
    return Quote(where=where.line or where.scene or where.episode, quote=where.quote)
