"""Dubbing somebody's footage: heard, told apart, parted, translated, spoken, seen, remouthed and mixed.

::

    video ─▶ sound ─▶ words ─▶ bed ─▶ who says what ─▶ translate ─▶ speak, fit ─┐
       └──────────▶ whose mouth moves with it ─▶ mouths and captions ───────────┴▶ master

Every step is a take in a store beside the output, so that a run that was killed goes on where it was.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ...errors import MissingPart, ProductionError, ToolError, UserError
from ...memory.dub import Glossary
from ...memory.languages import Language
from ...memory.look import Sex, Voice
from ...tools.floor import Floor
from ...tools.footage.original import KEPT, PLAIN, Original, Taken, TakenSpec, measured
from ...tools.footage.parting import Parting, PartingSpec
from ...tools.footage.remaster import Laid, Remaster, RemasterSpec
from ...tools.footage.remouthing import Remouthing, RemouthSpec, Speaking
from ...tools.footage.sounding import SoundOf, SoundOfSpec, Stem, StemSpec
from ...tools.footage.subtitles import Subtitle
from ...tools.footage.voice_of import VoiceOf, VoiceOfSpec
from ...tools.footage.watching import Watching, WatchSpec
from ...tools.lipsync.visemes import mouth_keys
from ...tools.listening.heard_back import HeardBack, HeardBackSpec
from ...tools.listening.listener import Heard, Listener, ListenSpec, Said, WhoSpeaks, WhoSpec
from ...tools.listening.similarity import SAME
from ...tools.listening.transcript import Sentence, Transcript
from ...tools.listening.whisper import INSTALL, Whisper
from ...tools.picture.captioning import captioned
from ...tools.take import Maker, Take
from ...tools.voice.catalogue import Wanted, cast
from ...tools.voice.spec import SpeechSpec
from .fitting import FASTEST, Slot, fit, slots
from .seen import Seen, seen, settled
from .translator import Brief, Cue, Passage, Rendering, Translator

COMMENT = "AI-generated dub by Cliffhanger"
LABEL_CONSENT = "AI-generated dub by Cliffhanger, with the consent of the people shown"
HIGH, CHILD = 155.0, 260.0
"""Hz of a voice from which on a woman speaks, and a child."""
OVER = 0.5
"""Seconds, and half its length, by which a line may be longer than the original where nobody else is heard."""
TOGETHER = 12
"""Lines that are translated at once, and seconds of silence between scenes."""
SILENCE = 4.0
REWORDINGS = 3
REMEMBERED = 6
STEP = "dub"

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """What the user wants of their footage."""

    language: Language
    source: str = ""
    """Language of the original; empty: it is heard."""
    speakers: int = 0
    subtitles: tuple[Subtitle, ...] = ()
    """What is said, in the original's language."""
    renderings: tuple[Subtitle, ...] = ()
    """What is to be said, in the language of the dub."""
    stem: tuple[Literal["voice", "bed"], Path] | None = None
    faces: bool = True
    match: bool = False
    """Whether voices are to be like the originals'."""
    captions: bool = False
    title: str = ""


@dataclass(frozen=True)
class Bench:
    """What a dub of footage works with."""

    floor: Floor
    speaker: Callable[[Voice], Maker[SpeechSpec]]
    notes: Path
    """Folder for what is no take: the lines as they were translated."""
    translator: Translator | None = None
    ear: Whisper | None = None
    net: bool = False
    """Whether a net parts voices from music."""
    tell: Tell = field(default=lambda text: None)


@dataclass(frozen=True)
class Line:
    """One line of the dub."""

    id: str
    said: Said
    rendering: Rendering
    slot: Slot
    take: Take
    natural: float
    speed: float
    alike: float | None = None
    faces: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class FootageResult:
    """What became of a dub."""

    original: Original
    source: str
    lines: tuple[Line, ...]
    voices: Mapping[str, Voice]
    heard: Heard
    bed: Take
    picture: Take
    master: Take
    decisions: tuple[str, ...]


