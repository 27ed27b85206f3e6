"""What people wear: what they wore last, unless they changed.

A season begins with wardrobes open: what somebody wears is not known before they have been seen in it.
"""

from collections.abc import Iterator

from ...memory.bible import Character
from .case import Case, declared
from .fault import Fault


def worn(case: Case) -> Iterator[Fault]:
    """Find outfits that do not exist, and those that nobody changed into."""
    for person in case.bible.characters:
        if person.id not in case.scene.present or person.id in case.state.dead:
            continue
        outfit = case.scene.outfits.get(person.id, 0)
        if not 0 <= outfit < max(1, len(person.wardrobe)):
            yield _fault(case, person, outfit, f"{person.name} has no outfit {outfit}.", None)
            continue
        before = last_worn(case, person.id)
        if before is not None and before != outfit:
            message = (
                f"{person.name} wears {_words(person, outfit)} and has not changed out of {_words(person, before)}."
            )
            yield _fault(case, person, outfit, message, before)


def last_worn(case: Case, who: str) -> int | None:
    """Return the outfit somebody was in last; None: not known in this season."""
    known = case.state.wears.get(who)
    if known is not None:
        return known
    for script in (case.script, *reversed(case.history.told.scripts)):
        scenes = script.scenes[: script.scenes.index(case.scene)] if script is case.script else script.scenes
        for scene in reversed(scenes):
            if who in scene.present:
                return scene.outfits.get(who, 0)
    return 0 if case.bible.season == 1 else None


def _fault(case: Case, person: Character, outfit: int, message: str, before: int | None) -> Fault:
    changed = case.history.last("wears", where=lambda event: event.who == person.id)
    words = declared(_words(person, before or 0))
    exists = before is not None
    return case.fault(
        "wrong_wardrobe",
        (person.id, str(outfit)),
        message,
        "Let them change first, or keep what they wore." if exists else "Use an outfit of their wardrobe.",
        changed or case.history.seen(person.id, case.scene) or words,
        case.first("wears", who=person.id, what=str(outfit)) if exists else None,
        lasting=False,
    )


def _words(person: Character, outfit: int) -> str:
    if not 0 <= outfit < len(person.wardrobe):
        return f"outfit {outfit}"
    return person.wardrobe[outfit].words or f"the {person.wardrobe[outfit].garment}"
