"""Every fault an endpoint can have, met by the second voices: they mend it, or stand aside and say so, or say why."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from cliffhanger.agents.crew import Told
from cliffhanger.agents.model.critic import ModelCritic
from cliffhanger.agents.model.endpoint import Endpoint, EndpointSettings
from cliffhanger.agents.model.judge import ModelJudge
from cliffhanger.agents.model.replanning import answer_objections, draft_of_episode
from cliffhanger.agents.model.server import FAULT_KINDS, ChatServer, FaultKind
from cliffhanger.errors import CliffhangerError, ModelUnreachable, SettingsError
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.debate import Objection
from cliffhanger.memory.ledger import ModelCall
from cliffhanger.memory.script import Outline, Script
from cliffhanger.memory.state import State, initial

STANDS_ASIDE = {"refusal", "refusal_in_words", "filtered", "context", "ollama_cut"}
"""The model cannot, or will not: the work goes on without it."""
STOPS: dict[str, type[CliffhangerError]] = {
    "rate_limit_long": ModelUnreachable,
    "no_quota": ModelUnreachable,
    "no_key": SettingsError,
    "no_model": SettingsError,
}
"""Nobody is there, or the user must act: the run stops, and goes on from here."""
CHARGE = {
    "canon": "mia.iris",
    "canon_quote": "Mia's sister",
    "script": "1.6",
    "script_quote": "Don't go up",
    "why": "Iris would send her up.",
    "verdict": "contradiction",
    "kind": "memory",
    "mend": "“Go up to the roof.”",
}
DOUBT = {"code": "weak_hook", "episodes": [2], "text": "A ring again.", "wish": "A knife."}
HELD = Objection(code="weak_hook", episodes=(2,), text="A ring again.", wish="A knife.")


class Silent:
    """A critic that counts, and finds nothing."""

    async def challenge(self, bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
        return ()


class Ground:
    """The small story, an endpoint, and what was decided."""

    def __init__(self, server: ChatServer, bible: Bible, outline: Outline, script: Script, timeout: float) -> None:
        async def at_once(seconds: float) -> None: ...

        self.calls: list[ModelCall] = []
        self.said: list[str] = []
        settings = EndpointSettings(base_url=server.url, model="m", timeout=timeout)
        self.model = Endpoint(settings, record=self.calls.append, sleep=at_once)
        self.bible, self.outline, self.script = bible, outline, script

    def decided(self, text: str, episode: str) -> None:
        self.said.append(text)

    async def judge(self) -> int:
        told = Told(state=initial(self.bible))
        return len(await ModelJudge(self.model, self.decided).judge(self.bible, told, self.script))

    async def challenge(self) -> int:
        critic = ModelCritic(self.model, Silent(), self.decided)
        return len(await critic.challenge(self.bible, self.outline, initial(self.bible)))

    async def answer(self) -> int:
        answered = await answer_objections(
            self.model, self.bible, self.outline, initial(self.bible), [HELD], self.decided
        )
        return sum(one != old for one, old in zip(answered.episodes, self.outline.episodes, strict=True))


WORK: dict[str, tuple[str, Callable[[Ground], Awaitable[int]]]] = {
    "continuity": ("were not judged", Ground.judge),
    "critic": ("attacked by measure alone", Ground.challenge),
    "writer": ("stays as it was objected to", Ground.answer),
}


@pytest.fixture
def small(outline: Outline) -> Outline:
    kinds = ("reveal", "arrival", "threat")
    return Outline(
        season=1,
        episodes=tuple(one.model_copy(update={"cliff": kinds[one.number % 3]}) for one in outline.episodes[:3]),
        threads=(),
    )


@pytest.mark.parametrize("role", ["continuity", "critic", pytest.param("writer", marks=pytest.mark.slow)])
@pytest.mark.parametrize("fault", FAULT_KINDS)
async def test_every_fault_is_mended_or_said(
    role: str, fault: FaultKind, bible: Bible, small: Outline, script: Script
) -> None:
    def answer(request: dict[str, Any]) -> str:
        told = str(request["messages"][0]["content"])
        if "VerdictDraft" in told:
            return json.dumps({"charges": [CHARGE]})
        if "CritiqueDraft" in told:
            return json.dumps({"objections": [DOUBT]})
        draft = draft_of_episode(small.episodes[1], small, bible).model_dump() | {"hook": "A knife."}
        return json.dumps({"episodes": [draft], "carries": []})

    words, work = WORK[role]
    with ChatServer(answer, [fault], slow=3) as server:
        ground = Ground(server, bible, small, script, 0.5 if fault == "timeout" else 5)
        if fault in STOPS:
            with pytest.raises(STOPS[fault]):
                await work(ground)
            return
        found = await work(ground)
    if fault in STANDS_ASIDE:
        assert found == 0 and len(ground.said) == 1 and words in ground.said[0]
    else:
        assert found == 1 and ground.said == []
        assert role in {call.role for call in ground.calls}


async def test_what_the_second_voices_cost_is_recorded_under_their_names(
    bible: Bible, small: Outline, script: Script
) -> None:
    with ChatServer(lambda request: json.dumps({"charges": []})) as server:
        ground = Ground(server, bible, small, script, 5)
        await ground.judge()
    (call,) = [call for call in ground.calls if call.role == "continuity"]
    assert call.episode == "s01e01" and call.tokens_in > 1000 and call.tokens_out > 0


async def test_a_critic_of_its_own_may_be_another_model(bible: Bible, small: Outline, script: Script) -> None:
    with ChatServer(lambda request: json.dumps({"objections": []})) as server:
        ground = Ground(server, bible, small, script, 5)
        ground.model.settings = EndpointSettings(base_url=server.url, model="m", models={"critic": "sharper"})
        await ground.challenge()
        assert {request["model"] for request in server.asked} == {"sharper"}
