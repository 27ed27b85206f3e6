import pytest

from cliffhanger.agents.model.scripted import ScriptedModel, Step
from cliffhanger.agents.model.talk import Message, Reply

ASK = [Message(role="user", text="Write about the ring.")]


async def test_it_says_what_it_was_given_in_order() -> None:
    steps = [Step(role="writer", reply=Reply(text=text), expects=("ring",)) for text in "ab"]
    with ScriptedModel(steps) as model:
        assert [(await model.chat("writer", ASK)).text for _ in range(2)] == ["a", "b"]
    assert model.heard[0] == tuple(ASK)


async def test_it_refuses_a_call_too_many() -> None:
    with ScriptedModel([]) as model, pytest.raises(AssertionError, match="unexpected call 1: writer"):
        await model.chat("writer", ASK)


@pytest.mark.parametrize(
    "step", [Step(role="director", reply=Reply(text="")), Step(role="writer", reply=Reply(text=""), expects=("knife",))]
)
async def test_it_refuses_another_call_than_the_expected(step: Step) -> None:
    with pytest.raises(AssertionError, match="expected"):
        await ScriptedModel([step]).chat("writer", ASK)


def test_it_fails_on_a_step_that_was_not_used() -> None:
    with (
        pytest.raises(AssertionError, match="1 steps were not used: writer Idea"),
        ScriptedModel([Step(role="writer", reply=Reply(text=""), schema_name="Idea")]),
    ):
        pass
