"""What each language sounds like: lengths, ends, closed lips, and whether an ear that knows nothing hears the words."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.memory.look import Voice
from cliffhanger.tools.lipsync.visemes import mouth_keys
from cliffhanger.tools.take import Made
from cliffhanger.tools.voice.kokoro import Kokoro, duration
from cliffhanger.tools.voice.model import RATE, VoiceModel
from cliffhanger.tools.voice.native import NATIVES
from cliffhanger.tools.voice.spec import SpeechSpec

LINES = {
    "de": ("Mein Bruder hat mir die Wahrheit gesagt.", "Ich habe das Haus gestern verkauft."),
    "es": ("Mi hermano me dijo la verdad.", "Ayer por la mañana vendí la casa."),
    "fr": ("Mon frère m'a dit la vérité.", "J'ai vendu la maison hier matin."),
    "hi": ("मेरे भाई ने मुझे सच बताया।", "मैंने कल सुबह घर बेच दिया।"),
    "id": ("Abangku mengatakan yang sebenarnya.", "Aku menjual rumah itu kemarin pagi."),
    "it": ("Mio fratello mi ha detto la verità.", "Ho venduto la casa ieri mattina."),
    "ja": ("兄が本当のことを話してくれた。", "昨日の朝、家を売った。"),
    "ko": ("오빠가 나한테 진실을 말했어.", "어제 아침에 집을 팔았어."),
    "pt": ("Meu irmão me contou a verdade.", "Eu vendi a casa ontem de manhã."),
    "zh": ("我哥哥告诉了我真相。", "我昨天早上把房子卖了。"),
}
BILABIALS = {
    "es": "Mamá, ¿bebes poco?",
    "fr": "Maman boit peu.",
    "pt": "Mamãe bebe pouco.",
    "hi": "माँ पानी पी।",
    "ja": "ママ、パン。",
    "zh": "妈妈不怕。",
}
UNDERSTOOD = {"es": 0.85, "fr": 0.8, "it": 0.8, "pt": 0.8, "zh": 0.75, "ja": 0.75, "de": 0.7, "id": 0.7}
"""How alike the words are that the ear hears, at least; it writes Hindi in other letters, and Korean is a draft."""


def speak(text: str, language: str, folder: Path, style: str = "woman_warm_1") -> tuple[Made, np.ndarray]:
    """Return what the voice reports, and its samples."""
    out = folder / f"{language}.wav"
    made = Kokoro().make(SpeechSpec(text=text, language=language, voice=Voice(style=style)), out)
    return made, soundfile.read(out, dtype="float32")[0]


@pytest.mark.parametrize("language", sorted(NATIVES))
def test_a_line_has_a_natural_length(model: VoiceModel, language: str) -> None:
    for text in LINES[language]:
        for style in ("woman_warm_1", "man_deep_1"):
            spec = SpeechSpec(text=text, language=language, voice=Voice(style=style))
            assert 1.0 < duration(spec) < 4.5, text


def test_a_language_is_part_of_a_take_and_english_is_not_named_anew() -> None:
    spec = SpeechSpec(text="No.", voice=Voice(style="woman_warm_1"))
    assert spec.canonical() != spec.model_copy(update={"language": "es"}).canonical()


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(NATIVES))
def test_a_spoken_line_is_whole_and_dies_away(model: VoiceModel, tmp_path: Path, language: str) -> None:
    text = LINES[language][0]
    made, audio = speak(text, language, tmp_path)
    assert np.abs(audio).max() < 0.9
    quiet = np.sqrt((audio[-int(0.03 * RATE) :] ** 2).mean())
    assert 20 * np.log10(quiet + 1e-9) < -40, "the line is cut at its end"
    words = made.facts["words"]
    assert isinstance(words, list)
    joint = "" if language in ("ja", "zh") else " "
    assert joint.join(word for word, _, _ in words) == text
    starts = [start for _, start, _ in words]
    assert starts == sorted(starts) and words[-1][2] <= made.seconds + 1e-6


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(BILABIALS))
def test_lips_close_on_the_bilabials_of_the_language(model: VoiceModel, tmp_path: Path, language: str) -> None:
    made, _ = speak(BILABIALS[language], language, tmp_path)
    phones = made.facts["phones"]
    assert isinstance(phones, list)
    keys = mouth_keys([(phone, start, end) for phone, start, end in phones])
    shut = [(start + end) / 2 for phone, start, end in phones if phone in "pbm"]
    assert len(shut) >= 2
    for at in shut:
        assert [key for key in keys if key.at <= at + 1e-6][-1].open == 0


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(UNDERSTOOD))
def test_an_ear_hears_the_words(model: VoiceModel, tmp_path: Path, language: str) -> None:
    from scipy.signal import resample_poly

    from cliffhanger.tools.listening.similarity import alike
    from cliffhanger.tools.listening.whisper import ear

    text = " ".join(LINES[language])
    _, audio = speak(text, language, tmp_path)
    heard, _ = ear().transcribe(resample_poly(audio, 2, 3).astype(np.float32), language=language, beam_size=2)
    likeness = alike(text, "".join(part.text for part in heard), language)
    assert likeness is not None and likeness >= UNDERSTOOD[language]
