"""The contact sheet of a storyboard that has not been filmed: one still a shot, on one page."""

from collections.abc import Sequence
from pathlib import Path

from ..take import Made, Spec, Take
from .spec import ShotSpec


class SheetSpec(Spec):
    """The shots of a storyboard in order, each with what is written under it."""

    shots: tuple[ShotSpec, ...]
    labels: tuple[str, ...]
    columns: int = 6
    at: float = 0.3
    """Where in a shot its picture is taken, as a fraction."""


class ContactSheet:
    """Draws contact sheets; ``Made.seconds`` is 0, a page has no length."""

    tool, version, suffix = "contact-sheet", "1", ".png"

    def make(self, spec: SheetSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the sheet as a PNG."""
        from .contact import contact_sheet, still

        contact_sheet([still(shot, spec.at) for shot in spec.shots], spec.labels, spec.columns, out)
        return Made(seconds=0.0)
