"""The next season's Bible, settled: what stays is kept to the letter, and what is new fits in."""

from collections.abc import Iterator

from ...memory.bible import Bible, Character, Location, Prop, Role
from ...memory.folder import slug
from ...memory.legacy import Legacy
from ...memory.look import Voice
from .drafts import KeptDraft, PersonDraft, SequelDraft
from .inheritance import is_exposed, leader_of, living_of
from .settling import Looks, Voices, bare, same, settle_person, with_ids
from .structured import Unsettled

NEWCOMERS = 3
NEW_PLACES = 2
LONGEST_GAP = 3650
"""Days."""


def settle_sequel(
    draft: SequelDraft, legacy: Legacy, lead: str, engine: str, seed: int, looks: Looks, voices: Voices
) -> Bible:
    """Return the next season's Bible; raise Unsettled with every fault found.

    Of those who are kept, ids, names, looks, voices, wardrobes and relations are the last season's to the letter.
    """
    faults = [*_frame_faults(draft, legacy), *_kept_faults(draft, legacy, lead), *_new_faults(draft, legacy)]
    if faults:
        raise Unsettled(faults)
    past = legacy.bible
    people = sorted((*_kept(draft, legacy), *_newcomers(draft, legacy, seed, looks, voices)), key=_leading)
    return past.model_copy(
        update={
            "title": draft.title.strip(),
            "logline": draft.logline,
            "tone": draft.tone,
            "question": draft.question.strip(),
            "engine": engine,
            "characters": (*people, *_dead(legacy)),
            "locations": (*past.locations, *_places(draft, past)),
            "props": (*_held(legacy), *_objects(draft, legacy)),
            "rules": tuple(dict.fromkeys((*past.rules, *draft.rules))),
            "arc": tuple(draft.arc),
            "recalls": {},
            "season": legacy.season + 1,
            "gap": min(LONGEST_GAP, max(1, draft.gap)),
        }
    )


def _leading(one: Character) -> bool:
    return one.role != "lead"


def _kept(draft: SequelDraft, legacy: Legacy) -> Iterator[Character]:
    said = {bare(one.name): one for one in draft.kept}
    for person in living_of(legacy):
        changed = said.get(bare(person.name))
        if changed is not None:
            yield person.model_copy(update=_changes(person, changed))
        else:
            yield person.model_copy(update={"role": _no_longer_lead(person.role)})


def _changes(person: Character, changed: KeptDraft) -> dict[str, object]:
    marks = changed.marks.strip().rstrip(".")
    marked = f"{person.look_words}, {marks}" if marks and marks not in person.look_words else person.look_words
    return {
        "role": changed.role,
        "job": changed.job.strip() or person.job,
        "temper": changed.temper,
        "look_words": marked,
        "secret": changed.secret.strip() or person.secret,
        "wants": changed.wants,
        "fears": changed.fears,
    }


def _dead(legacy: Legacy) -> Iterator[Character]:
    living = living_of(legacy)
    for one in legacy.bible.characters:
        if one not in living:
            yield one.model_copy(update={"role": _no_longer_lead(one.role)})


def _no_longer_lead(role: Role) -> Role:
    return "ally" if role == "lead" else role


def _newcomers(draft: SequelDraft, legacy: Legacy, seed: int, looks: Looks, voices: Voices) -> Iterator[Character]:
    cast = [*legacy.bible.characters]
    ids = {bare(one.name): one.id for one in cast} | {bare(one.name): slug(one.name) for one in draft.newcomers}
    theme = legacy.bible.theme_seed ^ seed ^ (legacy.season * 7919)
    taken = {one.voice.style for one in cast}
    for n, one in enumerate(draft.newcomers):
        voice = _fresh_voice(one, taken, theme + n, voices)
        taken.add(voice.style)
        yield settle_person(one, ids, looks(theme * 31 + n, one.sex, one.age, one.temper), voice)


def _fresh_voice(one: PersonDraft, taken: set[str], seed: int, voices: Voices) -> Voice:
    """Return a voice that nobody of the cast has, as long as there is one."""
    heard = voices([(one.sex, one.age, one.temper)] * (len(taken) + 1), seed)
    return next((voice for voice in heard if voice.style not in taken), heard[0])


def _places(draft: SequelDraft, past: Bible) -> list[Location]:
    there = {bare(one.name) for one in past.locations}
    return [
        Location(id=id, name=one.name, set=one.set, words=one.words, indoors=one.indoors)
        for id, one in with_ids(draft.locations)
        if bare(one.name) not in there
    ]


