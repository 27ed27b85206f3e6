"""Previously on: what a new season shows again of the one before, cut from that season's own takes."""

from collections.abc import Iterator

from ..memory.numbering import numbers, season_id
from ..memory.storyboard import Shot, Storyboard
from .breakdown import PREVIOUSLY
from .crew import Studio
from .episode import Episode, numbered
from .handover import owed_threads
from .timing import TimedShot

LONGEST = 18.0
"""Seconds that are shown again at most; with its card the recap stays under twenty."""
FEWEST = 6
"""Shots that a recap wants; of a season with more episodes than that, no episode gives two."""
CARD_SECONDS = 1.4
_SHOT = (0.9, 4.5)
"""Seconds that one of its shots lasts."""
SHOWN = "shown again"
"""Why a storyboard was revised."""

_WEIGHT = {"dies": 5.0, "reveals": 4.0, "learns": 3.0, "hurt": 3.0, "lies": 2.5, "promises": 2.5, "bond": 1.5}
"""What an event is worth to somebody who has to remember the season."""


def recall(studio: Studio, episode: str) -> None:
    """Give the first episode of a later season its recap, if it has none that can be shown.

    It is cut from what was filmed in this format. What was not filmed cannot be shown: that is a decision, written
    down.
    """
    season, number = numbers(episode)
    if season == 1 or number > 1:
        return
    board: Storyboard = studio.document("storyboard", episode, Storyboard)
    if board.previously and all(_filmed(studio, id) for id in dict.fromkeys(map(numbered, board.previously))):
        return
    own = tuple(shot for shot in board.shots if not shot.id.endswith(".s00"))
    chosen = tuple(chosen_shots(studio, season))
    if not chosen:
        studio.archive.log(
            f"{episode} has no recap: nothing of season {season - 1} has been filmed in this format.",
            "decision",
            episode,
        )
    card = Shot(
        id=f"{episode}.s00",
        scene="",
        framing="title",
        move="drift",
        seconds=CARD_SECONDS,
        text=PREVIOUSLY,
        figures=own[0].figures[:1],
        effects=("whoosh",),
    )
    recalled = board.model_copy(update={"shots": (card, *own) if chosen else own, "previously": chosen})
    studio.archive.put("storyboard", episode, recalled, SHOWN, "director")


def chosen_shots(studio: Studio, season: int) -> list[str]:
    """Return ids of the shots worth seeing again before a season begins, in order, at most `LONGEST` seconds."""
    best: list[tuple[float, str, float]] = []
    filmed = [id for id in studio.chronicle.approved(season - 1) if _filmed(studio, id)]
    for id in filmed:
        weighed = [(worth, s.shot.id, s.seconds) for worth, s in _weighed(studio, Episode.of(studio, id), season)]
        best += sorted(weighed, key=lambda one: (-one[0], one[1]))[: max(1, FEWEST // len(filmed))]
    chosen: list[str] = []
    room = LONGEST
    for _, shot, seconds in sorted(best, key=lambda one: (-one[0], one[1])):
        if seconds <= room:
            chosen.append(shot)
            room -= seconds
    return sorted(chosen, key=lambda shot: (numbers(shot), shot))


def _weighed(studio: Studio, episode: Episode, season: int) -> Iterator[tuple[float, TimedShot]]:
    owed = {thread.id.removeprefix(f"{season_id(season - 1)}.") for thread in owed_threads(studio.chronicle, season)}
    events: dict[str, float] = {}
    for event in episode.script.events:
        worth = _WEIGHT.get(event.kind, 0.0) + 6.0 * (event.kind == "plants" and event.what in owed)
        events[event.beat] = events.get(event.beat, 0.0) + worth
    last = len(studio.chronicle.outline(season - 1).episodes)
    finale = 4.0 * (numbers(episode.id)[1] == last)
    jolts = {beat.id for scene in episode.script.scenes for beat in scene.beats if beat.jolt}
    lines = {line.id: line for line in episode.script.lines()}
    over = {shot.over for shot in episode.storyboard.shots}
    for timed in episode.timed:
        shot = timed.shot
        whole = not timed.carried and not over & set(shot.lines)
        if shot.framing in ("title", "end", "establishing") or not whole or len(shot.lines) > 1:
            continue
        if shot.id in episode.storyboard.previously or not _SHOT[0] <= timed.seconds <= _SHOT[1]:
            continue
        seen = bool(shot.lines) and lines[shot.lines[0]].via == "on"
        weight = sum(events.get(beat, 0.0) for beat in shot.beats)
        yield weight + finale + 2.0 * bool(jolts & set(shot.beats)) + 1.5 * seen - 0.3 * timed.seconds, timed


def _filmed(studio: Studio, id: str) -> bool:
    """Tell whether every take of an episode is there in the format of today."""
    if not studio.archive.revision("storyboard", id):
        return False
    episode = Episode.of(studio, id)
    try:
        return len(episode.segments()) == len(episode.shots)
    except KeyError:  # a voice is missing
        return False
