"""What is heard and read besides the lines: the score, effects, captions."""

from ....memory.edits.board import SetCaptions, SetEffect, SetMusic
from ....memory.numbering import place
from ....memory.storyboard import MusicNote, Storyboard
from ...crew import Studio
from ..possible import NotPossible, scene_in, script_of, shot_in
from ..rehearsal import REVISED, CarriedOut
from .shots import board_of

QUIETEST, LOUDEST = -18.0, 9.0
"""Decibels that the music may be under and over its usual level."""


async def set_music(studio: Studio, edit: SetMusic) -> None:
    """Let the score of an episode or of a scene be another, louder or softer."""
    board = board_of(studio, edit.episode)
    if edit.scene:
        scene_in(script_of(studio, edit.episode), edit.scene)
    update: dict[str, object] = {}
    if edit.mood is not None:
        # What it replaces is forgotten: a note for the whole episode replaces all.
        others = tuple(note for note in board.music if edit.scene and note.scene != edit.scene)
        update["music"] = (*others, MusicNote(scene=edit.scene, mood=edit.mood))
    if edit.louder:
        level = round(board.music_level + edit.louder, 2)
        if not QUIETEST <= level <= LOUDEST:
            most = LOUDEST if edit.louder > 0 else QUIETEST
            raise NotPossible(
                f"The music of {board.episode} would be at {level:+.0f} dB; {most:+.0f} is the most."
                + (" Ask for silence to have none." if edit.louder < 0 else "")
            )
        update["music_level"] = level
    if not update:
        raise NotPossible("Say what the music should be: a mood, silence, louder or softer.")
    _put(studio, board, update, f"The music of {edit.scene or board.episode} is so already.")


async def set_captions(studio: Studio, edit: SetCaptions) -> None:
    """Show or hide the captions of some episodes, or of all that are boarded."""
    drawn = sorted(studio.archive.ids("storyboard"), key=place)
    ids = [id for id in drawn if id in edit.episodes or not edit.episodes]
    if missing := [id for id in edit.episodes if id not in drawn]:
        raise NotPossible(f"{missing[0]} has no storyboard yet; make the episode first.")
    boards = [board_of(studio, id) for id in ids]
    changed = [board for board in boards if board.captions != edit.captions]
    if not changed:
        raise NotPossible(f"The captions are {edit.captions} already.")
    for board in changed:
        _put(studio, board, {"captions": edit.captions}, "")


async def set_effect(studio: Studio, edit: SetEffect) -> None:
    """Let a sound be heard in a shot, or no longer."""
    board = board_of(studio, edit.shot)
    shot = shot_in(board, edit.shot)
    others = tuple(effect for effect in shot.effects if effect != edit.effect)
    if edit.heard == (edit.effect in shot.effects):
        raise NotPossible(f"There is {'a' if edit.heard else 'no'} {edit.effect} in {shot.id} already.")
    effects = (*shot.effects, edit.effect) if edit.heard else others
    changed = shot.model_copy(update={"effects": effects})
    shots = tuple(changed if one.id == shot.id else one for one in board.shots)
    _put(studio, board, {"shots": shots}, "")


def _put(studio: Studio, board: Storyboard, update: dict[str, object], already: str) -> None:
    changed = board.model_copy(update=update)
    if changed == board:
        raise NotPossible(already)
    studio.archive.put("storyboard", board.episode, changed, REVISED, "user")


CARRIED_OUT: CarriedOut = {SetMusic: set_music, SetCaptions: set_captions, SetEffect: set_effect}
