"""The price before: reckoned from what is usual or from storyboards, told, and agreed to."""

from pathlib import Path

import pytest

from cliffhanger.errors import SettingsError, UserError
from cliffhanger.studio.making.bidding import agree, agree_an_episode, estimate
from cliffhanger.studio.making.pricing import CAST, USUAL, Cost, summed
from cliffhanger.studio.order import Order
from cliffhanger.studio.settings import Settings, load

ORDER = Order(slug="night-shift", premise="A nurse gets a voicemail from tomorrow", last=2)
PRICES = """
[fal."kling-v3-standard"]
unit = "second"
usd = { any = 0.1 }
read = "2026-11-22"
source = "this test"

[google."gemini-3.1-flash-image"]
unit = "picture"
usd = { any = 0.04 }
read = "2026-11-22"
source = "this test"
"""


def asked(mix: str) -> Settings:
    Path("prices.toml").write_text(PRICES, "utf-8")
    return load(mix=mix)


def test_what_is_drawn_costs_nothing() -> None:
    bid = estimate(load(), ORDER)
    assert bid.usd == 0 and [cost.maker for cost in bid.costs] == ["drawn"] and "no money" in bid.as_text()
    assert bid.costs[0].count == 2 * sum(count for count, _ in USUAL.values())


def test_shots_are_reckoned_by_role_and_the_cast_by_picture() -> None:
    costs = {cost.maker: cost for cost in estimate(asked("hero=kling,frames=gemini"), ORDER).costs}
    heroes, seconds = USUAL["hero"]
    # Kling makes whole seconds from three on: a shot of 2.6 s costs three, and its frame.
    assert costs["kling"].count == 2 * heroes and costs["kling"].seconds == pytest.approx(2 * heroes * seconds)
    assert costs["kling"].usd == pytest.approx(2 * heroes * (3 * 0.1 + 0.04))
    assert costs["cast"].count == CAST and costs["cast"].usd == pytest.approx(CAST * 0.04)
    assert costs["drawn"].usd == 0


def test_the_sum_is_that_of_its_parts() -> None:
    bid = estimate(asked("hero=kling,dialogue=photo,frames=gemini"), ORDER)
    assert bid.usd == pytest.approx(sum(cost.usd for cost in bid.costs)) and bid.as_json()["usd"] == bid.usd
    assert f"${bid.usd:.2f}" in bid.as_text() and "2 episodes" in bid.as_text()


def test_costs_add_up_by_maker() -> None:
    one = Cost(maker="kling", what="shots", count=1, seconds=2.0, usd=0.5)
    assert summed([one, one, one.model_copy(update={"maker": "drawn"})])[0] == Cost(
        maker="kling", what="shots", count=2, seconds=4.0, usd=1.0
    )


def test_an_unknown_price_is_not_nothing() -> None:
    settings = asked("hero=kling,frames=gemini")
    Path("prices.toml").write_text(PRICES.replace("any = 0.1 ", '"480p" = 0.1 '), "utf-8")
    with pytest.raises(SettingsError, match=r"What kling-v3-standard at fal costs at .* is not known"):
        estimate(settings, ORDER)


def test_without_anybody_to_ask_a_price_wants_a_yes() -> None:
    settings = asked("hero=kling,frames=gemini")
    price = estimate(settings, ORDER).usd
    with pytest.raises(UserError) as caught:
        agree(settings, ORDER, yes=False, asking=False)
    assert f"${price:.2f}" in str(caught.value) and "--yes" in str(caught.value)
    agree(settings, ORDER, yes=True, asking=False)
    with pytest.raises(UserError, match=r"The first episode of each series costs about \$"):
        agree_an_episode(settings, yes=False)


def test_nobody_is_asked_about_what_costs_nothing() -> None:
    agree(load(), ORDER, yes=False, asking=False)
    agree_an_episode(load(), yes=False)
    agree(load(mix="klein"), ORDER, yes=False, asking=False)
