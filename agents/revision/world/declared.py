"""The world: what people and places are; the style, the tone, the rules."""

import re

from ....memory.bible import Character, Relation
from ....memory.edits.people import (
    AddRule,
    ChangeCharacter,
    ChangeLocation,
    ChangeRelation,
    ChangeTone,
    Restyle,
)
from ...crew import Studio
from ...house.bible.kinship import inverse
from ...house.library import words
from ...scouting import sets_of
from ..possible import NotPossible
from ..rehearsal import CarriedOut
from .everywhere import capital, declare, declared, latest, location, person, recast, told, with_location


async def change_character(studio: Studio, edit: ChangeCharacter) -> None:
    """Tell something else of somebody, in the latest season: it guides what is written from now on."""
    found, text = person(studio, edit.character), told(edit.text)
    if edit.field == "secret":
        text = _clause(text, found)
    if edit.field == "job":
        text = re.sub(r"^(?:a|an|the)\s+", "", text, flags=re.IGNORECASE)
        text = text if text.isupper() else text[:1].lower() + text[1:]
    newest = latest(studio).season
    recast(
        studio, found.id, lambda one: one.model_copy(update={edit.field: text}), lambda bible: bible.season == newest
    )


def _clause(text: str, found: Character) -> str:
    """Return a secret as a clause with a subject: "signed the order" becomes "Dana signed the order"."""
    text = re.sub(r"^(?:that\s+|(?:she|he)\s+(?=\w))", "", text, flags=re.IGNORECASE)
    named = re.match(rf"(?:{re.escape(found.name)}|{re.escape(found.full_name)})\b", text)
    subject = re.match(r"(?:the|a|an|her|his|their|no|nobody|somebody)\b", text, re.IGNORECASE)
    return text if named or subject or text[:1].isupper() else f"{found.name} {text}"


async def change_relation(studio: Studio, edit: ChangeRelation) -> None:
    """Make two people something else to each other; where the other side is known, it follows."""
    mine, other = person(studio, edit.character), person(studio, edit.to)
    kind = re.sub(r"^(?:my|her|his|their|a|an|the)\s+", "", edit.kind.strip().lower())
    if mine.id == other.id or not re.fullmatch(r"[^\W\d_][\w' ’-]{0,30}", kind):
        raise NotPossible(f"{edit.kind[:40]!r} is not what {other.name} can be to {mine.name}: sister, boss, rival.")
    _sexed(kind, other)
    was = _relation(mine, other.id)
    back = inverse(kind.removeprefix("late "), mine.look.sex)
    for bible in declared(studio):
        there = {one.id: one for one in bible.characters}
        # As far back as it was what it is now: an ex-husband was a husband once, and stays one there.
        if mine.id in there and other.id in there and _relation(there[mine.id], other.id) == was:
            people = tuple(
                _related(one, other.id, kind)
                if one.id == mine.id
                else _related(one, mine.id, back)
                if one.id == other.id and back
                else one
                for one in bible.characters
            )
            declare(studio, bible.model_copy(update={"characters": people}))


def _sexed(kind: str, other: Character) -> None:
    """Refuse a woman who is a brother."""
    sexed = words("casting")["inverse"]
    plain = kind.removeprefix("late ")
    back = sexed.get(plain)
    if not back:
        return
    there = [str(one) for one in sexed.get(str(back[0]), ())]
    if len(set(there)) == 2 and plain in there and plain != there[0 if other.look.sex == "woman" else 1]:
        fits = there[0 if other.look.sex == "woman" else 1]
        raise NotPossible(f"{other.name} is a {other.look.sex}, so not a {plain}; a {fits} would be possible.")


def _relation(one: Character, to: str) -> str:
    return next((relation.kind for relation in one.relations if relation.to == to), "")


def _related(one: Character, to: str, kind: str) -> Character:
    relation = Relation(to=to, kind=kind)
    if not _relation(one, to):
        return one.model_copy(update={"relations": (*one.relations, relation)})
    return one.model_copy(update={"relations": tuple(relation if r.to == to else r for r in one.relations)})


async def change_location(studio: Studio, edit: ChangeLocation) -> None:
    """Make a place another set, or another in words, wherever it is seen."""
    found = location(studio, edit.location)
    if edit.set is None and edit.words is None:
        raise NotPossible(f"Nothing is said of how {found.name} should be.")
    scouted = sets_of(studio, latest(studio).season).of(found.id)
    if edit.set is not None and scouted is not None:
        slug, name = studio.folder.slug, found.name
        raise NotPossible(
            f"{capital(name)} is filmed in the set scouted from {scouted.of}, and would look as it does. "
            f'Scout other footage for it, or have it drawn first: cliffhanger sets {slug} --of "{name}" --drawn.'
        )
    for bible in declared(studio):
        for one in bible.locations:
            if one.id == found.id:
                update: dict[str, object] = {}
                if edit.set is not None:
                    data = words("settings")
                    update = {"set": edit.set, "indoors": edit.set not in data["outdoors"]}
                    if one.set != edit.set:
                        update["words"] = data["names"][edit.set]["words"]
                if edit.words is not None:
                    update["words"] = told(edit.words)
                declare(studio, with_location(bible, one.model_copy(update=update)))


async def restyle(studio: Studio, edit: Restyle) -> None:
    """Draw the whole series in another art direction; shots that depart from it on purpose still do."""
    for bible in declared(studio):
        declare(studio, bible.model_copy(update={"style": edit.style}))


async def change_tone(studio: Studio, edit: ChangeTone) -> None:
    """Give the series another tone from now on."""
    declare(studio, latest(studio).model_copy(update={"tone": told(edit.tone)}))


async def add_rule(studio: Studio, edit: AddRule) -> None:
    """Let something always hold in this world from now on; said twice it is one rule."""
    bible, rule = latest(studio), capital(told(edit.rule)) + "."
    if rule not in bible.rules:
        declare(studio, bible.model_copy(update={"rules": (*bible.rules, rule)}))


CARRIED_OUT: CarriedOut = {
    ChangeCharacter: change_character,
    ChangeRelation: change_relation,
    ChangeLocation: change_location,
    Restyle: restyle,
    ChangeTone: change_tone,
    AddRule: add_rule,
}
