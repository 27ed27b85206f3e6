"""One episode at work: its documents, and the Specs and takes that follow from them.

Nothing is stored here. A take's key follows from its Spec, a Spec from the documents and the voices, so
everything can be asked for again after a crash.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Self

from ..errors import ProductionError
from ..memory.casting import Casting
from ..memory.kept import Kept
from ..memory.look import Voice
from ..memory.numbering import episode_id, numbers, season_id
from ..memory.script import Script
from ..memory.sets import Sets
from ..memory.storyboard import Storyboard
from ..tools.edit.spec import CutSpec
from ..tools.music.spec import ScoreSpec
from ..tools.photography.photographing import Photographing
from ..tools.photography.speaking import begins, speaks
from ..tools.picture.spec import ShotSpec
from ..tools.sound.spec import SoundSpec
from ..tools.take import AnyMaker, Take
from ..tools.voice.spec import SpeechSpec
from .breakdown import Breakdown
from .captioning import pauses
from .crew import Studio
from .locating import Located, documents, located, otherwise, set_take
from .referring import Held, hold, words
from .roles import Role, roles
from .scouting import sets_of
from .speaking import decision, lines_of, speech
from .timing import TimedShot, lay_out, speech_factor
from .voicing import spoken, voices


class Episode:
    """The documents of an episode as they stand, and what follows from them."""

    def __init__(self, studio: Studio, id: str) -> None:
        self.studio, self.id = studio, id
        self.bible = studio.chronicle.bible(numbers(id)[0])
        self.script: Script = studio.document("script", id, Script)
        self.storyboard: Storyboard = studio.document("storyboard", id, Storyboard)
        self._found: dict[str, dict[str, Take]] = {}

    @classmethod
    def of(cls, studio: Studio, id: str) -> Self:
        """Return an episode, read anew only if its documents have changed."""
        series = (("kept", "series"), ("casting", "series"))
        season, _ = numbers(id)
        own = (("bible", season_id(season)), ("script", id), ("storyboard", id))
        marks = [studio.archive.revision(kind, of) for kind, of in (*own, *series, *documents(season))]
        kept = studio.at_work.get(id)
        if kept is None or kept[0] != marks:
            kept = studio.at_work[id] = (marks, cls(studio, id))
        episode: Self = kept[1]
        return episode

    @cached_property
    def past(self) -> dict[str, "Episode"]:
        """The episodes of earlier seasons from which shots are shown again, by id."""
        ids = dict.fromkeys(shot.rpartition(".")[0] for shot in self.storyboard.previously)
        return {id: Episode.of(self.studio, id) for id in ids}

    @cached_property
    def breakdown(self) -> Breakdown:
        """What turns the documents into Specs."""
        past = [(episode.bible, episode.script) for episode in self.past.values()]
        return Breakdown(
            self.bible,
            self.script,
            self.studio.format,
            past,
            self.kept,
            self.storyboard.captions == "on",
            self._speakers,
            {id: one.ground for id, one in self.located.items()},
        )

    @cached_property
    def sets(self) -> Sets:
        """The scouted sets of its season."""
        return sets_of(self.studio, numbers(self.id)[0])

    @cached_property
    def located(self) -> dict[str, Located]:
        """The shots of its own that are filmed in scouted sets, by id."""
        return located(self.sets, self.script, self.storyboard)

    @cached_property
    def _speakers(self) -> Mapping[str, Voice]:
        return voices(self.bible, self.casting)

    @cached_property
    def kept(self) -> Kept:
        """What is locked in the series: it follows from the documents no more."""
        return self.studio.archive.get("kept", "series", Kept) or Kept()

    @cached_property
    def recap(self) -> tuple[TimedShot, ...]:
        """The shots that are shown again, timed as they were then."""
        timed = {shot.shot.id: shot for episode in self.past.values() for shot in episode.timed}
        return tuple(timed[id] for id in self.storyboard.previously)

    @property
    def recap_seconds(self) -> float:
        """How long the shots that are shown again last."""
        return sum(shot.seconds for shot in self.recap)

    def natural_speech(self) -> dict[str, SpeechSpec]:
        """Return the Spec of every line at its natural length, by line id, in order."""
        return {line: self.breakdown.speech(line) for shot in self.storyboard.shots for line in shot.lines}

    def fitted_speech(self) -> dict[str, SpeechSpec]:
        """Return the Spec of every line at the length that the episode gives it; needs the natural takes."""
        natural, pace = self.natural_speech(), self.pace
        if pace == 1.0:
            return natural
        return {
            line: self.breakdown.speech(line, round(self._voice(spec).seconds * pace, 3))
            for line, spec in natural.items()
        }

    @property
    def pace(self) -> float:
        """The factor on the natural length of every line: as it was set when they were first heard.

        Until then it is what the form asks for; that needs the natural takes.
        """
        if self.storyboard.pace:
            return self.storyboard.pace
        natural = {line: self._voice(spec).seconds for line, spec in self.natural_speech().items()}
        return round(speech_factor(self.storyboard, natural, self.studio.format.fps, self.recap_seconds), 4)

    def _voice(self, spec: SpeechSpec) -> Take:
        take = spoken(self.studio, spec)
        if take is None:
            raise KeyError(f"no take of {spec.text!r}")
        return take

    @cached_property
    def voices(self) -> dict[str, Take]:
        """The voice take of every line of its own, by line id."""
        return {line: self._voice(spec) for line, spec in self.fitted_speech().items()}

    @property
    def language(self) -> str:
        """In which it is spoken."""
        return self.bible.premise.language

    @property
    def heard(self) -> dict[str, Take]:
        """The voice take of every line that is heard, those that are shown again among them, by line id.

        A line that the model which films it says itself is heard as that says it, once it has been filmed.
        """
        past = {id: episode.heard for id, episode in self.past.items()}
        again = {line: past[numbered(line)][line] for shot in self.recap for line, _ in shot.lines}
        own = (take for shot in self._speaking for take in self._own_words(shot).items())
        return {**again, **self.voices, **dict(own)}

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of every line that is heard, by line id."""
        scripts = [*(episode.script for episode in self.past.values()), self.script]
        return {line.id: line.text for script in scripts for line in script.lines()}

    @property
    def timed(self) -> tuple[TimedShot, ...]:
        """Every shot with its place in the episode, and every line where it is heard."""
        return tuple(self._as_said(timed) for timed in self.planned) if self._speaking else self.planned

    @cached_property
    def planned(self) -> tuple[TimedShot, ...]:
        """Every shot with its place as the voices of the cast have it.

        The first card, what is shown again, and the episode's own.
        """
        lasts = {line: take.seconds for line, take in self.voices.items()}
        rests = {line: pauses(take) for line, take in self.voices.items()}
        own = lay_out(self.storyboard, lasts, self.studio.format.fps, rests)
        return (*own[:1], *_one_after_another(self.recap, own[0].seconds), *_later(own[1:], self.recap_seconds))

    @cached_property
    def casting(self) -> Casting:
        """What the cast and the places look like in pictures."""
        return self.studio.archive.get("casting", "series", Casting) or Casting()

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return roles(self.storyboard, self.script)

    def camera(self, shot: str) -> AnyMaker[ShotSpec]:
        """Return who films a shot."""
        if shot in self.storyboard.previously:
            return self.past[numbered(shot)].camera(shot)
        makers, role = self.studio.makers, self._roles[shot]
        return makers.on_location(role) if shot in self._on_set else makers.camera(role)

    @cached_property
    def _on_set(self) -> frozenset[str]:
        """The shots of its own that are filmed in a scouted set; what is locked is filmed where it was."""
        locked = {id for id, spec in self.kept.specs.items() if '"ground"' in spec}
        return frozenset(id for id in self._roles if id in (locked if id in self.kept.specs else self.located))

    @cached_property
    def shots(self) -> dict[str, ShotSpec]:
        """The Spec of every shot, by shot id, in order."""
        specs: dict[str, ShotSpec] = {}
        for number, timed in enumerate(self.planned):
            id = timed.shot.id
            again = id in self.storyboard.previously
            specs[id] = (
                self.past[numbered(id)].shots[id]
                if again
                else self._told(timed, self.breakdown.shot(timed, self.voices, opens=number == 0))
            )
        return specs

    def _told(self, timed: TimedShot, spec: ShotSpec) -> ShotSpec:
        """Return the Spec of a shot with what its camera has to be told, if that one photographs."""
        shot = timed.shot
        camera = self.camera(shot.id)
        if not isinstance(camera, Photographing) or shot.id in self.kept.specs:
            return spec
        held = self._held[shot.id]
        told = {"words": words(self.script, shot), "references": held.references, "adapters": held.adapters}
        said = speech(self.bible, self.script, self.storyboard, timed, camera)
        if said is not None:  # its captions follow the sound that it will make
            spec = spec.model_copy(update={"speech": said, "captions": ()})
        return spec.model_copy(update=told)

    @cached_property
    def _held(self) -> dict[str, Held]:
        """What every shot of its own is held to that is photographed, by shot id."""
        scenes = {scene.id: scene for scene in self.script.scenes}
        held: dict[str, Held] = {}
        for shot in self.storyboard.shots:
            camera = self.camera(shot.id)
            if isinstance(camera, Photographing):
                scene, shown = scenes.get(shot.scene), camera.shown
                held[shot.id] = hold(self.bible, self.casting, shot, scene, shown.references, shown.adapters)
        return held

    def references(self, shot: str) -> tuple[Take, ...]:
        """Return the takes that a shot is held to; raise ProductionError if one is no longer there.

        Where it is filmed in a scouted set, the last is the take of that set.
        """
        if shot in self.storyboard.previously:
            return self.past[numbered(shot)].references(shot)
        if shot in self.kept.specs:
            keys = self.kept.held.get(shot, ())
            pictures, places = (keys[:-1], keys[-1:]) if shot in self._on_set else (keys, ())
        else:
            pictures = self._held[shot].takes if shot in self._held else ()
            places = (self.located[shot].take,) if shot in self.located else ()
        sets = (set_take(self.studio, self.bible, self.sets, key) for key in places)
        return (*(self._reference(key) for key in pictures), *sets)

    def _reference(self, key: str) -> Take:
        take = self.studio.floor.take(key)
        if take is None:
            raise ProductionError(
                f"A picture of the cast ({key[:12]}) is missing from the take store. Cast again: cliffhanger cast "
                f"{self.studio.folder.slug}."
            )
        return take

    async def film(self, shot: str) -> Take:
        """Make the picture of a shot, or find it.

        If it was to say its lines itself and does not, that is written down, and the voices of the cast say them. What
        a camera in a scouted set did otherwise than asked is written down too.
        """
        floor, camera, held = self.studio.floor, self.camera(shot), self.references(shot)
        take = await floor.make(camera, self.shots[shot], held)
        for note in otherwise(take):
            self._decided(f"{shot}: {note}")
        if not self._silent(shot, take):
            return take
        self._decided(decision(shot, take))
        return await floor.make(camera, self._voiced(shot), held)

    def _decided(self, told: str) -> None:
        """Write a decision down, once."""
        archive = self.studio.archive
        if all(entry.text != told for entry in archive.entries(self.id)):
            archive.log(told, "decision", self.id)

    def filmed(self, shot: str) -> Take | None:
        """Return the picture of a shot if there is one."""
        floor, camera, held = self.studio.floor, self.camera(shot), self.references(shot)
        take = floor.find(camera, self.shots[shot], held)
        if take is not None and self._silent(shot, take):
            return floor.find(camera, self._voiced(shot), held)
        return take

    @cached_property
    def _speaking(self) -> tuple[str, ...]:
        """The shots of its own that are to say their lines themselves."""
        makers = self.studio.makers
        if not any(speaks(camera, 0.0) for camera in (makers.picture, *makers.cameras.values())):
            return ()
        own = (id for id in self.shots if id not in self.storyboard.previously)
        return tuple(id for id in own if self.shots[id].speech is not None)

    def _silent(self, shot: str, take: Take) -> bool:
        """Tell whether a shot was to speak and does not."""
        return self.shots[shot].speech is not None and not lines_of(take)

    def _voiced(self, shot: str) -> ShotSpec:
        """Return the Spec of a shot that was to speak, with the voices of the cast instead."""
        if shot in self.storyboard.previously:
            return self.past[numbered(shot)]._voiced(shot)
        spec = self.shots[shot]
        assert spec.speech is not None, "it was to speak"
        timed = next(timed for timed in self.planned if timed.shot.id == shot)
        said = spec.speech.model_copy(update={"followed": False})
        return spec.model_copy(update={"speech": said, "captions": self.breakdown.captions(timed, self.voices)})

    def _own_words(self, shot: str) -> dict[str, Take]:
        """Return the lines of a shot as it says them itself, by line id; none if it does not, or not yet."""
        if shot not in self._found:
            take = self.filmed(shot)
            if take is None:
                return {}
            lines = [self.studio.floor.take(key) for key in lines_of(take)]
            ids = next([line for line, _ in timed.lines] for timed in self.planned if timed.shot.id == shot)
            self._found[shot] = {id: line for id, line in zip(ids, lines, strict=False) if line is not None}
        return self._found[shot]

    def _as_said(self, timed: TimedShot) -> TimedShot:
        """Return a shot with its lines where it says them itself."""
        said = self._own_words(timed.shot.id) if timed.shot.id in self._speaking else {}
        return replace(timed, lines=tuple((id, begins(said[id]) if id in said else at) for id, at in timed.lines))

    def segments(self) -> dict[str, Take]:
        """Return the picture takes that exist by now, by shot id, in order."""
        found = {id: self.filmed(id) for id in self.shots}
        return {id: take for id, take in found.items() if take is not None}

    @property
    def score(self) -> ScoreSpec:
        """The Spec of the music."""
        return self.breakdown.score(self.timed, self.storyboard.music)

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
        level = self.storyboard.music_level
        spec: CutSpec = self.breakdown.cut(self.timed, segments, self.heard, music, effects, level)
        voices = list({take.key: take for take in self.heard.values()}.values())
        return await floor.make(makers.edit, spec, [*segments, *voices, music, effects])


def numbered(id: str) -> str:
    """Return the episode that a shot or a line belongs to, by its id."""
    return episode_id(*numbers(id))


def _one_after_another(shots: Sequence[TimedShot], start: float) -> Iterator[TimedShot]:
    for shot in shots:
        yield replace(shot, start=start)
        start += shot.seconds


def _later(shots: Sequence[TimedShot], seconds: float) -> Iterator[TimedShot]:
    return (replace(shot, start=shot.start + seconds) for shot in shots)
