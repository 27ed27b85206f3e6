"""Business: what is done rather than said, as shots: an object in the light, a hand, a body in a doorway, the end."""

import re
from collections.abc import Iterator
from functools import partial

from ....memory.bible import Bible
from ....memory.script import Scene
from ....memory.storyboard import Shot
from .blocking import Blocking
from .lens import Lens
from .setups import BLOW, DOES, HIT
from .units import NOTHING, Unit, quoted

INSERTS = 2
"""How often one object fills the frame in an episode at most."""

_DOORWAY = re.compile(r"\b(doorway|silhouette|figure|shadow|stands in the|steps out of the)\b", re.IGNORECASE)
_AWAY = re.compile(r"\b(doors?|windows?|corridor|stairs|street|outside|hall|gate|lights?|dark)\b", re.IGNORECASE)
_SHOULDER = re.compile(r"\b[Oo]ver (\w+)['’]s shoulder")
_VIOLENT = re.compile(r"\b(pulls?|grabs?|shoves?|strikes?|seizes?|throws?|drags?|slaps?|closes fingers)\b")


class Business:
    """Films the actions of one scene."""

    def __init__(self, bible: Bible, scene: Scene, lens: Lens, blocking: Blocking) -> None:
        self.bible, self.scene, self.lens, self.blocking = bible, scene, lens, blocking
        self.film = partial(lens.film, scene.id)

    def object(self, unit: Unit) -> Shot:
        """The object fills the frame with its words; when it has been seen twice, it is in a hand."""
        text = self.written(unit.prop, unit)
        holder = self.blocking.seen(unit) or self.blocking.witness()
        if holder and ((unit.prop, text) in self.lens.inserts or self.lens.shown(unit.prop) >= INSERTS):
            set_up = self.lens.choose((holder,), DOES)
            figure = self.blocking.placed(holder, unit, framing=set_up[0])
            held = figure.model_copy(update={"gesture": "hold", "holding": unit.prop, "gaze": "down"})
            return self.film(set_up, (held,), unit, move="push_in")
        return self.film(("insert", "eye"), (), unit, prop=unit.prop, move="push_in", text=text)

    def touched(self, unit: Unit) -> str:
        """Return the object that somebody handles while they speak, if it has not been seen of late."""
        prop = self.blocking.prop(unit.action)
        return prop.id if prop and unit.lines and not self.lens.shown(prop.id) else ""

    def spoken_of(self, text: str) -> str:
        """Return the object that a line speaks of and that nobody has seen yet, if there is one."""
        prop = self.blocking.prop(text)
        return prop.id if prop and not self.lens.shown(prop.id) else ""

    def shown_under(self, id: str, line: str) -> Shot:
        """Show an object while it is spoken of."""
        text = self.written(id, NOTHING)
        return self.film(("insert", "eye"), (), seconds=1.2, move="push_in", prop=id, text=text, over=line)

    def written(self, id: str, unit: Unit) -> str:
        """Return the words on the object: those quoted in the action, else what is odd about it, shorter each time."""
        prop = self.bible.prop(id)
        name = re.sub(r"^(the|a|an|her|his|their|my) ", "", prop.name)
        odd = prop.words if self.lens.shown(id) else f"{name}, {prop.words}"
        return quoted(unit.action) or (odd[:1].upper() + odd[1:] if prop.words else "")

    def action(self, unit: Unit, final: bool) -> Shot:
        """Film what is done: in a doorway as a shape, else on who does it, else on who feels it."""
        who = self.blocking.seen(unit)
        if not who:
            return self._felt(unit, final)
        if _DOORWAY.search(unit.action):
            return self.film(("silhouette", "eye"), (self.blocking.placed(who, unit),), unit, move="push_in")
        if final and _VIOLENT.search(unit.action) and len(self.blocking.row) > 1:
            return self._together(unit)
        set_up = self.lens.choose((who,), BLOW if unit.jolt else DOES)
        figure = self.blocking.placed(who, unit, framing=set_up[0])
        return self.film(set_up, (figure,), unit)

    def _together(self, unit: Unit) -> Shot:
        """Two bodies in one frame, askew: something is done by one to the other."""
        doers = dict.fromkeys([*self.blocking.doers(unit.action), *self.blocking.row])
        pair = [self.blocking.placed(who, unit, framing="two_shot") for who in list(doers)[:2]]
        row = sorted(pair, key=lambda placed: self.blocking.row.index(placed.character))
        return self.film(("two_shot", "dutch"), row, unit, move="shake")

    def _felt(self, unit: Unit, final: bool) -> Shot:
        """Something happens that nobody does: it is heard, and seen on the face of who is there."""
        doers = self.blocking.doers(unit.action)
        if not self.scene.present:
            return self.film(("establishing", "eye"), (), unit, move="push_in")
        if len(doers) > 1 and _VIOLENT.search(unit.action):
            return self._together(unit)
        if (over := _SHOULDER.search(unit.action)) and len(doers) > 1:
            return self._past(doers, over.group(1), unit)
        seer = self.blocking.witness()
        if final and doers and (len(doers) > 1 or doers[0] != seer):
            # One shows it, the other sees it: the look that follows belongs to the other.
            who = doers[0]
            set_up = self.lens.choose((who,), (("medium", "eye"), ("medium_close_up", "low")))
            figure = self.blocking.placed(who, unit, framing=set_up[0])
            return self.film(set_up, (figure,), unit, move="push_in")
        who = doers[0] if doers else seer
        turned = self.blocking.placed(who, unit, becomes="fear")
        return self.film(self.lens.choose((who,), HIT), (turned,), unit, move="push_in")

    def _past(self, doers: list[str], name: str, unit: Unit) -> Shot:
        """Past the shoulder that the action names, the face of the other."""
        near = next((who for who in doers if self.bible.character(who).name == name), doers[0])
        far = next(who for who in doers if who != near)
        back = self.blocking.placed(near, NOTHING, to=far).model_copy(update={"faces": "away"})
        face = self.blocking.placed(far, unit, to=near, becomes=self.blocking.answer(far, unit))
        return self.film(("over_shoulder", "eye"), (back, face), unit, move="push_in")

    def ending(self, unit: Unit) -> Iterator[Shot]:
        """The consequence, and no answer: where it happens, if nobody is seen to do it, and the face that sees."""
        doers = self.blocking.doers(unit.action)
        who = self._hit(unit, doers)
        if not who:
            yield self.film(("establishing", "high"), seconds=2.0, move="push_in", extra=("heartbeat",))
            return
        if not unit.lines and not unit.prop and doers in ([], [who]):
            yield self._there(who, unit)
        figure = self.blocking.placed(who, NOTHING, becomes="shock")
        figure = figure.model_copy(update={"emotion": self.blocking.emotion(who, unit), "gaze": "camera"})
        if figure.emotion == "shock":
            figure = figure.model_copy(update={"becomes": "fear"})
        set_up = self.lens.choose((who,), (("extreme_close_up", "eye"), ("close_up", "eye")))
        yield self.film(set_up, (figure,), seconds=2.1, move="push_in", extra=("heartbeat",))

    def _hit(self, unit: Unit, doers: list[str]) -> str:
        """Return who sees the consequence: who is spoken to; of two who are named the second; else the witness."""
        if unit.lines:
            return self.blocking.struck(unit)
        over = _SHOULDER.search(unit.action)
        if over and (named := [who for who in doers if self.bible.character(who).name == over.group(1)]):
            return named[0]
        return doers[1] if len(doers) > 1 else self.blocking.witness()

    def _there(self, who: str, unit: Unit) -> Shot:
        """Where the thing is that nobody does: an empty place, or the back of the one who stands before it."""
        if _AWAY.search(unit.action):
            return self.film(("establishing", "dutch"), seconds=1.3, move="push_in")
        back = self.blocking.placed(who, NOTHING).model_copy(update={"faces": "away"})
        return self.film(("medium", "eye"), (back,), seconds=1.4, move="push_in")
