"""Dubbing: the user orders languages, and says lines in their own words; the worker does it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, StringConstraints

from ...memory.languages import LANGUAGES
from ...memory.script import Script
from .desk import AtDesk, Desk, View
from .doing import Written, write
from .dub_page import DUB, finished, known, source_of, why_not_into
from .ids import EPISODE, LANGUAGE, LINE, EpisodeId, LanguageCode, SeriesId

router = APIRouter(prefix="/api", tags=["dubs"])

MOST = 12
"""Languages of one order."""


class DubOrder(View):
    """Into which languages what is dubbed."""

    to: list[Annotated[str, StringConstraints(pattern=LANGUAGE)]] = Field(min_length=1, max_length=MOST)
    episode: Annotated[str, StringConstraints(pattern=f"{EPISODE}|^$")] = ""
    """Empty: all that are finished."""


class Ordered(View):
    """The numbers of the jobs, one a language."""

    jobs: list[int]


class Reworded(View):
    """Lines as the user wants them, by id."""

    lines: dict[
        Annotated[str, StringConstraints(pattern=LINE)],
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)],
    ] = Field(min_length=1, max_length=200)


@router.post("/series/{id}/dubs", status_code=202)
def order(id: SeriesId, wanted: DubOrder, request: Request, desk: AtDesk) -> Ordered:
    """Dub an episode, or all that are finished, into languages: a job each."""
    episodes = _finished(desk, id, wanted.episode)
    codes = list(dict.fromkeys(wanted.to))
    for code in codes:
        _expect(desk, id, code)
    what = f"episode {wanted.episode}" if wanted.episode else f"{len(episodes)} finished episodes"
    what = "1 finished episode" if what == "1 finished episodes" else what
    return Ordered(
        jobs=[
            write(request, desk, id, DUB, f"{what} into {LANGUAGES[code].name}", to=code, episodes=episodes)
            for code in codes
        ]
    )


@router.post("/series/{id}/dubs/{episode}/{language}/lines", status_code=202)
async def reword(
    id: SeriesId, episode: EpisodeId, language: LanguageCode, wanted: Reworded, request: Request, desk: AtDesk
) -> Written:
    """Say lines of a dub in the user's own words, and make it with them."""
    await run_in_threadpool(_finished, desk, id, episode)
    await run_in_threadpool(_expect, desk, id, language, said=True)
    script = desk.volume(id).document("script", episode, Script)
    there = {line.id for line in script.lines()} if script else set()
    strange = next((line for line in wanted.lines if line not in there), None)
    if strange is not None:
        raise HTTPException(404, f"There is no line {strange} in {episode}.")
    lines = {line: " ".join(text.split()) for line, text in wanted.lines.items()}
    count = "a line" if len(lines) == 1 else f"{len(lines)} lines"
    text = f"{count} of episode {episode} in {known(language).name}, in your words"
    return Written(job=write(request, desk, id, DUB, text, to=language, episodes=[episode], said=lines))


def _finished(desk: Desk, series: str, episode: str) -> list[str]:
    """Return the episodes that are meant; raise 4xx unless they are finished."""
    there = finished(desk.volume(series))
    if episode and episode not in there:
        raise HTTPException(400, f"{episode} is not finished, so there is nothing to dub yet.")
    if not there:
        raise HTTPException(400, "No episode is finished, so there is nothing to dub yet.")
    return [episode] if episode else there


def _expect(desk: Desk, series: str, code: str, said: bool = False) -> None:
    """Raise 4xx unless a series can be dubbed into a language; whoever says lines may say all of them."""
    name, volume = known(code).name, desk.volume(series)
    if code == source_of(volume):
        raise HTTPException(400, f"The series is in {name} already.")
    if why_not := why_not_into(desk, volume, code, said):
        raise HTTPException(400, why_not)
