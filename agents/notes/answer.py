"""What a note can come to besides edits: something to ask, something that is not done."""

from collections.abc import Sequence

from ...memory.note import Command


class Unclear(Exception):
    """Something must be known first. It never leaves the reader."""

    def __init__(self, question: str, options: Sequence[str] = ()) -> None:
        super().__init__(question)
        self.question = question
        self.options = tuple(dict.fromkeys(options))[:6]


class Declined(Exception):
    """It cannot be done, and why. It never leaves the reader."""

    def __init__(self, reason: str, near: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.near = tuple(dict.fromkeys(near))[:4]


class Absent(Declined):
    """It is about something that is not in the series; near is the same of what is, some of which may make no sense."""

    def __init__(self, reason: str, near: Sequence[str], otherwise: str) -> None:
        super().__init__(reason, near)
        self.otherwise = otherwise
        """What is near where none of the others makes sense."""


class Impossible(Declined):
    """It cannot be done, and there is no doubt what was meant."""


class NotUnderstood(Declined):
    """No rule fits: it may be the reason of another wish, or belong to it."""


class Commanded(Exception):
    """It is a command, in words that the table of commands does not have. It never leaves the reader."""

    def __init__(self, command: Command) -> None:
        super().__init__(command)
        self.command = command
