"""What is told of a wound, and what is seen of it."""

import pytest

from cliffhanger.agents.breakdown import Breakdown
from cliffhanger.agents.crew import Format
from cliffhanger.agents.timing import TimedShot
from cliffhanger.agents.wounds import seen
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Placed, Shot


@pytest.mark.parametrize(
    ("words", "wound"),
    [
        ("a cut over the left eye", "cut"),
        ("her arm, broken in two places", "sling"),
        ("a black eye", "bruise"),
        ("a blow to the head", "bandage"),
        ("a wound", "cut"),
        ("a burnt hand", None),
        ("two cracked ribs", None),
        ("", None),
    ],
)
def test_what_is_seen_of_a_wound(words: str, wound: str | None) -> None:
    assert seen(words) == wound


def test_who_is_hurt_in_a_scene_is_drawn_hurt_and_nobody_else(bible: Bible, script: Script) -> None:
    first, second = script.scenes
    hurt = first.model_copy(update={"wounds": {"mia": "an arm broken at the elbow"}})
    breakdown = Breakdown(bible, script.model_copy(update={"scenes": (hurt, second)}), Format(54, 96, 24, True))
    figures = (Placed(character="mia", gesture="arms_crossed"), Placed(character="cole", gesture="arms_crossed"))
    shot = Shot(id="s01e01.s01", scene=first.id, framing="two_shot", seconds=2.0, figures=figures)
    mia, cole = breakdown.shot(TimedShot(shot, 0.0, 2.0, ()), {}).figures
    assert (mia.wound, mia.gesture) == ("sling", "none"), "an arm in a sling is not crossed"
    assert (cole.wound, cole.gesture) == (None, "arms_crossed")
