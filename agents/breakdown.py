"""The breakdown: documents become Specs. After it, nothing knows of a story any more."""

import re
from collections.abc import Mapping, Sequence

from ..memory.bible import Bible, SetKind
from ..memory.look import Emotion
from ..memory.script import Beat, Line, Scene, Script
from ..memory.storyboard import Placed
from ..tools.edit.spec import CutSpec, Placement
from ..tools.lipsync.visemes import mouth_keys
from ..tools.music.spec import Mood, Passage, ScoreSpec, Sting
from ..tools.picture.spec import Caption, CaptionWord, FigureSpec, MouthKey, PropSpec, ShotSpec, StageSpec
from ..tools.sound.spec import Ambience, Effect, SoundSpec
from ..tools.take import Take
from ..tools.voice.spec import SpeechSpec, Treatment
from .crew import Format
from .timing import TimedShot, length

BADGE = "AI-generated"
"""Burned into the opening and the cards: audiences have a right to know, and some laws ask for it."""

SHORTEST_MOVEMENT = 7.0
"""Seconds that a mood of the score lasts at least."""

CAPTION_WORDS = 7
"""Most words a caption shows at once."""

_HALLS: frozenset[SetKind] = frozenset({"chapel", "palace", "courtroom", "stage"})

_MOODS: dict[Emotion, Mood] = {
    "neutral": "mystery",
    "joy": "hope",
    "tender": "tender",
    "sad": "sad",
    "cry": "sad",
    "angry": "chase",
    "cold": "menace",
    "fear": "tense",
    "shock": "tense",
    "smirk": "menace",
    "shame": "sad",
    "resolve": "hope",
}
_HEAT: dict[Emotion, float] = {
    "angry": 0.85,
    "fear": 0.8,
    "shock": 0.8,
    "cry": 0.7,
    "cold": 0.55,
    "resolve": 0.6,
    "smirk": 0.5,
    "sad": 0.4,
}


class Breakdown:
    """Turns one episode's documents into the Specs of its takes."""

    def __init__(self, bible: Bible, script: Script, form: Format) -> None:
        self.bible, self.script, self.form = bible, script, form
        self._lines = {line.id: line for line in script.lines()}
        self._scenes = {scene.id: scene for scene in script.scenes}
        self._scene_of = {beat.line.id: scene for scene in script.scenes for beat in scene.beats if beat.line}

    def speech(self, line_id: str, target: float | None = None) -> SpeechSpec:
        """Return the Spec of one spoken line."""
        line = self._lines[line_id]
        return SpeechSpec(
            text=line.text,
            voice=self.bible.character(line.speaker).voice,
            emotion=line.emotion,
            treatment=self._treatment(line),
            target=target,
        )

    def _treatment(self, line: Line) -> Treatment:
        location = self.bible.location(self._scene_of[line.id].location)
        if line.via == "phone":
            return "phone"
        if line.via in ("inner", "narrator"):
            return "inner"
        if location.set in _HALLS:
            return "hall"
        return "room" if location.indoors else "outdoor"

    def shot(self, timed: TimedShot, voices: Mapping[str, Take], opens: bool = False) -> ShotSpec:
        """Return the Spec of one shot; ``voices`` are the voice takes by line id, as far as there are any."""
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
            captions=tuple(c for line, at in timed.lines if line in voices for c in captions(voices[line], at)),
            title=shot.text if card else "",
            subtitle=self._subtitle(shot.framing) if card else "",
            badge=BADGE if card or opens else "",
            seed=int(re.sub(r"\D", "", shot.id) or 0) + self.bible.theme_seed,
            draft=self.form.draft,
        )

    def _scene_for(self, timed: TimedShot) -> Scene:
        if timed.shot.scene:
            return self._scenes[timed.shot.scene]
        return self.script.scenes[0 if timed.shot.framing == "title" else -1]

    def _stage(self, scene: Scene) -> StageSpec:
        location = self.bible.location(scene.location)
        place = next(n for n, other in enumerate(self.bible.locations) if other.id == location.id)
        return StageSpec(
            set=location.set, hour=scene.hour, weather=scene.weather, seed=self.bible.theme_seed % 1000 + 17 * place
        )

    def _figure(self, placed: Placed, timed: TimedShot, voices: Mapping[str, Take]) -> FigureSpec:
        character = self.bible.character(placed.character)
        holding = self.bible.prop(placed.holding).kind if placed.holding else None
        return FigureSpec(
            look=character.look,
            outfit=character.wardrobe[min(placed.outfit, len(character.wardrobe) - 1)],
            emotion=placed.emotion,
            becomes=placed.becomes,
            faces=placed.faces,
            gaze=placed.gaze,
            gesture=placed.gesture,
            holding=holding,
            mouth=self._mouth(placed, timed, voices),
        )

    def _mouth(self, placed: Placed, timed: TimedShot, voices: Mapping[str, Take]) -> tuple[MouthKey, ...]:
        """Only a line spoken on screen moves its owner's mouth: never a narrator's, a thought's or a phone's."""
        keys: list[MouthKey] = []
        for line_id, at in timed.lines:
            line = self._lines[line_id]
            if line_id in voices and line.speaker == placed.character and line.via == "on" and placed.faces != "away":
                keys.extend(mouth_keys(phones(voices[line_id]), offset=at))
        # While another is heard, even lips that a feeling has parted stay closed: they would seem to speak.
        return tuple(keys) or ((MouthKey(at=0.0, shape="sil", open=0.0),) if timed.lines else ())

    def _subtitle(self, framing: str) -> str:
        number = int(self.script.episode.rsplit("e", 1)[-1])
        return f"Episode {number}" if framing == "title" else self.bible.title

    def cut(
        self,
        timed: Sequence[TimedShot],
        segments: Sequence[Take],
        voices: Mapping[str, Take],
        music: Take,
        effects: Take,
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
        )

    def _pan(self, line_id: str, timed: TimedShot) -> float:
        if len(timed.shot.figures) < 2:
            return 0.0
        place = [placed.character for placed in timed.shot.figures].index
        speaker = self._lines[line_id].speaker
        return (-0.18, 0.18)[place(speaker)] if speaker in {p.character for p in timed.shot.figures[:2]} else 0.0

    def score(self, timed: Sequence[TimedShot]) -> ScoreSpec:
        """Return the Spec of the music: the mood of each scene, blows on the jolts, a sting at the end."""
        passages: list[Passage] = []
        for start, beats in self._movements(timed):
            mood, tension = _feeling(beats)
            passages.append(Passage(start=start, mood=mood, tension=tension))
        stings = [Sting(at=shot.start, kind="hit") for shot in timed if "hit" in shot.shot.effects]
        end = next((shot for shot in timed if shot.shot.framing == "end"), timed[-1])
        stings.append(Sting(at=end.start, kind="cliffhanger"))
        return ScoreSpec(
            seconds=length(tuple(timed)),
            theme_seed=self.bible.theme_seed,
            passages=tuple(passages),
            stings=tuple(stings),
        )

    def _movements(self, timed: Sequence[TimedShot]) -> list[tuple[float, list[Beat]]]:
        """Divide the episode where the music must turn: at each scene, and at each jolt that is not too near the last turn."""
        beats = {beat.id: beat for scene in self.script.scenes for beat in scene.beats}
        movements: list[tuple[float, list[Beat]]] = []
        scene = ""
        for shot in timed:
            own = [beats[id] for id in shot.shot.beats]
            turns = shot.shot.scene not in ("", scene) or any(beat.jolt for beat in own)
            if not movements or (turns and shot.start - movements[-1][0] >= SHORTEST_MOVEMENT):
                movements.append((shot.start if movements else 0.0, []))
            scene = shot.shot.scene or scene
            movements[-1][1].extend(own)
        return movements

    def sound(self, timed: Sequence[TimedShot]) -> SoundSpec:
        """Return the Spec of ambience and effects."""
        ambiences = []
        for shot in timed:
            stage = self._stage(self._scene_for(shot))
            ambiences.append(
                Ambience(
                    start=shot.start,
                    end=shot.start + shot.seconds,
                    set=stage.set,
                    hour=stage.hour,
                    weather=stage.weather,
                )
            )
        effects = [
            Effect(at=round(shot.start + 0.05, 3), kind=effect)
            for shot in timed
            for effect in shot.shot.effects
            if effect != "hit"  # the score strikes those
        ]
        return SoundSpec(seconds=length(tuple(timed)), ambiences=_joined(ambiences), effects=tuple(effects))


