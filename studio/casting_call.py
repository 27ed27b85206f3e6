"""The casting call: faces, voices, places and a poster of a series, as takes to look at and to listen to."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from ..agents.crew import Studio
from ..errors import ToolError
from ..memory.bible import Bible, Character, Location
from ..memory.casting import Casting
from ..memory.look import Emotion
from ..memory.numbering import place
from ..memory.script import Script
from ..tools.picture.spec import FigureSpec, ShotSpec, StageSpec
from ..tools.picture.still import Still, StillSpec
from ..tools.take import AnyMaker, Spec
from ..tools.voice.spec import SpeechSpec
from .jobs import Jobs

_TEMPERS: dict[str, Emotion] = {"cold": "cold", "warm": "tender", "proud": "resolve", "sly": "smirk", "timid": "fear"}
_TEMPERS |= {"fierce": "resolve", "weary": "sad", "playful": "joy"}
_FACE, _PLATE, _POSTER = (300, 400), (480, 320), (432, 768)
"""Width and height in pixels."""
_TELLING_WORDS = range(6, 17)
"""Words of a line that lets one hear a voice."""

Sample = tuple[str, str, AnyMaker[Any], Spec]
"""Kind (poster, face, plate, voice), id, who makes it, and the Spec."""


async def call(studio: Studio, jobs: Jobs, wanted: Callable[[], bool]) -> bool:
    """Make what is missing to look at and to hear, for as long as it is ``wanted``; tell if anything is new."""
    series, new = studio.folder.slug, False
    for kind, id, maker, spec in samples(studio):
        known = jobs.samples(series, kind).get(id)
        found = studio.floor.find(maker, spec)
        if found is None:
            if not wanted():
                break
            try:
                found = await studio.floor.make(maker, spec)
            except ToolError as error:
                studio.archive.log(f"the {kind} of {id}: {error}", "warning")
                continue
        if found.key != known:
            jobs.put_sample(series, kind, id, found.key)
            new = True
    return new


def samples(studio: Studio) -> Iterator[Sample]:
    """Yield what there is to look at and to hear, what is asked for first at the front."""
    still, chronicle = Still(), studio.chronicle
    seasons = chronicle.seasons()
    if not seasons:
        return
    first, latest = chronicle.bible(seasons[0]), chronicle.bible(seasons[-1])
    yield "poster", "series", still, _drawn(poster(first))
    people, places = _all_people(studio), _all_places(studio)
    for person, bible in people:
        yield "face", person.id, still, _drawn(face(person, bible))
    said = _first_lines(studio)
    sounds = studio.archive.get("casting", "series", Casting) or Casting()
    for person, _ in people:
        line = voice(person, said.get(person.id, ""), sounds)
        yield "voice", person.id, studio.makers.speaker(line.voice), line
    for location, _ in places:
        yield "plate", location.id, still, _drawn(plate(location, latest))


def face(person: Character, bible: Bible) -> ShotSpec:
    """Return a portrait of somebody, as they usually look."""
    width, height = _FACE
    figure = FigureSpec(
        look=person.look, outfit=person.wardrobe[0], emotion=_TEMPERS.get(person.temper, "neutral"), faces="camera"
    )
    return ShotSpec(
        width=width, height=height, seconds=2.0, framing="close_up", style=bible.style,
        stage=_stage(bible.locations[0], bible, "day"), figures=(figure,), seed=bible.theme_seed, draft=True,
    )  # fmt: skip


def plate(location: Location, bible: Bible) -> ShotSpec:
    """Return a place with nobody in it."""
    width, height = _PLATE
    return ShotSpec(
        width=width, height=height, seconds=2.0, framing="establishing", style=bible.style,
        stage=_stage(location, bible, "day"), seed=bible.theme_seed, draft=True,
    )  # fmt: skip


def poster(bible: Bible) -> ShotSpec:
    """Return the picture that a series is known by: its two first people, at dusk."""
    width, height = _POSTER
    lead, *others = bible.characters
    second = next((one for one in others if one.role in ("love", "rival", "villain")), others[0] if others else None)
    pair = [person for person in (lead, second) if person is not None]
    ways = (("resolve", "right"), ("cold", "left"))
    figures = tuple(
        FigureSpec(look=person.look, outfit=person.wardrobe[0], emotion=emotion, faces=faces, gaze="camera")  # type: ignore[arg-type]
        for person, (emotion, faces) in zip(pair, ways, strict=False)
    )
    return ShotSpec(
        width=width, height=height, seconds=2.0, framing="two_shot" if len(figures) > 1 else "medium_close_up",
        style=bible.style, stage=_stage(bible.locations[0], bible, "dusk"), figures=figures, seed=bible.theme_seed,
        draft=True,
    )  # fmt: skip


def voice(person: Character, line: str, casting: Casting) -> SpeechSpec:
    """Return somebody's voice as they were cast: a line of theirs, or their name."""
    sheet = casting.voice(person.id)
    sounds = sheet.voice if sheet is not None else person.voice
    return SpeechSpec(text=line or f"My name is {person.full_name or person.name}.", voice=sounds)


def _stage(location: Location, bible: Bible, hour: Any) -> StageSpec:
    seed = bible.theme_seed % 1000 + zlib.crc32(location.id.encode("utf-8")) % 1000
    return StageSpec(set=location.set, hour=hour, seed=seed)


def _drawn(shot: ShotSpec) -> StillSpec:
    return StillSpec(shot=shot, at=0.3, width=shot.width)


def _all_people(studio: Studio) -> list[tuple[Character, Bible]]:
    """Return everybody of all seasons, as the latest one knows them."""
    bibles = [studio.chronicle.bible(number) for number in studio.chronicle.seasons()]
    return list({person.id: (person, bible) for bible in bibles for person in bible.characters}.values())


def _all_places(studio: Studio) -> list[tuple[Location, Bible]]:
    bibles = [studio.chronicle.bible(number) for number in studio.chronicle.seasons()]
    return list({location.id: (location, bible) for bible in bibles for location in bible.locations}.values())


def _first_lines(studio: Studio) -> dict[str, str]:
    """Return the first line of everybody that is long enough to hear who speaks."""
    found: dict[str, str] = {}
    for id in sorted(studio.archive.ids("script"), key=place):
        script = studio.archive.get("script", id, Script)
        for line in script.lines() if script else ():
            if len(line.text.split()) in _TELLING_WORDS:
                found.setdefault(line.speaker, line.text)
    return found
