"""How seasons and episodes are numbered: ``s01e05`` in documents, one rising number where they are compared.

Ids of one width sort as text only up to ``e99``; a season may have a hundred episodes, so whoever orders episodes
orders them by `place`.
"""

import re

_ID = re.compile(r"s(\d{2,})e(\d{2,})")
_STEP = 1000


def season_id(season: int) -> str:
    """Return ``s01``."""
    return f"s{season:02d}"


def episode_id(season: int, number: int) -> str:
    """Return ``s01e05``."""
    return f"s{season:02d}e{number:02d}"


def numbers(id: str) -> tuple[int, int]:
    """Return season and episode number of an episode's id, or of anything whose id begins with one (``s01e05.2.b03``).

    Raises ``ValueError`` if it does not.
    """
    found = _ID.match(id)
    if found is None:
        raise ValueError(f"{id!r} does not begin with an episode, as s01e05 does")
    return int(found[1]), int(found[2])


def place(id: str) -> int:
    """Return where an episode stands among all of a series: 1005 for ``s01e05``, higher for whatever comes later."""
    season, number = numbers(id)
    return season * _STEP + number
