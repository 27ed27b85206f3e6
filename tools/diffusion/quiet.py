"""Quiet: the libraries draw no bars, log no advice and warn of nothing that we have already dealt with."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from .library import library

LIBRARIES = r"(diffusers|transformers|torch|peft|accelerate)"


@contextmanager
def quietly() -> Iterator[None]:
    """Load and make without the chatter of diffusers and transformers; what they said before stays as it was."""
    diffusers = library("diffusers")
    transformers = library("transformers")

    ours, theirs = diffusers.utils.logging, transformers.utils.logging
    loud = (ours.get_verbosity(), theirs.get_verbosity())
    ours.set_verbosity_error()
    theirs.set_verbosity_error()
    ours.disable_progress_bar()
    theirs.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            # Deprecations between these libraries are for their authors; a failure still raises.
            for kind in (DeprecationWarning, FutureWarning, UserWarning):
                warnings.filterwarnings(
                    "ignore", category=kind, module=r"(diffusers|transformers|torch|peft|accelerate)"
                )
            yield
    finally:
        ours.set_verbosity(loud[0])
        theirs.set_verbosity(loud[1])


@contextmanager
def reported() -> Iterator[list[str]]:
    """Hear what transformers only mentions: the names of weights that its files lack, which it fills with noise."""
    transformers = library("transformers")

    logs, lacking = transformers.utils.logging, _Lacking()
    before = logs.get_verbosity()
    logger = logging.getLogger("transformers")
    logs.disable_default_handler()
    logger.addHandler(lacking)
    logs.set_verbosity_warning()
    try:
        yield lacking.names
    finally:
        logs.set_verbosity(before)
        logger.removeHandler(lacking)
        logs.enable_default_handler()


class _Lacking(logging.Handler):
    """Reads the report of a loading."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        rows = (line.split("|") for line in record.getMessage().splitlines())
        self.names += [row[0].strip() for row in rows if len(row) > 1 and row[1].strip() == "MISSING"]
