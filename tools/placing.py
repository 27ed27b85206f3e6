"""Placing: the file of a take put where somebody looks for it."""

import os
import shutil
from pathlib import Path


def place(source: Path, target: Path) -> None:
    """Put a copy at ``target`` in one step, sharing the bytes where the file system can; what is there gives way."""
    part = target.with_suffix(f"{target.suffix}.part")
    part.unlink(missing_ok=True)
    try:
        os.link(source, part)
    except OSError:
        shutil.copyfile(source, part)
    part.replace(target)
