"""Dubbing an episode: scene by scene, so that its first seconds can be watched before its last line is translated.

::

    scenes ──▶ translate, in order ──▶ speak, fit, shorten ──▶ draw what differs ──▶ part of the stream
                                              all scenes ──▶ mix and join ──▶ master

Every line and every picture is a take; what has been translated is kept with each scene. So a dub that was killed goes
on, and after a change of the original only what it touches is made again.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...errors import ProductionError
from ...memory.cuts import Cuts
from ...memory.dub import Dub, DubbedLine, Glossary
from ...memory.script import Scene
from ...tools.edit.spec import CutSpec
from ...tools.listening.heard_back import HeardBackSpec
from ...tools.picture.redrawn import Redrawn
from ...tools.take import Maker, Take
from ..crew import Studio
from ..episode import Episode
from ..timing import TimedShot
from ..voicing import speak
from .dubbed import Dubbed, written
from .fitting import HURRIED, Fitted, Slot, fit
from .loudness import as_loud
from .translator import Brief, Cue, Passage, Rendering, Translator

UNDERSTOOD = 0.6
"""How alike a line and what is heard of it must be."""
REWORDINGS = 3
"""How often a line that is too long is said in fewer words at most."""
REMEMBERED = 6
"""Lines before a scene that its translator is shown."""
SLOWER = 1.06
"""How much more time a line is given that was not understood."""
DUBBED = "dubbed"
STEMS = ("music", "effects")
"""What is the original's in every dub."""

Tell = Callable[..., None]
Listen = Maker[HeardBackSpec]
"""Recognises a line back: its fact ``alike`` is how much of it; None if that cannot be told."""


@dataclass
class Spoken:
    """A line of the dub as it is heard."""

    line: str
    text: str
    take: Take
    natural: float
    speed: float
    alike: float | None = None
    """How much of it was recognised, 0 to 1; None: nobody listened, or nobody could tell."""


@dataclass
class DubResult:
    """What became of one episode in one language."""

    dub: Dub
    cut: Take
    segments: Mapping[str, Take]
    originals: Mapping[str, Take]
    spoken: Mapping[str, Spoken] = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    first: float = 0.0
    """Seconds from the beginning of the work until the first part could be watched."""


