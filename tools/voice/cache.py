"""Where what can be made again is kept between runs, and how it is written so that nobody reads half a file."""

import os
import sys
import uuid
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder for what can be made again: ``CLIFFHANGER_CACHE``, else the platform's own place for it."""
    named = os.environ.get("CLIFFHANGER_CACHE")
    if named:
        return Path(named).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "cliffhanger"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "cliffhanger"
    xdg = os.environ.get("XDG_CACHE_HOME")
    return (Path(xdg) if xdg else Path.home() / ".cache") / "cliffhanger"


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` at ``path`` so that any other process sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
