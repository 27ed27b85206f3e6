"""Notes that the grammar refuses, heard by a small model: it says them again plainly, and the grammar reads that."""

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
            return await hear_note(self._model, note, desk)
        except (ModelError, ToolError) as error:
            if self._decided is not None:
                self._decided(f"The grammar read the note alone. {error}", "")
            return read_note(note, desk)


async def hear_note(model: Model, note: Note, desk: Desk) -> Reading:
    """Return what the grammar reads in a note, or in what the model has made of one that it refuses.

    Where the grammar asks back, what the model has heard is the first of the answers to choose from. Raises what
    ``Model.chat`` raises, and ModelUnusable.
    """
    read = read_note(note, desk)
    if read.edits or read.command or len(note.text) > LONGEST or not note.text.strip():
        return read
    plainly = await said_plainly_by(model, note, desk)
    again = read_note(Note(text=plainly, focus=note.focus), desk) if plainly else read
    if read.question:
        return read.model_copy(update={"options": (plainly, *read.options)}) if again.edits else read
    return _as_heard(again, plainly) or read


async def said_again(model: Model, note: Note, desk: Desk) -> Reading | None:
    """Return what the grammar reads in the plain words that a model has for a note; None if it has none."""
    plainly = await said_plainly_by(model, note, desk)
    return _as_heard(read_note(Note(text=plainly, focus=note.focus), desk), plainly) if plainly else None


async def said_plainly_by(model: Model, note: Note, desk: Desk) -> str:
    """Return a note in a model's plain words; empty if it has none."""
    return said_plainly(
        await ask(model, "showrunner", heard_messages(note, desk), heard_by(note, desk), lambda draft: draft)
    )


def _as_heard(read: Reading, plainly: str) -> Reading | None:
    """Return a reading that says it was only heard; a command is asked back, since it would be done at once."""
    if read.refusal:
        return None
    if read.command:
        return Reading(question=f"Do you mean: {plainly}?", options=(plainly,))
    return read.model_copy(update={"understood": f"If I hear you right: {read.understood}"}) if read.edits else read


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
