"""Lines of the script library, as the voice reads them: captions show the words of the facts, so none may be lost."""

import re
from functools import cache
from importlib import resources

import yaml

from cliffhanger.memory.look import Voice
from cliffhanger.tools.voice.catalogue import voices
from cliffhanger.tools.voice.g2p import g2p
from cliffhanger.tools.voice.kokoro import duration
from cliffhanger.tools.voice.model import VoiceModel, symbols
from cliffhanger.tools.voice.phrase import LEAD, TAIL
from cliffhanger.tools.voice.spec import SpeechSpec

MARKS = re.compile(r"[—–…;:“”\"'’\d?!,-]|\.\.\.")
SLOT = re.compile(r"\{[^}]*\}")


@cache
def lines(count: int = 40) -> tuple[str, ...]:
    """Return lines from every family of moves, those with the most varied punctuation first."""
    picked: list[str] = []
    families = sorted(resources.files("cliffhanger.prompts").joinpath("library/moves").iterdir(), key=lambda f: f.name)
    for family in families:
        moves = yaml.load(family.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        said = [
            say for move in moves for talk in move["exchanges"] for beat in talk["beats"] for say in beat.get("say", [])
        ]
        whole = sorted({SLOT.sub("Siobhan", line) for line in said})
        whole.sort(key=lambda line: (-len(set(MARKS.findall(line))), line))
        picked += [*whole[:1], whole[len(whole) // 2]]
    return tuple(picked[:count])


def test_the_lines_are_many_and_varied() -> None:
    marks = {mark for line in lines() for mark in MARKS.findall(line)}
    assert len(set(lines())) == 40 and {"-", "'", '"', ",", "?", "!"} <= marks


def test_every_word_of_the_library_is_read() -> None:
    for line in lines():
        words = g2p(line, "en")
        assert " ".join(word.written for word in words) == " ".join(line.split())
        assert all(word.sounds == any(sign.isalnum() for sign in word.written) for word in words), line
        assert {symbol for word in words for symbol in word.phonemes} <= set(symbols())


def test_lines_of_the_library_last_as_long_as_they_should(model: VoiceModel) -> None:
    catalogue = voices()
    for place, line in enumerate(lines()):
        spec = SpeechSpec(text=line, voice=Voice(style=catalogue[place % len(catalogue)].name))
        sounds = sum(symbol.isalpha() for word in g2p(line, "en") for symbol in word.phonemes)
        assert 0.04 < (duration(spec) - LEAD - TAIL) / sounds < 0.2, (line, spec.voice.style)
