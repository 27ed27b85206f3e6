"""Notes about people: temper, voice, face, clothes, names, what is told of them."""

import re
from collections.abc import Sequence
from typing import Literal, cast

from ...memory.edit import AnyEdit
from ...memory.edits.board import Pose
from ...memory.edits.people import (
    ChangeCharacter,
    ChangeLook,
    ChangeRelation,
    ChangeTemper,
    Dress,
    Rename,
)
from ...memory.edits.script import DeliverLine
from ...memory.look import Garment, Outfit
from . import hearing
from .amounts import degree
from .answer import Declined, Unclear
from .cast import kin_words
from .episodes import episodes, named
from .examples import called, value
from .faces import appearance
from .feelings import emotion, temper
from .lines import of as line_of
from .pattern import Found, Rule, rule
from .scenes import focused, scenes
from .shots import shots
from .whom import on_desk, people, person, prop
from .wish import Wish

Edits = Sequence[AnyEdit] | None


def _temper(wish: Wish, found: Found) -> Edits:
    words = found["tempers"] or found["emotions"]
    less = found.has("less") or bool(
        re.search(
            rf"\b(?:less|not so|not as|too|stop being|tone down|ease off)(?: \S+){{0,2}} {re.escape(words)}",
            wish.plain(),
            re.IGNORECASE,
        )
    )
    got = temper(words, less)
    who = people(wish, found.mention("person"))
    if len(who) == len(wish.desk.bible.characters) and (ids := named(wish)):  # everyone: who is there at all
        there = {id for one in ids if one in wish.desk.scripts for id in on_desk(wish, one)}
        who = tuple(id for id in who if id in there) or who
    shot = wish.first("shot")
    if shot is not None or (_is_shot(wish) and not wish.first("scene", "episode")):
        felt = emotion(words, less)
        if felt is None:
            return None
        ids = shots(wish, shot)
        return [Pose(shot=id, character=one, emotion=felt) for id in ids for one in who]
    if _is_line(wish, who) and not wish.first("scene", "episode"):
        felt = emotion(words, less)
        return [DeliverLine(line=wish.focus, emotion=felt)] if felt else None
    if got is None:
        return None
    if wish.first("scene") is not None or (focused(wish) and wish.focus.count(".") == 1 and named(wish) is None):
        where = scenes(wish)
        ids = tuple(dict.fromkeys(id.rsplit(".", 1)[0] for id in where))
        return [ChangeTemper(character=one, temper=got[0], emotion=got[1], episodes=ids, scenes=where) for one in who]
    whole = wish.first("episode") is None and re.search(
        r"\b(?:overall|in general|throughout|as a (?:person|character)|always)\b", wish.text
    )
    ids = () if whole else episodes(wish)
    return [ChangeTemper(character=one, temper=got[0], emotion=got[1], episodes=ids) for one in who]


def _is_shot(wish: Wish) -> bool:
    board = wish.desk.storyboards.get(wish.focused())
    return board is not None and any(shot.id == wish.focus for shot in board.shots)


def _is_line(wish: Wish, who: tuple[str, ...]) -> bool:
    if ".l" not in wish.focus:
        return False
    return line_of(wish, wish.focus).speaker in who


def _voice(wish: Wish, found: Found) -> Edits:
    return [hearing.changed(wish, id, wish.plain()) for id in people(wish, found.mention("person"))]


def _look(wish: Wish, found: Found) -> Edits:
    edits: list[AnyEdit] = []
    if re.search(r"\b(?:how \S+ looks|(?:another|different|new) (?:face|look|haircut|hairstyle))\b", wish.text):
        name = wish.desk.bible.character(person(wish, found.mention("person"))).name
        raise Unclear(
            f"What of {name}'s looks should be otherwise?",
            (f"give {name} red hair", f"give {name} short hair", f"make {name} look older", f"give {name} glasses"),
        )
    for id in people(wish, found.mention("person")):
        fields = appearance(wish.desk.bible.character(id).look, wish.plain().lower())
        if fields is None:
            return None
        if not fields:
            raise Declined(
                f"{wish.desk.bible.character(id).name} looks like that already.",
                (f"make {wish.desk.bible.character(id).name} look older",),
            )
        edits.append(ChangeLook(character=id, look=fields))
    return edits


