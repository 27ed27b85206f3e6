"""The embedded voice: Kokoro-82M, steered line by line. No key, no GPU, nothing to download."""

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ..take import Made, Take
from .acoustics import TAILS, break_up, brighten, gasp, level, release, resize_throat, shake, treat
from .cache import write_whole
from .catalogue import Preset, matched, preset
from .delivery import Delivery, delivery, steer, whispered
from .emphasis import DRAWN_OUT, emphasis, lifted, weights
from .g2p import g2p, seen
from .model import RATE, Floats, Timing, VoiceModel, style_matrix, voice_model
from .native import native, own_height, pace_of
from .phrase import Clock, Phrase, Times, paced, phrases, whole
from .spec import SpeechSpec

SHORTEST, LONGEST_FIT = 0.8, 1.2
"""How far a line may be squeezed or stretched against its natural length."""
Contour = tuple[Floats, Floats, Floats]
"""F0, energy and aligned text, from the model."""
SHORTEST_BREATH = 0.12
"""Seconds of rest in which a breath is heard."""
TIMBRES = (0.85, 1.2)
PITCHES = (0.6, 1.7)


@dataclass(frozen=True)
class _Planned:
    """A phrase with its natural frames."""

    phrase: Phrase
    timing: Timing
    frames: npt.NDArray[np.float64]
    contour: Contour
    """At its natural frames."""
    seconds: float
    stressed: npt.NDArray[np.float64] | None = None
    """Weight of each token, 1 where a word is stressed; None: none is."""


@dataclass(frozen=True)
class _Plan:
    """A line, timed but not yet spoken."""

    parts: tuple[_Planned, ...]
    manner: Delivery
    cast: Preset
    pitch: float
    timbre: float
    pause: float
    """Factor on the silence between phrases."""
    silence: float
    """Seconds that are no speech: breaths between phrases and the ring of the room."""
    speech: float
    """Natural seconds of speech."""

    @property
    def natural(self) -> float:
        return self.speech + self.silence


