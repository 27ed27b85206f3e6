"""Faces and voices: the same person looks and sounds otherwise, wherever they are seen and heard."""

import re
from collections.abc import Mapping

from pydantic import ValidationError

from ....memory.edits.people import ChangeLook, ChangeVoice
from ....memory.look import Look
from ....tools.voice.catalogue import voices
from ...crew import Studio
from ..possible import NotPossible
from ..rehearsal import CarriedOut
from .everywhere import person, recast

AGES = (5, 95)
"""Years that a face can be drawn at."""
PITCH, PACE, TIMBRE = (0.8, 1.25), (0.85, 1.15), (0.88, 1.15)
"""How far a voice can be bent before it is nobody's."""

_COLOURS = ("skin", "hair_colour", "iris", "lips")
_HAIR = {
    "black": "#1d1a1e",
    "dark brown": "#33231f",
    "brown": "#5a4032",
    "light brown": "#7d5d48",
    "auburn": "#6e3022",
    "red": "#a23a22",
    "ginger": "#c8682e",
    "dark blonde": "#9a7c4e",
    "blonde": "#d6b472",
    "grey": "#8c8c8c",
    "silver": "#bcbcc2",
    "white": "#e8e6e2",
    "blue": "#2f4fa8",
    "green": "#2f8050",
    "pink": "#d873a0",
    "purple": "#6a3f93",
}
"""Colours of hair by name, each with its middle."""
_CUTS = {
    "long_straight": "long straight hair",
    "long_wavy": "long wavy hair",
    "ponytail": "hair in a ponytail",
    "bun": "hair in a bun",
    "bob": "hair in a bob",
    "pixie": "hair in a pixie cut",
    "braid": "braided hair",
    "curly": "curly hair",
    "swept": "swept-back hair",
    "crop": "cropped hair",
    "slick": "slicked-back hair",
    "undercut": "hair in an undercut",
    "grey_bun": "hair in a bun",
}
_SEXES = {"woman": ("she", "her"), "man": ("he", "his")}


async def change_look(studio: Studio, edit: ChangeLook) -> None:
    """Give somebody another face or body in every season, and let the words for it agree."""
    found = person(studio, edit.character)
    if not edit.look:
        raise NotPossible(f"Nothing is said of how {found.name} should look.")
    if edit.look.get("sex", found.look.sex) != found.look.sex:
        they, their = _SEXES[found.look.sex]
        raise NotPossible(
            f"{found.name} is spoken of as {they} and {their} in what is written; a "
            f"{edit.look['sex']} would be another person. Rename or rewrite, or write a new character in."
        )
    changed(found.look, edit.look)
    recast(studio, found.id, lambda one: one.model_copy(update=_seen(changed(one.look, edit.look))))


def changed(look: Look, fields: Mapping[str, str | int | float | bool]) -> Look:
    """Return a look with some fields as they should be; NotPossible names the first that cannot be so."""
    for name, value in fields.items():
        if name not in Look.model_fields:
            raise NotPossible(f"A look has no {name[:40]!r}. It has {', '.join(Look.model_fields)}.")
        if name in _COLOURS and not re.fullmatch(r"#[0-9a-fA-F]{6}", str(value)):
            raise NotPossible(f"{name.replace('_', ' ')} is a colour such as #a23a22, not {str(value)[:40]!r}.")
        if name == "age" and not AGES[0] <= float(value) <= AGES[1]:
            raise NotPossible(f"A face can be drawn from {AGES[0]} to {AGES[1]} years of age, not at {value}.")
        if Look.model_fields[name].annotation is float and not -1.0 <= float(value) <= 1.0:
            raise NotPossible(f"{name.replace('_', ' ')} goes from -1 to 1; {value} is beyond that.")
    try:
        return Look.model_validate({**look.model_dump(), **fields})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]).replace("_", " ")
        raise NotPossible(f"{name} cannot be {first['input']!r}: {first['msg'].lower()}.") from error


def _seen(look: Look) -> dict[str, object]:
    return {"look": look, "look_words": told(look)}


def told(look: Look) -> str:
    """Return a look in words: "a woman of 29, dark brown hair in a bob, glasses, a scar"."""
    nouns = ("girl", "boy") if look.age < 16 else ("woman", "man")
    hair = "bald" if look.hair == "bald" else f"{_hair_colour(look)} {_CUTS[look.hair]}"
    beard = {"none": "", "stubble": "stubble", "goatee": "a goatee", "full": "a full beard"}[look.beard]
    marks = (("glasses", look.glasses), ("freckles", look.freckles), ("a scar", look.scar), ("a mole", look.mole))
    extra = [beard, *(word for word, there in marks if there)]
    return ", ".join([f"a {nouns[look.sex == 'man']} of {look.age}", hair, *filter(None, extra)])


def _hair_colour(look: Look) -> str:
    if look.hair == "grey_bun":
        return "grey"

    def apart(name: str) -> int:
        pairs = ((int(_HAIR[name][at : at + 2], 16), int(look.hair_colour[at : at + 2], 16)) for at in (1, 3, 5))
        return sum((one - two) ** 2 for one, two in pairs)

    return min(_HAIR, key=apart)


async def change_voice(studio: Studio, edit: ChangeVoice) -> None:
    """Let somebody speak with another voice, in every season: a voice belongs to the person."""
    found = person(studio, edit.character)
    known = {one.name: one.words for one in voices()}
    if edit.voice.style not in known:
        alike = [name for name in known if name.startswith(found.look.sex)]
        raise NotPossible(
            f"No voice is called {edit.voice.style[:40]!r}. For {found.name} there are {', '.join(alike)}."
        )
    for name, (low, high) in {"pitch": PITCH, "pace": PACE, "timbre": TIMBRE}.items():
        value = getattr(edit.voice, name)
        if not low <= value <= high:
            raise NotPossible(f"The {name} of a voice goes from {low:g} to {high:g}; {value:g} would be nobody's.")
    recast(studio, found.id, lambda one: one.model_copy(update={"voice": edit.voice}))


CARRIED_OUT: CarriedOut = {ChangeLook: change_look, ChangeVoice: change_voice}
