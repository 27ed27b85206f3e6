"""Duties: how each kind of job is carried out, by what the command line too is made of."""

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..errors import SeriesLocked
from ..memory.chronicle import Chronicle
from ..memory.folder import SeriesFolder
from ..memory.note import Note, Reading
from ..memory.numbering import numbers
from ..memory.talk import Message, Talk
from . import conversation
from .casting_call import call
from .conversation import Said
from .jobs import Job, Jobs
from .order import Order, SeasonOrder, of_premise, of_sequel, of_series
from .reel import marks
from .run import Listener, run
from .screening import Screening
from .settings import Settings
from .sound_stage import dub_as_ordered, voice_as_ordered
from .wiring import open_studio

Result = dict[str, Any]
Duty = Callable[[Settings, Job, Listener], Result]

_HELP = (
    "Say what should be different, in your own words: a line, a scene, somebody's look or voice, where and when it "
    "plays, the pace, the music, the end. Or: undo that; make the next episode; a sequel about…"
)
_ELSEWHERE = {
    "history": "Every change is in the history beside this conversation.",
    "compare": "Two cuts can be laid side by side in the history.",
    "help": _HELP,
}


def carry_out(settings: Settings, job: Job, listen: Listener) -> Result:
    """Carry out a job and return what came of it; raise CliffhangerError if it cannot be done."""
    if quality := job.args.get("quality"):
        settings = settings.model_copy(update={"quality": quality})
    return _DUTIES[job.what](settings, job, listen)


def _make(settings: Settings, job: Job, listen: Listener) -> Result:
    args, home = job.args, settings.home
    if args.get("new"):
        order = of_premise(home, job.text, int(args["seed"]), season_length=int(args["season_length"]))
    else:
        settings = _as_before(settings, job)
        order = of_series(home, job.series, int(args.get("season") or 0))
    order = order.of_episodes(str(args["episodes"]), whole=False)
    return _ordered(settings, order.model_copy(update={"render": bool(args.get("render", True))}), listen)


def _sequel(settings: Settings, job: Job, listen: Listener) -> Result:
    args = job.args
    wanted = SeasonOrder(about=str(args["about"]), lead=str(args["lead"]))
    order = of_sequel(settings.home, job.series, wanted, bool(args["from_here"]))
    return _ordered(_as_before(settings, job), order.of_episodes(str(args["episodes"]), whole=False), listen)


def _ordered(settings: Settings, order: Order, listen: Listener) -> Result:
    order.check(settings)
    listen({"agent": "", "text": "", "episodes": order.last - order.first + 1})
    made = run(settings, order, quiet=True, listener=listen)
    return {"title": made.title, "episodes": [episode.id for episode in made.episodes]}


def _as_before(settings: Settings, job: Job) -> Settings:
    """Return the settings with the size that a series was last filmed in, unless the job names another."""
    if job.args.get("quality"):
        return settings
    return filmed_in(settings, job.series)


def filmed_in(settings: Settings, series: str) -> Settings:
    """Return the settings with the size that a series was last filmed in."""
    with SeriesFolder(settings.home, series).archive() as archive:
        kept = archive.note("format")
    if not kept:
        return settings
    return settings.model_copy(update=Settings.model_validate_json(kept).model_dump(include={"quality", "width"}))


def _note(settings: Settings, job: Job, listen: Listener) -> Result:
    said = conversation.say(settings, job.series, Note(text=job.text, focus=str(job.args.get("focus", ""))), listen)
    if job.args.get("at_once") and said.kind == "proposal":
        said = conversation.accept(settings, job.series, listen)
    return _result(settings, job, said)


def _refine(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.say(settings, job.series, Note(text=job.text), listen, refines=True))


def _accept(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.accept(settings, job.series, listen, int(job.args["number"])))


def _drop(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.drop(settings, job.series, listen, int(job.args["number"])))


def _undo(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.undo(settings, job.series, int(job.args.get("steps", 1)), listen))


def _redo(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.redo(settings, job.series, int(job.args.get("steps", 1)), listen))


def _branch(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.branch(settings, job.series, job.text, listen))


def _switch(settings: Settings, job: Job, listen: Listener) -> Result:
    return _result(settings, job, conversation.switch(settings, job.series, job.text, listen))


def _revise(settings: Settings, job: Job, listen: Listener) -> Result:
    reading, note = Reading.model_validate(job.args["reading"]), Note.model_validate(job.args["note"])
    at_once = bool(job.args["at_once"])
    return _result(settings, job, conversation.revise(settings, job.series, reading, note, listen, at_once))


def _cast(settings: Settings, job: Job, listen: Listener) -> Result:
    from . import auditions  # only now: it brings what makes pictures

    settings, args, who = filmed_in(settings, job.series), job.args, str(job.args["who"])
    if args.get("upload"):
        upload, consent, whose = (str(args[name]) for name in ("upload", "consent", "whose"))
        return auditions.photograph(settings, job.series, who, upload, consent, whose, listen)
    if args.get("asset"):
        return auditions.bring(settings, job.series, who, str(args["asset"]), listen)
    if args.get("pick"):
        return auditions.pick(settings, job.series, who, int(args["pick"]), int(args.get("seen", 0)), listen)
    return auditions.audition(settings, job.series, who, int(args.get("seen", 0)), listen)


