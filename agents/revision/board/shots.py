"""Shots: taken otherwise, held, acted otherwise, cut, added, moved, taken again."""

import re
from collections.abc import Callable, Sequence

from ....memory.edits.board import AddShot, CutShot, HoldShot, MoveShot, Pose, Reframe, Retake, TakeBack
from ....memory.numbering import numbers
from ....memory.storyboard import Placed, Shot, Storyboard
from ...crew import Studio
from ...timing import runs
from ..possible import NotPossible, episode_of, scene_in, script_of, shot_in, storyboard_of
from ..rehearsal import REVISED, CarriedOut
from .framing import CARDS, Framer
from .placing import placed_on_set

SHORTEST, LONGEST = 0.6, 12.0
"""Seconds of a shot that nobody speaks in."""
BREATH = 0.08
"""Seconds of silence before and after a line at least."""
RECAP = ".s00"
"""How the id of the card ends that comes before what is shown again."""


async def reframe(studio: Studio, edit: Reframe) -> None:
    """Take a shot in another size, from another angle or place, with another move, or drawn otherwise."""

    def taken(shot: Shot) -> Shot:
        if edit.framing is not None and edit.framing != shot.framing:
            shot = _framer(studio, shot).framed(shot, edit.framing)
        told = {"angle": edit.angle, "move": edit.move, "style": edit.style, **placed_on_set(studio, shot, edit)}
        return shot.model_copy(update={field: value for field, value in told.items() if value is not None})

    _change(studio, edit.shot, taken, "taken like that")


async def hold_shot(studio: Studio, edit: HoldShot) -> None:
    """Let a shot last longer or shorter, by its silence: under a running line, by that after its end."""
    board = board_of(studio, edit.shot)
    shot = shot_in(board, edit.shot)
    run = next(run for run in runs(board.shots) if any(one.id == shot.id for one in run))
    last = shot_in(board, run[-1].id)
    _change(studio, last.id, lambda one: held(one, edit.seconds, bool(run[0].lines)), "as long as that")
    if run[0].room:
        _change(studio, run[0].id, lambda one: one.model_copy(update={"room": 0.0}), "")


def held(shot: Shot, longer: float, speaks: bool) -> Shot:
    """Return a shot that is longer by seconds of silence, or shorter; raise NotPossible if it cannot be."""
    if not speaks:
        seconds = round(shot.seconds + longer, 2)
        if not SHORTEST <= seconds <= LONGEST:
            raise NotPossible(
                f"{shot.id} would last {seconds:.1f} s; a shot without words lasts {SHORTEST} to {LONGEST:.0f}."
            )
        return shot.model_copy(update={"seconds": seconds})
    tail = round(shot.tail + longer, 3)
    if tail > LONGEST / 2:
        raise NotPossible(f"{shot.id} would be silent for {tail:.1f} s after its line; {LONGEST / 2:.0f} is the most.")
    short = max(0.0, BREATH - tail)
    head = round(shot.head - short, 3)
    if short and head < BREATH:
        spare = shot.head + shot.tail - 2 * BREATH
        raise NotPossible(f"Only {max(0.0, spare):.1f} s of {shot.id} are silent; the rest is what is said in it.")
    return shot.model_copy(update={"tail": max(tail, BREATH), "head": head})


async def pose(studio: Studio, edit: Pose) -> None:
    """Let somebody act otherwise in a shot."""
    bible = studio.chronicle.bible(numbers(episode_of(edit.shot))[0])

    def posed(shot: Shot) -> Shot:
        seen = {placed.character: placed for placed in shot.figures}
        names = {person.id: person.name for person in bible.characters}
        if edit.character not in seen:
            there = " and ".join(names.get(who, who) for who in seen) or "nobody"
            raise NotPossible(f"{names.get(edit.character, edit.character)} is not in {shot.id}; {there} is.")
        if edit.holding and edit.holding not in {prop.id for prop in bible.props}:
            raise NotPossible(f"There is no object {edit.holding[:40]!r} in this story.")
        back = shot.framing == "over_shoulder" and shot.figures[0].character == edit.character
        if back and (edit.emotion or edit.becomes or edit.gaze or edit.faces):
            raise NotPossible(
                f"Only the back of {names[edit.character]} is seen in {shot.id}; ask for a close-up first."
            )
        figures = (_posed(one, edit) if one.character == edit.character else one for one in shot.figures)
        return shot.model_copy(update={"figures": tuple(figures)})

    _change(studio, edit.shot, posed, "acted like that")


def _posed(placed: Placed, edit: Pose) -> Placed:
    told = edit.model_dump(include={"emotion", "becomes", "gaze", "faces", "gesture", "holding"}, exclude_none=True)
    if edit.faces in ("left", "right", "camera") and edit.gaze is None and placed.gaze in ("left", "right", "camera"):
        told["gaze"] = edit.faces
    if edit.holding and edit.gesture is None:
        told["gesture"] = "hold"
    if edit.holding == "" and edit.gesture is None and placed.gesture == "hold":
        told["gesture"] = "none"
    posed = placed.model_copy(update=told)
    return posed.model_copy(update={"becomes": None}) if posed.becomes == posed.emotion else posed


