"""Drafts of scripts and storyboards become documents."""

import re
from collections.abc import Iterator, Sequence

from ...memory.bible import Bible
from ...memory.numbering import season_id
from ...memory.script import Beat, EpisodeOutline, Event, Line, Scene, Script
from ...memory.sets import ScoutedSet
from ...memory.state import NAME, SECRET, State, apply
from ...memory.storyboard import Placed, Shot, Storyboard
from ..manners import manner_of
from .drafts import BeatDraft, EventDraft, PlacedDraft, SceneDraft, ScriptDraft, ShotDraft, StoryboardDraft
from .located import place_shot
from .settling import Names, same
from .structured import Unsettled

_OF_OBJECTS = frozenset({"takes", "gives", "loses"})
_OF_FACTS = frozenset({"learns", "reveals", "lies"})
_OF_THREADS = frozenset({"plants", "pays"})
_NEEDS_SOMEBODY = frozenset({"takes", "gives", "loses", "learns", "reveals", "dies", "wears", "goes"})


def settle_script(
    draft: ScriptDraft,
    bible: Bible,
    episode: str,
    threads: Sequence[str],
    outline: EpisodeOutline | None,
    opening: State | None = None,
) -> Script:
    """Return the script that a draft writes.

    ``threads`` are the ids that may be planted or paid; those the outline asks for are added if the draft forgot them.
    ``opening`` is what is true as it begins: from it each scene gets the wounds that are seen in it. Raises Unsettled
    with every fault found.
    """
    names = Names(bible)
    if not draft.scenes or not any(beat.line for scene in draft.scenes for beat in scene.beats):
        raise Unsettled(["scenes: an episode needs scenes with lines in them"])
    scenes = tuple(_scene(scene, f"{episode}.{n}", names) for n, scene in enumerate(draft.scenes, 1))
    events = [
        _event(event, scene, names, threads)
        for told, scene in zip(draft.scenes, scenes, strict=True)
        for event in told.events
    ]
    names.settled()
    if outline is not None:
        events.extend(_forgotten(outline, events, scenes[-1]))
    if opening is not None:
        scenes = tuple(_wounded(scenes, events, opening))
    return Script(
        episode=episode,
        title=draft.title.strip() or (outline.title if outline else episode),
        hook=draft.hook,
        cliffhanger=draft.cliffhanger,
        cliff=draft.cliff,
        scenes=scenes,
        events=tuple(events),
        recap=draft.recap,
    )


def _wounded(scenes: Sequence[Scene], events: Sequence[Event], state: State) -> Iterator[Scene]:
    """Yield the scenes with what is seen hurt of those present as each begins."""
    for scene in scenes:
        seen = {who: state.hurt[who] for who in scene.present if who in state.hurt}
        yield scene.model_copy(update={"wounds": seen})
        for event in events:
            if event.scene == scene.id:
                state = apply(state, event)


def _scene(draft: SceneDraft, id: str, names: Names) -> Scene:
    where = f"scene {id.rsplit('.', 1)[-1]}"
    present = names.people(draft.present, f"{where}, present")
    if not draft.beats:
        names.faults.append(f"{where}: it has no beats")
    beats: list[Beat] = []
    lines = 0
    for n, beat in enumerate(draft.beats, 1):
        lines += bool(beat.line.strip())
        beats.append(_beat(beat, f"{id}.b{n:02d}", f"{id}.l{lines:02d}", f"{where}, beat {n}", present, names))
    return Scene(
        id=id,
        location=names.place(draft.location, f"{where}, location"),
        hour=draft.hour,
        weather=draft.weather,
        day=max(1, draft.day),
        present=present,
        outfits={
            who: worn.outfit
            for worn in draft.outfits
            if worn.outfit > 0 and (who := names.person(worn.who, f"{where}, outfits"))
        },
        purpose=draft.purpose,
        beats=tuple(beats),
    )


