"""Footage is translated scene by scene, and never twice."""

from pathlib import Path

from cliffhanger.agents.dubbing.kept_lines import TOGETHER, KeptLines, passages
from cliffhanger.agents.dubbing.translator import Cue, Rendering
from cliffhanger.tools.listening.listener import Said


def cue(n: int) -> Cue:
    return Cue(id=f"l{n}", speaker="voice 1", text=f"line {n}", seconds=1.0, room=1.5)


def said(start: float) -> Said:
    return Said(text="Yes.", start=start, end=start + 1, speaker="voice 1", sure=1, loudness=-20)


def test_a_scene_ends_where_nobody_speaks_for_a_while() -> None:
    starts = [0.0, 1.5, 9.0, 10.5]
    found = passages([cue(n) for n in range(4)], [said(at) for at in starts])
    assert [[one.id for one in part.cues] for part in found] == [["l0", "l1"], ["l2", "l3"]]


def test_no_passage_is_too_long() -> None:
    many = passages([cue(n) for n in range(30)], [said(1.2 * n) for n in range(30)])
    assert [len(part.cues) for part in many] == [TOGETHER, TOGETHER, 30 - 2 * TOGETHER]


def test_what_was_translated_is_kept(tmp_path: Path) -> None:
    cues, path = [cue(0), cue(1)], tmp_path / "dub" / "lines.es.json"
    (whole,) = passages(cues, [said(0), said(1.5)])
    lines = tuple(Rendering(id=one.id, text=f"línea {one.id}", by="model", shorter=("corta",)) for one in cues)
    first = KeptLines(path, cues, "en")
    assert first.of(whole) == ()
    first.keep(lines[:1])
    assert KeptLines(path, cues, "en").of(whole) == ()
    first.keep(lines)
    assert KeptLines(path, cues, "en").of(whole) == lines
    assert KeptLines(path, cues, "fr").of(whole) == ()
    assert KeptLines(path, [cue(0), cue(2)], "en").of(whole) == ()


def test_a_file_that_was_cut_off_is_no_translation(tmp_path: Path) -> None:
    path = tmp_path / "lines.es.json"
    path.write_text('{"of": "')
    assert KeptLines(path, [cue(0)], "en").lines == {}
