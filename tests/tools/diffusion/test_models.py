"""Real models, tiny and random: saved, loaded, shown references, trained, broken. One file: torch is imported once."""

import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cliffhanger.errors import MakerRefused, MissingPart, OutOfMemory, ToolError
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.diffusion import lora, tiny
from cliffhanger.tools.diffusion.card import Card, card
from cliffhanger.tools.diffusion.clips import DiffusionClips
from cliffhanger.tools.diffusion.frames import DiffusionFrames
from cliffhanger.tools.diffusion.library import library
from cliffhanger.tools.diffusion.loading import Source, load
from cliffhanger.tools.diffusion.lora import LoraSpec, LoraTraining
from cliffhanger.tools.diffusion.memory import Plan, plan
from cliffhanger.tools.diffusion.registry import model
from cliffhanger.tools.diffusion.wan import frames_for
from cliffhanger.tools.diffusion.warm import _WARM, Wanted, cool, warm
from cliffhanger.tools.frame.spec import Adapter, FrameSpec, Reference
from cliffhanger.tools.take import Take

pytest.importorskip("diffusers")

SPEC = FrameSpec(prompt="Mia on the rooftop", width=64, height=112, seed=1)
NAMES = {"flux2": "flux2-klein-4b", "stable": "sd15-ip-adapter"}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    home = tmp_path_factory.mktemp("weights")
    yield {kind: tiny.build(kind, home / kind) for kind in ("flux2", "stable", "wan", "wan-5b")}
    cool()


