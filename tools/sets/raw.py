"""Raw footage: a file of the user's own is kept as a take, byte for byte."""

import hashlib
import shutil
from pathlib import Path

from ...errors import UserError
from ...memory.takes import StoredTake, TakeStore, sha256_of
from ..footage.original import READ

TOOL, VERSION = "raw", "1"
MOST_BYTES = 60_000_000_000


def keep(file: Path, store: TakeStore) -> StoredTake:
    """Put footage into a take store, the same file once; raise UserError if it cannot be footage at all."""
    if not file.is_file():
        raise UserError(f"{file} is not there: name the footage of the place, or a picture of it.")
    if file.suffix.lower() not in READ:
        raise UserError(f"{file.name} is no footage that can be scouted: one of {', '.join(sorted(READ))} is.")
    size = file.stat().st_size
    if not 0 < size <= MOST_BYTES:
        raise UserError(
            f"{file.name} is {'empty' if not size else 'too large'}: export it again from where it was cut."
        )
    try:
        digest = sha256_of(file)
        key = hashlib.sha256(f"{TOOL} {VERSION} {digest}".encode()).hexdigest()
        if found := store.get(key):
            return found
        out = store.reserve(key, file.suffix.lower())
        shutil.copyfile(file, out)
    except OSError as error:
        raise UserError(f"{file.name} cannot be read: {error.strerror}.") from error
    return store.put(key, TOOL, VERSION, out, facts={"sha256": digest, "name": file.name})
