"""The breakdown: documents become Specs. After it, nothing knows of a story any more."""

import re
import zlib
from collections.abc import Mapping, Sequence

from ..memory.bible import Bible, SetKind
from ..memory.kept import Kept
from ..memory.look import Voice
from ..memory.numbering import numbers
from ..memory.script import Line, Scene, Script
from ..memory.storyboard import Gesture, MusicNote, Placed, Shot
from ..tools.edit.spec import CutSpec, Placement
from ..tools.lipsync.visemes import mouth_keys
from ..tools.music.spec import ScoreSpec
from ..tools.picture.retake import STEP
from ..tools.picture.spec import Caption, FigureSpec, MouthKey, PropSpec, ShotSpec, StageSpec
from ..tools.sets.spec import Ground
from ..tools.sound.spec import SoundSpec
from ..tools.take import Take
from ..tools.voice.spec import SpeechSpec, Treatment
from . import spotting
from .captioning import captions, phones
from .crew import Format
from .timing import TimedShot
from .wounds import seen

PREVIOUSLY = "Previously on"
"""On the card of a recap; the title of the season before stands under it."""
BADGE = "AI-generated"
"""Burned into the opening and the cards: audiences have a right to know, and some laws ask for it."""

UNHEARD = 0.0
"""Seconds of a locked shot whose lines nobody had spoken yet."""

_WITH_BOTH_ARMS: frozenset[Gesture] = frozenset({"arms_crossed", "cover_face"})
_HALLS: frozenset[SetKind] = frozenset({"chapel", "palace", "courtroom", "stage"})