@pytest.fixture(scope="module")
def cast(tmp_path_factory):
    """Two people: one red, one blue."""
    home, noise = tmp_path_factory.mktemp("cast"), np.random.default_rng(0)
    takes = []
    for name, colour in (("red", (200, 40, 40)), ("blue", (20, 60, 200))):
        pixels = np.clip(colour + noise.normal(0, 20, (96, 64, 3)), 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(home / f"{name}.png")
        takes.append(Take(key=name, tool="photo", version="1", path=str(home / f"{name}.png")))
    return takes


def maker(kind, folders, **options):
    return DiffusionFrames(NAMES[kind], str(folders[kind]), **{"steps": 3, "guidance": 1.0, "device": "cpu", **options})


def pixels(maker, out, inputs=(), **asked):
    spec = SPEC.model_copy(update=asked)
    maker.make(spec, out / "frame.png", list(inputs))
    with Image.open(out / "frame.png") as picture:
        return np.asarray(picture).astype(int)


def apart(a, b):
    return float(np.abs(a - b).mean())


def shown(*names):
    return tuple(Reference(subject=name) for name in names)


@pytest.mark.parametrize("kind", ["flux2", "stable"])
def test_a_frame_is_what_its_spec_says_and_nothing_else(kind, folders, cast, tmp_path):
    ours, refs = maker(kind, folders), shown("Mia", "Jun")
    plain = pixels(ours, tmp_path, cast, references=refs)
    assert plain.shape == (112, 64, 3)
    assert plain.std() > 3  # a picture, not a plane
    others = {
        "seed": pixels(ours, tmp_path, cast, references=refs, seed=2),
        "words": pixels(ours, tmp_path, cast, references=refs, prompt="night, rain"),
        "one reference": pixels(ours, tmp_path, cast[:1], references=refs[:1]),
        "other order": pixels(ours, tmp_path, cast[::-1], references=refs),
        "none": pixels(ours, tmp_path),
        "steps": pixels(maker(kind, folders, steps=2), tmp_path, cast, references=refs),
    }
    if kind == "stable":
        del others["other order"]  # it sees what is in them, not which is which
        others["strength"] = pixels(ours, tmp_path, cast, references=refs, strength=0.3)
    assert {name: apart(plain, other) > 0 for name, other in others.items()} == dict.fromkeys(others, True)
    # Whatever was made between, the same Spec has the same pixels.
    assert np.array_equal(plain, pixels(ours, tmp_path, cast, references=refs))


@pytest.mark.parametrize("kind", ["flux2", "stable"])
def test_a_model_loaded_anew_makes_the_same_pixels(kind, folders, cast, tmp_path):
    ours = maker(kind, folders)
    warmly = pixels(ours, tmp_path, cast[:1], references=shown("Mia"))
    cool()
    assert np.array_equal(warmly, pixels(ours, tmp_path, cast[:1], references=shown("Mia")))


def test_more_threads_of_torch_change_nothing(folders, tmp_path):
    torch = library("torch")
    before = torch.get_num_threads()
    one = pixels(maker("stable", folders), tmp_path, width=256, height=448)
    torch.set_num_threads(3)
    try:
        assert np.array_equal(one, pixels(maker("stable", folders), tmp_path, width=256, height=448))
        assert torch.get_num_threads() == 3  # it is given back as it was
    finally:
        torch.set_num_threads(before)


def test_what_was_made_is_reported(folders, tmp_path):
    ours = maker("flux2", folders)
    made = ours.make(SPEC, tmp_path / "frame.png")
    expected = {"width": 64, "height": 112, "model": "flux2-klein-4b", "plan": "whole", "seed": 1, "steps": 3}
    assert expected.items() <= made.facts.items()
    assert made.facts["step_seconds"] > 0
    assert [file.name for file in tmp_path.iterdir()] == ["frame.png"]


def test_nothing_is_printed_and_nobody_is_warned(folders, tmp_path, capfd):
    cool()
    maker("flux2", folders).make(SPEC, tmp_path / "frame.png")
    DiffusionClips("wan2.2-ti2v-5b", str(folders["wan-5b"]), steps=1, guidance=1.0).make(
        ClipSpec(prompt="she turns", width=64, height=64, seconds=0.04), tmp_path / "clip.mp4"
    )
    assert capfd.readouterr() == ("", "")


def test_a_maker_travels_to_the_process_of_the_card(folders):
    ours = maker("flux2", folders, allow=("offload", "quantised"))
    assert pickle.loads(pickle.dumps(ours)) == ours


def test_other_weights_are_another_version(folders, tmp_path):
    other = tiny.build("stable", tmp_path / "other", seed=1)
    one, two = maker("stable", folders), DiffusionFrames(NAMES["stable"], str(other), steps=3, guidance=1.0)
    assert one.version != two.version
    moved = shutil.copytree(folders["stable"], tmp_path / "moved")
    assert DiffusionFrames(NAMES["stable"], str(moved), steps=3, guidance=1.0).version == one.version


def test_a_model_stays_warm(folders, tmp_path):
    cool()
    ours = maker("flux2", folders)
    first, again = ours.loaded(), ours.loaded()
    assert first is again
    assert maker("flux2", folders, steps=8).loaded() is first  # how far it goes is no other model
    maker("stable", folders).loaded()
    assert len(_WARM) == 2  # both fit


def test_a_model_that_does_not_fit_beside_others_takes_their_place(folders, monkeypatch):
    cool()
    kept = maker("stable", folders).loaded()
    room = 6e-3  # GB: enough for either of them alone
    looks = "cliffhanger.tools.diffusion.warm.card"
    monkeypatch.setattr(
        looks, lambda _: Card(device="cpu", name="CPU", free=room / 10 if kept in _WARM.values() else room)
    )
    maker("flux2", folders).loaded()
    assert [wanted.model.name for wanted in _WARM] == ["flux2-klein-4b"]


def test_a_card_too_small_for_a_model_is_told_before_it_is_loaded(folders, monkeypatch, tmp_path):
    cool()
    monkeypatch.setattr("cliffhanger.tools.diffusion.warm.card", lambda _: Card(device="cpu", name="CPU", free=1e-4))
    with pytest.raises(OutOfMemory, match=r"needs .* are free on CPU; .*smaller size"):
        maker("flux2", folders).make(SPEC, tmp_path / "frame.png")
    assert not list(tmp_path.iterdir())


def test_the_card_of_this_machine_is_seen():
    here = card("cpu")
    assert here.free > 0.1
    assert here.precision == "float32"
    if not library("torch").cuda.is_available():
        with pytest.raises(MissingPart, match="no cuda device"):
            card("cuda")


@pytest.mark.parametrize(
    "harm", ["gone", "no index", "bad index", "no part", "no weights", "a weight less", "truncated", "another kind"]
)
def test_a_broken_folder_is_told_with_the_way_to_mend_it(harm, folders, tmp_path):
    folder = tmp_path / "klein"
    shutil.copytree(folders["stable" if harm == "another kind" else "flux2"], folder)
    weights = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    match harm:
        case "gone":
            shutil.rmtree(folder)
        case "no index":
            (folder / "model_index.json").unlink()
        case "bad index":
            (folder / "model_index.json").write_text("{", "utf-8")
        case "no part":
            shutil.rmtree(folder / "vae")
        case "no weights":
            weights.unlink()
        case "a weight less":
            files, reader = library("safetensors.torch"), folder / "text_encoder" / "model.safetensors"
            held = files.load_file(reader)
            held.pop("model.norm.weight")
            files.save_file(held, reader, {"format": "pt"})
        case "truncated":
            weights.write_bytes(weights.read_bytes()[:2000])
    ours = DiffusionFrames("flux2-klein-4b", str(folder), steps=1, device="cpu")
    with pytest.raises(MissingPart, match=r"klein does not hold the whole of flux2-klein-4b.*hf download"):
        ours.make(SPEC, tmp_path / "frame.png")
    assert not (tmp_path / "frame.png").exists()


def test_weights_that_are_not_here_are_told_with_the_line_to_fetch_them(monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    known, here = model("sd15-ip-adapter"), Card(device="cpu", name="CPU", free=64.0)
    with pytest.raises(MissingPart, match=r"hub cannot be reached.*hf download stable-diffusion.*folder ="):
        load(known, Source(), here, plan(known, here))


def test_what_pickles_code_is_not_loaded(folders, tmp_path):
    folder = shutil.copytree(folders["stable"], tmp_path / "sd")
    torch = library("torch")
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    torch.save(library("safetensors.torch").load_file(weights), weights.with_suffix(".bin"))
    weights.unlink()
    with pytest.raises(MissingPart, match=r"safetensors"):
        DiffusionFrames(NAMES["stable"], str(folder), device="cpu").loaded()


def test_a_picture_blackened_by_a_safety_checker_is_a_refusal(folders, tmp_path):
    ours = maker("stable", folders)
    ours.make(SPEC, tmp_path / "before.png")
    pipe = ours.loaded().pipe
    pipe.safety_checker = strict(pipe)
    try:
        with pytest.raises(MakerRefused, match="indecent"):
            ours.make(SPEC, tmp_path / "frame.png")
    finally:
        pipe.safety_checker = None
    assert not (tmp_path / "frame.png").exists()


def strict(pipe):
    """Return a real safety checker to which everything is indecent."""
    checkers = library("diffusers.pipelines.stable_diffusion.safety_checker")
    seen = pipe.image_encoder.config.to_dict()
    config = library("transformers").CLIPConfig(vision_config=seen, projection_dim=32)
    checker = checkers.StableDiffusionSafetyChecker(config)
    checker.concept_embeds_weights.data.fill_(-10.0)
    return checker.eval()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"width": 72}, "multiples of 16: 64x112"),
        ({"height": 4096}, "1920 pixels at most"),
        ({"references": shown("a", "b", "c", "d", "e")}, "can be shown 4 pictures"),
    ],
)
def test_what_a_model_cannot_make_is_refused_before_it_is_loaded(asked, words, cast, tmp_path):
    spec = SPEC.model_copy(update=asked)
    inputs = [cast[0]] * len(spec.references)
    with pytest.raises(MakerRefused, match=words):
        DiffusionFrames(folder="nowhere").make(spec, tmp_path / "frame.png", inputs)


