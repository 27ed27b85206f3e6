"""What the user does: every change of a series is written down as a job, and somebody else does it."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, StringConstraints

from ...memory.note import Note, Reading
from ...memory.talk import Message, Talk
from ..jobs import Job
from ..settings import Quality
from .bids import BidView, agreed, order_bid
from .desk import AtDesk, Desk, View
from .ids import FindingId, Number, SceneId, SeriesId, ShotId
from .talk_page import message_view, waiting

router = APIRouter(prefix="/api", tags=["doing"])

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Focus = Annotated[str, StringConstraints(pattern=r"^(s\d{2,4}e\d{2,4}(\.[a-z0-9_]{1,40}){0,3})?$")]
EPISODES = r"^\d{1,3}( ?- ?\d{1,3})?$"
Episodes = Annotated[str, StringConstraints(pattern=EPISODES)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Agreed = Annotated[float | None, Field(ge=0, le=1e6, description="US dollars that the user has agreed to.")]


class Written(View):
    """The number of a job."""

    job: int


class Begun(Written):
    """The number of a job, and the series it is for."""

    series: str


class NewSeries(View):
    """What a series is made of."""

    premise: Line
    episodes: int = Field(1, ge=1, le=100)
    quality: Quality | None = None
    seed: int = Field(0, ge=0, le=2**31 - 1)
    season_length: int = Field(60, ge=60, le=100)
    agreed: Agreed = None


class MoreEpisodes(View):
    """Which episodes are wanted: "2" is the first two, "2-4" is what it says."""

    episodes: Episodes
    season: int = Field(0, ge=0, le=999)
    quality: Quality | None = None
    agreed: Agreed = None


class NextSeason(View):
    """What the next season is about."""

    about: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    lead: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    from_here: bool = False
    episodes: int = Field(1, ge=1, le=100)
    agreed: Agreed = None


class SaidNote(View):
    """What the user says, and the id of what they are looking at."""

    text: Words
    focus: Focus = ""


class Refinement(View):
    """What should be different about a proposal."""

    text: Words


class BranchName(View):
    """The name of a branch."""

    name: Name


class ShotNote(View):
    """What should be different about a shot; empty: just another take."""

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


class Lock(View):
    """Whether it is kept exactly as it is."""

    locked: bool


class EarlierTake(View):
    """A revision of the storyboard."""

    revision: int = Field(ge=1, le=2**31 - 1)


class Reason(View):
    """Why a finding is meant."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)] = ""


class JobView(View):
    """A job."""

    id: int
    series: str
    what: str
    text: str
    state: str
    at: str


@router.get("/jobs")
def jobs(desk: AtDesk) -> list[JobView]:
    """Show the latest jobs of the home."""
    return [_job(job) for job in desk.jobs.jobs(latest=200)]


@router.post("/jobs/{number}/stop", status_code=202)
def stop(number: Number, desk: AtDesk) -> JobView:
    """Ask a job to stop; what it has made is kept."""
    found = desk.jobs.stop(number)
    if found is None:
        raise HTTPException(404, f"There is no job {number}.")
    return _job(desk.jobs.job(number) or found)


def _job(job: Job) -> JobView:
    return JobView(id=job.id, series=job.series, what=job.what, text=job.text, state=job.state, at=job.at)


@router.get("/bid")
async def bid(
    desk: AtDesk,
    episodes: Annotated[int, Query(ge=1, le=100)] = 1,
    quality: Quality | None = None,
) -> BidView:
    """Tell who would film a new series, and what its first episodes cost."""
    return await order_bid(desk, "", 0, 1, episodes, quality)


@router.get("/series/{id}/bid")
async def series_bid(
    id: SeriesId,
    desk: AtDesk,
    episodes: Annotated[str, Query(pattern=EPISODES)] = "1",
    season: Annotated[int, Query(ge=0, le=999)] = 0,
    quality: Quality | None = None,
) -> BidView:
    """Tell who films a series from now on, and what episodes of it cost."""
    desk.volume(id)
    return await order_bid(desk, id, season, *_range(episodes), quality)


