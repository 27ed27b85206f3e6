"""The phrasebooks: every line of the library is there in every language, with slots that somebody can fill."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml

from cliffhanger.agents.house.translation.phrasebook import phrasebook, spoken

KEPT = re.compile(r"[a-z]+|obj|secret\.[a-z]+|m\.(?:quote|ago)")
FREE = {"odd", "about", "gap", "title", "place", "secret", "m.what", "m.do"}
"""Slots that stand for words of the premise or the user: nobody can translate them."""
SLOT = re.compile(r"\{([^{}|]+)\}")
GENDERED = re.compile(r"\{([a-z]+)\|[^{}|]*\|[^{}|]*\}")
SIX = {"es", "zh", "ja", "pt", "fr", "hi"}
SCRIPTS = {"zh", "ja", "ko", "hi"}
"""Languages that are not written in Latin letters."""


def said(value: Any) -> Iterator[str]:
    """Yield everything that a card has people say."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "say":
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from said(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner)


@cache
def library() -> frozenset[str]:
    root = files("cliffhanger.prompts").joinpath("library")
    folders = [root, *(one for one in root.iterdir() if one.is_dir() and one.name != "languages")]
    found: set[str] = set()
    for folder in folders:
        for file in folder.iterdir():
            if file.name.endswith(".yaml"):
                found |= set(said(yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)))
    return frozenset(found)


def test_the_library_speaks_at_least_the_six_languages_that_are_promised() -> None:
    assert set(spoken()) >= SIX
    assert len(library()) > 8_000


@pytest.mark.parametrize("language", spoken())
def test_every_line_is_translated_and_none_is_left_over(language: str) -> None:
    book = phrasebook(language)
    assert sorted(library() - book.lines.keys()) == []
    assert sorted(book.lines.keys() - library()) == [], "the library no longer says these"
    assert [line for line in book.lines if not book.lines[line].strip()] == []


@pytest.mark.parametrize("language", spoken())
def test_slots_are_those_of_the_line_and_can_be_filled(language: str) -> None:
    for line, told in phrasebook(language).lines.items():
        own = {slot.lower() for slot in SLOT.findall(line)}
        people = {slot.partition(".")[0] for slot in own} | {"me", "you"}
        assert set(GENDERED.findall(told)) <= people, told
        plain = GENDERED.sub("", told)
        for slot in map(str.lower, SLOT.findall(plain)):
            assert slot in own and KEPT.fullmatch(slot) and slot not in FREE, told
        assert "{" not in SLOT.sub("", plain) and "}" not in SLOT.sub("", plain), told


@pytest.mark.parametrize("language", sorted(set(spoken()) & SCRIPTS))
def test_no_latin_letters_are_left_in_other_scripts(language: str) -> None:
    lines = phrasebook(language).lines.values()
    texts = (SLOT.sub("", GENDERED.sub(lambda found: found[0].partition("|")[2], told)) for told in lines)
    assert [text for text in texts if re.search("[A-Za-z]", text)] == []


@pytest.mark.parametrize("language", spoken())
def test_cards_things_and_secrets_are_there(language: str) -> None:
    words = phrasebook(language).words
    assert {"To be continued", "Previously on", "Episode {n}", "AI-generated", "that man", "that woman"} <= set(
        words.cards
    )
    assert "{n}" in words.cards["Episode {n}"]
    assert len(words.secrets) >= 160 and len(words.titles) >= 600 and len(words.objects) >= 400
    for template, secret in words.secrets.items():
        own = set(SLOT.findall(template)) | {"self"}
        for form in (secret.i, secret.you, secret.they):
            assert set(SLOT.findall(GENDERED.sub("", form))) <= own, form
    if language in SCRIPTS:
        assert len(words.names) > 400
