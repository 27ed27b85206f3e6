"""Dubbing a series: which episodes, into which languages, by whom; and what became of it."""

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..agents.crew import Studio
from ..agents.delivery import spoken_rows
from ..agents.dubbing.dubbing import Dubbing, DubResult, Listen, sharing
from ..agents.dubbing.house import HouseTranslator
from ..agents.dubbing.model import ModelTranslator
from ..agents.dubbing.streaming import streaming
from ..agents.dubbing.translator import Translator
from ..agents.model.endpoint import Endpoint
from ..errors import MissingPart, ProductionError, UserError
from ..memory.bible import Bible
from ..memory.dub import Dub, DubbedLine
from ..memory.folder import SeriesFolder
from ..memory.frozen import Frozen
from ..memory.languages import Language
from ..memory.languages import languages as read_languages
from ..memory.numbering import episode_id
from ..memory.script import Script
from ..tools.edit.subtitles import srt
from ..tools.placing import place
from ..tools.voice.cache import cache_folder
from .duties import filmed_in
from .run import Listener
from .settings import Settings
from .wiring import endpoint_settings, open_studio

_RANGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class LineReport(Frozen):
    """One line of a dub."""

    id: str
    text: str
    by: str
    start: float
    seconds: float
    room: float
    """How long it may be heard."""
    speed: float
    """Factor on its natural pace."""
    alike: float | None = None
    """How much of it was recognised back; None: nobody listened, or nobody could tell."""
    doubt: str = ""


class EpisodeReport(Frozen):
    """One episode in one language."""

    episode: str
    language: str
    title: str
    master: str
    captions: str
    seconds: float
    """Of the master."""
    took: float
    """Seconds on the clock."""
    first: float
    """Seconds until its first part could be watched."""
    stream: str
    shared: float
    """Share of the original's takes that it uses, as they are or as what it is drawn over."""
    unchanged: float
    """Share of the original's pictures that are the same."""
    frames_remade: float
    """Share of all frames in which anything was drawn."""
    lines: tuple[LineReport, ...]


