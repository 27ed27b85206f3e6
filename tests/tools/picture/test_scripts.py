"""How the letters of the world are set: order, joints and the ends of lines."""

import pytest

from cliffhanger.tools.picture import bidi
from cliffhanger.tools.picture.scripts import capitals, clusters, joined, parts, phrases, region, script, shaped


def seen(text: str) -> str:
    """Return a line as it is seen from left to right, letter by letter."""
    runs = bidi.visual(text, bidi.from_right(text))
    return "".join(text[start:end][::-1] if turned else text[start:end] for start, end, turned in runs)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("abc", "abc"),
        ("שלום", "םולש"),
        ("שלום Mia, כאן", "ןאכ ,Mia םולש"),
        ("hello שלום 12 world", "hello 12 םולש world"),
        ("قال 2024 هنا", "انه 2024 لاق"),
        ("Mia قالت لي ذلك!", "!كلذ يل تلاق Mia"),
        ("יש 12.5 כאן", "ןאכ 12.5 שי"),
    ],
)
def test_lines_of_two_directions(written: str, shown: str) -> None:
    assert seen(written) == shown


def test_a_name_does_not_turn_a_line() -> None:
    assert bidi.from_right("Mia قالت لي")
    assert not bidi.from_right("They said مرحبا to me")
    assert not bidi.from_right("10:30!")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["I", "love", "you"], "I love you"),
        (["彼は", "死んだ、", "と"], "彼は死んだ、と"),
        (["他", "死", "了。"], "他死了。"),
        (["第", "3", "話"], "第3話"),
        (["คุณ", "บอก"], "คุณบอก"),
        (["그", "사람"], "그 사람"),
        (["तुम", "कौन"], "तुम कौन"),
        (["", "a", ""], "a"),
    ],
)
def test_words_are_joined_as_their_script_is_written(words: list[str], text: str) -> None:
    assert joined(words) == text


def test_marks_stay_with_their_letters() -> None:
    assert clusters("क्षत्रिय") == ["क्ष", "त्रि", "य"]
    assert all(len(one) > 1 for one in clusters("น้ำเปล่า"))
    assert "".join(clusters("é́abc")) == "é́abc"


def test_lines_do_not_begin_with_what_closes() -> None:
    assert not parts("死んだ", "。") and not parts("「", "私") and parts("彼は", "死んだ")
    for text in ("「失われた相続人」、彼女は知っていた。", "她说：“秘密，终于揭开了！”"):
        pieces = phrases(text)
        assert "".join(pieces) == text and len(pieces) > 3
        assert all(map(parts, pieces, pieces[1:]))


def test_han_characters_have_one_countrys_forms() -> None:
    assert [region(text) for text in ("彼は直す", "그 直", "他们直", "他們直")] == ["JP", "KR", "SC", "TC"]
    names = ("hello", "Он", "彼は", "그", "他们", "वह", "قال", "وہ ہے", "הוא", "เขา", "Μου")
    told = "latin cyrillic japanese korean chinese devanagari arabic urdu hebrew thai greek"
    assert [script(text) for text in names] == told.split()


def test_only_letters_that_join_are_shaped() -> None:
    assert all(map(shaped, ("वह", "قال", "הוא", "เขา")))
    assert not any(map(shaped, ("He is", "Łódź", "Он жив", "彼は", "그는", "Μου")))


def test_capitals_of_titles() -> None:
    assert capitals("La heredera") == "LA HEREDERA"
    assert capitals("Η χαμένη") == "Η ΧΑΜΕΝΗ"
    assert capitals("失われた") == "失われた"
