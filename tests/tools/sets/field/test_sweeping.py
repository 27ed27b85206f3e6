import numpy as np

from cliffhanger.tools.sets.capture import Capture
from cliffhanger.tools.sets.field.sweeping import sweep
from cliffhanger.tools.sets.room.room import Room


def test_swept_depths_are_those_of_the_room(capture: Capture) -> None:
    which = list(range(2, 9))
    swept = sweep(capture, which)
    off, known = [], []
    for number, depth in zip(which, swept.depths, strict=True):
        height, width = depth.shape
        true = Room().depth(capture.frames[number].eye, width, height)
        found = depth > 0
        known.append(found.mean())
        off.append(np.abs(depth[found] / true[found] - 1))
    assert np.mean(known) > 0.3
    assert np.median(np.concatenate(off)) < 0.03
    assert len(swept.points) == sum(int((depth > 0).sum()) for depth in swept.depths)


def test_one_frame_alone_says_nothing(capture: Capture) -> None:
    swept = sweep(capture, [3])
    assert not swept.depths[0].any()
    assert len(swept.points) == 0
