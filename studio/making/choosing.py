"""Choosing: the mix of one series, and the cameras that follow from it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...memory.archive import Archive
from ..settings import Settings
from .building import Builder
from .catalogue import read
from .mix import Mix, settle
from .tables import DRAWN

if TYPE_CHECKING:
    from ...tools.vendors.book import JobBook

KEPT = "mix"
"""Note of the mix that a series was made with last."""


def mix_of(settings: Settings, archive: Archive | None = None, making: bool = True) -> Mix:
    """Return who films what: as the settings say, else as the series was made with last, else as the file says.

    When nothing new is made, what the series was made with comes first: otherwise a note on one line would film the
    whole episode anew, without its price being told. Raises SettingsError with one sentence.
    """
    catalogue, kept = read(settings), _kept(archive) if archive is not None else ""
    if settings.mix and (making or not kept):
        return settle(catalogue, settings.mix)
    return settle(catalogue, kept, "The mix that this series was made with")


def _kept(archive: Archive) -> str:
    # Before there were mixes everything was drawn.
    return archive.note(KEPT) or (DRAWN if archive.note("format") else "")


def builder(
    settings: Settings,
    archive: Archive | None,
    book: "JobBook",
    decided: Callable[[str], None] = lambda _: None,
    making: bool = True,
) -> Builder:
    """Return what builds the cameras of a series, or of one that is not begun."""
    return Builder(mix_of(settings, archive, making), settings, book, decided)


def begin(settings: Settings, archive: Archive) -> None:
    """Begin to make: what a mix lacks is said now, what was accepted is written down, the mix stays with the series.

    Raises MissingPart, SettingsError or OutOfMemory, with the remedy.
    """
    from ...tools.vendors.book import LedgerBook

    chosen = builder(settings, archive, LedgerBook(archive))
    if chosen.mix.photographs:
        from .presence import expect, write_down

        expect(chosen)
        write_down(archive, chosen)
    archive.set_note(KEPT, chosen.mix.line)