def _beat(draft: BeatDraft, id: str, line_id: str, where: str, present: tuple[str, ...], names: Names) -> Beat:
    who, words = names.person(draft.who, where), draft.line.strip().strip('“”"').strip()
    if words and not who and not draft.who.strip():
        names.faults.append(f"{where}: the line {words[:40]!r} has no speaker")
    if words and who and draft.via == "on" and who not in present:
        names.faults.append(
            f"{where}: {draft.who} speaks in the room without being present; add them, or say it by phone or off"
        )
    if not words and not draft.action.strip():
        names.faults.append(f"{where}: it is empty")
    line = (
        Line(
            id=line_id,
            speaker=who,
            text=words,
            emotion=draft.emotion,
            to=names.person(draft.to, where),
            via=draft.via,
            manner=manner_of(draft.action),
        )
        if words and who
        else None
    )
    return Beat(
        id=id,
        action=draft.action.strip(),
        who=who,
        emotion=draft.emotion,
        line=line,
        prop=names.prop(draft.prop, where),
        jolt=draft.jolt,
    )


def _event(draft: EventDraft, scene: Scene, names: Names, threads: Sequence[str]) -> Event:
    where = f"scene {scene.id.rsplit('.', 1)[-1]}, event {draft.kind}"
    if not 0 <= draft.beat <= len(scene.beats):
        names.faults.append(f"{where}: the scene has no beat {draft.beat}")
    who = names.person(draft.who, where)
    if draft.kind in _NEEDS_SOMEBODY and not draft.who.strip():
        names.faults.append(f"{where}: it does not say who")
    return Event(
        kind=draft.kind,
        scene=scene.id,
        beat=scene.beats[draft.beat - 1].id if 0 < draft.beat <= len(scene.beats) else "",
        who=who,
        what=_what(draft, where, names, threads),
        to=names.person(draft.to, where),
        where=names.place(draft.where, where) if draft.kind == "goes" else "",
    )


def _what(draft: EventDraft, where: str, names: Names, threads: Sequence[str]) -> str:
    what = draft.what.strip()
    if draft.kind in _OF_OBJECTS:
        return names.prop(what, where)
    if draft.kind in _OF_FACTS:
        return _fact(what, names)
    if draft.kind == "wears":
        return what if what.isdigit() else "0"
    if draft.kind in _OF_THREADS and what not in threads:
        names.faults.append(f"{where}: there is no thread {what!r}; there are {', '.join(threads) or 'none'}")
    return what


def _fact(what: str, names: Names) -> str:
    """Return ``secret.<id>``, ``secret.<id>@s01`` or ``name.<id>`` for what a fact is called; else the words."""
    for person in names.bible.characters:
        secret = (person.secret, f"{person.name}'s secret", f"secret.{person.name}", f"secret.{person.id}")
        if any(same(what, said) for said in secret):
            return SECRET + person.id
        for kind in (SECRET, NAME):
            called = re.fullmatch(
                rf"{kind[:-1]} of {re.escape(person.name)}(?: in season (\d+))?", what.strip(), re.IGNORECASE
            )
            if called:
                return kind + person.id + (f"@{season_id(int(called[1]))}" if called[1] else "")
    return what


def _forgotten(outline: EpisodeOutline, events: Sequence[Event], last: Scene) -> Iterator[Event]:
    there = {(event.kind, event.what) for event in events}
    for thread in outline.plants:
        if ("plants", thread) not in there:
            yield Event(kind="plants", scene=last.id, what=thread)
    for thread in outline.pays:
        if ("pays", thread) not in there:
            yield Event(kind="pays", scene=last.id, what=thread)


def settle_storyboard(
    draft: StoryboardDraft, bible: Bible, script: Script, sets: Sequence[ScoutedSet] = ()
) -> Storyboard:
    """Return the storyboard that a draft draws, its lines and cards put in; raise Unsettled with every fault."""
    names = Names(bible)
    shots = [
        _shot(one, n, bible, script, names, sets)
        for n, one in enumerate(draft.shots, 1)
        if one.framing not in ("title", "end")
    ]
    names.faults.extend(_uncovered([shot for shot in shots if shot is not None], script))
    names.settled()
    whole = _with_cards(bible, _heard_once([shot for shot in shots if shot is not None]))
    return Storyboard(
        episode=script.episode,
        shots=tuple(shot.model_copy(update={"id": f"{script.episode}.s{n:02d}"}) for n, shot in enumerate(whole, 1)),
    )


