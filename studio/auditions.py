"""Auditions: faces are looked for and laid out to choose from; nobody is cast until the user says so."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..agents.crew import Studio
from ..agents.portraying.cast import Wish, faces_of, needed, present
from ..agents.portraying.portraits import candidates
from ..agents.portraying.subjects import subjects
from ..errors import UserError
from ..memory.folder import SeriesFolder
from . import casting
from .casting import CandidateTold
from .run import Listener
from .settings import Settings
from .wiring import open_studio

MOST = 24
"""Faces that are laid out at once."""
PHOTOGRAPHS = (".png", ".jpg", ".jpeg")


def audition(settings: Settings, series: str, who: str, seen: int, listen: Listener) -> dict[str, Any]:
    """Look for faces beyond the first ``seen``, and return all of them to choose from; the cast stays as it is.

    Raises UserError if nothing is set up that makes pictures of people.
    """

    async def look(studio: Studio) -> dict[str, Any]:
        call, (subject,) = needed(studio), subjects(studio, [who])
        there = present(studio).of(subject.id)
        # Whoever is cast already has been one of the first.
        first = seen or (call.candidates if there is not None and there.portrait.of else 0)
        count = min(MOST, first + call.candidates)
        listen({"agent": "casting", "text": f"looks for faces for {subject.name}, {count} to choose from"})
        found = await candidates(studio, call, subject, faces_of(studio, subject), range(count))
        told = [
            CandidateTold(number=one.number, take=one.take.key, path="", score=round(one.score, 3), why_not=one.why_not)
            for one in found
        ]
        return {"who": subject.id, "candidates": _plain(told)}

    folder = SeriesFolder(settings.home, series)
    with folder.lock(), open_studio(settings, folder, making=True) as studio:
        return asyncio.run(look(studio))


def pick(settings: Settings, series: str, who: str, number: int, seen: int, listen: Listener) -> dict[str, Any]:
    """Cast the face of that number, out of the first ``seen``."""
    wish = Wish(candidates=max(seen, number), pick=number)
    report = casting.cast_by(settings, series, who, wish, listen)
    return {"who": who, "candidates": _plain(report.candidates), "remade": report.remade}


def photograph(
    settings: Settings, series: str, who: str, upload: str, consent: str, whose: str, listen: Listener
) -> dict[str, Any]:
    """Cast somebody with an uploaded photograph; raise UserError if it is gone, or shows no single face."""
    file = uploaded(settings.home / series, upload)
    if file is None:
        raise UserError("The photograph is not there any more. Send it again.")
    report = casting.cast_with_photograph(settings, series, who, file, consent, whose, Wish(), listen)
    return {"who": who, "candidates": [], "remade": report.remade}


def bring(settings: Settings, series: str, who: str, mark: str, listen: Listener) -> dict[str, Any]:
    """Cast somebody with an asset of the home's library."""
    report = casting.cast_from_library(settings, series, who, mark, Wish(), listen)
    return {"who": who, "candidates": [], "remade": report.remade}


def uploaded(series: Path, upload: str) -> Path | None:
    """Return the picture that was sent in under an id; None if there is none."""
    files = (series / "uploads" / f"{upload}{suffix}" for suffix in PHOTOGRAPHS)
    return next((file for file in files if file.is_file()), None)


def _plain(told: Iterable[CandidateTold]) -> list[dict[str, Any]]:
    """Return candidates as they are told: a page asks for takes by key, and is told no path."""
    return [one.model_dump(mode="json", exclude={"path"}) for one in told]
