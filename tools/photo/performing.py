"""Performing: what a photographed face does at every moment, from the same plan by which a drawn one acts."""

import math
import random
from bisect import bisect_right
from dataclasses import dataclass, field

from ...memory.look import Emotion
from ..picture.acting import TURN, Acting
from ..picture.camera import ease
from ..picture.lips import BLEND, SHUT
from ..picture.spec import FigureSpec, MouthKey, ShotSpec
from .expression import EMOTIONS, VISEMES

CLOSING, HELD, OPENING = 0.075, 0.045, 0.15
"""Seconds of a blink."""
GOES = 0.75
"""Seconds in which a photographed head gets from one pose to the next: slower than a drawn one."""
LAUGHS: frozenset[Emotion] = frozenset({"joy", "shock", "cry", "fear"})
"""Who feels so may keep its lips apart while it listens."""
PRESSED = "PP"


@dataclass(frozen=True)
class Moment:
    """One face at one moment."""

    pose: dict[str, float] = field(default_factory=dict)
    gaze: tuple[float, float] = (0.0, 0.0)
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Yaw, pitch and roll against the picture, radians: to our right, down, clockwise."""


class Performance:
    """One figure in one shot; everything is decided at the start, from the seed."""

    def __init__(self, figure: FigureSpec, spec: ShotSpec, index: int) -> None:
        self.figure = figure
        self.seconds = spec.seconds
        self.plan = Acting(figure, spec.seconds, spec.fps, spec.seed * 31 + index)
        draw = random.Random(f"performing {spec.seed} {index}")
        self._phases = [draw.uniform(0, math.tau) for _ in range(6)]

    def at(self, t: float) -> Moment:
        """Return what the face does at ``t`` seconds."""
        pose = self._feeling(t)
        for name, amount in self._mouth(t).items():
            pose[name] = pose.get(name, 0.0) + amount
        pose["blink_0"] = pose["blink_1"] = self._blink(t)
        return Moment(pose, self._gaze(t), self._head(t))

    def _mouth(self, t: float) -> dict[str, float]:
        if not self.figure.mouth:
            return {} if self._emotion(t) in LAUGHS else dict(VISEMES[SHUT])
        return mouth_pose(self.figure.mouth, t)

    def _emotion(self, t: float) -> Emotion:
        turned = self.plan.turn_at is not None and t >= self.plan.turn_at
        return self.figure.becomes or self.figure.emotion if turned else self.figure.emotion

    def _feeling(self, t: float) -> dict[str, float]:
        """The picture shows what is felt at first; what it turns to comes on top, less what was."""
        figure, turn = self.figure, self.plan.turn_at
        breath = 0.85 + 0.15 * math.sin(math.tau * 0.21 * t + self._phases[5])
        pose = {name: 0.35 * amount * breath for name, amount in EMOTIONS[figure.emotion].items()}
        if figure.becomes is None or turn is None:
            return pose
        share = ease((t - turn + TURN / 2) / TURN)
        for name in {*EMOTIONS[figure.emotion], *EMOTIONS[figure.becomes]}:
            then = EMOTIONS[figure.becomes].get(name, 0.0) - 0.6 * EMOTIONS[figure.emotion].get(name, 0.0)
            pose[name] = pose.get(name, 0.0) * (1 - share) + share * then
        return pose

    def _blink(self, t: float) -> float:
        for start in self.plan.blinks:
            into = t - start
            if 0 <= into < CLOSING + HELD + OPENING:
                return ease(into / CLOSING) if into < CLOSING else 1 - ease((into - CLOSING - HELD) / OPENING)
        return 0.0

    def _gaze(self, t: float) -> tuple[float, float]:
        """Return where the eyes are against where the picture has them: they dart, and rest."""
        glances = self.plan.glances
        index = max(0, bisect_right([at for at, _, _ in glances], t) - 1)
        (at, x, y), (_, from_x, from_y) = glances[index], glances[max(0, index - 1)]
        share = ease((t - at) / 0.06)
        first_x, first_y = glances[0][1:]
        return (from_x + (x - from_x) * share - first_x, from_y + (y - from_y) * share - first_y)

    def _head(self, t: float) -> tuple[float, float, float]:
        heads = self.plan.heads
        index = max(0, bisect_right([move.at for move in heads], t) - 1)
        here, before, first = heads[index], heads[max(0, index - 1)], heads[0]
        share = ease((t - here.at) / GOES) if index else 1.0
        yaw, pitch, roll = (
            start + (end - start) * share - zero
            for start, end, zero in (
                (before.yaw, here.yaw, first.yaw),
                (before.pitch, here.pitch, first.pitch),
                (before.roll, here.roll, first.roll),
            )
        )
        nod = sum(math.sin(math.pi * (t - at) / 0.4) for at in self.plan.nods if 0 <= t - at < 0.4)
        one, two, three, four, *_ = self._phases
        return (
            _within(0.26 * yaw + 0.008 * math.sin(math.tau * 0.13 * t + one), 0.06),
            _within(0.18 * pitch + 0.02 * nod + 0.006 * math.sin(math.tau * 0.19 * t + two), 0.05),
            _within(0.0062 * roll + 0.005 * math.sin(math.tau * 0.11 * t + three + four), 0.035),
        )


def mouth_pose(keys: tuple[MouthKey, ...], t: float) -> dict[str, float]:
    """Return the pose of a mouth at ``t`` seconds: its key's viseme, on the way to the next one."""
    index = bisect_right([key.at for key in keys], t) - 1
    if index < 0:
        return dict(VISEMES[SHUT])
    here = keys[index]
    after = keys[index + 1] if index + 1 < len(keys) else None
    going = 0.0
    if after is not None:
        window = min(BLEND, (after.at - here.at) * 0.7)
        going = ease(1 - (after.at - t) / window) if window > 0 and after.at - t < window else 0.0
    pose = {name: amount * (1 - going) for name, amount in _shaped(here).items()}
    for name, amount in _shaped(after).items() if after is not None else ():
        pose[name] = pose.get(name, 0.0) + going * amount
    return pose


def _shaped(key: MouthKey) -> dict[str, float]:
    """Return the pose of one key: between closed lips and its viseme, by how far it is open."""
    viseme = VISEMES.get(key.shape, VISEMES[SHUT])
    amount = 1.0 if key.shape in (PRESSED, SHUT) else key.open
    names = {*viseme, *VISEMES[SHUT]}
    return {name: VISEMES[SHUT].get(name, 0.0) * (1 - amount) + viseme.get(name, 0.0) * amount for name in names}


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))
