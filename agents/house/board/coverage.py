"""Coverage: the shots of one scene, by the grammar of the form.

A scene begins wide and comes closer; looks meet across the cut; a blow is followed by the face that it hits; a voice
without a body is seen on who hears it, on the thing it comes from, and at the window.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

from ....memory.bible import ArtDirection, Bible
from ....memory.look import Emotion
from ....memory.script import Beat, Scene
from ....memory.storyboard import EffectKind, Framing, Placed, Shot
from ...timing import spoken_seconds
from .blocking import Blocking
from .business import INSERTS, Business
from .lens import HEAD, TAIL, Lens, SetUp
from .setups import ALONE, BLOW, DOES, EMPTY, FAR, HEARS, HIT, HOT, MIDDLE, NEAR, NEARING, SHAPES, STRIKING, UNSEEN
from .units import NOTHING, Unit, units_of

Punctuation = ArtDirection | Literal["panels"]
"""How a blow is drawn otherwise."""

STRONG: frozenset[Emotion] = frozenset({"angry", "cry", "fear", "shock"})
LONG, LONGEST = 4.2, 5.6
"""Seconds from which a line is heard over two pictures, and over three."""
BRIEF = 2.6
"""Seconds from which a line that speaks of an object has room to show it."""
FORGOTTEN = 9.0
"""Planned seconds after which who is present and unseen is looked at."""


class Coverage:
    """Covers one scene; ``styles`` are the blows that are drawn otherwise, by beat id."""

    def __init__(self, bible: Bible, scene: Scene, lens: Lens, styles: Mapping[str, Punctuation]) -> None:
        self.bible, self.scene, self.lens, self.styles = bible, scene, lens, styles
        self.film = partial(lens.film, scene.id)
        self.blocking = Blocking(bible, scene)
        self.business = Business(bible, scene, lens, self.blocking)
        self.units = list(units_of(scene))
        self.first_said = next((unit for unit in self.units if unit.lines), NOTHING)
        self.unseen = dict.fromkeys(scene.present, 0.0)
        self.turn = self.voices = 0
        self.heat = 0.0
        self.following = NOTHING

    def shots(self, opens: bool, ends: bool, same_place: bool = False) -> Iterator[Shot]:
        """Yield the shots of the scene in order."""
        for shot in self._all(opens, ends, same_place):
            self._note(shot)
            yield shot

    def _note(self, shot: Shot) -> None:
        """Remember who has been out of sight for how long."""
        seen = {placed.character for placed in shot.figures if placed.faces != "away"}
        for who in self.unseen:
            self.unseen[who] = 0.0 if who in seen else self.unseen[who] + shot.seconds

    def _all(self, opens: bool, ends: bool, same_place: bool) -> Iterator[Shot]:
        if not opens:
            yield self._place(same_place)
        for number, unit in enumerate(self.units):
            self.following = self.units[number + 1] if number + 1 < len(self.units) else NOTHING
            self.heat = number / max(1, len(self.units) - 1)
            self.lens.heat = self.heat if ends else 0.0
            self.blocking.reach(unit)
            final = ends and number == len(self.units) - 1
            yield from self._cover(unit, opens and number == 0, final)
            if final:
                yield from self.business.ending(unit)
            elif unit.jolt and (who := self.blocking.struck(unit)):
                yield self._reaction(who, unit)
                if (third := self._forgotten(FORGOTTEN / 2)) and self._free(third):
                    yield self._listening(third, unit)
            elif (who := self._forgotten(FORGOTTEN)) and self._free(who):
                yield self._listening(who, unit)

    def anew(self, beats: Sequence[Beat], opens: bool, ends: bool) -> Iterator[Shot]:
        """Yield the shots of some of its beats only: they are new in a scene that has been covered already."""
        units = list(units_of(self.scene.model_copy(update={"beats": tuple(beats)})))
        at = {beat.id: number for number, beat in enumerate(self.scene.beats)}
        for number, unit in enumerate(units):
            self.following = units[number + 1] if number + 1 < len(units) else NOTHING
            self.heat = at[unit.beats[0].id] / max(1, len(at) - 1)
            self.blocking.reach(unit)
            final = ends and self.following is NOTHING
            yield from self._cover(unit, opens and number == 0, final)
            if final:
                yield from self.business.ending(unit)
            elif unit.jolt and (who := self.blocking.struck(unit)):
                yield self._reaction(who, unit)

    def _place(self, same: bool) -> Shot:
        """Say where it is: the empty set, or, where that is known already, who is in it now."""
        row = self.blocking.row[:3]
        if not same or not row:
            move = self.lens.move(("drift", "push_in", "tilt_down"))
            return self.film(("establishing", "eye"), seconds=1.2, move=move)
        framing: Framing = "wide" if len(row) > 1 else "silhouette"
        figures = [self.blocking.placed(who, NOTHING, framing=framing) for who in row]
        return self.film((framing, "eye"), figures, seconds=1.2)

    def _cover(self, unit: Unit, first: bool, final: bool) -> Iterator[Shot]:
        if unit.prop and not unit.lines:
            yield self.business.object(unit)
            return
        if (touched := self.business.touched(unit)) and not first:
            text = self.business.written(touched, unit)
            yield self.film(("insert", "eye"), seconds=1.2, move="push_in", prop=touched, text=text)
        if unit.lines:
            yield from self._heard(unit, first)
        else:
            yield self.business.action(unit, final)

    def _heard(self, unit: Unit, first: bool) -> Iterator[Shot]:
        """Cover what is said: in one shot, or, where it is long, with the voice going on over other faces."""
        bodiless, line = self._bodiless(unit), unit.lines[-1].id
        whole = unit.spoken + HEAD + TAIL
        if first and not self.blocking.seen(unit):
            yield self._place(False)  # nobody is there to be struck by it: the empty room is
        for number, (who, share) in enumerate(self._faces(unit, first)):
            if number and (thing := self.business.spoken_of(unit.lines[-1].text)) and not first:
                shot = self.business.shown_under(thing, line)
            elif number:
                shot = self._under(unit, who, line)
            elif bodiless:
                shot = self._voice(unit)
            elif first or who != unit.lines[0].speaker:
                shot = self._awaited(unit, who)
            else:
                shot = self._speech(unit)
            yield shot.model_copy(update={"seconds": round(whole * share, 2)}) if share < 1 else shot

    def _faces(self, unit: Unit, first: bool) -> list[tuple[str, float]]:
        """Return whose face is seen for which share of what is said."""
        speaker = self.blocking.seen(unit)
        other = speaker if self._bodiless(unit) else self.blocking.listener(unit.lines[-1]) or speaker
        other = other if other == speaker else self._forgotten(FORGOTTEN / 2) or other
        last = spoken_seconds(unit.lines[-1].text)
        if not speaker:
            return [("", 1.0)]
        if first and unit.spoken >= 1.6:
            # The first frame is a face that hears something; who says it comes after.
            share = min(0.6, 1.5 / (unit.spoken + HEAD + TAIL))
            return [(other, share), (speaker, 1 - share)]
        if last >= BRIEF and not unit.jolt and self.business.spoken_of(unit.lines[-1].text):
            return [(speaker, 0.6), (other, 0.4)]
        if last < LONG:
            return [(speaker, 1.0)]
        if unit.jolt:
            # The blow itself is not shared: the camera comes nearer, and the other's face comes after.
            return [(speaker, 0.55), (speaker, 0.45)]
        if last < LONGEST and self.blocking.seen(self.following) != other:
            return [(speaker, 0.58), (other, 0.42)]
        return [(speaker, 0.42), (other, 0.23), (speaker, 0.35)]

    def _awaited(self, unit: Unit, who: str) -> Shot:
        """The first frame: the face that hears, straight or askew, or the one who speaks as a shape in the dark."""
        speaker = unit.lines[0].speaker
        if self.lens.rng.random() < (0.4 if unit.action else 0.2):
            return self.film(("silhouette", "eye"), (self.blocking.placed(speaker, unit),), unit, move="push_in")
        set_up = self.lens.rng.choice(STRIKING)
        return self.film(set_up, (self.blocking.placed(who, unit),), unit, move="push_in")

    def _under(self, unit: Unit, who: str, line: str) -> Shot:
        """A picture under a voice that began before it."""
        speaks = who == unit.lines[-1].speaker
        options = UNSEEN if self._bodiless(unit) else HEARS if not speaks else HIT if unit.jolt else NEAR
        set_up = self.lens.choose((who,), options)
        becomes = None if speaks else self._dawning(who, unit)
        figure = self.blocking.placed(who, unit, framing=set_up[0], becomes=becomes)
        return self.film(set_up, (figure,), over=line)

    def _bodiless(self, unit: Unit) -> bool:
        line = unit.lines[0]
        return line.via not in ("on", "inner") or line.speaker not in self.scene.present

    def _voice(self, unit: Unit) -> Shot:
        """A voice without a body: the thing it comes from, then who hears it, each time from elsewhere."""
        line, self.voices = unit.lines[0], self.voices + 1
        source, who = self.blocking.hears_by(), self.blocking.listener(line)
        if not who or (source and not self.lens.shown(source.id) and (line.via == "phone" or self.voices > 1)):
            return self._source(unit, source.id if source else "")
        start = (self.voices - 1) % len(UNSEEN)
        set_up = self.lens.choose((who,), BLOW if unit.jolt else (*UNSEEN[start:], *UNSEEN[:start]))
        figure = self.blocking.placed(who, unit, framing=set_up[0], becomes=self._dawning(who, unit) or "fear")
        if source and figure.gesture == "none" and set_up[0] in ("medium", "medium_close_up"):
            figure = figure.model_copy(update={"gesture": "hold", "holding": source.id, "gaze": "down"})
        return self.film(set_up, (figure,), unit)

    def _dawning(self, who: str, unit: Unit) -> Emotion | None:
        """Return what a listener comes to feel while the words go on: what the answer will be said with."""
        felt = self.blocking.answer(who, unit)
        return None if felt == "neutral" else felt

    def _source(self, unit: Unit, thing: str) -> Shot:
        """Where a voice comes from: the thing with a name on it; seen enough, a shape elsewhere, an empty room."""
        line = unit.lines[0]
        caller = self.bible.character(line.speaker)
        if thing and self.lens.shown(thing) < INSERTS and (thing, caller.name) not in self.lens.inserts:
            return self.film(("insert", "eye"), (), unit, prop=thing, text=caller.name, move="push_in")
        if line.to in {character.id for character in self.bible.characters} and self.voices % 2:
            hearer = Placed(character=line.to, emotion="fear", faces="right", gesture="phone_to_ear")
            return self.film(self.lens.choose((line.to,), HEARS), (hearer,), unit)
        if self.voices % 3:
            shape = Placed(character=caller.id, faces="left", gesture="phone_to_ear")
            return self.film(self.lens.choose((caller.id,), SHAPES), (shape,), unit)
        return self.film(self.lens.choose((), EMPTY), (), unit)

    def _speech(self, unit: Unit) -> Shot:
        who, other = unit.lines[0].speaker, self.blocking.partner(unit.lines[0].speaker, unit)
        framing, angle = self._size(who, other, unit)
        main = self.blocking.placed(who, unit, framing=framing)
        figures: tuple[Placed, ...] = (main,)
        if framing in ("over_shoulder", "two_shot"):
            second = self.blocking.placed(other, NOTHING, to=who, framing=framing)
            second = second.model_copy(update={"emotion": self.blocking.emotion(other, unit)})
            if framing == "over_shoulder":
                figures = (second.model_copy(update={"faces": "away", "gesture": "none", "holding": ""}), main)
            else:
                figures = (main, second) if main.faces == "right" else (second, main)
        return self.film((framing, angle), figures, unit)

    def _size(self, who: str, other: str, unit: Unit) -> SetUp:
        """Choose by the heat of the moment: from the two of them to one pair of eyes."""
        self.turn += 1
        if unit.jolt:
            options = BLOW if spoken_seconds(unit.lines[-1].text) < LONG else NEARING
        elif other and unit is self.first_said:
            options = FAR
        elif any(line.emotion in STRONG for line in unit.lines):
            options = HOT
        elif not other:
            options = ALONE
        elif self.blocking.handles(unit):
            options = DOES[1:]
        else:
            options = FAR if self.heat < 0.3 else MIDDLE if self.heat < 0.65 else NEAR
        start = 0 if options is FAR else self.turn % len(options)
        for set_up in (*options[start:], *options[:start]):
            people = (other, who) if set_up[0] in ("two_shot", "over_shoulder") else (who,)
            if self.lens.fresh(people, set_up) and not self._worn(set_up[0]):
                return set_up
        return self.lens.choose((who,), [("close_up", "eye"), ("medium_close_up", "eye")])

    def _worn(self, framing: Framing) -> bool:
        """Whether there has just been enough of a framing that holds two."""
        seen = [framing for framing, _, _ in self.lens.recent]
        if framing == "two_shot":
            return "two_shot" in seen[-5:] or "wide" in seen[-2:]
        return framing == "over_shoulder" and seen[-2:] == ["over_shoulder"] * 2

    def _reaction(self, who: str, unit: Unit) -> Shot:
        """The blow lands: on the face, or in panels, or in ink."""
        style = next((self.styles[beat.id] for beat in unit.beats if beat.id in self.styles), None)
        felt = self.blocking.answer(who, unit)
        if unit.soft:
            return self._moved(who, unit)
        becomes: Emotion = felt if felt in STRONG else "shock"
        by = self.blocking.seen(unit)
        if style == "panels" and by and by != who:
            third = [one for one in self.blocking.row if one not in (by, who)][:1]
            faces = [
                self.blocking.placed(one, unit, becomes=None if one == by else becomes) for one in (by, who, *third)
            ]
            return self.film(("panels", "eye"), faces, seconds=1.5, move="shake", extra=("hit",))
        set_up = self.lens.choose((who,), HIT)
        figure = self.blocking.placed(who, unit, becomes=becomes)
        if self.turn % 2 == 0 and felt in STRONG and becomes in ("shock", "fear") and not figure.holding:
            figure = figure.model_copy(update={"gesture": "cover_mouth"})
        hit: tuple[EffectKind, ...] = ("hit",) if unit.lines else ()
        shot = self.film(set_up, (figure,), seconds=1.3, move="shake" if style else "push_in", extra=hit)
        return shot if style in (None, "panels") else shot.model_copy(update={"style": style})

    def _moved(self, who: str, unit: Unit) -> Shot:
        """A kind blow lands: longer, nearer, and nothing is struck."""
        set_up = self.lens.choose((who,), HIT)
        figure = self.blocking.placed(who, unit, becomes="tender").model_copy(update={"gesture": "none", "holding": ""})
        return self.film(set_up, (figure,), seconds=1.6, move="push_in")

    def _listening(self, who: str, unit: Unit) -> Shot:
        start = self.turn % len(HEARS)
        set_up = self.lens.choose((who,), (*HEARS[start:], *HEARS[:start]))
        figure = self.blocking.placed(who, NOTHING, to=self.blocking.seen(unit), framing=set_up[0])
        figure = figure.model_copy(
            update={"emotion": self.blocking.emotion(who, unit), "gesture": "none", "holding": ""}
        )
        return self.film(set_up, (figure,), seconds=1.0, move=self.lens.move(("still", "drift")))

    def _forgotten(self, seconds: float) -> str:
        """Return who has been out of sight for longest, if for at least so many seconds."""
        longest = max(self.unseen, key=lambda who: self.unseen[who], default="")
        return longest if longest and self.unseen[longest] >= seconds else ""

    def _free(self, who: str) -> bool:
        """Whether there is somebody's face to show here: not before their own line, nor at the end of a scene."""
        return bool(self.following.beats) and who != self.blocking.seen(self.following)
