"""The critic: what is counted in a season plan comes first, and then what a reader holds against it."""

from collections.abc import Callable, Iterator, Sequence

from ...errors import ModelRefused, ModelUnusable
from ...memory.bible import Bible
from ...memory.debate import Objection
from ...memory.script import Outline
from ...memory.state import State
from ...prompts import fence, render
from ..crew import Critic
from .drafting import bible_told
from .endpoint import plain_schema
from .exhibits import standing
from .oneline import plan_told
from .opinions import CritiqueDraft, ObjectionDraft
from .structured import Unsettled, ask
from .talk import Model, as_messages

MOST = 6
"""Objections of one answer that are heard."""
EPISODES = 6
"""Episodes that one objection may be about: what is wrong everywhere cannot be mended anywhere."""


class ModelCritic:
    """Attacks a plan with a model, after what ``counted`` finds by measure; implements Critic.

    A model that cannot does not stop the run: ``decided`` is told so (text, episode), as every downgrade is.
    """

    def __init__(self, model: Model, counted: Critic, decided: Callable[[str, str], object] | None = None) -> None:
        self._model, self._counted, self._decided = model, counted, decided

    async def challenge(self, bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
        """Return what is wrong with the plan, what is exact first, then the worst first; nothing if it holds."""
        exact = await self._counted.challenge(bible, outline, opening)
        try:
            read = await self._read(bible, outline, opening)
        except (ModelUnusable, ModelRefused) as error:
            if self._decided is not None:
                self._decided(f"The plan of season {outline.season} was attacked by measure alone: {error}", "")
            return exact
        return (*exact, *_without_doubles(exact, read))

    async def _read(self, bible: Bible, outline: Outline, opening: State) -> list[Objection]:
        people = {one.id for one in bible.characters}
        messages = as_messages(
            "critic.plan",
            form=render("form"),
            schema=plain_schema(CritiqueDraft),
            bible=fence(bible_told(bible), "json"),
            opening=fence(opening_told(bible, opening, people)),
            season=str(outline.season),
            length=str(len(outline.episodes)),
            paywall=str(outline.paywall),
            plan=fence(plan_told(bible, outline)),
        )

        def settle(draft: CritiqueDraft) -> list[Objection]:
            return settle_objections(draft, len(outline.episodes))

        return await ask(self._model, "critic", messages, CritiqueDraft, settle)


def settle_objections(draft: CritiqueDraft, length: int) -> list[Objection]:
    """Return the objections of a draft; raise Unsettled if one is about nothing or about no episode there is."""
    faults = [fault for n, one in enumerate(draft.objections[:MOST], 1) for fault in _faults(n, one, length)]
    if faults:
        raise Unsettled(faults)
    return [
        Objection(
            code=one.code,
            episodes=tuple(sorted(set(one.episodes))[:EPISODES]),
            text=" ".join(one.text.split()),
            wish=" ".join(one.wish.split()),
        )
        for one in draft.objections[:MOST]
    ]


def _faults(number: int, one: ObjectionDraft, length: int) -> Iterator[str]:
    where = f"objection {number} ({one.code})"
    if not one.episodes:
        yield f"{where}: it names no episode"
    for wrong in sorted(n for n in set(one.episodes) if not 1 <= n <= length):
        yield f"{where}: there is no episode {wrong}; the season has {length}"
    if not one.text.strip() or not one.wish.strip():
        yield f"{where}: it needs both a text and a wish"


def _without_doubles(exact: Sequence[Objection], read: Sequence[Objection]) -> Iterator[Objection]:
    heard = list(exact)
    for one in read:
        if not any(past.code == one.code and set(past.episodes) & set(one.episodes) for past in heard):
            heard.append(one)
            yield one


def opening_told(bible: Bible, opening: State, people: set[str], room: int = 4_000) -> str:
    """Return what is true as a season begins, a line each, within a budget: deaths and wounds before bonds."""
    lines: list[str] = []
    for _, text in standing(opening, bible, people):
        room -= len(text) + 3
        if room < 0:
            break
        lines.append(f"- {text}")
    return "\n".join(lines) or "- nothing beyond the bible"
