"""The studio floor: real worker processes that share, refuse, die and are sent home."""

import asyncio
import importlib
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.floor import Floor


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Makers in a module that a spawned process finds too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("stage_hands")


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(TakeStore(tmp_path / "takes"), workers=2)
    yield floor
    floor.close()


def made(log: Path) -> list[str]:
    """Return what was made, in order."""
    return [line.rsplit(" ", 1)[0] for line in log.read_text("utf-8").splitlines()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_one_floor_shares_keeps_refuses_and_survives(floor: Floor, hands: ModuleType, tmp_path: Path) -> None:
    log, hand = tmp_path / "log", hands.Hand()

    def order(do: str, n: int = 0) -> object:
        return hands.Order(do=do, n=n, log=str(log))

    # Two callers of one key share one making; a third, later, makes nothing either.
    one, two = await asyncio.gather(floor.make(hand, order("slow")), floor.make(hand, order("slow")))
    assert one == two == await floor.make(hand, order("slow")) == floor.find(hand, order("slow"))
    assert made(log) == ["slow 0"] and Path(one.path).read_text("utf-8") == "slow 0"

    # Inputs are part of the key.
    with_input = await floor.make(hand, order("slow"), [one])
    assert with_input.key != one.key and with_input.facts == {"inputs": 1}

    # A refusal keeps its type across the process, and leaves nothing.
    with pytest.raises(MakerRefused, match="order 3 will never"):
        await floor.make(hand, order("refuse", 3))
    assert floor.find(hand, order("refuse", 3)) is None

    # A worker that dies is a ToolError with a remedy, and the floor works afterwards.
    with pytest.raises(ToolError, match=r"hand: the worker process died.*--workers 1"):
        await floor.make(hand, order("die"))
    assert (await floor.make(hand, order("write", 4))).seconds == 1.0

    # Whoever gives up waiting does not stop the making for the others.
    impatient = asyncio.create_task(floor.make(hand, order("slow", 5)))
    patient = asyncio.create_task(floor.make(hand, order("slow", 5)))
    await asyncio.sleep(0.05)
    impatient.cancel()
    assert Path((await patient).path).read_text("utf-8") == "slow 5"
    assert made(log).count("slow 5") == 1


async def test_a_worker_that_dies_takes_only_its_own_take_with_it(
    floor: Floor, hands: ModuleType, tmp_path: Path
) -> None:
    log, hand = tmp_path / "log", hands.Hand()

    async def order(do: str, n: int) -> bool:
        try:
            await floor.make(hand, hands.Order(do=do, n=n, log=str(log)))
        except ToolError:
            return False
        return True

    done = await asyncio.gather(*(order("die" if n % 3 == 0 else "slow", n) for n in range(8)))
    assert done == [n % 3 != 0 for n in range(8)]
    assert len(made(log)) == 8 and len(multiprocessing.active_children()) <= 2
    floor.close()
    assert multiprocessing.active_children() == []


async def test_closing_sends_everybody_home_at_once(floor: Floor, hands: ModuleType, tmp_path: Path) -> None:
    log, hand = tmp_path / "log", hands.Hand()
    done = await floor.make(hand, hands.Order(do="write", log=str(log)))
    under_way = asyncio.create_task(floor.make(hand, hands.Order(do="endless", log=str(log))))
    while not log.exists() or "endless 0" not in made(log):
        await asyncio.sleep(0.02)
    worker = int(log.read_text("utf-8").split()[-1])
    os.kill(worker, signal.SIGINT)  # Ctrl-C reaches the whole group: a worker leaves it to the studio
    await asyncio.sleep(0.1)
    assert alive(worker)
    began = time.monotonic()
    floor.close()
    assert time.monotonic() - began < 5
    assert not alive(worker) and multiprocessing.active_children() == []
    with pytest.raises((ToolError, asyncio.CancelledError)):
        await under_way
    assert floor.store.keys() == [done.key], "what was finished is kept, what was not is absent"
    floor.close()  # twice is no harm
