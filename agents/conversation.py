"""The conversation: a note is read, tried, proposed, decided on and carried out; a graph that waits for the user.

Where it waits it is interrupted, and its checkpoint outlives the process. Proposals and what was said lie in the
archive: lose the checkpoints, and a proposal can still be accepted.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import interrupt

from ..errors import UserError
from ..memory.canon import Findings
from ..memory.cuts import Cuts
from ..memory.edit import AnyEdit
from ..memory.note import Note, Reading
from ..memory.numbering import numbers, place, season_id
from ..memory.proposal import Proposal
from ..memory.script import Script
from ..memory.storyboard import Storyboard
from ..memory.talk import Message, Talk
from ..memory.versions import Versions
from .crew import Desk, Studio
from .delivery import master_path
from .node import Crew, Update, say
from .revision import proposing
from .scouting import sets_of
from .state import Production, Request

REMEMBERED = 6
"""Notes that the showrunner has in mind when the next one comes."""

Graph = CompiledStateGraph[Production, Studio, Request, Production]


class Word(TypedDict):
    """What the user says: a note, or the decision on a proposal."""

    text: str
    focus: str
    refines: bool
    """Whether the note goes with the proposal that lies there, or takes its place."""
    reading: dict[str, Any] | None
    """How the note is to be taken, if that is known already: a button was pressed."""


class Conversation(TypedDict, total=False):
    """Where the conversation stands; plain data."""

    word: Word
    requests: dict[str, Request]
    """How each season was ordered, by season id."""
    command: str
    argument: str
    proposal: int
    waits_for: Literal["", "answer", "decision"]


async def listen(state: Conversation, runtime: Crew) -> Update:
    """Showrunner: reads the note, with the work and the last notes in mind."""
    studio, word = runtime.context, state["word"]
    note, talk = Note(text=word["text"], focus=word["focus"]), Talk(runtime.context.archive)
    desk = desk_for(studio, note)
    if note.text:
        talk.say(Message(author="user", kind="note", text=note.text, focus=note.focus))
    say(runtime, "showrunner", "reads the note")
    given = word["reading"]
    reading = Reading.model_validate(given) if given else await studio.showrunner.read_note(note, desk)
    if reading.command in ("accept", "drop") and talk.pending() is None:
        reading = Reading(refusal="There is no proposal to decide on. Say what should be different.")
    if reading.edits:
        return await _proposed(studio, note, reading, word["refines"])
    if reading.question:
        said = Message(author="showrunner", kind="question", text=reading.question, options=reading.options)
        talk.say(said)
        return {"waits_for": "answer", "command": ""}
    if reading.command:
        return {"waits_for": "", "command": reading.command, "argument": reading.argument}
    talk.say(Message(author="showrunner", kind="refusal", text=reading.refusal, near=reading.near))
    return {"waits_for": "decision" if talk.pending() else "", "command": ""}


async def _proposed(studio: Studio, note: Note, reading: Reading, refines: bool) -> Update:
    talk = Talk(studio.archive)
    pending = talk.pending() if refines else None
    edits = merged(pending.edits, reading.edits) if pending else reading.edits
    understood = f"{pending.understood} {reading.understood}" if pending else reading.understood
    try:
        proposal = await proposing.propose(studio, note, edits, understood)
    except UserError as error:
        talk.say(Message(author="showrunner", kind="refusal", text=str(error)))
        return {"waits_for": "decision" if talk.pending() else "", "command": ""}
    talk.say(Message(author="showrunner", kind="proposal", text=proposal.understood, proposal=proposal.number))
    return {"waits_for": "decision", "command": "", "proposal": proposal.number}


async def wait(state: Conversation, runtime: Crew) -> Update:
    """Nobody: the graph waits for the user's next word, across restarts."""
    word: Word = interrupt({"waits_for": state["waits_for"], "proposal": state.get("proposal", 0)})
    return {"word": word}


async def carry_out(state: Conversation, runtime: Crew) -> Update:
    """Crew: what was accepted is put, and the episodes it touches are made anew from the takes that stay."""
    studio, talk = runtime.context, Talk(runtime.context.archive)
    proposal = talk.pending()
    if proposal is not None:
        if proposing.is_stale(studio, proposal.number):
            again = Reading(edits=proposal.edits, understood=proposal.understood)
            return await _proposed(studio, proposal.note, again, refines=False)
        proposing.accept(studio, proposal)
        say(runtime, "showrunner", f"accepted: {proposal.understood}", change=Versions(studio.archive).head)
    await remake(state["requests"], runtime)  # also what a killed process has left to do
    if proposal is not None:
        done = _told_done(studio, proposal)
        talk.say(Message(author="showrunner", kind="done", text=done, proposal=proposal.number))
    return {"waits_for": "", "command": "", "proposal": 0}


