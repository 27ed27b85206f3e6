"""Publishing: an episode's documents and takes become the plain rows that every format is written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Any

from ..errors import ToolError
from ..memory.bible import Bible
from ..memory.canon import Finding, Findings
from ..memory.fountain import EXTENSIONS, heading, to_fountain
from ..memory.numbering import numbers
from ..memory.script import Beat, Scene, Script
from ..memory.storyboard import Shot, Storyboard
from ..tools.edit.probe import probe
from ..tools.edit.subtitles import Cue, CueWord
from ..tools.export.edition import Edition, Note, Row, Said, SceneRow, Speech
from ..tools.picture.spec import ShotSpec
from ..tools.take import Take
from .captioning import captions
from .crew import Format, Studio
from .delivery import master_path
from .episode import Episode, numbered
from .timing import TimedShot, lay_out, spoken_seconds

HEARD = {"off": "off screen", "phone": "on the phone", "inner": "thought", "narrator": "told"}
"""How a line is heard that nobody is seen saying."""


def edition(studio: Studio, id: str) -> Edition:
    """Return an episode as plain rows, as far as it is made; ``KeyError`` if it is not written.

    It is looked for in the format in which it was filmed, whatever the studio films in today.
    """
    script: Script = studio.document("script", id, Script)
    bible = studio.chronicle.bible(numbers(id)[0])
    whole = Edition(
        series=studio.folder.slug,
        title=bible.title,
        season=bible.season,
        logline=bible.logline,
        episode=id,
        number=numbers(id)[1],
        episode_title=script.title,
        hook=script.hook,
        cliffhanger=script.cliffhanger,
        fps=studio.format.fps,
        width=studio.format.width,
        height=studio.format.height,
        fountain=to_fountain(script, bible),
    )
    if not studio.archive.revision("storyboard", id):
        return whole
    board = Board(as_filmed(studio, id), id)
    cut = board.cut
    return whole.model_copy(
        update={
            "width": board.studio.format.width,
            "height": board.studio.format.height,
            "rows": tuple(board.rows()),
            "scenes": tuple(board.scenes()),
            "cues": tuple(board.cues()),
            "speeches": tuple(board.speeches()),
            "notes": tuple(board.notes()),
            "stems": _stems(studio, cut),
            "master": cut.path if cut else "",
            "burned": board.storyboard.captions == "on",
        }
    )


def drawn_shots(studio: Studio, id: str) -> dict[str, ShotSpec]:
    """Return the Spec of every shot of a storyboard, by shot id: what is drawn where nothing has been filmed."""
    board = Board(as_filmed(studio, id), id)
    return {timed.shot.id: board.breakdown_of(timed).shot(timed, {}) for timed in board.timed}


def as_filmed(studio: Studio, id: str) -> Studio:
    """Return the studio in the format in which most of an episode has been filmed; in its own if nothing has."""
    found = {form: replace(studio, format=form, at_work={}) for form in _formats(studio, id)}
    return max(found.values(), key=lambda one: _filmed(one, id))


def _formats(studio: Studio, id: str) -> Iterator[Format]:
    """Yield the formats in which it may have been filmed: that of today, that of its master, the usual ones."""
    yield studio.format
    sizes = [(studio.format.width, studio.format.height), (1080, 1920), (540, 960)]
    try:
        video = probe(master_path(studio, id)).video
        sizes[:0] = [(video.width, video.height)] if video else []
    except ToolError:  # there is no master yet
        pass
    for width, height in sizes:
        for draft in (False, True):
            yield replace(studio.format, width=width, height=height, draft=draft)


def _filmed(studio: Studio, id: str) -> int:
    try:
        return len(Episode.of(studio, id).segments())
    except KeyError:  # a voice is missing: nothing can have been filmed
        return -1


@dataclass(frozen=True)
class Board:
    """A storyboard on the table: with its voices and takes as far as there are any."""

    studio: Studio
    id: str

    @cached_property
    def episode(self) -> Episode:
        """The episode."""
        return Episode.of(self.studio, self.id)

    @property
    def storyboard(self) -> Storyboard:
        """Its shot list."""
        return self.episode.storyboard

    @cached_property
    def heard(self) -> Mapping[str, Take] | None:
        """The voice of every line; None while one is missing."""
        try:
            return self.episode.heard
        except KeyError:
            return None

    @cached_property
    def timed(self) -> tuple[TimedShot, ...]:
        """Every shot with its place: as the voices have it, or as planned."""
        if self.heard is not None:
            return self.episode.timed
        spoken = {line.id: spoken_seconds(line.text) for line in self.episode.script.lines()}
        return lay_out(self.storyboard, spoken, self.studio.format.fps)

    @cached_property
    def takes(self) -> Mapping[str, Take]:
        """The picture takes that exist, by shot id."""
        return {} if self.heard is None else self.episode.segments()

    @cached_property
    def cut(self) -> Take | None:
        """The assembled episode of exactly these takes, if there is one."""
        episode, floor, makers = self.episode, self.studio.floor, self.studio.makers
        if self.heard is None or len(self.takes) < len(self.timed):
            return None
        music, effects = floor.find(makers.music, episode.score), floor.find(makers.sound, episode.sound)
        if music is None or effects is None:
            return None
        segments = list(self.takes.values())
        spec = episode.breakdown.cut(self.timed, segments, self.heard, music, effects)
        voices = list({take.key: take for take in self.heard.values()}.values())
        return floor.find(makers.edit, spec, [*segments, *voices, music, effects])

    def rows(self) -> Iterator[Row]:
        """Yield every shot as a row."""
        for number, timed in enumerate(self.timed, 1):
            take = self.takes.get(timed.shot.id)
            yield self._row(number, timed, take)

    def _row(self, number: int, timed: TimedShot, take: Take | None) -> Row:
        shot, told, scene = timed.shot, self._told(timed.shot), self._scene(timed.shot)
        bible = told.bible
        people = [bible.character(placed.character) for placed in shot.figures]
        worn = [placed.outfit for placed in shot.figures]
        props = dict.fromkeys(id for id in (shot.prop, *(placed.holding for placed in shot.figures)) if id)
        return Row(
            id=shot.id,
            number=number,
            scene=shot.scene,
            start=self._frames(timed.start),
            frames=self._frames(timed.seconds),
            framing=_said(shot.framing),
            angle=_said(shot.angle),
            move=_said(shot.move),
            style=shot.style or bible.style,
            location=bible.location(scene.location).name if scene else "",
            hour=scene.hour if scene else "",
            weather=scene.weather if scene else "",
            who=tuple(person.name for person in people),
            outfits=tuple(
                (outfit := person.wardrobe[min(index, len(person.wardrobe) - 1)]).words or outfit.garment
                for person, index in zip(people, worn, strict=True)
            ),
            action=" ".join(_action(beat, bible) for beat in self._beats(shot, scene) if beat.action),
            lines=tuple(self._said(line) for line, _ in timed.lines),
            over=self._said(timed.carried[0][0]).name if timed.carried else "",
            props=tuple(bible.prop(id).name for id in props),
            effects=tuple(_said(effect) for effect in shot.effects),
            text=shot.text,
            again=told is not self.episode,
            take=take.key if take else "",
            file=take.path if take else "",
        )

    def scenes(self) -> Iterator[SceneRow]:
        """Yield every scene that has a shot, in order."""
        starts: dict[str, int] = {}
        for timed in self.timed:
            if timed.shot.scene and timed.shot.id not in self.storyboard.previously:
                starts.setdefault(timed.shot.scene, self._frames(timed.start))
        for number, scene in enumerate(self.episode.script.scenes, 1):
            if scene.id in starts:
                head = heading(scene, self.episode.bible).partition(" #")[0]
                yield SceneRow(id=scene.id, number=number, heading=head, start=starts[scene.id], purpose=scene.purpose)

    def cues(self) -> Iterator[Cue]:
        """Yield every caption, from the frame on which the picture shows it to the one on which it no longer does."""
        voices = self.heard or {}
        for timed in self.timed:
            for line, at in timed.heard if voices else ():
                for caption in captions(voices[line], at, timed.seconds):
                    yield Cue(
                        start=self._on_frame(timed.start + caption.start),
                        end=self._on_frame(timed.start + caption.end),
                        text=" ".join(word.text for word in caption.words),
                        speaker=self._said(line).name,
                        words=tuple(
                            CueWord(text=word.text, start=timed.start + word.start, end=timed.start + word.end)
                            for word in caption.words
                        ),
                    )

    def speeches(self) -> Iterator[Speech]:
        """Yield every line with the frames on which it is heard."""
        fps, voices = self.studio.format.fps, self.heard or {}
        for timed in self.timed:
            for line, at in timed.lines if voices else ():
                said, take, begins = self._said(line), voices[line], timed.start + at
                start = int(begins * fps + 1e-6)
                end = ceil((begins + take.seconds) * fps - 1e-6)
                yield Speech(id=line, name=said.name, text=said.text, start=start, frames=end - start, take=take.key)

    def notes(self) -> Iterator[Note]:
        """Yield what is marked on a timeline: scenes, open findings, the cliffhanger."""
        for scene in self.scenes():
            yield Note(kind="scene", id=scene.id, name=f"{scene.number} {scene.heading}", at=scene.start)
        found = self.studio.archive.get("findings", self.id, Findings) or Findings()
        for finding in found.findings:
            if finding.status == "open":
                yield Note(
                    kind="finding",
                    id=finding.id,
                    name=_said(finding.code),
                    at=self._place(finding),
                    text=finding.message,
                )
        last = [timed for timed in self.timed if timed.shot.framing != "end"][-1:]
        for timed in last:
            yield Note(
                kind="cliffhanger",
                id=timed.shot.id,
                name="cliffhanger",
                at=self._frames(timed.start),
                text=self.episode.script.cliffhanger,
            )

    def breakdown_of(self, timed: TimedShot) -> Any:
        """Return what turns a shot into its Spec: of the episode in which it was filmed."""
        return self._told(timed.shot).breakdown

    def _place(self, finding: Finding) -> int:
        """Return the frame at which a finding's words are heard, or its shot or scene begins; 0 if it says nothing."""
        at = finding.script
        if at is None:
            return 0
        for timed in self.timed:
            if (at.scene and at.scene == timed.shot.id) or at.line in {line for line, _ in timed.lines}:
                return self._frames(timed.start)
        return next((scene.start for scene in self.scenes() if scene.id == at.scene), 0)

    def _told(self, shot: Shot) -> Episode:
        """Return the episode that a shot belongs to."""
        again = shot.id in self.storyboard.previously
        return self.episode.past[numbered(shot.id)] if again else self.episode

    def _scene(self, shot: Shot) -> Scene | None:
        return next((scene for scene in self._told(shot).script.scenes if scene.id == shot.scene), None)

    def _said(self, line: str) -> Said:
        past = [self.episode.past[id] for id in self.episode.past if line.startswith(f"{id}.")]
        told = past[0] if past else self.episode
        spoken = next(one for one in told.script.lines() if one.id == line)
        name = "Narrator" if spoken.via == "narrator" else told.bible.character(spoken.speaker).name
        return Said(name=name, text=spoken.text, how=HEARD.get(spoken.via, "") if spoken.via in EXTENSIONS else "")

    def _beats(self, shot: Shot, scene: Scene | None) -> Sequence[Beat]:
        return [beat for beat in (scene.beats if scene else ()) if beat.id in shot.beats]

    def _frames(self, seconds: float) -> int:
        return round(seconds * self.studio.format.fps)

    def _on_frame(self, seconds: float) -> float:
        fps = self.studio.format.fps
        return ceil(seconds * fps - 1e-6) / fps


def _action(beat: Beat, bible: Bible) -> str:
    words, who = beat.action.strip(), bible.character(beat.who).name if beat.who else ""
    words = words if words.lower().startswith(who.lower()) else f"{who} {words}"
    words = words[:1].upper() + words[1:]
    return words if words[-1:] in '.!?…"”' else f"{words}."


def _said(word: str) -> str:
    return word.replace("_", " ")


def _stems(studio: Studio, cut: Take | None) -> dict[str, str]:
    stored = studio.floor.store.get(cut.key) if cut else None
    if stored is None:
        return {}
    return {name.removesuffix(".wav"): str(stored.stems_folder / name) for name in sorted(stored.stems)}
