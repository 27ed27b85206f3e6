"""Exchanging: two people have each other's place in a text, and the words about them agree."""

import re

from ....memory.bible import Bible, Character

_HERS = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
_TO_HIM = {"she": "he", "hers": "his", "herself": "himself"}
_TO_HER = {"he": "she", "him": "her", "himself": "herself"}
_NO_NOUN = (
    "and or to in at on for with from of but when as that by go stay leave live die know see be do have speak sleep "
    "come fall pay choose believe think sign home alone again away out up down back off over too there here first "
    "where what who how why if because before after until than into through under not is was has had "
    "does either now then"
).replace(" ", "|")
_AFTER_HER = re.compile(rf"\s+(?!(?:{_NO_NOUN})\b)[a-z]")
"""What follows a "her" that is a "his", not a "him": a noun."""


def exchanged(text: str, one: Character, other: Character, bible: Bible) -> str:
    """Return a text with two people in each other's place, whole names only.

    Where they are not of one sex and nobody else can be meant, "he" and "she" change with them.
    """
    named = {person.id for person in (one, other) if _names(text, person)}
    if not named:
        return text
    swapped = _swapped(text, one, other)
    if one.look.sex == other.look.sex or len(named) > 1:
        return swapped
    was = one if one.id in named else other
    others = [p for p in bible.characters if p.id not in (one.id, other.id) and p.look.sex == was.look.sex]
    if any(_names(text, person) for person in others):
        return swapped
    return _to_him(swapped) if was.look.sex == "woman" else _to_her(swapped)


def _names(text: str, person: Character) -> bool:
    return bool(re.search(rf"\b{re.escape(person.name)}\b", text))


def _swapped(text: str, one: Character, other: Character) -> str:
    pairs = {one.full_name: other.full_name, one.name: other.name, other.full_name: one.full_name, other.name: one.name}
    if one.alias and other.alias:
        pairs |= {one.alias: other.alias, other.alias: one.alias}
    longest = sorted((name for name in pairs if name), key=len, reverse=True)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest))
    return pattern.sub(lambda found: pairs[found[0]], text)


def _to_him(text: str) -> str:
    def him(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word == "her":
            word = "his" if _AFTER_HER.match(text, found.end()) else "him"
        return _cased(_TO_HIM.get(word, word), found[0])

    return _HERS.sub(him, text)


def _to_her(text: str) -> str:
    def her(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word == "his":
            word = "her" if _AFTER_HER.match(text, found.end()) else "hers"
        return _cased(_TO_HER.get(word, word), found[0])

    return _HIS.sub(her, text)


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
