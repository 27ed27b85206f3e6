"""Flag over variable over file over default."""

from pathlib import Path

import pytest

from cliffhanger.errors import SettingsError
from cliffhanger.studio.settings import Settings, load
from cliffhanger.studio.wiring import endpoint_settings, form


def test_a_flag_wins_over_a_variable_over_the_file_over_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load().quality == "final"
    (tmp_path / "cliffhanger.toml").write_text('quality = "draft"\nworkers = 3\n', "utf-8")
    assert (load().quality, load().workers) == ("draft", 3)
    monkeypatch.setenv("CLIFFHANGER_QUALITY", "final")
    assert load().quality == "final"
    assert load(quality="draft").quality == "draft"


@pytest.mark.parametrize(("name", "value"), [("quality", "cinema"), ("workers", -1), ("width", 1000), ("timeout", 0)])
def test_a_bad_value_is_named(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=name):
        load(**{name: value})


def test_a_file_that_is_not_toml_is_said(tmp_path: Path) -> None:
    (tmp_path / "cliffhanger.toml").write_text("quality: draft", "utf-8")
    with pytest.raises(SettingsError, match=r"cliffhanger\.toml"):
        load()


def test_keys_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in repr(load()) and load().speaks_to_a_model


@pytest.mark.parametrize(("quality", "size"), [("draft", (540, 960)), ("final", (1080, 1920))])
def test_the_picture_is_nine_by_sixteen(quality: str, size: tuple[int, int]) -> None:
    found = form(load(quality=quality))
    assert (found.width, found.height) == size


def test_an_address_wants_a_models_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with pytest.raises(SettingsError, match="CLIFFHANGER_MODEL"):
        endpoint_settings(load())


def test_every_setting_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`{field.validation_alias or name}`" in text
