"""What is known of models, and what their licences allow."""

import subprocess
import sys
import tomllib

import pytest

from cliffhanger.errors import SettingsError
from cliffhanger.tools.diffusion.clips import DiffusionClips
from cliffhanger.tools.diffusion.frames import DiffusionFrames
from cliffhanger.tools.diffusion.registry import DRIVEN, accepted, choose, model, models


@pytest.mark.parametrize(
    ("kind", "gigabytes", "name"),
    [
        ("frame", 4, None),
        ("frame", 8, "sd15-ip-adapter"),
        ("frame", 12, "sdxl-ip-adapter"),
        ("frame", 16, "flux2-klein-4b"),
        ("frame", 24, "flux2-klein-4b"),
        ("frame", 80, "qwen-image-edit-2511"),
        ("clip", 16, None),
        ("clip", 24, "wan2.2-ti2v-5b"),
        ("clip", 80, "wan2.2-i2v-a14b"),
    ],
)
def test_the_best_free_model_that_fits_is_chosen(kind, gigabytes, name):
    chosen = choose(kind, gigabytes)
    assert (chosen and chosen.name) == name


def test_what_is_chosen_by_itself_is_free_and_driven():
    for kind in ("frame", "clip"):
        for gigabytes in range(2, 200):
            chosen = choose(kind, gigabytes)
            assert chosen is None or (chosen.commercial == "yes" and chosen.family in DRIVEN)


@pytest.mark.parametrize("name", [m.name for m in models().values() if m.commercial == "no"])
def test_a_licence_that_forbids_commercial_use_is_accepted_in_writing(name):
    with pytest.raises(SettingsError, match="may not be used commercially") as caught:
        accepted(model(name), ())
    line = str(caught.value).split("cliffhanger.toml: ")[1]
    accepted(model(name), tomllib.loads(line)["accept_licences"])


@pytest.mark.parametrize(("name", "words"), [("flux3-klein", "US\\$5 million"), ("ltx-2.3", "US\\$10 million")])
def test_a_licence_with_a_threshold_says_which(name, words):
    with pytest.raises(SettingsError, match=words):
        accepted(model(name), ["flux2-dev"])
    accepted(model(name), ["flux2-dev", name])


def test_the_line_to_write_keeps_what_was_accepted_before():
    with pytest.raises(SettingsError) as caught:
        accepted(model("flux2-dev"), ["ltx-2.3"])
    assert str(caught.value).endswith('accept_licences = ["ltx-2.3", "flux2-dev"]')


def test_free_models_ask_for_nothing():
    for known in models().values():
        if known.commercial == "yes":
            accepted(known, ())


def test_every_figure_named_as_an_estimate_is_a_field():
    for known in models().values():
        assert set(known.estimates) <= set(type(known).model_fields), known.name
        assert known.largest <= known.memory
        assert known.checked or known.licence, known.name


def test_limited_licences_have_been_looked_up():
    assert all(m.checked for m in models().values() if m.commercial != "yes")


def test_an_unknown_model_is_named_with_those_there_are():
    with pytest.raises(SettingsError, match=r"'sora'.*flux2-klein-4b"):
        model("sora")


def test_makers_say_what_they_can_do_without_loading_anything():
    frames = DiffusionFrames().abilities
    assert (frames.references, frames.adapters, frames.strength, frames.multiple) == (4, True, False, 16)
    assert DiffusionFrames("sd15-ip-adapter").abilities.strength
    assert not DiffusionClips().abilities.last
    assert DiffusionClips("wan2.2-i2v-a14b").abilities.last
    assert DiffusionFrames().lane == DiffusionClips().lane == "card"


def test_a_model_of_the_other_kind_is_refused():
    with pytest.raises(SettingsError, match=r"makes clips; frames are made by .*flux2-klein-4b"):
        _ = DiffusionFrames("wan2.2-ti2v-5b").abilities
    with pytest.raises(SettingsError, match=r"makes frames; clips are made by .*wan2\.2"):
        _ = DiffusionClips("flux2-klein-4b").abilities
    with pytest.raises(SettingsError, match="cannot be run here yet"):
        _ = DiffusionFrames("flux3-klein").abilities


def test_the_makers_version_covers_what_shows():
    plain = DiffusionFrames()
    others = [
        DiffusionFrames(steps=8),
        DiffusionFrames(revision="0123abc"),
        DiffusionFrames(guidance=2.0),
        DiffusionFrames(allow=("quantised",)),
        DiffusionFrames(threads=2),
    ]
    assert len({maker.version for maker in [plain, *others]}) == 6
    assert DiffusionFrames(device="cpu", compiled=True).version == plain.version


def test_a_limited_model_is_refused_before_torch_is_asked_for():
    with pytest.raises(SettingsError, match="accept_licences"):
        DiffusionFrames("flux2-dev").check()


def test_nothing_heavy_is_imported_with_the_makers():
    code = "import sys, cliffhanger.tools.diffusion.frames, cliffhanger.tools.diffusion.clips as c; "
    code += "import cliffhanger.tools.diffusion.lora; c.DiffusionClips().abilities; "
    code += "print([m for m in ('torch', 'diffusers', 'transformers', 'peft') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
