"""Plain notes: what a small model has heard, said again in the plain words that the grammar reads.

A small model fills a handful of slots, chosen from what there is, and gives no ids: whom and what the words mean, what
must be asked and what cannot be done is decided by the same code that reads the notes of people.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any, get_args

from ...memory.bible import ArtDirection, Hour, Role, SetKind, Weather
from ...memory.note import Note
from ...memory.storyboard import EffectKind, Mood
from ..crew import Desk
from ..notes.amounts import NUMBER, ORDINAL, number
from .drafts import Draft

UNCLEAR = "unclear"

PLAIN: dict[str, tuple[str, ...]] = {
    "rewrite_line": ('change the line {quote} to "{text}"',),
    "deliver_line": ("make the line {quote} {value}",),
    "cut_line": ("cut the line {quote}",),
    "give_line": ("give the line {quote} to {who}",),
    "add_line": ("add a line for {who}{here}: {quote}",),
    "cut_scene": ("cut scene {scene}{of}",),
    "set_place": ("move scene {scene}{of} to {value}", "move it to {value}"),
    "set_hour": ("set scene {scene}{of} at {value}", "make it {value}{here}"),
    "set_weather": ("make it {value}{here}",),
    "leave_out": ("take {who} out of scene {scene}{of}", "take {who} out of this scene"),
    "put_in": ("put {who} in scene {scene}{of}", "put {who} in this scene"),
    "rewrite_scene": ("rewrite scene {scene}{of} so that {text}", "rewrite scene {scene}{of}"),
    "rewrite_episode": (
        "rewrite episode {episode} so that {text}",
        "rewrite the episode so that {text}",
        "rewrite the episode",
    ),
    "end_on_face": ("end{here} on {who}'s face",),
    "end_on_thing": ("end{here} on {thing}",),
    "retitle": ('retitle episode {episode} to "{text}"', 'retitle the series to "{text}"'),
    "change_hair": ("give {who} {value} hair",),
    "change_age": ("make {who} {number} years old",),
    "dress": ("put {who} in {value}{here}",),
    "change_voice": ("give {who} a {value} voice",),
    "rename_person": ("rename {who} to {text}",),
    "rename_thing": ("rename {thing} to {text}",),
    "change_temper": ("make {who} {value}{here}",),
    "change_job": ("change {who}'s job to {text}",),
    "change_relation": ("make {who} {other}'s {value}",),
    "change_thing": ("make {thing} {value}",),
    "draw_style": ("draw the series in {value} style",),
    "closer": ("use a close-up of {who}{here}",),
    "wider": ("use a wide shot in scene {scene}{of}",),
    "faster": ("make {it} faster",),
    "slower": ("make {it} slower",),
    "shorter": ("make {it} {number} seconds shorter", "make {it} shorter"),
    "longer": ("make {it} {number} seconds longer", "make {it} longer"),
    "music_mood": ("make the music {value}{here}",),
    "music_louder": ("make the music louder{here}",),
    "music_softer": ("make the music quieter{here}",),
    "captions_on": ("turn the captions on{here}",),
    "captions_off": ("turn the captions off{here}",),
    "add_sound": ("add the sound of {value}{here}",),
    "change_role": ("make {who} the {value} from episode {episode}",),
    "dies": ("kill {who} off{here}",),
    "lock_scene": ("lock scene {scene}{of}",),
    "undo": ("undo",),
    "redo": ("redo",),
    "sequel": ("make a sequel about {text}", "make a sequel"),
    UNCLEAR: (),
}
"""Kinds of notes and how each is said plainly, the fullest form first.

