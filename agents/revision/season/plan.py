"""The season: what an episode is for, and when a question is answered."""

from ....memory.edits.script import AddAction, ChangeEnding, RewriteEpisode
from ....memory.edits.season import AnswerThread, ChangePurpose
from ....memory.numbering import episode_id, numbers, season_id
from ....memory.script import Beat, EpisodeOutline, Event, Outline, Script, Thread
from ...crew import Studio
from ..possible import NotPossible
from ..rehearsal import REVISED, CarriedOut
from ..script.change import change
from ..script.endings import change_ending
from ..script.events import next_id
from ..script.lines import add_action
from ..writing.rewriting import rewrite_episode
from .rewritten import plan_of, put_plan


async def change_purpose(studio: Studio, edit: ChangePurpose) -> None:
    """Plan an episode otherwise; what is written already follows."""
    _, outline, purpose = plan_of(studio, edit.episode)
    told = edit.model_dump(include={"title", "logline", "hook", "cliffhanger", "cliff"})
    new = {field: value for field, value in told.items() if value and value != getattr(purpose, field)}
    if not new:
        raise NotPossible(f"{edit.episode} is planned like that already; say what it should be for.")
    meant = [field for field in ("hook", "cliffhanger") if field in new]
    planned = purpose.model_copy(update={**new, "meant": tuple(dict.fromkeys((*purpose.meant, *meant)))})
    put_plan(studio, outline, planned)
    if not studio.archive.revision("script", edit.episode):
        return
    if "logline" in new:
        await rewrite_episode(studio, RewriteEpisode(episode=edit.episode, how=planned.logline))
        return
    # What is written stays but for what is asked: a title, a first image, a last one.
    script = studio.chronicle.script(edit.episode)
    if "title" in new:
        studio.archive.put("script", edit.episode, script.model_copy(update={"title": planned.title}), REVISED, "user")
    if "cliffhanger" in new:
        await change_ending(
            studio, ChangeEnding(episode=edit.episode, cliffhanger=planned.cliffhanger, cliff=planned.cliff)
        )
    elif "cliff" in new:
        script = studio.chronicle.script(edit.episode)
        studio.archive.put("script", edit.episode, script.model_copy(update={"cliff": planned.cliff}), REVISED, "user")
    if "hook" in new:
        await add_action(studio, AddAction(scene=script.scenes[0].id, after="", action=planned.hook))
        script = studio.chronicle.script(edit.episode)
        studio.archive.put("script", edit.episode, script.model_copy(update={"hook": planned.hook}), REVISED, "user")


async def answer_thread(studio: Studio, edit: AnswerThread) -> None:
    """Answer a question in another episode, or leave it for the next season."""
    outline, thread = _thread(studio, edit)
    length = len(outline.episodes)
    old = episode_id(outline.season, thread.paid) if thread.paid else ""
    if edit.episode == old:
        raise NotPossible(f"“{thread.question}” is {f'answered in {old}' if old else 'left open'} already.")
    if not edit.episode:
        moved = thread.model_copy(update={"paid": 0, "carried": True, "due": length})
    else:
        _, number = numbers(plan_of(studio, edit.episode)[2].episode)
        if numbers(edit.episode)[0] != outline.season:
            raise NotPossible(
                f"“{thread.question}” belongs to season {outline.season}; carry it over to answer it later."
            )
        if number <= thread.planted:
            raise NotPossible(
                f"“{thread.question}” is asked in {episode_id(outline.season, thread.planted)}; answer it later."
            )
        moved = thread.model_copy(update={"paid": number, "due": number, "carried": False})
    threads = tuple(moved if one.id == thread.id else one for one in outline.threads)
    planned = [_pays(one, thread.id, one.episode == edit.episode, moved) for one in outline.episodes]
    studio.archive.put(
        "outline",
        season_id(outline.season),
        outline.model_copy(update={"threads": threads, "episodes": tuple(planned)}),
        REVISED,
        "user",
    )
    if old and studio.archive.revision("script", old):
        await _unanswered(studio, studio.chronicle.script(old), thread)
    if edit.episode and studio.archive.revision("script", edit.episode):
        await _answered(studio, studio.chronicle.script(edit.episode), thread)


def _thread(studio: Studio, edit: AnswerThread) -> tuple[Outline, Thread]:
    wanted = numbers(edit.episode)[0] if edit.episode else 0
    for season in sorted(studio.chronicle.seasons(), key=lambda one: (one != wanted, -one)):
        if not studio.archive.revision("outline", season_id(season)):
            continue
        outline = studio.chronicle.outline(season)
        for thread in outline.threads:
            if thread.id == edit.thread:
                return outline, thread
    raise NotPossible(f"There is no open question {edit.thread[:40]!r} in this series.")


def _pays(one: EpisodeOutline, thread: str, here: bool, moved: Thread) -> EpisodeOutline:
    """Return the plan of an episode that answers a question now, or no longer; nobody asks again what is answered."""
    pays = (*(id for id in one.pays if id != thread), *([thread] if here else []))
    over = here or (moved.paid and one.number > moved.paid)
    recalls = tuple(id for id in one.recalls if not (over and id == thread))
    return one.model_copy(update={"pays": pays, "recalls": recalls})


async def _unanswered(studio: Studio, script: Script, thread: Thread) -> None:
    """Take an answer out of a script: the event, and the image that only gives it."""
    events = tuple(event for event in script.events if (event.kind, event.what) != ("pays", thread.id))
    owed = {event.beat for event in events}
    scenes = []
    for scene in script.scenes:
        kept = [beat for beat in scene.beats if beat.line or beat.action != thread.answer or beat.id in owed]
        scenes.append(scene.model_copy(update={"beats": tuple(kept or scene.beats)}))
    await change(studio, script, script.model_copy(update={"scenes": tuple(scenes), "events": events}))


async def _answered(studio: Studio, script: Script, thread: Thread) -> None:
    """Show the answer before the last image of a script."""
    if any((event.kind, event.what) == ("pays", thread.id) for event in script.events):
        return
    if not thread.answer:
        raise NotPossible(
            f"Nobody has said yet what answers “{thread.question}”: add an action to {script.episode} that shows it."
        )
    scene = script.scenes[-1]
    beat = Beat(id=next_id(script, scene, "b"), action=thread.answer, jolt=True)
    beats = (*scene.beats[:-1], beat, scene.beats[-1])
    scenes = (*script.scenes[:-1], scene.model_copy(update={"beats": beats}))
    events = (*script.events, Event(kind="pays", scene=scene.id, beat=beat.id, what=thread.id))
    await change(studio, script, script.model_copy(update={"scenes": scenes, "events": events}))


CARRIED_OUT: CarriedOut = {ChangePurpose: change_purpose, AnswerThread: answer_thread}
