"""The camera on a scene that is boarded already: it takes what is new between the shots that are there."""

import random
from collections.abc import Callable, Iterable, Sequence

from ....memory.bible import Bible
from ....memory.script import Beat, Scene, Script
from ....memory.storyboard import Framing, Placed, Shot
from ...house.board.coverage import Coverage
from ...house.board.lens import Lens, SetUp, faces_of
from ...house.board.setups import HEARS
from ...house.board.units import NOTHING, units_of
from .blocks import jumps

_REMEMBERED = 5
"""Shots before a new one that its set-up is kept apart from."""
LOOK = 1.0
"""Seconds of a look between two shots that would jump."""
FILLS = " fills the frame"
"""What is said of the last thing seen, if nothing, not even a face that sees it, may come after."""


class Between(Lens):
    """A lens that knows the shots on both sides of a gap."""

    def __init__(self, rng: random.Random, before: Sequence[Shot], after: Shot | None, all_: Iterable[Shot]) -> None:
        super().__init__(rng)
        for shot in before[-_REMEMBERED:]:
            self.recent.append((shot.framing, shot.angle, _seen(shot)))
            self.moves.append(shot.move)
        self.inserts = [(shot.prop, shot.text) for shot in all_ if shot.framing == "insert"]
        self.after = (after.framing, _seen(after)) if after is not None else None

    def fresh(self, who: Sequence[str], set_up: SetUp) -> bool:
        """Whether a set-up of these people is not seen just before, nor just after."""
        return super().fresh(who, set_up) and self.after != (set_up[0], faces_of(set_up[0], who))


def _seen(shot: Shot) -> tuple[str, ...]:
    return faces_of(shot.framing, [placed.character for placed in shot.figures])


