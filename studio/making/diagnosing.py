"""Diagnosing: who films which shots, why, on what terms, and what would better it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ...errors import CliffhangerError
from ...tools.clip.spec import ClipAbilities, ClipSpec
from ...tools.frame.spec import FrameAbilities, FrameSpec
from ..diagnosis import Diagnosis
from ..settings import Settings
from .bidding import NoBook
from .building import NO_FRAMES, Builder
from .cards import card_found
from .mix import settle
from .presence import expect_maker
from .tables import Camera, ClipMaker, FrameMaker

if TYPE_CHECKING:
    from ...tools.diffusion.card import Card

_COMMERCIAL = {"yes": "commercial use allowed", "threshold": "commercial use within limits", "no": "not for commerce"}
_SAMPLE = 5.0
"""Seconds of the clip by which a price a second is told."""


def diagnosed(settings: Settings, look: "Callable[[], Card]" = card_found) -> Iterator[Diagnosis]:
    """Yield one row a camera and one for the cast, or nothing if everything is drawn.

    Raises SettingsError if the mix or the file of makers does not read.
    """
    from .catalogue import read

    catalogue = read(settings)
    builder = Builder(settle(catalogue, settings.mix), settings, NoBook(), lambda _: None)
    if not builder.mix.photographs:
        return
    for name, roles in builder.mix.cameras.items():
        camera = builder.mix.camera(name)
        job = ", ".join(roles)
        if camera is None:
            yield Diagnosis(job=job, maker=name, healthy=True, why="embedded; no model is asked", facts={"usd": 0.0})
        else:
            yield _camera(builder, job, name, camera, look)


def _camera(builder: Builder, job: str, name: str, camera: Camera, look: "Callable[[], Card]") -> Diagnosis:
    """Return how one camera stands: the first thing that it lacks, or what it is made of."""
    parts = [part for part in (camera.frames, camera.clips) if part and part != NO_FRAMES]
    told: list[str] = []
    facts: dict[str, Any] = {}
    try:
        builder.camera(name)
        for part in parts:
            maker = builder.mix.makers[part]
            expect_maker(builder, part, maker, look)
            words, known = _maker(builder, part, maker, look)
            told.append(words)
            facts[part] = known
    except CliffhangerError as error:
        return Diagnosis(job=job, maker=name, healthy=False, why=str(error), facts=facts)
    moved = "" if camera.clips else "; the still acts by itself"
    told_by = "named for it" if builder.settings.mix else f"named in {builder.mix.catalogue.file}"
    return Diagnosis(
        job=job, maker=name, healthy=True, why=f"{told_by}; {'; '.join(told)}{moved}", facts=facts,
        better=_better(builder, camera, look),
    )  # fmt: skip


def _maker(
    builder: Builder, name: str, maker: FrameMaker | ClipMaker, look: "Callable[[], Card]"
) -> tuple[str, dict[str, Any]]:
    """Return what a maker of frames or clips is, in words and as data."""
    built: Any
    if isinstance(maker, FrameMaker):
        built, able, _ = builder.frames(name)
        spec: FrameSpec | ClipSpec = _frame(able)
    else:
        built, able = builder.clips(name)
        spec = _clip(able)
    facts: dict[str, Any] = {"model": maker.model, "abilities": able.model_dump(mode="json", exclude_defaults=True)}
    if maker.adapter == "diffusion":
        words = _local(builder, maker, look, facts)
    else:
        from .providers import provider_of

        words = [f"{maker.model or maker.workflow} at {provider_of(maker).label}", _price(built, spec, facts)]
        facts["licence"] = "the provider's terms"
    return ", ".join([f"{name} is {words[0]}", *words[1:], *_able(able)]), facts


def _local(
    builder: Builder, maker: FrameMaker | ClipMaker, look: "Callable[[], Card]", facts: dict[str, Any]
) -> list[str]:
    from ...tools.diffusion.memory import plan
    from ...tools.diffusion.registry import model

    known, card = model(maker.model), look()
    allow = [what for what in builder.settings.allow if what != "photo-for-video"]
    way = plan(known, card, allow).way.replace("_", " ")
    facts |= {"licence": known.licence, "commercial": known.commercial, "memory": known.memory, "usd": 0.0}
    facts |= {"card": card.name, "free": round(card.free, 1), "way": way}
    return [
        f"{known.name} on {card.name} ({card.free:.0f} GB free, {known.memory:g} GB wanted: {way})",
        f"{known.licence} ({_COMMERCIAL[known.commercial]})",
        "no price",
    ]


def _price(maker: Any, spec: FrameSpec | ClipSpec, facts: dict[str, Any]) -> str:
    from ...tools.take import price_of
    from ...tools.vendors.prices import PriceUnknown

    try:
        usd = price_of(maker, spec)
    except PriceUnknown:
        facts["usd"] = None
        return "price not known"
    each = usd / spec.seconds if isinstance(spec, ClipSpec) else usd
    facts["usd"] = round(each, 4)
    return f"${each:.3f} a {'second' if isinstance(spec, ClipSpec) else 'frame'}" if each else "no price"


def _frame(able: FrameAbilities) -> FrameSpec:
    from ...tools.photography.photographed import frame_size

    width, height = frame_size(1080, 1920, able)
    return FrameSpec(prompt="somebody", width=width, height=height, seed=0, strength=1.0)


def _clip(able: ClipAbilities) -> ClipSpec:
    from ...tools.photography.chaining import clip_size

    width, height = clip_size(1080, 1920, able)
    seconds = able.length(_SAMPLE)
    return ClipSpec(prompt="somebody", width=width, height=height, seconds=seconds, fps=24, seed=0, first=able.first)


def _able(able: FrameAbilities | ClipAbilities) -> Iterator[str]:
    if able.references:
        yield f"up to {able.references} references"
    if isinstance(able, ClipAbilities):
        lengths = able.lengths
        yield f"clips of {min(lengths):g} to {max(lengths):g} s" if lengths else f"clips up to {able.longest:g} s"
        if able.speaks:
            yield "speaks by itself"


def _better(builder: Builder, camera: Camera, look: "Callable[[], Card]") -> str:
    """Return the line that would better a camera whose frames are made here: a model that fits and is better."""
    table = builder.mix.catalogue.makers.get(camera.frames)
    if not isinstance(table, FrameMaker) or table.adapter != "diffusion":
        return ""
    from ...tools.diffusion.registry import choose, models

    best, names = choose("frame", look().free), list(models())
    if best is None or names.index(best.name) <= names.index(table.model):
        return ""
    named = [one for one, other in builder.mix.catalogue.makers.items() if getattr(other, "model", "") == best.name]
    return f"{best.name} fits on this card: --mix …,frames={named[0]}" if named else ""
