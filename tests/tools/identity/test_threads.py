"""Nets are not shared between threads: faces are found the same however many look at once."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.identity.faces import find_faces
from cliffhanger.tools.identity.threads import own
from cliffhanger.tools.picture.contact import still
from cliffhanger.tools.picture.spec import FigureSpec, ShotSpec, StageSpec


def test_each_thread_loads_once() -> None:
    loaded = own(object)
    with ThreadPoolExecutor(1) as other:
        assert loaded() is loaded()
        assert other.submit(loaded).result() is other.submit(loaded).result()
        assert other.submit(loaded).result() is not loaded()


def test_faces_are_the_same_however_many_look() -> None:
    figure = FigureSpec(look=Look(sex="woman"), outfit=Outfit(garment="suit"))
    sizes = [(216, 384), (324, 576), (270, 480)]
    shots = [
        ShotSpec(width=w, height=h, seconds=1, framing="close_up", stage=StageSpec(set="office"), figures=(figure,))
        for w, h in sizes
    ]
    pictures = [np.ascontiguousarray(still(shot, 0.3)[..., ::-1]) for shot in shots] * 8
    alone = [[face.box for face in find_faces(picture)] for picture in pictures]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda picture: [face.box for face in find_faces(picture)], pictures))
    assert all(alone) and together == alone
