"""The handover: a finished season compiled into what the next one has to remember."""

from collections.abc import Sequence

from ..memory.chronicle import Chronicle
from ..memory.legacy import Legacy
from ..memory.numbering import season_id
from ..memory.script import Thread


def compile_legacy(chronicle: Chronicle, season: int) -> Legacy:
    """Return what a season leaves to the one after it."""
    approved = chronicle.approved(season)
    finale = chronicle.script(approved[-1])
    return Legacy(
        season=season,
        finished=len(approved) == len(chronicle.outline(season).episodes),
        last=approved[-1],
        bible=chronicle.bible(season),
        state=chronicle.closing(season),
        threads=tuple(owed_threads(chronicle, season + 1)),
        finale=f"{finale.recap} {finale.cliffhanger}",
    )


def owed_threads(chronicle: Chronicle, season: int) -> Sequence[Thread]:
    """Return the threads that the seasons before one have left open, the most pressing first."""
    if season == 1:
        return ()
    before = season_id(season - 1)
    still = chronicle.closing(season - 1).open_threads
    found = [thread for thread in chronicle.outline(season - 1).threads if thread.id in still]
    return [
        thread if thread.id.startswith("s") else thread.model_copy(update={"id": f"{before}.{thread.id}"})
        for thread in sorted(found, key=lambda one: (not one.carried, one.due))
    ]
