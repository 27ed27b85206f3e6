"""Whether a note was read as it should have been."""

from typing import Any

from cliffhanger.memory.note import Reading


def right(reading: Reading, kind: str, fields: dict[str, Any]) -> bool:
    """Tell whether a reading is of that kind, with those fields (see ``held_out``)."""
    if kind == "?":
        return bool(reading.question)
    if kind == "!":
        return bool(reading.refusal)
    if kind.startswith("/"):
        return reading.command == kind[1:] and reading.argument == fields.get("argument", reading.argument)
    return any(_same(edit.model_dump(), kind, fields) for edit in reading.edits)


def _same(edit: dict[str, Any], kind: str, fields: dict[str, Any]) -> bool:
    def fits(name: str, value: Any) -> bool:
        return edit[name].items() >= value.items() if isinstance(value, dict) else bool(edit[name] == value)

    return edit["do"] == kind and all(fits(name, value) for name, value in fields.items())
