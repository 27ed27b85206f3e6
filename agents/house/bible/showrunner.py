"""The house showrunner: from a premise to a Bible, from a Bible to the season's Outline."""

import random
from collections.abc import Sequence

from ....memory.bible import ArtDirection, Bible, Character, Premise
from ....memory.library import Engine
from ..library import words
from ..premise.reader import Reading, survey
from ..premise.words import has_sign, listed, tokens
from ..script.slots import Cast, Unfillable, fill
from ..season.season import outline
from .casting import Looks, Voices, cast_series
from .settings import locations_for, period_of, props_for

__all__ = ["choose_engine", "develop", "genre_of", "outline"]


def develop(
    premise: Premise,
    engines: Sequence[Engine],
    seed: int,
    season_length: int,
    nearest: Sequence[str] = (),
    *,
    looks: Looks,
    voices: Voices,
) -> Bible:
    """Return the Bible of a premise: the engine that fits, everybody in the line, the odd detail first among the props.

    ``nearest`` are ids of the cards that recall finds near, best first; they count, the line's own signs count more.
    """
    reading = survey(premise.text)
    later = words("sequels")["engines"]["own"]
    engine = choose_engine(premise.text, [engine for engine in engines if engine.id not in later], nearest)
    period = period_of(reading)
    cast = cast_series(reading, engine, period, seed, looks, voices)
    genre = genre_of(reading, engine)
    dice = random.Random(f"bible:{seed}:{premise.text}")
    places = locations_for(reading, engine, cast, period, dice)
    props = props_for(reading, cast, genre if period == "now" else period, dice)
    bible = Bible(
        title="",
        premise=premise,
        logline=_logline(premise.text),
        genre=genre,
        engine=engine.id,
        tone=engine.tone,
        style=_style(genre, period, dice),
        question="",
        characters=cast,
        locations=places,
        props=props,
        theme_seed=seed,
        period=period,
    )
    text = _Words(bible)
    return bible.model_copy(
        update={
            "title": _title(text, engine, reading, dice),
            "question": text.put(engine.question) or "What would you give to have it back?",
            "rules": tuple(rule for rule in map(text.put, engine.rules) if rule),
            "arc": tuple(part for part in map(text.put, engine.arc) if part),
        }
    )


class _Words:
    """Texts of an engine, filled with a bible's people; empty where they cannot be."""

    def __init__(self, bible: Bible) -> None:
        self.cast = Cast(bible, by_role(bible.characters), bible.props[0], bible.locations[0])

    def put(self, text: str) -> str:
        try:
            return fill(text, self.cast)
        except Unfillable:
            return ""


def by_role(characters: Sequence[Character]) -> dict[str, Character]:
    """Return the first character of each role."""
    return {person.role: person for person in reversed(characters)}


_PLAIN = ("uncanny_warning", "second_chance", "secret_heir")
"""Engines that bear most premises of their genre, where no sign decides."""


def choose_engine(text: str, engines: Sequence[Engine], nearest: Sequence[str] = ()) -> Engine:
    """Return the engine that the premise calls for: its signs in the line, then nearness, then the genre's own."""
    genre, period = _genre(text), period_of(survey(text))
    scores: dict[str, float] = {}
    for engine in engines:
        signs = sum(1.0 + 0.7 * sign.count(" ") for sign in engine.signs if has_sign(text, sign))
        near = 0.45 / (1 + nearest.index(engine.id)) if engine.id in nearest else 0.0
        own = {"scifi": "experiment", "fantasy": "forbidden_crown", "history": "forbidden_crown"}.get(period)
        world = 1.6 if own == engine.id else 0.0
        scores[engine.id] = (
            signs
            + near
            + (0.4 if engine.genre == genre else 0.0)
            + (world if period == "scifi" else 0.6 * world)
            + (0.35 if engine.id in _PLAIN else 0.0)
        )
    return max(engines, key=lambda engine: scores[engine.id])


def _genre(text: str) -> str:
    """Return the genre whose words the line has most of."""
    low = {item.low for item in tokens(text)}
    data = words("things")["genres"]
    found = {
        name: sum(word in low or (" " in word and word in text.lower()) for word in group)
        for name, group in data.items()
    }
    best = max(found, key=lambda name: found[name])
    return best if found[best] else "drama"


def genre_of(reading: Reading, engine: Engine) -> str:
    """Return the genre that the bible names: the line's where it is plain, else the engine's."""
    said = _genre(reading.text)
    low = reading.text.lower()
    strong = sum(word in low for word in listed("things", "genres", said))
    return said if strong >= 2 and said in ("horror", "comedy") else engine.genre


def _logline(text: str) -> str:
    line = " ".join(text.split())
    return line if line[-1] in ".!?…" else line + "."


def _style(genre: str, period: str, dice: random.Random) -> ArtDirection:
    styles = words("settings")["styles"]
    chosen: ArtDirection = dice.choice(styles[period if period != "now" else genre if genre in styles else "drama"])
    return chosen


def _title(text: _Words, engine: Engine, reading: Reading, dice: random.Random) -> str:
    """Return two to five words: from the odd object where it has a short tail, else the engine's."""
    own = _own_titles(reading)
    pool = [title for title in map(text.put, engine.titles) if 2 <= len(title.split()) <= 5]
    if own and dice.random() < 0.5:
        return dice.choice(own)
    return dice.choice(pool or own or ["The Second Chair"])


def _own_titles(reading: Reading) -> list[str]:
    """Return titles made of the premise's own odd object: "Dated Tomorrow"."""
    tail = reading.odd_tail.split()
    if 2 <= len(tail) <= 4 and tail[0].lower() not in ("in", "that", "which", "with", "to", "of", "for"):
        return [
            " ".join(
                word
                if word.lower() in ("the", "a", "of", "by", "with", "in", "her", "his") and i
                else word.capitalize()
                for i, word in enumerate(tail)
            )
        ]
    return []
