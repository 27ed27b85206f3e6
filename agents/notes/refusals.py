"""What is asked of us that we do not do, and what is near."""

import re

from .answer import Declined
from .examples import library
from .wish import Wish


def refuse(wish: Wish, text: str) -> None:
    """Raise Declined if a note asks for something that is not done here."""
    low = text.lower()
    for one in library().refused:
        if re.search(one.asks, low):
            raise Declined(one.reason, [note.format_map(named(wish)) for note in one.near])


def named(wish: Wish) -> dict[str, str]:
    """Return names of this series, to fill examples with."""
    bible = wish.desk.bible
    last = wish.written[-1] if wish.written else ""
    people = [person.name for person in bible.characters]
    scenes = wish.desk.scripts[last].scenes if last else ()
    lead = people[0] if people else "the lead"
    return {
        "name": lead,
        "other": people[1] if len(people) > 1 else lead,
        "episode": str(len(wish.written) or 1),
        "next": str(len(wish.written) + 1),
        "scene": scenes[0].id.rsplit(".", 1)[1] if scenes else "1",
        "shot": "7",
        "prop": bible.props[0].name if bible.props else "the ring",
        "place": bible.locations[0].name if bible.locations else "the roof",
        "line": next((one.text for one in (wish.desk.scripts[last].lines() if last else ())), "…"),
    }
