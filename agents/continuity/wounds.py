"""Who is hurt: a wound stays until it heals, and none is there that never was.

A scene tells in ``wounds`` what is seen of those present. Scripts of a kind that never tells it say nothing of wounds
at all, and then a wound that is not told is unknown, not gone.
"""

import re
from collections.abc import Iterator

from ...memory.canon import Place
from ...memory.script import Event
from .case import Case, declared
from .fault import Fault

_SIGN = (
    r"(?:sling|bandages?|plaster cast|cast|crutch(?:es)?|stitches|dressing|strapping|splint|scar|wound|bruises?|limp)"
)
_NO_SIGN = re.compile(
    rf"\b(?:no|without (?:a|an|the|her|his|their)|not wearing (?:a|the|her|his)) (?:more )?{_SIGN}\b"
    r"(?=[.,;!]| now| on|$)"
    rf"|\b(?:the|her|his|their) {_SIGN} (?:is|are|has|have) (?:gone|vanished|disappeared)\b",
    re.IGNORECASE,
)
_NO_TRACE = re.compile(
    r"\b(?:no|not a|not even a|without a) (?:trace|sign|mark|hint) (?:of|from|is left)\b", re.IGNORECASE
)
"""What says that a wound is not there; a bandage that is taken off comes with the wound that heals."""
_ANY = frozenset({"", "a wound", "the wound", "wounds", "the wounds"})
"""Words that name no wound in particular."""


def seen(case: Case) -> Iterator[Fault]:
    """Find wounds that are gone, that have wandered, and that nobody was ever dealt."""
    if not _tells(case):
        return
    for who in case.scene.present:
        if who in case.state.dead or case.happens("heals", who) or case.happens("hurt", who):
            continue
        hurt, shown = case.state.hurt.get(who, ""), case.scene.wounds.get(who, "")
        if shown and shown != hurt and shown not in wounds_of(case, who):
            message = f"{case.named(who)} has {shown}" + (
                f", where {hurt} was." if hurt else " that nobody dealt them."
            )
            yield _fault(case, who, shown, message, case.first("hurt", who=who, what=shown), lasting=False)
        elif hurt and not shown:
            adds = case.first("heals", who=who, what=hurt)
            yield _fault(case, who, hurt, f"{case.named(who)} had {hurt}, and it is gone.", adds, lasting=False)


def told_gone(case: Case) -> Iterator[Fault]:
    """Find actions that say of a wound that has not healed that nothing is left of it: "no sling", "not a trace"."""
    beat = case.beat
    if beat is None or not case.state.hurt or not (_NO_SIGN.search(beat.action) or _NO_TRACE.search(beat.action)):
        return
    for who, hurt in case.state.hurt.items():
        about = beat.who == who or (not beat.who and case.named(who) in beat.action)
        if about and who in case.room and not case.happens("heals", who) and _of(hurt, beat.action):
            adds = case.first("heals", who=who, what=hurt)
            yield _fault(case, who, hurt, f"{case.named(who)} had {hurt}, and it is gone.", adds, lasting=False)


def _of(hurt: str, action: str) -> bool:
    """Tell whether what is gone is a sign of any wound, or this one by its words."""
    words = {word for word in re.findall(r"\w+", hurt.lower()) if len(word) > 2}
    return _NO_SIGN.search(action) is not None or bool(words & set(re.findall(r"\w+", action.lower())))


def heals_of_nothing(case: Case) -> Iterator[Fault]:
    """Find those who heal of what they do not have."""
    event = case.event
    if event is None or event.kind != "heals" or event.who in case.state.dead:
        return
    had = wounds_of(case, event.who)
    if event.what in had or (had and event.what in _ANY):
        return
    hurt = ", ".join(sorted(had)) or "nothing"
    yield _fault(
        case,
        event.who,
        event.what,
        f"{case.named(event.who)} heals of {event.what or 'a wound'}, and had {hurt}.",
        case.first("hurt", who=event.who, what=event.what),
    )


def wounds_of(case: Case, who: str) -> set[str]:
    """Return all wounds of a person that have not healed: the state remembers only the latest."""
    found: set[str] = set()
    for _, event in reversed(list(case.history.past())):
        if event.who == who and event.kind == "hurt":
            found.add(event.what)
        elif event.who == who and event.kind == "heals":
            found = set() if event.what in _ANY else found - {event.what}
    return found | ({case.state.hurt[who]} if who in case.state.hurt else set())


def _tells(case: Case) -> bool:
    """Tell whether this season's scripts say what is seen hurt."""
    return any(
        scene.wounds for script in (case.script, *reversed(case.history.told.scripts)) for scene in script.scenes
    )


def _fault(case: Case, who: str, wound: str, message: str, adds: Event, lasting: bool = True) -> Fault:
    return case.fault(
        "injury_vanishes",
        (who, wound),
        message,
        "Let it happen first, or keep to what is hurt.",
        _dealt(case, who),
        adds,
        lasting=lasting,
    )


def _dealt(case: Case, who: str) -> Place:
    place = case.history.last("hurt", "heals", where=lambda event: event.who == who)
    return place or case.history.seen(who, case.scene) or declared(case.named(who))
