import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.tools.voice.g2p import g2p
from cliffhanger.tools.voice.model import symbols


def said(text: str) -> str:
    """Return the phonemes of a line, ∅ where a word is silent."""
    return " ".join(word.phonemes or "∅" for word in g2p(text, "en"))


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("Siobhan", "ʃəvˈɔn"),
        ("Siobhan's", "ʃəvˈɔnz"),
        ("Xiao", "ʃˈW"),
        ("Mr. Wójcik", "mˈɪstəɹ vˈYʧɪk"),
        ("Dr. Chen", "dˈɑktəɹ ʧˈɛn"),
        ("3:07", "θɹˈi ˈO sˈɛvən"),
        ("“3:07”", "θɹˈi ˈO sˈɛvən"),
        ("9:00", "nˈIn əklˈɑk"),
        ("CEO", "sˌiˌiˈO"),
        ("$5 million", "fˈIv mˈɪljᵊn dˈɑləɹz"),
        ("50%", "fˈɪfti pəɹsˈɛnt"),
        ("555-0142", "fˈIv fˈIv fˈIv, zˈɪɹO wˈʌn fˈɔɹ tˈu"),
        ("Nooooo!", "nˈO!"),
        ("wait...what?", "wˈAt… wˌʌt?"),
        ("🙂 hi", "∅ hˈI"),
        ("[whispers] go", "∅ ɡˌO"),
    ],
)
def test_what_is_written_is_said(text: str, phonemes: str) -> None:
    assert said(text) == phonemes


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Close the door.", "klˈOz"),
        ("Stay close.", "klˈOs"),
        ("I live here.", "lˈɪv"),
        ("I refuse.", "ɹəfjˈuz"),
        ("It is no use.", "jˈus"),
        ("I read it.", "ɹˈɛd"),
        ("Did you read it?", "ɹˈid"),
        ("Excuse me.", "ɪkskjˈuz"),
    ],
)
def test_words_written_alike_take_the_sound_of_their_place(text: str, sound: str) -> None:
    assert sound in said(text)


@pytest.mark.parametrize(
    "text",
    ["“You came back.”", "She—she lied… -- 'no'.", "Ольга met 王 at O’Hara & co", "*never* #3 24/7 1990s", "— a —"],
)
def test_every_written_word_has_its_entry_in_the_alphabet(text: str) -> None:
    words = g2p(text, "en")
    assert [word.written for word in words] == text.split()
    assert set("".join(word.phonemes for word in words)) <= set(symbols())


@pytest.mark.parametrize("text", ["", "   ", "🙂", "— … —", "?!"])
def test_nothing_to_say_is_refused(text: str) -> None:
    with pytest.raises(MakerRefused, match="nothing to speak"):
        g2p(text, "en")


def test_another_language_is_refused_in_words() -> None:
    with pytest.raises(MakerRefused, match="cannot read 'sw' yet"):
        g2p("habari", "sw")
