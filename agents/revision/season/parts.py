"""Parts: who plays which from an episode on, and who leaves the story."""

from ....memory.bible import Bible, Character, Role
from ....memory.edits.season import ChangeRole, WriteOut
from ....memory.numbering import numbers, place, season_id
from ....memory.script import EpisodeOutline, Outline, Thread
from ...crew import Studio
from ...house.crew import HouseWriter
from ...house.season.replan import recast_without
from ...planned import as_played, left
from ..possible import NotPossible
from ..rehearsal import REVISED, CarriedOut
from ..script.change import change
from ..script.words import somebody
from ..world.exchanging import exchanged
from .rewritten import first_unwritten, plan_of, put_plan, written_anew, written_since

AGAINST = 3
"""Episodes before the last in which whoever the season is against may be lost."""


async def change_role(studio: Studio, edit: ChangeRole) -> None:
    """Let somebody play another part from an episode on; who played it until then plays theirs."""
    bible, outline, purpose = plan_of(studio, edit.since)
    person = as_played(bible, purpose).character(somebody(bible, edit.character).id)
    if person.role == edit.role:
        raise NotPossible(f"{person.name} is the {edit.role} in {edit.since} already.")
    if "lead" in (edit.role, person.role):
        raise NotPossible("Who leads is settled with the season; a sequel can have another lead.")
    holder = next((one for one in as_played(bible, purpose).characters if one.role == edit.role), None)
    new: dict[str, Role] = {person.id: edit.role}
    if holder is not None:
        new[holder.id] = person.role
    later = [one for one in outline.episodes if one.number >= purpose.number]
    planned = [_exchanged(one, person, holder, bible) if holder else one for one in later]
    if place(edit.since) <= place(first_unwritten(studio, outline.season)):
        # All that is still to be written knows them so: the Bible follows, and what came before keeps the old parts.
        old = {id: bible.character(id).role for id in new}
        earlier = [_with_parts(one, old | one.parts) for one in outline.episodes if one.number < purpose.number]
        planned = [_with_parts(one, {id: part for id, part in one.parts.items() if id not in new}) for one in planned]
        people = (one.model_copy(update={"role": new.get(one.id, one.role)}) for one in bible.characters)
        recast = bible.model_copy(update={"characters": tuple(people)})
        studio.archive.put("bible", season_id(outline.season), recast, REVISED, "user")
        planned = [*earlier, *planned]
    else:
        planned = [_with_parts(one, one.parts | new) for one in planned]
    outline = put_plan(studio, outline, *planned)
    if holder is not None:
        _ask_of_the_other(studio, outline, purpose.number, person, holder, bible)
    for id in written_since(studio, edit.since):
        await written_anew(studio, id)


def _exchanged(one: EpisodeOutline, person: Character, holder: Character, bible: Bible) -> EpisodeOutline:
    """Return the plan of an episode with two people in each other's place."""
    swap = {person.id: holder.id, holder.id: person.id}
    texts = {
        field: exchanged(getattr(one, field), person, holder, bible)
        for field in ("title", "logline", "hook", "cliffhanger")
    }
    return one.model_copy(update={**texts, "cast": tuple(swap.get(id, id) for id in one.cast)})


def _with_parts(one: EpisodeOutline, parts: dict[str, Role]) -> EpisodeOutline:
    return one.model_copy(update={"parts": parts})


def _ask_of_the_other(
    studio: Studio, outline: Outline, since: int, person: Character, holder: Character, bible: Bible
) -> None:
    """Let questions that are asked from there on be asked, and answered, of the other."""

    def asked(thread: Thread) -> Thread:
        answer = exchanged(thread.answer, person, holder, bible) if not thread.paid or thread.paid >= since else ""
        if thread.planted >= since:
            question = exchanged(thread.question, person, holder, bible)
            return thread.model_copy(update={"question": question, "answer": answer or thread.answer})
        return thread

    threads = tuple(asked(thread) for thread in outline.threads)
    outline = outline.model_copy(update={"threads": threads})
    studio.archive.put("outline", season_id(outline.season), outline, REVISED, "user")


