"""Viewing: sets are kept open in one process of their own, which films what the page's camera sees.

The web process imports neither what learns sets nor what films them, and is never kept waiting.
"""

import asyncio
import json
import multiprocessing
import os
import signal
import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ...errors import CliffhangerError, ToolError
from ...memory.sets import Eye, Point

if TYPE_CHECKING:
    from ...tools.sets.set import Plate, Set

T = TypeVar("T")
IDLE = 180.0
"""Seconds without a question after which the process ends, and gives its memory back."""
PATIENCE = 60.0
"""Seconds that one answer may take; a process that needs more is ended."""
WAITING = 32
"""Questions that may wait at once."""
OPEN = 2
"""Sets that are kept open."""
HEAVY = 3 * 2**30
"""Bytes of the process beyond which only one set is kept open."""
GRID = 120
"""Columns of the depth map that goes with a view, at most."""
ON_THE_FLOOR = 0.25
"""Metres above or below 0 that count as the floor."""
EYE_LEVEL = 1.5
"""Metres, at which it is told where a camera can be."""
STEP = 0.2
"""Metres between two places of the plan."""
REACH = 45
"""Steps from where it begins that the plan goes each way."""


class Overtaken(CliffhangerError):
    """A newer view has been asked for, so this one is of no use."""


class Viewing:
    """Asks the process that keeps sets open, one question after the other; starts it when there is one."""

    def __init__(self, pool: Executor | None = None) -> None:
        """Keep nothing open yet; ``pool`` answers instead of a process, if given."""
        self._given, self._pool = pool, pool
        self._free = asyncio.Semaphore(1)
        self._waiting = 0
        self._turns: dict[str, object] = {}
        self._rest: asyncio.TimerHandle | None = None

    async def ask(self, work: Callable[..., T], *arguments: Any, viewer: str = "") -> T:
        """Return what ``work`` answers in that process.

        Of what one viewer asks only the latest waits: Overtaken is raised for the others. Raises ToolError if too much
        waits, or the process dies or does not answer.
        """
        if self._waiting >= WAITING:
            raise ToolError("Too many views of sets are asked for at once. Close a window, or wait a moment.")
        turn = object()
        if viewer:
            self._turns[viewer] = turn
        self._waiting += 1
        try:
            async with self._free:
                if viewer and self._turns.get(viewer) is not turn:
                    raise Overtaken("A newer view has been asked for.")
                return await self._answer(work, *arguments)
        finally:
            self._waiting -= 1
            if viewer and self._turns.get(viewer) is turn:
                del self._turns[viewer]

    async def _answer(self, work: Callable[..., T], *arguments: Any) -> T:
        loop = asyncio.get_running_loop()
        if self._rest is not None:
            self._rest.cancel()
        self._pool = self._pool or _process()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._pool, work, *arguments), PATIENCE)
        except TimeoutError as error:
            self.close()
            raise ToolError(
                "The set took more than a minute to film, so it was given up. Try a smaller view."
            ) from error
        except BrokenProcessPool as error:
            self.close()
            raise ToolError(
                "The process that films sets has died; most often the machine ran out of memory. Free some, look again."
            ) from error
        finally:
            self._rest = loop.call_later(IDLE, self.close)

    def close(self) -> None:
        """End the process; the next question starts another."""
        pool, self._pool = self._pool, self._given
        if self._rest is not None:
            self._rest.cancel()
        if isinstance(pool, ProcessPoolExecutor):
            for worker in (pool._processes or {}).values():
                worker.terminate()
            pool.shutdown(wait=False, cancel_futures=True)


def _process() -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # it shares the cores with the crew
    threading.Thread(target=_end_with_the_studio, daemon=True).start()


def _end_with_the_studio() -> None:
    """End when the web process does, however that ends: otherwise its sets would stay in memory for ever."""
    studio = multiprocessing.parent_process()
    if studio is not None:
        studio.join()
        os._exit(0)


# In that process ------------------------------------------------------------------------------------------------

_sets: "OrderedDict[str, Set]" = OrderedDict()


def _opened(path: str) -> "Set":
    """Return the set of a file, which stays open for the next question."""
    if path not in _sets:
        from ...tools.sets.opening import open_set

        while len(_sets) >= (1 if _weight() > HEAVY else OPEN):
            _sets.popitem(last=False)
        _sets[path] = open_set(Path(path))
    _sets.move_to_end(path)
    return _sets[path]


