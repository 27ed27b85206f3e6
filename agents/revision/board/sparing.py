"""Sparing: what an episode can do without. Silent shots that carry nothing, and exchanges on which nothing hangs."""

import re
from collections.abc import Collection, Iterator, Sequence

from ....memory.script import Beat, Scene, Script
from ....memory.storyboard import Shot, Storyboard
from ...timing import TimedShot
from ..possible import NotPossible
from ..script.blocks import jumps

HOOK, CLIFF = 4.0, 6.0
"""Seconds at the beginning and before the end that are never shortened by leaving something out."""
_ANSWERS = re.compile(
    r"(and|but|so|then|because|which|no|yes|not|it|that|this|they|he|she|him|her|who|why|what|how|neither|nor"
    r"|still|either|maybe|of course|exactly|never|nobody|I (do|did|am|was|will|wo|have|can|know|thought))\b",
    re.IGNORECASE,
)
"""How a line begins that may hang on what was said just before."""


def spare_shots(board: Storyboard, script: Script, timed: tuple[TimedShot, ...], locked: Collection[str]) -> list[Shot]:
    """Return silent shots that can go, those that are missed least first.

    The hook, the end, what an event is seen in, and the only sight of an object all stay.
    """
    told = {event.beat for event in script.events if event.beat}
    told |= {beat.id for scene in script.scenes for beat in scene.beats if beat.jolt}
    total = timed[-1].start + timed[-1].seconds
    inside = {t.shot.id for t in timed if t.start >= HOOK and t.start + t.seconds <= total - CLIFF}
    found = [
        shot
        for shot in board.shots
        if shot.id in inside
        and shot.id not in locked
        and shot.scene
        and not (shot.lines or shot.over or shot.text or told & set(shot.beats))
        and (not shot.prop or _seen_elsewhere(board, shot))
    ]
    return sorted(found, key=lambda shot: (bool(shot.beats), _torn(board, shot), bool(shot.effects), -shot.seconds))


def _seen_elsewhere(board: Storyboard, shot: Shot) -> bool:
    others = [one for one in board.shots if one.id != shot.id]
    return any(shot.prop in (one.prop, *(placed.holding for placed in one.figures)) for one in others)


def _torn(board: Storyboard, shot: Shot) -> bool:
    """Whether the cut that is left would jump."""
    at = board.shots.index(shot)
    if not 0 < at < len(board.shots) - 1:
        return False
    before, after = board.shots[at - 1], board.shots[at + 1]
    return before.scene == after.scene and jumps(before, after)


def without_exchange(script: Script, barred: Collection[str]) -> Script:
    """Return a script without the two lines that are missed least; raise NotPossible if there are none.

    ``barred`` are ids of lines that must stay.
    """
    best = min(_exchanges(script, barred), default=None, key=lambda one: one[0])
    if best is None:
        raise NotPossible(f"Every line of {script.episode} that is left has something hanging on it.")
    _, scene, gone = best
    kept = tuple(beat for beat in scene.beats if beat.id not in gone)
    cut = scene.model_copy(update={"beats": kept})
    return script.model_copy(update={"scenes": tuple(cut if one.id == scene.id else one for one in script.scenes)})


def _exchanges(script: Script, barred: Collection[str]) -> Iterator[tuple[tuple[int, int], Scene, set[str]]]:
    """Yield pairs of lines with how much they would be missed."""
    fixed = {event.beat for event in script.events if event.beat}
    for number, scene in enumerate(script.scenes):
        lines = [beat for beat in scene.beats if beat.line]
        first, last = (2 if number == 0 else 1), len(scene.beats) - (4 if scene is script.scenes[-1] else 2)
        for at in range(first, last if len(lines) >= 5 else 0):
            one, other = scene.beats[at], scene.beats[at + 1]
            if not (_free(one, fixed, barred) and _free(other, fixed, barred)):
                continue
            if one.line and other.line and one.line.speaker != other.line.speaker:
                missed = _missed(scene.beats[at - 1], one, other, scene.beats[at + 2 : at + 5])
                yield (missed, len(scene.beats) - at), scene, {one.id, other.id}


def _free(beat: Beat, fixed: Collection[str], barred: Collection[str]) -> bool:
    said = beat.line is not None and beat.line.via == "on" and beat.line.id not in barred
    return said and not (beat.id in fixed or beat.jolt or beat.prop)


def _missed(before: Beat, one: Beat, other: Beat, after: Sequence[Beat]) -> int:
    """Return how much two lines would be missed between what stands around them."""
    assert one.line and other.line
    missed = 2 * bool(one.action) + 2 * bool(other.action)
    missed += 4 * (before.line is not None and before.line.text.rstrip("”\"'").endswith("?"))
    missed += 4 * other.line.text.rstrip("”\"'").endswith("?")
    taken_up = [_stems(beat.line.text) for beat in after if beat.line]
    missed += 3 * sum(bool(stems & (_stems(one.line.text) | _stems(other.line.text))) for stems in taken_up)
    if after and after[0].line:
        missed += 3 * bool(_ANSWERS.match(after[0].line.text.lstrip("“\"'…")))
        missed += before.line is not None and before.line.speaker == after[0].line.speaker
    return missed


def _stems(text: str) -> set[str]:
    """Return how the words of a line begin, without the small ones."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())} - _COMMON


_COMMON = frozenset({
    "that", "this", "with", "what", "when", "where", "they", "them", "then", "than", "have", "from", "your", "yours",
    "been", "were", "will", "would", "could", "shoul", "there", "their", "just", "like", "about", "never", "ever",
    "only", "some",
})  # fmt: skip
