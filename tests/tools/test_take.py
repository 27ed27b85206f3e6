"""The key of a take: everything that could change the file changes it, and nothing else does."""

import subprocess
import sys
from itertools import combinations

import pytest
from pydantic import ValidationError

from cliffhanger.memory.look import Voice
from cliffhanger.tools.edit.master import Assembler
from cliffhanger.tools.music.composer import Composer
from cliffhanger.tools.music.spec import ScoreSpec
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.sound.spec import SoundSpec
from cliffhanger.tools.sound.synth import SynthSound
from cliffhanger.tools.take import Maker, Spec, take_key
from cliffhanger.tools.voice.kokoro import Kokoro
from cliffhanger.tools.voice.spec import SpeechSpec

SPEECH = SpeechSpec(text="That's tomorrow.", voice=Voice(style="woman_warm_1"))


def test_every_part_of_a_take_is_in_its_key() -> None:
    keys = [
        take_key("kokoro", "1", SPEECH),
        take_key("other", "1", SPEECH),
        take_key("kokoro", "2", SPEECH),
        take_key("kokoro", "1", SPEECH, ["a"]),
        take_key("kokoro", "1", SPEECH, ["b"]),
        take_key("kokoro", "1", SPEECH, ["a", "b"]),
        take_key("kokoro", "1", SPEECH, ["b", "a"]),
        take_key("kokoro", "1", SPEECH, ["ab"]),
        take_key("kokoro", "1", SPEECH.model_copy(update={"text": "That’s tomorrow."})),
        take_key("kokoro", "1", SPEECH.model_copy(update={"target": 1.0})),
    ]
    assert all(one != other for one, other in combinations(keys, 2))


def test_equal_specs_have_equal_keys_however_they_were_written() -> None:
    again = SpeechSpec.model_validate_json(SPEECH.model_dump_json())
    assert again is not SPEECH and take_key("kokoro", "1", again) == take_key("kokoro", "1", SPEECH)


def test_two_kinds_of_spec_with_the_same_fields_are_two_takes() -> None:
    class One(Spec):
        n: int = 1

    class Other(Spec):
        n: int = 1

    assert take_key("t", "1", One()) != take_key("t", "1", Other())


def test_a_key_is_the_same_in_another_process() -> None:
    """Not a word of it comes from ``hash()``, which differs from process to process."""
    code = (
        "from cliffhanger.tools.take import take_key\n"
        "from cliffhanger.tools.music.spec import ScoreSpec\n"
        "print(take_key('t', '1', ScoreSpec(seconds=1.5, theme_seed=3, passages=()), ['x']))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert other == take_key("t", "1", ScoreSpec(seconds=1.5, theme_seed=3, passages=()), ["x"])


def test_a_spec_does_not_change_and_takes_no_unknown_word() -> None:
    with pytest.raises(ValidationError):
        SPEECH.text = "Tonight."  # type: ignore[misc]
    with pytest.raises(ValidationError):
        SoundSpec.model_validate({"seconds": 1, "secnods": 2})


def test_what_the_wiring_builds_keeps_to_the_protocol() -> None:
    makers = [Drawn(), Kokoro(), Composer(), SynthSound(), Assembler()]
    assert all(isinstance(maker, Maker) and maker.suffix.startswith(".") and maker.version for maker in makers)
    assert len({maker.tool for maker in makers}) == len(makers)
