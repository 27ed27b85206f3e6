"""The conversation of a series: what was said, and what has been proposed."""

import json
from typing import Literal

from .archive import Archive
from .frozen import Frozen
from .ledger import now
from .note import Note
from .proposal import Proposal, Standing

Author = Literal["user", "showrunner"]
USER: Author = "user"
"""Also the author of every document that was accepted: the findings that it opens were shown, and stay open."""

SaidKind = Literal["note", "proposal", "question", "refusal", "done", "failed"]


class Message(Frozen):
    """One thing that was said."""

    number: int = 0
    at: str = ""
    author: Author
    kind: SaidKind
    text: str
    focus: str = ""
    """Of a note: what the user was looking at."""
    options: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    proposal: int = 0
    """Number of the proposal; 0: none."""


class Revised(Frozen):
    """A document as a proposal would have it."""

    kind: str
    id: str
    body: str
    """Canonical text; empty: the document goes."""
    base: int
    """The revision it was made from; 0: there was no such document."""


class Talk:
    """What has been said about one series, and its proposals; it survives whatever runs the conversation."""

    def __init__(self, archive: Archive) -> None:
        self._database = archive.database

    def say(self, message: Message) -> Message:
        """Write down what was said, and return it with its number and time."""
        with self._database.change() as change:
            at = now()
            body = json.dumps(message.model_dump(mode="json", exclude={"number", "at"}), ensure_ascii=False)
            cursor = change.execute(
                "INSERT INTO said (at, author, kind, body) VALUES (?, ?, ?, ?)",
                (at, message.author, message.kind, body),
            )
            return message.model_copy(update={"number": int(cursor.lastrowid or 0), "at": at})

    def messages(self, after: int = 0) -> tuple[Message, ...]:
        """Return what was said, in order, after a message if one is given."""
        rows = self._database.rows("SELECT number, at, body FROM said WHERE number > ? ORDER BY number", after)
        return tuple(Message.model_validate({**json.loads(str(body)), "number": n, "at": at}) for n, at, body in rows)

    def notes(self) -> tuple[Note, ...]:
        """Return what the user has said, in order."""
        return tuple(Note(text=m.text, focus=m.focus) for m in self.messages() if m.author == "user")

    def propose(self, proposal: Proposal, documents: tuple[Revised, ...]) -> Proposal:
        """Keep a proposal with the documents it would put, and return it with its number; the open one is refined."""
        with self._database.change() as change:
            change.execute("UPDATE proposal SET standing = 'refined' WHERE standing = 'open'")
            row = change.execute("SELECT MAX(number) FROM proposal").fetchone()
            numbered = proposal.model_copy(update={"number": int(row[0] or 0) + 1})
            texts = json.dumps([one.model_dump(mode="json") for one in documents], ensure_ascii=False)
            values = (numbered.number, now(), numbered.standing, numbered.canonical(), texts)
            change.execute("INSERT INTO proposal VALUES (?, ?, ?, ?, ?)", values)
        return numbered

    def proposal(self, number: int) -> Proposal | None:
        """Return a proposal as it stands, or None."""
        rows = self._database.rows("SELECT body, standing FROM proposal WHERE number = ?", number)
        if not rows:
            return None
        return Proposal.model_validate({**json.loads(str(rows[0][0])), "standing": rows[0][1]})

    def documents(self, number: int) -> tuple[Revised, ...]:
        """Return the documents that a proposal would put."""
        rows = self._database.rows("SELECT documents FROM proposal WHERE number = ?", number)
        return tuple(Revised.model_validate(one) for row in rows for one in json.loads(str(row[0])))

    def pending(self) -> Proposal | None:
        """Return the proposal that waits for the user's word, or None."""
        rows = self._database.rows("SELECT MAX(number) FROM proposal WHERE standing = 'open'")
        return self.proposal(int(str(rows[0][0]))) if rows and rows[0][0] is not None else None

    def settle(self, number: int, standing: Standing) -> None:
        """Write down what became of a proposal."""
        with self._database.change() as change:
            change.execute("UPDATE proposal SET standing = ? WHERE number = ?", (standing, number))
