"""Quiet: the libraries draw no bars, log no advice and warn of nothing that we have already dealt with."""

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
