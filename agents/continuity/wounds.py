"""Who is hurt: a wound stays until it heals, and none is there that never was.

A scene tells in ``wounds`` what is seen of those present. If it is None, the scene says nothing of wounds; and in a
season that has shown none so far, a wound that is not told is unknown too, not gone.
"""

from collections.abc import Iterator

from ...memory.canon import Place
from ...memory.script import Event
from .case import Case, declared
from .fault import Fault

_ANY = frozenset({"", "a wound", "the wound", "wounds", "the wounds"})
"""Words that name no wound in particular."""


def seen(case: Case) -> Iterator[Fault]:
    """Find wounds that are gone, that have wandered, and that nobody was ever dealt."""
    if case.scene.wounds is None or not _tells(case):
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
