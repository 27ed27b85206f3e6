"""Sittings: what a model is asked for when somebody's sheet is made, in words; image 1 is their portrait."""

import re

from ...memory.casting import Shown
from ...memory.look import Emotion, Look, Outfit
from ..picture.spec import StageSpec
from .people import described, dressed, named, person, tailored
from .phrases import phrase, phrases
from .wording import light_words, place_words, sentences

TURNS = (-45, -90, 180)
"""The turnaround: three quarter, profile, back, in degrees as in ``SheetPicture.turned``; the portrait is the front."""
_PEOPLE = re.compile(
    r"\b(?:people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|crowd|you|who|(?:no|some|any|every)(?:body|one))\b", re.I
)
"""What would bring people into a place that is photographed empty."""


def portrait_prompt(look: Look, words: str, outfit: Outfit | None) -> str:
    """Return what is asked for when a face is looked for: nobody has seen it yet."""
    who = words.strip().rstrip(".") or named(look)
    wears = f"Wearing {dressed(outfit)}" if outfit is not None else ""
    return sentences(phrase("sheet", "face"), who, described(look), wears, _grain())


def sheet_prompt(
    shown: Shown, look: Look, outfit: Outfit | None = None, emotion: Emotion | None = None, turned: int = 0
) -> str:
    """Return what is asked for when another picture of somebody is made from their portrait, which is image 1."""
    slots = {"person": person(look), "n": "1"}
    if shown == "face":
        said = phrase("sheet", "turn", view=phrases()["views"][view(turned)], **slots)
        return sentences(said, _grain() if abs(turned) < 180 else "")
    said = phrase("sheet", shown, **slots)
    felt = f"The face: {phrase('emotion', emotion)}" if emotion is not None else ""
    wears = f"Wearing {dressed(outfit)}; {tailored(outfit)}" if outfit is not None else ""
    return sentences(said, felt, wears, _grain() if shown == "expression" else "")


def place_prompt(stage: StageSpec, words: str = "") -> str:
    """Return what is asked for when a place is photographed with nobody in it; ``words`` are the bible's."""
    light = light_words(stage.set, stage.hour, stage.weather)
    bare = ", ".join(clause for clause in words.strip().rstrip(".").split(", ") if not _PEOPLE.search(clause))
    return sentences(phrase("sheet", "place"), place_words(stage), bare, light)


def view(turned: int) -> str:
    """Return the name of a view by the degrees that somebody is turned: -90 shows their left profile."""
    if abs(turned) > 135:
        return "back"
    if abs(turned) < 23:
        return "front"
    side = "left" if turned < 0 else "right"
    return side if abs(turned) > 67 else f"{side}_three_quarter"


def _grain() -> str:
    return str(phrases()["grain"])
