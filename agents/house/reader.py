"""Read the user's one line with care: its people, places, objects, its secret, and the odd detail in its own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...errors import UserError
from ...memory.bible import Premise
from .library import words
from .people import find_people
from .person import Person
from .words import Token, is_past, listed, phrase_at, stop_words, tokens, verb_forms

LONGEST = 1000
"""Characters of a premise."""


@dataclass(frozen=True)
class Thing:
    """An object or a place that the premise names."""

    words: str
    """With its modifiers, without article: "wedding ring"."""
    kind: str
    """A prop or a set kind."""
    at: int
    end: int


@dataclass(frozen=True)
class Reading:
    """All that was found in a premise; `Premise` is what is kept of it."""

    text: str
    items: tuple[Token, ...]
    people: tuple[Person, ...]
    objects: tuple[Thing, ...]
    places: tuple[Thing, ...]
    odd: str
    odd_object: Thing | None
    odd_tail: str
    secret: str

    def premise(self) -> Premise:
        """Return the document."""
        return Premise(
            text=self.text,
            people=tuple(person.words for person in self.people),
            places=tuple(place.words for place in self.places),
            objects=tuple(thing.words for thing in self.objects),
            odd=self.odd,
            relations=tuple(_relation(self.people, person) for person in self.people if person.of is not None),
            secret=self.secret,
        )


def read(text: str) -> Premise:
    """Return what the line says; raise ``UserError`` where there is nothing to build a series on."""
    return survey(text).premise()


def survey(text: str) -> Reading:
    """Return everything that is found in a premise; errors as `read`."""
    line = " ".join(text.split())
    if not line:
        raise UserError(
            "The premise is empty: give one line, for example "
            "“A night-shift nurse gets a voicemail from her missing sister, dated tomorrow”."
        )
    if len(line) > LONGEST:
        raise UserError(f"The premise has {len(line):,} characters; give one or two sentences, at most {LONGEST:,}.")
    items = tokens(line)
    _refuse_other_languages(line, items)
    people = find_people(items)
    objects = _things(items, "objects", people)
    places = _things(items, "places", people)
    people = _with_owner(people, items)
    people = _with_narrator(people or _pronoun_person(items, objects, places), items)
    if (not people and not (objects or places)) or _babble(items, people, objects, places):
        raise UserError(
            "Nothing in the premise can be built on: name somebody and what happens, "
            "for example “A chef who lost his taste must cook for the critic who ruined him”."
        )
    odd, thing, tail = _odd(line, items, people, objects)
    return Reading(line, tuple(items), tuple(people), tuple(objects), tuple(places), odd, thing, tail, _secret(line))


def _relation(people: Sequence[Person], person: Person) -> str:
    owner = people[person.of] if person.of is not None else person
    return f"{person.words} is {person.head} of {owner.words}"


def _refuse_other_languages(line: str, items: list[Token]) -> None:
    letters = [letter for letter in line if letter.isalpha()]
    foreign = sum(1 for letter in letters if ord(letter) > 0x24F)
    low = [item.low for item in items if item.is_word]
    english = stop_words() | listed("grammar", "determiners") | listed("grammar", "possessives")
    score = sum(word in english for word in low)
    others = {
        name: sum(word in set(group) for word in low) for name, group in words("grammar")["other_languages"].items()
    }
    name, best = max(others.items(), key=lambda pair: (pair[1], pair[0]))
    if letters and foreign > 0.3 * len(letters):
        name = "another script"
    elif not (best >= 2 and best > 1.5 * score):
        return
    raise UserError(
        f"The premise seems to be in {name}; without a language model Cliffhanger reads English only. "
        "Write it in English, or set OPENAI_API_KEY (or OPENAI_BASE_URL for a local model)."
    )


def _babble(items: list[Token], people: Sequence[Person], objects: Sequence[Thing], places: Sequence[Thing]) -> bool:
    """Tell whether too few of the words are known to make a sentence."""
    low = [item.low for item in items if item.is_word]
    english = stop_words() | listed("grammar", "determiners") | listed("grammar", "possessives") | verb_forms()
    spans = [(person.at, person.end) for person in people] + [(thing.at, thing.end) for thing in (*objects, *places)]
    found = sum(end - at for at, end in spans)
    known = sum(word in english for word in low) + found
    return known < 0.25 * len(low)


def _pronoun_person(items: list[Token], objects: Sequence[Thing], places: Sequence[Thing]) -> list[Person]:
    """Take "she", "he", "I" or "you" for the lead where nobody else is named."""
    for at, item in enumerate(items):
        if item.low in ("she", "he", "i", "you", "someone", "somebody", "we", "they") and (
            objects or places or len(items) > 4
        ):
            person = Person("stranger", "stranger", "other", at, at + 1)
            person.sex = "woman" if item.low == "she" else "man" if item.low == "he" else None
            return [person]
    return []


_OF_WIVES = frozenset({"husband", "ex-husband", "boyfriend", "ex-boyfriend", "fiancé", "groom"})
_OF_HUSBANDS = frozenset({"wife", "ex-wife", "girlfriend", "ex-girlfriend", "fiancée", "bride"})


def _with_narrator(people: list[Person], items: list[Token]) -> list[Person]:
    """Add the "I" of the line, unless it says who that is."""
    said = any(item.low in ("i", "my", "me", "i'm", "i've") for item in items)
    if not said or any(person.speaks for person in people):
        return people
    if all(person.head == "stranger" and len(people) == 1 and items[person.at].low == "i" for person in people):
        people[0].speaks = True
        return people
    mine = {person.head for person in people if person.owner.lower() == "my"}
    narrator = Person("stranger", "stranger", "other", 0, 0, speaks=True)
    narrator.sex = "woman" if mine & _OF_WIVES else "man" if mine & _OF_HUSBANDS else None
    for person in people:
        person.of = None if person.of is None else person.of + 1
        if person.owner.lower() == "my":
            person.of = 0
    return [narrator, *people]


def _with_owner(people: list[Person], items: list[Token]) -> list[Person]:
    """Add who "her" is in "Her husband comes home", where the line does not say."""
    first = people[0] if people else None
    if first is None or first.kind != "kin" or first.owner.lower() not in ("her", "his") or lead_of(people) != 0:
        return people
    if any(person.of is None for person in people[1:]):
        return people
    woman = first.owner.lower() == "her"
    pair = words("casting")["inverse"].get(first.head)
    word = str(pair[0 if woman else 1]) if pair else "woman" if woman else "man"
    for person in people:
        person.of = 0 if person is first else None if person.of is None else person.of + 1
    owner = Person(word, word, "other", 0, 0, sex="woman" if woman else "man")
    return [owner, *people]


def lead_of(people: Sequence[Person]) -> int:
    """Return the number of the person the story is about."""
    for index, person in enumerate(people):
        if person.speaks:
            return index
    for index, person in enumerate(people):
        waits = person.possessor or person.aside or person.gone or ("dying" in person.modifiers and len(people) > 1)
        if not waits:
            return index
    owners = [index for index, person in enumerate(people) if person.possessor and not person.aside]
    return owners[0] if owners else 0


def _things(items: list[Token], family: str, people: Sequence[Person]) -> list[Thing]:
    """Return the objects or the places that are named, each with its modifiers."""
    taken = {at for person in people for at in range(person.at, person.end)}
    kinds = {str(word).lower(): kind for kind, group in words("things")[family].items() for word in group}
    found: list[Thing] = []
    at = 0
    while at < len(items):
        length = phrase_at(items, at, frozenset(kinds))
        if not length and items[at].low.endswith("s") and items[at].low[:-1] in kinds:
            length = 1
        if not length or at in taken or _is_verb(items, at):
            at += 1
            continue
        low = " ".join(item.low for item in items[at : at + length])
        start = _modifiers_start(items, at, taken)
        last = at + length
        spoken = " ".join(item.text for item in items[start:last] if item.is_word)
        following = items[last].low if last < len(items) else ""
        if not (following in kinds and family == "objects"):
            found.append(Thing(spoken, kinds.get(low) or kinds[low[:-1]], start, last))
        at = last
    return found


def _is_verb(items: list[Token], at: int) -> bool:
    if items[at].low not in verb_forms() | listed("grammar", "auxiliaries") or at == 0:
        return False
    before = items[at - 1]
    if items[at].low in listed("grammar", "auxiliaries"):
        return before.low not in listed("grammar", "determiners") | listed("grammar", "possessives") and not before.owns
    nouny = before.low in listed("grammar", "determiners") | listed("grammar", "possessives") or before.owns
    return not nouny and (
        before.low in stop_words() or not before.is_word or items[at].low.endswith(("s", "ed", "ing"))
    )


def _modifiers_start(items: list[Token], at: int, taken: set[int]) -> int:
    start = at
    edge = stop_words() | listed("grammar", "determiners") | listed("grammar", "possessives")
    while start > 0 and at - start < 3 and start - 1 not in taken:
        before = items[start - 1]
        opened = start > 1 and (items[start - 2].low in _openers() or items[start - 2].owns)
        finite = before.low in verb_forms() and not opened
        if not before.is_word or before.low in edge or finite or before.owns:
            break
        start -= 1
    return start


def _openers() -> frozenset[str]:
    return listed("grammar", "determiners") | listed("grammar", "possessives")


def _odd(
    line: str, items: list[Token], people: Sequence[Person], objects: Sequence[Thing]
) -> tuple[str, Thing | None, str]:
    """Return the odd detail, the object it is about, and what is odd about that object."""
    best: tuple[float, str, Thing | None, str] = (0.0, "", None, "")
    for thing in objects:
        tail = _tail(line, items, thing, people)
        score = _oddness(f"{thing.words} {tail}") + (1.4 if tail else 0.25)
        text = " ".join(f"{_article(items, thing)} {thing.words} {tail}".split())
        if score > best[0]:
            best = (score, text, thing, tail)
    clauses = [_trimmed(clause, line, items, people) for clause in _clauses(line, items, people)]
    for place, clause in enumerate(clauses):
        score = _oddness(clause) + 0.4 + 0.3 * place / len(clauses) - (0.0 if _says_something(clause) else 1.5)
        if score > best[0]:
            inside = next((thing for thing in objects if thing.words in clause), None)
            best = (score, clause, inside, "")
    return best[1], best[2], best[3]


def _says_something(clause: str) -> bool:
    """Tell whether a clause has a verb: "on her wedding day" has none."""
    verbs = verb_forms() | listed("grammar", "auxiliaries")
    return any(item.low in verbs and item.low not in ("wedding", "dating", "night") for item in tokens(clause))


def _article(items: list[Token], thing: Thing) -> str:
    before = items[thing.at - 1].low if thing.at else ""
    return before if before in listed("grammar", "determiners") | listed("grammar", "possessives") else "the"


def _oddness(text: str) -> float:
    low = f" {text.lower()} "
    return sum(1.0 for cue in listed("grammar", "odd") if re.search(rf"\b{re.escape(cue)}\b", low))


def _clauses(line: str, items: list[Token], people: Sequence[Person]) -> list[str]:
    """Return the parts of the line between its marks and joints, those long enough to say something."""
    cuts = [0]
    ends = {person.end for person in people}
    for at, item in enumerate(items):
        relative = item.low in ("who", "whose") and at not in ends
        if item.text in ";:.!?—–," or (_joint(items, at) and not relative):
            cuts.append(at)
        if item.low == "who" and at in ends and (back := _main_verb(items, at)):
            cuts.append(back)
    parts = []
    for start, end in zip(cuts, [*cuts[1:], len(items)], strict=True):
        inner = [item for item in items[start:end] if item.is_word]
        while inner and inner[0].low in ("and", "but", "then", "when", "while", "because", "where", "until", "so"):
            inner = inner[1:]
        if len(inner) >= 3:
            parts.append(line[inner[0].start : inner[-1].end])
    return parts or [line]


def _main_verb(items: list[Token], who: int) -> int | None:
    """Return where the sentence goes on behind "who cannot read": at "carries"; None if it does not."""
    seen = 0
    for at in range(who + 1, len(items)):
        item, before = items[at], items[at - 1]
        if not item.is_word:
            return None
        finite = item.low in listed("grammar", "auxiliaries") or (
            item.low in verb_forms() and item.low.endswith("s") and not item.low.endswith("ss")
        )
        past = at == who + 1 or (at == who + 2 and before.low in listed("grammar", "auxiliaries"))
        if not (finite or past) or before.low in ("to", "and", "or") or before.low in listed("grammar", "auxiliaries"):
            seen += past
            continue
        free = before.low not in listed("grammar", "pronouns") | listed("grammar", "conjunctions") | _openers()
        if seen and free and not before.owns:
            return at
        seen += 1
    return None


_LEARNING = re.compile(
    r"^(?:.*?\b)?(?:finds? out|reali[sz]es?|discovers?|learns?)\b(?: that)? "
    r"(?=(?:she|he|they|her|his|the|it)\b)(?=(?:\S+ ){2})",
    re.I,
)


def _trimmed(clause: str, line: str, items: list[Token], people: Sequence[Person]) -> str:
    """Take the subject off a clause that opens the line, and "finds out that" off any."""
    for person in people[:2]:
        start, end = items[person.at].start, items[max(person.end, 1) - 1].end
        if person.end and line[start:].startswith(clause[: end - start]) and line.startswith(clause, start):
            rest = clause[end - start :].strip(" ,")
            clause = rest if len(rest.split()) >= 3 and not rest.lower().startswith(("of ", "and ")) else clause
    return _LEARNING.sub("", clause)


def _joint(items: list[Token], at: int) -> bool:
    """Tell whether a new clause begins at this word."""
    low = items[at].low
    if low in ("who", "whose", "while", "when", "where", "because", "until", "but", "must", "only") and at:
        return low != "only" or (at + 1 < len(items) and items[at + 1].low == "to")
    if low != "and" or at + 1 >= len(items):
        return False
    following = [item.low for item in items[at + 1 : at + 7]]
    verbs = verb_forms() | listed("grammar", "auxiliaries")
    return (
        following[0] in verbs
        or following[0] in listed("grammar", "pronouns")
        or any(word in verbs and not word.endswith("ing") for word in following[2:])
    )


def _tail(line: str, items: list[Token], thing: Thing, people: Sequence[Person]) -> str:
    """Return what is said of an object after its name, the person it is from left out: "dated tomorrow"."""
    at = thing.end
    while at < len(items):
        low = items[at].low
        if (
            low == ","
            and at + 1 < len(items)
            and (is_past(items[at + 1].low) or items[at + 1].low in listed("grammar", "participles"))
        ):
            at += 1
            break
        person = next((p for p in people if at < p.end <= at + 6 and p.at in (at, at + 1)), None)
        if low in ("from", "by", "of", "to", "for") and person:
            at = person.end
            continue
        break
    if at >= len(items) or not _describes(items, at):
        return ""
    end = at
    while end < len(items) and not _closes(items, end, at):
        end += 1
    return line[items[at].start : items[end - 1].end]


def _describes(items: list[Token], at: int) -> bool:
    low = items[at].low
    if low in listed("grammar", "participles") or low in (
        "that",
        "which",
        "with",
        "from",
        "for",
        "in",
        "of",
        "inside",
        "under",
        "without",
        "to",
    ):
        return True
    if low.endswith("ed") or low.endswith("ing"):
        return True
    return low in ("she", "he", "they", "only", "nobody", "no", "everyone")


def _closes(items: list[Token], end: int, start: int) -> bool:
    item = items[end]
    if item.text in ".;:!?—–":
        return True
    if item.text == ",":
        following = items[end + 1].low if end + 1 < len(items) else ""
        return not (is_past(following) or following in listed("grammar", "participles"))
    joints = ("and", "but", "while", "because", "so", "then")
    if end > start and item.low in joints and end + 1 < len(items):
        after = items[end + 1].low
        return (
            after in verb_forms() or after in listed("grammar", "pronouns") or after in listed("grammar", "auxiliaries")
        )
    return False


def _secret(line: str) -> str:
    """Return the clause that tells a secret, in the premise's own words; empty if none does."""
    low = line.lower()
    for sign in sorted(listed("grammar", "secrets"), key=lambda word: (-len(word), word)):
        place = re.search(rf"\b{re.escape(sign)}\b", low)
        if place:
            end = re.search(r"[;:.!?]", line[place.start() :])
            return line[place.start() : place.start() + end.start() if end else len(line)].strip(" ,")
    return ""
