"""The grammar: every kind of note in the order in which it is tried."""

import re
from collections.abc import Sequence

from pydantic import ValidationError

from ...memory.edit import AnyEdit
from ...memory.note import Command, Reading
from . import (
    board_notes,
    episode_notes,
    line_notes,
    nearest,
    people_notes,
    scene_notes,
    season_notes,
    set_notes,
    sound_notes,
    world_notes,
)
from .absent import absent
from .answer import Commanded, Declined, NotUnderstood, Unclear
from .examples import library
from .pattern import Found, Rule, compiled
from .refusals import named
from .wish import Wish

GRAMMAR: tuple[Rule, ...] = (
    *episode_notes.RULES[:1],
    *sound_notes.RULES,
    *season_notes.RULES,
    scene_notes.RULES[2],
    *episode_notes.RULES[1:7],
    *set_notes.RULES,
    *board_notes.RULES,
    *line_notes.RULES,
    *scene_notes.PRESENCE,
    *scene_notes.RULES[:2],
    *scene_notes.RULES[3:],
    *people_notes.RULES[:3],
    *episode_notes.RULES[7:],
    *people_notes.RULES[3:],
    *scene_notes.EPISODE_WIDE,
    *world_notes.RULES,
    *episode_notes.PLANNED,
    *people_notes.LATE,
    *world_notes.LATE[:2],
    *scene_notes.TOLD,
    *scene_notes.LATE,
    *episode_notes.LATE,
    *world_notes.LATE[2:],
    *line_notes.LATE,
)


def every_rule() -> tuple[Rule, ...]:
    """Return all rules there are, those for what is looked at too."""
    return (*GRAMMAR, *set_notes.FOCUSED, *board_notes.FOCUSED, *line_notes.FOCUSED)


_NOT = re.compile(r" (?:not|never) ")


def edits_of(wish: Wish) -> Sequence[AnyEdit]:
    """Return the edits of the first rule that fits a wish; none if none does."""
    _not_forbidden(wish)
    at = wish.focus if re.search(r"\.[sl]\d+$", wish.focus) else wish.spoken.get("last", "")
    focused = (*set_notes.FOCUSED, *board_notes.FOCUSED) if re.search(r"\.s\d+$", at) else ()
    focused = line_notes.FOCUSED if re.search(r"\.l\d+$", at) else focused
    for one in (*focused, *GRAMMAR):
        for look in one.looks:
            match = compiled(look).search(wish.text)
            if match is None or (not one.negative and _NOT.search(f" {wish.text[: match.end()]}")):
                continue
            try:
                made = one.maker(wish, Found(wish, match))
            except ValidationError:  # a word that is no value of a field: it is not meant so
                continue
            if made:
                return made if not isinstance(made, Reading) else ()
    return ()


_WANTS = "need|want|like|love|touch|change|alter|mess|buy|think|see|know|hear|believe|get|care|feel|understand|mind"


def _not_forbidden(wish: Wish) -> None:
    """Raise Declined if a wish is not to do something: "don't cut scene 2"."""
    if re.match(rf"(?:do not|never) (?!(?:really )?(?:{_WANTS})\b)", wish.text, re.IGNORECASE):
        kept = wish.plain(re.sub(r"^(?:do not|never) \S+ ", "", wish.text, flags=re.IGNORECASE))
        raise Declined("You ask me not to do that, so nothing is changed.", (f"keep {kept} exactly as it is",))


_SAFE: tuple[Command, ...] = ("undo", "redo", "history", "help", "compare", "branch")
"""Commands that are taken from an example: whatever they do can be undone."""
_CANON: dict[str, str] = {
    "retake": "retake {shot}",
    "hold_shot": "hold {shot} longer",
    "change_voice": "give {person} another voice",
    "rewrite_scene": "rewrite {scene}",
    "rewrite_episode": "rewrite {episode}",
    "end_on": "end on {person}",
    "keep": "keep {shot} exactly as it is",
}
"""Kinds that need nothing but what they are done to."""


def by_example(wish: Wish) -> Sequence[AnyEdit]:
    """Take a wish for what the nearest example is; ask or decline where that is not sure."""
    ranked = nearest.kinds(wish.marked)
    kind, score = ranked[0]
    if score >= nearest.NEAR and kind in _SAFE and "<" not in wish.text:
        raise Commanded(kind)
    if re.match(r"(?:what|who|why|when|where|how|does|did|is|was|are|will|which)\b", wish.text, re.IGNORECASE):
        raise NotUnderstood(
            "That is a question, and I take notes: what is true in the story, `cliffhanger canon` tells.",
            ("help", "history"),
        )
    absent(wish)
    if score >= nearest.NEAR and kind in _CANON:
        looks = re.sub(r"\{(\w+)\}", lambda m: next(iter(re.findall(rf"<{m[1]}\d+>", wish.text)), "<>"), _CANON[kind])
        if "<>" not in looks:
            wish.marked.text = f"{looks} "
            return edits_of(wish)
    some = [_example(wish, kind) for kind, score in ranked[:4] if score >= nearest.FAR]
    if score >= nearest.NEAR:
        raise Unclear(
            f"I am not sure what “{wish.plain()}” should change. Do you mean something like one of these?", some[:3]
        )
    if some:
        raise NotUnderstood(f"I do not understand “{wish.plain()}” well enough to change anything.", some[:3])
    near = [
        library().examples[kind][0].format_map({**named(wish), "new": "Not today"})
        for kind in ("change_temper", "rewrite_line", "set_scene")
    ]
    raise NotUnderstood(f"I do not understand “{wish.plain()}”: it names nothing that I can change.", near)


def _example(wish: Wish, kind: str) -> str:
    return library().examples[kind][0].format_map({**named(wish), "new": "Not today"})
