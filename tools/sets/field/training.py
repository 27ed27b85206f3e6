"""Training, as a maker: a capture goes in, the file of a set comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ....errors import MakerRefused
from ...take import Made, Take
from ..capture import Capture
from ..spec import FieldSpec
from .library import Device, can_compile, device_for, needs_sets, threads

FRAMES = 8
"""With fewer, a place cannot be learnt."""
POINTS = 60
"""Points that frames share; with fewer nobody knows where they were taken."""
SPREAD = 0.05
"""Metres between the cameras farthest apart; nearer ones show no depth."""
PAYS = 60
"""Steps from which on compiling pays."""


@dataclass(frozen=True)
class Training:
    """Trains a field of hashed grids; every eighth frame is held out to measure it, and stays held out.

    What frames show that were held out is still used for colours when the set is filmed.
    """

    device: Device | None = None
    """None: the best there is."""
    tool = "hashgrid"
    version = "1"
    suffix = ".set"
    lane: Literal["card"] = "card"

    def check(self) -> None:
        """Raise MissingPart with the install line if a package is absent."""
        needs_sets()

    def make(self, spec: FieldSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the set at ``out``; raise MissingPart without torch, MakerRefused if the capture is too thin."""
        needs_sets()
        if len(inputs) != 1:
            raise MakerRefused("A set is trained from one capture: scout the footage first.")
        capture = Capture.read(Path(inputs[0].path))
        refuse_thin(capture)
        device = device_for(self.device)
        from .trained import Lesson, train

        part = out.with_name(f"{out.name}.part")
        try:
            with threads():
                made = train(Lesson(capture, spec, device, can_compile(device) and spec.steps >= PAYS))
                made.write(part)
            facts = {**made.facts, "megabytes": round(part.stat().st_size / 1e6, 1)}
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return Made(facts=facts)


def refuse_thin(capture: Capture) -> None:
    """Raise MakerRefused, with what to do, if there is too little in a capture to learn a place from."""
    frames = len(capture.frames)
    if frames < FRAMES:
        raise MakerRefused(
            f"The capture has {frames} frames; a place needs {FRAMES} at the least, and 40 make it good: film it "
            "again, walking slowly around for half a minute."
        )
    if len(capture.points) < POINTS:
        raise MakerRefused(
            f"The frames share only {len(capture.points)} points, so that nothing is known of distances: film the "
            "place again where things with a pattern are in the picture, in good light."
        )
    places = [frame.eye.at for frame in capture.frames]
    spread = max(max(axis) - min(axis) for axis in zip(*places, strict=True))
    if spread < SPREAD:
        raise MakerRefused(
            "The camera only turned on the spot, which shows no depth: film the place again while you walk around it."
        )