class Kokoro:
    """Makes a SpeechSpec into a mono 24 kHz wav; see ``SpeechSpec`` for the facts of its take.

    Further facts: ``natural``, seconds the line would last unhurried; ``gain``, decibels by which this emotion may
    stand out in the mix.
    """

    tool = "kokoro"
    version = "3"
    suffix = ".wav"

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Speak the line into ``out``.

        Raise MakerRefused for what cannot be read or does not fit its target, MissingPart without the model.
        """
        model = voice_model()
        plan = _plan(model, spec)
        stretch = _stretch(plan, spec)
        audio, words, phones = _speak(model, plan, stretch, spec)
        seconds = len(audio) / RATE
        write_whole(out, _wav(audio))
        facts: dict[str, object] = {
            "words": [[text, round(start, 4), round(min(end, seconds), 4)] for text, start, end in words],
            "phones": [
                [seen(phone, spec.language), round(start, 4), round(min(end, seconds), 4)]
                for phone, start, end in phones
            ],
            "natural": round(plan.natural, 4),
            "pace": round(1.0 / stretch, 4),
            "gain": plan.manner.gain,
        }
        return Made(seconds=seconds, facts=facts)


def duration(spec: SpeechSpec) -> float:
    """Return how many seconds the line lasts when nothing hurries it; about 4 % of the cost of speaking it."""
    return round(_plan(voice_model(), spec).natural, 4)


def _plan(model: VoiceModel, spec: SpeechSpec) -> _Plan:
    text, stressed = emphasis(spec.text)
    words = g2p(text, spec.language)
    manner, voice = delivery(spec.emotion, spec.manner), spec.voice
    cast = matched(voice) if voice.blend else preset(voice.style)
    style = native(_style(cast), spec.language, cast.sex)
    own = own_height(cast.blend, spec.language, cast.sex)
    timbre = float(np.clip(voice.timbre * cast.timbre, *TIMBRES))
    pace = voice.pace * cast.pace * manner.pace * pace_of(spec.language)
    parts = []
    before = 0
    for phrase in phrases(words):
        timing = model.timing(phrase.symbols, style)
        weighty = weights(phrase, {n - before for n in stressed}) if len(words) == len(text.split()) else None
        before += len(phrase.words)
        frames = paced(timing, phrase, pace, manner.pause) * timbre
        if weighty is not None:
            frames = frames * (1 + (DRAWN_OUT - 1) * weighty)
        contour = model.contour(timing, whole(frames))
        seconds = Clock(phrase, whole(frames), contour[1], timbre).seconds
        parts.append(_Planned(phrase, timing, frames, contour, seconds, weighty))
    return _Plan(
        parts=tuple(parts),
        manner=manner,
        cast=cast.model_copy(update={"tremor": cast.tremor + voice.tremor}) if voice.tremor else cast,
        pitch=float(np.clip(voice.pitch * cast.pitch, *PITCHES)) * own * manner.pitch,
        timbre=timbre,
        pause=manner.pause / pace,
        silence=sum(part.phrase.rest for part in parts[:-1]) * manner.pause / pace + TAILS[spec.treatment],
        speech=sum(part.seconds for part in parts),
    )


def _style(cast: Preset) -> Floats:
    style = np.zeros((510, 256), np.float32)
    for name, share in cast.blend.items():
        style += style_matrix(name) * np.float32(share)
    return style


def _stretch(plan: _Plan, spec: SpeechSpec) -> float:
    """Return the factor on all durations that meets the target; 1 without one."""
    if spec.target is None:
        return 1.0
    if not SHORTEST <= spec.target / plan.natural <= LONGEST_FIT:
        low, high = plan.natural * SHORTEST, plan.natural * LONGEST_FIT
        raise MakerRefused(
            f"the line {spec.text[:60]!r} lasts {plan.natural:.2f} s and cannot be spoken in {spec.target:.2f} s; "
            f"ask for {low:.2f} to {high:.2f} s, or change the line"
        )
    return (spec.target - plan.silence) / plan.speech


def _speak(model: VoiceModel, plan: _Plan, stretch: float, spec: SpeechSpec) -> tuple[Floats, Times, Times]:
    """Return the audio of the whole line, its words and its phonemes."""
    pieces: list[Floats] = []
    words: Times = []
    phones: Times = []
    for part in plan.parts:
        start = sum(map(len, pieces)) / RATE
        audio, clock = _phrase_audio(model, plan, part, stretch)
        pieces.append(audio)
        words += clock.words(start)
        phones += clock.phones(start)
        rest = round(part.phrase.rest * plan.pause * RATE)
        drawn = gasp(rest / RATE, plan.manner.gasps) if plan.manner.gasps and rest > SHORTEST_BREATH * RATE else None
        pieces.append(np.zeros(rest, np.float32) if drawn is None else drawn[:rest])
    spoken = np.concatenate(pieces[:-1])
    seconds = plan.natural if spec.target is None else spec.target
    line = np.zeros(round(seconds * RATE), np.float32)
    line[: len(spoken)] = spoken[: len(line)]
    return level(treat(brighten(line, plan.manner.bright), spec.treatment)), words, phones


def _phrase_audio(model: VoiceModel, plan: _Plan, part: _Planned, stretch: float) -> tuple[Floats, Clock]:
    frames = whole(part.frames * stretch)
    f0, energy, aligned = part.contour if stretch == 1.0 else model.contour(part.timing, frames)
    clock = Clock(part.phrase, frames, energy, plan.timbre)
    tremor = plan.manner.tremor + plan.cast.tremor
    f0 = whispered(f0) if plan.manner.whispered else steer(f0, plan.pitch, plan.manner.span, tremor, plan.timbre)
    f0 = lifted(f0, frames, part.stressed)
    first, last = clock.window
    halves = slice(2 * first, 2 * last)
    audio = model.decode(part.timing, aligned[..., first:last], f0[..., halves], energy[..., halves])
    sound, begin, _ = clock.phones()[-1]
    said = shake(break_up(clock.kept(resize_throat(audio, plan.timbre)), plan.manner.broken), plan.manner.shaken)
    return release(said, sound, begin), clock


def _wav(audio: Floats) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes())
    return buffer.getvalue()
