"""The editor's eye and ear: measures a cut before it goes out, and asks for retakes where that can help."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ..memory.canon import Finding, FindingCode, Place
from ..memory.storyboard import Framing, Shot, Storyboard
from ..tools.edit.probe import black, loudness, silences
from ..tools.identity.spec import Verdict
from ..tools.take import Take
from .episode import Episode
from .timing import LONGEST, SHORTEST, TimedShot, length

CODES: frozenset[FindingCode] = frozenset(
    {
        "face_unsafe",
        "mouth_moves",
        "identity",
        "black_frame",
        "silent_hole",
        "line_cut",
        "loudness",
        "too_long",
        "too_short",
    }
)
"""What the editor reports, as against what continuity reports."""

HOLE = 1.5
"""Seconds of silence that nobody should hear."""
LOUDNESS = (-14.5, -13.5)
"""LUFS, integrated."""
TRUE_PEAK = -1.0
"""dBTP."""
LOWEST_EYES = 2 / 3
"""A face's middle stays above this fraction of the height, clear of captions and buttons."""
DARK = 6.0
"""Mean luma, 0 to 255, under which a frame counts as black."""

_WIDER: dict[Framing, Framing] = {
    "extreme_close_up": "close_up",
    "close_up": "medium_close_up",
    "medium_close_up": "medium",
    "over_shoulder": "medium_close_up",
    "two_shot": "wide",
    "panels": "two_shot",
}


def measure(episode: Episode, cut: Take) -> tuple[Finding, ...]:
    """Return what is wrong with a cut: pictures by what the maker read back, sound by listening to the file."""
    found = [*_of_pictures(episode), *_of_lines(episode), *_of_length(episode), *_of_sound(episode, Path(cut.path))]
    return tuple(finding.model_copy(update={"id": f"{episode.id}.cut{n:02d}"}) for n, finding in enumerate(found, 1))


def retakes(storyboard: Storyboard, findings: Iterable[Finding]) -> Storyboard:
    """Return the storyboard with the shots changed that a retake can mend; the same one if there are none."""
    blamed = {f.script.scene: f.code for f in findings if f.script and f.code in ("face_unsafe", "black_frame")}
    shots = tuple(_retake(shot, blamed.get(shot.id)) for shot in storyboard.shots)
    return storyboard.model_copy(update={"shots": shots})


def _retake(shot: Shot, code: FindingCode | None) -> Shot:
    if code == "face_unsafe" and shot.framing in _WIDER:
        return shot.model_copy(update={"framing": _WIDER[shot.framing], "move": "still", "angle": "eye"})
    if code == "black_frame" and shot.framing == "silhouette":
        return shot.model_copy(update={"framing": "medium_close_up", "style": None})
    return shot


def _of_pictures(episode: Episode) -> Iterator[Finding]:
    segments = episode.segments()
    for timed in episode.timed:
        take = segments.get(timed.shot.id)
        if take is None:
            yield _finding(episode, timed.shot.id, "line_cut", "The shot has not been filmed.")
            continue
        if timed.shot.id in episode.storyboard.previously or timed.shot.id in episode.kept.specs:
            continue  # it was measured when it was new; and what is locked is as the user wants it
        yield from _faces(episode, timed, take)
        yield from _mouths(episode, timed, take)
        yield from _identity(episode, timed, take)
        luma = [float(value) for value in _listed(take, "luma")]
        if luma and max(luma) < DARK:
            yield _finding(
                episode, timed.shot.id, "black_frame", f"The shot is black: mean luma {max(luma):.0f} of 255."
            )


def _faces(episode: Episode, timed: TimedShot, take: Take) -> Iterator[Finding]:
    """A face that carries a line must be seen whole enough and above the captions."""
    if timed.shot.framing in ("panels", "wide", "silhouette", "title", "end", "extreme_close_up"):
        return
    for placed, boxes in zip(timed.shot.figures, _listed(take, "faces"), strict=False):
        if placed.faces == "away" or not boxes:
            continue
        middles = [((left + right) / 2, (top + bottom) / 2) for _, left, top, right, bottom in boxes]
        if any(not 0.05 < x < 0.95 or not 0.05 < y < LOWEST_EYES for x, y in middles):
            x, y = middles[0]
            yield _finding(
                episode,
                timed.shot.id,
                "face_unsafe",
                f"The face of {placed.character} is at {x:.0%}, {y:.0%} of the frame.",
            )