@router.post("/series", status_code=202)
async def begin(wanted: NewSeries, request: Request, desk: AtDesk) -> Begun:
    """Make a series of one line; the same line and seed again go on with the same series."""
    from ...memory.folder import slug
    from ..order import LONGEST_PREMISE, Order

    premise = " ".join(wanted.premise.split())[:LONGEST_PREMISE]
    series = slug(premise) + (f"-{wanted.seed}" if wanted.seed else "")
    order = Order(seed=wanted.seed, slug=series, premise=premise, season_length=wanted.season_length)
    await run_in_threadpool(order.check, desk.settings)
    begun = series if await run_in_threadpool(desk.find, series) else ""
    agreed((await order_bid(desk, begun, 0, 1, wanted.episodes, wanted.quality)).usd, wanted.agreed)
    args = wanted.model_dump(include={"quality", "seed", "season_length"})
    job = write(request, desk, series, "make", premise, new=True, episodes=str(wanted.episodes), **args)
    return Begun(job=job, series=series)


@router.post("/series/{id}/make", status_code=202)
async def make(id: SeriesId, wanted: MoreEpisodes, request: Request, desk: AtDesk) -> Written:
    """Make episodes of a series that is there."""
    desk.volume(id)
    cost = await order_bid(desk, id, wanted.season, *_range(wanted.episodes), wanted.quality)
    agreed(cost.usd, wanted.agreed)
    args = wanted.model_dump(exclude={"agreed"})
    return Written(job=write(request, desk, id, "make", f"episodes {wanted.episodes}", **args))


@router.post("/series/{id}/sequel", status_code=202)
async def sequel(id: SeriesId, wanted: NextSeason, request: Request, desk: AtDesk) -> Written:
    """Make the next season."""
    volume = desk.volume(id)
    season = (volume.chronicle.seasons() or (0,))[-1] + 1
    agreed((await order_bid(desk, id, season, 1, wanted.episodes, None)).usd, wanted.agreed)
    args = wanted.model_dump(exclude={"agreed"})
    return Written(job=write(request, desk, id, "sequel", wanted.about, **args))


def _range(episodes: str) -> tuple[int, int]:
    """Return the first and the last of what is asked for as "2" (the first two) or "2-4"."""
    first, _, last = episodes.partition("-")
    return (int(first), int(last)) if last else (1, int(first))


@router.post("/series/{id}/notes", status_code=202)
def note(id: SeriesId, said: SaidNote, request: Request, desk: AtDesk) -> Written:
    """Say something; it is in the conversation at once, the answer comes as an event."""
    volume = desk.volume(id)
    job = write(request, desk, id, "note", said.text, focus=said.focus)
    before = Talk(volume.archive).messages()
    pending = desk.jobs.job(job)
    if pending is not None:
        message: Message = waiting(pending, before[-1].number + 1 if before else 1)
        desk.jobs.tell(id, job, "said", message=message_view(message, None).model_dump(mode="json"))
    return Written(job=job)


@router.post("/series/{id}/proposals/{number}/accept", status_code=202)
def accept(id: SeriesId, number: Number, request: Request, desk: AtDesk) -> Written:
    """Carry out a proposal."""
    return _decide(request, desk, id, number, "accept")


@router.post("/series/{id}/proposals/{number}/drop", status_code=202)
def drop(id: SeriesId, number: Number, request: Request, desk: AtDesk) -> Written:
    """Drop a proposal."""
    return _decide(request, desk, id, number, "drop")


@router.post("/series/{id}/proposals/{number}/refine", status_code=202)
def refine(id: SeriesId, number: Number, wanted: Refinement, request: Request, desk: AtDesk) -> Written:
    """Say what should be different about a proposal."""
    return _decide(request, desk, id, number, "refine", wanted.text)


def _decide(request: Request, desk: Desk, id: str, number: int, what: str, text: str = "") -> Written:
    if Talk(desk.volume(id).archive).proposal(number) is None:
        raise HTTPException(404, f"There is no proposal {number}.")
    return Written(job=write(request, desk, id, what, text, number=number))


@router.post("/series/{id}/undo", status_code=202)
def undo(id: SeriesId, request: Request, desk: AtDesk) -> Written:
    """Go back one change."""
    desk.volume(id)
    return Written(job=write(request, desk, id, "undo"))


