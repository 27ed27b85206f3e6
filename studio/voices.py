"""Who speaks with which voice, how like it is to whom it was taken from, and what the user does about it."""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..agents.crew import Studio
from ..agents.portraying.subjects import subjects
from ..agents.voicing import speak, voices
from ..errors import UserError
from ..memory.assets import Asset, Library
from ..memory.bible import Character
from ..memory.casting import Casting, Consent, VoiceSheet
from ..memory.folder import SeriesFolder
from ..memory.look import Voice
from ..memory.numbering import numbers
from ..memory.talk import USER
from ..tools.take import Take
from ..tools.voice import recording as recordings
from ..tools.voice.catalogue import preset
from ..tools.voice.catalogue import voices as catalogue
from ..tools.voice.likeness import SAME, STRANGER, embed, likeness
from ..tools.voice.matching import Judge, match
from ..tools.voice.model import RATE
from ..tools.voice.samples import listen_to
from ..tools.voice.spec import CloneSpec, SpeechSpec
from ..tools.voice.wishes import wished
from . import consent
from .run import Listener
from .settings import Settings
from .voice_report import VoiceCandidate, VoiceMember, VoiceReport, nearest_others
from .wiring import open_studio

How = Literal["match", "clone"]
EMBEDDED = "pocket-tts"
"""What clones if nobody says who."""
CASTING = ("casting", "series")
_MARK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{4,12}(@\d+)?")
_SOUNDS = frozenset((
    ".wav", ".mp3", ".m4a", ".ogg", ".opus", ".flac", ".aac", ".aif", ".aiff", ".mp4", ".mov", ".webm", ".mkv", ".amr",
    ".3gp", ".caf", ".wma", ".avi",
))  # fmt: skip
_LINE = "I have waited a long time to say this, and you are going to listen."
_REFUSAL = (
    "A voice made from somebody's recording needs their word. Write it down as they gave it: "
    '--consent "I, Ana Ruiz, agree that my voice plays Mia in this series".'
)
Tell = Callable[..., None]


@dataclass(frozen=True)
class VoiceWish:
    """What the user asks for."""

    said: str
    """A file, a name of the catalogue, an asset, or words."""
    how: How | None = None
    engine: str = ""
    """Who clones."""
    consent: str = ""
    whose: str = ""
    pick: int = 0
    closer: bool = False


def voices_of(settings: Settings, series: str) -> VoiceReport:
    """Return who speaks with which voice; nothing is made."""
    with open_studio(settings, SeriesFolder(settings.home, series)) as studio:
        return _report(studio)


def cast_voice(settings: Settings, series: str, who: str, wish: VoiceWish, listen: Listener) -> VoiceReport:
    """Cast how somebody sounds: by a recording, a voice of the catalogue, an asset of the library, or in words.

    Words alone change nothing: they return candidates to pick from. Raises UserError for a recording without consent
    or that cannot be used, and for what names no voice.
    """
    folder = SeriesFolder(settings.home, series)

    def tell(text: str, **facts: Any) -> None:
        listen({"agent": "casting", "text": text, **facts})

    _expect_consent(wish)
    with folder.lock(), open_studio(settings, folder, making=True) as studio:
        return asyncio.run(cast_in(studio, who, wish, tell))


async def cast_in(studio: Studio, who: str, wish: VoiceWish, tell: Tell) -> VoiceReport:
    """Do it in a studio that is open; errors as `cast_voice`."""
    _expect_consent(wish)
    (subject,) = subjects(studio, [who])
    if subject.person is None:
        raise UserError(f"{subject.name} is a place: only people have a voice.")
    return await _way(studio, wish)(studio, subject.person, wish, tell)


Way = Callable[[Studio, Character, VoiceWish, Tell], Awaitable[VoiceReport]]


def _way(studio: Studio, wish: VoiceWish) -> Way:
    said = wish.said.strip()
    if _is_file(said):
        return _recorded
    if said in {one.name for one in catalogue()}:
        return _chosen
    if _MARK.fullmatch(said) and Library(studio.folder.home).versions(said.partition("@")[0]):
        return _brought
    if "_" in said and " " not in said:
        raise UserError(
            f"There is no voice {said[:40]!r} in the catalogue. There: {', '.join(one.name for one in catalogue())}."
        )
    return _described


def _is_file(said: str) -> bool:
    path = Path(said)
    return path.is_file() or path.suffix.lower() in _SOUNDS or path.is_absolute()


def _expect_consent(wish: VoiceWish) -> None:
    if _is_file(wish.said.strip()):
        consent.expect(wish.consent, _REFUSAL)
        if not Path(wish.said.strip()).is_file():
            raise UserError(f"There is no file {wish.said.strip()[:120]}. Name a recording, or a voice in words.")
    elif wish.how or wish.engine:
        raise UserError("--how and --engine are about a recording: name its file with --voice.")


