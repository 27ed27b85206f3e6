"""The libraries of the extra, imported when they are needed and seen as untyped: their own types are partly wrong."""

from importlib import import_module
from typing import Any


def library(name: str) -> Any:
    """Return the module ``name``: ``torch``, ``diffusers``, ``transformers.models``…"""
    return import_module(name)