def test_a_reference_that_is_no_picture_is_refused(folders, tmp_path):
    (tmp_path / "broken.png").write_bytes(b"no picture")
    take = Take(key="x", tool="x", version="1", path=str(tmp_path / "broken.png"))
    with pytest.raises(MakerRefused, match=r"broken\.png does not read as a picture"):
        maker("flux2", folders).make(SPEC.model_copy(update={"references": shown("a")}), tmp_path / "f.png", [take])


def test_takes_that_the_spec_does_not_name_are_an_error(folders, cast, tmp_path):
    with pytest.raises(ToolError, match="was given 1 takes"):
        maker("flux2", folders).make(SPEC, tmp_path / "f.png", cast[:1])


# Adapters


@pytest.fixture(scope="module")
def trained(folders, cast, tmp_path_factory):
    """A LoRA of each kind, trained for a moment."""
    home, takes = tmp_path_factory.mktemp("lora"), {}
    for kind in NAMES:
        spec = LoraSpec(subject="Mia", steps=25, rate=1e-2, rank=4, width=64, height=64)
        training = LoraTraining(NAMES[kind], str(folders[kind]), device="cpu")
        made = training.make(spec, home / f"{kind}.safetensors", cast)
        path = str(home / f"{kind}.safetensors")
        takes[kind] = Take(key=kind, tool=training.tool, version=training.version, path=path, facts=made.facts)
    return takes