@router.post("/series/{id}/redo", status_code=202)
def redo(id: SeriesId, request: Request, desk: AtDesk) -> Written:
    """Make the undone change again."""
    desk.volume(id)
    return Written(job=write(request, desk, id, "redo"))


@router.post("/series/{id}/branches", status_code=202)
def branch(id: SeriesId, wanted: BranchName, request: Request, desk: AtDesk) -> Written:
    """Go on under another name, so that it can be had both ways."""
    desk.volume(id)
    return Written(job=write(request, desk, id, "branch", wanted.name))


@router.post("/series/{id}/switch", status_code=202)
def switch(id: SeriesId, wanted: BranchName, request: Request, desk: AtDesk) -> Written:
    """Go to another branch."""
    desk.volume(id)
    return Written(job=write(request, desk, id, "switch", wanted.name))


@router.post("/series/{id}/shots/{shot}/retake", status_code=202)
def retake(id: SeriesId, shot: ShotId, wanted: ShotNote, request: Request, desk: AtDesk) -> Written:
    """Take a shot once more, differently if a note says how."""
    if wanted.note:
        desk.volume(id)
        return Written(job=write(request, desk, id, "note", wanted.note, focus=shot, at_once=True))
    return _revise(request, desk, id, shot, f"Take {shot} once more.", {"do": "retake", "shot": shot})


@router.post("/series/{id}/shots/{shot}/lock", status_code=202)
def lock_shot(id: SeriesId, shot: ShotId, wanted: Lock, request: Request, desk: AtDesk) -> Written:
    """Keep a shot exactly as it is, or give it free."""
    return _lock(request, desk, id, shot, wanted.locked)


@router.post("/series/{id}/scenes/{scene}/lock", status_code=202)
def lock_scene(id: SeriesId, scene: SceneId, wanted: Lock, request: Request, desk: AtDesk) -> Written:
    """Keep a scene exactly as it is, or give it free."""
    return _lock(request, desk, id, scene, wanted.locked)


def _lock(request: Request, desk: Desk, id: str, what: str, locked: bool) -> Written:
    text = f"Keep {what} exactly as it is." if locked else f"{what} may be changed again."
    return _revise(request, desk, id, what, text, {"do": "keep", "what": what, "locked": locked})


@router.post("/series/{id}/shots/{shot}/use", status_code=202)
def use(id: SeriesId, shot: ShotId, wanted: EarlierTake, request: Request, desk: AtDesk) -> Written:
    """Take back an earlier take of a shot."""
    edit = {"do": "take_back", "shot": shot, "revision": wanted.revision}
    return _revise(request, desk, id, shot, f"Use the earlier take of {shot}.", edit)


@router.post("/series/{id}/findings/{finding}/mend", status_code=202)
def mend(id: SeriesId, finding: FindingId, request: Request, desk: AtDesk) -> Written:
    """Propose the smallest edit that mends a finding."""
    edit = {"do": "mend_finding", "finding": finding}
    return _revise(request, desk, id, finding, f"Mend {finding}.", edit, at_once=False)


@router.post("/series/{id}/findings/{finding}/waive", status_code=202)
def waive(id: SeriesId, finding: FindingId, wanted: Reason, request: Request, desk: AtDesk) -> Written:
    """Say that a finding is meant."""
    edit = {"do": "waive_finding", "finding": finding, "reason": wanted.reason}
    return _revise(request, desk, id, finding, f"{finding} is meant. {wanted.reason}".strip(), edit)


def _revise(
    request: Request, desk: Desk, id: str, focus: str, text: str, edit: dict[str, Any], at_once: bool = True
) -> Written:
    """Write down an edit that a button asks for; what it means is known."""
    desk.volume(id)
    reading = Reading.model_validate({"edits": [edit], "understood": text})
    said = Note(text=text, focus=focus)
    args = {"reading": reading.model_dump(mode="json"), "note": said.model_dump(mode="json"), "at_once": at_once}
    return Written(job=write(request, desk, id, "revise", text, **args))


def write(request: Request, desk: Desk, series: str, what: str, text: str = "", **args: Any) -> int:
    """Write down a job and see to it that somebody does it."""
    job = desk.jobs.add(series, what, text, **args)
    request.app.state.hire()
    return job
