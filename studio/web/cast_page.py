"""Who is cast with which pictures: the sheets of a series, faces to choose from, and the assets of the home."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter

from ...errors import CliffhangerError
from ...memory.assets import Asset, Library
from ...memory.bible import Bible, Character, Location
from ...memory.casting import Casting, CastSheet, SheetPicture
from ...memory.numbering import season_id
from .bids import agreed, mix_of_series, mix_words
from .desk import AtDesk, Desk, View, Volume
from .ids import SeriesId

router = APIRouter(prefix="/api", tags=["casting"])

CAST = "cast"
"""What a job is that casts somebody."""


class ConsentView(View):
    """Somebody's word that their face may be used."""

    who: str
    words: str
    at: str


class PictureView(View):
    """One picture of a sheet."""

    take: str
    label: str
    shown: str
    outcome: str
    """What the gate says of it against the portrait: ok, retake, unverifiable; empty: it was not asked."""
    score: float | None
    reasons: list[str]


class CandidateView(View):
    """A face to choose from."""

    number: int
    take: str
    score: float
    why_not: str
    current: bool


class MemberView(View):
    """Somebody, or a place, and what they are cast with."""

    id: str
    name: str
    kind: str
    """person or place."""
    asset: str
    """``mia-1f3a``; empty: not cast."""
    version: int
    maker: str
    consent: ConsentView | None
    adapter: bool
    stale: bool
    """Whether their look has changed since."""
    pictures: list[PictureView]
    candidates: list[CandidateView]


class AssetView(View):
    """An asset of the home's library."""

    mark: str
    name: str
    kind: str
    series: str
    maker: str
    consent: str
    """Whose photograph it is; empty: nobody's."""
    pictures: int


class CastingView(View):
    """The cast of a series in pictures."""

    casts: bool
    """Whether faces can be looked for here."""
    why_not: str
    mix: str
    members: list[MemberView]
    library: list[AssetView]
    damaged: list[str]


@router.get("/series/{id}/cast")
def cast(id: SeriesId, desk: AtDesk) -> CastingView:
    """Show who is cast with what, and what could be chosen instead."""
    volume = desk.volume(id)
    sheets = volume.document("casting", "series", Casting) or Casting()
    casts, why_not, mix = who_casts(desk, id)
    faces = _candidates(desk, id)
    library = Library(desk.home)
    return CastingView(
        casts=casts,
        why_not=why_not,
        mix=mix,
        members=[_member(desk, id, one, sheets.of(one.id), faces.get(one.id, [])) for one in subjects(volume)],
        library=[_asset(asset) for asset in library.assets()],
        damaged=list(library.damaged()),
    )


def who_casts(desk: Desk, series: str) -> tuple[bool, str, str]:
    """Return whether faces can be looked for, a sentence why not, and the mix in words."""
    try:
        mix = mix_of_series(desk, series)
    except CliffhangerError as error:
        return False, str(error), ""
    cameras = (mix.camera(name) for name in mix.cameras)
    named = [camera.frames for camera in cameras if camera is not None and camera.frames not in ("", "none")]
    if mix.photographs and (mix.frames or named):
        return True, "", mix_words(mix)
    if mix.photographs:
        return False, "Nobody is named who makes pictures: say frames=… in --mix, or in makers.toml.", mix_words(mix)
    return False, (
        "Everything here is drawn, and the drawing needs no casting. To look for faces, name a maker of pictures with "
        "--mix or in makers.toml; cliffhanger doctor shows what there is."
    ), mix_words(mix)  # fmt: skip


def subjects(volume: Volume) -> list[Character | Location]:
    """Return everybody and every place of all seasons, as the latest one knows them."""
    found: dict[str, Character | Location] = {}
    for number in volume.chronicle.seasons():
        if bible := volume.document("bible", season_id(number), Bible):
            found.update((person.id, person) for person in bible.characters)
            found.update((place.id, place) for place in bible.locations)
    return list(found.values())


