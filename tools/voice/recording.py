"""Recordings: a file of the user's own becomes a voice to speak like, mended where it can be, or refused and told why.

What comes in is data of unknown origin: its kind is read from its first bytes, ffmpeg is told that kind and nothing
but the file, and no more than five minutes of it are ever decoded.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...errors import MissingPart, ToolError, UserError
from ...memory.takes import StoredTake, TakeStore, sha256_of
from ..edit import ffmpeg
from .acoustics import level
from .cleaning import clipped, declip, denoise, without_rumble
from .hearing import HOP, Heard, hear, mask
from .likeness import ALONE, INSTALL, available, company
from .model import RATE, Floats
from .samples import resampled, wav
from .tones import tonal

TOOL, VERSION = "recording", "1"
LEAST, ENOUGH, MOST = 5.0, 15.0, 30.0
"""Seconds of speech that are needed, that do better, and that are kept at most."""
READ = 300.0
"""Seconds of a file that are listened to."""
_MOST_BYTES = 4_000_000_000
_SILENT = 0.003
"""Peak (-50 dBFS) under which nothing was recorded."""
_SLIGHT, _HEAVY = 2e-4, 0.03
"""Shares of samples cut off at full scale: below the first nobody hears it, above the second nobody can mend it."""
_HUM, _NOISY, _DROWNED = 30.0, 20.0, 7.0
"""Decibels of speech over noise: under the first it is cleaned, under the second that is told, under the third
refused."""
_LESSER = 0.12
"""Share of the speech that a second voice has at least."""
_MUSIC = 0.4
"""Share of what is heard between words that is tones."""
_VOICED = 0.2
"""Share of speech in which cords swing at least: a fan or a crowd has less."""
_CURE = "Record one person alone, in a quiet room, for 10 to 30 seconds."

_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"RIFF", "wav"),
    (0, b"RF64", "wav"),
    (0, b"riff", "w64"),
    (0, b"fLaC", "flac"),
    (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"),
    (4, b"ftyp", "mov"),
    (4, b"moov", "mov"),
    (4, b"wide", "mov"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"FORM", "aiff"),
    (0, b"caff", "caf"),
    (0, b"#!AMR", "amr"),
    (0, b"wvpk", "wv"),
    (0, b".snd", "au"),
    (0, b"\x30\x26\xb2\x75", "asf"),
    (0, b"FLV", "flv"),
)
"""Where in a file which bytes stand, and the demuxer that is forced for it."""


@dataclass(frozen=True)
class Recording:
    """A recording as it is kept: one speaker, mono, 24 kHz, at one level, without what the recorder wrote into it."""

    wav: bytes
    seconds: float
    sha256: str
    """Of the file as it was handed in."""
    speech: float
    """Seconds of it in which somebody speaks."""
    noise: tuple[float, float]
    """Decibels of speech over noise, as it came in and as it is kept."""
    pitch: float
    """Hz."""
    notes: tuple[str, ...]
    """What was done to it and what it lacks, a sentence each."""

    @property
    def key(self) -> str:
        """That of its take: the same file, the same take."""
        return hashlib.sha256(f"{TOOL} {VERSION} {self.sha256}".encode()).hexdigest()


def take_in(file: Path) -> Recording:
    """Read a recording of one person; raise UserError with one sentence that says why it cannot be used.

    At most five minutes of the file are read, at most 30 s of them kept.
    """
    name = file.name
    digest = _digest(file)
    sound, rate, whole = _decoded(file)
    notes: list[str] = []
    if whole > READ + 1:
        notes.append(f"Only the first {READ / 60:.0f} of its {_clock(whole)} minutes were listened to.")
    audio = _one_channel(sound)
    if float(np.abs(audio).max(initial=0.0)) < _SILENT:
        raise UserError(
            f"{name} is silent: nothing louder than -50 dB is in it. Check the microphone and record again."
        )
    audio = _mended(audio, name, notes)
    audio = without_rumble(resampled(audio, rate))
    if len(audio) < LEAST * RATE:
        _check_speech(hear(audio), name)
    audio, heard, before = _cleaned(audio, name, notes)
    _check_speech(heard, name)
    audio, heard = _best(audio, heard, notes)
    _check_alone(audio, heard, name)
    kept = level(audio)
    if _narrow(kept):
        notes.append("It holds nothing above 3.8 kHz, like a telephone: a voice made from it may sound as narrow.")
    if heard.seconds < ENOUGH:
        notes.append(f"It holds {heard.seconds:.0f} s of speech; 15 to 30 s would do better.")
    return Recording(
        wav=wav(kept), seconds=len(kept) / RATE, sha256=digest, speech=round(heard.seconds, 2),
        noise=(round(before, 1), round(heard.noise, 1)), pitch=round(heard.pitch, 1), notes=tuple(notes),
    )  # fmt: skip


def keep(recording: Recording, store: TakeStore) -> StoredTake:
    """Put a recording into a take store; the same one is kept once."""
    found = store.get(recording.key)
    if found is not None:
        return found
    out = store.reserve(recording.key, ".wav")
    out.write_bytes(recording.wav)
    facts = {
        "sha256": recording.sha256, "speech": recording.speech, "noise": list(recording.noise),
        "pitch": recording.pitch, "notes": list(recording.notes),
    }  # fmt: skip
    return store.put(recording.key, TOOL, VERSION, out, seconds=recording.seconds, facts=facts)


def _digest(file: Path) -> str:
    try:
        size = file.stat().st_size if file.is_file() else 0
        if not 0 < size <= _MOST_BYTES:
            raise UserError(f"{file.name} is no recording that can be used: a file of at most 4 GB is. {_CURE}")
        return sha256_of(file)
    except OSError as error:
        raise UserError(f"The recording {file.name} cannot be read: {error.strerror}.") from error


def _demuxer(head: bytes) -> str:
    """Return how a file is to be read, from its first bytes; nothing if it is of no kind that holds sound."""
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    for at, sign, kind in _KINDS:
        if head[at : at + len(sign)] == sign:
            return kind
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3" if head[1] & 0x06 else "aac"
    return ""


def _decoded(file: Path) -> tuple[Floats, int, float]:
    """Return at most ``READ`` seconds, (samples, channels), their rate, and how long the whole file says it is."""
    import soundfile

    with file.open("rb") as opened:
        kind = _demuxer(opened.read(16))
    refused = f"{file.name} does not read as sound: a wav, mp3, m4a, ogg, flac or a video with sound is wanted."
    if not kind:
        raise UserError(refused)
    rates = "8000|11025|12000|16000|22050|24000|32000|44100|48000"
    shape = f"aformat=sample_fmts=s16:sample_rates={rates}:channel_layouts=mono|stereo"
    with TemporaryDirectory() as desk:
        out = Path(desk) / "read.wav"
        fenced = ["-protocol_whitelist", "file,pipe", "-f", kind, "-t", f"{READ:.0f}", "-i", f"file:{file.absolute()}"]
        wanted = ["-map", "0:a:0", "-map_metadata", "-1", "-af", shape, "-t", f"{READ:.0f}", "-f", "wav", str(out)]
        try:
            words = ffmpeg.run([*fenced, *wanted], f"reading {file.name}", seconds=120.0)
            sound, rate = soundfile.read(out, dtype="float32", always_2d=True)
        except (ToolError, soundfile.LibsndfileError) as error:
            raise UserError(refused) from error
    said = re.search(r"Duration: (\d+):(\d+):(\d+)", words)
    whole = sum(int(part) * unit for part, unit in zip(said.groups(), (3600, 60, 1), strict=True)) if said else 0
    return sound, rate, max(float(whole), len(sound) / rate)


def _one_channel(sound: Floats) -> Floats:
    """Return the channel with the voice in it: the mean, unless one is empty or they cancel each other out."""
    if sound.shape[1] == 1 or not len(sound):
        return np.ascontiguousarray(sound[:, 0])
    powers = (sound.astype(np.float64) ** 2).mean(axis=0) + 1e-12
    mean = sound.mean(axis=1)
    if powers.min() < powers.max() / 100 or float((mean.astype(np.float64) ** 2).mean()) < powers.max() / 10:
        return np.ascontiguousarray(sound[:, int(powers.argmax())])
    return np.asarray(mean, np.float32)


def _mended(audio: Floats, name: str, notes: list[str]) -> Floats:
    """Return the audio with its cut-off peaks drawn again."""
    cut = clipped(audio)
    share = float(cut.mean())
    if share > _HEAVY:
        raise UserError(
            f"{name} is clipped: {share:.0%} of it is cut off at full scale, which cannot be mended. "
            "Turn the microphone down and record again."
        )
    if share < _SLIGHT:
        return audio
    notes.append(f"Clipping was mended: {share:.2%} of it had been cut off at full scale.")
    return declip(audio, cut)


def _check_speech(heard: Heard, name: str) -> None:
    if heard.seconds < 0.5 or heard.voiced < _VOICED:
        raise UserError(f"Nobody can be heard speaking in {name}. {_CURE}")
    if heard.seconds < LEAST:
        raise UserError(
            f"{name} is too short: it holds {heard.seconds:.1f} s of speech, and at least {LEAST:.0f} s are needed. "
            f"{_CURE}"
        )


def _best(audio: Floats, heard: Heard, notes: list[str]) -> tuple[Floats, Heard]:
    """Return the stretch of at most ``MOST`` seconds in which most is said, with a little air around it."""
    spoken = np.flatnonzero(heard.speech)
    first, last = int(spoken[0]), int(spoken[-1]) + 1
    span = int(MOST * 100)
    if last - first > span:
        so_far = np.concatenate(([0], np.cumsum(heard.speech)))
        starts = np.arange(first, last - span + 1, 25)
        first = int(starts[int((so_far[starts + span] - so_far[starts]).argmax())])
        last = first + span
        notes.append(f"The {MOST:.0f} s in which most is said were taken, from {_clock(first / 100)} on.")
    begin, end = max(0, first - 20), min(len(heard.levels), last + 20)
    part = audio[begin * HOP : end * HOP]
    return part, hear(part)


def _cleaned(audio: Floats, name: str, notes: list[str]) -> tuple[Floats, Heard, float]:
    """Return the audio without its noise, what is heard in it, and by how much speech stood above the noise before.

    Raises UserError if there is music, or next to nothing but noise.
    """
    heard = hear(audio)
    before = heard.noise
    if heard.seconds < 0.5:
        return audio, heard, before
    if tonal(audio, heard) > _MUSIC:
        raise UserError(
            f"There is music under the voice in {name}, and the two cannot be taken apart here. "
            "Use a recording without music."
        )
    if heard.voiced >= _VOICED and before < _DROWNED:
        raise UserError(
            f"{name} is too noisy: the voice is only {before:.0f} dB above everything else, and {_DROWNED:.0f} are "
            f"needed. {_CURE}"
        )
    if before >= _HUM:
        return audio, heard, before
    clean = denoise(audio, heard)
    after = hear(clean)
    if before < _NOISY:
        notes.append(f"Noise was taken out: the voice is {after.noise:.0f} dB above it now, it was {before:.0f}.")
    return clean, after, before


def _check_alone(audio: Floats, heard: Heard, name: str) -> None:
    if not available():  # a recording of two must not pass for one
        raise MissingPart(f"Nobody here can tell whether one person speaks in {name}; install that with: {INSTALL}")
    alike, lesser = company(audio[mask(heard.speech, len(audio))], RATE)
    if alike < ALONE and lesser > _LESSER:
        raise UserError(
            f"More than one person speaks in {name} (two voices with a likeness of {alike:.2f}): a voice is one "
            "person's. Cut the others out, or record again."
        )


def _narrow(audio: Floats) -> bool:
    powers = np.abs(np.fft.rfft(audio)) ** 2
    hertz = np.fft.rfftfreq(len(audio), 1 / RATE)
    return bool(powers[hertz > 4200].sum() < 1e-4 * powers.sum())


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