@pytest.mark.parametrize("kind", ["flux2", "stable"])
def test_a_character_is_learnt(kind, trained, folders, tmp_path):
    facts = trained[kind].facts
    assert facts["after"] < facts["before"] * 0.99
    assert (facts["pictures"], facts["subject"], facts["model"]) == (2, "Mia", NAMES[kind])
    assert 1 < len(facts["loss"]) <= lora.POINTS
    assert [file.suffix for file in Path(trained[kind].path).parent.iterdir()] == [".safetensors"] * 2


@pytest.mark.parametrize("kind", ["flux2", "stable"])
def test_what_was_learnt_shows_and_goes_again(kind, trained, folders, tmp_path):
    ours, laid = maker(kind, folders), (Adapter(subject="Mia"),)
    plain = pixels(ours, tmp_path)
    full = pixels(ours, tmp_path, [trained[kind]], adapters=laid)
    half = pixels(ours, tmp_path, [trained[kind]], adapters=(Adapter(subject="Mia", weight=0.3),))
    assert apart(plain, full) > apart(plain, half) > 0.05
    assert np.array_equal(plain, pixels(ours, tmp_path))
    assert np.array_equal(full, pixels(ours, tmp_path, [trained[kind]], adapters=laid))


def test_the_same_lesson_gives_the_same_weights(folders, cast, tmp_path):
    spec = LoraSpec(subject="Mia", steps=3, rank=2, width=64, height=64)
    training = LoraTraining(NAMES["stable"], str(folders["stable"]), device="cpu")
    for name in ("one", "two"):
        training.make(spec, tmp_path / name, cast)
    training.make(spec.model_copy(update={"seed": 1}), tmp_path / "three", cast)
    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two != three


def test_a_lesson_that_is_broken_off_leaves_nothing(folders, cast, tmp_path, monkeypatch):
    training = LoraTraining(NAMES["stable"], str(folders["stable"]), device="cpu")

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(library("safetensors.torch"), "save_file", interrupted)
    spec = LoraSpec(subject="Mia", steps=1, rank=2, width=64, height=64)
    with pytest.raises(KeyboardInterrupt):
        training.make(spec, tmp_path / "mia.safetensors", cast)
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())
    training.make(spec, tmp_path / "mia.safetensors", cast)  # and the model can learn again


def test_a_lesson_that_diverges_is_told(folders, cast, tmp_path):
    spec = LoraSpec(subject="Mia", steps=2, rate=0.1, rank=2, width=64, height=64)
    training = LoraTraining(NAMES["stable"], str(folders["stable"]), device="cpu")
    cool()
    loaded = warm(Wanted(model(NAMES["stable"]), Source(training.folder), "cpu", (), sees=False))
    weights = loaded.pipe.unet.conv_in.weight.data
    weights.fill_(float("nan"))
    try:
        with pytest.raises(ToolError, match="diverged after 1 steps"):
            training.make(spec, tmp_path / "mia.safetensors", cast)
    finally:
        cool()


def test_an_adapter_of_another_model_is_refused(trained, folders, tmp_path):
    ours = maker("stable", folders)
    plain = pixels(ours, tmp_path)
    with pytest.raises(MakerRefused, match=r"is no adapter for sd15-ip-adapter"):
        pixels(ours, tmp_path, [trained["flux2"]], adapters=(Adapter(subject="Mia"),))
    assert np.array_equal(plain, pixels(ours, tmp_path))


