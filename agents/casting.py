"""Casting: faces and voices for the people of a bible, whoever has written it."""

from collections.abc import Sequence

from ..memory.look import Look, Sex, Voice
from ..tools.picture.figure.casting import cast_look
from ..tools.voice.catalogue import Wanted, cast


def look(seed: int, sex: Sex, age: int, temper: str, origin: str = "") -> Look:
    """Return a face: the same arguments, the same face; ``origin`` is a word for where the name comes from."""
    return cast_look(seed, sex, age, temper, origin)


def voices(wanted: Sequence[tuple[Sex, int, str]], seed: int) -> Sequence[Voice]:
    """Return a voice for each ``(sex, age, temper)``, as far apart as can be."""
    return cast([Wanted(sex=sex, age=age, temper=temper) for sex, age, temper in wanted], seed)
