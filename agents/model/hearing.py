"""Notes that the grammar refuses, heard by a small model: it says them again plainly, and the user is asked back."""

import asyncio
from collections.abc import Callable

from ...errors import ModelError, ToolError
from ...memory.bible import Bible
from ...memory.legacy import Legacy
from ...memory.note import Note, Reading
from ...prompts import parts
from ..crew import Desk, Showrunner
from ..notes.reader import read_note
from .plain import heard_by, said_plainly
from .structured import ask
from .talk import Message, Model

LONGEST = 400
"""Characters of a note that a small model is asked about: more than one wish is too much for it."""
PATIENCE = 90.0
"""Seconds that it has for an answer; its first one of all takes a minute on two idle cores."""


class HearingShowrunner:
    """Another showrunner whose notes a small model helps to read; implements Showrunner.

    Without a model the grammar reads alone. ``decided`` is told (text, episode) where the model could not be asked, as
    every downgrade is.
    """

    def __init__(
        self,
        showrunner: Showrunner,
        model: Model | None,
        decided: Callable[[str, str], object] | None = None,
    ) -> None:
        self._showrunner, self._model, self._decided = showrunner, model, decided

    async def develop(self, premise: str, seed: int, season_length: int) -> Bible:
        """Declare the series; raise UserError if there is nothing to build on."""
        return await self._showrunner.develop(premise, seed, season_length)

    async def sequel(self, legacy: Legacy, about: str, lead: str, seed: int, season_length: int) -> Bible:
        """Declare the next season: what stays is kept to the letter, the question is new."""
        return await self._showrunner.sequel(legacy, about, lead, seed, season_length)

    async def read_note(self, note: Note, desk: Desk) -> Reading:
        """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
        if self._model is None:
            return read_note(note, desk)
        try:
            return await asyncio.wait_for(hear_note(self._model, note, desk), PATIENCE)
        except (ModelError, ToolError, TimeoutError) as error:
            why = str(error) or f"The small model had not answered after {PATIENCE:.0f} s."
            if self._decided is not None:
                self._decided(f"The grammar read the note alone. {why}", "")
            return read_note(note, desk)


async def hear_note(model: Model, note: Note, desk: Desk) -> Reading:
    """Return what the grammar reads in a note; where it reads nothing to be done, ask back with what the model heard.

    A small model is right about every second hint: so nothing is ever done on its word, it only puts an answer to
    choose in front of the others. Raises what ``Model.chat`` raises, and ModelUnusable.
    """
    read = read_note(note, desk)
    if read.edits or read.command or read.certain or len(note.text) > LONGEST or not note.text.strip():
        return read
    plainly = await heard_in(model, note, desk)
    again = read_note(Note(text=plainly, focus=note.focus), desk) if plainly else Reading(refusal="Nothing was heard.")
    if again.refusal:
        return read
    if read.question:
        return read.model_copy(update={"options": (plainly, *read.options)}) if again.edits else read
    if again.question:
        return again
    meant = again.understood if again.edits else f"{plainly}."
    return Reading(question=f"I am not sure. Do you mean this: {meant}", options=(plainly, *read.near[:2]))


async def heard_in(model: Model, note: Note, desk: Desk) -> str:
    """Return a note in a model's plain words; empty if it has none."""
    return said_plainly(
        await ask(model, "showrunner", heard_messages(note, desk), heard_by(note, desk), lambda draft: draft)
    )


def heard_messages(note: Note, desk: Desk) -> list[Message]:
    """Return the question: what never changes first, examples as turns, then the note."""
    rules, *turns = parts(
        "showrunner.heard",
        cast=", ".join(one.name for one in desk.bible.characters),
        objects=", ".join(one.name for one in desk.bible.props),
        focus=note.focus or "all of it",
        note=" ".join(note.text.split()),
    )
    said = [Message(role="assistant" if n % 2 else "user", text=turn) for n, turn in enumerate(turns)]
    return [Message(role="system", text=rules), *said]