def phones(take: Take) -> list[tuple[str, float, float]]:
    """Return the phonemes of a voice take as ``(phoneme, start, end)``."""
    return [(str(p), float(a), float(b)) for p, a, b in take.facts["phones"]]  # type: ignore[attr-defined]


def words(take: Take) -> list[tuple[str, float, float]]:
    """Return the words of a voice take as ``(text, start, end)``."""
    return [(str(w), float(a), float(b)) for w, a, b in take.facts["words"]]  # type: ignore[attr-defined]


def captions(take: Take, offset: float) -> list[Caption]:
    """Cut the words of a line into captions of a few words, at punctuation where it can be."""
    groups: list[list[CaptionWord]] = [[]]
    for text, start, end in words(take):
        groups[-1].append(CaptionWord(text=text, start=round(offset + start, 3), end=round(offset + end, 3)))
        size = len(groups[-1])
        if size >= CAPTION_WORDS or (size >= 3 and text[-1:] in ".!?…,;:—"):
            groups.append([])
    groups = [group for group in groups if group]
    if len(groups) > 1 and len(groups[-1]) == 1 and len(groups[-2]) < CAPTION_WORDS:
        groups[-2].extend(groups.pop())  # never one word alone
    ends = [group[0].start for group in groups[1:]] + [groups[-1][-1].end + 0.25] if groups else []
    return [
        Caption(words=tuple(g), start=g[0].start, end=min(e, g[-1].end + 0.4))
        for g, e in zip(groups, ends, strict=True)
    ]


def _feeling(beats: Sequence[Beat]) -> tuple[Mood, float]:
    """Return the mood of some beats and their tension, 0 to 1, from what people feel in them."""
    emotions = [beat.line.emotion if beat.line else beat.emotion for beat in beats]
    telling: list[Emotion] = [emotion for emotion in emotions if emotion != "neutral"] or ["neutral"]
    mood = max(sorted(set(telling)), key=telling.count)
    heat = sum(_HEAT.get(emotion, 0.3) for emotion in telling) / len(telling)
    return _MOODS[mood], round(min(1.0, heat + 0.1 * any(beat.jolt for beat in beats)), 3)


def _joined(ambiences: Sequence[Ambience]) -> tuple[Ambience, ...]:
    joined: list[Ambience] = []
    for ambience in ambiences:
        same = joined and (joined[-1].set, joined[-1].hour, joined[-1].weather) == (
            ambience.set,
            ambience.hour,
            ambience.weather,
        )
        if same:
            joined[-1] = joined[-1].model_copy(update={"end": ambience.end})
        else:
            joined.append(ambience)
    return tuple(joined)
