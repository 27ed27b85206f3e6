"""A model that says what it was given to say: for tests and rehearsals, with the interface of every model."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from pydantic import BaseModel

from ...memory.frozen import Frozen
from .talk import Message, Reply, Role


class Step(Frozen):
    """One expected call and its answer."""

    role: Role
    reply: Reply
    expects: tuple[str, ...] = ()
    """Words that must stand somewhere in what the model is told."""
    schema_name: str = ""
    """Name of the type that must be asked for; empty: any."""


class ScriptedModel:
    """Answers call by call from a list; refuses an unexpected call, and fails on leaving if a step was not used.

    Use it as a context manager, or call ``finish``. What it was told is kept in ``heard``. Both faults are
    AssertionErrors: they are mistakes of the test, not of a model.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = list(steps)
        self.heard: list[tuple[Message, ...]] = []

    async def chat(
        self,
        role: Role,
        messages: Sequence[Message],
        schema: type[BaseModel] | None = None,
        episode: str = "",
        room: float = 1.0,
    ) -> Reply:
        """Return the next reply if the call is the expected one."""
        asked = schema.__name__ if schema is not None else ""
        number = len(self.heard) + 1
        if not self._steps:
            raise AssertionError(
                f"unexpected call {number}: {role} asks for {asked or 'text'}, and nothing is left to say"
            )
        step = self._steps[0]
        told = "\n".join(message.text for message in messages)
        missing = [words for words in step.expects if words not in told]
        if step.role != role or (step.schema_name and step.schema_name != asked) or missing:
            wanted = f"{step.role} asking for {step.schema_name or 'anything'}"
            raise AssertionError(
                f"call {number}: expected {wanted}, got {role} asking for {asked or 'text'}; not told: {missing}"
            )
        self._steps.pop(0)
        self.heard.append(tuple(messages))
        return step.reply

    def finish(self) -> None:
        """Fail if a step was not used."""
        if self._steps:
            left = ", ".join(f"{step.role} {step.schema_name}".strip() for step in self._steps)
            raise AssertionError(f"{len(self._steps)} steps were not used: {left}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.finish()
