"""Contradictions about things and time: clothes, objects, wounds, promises to the viewer, the clock, lines said twice."""

import re
from collections.abc import Iterator

from cliffhanger.benchmarks.planting.graft import Chance, Graft, Planting, Site, chance
from cliffhanger.benchmarks.planting.invention import HOURS, WEEKDAYS, WOUNDS, Story


def wrong_wardrobe(site: Site) -> Iterator[Chance]:
    """Let somebody stand there in other clothes than those last put on."""
    for who in site.in_room():
        worn, since = site.record.wears.get(who, (0, 0))
        if not since or site.touched(who, kinds=("wears",)):
            continue
        count = len(site.story.bible.character(who).wardrobe)
        others = [n for n in range(1, count) if n != worn]
        rest = {id: n for id, n in site.scene.outfits.items() if id != who}
        for outfit in ([0] if worn else []) + others[:1]:
            outfits = {**rest, who: outfit} if outfit else rest
            variant = "another outfit" if outfit else "back in the usual"
            yield chance(site, "wrong_wardrobe", variant, since, lambda o=outfits: Graft.at(site).changed(outfits=o))


def prop_teleports(site: Site) -> Iterator[Chance]:
    """Let an object be handed over, held or taken by somebody who cannot have it."""
    room, record = site.in_room(), site.record
    if len(room) < 2:
        return
    one, two = site.rng.sample(room, 2)
    start, first, second = Graft.at(site), site.name(one), site.name(two)
    for prop in site.story.bible.props:
        holder, since = record.holds.get(prop.id, ("", 0))
        if site.touched(prop.id):
            continue
        by, lost = record.lost.get(prop.id, ("", 0))
        if by in room and by != two:
            yield chance(
                site, "prop_teleports", "hands over what they lost", lost,
                lambda b=by, p=prop: start.does(f"{site.name(b)} hands {p.name} to {second}.", b, p.id)
                .happens("gives", who=b, what=p.id, to=two),
            )  # fmt: skip
        if not since or holder in record.dead or holder in site.scene.present:
            continue
        if record.before.get(prop.id) == one:
            yield chance(
                site, "prop_teleports", "hands over what they gave away", since,
                lambda p=prop: start.does(f"{first} hands {p.name} to {second}.", one, p.id)
                .happens("gives", who=one, what=p.id, to=two),
            )  # fmt: skip
        yield chance(
            site, "prop_teleports", "in the hand of another", since,
            lambda p=prop: start.does(f"{first} turns {p.name} over and over.", one, p.id),
        )  # fmt: skip
        yield chance(
            site, "prop_teleports", "taken while its holder is elsewhere", since,
            lambda p=prop: start.does(f"{first} picks up {p.name}.", one, p.id).happens("takes", who=one, what=p.id),
        )  # fmt: skip
    yield chance(
        site, "prop_teleports", "an object nobody declared", None,
        lambda: start.does(f"{first} opens the music box.", one, "music_box_9"),
    )  # fmt: skip


def injury_vanishes(site: Site) -> Iterator[Chance]:
    """Let a wound be gone without healing, heal as another, or heal twice."""
    record = site.record
    for who in site.in_room():
        if site.touched(who, kinds=("hurt", "heals")):
            continue
        name, wounds = site.name(who), record.hurt.get(who, {})
        if len(wounds) == 1:
            ((wound, since),) = wounds.items()
            other = next(w for w in WOUNDS if w != wound and w not in record.healed.get(who, {}))
            yield chance(
                site, "injury_vanishes", "another wound heals", since,
                lambda w=who, n=name, o=other: Graft.at(site).does(f"{n} is rid of {o} at last.", w)
                .happens("heals", who=w, what=o), 0,
            )  # fmt: skip
            sign = f"No {WOUNDS[wound].removeprefix('the ')}. " if wound in WOUNDS else ""
            gone = f"{name} stretches. {sign}Not a trace of {wound} is left."
            yield chance(
                site, "injury_vanishes", "no trace of it", since, lambda w=who, g=gone: Graft.at(site).does(g, w)
            )
        if not wounds:
            for wound, since in record.healed.get(who, {}).items():
                yield chance(
                    site, "injury_vanishes", "heals of what had healed", since,
                    lambda w=who, n=name, o=wound: Graft.at(site).does(f"{n} is rid of {o} at last.", w)
                    .happens("heals", who=w, what=o), 0,
                )  # fmt: skip


