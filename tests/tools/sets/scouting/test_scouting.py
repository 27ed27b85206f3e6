"""From footage to a capture: the cameras are where they were, in metres, on a level floor."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from cliffhanger.errors import MakerRefused
from cliffhanger.memory.sets import Eye
from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.geometry import axes, project
from cliffhanger.tools.sets.room.filming import film as film_room
from cliffhanger.tools.sets.room.hand import steady
from cliffhanger.tools.sets.scouting.scouting import Scouting
from cliffhanger.tools.sets.spec import CaptureSpec
from cliffhanger.tools.take import Take

from .conftest import SIZE, Film
from .place import Pixels, seen

Floats = npt.NDArray[np.float64]
SMALL = CaptureSpec(frames=16, width=320)


def scouted(take: Take, folder: Path, spec: CaptureSpec = SMALL) -> Capture:
    out = folder / "capture.zip"
    made = Scouting().make(spec, out, [take])
    capture = Capture.read(out)
    assert made.facts == capture.facts
    return capture


def onto(found: Floats, true: Floats) -> tuple[float, Floats, Floats]:
    """Return scale, turn and shift that bring points (N x 3) onto others best (Umeyama)."""
    middle, there = found.mean(axis=0), true.mean(axis=0)
    u, size, v = np.linalg.svd((true - there).T @ (found - middle) / len(found))
    sign = np.diag([1, 1, np.sign(np.linalg.det(u @ v))])
    turn = u @ sign @ v
    scale = float(np.trace(np.diag(size) @ sign) / (found - middle).var(axis=0).sum())
    return scale, turn, there - scale * turn @ middle


def errors(capture: Capture, true: list[Eye]) -> dict[str, float]:
    """Return how far a capture is from the truth: centimetres, degrees, and the share by which its metre is wrong."""
    at = np.array([frame.eye.at for frame in capture.frames])
    scale, turn, shift = onto(at, np.array([eye.at for eye in true]))
    apart = np.linalg.norm(scale * at @ turn.T + shift - np.array([eye.at for eye in true]), axis=1)
    turned = [
        float(np.trace((turn @ axes(frame.eye)).T @ axes(eye))) for frame, eye in zip(capture.frames, true, strict=True)
    ]
    return {
        "position": 100 * float(apart.mean()),
        "rotation": float(np.degrees(np.arccos(np.clip((np.array(turned) - 1) / 2, -1, 1))).mean()),
        "scale": abs(scale - 1),
        "level": float(np.degrees(np.arccos(np.clip(turn[1, 1], -1, 1)))),
        "floor": 100 * abs(float((scale * at @ turn.T)[:, 1].mean() - np.mean([eye.at[1] for eye in true]))),
    }


def reprojected(capture: Capture) -> float:
    """Return how far, in pixels on average, points lie from where they were seen."""
    off = [
        np.hypot(
            *(project(capture.frames[int(f)].eye, capture.width, capture.height, capture.points[int(p)])[0] - [x, y])
        )
        for f, x, y, p in capture.sightings[::17]
    ]
    return float(np.mean(off))


def test_a_walk_becomes_a_capture_in_metres(film: Film, walked: list[Pixels], eyes: list[Eye], tmp_path: Path) -> None:
    capture = scouted(film(walked), tmp_path)
    true = [eyes[round(frame.second * 10)] for frame in capture.frames]
    found = errors(capture, true)
    assert (capture.width, capture.height) == SIZE
    assert capture.facts["registered"] == capture.facts["kept"] == len(capture.frames) >= 14
    assert reprojected(capture) < 0.8
    assert found["position"] < 4, found
    assert found["rotation"] < 1, found
    assert found["level"] < 1.5, found
    assert found["scale"] < 0.08, found
    assert capture.facts["scale"] == "camera held at 1.5 m"
    assert abs(np.mean([frame.eye.yaw for frame in capture.frames])) < 5


def test_a_pan_from_one_spot_is_refused(film: Film, tmp_path: Path) -> None:
    pan = [seen(Eye(at=(0.2, 1.5, 2.2), yaw=3.0 * n - 30, pitch=-10, fov=50), *SIZE, fine=1) for n in range(20)]
    with pytest.raises(MakerRefused, match=r"the camera only turns.*do not pan from one spot but walk"):
        scouted(film(pan), tmp_path)
    assert not list(tmp_path.glob("*.zip*"))


def test_a_locked_off_shot_is_refused(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    dice = np.random.default_rng(0)
    shot = []
    for number in range(20):
        frame = np.clip(walked[3] + dice.normal(0, 3, walked[3].shape), 0, 255).astype(np.uint8)
        frame[40:160, 10 * number : 10 * number + 40] = 200
        shot.append(frame)
    with pytest.raises(MakerRefused, match=r"The camera does not move.*walk an arc"):
        scouted(film(shot), tmp_path)


def test_a_picture_that_never_changes_is_refused(film: Film, walked: list[Pixels], tmp_path: Path) -> None:
    with pytest.raises(MakerRefused, match="The camera does not move"):
        scouted(film([walked[3]] * 20), tmp_path)


def test_it_is_made_of_one_file(tmp_path: Path) -> None:
    with pytest.raises(MakerRefused, match="one video"):
        Scouting().make(SMALL, tmp_path / "capture.zip")


@pytest.mark.slow
def test_the_practice_room_is_measured(tmp_path: Path) -> None:
    video = tmp_path / "room.mp4"
    filmed = film_room(video, 2.0, 480, 270, 10, steady())
    take = Take(key="room", tool="practice", version="1", path=str(video))
    capture = scouted(take, tmp_path, CaptureSpec(frames=18, width=480, tall=2.8))
    found = errors(capture, [filmed.eyes[round(frame.second * 10)] for frame in capture.frames])
    assert capture.facts["registered"] == capture.facts["kept"]
    assert found["position"] < 3, found
    assert found["rotation"] < 0.7, found
    assert found["level"] < 1.5, found
    assert found["scale"] < 0.08, found
    again = tmp_path / "again.zip"
    Scouting().make(CaptureSpec(frames=18, width=480, tall=2.8), again, [take])
    assert again.read_bytes() == (tmp_path / "capture.zip").read_bytes()
