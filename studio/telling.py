"""Telling: an answer goes to stdout, for people or for scripts."""

import json
from typing import Any, Protocol

import typer


class Answer(Protocol):
    """What a verb answers with."""

    def as_json(self) -> Any:
        """Return plain JSON data."""
        ...

    def as_text(self) -> str:
        """Return it for people."""
        ...


def tell(answer: Answer, as_json: bool) -> None:
    """Print an answer."""
    if as_json:
        print_json(answer.as_json())
    else:
        typer.echo(answer.as_text())


def print_json(value: Any) -> None:
    """Print one JSON object."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
