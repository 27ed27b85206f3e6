"""Edits as a model is told of them, and how what it fills in becomes a typed edit: both derived from the edits."""

import json
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field, ValidationError

from ...memory import bible, look, script, storyboard
from ...memory.edit import AnyEdit
from ...memory.look import Look, Outfit
from ...tools.voice.catalogue import voices
from .drafts import Draft
from .references import Kind, References

BY_HAND = frozenset({"replace_script"})
"""A whole script comes from an editor, not from a note."""

EDITS: dict[str, type[BaseModel]] = {
    do: edit for edit in get_args(AnyEdit) if (do := edit.model_fields["do"].default) not in BY_HAND
}
"""What a note can come to, by its ``do``."""


class FieldDraft(Draft):
    """One field of an edit."""

    name: str
    value: str = Field(description="as text; several ids separated by commas; an object as JSON")


class EditDraft(Draft):
    """One edit: only the fields that it needs."""

    do: str = Field(json_schema_extra={"enum": [*EDITS]})
    fields: list[FieldDraft]


_NAMED = {
    frozenset(get_args(words)): name
    for module in (bible, look, script, storyboard)
    for name, words in vars(module).items()
    if get_origin(words) is Literal and name[0].isupper()
}
"""Lists of words that have a name of their own: told once."""

_MEANT: dict[str, Kind] = {
    "line": "line", "beat": "beat", "scene": "scene", "scenes": "scene", "shot": "shot", "episode": "episode",
    "episodes": "episode", "since": "episode", "character": "character", "speaker": "character", "who": "character",
    "to": "character", "present": "character", "prop": "object", "holding": "object", "location": "location",
    "thread": "thread", "finding": "finding",
}  # fmt: skip
"""What a field refers to, by its name."""
_MEANT_HERE: dict[tuple[str, str], Kind] = {
    ("add_line", "after"): "beat", ("add_action", "after"): "beat", ("move_beat", "after"): "beat",
    ("move_scene", "after"): "scene", ("add_scene", "after"): "scene",
    ("add_shot", "after"): "shot", ("move_shot", "after"): "shot",
    ("rename", "what"): "named", ("keep", "what"): "lockable",
    ("change_ending", "line"): "", ("set_presence", "present"): "", ("add_shot", "shot"): "",
}  # fmt: skip
_SHAPES: tuple[type[BaseModel], ...] = (Outfit, look.Voice, Look, storyboard.Shot, storyboard.Placed)
_UNTOLD = frozenset({"do", "written"})
_GIVEN = frozenset({"id", "scene", "beats", "lines", "over", "take"})
"""What code gives to a new shot: it covers nothing that is written."""


def meant(do: str, field: str) -> Kind:
    """Return what kind of thing a field of an edit refers to; empty: it is a value."""
    return _MEANT_HERE.get((do, field), _MEANT.get(field, ""))


# Told -----------------------------------------------------------------------------------------------------------------


def edits_told() -> str:
    """Return every edit, a line each: its name, its fields with their types (optional ones in brackets), its sense."""
    return "\n".join(_edit_told(do, edit) for do, edit in EDITS.items())


def words_told() -> str:
    """Return the lists of words that fields are chosen from."""
    lists = [f"- {name}: {', '.join(sorted(words))}" for words, name in _NAMED.items() if _used(words)]
    shapes = [f"- {model.__name__}: {_shape(model)}" for model in _SHAPES]
    styles = [f"{one.name} ({one.words})" for one in voices()]
    return "\n".join([*lists, *shapes, f"- styles of Voice: {', '.join(styles)}"])


def _used(words: frozenset[str]) -> bool:
    shown = [*_SHAPES, *EDITS.values()]
    return any(
        frozenset(get_args(part)) == words
        for model in shown
        for field in model.model_fields.values()
        for part in _alternatives(field.annotation)
    )


def _edit_told(do: str, edit: type[BaseModel]) -> str:
    fields = []
    for name, field in edit.model_fields.items():
        if name not in _UNTOLD:
            told = f"{name}: {_type_told(do, name, field.annotation)}"
            fields.append(told if field.is_required() else f"[{told}]")
    return f"- `{do}` ({', '.join(fields)}). {' '.join((edit.__doc__ or '').replace('``', '`').split())}"


def _type_told(do: str, name: str, annotation: Any) -> str:
    kind = meant(do, name)
    if kind:
        what = {"named": "character, location or object", "lockable": "scene or shot"}.get(kind, kind)
        return f"{what}s" if get_origin(annotation) is tuple else what
    return " or ".join(_part_told(part) for part in _alternatives(annotation))