async def cut_shot(studio: Studio, edit: CutShot) -> None:
    """Leave a silent shot out; its beats are told by the shot beside it."""
    board = board_of(studio, edit.shot)
    shot = shot_in(board, edit.shot)
    if shot.lines:
        raise NotPossible(f"{shot.id} speaks; what is said in it would be lost. Cut the line, or reframe the shot.")
    if shot.id.endswith(RECAP):
        raise NotPossible(f"{shot.id} opens what is shown again of the season before; it stays with it.")
    board = without(board, shot)
    studio.archive.put("storyboard", board.episode, board, REVISED, "user")


def without(board: Storyboard, shot: Shot) -> Storyboard:
    """Return a storyboard without a silent shot; raise NotPossible if its scene would not be seen at all."""
    beside = [one for one in board.shots if one.scene == shot.scene and one.id != shot.id]
    if shot.scene and not beside:
        raise NotPossible(f"{shot.id} is all that is seen of {shot.scene}; cut the scene instead.")
    shots = [one for one in board.shots if one.id != shot.id]
    if shot.beats:
        order = [one.id for one in board.shots]
        at = order.index(shot.id)
        earlier = [one for one in beside if order.index(one.id) < at]
        heir = earlier[-1] if earlier else beside[0]
        beats = (*heir.beats, *shot.beats) if earlier else (*shot.beats, *heir.beats)
        given = heir.model_copy(update={"beats": beats})
        shots = [given if one.id == heir.id else one for one in shots]
    return board.model_copy(update={"shots": tuple(shots)})


async def add_shot(studio: Studio, edit: AddShot) -> None:
    """Film something more, without words, after another shot."""
    board = board_of(studio, edit.after)
    after = shot_in(board, edit.after)
    bible = studio.chronicle.bible(numbers(board.episode)[0])
    scene = edit.shot.scene or after.scene
    if edit.shot.framing in CARDS or not scene:
        raise NotPossible(
            f"A new shot belongs to a scene; {after.id} is a card. Name a shot of the scene that is meant."
        )
    wrong = {placed.character for placed in edit.shot.figures} - {person.id for person in bible.characters}
    wrong |= ({edit.shot.prop} if edit.shot.prop else set()) - {prop.id for prop in bible.props}
    if wrong:
        raise NotPossible(f"{sorted(wrong)[0][:40]!r} is neither a person nor an object of this story.")
    bare = {"id": fresh_id(studio, board), "scene": scene, "lines": (), "beats": (), "over": "", "take": 0}
    shot = edit.shot.model_copy(update={**bare, "seconds": min(LONGEST, max(SHORTEST, edit.shot.seconds))})
    framer = _framer(studio, shot)
    so_far = _told(board, after)
    figures = tuple(_dressed(framer, placed, so_far, shot) for placed in shot.figures)
    shot = framer.framed(shot.model_copy(update={"figures": figures}), shot.framing)
    _put_after(studio, board, board.shots, shot, after.id)


def _told(board: Storyboard, until: Shot) -> list[str]:
    """Return the beats that have been told in a scene when a shot is over."""
    shots = board.shots[: board.shots.index(until) + 1]
    return [beat for shot in shots if shot.scene == until.scene for beat in shot.beats]


def _dressed(framer: Framer, placed: Placed, beats: Sequence[str], shot: Shot) -> Placed:
    """Return somebody of a new shot as they are in the scene by then, where nothing else is told of them."""
    if placed.character not in framer.scene.present and shot.style is None:
        name = framer.bible.character(placed.character).name
        raise NotPossible(f"{name} is not in scene {shot.scene}. Bring {name} into the scene first.")
    known = framer.placed(placed.character, beats) if beats else placed
    felt = placed.emotion if placed.emotion != "neutral" else known.emotion
    return placed.model_copy(update={"outfit": framer.scene.outfits.get(placed.character, 0), "emotion": felt})


async def move_shot(studio: Studio, edit: MoveShot) -> None:
    """Let a silent shot come after another one of its scene."""
    board = board_of(studio, edit.shot)
    shot, after = shot_in(board, edit.shot), shot_in(board, edit.after)
    if shot.lines or shot.over:
        raise NotPossible(f"{shot.id} goes with what is said in it; move the line, and it follows.")
    if shot.scene != after.scene or not shot.scene:
        raise NotPossible(f"{shot.id} and {after.id} are not of one scene; a shot moves within its scene.")
    if shot.id == after.id:
        raise NotPossible(f"{shot.id} cannot come after itself.")
    _put_after(studio, board, [one for one in board.shots if one.id != shot.id], shot, after.id)


