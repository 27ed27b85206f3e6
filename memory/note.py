"""Notes: what the user says of the work, and how the showrunner took it."""

from typing import Literal

from .edit import Edit
from .frozen import Frozen

Command = Literal["undo", "redo", "history", "accept", "drop", "make", "sequel", "branch", "switch", "compare", "help"]
"""What a note can ask for that is not an edit."""


class Note(Frozen):
    """What the user says."""

    text: str
    focus: str = ""
    """Id of what the user is looking at: an episode, a scene, a shot or a line."""


class Reading(Frozen):
    """How a note was taken: as edits, as a command, as something to ask about, or as something that cannot be done.

    Just one of the four is there.
    """

    edits: tuple[Edit, ...] = ()
    understood: str = ""
    """The edits in one sentence, as the showrunner would say it back: "In episode 2, Mia is colder."."""
    command: Command | None = None
    argument: str = ""
    """What the command is about: a number of steps, a name of a branch, what a sequel should be about."""
    question: str = ""
    """What must be known first: "Which ring: Mia's or Adrian's?"."""
    options: tuple[str, ...] = ()
    """Answers to choose from; each is understood when it is given as the next note."""
    refusal: str = ""
    """Why it is not done, in one sentence."""
    near: tuple[str, ...] = ()
    """With a refusal: the nearest things that can be done, as notes that would be understood."""
    certain: bool = False
    """With a refusal: whether the note is understood, so that nobody else need be asked what it may mean."""
