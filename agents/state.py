"""The graph's state: ids and counters only, plain data. Documents live in the archive, takes in the take store."""

from typing import Annotated, TypedDict


def merge(left: dict[str, str], right: dict[str, str]) -> dict[str, str]:
    """Merge by key, the right one winning: applying the same update twice changes nothing."""
    return {**left, **right}


class Request(TypedDict):
    """What a run is asked for."""

    premise: str
    about: str
    """What a sequel should be about; empty: whatever the season before left open."""
    lead: str
    """Id of who leads a sequel; empty: the same as before."""
    seed: int
    season: int
    season_length: int
    paywall: int
    first: int
    last: int
    """The episodes that should be finished; those before the first are written if they are not, and not filmed."""
    render: bool
    """False: stop each episode after its storyboard."""


class Production(Request, total=False):
    """Where a run stands."""

    episode: str
    """Id of the episode under work."""
    number: int
    debate_round: int
    revision_round: int
    retake_round: int
    failures: Annotated[dict[str, str], merge]
    """Line or shot id to the sentence that says why it could not be made."""


class Task(TypedDict):
    """One piece of a fan-out: a line to speak or a shot to film."""

    episode: str
    id: str
