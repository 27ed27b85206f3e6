"""Subtitles as a side-car: on the frame, escaped for their format, and where the picture has its captions."""

import re

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.subtitles import Cue, CueWord, ass, srt, vtt


def test_rows_are_numbered_and_timed():
    assert srt([(0.5, 1.25, "You lied."), (61.0, 3661.5, "I did.")]) == (
        "1\n00:00:00,500 --> 00:00:01,250\nYou lied.\n\n2\n00:01:01,000 --> 01:01:01,500\nI did.\n"
    )


def test_an_overlap_is_cut_at_the_next_row_and_order_is_kept():
    text = srt([(2.0, 5.0, "second"), (0.0, 3.0, "first")])
    assert text.index("first") < text.index("second")
    assert "00:00:00,000 --> 00:00:02,000" in text


def test_text_is_data():
    text = srt([(0, 1, "<b>1 --> 2</b>\n\n{\\an8}9\r\nØst 日本")])
    assert text == "1\n00:00:00,000 --> 00:00:01,000\n‹b›1 → 2‹/b›\n{an8}9\nØst 日本\n"
    assert srt([(0, 1, "  \n ")]) == ""


@given(some.lists(some.tuples(some.floats(0, 500), some.floats(0, 500), some.text(max_size=20))))
def test_times_never_run_backwards(rows):
    stamps = re.findall(r"^(\d\d):(\d\d):(\d\d),(\d{3}) --> (\d\d):(\d\d):(\d\d),(\d{3})$", srt(rows), re.MULTILINE)
    at = 0
    for stamp in stamps:
        h, m, s, t, h2, m2, s2, t2 = map(int, stamp)
        start, end = ((h * 60 + m) * 60 + s) * 1000 + t, ((h2 * 60 + m2) * 60 + s2) * 1000 + t2
        assert at <= start <= end
        at = end


def cue(start: float, end: float, text: str, speaker: str = "") -> Cue:
    words, step = text.split(), (end - start) / max(1, len(text.split()))
    spoken = [CueWord(text=word, start=start + n * step, end=start + (n + 1) * step) for n, word in enumerate(words)]
    return Cue(start=start, end=end, text=text, speaker=speaker, words=tuple(spoken))


def test_a_voice_tag_names_who_speaks():
    text = vtt([cue(0.5, 1.25, "You lied.", "Mia"), cue(61, 62, "Did I?")])
    assert text == (
        "WEBVTT\n\n1\n00:00:00.500 --> 00:00:01.250 line:68%\n<v Mia>You lied.</v>\n\n"
        "2\n00:01:01.000 --> 00:01:02.000 line:68%\nDid I?\n"
    )
    assert vtt([]) == "WEBVTT\n"


def test_no_text_writes_markup_into_a_voice_tag():
    text = vtt([cue(0, 1, "<script>alert(1)</script> a --> b & c", "Mia\n\n2\n00:00 --> 00:01 <v Cole>")])
    assert text.count("<v ") == 1 and "<script" not in text and text.count(" --> ") == 1
    assert "&lt;script&gt;" in text and "a --&gt; b &amp; c" in text


@settings(deadline=None)  # the first example loads fonts
@given(some.integers(0, 24 * 200), some.integers(1, 200))
def test_a_caption_is_there_on_its_first_frame_and_gone_on_the_next(first, count):
    row = cue(first / 24, (first + count) / 24, "word")
    plain = re.findall(r"(\d\d):(\d\d):(\d\d)[,.](\d{3})", srt([(row.start, row.end, row.text)]))
    event = re.findall(r"(\d):(\d\d):(\d\d)\.(\d\d)", ass([row]))
    for (begin, end), unit in ((plain, 1000), (event, 100)):
        for clock, frame in ((begin, first), (end, first + count)):
            hours, minutes, seconds, parts = map(int, clock)
            at = (hours * 3600 + minutes * 60 + seconds) * unit + parts
            assert (frame - 1) * unit < at * 24 <= frame * unit, "after the frame before, not after its own"


def test_every_word_is_sung_for_as_long_as_it_lasts():
    (event,) = [row for row in ass([cue(1.0, 3.0, "You lied to me.", "Mia")]).splitlines() if row.startswith("Dia")]
    assert event.startswith("Dialogue: 0,0:00:01.00,0:00:03.00,Caption,Mia,0,0,0,,{")
    assert re.findall(r"\{\\k(\d+)\}([^{\\]+)", event) == [
        ("50", "You "),
        ("50", "lied "),
        ("50", "to "),
        ("50", "me."),
    ]


def test_a_word_that_comes_late_waits():
    late = Cue(start=1.0, end=2.0, text="Oh.", words=(CueWord(text="Oh.", start=1.25, end=1.75),))
    assert r"{\k25}{\k50}Oh." in ass([late])


def test_captions_lie_where_the_picture_has_them():
    """Two lines at most, in our size, in the middle, at the height of the burned ones."""
    text = ass([cue(0, 4, "I have spent a whole year of my life not saying it out loud.")])
    events = [row for row in text.splitlines() if row.startswith("Dialogue")]
    assert len(events) > 1, "more than two lines are shown one page after the other"
    assert all(r"\pos(540,1386)" in event and event.count(r"\N") <= 1 for event in events)
    ends, starts = [row.split(",")[2] for row in events], [row.split(",")[1] for row in events]
    assert ends[:-1] == starts[1:] and (starts[0], ends[-1]) == ("0:00:00.00", "0:00:04.00")
    assert "PlayResX: 1080\nPlayResY: 1920" in text and ",Montserrat ExtraBold,90,&H003FD2FF,&H00FFFFFF," in text


def test_no_text_writes_tags_into_an_event():
    odd = Cue(
        start=0, end=1, text=r"{\an8}a\Nb", speaker="Mia, {x}", words=(CueWord(text=r"{\an8}a\Nb", start=0, end=1),)
    )
    (event,) = [row for row in ass([odd], "A\nDialogue: 0").splitlines() if row.startswith("Dialogue")]
    assert r"\an8" not in event and r"a\Nb" not in event and event.count("{") == 2
    assert event.split(",", 9)[4].strip() == "Mia   x" and len(event.split(",", 9)) == 10


def test_libass_draws_them_inside_the_safe_area(tmp_path):
    ffmpeg.need("ass")
    (tmp_path / "captions.ass").write_text(ass([cue(0, 2, "Somebody there will know it.")]), "utf-8")
    picture = ["-f", "lavfi", "-i", "color=black:s=270x480:r=24:d=1"]
    drawn = tmp_path / "drawn.png"
    shown = ["-vf", f"ass='{tmp_path / 'captions.ass'}'", "-frames:v", "1", "-update", "1", f"file:{drawn}"]
    ffmpeg.run(["-y", *picture, *shown], "drawing captions")
    lit = cv2.imread(str(drawn)).max(axis=2) > 60
    rows, columns = np.flatnonzero(lit.any(axis=1)) / 480, np.flatnonzero(lit.any(axis=0)) / 270
    assert rows.size and rows[0] > 0.12 and rows[-1] < 0.80 and columns[0] > 0.05 and columns[-1] < 0.85
    assert 0.70 < (rows[0] + rows[-1]) / 2 < 0.74
