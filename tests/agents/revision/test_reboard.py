"""The storyboard follows a changed script with the least change."""

from typing import Any


async def test_it_is_there(studio: Any, spoken: Any) -> None:
    episode = await spoken(studio, "s01e01")
    assert len(episode.shots) > 10
