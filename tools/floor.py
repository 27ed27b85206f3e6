"""The studio floor: where Specs become Takes, in worker processes, each key once."""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from ..errors import ToolError
from ..memory.takes import StoredTake, TakeStore
from .take import Made, Maker, Spec, Take, take_key


class Floor:
    """Makes takes through a process pool and keeps them in the take store.

    LangGraph's own throttle is not used: it keeps finished tasks from being saved until the last one has started. The
    semaphore here bounds the work instead, and the store remembers it.
    """

    def __init__(self, store: TakeStore, workers: int | None = None, pool: Executor | None = None) -> None:
        """Open a floor of ``workers`` processes (the number of cores if not given); none starts before it is needed.

        ``pool`` is where makers run instead, if given: threads, say, for makers that cost nothing.
        """
        self.store = store
        self.workers = workers or cores()
        self._free = asyncio.Semaphore(self.workers)
        self._shared = pool
        # One pool a process: a death fails only its own take. In CPython 3.11 a pool of several loses the process it is
        # starting while another dies, and waits for it at exit for ever.
        self._pools: list[ProcessPoolExecutor] = []
        self._idle: list[ProcessPoolExecutor] = []
        self._making: dict[str, asyncio.Task[Take]] = {}

    def find(self, maker: Maker[Any], spec: Spec, inputs: Sequence[Take] = ()) -> Take | None:
        """Return the take of this Spec if it has been made already."""
        stored = self.store.get(_key(maker, spec, inputs))
        return None if stored is None else _take(stored)

    async def make(self, maker: Maker[Any], spec: Spec, inputs: Sequence[Take] = ()) -> Take:
        """Return the take of this Spec, making it only if the store lacks it; raise ToolError if that fails.

        Two callers of one key share one making.
        """
        key = _key(maker, spec, inputs)
        found = self.store.get(key)
        if found is not None:
            return _take(found)
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._make(key, maker, spec, tuple(inputs)))
            self._making[key].add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(self._making[key])

    async def _make(self, key: str, maker: Maker[Any], spec: Spec, inputs: tuple[Take, ...]) -> Take:
        async with self._free:
            out = self.store.reserve(key, maker.suffix)
            began = time.perf_counter()
            made = await self._run(maker, spec, out, inputs)
            took = time.perf_counter() - began
            return _take(self.store.put(key, maker.tool, maker.version, out, made.seconds, made.facts, took))

    async def _run(self, maker: Maker[Any], spec: Spec, out: Path, inputs: tuple[Take, ...]) -> Made:
        pool = self._shared or (self._idle.pop() if self._idle else self._hire())
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, _work, maker, spec, out, inputs)
        except BrokenProcessPool as error:
            if pool in self._pools:
                self._pools.remove(pool)
            pool.shutdown()
            raise ToolError(
                f"{maker.tool}: the worker process died while it made {out.name}; most often the machine ran out of "
                "memory. Free some, or use --workers 1."
            ) from error
        finally:
            if pool in self._pools:
                self._idle.append(pool)

    def _hire(self) -> ProcessPoolExecutor:
        # Spawned, not forked: skia, onnxruntime and OpenCV hold threads that a fork would copy half alive.
        spawn = multiprocessing.get_context("spawn")
        self._pools.append(ProcessPoolExecutor(1, mp_context=spawn, initializer=_leave_interrupts))
        return self._pools[-1]

    def close(self) -> None:
        """Stop the worker processes; takes under way are abandoned, finished ones are kept."""
        # Terminated, not awaited: otherwise an interrupted run would not end before its slowest take.
        for pool in self._pools:
            for worker in (pool._processes or {}).values():
                worker.terminate()
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)
        self._pools.clear()
        self._idle.clear()
        if self._shared is not None:
            self._shared.shutdown(wait=False, cancel_futures=True)


def cores() -> int:
    """Return how many cores this process may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Let Ctrl-C reach the studio alone, which then closes the floor; workers would only print tracebacks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(maker: Maker[Any], spec: Spec, out: Path, inputs: tuple[Take, ...]) -> Made:
    return maker.make(spec, out, inputs)


def _key(maker: Maker[Any], spec: Spec, inputs: Sequence[Take]) -> str:
    return take_key(maker.tool, maker.version, spec, [take.key for take in inputs])


def _take(stored: StoredTake) -> Take:
    return Take(
        key=stored.key,
        tool=stored.tool,
        version=stored.version,
        path=str(stored.path),
        seconds=stored.seconds,
        facts=stored.facts,
    )
