"""A Legacy: what a finished season leaves to the one after it."""

from .bible import Bible
from .canon import Fact
from .frozen import Frozen
from .script import Thread
from .state import State


class Legacy(Frozen):
    """A season, compiled: canon, states, what is open, who won and what it cost, what viewers were promised."""

    season: int
    finished: bool
    """False: the sequel goes on from the middle (``--from-here``)."""
    last: str
    """Id of the last approved episode."""
    bible: Bible
    past: tuple[Bible, ...] = ()
    """Bibles of the seasons before that one, the first one first: a sequel repeats none of them."""
    state: State
    """What is true as the season ends."""
    threads: tuple[Thread, ...]
    """Open threads, the most pressing first; their ids carry the season (``s01.t07.first_word``)."""
    won: tuple[str, ...] = ()
    """Who got what they wanted, a sentence each."""
    cost: tuple[str, ...] = ()
    """Who died, was hurt, lost or exposed, a sentence each."""
    promised: tuple[str, ...] = ()
    """What viewers were promised and have not seen: vows, threats, questions; a sentence each."""
    facts: tuple[Fact, ...] = ()
    """Canon that still holds and weighs most, each with its evidence."""
    finale: str = ""
    """How it ended: the last episode's recap and cliffhanger."""