def _dress(wish: Wish, found: Found) -> Edits:
    text = found["rest"] or wish.plain(found.match[0])
    garment = value("garments", text)
    if not garment:
        return None
    scene = wish.first("scene")
    where = scenes(wish, scene) if scene is not None else _scenes_of(wish, found)
    colour = value("colours", text)
    edits: list[AnyEdit] = []
    for id in people(wish, found.mention("person")):
        had = next((one for one in wish.desk.bible.character(id).wardrobe if one.garment == garment), None)
        shade = colour or (had.colour if had else "#3a4258")
        outfit = Outfit(garment=cast(Garment, garment), colour=shade, words=_worn(text, garment))
        edits.append(Dress(character=id, outfit=outfit, scenes=where))
    return edits


def _scenes_of(wish: Wish, found: Found) -> tuple[str, ...]:
    """Return the scenes of the episodes that are named, in which those people are."""
    ids = named(wish)
    if ids is None and re.search(r"\b(?:this|here)\b", wish.text) and focused(wish):
        return (focused(wish),)
    if not ids:
        return ()
    who = people(wish, found.mention("person"))
    inside = [wish.desk.scripts[id] for id in episodes(wish) if id in wish.desk.scripts]
    return tuple(s.id for script in inside for s in script.scenes if any(id in s.present for id in who))


def _worn(text: str, garment: str) -> str:
    words = sorted((word for word, kind in called("garments").items() if kind == garment), key=len, reverse=True)
    for word in words:
        found = re.search(rf"\b(?:an? )?((?:[\w-]+ ){{0,2}}{re.escape(word)})\b", text, re.IGNORECASE)
        if found:
            bare = re.sub(
                r"^.*\b(?:in|wear|wears|wearing|on|a|an|the|her|his|him|them|it|into|have|give|to|with) ",
                "",
                found[1].lower(),
            )
            return bare if bare.endswith("s") else f"{'an' if bare[0] in 'aeiou' else 'a'} {bare}"
    return ""


def _rename(wish: Wish, found: Found) -> Edits:
    quote = found.mention("quote")
    name = (quote.about if quote else found["rest"]).strip(' ".')
    name = re.sub(r"^(?:to|as|be|is|just|named|called) ", "", name)
    name = re.sub(r",? (?:instead|everywhere|from now on|in every episode|throughout|in all episodes)$", "", name)
    if found.has("place"):
        mention = found.mention("place")
        if mention is None or len(mention.ids) != 1:
            return None
        return [
            Rename(
                what=mention.ids[0], name=_capital(name) if name[:1].isupper() else f"the {name.removeprefix('the ')}"
            )
        ]
    if found.has("prop"):
        return [Rename(what=prop(wish, found.mention("prop")), name=f"the {re.sub(r'^(?:the|a|an) ', '', name)}")]
    if len(name.split()) > 3 or not name:
        return None
    return [Rename(what=person(wish, found.mention("person")), name=_capital(name))]


