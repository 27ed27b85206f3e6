"""One episode: its script, its shots, and what was filmed of them."""

from fastapi import APIRouter, HTTPException

from ...memory.bible import Bible
from ...memory.cuts import CutRecord, Cuts
from ...memory.kept import Kept
from ...memory.numbering import numbers, season_id
from ...memory.script import Beat, Scene, Script
from ...memory.storyboard import Shot, Storyboard
from ..reel import Reel, ReelShot
from .desk import AtDesk, Desk, View, Volume
from .ids import EpisodeId, SeriesId
from .photographs import PhotographedView, photographed
from .showing import episode_card

router = APIRouter(prefix="/api", tags=["episodes"])


class LineView(View):
    """A spoken line."""

    id: str
    speaker: str
    name: str
    text: str
    emotion: str
    via: str


class BeatView(View):
    """A beat of a scene."""

    id: str
    action: str
    who: str
    line: LineView | None


class SceneView(View):
    """A scene of the script."""

    scene: str
    heading: str
    location: str
    hour: str
    weather: str
    locked: bool
    beats: list[BeatView]


class TakeView(View):
    """One filmed take of a shot."""

    take: str
    still: str | None
    revision: int
    """Of the storyboard it was filmed from."""
    current: bool


class ShotLine(View):
    """A line that begins in a shot."""

    id: str
    name: str
    text: str


class ShotView(View):
    """A shot of the storyboard."""

    id: str
    scene: str
    framing: str
    angle: str
    move: str
    seconds: float
    start: float
    card: bool
    figures: list[str]
    lines: list[ShotLine]
    action: str
    locked: bool
    take: str | None
    still: str | None
    takes: list[TakeView]
    photographed: PhotographedView | None
    """How it was photographed; None: it is drawn, or not filmed."""


class EpisodeView(View):
    """An episode."""

    id: str
    title: str
    hook: str
    cliffhanger: str
    cliff: str
    seconds: float
    finished: bool
    cut: int
    script: list[SceneView]
    shots: list[ShotView]


@router.get("/series/{id}/episodes/{episode}")
def one_episode(id: SeriesId, episode: EpisodeId, desk: AtDesk) -> EpisodeView:
    """Show an episode that is written: its script and, once it is boarded, its shots."""
    volume = desk.volume(id)
    script = volume.document("script", episode, Script)
    bible = volume.document("bible", season_id(numbers(episode)[0]), Bible)
    if script is None or bible is None:
        raise HTTPException(404, f"{episode} is not written yet.")
    reel = desk.reels(id).get(episode)
    card = episode_card(volume, episode, reel)
    kept = volume.document("kept", "series", Kept) or Kept()
    return EpisodeView(
        id=episode,
        title=script.title,
        hook=script.hook,
        cliffhanger=script.cliffhanger,
        cliff=script.cliff,
        seconds=card.seconds,
        finished=card.stage == "finished",
        cut=card.cut,
        script=[_scene(scene, bible, kept) for scene in script.scenes],
        shots=_shots(desk, volume, episode, reel, _Words(bible, script, kept)),
    )


class _Words:
    """What is said and seen in an episode, by id."""

    def __init__(self, bible: Bible, script: Script, kept: Kept) -> None:
        self.bible, self.kept = bible, kept
        self.names = {person.id: person.name for person in bible.characters}
        self.lines = {line.id: line for line in script.lines()}
        self.actions = {beat.id: beat.action for scene in script.scenes for beat in scene.beats}

    def line(self, id: str) -> ShotLine:
        line = self.lines.get(id)
        if line is None:
            return ShotLine(id=id, name="", text="")
        return ShotLine(id=id, name=self.names.get(line.speaker, line.speaker), text=line.text)


def _scene(scene: Scene, bible: Bible, kept: Kept) -> SceneView:
    place = next((place for place in bible.locations if place.id == scene.location), None)
    name = place.name if place else scene.location
    inside = "INT." if place is None or place.indoors else "EXT."
    names = {person.id: person.name for person in bible.characters}
    return SceneView(
        scene=scene.id,
        heading=f"{inside} {name} · {scene.hour}",
        location=scene.location,
        hour=scene.hour,
        weather=scene.weather,
        locked=scene.id in kept.ids,
        beats=[_beat(beat, names) for beat in scene.beats],
    )


def _beat(beat: Beat, names: dict[str, str]) -> BeatView:
    line = beat.line
    return BeatView(
        id=beat.id,
        action=beat.action,
        who=beat.who,
        line=LineView(
            id=line.id,
            speaker=line.speaker,
            name=names.get(line.speaker, line.speaker),
            text=line.text,
            emotion=line.emotion,
            via=line.via,
        )
        if line
        else None,
    )


def _shots(desk: Desk, volume: Volume, episode: str, reel: Reel | None, words: _Words) -> list[ShotView]:
    storyboard = volume.document("storyboard", episode, Storyboard)
    if storyboard is None:
        return []
    timed = {shot.id: shot for shot in reel.shots} if reel else {}
    filmed = _filmed(volume, episode)
    views, at = [], 0.0
    for shot in storyboard.shots:
        known = timed.get(shot.id) or ReelShot(id=shot.id, start=round(at, 3), seconds=shot.seconds)
        views.append(_shot(desk, volume, shot, known, filmed.get(shot.id, {}), words))
        at = known.start + known.seconds
    return views


def _filmed(volume: Volume, episode: str) -> dict[str, dict[str, int]]:
    """Return the takes of every shot in the order in which they came, each with its revision of the storyboard."""
    found: dict[str, dict[str, int]] = {}
    cuts: tuple[CutRecord, ...] = Cuts(volume.archive).of(episode)
    for cut in cuts:
        for id, take in cut.takes.items():
            found.setdefault(id, {}).setdefault(take, cut.revisions.get("storyboard", 0))
    return found


def _shot(desk: Desk, volume: Volume, shot: Shot, known: ReelShot, filmed: dict[str, int], words: _Words) -> ShotView:
    series, take = volume.path.name, known.take or None
    takes = dict(filmed)
    if take:
        takes.setdefault(take, volume.archive.revision("storyboard", shot.id.partition(".")[0]))
    locked = shot.id in words.kept.ids or shot.scene in words.kept.ids
    return ShotView(
        id=shot.id,
        scene=shot.scene,
        framing=shot.framing,
        angle=shot.angle,
        move=shot.move,
        seconds=known.seconds,
        start=known.start,
        card=shot.framing in ("title", "end"),
        figures=[placed.character for placed in shot.figures],
        lines=[words.line(id) for id in shot.lines],
        action=" ".join(filter(None, (words.actions.get(beat, "") for beat in shot.beats))),
        locked=locked,
        take=take,
        still=known.still or (desk.still(series, take) if take else None),
        takes=[
            TakeView(take=key, still=desk.still(series, key), revision=revision, current=key == take)
            for key, revision in takes.items()
        ],
        photographed=photographed(desk, series, take) if take else None,
    )
