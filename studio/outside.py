"""A screenplay from outside, held against the canon of a series; nothing is kept of it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..agents import continuity
from ..agents.claims import check_words
from ..agents.continuity.fault import finding_id
from ..agents.crew import Told
from ..errors import UserError
from ..memory.bible import Bible
from ..memory.canon import Finding, Place, Waivers
from ..memory.chronicle import Chronicle
from ..memory.folder import SeriesFolder
from ..memory.fountain_reading import Reading, episode_told, read_screenplay
from ..memory.frozen import Frozen
from ..memory.numbering import episode_id, numbers
from ..memory.screenplay import Screenplay, parsed, text_of
from ..memory.script import Event, Outline, Scene, Script
from .settings import Settings

_FORM = frozenset(
    {"no_hook", "no_cliffhanger", "too_short", "too_long", "repeated_line", "thread_overdue", "thread_tangled"}
)
"""What a script of ours owes its form; one from outside is held against canon alone."""
_BY_LINE = frozenset({"unknown_character", "unknown_location", "unknown_prop"})
_BY_WORDS = frozenset({"wrong_day", "injury_vanishes"})
"""What the file's days and words decide, not the data of a script that has no events."""


_STRETCH = 24
"""Scenes that are held against canon together."""


class OutsideFinding(Frozen):
    """A finding, and the line of the file it is about."""

    line: int
    finding: Finding

    def as_json(self) -> dict[str, Any]:
        """Return the finding's data with its ``line_number``."""
        return {"line_number": self.line, **self.finding.model_dump(mode="json")}

    def as_text(self) -> str:
        """Return it for people: both quotes, their places and the smallest edit."""
        found = self.finding
        status = "" if found.status == "open" else f"  {found.status}"
        rows = [f"{found.id}  {found.severity}{status}", f"    {found.message}"]
        if found.canon is not None and found.canon.quote:
            rows.append(f"    canon   {found.canon.line or found.canon.scene or 'the bible'}: “{found.canon.quote}”")
        if found.script is not None and found.script.quote:
            rows.append(f"    script  line {self.line}: “{found.script.quote}”")
        return "\n".join([*rows, *([f"    mend    {found.mend}"] if found.mend else [])])


