"""Footage: somebody's own video, dubbed into other languages; what is asked, what may be done, and what came of it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ..agents.dubbing.commission import Bench, FootageResult, Line, Wish
from ..agents.dubbing.footage import FootageDub
from ..agents.dubbing.model import ModelTranslator
from ..agents.dubbing.translator import Translator
from ..agents.model.endpoint import Endpoint
from ..errors import MissingPart, UserError
from ..memory.casting import Consent
from ..memory.frozen import Frozen
from ..memory.languages import Language
from ..memory.languages import language as read_language
from ..memory.languages import languages as read_languages
from ..memory.look import Voice
from ..memory.takes import TakeStore, sha256_of
from ..tools.edit.subtitles import srt as as_srt
from ..tools.floor import Floor
from ..tools.footage import weights
from ..tools.footage.original import check_footage
from ..tools.footage.subtitles import Subtitle, read_subtitles
from ..tools.listening import whisper
from ..tools.placing import place
from ..tools.take import Maker, Take
from ..tools.voice.cache import cache_folder
from ..tools.voice.kokoro import Kokoro
from ..tools.voice.spec import SpeechSpec
from .run import Listener
from .settings import Settings
from .wiring import endpoint_settings

STEMS = (".wav", ".flac", ".mp3", ".ogg")
ASKS = (
    "Mouths of real people are remade, and voices made like theirs, only with their consent: say it once with "
    '--consent "Ana Ruiz and Tom Hale agree that …", or leave faces and voices alone with --no-faces'
)


@dataclass(frozen=True)
class FootageOrder:
    """What is asked for one video."""

    path: Path
    to: str
    """Languages: "en", or "en,es"."""
    out: Path | None = None
    """The master, or the folder for several; empty: beside the video."""
    source: str = ""
    """Language of the original; empty: it is heard."""
    srt: Path | None = None
    """What is said, instead of listening."""
    lines: Path | None = None
    """What is to be said, already translated."""
    speakers: int = 0
    voice_stem: Path | None = None
    bed_stem: Path | None = None
    faces: bool = True
    captions: bool = False
    consent: str = ""
    listen: bool | None = None
    """Whether every line is recognised back; None: if that is installed."""


class FootageLine(Frozen):
    """One line of a dub of footage."""

    id: str
    speaker: str
    was: str
    text: str
    by: str
    start: float
    original: float
    """Seconds of the original."""
    seconds: float
    room: float
    speed: float
    loudness: tuple[float, float]
    """LUFS of the original line and of this one."""
    alike: float | None
    seen: float
    """Share of its time in which its mouth was remade."""
    why: str
    """Why it was not, if it was not."""


class FootageMaster(Frozen):
    """One video in one language."""

    language: str
    master: str
    captions: str
    seconds: float
    source: str
    voices: dict[str, str]
    """By speaker, what voice speaks."""
    bed: str
    """How voices were parted from it: net, spectrum, or a stem."""
    loudness: tuple[float | None, float | None]
    """LUFS of the original and of the master."""
    true_peak: float | None
    remade: float
    """Share of all frames in which a mouth was remade."""
    lines: tuple[FootageLine, ...]
    decisions: tuple[str, ...]


class FootageReport(Frozen):
    """What a dub of footage has brought."""

    video: str
    masters: tuple[str, ...]
    consent: str
    """The user's word about the people shown; empty: none was needed."""
    dubs: tuple[FootageMaster, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return a line a dub, what was decided, and the paths of the masters."""
        rows: list[str] = []
        for one in self.dubs:
            rows.append(
                f"{one.language}: {len(one.lines)} lines of {len(one.voices)} voices, {one.seconds:.0f} s; mouths "
                f"remade in {one.remade:.0%} of the frames"
            )
            rows += [f"        {text}" for text in one.decisions]
        return "\n".join([*rows, *self.masters])


def dub_footage(
    settings: Settings, order: FootageOrder, hear: Listener | None = None, translator: Translator | None = None
) -> FootageReport:
    """Dub a video into every language that is asked for; raise a CliffhangerError, one sentence, otherwise.

    ``translator`` stands in for the model that the settings name.
    """
    check_footage(order.path)
    wanted = read_languages(order.to)
    if not wanted:
        raise UserError("Say into which language: --to en.")
    path = order.path.resolve()
    targets = [_target(order, language, len(wanted)) for language in wanted]
    folder = (_folder(order) / f".{path.stem}.dub").resolve()
    asked = _asked(order, wanted)
    digest = sha256_of(path)
    consent = _consent(order, folder, digest)
    video = Take(key=digest, tool="user", version="1", path=str(path))
    _offer(order, hear)
    made = []
    with closing(Floor(TakeStore(folder / "takes"), settings.workers or None)) as floor:
        for language, target in zip(wanted, targets, strict=True):
            bench = Bench(
                floor=floor,
                speaker=_speaker(),
                notes=folder,
                translator=translator or _translator(settings),
                ear=_ear(settings, order.listen),
                net=weights.installed(),
                tell=_teller(hear, language.code),
            )
            wish = asked_in(asked, language, order, matched=bool(consent))
            result = asyncio.run(FootageDub(bench, video, wish).make())
            made.append(_delivered(result, target, language))
    return FootageReport(video=str(path), masters=tuple(one.master for one in made), consent=consent, dubs=tuple(made))


def _offer(order: FootageOrder, hear: Listener | None) -> None:
    """Say that subtitles lie beside the video, if nobody named any: they are surer than listening."""
    for suffix in (".srt", ".vtt"):
        beside = order.path.with_suffix(suffix)
        if not order.srt and not order.lines and beside.is_file():
            _teller(hear, "")(f"{beside.name} lies beside it: --srt {beside} would be used instead of listening")
            return


@dataclass(frozen=True)
class _Asked:
    """The files of an order, read."""

    said: tuple[Subtitle, ...]
    translated: tuple[Subtitle, ...]
    stem: tuple[Literal["voice", "bed"], Path] | None


def _asked(order: FootageOrder, wanted: Sequence[Language]) -> _Asked:
    if order.lines and len(wanted) > 1:
        raise UserError("--lines is one language: dub into one at a time with it")
    for kind, stem in (("voice", order.voice_stem), ("bed", order.bed_stem)):
        if stem is not None and (not stem.is_file() or stem.suffix.lower() not in STEMS):
            raise UserError(f"the {kind} stem {stem} is no sound file that is read here; use {', '.join(STEMS)}")
    chosen: tuple[Literal["voice", "bed"], Path] | None = None
    if order.bed_stem is not None:  # it is what is needed; the voice follows from it
        chosen = ("bed", order.bed_stem.resolve())
    elif order.voice_stem is not None:
        chosen = ("voice", order.voice_stem.resolve())
    if not 0 <= order.speakers <= 12:
        raise UserError(f"--speakers {order.speakers}: say how many people speak, 1 to 12")
    return _Asked(
        said=read_subtitles(order.srt) if order.srt else (),
        translated=read_subtitles(order.lines) if order.lines else (),
        stem=chosen,
    )


def asked_in(asked: _Asked, language: Language, order: FootageOrder, matched: bool) -> Wish:
    """Return what is asked for one language."""
    return Wish(
        language=language,
        source=read_language(order.source).code if order.source else "",
        speakers=order.speakers,
        subtitles=asked.said,
        renderings=asked.translated,
        stem=asked.stem,
        faces=order.faces,
        match=matched and order.faces,
        captions=order.captions,
        title=order.path.stem,
    )


def _consent(order: FootageOrder, folder: Path, digest: str) -> str:
    """Return the user's word about the people shown, kept since it was given; UserError where it is needed."""
    kept = folder / "consent.json"
    if order.consent.strip():
        given = Consent(
            who=order.path.name,
            words=order.consent.strip(),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            sha256=digest,
        )
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(given.model_dump_json(indent=1), encoding="utf-8")
        return given.words
    try:
        found = Consent.model_validate_json(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if found is not None and found.sha256 == digest:
        return found.words
    if order.faces:
        raise UserError(ASKS)
    return ""


def _folder(order: FootageOrder) -> Path:
    if order.out is None:
        return order.path.resolve().parent
    return order.out if order.out.is_dir() or not order.out.suffix else order.out.resolve().parent


def _target(order: FootageOrder, language: Language, count: int) -> Path:
    """Return where the master goes; never over the video itself."""
    if order.out is not None and order.out.suffix and not order.out.is_dir():
        if order.out.suffix.lower() != ".mp4" or count > 1:
            raise UserError(f"--out {order.out}: name one .mp4 for one language, or a folder")
        if order.out.resolve() == order.path.resolve():
            raise UserError(f"--out {order.out} is the video itself: choose another name")
        return order.out.resolve()
    return _folder(order).resolve() / f"{order.path.stem}.{language.code}.mp4"


def _translator(settings: Settings) -> Translator | None:
    if not settings.speaks_to_a_model:
        return None
    endpoint = Endpoint(endpoint_settings(settings), cache=settings.cache or cache_folder())
    return ModelTranslator(endpoint)


def _ear(settings: Settings, listen: bool | None) -> whisper.Whisper | None:
    """Return who listens; None if nobody can, or nobody is wanted to."""
    if listen is False:
        return None
    if not whisper.installed():
        if listen:
            raise MissingPart(f"Nobody here can listen to what was spoken; install an ear: {whisper.INSTALL}")
        return None
    return whisper.Whisper(settings.whisper)


def _speaker() -> Callable[[Voice], Maker[SpeechSpec]]:
    voices: Maker[SpeechSpec] = Kokoro()

    def speaker(voice: Voice) -> Maker[SpeechSpec]:
        if voice.engine:
            raise UserError(f"the voice {voice.style!r} is spoken by {voice.engine}, which cannot dub footage yet")
        return voices

    return speaker


def _teller(hear: Listener | None, language: str) -> Callable[[str], None]:
    def told(text: str) -> None:
        if hear is not None:
            hear({"agent": "dub", "text": text, "episode": language})

    return told


def _delivered(result: FootageResult, target: Path, language: Language) -> FootageMaster:
    """Put the master and its subtitles where the user finds them, and report."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place(Path(result.master.path), target)
    captions = target.with_suffix(".srt")
    rows = [(one.begins, one.begins + one.take.seconds, one.rendering.text) for one in result.lines]
    captions.write_text(as_srt(rows), encoding="utf-8")
    facts = result.master.facts
    levels = facts["lines"]
    assert isinstance(levels, list)
    frames = max(1, result.original.frames)
    return FootageMaster(
        language=language.code,
        master=str(target),
        captions=str(captions),
        seconds=round(result.master.seconds, 3),
        source=result.source,
        voices={name: _named(voice) for name, voice in result.voices.items()},
        bed=str(result.bed.facts.get("how", "")),
        loudness=(_number(facts["was"]), _number(facts["loudness"])),
        true_peak=_number(facts["true_peak"]),
        remade=round((_number(result.picture.facts.get("remade")) or 0.0) / frames, 4),
        lines=tuple(_line(one, result, level) for one, level in zip(result.lines, levels, strict=True)),
        decisions=result.decisions,
    )


def _line(one: Line, result: FootageResult, level: Sequence[float]) -> FootageLine:
    frames = sum(face.frames for face in one.faces)
    drawn = sum(face.frames for face in one.faces if face.track)
    whys = [face.why for face in one.faces if not face.track]
    return FootageLine(
        id=one.id,
        speaker=one.said.speaker,
        was=one.said.text if one.said.text != one.rendering.text else "",
        text=one.rendering.text,
        by=one.rendering.by,
        start=one.begins,
        original=round(one.slot.seconds, 3),
        seconds=round(one.take.seconds, 3),
        room=one.slot.room,
        speed=one.speed,
        loudness=(float(level[0]), float(level[1])),
        alike=one.alike,
        seen=round(drawn / frames, 3) if frames else 0.0,
        why=max(sorted(set(whys)), key=whys.count) if whys else "",
    )


def _named(voice: Voice) -> str:
    return f"match of {voice.style}" if voice.blend else voice.style


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
