"""The one shape of all making: a Spec goes in, a Take comes out.

A take is a pure function of its Spec, so it is stored by ``key`` and never made twice.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

from ..memory.frozen import Frozen

Lane = Literal["cores", "card", "wire"]
"""Where a maker works: in processes, one a core; in the one process that keeps a model warm; or waiting for somebody
else's machine, in threads."""


class Spec(Frozen):
    """Says exactly what to make. Two equal Specs make equal Takes."""


class Made(Frozen):
    """What a maker reports of the file it has just written."""

    seconds: float = 0.0
    facts: dict[str, object] = {}
    """Plain JSON data: size, words, phones, loudness…"""
    instead: str = ""
    """Key of the lesser take that a staged maker settled for. Then nothing is kept under the key of what was wanted."""


class Take(Frozen):
    """What a tool made of a Spec: a file in the take store and its facts."""

    key: str
    tool: str
    version: str
    path: str
    """Absolute path of the file."""
    seconds: float = 0.0
    facts: dict[str, object] = {}


S = TypeVar("S", bound=Spec, contravariant=True)


@runtime_checkable
class Maker(Protocol[S]):
    """What every backend is: it makes one file of one Spec, synchronously, and touches nothing else.

    It must be picklable (it is sent to worker processes): build heavy things on first use.
    """

    @property
    def tool(self) -> str:
        """Name of the backend, as written in keys: ``drawn``, ``kokoro``."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same Spec would give another file."""
        ...

    @property
    def suffix(self) -> str:
        """File suffix of what it makes, with the dot: ``.mp4``."""
        ...

    def make(self, spec: S, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the file at ``out`` and report on it; raise a ToolError and leave nothing otherwise."""
        ...


@runtime_checkable
class Staged(Protocol):
    """A maker that makes nothing by itself: it has the floor make one thing after the other, and returns the last.

    What it is made of are takes of their own, so that none is made twice and a crash loses none. ``floor`` is the
    ``Floor`` that asks; it knows this module, so that this one does not know it.
    """

    @property
    def tool(self) -> str:
        """Name of the backend, as written in keys."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same Spec would give another file; covers the versions of all that it uses."""
        ...

    @property
    def suffix(self) -> str:
        """File suffix of what it makes, with the dot."""
        ...

    async def stage(self, floor: Any, spec: Any, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Have it made, put a copy of the file at ``out`` and report on it; raise a ToolError otherwise."""
        ...


@runtime_checkable
class Settling(Protocol):
    """A staged maker that may settle for less; what it settled for has a key of its own and can be found again."""

    def settled(self, floor: Any, spec: Any, inputs: Sequence[Take] = ()) -> Take | None:
        """Return what was settled for, if that has been made."""
        ...


AnyMaker = Maker[S] | Staged
"""Either of them, for Specs of one kind."""


@runtime_checkable
class Priced(Protocol):
    """A maker that costs money."""

    def price(self, spec: Any) -> float:
        """Return what this Spec costs, in US dollars, before it is made."""
        ...


def price_of(maker: object, spec: object) -> float:
    """Return what a Spec costs with a maker, in US dollars; makers without a price cost nothing."""
    return maker.price(spec) if isinstance(maker, Priced) else 0.0


def lane(maker: object) -> Lane:
    """Return where a maker works; unless it says otherwise, on the cores."""
    found: Lane = getattr(maker, "lane", "cores")
    return found


def take_key(tool: str, version: str, spec: Spec, inputs: Sequence[str] = ()) -> str:
    """Return the key of a take: SHA-256 over tool, version, Spec and the keys of its inputs."""
    text = json.dumps([tool, version, type(spec).__name__, spec.canonical(), list(inputs)], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
