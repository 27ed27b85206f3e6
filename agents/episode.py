"""One episode at work: its documents, and the Specs and takes that follow from them.

Nothing is stored here. A take's key follows from its Spec, a Spec from the documents and the voices, so
everything can be asked for again after a crash.
"""

from functools import cached_property

from ..memory.numbering import numbers
from ..memory.script import Script
from ..memory.storyboard import Storyboard
from ..tools.edit.spec import CutSpec
from ..tools.music.spec import ScoreSpec
from ..tools.picture.spec import ShotSpec
from ..tools.sound.spec import SoundSpec
from ..tools.take import Take
from ..tools.voice.spec import SpeechSpec
from .breakdown import Breakdown
from .captioning import pauses
from .crew import Studio
from .timing import TimedShot, lay_out, speech_factor


class Episode:
    """The documents of an episode as they stand, and what follows from them."""

    def __init__(self, studio: Studio, id: str) -> None:
        self.studio, self.id = studio, id
        self.bible = studio.chronicle.bible(numbers(id)[0])
        self.script: Script = studio.document("script", id, Script)
        self.storyboard: Storyboard = studio.document("storyboard", id, Storyboard)
        self.breakdown = Breakdown(self.bible, self.script, studio.format)

    def natural_speech(self) -> dict[str, SpeechSpec]:
        """Return the Spec of every line at its natural length, by line id, in order."""
        return {line: self.breakdown.speech(line) for shot in self.storyboard.shots for line in shot.lines}

    def fitted_speech(self) -> dict[str, SpeechSpec]:
        """Return the Spec of every line at the length that the episode gives it; needs the natural takes."""
        natural = {line: self._voice(spec).seconds for line, spec in self.natural_speech().items()}
        factor = speech_factor(self.storyboard, natural, self.studio.format.fps)
        if factor == 1.0:
            return self.natural_speech()
        return {line: self.breakdown.speech(line, round(seconds * factor, 3)) for line, seconds in natural.items()}

    def _voice(self, spec: SpeechSpec) -> Take:
        take = self.studio.floor.find(self.studio.makers.voice, spec)
        if take is None:
            raise KeyError(f"no take of {spec.text!r}")
        return take

    @cached_property
    def voices(self) -> dict[str, Take]:
        """The voice take of every line, by line id."""
        return {line: self._voice(spec) for line, spec in self.fitted_speech().items()}

    @cached_property
    def timed(self) -> tuple[TimedShot, ...]:
        """Every shot with its place in the episode."""
        spoken = {line: take.seconds for line, take in self.voices.items()}
        rests = {line: pauses(take) for line, take in self.voices.items()}
        return lay_out(self.storyboard, spoken, self.studio.format.fps, rests)

    @cached_property
    def shots(self) -> dict[str, ShotSpec]:
        """The Spec of every shot, by shot id, in order."""
        return {
            timed.shot.id: self.breakdown.shot(timed, self.voices, opens=number == 0)
            for number, timed in enumerate(self.timed)
        }

    def segments(self) -> dict[str, Take]:
        """Return the picture takes that exist by now, by shot id, in order."""
        found = {id: self.studio.floor.find(self.studio.makers.picture, spec) for id, spec in self.shots.items()}
        return {id: take for id, take in found.items() if take is not None}

    @property
    def score(self) -> ScoreSpec:
        """The Spec of the music."""
        return self.breakdown.score(self.timed)

    @property
    def sound(self) -> SoundSpec:
        """The Spec of ambience and effects."""
        return self.breakdown.sound(self.timed)

    async def assemble(self) -> Take:
        """Make the music, the effects and the cut, or find them."""
        floor, makers = self.studio.floor, self.studio.makers
        music = await floor.make(makers.music, self.score)
        effects = await floor.make(makers.sound, self.sound)
        segments = list(self.segments().values())
        spec: CutSpec = self.breakdown.cut(self.timed, segments, self.voices, music, effects)
        voices = list({take.key: take for take in self.voices.values()}.values())
        return await floor.make(makers.edit, spec, [*segments, *voices, music, effects])
