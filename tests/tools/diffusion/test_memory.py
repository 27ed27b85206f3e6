"""How a model is laid out on a card, decided before anything is loaded."""

import pytest

from cliffhanger.tools.diffusion.card import Card
from cliffhanger.tools.diffusion.memory import plan, weighed
from cliffhanger.tools.diffusion.registry import model

KLEIN = model("flux2-klein-4b")  # 16 GB, its largest part 8
QWEN = model("qwen-image-edit-2511")  # 58 GB, its largest part 40.8


def gpu(free, host=64.0, quantisers=()):
    return Card(device="cuda", name="RTX", free=free, host=host, precision="bfloat16", quantisers=quantisers)


@pytest.mark.parametrize(
    ("known", "card", "allow", "way", "reason"),
    [
        (KLEIN, gpu(24), ("offload",), "whole", "24.0 GB are free"),
        (KLEIN, gpu(80), (), "whole", "needs 16.0 GB"),
        (KLEIN, gpu(16.5), ("offload",), "model_offload", "slower, not worse"),  # nothing is left for the work
        (KLEIN, gpu(12), ("offload",), "model_offload", "take turns on the card"),
        (KLEIN, gpu(8), ("offload",), "group_offload", "blocks take turns"),
        (KLEIN, gpu(3), ("offload",), "refuse", "neither the card nor the machine"),
        (KLEIN, gpu(12, host=8), ("offload",), "refuse", "neither the card nor the machine"),
        (KLEIN, gpu(12), (), "refuse", "offloading is not allowed"),
        (KLEIN, gpu(12, quantisers=("bitsandbytes",)), ("quantised", "offload"), "quantised", "as you allowed"),
        (KLEIN, gpu(12, quantisers=("bitsandbytes",)), ("offload",), "model_offload", "slower, not worse"),
        (KLEIN, gpu(12), ("quantised",), "refuse", "neither bitsandbytes nor torchao is installed"),
        (KLEIN, gpu(4.5, quantisers=("torchao",)), ("quantised", "offload"), "group_offload", "much slower"),
        (QWEN, gpu(80), ("offload",), "whole", "needs 58.0 GB"),
        (QWEN, gpu(48), ("offload",), "model_offload", "48.0 GB are free on RTX"),
        (QWEN, gpu(24), ("offload",), "group_offload", "much slower"),
        (KLEIN, Card(device="cpu", name="CPU", free=64, host=64), (), "whole", "needs 32.0 GB"),
        (KLEIN, Card(device="cpu", name="CPU", free=24, host=24), ("offload",), "refuse", "nowhere to offload to"),
        (KLEIN, Card(device="mps", name="GPU", free=24, host=32, precision="bfloat16"), (), "whole", "16.0 GB"),
        (
            KLEIN,
            Card(device="mps", name="GPU", free=12, host=32, precision="bfloat16"),
            ("offload",),
            "refuse",
            "needs",
        ),
    ],
)
def test_a_plan_says_how_and_why(known, card, allow, way, reason):
    planned = plan(known, card, allow)
    assert planned.way == way
    assert reason in planned.reason


def test_quality_never_falls_unless_it_was_allowed():
    for free in range(1, 100):
        card = gpu(free, quantisers=("bitsandbytes", "torchao"))
        assert plan(KLEIN, card).way != "quantised"
        assert plan(QWEN, card, ("offload",)).way != "quantised"


def test_more_memory_is_never_slower():
    order = ["refuse", "group_offload", "model_offload", "whole"]
    ways = [order.index(plan(QWEN, gpu(free)).way) for free in range(1, 100)]
    assert ways == sorted(ways)


def test_a_folder_says_what_its_model_weighs(tmp_path):
    for part, size in (("transformer", 3000), ("vae", 1000)):
        (tmp_path / part).mkdir()
        (tmp_path / part / "diffusion_pytorch_model.safetensors").write_bytes(b"0" * size)
    weighty = weighed(KLEIN, tmp_path)
    assert weighty.largest == pytest.approx(3e-6)
    assert weighty.memory == pytest.approx(8e-6)  # and as much for the work
