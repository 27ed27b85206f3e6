"""Contradictions about people: the dead, two places, what one knows, names, relations, and who is not in the story."""

from collections.abc import Iterator
from itertools import permutations

from cliffhanger.benchmarks.planting import wording
from cliffhanger.benchmarks.planting.graft import Chance, Graft, Site, chance
from cliffhanger.benchmarks.planting.wording import SETS, set_of
from cliffhanger.memory.bible import Character

KINSHIP = ("cousin", "brother", "sister", "uncle", "aunt", "mother", "father", "daughter", "son", "husband", "wife")
VOWELS = {vowel: "aeiou".replace(vowel, "") for vowel in "aeiou"}
CONSONANTS = {"m": "n", "n": "m", "b": "p", "p": "b", "d": "t", "t": "d", "g": "k", "k": "g", "v": "f", "l": "r"}
ADDRESSES = frozenset(("dear", "love", "lord", "lady", "sire", "mate", "girl", "doll", "baby", "miss", "pal", "boss"))
"""What one may call anybody: no misspelt name."""


def dead_speaker(site: Site) -> Iterator[Chance]:
    """Let the dead speak, phone, stand in the room, act, and die again."""
    room = site.in_room()
    seen = {id for scene in site.script.scenes for id in scene.present}
    for who, died in site.record.dead.items():
        since = died or None
        if not room or who in seen or site.touched(who) or not site.counts(since):
            continue
        name, other = site.name(who), site.rng.choice(room)
        start, enters = Graft.at(site), Graft.at(site).enters(who)
        if site.room_for_a_line():
            back = site.worded(wording.BACK)
            yield chance("dead_speaker", "speaks", since, enters.says(who, back, other))
            call = site.worded(wording.CALLING)
            yield chance("dead_speaker", "phones", since, start.says(who, call, other, "phone"))
        yield chance("dead_speaker", "stands in the room", since, enters)
        free = [p for p in site.story.bible.props if p.id not in site.record.holds and not site.touched(p.id)]
        if free:
            prop = site.rng.choice(free)
            pockets = enters.does(site.shown(wording.POCKETS, name=name, prop=prop.name), who, prop.id)
            yield chance("dead_speaker", "takes something", since, pockets.happens("takes", who=who, what=prop.id))
        falls = enters.does(site.shown(wording.FALLS, name=name), who)
        yield chance("dead_speaker", "dies again", since, falls.happens("dies", who=who))


def two_places(site: Site) -> Iterator[Chance]:
    """Let somebody speak who is not there, phone from within the room, or stand there while missing."""
    room, scene, record, start = site.in_room(), site.scene, site.record, Graft.at(site)
    away = [
        p.id
        for p in site.story.bible.characters
        if p.id not in {*scene.present, *record.dead, *record.gone}
        and not site.touched(p.id, kinds=("dies", "returns"))
    ]
    if len(room) > 1 and site.room_for_a_line():
        one, two = site.rng.sample(room, 2)
        if away:
            far = site.rng.choice(away)
            behind = start.says(far, site.worded(wording.BEHIND), one)
            yield chance("two_places", "speaks from elsewhere", site.number, behind, 0, record.seen.get(far, 0))
        call = start.says(two, site.worded(wording.BAD_LINE), one, "phone")
        yield chance("two_places", "phones from the room", site.number, call, 0)
    for who in record.gone:
        if not site.touched(who) and who not in scene.present:
            yield chance("two_places", "stands there while missing", None, start.enters(who))


def knows_too_soon(site: Site) -> Iterator[Chance]:
    """Let somebody tell a secret that they have not learnt, or that was denied to them."""
    record = site.record
    for one, two in _pairs(site):
        for owner in site.story.bible.characters:
            fact = f"secret.{owner.id}"
            known = record.facts(fact)
            if not owner.secret or owner.id in (one, two) or one in known or not site.may_say(one, owner.id):
                continue
            denied = record.denied.get((one, fact))
            since = denied if denied is not None else max(known.values(), default=0) or None
            if site.counts(since) and not site.touched(fact) and (one, fact) not in record.overheard:
                says = Graft.at(site).says(one, site.worded(wording.NO_SECRET, secret=owner.secret), two)
                variant = "tells what was denied to them" if denied is not None else "tells a secret"
                tells = says.happens("reveals", who=one, what=fact, to=two)
                yield chance("knows_too_soon", variant, since, tells, *record.tellings(fact))


def says_a_name(site: Site) -> Iterator[Chance]:
    """Let somebody say a name that they have not learnt."""
    for one, two in _pairs(site):
        for owner in site.story.bible.characters:
            fact = f"name.{owner.id}"
            if owner.id == one or site.may_say(one, owner.id):
                continue
            known = [since for who, since in site.record.facts(fact).items() if who != owner.id]
            since = max(known, default=0) or None
            if not site.counts(since) or site.touched(fact) or site.may_overhear(one, owner.id):
                continue
            if owner.id == two:
                calls = Graft.at(site).says(one, site.worded(wording.CALLS, name=owner.name), two)
                yield chance("wrong_name", "calls by a name never heard", since, calls, *site.record.tellings(fact))
            else:
                tells = Graft.at(site).says(one, site.worded(wording.MENTIONS, name=owner.name), two)
                yield chance("wrong_name", "says a name never heard", since, tells, *site.record.tellings(fact))


