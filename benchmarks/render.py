"""What a frame of the drawn maker costs: CPU milliseconds, drawn and encoded.

Beside it: the same frames only encoded, and the same shot put together by moviepy's CompositeVideoClip (full-frame RGBA
layers and a caption overlay). CPU time counts the encoder's process too, so other work on the machine hardly matters.

    python -m cliffhanger.benchmarks.render            # or: python benchmarks/render.py
    python benchmarks/render.py --seconds 2 --episode  # also make a whole episode of 75 s on two processes
"""

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.spec import Caption, CaptionWord, FigureSpec, MouthKey, PropSpec, ShotSpec, StageSpec

SIZES = {"draft": (540, 960), "final": (1080, 1920)}
EPISODE = 75.0
MIX = ("close_up", "medium_close_up", "over_shoulder", "close_up", "two_shot", "panels", "extreme_close_up", "insert")
"""The framings of an episode, as often as they come."""


@dataclass(frozen=True)
class Cost:
    """What something took."""

    milliseconds: float
    """CPU a frame."""
    megabytes: float
    """Peak resident memory of the process, without the encoder (about 150 at the final size)."""


def shot(framing: str, quality: str, seconds: float, number: int = 0) -> ShotSpec:
    """Return a speaking shot of that framing."""
    shapes = ("aa", "PP", "E", "nn", "O", "SS", "I", "DD", "U", "FF")
    keys = [MouthKey(at=0.2 + 0.1 * i, shape=shapes[i % 10], open=0.9) for i in range(int((seconds - 0.5) / 0.1))]
    mouth = (*keys, MouthKey(at=seconds - 0.3, shape="sil", open=0.0))
    words = ("You", "said", "you", "would", "never", "leave", "me", "here", "alone")
    each = (seconds - 0.4) / len(words)
    spoken = tuple(
        CaptionWord(text=word, start=0.2 + i * each, end=0.2 + (i + 1) * each) for i, word in enumerate(words)
    )
    mia = FigureSpec(
        look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"),
        emotion="fear", becomes="resolve", mouth=mouth,
    )  # fmt: skip
    dan = FigureSpec(look=Look(sex="man", hair="swept", height=0.5), outfit=Outfit(garment="suit"), emotion="cold")
    width, height = SIZES[quality]
    people = {"over_shoulder": (dan, mia), "two_shot": (dan, mia), "panels": (dan, mia), "insert": ()}
    place, weather = (("rooftop", "clear"), ("hospital", "clear"), ("street", "rain"))[number % 3]
    return ShotSpec(
        width=width, height=height, seconds=seconds, framing=framing, draft=quality == "draft", seed=number,
        move=("push_in", "handheld", "drift")[number % 3],
        stage=StageSpec(set=place, hour="night", weather=weather),
        figures=people.get(framing, (mia,)),
        prop=PropSpec(kind="phone", text="Tomorrow 03:14"), captions=(Caption(words=spoken, start=0.1, end=seconds),),
    )  # fmt: skip


def used() -> float:
    """Return CPU seconds of this process and of its finished children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak() -> float:
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def drawn(spec: ShotSpec) -> Cost:
    """Make the shot as a worker does in the middle of an episode: its set and people are there from a shot before."""
    with tempfile.TemporaryDirectory() as folder:
        Drawn().make(spec.model_copy(update={"seconds": 0.1}), Path(folder) / "before.mp4")
        start = used()
        Drawn().make(spec, Path(folder) / "shot.mp4")
        return Cost((used() - start) / spec.frames * 1000, peak())


def encoded(spec: ShotSpec) -> Cost:
    """Encode the shot's frames, drawn beforehand."""
    from cliffhanger.tools.picture.encode import Encoding, encode
    from cliffhanger.tools.picture.filming import Filming

    filming = Filming(spec)
    frames = [filming.frame(index).copy() for index in range(spec.frames)]
    with tempfile.TemporaryDirectory() as folder:
        start = used()
        encode(frames, Path(folder) / "shot.mp4", Encoding(spec.width, spec.height, spec.fps, spec.draft))
        return Cost((used() - start) / spec.frames * 1000, peak())


def composited(spec: ShotSpec) -> Cost:
    """Put the shot together as moviepy would: the sheets of the set, the figure and the caption as RGBA clips.

    The same pictures, the same push-in on the set and the same encoder; no grade and no acting, so it does less.
    """
    import numpy as np
    from moviepy import CompositeVideoClip, ImageClip, vfx

    from cliffhanger.tools.picture.captions import Captions
    from cliffhanger.tools.picture.compositing import Board, Picture, pixels_of
    from cliffhanger.tools.picture.filming import Filming, StageScene
    from cliffhanger.tools.picture.stage import Sheet

    scene = Filming(spec).scene
    assert isinstance(scene, StageScene)
    view = scene.camera.at(0)
    size, clips = (spec.width, spec.height), []
    layers = [Sheet(Picture(pixels_of(layer.image)), 0.0, 0.0, layer.depth) for layer in scene.stage.plate.layers]
    for layer in (*layers, *scene.people):
        board = Board(*size)
        if isinstance(layer, Sheet):
            scene.stage._draw(board, layer, view)
        else:
            layer.draw(board, scene.stage, view, 0.5)
        picture = np.ascontiguousarray(board.pixels[..., [2, 1, 0, 3]])
        clips.append(ImageClip(picture, duration=spec.seconds).with_effects([vfx.Resize(lambda t: 1 + 0.03 * t)]))
    captions = Captions(spec.captions, *size)
    shown = captions.at(0.5)
    assert shown is not None
    strip = captions._strip(*shown)
    assert strip is not None
    words = np.dstack([strip.colour, 255 - strip.veil[..., :1]])
    clips.append(ImageClip(words, duration=spec.seconds).with_position((strip.x, strip.y)))
    film = CompositeVideoClip(clips, size=size).with_duration(spec.seconds)
    with tempfile.TemporaryDirectory() as folder:
        start = used()
        film.write_videofile(
            f"{folder}/shot.mp4", fps=spec.fps, codec="libx264", audio=False, logger=None, threads=1,
            preset="superfast" if spec.draft else "veryfast", ffmpeg_params=["-crf", "24" if spec.draft else "21"],
        )  # fmt: skip
        return Cost((used() - start) / spec.frames * 1000, peak())