# The ways -----------------------------------------------------------------------------------------------------------


async def _chosen(studio: Studio, person: Character, wish: VoiceWish, tell: Tell) -> VoiceReport:
    found = preset(wish.said.strip())
    tell(f"casts {person.name} as {found.name}: {found.words}", subject=person.id)
    sheet = VoiceSheet(
        subject=person.id, asset="", version=0, how="chosen", voice=Voice(style=found.name), words=found.words,
        accent=found.accent,
    )  # fmt: skip
    return await _kept(studio, person, sheet, f"speaks as {found.name}")


async def _described(studio: Studio, person: Character, wish: VoiceWish, tell: Tell) -> VoiceReport:
    found = wished(wish.said, person.look.sex, person.look.age)
    if wish.pick > len(found):
        raise UserError(f"There are {len(found)} candidates: pick one of 1 to {len(found)}.")
    if wish.pick:
        one = found[wish.pick - 1]
        sheet = VoiceSheet(
            subject=person.id, asset="", version=0, how="chosen", voice=one.voice, words=" ".join(wish.said.split()),
            accent=one.preset.accent,
        )  # fmt: skip
        return await _kept(studio, person, sheet, f'speaks as {one.preset.name}, for "{sheet.words}"')
    told = []
    for number, one in enumerate(found, 1):
        tell(f"hears {one.preset.name} as {person.name}", subject=person.id)
        path = await _sample(studio, person, one.voice, f"-{number}")
        told.append(VoiceCandidate(
            number=number, voice=one.preset.name, words=one.preset.words, score=one.score, path=path,
        ))  # fmt: skip
    notes = (f"Listen to them, then say --pick 1 to {len(told)}. Nothing has been changed.",)
    return _report(studio, [person], candidates=told, notes=notes)


async def _brought(studio: Studio, person: Character, wish: VoiceWish, tell: Tell) -> VoiceReport:
    library = Library(studio.folder.home)
    asset: Asset = library.find(wish.said.strip(), ("voice",))
    if asset.kind != "voice":  # the mark of a face: the voice of the same person is meant
        asset = library.find(asset.id.rpartition("-")[0] + "-voice-" + asset.id.rpartition("-")[2], ("voice",))
    sheet = library.bring_voice(asset, studio.floor.store, person.id)
    tell(f"brings {asset.mark} as the voice of {person.name}", subject=person.id)
    _put(studio, sheet, f"{person.name}: {asset.mark}")
    return _report(studio, [person], touched=person)


async def _recorded(studio: Studio, person: Character, wish: VoiceWish, tell: Tell) -> VoiceReport:
    words = consent.expect(wish.consent, _REFUSAL)
    tell(f"listens to {Path(wish.said.strip()).name}")
    recording = await asyncio.to_thread(recordings.take_in, Path(wish.said.strip()))
    stored = recordings.keep(recording, studio.floor.store)
    take = studio.floor.take(stored.key)
    assert take is not None, "it has just been kept"
    agreed = consent.given(words, wish.whose, recording.sha256)
    how = wish.how or ("clone" if wish.engine else "match")
    way = _matched if how == "match" else _cloned
    sheet, notes = await way(studio, person, take, agreed, wish, tell)
    reason = f"a {'voice match' if how == 'match' else 'clone'} of {agreed.who}"
    return await _kept(studio, person, sheet, reason, (*recording.notes, *notes))


async def _matched(
    studio: Studio, person: Character, take: Take, agreed: Consent, wish: VoiceWish, tell: Tell
) -> tuple[VoiceSheet, tuple[str, ...]]:
    tell(f"looks for the nearest voice to {agreed.who}", subject=person.id)
    audio = listen_to(Path(take.path))
    name = f"match-{take.key[:8]}"
    found = await asyncio.to_thread(match, audio, name, wish.closer, _judge(), tell)
    sheet = VoiceSheet(
        subject=person.id, asset="", version=0, how="match", voice=found.voice, recording=take.key,
        likeness=found.likeness, consent=agreed,
    )  # fmt: skip
    heard = {None: "nobody listened whether it is understood ([listen] does)", True: "it is understood word by word"}
    notes = (
        f"This is a voice match, not a clone: a blend of stock voices. Likeness {found.likeness:.2f}; the nearest "
        f"stock voice alone, {found.stock}, {found.nearest:.2f}. Strangers are about {STRANGER:.2f} alike, one person "
        f"in two recordings {SAME:.2f}.",
        f"{found.tried} voices were tried; {heard.get(found.understood, 'it is understood')}.",
    )
    return sheet, notes if wish.closer else (*notes, "--closer looks for some minutes longer.")


