"""Dubbing somebody's footage: heard, told apart, parted, translated, spoken, seen, remouthed and mixed.

::

    video ─▶ sound ─▶ words ─▶ bed ─▶ who says what ─▶ translate ─▶ speak, fit ─┐
       └──────────▶ whose mouth moves with it ─▶ mouths and captions ───────────┴▶ master

Every step is a take in a store beside the output, so that a run that was killed goes on where it was.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...errors import MissingPart, ProductionError, ToolError, UserError
from ...memory.dub import Glossary
from ...memory.look import Sex, Voice
from ...tools.footage.cutting import CutOut, CutOutSpec, whole
from ...tools.footage.original import KEPT, PLAIN, Original, Taken, TakenSpec, measured
from ...tools.footage.parting import Parting, PartingSpec
from ...tools.footage.remaster import Laid, Remaster, RemasterSpec
from ...tools.footage.remouthing import Remouthing, RemouthSpec, Speaking
from ...tools.footage.sounding import SoundOf, SoundOfSpec, Stem, StemSpec
from ...tools.footage.voice_of import VoiceOf, VoiceOfSpec
from ...tools.footage.watching import Watching, WatchSpec
from ...tools.lipsync.visemes import mouth_keys
from ...tools.listening.listener import Heard, Listener, ListenSpec, Said, WhoSpeaks, WhoSpec
from ...tools.listening.transcript import Sentence, Transcript
from ...tools.listening.whisper import INSTALL
from ...tools.photo.lips import LipSpec
from ...tools.picture.captioning import captioned
from ...tools.take import Take
from ...tools.voice.catalogue import Wanted, cast
from .commission import Bench, FootageResult, Line, Wish
from .fitting import Slot, slots
from .kept_lines import KeptLines, passages
from .seen import seen, settled
from .speaking import Speaker
from .translator import Brief, Cue, Rendering

COMMENT = "AI-generated dub by Cliffhanger"
HIGH, CHILD = 155.0, 260.0
"""Hz of a voice from which on a woman speaks, and a child."""
OVER = 0.5
"""Seconds, and half its length, by which a line may be longer than the original where nobody else is heard."""
NOTICED = 0.05
"""Seconds by which a line runs into the next one before it is told."""
AFTER = 0.25
"""Seconds for which a mouth is held shut when it has spoken."""
REMEMBERED = 6
"""Lines before a passage that its translator is shown."""


class FootageDub:
    """One video being dubbed into one language."""

    def __init__(self, bench: Bench, video: Take, wish: Wish) -> None:
        """Take up a video; its take's key is the SHA-256 of the file."""
        self.bench, self.floor, self.video, self.wish = bench, bench.floor, video, wish
        self.decisions: list[str] = []

    async def make(self) -> FootageResult:
        """Make the dub, or what is left of it; raise a CliffhangerError that says what stands in the way."""
        self._expect_hands()
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
        renderings = await self._translated(source, lines, given, heard)
        spoken = await self._spoken(lines, given, renderings, voices)
        told = seen(stretches, lines)
        spoken = [replace(one, faces=tuple(s for s in told if s.line == n)) for n, one in enumerate(spoken)]
        picture = await self._picture(original, spoken, watched)
        master = await self._master(spoken, picture, sound, bed)
        return FootageResult(
            original, source, tuple(spoken), voices, heard, bed, picture, master, tuple(dict.fromkeys(self.decisions))
        )

    def _expect_hands(self) -> None:
        """Raise an error for what will be lacking, before anything costs time."""
        if not self.wish.renderings and self.bench.translator is None:
            raise UserError(
                "Nobody here can translate footage: configure a language model (OPENAI_API_KEY, or OPENAI_BASE_URL "
                "and CLIFFHANGER_MODEL), or give the translated lines with --lines translated.srt"
            )
        if not self.wish.renderings and not self.wish.subtitles and self.bench.ear is None:
            raise MissingPart(
                f"Nobody here can listen to footage: install an ear with {INSTALL}, or give its subtitles with --srt"
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
        assert self.bench.ear is not None, "it was expected"
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
        self, source: str, lines: Sequence[Said], given: Sequence[Slot], heard: Heard
    ) -> list[Rendering]:
        """Return every line in the other language: the user's own, those kept from before, or translated now."""
        if self.wish.renderings:
            return [Rendering(id=_id(n), text=line.text, by="user") for n, line in enumerate(lines)]
        assert self.bench.translator is not None, "it was expected"
        cues = [
            Cue(id=_id(n), speaker=line.speaker, text=line.text, seconds=slot.seconds, room=slot.room)
            for n, (line, slot) in enumerate(zip(lines, given, strict=True))
        ]
        sexes: dict[str, Sex] = {one.name: _sex(one.pitch) for one in heard.people}
        brief = Brief(
            language=self.wish.language.code,
            source=source,
            glossary=Glossary(language=self.wish.language.code),
            sexes=sexes,
        )
        kept = KeptLines(self.bench.notes / f"lines.{brief.language}.json", cues, source)
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
        speaker = Speaker(self.bench, self.wish, self._decided)
        speaking = [
            speaker.speak(_id(n), line, slot, rendering, voices[line.speaker])
            for n, (line, slot, rendering) in enumerate(zip(lines, given, renderings, strict=True))
        ]
        spoken = list(await asyncio.gather(*speaking))
        for line in spoken:
            over = line.begins + line.take.seconds - line.slot.start - line.slot.room
            if over > NOTICED:
                self._decided(f"{line.id} is longer than its room by {over:.1f} s: “{line.rendering.text}”")
        return spoken

    async def _picture(self, original: Original, lines: Sequence[Line], watched: Take | None) -> Take:
        """Return the picture: the original's own stream, or mouths and captions drawn over it."""
        speaking = [one for line in lines for one in self._mouths(line, original.fps)] if watched else []
        captions = [
            caption
            for line in lines
            for caption in captioned(_times(line.take, "words"), line.begins, language=self.wish.language.code)
        ] if self.wish.captions else []  # fmt: skip
        if not speaking and not captions and original.codec in KEPT:
            return self.video
        if original.hdr:
            self._decided("It is HDR: where mouths or captions are drawn the master has ordinary colours.")
        if not original.steady:
            self._decided(f"The rate of its frames varies: the master has {original.fps:g} a second, evenly.")
        self.bench.tell("drawing mouths" if speaking else "drawing captions")
        clips = await self._clips(original, speaking, watched) if watched and self.bench.lips else []
        speaking = [] if clips else speaking
        spec = RemouthSpec(
            width=original.width,
            height=original.height,
            rate=original.rate,
            speaking=tuple(speaking),
            clips=tuple(first for first, _ in clips),
            captions=tuple(captions),
        )
        tracks = [watched] if speaking and watched else []
        return await self.floor.make(Remouthing(), spec, [self.video, *tracks, *(clip for _, clip in clips)])

    async def _clips(self, original: Original, speaking: Sequence[Speaking], watched: Take) -> list[tuple[int, Take]]:
        """Have another maker of lips remake the frames in which somebody speaks: where each clip begins, and it."""
        assert self.bench.lips is not None
        stretches: Sequence[Mapping[str, Any]] = watched.facts["stretches"]  # type: ignore[assignment]
        made, rate = [], whole(original.rate)
        for one in speaking:
            stretch, place = (int(part) for part in one.track.split("."))
            cut = await self.floor.make(
                CutOut(),
                CutOutSpec(
                    first=one.first,
                    frames=min(one.frames, int(stretches[stretch]["frames"])),
                    rate=original.rate,
                    width=original.width,
                    height=original.height,
                ),
                [self.video],
            )
            # In the clip each frame lasts a whole share of a second: so do the keys of its mouths.
            keys = tuple(
                key.model_copy(update={"at": round((key.at * original.fps - one.first) / rate, 4)}) for key in one.mouth
            )
            mouths = tuple(keys if n == place else () for n in range(len(stretches[stretch]["faces"])))
            made.append((one.first, await self.floor.make(self.bench.lips, LipSpec(mouths=mouths, fps=rate), [cut])))
        return made

    def _mouths(self, line: Line, fps: float) -> list[Speaking]:
        phones = _times(line.take, "phones")
        tracks = [one for one in line.faces if one.track]
        if tracks and not phones:
            self._decided(f"{line.take.tool} does not say when each sound is heard: mouths stay as they are.")
        if not phones:
            return []
        keys = mouth_keys(phones, line.begins)
        last = round((line.ends + AFTER) * fps)
        return [
            Speaking(track=one.track, first=one.first, frames=last - one.first, mouth=keys)
            for one in tracks
            if one.first < last
        ]

    async def _master(self, lines: Sequence[Line], picture: Take, sound: Take, bed: Take) -> Take:
        self.bench.tell("mixing")
        spec = RemasterSpec(
            lines=tuple(Laid(take=one.take.key, start=one.begins, loudness=one.said.loudness) for one in lines),
            title=self.wish.title,
            comment=COMMENT,
            language=self.wish.language.three,
        )
        return await self.floor.make(Remaster(), spec, [picture, sound, bed, *(one.take for one in lines)])


def _times(take: Take, name: str) -> list[tuple[str, float, float]]:
    rows = take.facts.get(name)
    return [(str(text), float(start), float(end)) for text, start, end in rows] if isinstance(rows, list) else []


def _id(n: int) -> str:
    return f"l{n + 1:03d}"


def _sex(pitch: float) -> Sex:
    return "woman" if pitch > HIGH else "man"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
