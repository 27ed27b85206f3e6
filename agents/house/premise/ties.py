"""What the people of a premise are to each other: names joined, aliases folded, relations and sexes found."""

from itertools import pairwise

from ....memory.look import Sex
from ..library import words
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
        elif (known := _same(person, merged, items)) is not None:
            known.again = (*known.again, person.end)
        else:
            merged.append(person)
    return merged


def _same(person: Person, known: list[Person], items: list[Token]) -> Person | None:
    """Return somebody already named who is meant again: "the nurse" after "a night-shift nurse"."""
    opener = items[person.at].low
    for other in known:
        if person.name and person.name.split()[0] in (other.name.split() or [""]):
            return other
        if opener in ("the", "this", "that") and person.head == other.head and not person.modifiers:
            return other
        if opener in listed("grammar", "possessives") and person.words == other.words and person.owner == other.owner:
            return other
        if opener == "the" and person.dead and person.head in _ANYBODY and _dies(other, items):
            return other
        # "the tenant is her own mother", "the man turns out to be his father" stay two: a twist is worth a face.
    return _owner_again(person, known, items)


_ANYBODY = frozenset({"man", "woman", "girl", "boy", "person"})


def _dies(person: Person, items: list[Token]) -> bool:
    after = [item.low for item in items[person.end : person.end + 3]]
    return after[:1] in (["dies"], ["died"], ["drowns"], ["drowned"]) or after[1:2] in (
        ["killed"],
        ["murdered"],
        ["dead"],
    )


def _owner_again(person: Person, known: list[Person], items: list[Token]) -> Person | None:
    """Return the owner in "a farmer's wife … her husband": what she is to the farmer says who her husband is."""
    if items[person.at].low not in ("her", "his", "their") or person.modifiers:
        return None
    inverse = words("casting")["inverse"]
    for owner, owned in pairwise(known):
        if items[owner.end - 1].owns and owner.end == owned.at and person.head in inverse.get(owned.head, ()):
            owner.sex = owner.sex or person.sex
            return owner
    return None


_SUBORDINATE = frozenset({"when", "after", "before", "while", "as", "because", "if", "once", "although", "though"})


def set_aside(people: list[Person], items: list[Token]) -> None:
    """Mark those the line only begins with: before "When…, a nurse" the nurse; and "every passenger"."""
    for person in people:
        person.aside = items[person.at].low in ("every", "each", "all", "any", "no")
    first = items[0].low if items else ""
    if first not in _SUBORDINATE | listed("grammar", "prepositions"):
        return
    commas = [at for at, item in enumerate(items) if item.text == ","]
    for comma in commas:
        if any(person.at == comma + 1 for person in people):
            for person in people:
                person.aside = person.aside or person.end <= comma
            return


_BECOMING = frozenset({"is", "was", "am", "are", "be", "been", "being", "become", "becomes", "becoming", "as"})


_BETWEEN = frozenset(
    {"secretly", "really", "actually", "now", "only", "the", "in", "fact", "none", "other", "than", "not", "just"}
)


def aliased(people: list[Person], items: list[Token]) -> list[Person]:
    """Fold what somebody is said to be into that person: "he claims to be the captain"."""
    kept: list[Person] = []
    for index, person in enumerate(people):
        at = person.at - 1
        while at > 0 and items[at].low in _BETWEEN and at > person.at - 4:
            at -= 1
        said = (
            at > 0
            and items[at].low in _BECOMING
            and not (items[at].low == "as" and items[at - 1].low in ("as", "same"))
        )
        speaks = (said and items[at - 1].low in ("i", "i'm")) or (at >= 0 and items[at].low == "i'm")
        owner = people[index - 1] if index else None
        if owner and owner.end == person.at and items[person.at - 1].owns and _becomes(items, owner) and kept[:-1]:
            _fold(kept[-2], person)
            continue
        if (not said and not speaks) or (not kept and not speaks) or items[person.end - 1].owns:
            kept.append(person)
        elif speaks:
            person.speaks = True
            kept.append(person)
        else:
            _fold(_subject(kept, person, items, at), person)
    return kept


