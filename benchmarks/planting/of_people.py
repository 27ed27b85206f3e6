"""Contradictions about people: the dead, two places, what one knows, names, relations, and who is not in the story."""

from collections.abc import Iterator
from itertools import permutations

from cliffhanger.benchmarks.planting.graft import Chance, Graft, Site, chance

KINSHIP = ("cousin", "brother", "sister", "uncle", "aunt", "mother", "father", "daughter", "son", "husband", "wife")


def dead_speaker(site: Site) -> Iterator[Chance]:
    """Let the dead speak, phone, stand in the room, act, and die again."""
    room = site.in_room()
    for who, since in site.record.dead.items():
        seen = {id for scene in site.script.scenes for id in scene.present}
        if not room or who in seen or site.touched(who):
            continue
        name, other, start = site.name(who), site.rng.choice(room), Graft.at(site)
        free = [p for p in site.story.bible.props if p.id not in site.record.holds and not site.touched(p.id)]
        words = f"Did you think I would stay away? {site.filler()}"
        if site.room_for_a_line():
            yield chance(
                site, "dead_speaker", "speaks", since, lambda s=start, w=who, o=other: s.enters(w).says(w, words, o)
            )
            yield chance(
                site, "dead_speaker", "phones", since,
                lambda s=start, w=who, o=other: s.says(w, f"I am calling from the station. {site.filler()}", o, "phone"),
            )  # fmt: skip
        yield chance(site, "dead_speaker", "stands in the room", since, lambda s=start, w=who: s.enters(w))
        if free:
            prop = site.rng.choice(free)
            yield chance(
                site, "dead_speaker", "takes something", since,
                lambda s=start, w=who, n=name, p=prop: s.enters(w)
                .does(f"{n} pockets {p.name}.", w, p.id).happens("takes", who=w, what=p.id),
            )  # fmt: skip
        yield chance(
            site, "dead_speaker", "dies again", since,
            lambda s=start, w=who, n=name: s.enters(w).does(f"{n} falls and does not get up.", w).happens("dies", who=w),
        )  # fmt: skip


def two_places(site: Site) -> Iterator[Chance]:
    """Let somebody speak who is not there, phone from within the room, or stand there while missing."""
    room, scene = site.in_room(), site.scene
    away = [
        p.id for p in site.story.bible.characters
        if p.id not in scene.present and p.id not in site.record.dead and p.id not in site.record.gone
        and not site.touched(p.id, kinds=("dies", "returns"))
    ]  # fmt: skip
    if len(room) > 1 and site.room_for_a_line():
        one, two = site.rng.sample(room, 2)
        start = Graft.at(site)
        if away:
            far = site.rng.choice(away)
            text = f"I am standing right behind you. {site.filler()}"
            yield chance(
                site, "two_places", "speaks from elsewhere", site.number, lambda: start.says(far, text, one), 0
            )
        call = f"The line is bad, can you hear me now? {site.filler()}"
        yield chance(
            site, "two_places", "phones from the room", site.number, lambda: start.says(two, call, one, "phone"), 0
        )
    for who in site.record.gone:
        if not site.touched(who) and who not in scene.present:
            yield chance(site, "two_places", "stands there while missing", None, lambda w=who: Graft.at(site).enters(w))


def knows_too_soon(site: Site) -> Iterator[Chance]:
    """Let somebody tell a secret, or say a name, that they have not learnt."""
    room, record = site.in_room(), site.record
    if not site.room_for_a_line():
        return
    for one, two in permutations(room, 2):
        for owner in site.story.bible.characters:
            fact = f"secret.{owner.id}"
            known = record.facts(fact)
            if owner.id in (one, two) or one in known or not owner.secret or site.touched(fact):
                continue
            if not site.may_say(one, owner.id):
                continue
            denied = record.denied.get((one, fact))
            since = denied if denied is not None else max(known.values(), default=0) or None
            variant = "tells what was denied to them" if denied is not None else "tells a secret"
            text = f"It is no secret to me: {owner.secret}. {site.filler()}"
            yield chance(
                site, "knows_too_soon", variant, since,
                lambda o=one, t=two, x=text, f=fact: Graft.at(site).says(o, x, t).happens("reveals", who=o, what=f, to=t),
                0, *known.values(),
            )  # fmt: skip
        for owner in site.story.bible.characters:
            fact = f"name.{owner.id}"
            known = {who: since for who, since in record.facts(fact).items() if who != owner.id}
            if owner.id == one or site.may_say(one, owner.id) or site.touched(fact):
                continue
            since = max(known.values(), default=0) or None
            if owner.id == two:
                text, variant = f"{owner.name}, listen. {site.filler()}", "calls by a name never heard"
            else:
                text, variant = f"I have been to see {owner.name}. {site.filler()}", "says a name never heard"
            yield chance(
                site, "knows_too_soon", variant, since, lambda o=one, t=two, x=text: Graft.at(site).says(o, x, t),
                0, *known.values(),
            )  # fmt: skip


