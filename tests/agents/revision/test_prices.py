"""A proposal tells what the takes cost that it has made anew, and no others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.memory.edits.script import RewriteLine
from cliffhanger.memory.note import Reading
from cliffhanger.tools.picture.spec import ShotSpec

from .lot import Camera, Talking, filmed


class Dear(Camera):
    """A camera that costs half a dollar a shot."""

    def price(self, spec: ShotSpec) -> float:
        return 0.5


@pytest.fixture
def talking(series: Studio, tmp_path: Path, reel: Path) -> Iterator[Talking]:
    with filmed(series, tmp_path, reel) as (studio, _):
        yield Talking(replace(studio, makers=replace(studio.makers, picture=Dear(reel))))


async def test_a_proposal_costs_what_its_shots_cost(talking: Talking) -> None:
    await talking.film(1)
    line = talking.chronicle.script("s01e01").lines()[3]
    await talking.take(
        Reading(edits=(RewriteLine(line=line.id, text="I never said that to you."),), understood="Other words.")
    )
    ripple = talking.pending.ripple
    shots = [change for change in ripple.remade if change.kind == "picture"]
    assert shots and ripple.price == pytest.approx(0.5 * len(shots))