async def _cloned(
    studio: Studio, person: Character, take: Take, agreed: Consent, wish: VoiceWish, tell: Tell
) -> tuple[VoiceSheet, tuple[str, ...]]:
    engine = wish.engine or EMBEDDED
    makers = studio.makers
    if engine not in makers.engines:
        known = ", ".join(sorted(makers.engines)) or "none"
        raise UserError(
            f"No engine here is called {engine[:40]!r} (there: {known}). `cliffhanger doctor` says what each needs; "
            "--how match needs none."
        )
    id = take.key
    if cloner := makers.cloners.get(engine):
        tell(f"has {engine} make a voice of the recording", subject=person.id)
        made = await studio.floor.make(cloner, CloneSpec(name=f"{studio.folder.slug} {person.name}"), [take])
        id = str(made.facts["voice"])
    voice = Voice(style=f"clone-{take.key[:8]}", engine=engine, id=id)
    tell(f"hears {engine} speak as {agreed.who}", subject=person.id)
    said = await speak(studio, SpeechSpec(text=_LINE, voice=voice))
    alike = likeness(embed(listen_to(Path(take.path)), RATE), embed(listen_to(Path(said.path)), RATE))
    sheet = VoiceSheet(
        subject=person.id, asset="", version=0, how="clone", voice=voice, recording=take.key,
        likeness=round(alike, 3), consent=agreed,
    )  # fmt: skip
    note = (
        f"A clone by {engine}, likeness {alike:.2f}: strangers are about {STRANGER:.2f} alike, one person {SAME:.2f}."
    )
    return sheet, (note,)


def _judge() -> Judge | None:
    """Return who says whether a line is understood; None if nobody here can listen."""
    from ..tools.listening.similarity import alike
    from ..tools.listening.whisper import Whisper, installed

    if not installed():
        return None

    def judged(path: Path, text: str) -> bool:
        heard = " ".join(one.text for one in Whisper().transcribe(path, "en").sentences)
        return (alike(text, heard, "en") or 0.0) > 0.98

    return judged


# What came of it ----------------------------------------------------------------------------------------------------


async def _kept(
    studio: Studio, person: Character, sheet: VoiceSheet, reason: str, notes: Sequence[str] = ()
) -> VoiceReport:
    """Share the voice with the home, write it into the series, and let it be heard."""
    sample = await _sample(studio, person, sheet.voice)  # first: whoever cannot speak is not cast
    library = Library(studio.folder.home)
    asset = library.publish_voice(sheet, studio.floor.store, person.name, studio.folder.slug)
    kept = sheet.model_copy(update={"asset": asset.id, "version": asset.version})
    _put(studio, kept, f"{person.name} {reason}" if sheet.how == "chosen" else f"{person.name}: {reason}")
    return _report(studio, [person], notes=notes, sample=sample, touched=person)


def _put(studio: Studio, sheet: VoiceSheet, reason: str) -> None:
    present = studio.archive.get(*CASTING, Casting) or Casting()
    studio.archive.put(*CASTING, present.with_voice(sheet), reason, USER)


async def _sample(studio: Studio, person: Character, voice: Voice, mark: str = "") -> str:
    """Return the path of a wav in which somebody says a line of theirs with a voice."""
    lines = (line for script in _scripts(studio) for line in script.lines() if line.speaker == person.id)
    text = next((line.text for line in lines if 24 <= len(line.text) <= 100), _LINE)
    take = await speak(studio, SpeechSpec(text=text, voice=voice))
    out = studio.folder.documents / f"voice-{person.id}{mark}.wav"
    out.parent.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(shutil.copyfile, take.path, out)
    return str(out)


def _scripts(studio: Studio) -> list[Any]:
    chronicle = studio.chronicle
    return [script for season in chronicle.seasons() for script in chronicle.scripts(season)]


def _report(
    studio: Studio,
    shown: Sequence[Character] = (),
    candidates: Sequence[VoiceCandidate] = (),
    notes: Sequence[str] = (),
    sample: str = "",
    touched: Character | None = None,
) -> VoiceReport:
    casting = studio.archive.get(*CASTING, Casting) or Casting()
    everybody = [one.person for one in subjects(studio) if one.person is not None]
    heard: dict[str, Voice] = {}
    for season in studio.chronicle.seasons():
        heard |= voices(studio.chronicle.bible(season), casting)
    near = nearest_others(heard, {one.id: one.name for one in everybody}, casting, studio.floor.store)
    lines = [line for script in _scripts(studio) for line in script.lines() if touched and line.speaker == touched.id]
    episodes = {numbers(line.id) for line in lines}
    only = {one.id for one in shown}
    return VoiceReport(
        series=studio.folder.slug,
        members=tuple(
            VoiceMember.of(one, heard[one.id], casting.voice(one.id), near.get(one.id))
            for one in everybody
            if not only or one.id in only
        ),
        candidates=tuple(candidates), notes=tuple(notes), sample=sample, lines=len(lines), episodes=len(episodes),
    )  # fmt: skip
