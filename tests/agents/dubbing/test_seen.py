"""Who says a line is who is seen to, as far as anybody is."""

from typing import Any

import pytest

from cliffhanger.agents.dubbing.seen import seen, settled
from cliffhanger.tools.listening.listener import Said

ANA, TOM = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]


def face(follows: float, moves: float = 0.02, why: str = "", person: list[float] | None = None) -> dict[str, Any]:
    return {"follows": follows, "moves": moves, "why": why, "person": person or [], "middle": 50.0}


def stretch(line: int, *faces: dict[str, Any]) -> dict[str, Any]:
    return {"line": line, "first": 10 * line, "frames": 10, "faces": list(faces)}


def said(speaker: str, sure: float = 1.0) -> Said:
    return Said(text="Yes.", start=0, end=1, speaker=speaker, sure=sure, loudness=-20)


@pytest.mark.parametrize(
    ("faces", "track"),
    [
        ((face(0.6), face(0.1, 0.001)), "0.0"),
        ((face(0.1, 0.001), face(0.6)), "0.1"),
        ((face(0.45), face(0.42)), ""),  # either of them: nobody
        ((face(0.2),), "0.0"),  # alone, a little is enough
        ((face(0.9, 0.001),), ""),  # a still picture
        ((face(0.6, why="the face is turned by 60 degrees"),), ""),
        ((), ""),
    ],
)
def test_who_speaks_is_whose_lips_go_with_it(faces: tuple[dict[str, Any], ...], track: str) -> None:
    (found,) = seen([stretch(0, *faces)], [said("voice 1")])
    assert found.track == track
    assert bool(found.why) != bool(track)


def test_a_known_face_speaks_where_lips_do_not_tell() -> None:
    lines = [said("voice 1"), said("voice 1")]
    told = [stretch(0, face(0.7, person=ANA)), stretch(1, face(0.4, person=TOM), face(0.38, person=ANA))]
    assert [one.track for one in seen(told, lines)] == ["0.0", "1.1"]


def test_a_doubtful_voice_is_that_of_the_face_that_speaks() -> None:
    lines = [said("voice 1"), said("voice 2"), said("voice 1", sure=0.1)]
    told = [
        stretch(0, face(0.7, person=ANA)),
        stretch(1, face(0.7, person=TOM)),
        stretch(2, face(0.1, 0.001, person=ANA), face(0.6, person=TOM)),
    ]
    assert [line.speaker for line in settled(told, lines)] == ["voice 1", "voice 2", "voice 2"]
    certain = [*lines[:2], said("voice 1")]
    assert settled(told, certain)[2].speaker == "voice 1"


def test_nobody_is_seen_where_nobody_watched() -> None:
    lines = [said("voice 1", sure=0.0)]
    assert settled([], lines) == tuple(lines)
    assert seen([], lines) == ()
