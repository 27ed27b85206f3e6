"""An OpenTimelineIO timeline of an episode, with the files that it names beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ...errors import ToolError
from ..edit.probe import probe
from .clips import lay_clips_in
from .edition import Edition, Note, Row, Speech
from .stems import lay_stems_in

MEDIA = "media"
"""Folder of the media, beside the timeline; its addresses are relative to it."""
SPACE = "cliffhanger"
"""Our part of the metadata."""
_COLOURS = {"scene": "BLUE", "finding": "RED", "cliffhanger": "PURPLE"}


def write_timeline(edition: Edition, folder: Path) -> None:
    """Write ``<episode>.otio`` and ``media/`` into a folder: one video and three sound tracks, and the markers.

    A line is a clip of the dialogue stem at its own place: it sounds as it does in the mix, to the sample.
    """
    import opentimelineio as otio

    clips = lay_clips_in(edition, folder / MEDIA)
    stems = lay_stems_in(edition, folder / MEDIA)
    timeline = otio.schema.Timeline(name=edition.episode, global_start_time=_at(edition, 0))
    timeline.metadata[SPACE] = {
        "series": edition.series,
        "title": edition.title,
        "episode": edition.episode,
        "episode_title": edition.episode_title,
        "width": edition.width,
        "height": edition.height,
    }
    timeline.tracks.append(_picture(edition, clips))
    timeline.tracks.append(_dialogue(edition, stems["dialogue"]))
    for name in ("music", "effects"):
        timeline.tracks.append(_whole(edition, name, stems[name]))
    timeline.tracks.markers.extend(_marker(edition, note) for note in edition.notes)
    # Handed over as text: the library's own writer would stop at a folder that it cannot write without saying which.
    text = otio.adapters.write_to_string(timeline, "otio_json")
    (folder / f"{edition.episode}.otio").write_text(text + "\n", encoding="utf-8")


def _picture(edition: Edition, clips: Sequence[Path]) -> Any:
    import opentimelineio as otio

    track = otio.schema.Track("picture", kind=otio.schema.TrackKind.Video)
    for row, path in zip(edition.rows, clips, strict=True):
        clip = otio.schema.Clip(
            name=row.id,
            media_reference=_reference(edition, path, row.frames),
            source_range=_range(edition, 0, row.frames),
        )
        clip.metadata[SPACE] = {
            "shot": row.id,
            "scene": row.scene,
            "take": row.take,
            "framing": row.framing,
            "move": row.move,
            "lines": [said.text for said in row.lines],
        }
        _check_length(edition, row, path)
        track.append(clip)
    return track


def _check_length(edition: Edition, row: Row, path: Path) -> None:
    video = probe(path).video
    if video is None or video.frames != row.frames:
        held = video.frames if video else 0
        raise ToolError(
            f"the clip of {row.id} holds {held} frames, its shot {row.frames}; make {edition.episode} again"
        )


def _dialogue(edition: Edition, stem: Path) -> Any:
    import opentimelineio as otio

    track = otio.schema.Track("dialogue", kind=otio.schema.TrackKind.Audio)
    at = 0
    for speech, start, end in in_turn(edition.speeches, edition.frames):
        if start > at:
            track.append(otio.schema.Gap(source_range=_range(edition, 0, start - at)))
        clip = otio.schema.Clip(
            name=f"{speech.name}: {speech.text}",
            media_reference=_reference(edition, stem, edition.frames),
            source_range=_range(edition, start, end - start),
        )
        clip.metadata[SPACE] = {"line": speech.id, "name": speech.name, "text": speech.text, "take": speech.take}
        track.append(clip)
        at = end
    if at < edition.frames:
        track.append(otio.schema.Gap(source_range=_range(edition, 0, edition.frames - at)))
    return track


def in_turn(speeches: Sequence[Speech], frames: int) -> Iterator[tuple[Speech, int, int]]:
    """Yield every line with its first frame and the one after its last, none reaching into the next or past the end."""
    ordered = sorted(speeches, key=lambda one: one.start)
    begins = [*(one.start for one in ordered[1:]), frames]
    for speech, following in zip(ordered, begins, strict=True):
        end = min(speech.start + speech.frames, following, frames)
        if end > speech.start:
            yield speech, speech.start, end


def _whole(edition: Edition, name: str, stem: Path) -> Any:
    import opentimelineio as otio

    track = otio.schema.Track(name, kind=otio.schema.TrackKind.Audio)
    track.append(
        otio.schema.Clip(
            name=name,
            media_reference=_reference(edition, stem, edition.frames),
            source_range=_range(edition, 0, edition.frames),
        )
    )
    return track


def _marker(edition: Edition, note: Note) -> Any:
    import opentimelineio as otio

    marker = otio.schema.Marker(
        name=note.name, marked_range=_range(edition, note.at, 1), color=_COLOURS.get(note.kind, "WHITE")
    )
    marker.comment = note.text
    marker.metadata[SPACE] = {"kind": note.kind, "id": note.id}
    return marker


def _reference(edition: Edition, path: Path, frames: int) -> Any:
    import opentimelineio as otio

    # Names come from ids, so they need no quoting in an address.
    return otio.schema.ExternalReference(target_url=f"{MEDIA}/{path.name}", available_range=_range(edition, 0, frames))


def _range(edition: Edition, start: int, frames: int) -> Any:
    import opentimelineio as otio

    return otio.opentime.TimeRange(_at(edition, start), _at(edition, frames))


def _at(edition: Edition, frames: int) -> Any:
    import opentimelineio as otio

    return otio.opentime.RationalTime(frames, edition.fps)
