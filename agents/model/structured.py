"""Ask a model for a typed answer: read it, validate it, and let the model repair what is wrong, twice at most."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ...errors import ModelRefused, ModelUnusable
from ...prompts import render
from .reading import Unreadable, find_json, looks_like_refusal, strip_thought
from .talk import Message, Model, Reply, Role

Draft = TypeVar("Draft", bound=BaseModel)
Settled = TypeVar("Settled")

REPAIRS = 2
"""How often a model is shown what is wrong with its answer."""
FAULTS_SHOWN = 12
_SECOND_VOICES: frozenset[Role] = frozenset({"critic", "continuity"})
"""They judge what others have written: another premise would not help them."""


class Unsettled(ValueError):
    """A valid draft that cannot become a document: the message is shown to the model, one fault a line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


async def ask(
    model: Model,
    role: Role,
    messages: Sequence[Message],
    schema: type[Draft],
    settle: Callable[[Draft], Settled],
    episode: str = "",
) -> Settled:
    """Return what ``settle`` makes of the model's answer.

    ``settle`` turns the draft into a document and raises Unsettled if it cannot. Raises ModelRefused, ModelUnusable,
    and what ``Model.chat`` raises.
    """
    talk, repairs, room = list(messages), 0, 1.0
    while True:
        reply = await model.chat(role, talk, schema, episode, room)
        _refuse_if_refused(reply, role)
        if reply.finish == "length":
            if room > 1.0:
                raise ModelUnusable(
                    f"The {role}'s model does not come to an end: its answer was cut off twice. "
                    "Choose a model that can write longer answers."
                )
            room = 2.0
            talk = [*messages, Message(role="user", text=render("repair.shorter"))]
            continue
        try:
            return settle(schema.model_validate(find_json(reply.text)))
        except (Unreadable, ValidationError, Unsettled) as error:
            faults = _faults(error)
            if isinstance(error, Unreadable) and looks_like_refusal(reply.text):
                raise ModelRefused(_declined(role, strip_thought(reply.text))) from error
            if repairs == REPAIRS:
                raise ModelUnusable(
                    f"The {role}'s model does not give a usable {schema.__name__} after {REPAIRS} repairs: {faults[0]} "
                    "Choose a larger model."
                ) from error
        repairs += 1
        shown = render("repair.faults", faults="\n".join(f"- {fault}" for fault in faults))
        talk = [*messages, Message(role="assistant", text=strip_thought(reply.text)), Message(role="user", text=shown)]


def _refuse_if_refused(reply: Reply, role: Role) -> None:
    if reply.refusal:
        raise ModelRefused(_declined(role, reply.refusal))
    if reply.finish == "content_filter":
        raise ModelRefused(_declined(role, reply.text or "its answer was stopped by a content filter"))


def _declined(role: Role, words: str) -> str:
    short = " ".join(words.split())[:300]
    help = "Choose another model" if role in _SECOND_VOICES else "Word the premise otherwise, or choose another model"
    return f"The {role}'s model declined: “{short}”. {help}."


def _faults(error: Unreadable | ValidationError | Unsettled) -> list[str]:
    if isinstance(error, Unsettled):
        found = list(error.faults)
    elif isinstance(error, ValidationError):
        found = [_fault(one["loc"], one["msg"], one.get("input")) for one in error.errors(include_url=False)]
    else:
        found = [f"The answer is not one whole JSON object: {error}."]
    hidden = len(found) - FAULTS_SHOWN
    return [*found[:FAULTS_SHOWN], f"… and {hidden} more like these."] if hidden > 0 else found


def _fault(steps: Sequence[int | str], message: str, given: object) -> str:
    where = ".".join(str(step) for step in steps) or "the object"
    shown = "" if isinstance(given, dict | list) else f" (it is {str(given)[:80]!r})"
    return f"{where}: {message}{shown}."
