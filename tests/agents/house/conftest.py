"""A series on paper: the house writer with plain faces and voices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import pytest

from cliffhanger.agents.crew import Told
from cliffhanger.agents.house.bible.showrunner import develop, outline
from cliffhanger.agents.house.library import Library, load
from cliffhanger.agents.house.premise.reader import read
from cliffhanger.agents.house.script.writer import used_by, write
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.look import Look, Sex, Voice
from cliffhanger.memory.script import Outline, Script
from cliffhanger.memory.state import State, fold, initial


def plain_looks(seed: int, sex: Sex, age: int, temper: str, origin: str) -> Look:
    return Look(sex=sex, age=age)


def plain_voices(wanted: Sequence[tuple[Sex, int, str]], seed: int) -> Sequence[Voice]:
    return [Voice(style=f"voice {number}") for number, _ in enumerate(wanted)]


@dataclass(frozen=True)
class Written:
    """A season as far as it is written, with the state before each episode."""

    bible: Bible
    outline: Outline
    scripts: tuple[Script, ...]
    states: tuple[State, ...]
    library: Library

    def told(self, number: int) -> Told:
        """Return what the writer is told before the episode at that index."""
        return Told(state=self.states[number], scripts=self.scripts[:number])


@cache
def bible_of(line: str, seed: int = 1, length: int = 60) -> Bible:
    return develop(read(line), load().engines, seed, length, looks=plain_looks, voices=plain_voices)


@cache
def outline_of(line: str, seed: int = 1, length: int = 60) -> Outline:
    bible = bible_of(line, seed, length)
    return outline(bible, load().engine(bible.engine), load().patterns, length, seed)


@cache
def written(line: str, seed: int = 1, length: int = 60, episodes: int = 10) -> Written:
    bible, season = bible_of(line, seed, length), outline_of(line, seed, length)
    scripts: list[Script] = []
    states = [initial(bible)]
    for episode in season.episodes[:episodes]:
        scripts.append(write(bible, episode, season, states[-1], load(), seed, used_by(scripts)))
        states.append(fold(states[-1], scripts[-1:]))
    return Written(bible, season, tuple(scripts), tuple(states), load())


@pytest.fixture
def season_for() -> Callable[..., Written]:
    return written


@pytest.fixture
def bible_for() -> Callable[..., Bible]:
    return bible_of


@pytest.fixture
def plan_for() -> Callable[..., Outline]:
    return outline_of
