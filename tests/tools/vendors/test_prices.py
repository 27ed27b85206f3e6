"""Prices: dated, with their source, never guessed, and the user's own come first."""

import re
from pathlib import Path

import pytest

from cliffhanger.errors import SettingsError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.frame.spec import FrameSpec
from cliffhanger.tools.vendors.prices import Price, Prices, PriceUnknown, read_prices

CLIP = ClipSpec(prompt="A roof.", width=720, height=1280, seconds=5)
SPOKEN = CLIP.model_copy(update={"speech": "No."})
FRAME = FrameSpec(prompt="A roof.", width=720, height=1280)

PRICES = Prices(
    table={
        "acme": {
            "dream": Price(unit="second", usd={"720p": 0.1, "1080p": 0.25}, sound=0.05, read="2026-11-22", source="x"),
            "still": Price(unit="picture", usd={"any": 0.04}, read="2026-11-22", source="x"),
        }
    }
)


def test_seconds_resolution_and_sound_count() -> None:
    assert PRICES.price("acme", "dream", CLIP, (720, 1280), 5) == pytest.approx(0.5)
    assert PRICES.price("acme", "dream", SPOKEN, (720, 1280), 5) == pytest.approx(0.75)
    assert PRICES.price("acme", "dream", CLIP, (1080, 1920), 5) == pytest.approx(1.25)
    assert PRICES.price("acme", "still", FRAME, (720, 1280)) == pytest.approx(0.04)


def test_between_two_resolutions_the_higher_price_counts() -> None:
    assert PRICES.price("acme", "dream", CLIP, (768, 1366), 1) == pytest.approx(0.25)


@pytest.mark.parametrize(("model", "size"), [("dream", (2160, 3840)), ("nightmare", (720, 1280))])
def test_an_unknown_price_is_a_sentence_and_not_nothing(model: str, size: tuple[int, int]) -> None:
    with pytest.raises(PriceUnknown, match=rf"{model} at acme costs at {size[0]}x{size[1]} is not known"):
        PRICES.price("acme", model, CLIP, size, 5)


def test_the_users_own_prices_come_first(tmp_path: Path) -> None:
    own = tmp_path / "prices.toml"
    own.write_text(
        '[fal."kling-v3-pro"]\nunit = "second"\nusd = { any = 0.01 }\nread = "2026-12-01"\nsource = "my contract"\n',
        encoding="utf-8",
    )
    prices = read_prices(own)
    assert prices.price("fal", "kling-v3-pro", CLIP, (1080, 1920), 10) == pytest.approx(0.1)
    assert prices.of("fal", "kling-v3-standard") == read_prices().of("fal", "kling-v3-standard")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[fal", "does not read"),
        ('[fal.a]\nunit = "hour"\nusd = { any = 1 }\nread = "x"\nsource = "y"\n', r"fal\.a\.unit"),
        ('[fal.a]\nunit = "second"\nusd = {}\nread = "x"\nsource = "y"\n', r"fal\.a\.usd"),
    ],
)
def test_a_bad_table_names_the_file_and_the_value(tmp_path: Path, text: str, words: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=words) as caught:
        read_prices(own)
    assert "own.toml" in str(caught.value)


def test_every_price_is_dated_and_says_where_it_was_read() -> None:
    for vendor, models in read_prices().table.items():
        for model, price in models.items():
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", price.read), (vendor, model)
            assert price.second_hand or price.source.startswith("https://"), (vendor, model)
            assert all(usd > 0 for usd in price.usd.values()), (vendor, model)