def _put_after(studio: Studio, board: Storyboard, others: Sequence[Shot], shot: Shot, after: str) -> None:
    """Put a shot after another; a line that runs over several shots is not torn."""
    shots: list[Shot] = []
    for run in runs(others):
        ids = {one.id for one in run}
        shots += [one for one in others if one.id in ids]
        shots += [shot] if after in ids else []
    if tuple(shots) == board.shots:
        raise NotPossible(f"{shot.id} comes after {after} already.")
    studio.archive.put("storyboard", board.episode, board.model_copy(update={"shots": tuple(shots)}), REVISED, "user")


async def retake(studio: Studio, edit: Retake) -> None:
    """Make a shot once more, as it has never been made before."""
    board = board_of(studio, edit.shot)
    takes = [shot.take for _, _, shot in _earlier(studio, board.episode, edit.shot)]
    _change(studio, edit.shot, lambda shot: shot.model_copy(update={"take": max((shot.take, *takes)) + 1}), "")


async def take_back(studio: Studio, edit: TakeBack) -> None:
    """Let a shot be as it was in an earlier revision of its storyboard."""
    board = board_of(studio, edit.shot)
    there = {number: (then, shot) for number, then, shot in _earlier(studio, board.episode, edit.shot)}
    if edit.revision not in there:
        known = ", ".join(str(number) for number in there) or "none"
        raise NotPossible(f"Revision {edit.revision} of the storyboard has no {edit.shot}; it is in {known}.")
    then, old = there[edit.revision]
    written = {line.id for line in script_of(studio, edit.shot).lines()}
    if lost := [line for line in old.lines if line not in written]:
        raise NotPossible(f"What {edit.shot} said then is not said any more: {lost[0]}. Undo that change instead.")
    if any(one.id == old.id for one in board.shots):
        # What it tells today stays: else a line would be lost, or heard twice.
        _change(
            studio,
            old.id,
            lambda now: old.model_copy(update={"lines": now.lines, "beats": now.beats, "over": now.over}),
            "as it was then",
        )
        return
    if old.lines or old.over:
        raise NotPossible(
            f"{edit.shot} spoke, and other shots speak its lines now. Undo the change that cut it instead."
        )
    here = {one.id for one in board.shots}
    order = [one.id for one in then.shots]
    before = [id for id in order[: order.index(old.id)] if id in here]
    if not before:
        shots = (old.model_copy(update={"beats": ()}), *board.shots)
        studio.archive.put("storyboard", board.episode, board.model_copy(update={"shots": shots}), REVISED, "user")
    else:
        _put_after(studio, board, board.shots, old.model_copy(update={"beats": ()}), before[-1])


def _earlier(studio: Studio, episode: str, shot: str) -> list[tuple[int, Storyboard, Shot]]:
    """Return every revision of a storyboard that has a shot, the oldest first, with the shot as it was in it."""
    found = []
    for revision in studio.archive.history("storyboard", episode):
        board = studio.archive.at("storyboard", episode, revision.number, Storyboard)
        found += [(revision.number, board, one) for one in (board.shots if board else ()) if one.id == shot and board]
    return found


def board_of(studio: Studio, id: str) -> Storyboard:
    """Return the storyboard that an id belongs to; raise NotPossible if it has not been drawn."""
    board = storyboard_of(studio, id)
    if board is None:
        raise NotPossible(f"{episode_of(id)} has no storyboard yet; make the episode first.")
    return board


def fresh_id(studio: Studio, board: Storyboard) -> str:
    """Return the id of a new shot: one more than any that this episode has ever had."""
    boards = [board]
    for revision in studio.archive.history("storyboard", board.episode):
        found = studio.archive.at("storyboard", board.episode, revision.number, Storyboard)
        boards += [found] if found else []
    used = [int(re.sub(r"\D", "", shot.id.rpartition(".")[2]) or 0) for one in boards for shot in one.shots]
    return f"{board.episode}.s{max(used, default=0) + 1:02d}"


def _framer(studio: Studio, shot: Shot) -> Framer:
    if shot.framing in CARDS or not shot.scene:
        raise NotPossible(f"{shot.id} is a card; only its camera move and its drawing can be another.")
    season, _ = numbers(shot.id)
    return Framer(studio.chronicle.bible(season), scene_in(script_of(studio, shot.id), shot.scene))


def _change(studio: Studio, id: str, change: Callable[[Shot], Shot], already: str) -> None:
    """Put the storyboard with one shot changed; raise NotPossible if that changes nothing."""
    board = board_of(studio, id)
    shot = shot_in(board, id)
    changed = change(shot)
    if changed == shot:
        raise NotPossible(f"{id} is {already} already.")
    shots = tuple(changed if one.id == id else one for one in board.shots)
    studio.archive.put("storyboard", board.episode, board.model_copy(update={"shots": shots}), REVISED, "user")


CARRIED_OUT: CarriedOut = {
    Reframe: reframe,
    HoldShot: hold_shot,
    Pose: pose,
    CutShot: cut_shot,
    AddShot: add_shot,
    MoveShot: move_shot,
    Retake: retake,
    TakeBack: take_back,
}
