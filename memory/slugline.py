"""A scene heading taken apart: the place it names, and what it says of when the scene plays."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from .bible import Hour, Weather
from .naming import words_of
from .state import HOURS

DayTold = Literal["told", "presumed", "unknown"]
"""Whether a scene's day, counted from the scene before, is said, only likely, or open."""

UNREAL = re.compile(
    r"\b(?:flash ?back|flash ?forward|dream(?:s| sequence)?|nightmare|memory|fantasy|vision|imagin\w+|hallucination"
    r"|(?:years?|months?|weeks?|days?|hours?) (?:ago|earlier|before)|the past)\b",
    re.IGNORECASE,
)
"""What a heading says of a scene that does not happen now, or not at all."""

_HOURS: dict[str, Hour] = {
    **dict.fromkeys(("dawn", "sunrise", "daybreak"), "dawn"),
    **dict.fromkeys(("day", "morning", "noon", "midday", "afternoon"), "day"),
    **dict.fromkeys(("dusk", "evening", "sunset", "twilight"), "dusk"),
    **dict.fromkeys(("night", "midnight"), "night"),
}
_WEATHER: dict[str, Weather] = {
    **dict.fromkeys(("rain", "storm", "thunderstorm"), "rain"), "snow": "snow", **dict.fromkeys(("fog", "mist"), "fog"),
}  # fmt: skip
_PREFIX = re.compile(r"(?:(?:INT|EXT|EST|I|E)\.?/?)+(?:\.|\s)\s*", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:next|following) (?:day|morning|afternoon|evening|night)\b", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:continuous|later|same(?: \w+)?|meanwhile|simultaneous\w*"
    r"|(?:that|this) (?:same )?(?:day|morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"\b(\w+) (day|week|month|year)s? later\b", re.IGNORECASE)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {**{word: n for n, word in enumerate(_NUMBERS, 1)}, "a": 1, "some": 3, "several": 3, "many": 5}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_DAY_NAME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}[:.]\d\d", re.IGNORECASE)
_AT_ONCE = re.compile(r"\b(?:same time|meanwhile|simultaneous\w*)\b", re.IGNORECASE)
_BACK = re.compile(r"\bback to\b|\bpresent day\b", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """When a scene plays."""

    day: int
    hour: Hour
    weather: Weather
    told: DayTold


@dataclass(frozen=True)
class Slugline:
    """A heading without INT. or EXT.: its places from the largest to the smallest, and its words of time."""

    text: str
    places: tuple[str, ...]
    time: str

    @property
    def unreal(self) -> str:
        """The word that says that it does not happen now, or not at all; empty if none."""
        found = UNREAL.search(self.text)
        return found[0] if found else ""

    @property
    def weekday(self) -> str:
        """The weekday that it names; empty if none."""
        found = _DAY_NAME.search(self.text)
        return found[0].capitalize() if found and found[0].isalpha() else ""

    @property
    def comes_back(self) -> bool:
        """Whether it leaves a dream or a memory."""
        return _BACK.search(self.text) is not None

    @property
    def at_once(self) -> bool:
        """Whether it plays at the same time as the scene before."""
        return _AT_ONCE.search(self.text) is not None

    def moment(self, day: int, last: int, first: bool) -> Moment:
        """Return when it plays, after a scene on a day whose hour stands at ``last`` in `state.HOURS`.

        ``first``: that scene was in an episode before.
        """
        low = words_of(self.time)
        named = next((_HOURS[word] for word in reversed(low) if word in _HOURS), None)
        hour: Hour = named or hour_at(last)
        told: DayTold = "told"
        earlier, gap = HOURS.index(hour) < last, _GAP.search(self.text)
        if gap and gap[1].lower() in _COUNTS:
            day += _COUNTS[gap[1].lower()] * _DAYS[gap[2].lower()]
            exact = gap[1].lower() not in ("some", "several", "many") and gap[2].lower() == "day"
            told = "told" if exact else "unknown"
        elif _NEXT.search(self.text):
            day += 1
        elif _SAME.search(self.time):
            day += earlier
        elif earlier:
            day, told = day + 1, "unknown"
        elif first:
            told = "presumed" if HOURS.index(hour) > last else "unknown"
        weather: Weather = next((_WEATHER[word] for word in low if word in _WEATHER), "clear")
        return Moment(day, hour, weather, told)


def hour_at(place: int) -> Hour:
    """Return the hour that stands at a place in `state.HOURS`."""
    hours: dict[str, Hour] = {hour: hour for hour in get_args(Hour)}
    return hours[HOURS[place]]


def taken_apart(heading: str) -> Slugline:
    """Return the parts of a heading."""
    words = _PREFIX.sub("", heading, count=1)
    parts = [part.strip() for part in re.split(r"\s+[-–—]+\s+|\s*[–—]\s*", words) if part.strip()] or [words]
    places = [part for n, part in enumerate(parts) if n == 0 or not _timely(part)]
    times = [part for n, part in enumerate(parts) if n and _timely(part)]
    return Slugline(heading, tuple(places), ", ".join(times))


def _timely(part: str) -> bool:
    """Tell whether a part of a heading says when, rather than where."""
    named = {*_HOURS, *_WEATHER, "continuous", "later", "same", "meanwhile", "moments", "present"}
    return any(word in named for word in words_of(part)) or bool(UNREAL.search(part) or _DAY_NAME.search(part))
