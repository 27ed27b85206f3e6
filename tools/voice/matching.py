"""Voice match: the nearest that blends of the stock voices come to a recording. About half-way; never a clone.

::

    recording ──▶ speaker vector ──▶ shares of stock styles (non-negative least squares, six at most)
                                          │
              pitch of the recording ──▶ candidates, each spoken and heard ──▶ the likest ──▶ closer, if asked
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls

from ...errors import UserError
from ...memory.look import Voice
from .hearing import hear
from .kokoro import Kokoro
from .likeness import Vector, embed, likeness
from .model import RATE, Floats
from .samples import listen_to
from .spec import SpeechSpec

MOST = 6
"""Stock styles in a blend."""
SOUGHT = "Tell my father the house is sold, and nothing is left."
JUDGED = "I never asked you to come back here, and you know it."
"""The line that is listened to while a voice is looked for, and the one that it is judged by: never heard before."""
PITCHES = (0.8, 1.25)
TIMBRES = (0.92, 1.09)
"""Beyond these a voice is no longer understood by everybody, or sounds made."""
_ROUNDS, _BROOD = 9, 8
"""Of the closer search: 72 lines spoken, two to three minutes."""

Judge = Callable[[Path, str], bool]
"""Says whether the words of a wav can be understood."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Match:
    """What came of looking for a voice."""

    voice: Voice
    likeness: float
    """Of the voice to the recording, by a line that was not used to find it."""
    stock: str
    """The stock style that is nearest by itself."""
    nearest: float
    """Its likeness, by the same line."""
    tried: int
    """Voices that were spoken and heard."""
    understood: bool | None
    """Whether both lines were recognised word by word; None: nobody could listen for that."""


@dataclass(frozen=True)
class _Tried:
    voice: Voice
    score: float


def match(
    audio: Floats, name: str, closer: bool = False, judge: Judge | None = None, tell: Tell | None = None
) -> Match:
    """Look for the voice nearest to mono 24 kHz ``audio``; ``name`` is what it will be called.

    About 15 s of work, ``closer`` two to three minutes. The same audio gives the same voice. With a ``judge`` a voice
    that is not understood is never chosen: raises UserError if none is.
    """
    target, pitch = embed(audio, RATE), hear(audio).pitch
    with TemporaryDirectory() as desk:
        search = _Search(Path(desk), target, pitch, name, judge, tell or (lambda _: None))
        best = search.first().voice
        if closer:
            best = search.closer(best).voice
        plain = Voice(style=name, blend={search.nearest: 1.0})
        found, nearest = search.judged(best), search.judged(plain)
        if found < nearest and search.understands(plain):  # it had only learnt the line by heart
            best, found = plain, nearest
        return Match(
            voice=best, likeness=round(found, 3), stock=search.nearest, nearest=round(nearest, 3), tried=search.tried,
            understood=search.understands(best) if judge else None,
        )  # fmt: skip


def shares(target: Vector) -> dict[str, float]:
    """Return the stock styles, at most `MOST`, and the shares whose mixed vectors come nearest to ``target``."""
    names, vectors, _ = stock()
    found, _ = nnls(vectors.T.astype(np.float64), target.astype(np.float64))
    return _blend(dict(zip(names, found, strict=True)))


@lru_cache(maxsize=1)
def stock() -> tuple[tuple[str, ...], npt.NDArray[np.float32], dict[str, float]]:
    """Return the names of the stock styles, their speaker vectors (styles, 256), and their pitches in Hz."""
    with resources.as_file(resources.files(__package__) / "speakers.npz") as path, np.load(path) as packed:
        names = tuple(str(name) for name in packed["names"])
        return names, packed["vectors"].astype(np.float32), dict(zip(names, map(float, packed["pitches"]), strict=True))