class Dubbing:
    """One episode being dubbed."""

    def __init__(
        self,
        studio: Studio,
        episode: str,
        language: str,
        translator: Translator,
        tell: Tell,
        listen: Listen | None = None,
    ) -> None:
        """Take up a finished episode; raise ProductionError if it is not.

        ``listen`` recognises every line back; one that was not understood is spoken again.
        """
        self.studio, self.language, self.translator, self.tell, self.listen = studio, language, translator, tell, listen
        self.episode = Episode.of(studio, episode)
        expect_finished(self.episode)
        self.id = f"{episode}.{language}"
        kept = studio.archive.get("dub", self.id, Dub)
        self.kept = {line.line: line for line in kept.lines} if kept else {}
        title = self.episode.bible.title
        self.dub = kept or Dub(
            episode=episode, language=language, title=self.episode.script.title, series=title, lines=()
        )
        self.spoken: dict[str, Spoken] = {}
        self.segments: dict[str, Take] = {}
        self._done: list[tuple[Cue, Rendering]] = []

    async def make(self, streamed: Callable[["Dubbing", Sequence[TimedShot]], object] | None = None) -> DubResult:
        """Make the dub, or find it; ``streamed`` is handed every stretch of shots that can be watched, in order."""
        brief = await self._brief()
        await self._words(brief)
        parts: list[asyncio.Task[None]] = []
        try:
            for number, passage in enumerate(self._passages()):
                renderings = await self._translated(brief, passage)
                before = parts[-1] if parts else None
                parts.append(asyncio.create_task(self._part(brief, number, passage, renderings, before, streamed)))
            await asyncio.gather(*parts)
        finally:
            for part in parts:
                part.cancel()
        return await self._master()

    async def _brief(self) -> Brief:
        archive, language = self.studio.archive, self.language
        bible = self.episode.bible
        known = archive.get("glossary", language, Glossary) or Glossary(language=language)
        sexes = {person.id: person.look.sex for person in bible.characters}
        brief = Brief(language=language, source=bible.premise.language, glossary=known, bible=bible, sexes=sexes)
        glossary = await self.translator.glossary(brief)
        if glossary != known:
            archive.put("glossary", language, glossary, DUBBED, "translator")
        return Brief(language=language, source=brief.source, glossary=glossary, bible=bible, sexes=sexes)

    async def _words(self, brief: Brief) -> None:
        """Translate what is seen and not heard."""
        texts = written(self.episode)
        lacking = [text for text in texts if text not in self.dub.texts]
        found = dict(self.dub.texts)
        if lacking:
            found |= await self.translator.words(brief, lacking)
        script, bible = self.episode.script, self.episode.bible
        self.dub = self.dub.model_copy(
            update={
                "texts": {text: found[text] for text in texts if text in found},
                "title": found.get(script.title, script.title),
                "series": found.get(bible.title, bible.title),
            }
        )

    @property
    def dubbed(self) -> Dubbed:
        """The episode as it stands by now."""
        return Dubbed(self.episode, self.dub, {line: one.take for line, one in self.spoken.items()})

    @cached_property
    def _stretches(self) -> list[list[TimedShot]]:
        """The shots of every scene; a card goes with the scene before it."""
        groups: list[list[TimedShot]] = []
        for timed in self.episode.timed:
            if groups and (timed.shot.scene == groups[-1][-1].shot.scene or not timed.shot.scene):
                groups[-1].append(timed)
            else:
                groups.append([timed])
        return groups

    def _passages(self) -> tuple[Passage, ...]:
        """Return the scenes with the lines heard in them; one without lines is a passage too."""
        return tuple(self._passage(group) for group in self._stretches)

    def _passage(self, group: Sequence[TimedShot]) -> Passage:
        scenes = {scene.id: scene for scene in self._scenes()}
        scene = next((scenes[timed.shot.scene] for timed in group if timed.shot.scene in scenes), None)
        ids = [line for timed in group for line, _ in timed.lines]
        slots = self.dubbed.slots
        return Passage(cues=tuple(self._cue(id, slots[id], scenes) for id in ids), about=scene.purpose if scene else "")

    def _scenes(self) -> list[Scene]:
        return [
            scene for one in (*self.episode.past.values(), self.episode) for scene in one.script.scenes
        ]  # those shown again are translated too

    def _cue(self, id: str, slot: Slot, scenes: Mapping[str, Scene]) -> Cue:
        beat = next(beat for scene in scenes.values() for beat in scene.beats if beat.line and beat.line.id == id)
        line = beat.line
        assert line is not None
        return Cue(
            id=id,
            speaker=line.speaker,
            text=line.text,
            seconds=slot.seconds,
            room=slot.room,
            to=line.to,
            emotion=line.emotion,
            doing=beat.action,
        )

    async def _translated(self, brief: Brief, passage: Passage) -> tuple[Rendering, ...]:
        """Translate what has not been translated, or says something else by now, and keep it."""
        fresh = tuple(cue for cue in passage.cues if not self._current(cue))
        found: dict[str, Rendering] = {}
        if fresh:
            told = Brief(**{**brief.__dict__, "before": tuple(self._done[-REMEMBERED:])})
            asked = Passage(cues=fresh, about=passage.about)
            found = {rendering.id: rendering for rendering in await self.translator.lines(told, asked)}
        renderings = tuple(found.get(cue.id) or self._as_kept(cue) for cue in passage.cues)
        self._done += zip(passage.cues, renderings, strict=True)
        for cue, rendering in zip(passage.cues, renderings, strict=True):
            if cue.id in found:
                self._keep(cue, rendering)
        if fresh:
            self._put()
        return renderings

    def _current(self, cue: Cue) -> bool:
        return cue.id in self.kept and self.kept[cue.id].of == cue.text

    def _as_kept(self, cue: Cue) -> Rendering:
        line = self.kept[cue.id]
        return Rendering(id=line.line, text=line.text, by=line.by, back=line.back, doubt=line.doubt)

    def _keep(self, cue: Cue, rendering: Rendering, shortened: int = 0) -> None:
        self.kept[cue.id] = DubbedLine(
            line=cue.id,
            of=cue.text,
            text=rendering.text,
            by=rendering.by,
            back=rendering.back,
            doubt=rendering.doubt,
            shortened=shortened,
        )
        self.dub = self._with_lines()

    def _with_lines(self) -> Dub:
        order = [line for timed in self.episode.timed for line, _ in timed.lines]
        return self.dub.model_copy(update={"lines": tuple(self.kept[id] for id in order if id in self.kept)})

    def _put(self) -> None:
        self.dub = self._with_lines()
        if self.studio.archive.get("dub", self.id, Dub) != self.dub:
            self.studio.archive.put("dub", self.id, self.dub, DUBBED, "translator")

    async def _part(
        self,
        brief: Brief,
        number: int,
        passage: Passage,
        renderings: Sequence[Rendering],
        before: asyncio.Task[None] | None,
        streamed: Callable[["Dubbing", Sequence[TimedShot]], object] | None,
    ) -> None:
        """Speak the lines of a scene and draw its shots; those that a line of the scene before runs into, after it."""
        self.dub = self._with_lines()
        await asyncio.gather(*(self._line(brief, *pair) for pair in zip(passage.cues, renderings, strict=True)))
        if before is not None:
            await before
        wanted = {timed.shot.id for timed in self._stretches[number]}
        dubbed = self.dubbed
        timed = [one for one in dubbed.timed if one.shot.id in wanted]
        takes = await asyncio.gather(*(dubbed.film(one) for one in timed))
        self.segments |= {one.shot.id: take for one, take in zip(timed, takes, strict=True)}
        self.tell("dub", f"{self.id}: {len(self.segments)} of {len(self.episode.timed)} shots", episode=self.id,
                  done=len(self.segments), of=len(self.episode.timed))  # fmt: skip
        if streamed is not None:
            await asyncio.to_thread(streamed, self, timed)

    async def _line(self, brief: Brief, cue: Cue, rendering: Rendering) -> None:
        """Speak a line so that it has room, in fewer words if need be."""
        shortened, words = self.kept[cue.id].shortened, list(rendering.shorter)
        while True:
            self.dub = self._with_lines()
            spec = self.dubbed.natural(cue.id)
            take = await speak(self.studio, spec)
            fitted = fit(natural := take.seconds, cue.seconds, cue.room)
            if fitted.fits:
                break
            shorter = words.pop(0) if words else await self.translator.shorter(brief, cue, spec.text, fitted.share)
            if shorter == spec.text or shortened >= REWORDINGS:
                fitted = self._hurried(cue, spec.text, natural)
                break
            shortened += 1
            self._keep(cue, Rendering(id=cue.id, text=shorter, by=rendering.by), shortened)
        if fitted.target is not None:
            take = await speak(self.studio, spec.model_copy(update={"target": fitted.target}))
        self.spoken[cue.id] = Spoken(cue.id, spec.text, take, natural, fitted.speed)
        if self.listen is not None:
            await self._listened(cue, self.spoken[cue.id])

    def _hurried(self, cue: Cue, text: str, natural: float) -> Fitted:
        """Return how a line is spoken that nobody can say in fewer words; raise ProductionError if that will not do."""
        speed = natural / cue.room
        if speed > HURRIED:
            raise ProductionError(
                f"{cue.id} is too long in {self.language!r}: “{text}” takes {natural:.1f} s, and there are "
                f"{cue.room:.1f} s. Say it shorter yourself: cliffhanger dub … --line {cue.id}=“…”."
            )
        line = self.kept[cue.id]
        doubt = f"hurried, {speed:.2f} times its pace: it could be said in fewer words"
        self.kept[cue.id] = line.model_copy(update={"doubt": doubt})
        return Fitted(target=round(cue.room, 3), speed=round(speed, 4))

    async def _listened(self, cue: Cue, spoken: Spoken) -> None:
        """Recognise a line back; one that is not understood is spoken once more, with a little more time."""
        assert self.listen is not None, "somebody listens"
        spoken.alike = await self._alike(self.listen, spoken.take, spoken.text)
        if spoken.alike is None or spoken.alike >= UNDERSTOOD:
            return
        slower = round(min(cue.room, spoken.take.seconds * SLOWER), 3)
        spec = self.dubbed.natural(cue.id).model_copy(update={"target": slower})
        again = await speak(self.studio, spec)
        alike = await self._alike(self.listen, again, spoken.text)
        if alike is not None and alike > spoken.alike:
            spoken.take, spoken.alike, spoken.speed = again, alike, round(spoken.natural / again.seconds, 4)
        if spoken.alike < UNDERSTOOD:
            line = self.kept[cue.id]
            self.kept[cue.id] = line.model_copy(update={"doubt": f"recognised back only to {spoken.alike:.0%}"})

    async def _alike(self, listen: Listen, take: Take, text: str) -> float | None:
        heard = await self.studio.floor.make(listen, HeardBackSpec(text=text, language=self.language), [take])
        alike = heard.facts["alike"]
        return float(alike) if isinstance(alike, int | float) else None

    def original_stems(self) -> Path:
        """Return the folder with the stems of the original's master."""
        cut = Cuts(self.studio.archive).present(self.episode.id)
        stored = self.studio.floor.store.get(cut.take) if cut else None
        if stored is None:
            raise ProductionError(
                f"The master of {self.episode.id} is not in the take store. Make it again: "
                f"cliffhanger make {self.studio.folder.slug}."
            )
        return stored.stems_folder

    async def _master(self) -> DubResult:
        """Mix and join: music and effects are the original's."""
        self._put()
        floor, makers, dubbed = self.studio.floor, self.studio.makers, self.dubbed
        music = await floor.make(makers.music, self.episode.score)
        effects = await floor.make(makers.sound, self.episode.sound)
        segments = {timed.shot.id: self.segments[timed.shot.id] for timed in dubbed.timed}
        voices = list({one.take.key: one.take for one in self.spoken.values()}.values())
        spec = await asyncio.to_thread(self._as_loud, dubbed, dubbed.cut(segments, music, effects))
        cut = await floor.make(makers.edit, spec, [*segments.values(), *voices, music, effects])
        originals = {
            **self.episode.segments(), **self.episode.heard, **dict(zip(STEMS, (music, effects), strict=True)),
        }  # fmt: skip
        return DubResult(self.dub, cut, segments, originals, self.spoken, dubbed.slots)

    def _as_loud(self, dubbed: Dubbed, spec: CutSpec) -> CutSpec:
        """Return a cut with every line as loud as it was in the original, if that can still be heard."""
        stem = self.original_stems() / "dialogue.wav"
        if not stem.is_file():
            return spec
        ids = [line for timed in dubbed.timed for line, _ in timed.lines]
        paths = {one.take.key: Path(one.take.path) for one in self.spoken.values()}
        lasted = [dubbed.slots[id].seconds for id in ids]
        return spec.model_copy(update={"lines": as_loud(spec.lines, paths, stem, lasted)})


def expect_finished(episode: Episode) -> None:
    """Raise ProductionError unless every take of an episode is there."""
    slug = episode.studio.folder.slug
    try:
        filmed, of = len(episode.segments()), len(episode.shots)
    except KeyError:
        filmed, of = 0, 1
    if filmed < of:
        raise ProductionError(
            f"{episode.id} is not finished in this size, so there is nothing to dub yet. Make it first: "
            f"cliffhanger make {slug}."
        )


def sharing(result: DubResult) -> tuple[int, int]:
    """Return how many takes of the original the dub uses, as they are or as what it is drawn over, and of how many."""
    spoken = {one.take.key for one in result.spoken.values()}
    drawn_over = {id for id, take in result.segments.items() if take.tool == Redrawn.tool}
    same = spoken | {take.key for take in result.segments.values()} | {result.originals[id].key for id in STEMS}
    used = [id for id, take in result.originals.items() if take.key in same or id in drawn_over]
    return len(used), len(result.originals)
