"""Who is cast, with what, and how well; and what the user does about it."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..agents.crew import Studio
from ..agents.episode import Episode
from ..agents.portraying.bringing import cast_asset, cast_photograph
from ..agents.portraying.cast import Wish, cast, faces_of, needed, present
from ..agents.portraying.portraits import candidates
from ..agents.portraying.sheets import label
from ..agents.portraying.subjects import Subject, subjects
from ..errors import ProductionError
from ..memory.assets import Library
from ..memory.casting import CastSheet
from ..memory.folder import SeriesFolder
from ..memory.frozen import Frozen
from ..memory.takes import TakeStore
from ..tools.frame.page import Hung, Row, hang
from ..tools.frame.photograph import develop, keep
from ..tools.identity.gate import Gate
from ..tools.identity.spec import Outcome
from .consent import expect, given
from .run import Listener
from .settings import Settings
from .wiring import open_studio

PAGE = "casting.png"
_REFUSAL = (
    "A photograph of somebody needs their word. Write it down as they gave it: "
    '--consent "I, Ana Ruiz, agree that my face plays Mia in this series".'
)


class CastPicture(Frozen):
    """One picture of a sheet, as it is told."""

    label: str
    take: str
    path: str
    outcome: Outcome | None = None
    """What the gate says of it against the portrait; None: it was not asked."""
    score: float | None = None


class CastMember(Frozen):
    """Somebody, or a place, and what they are cast with."""

    id: str
    name: str
    kind: str
    asset: str
    """``mia-1f3a@2``; empty: not cast yet."""
    maker: str
    who: str
    """Whose photograph it is, if it is one."""
    adapter: bool
    pictures: tuple[CastPicture, ...]


class CandidateTold(Frozen):
    """A face that could have been chosen."""

    number: int
    take: str
    path: str
    score: float
    why_not: str


class CastReport(Frozen):
    """The cast of a series in pictures."""

    series: str
    members: tuple[CastMember, ...]
    candidates: tuple[CandidateTold, ...] = ()
    page: str = ""
    candidates_page: str = ""
    remade: int = 0
    """Shots that have been filmed and are filmed anew with the next ``make``."""
    damaged: tuple[str, ...] = ()
    """Assets of the library that do not read."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return it for people."""
        lines = [_told(member) for member in self.members]
        for one in self.candidates:
            lines.append(f"  candidate {one.number}  {one.score:+.2f}  {one.why_not}".rstrip())
        lines += [path for path in (self.page, self.candidates_page) if path]
        if self.remade:
            several = self.remade > 1
            lines.append(f"{self.remade} filmed shot{'s are' if several else ' is'} made anew with the next make.")
        lines += [f"The asset {mark} in the library does not read." for mark in self.damaged]
        return "\n".join(lines)


def cast_of(settings: Settings, series: str) -> CastReport:
    """Return who is cast with what, and hang the page; nothing is made but that."""
    with open_studio(settings, SeriesFolder(settings.home, series)) as studio:
        return _report(studio, 0, ())


def cast_by(
    settings: Settings, series: str, who: str, wish: Wish, listen: Listener, everybody: bool = False
) -> CastReport:
    """Cast somebody, or everybody who is missing, and tell what came of it."""

    async def work(studio: Studio, tell: Callable[..., None]) -> None:
        await cast(studio, None if everybody else [who], wish, tell)

    shown = "" if everybody else who
    return _worked(settings, series, work, listen, shown if wish.anew else "", wish)


def cast_with_photograph(
    settings: Settings, series: str, who: str, photo: Path, words: str, whose: str, wish: Wish, listen: Listener
) -> CastReport:
    """Cast somebody with the user's own photograph; raise UserError without the consent of whoever it shows."""
    told = expect(words, _REFUSAL)
    photograph = develop(photo)
    consent = given(told, whose, photograph.sha256)

    async def work(studio: Studio, tell: Callable[..., None]) -> None:
        stored = keep(photograph, studio.floor.store)
        take = studio.floor.take(stored.key)
        assert take is not None, "it has just been kept"
        gate = studio.makers.casting.gate if studio.makers.casting else Gate()
        await cast_photograph(studio, gate, who, take, consent, wish, tell)

    return _worked(settings, series, work, listen)


def cast_from_library(settings: Settings, series: str, who: str, mark: str, wish: Wish, listen: Listener) -> CastReport:
    """Cast somebody with an asset of the home's library."""
    asset = Library(settings.home).find(mark)

    async def work(studio: Studio, tell: Callable[..., None]) -> None:
        await cast_asset(studio, who, asset, wish, tell)

    return _worked(settings, series, work, listen)


