"""Threads: a net of OpenCV serves one at a time, so each thread that looks at faces loads its own."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")


def own(load: Callable[[], T]) -> Callable[[], T]:
    """Return what loads a net once a thread."""
    kept = threading.local()

    @wraps(load)
    def mine() -> T:
        if not hasattr(kept, "net"):
            kept.net = load()
        found: T = kept.net
        return found

    return mine
