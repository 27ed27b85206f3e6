"""Lengths: an episode or a scene goes faster, slower; an episode becomes longer or shorter by some seconds."""

from dataclasses import replace

from ....memory.edits.board import SetLength, SetPace
from ....memory.script import Script
from ....memory.storyboard import Storyboard
from ...crew import Studio
from ...episode import Episode
from ...timing import fit, length
from ..estimating import EstimatingFloor
from ..possible import NotPossible, scene_in, script_of
from ..rehearsal import REVISED, CarriedOut
from ..script.change import change
from .breathing import breathed, changed, silences
from .locks import kept_of, locked_shots
from .shots import board_of, without
from .sparing import spare_shots, without_exchange

FASTEST, SLOWEST = 0.81, 1.19
"""What a voice bears, as factors on the natural length of its lines; a fifth is where the voices refuse."""
NEAR = 0.7
"""Seconds by which a wanted length may be missed."""
_ROUNDS = 12
"""Exchanges that are left out of an episode at most."""


async def set_pace(studio: Studio, edit: SetPace) -> None:
    """Let an episode or a scene last that factor of its length: above 1 it is slower.

    A scene has its silences alone; an episode its speech too, as far as voices allow.
    """
    board = _heard(studio, edit.episode)
    found = silences(board, locked_shots(studio, board))
    if edit.scene:
        scene_in(script_of(studio, edit.episode), edit.scene)
        found = [one for one in found if one.scene == edit.scene]
    paced = breathed(board, [one.times(edit.factor) for one in found])
    if not edit.scene:
        wanted = min(max(SLOWEST, board.pace), max(min(FASTEST, board.pace), board.pace * edit.factor))
        paced = paced.model_copy(update={"pace": round(wanted, 4)})
    if paced == board:
        way = "slower" if edit.factor > 1 else "faster"
        raise NotPossible(f"{edit.scene or edit.episode} cannot go {way}: its silences and voices are at their limit.")
    studio.archive.put("storyboard", board.episode, paced, REVISED, "user")


async def set_length(studio: Studio, edit: SetLength) -> None:
    """Bring an episode to another length, within `NEAR`; raise NotPossible, saying how far it goes, if it cannot be."""
    if not edit.by:
        raise NotPossible(f"Say by how many seconds {edit.episode} should be longer or shorter.")
    _heard(studio, edit.episode)
    before = lasts(studio, edit.episode)
    target = before + edit.by
    _breathe(studio, edit.episode, target)
    if edit.by < 0:
        await _leave_out(studio, edit.episode, target)
    reached = lasts(studio, edit.episode)
    if abs(reached - target) > NEAR:
        raise NotPossible(_as_far(studio, edit, before, reached))


def lasts(studio: Studio, id: str) -> float:
    """Return how many seconds an episode lasts; lines that nobody has spoken yet are estimated."""
    return length(_episode(studio, id).timed)


def _episode(studio: Studio, id: str) -> Episode:
    return Episode.of(replace(studio, floor=EstimatingFloor(studio.floor), at_work={}), id)


def _heard(studio: Studio, id: str) -> Storyboard:
    """Return a storyboard that has its pace: one whose voices nobody has heard yet is brought to the form first."""
    board = board_of(studio, id)
    if board.pace:
        return board
    episode = _episode(studio, id)
    spoken = {line: take.seconds for line, take in episode.voices.items()}
    fits = fit(board, spoken, studio.format.fps, episode.recap_seconds).model_copy(update={"pace": episode.pace})
    studio.archive.put("storyboard", id, fits, REVISED, "user")
    return fits


def _breathe(studio: Studio, id: str, target: float) -> None:
    """Bring an episode to a length as near as silences can, in whole frames."""
    for _ in range(3):
        missing = target - lasts(studio, id)
        if abs(missing) < 1.5 / studio.format.fps:
            return
        board = board_of(studio, id)
        new = changed(silences(board, locked_shots(studio, board)), missing)
        if not new:
            return
        studio.archive.put("storyboard", id, breathed(board, new), REVISED, "user")


async def _leave_out(studio: Studio, id: str, target: float) -> None:
    """Leave out silent shots, then exchanges, until an episode is short enough; what is too much then is silence."""
    while lasts(studio, id) > target + NEAR:
        board, script = board_of(studio, id), script_of(studio, id)
        shots = spare_shots(board, script, _episode(studio, id).timed, locked_shots(studio, board))
        after = next((cut for shot in shots if (cut := _cut(board, shot.id)) is not None), None)
        if after is None:
            break
        studio.archive.put("storyboard", id, after, REVISED, "user")
    for _ in range(_ROUNDS):
        if lasts(studio, id) <= target + NEAR:
            break
        script = script_of(studio, id)
        try:
            less = without_exchange(script, _barred(studio, script))
        except NotPossible:
            break
        await change(studio, script, less)
        _breathe(studio, id, min(target, lasts(studio, id)))
    _breathe(studio, id, target)


def _cut(board: Storyboard, id: str) -> Storyboard | None:
    shot = next(shot for shot in board.shots if shot.id == id)
    alone = all(one.scene != shot.scene or one.id == id for one in board.shots)
    return None if alone else without(board, shot)


def _barred(studio: Studio, script: Script) -> set[str]:
    """Return the lines that are locked, by their shot or with their scene."""
    kept = kept_of(studio)
    own = {beat.line.id for scene in script.scenes if scene.id in kept.ids for beat in scene.beats if beat.line}
    return own | set(kept.specs)


def _as_far(studio: Studio, edit: SetLength, before: float, reached: float) -> str:
    """Say how far it goes, and what else there is."""
    can = abs(reached - before)
    if edit.by > 0:
        return (
            f"{edit.episode} can be {can:.0f} s longer before its silences drag; for {edit.by:.0f} it needs something "
            "new to be seen or said. Add a line, a reaction or a scene."
        )
    script = script_of(studio, edit.episode)
    timed = _episode(studio, edit.episode).timed
    scenes = {scene.id: sum(t.seconds for t in timed if t.shot.scene == scene.id) for scene in script.scenes[1:-1]}
    shortest = min(scenes, default="", key=lambda id: scenes[id])
    scene = f"the scene {shortest} lasts {scenes[shortest]:.0f} s; or cut " if shortest else ""
    return (
        f"{can:.0f} of the {-edit.by:.0f} s can go from {edit.episode} and nothing is lost. Beyond that, {scene}"
        "the lines that matter least to you."
    )


CARRIED_OUT: CarriedOut = {SetPace: set_pace, SetLength: set_length}
