"""The Bible and the Outline of an invented season: people with aliases, kin and wardrobes, places, objects, threads."""

import random

from cliffhanger.benchmarks.planting import unseen
from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop, PropKind, Relation, SetKind
from cliffhanger.memory.look import Garment, Look, Outfit, Voice
from cliffhanger.memory.numbering import episode_id
from cliffhanger.memory.script import Cliff, EpisodeOutline, Outline, Thread

WOMEN = (
    ("Grace", "Hope", "Rose", "Nadia", "Ilse", "Bruna", "Tamsin", "Odile", "Yuna", "Petra", "Ama", "Liv"),
    ("Joy", "Faith", "Dawn", "Sue", "Summer", "Ottilie", "Mei", "Zora", "Inga", "Calla", "Thea", "Noor"),
    ("May", "April", "Ivy", "Olive", "Pearl", "Ruby", "Hilde", "Sanna", "Leila", "Ines", "Brigid", "Wanda"),
    unseen.WOMEN,
)
MEN = (
    ("Will", "Mark", "Chase", "Anton", "Basil", "Idris", "Corwin", "Hugo", "Kenji", "Matteo", "Oskar", "Ravi"),
    ("Bill", "Art", "Ray", "Jack", "Drew", "Pat", "Emil", "Tariq", "Sven", "Lukas", "Otto", "Dario"),
    ("Frank", "Guy", "Miles", "Reed", "Cliff", "Rob", "Anders", "Pavel", "Kofi", "Ruben", "Tomas", "Yusuf"),
    unseen.MEN,
)
"""First names by set, many of them words too."""
FAMILIES = ("Adler", "Brandt", "Castell", "Dorn", "Eklund", "Farrow", "Galanis", "Hallam", "Ito", "Jansen", "Kovac")
ALIASES = ("the stranger with the cane", "the guest in the veil", "the stranger from the ferry", "the caller")
JOBS = ("baker", "surgeon", "pilot", "notary", "diver", "florist", "locksmith", "organist", "judge", "smuggler")
SECRETS = (
    "{name} sold the lighthouse twice", "{name} forged the harbour books", "{name} poisoned the well",
    "{name} never left the island", "{name} burnt the first will", "{name} drove the black car",
    "{name} was paid to look away", "{name} buried the strongbox", "{name} wrote every one of the letters",
    "{name} opened the sluice that night",
)  # fmt: skip
KIN = {
    "woman": ("cousin", "sister", "aunt", "neighbour", "boss"),
    "man": ("cousin", "brother", "uncle", "neighbour", "boss"),
}
GARMENTS: tuple[Garment, ...] = ("suit", "dress", "coat", "shirt", "leather", "sweater", "robe", "uniform")
SETS: tuple[SetKind, ...] = ("harbour", "kitchen", "office", "street", "chapel", "rooftop", "shop")
PLACES = ("the quay", "the galley kitchen", "the counting house", "Lantern Street", "the seamen's chapel", "the roof",
          "the chandlery")  # fmt: skip
PROPS: tuple[PropKind, ...] = ("ring", "key", "letter", "knife", "watch", "map", "photo", "coin", "vial")
CLIFFS: tuple[Cliff, ...] = ("reveal", "arrival", "threat", "choice", "betrayal", "loss", "reversal", "discovery")
SPANS = (1, 2, 4, 5, 9, 10, 19, 20, 39, 40, 59, 60)
"""Episodes between a thread's planting and its due date."""


def bible(rng: random.Random, words: int = 0) -> Bible:
    """Invent a cast of eight to ten, five places and eight objects."""
    people = _people(rng, rng.randint(8, 10), words)
    kinds = rng.sample(PROPS, 8)
    holders = [rng.choice(("", rng.choice(people).id)) for _ in kinds]
    props = tuple(
        Prop(id=f"{kind}_1", name=f"the {kind}", kind=kind, words="scratched", holder=holder)
        for kind, holder in zip(kinds, holders, strict=True)
    )
    places = tuple(
        Location(id=f"place_{n}", name=PLACES[n], set=SETS[n], words="salt on everything")
        for n in sorted(rng.sample(range(len(SETS)), 5))
    )
    return Bible(
        title="The Lighthouse Sold Twice", premise=Premise(text="A lighthouse is sold twice in one night"),
        logline="A lighthouse is sold twice.", genre="mystery", engine="invented", tone="salt and rust", style="noir",
        question="Who owns the light?", characters=people, locations=places, props=props,
    )  # fmt: skip


