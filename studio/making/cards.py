"""The card of this machine, looked at from outside: the studio's own process never loads torch nor holds a card."""

import subprocess
import sys
from functools import cache

from ...errors import ToolError
from ...tools.diffusion.card import Card, needs_torch

_LOOK = "from {package}.tools.diffusion.card import card; print(card().model_dump_json())"
_PATIENCE = 120.0
"""Seconds; torch on a cold disk takes its time."""


@cache
def card_found() -> Card:
    """Return the best device there is; raise MissingPart without torch, ToolError if torch does not work."""
    needs_torch()
    code = _LOOK.format(package=(__package__ or "").rsplit(".", 2)[0])
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"torch did not load within {_PATIENCE:.0f} s. Is the machine busy? Try again.") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ToolError(f"torch is installed but does not work ({last[:200]}). Install it again for this machine.")
    return Card.model_validate_json(done.stdout.strip().splitlines()[-1])
