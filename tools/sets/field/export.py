"""Export: a capture as a COLMAP folder, which every tool for Gaussian splats reads."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ..capture import Capture
from ..geometry import axes, focal

MODEL = Path("sparse") / "0"
FIRST = 1
"""COLMAP counts from one."""


def export(capture: Capture, folder: Path) -> Path:
    """Write frames, cameras and points below a folder; return it.

    The world stays as it is: metres, y up. Masks go beside the frames as ``masks/NAME.png``, black where nobody should
    look, as COLMAP has them.
    """
    (folder / MODEL).mkdir(parents=True, exist_ok=True)
    (folder / "images").mkdir(exist_ok=True)
    for number, frame in enumerate(capture.frames):
        (folder / "images" / _name(number)).write_bytes(frame.picture)
        still = frame.still()
        if still is not None:
            (folder / "masks").mkdir(exist_ok=True)
            done, data = cv2.imencode(".png", still.astype(np.uint8) * 255)
            assert done
            (folder / "masks" / f"{_name(number)}.png").write_bytes(data.tobytes())
    _write(folder / MODEL / "cameras.txt", _cameras(capture))
    _write(folder / MODEL / "images.txt", _images(capture))
    _write(folder / MODEL / "points3D.txt", _points(capture))
    return folder


def view_matrix(at: npt.ArrayLike, camera: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return what takes the world to a camera at a point with such axes (3 x 3, in columns): 4 x 4."""
    out = np.eye(4)
    out[:3, :3] = camera.T
    out[:3, 3] = -camera.T @ np.asarray(at, np.float64)
    return out


def quaternion(turn: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return a rotation (3 x 3) as w, x, y, z; w is not negative."""
    a, b, c, d = turn[0], turn[1], turn[2], np.trace(turn)
    # Bar-Itzhack: the eigenvector of the largest eigenvalue, which holds near half turns too.
    k = np.array(
        [
            [a[0] - b[1] - c[2], 0, 0, 0],
            [b[0] + a[1], b[1] - a[0] - c[2], 0, 0],
            [c[0] + a[2], c[1] + b[2], c[2] - a[0] - b[1], 0],
            [c[1] - b[2], a[2] - c[0], b[0] - a[1], d],
        ]
    )
    x, y, z, w = np.linalg.eigh(k / 3)[1][:, -1]
    found = np.array([w, x, y, z])
    return found if w >= 0 else -found


def _cameras(capture: Capture) -> Iterable[str]:
    for number, frame in enumerate(capture.frames):
        f = focal(frame.eye, capture.height)
        middle = f"{capture.width / 2} {capture.height / 2}"
        yield f"{number + FIRST} PINHOLE {capture.width} {capture.height} {f!r} {f!r} {middle}"


def _images(capture: Capture) -> Iterable[str]:
    for number, frame in enumerate(capture.frames):
        view = view_matrix(frame.eye.at, axes(frame.eye))
        pose = " ".join(repr(float(value)) for value in (*quaternion(view[:3, :3]), *view[:3, 3]))
        yield f"{number + FIRST} {pose} {number + FIRST} {_name(number)}"
        rows = capture.sightings[capture.sightings[:, 0] == number]
        yield " ".join(f"{x:.3f} {y:.3f} {int(point) + FIRST}" for _, x, y, point in rows)


def _points(capture: Capture) -> Iterable[str]:
    tracks: dict[int, list[str]] = {}
    ranks: dict[int, int] = {}
    for frame, _, _, point in capture.sightings:
        rank = ranks.get(int(frame), 0)
        ranks[int(frame)] = rank + 1
        tracks.setdefault(int(point), []).append(f"{int(frame) + FIRST} {rank}")
    for number, (point, colour) in enumerate(zip(capture.points, capture.colours, strict=True)):
        where = " ".join(repr(float(value)) for value in point)
        red, green, blue = (int(value) for value in colour)
        yield f"{number + FIRST} {where} {red} {green} {blue} 0 {' '.join(tracks.get(number, ()))}".rstrip()


def _name(number: int) -> str:
    return f"{number:03d}.jpg"


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
