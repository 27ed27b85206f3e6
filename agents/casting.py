"""Casting: faces and voices for the people of a bible, whoever has written it."""

from collections.abc import Sequence

from ..memory.look import Look, Sex, Voice
from ..tools.picture.figure.casting import cast_look
from ..tools.voice.catalogue import Wanted, cast, distance


def look(seed: int, sex: Sex, age: int, temper: str, origin: str = "") -> Look:
    """Return a face: the same arguments, the same face; ``origin`` is a word for where the name comes from."""
    return cast_look(seed, sex, age, temper, origin)


def voices(wanted: Sequence[tuple[Sex, int, str]], seed: int) -> Sequence[Voice]:
    """Return a voice for each ``(sex, age, temper)``, as far apart as can be."""
    return cast([Wanted(sex=sex, age=age, temper=temper) for sex, age, temper in wanted], seed)


def voice_beside(known: Sequence[Voice], sex: Sex, age: int, temper: str, seed: int) -> Voice:
    """Return a voice for somebody who joins: of those that suit, the one least like any that is known."""
    suited = cast([Wanted(sex=sex, age=age, temper=temper)] * 6, seed)

    def apart(voice: Voice) -> float:
        return min((distance(voice.style, other.style) for other in known), default=1.0)

    return max(suited, key=apart)