def time_runs_back(site: Site) -> Iterator[Chance]:
    """Play the episode's first scene before what was played, or say a weekday that it cannot be."""
    record, scene = site.record, site.scene
    if site.place == 0:
        for since, day, hour in record.clock:
            if hour and (day, hour - 1) < record.clock[-1][1:]:
                later = [number for number, d, h in record.clock if (d, h) > (day, hour - 1)]
                yield chance(
                    site, "time_runs_back", "a scene before what was played", since,
                    lambda d=day, h=hour: Graft.at(site).changed(day=d, hour=HOURS[h - 1]), *later,
                )  # fmt: skip
    said = {number for number, _, _ in record.weekdays}
    room = site.in_room()
    spoken_now = any("Today is" in line.text for line in site.script.lines())
    if len(room) > 1 and record.weekdays and not spoken_now and site.room_for_a_line():
        one, two = site.rng.sample(room, 2)
        since, day, name = site.rng.choice(record.weekdays)
        right = (WEEKDAYS.index(name) + scene.day - day) % 7
        wrong = WEEKDAYS[(right + site.rng.randrange(1, 7)) % 7]
        text = f"Today is {wrong}. {site.filler()}"
        yield chance(
            site, "time_runs_back", "a weekday it cannot be", since, lambda: Graft.at(site).says(one, text, two), *said
        )


def repeated_line(site: Site) -> Iterator[Chance]:
    """Say a line again, word for word."""
    room = site.in_room()
    names = {part for person in site.story.bible.characters for part in person.full_name.split()}
    if len(room) < 2 or not site.room_for_a_line():
        return
    one, two = site.rng.sample(room, 2)
    for since, lines in site.record.lines.items():
        plain = [text for text in lines if not names & set(re.findall(r"\w+", text)) and _about_nothing(text)]
        if plain:
            text = site.rng.choice(plain)
            yield chance(
                site, "repeated_line", "word for word", since, lambda x=text: Graft.at(site).says(one, x, two)
            )  # fmt: skip


def _about_nothing(text: str) -> bool:
    """Tell whether a line says nothing that could be a fault of another kind when it is said again."""
    return len(text.split()) > 5 and not re.search(r"\b(my|you|your|today|truth|secret|name|dead|who)\b", text.lower())


def thread_overdue(story: Story) -> Iterator[tuple[int, Planting]]:
    """Leave a thread unpaid: it is overdue in the first episode after its due date. Gives pairs of distance and planting."""
    for thread in story.outline.threads:
        due = thread.due + 1
        if not (1 <= thread.planted < due <= len(story.scripts)) or thread.carried or not thread.paid:
            continue
        paying = next(
            (s for s in story.scripts if any(e.kind == "pays" and e.what == thread.id for e in s.events)), None
        )
        planting = next(
            (s for s in story.scripts if any(e.kind == "plants" and e.what == thread.id for e in s.events)), None
        )
        if paying is None or planting is None or story.scripts.index(paying) + 1 > thread.due:
            continue
        events = tuple(e for e in paying.events if not (e.kind == "pays" and e.what == thread.id))
        planted = story.scripts.index(planting) + 1
        yield due - planted, Planting(
            "thread_overdue", "never paid", due - planted, due, "", "", frozenset({planting.episode, ""}),
            story.scripts[due - 1], paying.model_copy(update={"events": events}),
        )  # fmt: skip
