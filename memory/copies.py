"""Good copies of the truth: one is kept after every approved episode, and put back where the file has been damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ..errors import SeriesDamaged


def good_copy(path: Path) -> Path:
    """Return where the good copy of a database lies: ``series.db.good``, beside it."""
    return path.with_name(path.name + ".good")


def keep(connection: sqlite3.Connection, path: Path) -> None:
    """Copy a database as it stands over its good copy, in one step, and only if the new copy is sound.

    SQLite's backup copies pages as they are: without the look at the copy, damage would replace what can mend it.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            verdict = copy.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != ("ok",):
            raise sqlite3.DatabaseError(str(verdict[0] if verdict else "no answer"))
        part.replace(good_copy(path))
    finally:
        part.unlink(missing_ok=True)


def restore(path: Path, why: SeriesDamaged) -> Path:
    """Put the good copy in the place of a damaged database, and return where the damaged one lies now.

    Nothing is deleted: the damaged file keeps its name with ``.damaged-1`` behind it, and so on. Raises ``why`` if
    there is no copy.
    """
    good = good_copy(path)
    if not good.is_file():
        raise why
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for suffix in ("-wal", "-shm"):  # they belong to the damaged file, and would be played into the copy
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(aside.with_name(aside.name + suffix))
    part = path.with_name(path.name + ".part")
    part.write_bytes(good.read_bytes())
    path.rename(aside)
    part.rename(path)
    return aside
