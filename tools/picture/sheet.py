"""The contact sheet of a storyboard: one still a shot, on one page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...errors import ToolError
from ..take import Made, Spec, Take
from .spec import ShotSpec


class SheetSpec(Spec):
    """The shots of a storyboard in order, each with what is written under it.

    Without shots, the stills that are handed in are laid out: of what has been filmed.
    """

    shots: tuple[ShotSpec, ...] = ()
    labels: tuple[str, ...]
    columns: int = 6
    at: float = 0.3
    """Where in a shot its picture is taken, as a fraction."""


class ContactSheet:
    """Draws contact sheets; ``Made.seconds`` is 0, a page has no length."""

    tool, version, suffix = "contact-sheet", "1", ".png"

    def make(self, spec: SheetSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the sheet as a PNG; raise ToolError if a still that is handed in does not read."""
        from .contact import contact_sheet, still

        frames = [still(shot, spec.at) for shot in spec.shots] or [_read(take) for take in inputs]
        contact_sheet(frames, spec.labels, spec.columns, out)
        return Made(seconds=0.0)


def _read(take: Take) -> Any:
    """Return a still, RGB, scaled to the sheet's 216x384."""
    import cv2

    pixels = cv2.imread(take.path)
    if pixels is None:
        raise ToolError(f"the still {take.key[:12]} does not read: remove it and run the same command again")
    return cv2.cvtColor(cv2.resize(pixels, (216, 384), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
