"""Fits the small net that tells drawn people apart, on people of the drawn maker's own casting.

It learns to read a face back: hair, colours, shape and marks, from renders in all framings, lights, feelings and
clothes. What it has read is then turned and stretched so that what changes between shots counts little and what
changes between people counts much. People of the benchmark are none of those it has learnt from.

    python benchmarks/drawn_faces.py renders FOLDER --people 1000-1300 --shots 9     # a third of a second each
    python benchmarks/drawn_faces.py fit FOLDER                                      # minutes; needs torch and onnx
"""

import argparse
import random
from pathlib import Path
from typing import Any, get_args

import cv2
import numpy as np

from cliffhanger.memory.bible import Hour, SetKind
from cliffhanger.memory.look import Beard, Earrings, Emotion, Garment, Hair, Look, Outfit
from cliffhanger.tools.identity.drawn import NET, crop
from cliffhanger.tools.identity.faces import find_faces
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.figure.casting import AXES, TEMPERS, cast_look
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec

WIDTH, HEIGHT = 270, 480
COLOURS = (
    "#22263a", "#3f7f8c", "#8a2f3a", "#e8e4dc", "#4a5a3a", "#6a4a7a", "#c8a050", "#2a2a2e", "#7a8a9a", "#b86a4a",
)  # fmt: skip
NUMBERS = 48
"""Of the finished vector."""


def person(number: int) -> Look:
    """Return one of the people of the benchmark's own casting."""
    dice = random.Random(f"person/{number}")
    sex, age = dice.choice(("woman", "man")), dice.choice((19, 24, 27, 31, 36, 42, 50, 60, 68))
    return cast_look(number, sex, age, dice.choice(tuple(TEMPERS)))  # type: ignore[arg-type]


def shot(number: int, take: int) -> ShotSpec:
    """Return one shot of somebody: any framing, angle, place, hour, feeling, turn and clothes."""
    dice = random.Random(f"shot/{number}/{take}")
    framing = dice.choice(("close_up", "close_up", "medium_close_up", "medium_close_up", "medium"))
    angle = dice.choice(("eye", "eye", "eye", "high", "low", "dutch"))
    stage = StageSpec(set=dice.choice(get_args(SetKind)), hour=dice.choice(get_args(Hour)), seed=dice.randrange(99))
    outfit = Outfit(garment=dice.choice(get_args(Garment)), colour=dice.choice(COLOURS), accent=dice.choice(COLOURS))
    figure = FigureSpec(
        look=person(number),
        outfit=outfit,
        emotion=dice.choice(get_args(Emotion)),
        faces=dice.choice(("camera", "camera", "left", "right")),
        gaze=dice.choice(("camera", "left", "right")),
    )
    return ShotSpec(
        width=WIDTH, height=HEIGHT, fps=12, seconds=1.0, framing=framing, angle=angle, stage=stage,
        figures=(figure,), seed=dice.randrange(9999), draft=True,
    )  # fmt: skip


def render(number: int, take: int, folder: Path) -> Path:
    """Return the file of one shot, drawn if it is not there yet."""
    path = folder / f"{number:04d}_{take:02d}.jpg"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        picture = cv2.cvtColor(still(shot(number, take), 0.3), cv2.COLOR_RGB2BGR)
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    return path


def told(look: Look) -> np.ndarray:
    """Return what is to be read back of somebody, as numbers of about one."""

    def colour(text: str) -> list[float]:
        pixel = np.array([[[int(text[i : i + 2], 16) for i in (5, 3, 1)]]], np.float32) / 255
        light, a, b = cv2.cvtColor(pixel, cv2.COLOR_BGR2Lab)[0, 0]
        return [light / 25 - 2, a / 12, b / 12]

    def kind(value: str, kinds: tuple[str, ...]) -> list[float]:
        return [2.0 * (value == one) for one in kinds]

    axes = [2 * getattr(look, axis) for axis in AXES if axis not in ("build", "height")]
    flags = [float(look.sex == "woman"), look.age / 20 - 2, look.glasses, look.freckles, look.mole, look.scar]
    return np.array(
        colour(look.skin) + colour(look.hair_colour) + colour(look.iris) + colour(look.lips) + axes
        + [2 * float(flag) for flag in flags] + kind(look.hair, get_args(Hair)) + kind(look.beard, get_args(Beard))
        + kind(look.earrings, get_args(Earrings)),
        np.float32,
    )  # fmt: skip


