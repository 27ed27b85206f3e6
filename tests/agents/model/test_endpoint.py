import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, SecretStr

from cliffhanger.agents.model.endpoint import Endpoint, EndpointSettings
from cliffhanger.agents.model.server import ChatServer, FaultKind
from cliffhanger.agents.model.structured import Unsettled, ask
from cliffhanger.agents.model.talk import Message
from cliffhanger.errors import ModelError, ModelRefused, ModelUnreachable, ModelUnusable, SettingsError
from cliffhanger.memory.ledger import ModelCall

GOOD = {"title": "Dated Tomorrow", "shots": 3}
QUESTION = [Message(role="system", text="You direct."), Message(role="user", text="Name it.")]


class Idea(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    shots: int


def says(request: dict[str, object]) -> str:
    return json.dumps(GOOD)


class Slept:
    """A sleep that only writes down how long it was to take."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


def endpoint(server: ChatServer, slept: Slept, cache: Path | None = None, **more: object) -> Endpoint:
    calls: list[ModelCall] = []
    settings = EndpointSettings.model_validate({"base_url": server.url, "model": "m", "timeout": 0.5} | more)
    made = Endpoint(settings, record=calls.append, cache=cache, sleep=slept)
    made.calls = calls  # type: ignore[attr-defined]
    return made


async def idea(at: Endpoint, settle: Callable[[Idea], Idea] = lambda draft: draft) -> Idea:
    return await ask(at, "writer", QUESTION, Idea, settle, "s01e01")


ONCE = ("none", "fenced", "thinking", "chatty")
REPAIRED = ("null_content", "wrong_type", "broken_json", "length")
RETRIED = (
    "rate_limit", "rate_limit_after", "error_500", "bad_gateway_page", "timeout", "drop", "drop_within", "html",
    "truncated_body", "empty_body", "no_choices", "empty_choices",
)  # fmt: skip


@pytest.mark.parametrize("fault", ONCE + REPAIRED + RETRIED)
async def test_one_fault_is_overcome(fault: FaultKind) -> None:
    slept = Slept()
    with ChatServer(says, [fault]) as server:
        assert (await idea(endpoint(server, slept))).title == GOOD["title"]
        assert len(server.asked) == (1 if fault in ONCE else 2)
    assert len(slept.waits) == (1 if fault in RETRIED else 0)


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("rate_limit_long", ModelUnreachable, "asks to wait 3600 s"),
        ("no_quota", ModelUnreachable, "no credit left"),
        ("refusal", ModelRefused, "I cannot write this scene"),
        ("refusal_in_words", ModelRefused, "can't help with that"),
        ("filtered", ModelRefused, "content filter"),
        ("context", ModelUnusable, "context of 8192 tokens"),
        ("no_key", SettingsError, "refuses the key"),
        ("no_model", SettingsError, "does not know the model"),
        ("ollama_cut", ModelUnusable, "OLLAMA_CONTEXT_LENGTH"),
    ],
)
async def test_what_no_retry_can_help_is_told_at_once(fault: FaultKind, error: type[Exception], words: str) -> None:
    slept = Slept()
    with ChatServer(says, [fault]) as server:
        with pytest.raises(error, match=words):
            await idea(endpoint(server, slept))
        assert len(server.asked) == 1
    assert slept.waits == []


@pytest.mark.parametrize("fault", ["rate_limit", "error_500", "timeout", "drop", "html", "empty_choices"])
async def test_a_fault_that_stays_is_given_up_after_the_set_tries(fault: FaultKind) -> None:
    slept = Slept()
    with ChatServer(says, [fault] * 9, slow=0.3) as server:
        with pytest.raises(ModelUnreachable, match="after 5 tries"):
            # A busy machine may answer late: only the fault that is a late answer gets little time.
            await idea(endpoint(server, slept, timeout=0.1 if fault == "timeout" else 5))
        assert len(server.asked) == 5
    assert len(slept.waits) == 4 and slept.waits == sorted(slept.waits) and slept.waits[0] >= 0.75


async def test_a_web_page_points_at_the_base_url() -> None:
    with ChatServer(says, ["html"] * 9) as server, pytest.raises(ModelUnreachable, match=r"nginx.*ends in /v1"):
        await idea(endpoint(server, Slept()))


async def test_the_endpoints_own_waiting_time_is_kept() -> None:
    slept = Slept()
    with ChatServer(says, ["rate_limit_after"]) as server:
        await idea(endpoint(server, slept))
    assert slept.waits == [0.02]


async def test_waits_are_the_same_every_time() -> None:
    both = []
    for _ in range(2):
        slept = Slept()
        with ChatServer(says, ["error_500"] * 3) as server:
            await idea(endpoint(server, slept))
        both.append(slept.waits)
    assert both[0] == both[1]


async def test_nobody_there_is_told() -> None:
    with ChatServer(says) as server:
        gone = endpoint(server, Slept())
    with pytest.raises(ModelUnreachable, match="connection failed"):
        await idea(gone)


@pytest.mark.parametrize("fault", ["wrong_type", "broken_json"])
async def test_an_answer_is_repaired_twice_at_most_with_the_fault_shown(fault: FaultKind) -> None:
    with ChatServer(says, [fault] * 2) as server:
        assert (await idea(endpoint(server, Slept()))).title == GOOD["title"]
        shown = server.asked[-1]["messages"]
        assert [message["role"] for message in shown] == ["system", "user", "assistant", "user"]
        assert ("title: Input should be a valid string" if fault == "wrong_type" else "broken off") in shown[-1][
            "content"
        ]
    with ChatServer(says, [fault] * 9) as server:
        with pytest.raises(ModelUnusable, match="usable Idea after 2 repairs"):
            await idea(endpoint(server, Slept()))
        assert len(server.asked) == 3


async def test_a_draft_that_cannot_be_settled_is_shown_why() -> None:
    def settle(draft: Idea) -> Idea:
        raise Unsettled(["nobody is called Zoe"])

    with ChatServer(says) as server:
        with pytest.raises(ModelUnusable, match="nobody is called Zoe"):
            await idea(endpoint(server, Slept()), settle)
        assert "- nobody is called Zoe" in server.asked[1]["messages"][-1]["content"]


async def test_an_answer_cut_off_is_asked_for_once_more_with_more_room() -> None:
    with ChatServer(says, ["length"]) as server:
        await idea(endpoint(server, Slept(), answer_tokens=100))
        assert [request["max_completion_tokens"] for request in server.asked] == [100, 200]
    with ChatServer(says, ["length"] * 2) as server, pytest.raises(ModelUnusable, match="cut off twice"):
        await idea(endpoint(server, Slept()))


@pytest.mark.parametrize(
    ("supports", "form"),
    [(("json_schema", "json_object"), "json_schema"), (("json_object",), "json_object"), ((), None)],
)
async def test_the_strongest_format_is_found_once_and_remembered(
    tmp_path: Path, supports: tuple[str, ...], form: str | None
) -> None:
    with ChatServer(says, supports=supports) as server:
        first = endpoint(server, Slept(), tmp_path)
        await asyncio.gather(idea(first), idea(first))
        await idea(endpoint(server, Slept(), tmp_path))
        assert [(request.get("response_format") or {}).get("type") for request in server.asked] == [form] * 3
        probes = len(server.requests) - 3
        assert probes == 3 - len(supports)
        if form == "json_schema":
            sent = server.asked[0]["response_format"]["json_schema"]
            assert sent["strict"] is True and sent["schema"] == Idea.model_json_schema()


async def test_a_damaged_memory_of_formats_is_asked_again(tmp_path: Path) -> None:
    (tmp_path / "endpoints.json").write_text("[]")
    with ChatServer(says) as server:
        await idea(endpoint(server, Slept(), tmp_path))
    assert len(json.loads((tmp_path / "endpoints.json").read_text())) == 1


async def test_a_model_that_cannot_even_do_that_is_told() -> None:
    class Deaf(ChatServer):
        def next_fault(self, request: dict[str, object]) -> FaultKind:
            self.requests.append(request)
            return "refusal_in_words"

    with Deaf(says) as server, pytest.raises(ModelUnusable, match="simple question in JSON"):
        await idea(endpoint(server, Slept()))


async def test_tokens_and_cost_are_recorded_by_role_and_episode() -> None:
    prices = {"price_in": 2.0, "price_out": 8.0, "price_cached": 0.5}
    with ChatServer(says, ["error_500", "wrong_type"]) as server:
        at = endpoint(server, Slept(), models={"writer": "big"}, **prices)
        await idea(at)
    probe, first, second = at.calls  # type: ignore[attr-defined]
    assert (probe.episode, first.role, first.episode, first.model) == ("", "writer", "s01e01", "big")
    fresh = second.tokens_in - second.tokens_cached
    assert second.tokens_in > first.tokens_in > 0 and second.tokens_cached == second.tokens_in // 2
    assert second.cost == pytest.approx((fresh * 2 + second.tokens_cached * 0.5 + second.tokens_out * 8) / 1e6)


async def test_a_request_that_cannot_fit_is_not_sent() -> None:
    with ChatServer(says) as server:
        at = endpoint(server, Slept(), context_tokens=100)
        with pytest.raises(ModelUnusable, match=r"context of the model .* has 100"):
            await at.chat("writer", [Message(role="user", text="word " * 1000)])
        assert server.requests == []


async def test_the_key_goes_out_and_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    settings = EndpointSettings(model="m", key=SecretStr("sk-secret"))
    assert "sk-secret" not in repr(settings)


def test_one_endpoint_serves_several_event_loops() -> None:
    with ChatServer(says) as server:
        at = endpoint(server, Slept())
        for _ in range(3):
            assert asyncio.run(idea(at)).shots == 3


async def test_a_refused_schema_steps_down_though_the_probe_was_taken(tmp_path: Path) -> None:
    class Picky(ChatServer):
        def next_fault(self, request: dict[str, object]) -> FaultKind:
            fault = super().next_fault(request)
            self.supports = frozenset({"json_schema", "json_object"} if len(self.requests) == 1 else {"json_object"})
            return fault

    with Picky(says) as server:
        assert (await idea(endpoint(server, Slept(), tmp_path))).shots == 3
        assert [request["response_format"]["type"] for request in server.asked] == ["json_schema", "json_object"]


def test_every_error_is_one_of_ours() -> None:
    assert issubclass(ModelUnreachable, ModelError) and issubclass(ModelUnusable, ModelError)
