"""Blocking: where everybody in a scene stands, whom they face, what they feel and what their hands do.

People stand in a row for the whole scene, so that looks meet across every cut.
"""

import re
from typing import Literal

from ....memory.bible import Bible, Prop
from ....memory.look import Emotion
from ....memory.script import Line, Scene
from ....memory.storyboard import Framing, Gesture, Placed
from .units import Unit, named

_GESTURES: tuple[tuple[str, Gesture], ...] = (
    (r"\b(covers|hides|buries) (his|her|their|the) face\b|\bface in (his|her|their|both) hands\b", "cover_face"),
    (
        r"\b(hand|fingers|knuckles) (to|over|against) (his|her|their) (mouth|lips)\b|\bcovers (his|her|their) mouth\b",
        "cover_mouth",
    ),
    (r"\bhand (to|on|over|against) (his|her|their) (chest|heart|throat)\b", "hand_on_chest"),
    (r"\b(folds|crosses) (his|her|their|both) arms\b|\barms (folded|crossed)\b", "arms_crossed"),
    (r"\bpoints (at|to|with|past|up|down|toward)\b|\bpoints\.", "point"),
    (
        r"\breaches (for|out|across|over)\b|\b(unfolds|pulls|grabs|seizes|extends)\b|\b(offers|holds) out\b"
        r"|\bputs one finger\b",
        "reach",
    ),
)
_HANDLES = re.compile(
    r"\b(holds|turns|lifts|shows|takes|grips|raises|picks|lays|sets|opens|reads|pockets|gives|keeps|slides|puts)\b"
)
_BODY: dict[Emotion, Gesture] = {"cold": "arms_crossed", "smirk": "arms_crossed", "tender": "hand_on_chest"}
"""What hands do of themselves, in a frame wide enough to see them."""
_SEEN_IN: dict[Gesture, frozenset[Framing]] = {
    "arms_crossed": frozenset({"medium"}),
    "hand_on_chest": frozenset({"medium", "medium_close_up"}),
}
_DOWN = re.compile(
    r"\b(reads|unfolds|unwraps|looks down|looks at (the|his|her) \w+|counts|opens the|sets|lays|pours)\b"
)
Side = Literal["left", "camera", "right"]
_TURNS: tuple[Side, ...] = ("left", "camera", "right")
"""Where one who is alone looks, in turn."""