class DubReport(Frozen):
    """What a dub has brought."""

    series: str
    masters: tuple[str, ...]
    shared: float
    """Share of the originals' takes that the dubs use."""
    seconds: float
    """On the clock."""
    episodes: tuple[EpisodeReport, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return a line an episode, its doubtful lines, and the paths of the masters."""
        rows = []
        for one in self.episodes:
            rows.append(
                f"{one.episode}.{one.language}  {one.title}  {one.seconds:.0f} s, in {one.took:.0f} s; first part "
                f"after {one.first:.0f} s; {one.shared:.0%} of the takes shared, {one.frames_remade:.0%} of the "
                "frames redrawn"
            )
            rows += [f"        {line.id}: {line.doubt}: “{line.text}”" for line in one.lines if line.doubt]
        return "\n".join([*rows, *self.masters])


def dub(
    settings: Settings,
    series: str,
    to: str,
    episodes: str = "",
    season: int = 0,
    said: Mapping[str, str] | None = None,
    listen: bool | None = None,
    hear: Listener | None = None,
) -> DubReport:
    """Dub finished episodes of a series into every language of ``to``; raise a CliffhangerError otherwise.

    ``episodes`` is a number, a range, or empty for all that are finished; ``said`` are lines as the user wants them,
    by line id; ``listen`` has every line recognised back (None: if that is installed).
    """
    wanted = read_languages(to)
    if not wanted:
        raise UserError("Say into which languages: --to es,zh,ja.")
    began, folder = time.monotonic(), SeriesFolder(settings.home, series)
    with folder.lock(), open_studio(filmed_in(settings, series), folder) as studio:
        orders = [(id, language) for id in _episodes(studio, episodes, season) for language in wanted]
        made = asyncio.run(_dub_all(settings, studio, orders, said or {}, _listener(listen), hear))
    shares = [one.shared for one in made]
    return DubReport(
        series=series,
        masters=tuple(one.master for one in made),
        shared=round(sum(shares) / len(shares), 4),
        seconds=round(time.monotonic() - began, 1),
        episodes=tuple(made),
    )


def _episodes(studio: Studio, asked: str, season: int) -> Sequence[str]:
    """Return the ids of the episodes that are dubbed: those asked for, or all that have a master."""
    seasons = studio.chronicle.seasons()
    number = season or (seasons[-1] if seasons else 1)
    if not asked.strip():
        found = [id for id in studio.archive.ids("storyboard") if _finished(studio, id, number)]
        if not found:
            raise ProductionError(
                f"No episode of season {number} is finished yet, so there is nothing to dub. Make one: "
                f"cliffhanger make {studio.folder.slug}."
            )
        return found
    match = _RANGE.fullmatch(asked.strip())
    if match is None:
        raise UserError(f"--episodes {asked[:20]!r} is neither a number (3) nor a range (1-10).")
    first, last = int(match[1]), int(match[2] or match[1])
    return [episode_id(number, n) for n in range(first, last + 1)]


def _finished(studio: Studio, id: str, season: int) -> bool:
    return id.startswith(f"s{season:02d}e") and (studio.folder.masters / f"{id}.mp4").is_file()


async def _dub_all(
    settings: Settings,
    studio: Studio,
    orders: Sequence[tuple[str, Language]],
    said: Mapping[str, str],
    listen: Listen | None,
    hear: Listener | None,
) -> list[EpisodeReport]:
    """Dub one after the other, in one loop: the floor belongs to it."""
    return [await _dub(settings, studio, id, language, said, listen, hear) for id, language in orders]


async def _dub(
    settings: Settings,
    studio: Studio,
    id: str,
    language: Language,
    said: Mapping[str, str],
    listen: Listen | None,
    hear: Listener | None,
) -> EpisodeReport:
    began = time.monotonic()
    bible: Bible = studio.chronicle.bible(int(id[1:3]))
    if language.code == bible.premise.language:
        raise UserError(f"{id} is in {language.name} already; say another language.")
    if id not in studio.archive.ids("storyboard"):
        raise UserError(f"There is no episode {id} yet. Make it first: cliffhanger make {studio.folder.slug}.")
    _keep_said(studio, id, language.code, said)

    def tell(agent: str, text: str, **facts: Any) -> None:
        if hear is not None:
            hear({"agent": agent, "text": text, **facts})

    dubbing = Dubbing(studio, id, language.code, translator(settings, studio), tell, listen)
    stream, watched = streaming(dubbing, studio.folder.masters / f"{id}.{language.code}.stream", began)
    result = await dubbing.make(stream.add)
    stream.end()
    return _delivered(studio, dubbing, result, took=time.monotonic() - began, first=watched.first)


def translator(settings: Settings, studio: Studio) -> Translator:
    """Return who translates: the model that is configured, or the library."""
    if not settings.speaks_to_a_model:
        return HouseTranslator()
    archive = studio.archive

    def decided(text: str, episode: str) -> None:
        archive.log(text, "decision", episode)

    endpoint = Endpoint(endpoint_settings(settings), record=archive.record, cache=settings.cache or cache_folder())
    return ModelTranslator(endpoint, decided)


def _listener(wanted: bool | None) -> Listen | None:
    """Return what recognises lines back; None if nobody wants it, or it is not installed and nobody insists."""
    if wanted is False:
        return None
    from ..tools.listening.whisper import INSTALL, installed

    if not installed():
        if wanted:
            raise MissingPart(f"Nobody here can listen to what was spoken; install an ear: {INSTALL}")
        return None
    from ..tools.listening.heard_back import HeardBack

    return HeardBack()


def _keep_said(studio: Studio, id: str, language: str, said: Mapping[str, str]) -> None:
    """Put lines as the user says them into the dub, in the place of any translation."""
    script = studio.archive.get("script", id, Script)
    lines = {line.id: line for line in script.lines()} if script else {}
    own = {line: text for line, text in said.items() if line in lines}
    if not own:
        return
    dub = studio.archive.get("dub", f"{id}.{language}", Dub)
    dub = dub or Dub(episode=id, language=language, title=script.title if script else "", series="", lines=())
    kept = {line.line: line for line in dub.lines}
    for line, text in own.items():
        kept[line] = DubbedLine(line=line, of=lines[line].text, text=text, by="user")
    order = [line for line in lines if line in kept]
    dub = dub.model_copy(update={"lines": tuple(kept[line] for line in order)})
    studio.archive.put("dub", f"{id}.{language}", dub, "the user's own words", "user")


def _delivered(studio: Studio, dubbing: Dubbing, result: DubResult, took: float, first: float) -> EpisodeReport:
    """Put the master and its subtitles where the user finds them, and report."""
    dub = result.dub
    target = studio.folder.masters / f"{dub.episode}.{dub.language}.mp4"
    place(Path(result.cut.path), target)
    captions = target.with_suffix(".srt")
    captions.write_text(srt(spoken_rows(dubbing.dubbed)), encoding="utf-8")
    used, of = sharing(result)
    timed = dubbing.episode.timed
    frames = {one.shot.id: round(one.seconds * studio.format.fps) for one in timed}
    drawn = {id: _redrawn(result, id, frames[id]) for id in frames}
    doubts = {line.line: (line.by, line.doubt) for line in dub.lines}
    return EpisodeReport(
        episode=dub.episode,
        language=dub.language,
        title=dub.title,
        master=str(target),
        captions=str(captions),
        seconds=round(result.cut.seconds, 3),
        took=round(took, 2),
        first=round(first, 2),
        stream=str(target.with_name(f"{target.stem}.stream") / "stream.m3u8"),
        shared=round(used / of, 4),
        unchanged=round(sum(1 for id in frames if not drawn[id]) / len(frames), 4),
        frames_remade=round(sum(drawn.values()) / sum(frames.values()), 4),
        lines=tuple(
            LineReport(
                id=id,
                text=one.text,
                by=doubts[id][0],
                start=round(result.slots[id].start, 3),
                seconds=round(one.take.seconds, 3),
                room=result.slots[id].room,
                speed=one.speed,
                alike=one.alike,
                doubt=doubts[id][1],
            )
            for id, one in ((line.line, result.spoken[line.line]) for line in dub.lines)
        ),
    )


def _redrawn(result: DubResult, id: str, frames: int) -> int:
    """Return in how many frames of a shot anything was drawn."""
    take = result.segments[id]
    if take.key == result.originals[id].key:
        return 0
    told = take.facts.get("remade", frames)
    return int(told) if isinstance(told, int | float) else frames
