"""A rehearsal: edits are carried out for real, on a copy of the series in memory that is thrown away."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ..crew import Studio

CarriedOut = dict[type[Any], Callable[[Studio, Any], Awaitable[None]]]
"""A table from a kind of edit to what carries it out on the documents of a studio."""

REVISED = "revised"
"""The reason of a revision within a rehearsal; what is accepted gets the note as its reason."""


@contextmanager
def rehearsal(studio: Studio) -> Iterator[Studio]:
    """Lend the same studio over a copy of its documents; takes, makers and crew are its own."""
    archive = studio.archive.trial()
    try:
        yield replace(studio, archive=archive, errands=[], at_work={})
    finally:
        archive.close()
