"""What is said to a model and what it answers: the one interface that every model implements."""

from collections.abc import Sequence
from typing import Literal, Protocol, get_args

from pydantic import BaseModel

from ...memory.frozen import Frozen
from ...prompts import parts

Role = Literal["showrunner", "writer", "critic", "continuity", "director", "editor", "translator"]
"""Who asks. Each may be played by another model."""

ROLES: tuple[Role, ...] = get_args(Role)


class Message(Frozen):
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


class Reply(Frozen):
    """A model's answer, as it came."""

    text: str
    finish: str = "stop"
    """``stop``, ``length``, ``content_filter``…, as the endpoint says."""
    refusal: str = ""
    """The words with which it declined, if the endpoint tells them apart."""
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    seconds: float = 0.0


class Model(Protocol):
    """Something that answers."""

    async def chat(
        self,
        role: Role,
        messages: Sequence[Message],
        schema: type[BaseModel] | None = None,
        episode: str = "",
        room: float = 1.0,
    ) -> Reply:
        """Return one answer, unparsed; ``schema`` is what it should validate as, ``room`` scales its greatest length.

        Raises ModelUnreachable, ModelRefused or ModelUnusable; SettingsError if the endpoint refuses the key or model.
        """
        ...


def as_messages(prompt: str, **variables: str) -> list[Message]:
    """Return a prompt as messages: its stable part, which endpoints cache, as system, its changing part as user."""
    stable, changing = parts(prompt, **variables)
    return [Message(role="system", text=stable), Message(role="user", text=changing)]
