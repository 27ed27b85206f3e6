"""The bidder: asks what an order costs of a process of its own, which imports what this one must not."""

import asyncio
import json
import os
import subprocess
import sys
import time
from typing import Any

from ...errors import UserError
from ..settings import Settings

FRESH = 60.0
"""Seconds for which a bid holds: what is filmed meanwhile makes it less."""
_PATIENCE = 120.0


class Bids:
    """What has been asked lately."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[float, asyncio.Task[dict[str, Any]]]] = {}

    async def ask(self, settings: Settings, mix: str, *arguments: str) -> dict[str, Any]:
        """Return a bid for a mix; raise UserError with the reason if there is none."""
        key, now = (mix, settings.quality, *arguments), time.monotonic()
        self._known = {k: kept for k, kept in self._known.items() if now - kept[0] < FRESH}
        if key not in self._known:
            self._known[key] = (now, asyncio.create_task(_told(settings, *arguments)))
        told = await asyncio.shield(self._known[key][1])
        if "error" in told:
            self._known.pop(key, None)
            raise UserError(str(told["error"]))
        return told


async def _told(settings: Settings, *arguments: str) -> dict[str, Any]:
    home = str(settings.home.expanduser().resolve())
    command = (sys.executable, "-m", "cliffhanger.studio.bid", "--home", home, "--quality", settings.quality)
    bidder = await asyncio.create_subprocess_exec(
        *command, *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **settings.environment()},
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(bidder.communicate(), _PATIENCE)
        found: dict[str, Any] = json.loads(said)
    except TimeoutError:
        bidder.kill()
        found = {"error": "Nobody could tell in time what this costs, so nothing is ordered. Try again."}
    except ValueError:
        found = {"error": "Nobody could tell what this costs, so nothing is ordered. cliffhanger doctor tells more."}
    return found
