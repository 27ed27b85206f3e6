"""The voices one can cast, and how a cast is chosen so that its people are told apart by ear."""

import json
import random
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Literal

from ...errors import MakerRefused
from ...memory.frozen import Frozen
from ...memory.look import Sex, Voice

Age = Literal["child", "young", "adult", "elder"]


class Preset(Frozen):
    """A voice of the catalogue: stock styles blended, then pitch, throat and pace."""

    name: str
    blend: dict[str, float]
    """Stock style to its share; the shares sum to one."""
    sex: Sex
    age: Age
    tempers: tuple[str, ...]
    """Best first."""
    words: str
    pitch: float = 1.0
    timbre: float = 1.0
    pace: float = 1.0
    tremor: float = 0.0
    rank: int = 1
    """1: among the best sounding; 2: good."""
    accent: str = "American"


class Wanted(Frozen):
    """A voice that is needed: whose it is."""

    sex: Sex
    age: int
    """Years."""
    temper: str = ""
    """One word, as in the bible."""


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Preset]:
    text = (resources.files(__package__) / "voices.json").read_text(encoding="utf-8")
    return {entry["name"]: Preset.model_validate(entry) for entry in json.loads(text)["voices"]}


def voices() -> tuple[Preset, ...]:
    """Return the whole catalogue."""
    return tuple(_by_name().values())


def preset(name: str) -> Preset:
    """Return a voice of the catalogue; MakerRefused for an unknown name."""
    found = _by_name().get(name)
    if found is None:
        raise MakerRefused(f"there is no voice {name!r} in the catalogue; choose one of: {', '.join(_by_name())}")
    return found


def matched(voice: Voice) -> Preset:
    """Return a voice that was matched to a recording as an entry of the catalogue would have it."""
    # Stock styles are named by language and sex: am_onyx is an American man.
    nearest = max(voice.blend, key=lambda name: voice.blend[name])
    sex: Sex = "man" if nearest[1:2] == "m" else "woman"
    return Preset(name=voice.style, blend=voice.blend, sex=sex, age="adult", tempers=(), words="matched")


SPANS: dict[Age, tuple[int, int]] = {"child": (0, 13), "young": (14, 32), "adult": (24, 59), "elder": (54, 200)}
"""Ages that a voice of each band can be given: they overlap, as voices do."""
APART = 0.33
"""Distance at which two voices are told apart at once; more is no better."""
TEMPER_PACES = {"weary": 0.96, "cold": 0.97, "proud": 0.98, "fierce": 1.03, "playful": 1.04}


def cast(wanted: Sequence[Wanted], seed: int) -> tuple[Voice, ...]:
    """Return a voice for each person wanted: all different, as far apart as the parts allow, the same for a seed."""
    chosen: list[Preset] = []
    heard: list[Voice] = []
    for place, person in enumerate(wanted):
        fresh = [voice for voice in _suitable(person) if voice not in chosen]
        pool = fresh or _suitable(person)
        dice = random.Random(f"{seed}:{place}")
        luck = {voice.name: dice.random() for voice in voices()}
        best = max(pool, key=lambda voice: _fit(voice, person, chosen) + 0.2 * luck[voice.name])
        heard.append(_as_voice(best, person, times=chosen.count(best)))
        chosen.append(best)
    return tuple(heard)


def _suitable(person: Wanted) -> list[Preset]:
    """Return the voices of the right sex and age."""
    fitting = [age for age, (low, high) in SPANS.items() if low <= person.age <= high]
    return [voice for voice in voices() if voice.sex == person.sex and voice.age in fitting]


def _fit(voice: Preset, person: Wanted, chosen: list[Preset]) -> float:
    """Score a voice for a part: its temper, how good it sounds, and how far it is from those already cast."""
    score = 0.3 - 0.06 * voice.tempers.index(person.temper) if person.temper in voice.tempers else 0.0
    nearest = min((distance(voice.name, other.name) for other in chosen), default=1.0)
    return score - 0.1 * (voice.rank - 1) + 3.0 * min(nearest, APART)


def _as_voice(found: Preset, person: Wanted, times: int) -> Voice:
    """Return the voice to keep in the bible; one cast again is shifted, so that it is not taken for the first."""
    pace = TEMPER_PACES.get(person.temper, 1.0)
    if not times:
        return Voice(style=found.name, pace=pace)
    way = 1 if times % 2 else -1
    return Voice(style=found.name, pace=pace, pitch=1.0 + 0.07 * way * times, timbre=1.0 + 0.05 * way * min(times, 2))


def distance(first: str, second: str) -> float:
    """Return how far two voices are apart: 1 minus the cosine of their speaker embeddings, 0 for the same voice."""
    table = _distances()
    return 0.0 if first == second else table[min(first, second)][max(first, second)]


@lru_cache(maxsize=1)
def _distances() -> dict[str, dict[str, float]]:
    text = (resources.files(__package__) / "distances.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = json.loads(text)["distances"]
    return table
