"""The screening: looks through a series in the worker and writes down its reels, which the web process shows."""

from collections.abc import Callable, Iterator, Sequence

from ..agents.crew import Studio
from ..agents.episode import Episode
from ..agents.timing import TimedShot, lay_out, spoken_seconds
from ..errors import ToolError
from ..memory.numbering import place
from ..tools.picture.still import Still, StillSpec
from ..tools.take import Take
from .jobs import Jobs
from .reel import STILL_WIDTH, TELLING, Reel, ReelShot, marks

_BOARD = {"width": STILL_WIDTH, "height": STILL_WIDTH * 16 // 18 * 2, "draft": True}


class Screening:
    """One series, looked through."""

    def __init__(self, studio: Studio, jobs: Jobs) -> None:
        self.studio, self.jobs = studio, jobs
        self.series = studio.folder.slug
        self._still = Still()

    def episodes(self) -> list[str]:
        """Return the episodes that have a storyboard, in order."""
        return sorted(self.studio.archive.ids("storyboard"), key=place)

    def look(self, episode: str) -> Reel:
        """Write down the reel of an episode as it stands and return it."""
        reel = self._reel(episode)
        self.jobs.put_reel(self.series, episode, marks(self.studio.archive, episode), reel.model_dump_json())
        return reel

    async def develop(self, episode: str, wanted: Callable[[], bool]) -> bool:
        """Make the stills of an episode that are missing, for as long as they are ``wanted``; tell if any was made."""
        made = False
        for spec, inputs in self._stills(episode):
            if self.studio.floor.find(self._still, spec, inputs) is not None:
                continue
            if not wanted():
                break
            try:
                await self.studio.floor.make(self._still, spec, inputs)
            except ToolError as error:
                self.studio.archive.log(f"a still: {error}", "warning", episode)
            made = True
        if made:
            self.look(episode)
        return made

    def _reel(self, id: str) -> Reel:
        episode = Episode.of(self.studio, id)
        timed, takes = _timed(episode)
        stills = [self.studio.floor.find(self._still, spec, inputs) for spec, inputs in self._stills(id)]
        form = self.studio.format
        shots = tuple(
            ReelShot(
                id=shot.shot.id,
                start=round(shot.start, 3),
                seconds=round(shot.seconds, 3),
                take=takes[shot.shot.id].key if shot.shot.id in takes else "",
                still=still.key if still else "",
            )
            for shot, still in zip(timed, stills, strict=True)
        )
        return Reel(
            episode=id,
            seconds=round(timed[-1].start + timed[-1].seconds, 3) if timed else 0.0,
            shots=shots,
            form=f"{form.width}x{form.height}" + (" draft" if form.draft else ""),
        )

    def _stills(self, id: str) -> Iterator[tuple[StillSpec, Sequence[Take]]]:
        """Return what makes the picture of every shot: a frame of its take, or the shot drawn."""
        episode = Episode.of(self.studio, id)
        timed, takes = _timed(episode)
        for shot in timed:
            if shot.shot.id in takes:
                yield StillSpec(at=TELLING, width=STILL_WIDTH), [takes[shot.shot.id]]
                continue
            spec = episode.shots[shot.shot.id] if _spoken(episode) else episode.breakdown.shot(shot, {})
            yield StillSpec(shot=spec.model_copy(update={**_BOARD, "captions": ()}), at=TELLING, width=STILL_WIDTH), []


def _timed(episode: Episode) -> tuple[Sequence[TimedShot], dict[str, Take]]:
    """Return the shots of an episode in time, and the takes of those that are filmed."""
    if _spoken(episode):
        return episode.timed, episode.segments()
    spoken = {line.id: spoken_seconds(line.text) for line in episode.script.lines()}
    return lay_out(episode.storyboard, spoken, episode.studio.format.fps), {}


def _spoken(episode: Episode) -> bool:
    """Tell whether every line has been spoken at its length."""
    try:
        return bool(episode.voices) or not episode.natural_speech()
    except KeyError:
        return False
