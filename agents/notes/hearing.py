"""Voices: the one that is nearest to what somebody wants to hear."""

import re

from ...memory.edits.people import ChangeVoice
from ...memory.look import Sex, Voice
from ...tools.voice.catalogue import SPANS, Preset, distance, preset, voices
from ..casting import voice_beside
from .amounts import degree
from .answer import Declined
from .wish import Wish

_PITCH = {
    1: r"\b(?:higher|lighter|brighter|more feminine|squeakier|too (?:deep|low|dark))\b",
    -1: r"\b(?:deeper|lower|darker|more masculine|deep|smokier|too (?:high|shrill|squeaky|bright|"
    r"thin))\b",
}
_PACE = {
    1: r"\b(?:faster|quicker|speed|quickly|too slow(?:ly)?|hurry)\b",
    -1: r"\b(?:slower|slowly|slow|calmer|too fast|too quick(?:ly)?)\b",
}
_AGE = {
    1: r"\b(?:older|aged|more mature|elderly|too young|childish|like an old)\b",
    -1: r"\b(?:younger|too old|like a (?:teenager|kid|child))\b",
}
_ACCENTS = {"British": r"\b(?:british|english|uk|posh|london)\b", "American": r"\b(?:american|us accent)\b"}
_MANNERS = {
    "warm": "warm|soft|kind|gentle|sweet",
    "cold": "cold|icy|menacing|evil|sinister|villain|villainous",
    "timid": "shy|timid|quiet|whispery|breathy",
    "fierce": "strong|angry|fierce|rough|raspy|raspier|harsh|firm",
    "weary": "tired|weary|husky|hoarse|grave|gravelly",
    "playful": "playful|cheerful|bright|funny",
    "proud": "proud|noble|elegant|posh|authoritative|commanding|confident",
    "sly": "sly|seductive|sexy|smoky|silky|sultry",
}


def changed(wish: Wish, character: str, words: str) -> ChangeVoice:
    """Return the edit that gives somebody another voice, or the same one deeper, slower, younger."""
    person = wish.desk.bible.character(character)
    low = words.lower()
    named = next((one.name for one in voices() if one.name in low), "")
    if named:
        return ChangeVoice(character=character, voice=Voice(style=named))
    pitch, pace, age = (_way(low, table) for table in (_PITCH, _PACE, _AGE))
    accent = next((name for name, words in _ACCENTS.items() if re.search(words, low)), "")
    manner = next((name for name, words in _MANNERS.items() if re.search(rf"\b(?:{words})\b", low)), "")
    if not (manner or pitch or pace or age):  # "softer", "colder"
        manner = next((name for name, words in _MANNERS.items() if re.search(rf"\b(?:{words})e?r\b", low)), "")
    if accent or manner or not (pitch or pace or age):
        return ChangeVoice(character=character, voice=_another(wish, character, manner, accent, age))
    if age:
        return ChangeVoice(character=character, voice=_aged(wish, character, age))
    step = {0.5: 0.04, 1.0: 0.08, 2.0: 0.14}[degree(low)]
    old = person.voice
    new = Voice(
        style=old.style,
        pitch=_within(old.pitch + pitch * step, 0.8, 1.25),
        pace=_within(old.pace + pace * step, 0.85, 1.15),
        timbre=_within(old.timbre + pitch * step / 2, 0.88, 1.15),
    )
    if new == old:
        raise Declined(f"{person.name}'s voice can go no further that way.", (f"give {person.name} another voice",))
    return ChangeVoice(character=character, voice=new)


def _way(words: str, table: dict[int, str]) -> int:
    return next((way for way, pattern in table.items() if re.search(pattern, words)), 0)


def _within(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 3)


def _another(wish: Wish, character: str, manner: str, accent: str, age: int) -> Voice:
    """Return the voice of that sex and age that suits best and that nobody of the cast has."""
    person = wish.desk.bible.character(character)
    years = max(8, min(90, person.look.age + 18 * age))
    used = {one.voice.style for one in wish.desk.bible.characters}
    able = [one for one in voices() if one.sex == person.look.sex and one.name not in used and _of_age(one, years)]
    able = [one for one in able if not accent or one.accent == accent] or able
    if not able:
        known = [one.voice for one in wish.desk.bible.characters]
        sex: Sex = person.look.sex
        return voice_beside(known, sex, years, manner or person.temper, seed=1)
    return Voice(style=max(able, key=lambda one: _suits(one, wish, character, manner or person.temper)).name)


def _of_age(one: Preset, years: int) -> bool:
    low, high = SPANS[one.age]
    return low <= years <= high


def _suits(one: Preset, wish: Wish, character: str, temper: str) -> float:
    fit = 0.5 - 0.1 * one.tempers.index(temper) if temper in one.tempers else 0.0
    own = wish.desk.bible.character(character).voice.style
    others = [p.voice.style for p in wish.desk.bible.characters if p.id != character]
    apart = min((distance(one.name, other) for other in others), default=1.0)
    return fit + min(apart, 0.33) + min(distance(one.name, own), 0.33) - 0.1 * (one.rank - 1)


def _aged(wish: Wish, character: str, age: int) -> Voice:
    return _another(wish, character, "", "", age)


def words_of(voice: Voice) -> str:
    """Return what a voice is like: "very deep, slow"."""
    return preset(voice.style).words
