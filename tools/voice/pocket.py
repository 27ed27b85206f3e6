"""Pocket TTS: a voice cloned from a recording, spoken on the cores of this machine. In the extra ``[clone]``.

The weights (100 million numbers a language) are the package's own business: they come from its hub, where the terms of
the model with cloning must have been accepted once, and lie in the user's hub cache after that.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...errors import MakerRefused, MissingPart, ToolError
from ..take import Lane, Made, Take
from .finishing import finish
from .spec import SpeechSpec

INSTALL = "pip install 'cliffhanger[clone]'"
SPEAKS = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "pt": "portuguese",
    "it": "italian",
    "es": "spanish",
    "nl": "dutch",
}
"""Languages, and the package's name for each."""
_WEIGHTS = (
    "the weights of pocket-tts are not here and cannot be fetched; where the hub can be reached, accept the terms at "
    "https://huggingface.co/kyutai/pocket-tts and run `hf auth login`, or copy a filled hub cache to this machine "
    "(HF_HOME names it)"
)


@dataclass(frozen=True)
class Pocket:
    """Makes a SpeechSpec into a mono 24 kHz wav; its one input is the recording to speak like.

    ``config`` names a model file of the user's own (the package's YAML) instead of the released one of the language.
    The facts are those of every voice take; words and phonemes are aligned to the sound.
    """

    config: str = ""
    tool = "pocket-tts"
    version = "1"
    suffix = ".wav"
    lane: Lane = "card"  # one process that keeps the model

    def make(self, spec: SpeechSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Speak the line into ``out``.

        Raise MakerRefused for a language it does not speak or without a recording, MissingPart without the package or
        its weights, ToolError if it fails.
        """
        if len(inputs) != 1:
            raise MakerRefused(
                f"{self.tool} speaks like a recording, and the voice {spec.voice.style!r} has none here; cast it with "
                "`cliffhanger cast SERIES NAME --voice FILE --consent … --how clone`"
            )
        language = SPEAKS.get(spec.language.split("-")[0].lower())
        if language is None and not self.config:
            raise MakerRefused(
                f"{self.tool} does not speak {spec.language!r} (it speaks: {', '.join(SPEAKS)}); "
                "choose one of these or another engine"
            )
        model, state = _voiced(language or "", self.config, inputs[0].path)
        return finish(spec, _said(model, state, spec), int(model.sample_rate), out)


def missing() -> str:
    """Return what is missing for cloning here, as a sentence; nothing if the package is there."""
    return "" if find_spec("pocket_tts") else f"pocket-tts is not installed; install it with: {INSTALL}"


def _said(model: Any, state: Any, spec: SpeechSpec) -> Any:
    import torch

    torch.manual_seed(int(spec.digest()[:12], 16))
    try:
        return model.generate_audio(state, spec.text).numpy()
    except (RuntimeError, ValueError) as error:
        raise ToolError(
            f"pocket-tts could not speak {spec.text[:60]!r}: {error}; change the line or try again"
        ) from error


@lru_cache(maxsize=4)
def _voiced(language: str, config: str, recording: str) -> tuple[Any, Any]:
    """Return the model of a language and its memory of one speaker."""
    model = _model(language, config)
    if not model.has_voice_cloning:  # the hub gave the open weights only: the others are behind their terms
        raise MissingPart(_WEIGHTS)
    try:
        return model, model.get_state_for_audio_prompt(Path(recording), truncate=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise ToolError(f"pocket-tts could not learn the voice from {Path(recording).name}: {error}") from error


@lru_cache(maxsize=2)
def _model(language: str, config: str) -> Any:
    if problem := missing():
        raise MissingPart(problem)
    from huggingface_hub.errors import HfHubHTTPError
    from pocket_tts import TTSModel

    logging.getLogger("pocket_tts").setLevel(logging.ERROR)
    try:
        model = TTSModel.load_model(config=config) if config else TTSModel.load_model(language=language)
    except (OSError, HfHubHTTPError) as error:  # a hub that is not reached is an OSError too
        problem_here = MissingPart(_WEIGHTS)
        problem_here.add_note(f"{type(error).__name__}: {error}")
        raise problem_here from error
    # Otherwise the last bits of the sound depend on how many frames are decoded at once: on how busy the cores are.
    model.max_decoder_frames_per_call = 1
    return model
