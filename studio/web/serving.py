"""Serving: the address, the token, and a word about what goes on when this ends."""

import errno
import os
import secrets
import socket
import sys
import webbrowser
from contextlib import closing, suppress

from ...errors import UserError
from ..hiring import hire
from ..jobs import Jobs
from ..settings import Settings
from .app import build
from .guard import is_loopback

PORT = 8642
_TRIED = 20
"""Ports that are tried after the one that was asked for."""


def serve(
    settings: Settings, host: str = "127.0.0.1", port: int = 0, token: str = "", open_browser: bool = True
) -> None:
    """Serve the Studio until it is interrupted, at that port (0: the usual one) or the next that is free.

    Any address but this machine's own needs a token, and gets one if none is given. Raises UserError if the address
    cannot be bound.
    """
    import uvicorn

    if not token and not is_loopback(host):
        token = secrets.token_urlsafe(24)
    wanted = port or PORT
    with closing(_bound(host, wanted)) as listening:
        chosen = int(listening.getsockname()[1])
        if chosen != wanted:
            _tell(f"Port {wanted} is taken, so this is port {chosen}.")
        address = _address(host, chosen, token)
        _tell(f"Cliffhanger Studio: {address}")
        config = uvicorn.Config(
            build(settings, host, chosen, token, hire),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        if open_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):  # uvicorn has ended in good order, and hands the interrupt on
            uvicorn.Server(config).run(sockets=[listening])
    _say_what_goes_on(settings)


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address, at that port or at one of the next."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    last = min(port + _TRIED, 65535)
    for number in range(port, last + 1):
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere it would let two servers share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host.strip("[]"), number))
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE or number == last:
                raise UserError(f"The address {host} port {number} cannot be used: {error.strerror}.") from error
            continue
        return listening
    raise UserError(f"No port from {port} on is free. Name another with --port.")


def _address(host: str, port: int, token: str) -> str:
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname(), "": socket.gethostname()}.get(host, host)
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{port}/" + (f"?token={token}" if token else "")


def _say_what_goes_on(settings: Settings) -> None:
    with Jobs(settings.home) as jobs:
        if any(jobs.jobs(states=("running", "queued"))):
            _tell("The page is closed; the work goes on without it. Open the Studio again to watch or to stop it.")


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
