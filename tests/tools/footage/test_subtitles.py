"""Subtitles of others are read for what is said; ours are read back as they were written."""

from pathlib import Path

import pytest

from cliffhanger.errors import UserError
from cliffhanger.tools.edit.subtitles import srt
from cliffhanger.tools.footage.subtitles import parse, read_subtitles

ROWS = [(0.5, 2.25, "You told me it burned down."), (2.5, 4.0, "I never said that."), (3661.5, 3662.0, "你骗了我。")]


def test_what_we_write_is_read_back() -> None:
    assert [(one.start, one.end, one.text) for one in parse(srt(ROWS))] == ROWS


def test_webvtt_names_who_speaks() -> None:
    text = "WEBVTT\n\nNOTE made by hand\n\n00:01.000 --> 00:02.500 line:68%\n<v Mia>Where is <i>she</i>?</v>\n"
    (found,) = parse(text)
    assert (found.start, found.end, found.text, found.speaker) == (1.0, 2.5, "Where is she?", "Mia")


def test_two_in_one_block_share_its_time() -> None:
    first, second = parse("1\n00:00:01,000 --> 00:00:03,000\n- Yes?\n- Not one word.\n")
    assert (first.text, second.text) == ("Yes?", "Not one word.")
    assert first.end == second.start
    assert second.end == pytest.approx(3.0)
    assert second.end - second.start > first.end - first.start


def test_only_what_is_said_is_read() -> None:
    text = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n[door slams]\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}MRS. REYES: (softly) Leave\r\nme alone.\r\n\r\n"
        "3\r\n00:00:05,000 --> 00:00:06,000\r\n♪ la la la ♪\r\n"
    )
    (found,) = parse(text)
    assert (found.text, found.speaker) == ("Leave me alone.", "Mrs. Reyes")


def test_an_old_coding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\n¿Quién?\n".encode("cp1252"))
    assert read_subtitles(path)[0].text == "¿Quién?"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nYes\n", "no subtitle file"),
        ("a.srt", "nothing of the kind", "no subtitle with words"),
        ("a.srt", "1\n00:00:02,000 --> 00:00:01,000\nBackwards\n", "no subtitle with words"),
    ],
)
def test_what_is_none_is_refused(tmp_path: Path, name: str, text: str, why: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=why):
        read_subtitles(path)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_subtitles(tmp_path / "none.srt")
