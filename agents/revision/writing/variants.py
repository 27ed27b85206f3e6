"""The same scene in other words: an exchange of the library has alternatives of every line, that answer each other."""

import re
from collections.abc import Iterator, Sequence

from ....memory.bible import Bible, Character
from ....memory.library import CardBeat, Exchange
from ....memory.script import Beat, Scene
from ...house.library import load
from ...house.script.slots import Cast, Unfillable
from ...house.script.staging import Staged, stage

ALTERNATIVES = 3
"""At most, of one line."""


def in_other_words(bible: Bible, scene: Scene) -> Iterator[Scene]:
    """Yield a scene with all lines that its exchange has in other words said in those; ids stay."""
    exchange = next((one for one in _exchanges() if one.id in scene.cards), None)
    if exchange is None:
        return
    for roles in _roles(bible, scene, exchange.beats):
        for variant in range(ALTERNATIVES):
            said = _said(bible, scene, roles, exchange.beats, variant)
            changed = _with(scene, said)
            if changed is not None:
                yield changed


def _exchanges() -> Iterator[Exchange]:
    return (exchange for move in load().moves for exchange in move.exchanges)


def _roles(bible: Bible, scene: Scene, cards: Sequence[CardBeat]) -> Iterator[dict[str, Character]]:
    """Yield who plays which role, as far as who speaks after whom tells."""
    keys = list(dict.fromkeys(card.who for card in cards if card.who and card.say))
    spoken = list(dict.fromkeys(beat.line.speaker for beat in scene.beats if beat.line))
    people = {one.id: one for one in bible.characters}
    for shift in range(len(spoken)):
        order = [*spoken[shift:], *spoken[:shift]]
        if len(order) >= len(keys) and all(id in people for id in order):
            yield {key: people[id] for key, id in zip(keys, order, strict=False)}


def _said(
    bible: Bible, scene: Scene, roles: dict[str, Character], cards: Sequence[CardBeat], variant: int
) -> dict[tuple[str, str], Staged]:
    """Return what each line of the scene would be in a variant, by its speaker and words now."""
    found: dict[tuple[str, str], Staged] = {}
    for prop in (*bible.props, None):
        cast = Cast(bible, roles, prop, next((one for one in bible.locations if one.id == scene.location), None))
        for card in cards:
            try:
                as_is = [stage([card], cast, number)[0] for number in range(len(card.say) or 1)]
            except (Unfillable, KeyError):
                continue
            here = {(beat.line.speaker, _plain(beat.line.text)) for beat in scene.beats if beat.line}
            for one in as_is:
                key = (one.who, _plain(one.text))
                if key in here and one.text:
                    found.setdefault(key, as_is[variant % len(as_is)])
    return found


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _with(scene: Scene, said: dict[tuple[str, str], Staged]) -> Scene | None:
    """Return a scene with other words; None if fewer than half of its lines would be others."""
    beats: list[Beat] = []
    changed = 0
    for beat in scene.beats:
        other = said.get((beat.line.speaker, _plain(beat.line.text))) if beat.line else None
        if beat.line is None or other is None or other.text == beat.line.text:
            beats.append(beat)
            continue
        changed += 1
        line = beat.line.model_copy(update={"text": other.text})
        beats.append(beat.model_copy(update={"line": line}))
    lines = sum(beat.line is not None for beat in scene.beats)
    return scene.model_copy(update={"beats": tuple(beats)}) if changed * 2 >= max(1, lines) else None
