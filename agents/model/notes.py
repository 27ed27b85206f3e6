"""Notes read by a model: one answer of a schema, checked against the documents; what it cannot do the grammar does."""

from ...memory.note import Note, Reading
from ..crew import Desk
from ..notes.reader import read_note
from .talk import Model


async def take_note(model: Model, note: Note, desk: Desk) -> Reading:
    """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
    return read_note(note, desk)