def _people(rng: random.Random, count: int, words: int) -> tuple[Character, ...]:
    women, men = rng.sample(WOMEN[words], (count + 1) // 2), rng.sample(MEN[words], count // 2)
    names = [name for pair in zip(women, [*men, ""], strict=False) for name in pair if name]
    held_out = words == len(WOMEN) - 1
    families = [rng.choice(unseen.FAMILIES if held_out else FAMILIES) for _ in names]
    secrets = rng.sample(unseen.SECRETS if held_out else SECRETS, count)
    ids = [f"{name.lower()}" for name in names]
    aliased = dict(zip(rng.sample(ids, 2), rng.sample(unseen.ALIASES if held_out else ALIASES, 2), strict=True))
    people: list[Character] = []
    for n, (id, name) in enumerate(zip(ids, names, strict=True)):
        outfits = tuple(
            Outfit(garment=garment, words=f"a {shade} {garment}")
            for garment, shade in zip(rng.sample(GARMENTS, 3), ("grey", "red", "blue"), strict=True)
        )
        bound = {person.id for person in people for relation in person.relations if relation.to == id}
        others = [other for other in ids if other != id and other not in aliased and other not in bound]
        to = rng.choice(others)
        sex = "woman" if to.capitalize() in women else "man"
        kin = () if id in aliased else (Relation(to=to, kind=rng.choice(KIN[sex])),)
        people.append(
            Character(
                id=id, name=name, full_name=f"{name} {families[n]}", role="lead" if n == 0 else "ally",
                job=JOBS[n], look=Look(sex="woman" if name in women else "man"), look_words="salt in the hair",
                wardrobe=outfits, voice=Voice(style="woman_warm_1"), speech="Plain.", temper="weary",
                secret=secrets[n].format(name=name), wants="the light", fears="the tide", relations=kin,
                alias=aliased.get(id, ""),
            )
        )  # fmt: skip
    return tuple(people)


def outline(rng: random.Random, people: Bible, length: int, owed: tuple[Thread, ...] = ()) -> Outline:
    """Plan a season whose threads last from one episode to sixty; some are carried over its end, `owed` are paid."""
    threads = []
    for thread in owed:
        due = rng.randint(2, length)
        later = {"id": f"s01.{thread.id}", "planted": 0, "due": due, "paid": rng.randint(1, due), "carried": False}
        threads.append(thread.model_copy(update=later))
    for n in range(length // 4):
        planted, span = rng.randint(1, length - 2), rng.choice(SPANS)
        due = planted + span
        carried = due > length
        paid = 0 if carried else rng.choice((due, rng.randint(planted + 1, due)))
        question = f"Who took the {rng.choice(PROPS)} of the {n + 1}. night?"
        threads.append(
            Thread(id=f"t{n:02d}", question=question, planted=planted, due=min(due, length), paid=paid, carried=carried)
        )
    cast, places = tuple(p.id for p in people.characters), tuple(p.id for p in people.locations)
    episodes = tuple(
        EpisodeOutline(
            episode=episode_id(people.season, n), number=n, title=f"Night {n}", turn="t", logline="They talk.",
            hook="A bell.", cliff=CLIFFS[n % len(CLIFFS)], cliffhanger="A knock.", cast=cast, locations=places,
            plants=tuple(t.id for t in threads if t.planted == n), pays=tuple(t.id for t in threads if t.paid == n),
        )
        for n in range(1, length + 1)
    )  # fmt: skip
    return Outline(season=people.season, paywall=10, episodes=episodes, threads=tuple(threads))
