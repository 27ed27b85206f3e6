"""Captions, cards and letters in every language of a dub: drawn with fonts that came along, in place and in order."""

from itertools import pairwise

import numpy as np
import pytest

from cliffhanger.tools.picture.captioning import MOST_IDEOGRAPHS, MOST_WORDS, captioned, joined
from cliffhanger.tools.picture.captions import LIT, Captions, placed
from cliffhanger.tools.picture.cards import CardScene
from cliffhanger.tools.picture.lettering import Lettering
from cliffhanger.tools.picture.props.lettering import font, wrap
from cliffhanger.tools.picture.spec import Caption, CaptionWord

from .conftest import Shoot

WIDTH, HEIGHT = 270, 480

LINES = {
    language: written.split("/" if "/" in written else None)
    for language, written in {
        "es": "¿Me dijiste que murió en el incendio, señor?",
        "vi": "Anh đã nói với tôi rằng ông ấy đã chết",
        "pl": "Powiedziałeś mi, że zginął w pożarze",
        "ru": "Ты сказал, что он погиб в том пожаре",
        "el": "Μου είπες ότι πέθανε στη φωτιά εκείνη τη νύχτα",
        "zh": "你/告诉/我，/他/死/在/那/场/大火/里。",
        "ja": "あの/火事で/彼は/死んだと/言った/よね？",
        "ko": "그 사람이 화재로 죽었다고 했잖아요",
        "hi": "तुमने मुझे बताया था कि वह आग में मर गया।",
        "th": "คุณ/บอก/ฉัน/ว่า/เขา/ตาย/ใน/กองไฟ/นั้น",
        "ar": "قلتِ لي إنه مات في الحريق تلك الليلة؟",
        "he": "אמרת לי שהוא מת בשריפה, נכון Mia?",
        "ur": "تم نے مجھے بتایا تھا کہ وہ آگ میں مر گیا۔",
    }.items()
}
FROM_RIGHT = {"ar", "he", "ur"}


def said(words: list[str], each: float = 0.2) -> Caption:
    placed = [CaptionWord(text=text, start=i * each, end=(i + 1) * each) for i, text in enumerate(words)]
    return Caption(words=tuple(placed), start=0.0, end=len(words) * each)


@pytest.mark.parametrize("language", LINES)
def test_captions_stay_inside_the_safe_area(language: str) -> None:
    captions = Captions((said(LINES[language]),), WIDTH, HEIGHT)
    assert [word.text for page in captions.pages for word in page.words] == LINES[language]
    for page in captions.pages:
        assert 1 <= len(page.lines) <= 2
        drawn = captions.strip(page.start)
        assert drawn is not None
        assert drawn.box.top >= 0.12 * HEIGHT and drawn.box.bottom <= 0.80 * HEIGHT
        assert drawn.box.left >= 0.05 * WIDTH and drawn.box.right <= 0.85 * WIDTH + 1


@pytest.mark.parametrize("language", LINES)
def test_every_letter_is_in_a_font_that_came_along(language: str) -> None:
    for word in LINES[language]:
        runs = Lettering(20).runs(word)
        assert sum(len(run.text) for run in runs) == len(word)
        for run in runs:
            glyphs = run.shaped[0] if run.shaped is not None else run.font.textToGlyphs(run.text)
            assert glyphs and 0 not in glyphs
            assert "DejaVu" not in run.font.getTypeface().getFamilyName()


@pytest.mark.parametrize("language", LINES)
def test_the_light_goes_the_way_one_reads(language: str) -> None:
    words = LINES[language][:2]
    captions = Captions((said(words),), WIDTH, HEIGHT)
    assert len(captions.pages[0].lines) == 1
    red, green = (LIT >> 16) & 255, (LIT >> 8) & 255
    middles = []
    for index in range(len(words)):
        drawn = captions.strip(index * 0.2 + 0.1)
        assert drawn is not None
        lit = (drawn.colour[..., 0] >= red - 4) & (abs(drawn.colour[..., 1].astype(int) - green) < 8)
        middles.append(drawn.x + np.flatnonzero((lit & (drawn.colour[..., 2] < 90)).any(axis=0)).mean())
    assert middles == sorted(middles, reverse=language in FROM_RIGHT)


