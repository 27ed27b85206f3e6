"""Contradictions about things and time: clothes, objects, wounds, promises to the viewer, the clock, repeated lines."""

from collections.abc import Iterator

from cliffhanger.benchmarks.planting import wording
from cliffhanger.benchmarks.planting.graft import DISTANCES, Chance, Graft, Planting, Site, chance
from cliffhanger.benchmarks.planting.invention import HOURS, WOUNDS, Story
from cliffhanger.benchmarks.planting.wording import WEEKDAYS, weekday_said
from cliffhanger.memory.script import Event, EventKind


def wrong_wardrobe(site: Site) -> Iterator[Chance]:
    """Let somebody stand there in other clothes than those last put on."""
    for who in site.in_room():
        worn, since = site.record.wears.get(who, (0, 0))
        if not since or not site.counts(since) or site.touched(who, kinds=("wears",)) or site.comes_again(who):
            continue
        rest = {id: outfit for id, outfit in site.scene.outfits.items() if id != who}
        if worn:
            yield chance("wrong_wardrobe", "back in the usual", since, Graft.at(site).changed(outfits=rest))
        for outfit in range(1, len(site.story.bible.character(who).wardrobe)):
            if outfit != worn:
                changed = Graft.at(site).changed(outfits={**rest, who: outfit})
                yield chance("wrong_wardrobe", "another outfit", since, changed)


def prop_teleports(site: Site) -> Iterator[Chance]:
    """Let an object be handed over, held or taken by somebody who cannot have it."""
    room, record, start = site.in_room(), site.record, Graft.at(site)
    if len(room) < 2:
        return
    one, two = site.rng.sample(room, 2)
    first, second = site.name(one), site.name(two)
    for prop in site.story.bible.props:
        by, lost = record.lost.get(prop.id, ("", 0))
        if by in room and by != two and site.counts(lost) and not site.touched(prop.id):
            hands = start.does(site.shown(wording.HANDS, name=site.name(by), prop=prop.name, to=second), by, prop.id)
            gives = hands.happens("gives", who=by, what=prop.id, to=two)
            yield chance("prop_teleports", "hands over what they lost", lost, gives)
        holder, since = record.holds.get(prop.id, ("", 0))
        if not since or not site.counts(since) or holder in {*record.dead, *site.scene.present}:
            continue
        if site.touched(prop.id) or site.touched(holder, kinds=("dies", "returns")):
            continue
        if record.before.get(prop.id) == one:
            hands = start.does(site.shown(wording.HANDS, name=first, prop=prop.name, to=second), one, prop.id)
            gives = hands.happens("gives", who=one, what=prop.id, to=two)
            yield chance("prop_teleports", "hands over what they gave away", since, gives)
        turns = start.does(site.shown(wording.TURNS, name=first, prop=prop.name), one, prop.id)
        yield chance("prop_teleports", "in the hand of another", since, turns)
        picks = start.does(site.shown(wording.PICKS, name=first, prop=prop.name), one, prop.id).happens(
            "takes", who=one, what=prop.id
        )
        yield chance("prop_teleports", "taken while its holder is elsewhere", since, picks)
    opens = start.does(site.shown(wording.OPENS, name=first), one, "music_box_9")
    yield chance("unknown_prop", "an object nobody declared", None, opens)


def injury_vanishes(site: Site) -> Iterator[Chance]:
    """Let a wound be gone without healing, be seen as another, heal as another, or heal twice."""
    for who in site.in_room():
        if site.touched(who, kinds=("hurt", "heals")) or site.comes_again(who):
            continue
        wounds, healed = site.record.hurt.get(who, {}), site.record.healed.get(who, {})
        if len(wounds) == 1:
            ((wound, since),) = wounds.items()
            if site.counts(since):
                yield from _of_a_wound(site, who, wound, since)
        elif not wounds:
            for wound, since in healed.items():
                if site.counts(since):
                    graft = _rid_of(site, who, wound)
                    yield chance("injury_vanishes", "heals of what had healed", since, graft, 0, *healed.values())


def _of_a_wound(site: Site, who: str, wound: str, since: int) -> Iterator[Chance]:
    start, seen = Graft.at(site), site.scene.wounds or {}
    other = next(w for w in WOUNDS if w != wound and w not in site.record.healed.get(who, {}))
    yield chance("injury_vanishes", "another wound heals", since, _rid_of(site, who, other), 0)
    if who in seen and site.record.shows_wounds:
        bare = start.changed(wounds={id: words for id, words in seen.items() if id != who})
        yield chance("injury_vanishes", "is not seen", since, bare)
        yield chance("injury_vanishes", "another wound is seen", since, start.changed(wounds={**seen, who: other}), 0)
        sign = f"No {WOUNDS[wound].removeprefix('the ')}. " if wound in WOUNDS else ""
        text = wording.trace(wound, site.story.seed, site.rng, name=site.name(who), sign=sign)
        yield chance("injury_vanishes", "no trace of it", since, start.does(text, who))


