"""Proposals: a reading is tried on a copy of the series, and what comes of it is kept until the user has decided."""

from collections.abc import Sequence

from ...memory.archive import Archive
from ...memory.edit import AnyEdit
from ...memory.note import Note
from ...memory.proposal import Proposal, Ripple
from ...memory.talk import USER, Revised, Talk
from ...memory.versions import Versions
from ..crew import Studio
from .board.locks import refuse_if_kept
from .diffs import differences
from .edits import carry_out
from .possible import NotPossible
from .rehearsal import rehearsal
from .ripple import ripple
from .rooms import keep_rooms


async def propose(studio: Studio, note: Note, edits: Sequence[AnyEdit], understood: str) -> Proposal:
    """Try edits on a copy and keep what would come of them as the open proposal.

    Raises NotPossible if one cannot be carried out, touches what is locked, or if nothing would change.
    """
    with rehearsal(studio) as trial:
        await carry_out(trial, edits)
        keep_rooms(studio, trial)
        refuse_if_kept(studio, trial)
        touched = ripple(studio, trial)
        proposal = Proposal(
            number=0,
            note=note,
            understood=understood,
            edits=tuple(edits),
            diffs=differences(studio.archive, trial.archive),
            ripple=touched,
        )
        revised = _revised(studio.archive, trial.archive)
    if not revised:
        raise NotPossible("It is like that already: nothing would change.")
    return Talk(studio.archive).propose(proposal, revised)


def _revised(before: Archive, after: Archive) -> tuple[Revised, ...]:
    """Return the documents that differ, as they would be."""
    old, new = before.digests(), after.digests()
    changed = sorted({key for key, _ in old.items() ^ new.items()})
    bodies = after.bodies(changed)
    return tuple(
        Revised(kind=kind, id=id, body=bodies.get((kind, id), ""), base=before.revision(kind, id))
        for kind, id in changed
    )


def is_stale(studio: Studio, number: int) -> bool:
    """Tell whether the series has changed since a proposal was made, in what it would put."""
    return any(studio.archive.revision(one.kind, one.id) != one.base for one in Talk(studio.archive).documents(number))


def accept(studio: Studio, proposal: Proposal) -> Ripple:
    """Put what was proposed, all in one step, as one change that can be undone; the change stays open for the crew."""
    archive, talk = studio.archive, Talk(studio.archive)
    with archive.together():
        Versions(archive).begin(proposal.note.text, proposal.understood, proposal.ripple.episodes)
        for one in talk.documents(proposal.number):
            if one.body:
                archive.put_text(one.kind, one.id, one.body, proposal.note.text, USER)
            else:
                archive.point({(one.kind, one.id): 0})
        talk.settle(proposal.number, "accepted")
    return proposal.ripple
