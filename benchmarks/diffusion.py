"""What our maker of frames costs beside a bare loop over the same pipeline: same weights, device, steps and threads.

    python -m cliffhanger.benchmarks.diffusion                      a random model on the CPU
    python benchmarks/diffusion.py --model flux2-klein-4b --folder weights/klein --size 768x1344 --device cuda

Ours reads its references from files, checks the Spec and writes a PNG. The bare loop has its references in memory and
saves its picture as a PNG, as any script that is of use does; one that throws it away is shown beside. Runs alternate,
so that whatever else the machine does meets all; the figure is the median of the ratios of neighbours. On a CPU,
seconds are those of the processor: the clock on the wall measures the neighbours too.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from cliffhanger.tools.diffusion import tiny
from cliffhanger.tools.diffusion.asked import noise
from cliffhanger.tools.diffusion.frames import DiffusionFrames
from cliffhanger.tools.diffusion.library import library
from cliffhanger.tools.diffusion.pictures import opened, write
from cliffhanger.tools.diffusion.quiet import quietly
from cliffhanger.tools.diffusion.running import steadily
from cliffhanger.tools.diffusion.warm import cool
from cliffhanger.tools.frame.spec import FrameSpec, Reference
from cliffhanger.tools.take import Take

MOST = 0.03
"""Overhead that we allow ourselves."""
WHO = ("ours", "bare", "thrown")
PROMPT = "close-up, eye level, the rooftop at night, rain. Mia looks up and does not answer"


def main() -> int:
    asked = arguments()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folder = asked.folder or str(tiny.build("flux2", home / "model", scale=asked.scale))
        maker = DiffusionFrames(
            asked.model, folder, steps=asked.steps, device=asked.device, threads=asked.threads, compiled=asked.compile
        )
        spec, takes = given(maker, asked, home)
        clock = time.process_time if asked.device == "cpu" else settled
        cold, warmly = starts(maker, spec, takes, home, clock)
        figures = compared(maker, spec, takes, home, clock, asked.runs)
        ours, bare, thrown = (statistics.median(run[who] for run in figures) for who in WHO)
        ratio, over_thrown = (statistics.median(run["ours"] / run[who] - 1 for run in figures) for who in WHO[1:])
        rows = [
            ("bare loop over the pipeline, picture saved, seconds a frame", f"{bare:.3f}"),
            ("the same, picture thrown away", f"{thrown:.3f}"),
            ("our maker, files read and written, seconds a frame", f"{ours:.3f}"),
            ("overhead, median of neighbours", f"{100 * ratio:+.2f} %  (at most {100 * MOST:.0f} %)"),
            ("overhead over the loop that throws it away", f"{100 * over_thrown:+.2f} %"),
            ("of it: reading references", f"{1000 * timed(lambda: [opened(take) for take in takes], clock):.1f} ms"),
            ("of it: writing the PNG", f"{1000 * writing(maker, home, clock):.1f} ms"),
            ("first frame of a process that has torch (cold)", f"{cold:.2f} s"),
            ("second frame (warm)", f"{warmly:.2f} s"),
            ("two at once, seconds a frame", batch(maker, spec, takes, clock, thrown)),
            ("compiled blocks", compiled(asked, maker, spec, takes, home, clock)),
        ]
    loaded = f"{asked.model}{'' if asked.folder else f' (random weights, scale {asked.scale})'}"
    print(f"{loaded}, {asked.size}, {maker.course.steps} steps, {len(takes)} references, {asked.device}")
    for what, figure in rows:
        print(f"  {what:60} {figure}")
    print("ok" if ratio <= MOST else f"FAILED: more than {100 * MOST:.0f} % over a bare loop")
    return 0 if ratio <= MOST else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="flux2-klein-4b")
    parser.add_argument("--folder", default="", help="with the weights; without: a random model is built")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda", "mps"))
    parser.add_argument("--size", default="256x448")
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--references", type=int, default=2)
    parser.add_argument("--scale", type=int, default=2, help="of the random model")
    parser.add_argument("--threads", type=int, default=1, help="on a CPU")
    parser.add_argument("--compile", action="store_true", help="measure compiled blocks too: minutes")
    asked = parser.parse_args()
    if asked.device == "cuda" and not library("torch").cuda.is_available():
        parser.error("there is no CUDA device here")
    return asked


def given(maker: DiffusionFrames, asked: argparse.Namespace, home: Path) -> tuple[FrameSpec, list[Take]]:
    """Return a Spec and the takes of its references, pictures of 192x256."""
    width, height = (int(side) for side in asked.size.split("x"))
    takes, drawn = [], np.random.default_rng(0)
    for n in range(min(asked.references, maker.abilities.references)):
        path = home / f"reference{n}.png"
        Image.fromarray(drawn.integers(0, 255, (16, 16, 3), dtype=np.uint8)).resize((192, 256)).save(path)
        takes.append(Take(key=str(n), tool="photo", version="1", path=str(path)))
    references = tuple(Reference(subject=f"person {n}") for n in range(len(takes)))
    return FrameSpec(prompt=PROMPT, width=width, height=height, seed=7, references=references), takes


def settled() -> float:
    """Return the time once the device has done all that it was told to."""
    torch = library("torch")
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()


def timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return clock() - began


def starts(maker: DiffusionFrames, spec: FrameSpec, takes: list[Take], home: Path, clock: Any) -> tuple[float, float]:
    """Return the seconds of the first frame, model not loaded, and of the next."""
    cool()
    first, second = (timed(lambda: maker.make(spec, home / "frame.png", takes), clock) for _ in range(2))
    return first, second


def bare_loop(maker: DiffusionFrames, spec: FrameSpec, refs: list[Image.Image], count: int = 1) -> list[Image.Image]:
    """Do what a script would: call the pipeline."""
    loaded = maker.loaded()
    return loaded.pipe(
        image=refs or None,
        prompt=spec.prompt,
        width=spec.width,
        height=spec.height,
        num_inference_steps=maker.course.steps,
        guidance_scale=maker.course.guidance,
        max_sequence_length=min(512, loaded.pipe.tokenizer.model_max_length),
        num_images_per_prompt=count,
        generator=noise(spec.seed),
    ).images


def compared(
    maker: DiffusionFrames, spec: FrameSpec, takes: list[Take], home: Path, clock: Any, runs: int
) -> list[dict[str, float]]:
    """Return the seconds of each in every run; runs alternate, and so does who begins."""
    refs, loaded = [opened(take) for take in takes], maker.loaded()

    def measured(who: str) -> float:
        if who == "ours":
            return timed(lambda: maker.make(spec, home / "frame.png", takes), clock)
        with quietly(), steadily(loaded.card, maker.threads):
            if who == "thrown":
                return timed(lambda: bare_loop(maker, spec, refs), clock)
            return timed(lambda: bare_loop(maker, spec, refs)[0].save(home / "bare.png"), clock)

    return [{who: measured(who) for who in (WHO if run % 2 else WHO[::-1])} for run in range(runs)]


def writing(maker: DiffusionFrames, home: Path, clock: Any) -> float:
    with Image.open(home / "frame.png") as picture:
        picture.load()
        return timed(lambda: write(picture, home / "again.png"), clock)


def batch(maker: DiffusionFrames, spec: FrameSpec, takes: list[Take], clock: Any, bare: float) -> str:
    """Measure two frames made at once: what retakes of one shot could be."""
    refs, loaded = [opened(take) for take in takes], maker.loaded()
    with quietly(), steadily(loaded.card, maker.threads):
        each = statistics.median(timed(lambda: bare_loop(maker, spec, refs, 2), clock) / 2 for _ in range(3))
    return f"{each:.3f} ({bare / each:.2f} x)"


def compiled(
    asked: argparse.Namespace,
    maker: DiffusionFrames,
    spec: FrameSpec,
    takes: list[Take],
    home: Path,
    clock: Any,
) -> str:
    """Measure compiled blocks if asked for and a compiler is there."""
    if not asked.compile:
        return "not measured: ask with --compile"
    if asked.device == "cpu" and shutil.which("g++") is None:
        return "not measured: there is no g++"
    plain = DiffusionFrames(maker.model, maker.folder, steps=maker.steps, device=maker.device, threads=maker.threads)

    def median(ours: DiffusionFrames) -> float:
        return statistics.median(timed(lambda: ours.make(spec, home / "frame.png", takes), clock) for _ in range(3))

    first = timed(lambda: maker.make(spec, home / "frame.png", takes), clock)
    each = median(maker)
    plain.make(spec, home / "frame.png", takes)
    without = median(plain)
    return f"{each:.3f} s against {without:.3f} s without ({without / each:.2f} x); first {first:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