def forgets(site: Site) -> Iterator[Chance]:
    """Let somebody find out what they knew, or ask for a name that they have learnt."""
    room, record = site.in_room(), site.record
    if not site.room_for_a_line():
        return
    for one, two in permutations(room, 2):
        for owner in site.story.bible.characters:
            secret, name = f"secret.{owner.id}", f"name.{owner.id}"
            since = record.knows.get((one, secret), 0)
            if since and owner.id != one and not site.touched(secret) and site.may_say(one, owner.id):
                text = f"What? So {owner.secret}? I never knew. {site.filler()}"
                yield chance(
                    site, "forgets", "learns it again", since,
                    lambda o=one, t=two, x=text, f=secret: Graft.at(site).says(o, x, t).happens("learns", who=o, what=f),
                )  # fmt: skip
            since = record.knows.get((one, name), 0)
            if owner.id == two and since and owner.alias and not site.touched(name):
                text = f"Who are you? I do not even know your name. {site.filler()}"
                yield chance(
                    site, "forgets", "asks for a name they learnt", since,
                    lambda o=one, t=two, x=text: Graft.at(site).says(o, x, t),
                )  # fmt: skip


def wrong_name(site: Site) -> Iterator[Chance]:
    """Let somebody be called by another's name, by a misspelt one, or by another family's."""
    room, bible = site.in_room(), site.story.bible
    if len(room) < 2 or not site.room_for_a_line():
        return
    one, two = site.rng.sample(room, 2)
    since = site.record.called.get(two)
    heard = range(site.number + 1)
    if not site.may_say(one, two) or since is None:
        return
    right, start = bible.character(two), Graft.at(site)
    absent = [
        p
        for p in bible.characters
        if p.id not in site.scene.present and site.may_say(one, p.id) and p.name != right.name
    ]
    if absent:
        other = site.rng.choice(absent)
        text = f"{other.name}, listen. {site.filler()}"
        yield chance(site, "wrong_name", "called by another's name", since, lambda: start.says(one, text, two), *heard)
        family = other.full_name.rpartition(" ")[2]
        if family not in right.full_name:
            named = f"{right.name} {family}, look at me. {site.filler()}"
            yield chance(
                site, "wrong_name", "another's family name", since, lambda: start.says(one, named, two), *heard
            )
    wrong = misspelt(right.name, {p.name for p in bible.characters}, site)
    call = f"{wrong}, listen. {site.filler()}"
    yield chance(site, "wrong_name", "misspelt", since, lambda: start.says(one, call, two), *heard)


def misspelt(name: str, names: set[str], site: Site) -> str:
    """Return the name with one letter in the middle changed, so that nobody is called so."""
    while True:
        place = site.rng.randrange(1, len(name))
        letter = site.rng.choice([c for c in ("aeiou" if name[place] in "aeiou" else "lmnrst") if c != name[place]])
        wrong = name[:place] + letter + name[place + 1 :]
        if wrong not in names:
            return wrong


def wrong_relation(site: Site) -> Iterator[Chance]:
    """Let somebody call the cousin a brother."""
    room, bible = site.in_room(), site.story.bible
    if not site.room_for_a_line():
        return
    for one, two in permutations(room, 2):
        kinds = [relation.kind for relation in bible.character(one).relations if relation.to == two]
        if len(kinds) != 1 or kinds[0] not in KINSHIP or not site.may_say(one, two):
            continue
        if frozenset((one, two)) in site.record.married:
            continue
        man = bible.character(two).look.sex == "man"
        wrong = next(k for k in (("brother", "uncle") if man else ("sister", "aunt")) if k != kinds[0])
        text = f"You are my {wrong}, {site.name(two)}. {site.filler()}"
        since = site.record.kin.get((one, two))
        yield chance(
            site, "wrong_relation", "a cousin called a brother", since,
            lambda o=one, t=two, x=text: Graft.at(site).says(o, x, t), *range(site.number),
        )  # fmt: skip


def unknown(site: Site) -> Iterator[Chance]:
    """Let somebody come in, or a scene play somewhere, of whom or of which the Bible knows nothing."""
    start, room = Graft.at(site), site.in_room()
    if site.room_for_a_line() and room:
        text = f"You do not know me yet. {site.filler()}"
        yield chance(
            site, "unknown_character", "a voice on the phone", None,
            lambda: start.says("zacharias", text, site.rng.choice(room), "phone"),
        )  # fmt: skip
    yield chance(site, "unknown_character", "in the room", None, lambda: start.enters("zacharias"))
    if not site.touched(*site.scene.present, kinds=("goes",)):
        yield chance(site, "unknown_location", "a place nobody declared", None, lambda: start.changed(location="attic"))