def _held(legacy: Legacy) -> Iterator[Prop]:
    """Yield the objects there were, in the hands in which the season left them."""
    for one in legacy.bible.props:
        yield one.model_copy(update={"holder": legacy.state.holds.get(one.id, "")})


def _objects(draft: SequelDraft, legacy: Legacy) -> list[Prop]:
    there = {bare(one.name) for one in legacy.bible.props}
    ids = {bare(one.name): one.id for one in living_of(legacy)} | {bare(n.name): slug(n.name) for n in draft.newcomers}
    return [
        Prop(id=id, name=one.name, kind=one.kind, words=one.words, holder=ids.get(bare(one.holder), ""))
        for id, one in with_ids(draft.props)
        if bare(one.name) not in there
    ]


def _frame_faults(draft: SequelDraft, legacy: Legacy) -> Iterator[str]:
    for field in ("title", "logline", "tone", "question"):
        if not getattr(draft, field).strip():
            yield f"{field}: it is empty"
    if same(draft.question, legacy.bible.question):
        yield "question: it is the last season's; this one asks another"
    if len(draft.arc) < 3:
        yield "arc: tell the season in five or six sentences"
    places = [one.id for one in _places(draft, legacy.bible)]
    objects = [one.id for one in _objects(draft, legacy)]
    if len(places) > NEW_PLACES or len(objects) > NEW_PLACES:
        yield f"locations and props: {NEW_PLACES} new ones of each at most"
    there = [one.id for one in legacy.bible.locations] + [one.id for one in legacy.bible.props]
    for id in sorted({id for id in (*places, *objects) if (*there, *places, *objects).count(id) > 1}):
        yield f"locations and props: two things are called {id!r}; give the new one another name"


def _kept_faults(draft: SequelDraft, legacy: Legacy, lead: str) -> Iterator[str]:
    living = {bare(one.name): one for one in living_of(legacy)}
    names = [bare(one.name) for one in draft.kept]
    dead = {bare(one.name) for one in legacy.bible.characters} - living.keys()
    for one in draft.kept:
        if bare(one.name) in dead:
            yield f"kept: {one.name} is dead and stays dead"
        elif bare(one.name) not in living:
            yield f"kept: the last season had no {one.name!r}; it had {', '.join(p.name for p in living.values())}"
        elif names.count(bare(one.name)) > 1:
            yield f"kept: {one.name} is there twice"
        else:
            yield from _person_faults(one, living[bare(one.name)], legacy)
    leads = [one.name for one in draft.kept if one.role == "lead"]
    leads += [one.name for one in draft.newcomers if one.role == "lead"]
    leader = leader_of(legacy, lead)
    if len(leads) != 1 or (leader is not None and not same(leads[0], leader.name)):
        wanted = leader.name if leader else "one person"
        yield f"role: {wanted} has the role lead and nobody else; now it is {', '.join(leads) or 'nobody'}"


def _person_faults(one: KeptDraft, person: Character, legacy: Legacy) -> Iterator[str]:
    if is_exposed(person, legacy) and same(one.secret, person.secret):
        yield f"{one.name}: the secret is out; give a new one"
    if not one.wants.strip() or not one.fears.strip():
        yield f"{one.name}: what do they want and fear now?"


def _new_faults(draft: SequelDraft, legacy: Legacy) -> Iterator[str]:
    if len(draft.newcomers) > NEWCOMERS:
        yield f"newcomers: {len(draft.newcomers)} are too many; {NEWCOMERS} at most"
    ids = {one.id for one in legacy.bible.characters}
    letters = {bare(one.name)[0]: one.name for one in living_of(legacy)}
    names = {bare(one.name) for one in legacy.bible.characters} | {bare(one.name) for one in draft.newcomers}
    for one in draft.newcomers:
        name = bare(one.name)
        if not name or slug(name) in ids:
            yield f"newcomers: {one.name!r} needs a name that nobody of the series has or had"
            continue
        if name[0] in letters:
            yield f"newcomers: {one.name} begins as {letters[name[0]]} does; viewers confuse them"
        letters[name[0]] = one.name
        ids.add(slug(name))
        if not one.wardrobe:
            yield f"{one.name}: the wardrobe is empty"
        yield from (
            f"{one.name}: relations name {other.to!r}, who is not another of the cast"
            for other in one.relations
            if bare(other.to) not in names or same(other.to, one.name)
        )
