"""The studio floor: where Specs become Takes, in worker processes, each key once."""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from ..errors import ToolError
from ..memory.takes import StoredTake, TakeStore
from .take import AnyMaker, Made, Maker, Settling, Spec, Staged, Take, lane, take_key

WIRES = 8
"""Jobs at once at providers."""


class Floor:
    """Makes takes through a process pool and keeps them in the take store.

    LangGraph's own throttle is not used: it keeps finished tasks from being saved until the last one has started. The
    semaphore here bounds the work instead, and the store remembers it.
    """

    def __init__(self, store: TakeStore, workers: int | None = None, pool: Executor | None = None) -> None:
        """Open a floor of ``workers`` processes (the number of cores if not given); none starts before it is needed.

        Beside them there is one process for the card, which keeps its models, and threads for jobs at providers.
        ``pool`` is where all makers run instead, if given: threads, say, for makers that cost nothing.
        """
        self.store = store
        self.workers = workers or cores()
        self._free = asyncio.Semaphore(self.workers)
        self._shared = pool
        # One pool a process: a death fails only its own take. In CPython 3.11 a pool of several loses the process it is
        # starting while another dies, and waits for it at exit for ever.
        self._pools: list[ProcessPoolExecutor] = []
        self._idle: list[ProcessPoolExecutor] = []
        self._card: ProcessPoolExecutor | None = None
        self._card_free = asyncio.Semaphore(1)
        self._wires: ThreadPoolExecutor | None = None
        self._wires_free = asyncio.Semaphore(WIRES)
        self._making: dict[str, asyncio.Task[Take]] = {}

    def find(self, maker: AnyMaker[Any], spec: Spec, inputs: Sequence[Take] = ()) -> Take | None:
        """Return the take of this Spec if it has been made already, or else what was settled for in its place."""
        found = self.take(_key(maker, spec, inputs))
        if found is None and isinstance(maker, Settling):
            return maker.settled(self, spec, inputs)
        return found

    def take(self, key: str) -> Take | None:
        """Return the take of that key if there is one."""
        stored = self.store.get(key)
        return None if stored is None else _take(stored)

    async def make(self, maker: AnyMaker[Any], spec: Spec, inputs: Sequence[Take] = ()) -> Take:
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

    async def _make(self, key: str, maker: AnyMaker[Any], spec: Spec, inputs: tuple[Take, ...]) -> Take:
        out = self.store.reserve(key, maker.suffix)
        if isinstance(maker, Staged):  # it takes no place itself: what it is made of does
            return await self._keep(key, maker, out, maker.stage(self, spec, out, inputs))
        async with self._place(maker):
            return await self._keep(key, maker, out, self._run(maker, spec, out, inputs))

    async def _keep(self, key: str, maker: AnyMaker[Any], out: Path, making: Coroutine[Any, Any, Made]) -> Take:
        began = time.perf_counter()
        made = await making
        took = time.perf_counter() - began
        if made.instead:  # a lesser take never gets the key of the better one: the next run tries that again
            out.unlink(missing_ok=True)
            lesser = self.take(made.instead)
            assert lesser is not None, "it has just been made"
            return lesser
        return _take(self.store.put(key, maker.tool, maker.version, out, made.seconds, made.facts, took))

    def _place(self, maker: Maker[Any]) -> asyncio.Semaphore:
        return {"cores": self._free, "card": self._card_free, "wire": self._wires_free}[lane(maker)]

    async def _run(self, maker: Maker[Any], spec: Spec, out: Path, inputs: tuple[Take, ...]) -> Made:
        pool = self._pool(maker)
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, _work, maker, spec, out, inputs)
        except BrokenProcessPool as error:
            if pool in self._pools:
                self._pools.remove(pool)
            if pool is self._card:
                self._card = None
            pool.shutdown()
            raise ToolError(
                f"{maker.tool}: the worker process died while it made {out.name}; most often the machine ran out of "
                "memory. Free some, or use --workers 1."
            ) from error
        finally:
            if pool in self._pools:
                self._idle.append(pool)

    def _pool(self, maker: Maker[Any]) -> Any:
        """Return where a maker works next."""
        match lane(maker):
            case _ if self._shared is not None:
                return self._shared
            case "wire":
                # Threads of this process: a job's id is written down in the ledger, which is open here.
                self._wires = self._wires or ThreadPoolExecutor(WIRES, "wire")
                return self._wires
            case "card":
                self._card = self._card or _process()
                return self._card
            case _:
                return self._idle.pop() if self._idle else self._hire()

    def _hire(self) -> ProcessPoolExecutor:
        self._pools.append(_process())
        return self._pools[-1]

    def close(self) -> None:
        """Stop the worker processes; takes under way are abandoned, finished ones are kept."""
        pools = [*self._pools, *([self._card] if self._card else [])]
        for pool in pools:
            # Terminated, not awaited: otherwise an interrupted run would not end before its slowest take. Only a card
            # that rests may end by itself: torch leaves semaphores behind if it is killed.
            if pool is not self._card or self._card_free.locked():
                for worker in (pool._processes or {}).values():
                    worker.terminate()
        for pool in pools:
            pool.shutdown(cancel_futures=True)
        self._pools.clear()
        self._idle.clear()
        self._card = None
        for threads in (self._shared, self._wires):
            if threads is not None:
                threads.shutdown(wait=False, cancel_futures=True)


def _process() -> ProcessPoolExecutor:
    # Spawned, not forked: skia, onnxruntime and OpenCV hold threads that a fork would copy half alive.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=_leave_interrupts)


def cores() -> int:
    """Return how many cores this process may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Let Ctrl-C reach the studio alone, which then closes the floor; workers would only print tracebacks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(maker: Maker[Any], spec: Spec, out: Path, inputs: tuple[Take, ...]) -> Made:
    return maker.make(spec, out, inputs)


def _key(maker: AnyMaker[Any], spec: Spec, inputs: Sequence[Take]) -> str:
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
