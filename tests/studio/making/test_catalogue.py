"""The file of makers: presets, the user's own, and a sentence for every typo."""

import re
from pathlib import Path

import pytest

from cliffhanger.errors import SettingsError
from cliffhanger.studio.making.catalogue import Catalogue, read
from cliffhanger.studio.making.providers import PROVIDERS
from cliffhanger.studio.making.tables import Camera, ClipMaker, FrameMaker
from cliffhanger.studio.settings import load
from cliffhanger.tools.diffusion.registry import models

ROOT = Path(__file__).parents[3]


def catalogue(text: str, where: str = "makers.toml") -> Catalogue:
    path = Path(where)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return read(load())


def test_presets_are_known_without_any_file() -> None:
    found = read(load())
    assert found.file is None and found.own == ()
    assert {"drawn", "photo", "klein", "kling", "seedance", "veo", "runway", "hailuo", "wan"} <= set(found.names)


def test_every_preset_names_a_model_of_a_known_kind() -> None:
    for name, maker in read(load()).makers.items():
        assert isinstance(maker, FrameMaker | ClipMaker), name
        if maker.adapter == "diffusion":
            known = models()[maker.model]
            assert known.kind == maker.makes.rstrip("s") and known.commercial == "yes", name
        else:
            assert (maker.adapter, maker.makes) in PROVIDERS and maker.model, name


def test_a_table_of_a_presets_name_changes_what_it_names() -> None:
    maker = catalogue('[makers.klein]\nfolder = "weights/klein"\n').makers["klein"]
    assert isinstance(maker, FrameMaker) and maker.model == "flux2-klein-4b"
    assert maker.folder == Path("weights/klein")


def test_folders_are_taken_from_where_the_file_lies() -> None:
    maker = catalogue('[makers.klein]\nfolder = "klein"\n', "series/makers.toml").makers["klein"]
    assert isinstance(maker, FrameMaker) and maker.folder == Path("series/klein")


def test_a_camera_is_put_together_of_others() -> None:
    found = catalogue('[makers.night]\nframes = "qwen"\nclips = "kling"\nattempts = 2\n').makers["night"]
    assert found == Camera(frames="qwen", clips="kling", attempts=2)


def test_the_setting_names_another_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[jobs]\nhero = "veo"\n', "utf-8")
    assert read(load(makers=tmp_path / "mine.toml")).jobs == {"hero": "veo"}
    with pytest.raises(SettingsError, match=r"names .*gone\.toml, which is no file"):
        read(load(makers=tmp_path / "gone.toml"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("jobs = 3", r"jobs in makers.toml has to be a table: \[jobs\]\."),
        ("[job]", "makers.toml has a table 'job' that nobody knows; do you mean jobs?"),
        ("[jobs]\nheroes = 'kling'", r"\[jobs\] in makers.toml has a job 'heroes' that nobody knows; do you mean hero"),
        (
            "[jobs]\nhero = 'klang'",
            r"\[jobs\] in makers.toml names the maker 'klang', which nobody is; do you mean kli",
        ),
        ("[jobs]\nhero = 3", r"\[jobs\] in makers.toml: hero is the name of a maker in quotes, not 3\."),
        ("[jobs", "makers.toml does not read: "),
        ("[makers]\nx = 3", r"\[makers.x\] in makers.toml has to be a table\."),
        ("[makers.drawn]", r"\[makers.drawn\] in makers.toml: drawn is always there and has no settings"),
        ("[makers.x]", r'\[makers.x\] in makers.toml has to say what it makes: makes = "frames", "clips" or "shots"'),
        ("[makers.x]\nmakes = 'frame'", r"has to say what it makes: .*, not 'frame'\."),
        ("[makers.klein]\nfoldr = 'x'", r"has a setting 'foldr' that nobody knows; do you mean folder\?"),
        ("[makers.x]\nmakes = 'frames'", r"\[makers.x\] in makers.toml lacks adapter\."),
        ("[makers.x]\nmakes = 'frames'\nadapter = 'fall'", r"adapter cannot be 'fall': Input should be"),
        ("[makers.x]\nmakes = 'clips'\nadapter = 'fal'\nsteps = -1", r"steps cannot be -1"),
        ("[makers.x]\nframes = 'kling'", r"\[makers.x\] in makers.toml: 'kling' makes no frames; do you mean klein\?"),
        ("[makers.x]\nclips = 'klein'", r"\[makers.x\] in makers.toml: 'klein' makes no clips; do you mean kling"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        catalogue(text)
    assert re.search(sentence, str(caught.value)), str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_said() -> None:
    Path("makers.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"makers\.toml does not read"):
        read(load())


def test_the_example_reads_and_the_page_names_every_maker() -> None:
    example = (ROOT / "examples" / "makers.toml").read_text("utf-8")
    assert catalogue(example).jobs["hero"]
    page = (ROOT / "docs" / "makers.md").read_text("utf-8")
    Path("makers.toml").unlink()
    for name in read(load()).names:
        assert f"`{name}`" in page, name
