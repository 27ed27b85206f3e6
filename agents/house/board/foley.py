"""Foley: which sounds belong to what is seen."""

import re

from ....memory.storyboard import EffectKind

MOST = 2
"""Sounds that one shot can hold."""

_SOUNDS: tuple[tuple[str, EffectKind], ...] = (
    (r"\bdoors? (\w+ )?(opens?|shuts?|closes?|slams?|swings?|bursts?|clicks?|bangs?|creaks?)\b", "door"),
    (r"\b(opens?|shuts?|closes?|slams?|locks?|unlocks?|kicks?) (\w+ ){0,2}door\b|\bknock(s|ed|ing)?\b", "door"),
    (r"\b(handle|latch|bolt)\b.{0,20}\b(turns?|goes|moves?|drops?|slides?)\b", "door"),
    (r"\b(phone|mobile|cell|line|telephone) (rings|is ringing|starts ringing|buzz\w*|vibrat\w*)\b", "phone"),
    (r"\b(a new|one new) (message|voicemail)\b|\bpings?\b|\b(screen|phone) (lights|glows)\b", "message"),
    (
        r"\bshatters?\b|\bsmash(es)?\b|\b(glass|mirror|cup|plate|vase|window)\b.{0,18}\b(breaks|cracks|falls|drops)\b",
        "glass",
    ),
    (r"\bslaps (him|her|them|(?-i:[A-Z])\w+)\b|\ba slap\b", "slap"),
    (r"\bthunder\b|\blightning\b", "thunder"),
    (r"\bfootsteps?\b|\bheels (click|on|ring)\b|\b(steps|walks) (in|out|back|forward|into|up|away)\b", "footsteps"),
    (r"\b(the|a) monitor (beeps|screams|drops|stops|spikes)\b|\bflatlin", "monitor"),
    (r"\bsirens?\b", "siren"),
    (r"\b(church |door|hand)?bells? (rings?|tolls?|sounds?|stops?)\b|\bdoorbell\b", "bell"),
    (r"\bclock (ticks|strikes|stops)\b|\btick(s|ing)\b", "clock"),
)


def sounds(action: str) -> tuple[EffectKind, ...]:
    """Return the effects that an action asks for, at most two."""
    found = [kind for pattern, kind in _SOUNDS if re.search(pattern, action, re.IGNORECASE)]
    return tuple(dict.fromkeys(found))[:MOST]
