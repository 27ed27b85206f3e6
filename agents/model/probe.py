"""What an endpoint supports, found out once and remembered."""

import asyncio
import hashlib
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from ...errors import ModelUnusable
from .faults import FormatUnsupported
from .reading import Unreadable, find_json
from .talk import Message, Reply

Form = Literal["json_schema", "json_object", "plain"]
"""How an answer's shape can be asked for, the strongest first."""

FORMS: tuple[Form, ...] = get_args(Form)


class Probe(BaseModel):
    """What a probe should be answered with."""

    model_config = ConfigDict(extra="forbid")

    ready: bool
    word: str


QUESTION = Message(role="user", text='Answer with this JSON object and nothing else: {"ready": true, "word": "action"}')


Ask = Callable[[str, list[Message], dict[str, Any] | None], Awaitable[Reply]]
"""Sends a question to a model, with a response format, and returns the reply; raises FormatUnsupported."""


class Formats:
    """The response format of every model at an endpoint: asked once, then read from the cache."""

    def __init__(self, where: str, ask: Ask, cache: Path | None, given: Form | None = None) -> None:
        self._where, self._question, self._given = where, ask, given
        self._path = cache / "endpoints.json" if cache is not None else None
        self._known: dict[str, Form] = {}
        self._asking: dict[str, asyncio.Task[Form]] = {}

    async def of(self, model: str) -> Form:
        """Return the strongest form that a model at this endpoint answers."""
        if model not in self._known and self._given is not None:
            self._known[model] = self._given
        if model not in self._known:
            remembered = self._remembered().get(self._name(model))
            if remembered in FORMS:
                self._known[model] = remembered
            else:
                self._learn(model, await self._ask_together(model))
        return self._known[model]

    def step_down(self, model: str, form: Form) -> bool:
        """Go on with the next weaker form; return False if there is none."""
        if form == FORMS[-1]:
            return False
        self._learn(model, FORMS[FORMS.index(form) + 1])
        return True

    def body(self, form: Form, schema: type[BaseModel]) -> dict[str, Any] | None:
        """Return the ``response_format`` of a request."""
        if form == "plain":
            return None
        if form == "json_object":
            return {"type": "json_object"}
        return {
            "type": "json_schema",
            "json_schema": {"name": schema.__name__, "schema": schema.model_json_schema(), "strict": True},
        }

    async def _ask_together(self, model: str) -> Form:
        """Ask once even if several roles want to know at the same time."""
        task = self._asking.get(model)
        if task is None:
            task = self._asking[model] = asyncio.ensure_future(self._ask(model))
        try:
            return await asyncio.shield(task)
        finally:
            if task.done():
                self._asking.pop(model, None)

    async def _ask(self, model: str) -> Form:
        for form in FORMS:
            try:
                reply = await self._question(model, [QUESTION], self.body(form, Probe))
                Probe.model_validate(find_json(reply.text))
            except (FormatUnsupported, Unreadable, ValueError):
                continue
            return form
        raise ModelUnusable(
            f"The model {model} at {self._where} does not answer a simple question in JSON. Choose a larger model."
        )

    def _learn(self, model: str, form: Form) -> None:
        self._known[model] = form
        if self._path is None:
            return
        known = self._remembered() | {self._name(model): form}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_name(f".endpoints-{os.getpid()}.json")
            draft.write_text(json.dumps(known, indent=1, sort_keys=True), "utf-8")
            draft.replace(self._path)
        except OSError:
            return  # a cache that cannot be written: it is asked again next time

    def _remembered(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _name(self, model: str) -> str:
        return hashlib.sha256(f"{self._where}\n{model}".encode()).hexdigest()
