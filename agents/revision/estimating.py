"""Estimates: how long a line will take that nobody has spoken yet, and how long the making of a take."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from ...memory.takes import TakeStore
from ...tools.floor import Floor
from ...tools.take import AnyMaker, Spec, Take, take_key
from ...tools.voice.spec import SpeechSpec
from ..timing import spoken_seconds

USUAL: dict[str, float] = {"voice": 1.0, "picture": 1.2, "music": 0.1, "sound": 0.05, "cut": 0.15}
"""Seconds of one core's work a second of what is made, where the series has no takes yet to go by."""
_SAMPLES = 12


class EstimatingFloor(Floor):
    """A floor in a rehearsal: it finds what has been made, and puts an estimate in the place of a line not yet spoken.

    Nothing is made on it. ``heard`` are lines with the seconds they last: what people here speak like.
    """

    def __init__(self, floor: Floor, heard: Sequence[tuple[SpeechSpec, float]] = ()) -> None:
        super().__init__(floor.store, floor.workers)
        ratios = [seconds / _usual(spec) for spec, seconds in heard if spec.target is None]
        self._speed = median(ratios) if ratios else 1.0
        self._said = {spec.text: seconds for spec, seconds in heard}

    def find(self, maker: AnyMaker[Any], spec: Spec, inputs: Sequence[Take] = ()) -> Take | None:
        """Return the take of this Spec, or an estimate if it is a line."""
        found = super().find(maker, spec, inputs)
        if found is not None or not isinstance(spec, SpeechSpec):
            return found
        # The same words with another feeling, or in another voice, take about as long.
        seconds = spec.target or self._said.get(spec.text) or _usual(spec) * self._speed
        return _estimated(maker, spec, round(seconds, 3))


def _usual(spec: SpeechSpec) -> float:
    return spoken_seconds(spec.text) / spec.voice.pace


def _estimated(maker: AnyMaker[Any], spec: SpeechSpec, seconds: float) -> Take:
    """Return a take of a line as long as it will probably be, its words evenly spread."""
    words = spec.text.split()
    step = seconds / max(1, len(words))
    spread = [[word, round(n * step, 3), round((n + 0.9) * step, 3)] for n, word in enumerate(words)]
    key = take_key(maker.tool, maker.version, spec)
    facts: dict[str, object] = {"words": spread, "phones": [], "estimated": True}
    return Take(key=key, tool=maker.tool, version=maker.version, path="", seconds=seconds, facts=facts)


class Rates:
    """Seconds of one core's work a second of what is made, by kind of take, from what the series' own takes took."""

    def __init__(self, store: TakeStore) -> None:
        self._store = store
        self._known: dict[tuple[str, str], float] = {}

    def of(self, kind: str, keys: Sequence[str]) -> float:
        """Return the rate of a kind of take, by some takes of that kind."""
        name = (kind, keys[0] if keys else "")
        if name not in self._known:
            takes = [take for key in keys[:_SAMPLES] if (take := self._store.get(key)) is not None]
            rates = [take.took / take.seconds for take in takes if take.took and take.seconds]
            self._known[name] = median(rates) if rates else USUAL[kind]
        return self._known[name]