def _becomes(items: list[Token], person: Person) -> bool:
    at = person.at - 1
    while at > 0 and items[at].low in _BETWEEN:
        at -= 1
    return at > 0 and items[at].low in _BECOMING - {"as"}


def _subject(kept: list[Person], said: Person, items: list[Token], at: int) -> Person:
    """Return who is said to be somebody: the nearest single one, or the first in "signs himself as the prince"."""
    if at > 0 and items[at - 1].low in ("himself", "herself", "myself"):
        return kept[0] if not items[kept[0].end - 1].owns or len(kept) < 2 else kept[1]
    plural = said.count > 1
    return next((person for person in reversed(kept) if plural or person.count == 1), kept[-1])


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
            ends = (person.at, person.at + 1)
            person.of = next(
                (
                    i
                    for i, other in enumerate(people)
                    if i != index and any(end in ends for end in (other.end, *other.again))
                ),
                None,
            )
        after = items[person.end].low if person.end < len(items) else ""
        if person.of is None and after == "of" and index + 1 < len(people) and people[index + 1].at <= person.end + 2:
            person.of = index + 1
        if person.of is None and index != _main(people) and _owned(person, items, index < _main(people)):
            person.of = _owner(people, index)
    _pair(people)


def _main(people: list[Person]) -> int:
    """Return the number of the person the line is about, as far as its order tells."""
    return next((i for i, p in enumerate(people) if not (p.possessor or p.gone or p.aside)), 0)


_SOMEBODYS = frozenset({"bride", "groom", "husband", "wife", "widow", "widower", "mother", "father", "child", "baby"})


def _owned(person: Person, items: list[Token], early: bool) -> bool:
    """Tell whether somebody here has this person: "her sister", "a wife"; "the bride" may be anybody's."""
    if person.owner or early:
        return person.owner.lower() not in ("its", "")
    opener = items[person.at].low
    return person.kind == "kin" and not (person.head in _SOMEBODYS and opener == "the")


def _pair(people: list[Person]) -> None:
    """Join those who are nobody's yet and belong together: "the bride" and "the groom"."""
    inverse = {**words("casting")["inverse"], "groom": ["bride", "bride"], "bride": ["groom", "groom"]}
    for index, person in enumerate(people):
        for other, mate in enumerate(people[:index]):
            if person.of is None and mate.of is None and person.kind == mate.kind == "kin":
                person.of = other if person.head in inverse.get(mate.head, ()) else None


def _owner(people: list[Person], index: int) -> int:
    wanted: Sex | None = {"her": "woman", "his": "man"}.get(people[index].owner.lower())  # type: ignore[assignment]
    lead = _main(people)
    if wanted is None:
        return lead
    fits = [i for i in (*range(index), lead) if people[i].sex in (wanted, None) and i != index]
    certain = [i for i in fits if people[i].sex == wanted and i != lead]
    return lead if lead in fits or not certain else certain[-1]


def sex_by_pronouns(people: list[Person], items: list[Token]) -> None:
    """Give the main person the sex of the line's pronouns, others what "who lost his…" says of them."""
    lead = _main(people)
    for index in (lead, *(i for i in range(len(people)) if i != lead)):
        if not people or people[index].sex:
            continue
        person = people[index]
        until = people[index + 1].at if index + 1 < len(people) else len(items)
        span = [item.low for item in items[person.end : until]]
        if index == lead:
            before = [item.low for item in items[: person.at]]
            person.sex = _told_sex([item.low for item in items[person.end :]]) or _told_sex(before)
        elif span and span[0] in ("who", "whose", ","):
            told = _told_sex(span)
            # "the man who ruined her": her may be the lead.
            person.sex = told if told != people[lead].sex else None


_PRONOUN_SEX: dict[str, Sex] = {
    "she": "woman",
    "her": "woman",
    "herself": "woman",
    "hers": "woman",
    "he": "man",
    "his": "man",
    "him": "man",
    "himself": "man",
}


def _told_sex(low: list[str]) -> Sex | None:
    """Return the sex that pronouns tell, "himself" before "his"."""
    return next(
        (
            _PRONOUN_SEX[word]
            for word in sorted(low, key=lambda word: not word.endswith("self"))
            if word in _PRONOUN_SEX
        ),
        None,
    )