def _weight() -> int:
    """Return how many bytes this process has needed at most; 0 where nobody can tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def photograph(path: str, eye: Eye, width: int, height: int) -> bytes:
    """Return what an eye sees of a set as JPEG."""
    return _jpeg(_opened(path).plate(eye, width, height), 88)


def view(path: str, eye: Eye, width: int, height: int) -> bytes:
    """Return what an eye sees of a set, with its depth, so that a page can turn it a little by itself.

    The length of a header as 4 bytes, little-endian, the header as JSON, the picture as JPEG, then for every point of
    a grid its nearness as 2 bytes (``near / depth``, 65535 at ``near``), row by row, then whether the footage saw it,
    as a byte. The corners of the grid are the middles of the picture's corner pixels.
    """
    import numpy as np

    began = time.perf_counter()
    opened = _opened(path)
    plate = opened.plate(eye, width, height)
    columns = min(GRID, width)
    rows = max(2, round(columns * height / width))
    at = np.ix_(_spread(rows, height), _spread(columns, width))
    depth = np.nan_to_num(plate.depth[at], nan=1e3, posinf=1e3, neginf=1e3).clip(0.05, 1e3)
    near = float(depth.min())
    nearness = np.round(65535 * near / depth).clip(1, 65535).astype("<u2")
    jpeg = _jpeg(plate, 90 if width > 300 else 80)
    head = {
        "eye": eye.model_dump(mode="json"),
        "width": width,
        "height": height,
        "columns": columns,
        "rows": rows,
        "near": near,
        "jpeg": len(jpeg),
        "seen": round(float(plate.seen.mean()), 4),
        "free": bool(opened.free(eye.at)),
        "ms": round(1000 * (time.perf_counter() - began), 1),
    }
    told = json.dumps(head).encode()
    told += b" " * (-(len(told) + len(jpeg)) % 4)  # so that what follows is read in place
    return b"".join(
        [struct.pack("<I", len(told)), told, jpeg, nearness.tobytes(), (255 * plate.seen[at]).astype("u1").tobytes()]
    )


def _spread(count: int, pixels: int) -> Any:
    import numpy as np

    return np.round(np.linspace(0, pixels - 1, count)).astype(int)


def _jpeg(plate: "Plate", quality: int) -> bytes:
    import cv2

    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(plate.colour, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    assert done, "a picture of three bytes a pixel can be coded"
    return data.tobytes()


def judged(path: str, eye: Eye) -> tuple[bool, float]:
    """Return whether a camera can be where an eye is, and which share of its picture the footage saw."""
    opened = _opened(path)
    return bool(opened.free(eye.at)), round(min(1.0, max(0.0, float(opened.share_seen(eye)))), 4)


def floor_at(path: str, eye: Eye, across: float, down: float) -> Point | None:
    """Return the point of the floor at a place of the picture (0 to 1 each way); None if something else is there."""
    import numpy as np

    from ...tools.sets.geometry import unproject

    width, height = 180, 320
    plate = _opened(path).plate(eye, width, height)
    x, y = min(int(across * width), width - 1), min(int(down * height), height - 1)
    point = unproject(eye, plate.depth)[y, x]
    start, way = np.array(eye.at), point - np.array(eye.at)
    if not np.isfinite(point).all() or abs(point[1]) > ON_THE_FLOOR or way[1] >= -1e-6:
        return None
    foot = start + way * (-start[1] / way[1])
    return round(float(foot[0]), 3), 0.0, round(float(foot[2]), 3)


@lru_cache(16)
def plan(path: str, starts: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    """Return where a camera can be, seen from above: all free places that are reached from some that are.

    ``rows`` go from the least z on, each a text of ``.`` and ``#`` (free) from the least x on, ``step`` metres apart.
    """
    opened = _opened(path)
    x0, z0 = starts[0] if starts else (0.0, 0.0)
    edge = [(round((x - x0) / STEP), round((z - z0) / STEP)) for x, z in starts]
    met, free = set(edge), set[tuple[int, int]]()
    while edge:
        i, j = edge.pop()
        if not opened.free((x0 + i * STEP, EYE_LEVEL, z0 + j * STEP)):
            continue
        free.add((i, j))
        beside = {(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)} - met
        edge += [at for at in beside if max(abs(at[0]), abs(at[1])) <= REACH]
        met |= beside
    if not free:
        return {"x": x0, "z": z0, "step": STEP, "rows": []}
    left, back = min(i for i, _ in free), min(j for _, j in free)
    right, front = max(i for i, _ in free), max(j for _, j in free)
    rows = ["".join("#" if (i, j) in free else "." for i in range(left, right + 1)) for j in range(back, front + 1)]
    return {"x": round(x0 + left * STEP, 3), "z": round(z0 + back * STEP, 3), "step": STEP, "rows": rows}
