"""Framing: a shot taken in another size stays one that can be filmed, with the right people in it."""

from collections.abc import Sequence
from typing import Literal

from ....memory.bible import Bible
from ....memory.look import Emotion
from ....memory.script import Beat, Scene
from ....memory.storyboard import Framing, Placed, Shot
from ..possible import NotPossible

CARDS: frozenset[Framing] = frozenset({"title", "end"})
Side = Literal["left", "camera", "right"]
_ONE: frozenset[Framing] = frozenset({"extreme_close_up", "close_up", "medium_close_up", "medium"})
_TWO: frozenset[Framing] = frozenset({"over_shoulder", "two_shot"})


class Framer:
    """Knows who is in a scene, and frames its shots."""

    def __init__(self, bible: Bible, scene: Scene) -> None:
        self.bible, self.scene = bible, scene
        self._lines = {beat.line.id: beat.line for beat in scene.beats if beat.line}
        speakers = [line.speaker for line in self._lines.values() if line.via == "on"]
        self._row = [who for who in dict.fromkeys([*speakers, *scene.present]) if who in scene.present]

    def framed(self, shot: Shot, framing: Framing) -> Shot:
        """Return a shot in that size; raise NotPossible if nobody and nothing is there to be seen in it."""
        if framing in CARDS:
            raise NotPossible(f"{shot.id} cannot become a card; an episode has its title and its end.")
        if framing == "insert":
            return self._insert(shot)
        shot = self._without_insert(shot)
        if framing == "establishing":
            return shot.model_copy(update={"framing": framing, "figures": ()})
        figures = shot.figures or (self._somebody(shot),)
        if framing in _ONE:
            figures = (self.face(shot, figures),)
        elif framing in _TWO:
            figures = self._two(shot, figures, framing)
        elif shot.framing == "over_shoulder":
            figures = tuple(self._turned(placed) for placed in figures)
        return shot.model_copy(update={"framing": framing, "figures": figures})

    def face(self, shot: Shot, figures: Sequence[Placed]) -> Placed:
        """Return whose shot it is: who speaks in it, else who is seen from the front."""
        speaks = {self._lines[id].speaker for id in (shot.over, *shot.lines) if id in self._lines}
        front = [placed for placed in figures if placed.faces != "away"] or list(figures)
        return next((placed for placed in front if placed.character in speaks), front[-1])

    def placed(self, who: str, beats: Sequence[str] = (), to: str = "") -> Placed:
        """Return somebody as they are in the scene by those beats, turned to another if one is named."""
        known = [beat.id for beat in self.scene.beats]
        end = max((known.index(id) + 1 for id in beats if id in known), default=len(known))
        own = [beat for beat in self.scene.beats[:end] if _subject(beat) == who]
        faces: Emotion = (own[-1].line.emotion if own[-1].line else own[-1].emotion) if own else "neutral"
        side = self._side(who, to)
        return Placed(
            character=who, outfit=self.scene.outfits.get(who, 0), emotion=faces, faces=side, gaze=side
        )  # fmt: skip

    def _insert(self, shot: Shot) -> Shot:
        held = [placed.holding for placed in shot.figures if placed.holding]
        told = [beat.prop for beat in self.scene.beats if beat.id in shot.beats and beat.prop]
        prop = next(iter((*([shot.prop] if shot.prop else []), *held, *told)), "")
        if not prop:
            raise NotPossible(f"There is no object in {shot.id} that could fill the frame; name one to be seen there.")
        angle = "eye" if shot.angle == "dutch" else shot.angle
        return shot.model_copy(update={"framing": "insert", "figures": (), "prop": prop, "angle": angle})

    def _without_insert(self, shot: Shot) -> Shot:
        """What filled the frame is in somebody's hand now."""
        if not shot.prop:
            return shot
        figures = shot.figures or (self._somebody(shot),)
        holds = figures[0].model_copy(update={"holding": shot.prop, "gesture": "hold"})
        return shot.model_copy(update={"prop": "", "text": "", "figures": (holds, *figures[1:])})

    def _somebody(self, shot: Shot) -> Placed:
        speak = [self._lines[id].speaker for id in (*shot.lines, shot.over) if id in self._lines]
        act = [_subject(beat) for beat in self.scene.beats if beat.id in shot.beats]
        who = next((id for id in (*speak, *act, *self._row) if id in self.scene.present), "")
        if not who:
            raise NotPossible(f"Nobody is there to be seen in {shot.id}: {self.scene.id} has nobody in it.")
        return self.placed(who, shot.beats, self._other(who, shot))

    def _other(self, who: str, shot: Shot) -> str:
        """Return whom somebody has to do with: who is spoken to, who speaks, else whoever else is there."""
        said = [self._lines[id] for id in (*shot.lines, shot.over) if id in self._lines]
        told = [line.to if line.speaker == who else line.speaker for line in said]
        return next((id for id in (*told, *self._row) if id and id != who and id in self.scene.present), "")

    def _two(self, shot: Shot, figures: Sequence[Placed], framing: Framing) -> tuple[Placed, ...]:
        main = self.face(shot, figures)
        others = [placed for placed in figures if placed.character != main.character]
        if not others:
            other = self._other(main.character, shot)
            if not other:
                raise NotPossible(f"Only {self._name(main.character)} is in {self.scene.id}; two are needed for that.")
            others = [self.placed(other, shot.beats, main.character)]
        main = self._towards(main, others[0].character)
        if framing == "over_shoulder":
            back = others[0].model_copy(update={"faces": "away", "gesture": "none", "holding": "", "becomes": None})
            return back, main
        second = self._towards(self._turned(others[0]), main.character)
        return (main, second) if main.faces == "right" else (second, main)

    def _towards(self, placed: Placed, other: str) -> Placed:
        side = self._side(placed.character, other)
        gaze = side if placed.gaze in ("camera", "left", "right") else placed.gaze
        return placed.model_copy(update={"faces": side, "gaze": gaze})

    def _turned(self, placed: Placed) -> Placed:
        """Return somebody turned round, if only their back was seen."""
        if placed.faces != "away":
            return placed
        return self._towards(placed, next((who for who in self._row if who != placed.character), ""))

    def _side(self, who: str, other: str) -> Side:
        if who in self._row and other in self._row and who != other:
            return "right" if self._row.index(who) < self._row.index(other) else "left"
        return "camera"

    def _name(self, who: str) -> str:
        return self.bible.character(who).name


def _subject(beat: Beat) -> str:
    return beat.line.speaker if beat.line else beat.who