def _voice(settings: Settings, job: Job, listen: Listener) -> Result:
    return voice_as_ordered(filmed_in(settings, job.series), job, listen)


def _identity(settings: Settings, job: Job, listen: Listener) -> Result:
    from .identity import identity_of  # only now: it brings what sees faces
    from .web.drift_page import cuts

    listen({"agent": "continuity", "text": "looks at every face"})
    with SeriesFolder(settings.home, job.series).archive() as archive:
        present = cuts(archive)
    report = identity_of(settings.home, job.series)
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for shot in report.shots:
        at = shot.character, shot.shot.rpartition(".")[0]
        best[at] = max(best.get(at, (-1.0, "")), (-0.5 if shot.score is None else shot.score, shot.shot))
    episodes = [
        {**one.model_dump(mode="json"), "shot": best.get((one.character, one.episode), (0.0, ""))[1]}
        for one in report.episodes
    ]
    return {
        "cuts": present,
        "threshold": report.threshold,
        "appearances": len(report.shots),
        "failed": report.failed,
        "unverifiable": report.unverifiable,
        "cast": report.cast,
        "episodes": episodes,
        "worst": [one.model_dump(mode="json") for one in report.worst],
    }


def _result(settings: Settings, job: Job, said: Said) -> Result:
    """Return what came of a word; what it asks for beside the conversation is written down as another job."""
    told: Result = {"kind": said.kind, "text": said.text, "command": said.command}
    if said.proposal is not None:
        told["proposal"] = said.proposal.number
    if said.kind == "command":
        told["text"] = _commanded(settings, job, said)
    return told


def _commanded(settings: Settings, job: Job, said: Said) -> str:
    folder = SeriesFolder(settings.home, job.series)
    with folder.lock(), folder.archive() as archive, Jobs(settings.home) as jobs:
        text = _ELSEWHERE.get(said.command, _HELP)
        if said.command == "make":
            wanted = _wanted(Chronicle(archive), said.argument)
            text = f"Making episode {wanted.replace('-', ' to ')}." if "-" in wanted else f"Making {wanted}."
            jobs.add(job.series, "make", f"episodes {wanted}", episodes=wanted)
        elif said.command == "sequel":
            text = "Making the next season."
            jobs.add(job.series, "sequel", said.argument, about=said.argument, lead="", from_here=True, episodes=1)
        Talk(archive).say(Message(author="showrunner", kind="done", text=text))
    return text


def _wanted(chronicle: Chronicle, argument: str) -> str:
    """Return which episodes a note asks for: those it names, or the next one."""
    named = re.fullmatch(r"\D*(\d{1,3})(?:\D+(\d{1,3}))?\D*", argument)
    if named:
        return f"{named[1]}-{named[2] or named[1]}"
    season = chronicle.seasons()[-1]
    done = chronicle.approved(season)
    number = numbers(done[-1])[1] + 1 if done else 1
    return f"{number}-{number}"


def look_through(settings: Settings, series: str, jobs: Jobs, wanted: Callable[[], bool]) -> list[str]:
    """Do the errand of a series: make what is there to look at, while it is ``wanted``; return what has changed."""
    folder = SeriesFolder(settings.home, series)
    try:
        with folder.lock(), open_studio(filmed_in(settings, series), folder) as studio:
            return asyncio.run(_look(Screening(studio, jobs), jobs, wanted))
    except SeriesLocked:  # somebody works on it with the command line: another time
        return []


async def _look(screening: Screening, jobs: Jobs, wanted: Callable[[], bool]) -> list[str]:
    changed = []
    for episode in screening.episodes():
        screening.look(episode)
    if await call(screening.studio, jobs, wanted):
        changed += ["bible", "series"]
    for episode in screening.episodes():
        if wanted() and await screening.develop(episode, wanted):
            changed.append(f"episode:{episode}")
    return changed


def look_at(settings: Settings, series: str, jobs: Jobs, episodes: Iterable[str]) -> list[str]:
    """Write down how episodes stand, those named and all whose documents have changed; return which they were."""
    folder = SeriesFolder(settings.home, series)
    if not folder.database.is_file():
        return []
    with open_studio(filmed_in(settings, series), folder) as studio:
        screening, kept = Screening(studio, jobs), jobs.reels(series)
        there = screening.episodes()
        chosen = [id for id in there if id in episodes or kept.get(id, ("",))[0] != marks(studio.archive, id)]
        for id in chosen:
            screening.look(id)
        return chosen


_DUTIES: Mapping[str, Duty] = {
    "make": _make,
    "sequel": _sequel,
    "note": _note,
    "refine": _refine,
    "accept": _accept,
    "drop": _drop,
    "undo": _undo,
    "redo": _redo,
    "branch": _branch,
    "switch": _switch,
    "revise": _revise,
    "cast": _cast,
    "identity": _identity,
    "dub": dub_as_ordered,
    "voice": _voice,
}
