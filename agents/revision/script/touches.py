"""Touches: a shot that stays follows small changes: other words, another feeling, somebody who has left."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from ....memory.bible import Bible
from ....memory.script import Beat, Line, Scene
from ....memory.storyboard import Framing, Placed, Shot
from ...house.board.blocking import Blocking
from ...house.board.units import Unit
from ...timing import LEAST, spoken_seconds
from .blocks import Block, covers

Beats = Mapping[str, Beat]


def touched(block: Block, keeps: Sequence[str], before: Beats, scene: Scene, bible: Bible) -> Block:
    """Return a block with only those beats that it keeps, as they are now; a shot that nothing concerns is the same."""
    after = {beat.id: beat for beat in scene.beats}
    block = _less(block, keeps, before, after)
    for id in keeps:
        if id in before and before[id] != after[id]:
            block = _said(block, before[id], after[id])
            block = _felt(block, before[id], after[id], after)
            block = _turned(block, before[id], after[id], scene, bible)
    return block


def _less(block: Block, keeps: Sequence[str], before: Beats, after: Beats) -> Block:
    """Take beats out of a block, and the shots that are left with nothing."""
    gone = set(block.beats) - set(keeps)
    if not gone:
        return block
    lost = {beat.line.id for id in gone if (beat := before.get(id)) and beat.line}
    shots: list[Shot] = []
    for shot in block.shots:
        if shot.over in lost:
            continue
        less = shot.model_copy(
            update={
                "beats": tuple(id for id in shot.beats if id not in gone),
                "lines": tuple(id for id in shot.lines if id not in lost),
            }
        )
        if covers(shot) and not covers(less):
            continue
        if less != shot and less.lines:
            fewer = sum(spoken_seconds(beat.line.text) for id in gone if (beat := before.get(id)) and beat.line)
            less = less.model_copy(update={"seconds": max(0.7, round(shot.seconds - fewer, 2))})
        shots.append(less if less != shot else shot)
    kept = Block(tuple(id for id in block.beats if id in keeps), tuple(shots))
    return kept.without_looks_after() if block.beats[-1] in gone else kept


def _said(block: Block, before: Beat, after: Beat) -> Block:
    """Let the planned seconds of a line, and how many pictures lie under it, follow its words."""
    old, new = before.line, after.line
    if old is None or new is None or old.text == new.text:
        return block
    showing = [n for n, shot in enumerate(block.shots) if new.id in shot.lines or shot.over == new.id]
    spoken = spoken_seconds(new.text)
    while len(showing) > 1 and spoken < LEAST * 1.3 * len(showing):
        block = replace(block, shots=tuple(s for n, s in enumerate(block.shots) if n != showing[-1]))
        showing.pop()
    planned = sum(block.shots[n].seconds for n in showing)
    factor = max(0.2, (planned - spoken_seconds(old.text) + spoken) / planned) if planned else 1.0
    shots = list(block.shots)
    for n in showing:
        shots[n] = shots[n].model_copy(update={"seconds": max(0.7, round(shots[n].seconds * factor, 2))})
    return replace(block, shots=tuple(shots))


def _felt(block: Block, before: Beat, after: Beat, beats: Beats) -> Block:
    """Let the face of who says or does something follow the feeling, where it is the last that the shot shows."""
    was, now = (beat.line.emotion if beat.line else beat.emotion for beat in (before, after))
    who = after.line.speaker if after.line else after.who
    if was == now or not who:
        return block
    line = after.line.id if after.line else ""

    def shows(shot: Shot) -> bool:
        own = [id for id in shot.beats if id in beats and _subject(beats[id]) == who]
        return own[-1:] == [after.id] or bool(line and shot.over == line)

    def face(placed: Placed) -> Placed:
        if placed.character != who:
            return placed
        return placed.model_copy(update={"emotion": now, "becomes": None if placed.becomes == now else placed.becomes})

    return _each(block, shows, face)


def _turned(block: Block, before: Beat, after: Beat, scene: Scene, bible: Bible) -> Block:
    """Let who speaks look at whom it is said to now."""
    if before.line is None or after.line is None or before.line.to == after.line.to:
        return block
    who = after.line.speaker
    side = Blocking(bible, scene).placed(who, Unit((after,), (after.line,))).faces
    line = after.line.id

    def face(placed: Placed) -> Placed:
        if placed.character != who or placed.faces in ("away", side):
            return placed
        gaze = side if placed.gaze == placed.faces else placed.gaze
        return placed.model_copy(update={"faces": side, "gaze": gaze})

    return _each(block, lambda shot: len(shot.figures) == 1 and (line in shot.lines or shot.over == line), face)


def _each(block: Block, shows: Callable[[Shot], bool], face: Callable[[Placed], Placed]) -> Block:
    shots = [
        shot.model_copy(update={"figures": tuple(map(face, shot.figures))}) if shows(shot) else shot
        for shot in block.shots
    ]
    return replace(block, shots=tuple(shots))


def without(shot: Shot, left: Collection[str], beside: Sequence[Shot]) -> Shot | None:
    """Return a shot without those who have left the scene; None if it showed nobody else."""
    figures = tuple(placed for placed in shot.figures if placed.character not in left)
    if figures == shot.figures:
        return shot
    if not figures:
        return None
    sizes: dict[Framing, tuple[Framing, ...]] = {
        "two_shot": ("medium", "medium_close_up"),
        "over_shoulder": ("medium_close_up", "close_up"),
        "panels": ("extreme_close_up", "close_up"),
        "wide": ("silhouette", "medium"),
    }
    framing = shot.framing
    if len(figures) == 1 and framing in sizes:
        near = {other.framing for other in beside}
        framing = next((size for size in sizes[framing] if size not in near), sizes[framing][0])
    faces = "camera" if figures[0].faces == "away" and len(figures) == 1 else figures[0].faces
    figures = (figures[0].model_copy(update={"faces": faces}), *figures[1:])
    return shot.model_copy(update={"figures": figures, "framing": framing})


def called(scene: Scene) -> bool:
    """Whether somebody is heard on the telephone in a scene."""
    return any(beat.line and beat.line.via == "phone" for beat in scene.beats)


def hung_up(shot: Shot) -> Shot:
    """Return a shot in which nobody holds a telephone to the ear: there is no call any more."""
    figures = tuple(
        placed.model_copy(update={"gesture": "none"}) if placed.gesture == "phone_to_ear" else placed
        for placed in shot.figures
    )
    return shot.model_copy(update={"figures": figures}) if figures != shot.figures else shot


def _subject(beat: Beat) -> str:
    return beat.line.speaker if beat.line else beat.who


def same_shots(one: Beat, other: Beat) -> bool:
    """Whether two versions of a beat are filmed in the same shots, but for words and feelings."""

    def plain(beat: Beat) -> Beat:
        line = beat.line and beat.line.model_copy(update={"text": "", "emotion": "neutral", "to": ""})
        return beat.model_copy(update={"line": line, "emotion": "neutral"})

    return plain(one) == plain(other)


def joined(shot: Shot, beats: Sequence[Beat], first: bool) -> Shot:
    """Return a shot that also holds new lines, before (``first``) or after its own."""
    ids, lines = tuple(beat.id for beat in beats), tuple(beat.line.id for beat in beats if beat.line)
    spoken = sum(spoken_seconds(beat.line.text) for beat in beats if beat.line)
    return shot.model_copy(
        update={
            "beats": (*ids, *shot.beats) if first else (*shot.beats, *ids),
            "lines": (*lines, *shot.lines) if first else (*shot.lines, *lines),
            "seconds": round(shot.seconds + spoken, 2),
        }
    )


def can_join(lines: Sequence[Line], other: Sequence[Line], longest: float) -> bool:
    """Whether lines can be said in one shot: by the same speaker in the same way, and still short."""
    both = (*lines, *other)
    same = len({(line.speaker, line.via) for line in both}) == 1
    return bool(lines and other) and same and sum(spoken_seconds(line.text) for line in both) <= longest
