"""The first episode of a later season: it opens on what the one before has left, and people remember."""

import random
from collections.abc import Callable, Sequence

from ....memory.bible import Bible, Character
from ....memory.library import CardBeat, Opening
from ....memory.script import Cliff, EpisodeOutline
from ....memory.state import HEALED
from ..library import words
from ..script.sheet import Draft
from ..script.slots import Cast, Unfillable
from ..script.staging import Staged, spoken_words, stage
from .days import days
from .situation import Situation, situation

Opened = tuple[list[Draft], str, Cliff, str, str]
"""The drafts of an opening, the title, the cliff, the cliffhanger and the hook."""
Play = Callable[[Bible, EpisodeOutline, Opening, dict[str, Character], int, random.Random], Opened]

ROOM = 146
"""Words that the opening and what is remembered in it may say together: one more scene has to fit."""

_TOLD_BY = {"wounded": "what_the_wound_kept", "promised": "word_given", "dead": "empty_grave", "married": "other_name"}
"""What need not be remembered, because the situation itself is about it."""


_ABSENT = ("parted", "married", "promised", "returned", "fallen")
"""What is said of those who are not in the room, and are not what it is all about."""


def reopened(bible: Bible, episode: EpisodeOutline, seed: int, dice: random.Random, play: Play) -> Opened:
    """Return the first episode of a later season: its situation played, and between its scenes what is remembered."""
    card = situation(bible.recalls["situation"])
    roles = _roles(bible)
    drafts, title, cliff, cliffhanger, hook = play(bible, episode, _dated(card, bible.gap), roles, seed, dice)
    room = ROOM - sum(spoken_words(draft.beats) for draft in drafts)
    remembered = _remembered(bible, card, roles, seed, room)
    if remembered:
        place = next((p for p in bible.locations if p.id != drafts[0].place.id), drafts[0].place)
        present = tuple(dict.fromkeys([roles["lead"].id, roles.get("y", roles["lead"]).id]))
        purpose = f"{roles['lead'].name} has not forgotten."
        drafts.insert(1, Draft(remembered, place, present, purpose, (f"{card.id}.remembered",)))
    return drafts, title, cliff, cliffhanger, hook


def _roles(bible: Bible) -> dict[str, Character]:
    ids = {key: bible.recalls.get(key, "") for key in ("x", "y", "z")}
    known = {person.id: person for person in bible.characters}
    return {"lead": bible.characters[0]} | {key: known[id] for key, id in ids.items() if id in known}


def _dated(card: Situation, gap: int) -> Situation:
    """Return a situation with the days that have gone by in its words."""
    scenes = tuple(
        scene.model_copy(update={"beats": tuple(_said(beat, {"gap": days(gap)}) for beat in scene.beats)})
        for scene in card.scenes
    )
    return card.model_copy(update={"scenes": scenes})


def _said(beat: CardBeat, told: dict[str, str]) -> CardBeat:
    def put(text: str) -> str:
        for key, value in told.items():
            text = text.replace(f"{{{key}}}", value)
        return text

    return beat.model_copy(update={"do": put(beat.do), "say": tuple(map(put, beat.say))})


def _remembered(bible: Bible, card: Situation, roles: dict[str, Character], seed: int, room: int) -> tuple[Staged, ...]:
    """Return what the two in the room speak of: what it cost, and the question that nobody answered."""
    if "y" not in roles:
        return ()
    question = _block(bible, "thread", roles, seed) if bible.recalls.get("thread") else ()
    if spoken_words(question) > room:
        question = tuple(beat for beat in question if not beat.text)
    beats: tuple[Staged, ...] = ()
    for kind in _kinds(bible, card):
        block = _block(bible, kind, roles, seed)
        if block and spoken_words((*beats, *block, *question)) <= room:
            beats += block
    return (*beats, *question)


def _kinds(bible: Bible, card: Situation) -> list[str]:
    """Return what there is to remember, what weighs most first."""
    recalls = bible.recalls
    kinds = ["asked"] if bible.premise.odd else ["rumour"] if recalls.get("about") else []
    kinds += [kind for kind in ("dead", "parted", "married", "promised", "returned", "fallen") if recalls.get(kind)]
    if bible.gap >= HEALED and (hurt := recalls.get("wounded")):
        who = {bible.characters[0].id: "wounded_lead", recalls.get("y", ""): "wounded_here"}
        kinds.insert(1 if "dead" in kinds else 0, who.get(hurt, "wounded"))
    about = {recalls.get("x"), recalls.get("y")}
    shown = {kind for kind, id in _TOLD_BY.items() if id == card.id}
    shown |= {kind for kind in _ABSENT if recalls.get(kind) in about}
    return [kind for kind in kinds if kind.partition("_")[0] not in shown]


def _block(bible: Bible, kind: str, roles: dict[str, Character], seed: int) -> tuple[Staged, ...]:
    """Return one of the ways in which a thing is remembered; nothing if it cannot be played here."""
    recalls, known = bible.recalls, {person.id: person for person in bible.characters}
    there = {"d": "dead", "w": "wounded", "p": "promised", "r": "returned", "v": "fallen"}
    there["s"] = "married" if kind == "married" else "parted"
    people = roles | {key: known[recalls[name]] for key, name in there.items() if recalls.get(name) in known}
    cards: Sequence[Sequence[dict[str, object]]] = words("sequels")[kind]
    told = {"gap": days(bible.gap), "thread": recalls.get("thread", ""), "about": recalls.get("about", "")}
    beats = [_said(CardBeat.model_validate(beat), told) for beat in cards[seed % len(cards)]]
    try:
        return stage(beats, Cast(bible, people, bible.props[0], bible.locations[0]), seed // 7)
    except Unfillable:
        return ()
