"""Notes read by a model: one answer of a schema, checked against the documents; what it cannot do the grammar does."""

from typing import get_args

from pydantic import Field

from ...errors import ModelError
from ...memory.note import Command, Note, Reading
from ...prompts import fence
from ..crew import Desk
from ..notes.reader import read_note
from .desk import before_told, desk_told, open_scripts, scripts_told
from .drafting import bible_told
from .drafts import Draft
from .editing import EditDraft, edits_told, settle_edit, words_told
from .endpoint import plain_schema
from .references import References
from .structured import Unsettled, ask
from .talk import Message, Model, as_messages

MOST = 40
"""Edits that one note may come to."""


class NoteDraft(Draft):
    """How a note was taken: just one of edits, command, question, refusal and look is there."""

    understood: str = Field(description="with edits: what will be different, in one sentence; else empty")
    edits: list[EditDraft]
    command: str = Field(json_schema_extra={"enum": ["", *get_args(Command)]})
    argument: str = Field(description="what the command is about: steps, a branch, what a sequel is about; else empty")
    question: str = Field(description="what must be known first; else empty")
    options: list[str] = Field(description="with a question: two to five answers to choose from")
    refusal: str = Field(description="why it cannot be done, in one sentence; else empty")
    near: list[str] = Field(description="with a refusal: two or three notes near to it that can be done")
    look: list[str] = Field(description="ids of written episodes whose script must be read first; mostly empty")


async def take_note(model: Model, note: Note, desk: Desk) -> Reading:
    """Turn what the user says into edits, a command, a question, or a refusal that names what is near.

    A bare command needs no model, and where the model fails the grammar reads; if that does not understand it either,
    what the model raised is raised.
    """
    plain = read_note(note, desk)
    if plain.command or _chosen(note, desk):
        return plain
    try:
        return await _asked(model, note, desk)
    except ModelError:
        if plain.refusal:
            raise
        return plain


def _chosen(note: Note, desk: Desk) -> bool:
    """Return whether a note is one of the answers that were offered."""
    return desk.asked is not None and note.text.strip() in desk.asked.options


async def _asked(model: Model, note: Note, desk: Desk) -> Reading:
    shown = open_scripts(note, desk)

    def settle(draft: NoteDraft) -> Reading | tuple[str, ...]:
        return settle_note(draft, desk, shown)

    found = await ask(model, "showrunner", note_messages(note, desk, shown), NoteDraft, settle)
    if not isinstance(found, tuple):
        return found
    shown = (*shown, *found)
    found = await ask(model, "showrunner", note_messages(note, desk, shown), NoteDraft, settle)
    assert isinstance(found, Reading)
    return found


def note_messages(note: Note, desk: Desk, shown: tuple[str, ...]) -> list[Message]:
    """Return the question to the showrunner; ``shown`` are the episodes that are told in full."""
    return as_messages(
        "showrunner.note",
        edits=edits_told(),
        words=words_told(),
        commands=", ".join(get_args(Command)),
        schema=plain_schema(NoteDraft),
        bible=fence(bible_told(desk.bible), "json"),
        season=fence(desk_told(desk)),
        scripts=fence(scripts_told(shown, desk)),
        before=fence(before_told(desk)),
        focus=note.focus or "nothing in particular",
        note=fence(note.text, "note"),
    )


def settle_note(draft: NoteDraft, desk: Desk, shown: tuple[str, ...] = ()) -> Reading | tuple[str, ...]:
    """Return the reading that a draft means, or the episodes it asks to see; raise Unsettled with every fault."""
    answers = {
        "edits": bool(draft.edits), "command": bool(draft.command), "question": bool(draft.question.strip()),
        "refusal": bool(draft.refusal.strip()), "look": bool(draft.look),
    }  # fmt: skip
    given = [name for name, is_there in answers.items() if is_there]
    if len(given) != 1:
        raise Unsettled([f"give just one of {', '.join(answers)}; {' and '.join(given) or 'none'} is there"])
    if draft.look:
        return _looked(draft.look, desk, shown)
    if draft.command:
        if draft.command not in get_args(Command):
            raise Unsettled([f"there is no command {draft.command!r}; there are {', '.join(get_args(Command))}"])
        return Reading.model_validate({"command": draft.command, "argument": draft.argument.strip()})
    if draft.question.strip():
        return Reading(question=draft.question.strip(), options=_some(draft.options))
    if draft.refusal.strip():
        return Reading(refusal=draft.refusal.strip(), near=_some(draft.near))
    return _edited(draft, desk)


def _edited(draft: NoteDraft, desk: Desk) -> Reading:
    if len(draft.edits) > MOST:
        raise Unsettled(
            [f"edits: {len(draft.edits)} are too many, {MOST} at most; is there one edit that does it all?"]
        )
    references = References(desk)
    edits = [settle_edit(one, references) for one in draft.edits]
    references.settled()
    if not draft.understood.strip():
        raise Unsettled(["understood: say in one sentence what will be different"])
    return Reading(edits=tuple(one for one in edits if one is not None), understood=draft.understood.strip())


def _looked(wanted: list[str], desk: Desk, shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return the episodes that a model asks to see; only once, and only what it has not seen."""
    fresh = tuple(id for id in dict.fromkeys(wanted) if id in desk.scripts and id not in shown)
    if not fresh:
        raise Unsettled(["look: these are told in full already, or not written; decide with what you have"])
    return fresh


def _some(words: list[str]) -> tuple[str, ...]:
    return tuple(word.strip() for word in words if word.strip())[:5]