async def drop(state: Conversation, runtime: Crew) -> Update:
    """Showrunner: lets the proposal go; nothing has changed."""
    talk = Talk(runtime.context.archive)
    pending = talk.pending()
    if pending is not None:
        talk.settle(pending.number, "dropped")
        talk.say(
            Message(author="showrunner", kind="done", text="Dropped; nothing has changed.", proposal=pending.number)
        )
    return {"waits_for": "", "command": "", "proposal": 0}


async def remake(requests: dict[str, Request], runtime: Crew) -> None:
    """Lead the episodes that wait for it through the production once more; what is unchanged is found, not made."""
    from .graph import build_graph

    studio, versions = runtime.context, Versions(runtime.context.archive)
    production = build_graph(checkpointer=False)  # a node looks before it works: nothing needs to be remembered
    for id in versions.waiting():
        season, number = numbers(id)
        if id in studio.chronicle.approved():
            filmed = master_path(studio, id).exists()
            request = Request(**{**requests[season_id(season)], "first": number, "last": number, "render": filmed})
            config: Any = {"recursion_limit": 100_000}
            async for event in production.astream(request, config, context=studio, stream_mode="custom"):
                runtime.stream_writer(event)
        versions.remade(id)
    await asyncio.gather(*studio.errands)
    studio.errands.clear()
    versions.close()
    studio.archive.keep_copy()


def _told_done(studio: Studio, proposal: Proposal) -> str:
    cuts = (Cuts(studio.archive).present(id) for id in proposal.ripple.episodes)
    made = ", ".join(f"{cut.name} lasts {cut.seconds:.0f} s" for cut in cuts if cut is not None)
    return f"Done. {made}." if made else "Done."


def merged(old: Sequence[AnyEdit], new: Sequence[AnyEdit]) -> tuple[AnyEdit, ...]:
    """Return the edits of a proposal refined by others: one of the same kind and aim takes the old one's place."""
    aims = {_aim(edit) for edit in new}
    return (*(edit for edit in old if _aim(edit) not in aims), *new)


def _aim(edit: AnyEdit) -> tuple[str, ...]:
    named = ("line", "beat", "scene", "shot", "episode", "character", "prop", "location", "what", "thread", "finding")
    return (edit.do, *(f"{name}={getattr(edit, name, '')}" for name in named))


def desk_for(studio: Studio, note: Note) -> Desk:
    """Lay out what the showrunner looks at when a note comes in."""
    chronicle, archive, talk = studio.chronicle, studio.archive, Talk(studio.archive)
    seasons = chronicle.seasons()
    season = numbers(note.focus)[0] if note.focus else seasons[-1]
    ids = sorted((id for id in archive.ids("script") if numbers(id)[0] == season), key=place)
    boards = {id: board for id in ids if (board := archive.get("storyboard", id, Storyboard)) is not None}
    scripts = {id: script for id in ids if (script := archive.get("script", id, Script)) is not None}
    found = (archive.get("findings", id, Findings) or Findings() for id in ids)
    cuts = {id: cut for id in ids if (cut := Cuts(archive).present(id)) is not None}
    messages = talk.messages()
    last = messages[-1] if messages else None
    asked = Reading(question=last.text, options=last.options) if last and last.kind == "question" else None
    return Desk(
        season=season,
        bible=chronicle.bible(season),
        outline=chronicle.outline(season),
        scripts=scripts,
        storyboards=boards,
        findings=tuple(one for document in found for one in document.findings if one.status == "open"),
        seconds={id: cut.seconds for id, cut in cuts.items()},
        asked=asked,
        before=talk.notes()[-REMEMBERED:],
        sets=sets_of(studio, season),
    )


def where_to(state: Conversation) -> Literal["wait", "carry_out", "drop", "__end__"]:
    """Wait for the user, carry out what was decided, or leave the rest to whoever runs the conversation."""
    if state["command"] == "accept":
        return "carry_out"
    if state["command"] == "drop":
        return "drop"
    return wait_or_end(state)


def wait_or_end(state: Conversation) -> Literal["wait", "__end__"]:
    """Wait again if what was accepted had to be proposed anew."""
    return "wait" if state["waits_for"] else "__end__"


def build_conversation(
    checkpointer: BaseCheckpointSaver[str] | None = None,
) -> CompiledStateGraph[Conversation, Studio, Conversation, Conversation]:
    """Build the graph of the conversation; everything it touches comes in with ``context=Studio(...)``."""
    graph = StateGraph(Conversation, context_schema=Studio)

    graph.add_node("listen", listen)
    graph.add_node("wait", wait)
    graph.add_node("carry_out", carry_out)
    graph.add_node("drop", drop)

    graph.add_edge(START, "listen")
    graph.add_conditional_edges("listen", where_to, ["wait", "carry_out", "drop", END])
    graph.add_edge("wait", "listen")
    graph.add_conditional_edges("carry_out", wait_or_end, ["wait", END])
    graph.add_edge("drop", END)
    return graph.compile(checkpointer=checkpointer, name="conversation")