def test_brackets_face_each_other_whichever_way_a_line_runs() -> None:
    captions = Captions((said(["قالت", "لي", "(2024)", "الليلة"]),), WIDTH, HEIGHT)
    (page,) = captions.pages
    pieces = [piece for line in page.lines for piece in placed(page, line, Lettering(page.size), True)]
    texts = [piece.text for piece in pieces if piece.text]
    at = texts.index("2024")
    assert texts[at - 1 : at + 2] == [")", "2024", "("]  # as written, from left to right: each is mirrored
    first = next(piece for piece in pieces if piece.text == ")")
    (run,) = first.letters.runs(first.text)
    assert run.shaped is not None and run.shaped[0] == tuple(run.font.textToGlyphs("("))


def test_letters_that_join_are_joined() -> None:
    """Letters of Arabic look otherwise within a word; a conjunct of Devanagari is fewer glyphs than letters."""
    letters = Lettering(40)
    (word,), apart = letters.runs("محمد"), [letters.runs(letter)[0] for letter in "محمد"]
    assert word.shaped is not None
    assert not set(word.shaped[0][1:]) & {number for run in apart if run.shaped for number in run.shaped[0]}
    (run,) = letters.runs("क्षत्रिय")
    assert run.shaped is not None and len(run.shaped[0]) < len("क्षत्रिय")


def test_chinese_and_japanese_have_their_own_forms() -> None:
    names = {}
    for forms in ("JP", "SC", "KR", "TC"):
        (run,) = Lettering(20, forms=forms).runs("直")
        names[forms] = run.font.getTypeface().getFamilyName()
    assert len(set(names.values())) == 4


def told(text: str, language: str, between: str | None = None) -> list[str]:
    words = text.split(between)
    rows = [(word, i * 0.3, i * 0.3 + 0.3) for i, word in enumerate(words)]
    captions = captioned(rows, 0.0, language=language)
    assert joined(word.text for caption in captions for word in caption.words) == joined(words)
    assert all(one.end <= other.start for one, other in pairwise(captions))
    return [joined(word.text for word in caption.words) for caption in captions]


def test_captions_are_cut_where_the_language_pauses() -> None:
    assert told("Me dijiste que murió en el incendio aquella noche. ¿Por qué me mentiste?", "es") == [
        "Me dijiste que murió",
        "en el incendio aquella noche.",
        "¿Por qué me mentiste?",
    ]
    hindi = told("तुमने मुझे बताया था कि वह मर गया। लेकिन वह यहाँ खड़ा है।", "hi")
    assert hindi[-1] == "लेकिन वह यहाँ खड़ा है।"
    assert told("你/骗了/我，/可是/他/就/站在/这里！", "zh", "/") == ["你骗了我，可是他就站在这里！"]


def test_scripts_without_spaces_are_cut_by_length() -> None:
    long = "彼は死んだとあなたは言ったけれど今ここに立って私を見ているのはいったい誰なの"
    captions = told(long, "ja")
    assert len(captions) > 1
    assert all(len(caption) <= MOST_IDEOGRAPHS + 6 for caption in captions)
    rows = captioned([(long, 0.0, 4.0)], 0.0, language="ja")
    assert len(rows[0].words) > 2  # so that the lit part can be followed
    assert rows[-1].words[-1].end == pytest.approx(4.0)


def test_english_is_cut_as_before() -> None:
    text = "You told me he died in the fire that night and I believed you"
    assert told(text, "en") == ["You told me he died", "in the fire that night", "and I believed you"]
    assert all(len(caption.split()) <= MOST_WORDS for caption in told(f"{text} {text}", "en"))


@pytest.mark.parametrize(
    "title", ["失われた相続人", "被替换的千金大小姐", "खोई हुई वारिस", "الوريثة المفقودة", "ทายาทที่หายไป"]
)
def test_titles_fit(shot: Shoot, title: str) -> None:
    card = CardScene(shot(width=WIDTH, height=HEIGHT, framing="title", title=title, subtitle=title, figures=()))
    assert 1 <= len(card.lines) <= 3
    assert all(image.width() - 1.6 * size <= 0.81 * WIDTH for image, _, size in card.lines)


@pytest.mark.parametrize(
    "text", ["彼は生きている。今すぐ桟橋へ来て。", "他还活着。别告诉任何人。", "เขายังมีชีวิตอยู่ มาที่ท่าเรือคนเดียว"]
)
def test_letters_wrap_without_spaces(text: str) -> None:
    face = font(12)
    lines = wrap(text, face, 64)
    assert len(lines) > 1
    assert all(face.width(line) <= 64 and line[0] not in "。、" for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
