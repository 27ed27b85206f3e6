"""Running: what every maker that runs a model here has in common, whatever it makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ...errors import MakerRefused, SettingsError
from ..take import Lane
from .asked import Course
from .card import Card, Device, needs_torch
from .failures import plainly
from .library import library
from .loading import Loaded, Source
from .memory import Allowed
from .quiet import quietly
from .registry import DRIVEN, Kind, Model, accepted, models
from .registry import model as registered
from .warm import Wanted, warm
from .weights import digest


@dataclass(frozen=True)
class Running:
    """Which model, from where, how far it goes, and what may be done if the card is too small."""

    model: str
    folder: str = ""
    """With the weights; empty: the hub, or what was downloaded from it."""
    revision: str = "main"
    """On the hub; a commit pins the weights."""
    steps: int = 0
    """0: as many as the model needs."""
    guidance: float = -1.0
    """Negative: as the model is best with."""
    device: Device | None = None
    """None: the best there is."""
    allow: tuple[Allowed, ...] = ("offload",)
    """What may be done if the card is too small: ``offload`` is slower, ``quantised`` is worse."""
    compiled: bool = False
    """Whether its blocks are compiled: a minute once, and a compiler must be installed."""
    accept_licences: tuple[str, ...] = ()
    """Models whose licence limits commercial use, and which the user has accepted in writing."""
    threads: int = 1
    """On a CPU; with more it is quicker, and one pixel in thirty thousand may differ by one level."""

    @property
    def lane(self) -> Lane:
        """In the process that keeps models warm."""
        return "card"

    @property
    def tool(self) -> str:
        """The name of the model."""
        return self.model

    @property
    def version(self) -> str:
        """Covers the weights, the course, and what else shows in the picture."""
        weights = digest(self.folder) if self.folder else self.revision
        coarse = "coarse" if "quantised" in self.allow else "full"
        return f"1/{weights}/{self.course.steps}/{self.course.guidance}/{coarse}/{self.threads}"

    @property
    def course(self) -> Course:
        """How many steps it takes, and how closely it is guided."""
        known = registered(self.model)
        return Course(self.steps or known.steps, known.guidance if self.guidance < 0 else self.guidance)

    def known_as(self, kind: Kind) -> Model:
        """Return what the registry says of the model; raise SettingsError if it does not make that kind here."""
        known = registered(self.model)
        ours = [m.name for m in models().values() if m.kind == kind and m.family in DRIVEN]
        if known.kind != kind:
            raise SettingsError(f"{self.model} makes {known.kind}s; {kind}s are made by {', '.join(ours)}.")
        if known.family not in DRIVEN:
            raise SettingsError(f"{self.model} cannot be run here yet; {kind}s are made by {', '.join(ours)}.")
        return known

    def check(self) -> None:
        """Raise SettingsError if it may not be used, MissingPart if a package is absent; loads nothing."""
        known = registered(self.model)
        accepted(known, self.accept_licences)
        needs_torch()
        if known.family == "qwen":
            from .qwen import needs_torchvision

            needs_torchvision()

    def loaded(self) -> Loaded:
        """Return the model, warm; raise OutOfMemory or MissingPart with the remedy."""
        source = Source(self.folder, self.revision)
        return warm(Wanted(registered(self.model), source, self.device, self.allow, self.compiled))

    def sized(self, width: int, height: int) -> tuple[int, int]:
        """Return the size if the model makes it; raise MakerRefused with the nearest one otherwise."""
        known = registered(self.model)
        if max(width, height) > known.longest:
            raise MakerRefused(f"{self.model} makes {known.longest} pixels at most, not {width}x{height}.")
        near = tuple(max(1, round(side / known.multiple)) * known.multiple for side in (width, height))
        if near != (width, height):
            raise MakerRefused(
                f"{self.model} makes sizes that are multiples of {known.multiple}: {near[0]}x{near[1]}, say, not "
                f"{width}x{height}."
            )
        return width, height

    @contextmanager
    def at_work(self, loaded: Loaded, doing: str, size: tuple[int, int] | None = None) -> Iterator[None]:
        """Let the model work: quietly, the same every time, and with failures put plainly."""
        with plainly(loaded.model, doing, size), quietly(), steadily(loaded.card, self.threads):
            yield


@contextmanager
def steadily(card: Card, threads: int) -> Iterator[None]:
    """Let nothing but the Spec decide the pixels: sums come out otherwise when more threads share them."""
    torch = library("torch")
    before, exact = torch.get_num_threads(), torch.backends.cudnn.deterministic
    if card.device == "cpu":
        torch.set_num_threads(threads)
    torch.backends.cudnn.deterministic = True
    try:
        yield
    finally:
        torch.set_num_threads(before)
        torch.backends.cudnn.deterministic = exact


def told(loaded: Loaded, size: tuple[int, int], seed: int, steps: int, took: float) -> dict[str, object]:
    """Return the facts of something that a model made in ``took`` seconds."""
    return {
        "width": size[0],
        "height": size[1],
        "model": loaded.model.name,
        "plan": loaded.plan.way,
        "why": loaded.plan.reason,
        "device": loaded.card.name,
        "seed": seed,
        "steps": steps,
        "step_seconds": round(took / max(1, steps), 4),
    }
