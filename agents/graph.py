"""The graph: in what order the crew works. It ends with the list of nodes and edges, which is the whole picture.

A node looks before it works: what the archive or the take store already holds is not made again. So a run that was
killed anywhere goes on from its last checkpoint, and even without one from the documents, and remakes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Overwrite, Send

from ..errors import MakerRefused, ProductionError, ToolError
from ..memory.canon import Findings, Waivers
from ..memory.fountain import to_fountain
from ..memory.numbering import episode_id
from ..memory.script import Script
from ..memory.storyboard import Storyboard
from ..memory.talk import USER
from ..tools.photography.fallback import INSTEAD_OF
from ..tools.take import Take
from ..tools.voice.spec import SpeechSpec
from . import canon, continuity, delivery, editor, previously, voicing
from .crew import Studio, Told
from .episode import Episode
from .node import Crew, Update, say
from .planning import answer, answer_or_open, challenge, develop, plan
from .portraying.cast import cast as cast_faces
from .scouting import sets_of
from .state import Production, Request, Task
from .supervision import contradictions
from .timing import fit

REVISION_ROUNDS = 2
"""How often the writer is asked to mend findings before they stay open."""
RETAKE_ROUNDS = 2
"""How often the editor may ask for retakes of an episode."""
TRIES = 2
"""How often a take is tried before it counts as failed."""

CUT_TO_LENGTH = "cut to length"
RETAKES = "retakes asked for by the editor"
"""Why a storyboard was revised."""


async def cast(state: Production, runtime: Crew) -> Update:
    """Casting: whoever has no face in pictures yet gets one, if any camera photographs."""
    studio = runtime.context
    if state["render"] and studio.makers.casting is not None:
        await cast_faces(studio, tell=lambda text, **facts: say(runtime, "casting", text, **facts))
    return {}


async def open_episode(state: Production, runtime: Crew) -> Update:
    """Take up the next episode; what is approved and not to be filmed is passed by."""
    number, approved = state.get("number", 0) + 1, set(runtime.context.chronicle.approved(state["season"]))
    while number < state["first"] and episode_id(state["season"], number) in approved:
        number += 1
    episode = episode_id(state["season"], number)
    say(runtime, "showrunner", f"opens episode {number}", episode=episode)
    return {"number": number, "episode": episode, "revision_round": 0, "retake_round": 0, "failures": Overwrite({})}


async def write(state: Production, runtime: Crew) -> Update:
    """Writer: the episode's outline and all that is known become a script."""
    studio, episode = runtime.context, state["episode"]
    if studio.archive.get("script", episode, Script) is None:
        say(runtime, "writer", "writes the script", episode=episode)
        bible = studio.chronicle.bible(state["season"])
        outline = studio.chronicle.outline(state["season"])
        purpose = outline.episodes[state["number"] - 1]
        script = await studio.writer.write(bible, outline, purpose, told(state, studio), state["seed"])
        studio.archive.put("script", episode, script, "written from the outline", "writer")
    return {}


async def check(state: Production, runtime: Crew) -> Update:
    """Continuity: the script is held against everything that has happened before."""
    studio, episode = runtime.context, state["episode"]
    bible = studio.chronicle.bible(state["season"])
    outline = studio.chronicle.outline(state["season"])
    script: Script = studio.document("script", episode, Script)
    known = told(state, studio)
    findings = contradictions(bible, outline, known, script)
    if studio.judge is not None:
        findings = (*findings, *await studio.judge.judge(bible, known, script))
    waivers = studio.archive.get("waivers", "series", Waivers) or Waivers()
    findings = continuity.waived(findings, waivers.waivers)
    studio.archive.put("findings", episode, Findings(findings=findings), "continuity check", "continuity")
    open_ = sum(finding.status == "open" for finding in findings)
    say(runtime, "continuity", f"{open_ or 'no'} finding{'s' * (open_ != 1)}", episode=episode)
    return {}