def _candidates(desk: Desk, series: str) -> dict[str, list[dict[str, Any]]]:
    """Return the faces that were laid out last, by whom they are for."""
    found: dict[str, list[dict[str, Any]]] = {}
    for job in desk.jobs.jobs(series, ("done",)):
        told = desk.jobs.latest(job.id, "finished") if job.what == CAST else None
        result = told.facts.get("result", {}) if told else {}
        if result.get("candidates"):
            found[str(result["who"])] = result["candidates"]
    return found


def laid_out(desk: Desk, series: str, who: str) -> int:
    """Return how many faces have been laid out for somebody."""
    return max((int(one["number"]) for one in _candidates(desk, series).get(who, [])), default=0)


def _member(
    desk: Desk, series: str, one: Character | Location, sheet: CastSheet | None, faces: list[dict[str, Any]]
) -> MemberView:
    portrait = sheet.portrait.take if sheet else ""
    stale = bool(sheet and isinstance(one, Character) and sheet.portrait.of and sheet.portrait.of != one.look.digest())
    consent = sheet.consent if sheet else None
    return MemberView(
        id=one.id,
        name=one.name,
        kind="person" if isinstance(one, Character) else "place",
        asset=sheet.asset if sheet else "",
        version=sheet.version if sheet else 0,
        maker=sheet.maker if sheet else "",
        consent=ConsentView(who=consent.who, words=consent.words, at=consent.at) if consent else None,
        adapter=bool(sheet and sheet.adapter),
        stale=stale,
        pictures=list(_pictures(desk, series, sheet)) if sheet else [],
        candidates=[CandidateView(**face, current=face["take"] == portrait) for face in faces],
    )


def _pictures(desk: Desk, series: str, sheet: CastSheet) -> Iterator[PictureView]:
    for one in sheet.pictures:
        stored = desk.take(series, one.take)
        said: Any = stored.facts.get("identity") if stored else None
        verdict = said if isinstance(said, dict) else {}
        if stored is not None:
            yield PictureView(
                take=one.take,
                label=label(one),
                shown=one.shown,
                outcome=str(verdict.get("outcome", "")),
                score=verdict.get("score"),
                reasons=[
                    str(check.get("text", ""))
                    for check in verdict.get("checks", [])
                    if check.get("outcome") == "retake" and check.get("text")
                ],
            )


def label(one: SheetPicture) -> str:
    """Return what a picture shows, in a word or two."""
    if one.shown == "outfit":
        return f"outfit {(one.outfit or 0) + 1}"
    if one.shown == "expression":
        return str(one.emotion or "expression").replace("_", " ")
    if one.shown != "face":
        return one.shown
    away = abs(one.turned)
    return "portrait" if not away else "back" if away > 135 else "profile" if away >= 68 else "three quarter"


def _asset(asset: Asset) -> AssetView:
    return AssetView(
        mark=asset.mark,
        name=asset.name,
        kind=asset.kind,
        series=asset.series,
        maker=asset.maker,
        consent=asset.consent.who if asset.consent else "",
        pictures=len(asset.pictures),
    )


class CastBid(View):
    """What it costs to look for faces, and to cast somebody."""

    look: float
    """US dollars for some more faces."""
    cast: dict[str, float]
    """US dollars for the pictures of everybody's sheet, by id."""
    faces: int
    """How many are looked for at once."""


@router.get("/series/{id}/cast/bid")
async def cast_bid(id: SeriesId, desk: AtDesk) -> CastBid:
    """Tell what it costs to look for more faces, and to cast one; nothing where nobody makes pictures."""
    desk.volume(id)
    casts, _, _ = who_casts(desk, id)
    if not casts:
        return CastBid(look=0.0, cast={}, faces=0)
    told = await desk.bids.ask(desk.settings, mix_of_series(desk, id).line, "--cast", "--series", id)
    each, faces = float(told["usd"]), int(told["faces"])
    sheets = {who: round(each * count, 4) for who, count in told["sheets"].items()}
    return CastBid(look=round(each * faces, 4), cast=sheets, faces=faces)


async def paid(id: str, desk: Desk, who: str, said: float | None, look: bool = False) -> None:
    """Raise 409 unless the user has agreed to what looking for somebody, or casting them, costs."""
    bid = await cast_bid(id, desk)
    agreed(bid.look if look else bid.cast.get(who, 0.0), said)
