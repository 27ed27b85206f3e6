"""Stems: dialogue, music and effects as they are in the mix, each from 0 and as long as the episode."""

import shutil
from pathlib import Path

from .edition import Edition

STEMS = ("dialogue", "music", "effects")


def lay_stems_in(edition: Edition, folder: Path, prefix: str = "") -> dict[str, Path]:
    """Copy the stems of a cut episode into a folder and return where each lies."""
    folder.mkdir(parents=True, exist_ok=True)
    laid = {}
    for name in STEMS:
        if name in edition.stems:
            laid[name] = folder / f"{prefix}{name}.wav"
            shutil.copyfile(edition.stems[name], laid[name])
    return laid