async def revise(state: Production, runtime: Crew) -> Update:
    """Writer: mends what was found, and nothing else."""
    studio, episode = runtime.context, state["episode"]
    say(runtime, "writer", "mends the script", episode=episode)
    bible = studio.chronicle.bible(state["season"])
    script: Script = studio.document("script", episode, Script)
    findings = studio.document("findings", episode, Findings).findings
    mended = await studio.writer.revise(bible, script, findings, told(state, studio), state["seed"])
    studio.archive.put("script", episode, mended, "mended after the continuity check", "writer")
    return {"revision_round": state["revision_round"] + 1}


async def board(state: Production, runtime: Crew) -> Update:
    """Director: the script becomes a storyboard."""
    studio, episode = runtime.context, state["episode"]
    bible = studio.chronicle.bible(state["season"])
    script: Script = studio.document("script", episode, Script)
    studio.folder.write_readable(f"{episode}.fountain", to_fountain(script, bible))
    if studio.archive.get("storyboard", episode, Storyboard) is None:
        say(runtime, "director", "draws the storyboard", episode=episode)
        storyboard = await studio.director.storyboard(bible, script, state["seed"], sets_of(studio, state["season"]))
        studio.archive.put("storyboard", episode, storyboard, "directed from the script", "director")
    if state["render"]:
        await asyncio.to_thread(previously.recall, studio, episode)
    return {}


async def speak(state: Task, runtime: Crew) -> Update:
    """Cast: one line is spoken."""
    studio = runtime.context
    specs = Episode.of(studio, state["episode"]).natural_speech()
    update = await attempt(state, runtime, "cast", lambda: voicing.speak(studio, specs[state["id"]]))
    spoken = sum(voicing.spoken(studio, spec) is not None for spec in specs.values())
    made = voicing.spoken(studio, specs[state["id"]])
    take = made.key if made else ""
    say(runtime, "cast", "speaks", episode=state["episode"], done=spoken, of=len(specs), line=state["id"], take=take)
    return update


async def time(state: Production, runtime: Crew) -> Update:
    """Director: the voices decide how long every shot is, the form how long the episode may be."""
    refuse_if_failed(state)
    studio, episode = runtime.context, Episode.of(runtime.context, state["episode"])
    fitted = episode.fitted_speech()
    await all_made(state, runtime, "cast", {line: _making(studio, spec) for line, spec in fitted.items()})
    if not episode.storyboard.pace:
        # Only once: from now on a line has its length for itself, and what is too short after an edit is a finding.
        spoken = {line: take.seconds for line, take in episode.voices.items()}
        fits = fit(episode.storyboard, spoken, studio.format.fps, episode.recap_seconds)
        storyboard = fits.model_copy(update={"pace": episode.pace})
        studio.archive.put("storyboard", episode.id, storyboard, CUT_TO_LENGTH, "director")
    return {}


def _making(studio: Studio, spec: SpeechSpec) -> Callable[[], Awaitable[Take]]:
    return lambda: voicing.speak(studio, spec)


async def shoot(state: Task, runtime: Crew) -> Update:
    """Camera: one shot is filmed."""
    episode = Episode.of(runtime.context, state["episode"])
    update = await attempt(state, runtime, "camera", lambda: episode.film(state["id"]))
    filmed = episode.segments()
    take = filmed[state["id"]].key if state["id"] in filmed else ""
    done, of = len(filmed), len(episode.shots)
    say(runtime, "camera", "films", episode=state["episode"], done=done, of=of, shot=state["id"], take=take)
    return update


async def score(state: Production, runtime: Crew) -> Update:
    """Composer: music and effects for the whole episode."""
    refuse_if_failed(state)
    studio, episode = runtime.context, Episode.of(runtime.context, state["episode"])
    say(runtime, "composer", "scores the episode", episode=episode.id)
    making: dict[str, Callable[[], Awaitable[Take]]] = {
        "the music": lambda: studio.floor.make(studio.makers.music, episode.score),
        "the sound": lambda: studio.floor.make(studio.makers.sound, episode.sound),
    }
    await all_made(state, runtime, "composer", making)
    return {}


async def assemble(state: Production, runtime: Crew) -> Update:
    """Editor: joins the segments and mixes the stems."""
    say(runtime, "editor", "cuts and mixes", episode=state["episode"])
    await all_made(state, runtime, "editor", {"the cut": Episode.of(runtime.context, state["episode"]).assemble})
    return {}


