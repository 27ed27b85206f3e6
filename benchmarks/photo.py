"""What a frame of the still acts costs: CPU milliseconds, part by part, at both sizes; and of remade lips.

    python benchmarks/photo.py                     # on a still of the drawn maker
    python benchmarks/photo.py --frame face.png    # on a picture of one's own

CPU time of this process, so other work on the machine hardly matters; the encoder is a process of its own and is timed
by ``benchmarks/render.py``. Goal: 60 ms a frame at 540x960 on one core.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.photo.acting import StillAct
from cliffhanger.tools.photo.faces import find_faces, look_again
from cliffhanger.tools.photo.frame import cut_to, read_frame
from cliffhanger.tools.photo.layers import behind, person
from cliffhanger.tools.photo.lips import Remake, lip_spec
from cliffhanger.tools.photo.visage import Visage
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.encode import Encoding, encode
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey, ShotSpec, StageSpec

SIZES = {"draft 540x960": (540, 960), "final 1080x1920": (1080, 1920)}
GOAL = 60.0
SHAPES = ("aa", "PP", "E", "nn", "O", "SS", "I", "DD")


def shot(width: int, height: int, seconds: float) -> ShotSpec:
    """Return a close-up that speaks all the time, under a camera that moves."""
    keys = tuple(MouthKey(at=i * 0.1, shape=SHAPES[i % 8], open=0.8) for i in range(round(seconds * 10)))
    figure = FigureSpec(
        look=Look(sex="woman", hair="long_wavy"), outfit=Outfit(garment="scrubs", colour="#3f7f8c"), mouth=keys
    )
    stage = StageSpec(set="apartment", hour="dusk")
    return ShotSpec(
        width=width, height=height, seconds=seconds, framing="close_up", move="push_in", stage=stage, figures=(figure,)
    )


def spent(work: Callable[[], object], times: int) -> float:
    """Return the CPU milliseconds of one run of ``work``, after a first one that is not counted."""
    work()
    before = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - before) / times * 1000


def parts(spec: ShotSpec, path: Path | None) -> dict[str, float]:
    """Return the cost of each part, milliseconds."""
    size = (spec.width, spec.height)
    drawn = spec.model_copy(update={"figures": (spec.figures[0].model_copy(update={"mouth": ()}),)})
    picture = read_frame(path, spec) if path else cut_to(np.ascontiguousarray(still(drawn, 0.2)[..., ::-1]), *size)
    act = StillAct(spec, picture)
    if not act.actors:
        sys.exit(f"the face of this frame does not act: {act.parts[0].reason}")
    actor, count = act.actors[0], min(24, spec.frames)
    moments = [actor.performance.at(index / spec.fps) for index in range(count)]
    steps = iter(range(10**9))

    def moment() -> float:
        return next(steps) % count / spec.fps

    cost = {
        "once: faces found": spent(lambda: find_faces(picture), 3),
        "once: person cut out": spent(lambda: person(picture), 3),
        "once: background filled": spent(lambda: behind(picture, person(picture)), 2),
        "once: mesh and its actions": spent(lambda: Visage(picture, actor.face), 5),
        "once: all of it": spent(lambda: StillAct(spec, picture), 2),
        "a frame: face drawn": spent(lambda: actor.visage.draw(moments[next(steps) % count].pose), count),
        "a frame: planes moved and joined": spent(lambda: act._filmed(moment(), [moments[0]]), count),
        "a frame: all of it": spent(lambda: act.frame(next(steps) % count), count),
    }
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        encode((act.frame(index) for index in range(count)), clip, Encoding(*size, spec.fps, draft=True))
        cost["lips: face followed"] = spent(lambda: look_again(picture, actor.face), count)
        remake = Remake(lip_spec(spec), clip)
        cost["lips: a frame remade"] = spent(lambda: remake.remade(next(steps) % remake.count, picture), count)
    return cost


def main() -> None:
    """Print the table; exit 1 if a draft frame costs more than the goal."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--frame", type=Path, help="a picture to act instead of a drawn still")
    arguments.add_argument("--seconds", type=float, default=2.0)
    told = arguments.parse_args()
    cv2.setNumThreads(1)
    table = {name: parts(shot(*size, told.seconds), told.frame) for name, size in SIZES.items()}
    print(f"{'CPU ms':36}" + "".join(f"{name:>18}" for name in SIZES))
    for part in next(iter(table.values())):
        print(f"{part:36}" + "".join(f"{table[name][part]:>18.1f}" for name in SIZES))
    draft = table["draft 540x960"]["a frame: all of it"]
    print(f"{'goal: 60 a draft frame':36}{'met' if draft <= GOAL else 'missed':>18}")
    sys.exit(0 if draft <= GOAL else 1)


if __name__ == "__main__":
    main()
