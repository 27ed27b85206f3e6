"""One endpoint that speaks OpenAI's chat protocol, reached through ChatOpenAI; all retries live here."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from ...errors import ModelUnreachable, ModelUnusable
from ...memory.frozen import Frozen
from ...memory.ledger import ModelCall
from .probe import Form, Formats
from .talk import ROLES, Message, Reply, Role

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_openai import ChatOpenAI

T = TypeVar("T")

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OLLAMA_CONTEXT = 4096
"""Ollama's silent default: longer prompts are cut without a word."""


class EndpointSettings(BaseModel):
    """Where the model is, what it is called and what it costs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = "https://api.openai.com/v1"
    key: SecretStr = SecretStr("")
    """Local servers mostly want none."""
    model: str
    models: dict[str, str] = {}
    """Other models for single roles."""
    timeout: float = Field(120.0, gt=0)
    """Seconds for one answer."""
    price_in: float = 0.0
    """Of a million tokens read, in the user's currency."""
    price_out: float = 0.0
    """Of a million tokens written."""
    price_cached: float | None = None
    """Of a million tokens read from the endpoint's cache; None: as ``price_in``."""
    context_tokens: int = 0
    """Size of the model's context; 0: not known."""
    answer_tokens: int = 0
    """Greatest length of an answer; 0: as the endpoint has it. Some refuse more than their context has room for."""
    temperature: float | None = None
    """None: the model's own."""
    answers_in: Form | None = None
    """The response format that it understands; None: not known, it is asked."""

    def model_of(self, role: str) -> str:
        """Return the name of the model that plays a role."""
        return self.models.get(role) or self.model

    def cost(self, tokens_in: int, tokens_out: int, tokens_cached: int) -> float:
        """Return the price of a call."""
        cached = self.price_in if self.price_cached is None else self.price_cached
        fresh = max(0, tokens_in - tokens_cached)
        return (fresh * self.price_in + tokens_cached * cached + tokens_out * self.price_out) / 1e6


class Patience(Frozen):
    """How long a failing endpoint is waited for."""

    tries: int = 5
    first_wait: float = 1.0
    """Seconds; each further wait is twice as long, with jitter."""
    longest_wait: float = 60.0
    """Seconds; an endpoint that asks for more is given up at once."""
    seed: int = 0
    """Of the jitter."""


