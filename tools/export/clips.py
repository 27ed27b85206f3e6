"""Clips: the takes of an episode in order, under names that say which is which."""

import shutil
from pathlib import Path

from .edition import Edition


def lay_clips_in(edition: Edition, folder: Path) -> list[Path]:
    """Copy the takes of a filmed episode into a folder, ``001_s01e02.s01.mp4``, and return them in order.

    They are copies, not links: an editor may write into them, and the take store must stay as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    laid = []
    for row in edition.rows:
        laid.append(folder / edition.clip(row))
        shutil.copyfile(row.file, laid[-1])
    return laid