def _part_told(part: Any) -> str:
    if get_origin(part) is Literal:
        words = get_args(part)
        return _NAMED.get(frozenset(words)) or "|".join(words)
    if get_origin(part) is dict:
        return "fields of Look as JSON"
    if get_origin(part) is tuple:
        return f"list of {_part_told(get_args(part)[0])}"
    if isinstance(part, type) and issubclass(part, BaseModel):
        return f"{part.__name__} as JSON"
    return {"str": "text", "float": "number", "int": "whole number", "bool": "true|false"}[part.__name__]


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (UnionType, Union):
        return tuple(part for part in get_args(annotation) if part is not type(None))
    return (annotation,)


def _shape(model: type[BaseModel]) -> str:
    fields = {name: field for name, field in model.model_fields.items() if name not in _GIVEN}
    return ", ".join(f"{name}: {_type_told('', name, field.annotation)}" for name, field in fields.items())


# Settled --------------------------------------------------------------------------------------------------------------


def settle_edit(draft: EditDraft, references: References) -> AnyEdit | None:
    """Return the edit that a draft means; None if it means none, the faults being kept in ``references``."""
    edit = EDITS.get(draft.do)
    if edit is None:
        references.faults.append(f"there is no edit {draft.do!r}")
        return None
    before = len(references.faults)
    values = dict(_values(draft, edit, references))
    if draft.do == "change_voice" and isinstance(values.get("voice"), dict):
        _expect_voice(str(values["voice"].get("style", "")), references)
    if draft.do == "reframe":
        references.placing(str(values.get("shot", "")), values)
    if draft.do == "add_shot" and isinstance(values.get("shot"), dict):
        values["shot"] = _new_shot(values["shot"], str(values.get("after", "")), references)
    if len(references.faults) > before:
        return None
    try:
        return edit.model_validate(values)  # type: ignore[return-value]
    except ValidationError as error:
        for one in error.errors(include_url=False):
            where = ".".join(str(step) for step in one["loc"])
            references.faults.append(f"{draft.do}, {where}: {one['msg']} (it is {str(one.get('input'))[:60]!r})")
        return None


def _values(draft: EditDraft, edit: type[BaseModel], references: References) -> Iterator[tuple[str, Any]]:
    for field in draft.fields:
        declared = edit.model_fields.get(field.name)
        if declared is None or field.name in _UNTOLD:
            known = ", ".join(name for name in edit.model_fields if name not in _UNTOLD)
            references.faults.append(f"{draft.do} has no field {field.name!r}; it has {known}")
            continue
        said, kind = field.value.strip(), meant(draft.do, field.name)
        if not said and not declared.is_required():
            continue
        where = f"{draft.do}, {field.name}"
        if get_origin(declared.annotation) is tuple:
            parts = [part for part in said.strip("[]").replace('"', "").split(",") if part.strip()]
            yield field.name, tuple(references.find(kind, part, where) for part in parts)
        elif kind:
            yield field.name, references.find(kind, said, where) if said else ""
        else:
            yield field.name, _value(said, declared.annotation, where, references)


def _value(said: str, annotation: Any, where: str, references: References) -> Any:
    """Return a value as pydantic takes it: an object from its JSON, all else as text."""
    parts = _alternatives(annotation)
    objects = [
        part for part in parts if get_origin(part) is dict or (isinstance(part, type) and issubclass(part, BaseModel))
    ]
    if not objects:
        return said
    try:
        found = json.loads(said)
    except ValueError:
        found = None
    if not isinstance(found, Mapping):
        references.faults.append(f"{where}: it must be an object as JSON (it is {said[:60]!r})")
        return None
    return dict(found)


def _expect_voice(style: str, references: References) -> None:
    if style not in {one.name for one in voices()}:
        references.faults.append(f"change_voice: there is no style of voice {style[:40]!r}; they are listed above")


def _new_shot(given: Mapping[str, Any], after: str, references: References) -> dict[str, Any]:
    """Return a shot without an id of its own, in the scene of the one that it follows."""
    before = references.shots.get(after)
    where = "add_shot, figures"
    figures = [
        dict(figure) | {"character": references.find("character", str(figure.get("character", "")), where)}
        for figure in given.get("figures") or ()
        if isinstance(figure, Mapping)
    ]
    kept = {name: value for name, value in given.items() if name not in _GIVEN}
    return {"seconds": 2.0} | kept | {"id": "", "scene": before.scene if before else "", "figures": figures}
