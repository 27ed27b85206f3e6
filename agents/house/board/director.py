"""The house director: covers a script without a language model.

Close-ups carry it, a cut every two to four seconds, the object filling the frame when it matters.
"""

import random
from collections.abc import Sequence

from ....memory.bible import Bible
from ....memory.script import Beat, Line, Scene, Script
from ....memory.sets import Sets
from ....memory.storyboard import Angle, Framing, Placed, Shot, Storyboard
from .coverage import Coverage, Punctuation
from .lens import Lens
from .units import KIND

TITLE_FROM, TITLE_UNTIL = 5.0, 13.5
"""Seconds between which the title card falls, as planned."""
TITLE_SECONDS, END_SECONDS = 1.6, 2.0


_SIZES: tuple[Framing, ...] = ("close_up", "extreme_close_up", "medium_close_up", "medium")
_ANGLES: tuple[Angle, ...] = ("eye", "low")


class HouseDirector:
    """The director that needs no model."""

    async def storyboard(self, bible: Bible, script: Script, seed: int, sets: Sets | None = None) -> Storyboard:
        """Cover every beat and line of the script, in order; the same input gives the same shots.

        Of a scouted set's cameras it names none: the one that suits (``agents/angles.py``) films each shot, so that
        what is scouted later is filmed as well.
        """
        rng = random.Random(f"{seed}/{script.episode}/storyboard")
        lens, blows = Lens(rng), punctuation(bible, script, rng)
        shots: list[Shot] = []
        before: Scene | None = None
        for scene in script.scenes:
            same = before is not None and (before.location, before.hour) == (scene.location, scene.hour)
            coverage = Coverage(bible, scene, lens, blows)
            shots.extend(coverage.shots(before is None, scene is script.scenes[-1], same))
            before = scene
        shots = _with_cards(bible, script, shots)
        return Storyboard(
            episode=script.episode,
            shots=tuple(
                shot.model_copy(update={"id": f"{script.episode}.s{number:02d}"})
                for number, shot in enumerate(shots, 1)
            ),
        )


def punctuation(bible: Bible, script: Script, rng: random.Random) -> dict[str, Punctuation]:
    """Choose, by beat id, the one blow that is drawn in ink and the one that breaks into panels.

    The first blow opens the episode and the last one ends it: those are left as they are.
    """
    blows = [beat for scene in script.scenes for beat in scene.beats if beat.jolt and beat.line]
    hard = [beat for beat in blows[1:] if beat.line and beat.line.emotion not in KIND]
    spare = [beat for beat in hard if beat is not script.scenes[-1].beats[-1]]
    if not spare:
        return {}
    chosen: dict[str, Punctuation] = {}
    if bible.style != "silhouette":
        chosen[spare[-1].id] = "duotone" if bible.style == "noir" else "noir"
    if len(spare) > 1:
        chosen[rng.choice(spare[:-1]).id] = "panels"
    return chosen


def _with_cards(bible: Bible, script: Script, shots: list[Shot]) -> list[Shot]:
    """Put the title where the hook has landed and the end card after the cliffhanger."""
    at, rest = title_joint(script, shots)
    if rest <= 0:
        shots = [*shots[:at], _look(shots, at), *shots[at:]]
        at += 1
    title = Shot(
        id="",
        scene="",
        framing="title",
        move="drift",
        seconds=TITLE_SECONDS,
        text=bible.title,
        figures=(Placed(character=bible.characters[0].id, faces="right"),),
        effects=("whoosh",),
    )
    end = Shot(id="", scene="", framing="end", move="push_in", seconds=END_SECONDS, text="To be continued")
    return [*shots[:at], title, *shots[at:], end]


def title_joint(script: Script, shots: Sequence[Shot]) -> tuple[int, int]:
    """Return before which shot the title stands, in its time and where it tears least, and what rest is there."""
    lines = {line.id: line for line in script.lines()}
    beats = {beat.id: beat for scene in script.scenes for beat in scene.beats}
    starts = [sum(shot.seconds for shot in shots[:at]) for at in range(len(shots))]
    timely = [at for at in range(1, len(shots)) if TITLE_FROM <= starts[at] <= TITLE_UNTIL and not shots[at].over]
    timely = timely or [at for at in range(1, len(shots)) if not shots[at].over][:1]
    rests = {at: _rest(shots[:at], shots[at], lines, beats) for at in timely}
    return max(rests.items(), key=lambda joint: (joint[1], -joint[0]), default=(len(shots), 1))


def _look(shots: Sequence[Shot], at: int) -> Shot:
    """Let the last words sink in before the card: a silent face, in a size that is not around it."""
    near = {(shot.framing, shot.angle) for shot in shots[max(0, at - 2) : at + 2]}
    beside = {shot.framing for shot in shots[at - 1 : at + 1]}
    tried = [(size, angle) for angle in _ANGLES for size in _SIZES if (size, angle) not in near]
    size, angle = next((set_up for set_up in tried if set_up[0] not in beside), tried[0])
    speaker = shots[at - 1].figures[-1].character if shots[at - 1].figures else ""
    faces = [p for shot in shots[at - 1 :: -1] for p in shot.figures if p.faces != "away" and p.character != speaker]
    faces = faces or [placed for shot in shots for placed in shot.figures]
    felt = faces[0].becomes or faces[0].emotion
    figure = faces[0].model_copy(update={"emotion": felt, "becomes": None, "gesture": "none", "holding": ""})
    return Shot(
        id="", scene=shots[at - 1].scene, framing=size, angle=angle, move="push_in", figures=(figure,), seconds=1.1
    )


def _rest(before: Sequence[Shot], after: Shot, lines: dict[str, Line], beats: dict[str, Beat]) -> int:
    """Say how much of a rest there is between two shots: a new scene, a blow that has landed, a silence."""
    last = before[-1]
    heard = next((lines[shot.lines[-1]] for shot in reversed(before) if shot.lines), None)
    rest = 8 if after.scene != last.scene else 0
    if heard is not None and heard.text.rstrip("”\"'").endswith("?"):
        rest -= 2
    if not last.lines and not last.over:
        jolted = any(beats[id].jolt for shot in before[-4:] for id in shot.beats)
        rest += 6 if jolted and not last.prop else 3
    elif not after.lines:
        rest += 2
    answers = bool(after.lines and heard and lines[after.lines[0]].speaker != heard.speaker)
    return rest - 2 * answers