class OutsideReport(Frozen):
    """What contradicts canon in a screenplay from outside."""

    series: str
    script: str
    """Path of the file."""
    episode: str
    """The episode it was read as: held against all that was approved before it."""
    scenes: int
    found: tuple[OutsideFinding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        about = self.model_dump(mode="json", exclude={"found"})
        return {**about, "findings": [one.as_json() for one in self.found]}

    def as_text(self) -> str:
        """Return every finding in the order of the file; the last line counts them."""
        count = sum(one.finding.status == "open" for one in self.found)
        last = (
            f"{count or 'Nothing'} contradict{'s' * (count <= 1)} canon in {self.script} "
            f"({self.scenes} scene{'s' * (self.scenes != 1)}, read as {self.episode})."
        )
        return "\n\n".join([*(one.as_text() for one in self.found), last])


def check_text(settings: Settings, name: str, path: Path, episodes: str = "") -> OutsideReport:
    """Hold a Fountain file against a series; raise UserError if it cannot be read or there is no canon for it.

    The episode is the one that the title page names, else ``episodes``, else the one after the last approved.
    """
    play = parsed(text_of(path))
    with SeriesFolder(settings.home, name).archive() as archive:
        chronicle = Chronicle(archive)
        episode = _episode(chronicle, name, play, episodes)
        bible = chronicle.bible(numbers(episode)[0])
        reading = read_screenplay(play, bible, episode, chronicle.state(before=episode))
        if not reading.script.scenes:
            raise UserError(f"{path} has no scene in it: a scene begins with INT. or EXT. and a place.")
        found = _findings(chronicle, bible, reading)
        waivers = archive.get("waivers", "series", Waivers) or Waivers()
    noted = continuity.waived(found, waivers.waivers)
    placed = sorted((OutsideFinding(line=_line(reading, f), finding=f) for f in noted), key=lambda one: one.line)
    return OutsideReport(
        series=name,
        script=str(path),
        episode=episode,
        scenes=len(reading.script.scenes),
        found=tuple(_with_line(one) for one in placed),
    )


def _episode(chronicle: Chronicle, name: str, play: Screenplay, wanted: str) -> str:
    """Return the id of the episode that the file is to be read as."""
    seasons = chronicle.seasons()
    if not seasons:
        raise UserError(f"{name} has no bible yet; there is no canon to hold a script against.")
    approved = chronicle.approved()
    season, number = numbers(approved[-1]) if approved else (seasons[-1], 0)
    told = episode_told(play.title.get("episode", "")) or episode_told(wanted)
    if wanted.strip() and not told:
        raise UserError(f"{wanted[:20]!r} is not an episode; name one as s01e05.")
    episode = told or episode_id(season, number + 1)
    if numbers(episode)[0] not in seasons:
        raise UserError(f"{name} has no season {numbers(episode)[0]} to hold {episode} against.")
    return episode


def _findings(chronicle: Chronicle, bible: Bible, reading: Reading) -> list[Finding]:
    """Return what cannot be matched, what exact data contradicts and what the words do; one root is one finding."""
    script = reading.script
    season, _ = numbers(script.episode)
    told = Told.before(chronicle, script.episode)
    outline = Outline(season=season, episodes=(), threads=())
    found = {one.id: one for one in (*_unmatched(reading), *_two_at_once(reading, bible))}
    for part in _parts(script):
        words = check_words(bible, told, part, reading.days)
        exact = _that_count(continuity.check(bible, outline, told, part), words, part, reading, bible)
        for one in (*exact, *words):
            found.setdefault(one.id, one)
    return list(found.values())


def _parts(script: Script) -> Iterator[Script]:
    """Yield a script of the length of an episode as it is, and a book of ten megabytes in stretches."""
    by_scene: dict[str, list[Event]] = {}
    for event in script.events:
        by_scene.setdefault(event.scene, []).append(event)
    for at in range(0, len(script.scenes), _STRETCH):
        scenes = script.scenes[at : at + _STRETCH]
        events = tuple(event for scene in scenes for event in by_scene.get(scene.id, ()))
        yield script.model_copy(update={"scenes": scenes, "events": events})


def _that_count(
    exact: Iterable[Finding], words: Iterable[Finding], part: Script, reading: Reading, bible: Bible
) -> Iterator[Finding]:
    """Yield the exact findings that a script without events can be held to.

    Nothing is held against a dream. Who phones, and who may know a name, hangs on the words around it.
    """
    episode, read = reading.script.episode, {one.id for one in words}
    ids = [person.id for person in bible.characters]
    names = {finding_id(episode, "wrong_name", who, other) for who in ids for other in ids} - read
    kin = {finding_id(episode, "wrong_relation", who, other) for who in ids for other in ids} - read
    lines = {line.id: line for line in part.lines()}
    for one in exact:
        at = one.script or Place(episode=episode)
        line = lines.get(at.line)
        phoned = one.code == "dead_speaker" and line is not None and line.via == "phone"
        dropped = one.code in _FORM | _BY_LINE | _BY_WORDS or one.id in names | kin or at.scene in reading.unreal
        if not (dropped or (phoned and one.id not in read)):
            yield one


def _unmatched(reading: Reading) -> Iterator[Finding]:
    """Yield what the reader could not match with the series."""
    episode = reading.script.episode
    for fault in reading.faults:
        yield Finding(
            id=finding_id(episode, fault.code, fault.message),
            code=fault.code,
            severity="error",
            message=f"line {fault.line}: {fault.message}",
            script=Place(episode=episode, quote=fault.quote),
            mend=fault.mend,
        )


def _two_at_once(reading: Reading, bible: Bible) -> Iterator[Finding]:
    """Yield who is in two places at the same time, by the headings."""
    scenes = reading.script.scenes
    for before, scene in pairwise(scenes):
        if scene.id not in reading.at_once or scene.location == before.location:
            continue
        for who in sorted({*before.present} & {*scene.present}):
            named = next((person.name for person in bible.characters if person.id == who), who)
            yield Finding(
                id=finding_id(reading.script.episode, "two_places", who),
                code="two_places",
                severity="error",
                message=f"{named} is in two places at the same time.",
                canon=_first_of(before, who),
                script=_first_of(scene, who),
                mend="Let one scene play later, or take them out of it.",
            )


def _first_of(scene: Scene, who: str) -> Place:
    beat = next((beat for beat in scene.beats if beat.who == who), scene.beats[0] if scene.beats else None)
    line = beat.line if beat else None
    quote = line.text if line else beat.action if beat else ""
    return Place(episode=scene.id.partition(".")[0], scene=scene.id, line=line.id if line else "", quote=quote)


def _line(reading: Reading, finding: Finding) -> int:
    """Return the line of the file that a finding is about."""
    if finding.message.startswith("line "):
        return int(finding.message[5:].partition(":")[0])
    at = finding.script or Place(episode="")
    if at.line in reading.lines:
        return reading.lines[at.line]
    scene = next((scene for scene in reading.script.scenes if scene.id == at.scene), None)
    beat = next((beat for beat in (scene.beats if scene else ()) if at.quote and beat.action == at.quote), None)
    return reading.lines.get(beat.id if beat else at.scene, 1)


def _with_line(one: OutsideFinding) -> OutsideFinding:
    if one.finding.message.startswith("line "):
        return one
    return one.model_copy(
        update={"finding": one.finding.model_copy(update={"message": f"line {one.line}: {one.finding.message}"})}
    )