def _blend(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the `MOST` largest weights as shares of one, rounded so that they can be kept; none below 2 %."""
    largest = sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    total = sum(weight for _, weight in largest) or 1.0
    kept = {name: weight / total for name, weight in largest if weight >= 0.02 * total}
    whole = sum(kept.values())
    return {name: round(weight / whole, 4) for name, weight in sorted(kept.items())}


class _Search:
    """Voices are spoken, heard and compared; each once."""

    def __init__(self, desk: Path, target: Vector, pitch: float, name: str, judge: Judge | None, tell: Tell) -> None:
        self.desk, self.target, self.pitch, self.name, self.judge, self.tell = desk, target, pitch, name, judge, tell
        self.tried = 0
        names, vectors, self.pitches = stock()
        likes = vectors @ target
        self.near = [names[at] for at in np.argsort(-likes, kind="stable")]
        self.nearest = self.near[0]

    def first(self) -> _Tried:
        """Return the likest of the plain candidates: solved shares, the same sharper, the nearest alone.

        Each as it is and at the pitch of the recording; the best of them with a longer and a shorter throat.
        """
        solved = shares(self.target)
        sharper = _blend({name: share**2 for name, share in solved.items()})
        plain = [Voice(style=self.name, blend=blend) for blend in (solved, sharper, {self.nearest: 1.0})]
        tried = [self._try(voice) for voice in plain]
        tried += [self._try(self._pitched(voice)) for voice in plain[:2]]
        best = max(tried, key=lambda one: one.score)
        tried += [self._try(self._with(best.voice, timbre=timbre)) for timbre in (0.95, 1.05)]
        return self._understood(tried)

    def closer(self, start: Voice) -> _Tried:
        """Return the best of an evolution around ``start``: shares, pitch and throat; a blend always."""
        pool = sorted({*start.blend, *self.near[:10]})
        dice = np.random.default_rng(24)
        mean = np.array([*(start.blend.get(name, 0.0) for name in pool), 0.0, start.timbre - 1.0])
        spread = np.array([*([0.14] * len(pool)), 0.03, 0.035])
        tried = [self._try(start)]
        for turn in range(_ROUNDS):
            brood = [self._try(self._of(pool, mean + spread * dice.standard_normal(len(mean)), start.pitch))
                     for _ in range(_BROOD)]  # fmt: skip
            tried += brood
            elders = sorted(tried, key=lambda one: -one.score)[:3]
            rows = np.array([self._point(pool, one.voice, start.pitch) for one in elders])
            mean = np.average(rows, axis=0, weights=(0.5, 0.3, 0.2)[: len(rows)])
            spread = spread * 0.86
            self.tell(f"round {turn + 1} of {_ROUNDS}: likeness {elders[0].score:.2f}")
        return self._understood(tried)

    def judged(self, voice: Voice) -> float:
        """Return the likeness of a voice by the line that it was not looked for with."""
        return likeness(self.target, embed(listen_to(self._spoken(voice, JUDGED)), RATE))

    def understands(self, voice: Voice) -> bool:
        """Whether both lines are recognised, if somebody listens for that."""
        return self.judge is None or all(self.judge(self._spoken(voice, line), line) for line in (SOUGHT, JUDGED))

    def _understood(self, tried: list[_Tried]) -> _Tried:
        ordered = sorted(tried, key=lambda one: -one.score)[:8]
        best = next((one for one in ordered if self.understands(one.voice)), None)
        if best is None:
            raise UserError("No voice near to this recording was understood word by word; choose one of the catalogue.")
        return best

    def _point(self, pool: list[str], voice: Voice, pitch: float) -> list[float]:
        return [*(voice.blend.get(name, 0.0) for name in pool), voice.pitch / pitch - 1.0, voice.timbre - 1.0]

    def _of(self, pool: list[str], point: npt.NDArray[np.float64], pitch: float) -> Voice:
        weights = dict(zip(pool, np.maximum(point[: len(pool)], 0.0), strict=True))
        if not any(weights.values()):
            weights[self.nearest] = 1.0
        voice = Voice(style=self.name, blend=_blend(weights), pitch=pitch)
        return self._with(voice, pitch=pitch * (1 + float(point[-2])), timbre=1 + float(point[-1]))

    def _pitched(self, voice: Voice) -> Voice:
        """Return the voice at the pitch of the recording."""
        own = hear(listen_to(self._spoken(voice, SOUGHT))).pitch
        return self._with(voice, pitch=self.pitch / own) if own and self.pitch else voice

    def _with(self, voice: Voice, pitch: float | None = None, timbre: float | None = None) -> Voice:
        wanted = {
            "pitch": round(float(np.clip(voice.pitch if pitch is None else pitch, *PITCHES)), 3),
            "timbre": round(float(np.clip(voice.timbre if timbre is None else timbre, *TIMBRES)), 3),
        }
        return voice.model_copy(update=wanted)

    def _try(self, voice: Voice) -> _Tried:
        self.tried += 1
        return _Tried(voice, likeness(self.target, embed(listen_to(self._spoken(voice, SOUGHT)), RATE)))

    def _spoken(self, voice: Voice, line: str) -> Path:
        spec = SpeechSpec(text=line, voice=voice)
        out = self.desk / f"{spec.digest()}.wav"
        if not out.is_file():
            Kokoro().make(spec, out)
        return out
