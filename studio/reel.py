"""A reel: what an episode looks like as it stands, by the keys of its takes; light enough for the web process."""

from ..memory.archive import Archive
from ..memory.frozen import Frozen
from ..memory.numbering import numbers, season_id

STILL_WIDTH = 360
"""Pixels of a still; a storyboard of forty shots is a page, not a download."""
TELLING = 0.3
"""Where in a shot its still is taken: before a feeling turns, and with it the eyes blink."""


class ReelShot(Frozen):
    """One shot of a reel."""

    id: str
    start: float
    """Seconds from the start of the episode."""
    seconds: float
    take: str = ""
    """Key of what was filmed; empty: not filmed."""
    still: str = ""
    """Key of a picture of it; empty: not made yet."""


class Reel(Frozen):
    """An episode as it stands."""

    episode: str
    seconds: float
    shots: tuple[ReelShot, ...]
    form: str = ""
    """Size and quality of the picture: ``216x384 draft``."""

    def with_take(self, shot: str, take: str) -> "Reel":
        """Return the reel with one shot filmed; the still of an older take goes."""
        shots = (s.model_copy(update={"take": take, "still": ""}) if s.id == shot else s for s in self.shots)
        return self.model_copy(update={"shots": tuple(shots)})

    @property
    def whole(self) -> bool:
        """Whether every shot has its picture."""
        return all(shot.still for shot in self.shots)


def marks(archive: Archive, episode: str) -> str:
    """Return what an episode's reel follows from: the revisions of its bible, script and storyboard."""
    documents = (("bible", season_id(numbers(episode)[0])), ("script", episode), ("storyboard", episode))
    return ".".join(str(archive.revision(kind, id)) for kind, id in documents)