``here``, ``it`` and ``of`` are filled from the numbers of scene and episode."""

VALUES: dict[str, tuple[str, ...]] = {
    "deliver_line": (
        "angry", "cold", "scared", "happy", "tender", "sad", "crying", "shocked", "smirking", "ashamed", "determined",
        "calm",
    ),
    "set_hour": get_args(Hour),
    "set_weather": get_args(Weather),
    "change_hair": (
        "bald", "short", "curly", "wavy", "long straight", "slick", "braid", "ponytail", "bun", "bob", "pixie",
        "undercut",
    ),
    "change_temper": (
        "cold", "warm", "gentle", "proud", "brave", "sly", "evil", "timid", "scared", "fierce", "angry", "weary", "sad",
        "calm", "playful", "funny", "happy", "romantic",
    ),
    "draw_style": get_args(ArtDirection),
    "music_mood": get_args(Mood),
    "add_sound": get_args(EffectKind),
    "change_role": get_args(Role),
    "change_voice": ("deeper", "higher", "different"),
}  # fmt: skip
"""What a kind's ``value`` is chosen from: words that the grammar has a meaning for; others are free."""
_QUOTABLE = frozenset({"retitle", "rename_person", "rename_thing", UNCLEAR})
"""Kinds beside those of lines in which somebody may quote."""
_SIGNS = {
    "change_hair": r"hair|head|bald|shav|cut|curl|braid|bun|tail|blond|wig",
    "change_job": r"\b(?:is|was|be|being|work|works|job|profession|makes? (?:him|her)) ?(?:a|an|as)?\b",
    "change_relation": r"relat|sister|brother|mother|father|wife|husband|aunt|uncle|cousin|daughter|son\b|twin",
    "rename_person": r"name|call|known|goes|\bas\b",
    "rename_thing": r"name|call|known|goes|\bas\b",
    "add_sound": r"hear|sound|noise|listen|ear|loud|silen|ring|knock|bang|tick|pound|slam",
    "captions_on": r"caption|subtitle|text|words|letters|writ|print|read",
    "captions_off": r"caption|subtitle|text|words|letters|writ|print|read",
    "music_louder": r"music|score|song|orchestra|string|violin|piano|tune|soundtrack|drum|loud|volume",
    "music_softer": r"music|score|song|orchestra|string|violin|piano|tune|soundtrack|drum|loud|volume",
    "lock_scene": r"touch|keep|lock|change|hand|finger|perfect|leave|stay",
}
"""What must be in a note for kinds that a small model is too fond of."""
_SAID = {"rain": "rainy", "snow": "snowy", "fog": "foggy", "phone": "a ringing phone"}
_PRONOUNS = (("she|her|hers|herself", "her"), ("he|him|his|himself", "him"))
_POINTED = ("the first line", "the last line")
"""Lines that need not be quoted."""
_NUMBERS = ("number", "episode", "scene")
_PLACED = {"here": ("scene", "episode"), "it": ("scene", "episode"), "of": ("episode",)}
_LONGEST = 160
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]{2,})[\"”“»]|(?<!\w)['‘]([^'’]{4,})['’](?!\w)")


class HeardDraft(Draft):
    """What a small model has heard in a note: its kind, and the slots that it needs."""

    kind: str
    who: str = ""
    other: str = ""
    thing: str = ""
    quote: str = ""
    value: str = ""
    text: str = ""
    number: int = 0
    scene: int = 0
    episode: int = 0


def heard_by(note: Note, desk: Desk) -> type[HeardDraft]:
    """Return the type of answer to ask for: only kinds that the note can be, only names and quotes that there are."""
    shapes = [*_shapes(note.text, _choices(note, desk))]

    class Heard(HeardDraft):
        """A HeardDraft of one note."""

        @classmethod
        def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
            return {"oneOf": shapes}

    return Heard


def said_plainly(heard: HeardDraft) -> str:
    """Return the note in plain words; empty if what was heard makes none."""
    slots = {name: _said(str(value)) for name, value in heard.model_dump(exclude={"kind"}).items() if value}
    if "quote" in slots and slots["quote"] not in _POINTED:
        slots["quote"] = f'"{slots["quote"]}"'
    of = f" of episode {heard.episode}" if heard.episode else ""
    within = f" in scene {heard.scene}{of}" if heard.scene else of.replace(" of ", " in ")
    slots |= {"of": of, "here": within, "it": within.removeprefix(" in ") or "it"}
    for form in PLAIN.get(heard.kind, ()):
        if all(name in slots for name in _names(form)):
            return form.format(**slots).replace("her's", "her").replace("him's", "his").replace("the line the", "the")
    return ""


