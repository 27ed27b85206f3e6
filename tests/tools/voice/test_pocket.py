"""Clones by pocket-tts: the real classes, tiny and with random weights; and what is said where parts are missing."""

from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MakerRefused, MissingPart, ToolError
from cliffhanger.memory.look import Voice
from cliffhanger.tools.take import Take, lane
from cliffhanger.tools.voice import pocket
from cliffhanger.tools.voice.pocket import Pocket
from cliffhanger.tools.voice.spec import SpeechSpec

from .speakers import recorded

pytest.importorskip("pocket_tts")

SPEC = SpeechSpec(text="Hello there.", voice=Voice(style="clone", engine="pocket-tts", id="0" * 64))

CONFIG = """
flow_lm:
  insert_bos_before_voice: true
  dtype: float32
  flow: {depth: 1, dim: 16}
  transformer: {d_model: 16, hidden_scale: 1, max_period: 10000, num_heads: 2, num_layers: 1}
  lookup_table: {dim: 16, n_bins: 40, tokenizer: tokenizers, tokenizer_path: "%s"}
mimi:
  dtype: float32
  sample_rate: 24000
  inner_dim: 8
  outer_dim: 16
  channels: 1
  frame_rate: 12.5
  seanet:
    {dimension: 16, channels: 1, n_filters: 4, n_residual_layers: 1, ratios: [6, 5, 4], kernel_size: 7,
     residual_kernel_size: 3, last_kernel_size: 3, dilation_base: 2, pad_mode: constant, compress: 2}
  transformer:
    {d_model: 16, num_heads: 2, num_layers: 1, layer_scale: 0.01, context: 50, dim_feedforward: 32,
     input_dimension: 16, output_dimensions: [16]}
  quantizer: {dimension: 8, output_dimension: 16}
"""


@pytest.fixture
def recording(tmp_path: Path) -> Take:
    tone = 0.3 * np.sin(np.arange(48_000) / 20)
    path = recorded(tmp_path / "her.wav", tone)
    return Take(key="0" * 64, tool="recording", version="1", path=str(path))


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    from tokenizers import Tokenizer, models, pre_tokenizers

    letters = {letter: at for at, letter in enumerate("?abcdefghijklmnopqrstuvwxyzABCDEFGHIJ.,!")}
    tokenizer = Tokenizer(models.WordLevel({**letters}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    config = tmp_path / "tiny.yaml"
    config.write_text(CONFIG % (tmp_path / "tokenizer.json"), encoding="utf-8")
    return str(config)


@pytest.mark.slow
def test_the_real_model_learns_a_voice_and_speaks_the_same_twice(tiny: str, recording: Take) -> None:
    import torch

    torch.manual_seed(1)  # of the weights
    model, state = pocket._voiced("", tiny, recording.path)
    one, other = (pocket._said(model, state, SPEC) for _ in range(2))
    assert one.ndim == 1
    assert len(one) > 0
    assert model.sample_rate == 24_000
    assert np.array_equal(one, other, equal_nan=True)


def test_a_voice_needs_its_recording(tmp_path: Path) -> None:
    with pytest.raises(MakerRefused, match="speaks like a recording"):
        Pocket().make(SPEC, tmp_path / "no.wav")


def test_languages_are_named(tmp_path: Path, recording: Take) -> None:
    with pytest.raises(MakerRefused, match=r"does not speak 'ja' .*en, fr, de"):
        Pocket().make(SPEC.model_copy(update={"language": "ja"}), tmp_path / "no.wav", [recording])


@pytest.mark.slow
def test_without_its_hub_it_says_what_to_do(tmp_path: Path, recording: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    with pytest.raises(MissingPart, match="accept the terms at"):
        Pocket().make(SPEC, tmp_path / "no.wav", [recording])
    assert not (tmp_path / "no.wav").exists()


@pytest.mark.slow
def test_a_recording_that_is_gone(tiny: str, tmp_path: Path) -> None:
    gone = Take(key="1" * 64, tool="recording", version="1", path=str(tmp_path / "gone.wav"))
    with pytest.raises(ToolError, match="could not learn the voice"):
        Pocket(config=tiny).make(SPEC, tmp_path / "no.wav", [gone])


def test_it_keeps_its_model_in_one_process() -> None:
    assert lane(Pocket()) == "card"
    assert pocket.missing() == ""
