"""Pricing: what an order will cost, before anything is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...agents.roles import Role
from ...memory.casting import Casting
from ...memory.frozen import Frozen
from ...memory.storyboard import Framing
from ...tools.frame.spec import Reference
from ...tools.picture.spec import ShotSpec, StageSpec
from ...tools.take import AnyMaker
from ..estimate import money_told
from .building import Cameras

if TYPE_CHECKING:
    from ...agents.crew import Format, Studio

USUAL: Mapping[Role, tuple[int, float]] = {
    "card": (2, 1.8),
    "insert": (1, 1.8),
    "place": (2, 1.2),
    "hero": (5, 2.6),
    "dialogue": (23, 2.9),
    "rest": (12, 1.6),
}
"""Shots of an episode by role, and their seconds: the mean of what the house director boards."""
CAST = 71
"""Pictures of people and places of a season, where nobody knows yet who they are: the mean of what the crew casts."""
_FRAMINGS: Mapping[Role, Framing] = {"card": "title", "insert": "insert", "place": "establishing"}


class Cost(Frozen):
    """What one maker will do, and what it takes for that."""

    maker: str
    """As the mix calls it; ``cast``: the pictures of the cast."""
    what: str
    """Shots or pictures."""
    count: int
    seconds: float
    """Of film."""
    usd: float
    """If every first take is right."""


class Estimate(Frozen):
    """What an order will cost."""

    episodes: int
    boarded: int
    """Of them, those whose storyboard is there; the others are reckoned from what is usual."""
    costs: tuple[Cost, ...]

    @property
    def usd(self) -> float:
        """US dollars in all."""
        return round(sum(cost.usd for cost in self.costs), 4)

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.model_dump(mode="json"), "usd": self.usd}

    def as_text(self) -> str:
        """Return a line a maker, and the sum."""
        rows = [
            f"{cost.maker:<10} {cost.count:>5} {cost.what:<9} {cost.seconds:>6.0f} s  {_dollars(cost.usd):>9}"
            for cost in self.costs
        ]
        many = f"{self.episodes} episode{'s' * (self.episodes != 1)}"
        how = "from storyboards" if self.boarded == self.episodes else f"{self.boarded} of them from storyboards"
        told = f"{many}, {how}" if self.boarded else f"{many}, from what is usual"
        return "\n".join([*rows, f"{told}: {money_told(self.usd)}; retakes come on top."])


def _dollars(usd: float) -> str:
    return f"${usd:.2f}" if usd else "-"


def usual(cameras: Cameras, names: Mapping[Role, str], size: "Format", episodes: int) -> Iterator[Cost]:
    """Yield what episodes cost that are not boarded, by maker."""
    for role, (count, seconds) in USUAL.items():
        camera = cameras.cameras.get(role, cameras.picture)
        usd = price(camera, _usual_shot(role, seconds, camera, size)) * count * episodes
        yield Cost(maker=names[role], what="shots", count=count * episodes, seconds=seconds * count * episodes, usd=usd)


def boarded(studio: "Studio", names: Mapping[Role, str], ids: Iterable[str]) -> Iterator[Cost]:
    """Yield what the shots of boarded episodes cost that are not filmed, by maker."""
    from ...agents.episode import Episode
    from ...agents.revision.estimating import EstimatingFloor
    from ...agents.roles import roles

    studio = replace(studio, floor=EstimatingFloor(studio.floor), at_work={})
    for id in ids:
        episode = Episode.of(studio, id)
        own = roles(episode.storyboard, episode.script)
        for shot, spec in episode.shots.items():
            if shot in own and episode.filmed(shot) is None:
                camera, maker = episode.camera(shot), names[own[shot]]
                yield Cost(maker=maker, what="shots", count=1, seconds=spec.seconds, usd=price(camera, spec))


def casting(cameras: Cameras, pictures: int) -> Iterator[Cost]:
    """Yield what so many pictures of the cast cost."""
    call = cameras.casting
    if call is None or not pictures:
        return
    from ...tools.frame.spec import FrameSpec
    from ...tools.photography.photographed import frame_size

    width, height = frame_size(call.width, call.width * 4 // 3, call.abilities)
    spec = FrameSpec(prompt="somebody", width=width, height=height, seed=0, strength=1.0)
    usd = price(call.frame, spec) * pictures
    yield Cost(maker="cast", what="pictures", count=pictures, seconds=0.0, usd=usd)


def uncast(studio: "Studio") -> int:
    """Return how many pictures of people and places of a series are to be made before it can be filmed."""
    from ...agents.portraying.subjects import expressions, missing, subjects

    call = studio.makers.casting
    if call is None or not studio.chronicle.seasons():
        return CAST
    sheets, count = studio.archive.get("casting", "series", Casting) or Casting(), 0
    for subject in subjects(studio):
        sheet = sheets.of(subject.id)
        felt = expressions(studio, subject.person) if subject.person else ()
        count += sum(1 for _ in missing(subject, sheet, felt, every=False))
        count += 0 if sheet else (call.candidates if subject.person else 1)
    return count


def summed(costs: Iterable[Cost]) -> tuple[Cost, ...]:
    """Return costs added up by maker, in the order of their first."""
    found: dict[tuple[str, str], Cost] = {}
    for cost in costs:
        key = (cost.maker, cost.what)
        so_far = found.get(key, Cost(maker=cost.maker, what=cost.what, count=0, seconds=0.0, usd=0.0))
        added = {name: getattr(so_far, name) + getattr(cost, name) for name in ("count", "seconds", "usd")}
        found[key] = so_far.model_copy(update=added)
    return tuple(
        one.model_copy(update={"seconds": round(one.seconds, 2), "usd": round(one.usd, 4)}) for one in found.values()
    )


def price(maker: AnyMaker[Any], spec: Any) -> float:
    """Return what a Spec costs with a maker, in US dollars; raise PriceUnknown if nobody knows."""
    from ...tools.take import price_of

    return price_of(maker, spec)


def _usual_shot(role: Role, seconds: float, camera: AnyMaker[ShotSpec], size: "Format") -> ShotSpec:
    """Return a shot as it is usual in a role, held to as many references as usual."""
    shown = getattr(camera, "shown", None)
    most = min(2, shown.references) if shown is not None and role not in ("card", "insert", "place") else 0
    return ShotSpec(
        width=size.width,
        height=size.height,
        fps=size.fps,
        seconds=seconds,
        framing=_FRAMINGS.get(role, "medium_close_up"),
        stage=StageSpec(set="office"),
        words="Somebody says something.",
        references=tuple(Reference(subject=f"person {n + 1}") for n in range(most)),
    )
