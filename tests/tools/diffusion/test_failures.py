"""What libraries say, put as cause and remedy."""

import pickle
import sys

import pytest

from cliffhanger.errors import MissingPart, OutOfMemory, ToolError
from cliffhanger.tools.diffusion.card import needs_torch
from cliffhanger.tools.diffusion.failures import plainly, too_large
from cliffhanger.tools.diffusion.qwen import needs_torchvision
from cliffhanger.tools.diffusion.registry import model

KLEIN = model("flux2-klein-4b")
LONG = "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB"


def failed(error, doing="making a frame", size=(768, 1344), folder=""):
    with pytest.raises(ToolError) as caught, plainly(KLEIN, doing, size, folder):
        raise error
    assert caught.value.__cause__ is error  # their own words are kept
    assert "Traceback" not in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError(LONG),
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: you tried to"),
        RuntimeError("MPS backend out of memory (MPS allocated: 9.05 GB)"),
        MemoryError(),
    ],
)
def test_memory_that_ran_out_is_told_with_remedies(error):
    told = failed(error)
    assert isinstance(told, OutOfMemory)
    for words in ("768x1344", "smaller size", '"offload", "quantised"', 'model = "', "sdxl-ip-adapter"):
        assert words in str(told)


def test_a_real_allocation_that_is_too_large_is_out_of_memory():
    torch = pytest.importorskip("torch")
    with pytest.raises(OutOfMemory), plainly(KLEIN, "making a frame", (4096, 4096)):
        torch.empty(1 << 50)


def test_a_plan_to_refuse_has_the_same_remedies():
    told = str(too_large(KLEIN, "flux2-klein-4b needs 16.0 GB, 2.0 GB are free on RTX."))
    assert told.startswith("flux2-klein-4b needs 16.0 GB")
    assert "smaller size" in told


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError("We couldn't connect to 'https://huggingface.co' to load the files"), "hf download black-forest"),
        (ConnectionError("Failed to resolve host"), "folder = "),
        (OSError("Cannot find an appropriate cached snapshot folder and outgoing traffic has been disabled"), "hub"),
        (OSError("401 Client Error. Cannot access gated repo"), "hf auth login"),
        (OSError(28, "No space left on device"), "HF_HOME"),
    ],
)
def test_a_hub_that_does_not_answer_is_told_with_the_way_round(error, words):
    told = failed(error, "loading", None)
    assert isinstance(told, MissingPart)
    assert words in str(told)


@pytest.mark.parametrize(
    "error",
    [
        OSError("Error no file named diffusion_pytorch_model.safetensors found in directory transformer"),
        RuntimeError("Error(s) in loading state_dict: size mismatch for proj_out.weight"),
        ValueError("Pipeline expected {'vae'}, but only {'unet'} were passed."),
    ],
)
def test_a_folder_that_is_not_whole_is_named(error):
    told = failed(error, "loading", None, folder="weights/klein")
    assert isinstance(told, MissingPart)
    assert str(told).startswith("weights/klein does not hold the whole of flux2-klein-4b")
    assert "hf download black-forest-labs/FLUX.2-klein-4B" in str(told)


def test_truncated_weights_are_told_as_such():
    safetensors = pytest.importorskip("safetensors")
    told = failed(safetensors.SafetensorError("Error while deserializing header"), "loading", None, folder="k")
    assert isinstance(told, MissingPart)


def test_an_absent_package_is_told_with_its_line():
    assert "pip install torchvision" in str(failed(ImportError("No module", name="torchvision")))


def test_anything_else_names_the_model_and_what_it_did():
    told = failed(RuntimeError("mat1 and mat2 shapes cannot be multiplied\nand a page of tensors"))
    assert str(told) == ("flux2-klein-4b failed while it was making a frame: mat1 and mat2 shapes cannot be multiplied")


def test_errors_come_back_from_the_process_of_the_card():
    told = failed(RuntimeError(LONG))
    again = pickle.loads(pickle.dumps(told))
    assert (type(again), str(again)) == (OutOfMemory, str(told))


def test_without_torch_there_is_a_line_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingPart, match=r'torch.*pip install "cliffhanger\[diffusion\]"'):
        needs_torch()


def test_qwen_says_that_it_needs_torchvision(monkeypatch):
    monkeypatch.setitem(sys.modules, "torchvision", None)
    with pytest.raises(MissingPart, match="pip install torchvision"):
        needs_torchvision()