class Camera:
    """Takes shots for one changed script; ``shots`` are those that its storyboard has."""

    def __init__(self, bible: Bible, script: Script, shots: Sequence[Shot], highest: Callable[[], int]) -> None:
        """Take up a script; ``highest`` finds the highest number that a shot of the episode ever had."""
        self.bible, self.script, self.shots = bible, script, shots
        self._highest, self._last = highest, 0

    def numbered(self, shot: Shot) -> Shot:
        """Return a shot under an id that no other ever had."""
        self._last = (self._last or self._highest()) + 1
        return shot.model_copy(update={"id": f"{self.script.episode}.s{self._last:02d}"})

    def take(
        self, scene: Scene, beats: Sequence[Beat], before: Sequence[Shot], after: Shot | None, opens: bool = False
    ) -> list[Shot]:
        """Return the shots of some beats, without ids, as they are cut in between others; they replace their own."""
        ends = beats[-1].id == self.script.scenes[-1].beats[-1].id
        if ends and held(beats[-1]):
            start = self.take(scene, beats[:-1], before, None, opens) if beats[:-1] else []
            return [*start, self._held(scene, beats[-1], [*before, *start])]
        ids = {beat.id for beat in beats}
        others = [shot for shot in self.shots if not ids & set(shot.beats)]
        return list(self._coverage(scene, before, after, beats[0].id, others).anew(beats, opens, ends))

    def _coverage(
        self, scene: Scene, before: Sequence[Shot], after: Shot | None, of: str, others: Sequence[Shot] | None = None
    ) -> Coverage:
        shots = self.shots if others is None else others
        lens = Between(random.Random(f"{self.bible.theme_seed}/{of}/anew"), before, after, shots)
        coverage = Coverage(self.bible, scene, lens, {})
        own = [shot for shot in before if shot.scene == scene.id]
        coverage.turn = sum(bool(shot.lines) for shot in own)
        coverage.voices = sum(bool(shot.lines) and not _speaks(shot, scene) for shot in own)
        return coverage

    def _held(self, scene: Scene, beat: Beat, before: Sequence[Shot]) -> Shot:
        """The last thing that is seen: a face or an object, and nothing after it."""
        lens = Between(random.Random(f"{self.bible.theme_seed}/{beat.id}/held"), before, None, self.shots)
        (unit,) = units_of(scene.model_copy(update={"beats": (beat,)}))
        if beat.prop:
            coverage = self._coverage(scene, before, None, beat.id)
            text = coverage.business.written(beat.prop, unit)
            set_up: SetUp = ("insert", "eye")
            return lens.film(
                scene.id, set_up, (), unit, seconds=2.1, move="push_in", prop=beat.prop, text=text, extra=("heartbeat",)
            )
        set_up = lens.choose((beat.who,), (("extreme_close_up", "eye"), ("close_up", "eye")))
        figure = Placed(character=beat.who, outfit=scene.outfits.get(beat.who, 0), emotion=beat.emotion)
        return lens.film(scene.id, set_up, (figure,), unit, seconds=2.1, move="push_in", extra=("heartbeat",))

    def place(self, scene: Scene, before: Sequence[Shot], same: bool) -> Shot:
        """Return the shot that says where a scene is, or, where that is known (``same``), who is in it now."""
        coverage = self._coverage(scene, before, None, f"{scene.id}/place")
        row = coverage.blocking.row[:3]
        if not same or not row:
            move = coverage.lens.move(("drift", "push_in"))
            return coverage.film(("establishing", "eye"), seconds=1.2, move=move)
        framing: Framing = "wide" if len(row) > 1 else "silhouette"
        figures = [coverage.blocking.placed(who, NOTHING, framing=framing) for who in row]
        return coverage.film((framing, "eye"), figures, seconds=1.2)

    def ending(self, scene: Scene, before: Sequence[Shot]) -> list[Shot]:
        """Return the look on which the episode stops, after a last beat that has been filmed."""
        if held(scene.beats[-1]):
            return []
        unit = list(units_of(scene))[-1]
        coverage = self._coverage(scene, before, None, unit.beats[-1].id + "/end")
        coverage.blocking.reach(unit)
        return list(coverage.business.ending(unit))[-1:]

    def look(self, scene: Scene, before: Sequence[Shot], after: Shot) -> Shot | None:
        """Return somebody who listens, to be seen between two shots that would jump; None: nobody else is there."""
        seen = {placed.character for placed in after.figures if placed.faces != "away"}
        others = [who for who in scene.present if who not in seen]
        if not others:
            return None
        coverage = self._coverage(scene, before, after, f"{before[-1].id}/{after.id}/look")
        at = max((n for n, beat in enumerate(scene.beats) for shot in before if beat.id in shot.beats), default=0)
        (unit,) = units_of(scene.model_copy(update={"beats": scene.beats[at : at + 1], "cards": ()})) or (NOTHING,)
        coverage.blocking.reach(unit)
        set_up = coverage.lens.choose(others[:1], HEARS)
        figure = coverage.blocking.placed(others[0], NOTHING, to=next(iter(sorted(seen)), ""), framing=set_up[0])
        figure = figure.model_copy(
            update={"emotion": coverage.blocking.emotion(others[0], NOTHING), "gesture": "none", "holding": ""}
        )
        return coverage.lens.film(scene.id, set_up, (figure,), seconds=LOOK, move="drift")

    def resized(self, shot: Shot, before: Shot, after: Shot | None) -> Shot:
        """Return a shot from another distance or side, so that it jumps on neither of its sides."""
        sizes: tuple[Framing, ...] = ("close_up", "medium_close_up", "medium", "extreme_close_up")
        if shot.framing == "establishing":
            return shot.model_copy(update={"angle": "low" if before.angle != "low" else "eye"})
        if shot.framing == "insert" or not shot.figures:
            return shot
        if len(shot.figures) > 1:
            # Of several, the one who speaks is gone nearer to.
            speaks = {line.speaker for line in self.script.lines() if line.id in shot.lines}
            one = next((placed for placed in shot.figures if placed.character in speaks), shot.figures[-1])
            shot = shot.model_copy(update={"figures": (one,)})
        others = [shot.model_copy(update={"framing": size}) for size in sizes]
        good = [one for one in others if not jumps(before, one) and not (after and jumps(one, after))]
        return good[0] if good else shot


def held(beat: Beat) -> bool:
    """Whether a beat is the last thing to be seen, and nothing after it."""
    return beat.line is None and FILLS in beat.action and bool(beat.who or beat.prop)


def _speaks(shot: Shot, scene: Scene) -> bool:
    lines = {beat.line.id: beat.line for beat in scene.beats if beat.line}
    return any(lines[line].via in ("on", "inner") for line in shot.lines if line in lines)