class FootageDub:
    """One video being dubbed into one language."""

    def __init__(self, bench: Bench, video: Take, wish: Wish) -> None:
        """Take up a video; its take's key is the SHA-256 of the file."""
        self.bench, self.floor, self.video, self.wish = bench, bench.floor, video, wish
        self.decisions: list[str] = []

    async def make(self) -> FootageResult:
        """Make the dub, or what is left of it; raise a CliffhangerError that says what stands in the way."""
        original = await self._taken_in()
        sound = await self.floor.make(SoundOf(), SoundOfSpec(), [self.video])
        source, sentences = await self._written_down(sound)
        bed = await self._parted(sound, [(one.start, one.end) for one in sentences])
        heard = await self._who(sound, bed, sentences)
        watched = await self._watched(original, heard.lines, sound, bed)
        stretches: Sequence[Mapping[str, Any]] = watched.facts["stretches"] if watched else ()  # type: ignore[assignment]
        lines = settled(stretches, heard.lines)
        voices = await self._cast(heard, lines, sound, bed)
        given = self._slots(lines, original.seconds)
        renderings = await self._translated(source, lines, given, voices)
        spoken = await self._spoken(lines, given, renderings, voices)
        told = seen(stretches, lines)
        spoken = [replace(one, faces=tuple(s for s in told if s.line == n)) for n, one in enumerate(spoken)]
        picture = await self._picture(original, spoken, watched)
        master = await self._master(spoken, picture, sound, bed)
        return FootageResult(
            original, source, tuple(spoken), voices, heard, bed, picture, master, tuple(dict.fromkeys(self.decisions))
        )

    def _decided(self, text: str) -> None:
        self.decisions.append(text)
        self.bench.tell(text)

    async def _taken_in(self) -> Original:
        name = Path(self.video.path).name
        if Path(self.video.path).suffix.lower() not in PLAIN:
            self.video = await self.floor.make(Taken(), TakenSpec(), [self.video])
        original = await asyncio.to_thread(measured, Path(self.video.path))
        if not original.sound:
            raise UserError(f"{name} has no sound: there is nobody in it to dub")
        if original.channels > 2:
            self._decided(f"Its {original.channels} channels of sound are mixed to two.")
        return original

    async def _written_down(self, sound: Take) -> tuple[str, tuple[Sentence, ...]]:
        """Return the language of the original and what is said in it, from subtitles or by ear."""
        loose = self.wish.renderings or self.wish.subtitles
        if loose:
            said = tuple(Sentence(text=one.text, start=one.start, end=one.end) for one in loose)
            said = tuple(one for one in said if one.start < sound.seconds)
            if not said:
                raise UserError("the subtitles begin after the video has ended; check that they belong to it")
            return self.wish.source, said
        if self.bench.ear is None:
            raise MissingPart(
                f"Nobody here can listen to footage: install an ear with {INSTALL}, or give its subtitles with --srt"
            )
        self.bench.tell("listening")
        take = await self.floor.make(Listener(self.bench.ear), ListenSpec(language=self.wish.source), [sound])
        found = Transcript.model_validate(take.facts)
        if not found.sentences:
            raise UserError("nobody is heard to speak in this video: there is nothing to dub; if there is, give --srt")
        if found.language == self.wish.language.code:
            raise UserError(
                f"this video is already in {self.wish.language.name} (as far as can be heard); "
                "name its language with --from if it is not"
            )
        if found.sure < 0.5 and not self.wish.source:
            self._decided(f"It was taken to be in {found.language!r}, without being sure; --from names another.")
        return self.wish.source or found.language, found.sentences

    async def _parted(self, sound: Take, spans: list[tuple[float, float]]) -> Take:
        """Return the bed: everything that is heard and not spoken."""
        if self.wish.stem is not None:
            kind, path = self.wish.stem
            stem = Take(key=await asyncio.to_thread(_digest, path), tool="user", version="1", path=str(path))
            return await self.floor.make(Stem(), StemSpec(stem=kind), [sound, stem])
        self.bench.tell("parting voices from their bed")
        if not self.bench.net:
            from ...tools.footage.weights import INSTALL as NET

            self._decided(
                f"Voices are parted by what is steady around them, which dulls music under lines; better: {NET}"
            )
        return await self.floor.make(Parting(self.bench.net), PartingSpec(spans=tuple(spans)), [sound])

    async def _who(self, sound: Take, bed: Take, sentences: tuple[Sentence, ...]) -> Heard:
        loose = self.wish.renderings or self.wish.subtitles
        named = tuple(one.speaker for one in loose[: len(sentences)])
        spec = WhoSpec(
            sentences=sentences,
            speakers=self.wish.speakers,
            named=named if named and all(named) and not self.wish.speakers else (),
            loose=bool(loose),
        )
        heard = Heard.model_validate((await self.floor.make(WhoSpeaks(), spec, [sound, bed])).facts)
        if not heard.told:
            from ...tools.voice.likeness import INSTALL as NET

            self._decided(f"Voices could not be told apart, all lines have one; to tell them apart: {NET}")
        if not heard.lines:
            raise UserError("nothing that is said could be made out in this video; give its subtitles with --srt")
        return heard

    async def _watched(self, original: Original, lines: Sequence[Said], sound: Take, bed: Take) -> Take | None:
        if not self.wish.faces:
            return None
        self.bench.tell("looking who speaks")
        given = self._slots(lines, original.seconds)
        spec = WatchSpec(
            spans=tuple((slot.start, round(slot.start + max(slot.room, slot.seconds), 3)) for slot in given),
            rate=original.rate,
            width=original.width,
            height=original.height,
        )
        return await self.floor.make(Watching(), spec, [self.video, sound, bed])

    async def _cast(self, heard: Heard, lines: Sequence[Said], sound: Take, bed: Take) -> dict[str, Voice]:
        """Return a voice for everybody: like theirs if that may be, else one of the catalogue of their sex."""
        people = [one for one in heard.people if any(line.speaker == one.name for line in lines)]
        wanted = [Wanted(sex=_sex(one.pitch), age=10 if one.pitch > CHILD else 32) for one in people]
        stock = cast(wanted, seed=len(people))
        voices = {one.name: voice for one, voice in zip(people, stock, strict=True)}
        for one in people if self.wish.match else ():
            spans = tuple((line.start, line.end) for line in lines if line.speaker == one.name)
            try:
                take = await self.floor.make(VoiceOf(), VoiceOfSpec(name=one.name, spans=spans), [sound, bed])
            except ToolError as error:
                self._decided(f"The voice of {one.name} could not be matched, a stock voice speaks: {error}.")
                continue
            voices[one.name] = Voice.model_validate(take.facts["voice"])
        return voices

    def _slots(self, lines: Sequence[Said], seconds: float) -> list[Slot]:
        rows = [
            (str(n), line.start, line.end - line.start, min(seconds, line.end + OVER * (1 + line.end - line.start)))
            for n, line in enumerate(lines)
        ]
        found = slots(rows)
        return [found[str(n)] for n in range(len(lines))]

    async def _translated(
        self, source: str, lines: Sequence[Said], given: Sequence[Slot], voices: Mapping[str, Voice]
    ) -> list[Rendering]:
        """Return every line in the other language: the user's own, those kept from before, or translated now."""
        if self.wish.renderings:
            return [Rendering(id=_id(n), text=line.text, by="user") for n, line in enumerate(lines)]
        if self.bench.translator is None:
            raise UserError(
                "Nobody here can translate footage: configure a language model (OPENAI_API_KEY, or OPENAI_BASE_URL "
                "and CLIFFHANGER_MODEL), or give the translated lines with --lines translated.srt"
            )
        cues = [
            Cue(id=_id(n), speaker=line.speaker, text=line.text, seconds=slot.seconds, room=slot.room)
            for n, (line, slot) in enumerate(zip(lines, given, strict=True))
        ]
        sexes: dict[str, Sex] = {name: _sex_of(voice) for name, voice in voices.items()}
        brief = Brief(
            language=self.wish.language.code,
            source=source,
            glossary=Glossary(language=self.wish.language.code),
            sexes=sexes,
        )
        kept = _Kept(self.bench.notes / f"lines.{brief.language}.json", cues, source)
        done: list[tuple[Cue, Rendering]] = []
        for passage in passages(cues, lines):
            found = kept.of(passage)
            if not found:
                self.bench.tell(f"translating line {len(done) + 1} to {len(done) + len(passage.cues)} of {len(cues)}")
                found = await self.bench.translator.lines(replace(brief, before=done[-REMEMBERED:]), passage)
                kept.keep(found)
            byid = {one.id: one for one in found}
            done += [(cue, byid[cue.id]) for cue in passage.cues if cue.id in byid]
        if len(done) < len(cues):
            raise ProductionError(f"only {len(done)} of {len(cues)} lines were translated; run the same line again")
        return [rendering for _, rendering in done]

    async def _spoken(
        self, lines: Sequence[Said], given: Sequence[Slot], renderings: Sequence[Rendering], voices: Mapping[str, Voice]
    ) -> list[Line]:
        self.bench.tell(f"speaking {len(lines)} lines")
        speaking = [
            self._speak(_id(n), line, slot, rendering, voices[line.speaker])
            for n, (line, slot, rendering) in enumerate(zip(lines, given, renderings, strict=True))
        ]
        return list(await asyncio.gather(*speaking))

    async def _speak(self, id: str, said: Said, slot: Slot, rendering: Rendering, voice: Voice) -> Line:
        """Speak a line so that it fits; one that is not understood is spoken once more, a little slower."""
        line = await self._fitted(id, said, slot, rendering, voice)
        line = replace(line, alike=await self._heard_back(line))
        if line.alike is None or line.alike >= SAME:
            return line
        slower = voice.model_copy(update={"pace": round(voice.pace * 0.94, 3)})
        again = await self._fitted(id, said, slot, line.rendering, slower)
        again = replace(again, alike=await self._heard_back(again))
        best = again if (again.alike or 0.0) > line.alike else line
        if (best.alike or 0.0) < SAME:
            self._decided(f"{id} is hardly understood ({best.alike:.0%}): “{best.rendering.text}”")
        return best

    async def _fitted(self, id: str, said: Said, slot: Slot, rendering: Rendering, voice: Voice) -> Line:
        maker = self.bench.speaker(voice)
        shorter = list(rendering.shorter)
        text = rendering.text
        for attempt in range(REWORDINGS + 1):
            spec = SpeechSpec(text=text, language=self.wish.language.code, voice=voice)
            take = await self.floor.make(maker, spec)
            natural = take.seconds
            fitted = fit(natural, slot.seconds, slot.room)
            if fitted.fits or attempt == REWORDINGS:
                break
            following = await self._shorter(id, said, slot, text, shorter, fitted.share)
            if following == text:
                break
            text = following
        speed = fitted.speed
        if not fitted.fits:
            target = round(natural / FASTEST, 3)
            self._decided(f"{id} is longer than its room by {target - slot.room:.1f} s: “{text}”")
            take = await self.floor.make(maker, spec.model_copy(update={"target": target}))
        elif fitted.target is not None:
            take = await self.floor.make(maker, spec.model_copy(update={"target": fitted.target}))
        said_so = rendering if text == rendering.text else replace(rendering, text=text)
        return Line(id, said, said_so, slot, take, natural, speed)

    async def _shorter(self, id: str, said: Said, slot: Slot, text: str, shorter: list[str], share: float) -> str:
        while shorter:
            following = shorter.pop(0)
            if len(following) < len(text):
                return following
        if self.bench.translator is None or self.wish.renderings:
            return text
        brief = Brief(self.wish.language.code, self.wish.source, Glossary(language=self.wish.language.code))
        cue = Cue(id=id, speaker=said.speaker, text=said.text, seconds=slot.seconds, room=slot.room)
        return await self.bench.translator.shorter(brief, cue, text, share)

    async def _heard_back(self, line: Line) -> float | None:
        if self.bench.ear is None:
            return None
        spec = HeardBackSpec(text=line.rendering.text, language=self.wish.language.code)
        alike = (await self.floor.make(HeardBack(self.bench.ear), spec, [line.take])).facts["alike"]
        return float(alike) if isinstance(alike, int | float) else None

    async def _picture(self, original: Original, lines: Sequence[Line], watched: Take | None) -> Take:
        """Return the picture: the original's own stream, or mouths and captions drawn over it."""
        speaking = [one for line in lines for one in self._mouths(line)] if watched else []
        captions = [
            caption
            for line in lines
            for caption in captioned(_times(line.take, "words"), line.slot.start)
        ] if self.wish.captions else []  # fmt: skip
        if not speaking and not captions and original.codec in KEPT:
            return self.video
        if original.hdr:
            self._decided("It is HDR: where mouths or captions are drawn the master has ordinary colours.")
        if not original.steady:
            self._decided(f"The rate of its frames varies: the master has {original.fps:g} a second, evenly.")
        self.bench.tell("drawing mouths" if speaking else "drawing captions")
        spec = RemouthSpec(
            width=original.width,
            height=original.height,
            rate=original.rate,
            speaking=tuple(speaking),
            captions=tuple(captions),
        )
        return await self.floor.make(
            Remouthing(), spec, [self.video, watched] if speaking and watched else [self.video]
        )

    def _mouths(self, line: Line) -> list[Speaking]:
        phones = _times(line.take, "phones")
        tracks = [one for one in line.faces if one.track]
        if tracks and not phones:
            self._decided(f"{line.take.tool} does not say when each sound is heard: mouths stay as they are.")
        if not phones:
            return []
        keys = mouth_keys(phones, line.slot.start)
        return [Speaking(track=one.track, first=one.first, mouth=keys) for one in tracks]

    async def _master(self, lines: Sequence[Line], picture: Take, sound: Take, bed: Take) -> Take:
        self.bench.tell("mixing")
        spec = RemasterSpec(
            lines=tuple(Laid(take=one.take.key, start=one.slot.start, loudness=one.said.loudness) for one in lines),
            title=self.wish.title,
            comment=COMMENT,
            language=self.wish.language.three,
        )
        return await self.floor.make(Remaster(), spec, [picture, sound, bed, *(one.take for one in lines)])


