"""What the people of a premise are to each other: names joined, aliases folded, relations and sexes found."""

from ...memory.look import Sex
from .person import Person
from .words import Token, listed, openers


def merged(people: list[Person], items: list[Token]) -> list[Person]:
    """Join a name to the description beside it: "her sister Ana", "Mia, a nurse", "a nurse named Mia"."""
    merged: list[Person] = []
    for person in people:
        last = merged[-1] if merged else None
        gap = [item.low for item in items[last.end : person.at]] if last else []
        apposed = gap in ([","], ["named"], ["called"], []) and last is not None
        if last and apposed and person.kind == "name" and not last.name and (gap != [","] or items[last.at].low != "a"):
            last.name, last.end = person.name, person.end
            last.sex = last.sex or person.sex
        elif (
            last
            and gap == [","]
            and last.kind == "name"
            and person.kind != "name"
            and items[person.at].low in openers()
        ):
            last.words, last.head, last.kind = person.words, person.head, person.kind
            last.owner, last.gone, last.modifiers = person.owner, person.gone, person.modifiers
            last.sex, last.end = last.sex or person.sex, person.end
        elif not _same(person, merged, items):
            merged.append(person)
    return merged


def _same(person: Person, known: list[Person], items: list[Token]) -> bool:
    """Tell whether this is somebody already named: "the nurse" after "a night-shift nurse"."""
    opener = items[person.at].low
    for other in known:
        if person.name and person.name.split()[0] in (other.name.split() or [""]):
            return True
        if opener in ("the", "this", "that") and person.head == other.head and not person.modifiers:
            return True
        if opener in listed("grammar", "possessives") and person.words == other.words and person.owner == other.owner:
            return True
        # "the tenant is her own mother", "the man turns out to be his father" stay two: a twist is worth a face.
    return False


_BECOMING = frozenset({"is", "was", "am", "are", "be", "been", "being", "become", "becomes", "becoming", "as"})


_BETWEEN = frozenset(
    {"secretly", "really", "actually", "now", "only", "the", "in", "fact", "none", "other", "than", "not", "just"}
)


def aliased(people: list[Person], items: list[Token]) -> list[Person]:
    """Fold what somebody is said to be into that person: "he claims to be the captain"."""
    kept: list[Person] = []
    for person in people:
        at = person.at - 1
        while at > 0 and items[at].low in _BETWEEN and at > person.at - 4:
            at -= 1
        said = (
            at > 0
            and items[at].low in _BECOMING
            and not (items[at].low == "as" and items[at - 1].low in ("as", "same"))
        )
        speaks = (said and items[at - 1].low in ("i", "i'm")) or (at >= 0 and items[at].low == "i'm")
        if (not said and not speaks) or (not kept and not speaks) or items[person.end - 1].owns:
            kept.append(person)
        elif speaks:
            person.speaks = True
            kept.append(person)
        else:
            _fold(kept[-1], person)
    return kept


def _fold(into: Person, said: Person) -> None:
    into.also = (*into.also, said.words)
    into.sex = into.sex or said.sex
    if said.kind == "kin" and said.owner and into.kind != "kin":
        into.owner, into.relation = said.owner, said.head


def relate(people: list[Person], items: list[Token]) -> None:
    """Find whose sister, boss, husband each one is."""
    for index, person in enumerate(people):
        person.possessor = items[person.end - 1].owns
        previous = people[index - 1] if index else None
        if previous and items[person.at - 1].owns and previous.end == person.at:
            person.of = index - 1
        elif person.owner and person.owner.lower() not in listed("grammar", "possessives"):
            person.of = next(
                (i for i, other in enumerate(people) if i != index and other.end in (person.at, person.at + 1)), None
            )
        if person.of is None and (person.owner or person.kind == "kin") and index > 0 and person.owner.lower() != "its":
            person.of = _owner(people, index)
        after = items[person.end].low if person.end < len(items) else ""
        if person.of is None and after == "of" and index + 1 < len(people) and people[index + 1].at <= person.end + 2:
            person.of = index + 1


def _owner(people: list[Person], index: int) -> int:
    wanted: Sex | None = {"her": "woman", "his": "man"}.get(people[index].owner.lower())  # type: ignore[assignment]
    if wanted is None:
        return 0
    fits = [i for i in range(index) if people[i].sex in (wanted, None)]
    certain = [i for i in fits if people[i].sex == wanted and i]
    return 0 if 0 in fits or not certain else certain[-1]


def sex_by_pronouns(people: list[Person], items: list[Token]) -> None:
    """Give the first person the sex of the pronouns that follow, others what "who lost his…" says of them."""
    she, he = {"she", "her", "herself", "hers"}, {"he", "his", "him", "himself"}
    for index, person in enumerate(people):
        if person.sex:
            continue
        until = people[index + 1].at if index + 1 < len(people) else len(items)
        span = [item.low for item in items[person.end : until]]
        if index and not (span and span[0] in ("who", "whose", ",")):
            continue
        span = [item.low for item in items[person.end :]] if index == 0 else span
        for word in span:
            if word in she | he:
                person.sex = "woman" if word in she else "man"
                break