def _worked(
    settings: Settings,
    series: str,
    work: Callable[..., Any],
    listen: Listener,
    chosen: str = "",
    wish: Wish | None = None,
) -> CastReport:
    folder = SeriesFolder(settings.home, series)

    async def worked(studio: Studio) -> CastReport:
        def tell(text: str, **facts: Any) -> None:
            listen({"agent": "casting", "text": text, **facts})

        before = filmed(studio)
        await work(studio, tell)
        remade = len(before - filmed(studio))
        told = await _candidates(studio, chosen, wish) if chosen and wish else ()
        return _report(studio, remade, told, chosen)

    with folder.lock(), open_studio(settings, folder, making=True) as studio:
        return asyncio.run(worked(studio))


def filmed(studio: Studio) -> set[str]:
    """Return the ids of all shots that are filmed as they should be now."""
    found: set[str] = set()
    for id in studio.archive.ids("storyboard"):
        episode = Episode.of(studio, id)
        try:
            found |= set(episode.segments())
        except (KeyError, ProductionError):  # its lines have not been spoken, or a picture of the cast is lost
            continue
    return found


async def _candidates(studio: Studio, who: str, wish: Wish) -> tuple[CandidateTold, ...]:
    """Return the candidates there were; all of them are takes by now."""
    call = needed(studio)
    (subject,) = subjects(studio, [who])
    count = max(wish.candidates or call.candidates, wish.pick)
    found = await candidates(studio, call, subject, faces_of(studio, subject), range(count))
    return tuple(
        CandidateTold(
            number=one.number,
            take=one.take.key,
            path=one.take.path,
            score=round(one.score, 3),
            why_not=one.why_not,
        )
        for one in found
    )


def _report(studio: Studio, remade: int, told: Sequence[CandidateTold], who: str = "") -> CastReport:
    everybody, casting = subjects(studio), present(studio)
    members = tuple(_member(studio.floor.store, one, casting.of(one.id)) for one in everybody)
    page, candidates_page = "", ""
    if rows := [_row(member) for member in members if member.pictures]:
        out = studio.folder.documents / PAGE
        hang(rows, out)
        page = str(out)
    if told:
        (subject,) = subjects(studio, [who])
        out = studio.folder.documents / f"casting-{subject.id}.png"
        hang([_candidate_row(subject, told)], out)
        candidates_page = str(out)
    return CastReport(
        series=studio.folder.slug, members=members, candidates=tuple(told), page=page,
        candidates_page=candidates_page, remade=remade, damaged=Library(studio.folder.home).damaged(),
    )  # fmt: skip


def _member(store: TakeStore, subject: Subject, sheet: CastSheet | None) -> CastMember:
    return CastMember(
        id=subject.id,
        name=subject.name,
        kind="person" if subject.person else "place",
        asset=f"{sheet.asset}@{sheet.version}" if sheet else "",
        maker=(sheet.maker or "a photograph") if sheet else "",
        who=sheet.consent.who if sheet and sheet.consent else "",
        adapter=bool(sheet and sheet.adapter),
        pictures=tuple(_picture(store, one.take, label(one)) for one in sheet.pictures) if sheet else (),
    )


def _picture(store: TakeStore, key: str, label: str) -> CastPicture:
    stored = store.get(key)
    said: Any = stored.facts.get("identity") if stored else None
    outcome, score = (said.get("outcome"), said.get("score")) if isinstance(said, dict) else (None, None)
    return CastPicture(label=label, take=key, path=stored.path if stored else "", outcome=outcome, score=score)


def _told(member: CastMember) -> str:
    if not member.asset:
        return f"{member.name:<22} not cast yet"
    by = f"photograph of {member.who}" if member.who else member.maker
    lora = ", LoRA" if member.adapter else ""
    scores = [one.score for one in member.pictures if one.score is not None]
    worst = f", likeness {min(scores):.2f} to {max(scores):.2f}" if scores else ""
    doubts = [one.label for one in member.pictures if one.outcome == "retake"]
    doubtful = f"; doubtful: {', '.join(doubts)}" if doubts else ""
    count = len(member.pictures)
    pictures = f"{count} picture{'s' if count > 1 else ''}"
    return f"{member.name:<22} {member.asset:<20} {by}: {pictures}{lora}{worst}{doubtful}"


def _row(member: CastMember) -> Row:
    by = f"photograph of {member.who}" if member.who else member.maker
    about = f"{member.asset}   {by}" + ("   LoRA" if member.adapter else "")
    hung = (
        Hung(
            Path(one.path),
            one.label,
            "" if one.score is None else f"{one.score:.2f}",
            one.outcome == "retake",
        )
        for one in member.pictures
        if one.path
    )
    return Row(member.name, about, tuple(hung))


def _candidate_row(subject: Subject, told: Sequence[CandidateTold]) -> Row:
    hung = (Hung(Path(one.path), f"{one.number}", f"{one.score:+.2f}", bool(one.why_not)) for one in told)
    return Row(subject.name, "candidates", tuple(hung))
