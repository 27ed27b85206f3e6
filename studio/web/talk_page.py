"""The conversation, the history of changes, and two cuts side by side."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from ...memory.cuts import Cuts
from ...memory.ledger import now
from ...memory.proposal import Diff, Proposal
from ...memory.talk import Message, Talk
from ...memory.versions import Versions
from ..history import Side
from ..history import compare as laid_side_by_side
from ..jobs import Job
from .desk import AtDesk, View
from .ids import SeriesId

router = APIRouter(prefix="/api", tags=["conversation"])
CUT = r"^s\d{2,4}e\d{2,4}(@\d{1,6})?$"


class MessageView(View):
    """One thing that was said."""

    number: int
    at: str
    author: str
    kind: str
    text: str
    focus: str
    options: list[str]
    near: list[str]
    proposal: Proposal | None


@router.get("/series/{id}/conversation")
def conversation(id: SeriesId, desk: AtDesk) -> list[MessageView]:
    """Show what has been said, notes that wait for their answer among it."""
    desk.known(id)
    volume = desk.find(id)
    talk = Talk(volume.archive) if volume else None
    messages = list(talk.messages()) if talk else []
    for job in desk.jobs.jobs(id, ("running", "queued")):
        if job.what == "note" and not any(_is_told(job, message) for message in messages):
            messages.append(waiting(job, messages[-1].number + 1 if messages else 1))
    return [message_view(message, talk) for message in messages]


def waiting(job: Job, number: int) -> Message:
    """Return what the user has said and nobody has read yet."""
    return Message(
        number=number, at=job.at, author="user", kind="note", text=job.text, focus=str(job.args.get("focus", ""))
    )


def _is_told(job: Job, message: Message) -> bool:
    return message.author == "user" and message.text == job.text and message.at >= job.at


def message_view(message: Message, talk: Talk | None) -> MessageView:
    """Return a message with the proposal that it makes."""
    proposal = talk.proposal(message.proposal) if talk and message.proposal else None
    return MessageView(
        number=message.number,
        at=message.at or now(),
        author=message.author,
        kind=message.kind,
        text=message.text,
        focus=message.focus,
        options=list(message.options),
        near=list(message.near),
        proposal=proposal,
    )


class BranchView(View):
    """A line of changes with a name."""

    name: str
    head: int


class ChangeView(View):
    """One accepted change."""

    number: int
    parent: int
    at: str
    note: str
    understood: str
    episodes: list[str]
    current: bool
    undone: bool


class HistoryView(View):
    """All changes, and where the series stands among them."""

    head: int
    branch: str
    branches: list[BranchView]
    changes: list[ChangeView]
    can_undo: bool
    can_redo: bool


@router.get("/series/{id}/history")
def history(id: SeriesId, desk: AtDesk) -> HistoryView:
    """Show every change that was accepted, on all branches."""
    versions = Versions(desk.volume(id).archive)
    head, branch, branches, made = versions.head, versions.branch, versions.branches(), versions.line()
    changes = versions.changes()
    tip = next((one.head for one in branches if one.name == branch), 0)
    return HistoryView(
        head=head,
        branch=branch,
        branches=[BranchView(name=one.name, head=one.head) for one in branches],
        changes=[
            ChangeView(
                number=change.number,
                parent=change.parent,
                at=change.at,
                note=change.note,
                understood=change.understood,
                episodes=list(change.episodes),
                current=change.number == head,
                undone=change.number not in made,
            )
            for change in changes
        ],
        can_undo=head > 0,
        can_redo=tip != head and tip not in made,
    )


class CutView(View):
    """A finished version of an episode."""

    episode: str
    cut: int
    seconds: float
    master: str
    """Key of its take."""


class ShotPair(View):
    """A shot in both cuts; None: it is not in that one."""

    id: str
    a: str | None
    b: str | None


class CompareView(View):
    """Two cuts side by side."""

    a: CutView
    b: CutView
    diffs: list[Diff]
    shots: list[ShotPair]


Cut = Annotated[str, Query(pattern=CUT, description="A cut: s01e02@3, or s01e02 for the present one.")]


@router.get("/series/{id}/compare")
def compare(id: SeriesId, a: Cut, b: Cut, desk: AtDesk) -> CompareView:
    """Lay two finished cuts of an episode side by side: how they read, and which shots are other takes."""
    volume = desk.volume(id)
    for name in (a, b):
        if Cuts(volume.archive).called(name) is None:
            raise HTTPException(404, f"There is no cut {name}.")
    found = laid_side_by_side(desk.home, id, a, b)
    return CompareView(
        a=_cut_view(found.a),
        b=_cut_view(found.b),
        diffs=list(found.diffs),
        shots=[ShotPair(id=shot.id, a=shot.a or None, b=shot.b or None) for shot in found.shots],
    )


def _cut_view(side: Side) -> CutView:
    return CutView(episode=side.episode, cut=side.cut, seconds=side.seconds, master=side.master)
