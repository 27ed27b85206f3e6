"""Acting: what a figure's face, eyes, mouth and head do at every moment of a shot.

Figures live on twos (twelve drawings a second under a camera of twenty-four), and every value is quantised:
a drawing that was made once is found again.
"""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...memory.look import Emotion
from .camera import ease
from .figure.state import FigureState
from .lips import Lips
from .spec import FigureSpec, MouthKey

TURN = 0.42
"""Seconds in which one emotion becomes the next."""

_GAZE = {"camera": (0.0, 0.0), "left": (-0.8, 0.0), "right": (0.8, 0.0), "down": (0.0, 0.8), "up": (0.0, -0.75)}
_LIDS = (0.45, 0.0, 0.6)
"""Lids over the three drawings of a blink."""
REACH = 0.35
"""Seconds in which the arms of a gesture come up."""
_ACTS = {"point", "reach", "cover_mouth", "cover_face", "hand_on_chest"}
"""Gestures that are done; the others, as holding something, last."""
_DARTS = ((-0.06, 1.0), (0.11, -0.7), (0.3, 0.0))
"""Where the eyes dart as a feeling turns: seconds from there, and to which side."""
_STILL = {"shock", "fear", "cold", "resolve"}
"""Who feels so hardly moves."""


@dataclass(frozen=True)
class HeadMove:
    """The head goes to a pose and stays there until the next move."""

    at: float
    yaw: float
    roll: float
    pitch: float = 0.0
    lasts: float = 0.34


