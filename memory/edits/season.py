"""Edits of the season plan, and of findings."""

from typing import Literal

from ..bible import Role
from ..frozen import Frozen
from ..script import Cliff


class ChangePurpose(Frozen):
    """What an episode of the plan is for; empty: as it is. One that is written is written anew."""

    do: Literal["change_purpose"] = "change_purpose"
    episode: str
    title: str = ""
    logline: str = ""
    hook: str = ""
    cliffhanger: str = ""
    cliff: Cliff | None = None


class ChangeRole(Frozen):
    """Somebody plays another part from an episode on: "make the brother the villain from episode 20"."""

    do: Literal["change_role"] = "change_role"
    character: str
    role: Role
    since: str
    """Episode id."""


class AnswerThread(Frozen):
    """A thread is answered in another episode; ``episode`` empty: it stays open for the next season."""

    do: Literal["answer_thread"] = "answer_thread"
    thread: str
    episode: str = ""


class WriteOut(Frozen):
    """Somebody dies or leaves in an episode, and is not seen after it."""

    do: Literal["write_out"] = "write_out"
    character: str
    episode: str
    dies: bool = True


class MendFinding(Frozen):
    """A finding is mended by the smallest edit it proposes."""

    do: Literal["mend_finding"] = "mend_finding"
    finding: str


class WaiveFinding(Frozen):
    """A finding is meant."""

    do: Literal["waive_finding"] = "waive_finding"
    finding: str
    reason: str = ""
