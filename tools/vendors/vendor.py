"""The seam of all vendors: a job is submitted, asked for until it ends, and its file is fetched.

A vendor is one thin file over plain HTTP. What is the same for all of them is not in it: what is written down and when
(``bought``), retries, sizes and addresses (``wire``), prices (``prices``), whether the file is what was asked
(``received``).

One that answers at once, with the file in its answer, keeps that file in a folder of its own under the tag, returns the
tag as the id, and finds it there again: then a crash loses nothing either.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from ...errors import JobUncertain, MakerRefused, ToolError
from ...memory.frozen import Frozen
from ..clip.spec import ClipAbilities, ClipSpec
from ..frame.spec import FrameAbilities, FrameSpec

JobIs = Literal["queued", "running", "done", "failed", "refused", "cancelled"]
"""``refused``: by moderation, so that asking again helps nothing."""

PictureSpec = FrameSpec | ClipSpec

SHAPES_ALIKE = 0.03
"""How far width over height may be from what is asked, so that a size counts as having that shape."""


class Progress(Frozen):
    """How far a job is."""

    state: JobIs
    fraction: float = 0.0
    """0 to 1; 0 where the vendor does not say."""
    files: tuple[str, ...] = ()
    """Addresses of what it made, the first being what was asked for. They expire."""
    text: str = ""
    """The vendor's own words: why it failed, the category of a refusal."""


class NoSuchJob(ToolError):
    """The vendor knows no job of that id, or no longer."""


class Expired(ToolError):
    """A file is no longer at its address; the vendor may give another one."""


@runtime_checkable
class Vendor(Protocol):
    """One model at one provider. Every method may be called from any thread, and raises the errors of ``wire``."""

    @property
    def name(self) -> str:
        """The provider, as it is written in prices and keys: ``runway``."""
        ...

    @property
    def model(self) -> str:
        """The model, as the provider calls it: ``gen4_turbo``."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same Spec would be asked for in another way."""
        ...

    @property
    def abilities(self) -> Any:
        """What it can do; its type, one of ``goods.Abilities``, says what it makes."""
        ...

    @property
    def finds(self) -> bool:
        """Whether ``find`` can find a job of whose id nothing is known."""
        ...

    def submit(self, spec: Any, pictures: Sequence[Path], tag: str) -> str:
        """Submit a job and return the provider's id.

        ``pictures`` are the inputs of the Spec in their order. ``tag`` is ours, 32 characters, the same for the same
        Spec. Raises JobUncertain where the provider may have taken the job although no id came back, and MakerRefused
        or ToolError where it surely has not.
        """
        ...

    def poll(self, id: str) -> Progress:
        """Return how far a job is; raise NoSuchJob if the provider does not know it."""
        ...

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the file of a job that is done; raise Expired if its address is no longer good."""
        ...

    def cancel(self, id: str) -> None:
        """Ask the provider to stop a job; it may go on all the same."""
        ...

    def price(self, spec: Any) -> float:
        """Return what a Spec costs in US dollars; raise PriceUnknown rather than guess."""
        ...

    def find(self, tag: str) -> str | None:
        """Return the id of the job that was submitted with that tag; None if there is none, or ``finds`` is False.

        Raises JobUncertain if it was asked for and nobody can say what became of it.
        """
        ...


def makes_clips(vendor: Vendor) -> bool:
    """Return whether a vendor makes clips rather than frames."""
    return isinstance(vendor.abilities, ClipAbilities)


def must_fit(spec: PictureSpec, vendor: Vendor) -> None:
    """Raise MakerRefused if a Spec asks for more than the vendor's model can do."""
    able, who = vendor.abilities, f"{vendor.model} at {vendor.name}"
    if isinstance(spec, ClipSpec) != isinstance(able, ClipAbilities):
        raise MakerRefused(f"{who} makes {'clips' if isinstance(able, ClipAbilities) else 'frames'} only.")
    if len(spec.references) > able.references:
        raise MakerRefused(
            f"{who} takes {able.references} reference pictures at most, not {len(spec.references)}; "
            "choose another maker for this shot."
        )
    if isinstance(spec, FrameSpec) and spec.adapters:
        raise MakerRefused(f"{who} takes no LoRA; choose a local maker for this shot, or drop the adapter.")
    if isinstance(spec, ClipSpec) and isinstance(able, ClipAbilities):
        for asked, can, frame in ((spec.first, able.first, "first"), (spec.last, able.last, "last")):
            if asked and not can:
                raise MakerRefused(f"{who} cannot be given the {frame} frame; choose another maker for this shot.")


def size_of(spec: PictureSpec, able: ClipAbilities | FrameAbilities) -> tuple[int, int]:
    """Return the ``(width, height)`` to ask for: of those the model makes in that shape, the one nearest in size."""
    if not able.sizes:
        return spec.width, spec.height
    asked = spec.width / spec.height
    off = {size: abs(size[0] / size[1] - asked) / asked for size in able.sizes}
    near = [size for size in able.sizes if off[size] <= max(SHAPES_ALIKE, min(off.values()))]
    return min(near, key=lambda size: abs(size[1] - spec.height))


def length_of(spec: ClipSpec, able: ClipAbilities) -> float:
    """Return the seconds to ask for; MakerRefused if the model makes nothing so long."""
    length = able.length(spec.seconds)
    if length < spec.seconds - 0.05:
        raise MakerRefused(
            f"A clip of {spec.seconds:.1f} s is asked for, and the model makes {length:g} s at most; "
            "make the shot shorter, or choose another maker for it."
        )
    return length


def worded(prompt: str, most: int) -> str:
    """Return the prompt cut at the last whole word that the model takes."""
    if len(prompt) <= most:
        return prompt
    return prompt[: most + 1].rsplit(None, 1)[0][:most].rstrip(" ,;")


def words_of(spec: PictureSpec, able: ClipAbilities | FrameAbilities, most: int = 4000) -> str:
    """Return the prompt as the model takes it, with what is said in it where it can speak."""
    if not isinstance(able, ClipAbilities) or not isinstance(spec, ClipSpec):
        return worded(spec.prompt, most)
    said = f' They say: "{spec.speech}"' if spec.speech and able.speaks else ""
    return worded(spec.prompt, max(1, able.prompt - len(said))) + said


def id_of(answer: Mapping[str, Any], name: str, vendor: str) -> str:
    """Return the id in the answer to a submitted job; JobUncertain if there is none."""
    id = answer.get(name)
    if not isinstance(id, str | int) or not str(id):
        raise JobUncertain(f"{vendor} may have taken the job: its answer has no {name}.")
    return str(id)


def file_of(progress: Progress, vendor: str) -> str:
    """Return the address of what a job made; Expired if there is none, or no longer."""
    if not progress.files:
        raise Expired(f"{vendor} says that the job is done, and names no file; it is asked once more.")
    return progress.files[0]
