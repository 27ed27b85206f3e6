"""Coverage: the shots of one scene, by the grammar of the form.

People keep their side of the frame, so that looks meet across the cut; a blow is followed by a reaction; a call is seen
on the face of who listens.
"""

import random
import re
from collections.abc import Iterator, Sequence

from ...memory.bible import Bible
from ...memory.look import Emotion
from ...memory.script import Line, Scene
from ...memory.storyboard import EffectKind, Framing, Gesture, Move, Placed, Shot
from ..timing import spoken_seconds
from .units import Unit, quoted, silent_seconds, units_of

_STRONG: frozenset[Emotion] = frozenset({"angry", "cry", "fear", "shock"})
_HANDHELD: frozenset[Emotion] = frozenset({"angry", "fear"})

_GESTURES: tuple[tuple[str, Gesture], ...] = (
    (r"\b(covers|hides|buries) (his|her|their|the) face\b|\bface in (his|her|their) hands\b", "cover_face"),
    (
        r"\b(hand|fingers|knuckles) (to|over|against) (his|her|their) (mouth|lips)\b|\bcovers (his|her|their) mouth\b",
        "cover_mouth",
    ),
    (r"\bhand (to|on|over|against) (his|her|their) (chest|heart|throat)\b", "hand_on_chest"),
    (r"\b(folds|crosses) (his|her|their) arms\b|\barms (folded|crossed)\b", "arms_crossed"),
    (r"\bpoints?\b", "point"),
    (r"\breach(es)?\b|\b(offers|holds) out\b|\bextends\b", "reach"),
)

_EFFECTS: tuple[tuple[str, EffectKind], ...] = (
    (r"\bdoor\b|\bknock", "door"),
    (r"\brings\b|\bringing\b|\bvibrat|\bbuzz", "phone"),
    (r"\bmessage\b|\bvoicemail\b|\bpings?\b|\bscreen lights\b", "message"),
    (r"\bshatter|\bbreaks\b|\bsmash|\bglass (falls|drops|cracks)", "glass"),
    (r"\bslap", "slap"),
    (r"\bthunder\b|\blightning\b", "thunder"),
    (r"\bfootsteps?\b|\bheels\b|\bsteps (in|out|back|forward|into)\b", "footsteps"),
    (r"\bmonitor\b|\bflatline", "monitor"),
    (r"\bsirens?\b", "siren"),
    (r"\bbells?\b", "bell"),
    (r"\bclock\b|\bticks?\b", "clock"),
)

_DOORWAY = re.compile(r"\b(doorway|silhouette|figure|shadow|stands in the|steps out of the)\b")