def _said(value: str) -> str:
    """Return a value as a person would say it."""
    words = " ".join(value.split()).strip('"“” ')[:_LONGEST]
    return _SAID.get(words, words.replace("_", " "))


def _choices(note: Note, desk: Desk) -> Mapping[str, Sequence[str | int]]:
    """Return what the slots can be filled with: what stands in the note. A slot that is not there is free."""
    text, bible = note.text, desk.bible
    quotes = [(found[1] or found[2]).strip() for found in _QUOTED.finditer(text)]
    scenes, episodes = (_counted(what, text) for what in ("scenes?", r"episodes?|eps?\.?"))
    others = [n for n in _numbers(NUMBER, text) if n not in (*scenes, *episodes)]
    people = [one.name for one in bible.characters if _named(one.name, text) or _named(one.full_name, text)]
    people += [f"the {one.job}" for one in bible.characters if one.job and _named(one.job, text)]
    people += [said for words, said in _PRONOUNS if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
    things = [one.name for one in bible.props if _named(one.name.split()[-1], text) or _named(one.kind, text)]
    return {
        "who": people, "other": people if len(people) > 1 else [], "thing": things,
        "quote": [*quotes, *(_POINTED if not quotes and _named("lines?", text) else ())],
        "place": [*(one.name for one in bible.locations), *(f"the {kind}" for kind in get_args(SetKind))],
        "number": others, "scene": scenes, "episode": episodes,
    }  # fmt: skip


def _counted(what: str, text: str) -> list[int]:
    """Return the numbers that are said of something: "scene 2", "the second scene"."""
    return _numbers(rf"(?:{what}) ({NUMBER})|({ORDINAL}) (?:{what})", text)


def _numbers(pattern: str, text: str) -> list[int]:
    found = re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    said = (next((group for group in one.groups() if group), one[0]) for one in found)
    return sorted({n for words in said if (n := number(words)) > 0})


def _named(words: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))


def _shapes(text: str, choices: Mapping[str, Sequence[str | int]]) -> Iterator[dict[str, Any]]:
    """Yield the schema of every kind that can be meant: who quotes something speaks of what can be quoted."""
    quoted = bool(choices["quote"])
    for kind, forms in PLAIN.items():
        wanted = list(dict.fromkeys(name for form in forms for name in _filled(form)))
        needed = set(_names(forms[-1])) - _PLACED.keys() if forms else set()
        if any(name in needed and not choices[name] for name in choices):
            continue
        if not re.search(_SIGNS.get(kind, ""), text, re.IGNORECASE):
            continue
        if quoted and kind not in _QUOTABLE and "quote" not in wanted:
            continue
        yield {
            "type": "object",
            "properties": {"kind": {"const": kind}}
            | {name: _slot(kind, name, choices) for name in wanted if name not in choices or choices[name]},
            "required": ["kind", *(name for name in wanted if name in needed)],
            "additionalProperties": False,
        }


def _slot(kind: str, name: str, choices: Mapping[str, Sequence[str | int]]) -> dict[str, Any]:
    """Return the schema of a slot: the words it is chosen from, or any."""
    if name == "value":
        words: Sequence[str | int] = choices["place"] if kind == "set_place" else VALUES.get(kind, ())
    else:
        words = choices.get(name, ())
    return {"enum": [*words]} if words else {"type": "string", "maxLength": _LONGEST}


def _filled(form: str) -> list[str]:
    """Return the slots that a form is filled from, numbers last."""
    names = [part for name in _names(form) for part in _PLACED.get(name, (name,))]
    return sorted(dict.fromkeys(names), key=lambda name: (name in _NUMBERS, name == "episode"))


def _names(form: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(form) if name]
