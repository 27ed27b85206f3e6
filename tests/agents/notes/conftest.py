"""Three series of three episodes each, as the house crew wrote them once (``desks.json.gz``)."""

import gzip
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.crew import Desk
from cliffhanger.agents.notes.reader import read_note
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.note import Note, Reading
from cliffhanger.memory.script import Outline, Script
from cliffhanger.memory.storyboard import Storyboard


@cache
def desk_of(series: str) -> Desk:
    """Return what lies before the showrunner: "nurse", "wife" or "ring", episodes 1 to 3 of 60."""
    packed = Path(__file__).with_name("desks.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))[series]
    scripts = [Script.model_validate(one) for one in told["scripts"]]
    boards = [Storyboard.model_validate(one) for one in told["storyboards"]]
    return Desk(
        season=1,
        bible=Bible.model_validate(told["bible"]),
        outline=Outline.model_validate(told["outline"]),
        scripts={one.episode: one for one in scripts},
        storyboards={one.episode: one for one in boards},
    )


Say = Callable[..., Reading]


@pytest.fixture
def desk() -> Callable[[str], Desk]:
    return desk_of


@pytest.fixture
def say() -> Say:
    """Say a note to the nurse's series (or another one) and return how it is read."""

    def said(text: str, series: str = "nurse", focus: str = "", before: tuple[str, ...] = (), **more: Any) -> Reading:
        from dataclasses import replace

        notes = tuple(Note(text=one) for one in before)
        return read_note(Note(text=text, focus=focus), replace(desk_of(series), before=notes, **more))

    return said