class Coverage:
    """Covers one scene."""

    def __init__(self, bible: Bible, scene: Scene, rng: random.Random) -> None:
        self.bible, self.scene, self.rng = bible, scene, rng
        self.last: tuple[str, Framing] = ("", "establishing")
        self.alternate = 0
        self.sides = self._sides()
        self.calls = 0

    def _sides(self) -> dict[str, str]:
        """Give everybody a side of the frame for the whole scene: who speaks first stands left."""
        order = [beat.line.speaker for beat in self.scene.beats if beat.line and beat.line.via == "on"]
        order += list(self.scene.present)
        sides: dict[str, str] = {}
        for who in order:
            if who in self.scene.present and who not in sides:
                sides[who] = ("left", "right")[len(sides) % 2]
        return sides

    def shots(self, opens: bool, ends: bool) -> Iterator[Shot]:
        """Yield the shots of the scene in order."""
        units = list(units_of(self.scene))
        if not opens:
            yield self._shot("establishing", (), Unit(()), seconds=1.3, move="drift")
        for number, unit in enumerate(units):
            final = ends and number == len(units) - 1
            yield self._cover(unit, first=number == 0, final=final)
            if unit.jolt and not final and (who := self._struck(unit)):
                yield self._reaction(who, unit)
        if ends and units and units[-1].lines:
            yield self._last_look(units[-1])

    def _cover(self, unit: Unit, first: bool, final: bool) -> Shot:
        if unit.prop and not unit.lines:
            return self._insert(unit)
        who = self._seen(unit)
        if not who:
            return self._insert(unit) if unit.prop else self._felt(unit, final)
        if unit.lines and unit.lines[0].via == "phone" and unit.lines[0].speaker != who:
            return self._call(who, unit)
        if not unit.lines and _DOORWAY.search(unit.action.lower()):
            return self._shot("silhouette", (self._placed(who, unit),), unit, move="push_in")
        framing = self._framing(who, unit, first)
        return self._shot(framing, self._figures(framing, who, unit), unit, move=self._move(unit, framing, final))

    def _insert(self, unit: Unit) -> Shot:
        return self._shot("insert", (), unit, prop=unit.prop, move="push_in", text=self._written(unit))

    def _written(self, unit: Unit) -> str:
        """Return the words on the object: those quoted in the action, else what is odd about it."""
        prop = self.bible.prop(unit.prop)
        name = re.sub(r"^(the|a|an|her|his|their|my) ", "", prop.name)
        return quoted(unit.action) or (f"{name.capitalize()}, {prop.words}" if prop.words else "")

    def _felt(self, unit: Unit, final: bool) -> Shot:
        """Something happens that nobody does: it is heard, and seen on the face of who is there."""
        if not self.scene.present:
            return self._shot("establishing", (), unit, move="push_in")
        who = self.scene.present[0]
        turned = self._placed(who, Unit(())).model_copy(update={"becomes": "fear", "gaze": "left", "faces": "camera"})
        framing: Framing = "extreme_close_up" if final else "close_up"
        return self._shot(framing, (turned,), unit, seconds=2.2 if final else 0.0, move="push_in")

    def _call(self, who: str, unit: Unit) -> Shot:
        """A voice on the phone: who listens, each time from elsewhere, and once the name on the screen."""
        self.calls += 1
        caller = self.bible.character(unit.lines[0].speaker).name
        if self.calls == 2 and (phone := next((p.id for p in self.bible.props if p.kind == "phone"), "")):
            return self._shot("insert", (), unit, prop=phone, move="drift", text=caller)
        framings: tuple[Framing, ...] = ("close_up", "medium_close_up", "extreme_close_up", "medium")
        framing = framings[self.calls % len(framings)]
        placed = self._placed(who, unit).model_copy(update={"faces": ("left", "camera", "right")[self.calls % 3]})
        shot = self._shot(framing, (placed,), unit, move=("push_in", "drift", "handheld")[self.calls % 3])
        return shot.model_copy(update={"angle": ("eye", "high", "eye", "dutch")[self.calls % 4]})

    def _reaction(self, who: str, unit: Unit) -> Shot:
        placed = self._placed(who, Unit(()))
        startled = placed.model_copy(update={"becomes": "shock" if placed.emotion != "shock" else "fear"})
        pair = tuple(dict.fromkeys((self._seen(unit), who)))
        if len(pair) == 2 and self.rng.random() < 0.3:
            figures = (self._placed(pair[0], unit), startled)
            return self._shot("panels", figures, Unit(()), seconds=1.5, move="shake", extra=("hit",))
        return self._shot("extreme_close_up", (startled,), Unit(()), seconds=1.2, move="push_in")

    def _last_look(self, unit: Unit) -> Shot:
        """Hold on the one whom the last line has hit: the consequence, and no answer."""
        who = self._struck(unit) or self._seen(unit) or self.scene.present[0]
        placed = self._placed(who, Unit(())).model_copy(update={"becomes": "shock", "gaze": "camera"})
        framing: Framing = "extreme_close_up" if self.last[1] != "extreme_close_up" else "close_up"
        return self._shot(framing, (placed,), Unit(()), seconds=2.0, move="push_in", extra=("heartbeat",))

    def _seen(self, unit: Unit) -> str:
        """Return who should be looked at: the speaker if present, else who listens to the voice."""
        for beat in unit.beats:
            if beat.line is not None:
                line = beat.line
                if line.via in ("on", "inner") and line.speaker in self.scene.present:
                    return line.speaker
                return self._listener(line)
        return next((beat.who for beat in unit.beats if beat.who in self.scene.present), "")

    def _listener(self, line: Line) -> str:
        if line.to in self.scene.present:
            return line.to
        others = [who for who in self.scene.present if who != line.speaker]
        return others[0] if others else ""

    def _struck(self, unit: Unit) -> str:
        """Return whom the blow hits: the addressee, or another in the room."""
        for line in reversed(unit.lines):
            if line.to in self.scene.present and line.to != line.speaker:
                return line.to
        seen = self._seen(unit)
        others = [who for who in self.scene.present if who != seen]
        return others[0] if others else ""

    def _framing(self, who: str, unit: Unit, first: bool) -> Framing:
        on = any(line.via == "on" for line in unit.lines)
        company = len(self.scene.present) > 1
        if unit.jolt or any(beat.emotion in _STRONG for beat in unit.beats):
            options: tuple[Framing, ...] = ("close_up", "extreme_close_up", "close_up")
        elif first and company and on:
            options = ("two_shot", "over_shoulder")
        elif company and on:
            options = ("medium_close_up", "over_shoulder", "close_up", "medium_close_up", "two_shot", "close_up")
        else:
            options = ("medium_close_up", "close_up", "medium", "close_up")
        self.alternate += self.rng.randint(1, 2)
        for step in range(len(options)):
            framing = options[(self.alternate + step) % len(options)]
            if (who, framing) != self.last and framing != self.last[1]:
                break
        return framing

    def _figures(self, framing: Framing, who: str, unit: Unit) -> tuple[Placed, ...]:
        main = self._placed(who, unit)
        other = self._partner(who, unit)
        if framing == "over_shoulder" and other:
            return (self._placed(other, Unit(())).model_copy(update={"faces": "away"}), main)
        if framing == "two_shot" and other:
            pair = (main, self._placed(other, Unit(())))
            return pair if self.sides.get(who) == "left" else pair[::-1]
        return (main,)

    def _partner(self, who: str, unit: Unit) -> str:
        for line in unit.lines:
            if line.to in self.scene.present and line.to != who:
                return line.to
            if line.speaker in self.scene.present and line.speaker != who:
                return line.speaker
        return next((other for other in self.scene.present if other != who), "")

    def _placed(self, who: str, unit: Unit) -> Placed:
        gesture, holding = self._gesture(who, unit)
        return Placed(
            character=who,
            outfit=self.scene.outfits.get(who, 0),
            emotion=self._emotion(who, unit),
            faces="right" if self.sides.get(who) == "left" else "left",
            gaze="right" if self.sides.get(who) == "left" else "left",
            gesture=gesture,
            holding=holding,
        ).model_copy(update={} if len(self.scene.present) > 1 else {"faces": "camera", "gaze": "camera"})

    def _emotion(self, who: str, unit: Unit) -> Emotion:
        for beat in unit.beats:
            if beat.line is not None and beat.line.speaker == who:
                return beat.line.emotion
            if beat.who == who:
                return beat.emotion
        # Somebody who only listens keeps the face of their own last beat.
        before = [b for b in self.scene.beats if (b.line.speaker if b.line else b.who) == who]
        return before[0].line.emotion if before and before[0].line else (before[0].emotion if before else "neutral")

    def _gesture(self, who: str, unit: Unit) -> tuple[Gesture, str]:
        if any(line.via == "phone" and line.speaker != who for line in unit.lines):
            return "phone_to_ear", ""
        own = " ".join(
            beat.action for beat in unit.beats if beat.who == who or (beat.line and beat.line.speaker == who)
        )
        for pattern, gesture in _GESTURES:
            if re.search(pattern, own.lower()):
                return gesture, ""
        prop = unit.prop
        if prop and own:
            return "hold", prop
        return "none", ""

    def _move(self, unit: Unit, framing: Framing, final: bool) -> Move:
        emotions = {beat.emotion for beat in unit.beats}
        if final or unit.jolt:
            return "push_in"
        if emotions & _HANDHELD:
            return "handheld"
        if framing in ("two_shot", "medium"):
            return self.rng.choice(("drift", "push_in", "pan_left", "pan_right"))
        return self.rng.choice(("drift", "drift", "push_in", "still"))

    def _shot(
        self,
        framing: Framing,
        figures: Sequence[Placed],
        unit: Unit,
        seconds: float = 0.0,
        move: Move = "still",
        prop: str = "",
        text: str = "",
        extra: tuple[EffectKind, ...] = (),
    ) -> Shot:
        if figures:
            self.last = (figures[-1].character, framing)
        effects = [effect for pattern, effect in _EFFECTS if re.search(pattern, unit.action.lower())]
        if unit.jolt:
            effects.append("hit")
        spoken = sum(spoken_seconds(line.text) for line in unit.lines)
        return Shot(
            id="",
            scene=self.scene.id,
            framing=framing,
            angle="low" if unit.jolt and framing == "medium_close_up" else "eye",
            move=move,
            figures=tuple(figures),
            beats=tuple(beat.id for beat in unit.beats),
            lines=tuple(line.id for line in unit.lines),
            prop=prop,
            seconds=round(seconds or (0.6 + spoken if spoken else silent_seconds(unit)), 2),
            effects=tuple(dict.fromkeys((*effects[:2], *extra))),
            text=text,
        )
