"""Notes about scouted sets: from which camera shots are filmed, and on which mark people stand in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from ...memory.edit import AnyEdit
from ...memory.edits.board import Reframe
from ...memory.sets import ScoutedSet
from ...memory.storyboard import Shot
from ..angles import GROUNDLESS, names_in
from ..locating import drawn, lacking
from .answer import Impossible, Unclear
from .board_notes import sized, targets
from .examples import value
from .pattern import Found, Rule, rule
from .scenes import focused, label, scenes
from .shots import drawn as shots_of
from .shots import of
from .whom import person
from .wish import Wish

Edits = Sequence[AnyEdit] | None

USUAL = ("front", "reverse", "left", "right", "high", "low", "wide")
"""What a survey calls the cameras of a set."""
_ALSO = {
    "other side": "reverse", "opposite side": "reverse", "far side": "reverse", "other end": "reverse",
    "far end": "reverse", "opposite end": "reverse", "back": "reverse", "behind": "reverse", "frontal": "front",
    "top": "high", "upper": "high", "higher": "high", "lower": "low", "floor": "low", "centre": "middle",
    "center": "middle",
}  # fmt: skip
"""Other words for the usual names; a set that has something of such a name means that."""
_OWN = frozenset({"usual", "automatic", "default", "best", "normal"})
"""What the camera or mark is called that is chosen for a shot which names none."""
_FREE = frozenset({
    "the", "a", "an", "this", "that", "another", "other", "different", "same", "any", "new", "handheld", "hand-held",
    "moving", "static", "still", "shaky", "my", "your", "our", "its", "his", "her", "their", "of", "with", "from",
    "by", "on", "in", "use", "using", "camera", "cam", "shot", "set", "one", "first", "second", "next",
})  # fmt: skip
"""Words beside "camera" that are no name of one."""
_NAME = r"(?P<name>[\w'-]+(?: [\w'-]+){0,3})"
_ASKED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:camera|cam|mark|viewpoint) (?:called |named |number |at |on |by |from |in )?(?:the )?[\"“]?{_NAME}",
        rf"\bfrom (?:the |our |behind the |over by the |beside the )?[\"“]?{_NAME}",
        rf"\b(?:through|across from) the {_NAME}",
        r"\b(?P<name>reverse)(?= (?:angle|view|side|shot)\b)",
        rf"\b(?:the|a|in|on|to|use) {_NAME}(?= (?:angle|view|side|shot|camera|cam)\b|$|,)",
    )
)
_BEFORE = re.compile(r"((?:[\w'-]+ ){1,4})(camera|cam|mark|viewpoint)\b")
_FILMED = re.compile(
    r"\b(?:film|filmed|filming|shoot|shot|shooting|show|shown|take|taken|see|seen|frame|use|try|switch|camera|cam|view|"
    r"viewpoint|angle|reverse|mark|stand|stands|standing|cut to|go to|move|put|place)\b"
)
_NOT_OURS = re.compile(
    r"\bfrom (?:the )?(?:left|right|front|back) (?:to|and)\b|\b(?:pan|tilt|dolly|zoom|track)s? |"
    r"\b(?:mov|slid|swing|turn)\w* the camera\b|\bcamera (?:low|high)(?:er)?\b|"
    r"\b(?:com|enter|walk|runn?|arriv|step|emerg|appear|hear|voice|speak|call|shout|look|turn|fac|star|gaz)\w*"
    r"(?: \w+)? (?:from|to) |\breverse the\b"
)
"""What speaks of the same words and means no camera."""
What = Literal["camera", "mark"]


@dataclass(frozen=True)
class _Asked:
    """What a note asks for."""

    what: What
    name: str
    """As a set calls it, or as the user does if none does."""
    words: str
    """As it is said."""


def _on_set(wish: Wish, found: Found) -> Edits:
    asked = list(_asked(wish))
    if not asked:
        return None
    able = list(_filmed(wish, found))
    if not able:
        raise Impossible("No place is seen in that: it is a card, an object or a face before a colour.")
    there = [(shot, place) for shot in able if (place := _set_of(wish, shot)) is not None]
    if not there:
        number = int(able[0].id.split(".s")[1])
        raise Impossible(
            drawn(_place(wish, able[0])), (f"film shot {number} from below", f"film shot {number} from above")
        )
    named = [(shot, {one.what: _named(wish, shot, place, one) for one in asked}) for shot, place in there]
    edits = [(shot, names | _otherwise(wish, found, shot, asked)) for shot, names in named]
    new = [(shot, told) for shot, told in edits if any(getattr(shot, field) != said for field, said in told.items())]
    return [Reframe.model_validate({"shot": shot.id, **told}) for shot, told in new or edits]


def _otherwise(wish: Wish, found: Found, shot: Shot, asked: Sequence[_Asked]) -> dict[str, str]:
    """Return what else is said of how a shot is taken, if just that one is meant."""
    own = found.mention("shot") or wish.first("shot")
    if wish.first("scene") is not None or (own is not None and own.group):
        return {}
    text = _plain(wish)
    for words in (*(one.words for one in asked), *([own.words.lower()] if own is not None else [])):
        text = text.replace(words, " ")
    told = {name: value(f"{name}s", text) for name in ("framing", "angle", "move")}
    told["framing"] = sized(wish, shot.id, told["framing"], text) or ""
    return {name: said for name, said in told.items() if said}


def _plain(wish: Wish) -> str:
    return " ".join(re.sub(r"[.!?]", " ", wish.plain().lower()).split())


def _asked(wish: Wish) -> Iterator[_Asked]:
    """Yield the camera and the mark that a wish names; nothing if it means none."""
    text = _plain(wish)
    if not _FILMED.search(text) or _NOT_OURS.search(text):
        return
    usual: dict[What, Sequence[str]] = {"camera": USUAL, "mark": ["middle"]}
    for what, least in usual.items():
        there = dict.fromkeys(name for one in wish.desk.sets.sets for name in names_in(one)[what])
        found = _name_in(text, what, [*there] or least)
        if found is not None:
            yield found


def _name_in(text: str, what: What, there: Sequence[str]) -> _Asked | None:
    """Return which one a text names, or the name that none has; None if it names none."""
    said = {"camera": r"\b(?:camera|cam|viewpoint)\b", "mark": r"\bmark\b"}[what]
    sure = re.search(said, text) is not None
    if not sure and (what == "mark" or (re.search(r"\bmark\b", text) and not re.search(r"\bfrom\b", text))):
        return None
    for words in _BEFORE.finditer(text):
        near = _nearest(words[1].split(), there, last=True) if re.fullmatch(said, words[2]) else None
        if near is not None:
            return _Asked(what, near[0], f"{near[1]} {words[2]}")
    for pattern in _ASKED if what == "camera" else _ASKED[:1]:
        for match in pattern.finditer(text):
            if match[0].startswith("mark") != (what == "mark"):
                continue
            near = _nearest(match["name"].split(), there, last=False)
            # "Camera low" and "from below" are angles, "a wide shot" is a size: those cameras come before their word.
            if near is not None and near[0] not in ("high", "low", "wide", ""):
                return _Asked(what, near[0], match[0][: match.start("name") - match.start()] + near[1])
    name = _unknown(text, said) if sure else None
    return _Asked(what, name, name) if name else None


def _nearest(words: Sequence[str], there: Sequence[str], last: bool) -> tuple[str, str] | None:
    """Return what the first (or last) of some words name, and those words, the most first; a slip is forgiven."""
    known = {name.lower(): name for name in there}
    known = {said: name for said, name in _ALSO.items() if name in there} | known
    known |= {word: name for name in there for word in name.lower().split() if len(word) > 3 and word not in known}
    for count in range(len(words), 0, -1):
        words_said = " ".join(words[-count:] if last else words[:count])
        said = re.sub(r"^(?:the|our|a|an) ", "", words_said)
        if said in known:
            return known[said], words_said
        said = re.sub(r"(?:[- ](?:hand|most))?(?: (?:side|end|corner|angle|view))?$", "", said)
        if said in _OWN:
            return "", words_said
        if said in known:
            return known[said], words_said
        close = get_close_matches(said, [one for one in known if len(one) > 3], 1, 0.84) if len(said) > 3 else []
        if close:
            return known[close[0]], words_said
    return None


def _unknown(text: str, said: str) -> str | None:
    """Return what a camera or mark is called that there is not; None if it is called nothing."""
    for match in re.finditer(rf"([\w'-]+) {said}", text):
        if match[1] not in _FREE and not match[1].endswith(("ing", "ly")):
            return match[1]
    named = re.search(rf"{said} (?:called |named )[\"“]?([\w'-]+)", text)
    return named[1] if named else None


def _filmed(wish: Wish, found: Found) -> Iterator[Shot]:
    """Yield the shots that are meant: named, looked at, or all of a scene, of somebody if one is named; or ask."""
    who = next((one for one in wish.marked.standing("person") if not one.possessive), None)
    asked = wish.first("scene")
    looked_at = any(wish.focus == one.id for board in wish.desk.storyboards.values() for one in board.shots)
    if wish.first("shot", "line", "quote", "beat") is not None or (looked_at and asked is None):
        yield from (of(wish, id) for id in targets(wish, found))
        return
    inside = scenes(wish, asked) if asked is not None else tuple(filter(None, [focused(wish)]))
    if not inside:
        raise Unclear("Which shot, or which scene, shall be filmed from there?", _somewhere(wish))
    here = [one for id in inside for one in shots_of(wish, id.rsplit(".", 1)[0]) if one.scene == id]
    here = [one for one in here if one.framing not in GROUNDLESS]
    if who is not None:
        id = person(wish, who)
        here = [one for one in here if one.figures and one.figures[-1].character == id]
        if not here:
            raise Impossible(f"{wish.desk.bible.character(id).name} is in no shot there.")
    yield from here


def _somewhere(wish: Wish) -> list[str]:
    """Return the note with the scenes that are filmed in sets."""
    where = [
        one
        for script in wish.desk.scripts.values()
        for one in script.scenes
        if wish.desk.sets.of(one.location) is not None
    ]
    return [f"{wish.plain()} in {label(one)}" for one in where[:4]]


def _scene_place(wish: Wish, shot: Shot) -> str:
    script = wish.desk.scripts[shot.id.partition(".")[0]]
    return next((scene.location for scene in script.scenes if scene.id == shot.scene), "")


def _set_of(wish: Wish, shot: Shot) -> ScoutedSet | None:
    return wish.desk.sets.of(_scene_place(wish, shot))


def _place(wish: Wish, shot: Shot) -> str:
    where = _scene_place(wish, shot)
    return next((one.name for one in wish.desk.bible.locations if one.id == where), "it")


def _named(wish: Wish, shot: Shot, place: ScoutedSet, asked: _Asked) -> str:
    there = names_in(place)[asked.what]
    if asked.name and asked.name not in there:
        nearer = [f"use the {name} {asked.what} in shot {int(shot.id.split('.s')[1])}" for name in there[:3]]
        raise Impossible(lacking(asked.name, there, asked.what, _place(wish, shot)), nearer)
    return asked.name


RULES: tuple[Rule, ...] = (rule("reframe", "reframe.on_set", _on_set),)
FOCUSED: tuple[Rule, ...] = (rule("reframe", "reframe.on_set.2", _on_set),)