class Endpoint:
    """A language model at an address.

    ``record`` is called with every answered call, ``sleep`` is what waits. ``cache`` is a folder where it is remembered
    which response format each endpoint understands. Implements Model.
    """

    def __init__(
        self,
        settings: EndpointSettings,
        record: Callable[[ModelCall], object] | None = None,
        cache: Path | None = None,
        patience: Patience | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.settings = settings
        self.patience = patience or Patience()
        self._record = record
        self._sleep = sleep
        self._dice = random.Random(self.patience.seed)
        self._clients: dict[str, ChatOpenAI] = {}
        self._formats = Formats(settings.base_url, self._question, cache, settings.answers_in)

    @property
    def where(self) -> str:
        """The address, for messages."""
        return self.settings.base_url

    async def chat(
        self,
        role: Role,
        messages: Sequence[Message],
        schema: type[BaseModel] | None = None,
        episode: str = "",
        room: float = 1.0,
    ) -> Reply:
        """Return one answer; see Model.chat."""
        from .faults import FormatUnsupported

        self._refuse_if_too_long(messages)
        if schema is None:
            return await self.request(role, messages, None, episode, room)
        while True:
            form = await self._formats.of(self.settings.model_of(role))
            try:
                return await self.request(role, messages, self._formats.body(form, schema), episode, room)
            except FormatUnsupported as error:
                # The probe was told yes, this schema is told no: step down, once for each form there is.
                if not self._formats.step_down(self.settings.model_of(role), form):
                    raise ModelUnusable(f"{self.where} refuses plain requests too ({error}).") from error

    async def request(
        self,
        role: str,
        messages: Sequence[Message],
        response_format: dict[str, Any] | None,
        episode: str = "",
        room: float = 1.0,
    ) -> Reply:
        """Send one request, with retries, and record its cost; raises FormatUnsupported beside what ``chat`` raises."""
        name = self.settings.model_of(role)
        start = time.monotonic()
        answer = await self._patiently(lambda: self._once(name, messages, response_format, room))
        reply = _reply(answer, name, time.monotonic() - start)
        if self._record is not None:
            cost = self.settings.cost(reply.tokens_in, reply.tokens_out, reply.tokens_cached)
            self._record(
                ModelCall(
                    role=role,
                    episode=episode,
                    model=reply.model,
                    tokens_in=reply.tokens_in,
                    tokens_out=reply.tokens_out,
                    tokens_cached=reply.tokens_cached,
                    cost=cost,
                    seconds=round(reply.seconds, 3),
                )
            )
        _refuse_if_cut(messages, reply, self.where)
        return reply

    async def _question(self, model: str, messages: Sequence[Message], response_format: dict[str, Any] | None) -> Reply:
        """Send a question of the probe's, in the first role that this model plays."""
        role = next(role for role in ROLES if self.settings.model_of(role) == model)
        return await self.request(role, messages, response_format)

    async def _once(
        self, name: str, messages: Sequence[Message], response_format: dict[str, Any] | None, room: float
    ) -> "AIMessage":
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

        kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
        # In extra_body the SDK leaves it alone: it would parse the answer itself, and raise or drop what it cannot.
        body: dict[str, Any] = {"extra_body": {"response_format": response_format}} if response_format else {}
        if self.settings.answer_tokens:
            body["max_tokens"] = int(self.settings.answer_tokens * room)
        talk = [kinds[message.role](content=message.text) for message in messages]
        return await self._client(name).ainvoke(talk, **body)

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        import openai

        from .faults import given_up, understand

        for tries in range(1, self.patience.tries + 1):
            try:
                return await attempt()
            # What a broken answer makes of the SDK and of LangChain is a plain TypeError, KeyError, AttributeError…
            except (openai.OpenAIError, OSError, ValueError, TypeError, LookupError, AttributeError) as error:
                fault = understand(error, self.where)
                if tries == self.patience.tries:
                    raise given_up(self.where, fault, tries) from error
                wait = self._wait(fault.after, tries)
                if wait > self.patience.longest_wait:
                    raise ModelUnreachable(
                        f"The language model at {self.where} asks to wait {wait:.0f} s: {fault.words}. "
                        f"That is more than {self.patience.longest_wait:.0f} s; run it again later, nothing is lost."
                    ) from error
            await self._sleep(wait)
        raise AssertionError("unreachable")

    def _wait(self, asked: float | None, tries: int) -> float:
        if asked is not None:
            return asked
        grown = self.patience.first_wait * 2.0 ** (tries - 1)
        return min(self.patience.longest_wait, grown * self._dice.uniform(0.75, 1.25))

    def _client(self, name: str) -> "ChatOpenAI":
        if name not in self._clients:
            import openai
            from langchain_openai import ChatOpenAI

            # No connection is kept: idle ones are dropped by servers, and kept ones belong to one event loop only.
            # What runs on this machine is not asked through somebody's proxy, who would see the key.
            http = openai.DefaultAsyncHttpxClient(
                headers={"connection": "close"},
                timeout=self.settings.timeout,
                trust_env=urlsplit(self.settings.base_url).hostname not in LOOPBACK,
            )
            self._clients[name] = ChatOpenAI(
                model=name,
                base_url=self.settings.base_url,
                api_key=SecretStr(self.settings.key.get_secret_value() or "none"),
                timeout=self.settings.timeout,
                max_retries=0,
                temperature=self.settings.temperature,
                http_async_client=http,
                use_responses_api=False,
            )
        return self._clients[name]

    def _refuse_if_too_long(self, messages: Sequence[Message]) -> None:
        needed, size = estimate(messages), self.settings.context_tokens
        if size and needed > size:
            raise ModelUnusable(
                f"The request needs about {needed:,} tokens and the context of the model at {self.where} has {size:,}. "
                "Choose a model with a larger context."
            )


def estimate(messages: Sequence[Message]) -> int:
    """Return about how many tokens the messages are, on the low side."""
    return sum(len(message.text) for message in messages) // 5


def _reply(answer: "AIMessage", name: str, seconds: float) -> Reply:
    facts, usage = answer.response_metadata, answer.usage_metadata
    text = answer.content if isinstance(answer.content, str) else _joined(answer.content)
    return Reply(
        text=text,
        finish=str(facts.get("finish_reason") or "stop"),
        refusal=str(answer.additional_kwargs.get("refusal") or ""),
        model=str(facts.get("model_name") or name),
        tokens_in=usage["input_tokens"] if usage else 0,
        tokens_out=usage["output_tokens"] if usage else 0,
        tokens_cached=(usage.get("input_token_details", {}).get("cache_read") or 0) if usage else 0,
        seconds=seconds,
    )


def _joined(content: Sequence[Any]) -> str:
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)


def _refuse_if_cut(messages: Sequence[Message], reply: Reply, where: str) -> None:
    total = reply.tokens_in + reply.tokens_out
    if total == OLLAMA_CONTEXT and (reply.finish == "length" or estimate(messages) > reply.tokens_in):
        raise ModelUnusable(
            f"The model at {where} has cut the request to {OLLAMA_CONTEXT} tokens without saying so, as "
            "Ollama does by default. Serve it with a larger context: OLLAMA_CONTEXT_LENGTH=32768 ollama serve"
        )


def plain_schema(schema: type[BaseModel]) -> str:
    """Return the JSON schema of a type as text, for prompts."""
    return json.dumps(schema.model_json_schema(), ensure_ascii=False, indent=1)
