import cv2
import numpy as np
import pytest

from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.field.edges import sharpened
from cliffhanger.tools.sets.field.figures import exposed_alike, psnr, ssim
from cliffhanger.tools.sets.field.hybrid import blended, made_up
from cliffhanger.tools.sets.field.refining import refined
from cliffhanger.tools.sets.field.rendering import View
from cliffhanger.tools.sets.field.sources import Sources, carried
from cliffhanger.tools.sets.geometry import axes, unproject
from cliffhanger.tools.sets.room.room import Room

HELD = 6


def sources(capture: Capture, factors: np.ndarray | None = None) -> Sources:
    depths = [Room().depth(frame.eye, 128, 72) for frame in capture.frames]
    count = len(capture.frames)
    ones = np.ones((count, 3), np.float32)
    return Sources(capture, depths, ones if factors is None else factors, np.zeros((count, 3), np.float32))


def blurred_view(capture: Capture) -> tuple[View, np.ndarray]:
    frame = capture.frames[HELD]
    truth = frame.colour().astype(np.float32) / 255
    return View(cv2.GaussianBlur(truth, (0, 0), 2), Room().depth(frame.eye, 128, 72)), truth


def test_points_are_carried_from_one_camera_to_another(capture: Capture) -> None:
    eye, other = capture.frames[0].eye, capture.frames[5].eye
    depth = Room().depth(eye, 32, 18)
    slowly = (unproject(eye, depth) - np.array(other.at)) @ axes(other)
    assert np.allclose(np.stack(carried(eye, depth, other), -1), slowly, atol=1e-4)


def test_frames_are_sharper_than_the_field(capture: Capture) -> None:
    view, truth = blurred_view(capture)
    mixed, _ = blended(sources(capture), capture.frames[HELD].eye, view, 128, 72, without=[HELD])
    assert psnr(mixed, truth) > psnr(view.colour, truth) + 1.5
    assert ssim(mixed, truth) > ssim(view.colour, truth)


def test_a_frame_is_not_asked_for_what_it_could_not_see(capture: Capture) -> None:
    eye = capture.frames[0].eye
    depth = Room().depth(eye, 128, 72)
    behind = sources(capture).reached(1, eye, depth * 1.4)
    assert behind.saw.mean() < 0.2 < sources(capture).reached(1, eye, depth).saw.mean()


def test_every_frame_sees_what_it_saw(capture: Capture) -> None:
    eye = capture.frames[4].eye
    seen = sources(capture).seen(eye, Room().depth(eye, 64, 36))
    assert (seen[3:-3, 3:-3] >= 1).mean() > 0.95
    away = eye.model_copy(update={"yaw": eye.yaw + 180})
    assert (sources(capture).seen(away, Room().depth(away, 64, 36)) == 0).mean() > 0.9


def test_exposures_are_undone_before_frames_are_mixed(capture: Capture) -> None:
    view, truth = blurred_view(capture)
    halved = np.full((len(capture.frames), 3), 0.5, np.float32)
    mixed, _ = blended(sources(capture, halved), capture.frames[HELD].eye, View(view.colour / 2, view.depth), 128, 72)
    assert mixed.mean() == pytest.approx(truth.mean() / 2, rel=0.05)


def test_nearer_frames_count_more_and_the_last_hardly(capture: Capture) -> None:
    found = sources(capture).nearest(capture.frames[3].eye, 1.0, 4)
    assert found[0][0] == 3
    counts = [count for _, count in found]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0.99
    assert 3 not in dict(sources(capture).nearest(capture.frames[3].eye, 1.0, 4, without=[3]))


def test_edges_of_depth_follow_those_of_colour() -> None:
    fine = np.zeros((60, 90, 3), np.float32)
    fine[:, 47:] = 1
    true = np.where(fine[..., 0] > 0, 2.0, 4.0).astype(np.float32)
    coarse = cv2.resize(fine, (30, 20), interpolation=cv2.INTER_AREA)
    depth = cv2.resize(true, (30, 20), interpolation=cv2.INTER_NEAREST)
    sharp = sharpened(depth, coarse, fine)
    smooth = cv2.resize(depth, (90, 60), interpolation=cv2.INTER_LINEAR)
    assert (np.abs(sharp - true) > 0.1).mean() < (np.abs(smooth - true) > 0.1).mean() / 3


def test_what_nobody_saw_continues_what_is_around_it() -> None:
    colour = np.full((40, 40, 3), 0.5, np.float32)
    colour[10:20, 10:20] = (1, 0, 1)
    seen = np.ones((40, 40), bool)
    seen[9:21, 9:21] = False
    made = made_up(View(colour, np.ones((40, 40), np.float32)), seen)
    assert np.abs(made.colour[15, 15] - 0.5).max() < 0.05
    assert np.abs(made.colour[2, 2] - 0.5).max() < 1e-3


def test_a_picture_exposed_otherwise_is_brought_back() -> None:
    truth = np.random.default_rng(0).random((20, 20, 3)).astype(np.float32)
    factor, lift = exposed_alike(truth * 0.8 + 0.05, truth)
    assert factor == pytest.approx([1.25] * 3, rel=1e-3)
    assert lift == pytest.approx([-0.0625] * 3, rel=1e-2)


def test_figures_of_equal_pictures_are_the_best() -> None:
    picture = np.random.default_rng(0).random((30, 30, 3)).astype(np.float32)
    assert psnr(picture, picture) == 99
    assert ssim(picture, picture) == pytest.approx(1)
    assert psnr(picture, picture + 0.1) == pytest.approx(20, abs=0.01)
    assert ssim(picture, 1 - picture) < 0


def test_depth_moves_to_where_the_frames_agree(capture: Capture) -> None:
    eye = capture.frames[HELD].eye
    true = Room().depth(eye, 128, 72)
    wrong = (true * 1.02).astype(np.float32)
    known = sources(capture)
    better = refined(known, known.nearest(eye, 1.0, 5, without=[HELD]), eye, wrong)
    inner = (slice(6, -6), slice(6, -6))
    assert np.abs(better / true - 1)[inner].mean() < 0.8 * np.abs(wrong / true - 1)[inner].mean()