async def review(state: Production, runtime: Crew) -> Update:
    """Editor: measures the cut, and asks for retakes where that can help."""
    studio, episode = runtime.context, Episode.of(runtime.context, state["episode"])
    cut = await episode.assemble()
    found = await asyncio.to_thread(editor.measure, episode, cut)
    kept = tuple(f for f in studio.document("findings", episode.id, Findings).findings if f.code not in editor.CODES)
    studio.archive.put("findings", episode.id, Findings(findings=(*kept, *found)), "the editor looked", "editor")
    if state["retake_round"] >= RETAKE_ROUNDS:
        return {}
    retaken = editor.retakes(episode.storyboard, found)
    if retaken == episode.storyboard:
        return {"retake_round": RETAKE_ROUNDS}
    say(runtime, "editor", "asks for retakes", episode=episode.id)
    studio.archive.put("storyboard", episode.id, retaken, RETAKES, "editor")
    return {"retake_round": state["retake_round"] + 1}


async def release(state: Production, runtime: Crew) -> Update:
    """Editor: the master, its subtitles and the contact sheet are put where they can be found."""
    episode = Episode.of(runtime.context, state["episode"])
    cut = await episode.assemble()
    await delivery.deliver(episode, cut)
    say(
        runtime,
        "editor",
        f"finished, {cut.seconds:.0f} s",
        episode=episode.id,
        master=str(delivery.master_path(runtime.context, episode.id)),
    )
    return {}


async def sheet(state: Production, runtime: Crew) -> Update:
    """Director: the contact sheet of an episode that is not to be rendered."""
    studio = runtime.context
    studio.errands.append(asyncio.create_task(delivery.board_sheet(Episode.of(studio, state["episode"]))))
    return {}


async def commit(state: Production, runtime: Crew) -> Update:
    """Continuity: what became true is committed to canon and to recall."""
    studio = runtime.context
    await asyncio.to_thread(canon.commit, studio, state["episode"])
    studio.archive.keep_copy()
    studio.at_work.pop(state["episode"], None)
    return {}


def told(state: Production, studio: Studio) -> Told:
    """Gather what the writer is told of the episodes before this one."""
    episode = state["episode"]
    return Told.before(studio.chronicle, episode, canon.nearest(studio, episode))


async def attempt(task: Task, runtime: Crew, agent: str, make: Callable[[], Awaitable[Take]]) -> Update:
    """Try a take with bounds; a failure is written down as a failure."""
    for tries in range(1, TRIES + 1):
        try:
            await make()
        except ToolError as error:
            runtime.context.archive.log(f"{task['id']}: {error}", level="error", episode=task["episode"])
            say(runtime, agent, f"{task['id']} failed: {error}", episode=task["episode"])
            if tries == TRIES or isinstance(error, MakerRefused):
                return {"failures": {task["id"]: str(error)}}
        else:
            return {}
    return {}


async def all_made(
    state: Production, runtime: Crew, agent: str, making: Mapping[str, Callable[[], Awaitable[Take]]]
) -> None:
    """Try several takes that the episode cannot do without; raise ProductionError if one could not be made."""
    tries = (attempt(Task(episode=state["episode"], id=id), runtime, agent, make) for id, make in making.items())
    failures = [update.get("failures", {}) for update in await asyncio.gather(*tries)]
    refuse_if_failed(Production(**{**state, "failures": {id: why for each in failures for id, why in each.items()}}))


def refuse_if_failed(state: Production) -> None:
    """Raise ProductionError if a line or a shot of the episode could not be made."""
    if failures := state.get("failures"):
        first, why = next(iter(sorted(failures.items())))
        more = f" ({len(failures) - 1} more in the production log)" if len(failures) > 1 else ""
        raise ProductionError(
            f"{state['episode']} is not finished: {first} could not be made{more}. {why} "
            "What was made is kept; the same command goes on from here."
        )


