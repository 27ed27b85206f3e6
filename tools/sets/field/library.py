"""The libraries of the extra ``[sets]``: whether they are here, and where the work is best done."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from ....errors import MissingPart

Device = Literal["cuda", "mps", "cpu"]

INSTALL = 'pip install "cliffhanger[sets]"'
MOST_THREADS = 4
"""On a CPU; with more, threads wait for each other at every step."""


def needs_sets() -> None:
    """Raise MissingPart unless everything is installed that fields are made with."""
    absent = [name for name in ("torch", "scipy") if find_spec(name) is None]
    if absent:
        raise MissingPart(f"A set from footage needs {' and '.join(absent)}, not installed here: {INSTALL}")


def library(name: str) -> Any:
    """Return a module of the extra, imported now; raise MissingPart with the install line."""
    needs_sets()
    if "torch" not in sys.modules:
        # Threads that wait by spinning double the work of a machine that has other things to do; torch asks only once.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    return import_module(name)


def device_for(asked: Device | None = None) -> Device:
    """Return the device named, or the best there is; raise MissingPart if the one named is not there."""
    torch = library("torch")
    there: dict[Device, bool] = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if asked is None:
        return next(name for name, here in there.items() if here)
    if not there.get(asked, False):
        raise MissingPart(f"There is no {asked} device that torch can use here: install its driver, or choose the CPU.")
    return asked


def can_compile(device: Device) -> bool:
    """Tell whether the arithmetic of the grid can be compiled here: on a CPU, where there is a C++ compiler."""
    return device == "cpu" and shutil.which("g++") is not None and os.name == "posix"


@contextmanager
def threads(count: int = 0) -> Iterator[None]:
    """Bound the threads of torch and OpenCV; 0: as many as there are cores, up to ``MOST_THREADS``."""
    import cv2

    torch = library("torch")
    before, pictures = torch.get_num_threads(), cv2.getNumThreads()
    torch.set_num_threads(count or min(MOST_THREADS, os.cpu_count() or 1))
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
        cv2.setNumThreads(pictures)
