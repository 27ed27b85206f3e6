"""What a note names that the series does not have: an object, somebody's brother, a scene. What there is, is near."""

import re

from ..house.library import words as word_list
from .answer import Absent
from .cast import kin_words
from .episodes import likely, scope
from .examples import any_of, called, library, value
from .pattern import compiled
from .scenes import label, like
from .wish import Wish

_WHOSE = r"(?:the|that|this|his|her|their|<person\d+>) (?:\w+ing |old |younger |older |little |big |evil |dead )?"
_NO_EVENT = re.compile(
    r"(?:camera|music|score|series|show|story|film|voice|lights?|captions|subtitles|lead|whole|hair|face|text|title|"
    r"shots?|scenes?|lines?|episodes?|season|opening|beginning|start|ending|end)"
)


def absent(wish: Wish) -> None:
    """Raise Absent if a wish that nothing else explains is about something that is not in the series."""
    found = [one for one in (_object(wish), _somebody(wish)) if one is not None]
    if found:
        at, words, reason, names, otherwise = min(found, key=lambda one: one[0])
        raise Absent(reason, [_said(wish, at, words, name) for name in names], otherwise)
    _event(wish)


Missed = tuple[int, str, str, list[str], str]
"""Where it stands, its words, what is said, and the names of what there is instead, and a note about one."""


def _object(wish: Wish) -> Missed | None:
    match = re.search(rf"\b{_WHOSE}({any_of('prop_kinds')})(?= |$)", wish.text, re.IGNORECASE)
    have = [one.name for one in wish.desk.bible.props]
    if match is None or not have:
        return None
    reason = f"There is no {match[1].lower()} in this series; its objects are {_and(have)}."
    return match.start(), match[0], reason, have, f"{have[0]} should be fake"


def _somebody(wish: Wish) -> Missed | None:
    jobs = {str(word).lower() for words in word_list("people")["jobs"].values() for word in words}
    words = sorted(kin_words() | set(called("roles")) | jobs, key=lambda word: (-len(word), word))
    named = "|".join(re.escape(word) for word in words)
    match = re.search(rf"(?<!\w)(?:{_WHOSE})({named})(?:'s)?(?= |$)", wish.text, re.IGNORECASE)
    if match is None:
        return None
    kind = match[1].lower()
    kin = word_list("people")["kin"]
    sex = next((sex for sex in ("woman", "man") if kind in [str(word).lower() for word in kin[sex]]), "")
    cast = sorted(wish.desk.bible.characters, key=lambda one: (bool(sex) and one.look.sex != sex, one.role == "lead"))
    end = "'s" if match[0].endswith("'s") else ""
    reason = (
        f"Nobody here is {'an' if kind[0] in 'aeiou' else 'a'} {kind}; "
        f"there are {_and([one.name for one in wish.desk.bible.characters])}."
    )
    return match.start(), match[0], reason, [one.name + end for one in cast], f"make {cast[0].name} colder"


def _event(wish: Wish) -> None:
    """Raise Absent for a scene called by what happens in it, where nothing like that happens."""
    text = wish.plain()
    if wish.first("place") is None and not value("hours", text) and not value("weathers", text):
        return
    for look in library().looks["set_scene.set_told"]:
        match = compiled(look).search(wish.text)
        what = match["what"].strip().lower() if match is not None else ""
        if match is None or _NO_EVENT.fullmatch(what) or like(wish, what):
            continue
        words = next(iter(re.findall(rf"(?:\bthe )?\b{re.escape(what)}\b", wish.text, re.IGNORECASE)))
        here = likely(wish)
        ids = (here,) if here else scope(wish)
        scenes = [label(one) for id in ids for one in wish.desk.scripts[id].scenes]
        at = wish.text.index(words)
        raise Absent(
            f"No scene is {'an' if what[0] in 'aeiou' else 'a'} {what}; say which scene you mean.",
            [_said(wish, at, words, one) for one in scenes],
            f"{scenes[0]} should play at night",
        )


def _said(wish: Wish, at: int, words: str, name: str) -> str:
    """Return the wish with something that there is in the place of what there is not."""
    return wish.plain(f"{wish.text[:at]}{name}{wish.text[at + len(words) :]}")


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
