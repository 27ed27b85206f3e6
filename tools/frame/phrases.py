"""Phrases: how things are said to a model that makes pictures; data, in ``prompts/library/photography.yaml``."""

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

from ...errors import CliffhangerError

_FILE = "photography.yaml"
_AN = re.compile(r"\b([Aa]) (?=[aeio](?!ne\b)|u(?!ni|se))")


@cache
def phrases() -> dict[str, Any]:
    """Return all tables by name, every scalar a string; raise CliffhangerError if the file does not read."""
    file = resources.files("cliffhanger.prompts").joinpath("library", _FILE)
    try:
        # The base loader: "off" is a word here, not a truth value.
        found: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, OSError) as error:
        raise CliffhangerError(f"The phrases of photography do not read at {_FILE}: {error}") from error
    return found


def phrase(table: str, value: str, **slots: str) -> str:
    """Return the phrase for a value with its slots filled; ``KeyError`` if there is none."""
    return _AN.sub(r"\1n ", str(phrases()[table][value]).format(**slots))
