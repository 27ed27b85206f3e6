"""The user's side of the conversation: a word is said to the crew, and what comes of it is told.

Every function opens the series, holds its lock, and closes it again; what waits for the user waits in the graph's
checkpoint and in the archive.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from ..agents.conversation import Word, build_conversation, remake
from ..agents.crew import Studio
from ..agents.state import Request
from ..errors import UserError
from ..memory.archive import Archive
from ..memory.chronicle import Chronicle
from ..memory.folder import SeriesFolder
from ..memory.frozen import Frozen
from ..memory.note import Note, Reading
from ..memory.numbering import season_id
from ..memory.proposal import Proposal
from ..memory.talk import Message, Talk
from ..memory.versions import Change, Versions
from .estimate import proposal_told
from .order import kept_order
from .run import Listener, checkpoints, request
from .settings import Settings
from .wiring import open_studio

SCHEMA = "1"
"""Of the conversation's state and nodes; a conversation of another one is begun anew from the archive."""
_NONE_WAITS = "No proposal waits for a decision. Say what should be different, and there will be one."


class Said(Frozen):
    """What a word came to."""

    kind: Literal["proposal", "question", "refusal", "done", "command"]
    text: str
    proposal: Proposal | None = None
    """With ``proposal`` the one that waits; with ``done`` the one that was carried out."""
    options: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    command: str = ""
    """With ``command``: what the user wants that is not for the conversation to do: make, sequel, history, compare."""
    argument: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data: edits, ripple, findings, takes kept and remade, seconds and price beside it all."""
        told = self.model_dump(mode="json")
        if self.proposal is not None:
            ripple = told["proposal"]["ripple"]
            told |= {"edits": told["proposal"]["edits"], "ripple": ripple, "findings": ripple["opened"]}
            told |= {name: ripple[name] for name in ("kept", "remade", "seconds", "price")}
        return told

    def as_text(self) -> str:
        """Return it for people: a proposal with its differences, what it touches and what it costs."""
        if self.kind == "proposal" and self.proposal is not None:
            return proposal_told(self.proposal)
        offered = [f"  · {option}" for option in (*self.options, *self.near)]
        return "\n".join([self.text, *offered])


def waiting(settings: Settings, series: str) -> Said:
    """Return the proposal that waits for a decision; raise UserError if none does."""
    with Archive(SeriesFolder(settings.home, series).database) as archive:
        pending = Talk(archive).pending()
    if pending is None:
        raise UserError(_NONE_WAITS)
    return Said(kind="proposal", text=pending.understood, proposal=pending)


def say(settings: Settings, series: str, note: Note, listen: Listener, refines: bool = False) -> Said:
    """Say something to the showrunner; with ``refines`` it goes with the proposal that waits."""
    word = Word(text=note.text, focus=note.focus, refines=refines, reading=None)
    return _with(settings, series, lambda studio: _turn(studio, word, listen))


def revise(settings: Settings, series: str, reading: Reading, note: Note, listen: Listener, at_once: bool) -> Said:
    """Say something whose meaning is known, a button that was pressed; ``at_once``: and accept what is proposed."""
    word = Word(text=note.text, focus=note.focus, refines=False, reading=reading.model_dump(mode="json"))

    async def both(studio: Studio) -> Said:
        said = await _turn(studio, word, listen)
        return await _turn(studio, _command("accept"), listen) if at_once and said.kind == "proposal" else said

    return _with(settings, series, both)


def accept(settings: Settings, series: str, listen: Listener, number: int = 0) -> Said:
    """Accept the proposal that waits; raise UserError if none does, or another than the one meant."""
    return _with(settings, series, lambda studio: _decide(studio, "accept", listen, number))


def drop(settings: Settings, series: str, listen: Listener, number: int = 0) -> Said:
    """Drop the proposal that waits; raise UserError as in `accept`."""
    return _with(settings, series, lambda studio: _decide(studio, "drop", listen, number))


def undo(settings: Settings, series: str, steps: int, listen: Listener) -> Said:
    """Go back some changes; the cuts follow, from takes that are all there."""
    return _with(
        settings, series, lambda studio: _move(studio, listen, "Undone", lambda v: [v.undo() for _ in range(steps)])
    )


def redo(settings: Settings, series: str, steps: int, listen: Listener) -> Said:
    """Make some undone changes again."""
    return _with(
        settings, series, lambda studio: _move(studio, listen, "Redone", lambda v: [v.redo() for _ in range(steps)])
    )


def branch(settings: Settings, series: str, name: str, listen: Listener) -> Said:
    """Go on under another name from here, so that it can be had both ways."""
    return _with(settings, series, lambda studio: _commanded(studio, "branch", name, listen))


def switch(settings: Settings, series: str, name: str, listen: Listener) -> Said:
    """Go to where another branch stands; the cuts follow."""
    return _with(settings, series, lambda studio: _commanded(studio, "switch", name, listen))


def _with(settings: Settings, series: str, do: Callable[[Studio], Any]) -> Said:
    """Open a series in the size it was last filmed in, do something with it, and close it."""
    folder = SeriesFolder(settings.home, series)
    with folder.lock():
        with folder.archive() as archive:
            if not archive.ids("outline"):
                raise UserError(
                    f"{series} has no plan yet to speak about. Make its first episode: cliffhanger make {series}"
                )
            filmed = archive.note("format", "{}")
        settings = settings.model_copy(
            update=Settings.model_validate_json(filmed).model_dump(include={"quality", "width"})
        )
        with open_studio(settings, folder) as studio:
            said: Said = asyncio.run(do(studio))
            return said


async def _turn(studio: Studio, word: Word, listen: Listener) -> Said:
    """Lead the conversation to where it waits again, and tell what was said last."""
    talk = Talk(studio.archive)
    heard = max((message.number for message in talk.messages()), default=0)
    async with checkpoints(studio.folder) as saver:
        graph = build_conversation(saver)
        config: Any = {"configurable": {"thread_id": f"conversation-{SCHEMA}"}, "recursion_limit": 1000}
        state = await graph.aget_state(config)
        if "carry_out" in state.next:  # a killed process had begun to carry out what was accepted
            await _stream(graph, None, config, studio, listen)
            state = await graph.aget_state(config)
        update = {"requests": _requests(studio)}
        start: Any = Command(resume=word, update=update) if "wait" in state.next else {"word": word, **update}
        await _stream(graph, start, config, studio, listen)
        state = await graph.aget_state(config)
    command, argument = str(state.values.get("command", "")), str(state.values.get("argument", ""))
    if command in ("undo", "redo", "branch", "switch"):
        return await _commanded(studio, command, argument, listen)
    if command:
        return Said(kind="command", text=command, command=command, argument=argument)
    return _told([message for message in talk.messages(heard) if message.author == "showrunner"], talk)


async def _stream(graph: Any, start: Any, config: Any, studio: Studio, listen: Listener) -> None:
    async for event in graph.astream(start, config, context=studio, stream_mode="custom"):
        listen(event)


def _told(messages: list[Message], talk: Talk) -> Said:
    if not messages:
        raise UserError("Nothing came of that.")
    last = messages[-1]
    proposal = talk.proposal(last.proposal) if last.proposal else None
    if last.kind in ("proposal", "question", "refusal", "done"):
        return Said(kind=last.kind, text=last.text, proposal=proposal, options=last.options, near=last.near)
    return Said(kind="done", text=last.text)


async def _commanded(studio: Studio, command: str, argument: str, listen: Listener) -> Said:
    steps = int(argument) if argument.isdigit() else 1
    if command == "undo":
        return await _move(studio, listen, "Undone", lambda v: [v.undo() for _ in range(steps)])
    if command == "redo":
        return await _move(studio, listen, "Redone", lambda v: [v.redo() for _ in range(steps)])
    if command == "switch":
        return await _move(studio, listen, f"On the branch {argument} now", lambda v: list(v.switch(argument)))
    versions = Versions(studio.archive)
    name = argument or f"way {len(versions.branches()) + 1}"

    def begin(versions: Versions) -> list[Change]:
        versions.begin_branch(name)
        return []

    return await _move(studio, listen, f"On the branch {name} now", begin)


async def _decide(studio: Studio, command: Literal["accept", "drop"], listen: Listener, number: int) -> Said:
    pending = Talk(studio.archive).pending()
    if pending is None or (number and pending.number != number):
        raise UserError(f"Proposal {number} does not wait; proposal {pending.number} does." if pending else _NONE_WAITS)
    return await _turn(studio, _command(command), listen)


async def _move(studio: Studio, listen: Listener, told: str, move: Callable[[Versions], list[Change]]) -> Said:
    """Move the series between its versions and let the cuts follow."""
    with studio.archive.together():
        changes = move(Versions(studio.archive))
        pending = Talk(studio.archive).pending()
        if pending is not None:
            Talk(studio.archive).settle(pending.number, "dropped")
        notes = "; ".join(f"“{change.note}”" for change in changes)
        text = f"{told}: {notes}." if notes else f"{told}."
        Talk(studio.archive).say(Message(author="showrunner", kind="done", text=text))
    crew: Runtime[Studio] = Runtime(context=studio, stream_writer=listen)
    await remake(_requests(studio), crew)
    return Said(kind="done", text=text)


def _command(command: Literal["accept", "drop"]) -> Word:
    reading = Reading(command=command).model_dump(mode="json")
    return Word(text="", focus="", refines=False, reading=reading)


def _requests(studio: Studio) -> dict[str, Request]:
    """Return how each season of a series was ordered."""
    orders = {n: kept_order(studio.archive, studio.folder.slug, n) for n in Chronicle(studio.archive).seasons()}
    return {season_id(number): request(order) for number, order in orders.items()}


def heard_by_nobody(event: Mapping[str, Any]) -> None:
    """Hear nothing."""