class Blocking:
    """The people of one scene."""

    def __init__(self, bible: Bible, scene: Scene) -> None:
        self.bible, self.scene = bible, scene
        speakers = [beat.line.speaker for beat in scene.beats if beat.line and beat.line.via == "on"]
        row = dict.fromkeys([*speakers, *scene.present])
        self.row = [who for who in row if who in scene.present]
        self._at = {beat.id: number for number, beat in enumerate(scene.beats)}
        self._rested: set[str] = set()
        self._turns = 0
        self._now = 0

    def reach(self, unit: Unit) -> None:
        """The scene has come to a unit: what comes later is not felt yet."""
        self._now = self._at.get(unit.beats[-1].id, self._now) + 1

    def placed(
        self,
        who: str,
        unit: Unit,
        to: str = "",
        framing: Framing = "close_up",
        becomes: Emotion | None = None,
    ) -> Placed:
        """Return a person as a unit finds them, turned to the other, or each time elsewhere if alone."""
        side = self._side(who, to or self.partner(who, unit))
        emotion = self.emotion(who, unit)
        gesture, holding = self._business(who, unit, framing, emotion)
        return Placed(
            character=who,
            outfit=self.scene.outfits.get(who, 0),
            emotion=emotion,
            becomes=None if becomes == emotion else becomes,
            faces=side,
            gaze="down" if _DOWN.search(self._own(who, unit)) else side,
            gesture=gesture,
            holding=holding,
        )

    def _side(self, who: str, other: str) -> Side:
        if other in self.row and who in self.row and other != who:
            return "right" if self.row.index(who) < self.row.index(other) else "left"
        self._turns += 1
        return _TURNS[self._turns % 3]

    def partner(self, who: str, unit: Unit) -> str:
        """Return whom somebody faces: the one spoken to or spoken by, else whoever else is there."""
        for line in unit.lines:
            if line.speaker == who and line.to in self.row and line.to != who:
                return line.to
            if line.speaker != who and line.speaker in self.row:
                return line.speaker
        return next((other for other in self.row if other != who), "")

    def listener(self, line: Line) -> str:
        """Return who hears a line: the one it is said to, else the lead or the first who does not say it."""
        lead = self.bible.characters[0].id
        hearers = [who for who in (line.to, lead, *self.row) if who in self.row and who != line.speaker]
        return hearers[0] if hearers else ""

    def seen(self, unit: Unit) -> str:
        """Return who should be looked at: the speaker if present, else who listens to the voice."""
        for beat in unit.beats:
            if beat.line is not None:
                here = beat.line.via in ("on", "inner") and beat.line.speaker in self.scene.present
                return beat.line.speaker if here else self.listener(beat.line)
            if beat.who in self.scene.present:
                return beat.who
        return ""

    def struck(self, unit: Unit) -> str:
        """Return whom a blow hits: who is spoken to, else the other of two, else who is alone."""
        source = self.seen(unit)
        if unit.lines:
            return self.listener(unit.lines[-1]) or source
        others = [who for who in (self.witness(), *self.row) if who != source]
        return others[0] if others else source

    def witness(self) -> str:
        """Return whose eyes the scene is seen through: the lead's if there, else those of who speaks first."""
        lead = self.bible.characters[0].id
        return lead if lead in self.row else next(iter(self.row), "")

    def emotion(self, who: str, unit: Unit) -> Emotion:
        """Return what somebody feels: in their own beat of the unit, else as they last felt."""
        own = [beat for beat in self.scene.beats[: self._now] if _subject(beat.who, beat.line) == who]
        own += [beat for beat in unit.beats if _subject(beat.who, beat.line) == who]
        if not own:
            return "neutral"
        last = own[-1]
        return last.line.emotion if last.line else last.emotion

    def answer(self, who: str, unit: Unit) -> Emotion:
        """Return what somebody will feel in their next beat: a reaction leads into it."""
        end = self._at.get(unit.beats[-1].id, -1) + 1 if unit.beats else 0
        for beat in self.scene.beats[end:]:
            if _subject(beat.who, beat.line) == who:
                return beat.line.emotion if beat.line else beat.emotion
        return "shock"

    def doers(self, action: str) -> list[str]:
        """Return who of those present an action names, in its order."""
        at = {who: action.find(self.bible.character(who).name) for who in self.row}
        return sorted((who for who in self.row if at[who] >= 0), key=lambda who: at[who])

    def prop(self, action: str) -> Prop | None:
        """Return the object of the bible that an action names, if it names one."""
        return next((prop for prop in self.bible.props if named(prop.name, action)), None)

    def handles(self, unit: Unit) -> bool:
        """Whether somebody has an object in hand in a unit."""
        return bool((unit.prop or self.prop(unit.action)) and _HANDLES.search(unit.action))

    def hears_by(self) -> Prop | None:
        """Return the thing a voice comes from: a phone or recorder of this scene, if there is one."""
        shown = {beat.prop for beat in self.scene.beats}
        actions = " ".join(beat.action for beat in self.scene.beats)
        heard = any(beat.line and beat.line.via == "phone" for beat in self.scene.beats)
        for prop in self.bible.props:
            spoken = prop.kind in ("phone", "recorder")
            if spoken and (prop.id in shown or named(prop.name, actions) or (heard and prop.kind == "phone")):
                return prop
        return None

    def _business(self, who: str, unit: Unit, framing: Framing, emotion: Emotion) -> tuple[Gesture, str]:
        if self._on_the_phone(who):
            return "phone_to_ear", ""
        own = self._own(who, unit)
        for pattern, gesture in _GESTURES:
            if re.search(pattern, own.lower()):
                return gesture, ""
        prop = unit.prop or (found.id if (found := self.prop(own)) else "")
        if prop and own and _HANDLES.search(own):
            return "hold", prop
        return ("none" if own else self._bearing(who, framing, emotion)), ""

    def _own(self, who: str, unit: Unit) -> str:
        """Return what somebody does in a unit: their own beats, and those of nobody that name them first."""
        return " ".join(
            beat.action
            for beat in unit.beats
            if _subject(beat.who, beat.line) == who or (not beat.who and self.doers(beat.action)[:1] == [who])
        )

    def _on_the_phone(self, who: str) -> bool:
        """Whether somebody is in a call now: from the first to the last that its voice says to them."""
        calls = [
            number
            for number, beat in enumerate(self.scene.beats)
            if beat.line and beat.line.via == "phone" and self.listener(beat.line) == who
        ]
        return bool(calls) and calls[0] < self._now <= calls[-1] + 1

    def _bearing(self, who: str, framing: Framing, emotion: Emotion) -> Gesture:
        """Hands speak once in a scene for each person, not in every shot."""
        gesture = _BODY.get(emotion)
        if gesture is None or framing not in _SEEN_IN[gesture] or who in self._rested:
            return "none"
        self._rested.add(who)
        return gesture


def _subject(who: str, line: Line | None) -> str:
    return line.speaker if line else who
