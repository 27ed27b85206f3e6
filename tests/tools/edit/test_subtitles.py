import re

from hypothesis import given
from hypothesis import strategies as some

from cliffhanger.tools.edit.subtitles import srt


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