async def write_out(studio: Studio, edit: WriteOut) -> None:
    """Let somebody die or leave in an episode, and be in none after it."""
    bible, outline, purpose = plan_of(studio, edit.episode)
    person = as_played(bible, purpose).character(somebody(bible, edit.character).id)
    _may_go(studio, edit, person, outline)
    told = f"{person.name} {'dies' if edit.dies else 'leaves for good'}."
    cast = purpose.cast if person.id in purpose.cast else (*purpose.cast, person.id)
    here = purpose.model_copy(
        update={
            "leaves": {**purpose.leaves, person.id: edit.dies},
            "logline": f"{purpose.logline} {told}".strip(),
            "cast": cast,
        }
    )
    outline = put_plan(studio, outline, here)
    after = [one for one in outline.episodes if one.number > purpose.number and person.id in _about(one, bible)]
    planned = _planned_without(studio, bible, outline, person, [one.number for one in after])
    put_plan(studio, planned)
    if studio.archive.revision("script", edit.episode):
        script = studio.chronicle.script(edit.episode)
        await change(studio, script, left(bible, script, person.id, edit.dies))
    for id in written_since(studio, edit.episode)[1:] if studio.archive.revision("script", edit.episode) else ():
        script = studio.chronicle.script(id)
        seen = any(person.id in scene.present for scene in script.scenes)
        if seen or any(line.speaker == person.id for line in script.lines()):
            await written_anew(studio, id)


def _may_go(studio: Studio, edit: WriteOut, person: Character, outline: Outline) -> None:
    number, state = numbers(edit.episode)[1], studio.chronicle.state(edit.episode)
    if person.role == "lead":
        raise NotPossible(f"{person.name} leads the season and cannot be written out of it.")
    if person.id in state.dead:
        raise NotPossible(f"{person.name} is dead before {edit.episode} already.")
    if person.id in state.gone:
        raise NotPossible(f"{person.name} is missing in {edit.episode}; let {person.name} come back first.")
    if person.role == "villain" and number < len(outline.episodes) - AGAINST:
        raise NotPossible(
            f"The season is against {person.name} until its end. Let somebody else be the villain from the episode "
            f"after {edit.episode} first, or let it happen in the last {AGAINST + 1} episodes."
        )
    if studio.archive.revision("script", edit.episode):
        script = studio.chronicle.script(edit.episode)
        if not any(person.id in scene.present for scene in script.scenes):
            written = [studio.chronicle.script(id) for id in written_since(studio, f"{edit.episode[:3]}e01")]
            there = [one.episode for one in written if any(person.id in scene.present for scene in one.scenes)]
            seen = f"; {person.name} is in {', '.join(there)}" if there else ""
            raise NotPossible(f"{person.name} is not in {edit.episode}{seen}. Bring {person.name} into a scene first.")


def _about(one: EpisodeOutline, bible: Bible) -> set[str]:
    """Return who an episode is planned with: its cast, and those its texts name."""
    text = f"{one.logline} {one.hook} {one.cliffhanger}"
    return {*one.cast, *(person.id for person in bible.characters if person.name in text)}


def _planned_without(studio: Studio, bible: Bible, outline: Outline, person: Character, episodes: list[int]) -> Outline:
    """Return the plan with later episodes that do without somebody: the house plays other ones, a model is told."""
    if isinstance(studio.writer, HouseWriter):
        return recast_without(bible, outline, studio.chronicle.opening(outline.season), person.id, episodes)
    planned = [
        one.model_copy(
            update={
                "cast": tuple(id for id in one.cast if id != person.id),
                "logline": f"{one.logline} ({person.name} is not there any more, and is not seen.)",
            }
        )
        if one.number in episodes
        else one
        for one in outline.episodes
    ]
    return outline.model_copy(update={"episodes": tuple(planned)})


CARRIED_OUT: CarriedOut = {ChangeRole: change_role, WriteOut: write_out}