def crops(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the faces of all renders, pictures x side x side x 3, and whose they are."""
    found, ids = [], []
    for path in sorted(folder.glob("*.jpg")):
        picture = np.asarray(cv2.imread(str(path)), np.uint8)
        faces = find_faces(picture)
        if faces:
            found.append(crop(picture, max(faces, key=lambda face: face.size)))
            ids.append(int(path.name[:4]))
    return np.stack(found), np.array(ids)


def fit(folder: Path, epochs: int) -> None:
    """Train the net on renders and write it, with the turn and stretch as its last layer."""
    import torch

    torch.manual_seed(1)
    torch.set_num_threads(1)
    faces, ids = crops(folder)
    wanted = torch.tensor(np.stack([told(person(int(id))) for id in ids]))
    people = np.unique(ids)
    held = np.isin(ids, people[-len(people) // 6 :])  # only to watch it learn
    net = network(wanted.shape[1])
    steps = epochs * (int((~held).sum()) // 32)
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=0.02)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 1)
    dice = np.random.default_rng(1)
    train = np.flatnonzero(~held)
    for step in range(steps):
        chosen = dice.choice(train, 32)
        loss = torch.nn.functional.mse_loss(net(as_seen(faces[chosen], dice)), wanted[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        plan.step()
        if step % 250 == 0:
            print(step, steps, round(float(loss.detach()), 4), flush=True)
    net.eval()
    with torch.no_grad():
        read = np.concatenate([net(tensor(faces[i : i + 64])).numpy() for i in range(0, len(faces), 64)])
    # Turned on people that the net was not fitted to would be better; there are too few, so on all but those watched.
    shift, turn = discriminant(read[~held], ids[~held])
    print("held out:", *(f"{value:.4f}" for value in separation((read[held] - shift) @ turn, ids[held])))
    write(net, shift, turn)


def network(out: int) -> Any:
    from torch import nn

    widths, layers, last = (24, 40, 64, 96), [], 3
    for width in widths:
        layers += [nn.Conv2d(last, width, 3, 2, 1), nn.BatchNorm2d(width), nn.ReLU()]
        layers += [nn.Conv2d(width, width, 3, 1, 1), nn.BatchNorm2d(width), nn.ReLU()]
        last = width
    return nn.Sequential(
        *layers, nn.Conv2d(last, 48, 1), nn.ReLU(), nn.Flatten(), nn.Dropout(0.15), nn.Linear(48 * 36, out)
    )


def tensor(faces: np.ndarray) -> Any:
    import torch

    return torch.tensor(faces.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1)


def as_seen(faces: np.ndarray, dice: np.random.Generator) -> Any:
    """Return faces as other lights and places in the frame would show them; not mirrored: a mole has its side."""
    seen = []
    for face in faces:
        turn = cv2.getRotationMatrix2D((48, 48), dice.normal(0, 3), dice.normal(1, 0.03))
        turn[:, 2] += dice.normal(0, 2, 2)
        moved = cv2.warpAffine(face, turn, (96, 96), borderMode=cv2.BORDER_REPLICATE)
        if dice.random() < 0.4:  # a face far away, enlarged
            small = int(dice.integers(26, 72))
            moved = cv2.resize(cv2.resize(moved, (small, small), interpolation=cv2.INTER_AREA), (96, 96))
        light = moved.astype(np.float32)
        if dice.random() < 0.12:  # noir
            light = light + (light.mean(axis=2, keepdims=True) - light) * dice.uniform(0.5, 1.0)
        seen.append(np.clip(light * dice.normal(1, 0.1, 3) + dice.normal(0, 8), 0, 255))
    return tensor(np.stack(seen))


def discriminant(read: np.ndarray, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the middle and the turn by which people lie far apart and shots of one person near (Fisher's)."""
    people = np.unique(ids)
    means = np.stack([read[ids == id].mean(axis=0) for id in people])
    within = read - means[np.searchsorted(people, ids)]
    spread = within.T @ within / len(read)
    spread += np.eye(len(spread)) * np.trace(spread) / len(spread) * 0.05
    stretch = np.linalg.cholesky(np.linalg.inv(spread))
    middle = means.mean(axis=0)
    _, _, axes = np.linalg.svd((means - middle) @ stretch, full_matrices=False)
    return middle, stretch @ axes[:NUMBERS].T


def separation(vectors: np.ndarray, ids: np.ndarray) -> tuple[float, float]:
    """Return the area under the ROC of all pairs and the share of different people caught at 2 % false alarms."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    upper = np.triu_indices(len(ids), 1)
    alike, same = (unit @ unit.T)[upper], (ids[:, None] == ids)[upper]
    ranks = np.argsort(np.argsort(alike))
    ones = int(same.sum())
    area = (ranks[same].sum() - ones * (ones - 1) / 2) / (ones * int((~same).sum()))
    return float(area), float((alike[~same] < np.quantile(alike[same], 0.02)).mean())


def write(net: Any, shift: np.ndarray, turn: np.ndarray) -> None:
    """Write the net as ONNX, batch norms folded into its convolutions."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from torch import nn

    nodes, weights, last, number = [], [], "face", 0

    def keep(value: np.ndarray) -> str:
        name = f"w{len(weights)}"
        weights.append(numpy_helper.from_array(np.ascontiguousarray(value, np.float32), name))
        return name

    modules = list(net)
    for at, module in enumerate(modules):
        number += 1
        out = f"x{number}"
        if isinstance(module, nn.Conv2d):
            weight, bias = module.weight.detach().numpy(), module.bias.detach().numpy()
            after = modules[at + 1]
            if isinstance(after, nn.BatchNorm2d):
                scale = (after.weight / (after.running_var + after.eps).sqrt()).detach().numpy()
                weight = weight * scale[:, None, None, None]
                bias = (bias - after.running_mean.numpy()) * scale + after.bias.detach().numpy()
            pad, stride = module.padding[0], module.stride[0]
            nodes.append(
                helper.make_node("Conv", [last, keep(weight), keep(bias)], [out], pads=[pad] * 4, strides=[stride] * 2)
            )
        elif isinstance(module, nn.ReLU):
            nodes.append(helper.make_node("Relu", [last], [out]))
        elif isinstance(module, nn.Flatten):
            nodes.append(helper.make_node("Flatten", [last], [out]))
        elif isinstance(module, nn.Linear):
            weight, bias = module.weight.detach().numpy(), module.bias.detach().numpy()
            nodes.append(
                helper.make_node("Gemm", [last, keep(turn.T @ weight), keep((bias - shift) @ turn)], [out], transB=1)
            )
        else:
            continue
        last = out
    nodes[-1].output[0] = "person"
    graph = helper.make_graph(
        nodes, "drawn_faces",
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, [1, 3, 96, 96])],
        [helper.make_tensor_value_info("person", TensorProto.FLOAT, [1, turn.shape[1]])], weights,
    )  # fmt: skip
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(made)
    path = Path(__file__).parents[1] / "tools" / "identity" / NET
    onnx.save(made, str(path))
    print(path.name, path.stat().st_size)


def main() -> None:
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("renders", "fit"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", default="1000-1300")
    parser.add_argument("--shots", type=int, default=9)
    parser.add_argument("--epochs", type=int, default=40)
    told_ = parser.parse_args()
    if told_.what == "fit":
        fit(told_.folder, told_.epochs)
        return
    first, _, last = told_.people.partition("-")
    for number in range(int(first), int(last)):
        for take in range(told_.shots):
            render(number, take, told_.folder)


if __name__ == "__main__":
    main()
