"""Wishes: what somebody wants a voice to be, in a few words, and which of the catalogue come nearest to it."""

import re
from dataclasses import dataclass

from ...errors import UserError
from ...memory.look import Sex, Voice
from .catalogue import SPANS, Age, Preset, voices
from .matching import stock

_TEMPERS = {
    "weary": "tired weary worn exhausted spent drained sad heavy broken resigned",
    "cold": "cold icy distant hard flat dry detached ruthless severe stern menacing",
    "warm": "warm kind gentle tender motherly fatherly honest friendly soothing caring",
    "proud": "proud haughty posh elegant commanding noble regal rich arrogant composed urbane",
    "sly": "sly smug silken seductive sultry teasing cunning ironic wry suave knowing",
    "timid": "timid shy soft quiet careful nervous anxious fragile meek",
    "fierce": "fierce angry driven bold strong hot forward tough intense fiery",
    "playful": "playful cheerful funny bright smiling amused lively bubbly cheeky",
}
_DEPTHS = {
    1: "low deep dark bass baritone alto grave chesty cavernous rich sonorous smokes smoky",
    -1: "high light bright thin squeaky soprano tenor reedy girlish boyish shrill",
}
_AGES: dict[Age, str] = {
    "elder": "old aged elderly ancient cracked grandmother grandfather",
    "young": "young youthful teenage boyish girlish fresh",
    "child": "child kid little boy girl",
}
_ROUGH = "smokes smoker smoky husky hoarse rough raspy gravel gravelly gravelled whisky whiskey worn"
_ROUGH_TOLD = "smoky hoarse gravelled cracked worn dark dry grave low"
_CLOSE = "breathy whispery whispering intimate close confiding airy"
_CLOSE_TOLD = "breathy close confiding soft near"
_ACCENTS = {"British": "english british london posh", "American": "american"}
_PACES = {0.94: "slow unhurried drawling patient measured tired", 1.06: "quick fast hurried rapid urgent"}
_SEXES: dict[Sex, str] = {"woman": "woman female feminine girl lady", "man": "man male masculine boy guy"}


@dataclass(frozen=True)
class Candidate:
    """A voice that could be meant."""

    preset: Preset
    voice: Voice
    """The preset, and as much of the wish as it lacks."""
    score: float


def wished(words: str, sex: Sex, age: int, count: int = 4) -> tuple[Candidate, ...]:
    """Return the ``count`` voices of the catalogue nearest to ``words``, the best first, for somebody of that age.

    The words may overrule sex and age. Raises UserError if none of them says anything about a voice.
    """
    said = frozenset(re.findall(r"[a-z]+", words.lower()))
    if not said & _known():
        raise UserError(
            f"{words[:60]!r} names no file, no voice of the catalogue and no asset, and none of its words says how a "
            "voice sounds. Try: tired, low, smokes; warm, old, English; quick, bright, young."
        )
    wanted: Sex = next((one for one, names in _SEXES.items() if said & _words(names)), sex)
    bands = [band for band, names in _AGES.items() if said & _words(names)]
    fitting = [band for band, (low, high) in SPANS.items() if low <= age <= high]
    pool = [preset for preset in voices() if preset.sex == wanted and preset.age in (bands or fitting)]
    pool = pool or [preset for preset in voices() if preset.sex == wanted]
    middle = sum(map(_pitch, pool)) / len(pool)
    scored = sorted(((_score(one, said, middle), one) for one in pool), key=lambda pair: (-pair[0], pair[1].name))
    return tuple(Candidate(one, _voice(one, said), round(score, 3)) for score, one in scored[:count])


def _score(preset: Preset, said: frozenset[str], middle: float) -> float:
    told = _words(re.sub(r"[^a-z ]", " ", preset.words.lower()))
    score = 0.3 * len(told & said) - 0.06 * (preset.rank - 1)
    for temper, names in _TEMPERS.items():
        if said & _words(names) and temper in preset.tempers:
            score += 0.34 - 0.08 * preset.tempers.index(temper)
    score += 0.9 * _depth(said) * (middle - _pitch(preset)) / middle
    for asked, answered in ((_ROUGH, _ROUGH_TOLD), (_CLOSE, _CLOSE_TOLD)):
        score += 0.3 * bool(said & _words(asked) and told & _words(answered))
    for accent, names in _ACCENTS.items():
        if said & _words(names):
            score += 0.4 if preset.accent == accent else -0.4
    return score


def _voice(preset: Preset, said: frozenset[str]) -> Voice:
    """Return the preset with what can be done without making it another: a little pitch, throat and pace."""
    pace = next((factor for factor, names in _PACES.items() if said & _words(names)), 1.0)
    rough = bool(said & _words(_ROUGH))
    depth = _depth(said)
    return Voice(
        style=preset.name,
        pitch=round(1.0 - 0.04 * depth - 0.02 * rough, 3),
        timbre=round(1.0 - 0.02 * depth - 0.015 * rough, 3),
        pace=pace,
    )


def _depth(said: frozenset[str]) -> int:
    return sum(way for way, names in _DEPTHS.items() if said & _words(names))


def _pitch(preset: Preset) -> float:
    """Return about how high a preset speaks, in Hz."""
    _, _, pitches = stock()
    return preset.pitch * sum(share * pitches[name] for name, share in preset.blend.items())


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _known() -> frozenset[str]:
    tables = (_TEMPERS, _DEPTHS, _AGES, _ACCENTS, _PACES, _SEXES)
    told = (re.sub(r"[^a-z ]", " ", preset.words.lower()) for preset in voices())
    lists = [*(names for table in tables for names in table.values()), _ROUGH, _CLOSE, *told]
    return frozenset(word for names in lists for word in names.split() if len(word) > 2)
