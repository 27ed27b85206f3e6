"""Turn the beats of a card into what is done and said: slots filled, one alternative of each line chosen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ....memory.bible import Character
from ....memory.library import CardBeat
from ....memory.look import Emotion, Manner
from ....memory.script import Via
from ...manners import manner_of
from .slots import Cast, Unfillable, fill


@dataclass(frozen=True)
class Staged:
    """A beat, ready but for its id."""

    who: str = ""
    action: str = ""
    emotion: Emotion = "neutral"
    text: str = ""
    to: str = ""
    via: Via = "on"
    prop: str = ""
    jolt: bool = False
    manner: Manner | None = None


def stage(
    beats: Sequence[CardBeat], cast: Cast, variant: int, away: frozenset[str] = frozenset()
) -> tuple[Staged, ...]:
    """Return the beats of a card played by ``cast``.

    ``variant`` picks the alternative of every line, the same all through: alternatives answer each other by number.
    ``away`` are the ids of those who are not in the room; they are heard on the phone. Raises ``Unfillable``.
    """
    return tuple(_staged(beat, cast, variant, away) for beat in beats)


def _staged(beat: CardBeat, cast: Cast, variant: int, away: frozenset[str]) -> Staged:
    who = _person(beat.who, cast.roles)
    to = _person(beat.to, cast.roles)
    speaker, listener = (who.id if who else ""), (to.id if to else "")
    text = fill(beat.say[variant % len(beat.say)], cast, speaker, listener) if beat.say else ""
    via: Via = beat.via
    if text and who is None:
        via = "narrator"
    elif text and speaker in away and via == "on":
        via = "phone"
    return Staged(
        who=speaker,
        action=_action(fill(beat.do, cast), who) if beat.do else "",
        emotion=beat.emotion,
        text=text,
        to=listener,
        via=via,
        prop=cast.obj.id if beat.show and cast.obj else "",
        jolt=beat.jolt,
        manner=manner_of(beat.do) if text else None,
    )


def _person(key: str, roles: Mapping[str, Character]) -> Character | None:
    if not key:
        return None
    if key not in roles:
        raise Unfillable(key)
    return roles[key]


def _action(text: str, who: Character | None) -> str:
    """Begin with the doer's name and end with a stop: "sets the ring down" gives "Mia sets the ring down."."""
    if who is not None and _CLAUSE.match(text):
        text = text[:1].upper() + text[1:]
    elif who is not None and _NOMINAL.match(text):
        text = f"{who.name}, {text[:1].lower() + text[1:]}"
    elif who is not None and not text.startswith(who.name):
        text = f"{who.name} {text[:1].lower() + text[1:]}"
    return text if text[-1] in ".!?…" else text + "."


_NOMINAL = re.compile(
    r"(?:the|a|an|one|both|two|her|his|still|already|not|eyes|hands? (?:folded|flat|raised|up|in|at|on|behind|open)"
    r"|head (?:down|up|in|bowed)|back (?:to|against)|chin|half|very|on|in|at|with|without|from|over|under|behind|across"
    r"|arms?|alone)\b",
    re.I,
)
"""An action told without a verb: "a hand over the other ear"."""
_VERBS = (
    "is are has have was begins? stays? falls? moves? stops? comes? goes slips? rings? shakes? opens? closes? turns? "
    "drops? lights? does doesn't don't dies breaks? burns? hangs? lies stands? knocks? looks? rolls? runs? shuts? "
    "swings? trembles? tilts? rattles? creaks? catches spills gives flickers? clicks? lifts? fades? hits? tears? "
    "cracks? slides? waits? laughs? passes tips?"
)
_CLAUSE = re.compile(
    r"(?:the|a|an|one|both|two|her|his|outside|somewhere|nobody|somebody|below|in the|on the|behind|silence)\b"
    rf"[^;:,]*?\b(?:{_VERBS.replace(' ', '|')})\b",
    re.I,
)
"""An action of something else: "the palm is still out"."""


def spoken_words(beats: Sequence[Staged]) -> int:
    """Return how many words are said."""
    return sum(len(beat.text.split()) for beat in beats)


def shown(text: str, emotion: Emotion = "neutral", jolt: bool = False, prop: str = "") -> Staged:
    """Return a beat in which something is only seen."""
    return Staged(action=text if text[-1:] in ".!?…" else text + ".", emotion=emotion, jolt=jolt, prop=prop)


def with_jolt(beats: Sequence[Staged]) -> tuple[Staged, ...]:
    """Mark the last spoken beat as a jolt if none of them is one."""
    if not beats or any(beat.jolt for beat in beats):
        return tuple(beats)
    return (*beats[:-1], replace(beats[-1], jolt=True))