def _shot(
    draft: ShotDraft, number: int, bible: Bible, script: Script, names: Names, sets: Sequence[ScoutedSet]
) -> Shot | None:
    where = f"shot {number}"
    if not 1 <= draft.scene <= len(script.scenes):
        names.faults.append(f"{where}: there is no scene {draft.scene}")
        return None
    scene = script.scenes[draft.scene - 1]
    if any(not 1 <= n <= len(scene.beats) for n in draft.beats):
        names.faults.append(f"{where}: scene {draft.scene} has the beats 1 to {len(scene.beats)}")
        return None
    beats = [scene.beats[n - 1] for n in draft.beats]
    figures = tuple(_placed(one, scene, where, names) for one in draft.figures)
    if not figures and draft.framing not in ("insert", "establishing"):
        names.faults.append(f"{where}: a {draft.framing} needs somebody in it")
    prop = names.prop(draft.prop, where)
    if draft.framing == "insert" and not prop:
        prop = next((beat.prop for beat in beats if beat.prop), bible.props[0].id)
    if draft.framing in ("over_shoulder", "two_shot") and len(figures) < 2:
        names.faults.append(f"{where}: an {draft.framing} needs two figures")
    shot = Shot(
        id="",
        scene=scene.id,
        framing=draft.framing,
        angle=draft.angle,
        move=draft.move,
        figures=tuple(one for one in figures if one.character),
        beats=tuple(beat.id for beat in beats),
        lines=tuple(beat.line.id for beat in beats if beat.line is not None),
        prop=prop if draft.framing == "insert" else "",
        seconds=min(8.0, max(0.8, draft.seconds)),
        effects=tuple(dict.fromkeys(draft.effects))[:3],
        text=draft.text if draft.framing == "insert" else "",
    )
    found = next((one for one in sets if one.location == scene.location), None)
    return place_shot(shot, draft, where, found, names)


def _placed(draft: PlacedDraft, scene: Scene, where: str, names: Names) -> Placed:
    who = names.person(draft.who, where)
    return Placed(
        character=who,
        outfit=scene.outfits.get(who, 0),
        emotion=draft.emotion,
        becomes=draft.becomes,
        faces=draft.faces,
        gaze=draft.gaze,
        gesture=draft.gesture,
        holding=names.prop(draft.holding, where),
    )


def _heard_once(shots: Sequence[Shot]) -> list[Shot]:
    """Leave each line to the last shot that covers its beat: the insert before it is silent."""
    last = {line: n for n, shot in enumerate(shots) for line in shot.lines}
    return [
        shot.model_copy(update={"lines": tuple(line for line in shot.lines if last[line] == n)})
        for n, shot in enumerate(shots)
    ]


def _uncovered(shots: Sequence[Shot], script: Script) -> Iterator[str]:
    shown = [id for shot in shots for id in shot.beats]
    shown = [id for n, id in enumerate(shown) if n == 0 or shown[n - 1] != id]
    order = [beat.id for scene in script.scenes for beat in scene.beats]
    missing = [id for id in order if id not in shown]
    if missing:
        yield f"no shot covers {', '.join(_told(id) for id in missing)}"
    elif shown != order:
        wrong = next((one for one, right in zip(shown, order, strict=False) if one != right), shown[-1])
        yield f"the shots leave the order of the script at {_told(wrong)}; a reaction has no beats of its own"


def _told(beat: str) -> str:
    _, scene, number = beat.rsplit(".", 2)
    return f"scene {scene} beat {int(number.removeprefix('b'))}"


def _with_cards(bible: Bible, shots: list[Shot]) -> list[Shot]:
    """Put the title after the hook has landed, and the end card after the cliffhanger."""
    at, elapsed = 0, 0.0
    while at < len(shots) and (at < 1 or elapsed < 5.0):
        elapsed += shots[at].seconds
        at += 1
    lead = Placed(character=bible.characters[0].id, faces="right")
    title = Shot(
        id="",
        scene="",
        framing="title",
        move="drift",
        seconds=1.8,
        text=bible.title,
        figures=(lead,),
        effects=("whoosh",),
    )
    end = Shot(id="", scene="", framing="end", move="push_in", seconds=2.2, text="To be continued")
    return [*shots[:at], title, *shots[at:], end]
