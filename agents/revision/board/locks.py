"""Locks: a scene or a shot stays exactly as it is filmed now, whatever else changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ....memory.edits.board import Keep
from ....memory.kept import Kept
from ....memory.script import Line, Scene, Script
from ....memory.storyboard import Shot, Storyboard
from ...breakdown import UNHEARD
from ...crew import Studio
from ...episode import Episode
from ...timing import runs
from ..estimating import EstimatingFloor
from ..possible import NotPossible, episode_of, scene_in, script_of, shot_in, storyboard_of
from ..rehearsal import REVISED, CarriedOut


async def keep(studio: Studio, edit: Keep) -> None:
    """Lock a scene or a shot, or give it free."""
    kept, board = kept_of(studio), storyboard_of(studio, edit.what)
    if edit.locked == (edit.what in kept.ids):
        raise NotPossible(
            f"{edit.what} is {'locked already' if edit.locked else 'not locked'}{_by(kept, edit, board)}."
        )
    if not edit.locked:
        ids = tuple(id for id in kept.ids if id != edit.what)
    else:
        if _is_shot(edit.what):
            shot_in(board, edit.what)
        else:
            scene_in(script_of(studio, edit.what), edit.what)
        ids = (*kept.ids, edit.what)
    specs = _specs(studio, ids, kept.specs)
    held = {id: kept.held[id] if id in kept.held else _held(studio, id) for id in specs if _is_shot(id)}
    document = Kept(ids=ids, specs=specs, held={id: takes for id, takes in held.items() if takes})
    studio.archive.put("kept", "series", document, REVISED, "user")


def kept_of(studio: Studio) -> Kept:
    """Return what is locked in a series."""
    return studio.archive.get("kept", "series", Kept) or Kept()


def locked_shots(studio: Studio, board: Storyboard) -> frozenset[str]:
    """Return the ids of the shots of a storyboard that no edit touches."""
    return frozenset(shot.id for shot in _covered(board, kept_of(studio).ids))


def refuse_if_kept(before: Studio, after: Studio) -> None:
    """Raise NotPossible if what is locked before the edits, and still is after them, is not as it was."""
    still = set(kept_of(after).ids)
    ids = [id for id in kept_of(before).ids if id in still]
    for episode in dict.fromkeys(episode_of(id) for id in ids):
        own = [id for id in ids if episode_of(id) == episode]
        _refuse_scenes(before, after, episode, [id for id in own if not _is_shot(id)])
        _refuse_shots(before, after, episode, own)


def _refuse_scenes(before: Studio, after: Studio, episode: str, ids: Sequence[str]) -> None:
    was, now = _scenes(before, episode), _scenes(after, episode)
    for id in ids:
        if id in was and was[id] != now.get(id):
            how = "be written otherwise" if id in now else "be cut"
            raise NotPossible(f"Scene {id} is locked and would {how}. Give it free first, or leave it out of the edit.")
    if [id for id in was if id in ids] != [id for id in now if id in ids]:
        raise NotPossible(f"{' and '.join(ids)} are locked and would change places. Give one of them free first.")


def _refuse_shots(before: Studio, after: Studio, episode: str, ids: Sequence[str]) -> None:
    old, new = storyboard_of(before, episode), storyboard_of(after, episode)
    if old is None:
        return
    was = {shot.id: shot for shot in _covered(old, ids)}
    now = {shot.id: shot for shot in (new.shots if new else ())}
    for id, shot in was.items():
        if now.get(id) != shot:
            how = "be another" if id in now else "be cut"
            raise NotPossible(f"Shot {id} is locked and would {how}. Give it free first, or leave it out of the edit.")
    if list(was) != [id for id in now if id in was]:
        raise NotPossible(f"Locked shots of {episode} would change places. Give them free first.")
    said, says = _lines(before, episode), _lines(after, episode)
    for shot in was.values():
        for line in (shot.over, *shot.lines):
            if line in said and said[line] != says.get(line):
                raise NotPossible(f"{line} is said in {shot.id}, which is locked. Give it free first.")


def _specs(studio: Studio, ids: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the Specs of the shots that are locked and of the lines in them: those known as they were."""
    specs: dict[str, str] = {}
    for id in dict.fromkeys(episode_of(id) for id in ids):
        board = storyboard_of(studio, id)
        if board is None:
            continue
        covered = {shot.id for shot in _covered(board, ids)}
        episode = Episode.of(replace(studio, floor=EstimatingFloor(studio.floor), at_work={}), id)
        for name, spec in _specs_of(episode, covered):
            specs[name] = known.get(name, spec)
    return specs


def _held(studio: Studio, shot: str) -> tuple[str, ...]:
    """Return the keys of the pictures that a shot is held to."""
    return tuple(take.key for take in Episode.of(studio, episode_of(shot)).references(shot))


def _specs_of(episode: Episode, covered: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is known of locked shots: those whose lines nobody has spoken yet still want their voices."""
    fitted, natural = episode.fitted_speech(), episode.natural_speech()
    for timed in episode.timed:
        if timed.shot.id not in covered:
            continue
        spoken = {line: bool(episode.voices[line].path) for line, _ in timed.heard}
        for line, made in spoken.items():
            yield line, (fitted if made else natural)[line].canonical()
        if all(spoken.values()):
            yield timed.shot.id, episode.shots[timed.shot.id].canonical()
        else:
            unheard = episode.breakdown.shot(timed, {}).model_copy(update={"seconds": UNHEARD})
            yield timed.shot.id, unheard.canonical()


def _covered(board: Storyboard, ids: Sequence[str]) -> list[Shot]:
    """Return the shots that some ids lock: a scene all of its own, a shot all those under one line with it."""
    locked = {shot.id for shot in board.shots if shot.scene in ids or shot.id in ids}
    for run in runs(board.shots):
        if locked & {shot.id for shot in run}:
            locked |= {shot.id for shot in run}
    return [shot for shot in board.shots if shot.id in locked]


def _is_shot(id: str) -> bool:
    return ".s" in id


def _by(kept: Kept, edit: Keep, board: Storyboard | None) -> str:
    """Say by what a shot is locked that is not locked by itself."""
    if edit.locked or board is None:
        return ""
    scene = next((shot.scene for shot in board.shots if shot.id == edit.what and shot.scene in kept.ids), "")
    return f" by itself but with its scene {scene}; give that free" if scene else ""


def _scenes(studio: Studio, episode: str) -> dict[str, Scene]:
    found = studio.archive.get("script", episode, Script)
    return {scene.id: scene for scene in found.scenes} if found else {}


def _lines(studio: Studio, episode: str) -> dict[str, Line]:
    found = studio.archive.get("script", episode, Script)
    return {line.id: line for line in found.lines()} if found else {}


CARRIED_OUT: CarriedOut = {Keep: keep}