def _rid_of(site: Site, who: str, wound: str) -> Graft:
    does = Graft.at(site).does(site.shown(wording.RID, name=site.name(who), wound=wound), who)
    return does.happens("heals", who=who, what=wound)


def time_runs_back(site: Site) -> Iterator[Chance]:
    """Play the episode's first scene before what was played."""
    record, start = site.record, Graft.at(site)
    if site.place or any(weekday_said(beat.line.text) for beat in site.scene.beats if beat.line):
        return  # a weekday that is said would move with its scene, and be wrong there
    for since, day, hour in record.clock:
        if hour and site.counts(since) and (day, hour - 1) < record.clock[-1][1:]:
            later = [number for number, d, h in record.clock if (d, h) > (day, hour - 1)]
            early = start.changed(day=day, hour=HOURS[hour - 1])
            yield chance("time_runs_back", "a scene before what was played", since, early, *later)


def wrong_day(site: Site) -> Iterator[Chance]:
    """Say a weekday that it cannot be, counted from one that was said before."""
    record, room = site.record, site.in_room()
    said = {number for number, _, _ in record.weekdays}
    spoken_now = any(weekday_said(line.text) for line in site.script.lines())
    if len(room) < 2 or spoken_now or not site.room_for_a_line():
        return
    one, two = site.rng.sample(room, 2)
    for since, day, name in record.weekdays:
        if site.counts(since):
            right = WEEKDAYS.index(name) + site.scene.day - day
            wrong = wording.weekdays(right + site.rng.randrange(1, 7))
            says = Graft.at(site).says(one, site.worded(wording.DAYS, **wrong), two)
            yield chance("wrong_day", "a weekday it cannot be", since, says, *said)


def repeated_line(site: Site) -> Iterator[Chance]:
    """Say a line again, word for word."""
    room = site.in_room()
    if len(room) < 2 or not site.room_for_a_line():
        return
    one, two = site.rng.sample(room, 2)
    for distance in DISTANCES:
        lines = site.record.lines.get(site.number - distance)
        if lines and site.number - distance > site.story.earlier:  # a line of an earlier season may come again
            again = Graft.at(site).says(one, site.rng.choice(lines), two)
            yield chance("repeated_line", "word for word", site.number - distance, again)


def thread_tangled(site: Site) -> Iterator[Chance]:
    """Pay a thread that was paid, plant one that was planted, pay one that never was."""
    if site.place != len(site.script.scenes) - 1:
        return
    record = site.record
    paid = [("pays", "paid twice", thread, since) for thread, since in record.paid.items()]
    planted = [("plants", "planted twice", thread, since) for thread, since in record.planted.items()]
    for kind, variant, thread, since in (*paid, *planted):
        if site.counts(since) and not site.touched(thread):
            graft = _of_thread(site, "pays" if kind == "pays" else "plants", thread)
            yield chance("thread_tangled", variant, since, graft, 0, record.planted.get(thread, 0))
    for promised in site.story.outline.threads:
        if promised.planted > site.number - site.story.earlier and not site.touched(promised.id):
            yield chance("thread_tangled", "paid before it is planted", None, _of_thread(site, "pays", promised.id))


def _of_thread(site: Site, kind: EventKind, thread: str) -> Graft:
    return Graft(site, site.scene, "", (Event(kind=kind, scene=site.scene.id, what=thread),))


def thread_overdue(story: Story) -> Iterator[Planting]:
    """Leave a thread unpaid: it is overdue in the first episode after its due date."""
    planting, paying = _numbers(story, "plants"), _numbers(story, "pays")
    for thread in story.outline.threads:
        first, paid, late = planting.get(thread.id), paying.get(thread.id), story.earlier + thread.due + 1
        if thread.carried or first is None or paid is None or paid >= late or late > len(story.scripts):
            continue
        script = story.scripts[paid - 1]
        events = tuple(e for e in script.events if not (e.kind == "pays" and e.what == thread.id))
        yield Planting(
            "thread_overdue", "never paid", late - first, late, "", "",
            frozenset({story.scripts[first - 1].episode, ""}), thread.question, story.scripts[late - 1],
            script.model_copy(update={"events": events}),
        )  # fmt: skip


def _numbers(story: Story, kind: EventKind) -> dict[str, int]:
    """Return thread to the first episode in which it is planted, or paid."""
    numbers: dict[str, int] = {}
    for number, script in enumerate(story.scripts[story.earlier :], story.earlier + 1):
        for event in script.events:
            if event.kind == kind:
                numbers.setdefault(event.what, number)
    return numbers