def alone(measure: Callable[[ShotSpec], Cost], spec: ShotSpec) -> Cost:
    """Measure in a fresh process, so that neither memory nor caches of another measurement count."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as worker:
        return worker.submit(measure, spec).result()


def make(spec: ShotSpec, out: str) -> float:
    Drawn().make(spec, Path(out))
    return peak()


@dataclass(frozen=True)
class Episode:
    """What a whole episode took."""

    wall: float
    """Seconds on the clock: other work on the machine counts."""
    cpu: float
    """Seconds of all processes, the encoders among them."""
    megabytes: float
    """Peak of all processes together, encoders and this one too; pages they share are counted in each."""


def episode(quality: str) -> Episode:
    """Make 25 shots of three seconds on two processes."""
    specs = [shot(MIX[number % len(MIX)], quality, EPISODE / 25, number) for number in range(25)]
    start, spent = time.perf_counter(), used()
    over = threading.Event()
    seen: list[float] = []
    watcher = threading.Thread(target=watch, args=(over, seen))
    watcher.start()
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as workers,
    ):
        peaks = list(workers.map(make, specs, [f"{folder}/{number}.mp4" for number in range(25)]))
    over.set()
    watcher.join()
    return Episode(time.perf_counter() - start, used() - spent, max([2 * max(peaks), *seen]))


def watch(over: threading.Event, seen: list[float]) -> None:
    """Note the resident megabytes of this process and all below it, five times a second, where /proc tells."""
    while not over.wait(0.2):
        parents: dict[int, list[int]] = {}
        sizes: dict[int, float] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
                pages = int((folder / "statm").read_text().split()[1])
            except OSError:
                continue  # it has ended meanwhile
            parents.setdefault(int(after_name[1]), []).append(int(folder.name))
            sizes[int(folder.name)] = pages * resource.getpagesize() / 2**20
        family, rest = 0.0, [os.getpid()]
        while rest:
            one = rest.pop()
            family += sizes.get(one, 0.0)
            rest += parents.get(one, [])
        seen.append(family)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="length of the shot that is measured")
    parser.add_argument("--episode", action="store_true", help="also make a whole episode on two processes")
    told = parser.parse_args()
    print(f"{'close-up that speaks, CPU ms a frame':42}{'draft 540x960':>16}{'final 1080x1920':>18}")
    table: dict[str, dict[str, Cost]] = {}
    for name, measure in (("drawn and encoded", drawn), ("encoded only", encoded), ("CompositeVideoClip", composited)):
        table[name] = {quality: alone(measure, shot("close_up", quality, told.seconds)) for quality in SIZES}
        cells = "".join(f"{table[name][quality].milliseconds:>17.1f}" for quality in SIZES)
        memory = " / ".join(f"{table[name][quality].megabytes:.0f}" for quality in SIZES)
        print(f"{name:42}{cells}   peak {memory} MB")
    for name, over, under in (
        ("drawn / encoded only (target 3 at most)", "drawn and encoded", "encoded only"),
        ("compositor / drawn (target 3 at least)", "CompositeVideoClip", "drawn and encoded"),
    ):
        ratios = (table[over][quality].milliseconds / table[under][quality].milliseconds for quality in SIZES)
        print(f"{name:42}" + "".join(f"{ratio:>17.2f}" for ratio in ratios))
    print()
    print(f"{'framings of an episode, CPU ms a frame':42}")
    total = dict.fromkeys(SIZES, 0.0)
    for framing in dict.fromkeys(MIX):
        costs = {quality: alone(drawn, shot(framing, quality, told.seconds)) for quality in SIZES}
        for quality in SIZES:
            total[quality] += costs[quality].milliseconds * MIX.count(framing) / len(MIX)
        memory = " / ".join(f"{costs[quality].megabytes:.0f}" for quality in SIZES)
        print(f"  {framing:40}" + "".join(f"{costs[q].milliseconds:>17.1f}" for q in SIZES) + f"   peak {memory} MB")
    times = {quality: total[quality] / 1000 * 24 / 2 for quality in SIZES}
    print(f"{'episode, times its length on two cores':42}" + "".join(f"{times[quality]:>17.2f}" for quality in SIZES))
    print(f"{'(targets)':42}{'1':>17}{'4':>17}")
    if told.episode:
        for quality in SIZES:
            made = episode(quality)
            print(
                f"made: {quality}, {EPISODE:.0f} s in {made.wall:.0f} s of wall time, {made.cpu:.0f} s of CPU "
                f"({made.cpu / 2 / EPISODE:.2f} times its length on two idle cores), "
                f"all processes {made.megabytes:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