def _mouths(episode: Episode, timed: TimedShot, take: Take) -> Iterator[Finding]:
    """A mouth opens only while its owner speaks."""
    lines = {line.id: line for line in episode.script.lines()}
    for placed, track in zip(timed.shot.figures, _listed(take, "mouths"), strict=False):
        spans = [
            (at - 0.15, at + episode.voices[line].seconds + 0.2)
            for line, at in timed.heard
            if lines[line].speaker == placed.character and lines[line].via == "on"
        ]
        stray = [t for t, opened in track if opened > 0.6 and not any(a <= t <= b for a, b in spans)]
        # An emotion may part the lips (a gasp, a sob) without words: only movement counts as speech.
        if stray and len({round(o, 1) for t, o in track if t in stray}) > 2:
            yield _finding(
                episode,
                timed.shot.id,
                "mouth_moves",
                f"The mouth of {placed.character} moves at {stray[0]:.2f} s without a line.",
            )


def _identity(episode: Episode, timed: TimedShot, take: Take) -> Iterator[Finding]:
    """Who was photographed must be who they are: the gate has looked, and retakes within bounds have not helped."""
    if "identity" not in take.facts:
        return
    verdict = Verdict.model_validate(take.facts["identity"])
    if verdict.outcome == "retake":
        frames = len(_listed(take, "frames"))
        message = f"{' '.join(verdict.reasons)} It is the best of {frames} frame{'s' * (frames != 1)}."
        yield _finding(episode, timed.shot.id, "identity", message)


def _of_lines(episode: Episode) -> Iterator[Finding]:
    placed = {line for timed in episode.timed for line, _ in timed.lines}
    for line in episode.script.lines():
        if line.id not in placed:
            yield _finding(episode, "", "line_cut", f"{line.id} is not in any shot: “{line.text}”", line.id)
    for timed, following in zip_longest(episode.timed, episode.timed[1:]):
        goes_on = following.shot.over if following else ""
        for id, at in timed.heard:
            if id != goes_on and at + episode.heard[id].seconds > timed.seconds + 0.02:
                yield _finding(episode, timed.shot.id, "line_cut", f"{id} is cut off by the end of its shot.", id)


def _of_length(episode: Episode) -> Iterator[Finding]:
    seconds = length(episode.timed)
    if seconds > LONGEST:
        yield _finding(episode, "", "too_long", f"The episode lasts {seconds:.0f} s, over {LONGEST:.0f}.")
    if seconds < SHORTEST:
        yield _finding(episode, "", "too_short", f"The episode lasts {seconds:.0f} s, under {SHORTEST:.0f}.")


def _of_sound(episode: Episode, master: Path) -> Iterator[Finding]:
    # Three looks at one file, each a process of its own: together they take as long as the slowest.
    with ThreadPoolExecutor() as pool:
        loud, holes, dark = (
            pool.submit(loudness, master),
            pool.submit(silences, master, longest=HOLE),
            pool.submit(black, master),
        )
    heard = loud.result()
    if not LOUDNESS[0] <= heard.integrated <= LOUDNESS[1] or heard.true_peak > TRUE_PEAK:
        yield _finding(episode, "", "loudness", f"{heard.integrated:.1f} LUFS, true peak {heard.true_peak:.1f} dBTP.")
    for hole in holes.result():
        yield _finding(episode, "", "silent_hole", f"Silence from {hole.start:.1f} to {hole.end:.1f} s.")
    for stretch in dark.result():
        yield _finding(episode, "", "black_frame", f"Black picture from {stretch.start:.1f} to {stretch.end:.1f} s.")


def _listed(take: Take, fact: str) -> list[Any]:
    value = take.facts.get(fact, [])
    return value if isinstance(value, list) else []


def _finding(episode: Episode, shot: str, code: FindingCode, message: str, line: str = "") -> Finding:
    return Finding(
        id="",
        code=code,
        severity="error" if code in ("line_cut", "loudness", "black_frame") else "warning",
        message=message,
        script=Place(episode=episode.id, scene=shot, line=line, quote=message),
    )
