"""Opening: the file of a set becomes a set, whichever make it is."""

import json
import zipfile
from pathlib import Path

from ...errors import MakerRefused
from .set import MANIFEST, Set


def open_set(path: Path) -> Set:
    """Return the set that a file holds; raise MakerRefused if it holds none."""
    try:
        with zipfile.ZipFile(path) as archive:
            kind = json.loads(archive.read(MANIFEST))["kind"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as wrong:
        raise MakerRefused(f"{path.name} is no set: scout it again ({wrong})") from wrong
    match kind:
        case "field":
            from .field.field_set import FieldSet

            return FieldSet.read(path)
        case "picture":
            from .pictured import PictureSet

            return PictureSet.read(path)
        case _:
            raise MakerRefused(f"{path.name} is a set of another make ({kind!r}): a newer Cliffhanger wrote it")