class Acting:
    """One figure in one shot: everything is decided at the start, from the seed."""

    def __init__(
        self,
        figure: FigureSpec,
        seconds: float,
        fps: int,
        seed: int,
        yaw: float = 0.0,
        pitch: float = 0.0,
        steady: bool = False,
        sparing: bool = False,
    ) -> None:
        """``steady``: the head keeps still; ``sparing``: heads move in half as many drawings as faces."""
        self.figure = figure
        self.seconds = seconds
        self.fps = fps
        self.hold = 2 / fps if fps >= 20 else 1 / fps
        self.head_hold = self.hold * (2 if sparing else 1)
        self.yaw, self.pitch = yaw, pitch
        draw = random.Random(f"acting {seed}")
        self.turn_at = figure.turn_at * seconds if figure.becomes is not None else None
        self.blinks = self._plan_blinks(draw)
        self.heads = self._plan_heads(draw)
        self.nods = self._plan_nods(draw)
        if steady:
            # So near, a turn of the head would be a jump of the camera: only the face acts.
            self.heads, self.nods = self.heads[:1], ()
        self.glances = self._plan_glances(draw)
        self.lips = Lips(figure.mouth, fps)

    def drawing(self, t: float) -> float:
        """Return the time of the drawing on screen at ``t``: a pair of frames shows the pose of its first."""
        return int(t / self.hold + 1e-6) * self.hold

    def posed(self, t: float) -> float:
        """Return the time of the pose on screen at ``t``; in a draft, one pose serves two drawings of the face."""
        return int(t / self.head_hold + 1e-6) * self.head_hold

    def at(self, t: float, wet: bool = False, sway: float = 0.0) -> FigureState:
        """Return what is drawn at ``t`` seconds."""
        moment = self.drawing(t)
        yaw, roll, pitch = self._head(self.posed(t))
        emotion, towards, blend = self._feeling(moment)
        return FigureState(
            emotion=emotion,
            towards=towards,
            blend=blend,
            yaw=_step(yaw, 0.05),
            roll=_step(roll, 0.75),
            pitch=_step(pitch, 0.1),
            gaze=self._gaze(moment),
            lids=self._lids(moment),
            mouth=self.mouth(moment),
            gesture=self.figure.gesture if self._reach(self.posed(t)) else "none",
            reach=self._reach(self.posed(t)),
            sway=sway,
            holding=self.figure.holding,
            wet=wet,
        )

    def tilt(self, t: float) -> float:
        """Return how far the head leans to the side at ``t``, degrees."""
        return self._head(t)[1]

    def turning(self, moment: float) -> float:
        """Return which way the head is on its way to, -1 to 1: nothing where it rests."""
        index = bisect_right([move.at for move in self.heads], moment) - 1
        if index < 1:
            return 0.0
        here, before = self.heads[index], self.heads[index - 1]
        way = (here.yaw - before.yaw) * 4 + (here.roll - before.roll) * 0.12
        return max(-1.0, min(1.0, way)) if moment < here.at + here.lasts else 0.0

    def _reach(self, moment: float) -> float:
        """Return how far the gesture has come, in quarters; what one holds for long is held from the first frame."""
        if self.figure.gesture not in _ACTS or self.seconds < 3 * REACH:
            return 1.0
        return _step(ease((moment - 0.08) / REACH), 0.25)

    def mouth(self, moment: float) -> tuple[tuple[str, float], ...]:
        """Return the visemes of a drawing and their weights; none: it does not speak."""
        return self.lips.at(moment)

    def says(self, keys: Sequence[MouthKey]) -> None:
        """Move the lips otherwise from now on; head, eyes and body act as they were to."""
        self.lips = Lips(keys, self.fps)

    def _feeling(self, moment: float) -> tuple[Emotion, Emotion | None, float]:
        figure = self.figure
        if figure.becomes is None or self.turn_at is None or figure.becomes == figure.emotion:
            return figure.emotion, None, 0.0
        share = _step(ease((moment - self.turn_at + TURN / 2) / TURN), 0.2)
        if share <= 0:
            return figure.emotion, None, 0.0
        if share >= 1:
            return figure.becomes, None, 0.0
        return figure.emotion, figure.becomes, share

    def _lids(self, moment: float) -> float:
        for start in self.blinks:
            drawing = int((moment - start) / self.hold + 1e-6)
            if moment >= start and drawing < len(_LIDS):
                return _LIDS[drawing]
        return 1.0

    def _gaze(self, moment: float) -> tuple[float, float]:
        index = bisect_right([at for at, _, _ in self.glances], moment) - 1
        _, x, y = self.glances[max(index, 0)]
        return x, y

    def _head(self, moment: float) -> tuple[float, float, float]:
        index = max(0, bisect_right([move.at for move in self.heads], moment) - 1)
        here, before = self.heads[index], self.heads[max(index - 1, 0)]
        u = ease((moment - here.at) / here.lasts) if index else 1.0
        yaw = before.yaw + (here.yaw - before.yaw) * u
        roll = before.roll + (here.roll - before.roll) * u
        pitch = before.pitch + (here.pitch - before.pitch) * u
        return yaw, roll, pitch + self._nod(moment)

    def _nod(self, moment: float) -> float:
        for start in self.nods:
            u = (moment - start) / 0.34
            if 0 <= u < 1:
                return 0.2 * (1 - abs(2 * u - 1))
        return 0.0

    def _plan_blinks(self, draw: random.Random) -> tuple[float, ...]:
        """Every two to five seconds, and always where the emotion turns: the blink hides the change."""
        blinks, at = [], draw.uniform(0.5, 2.6)
        while at < self.seconds - 0.3:
            blinks.append(at)
            at += draw.uniform(2.0, 5.0)
        if self.turn_at is not None:
            near = self.turn_at - 0.12
            blinks = [blink for blink in blinks if abs(blink - near) > 0.9] + [near]
        return tuple(sorted(int(blink / self.hold) * self.hold for blink in blinks))

    def _plan_heads(self, draw: random.Random) -> tuple[HeadMove, ...]:
        """Poses near the given one, each held for a while: a head that drifts all the time looks like a puppet's."""
        calm = self.figure.emotion in _STILL
        moves = [HeadMove(0.0, self.yaw, draw.uniform(-1.5, 1.5), self.pitch)]
        at = draw.uniform(0.7, 1.6)
        while at < self.seconds - 0.4:
            reach = 0.4 if calm else 1.0
            yaw = self.yaw + reach * draw.choice((-0.1, -0.05, 0.1, 0.15)) * (1 if self.yaw <= 0 else -1)
            moves.append(HeadMove(at, yaw, reach * draw.uniform(-3.5, 3.5), self.pitch + reach * draw.choice((0, 0.1))))
            at += draw.uniform(1.2, 2.4)
        if self.turn_at is not None and self.figure.becomes is not None:
            tilt = {"shock": -0.2, "fear": -0.1, "shame": 0.4, "sad": 0.3, "cry": 0.3, "resolve": -0.1, "angry": 0.2}
            lean = HeadMove(
                self.turn_at, self.yaw * 0.7, draw.uniform(-3, 3), self.pitch + tilt.get(self.figure.becomes, 0)
            )
            moves = [move for move in moves if abs(move.at - self.turn_at) > 0.5 or move.at == 0.0] + [lean]
        return tuple(sorted(moves, key=lambda move: move.at))

    def _plan_nods(self, draw: random.Random) -> tuple[float, ...]:
        """A small nod on stressed syllables: wide open vowels, not nearer than six tenths of a second."""
        nods: list[float] = []
        for key in self.figure.mouth:
            stressed = key.shape in {"aa", "E", "O"} and key.open >= 0.55
            if stressed and (not nods or key.at - nods[-1] > 0.6) and draw.random() < 0.7:
                nods.append(int(key.at / self.hold) * self.hold)
        return tuple(nods)

    def _plan_glances(self, draw: random.Random) -> tuple[tuple[float, float, float], ...]:
        """Time, x and y of every shift of the eyes around where they look."""
        x, y = _GAZE[self.figure.gaze]
        if self.figure.gaze == "camera":
            x = max(-0.8, min(0.8, self.yaw * 0.9))
        glances, at = [(0.0, x, y)], draw.uniform(0.8, 1.8)
        while at < self.seconds:
            away = draw.random() < 0.45
            dx, dy = (draw.choice((-0.25, 0.25)), draw.choice((0.0, 0.15))) if away else (0.0, 0.0)
            glances.append((at, max(-1.0, min(1.0, x + dx)), max(-1.0, min(1.0, y + dy))))
            at += draw.uniform(0.5, 0.9) if away else draw.uniform(1.0, 2.2)
        if self.turn_at is not None:
            side, turn = draw.choice((-0.3, 0.3)), self.turn_at
            darts = [(turn + after, max(-1.0, min(1.0, x + side * far)), y) for after, far in _DARTS]
            glances = [glance for glance in glances if not -0.1 < glance[0] - turn < 0.6 or not glance[0]] + darts
        return tuple(sorted(glances))


def _step(value: float, step: float) -> float:
    return round(round(value / step) * step, 4)
