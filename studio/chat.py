"""A conversation with the showrunner on a terminal, line by line."""

import sys
from collections.abc import Iterator
from contextlib import suppress

import typer

from ..errors import CliffhangerError
from ..memory.note import Note
from . import conversation
from .conversation import Said
from .progress import Ticker
from .settings import Settings

GREETING = "Say what should be different; “undo” takes the last change back; an empty line ends."


def chat(settings: Settings, series: str) -> None:
    """Talk until the user has nothing more to say; a question from the studio never loses what was said before."""
    typer.echo(GREETING, err=True)
    with suppress(CliffhangerError):  # nothing may wait from last time
        typer.echo(conversation.waiting(settings, series).as_text())
    for text in _lines():
        try:
            with Ticker() as ticker:
                said = conversation.say(settings, series, Note(text=text), ticker.hear)
        except CliffhangerError as error:
            typer.echo(f"cliffhanger: {error}", err=True)
            continue
        typer.echo(_told(said))


def _lines() -> Iterator[str]:
    """Yield what the user types, or what stands in a pipe, until an empty line or its end."""
    while True:
        if sys.stdin.isatty():
            typer.echo("› ", nl=False, err=True)
        line = sys.stdin.readline().strip()
        if not line:
            return
        yield line


def _told(said: Said) -> str:
    if said.kind == "proposal":
        return said.as_text().rpartition("\n")[0] + "\nYes, no, or what should be different about it?"
    if said.kind == "command":
        return f"That is a command of its own: cliffhanger {said.command} {said.argument}".rstrip()
    return said.as_text()
