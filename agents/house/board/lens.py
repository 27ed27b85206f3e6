"""The lens: which size and angle comes next, so that no set-up is seen twice in a row."""

import random
from collections.abc import Sequence

from ....memory.look import Emotion
from ....memory.storyboard import Angle, EffectKind, Framing, Move, Placed, Shot
from .foley import sounds
from .units import NOTHING, Unit, silent_seconds

SetUp = tuple[Framing, Angle]

MEMORY = 3
"""No set-up of the same people returns within so many shots."""

HEAD, TAIL = 0.25, 0.35
"""Silence before and after what is said in a shot; less of both as the episode runs to its end."""
PAUSE = 0.25
"""Silence more before a blow."""

_HANDHELD: frozenset[Emotion] = frozenset({"angry", "fear"})
_WIDE: frozenset[Framing] = frozenset({"two_shot", "medium", "wide", "establishing"})
_ANGLES: tuple[Angle, ...] = ("eye", "low", "high", "dutch")


class Lens:
    """Remembers the last set-ups of an episode and chooses the next."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.recent: list[tuple[Framing, Angle, tuple[str, ...]]] = []
        self.moves: list[Move] = []
        self.inserts: list[tuple[str, str]] = []
        """The objects that have filled the frame in the episode, with their words."""
        self.heat = 0.0
        """How near the end of the episode is, 0 to 1."""

    def choose(self, who: Sequence[str], options: Sequence[SetUp]) -> SetUp:
        """Return the first of the set-ups that is fresh for these people, else another angle on one of them."""
        others = [(framing, angle) for framing, _ in options for angle in _ANGLES]
        return next((set_up for set_up in (*options, *others) if self.fresh(who, set_up)), options[0])

    def fresh(self, who: Sequence[str], set_up: SetUp) -> bool:
        """Whether a set-up of these people, as ``film`` places them, has not just been seen."""
        people = faces_of(set_up[0], who)
        if any((*set_up, people) == seen for seen in self.recent[-(MEMORY - 1) :]):
            return False
        # The same size of the same face across a cut is a jump, whatever the angle.
        return not self.recent or (self.recent[-1][0], self.recent[-1][2]) != (set_up[0], people)

    def move(self, options: Sequence[Move]) -> Move:
        """Return one of the moves that is not the last one's, if there is one."""
        fresh = [move for move in options if move not in self.moves[-1:]] or list(options)
        return self.rng.choice(fresh)

    def film(
        self,
        scene: str,
        set_up: SetUp,
        figures: Sequence[Placed] = (),
        unit: Unit = NOTHING,
        *,
        seconds: float = 0.0,
        move: Move | None = None,
        prop: str = "",
        text: str = "",
        over: str = "",
        extra: tuple[EffectKind, ...] = (),
    ) -> Shot:
        """Return the shot of a unit, and remember its set-up; without ``seconds`` it is as long as what it holds."""
        framing, angle = set_up
        effects = list(sounds(unit.action))
        if unit.jolt and not unit.lines:
            effects.append("hit")
        head = HEAD * (1 - 0.5 * self.heat) + (PAUSE if unit.jolt and self.recent else 0.0)
        tail = TAIL * (1 - 0.5 * self.heat)
        shot = Shot(
            id="",
            scene=scene,
            framing=framing,
            angle=angle,
            move=move or self._fitting(unit, framing),
            figures=tuple(figures),
            beats=tuple(beat.id for beat in unit.beats),
            lines=tuple(line.id for line in unit.lines),
            over=over,
            prop=prop,
            seconds=round(seconds or (head + unit.spoken + tail if unit.lines else silent_seconds(unit)), 2),
            head=round(head, 2),
            tail=round(tail, 2),
            effects=tuple(dict.fromkeys((*effects, *extra))),
            text=text,
        )
        self.recent.append((framing, angle, faces_of(framing, [placed.character for placed in figures])))
        self.moves.append(shot.move)
        if framing == "insert":
            self.inserts.append((prop, text))
        return shot

    def shown(self, prop: str) -> int:
        """Return how often an object has filled the frame."""
        return sum(prop == other for other, _ in self.inserts)

    def _fitting(self, unit: Unit, framing: Framing) -> Move:
        if unit.jolt:
            return "push_in"
        if any(beat.emotion in _HANDHELD or (beat.line and beat.line.emotion in _HANDHELD) for beat in unit.beats):
            return self.move(("handheld", "push_in"))
        if framing in _WIDE:
            return self.move(("drift", "push_in", "pan_left", "pan_right"))
        return self.move(("drift", "push_in", "still"))


def faces_of(framing: Framing, who: Sequence[str]) -> tuple[str, ...]:
    """Return the people of a set-up, as they are compared; over the shoulder the reverse is another one."""
    return tuple(who) if framing == "over_shoulder" else tuple(sorted(who))