def _capital(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


Told = Literal["job", "speech", "secret", "wants", "fears"]
_FIELDS: dict[str, Told] = {
    "secret": "secret",
    "secretly": "secret",
    "hides": "secret",
    "hiding": "secret",
    "fear": "fears",
    "fears": "fears",
    "afraid": "fears",
    "scared": "fears",
    "terrified": "fears",
    "want": "wants",
    "wants": "wants",
    "goal": "wants",
    "motivation": "wants",
    "dream": "wants",
    "desires": "wants",
    "job": "job",
    "profession": "job",
    "occupation": "job",
    "work": "job",
    "works": "job",
    "speak": "speech",
    "speaks": "speech",
    "talk": "speech",
    "talks": "speech",
    "speech": "speech",
    "speaking": "speech",
    "talking": "speech",
}


def _character(wish: Wish, found: Found) -> Edits:
    field = next(
        (
            _FIELDS[word]
            for word in re.findall(r"[a-z]+", found.match[0].split(found.match["rest"])[0].lower())
            if word in _FIELDS
        ),
        None,
    )
    text = found["rest"].strip(' ".')
    if field is None or not text:
        return None
    who = person(wish, found.mention("person"))
    name = wish.desk.bible.character(who).name
    if field == "job":
        text = re.sub(r"^(?:as |an? |the )+", "", text).lower()
    elif field == "secret":
        text = re.sub(r"^that ", "", text)
        text = re.sub(r"^(?:she|he)\b", name, text, flags=re.IGNORECASE)
        text = text if text.startswith(name) or re.match(r"[A-Z]", text) else f"{name} {text}"
    elif field == "speech":
        text = text[:1].upper() + text[1:] + "."
    return [ChangeCharacter(character=who, field=field, text=text)]


def _job(wish: Wish, found: Found) -> Edits:
    """Somebody is something else: a lawyer, a sister, the villain."""
    word = found["rest"].strip(' ".').lower()
    word = re.sub(
        r",? ?(?:instead.*|by trade|for a living)$", "", re.sub(r"^(?:really |actually )?(?:an?|the) ", "", word)
    )
    if (
        not word
        or len(word.split()) > 4
        or word in called("roles")
        or word in kin_words()
        or value("tempers", word) == word
    ):
        return None
    if not (known := _jobs() & {word, word.split()[-1]}) and found.match.re.pattern.find("job") < 0:
        return None
    del known
    return [ChangeCharacter(character=person(wish, found.mention("person")), field="job", text=word)]


def _jobs() -> frozenset[str]:
    from ..house.library import words

    return frozenset(str(one).lower() for jobs in words("people")["jobs"].values() for one in jobs)


def _relation_named(wish: Wish, found: Found) -> Edits:
    """Somebody should be what somebody else is already: "turn Leo into Mia's boss"."""
    part = found.mention("part")
    words = part.words.lower() if part is not None else ""
    told = re.fullmatch(r"(.*?)(?:'s|'| her| his)? ((?:ex-|half-|step|best )?[a-zé-]+)", words)
    if told is None or told[2] not in kin_words():
        return None
    owners = [id for name, ids in wish.cast.names.items() if name == told[1].removeprefix("the ") for id in ids]
    lead = [one.id for one in wish.desk.bible.characters if one.role == "lead"]
    who, whose = person(wish, found.mention("person")), (owners or lead)[0]
    return [ChangeRelation(character=whose, to=who, kind=told[2])] if who != whose else None


def _married(wish: Wish, found: Found) -> Edits:
    both = people(wish, found.mention("person"))
    if len(both) != 2:
        return None
    kinds = {
        "married": ("wife", "husband"),
        "siblings": ("sister", "brother"),
        "sisters": ("sister", "sister"),
        "brothers": ("brother", "brother"),
        "lovers": ("lover", "lover"),
        "friends": ("friend", "friend"),
        "enemies": ("enemy", "enemy"),
        "twins": ("twin", "twin"),
        "rivals": ("rival", "rival"),
        "cousins": ("cousin", "cousin"),
        "engaged": ("fiancée", "fiancé"),
        "neighbours": ("neighbour", "neighbour"),
    }
    pair = next((kinds[word] for word in kinds if word in found.match[0]), None)
    if pair is None:
        return None
    first, second = both
    return [ChangeRelation(character=first, to=second, kind=pair[0 if wish.cast.sex(second) == "woman" else 1])]


def _relation(wish: Wish, found: Found) -> Edits:
    kind = found["word"].lower().replace(" ", "-") if found.has("word") else ""
    kind = {"fiance": "fiancé", "fiancee": "fiancée", "mum": "mother", "mom": "mother", "dad": "father"}.get(kind, kind)
    if kind not in kin_words() and kind not in ("friend", "best-friend", "lover", "twin"):
        return None
    who = person(wish, found.mention("person"))
    if found.has("other"):
        other = person(wish, found.mention("other"))
    else:
        lead = next((one.id for one in wish.desk.bible.characters if one.role == "lead"), "")
        other = lead if lead != who else ""
    if not other or other == who:
        raise Unclear(f"Whose {kind} should {wish.desk.bible.character(who).name} be?")
    return [ChangeRelation(character=other, to=who, kind=kind.replace("best-friend", "best friend"))]


def _too_much(wish: Wish, found: Found) -> Edits:
    """Somebody is disliked, and nobody says what of them."""
    who = person(wish, found.mention("person"))
    name = wish.desk.bible.character(who).name
    raise Unclear(
        f"What of {name} is not right?",
        (f"give {name} another voice", f"make {name} warmer", f"make {name} look older", f"give {name} other hair"),
    )


def degree_of(wish: Wish) -> float:
    """Return how strongly a wish is meant."""
    return degree(wish.raw.lower())


def _declined_face(wish: Wish, found: Found) -> Edits:
    raise Declined("A face is drawn, not taken from somebody living.", ("give Mia red hair",))


_TEMPERED = "{less:less}? {tempers}"
RULES: tuple[Rule, ...] = (
    rule("change_voice", "change_voice.voice", _voice, negative=True),
    rule("dress", "dress.dress", _dress),
    rule("change_look", "change_look.look", _look),
    rule("change_character", "change_character.character", _character),
    rule("change_relation", "change_relation.married", _married),
    rule("change_relation", "change_relation.relation_named", _relation_named),
    rule("change_relation", "change_relation.relation", _relation),
)

LATE: tuple[Rule, ...] = (
    rule("rename", "rename.rename", _rename),
    rule("change_character", "change_character.job", _job),
    rule("change_temper", "change_temper.temper", _temper),
    rule("change_temper", "change_temper.too_much", _too_much),
)
