"""Alike: what was heard is what was to be said, however it is written."""

import pytest

from cliffhanger.tools.listening.similarity import SAME, alike


@pytest.mark.parametrize(
    ("language", "wanted", "heard"),
    [
        ("en", "You told me, at 5!", "you told me at five"),
        ("en", "I never said that.", "I never set that"),
        ("es", "Tengo 3 hijos.", "tengo tres hijos"),
        ("es", "¿Quién firmó los papeles?", "quien firmo los papeles"),
        ("fr", "Je t’aime, mère.", "je t'aime mere"),
        ("zh", "你骗了我。", "你騙了我"),
        ("ja", "ほんとうに、ごめん。", "ホントウにごめん"),
        ("ko", "나는 몰랐어요", "나는 몰랐어여"),
        ("th", "แม่ตายแล้ว", "แม่ ตายแล้ว"),
        ("hi", "तुमने मुझसे झूठ बोला।", "तुमने मुझ से झूठ बोला"),
        ("pt", "Você tem 2 dias.", "você tem dois dias"),
    ],
)
def test_the_same_is_alike_however_it_is_written(language: str, wanted: str, heard: str) -> None:
    found = alike(wanted, heard, language)
    assert found is not None
    assert found >= SAME


@pytest.mark.parametrize(
    ("language", "wanted", "heard"),
    [
        ("en", "Where is she now?", "The cat sat on the mat"),
        ("es", "Me dijiste que se quemó.", "Hola, buenos días"),
        ("zh", "你骗了我。", "今天天气很好"),
        ("en", "Stop.", ""),
    ],
)
def test_something_else_is_not(language: str, wanted: str, heard: str) -> None:
    found = alike(wanted, heard, language)
    assert found is not None
    assert found < 0.45


def test_hindi_in_urdu_letters_is_not_wrong() -> None:
    line = "तुमने मुझसे झूठ बोला, और मैंने यकीन किया।"
    assert (alike(line, "تم نے مجھ سے جھوٹ بولا اور میں نے یقین کیا", "hi") or 0) > 0.8
    assert alike(line, "کیا حال ہے بھائی جان", "hi") is None


def test_scripts_that_cannot_be_compared_are_not_judged() -> None:
    assert alike("你骗了我", "ni pian le wo", "zh") is None


def test_nothing_is_only_like_nothing() -> None:
    assert alike("…", "…", "en") == 1.0
    assert alike("No.", "", "en") == 0.0