def test_nobody_is_learnt_from_no_picture(folders, tmp_path):
    with pytest.raises(MakerRefused, match="cast them first"):
        LoraTraining(folder=str(folders["flux2"])).make(LoraSpec(subject="Mia"), tmp_path / "mia.safetensors")


# Clips


def clips(kind, folders):
    name = {"wan": "wan2.2-i2v-a14b", "wan-5b": "wan2.2-ti2v-5b"}[kind]
    return DiffusionClips(name, str(folders[kind]), steps=2, guidance=1.0, device="cpu")


def moving(path):
    """Return the frames of a clip."""
    import av

    with av.open(str(path)) as film:
        assert film.streams.video[0].codec_context.pix_fmt == "yuv420p"
        return np.stack([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]).astype(int)


CLIP = ClipSpec(prompt="she turns", width=64, height=64, seconds=0.3, first=True)


@pytest.mark.parametrize(("kind", "fps", "count"), [("wan", 16, 5), ("wan-5b", 24, 9)])
def test_a_clip_begins_with_its_first_frame(kind, fps, count, folders, cast, tmp_path):
    ours = clips(kind, folders)
    made = ours.make(CLIP, tmp_path / "a.mp4", cast[:1])
    again = ours.make(CLIP, tmp_path / "b.mp4", cast[:1])
    ours.make(CLIP, tmp_path / "other.mp4", cast[1:])
    ours.make(CLIP.model_copy(update={"seed": 5}), tmp_path / "seed.mp4", cast[:1])
    film = moving(tmp_path / "a.mp4")
    assert film.shape == (count, 64, 64, 3)
    assert made.seconds == pytest.approx(count / fps)
    assert (made.facts["fps"], made.facts["frames"]) == (fps, count)
    assert again.facts["frames"] == count
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    assert apart(film, moving(tmp_path / "other.mp4")) > 0.5
    assert apart(film, moving(tmp_path / "seed.mp4")) > 0.5


def test_a_clip_ends_on_its_last_frame_where_the_model_can(folders, cast, tmp_path):
    ends = CLIP.model_copy(update={"last": True})
    clips("wan", folders).make(CLIP, tmp_path / "open.mp4", cast[:1])
    clips("wan", folders).make(ends, tmp_path / "chained.mp4", cast)
    assert apart(moving(tmp_path / "open.mp4"), moving(tmp_path / "chained.mp4")) > 0.5
    with pytest.raises(MakerRefused, match="cannot be given a last frame"):
        clips("wan-5b", folders).make(ends, tmp_path / "no.mp4", cast)


def test_a_clip_begins_with_words_where_the_model_can(folders, tmp_path):
    worded = CLIP.model_copy(update={"first": False})
    clips("wan-5b", folders).make(worded, tmp_path / "words.mp4")
    assert moving(tmp_path / "words.mp4").shape == (9, 64, 64, 3)
    with pytest.raises(MakerRefused, match="needs a first frame"):
        clips("wan", folders).make(worded, tmp_path / "no.mp4")


def test_both_experts_of_a_pair_work(folders, cast, tmp_path):
    ours = clips("wan", folders)
    ours.make(CLIP, tmp_path / "both.mp4", cast[:1])
    experts = (ours.loaded().pipe.transformer, ours.loaded().pipe.transformer_2)
    for expert in experts:
        bias = expert.proj_out.bias.data
        bias += 0.5
        ours.make(CLIP, tmp_path / "one.mp4", cast[:1])
        bias -= 0.5
        assert (tmp_path / "one.mp4").read_bytes() != (tmp_path / "both.mp4").read_bytes()


@pytest.mark.parametrize(
    ("seconds", "fps", "count"), [(0.04, 24, 5), (0.3, 16, 5), (1.0, 16, 17), (5.0, 16, 81), (5.0, 24, 121)]
)
def test_frames_come_by_fours_after_the_first(seconds, fps, count):
    assert frames_for(seconds, fps) == count
    assert count / fps >= seconds


def test_a_plan_that_refuses_is_never_loaded():
    with pytest.raises(OutOfMemory, match="too small"):
        load(model("flux2-klein-4b"), Source("nowhere"), card("cpu"), Plan(way="refuse", reason="It is too small."))
