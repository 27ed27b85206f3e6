"""What a field costs and how good it is: PSNR, SSIM, seconds and memory by resolution and steps.

    python benchmarks/sets.py                       # the practice room, about ten minutes on two idle cores
    python benchmarks/sets.py --minutes 2           # fewer rows
    python benchmarks/sets.py --capture hall.zip    # a capture of one's own
    python benchmarks/sets.py --device cpu          # otherwise the best device there is

Frames are rendered with their true cameras and points a third of a pixel off; every eighth is held out, as in every
set. Off the path: eyes that stand where no frame was taken, against what the room truly looks like there. Seconds are
those of the processor on a CPU (so that others on the machine hardly count), of the clock on a card; they include the
sweep and compiling. The rows of other systems are what was published of them: other data, other cameras, a large card.
They show the scale of things and compare with nothing here.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.field.figures import psnr, ssim
from cliffhanger.tools.sets.field.library import Device, can_compile, device_for, library, threads
from cliffhanger.tools.sets.geometry import look_at
from cliffhanger.tools.sets.room.filming import capture_of, views
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.spec import FieldSpec

SIZES = (160, 320, 640)
STEPS = (150, 600, 1200)
FRAMES = 40
PUBLISHED = (
    ("Instant-NGP, NeRF-Synthetic, mean of 8 scenes (Mueller et al. 2022)", "33.18", "-", "300 s, RTX 3090", "-"),
    (
        "nerfacto, Mip-NeRF 360 'room', 70,000 steps (NerfBaselines, 2024)",
        "30.56",
        "0.880",
        "1182 s, GPU",
        "4.0 GB card",
    ),
)
COLUMNS = ("size x steps", "hybrid dB", "SSIM", "field dB", "SSIM", "off path dB", "seconds", "plate 540x960", "MB")


def room_capture(width: int) -> Capture:
    return capture_of(views(FRAMES, width, width * 9 // 16))


def elsewhere() -> tuple[Eye, ...]:
    """Return eyes off the path, inside the room: nearer, higher and to the sides."""
    front = Room().front_eye()
    x, y, z = front.at
    places = ((x - 0.5, y - 0.3, z - 0.8), (x + 0.5, y + 0.4, z - 0.5), (x, y - 0.4, z - 1.0))
    found = (look_at(place, (0.0, 1.0, -1.2), front.fov) for place in places)
    return tuple(eye for eye in found if Room().free(eye.at, 0.2))


def row(capture: Capture, spec: FieldSpec, device: Device, eyes: Sequence[Eye]) -> list[str]:
    """Train once and return the figures."""
    from cliffhanger.tools.sets.field.trained import Lesson, train

    clock = time.process_time if device == "cpu" else time.monotonic
    with threads():
        made = train(Lesson(capture, spec, device, can_compile(device)))
    facts = made.facts
    spent = facts["cpu_seconds" if device == "cpu" else "seconds"]
    began = clock()
    made.plate(capture.frames[len(capture.frames) // 2].eye, 540, 960)
    plate = clock() - began
    off = [_off(made.plate(eye, 320, 180).colour, eye) for eye in eyes]
    values = [f"{facts[name]}" for name in ("psnr", "ssim", "field_psnr", "field_ssim")]
    away = f"{np.mean(off):.2f}" if off else "-"
    return [f"{spec.size} x {facts['steps']}", *values, away, f"{spent}", f"{plate:.1f} s", f"{memory(device):.0f}"]


def nearest_frame(capture: Capture) -> tuple[float, float]:
    """Return PSNR and SSIM of the cheapest set there is: the frame next to the held-out one."""
    from cliffhanger.tools.sets.field.trained import held_out

    figures = []
    for number in held_out(len(capture.frames)):
        truth, near = (capture.frames[n].colour().astype(np.float32) / 255 for n in (number, number - 1))
        figures.append((psnr(near, truth), ssim(near, truth)))
    mean = np.array(figures).mean(0)
    return float(mean[0]), float(mean[1])


def memory(device: Device) -> float:
    """Return the most memory that was held so far, MB: of the card, or of this process."""
    if device == "cuda":
        return float(library("torch").cuda.max_memory_allocated()) / 1e6
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 1e6 if sys.platform == "darwin" else held / 1e3


def _off(colour: np.ndarray, eye: Eye) -> float:
    truth = Room().render(eye, 320, 180, 2).colour
    return psnr(colour.astype(np.float32) / 255, truth.astype(np.float32) / 255)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=10.0, help="no further row is begun after so many")
    arguments.add_argument("--capture", type=Path, help="a capture instead of the practice room")
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--steps", type=int, nargs="+", default=STEPS)
    arguments.add_argument("--device", choices=("cuda", "mps", "cpu"))
    told = arguments.parse_args()
    device, began = device_for(told.device), time.monotonic()
    capture = Capture.read(told.capture) if told.capture else room_capture(max(told.sizes))
    print(f"{len(capture.frames)} frames of {capture.width} x {capture.height}, {device}\n")
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|")
    near = nearest_frame(capture)
    print(f"| nearest frame | {near[0]:.2f} | {near[1]:.4f} |" + " - |" * (len(COLUMNS) - 3), flush=True)
    eyes = () if told.capture else elsewhere()
    for size in told.sizes:
        for steps in told.steps:
            if time.monotonic() - began < told.minutes * 60:
                spec = FieldSpec(size=size, steps=steps)
                print("| " + " | ".join(row(capture, spec, device, eyes)) + " |", flush=True)
    print("\nPublished, on their own data; not comparable:\n")
    print("| system | PSNR dB | SSIM | time | memory |\n|---|---|---|---|---|")
    for line in PUBLISHED:
        print("| " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