def mend_or_board(state: Production, runtime: Crew) -> Literal["revise", "board"]:
    """Send a script with errors back to the writer, a bounded number of times; never one that the user has changed."""
    if runtime.context.archive.author("script", state["episode"]) == USER:
        return "board"
    findings = runtime.context.document("findings", state["episode"], Findings).findings
    errors = any(finding.severity == "error" and finding.status == "open" for finding in findings)
    return "revise" if errors and state["revision_round"] < REVISION_ROUNDS else "board"


def lines_to_speak(state: Production, runtime: Crew) -> list[Send] | Literal["sheet", "time"]:
    """Fan out one task a line."""
    if not state["render"] or state["number"] < state["first"]:
        return "sheet"
    lines = Episode.of(runtime.context, state["episode"]).natural_speech()
    return [Send("speak", Task(episode=state["episode"], id=line)) for line in lines] or "time"


def shots_to_film(state: Production, runtime: Crew) -> list[Send] | Literal["score"]:
    """Fan out one task a shot that has not been filmed, or only by a camera that stood in for another."""
    episode = Episode.of(runtime.context, state["episode"])
    filmed = {id for id, take in episode.segments().items() if INSTEAD_OF not in take.facts}
    order = [shot for shot in episode.shots if shot not in filmed]
    return [Send("shoot", Task(episode=state["episode"], id=shot)) for shot in order] or "score"


def retake_or_release(state: Production, runtime: Crew) -> list[Send] | Literal["score", "release"]:
    """Film again what the editor asked for, or let the episode go."""
    episode = Episode.of(runtime.context, state["episode"])
    if len(episode.segments()) < len(episode.shots):
        return shots_to_film(state, runtime)
    return "release"


def next_or_end(state: Production) -> Literal["open_episode", "__end__"]:
    """Go on until as many episodes are finished as were asked for."""
    return "open_episode" if state["number"] < min(state["last"], state["season_length"]) else "__end__"


def build_graph(
    checkpointer: BaseCheckpointSaver[str] | Literal[False] | None = None,
) -> CompiledStateGraph[Production, Studio, Request, Production]:
    """Build the graph of a series; everything it touches comes in with ``context=Studio(...)``."""
    graph = StateGraph(Production, context_schema=Studio, input_schema=Request)

    graph.add_node("develop", develop)
    graph.add_node("plan", plan)
    graph.add_node("challenge", challenge)
    graph.add_node("answer", answer)
    graph.add_node("cast", cast)
    graph.add_node("open_episode", open_episode)
    graph.add_node("write", write)
    graph.add_node("check", check)
    graph.add_node("revise", revise)
    graph.add_node("board", board)
    graph.add_node("speak", speak, input_schema=Task)
    graph.add_node("time", time)
    graph.add_node("shoot", shoot, input_schema=Task)
    graph.add_node("score", score)
    graph.add_node("assemble", assemble)
    graph.add_node("review", review)
    graph.add_node("release", release)
    graph.add_node("sheet", sheet)
    graph.add_node("commit", commit)

    graph.add_edge(START, "develop")
    graph.add_edge("develop", "plan")
    graph.add_edge("plan", "challenge")
    graph.add_conditional_edges("challenge", answer_or_open, {"answer": "answer", "open_episode": "cast"})
    graph.add_edge("answer", "challenge")
    graph.add_edge("cast", "open_episode")
    graph.add_edge("open_episode", "write")
    graph.add_edge("write", "check")
    graph.add_conditional_edges("check", mend_or_board, ["revise", "board"])
    graph.add_edge("revise", "check")
    graph.add_conditional_edges("board", lines_to_speak, ["speak", "time", "sheet"])
    graph.add_edge("speak", "time")
    graph.add_conditional_edges("time", shots_to_film, ["shoot", "score"])
    graph.add_edge("shoot", "score")
    graph.add_edge("score", "assemble")
    graph.add_edge("assemble", "review")
    graph.add_conditional_edges("review", retake_or_release, ["shoot", "score", "release"])
    graph.add_edge("release", "commit")
    graph.add_edge("sheet", "commit")
    graph.add_conditional_edges("commit", next_or_end, ["open_episode", END])
    return graph.compile(checkpointer=checkpointer, name="cliffhanger")
