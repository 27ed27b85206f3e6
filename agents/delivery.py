"""Delivery: the master, its subtitles and the contact sheet, put where the user finds them."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..memory.cuts import CutRecord, Cuts
from ..memory.numbering import numbers, season_id
from ..memory.storyboard import Shot
from ..tools.edit.subtitles import srt
from ..tools.picture.sheet import SheetSpec
from ..tools.picture.still import StillSpec
from ..tools.placing import place
from ..tools.take import Take
from .captioning import captions
from .crew import Studio
from .episode import Episode
from .timing import TimedShot, lay_out, spoken_seconds

SHEET_COLUMNS = 6
STILL_WIDTH = 360
"""Pixels of a still: the page shows the same ones."""
TELLING = 0.3
"""Where in a shot its picture for the sheet is taken: before a feeling turns, and with it the eyes blink."""


def master_path(studio: Studio, episode: str) -> Path:
    """Return where the master of an episode is, or will be."""
    return studio.folder.masters / f"{episode}.mp4"


async def deliver(episode: Episode, cut: Take) -> None:
    """Copy the cut to ``masters/``, write its subtitles beside it and the contact sheet of what was filmed."""
    target = master_path(episode.studio, episode.id)
    await asyncio.to_thread(place, Path(cut.path), target)
    target.with_suffix(".srt").write_text(srt(spoken_rows(episode)), encoding="utf-8")
    await _filmed_sheet(episode)
    _record(episode, cut)


def _record(episode: Episode, cut: Take) -> None:
    """Write down which takes this cut is made of, so that it can be compared and gone back to."""
    archive, id = episode.studio.archive, episode.id
    documents = {"bible": season_id(numbers(id)[0]), "script": id, "storyboard": id}
    takes = {**episode.segments(), **episode.voices}
    Cuts(archive).record(
        CutRecord(
            episode=id,
            take=cut.key,
            seconds=round(cut.seconds, 3),
            revisions={kind: archive.revision(kind, of) for kind, of in documents.items()},
            takes={part: take.key for part, take in takes.items()},
        )
    )


class Heard(Protocol):
    """An episode, or a dub of one: its shots in time, and the lines as they are heard."""

    @property
    def timed(self) -> tuple[TimedShot, ...]:
        """Every shot with the lines heard in it."""
        ...

    @property
    def heard(self) -> Mapping[str, Take]:
        """The voice take of every line, by line id."""
        ...

    @property
    def language(self) -> str:
        """In which it is spoken."""
        ...


def spoken_rows(episode: Heard) -> list[tuple[float, float, str]]:
    """Return every caption as ``(start, end, text)``, in seconds from the start of the episode, shown or not."""
    return [
        (timed.start + caption.start, timed.start + caption.end, " ".join(word.text for word in caption.words))
        for timed in episode.timed
        for line, at in timed.heard
        for caption in captions(episode.heard[line], at, timed.seconds, episode.language)
    ]


async def board_sheet(episode: Episode) -> None:
    """Draw the contact sheet of a storyboard that has not been filmed."""
    studio = episode.studio
    lines = {line.id: line.text for line in episode.script.lines()}
    spoken = {id: spoken_seconds(text) for id, text in lines.items()}
    timed = lay_out(episode.storyboard, spoken, studio.format.fps)
    small = {"width": 216, "height": 384, "draft": True}
    spec = SheetSpec(
        shots=tuple(episode.breakdown.shot(shot, {}).model_copy(update=small) for shot in timed),
        labels=tuple(_labels([shot.shot for shot in timed], lines)),
        columns=SHEET_COLUMNS,
        at=TELLING,
    )
    sheet = await studio.floor.make(studio.makers.sheet, spec)
    await asyncio.to_thread(place, Path(sheet.path), _sheet_path(episode))


async def _filmed_sheet(episode: Episode) -> None:
    """Lay out one still of every shot that was filmed; all are takes, so a shot made anew is all that costs."""
    floor, makers = episode.studio.floor, episode.studio.makers
    spec = StillSpec(at=TELLING, width=STILL_WIDTH)
    stills = await asyncio.gather(*(floor.make(makers.still, spec, [take]) for take in episode.segments().values()))
    labels = tuple(_labels([timed.shot for timed in episode.timed], episode.words))
    sheet = await floor.make(makers.sheet, SheetSpec(labels=labels, columns=SHEET_COLUMNS), stills)
    await asyncio.to_thread(place, Path(sheet.path), _sheet_path(episode))


def _sheet_path(episode: Episode) -> Path:
    return episode.studio.folder.documents / f"{episode.id}-storyboard.png"


def _labels(shots: Sequence[Shot], lines: dict[str, str]) -> list[str]:
    return [
        f"{shot.id.rsplit('.', 1)[-1]} {shot.framing.replace('_', ' ')} {shot.seconds:.1f}s  "
        + " / ".join(lines[line] for line in shot.lines)
        for shot in shots
    ]