class Breakdown:
    """Turns one episode's documents into the Specs of its takes."""

    def __init__(
        self,
        bible: Bible,
        script: Script,
        form: Format,
        past: Sequence[tuple[Bible, Script]] = (),
        kept: Kept | None = None,
        captioned: bool = True,
        voices: Mapping[str, Voice] | None = None,
        grounds: Mapping[str, Ground] | None = None,
    ) -> None:
        """Take up an episode.

        ``past`` are those of earlier seasons from which it shows shots again; what is ``kept`` follows from no
        document any more; unless ``captioned``, no words are shown; ``voices`` are of those who sound otherwise than
        the Bible has it; ``grounds`` are where shots are filmed that are in scouted sets, by shot id.
        """
        self.bible, self.script, self.form, self.captioned = bible, script, form, captioned
        self._voices, self._grounds = voices or {}, grounds or {}
        self._kept = kept.specs if kept is not None else {}
        scenes = [scene for each in (*(script for _, script in past), script) for scene in each.scenes]
        self._scenes = {scene.id: scene for scene in scenes}
        self._scene_of = {beat.line.id: scene for scene in scenes for beat in scene.beats if beat.line}
        self._lines = {beat.line.id: beat.line for scene in scenes for beat in scene.beats if beat.line}
        self._past_title = past[-1][0].title if past else bible.title
        self._places = {place.id: place for each in (*(bible for bible, _ in past), bible) for place in each.locations}

    def speech(self, line_id: str, target: float | None = None) -> SpeechSpec:
        """Return the Spec of one spoken line."""
        if line_id in self._kept:
            return SpeechSpec.model_validate_json(self._kept[line_id])
        line = self._lines[line_id]
        return SpeechSpec(
            text=line.text,
            voice=self._voices.get(line.speaker) or self.bible.character(line.speaker).voice,
            emotion=line.emotion,
            manner=line.manner,
            treatment=self._treatment(line),
            target=target,
        )

    def _treatment(self, line: Line) -> Treatment:
        location = self._places[self._scene_of[line.id].location]
        if line.via == "phone":
            return "phone"
        if line.via in ("inner", "narrator"):
            return "inner"
        if location.set in _HALLS:
            return "hall"
        return "room" if location.indoors else "outdoor"

    def shot(self, timed: TimedShot, voices: Mapping[str, Take], opens: bool = False) -> ShotSpec:
        """Return the Spec of one shot; ``voices`` are the voice takes by line id, as far as there are any."""
        if timed.shot.id in self._kept:
            return self._as_kept(timed, voices)
        shot = timed.shot
        card = shot.framing in ("title", "end")
        return ShotSpec(
            width=self.form.width,
            height=self.form.height,
            fps=self.form.fps,
            seconds=timed.seconds,
            framing=shot.framing,
            angle=shot.angle,
            move=shot.move,
            style=shot.style or self.bible.style,
            stage=self._stage(self._scene_for(timed)),
            figures=tuple(self._figure(placed, timed, voices) for placed in shot.figures),
            prop=PropSpec(kind=self.bible.prop(shot.prop).kind, text=shot.text) if shot.prop else None,
            captions=self.captions(timed, voices),
            title=shot.text if card else "",
            subtitle=self._subtitle(shot) if card else "",
            badge=BADGE if card or opens else "",
            seed=int(re.sub(r"\D", "", shot.id) or 0) + self.bible.theme_seed + shot.take * STEP,
            draft=self.form.draft,
            ground=self._grounds.get(shot.id),
        )

    def _as_kept(self, timed: TimedShot, voices: Mapping[str, Take]) -> ShotSpec:
        """Return a locked shot as it was locked, in the size of today; locked unheard, it gets its voices now."""
        kept = ShotSpec.model_validate_json(self._kept[timed.shot.id])
        unheard = kept.seconds == UNHEARD
        size = {"width": self.form.width, "height": self.form.height, "fps": self.form.fps, "draft": self.form.draft}
        kept = kept.model_copy(update={**size, "seconds": timed.seconds})
        if not unheard or any(line not in voices for line, _ in timed.heard):
            return kept
        figures = tuple(
            figure.model_copy(update={"mouth": self.mouth(placed, timed, voices)})
            for figure, placed in zip(kept.figures, timed.shot.figures, strict=False)
        )
        return kept.model_copy(update={"figures": figures, "captions": self.captions(timed, voices)})

    def captions(self, timed: TimedShot, voices: Mapping[str, Take], language: str = "en") -> tuple[Caption, ...]:
        """Return the captions of one shot, as the voice takes say it; none if the episode shows no words."""
        heard = [(voices[line], at) for line, at in timed.heard if line in voices and self.captioned]
        return tuple(caption for voice, at in heard for caption in captions(voice, at, timed.seconds, language))

    def _scene_for(self, timed: TimedShot) -> Scene:
        if timed.shot.scene:
            return self._scenes[timed.shot.scene]
        return self.script.scenes[0 if timed.shot.framing == "title" else -1]

    def _stage(self, scene: Scene) -> StageSpec:
        location = self._places[scene.location]
        # By its id, not its place in the Bible: a set looks the same in every season.
        dressed = zlib.crc32(location.id.encode("utf-8")) % 1000
        return StageSpec(
            set=location.set, hour=scene.hour, weather=scene.weather, seed=self.bible.theme_seed % 1000 + dressed
        )

    def _figure(self, placed: Placed, timed: TimedShot, voices: Mapping[str, Take]) -> FigureSpec:
        character = self.bible.character(placed.character)
        holding = self.bible.prop(placed.holding).kind if placed.holding else None
        wound = seen((self._scene_for(timed).wounds or {}).get(placed.character, ""))
        bound = wound == "sling" and placed.gesture in _WITH_BOTH_ARMS
        return FigureSpec(
            look=character.look,
            outfit=character.wardrobe[min(placed.outfit, len(character.wardrobe) - 1)],
            emotion=placed.emotion,
            becomes=placed.becomes,
            faces=placed.faces,
            gaze=placed.gaze,
            gesture="none" if bound else placed.gesture,
            holding=holding,
            wound=wound,
            mouth=self.mouth(placed, timed, voices),
        )

    def mouth(self, placed: Placed, timed: TimedShot, voices: Mapping[str, Take]) -> tuple[MouthKey, ...]:
        """Only a line spoken on screen moves its owner's mouth: never a narrator's, a thought's or a phone's."""
        keys: list[MouthKey] = []
        for line_id, at in timed.heard:
            line = self._lines[line_id]
            if line_id in voices and line.speaker == placed.character and line.via == "on" and placed.faces != "away":
                keys.extend(mouth_keys(phones(voices[line_id]), offset=at))
        keys = _within(keys, timed.seconds)
        # While another is heard, even lips that a feeling has parted stay closed: they would seem to speak.
        return tuple(keys) or ((MouthKey(at=0.0, shape="sil", open=0.0),) if timed.heard else ())

    def _subtitle(self, shot: Shot) -> str:
        if shot.framing == "end":
            return self.bible.title
        return self._past_title if shot.text == PREVIOUSLY else f"Episode {numbers(self.script.episode)[1]}"

    def cut(
        self,
        timed: Sequence[TimedShot],
        segments: Sequence[Take],
        voices: Mapping[str, Take],
        music: Take,
        effects: Take,
        music_level: float = 0.0,
    ) -> CutSpec:
        """Return the Spec of the assembled episode."""
        return CutSpec(
            segments=tuple(take.key for take in segments),
            lines=tuple(
                Placement(take=voices[line].key, start=round(shot.start + at, 4), pan=self._pan(line, shot))
                for shot in timed
                for line, at in shot.lines
            ),
            music=music.key,
            effects=effects.key,
            title=f"{self.bible.title} · {self.script.title}",
            comment=f"{BADGE} by Cliffhanger",
            music_level=music_level,
        )

    def _pan(self, line_id: str, timed: TimedShot) -> float:
        if len(timed.shot.figures) < 2:
            return 0.0
        place = [placed.character for placed in timed.shot.figures].index
        speaker = self._lines[line_id].speaker
        return (-0.18, 0.18)[place(speaker)] if speaker in {p.character for p in timed.shot.figures[:2]} else 0.0

    def score(self, timed: Sequence[TimedShot], notes: Sequence[MusicNote] = ()) -> ScoreSpec:
        """Return the Spec of the music; ``notes`` are what the user wants of it."""
        beats = {beat.id: beat for scene in self._scenes.values() for beat in scene.beats}
        return spotting.score(self.bible, beats, timed, notes)

    def sound(self, timed: Sequence[TimedShot]) -> SoundSpec:
        """Return the Spec of ambience and effects."""
        return spotting.sound(timed, [self._stage(self._scene_for(shot)) for shot in timed])


def _within(keys: Sequence[MouthKey], seconds: float) -> list[MouthKey]:
    """Return the mouth of one shot: of what was said before it only the shape on the lips as it begins."""
    before = [key for key in keys if key.at < 0]
    began = [before[-1].model_copy(update={"at": 0.0})] if before else []
    return [*began, *(key for key in keys if 0 <= key.at < seconds)]
