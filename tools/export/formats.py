"""The formats: what each is called, what it needs of an episode, and who writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..edit.subtitles import ass, srt, vtt
from .capcut import write_folder
from .edition import Edition
from .shotlist import shot_list
from .stems import lay_stems_in
from .timeline import write_timeline

Stills = Callable[[Edition], Mapping[str, bytes]]


@dataclass(frozen=True)
class Kind:
    """One format."""

    name: str
    target: str
    """File or folder within the episode's folder; ``{}`` is the episode's id."""
    write: Callable[[Edition, Path, Stills], None]
    needs: Callable[[Edition], str]
    """What an episode lacks for it, as the end of a sentence; empty: nothing."""

    def path(self, edition: Edition, folder: Path) -> Path:
        """Return where it is written."""
        return folder / self.target.format(edition.episode)


def _script(edition: Edition) -> str:
    return ""


def _board(edition: Edition) -> str:
    return "" if edition.rows else "there is no storyboard yet"


def _voices(edition: Edition) -> str:
    if edition.rows and not any(row.lines for row in edition.rows):
        return "nobody speaks in it"
    return "" if edition.cues else "the voices have not been recorded"


def _cut(edition: Edition) -> str:
    return "" if edition.master else "the episode is not finished"


def _fountain(edition: Edition, path: Path, stills: Stills) -> None:
    _put(path, edition.fountain)


def _pdf(edition: Edition, path: Path, stills: Stills) -> None:
    from .storyboard import storyboard  # only now: skia is not needed for the others

    path.write_bytes(storyboard(edition, stills(edition)))


def _csv(edition: Edition, path: Path, stills: Stills) -> None:
    _put(path, shot_list(edition))


def _srt(edition: Edition, path: Path, stills: Stills) -> None:
    _put(path, srt((cue.start, cue.end, cue.text) for cue in edition.cues))


def _vtt(edition: Edition, path: Path, stills: Stills) -> None:
    _put(path, vtt(edition.cues))


def _ass(edition: Edition, path: Path, stills: Stills) -> None:
    _put(path, ass(edition.cues, f"{edition.title}: {edition.episode_title}"))


def _stems(edition: Edition, path: Path, stills: Stills) -> None:
    lay_stems_in(edition, path, f"{edition.episode}-")


def _otio(edition: Edition, path: Path, stills: Stills) -> None:
    path.mkdir(parents=True)
    write_timeline(edition, path)


def _capcut(edition: Edition, path: Path, stills: Stills) -> None:
    write_folder(edition, path)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


FORMATS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("fountain", "{}.fountain", _fountain, _script),
        Kind("pdf", "{}-storyboard.pdf", _pdf, _board),
        Kind("csv", "{}-shots.csv", _csv, _board),
        Kind("srt", "{}.srt", _srt, _voices),
        Kind("vtt", "{}.vtt", _vtt, _voices),
        Kind("ass", "{}.ass", _ass, _voices),
        Kind("stems", "stems", _stems, _cut),
        Kind("otio", "timeline", _otio, _cut),
        Kind("capcut", "capcut", _capcut, _cut),
    )
}
"""Every format by name, in the order in which they are told."""
