"""Units: the beats of a scene grouped into what one shot can carry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ....memory.look import Emotion
from ....memory.script import Beat, Line, Scene
from ...timing import spoken_seconds

LONGEST_RUN = 4.2
"""Seconds of speech by one person that one shot may hold."""


KIND: frozenset[Emotion] = frozenset({"tender", "joy"})
"""What a blow that does not hurt is said with."""


@dataclass(frozen=True)
class Unit:
    """What one shot has to carry: a run of lines by one speaker, or one action."""

    beats: tuple[Beat, ...]
    lines: tuple[Line, ...] = ()

    @property
    def jolt(self) -> bool:
        """Whether a blow falls in it."""
        return any(beat.jolt for beat in self.beats)

    @property
    def soft(self) -> bool:
        """Whether the blow in it is a kind one: a kiss, a laugh, a word that has been waited for."""
        return bool(self.lines) and all(line.emotion in KIND for line in self.lines)

    @property
    def prop(self) -> str:
        """Id of the object shown close in it, or empty."""
        return next((beat.prop for beat in self.beats if beat.prop), "")

    @property
    def action(self) -> str:
        """Its actions as one text."""
        return " ".join(beat.action for beat in self.beats if beat.action)

    @property
    def spoken(self) -> float:
        """Seconds that its lines take to say, as planned."""
        return sum(spoken_seconds(line.text) for line in self.lines)


NOTHING = Unit(())
"""Nothing happens and nothing is said: a look, a place."""


def silent_seconds(unit: Unit) -> float:
    """Return how long a unit without words is held."""
    return 1.9 if unit.prop else min(2.2, 1.1 + 0.06 * len(unit.action.split()))


def quoted(action: str) -> str:
    """Return the words in quotation marks in an action, if any: they stand on the object."""
    quoted = re.search(r"[“\"]([^”\"]{1,80})[”\"]", action)
    return quoted.group(1) if quoted else ""


def named(name: str, text: str) -> bool:
    """Whether a text names a thing: by the last word of its name, with an article or a possessive before it."""
    noun = re.escape(name.split()[-1])
    return bool(re.search(rf"\b(the|a|an|his|her|their|its|that|this|’s|'s)( [\w-]+)? {noun}\b", text, re.IGNORECASE))


def units_of(scene: Scene) -> Iterator[Unit]:
    """Group the beats of a scene into what one shot can carry."""
    run: Unit | None = None
    for beat in scene.beats:
        lines = (beat.line,) if beat.line else ()
        unit = Unit((beat,), lines)
        if beat.line and beat.prop:
            # An object that matters has a shot of its own before the words that go with it.
            if run:
                yield run
                run = None
            yield Unit((beat.model_copy(update={"line": None}),))
            unit = Unit((beat.model_copy(update={"prop": "", "action": ""}),), lines)
        if run and _joins(run, unit):
            run = replace(run, beats=(*run.beats, *unit.beats), lines=(*run.lines, *unit.lines))
            continue
        if run:
            yield run
        run = unit
    if run:
        yield run


def _joins(run: Unit, unit: Unit) -> bool:
    """Whether a unit goes on in the shot of the one before: the same speaker, and still short."""
    if not run.lines or not unit.lines or run.jolt or unit.prop:
        return False
    one, other = run.lines[-1], unit.lines[0]
    seconds = sum(spoken_seconds(line.text) for line in (*run.lines, *unit.lines))
    return one.speaker == other.speaker and one.via == other.via and seconds <= LONGEST_RUN