class _Kept:
    """The lines as they were translated, kept so that nobody pays for them twice."""

    def __init__(self, path: Path, cues: Sequence[Cue], source: str) -> None:
        told = [[cue.id, cue.speaker, cue.text, cue.seconds, cue.room] for cue in cues]
        self.path, self.digest = path, hashlib.sha256(json.dumps([source, told]).encode()).hexdigest()
        self.lines: dict[str, Rendering] = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["of"] == self.digest:
                for row in found["lines"]:
                    self.lines[row["id"]] = Rendering(**row | {"shorter": tuple(row["shorter"])})
        except (OSError, ValueError, KeyError, TypeError):
            self.lines = {}

    def of(self, passage: Passage) -> tuple[Rendering, ...]:
        found = tuple(self.lines[cue.id] for cue in passage.cues if cue.id in self.lines)
        return found if len(found) == len(passage.cues) else ()

    def keep(self, found: Sequence[Rendering]) -> None:
        self.lines |= {one.id: one for one in found}
        rows = [vars(one) | {"shorter": list(one.shorter)} for one in self.lines.values()]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"of": self.digest, "lines": rows}, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self.path)


def passages(cues: Sequence[Cue], lines: Sequence[Said]) -> list[Passage]:
    """Return what is translated at once: lines that follow each other, cut where nobody speaks for a while."""
    cut: list[list[Cue]] = []
    for n, cue in enumerate(cues):
        if not cut or len(cut[-1]) >= TOGETHER or lines[n].start - lines[n - 1].end > SILENCE:
            cut.append([])
        cut[-1].append(cue)
    return [Passage(cues=tuple(part)) for part in cut]


def _times(take: Take, name: str) -> list[tuple[str, float, float]]:
    rows = take.facts.get(name)
    return [(str(text), float(start), float(end)) for text, start, end in rows] if isinstance(rows, list) else []


def _id(n: int) -> str:
    return f"l{n + 1:03d}"


def _sex(pitch: float) -> Sex:
    return "woman" if pitch > HIGH else "man"


def _sex_of(voice: Voice) -> Sex:
    from ...tools.voice.catalogue import voices

    return next((one.sex for one in voices() if one.name == voice.style), "woman")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