def forgets(site: Site) -> Iterator[Chance]:
    """Let somebody find out what they knew, or ask for a name that they have learnt."""
    record = site.record
    for one, two in _pairs(site):
        for owner in site.story.bible.characters:
            secret, name = f"secret.{owner.id}", f"name.{owner.id}"
            since = record.knows.get((one, secret), 0)
            if since and site.counts(since) and not site.touched(secret) and site.may_say(one, owner.id):
                says = Graft.at(site).says(one, site.worded(wording.LEARNS_AGAIN, secret=owner.secret), two)
                again = says.happens("learns", who=one, what=secret)
                yield chance("forgets", "learns it again", since, again, *record.heard[one, secret])
            since = record.knows.get((one, name), 0)
            if owner.id == two and owner.alias and since and site.counts(since) and not site.touched(name):
                asks = Graft.at(site).says(one, site.worded(wording.ASKS), two)
                yield chance("forgets", "asks for a name they learnt", since, asks)


def wrong_name(site: Site) -> Iterator[Chance]:
    """Let somebody be called by another's name, by a misspelt one, or by another family's."""
    bible, start, heard = site.story.bible, Graft.at(site), range(site.number + 1)
    for one, two in _pairs(site)[:1]:
        since = site.record.called.get(two)
        if since is None or not site.may_say(one, two) or not site.counts(since):
            continue
        right = bible.character(two)
        absent = [p for p in bible.characters if p.id not in site.scene.present and site.may_say(one, p.id)]
        if absent:
            other = site.rng.choice(absent)
            calls = start.says(one, site.worded(wording.CALLS, name=other.name), two)
            yield chance("wrong_name", "called by another's name", since, calls, *heard)
            family = other.full_name.rpartition(" ")[2]
            wed = any(two in pair for pair in site.record.married)
            if family not in right.full_name and not wed and not _related(right, other):  # kin may bear one name
                calls = start.says(one, site.worded(wording.FAMILY_CALLS, name=f"{right.name} {family}"), two)
                yield chance("wrong_name", "another's family name", since, calls, *heard)
        wrong = misspelt(right.name, site)
        if wrong:
            calls = start.says(one, site.worded(wording.CALLS, name=wrong), two)
            yield chance("wrong_name", "misspelt", since, calls, *heard)


def _related(one: Character, two: Character) -> bool:
    return any(two.id == kin.to for kin in one.relations) or any(one.id == kin.to for kin in two.relations)


def misspelt(name: str, site: Site) -> str:
    """Return the name with one sound inside it changed, so that nobody is called so; empty if that cannot be."""
    names = {person.name for person in site.story.bible.characters}
    swaps = VOWELS if set_of(site.story.seed) < SETS - 1 else VOWELS | CONSONANTS
    wrong = [
        name[:place] + sound + name[place + 1 :]
        for place in range(1, len(name))
        for sound in swaps.get(name[place], "")
        if len(name) > 3
    ]
    return site.rng.choice([text for text in wrong if text not in names and text.lower() not in ADDRESSES] or [""])


def wrong_relation(site: Site) -> Iterator[Chance]:
    """Let somebody call the cousin a brother."""
    bible = site.story.bible
    for one, two in _pairs(site):
        mine = {relation.kind for relation in bible.character(one).relations if relation.to == two}
        theirs = {relation.kind for relation in bible.character(two).relations if relation.to == one}
        since = site.record.kin.get((one, two))
        if len(mine) != 1 or not mine <= set(KINSHIP) or not site.may_say(one, two) or not site.counts(since):
            continue
        if frozenset((one, two)) in site.record.married:
            continue
        man = bible.character(two).look.sex == "man"
        wrong = next((k for k in (("brother", "uncle") if man else ("sister", "aunt")) if k not in mine | theirs), "")
        if wrong:
            says = Graft.at(site).says(one, site.worded(wording.KIN_WRONG, kind=wrong, name=site.name(two)), two)
            yield chance("wrong_relation", "a cousin called a brother", since, says, *range(site.number))


def unknown(site: Site) -> Iterator[Chance]:
    """Let somebody come in, or a scene play somewhere, of whom or of which the Bible knows nothing."""
    start, room = Graft.at(site), site.in_room()
    if site.room_for_a_line() and room:
        call = start.says("zacharias", site.worded(wording.STRANGER), site.rng.choice(room), "phone")
        yield chance("unknown_character", "a voice on the phone", None, call)
    yield chance("unknown_character", "in the room", None, start.enters("zacharias"))
    if not site.record.captive & set(site.scene.present):
        nowhere = start.changed(location="attic").without("goes")
        yield chance("unknown_location", "a place nobody declared", None, nowhere)


def _pairs(site: Site) -> list[tuple[str, str]]:
    """Return who can say something to whom, in an order that the seed chooses; nobody if the script is full."""
    if not site.room_for_a_line():
        return []
    room = site.in_room()
    return list(permutations(site.rng.sample(room, len(room)), 2))
