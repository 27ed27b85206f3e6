"""The judge: holds the words of a script against canon where exact data cannot decide, and believes no single answer.

It asks twice, canon first and script first, and only what is charged both times, at the same two places and with quotes
that are really there, becomes a finding. A script that gives no cause for a charge costs one question.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

from ...errors import ModelRefused, ModelUnusable
from ...memory.bible import Bible
from ...memory.canon import Finding, Place
from ...memory.frozen import Frozen
from ...memory.script import Script
from ...prompts import fence
from ..continuity.kinds import KINDS
from ..crew import Told
from .endpoint import plain_schema
from .exhibits import Exhibit, canon_exhibits, exhibits_told, quoted, script_exhibits
from .opinions import ChargeDraft, Kind, VerdictDraft
from .structured import ask
from .talk import Message, Model, as_messages

MOST = 8
"""Charges of one answer that are looked at."""

_LIGHT: frozenset[Kind] = frozenset({"abandoned_plot", "social_norm", "perspective", "tone", "style"})
"""A matter of taste: shown, and no reason to have the script mended."""


class Charge(Frozen):
    """A charge whose places are there and whose quotes stand in them."""

    canon: Exhibit
    canon_quote: str
    script: Exhibit
    script_quote: str
    why: str
    kind: Kind
    mend: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two places, whatever the wording."""
        return self.canon.id, self.script.id


class ModelJudge:
    """Judges with a model; implements Judge.

    A model that cannot judge does not stop the run: ``decided`` is told so (text, episode), as every downgrade is.
    """

    def __init__(self, model: Model, decided: Callable[[str, str], object] | None = None) -> None:
        self._model, self._decided = model, decided

    async def judge(self, bible: Bible, told: Told, script: Script) -> tuple[Finding, ...]:
        """Return contradictions that hold whichever side is read first, each with both quotes."""
        canon, unsaid = canon_exhibits(bible, told, script)
        places, unread = script_exhibits(bible, script)
        if unread:
            self._say(f"The last {unread} beats of {script.episode} were not judged: it is too long.", script.episode)
        try:
            first = await self._charges(script.episode, canon, places, unsaid, canon_first=True)
            again = await self._charges(script.episode, canon, places, unsaid, canon_first=False) if first else []
        except (ModelUnusable, ModelRefused) as error:
            self._say(f"The words of {script.episode} were not judged: {error}", script.episode)
            return ()
        held = {one.pair for one in again}
        return tuple(_findings(script.episode, _one_a_cause(one for one in first if one.pair in held)))

    async def _charges(
        self, episode: str, canon: Sequence[Exhibit], script: Sequence[Exhibit], unsaid: int, canon_first: bool
    ) -> list[Charge]:
        messages = judge_messages(episode, canon, script, unsaid, canon_first)

        def settle(draft: VerdictDraft) -> list[Charge]:
            return proven(draft, canon, script)

        return await ask(self._model, "continuity", messages, VerdictDraft, settle, episode)

    def _say(self, text: str, episode: str) -> None:
        if self._decided is not None:
            self._decided(text, episode)


def judge_messages(
    episode: str, canon: Sequence[Exhibit], script: Sequence[Exhibit], unsaid: int, canon_first: bool
) -> list[Message]:
    """Return the question to the judge: the same words, with either side first."""
    sides = (fence(exhibits_told(canon), "canon"), fence(exhibits_told(script), "script"))
    first, second = sides if canon_first else reversed(sides)
    return as_messages(
        "continuity.judge",
        schema=plain_schema(VerdictDraft),
        kinds="\n".join(f"- `{kind}`: {KINDS[kind].means}" for kind in get_args(Kind)),
        episode=episode,
        unsaid=str(unsaid),
        first=first,
        second=second,
    )


def proven(draft: VerdictDraft, canon: Sequence[Exhibit], script: Sequence[Exhibit]) -> list[Charge]:
    """Return the charges that call themselves contradictions, cite what is there, and quote it as it stands."""
    known, places = {one.id: one for one in canon}, {one.id: one for one in script}
    found = (_proven(one, known.get(_bare(one.canon)), places.get(_bare(one.script))) for one in draft.charges[:MOST])
    return [charge for charge in found if charge is not None]


def _proven(one: ChargeDraft, canon: Exhibit | None, script: Exhibit | None) -> Charge | None:
    if one.verdict != "contradiction" or canon is None or script is None:
        return None
    said, written = quoted(one.canon_quote, canon.text), quoted(one.script_quote, script.text)
    if not said or not written:
        return None
    return Charge(
        canon=canon,
        canon_quote=said,
        script=script,
        script_quote=written,
        why=" ".join(one.why.split()),
        kind=one.kind,
        mend=" ".join(one.mend.split()),
    )


def _bare(id: str) -> str:
    return id.strip().strip("[]`").strip()


def _one_a_cause(charges: Iterable[Charge]) -> list[Charge]:
    """Keep one charge for each sentence of canon, kind and scene: the rest follows from it."""
    kept: dict[tuple[str, str, str], Charge] = {}
    for one in charges:
        kept.setdefault((one.canon.id, one.kind, one.script.place.scene), one)
    return list(kept.values())


def _findings(episode: str, charges: Sequence[Charge]) -> Iterator[Finding]:
    for n, one in enumerate(charges):
        before = sum((past.canon.id, past.kind) == (one.canon.id, one.kind) for past in charges[:n])
        # The cause alone names it, so that a waiver for good holds in other episodes too.
        cause = "\0".join([one.canon.id, one.kind, *([str(before)] if before else [])])
        yield Finding(
            id=f"{episode}.{one.kind}.{hashlib.sha256(cause.encode('utf-8')).hexdigest()[:6]}",
            code=one.kind,
            severity="warning" if one.kind in _LIGHT else "error",
            message=one.why,
            canon=_place(one.canon.place, one.canon_quote),
            script=_place(one.script.place, one.script_quote),
            mend=one.mend,
        )


def _place(place: Place, quote: str) -> Place:
    return place.model_copy(update={"quote": quote})
