"""Find the odd detail of a premise: the object or the clause that no other line has."""

import re
from collections.abc import Sequence

from .person import Person
from .things import Thing, article_words
from .words import Token, is_past, listed, tokens, verb_forms


def odd_detail(
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
    if not best[1]:
        last = next((clause for clause in reversed(clauses) if len(clause.split()) > 2), "")
        return last, next((thing for thing in objects if thing.words in last), None), ""
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
        told = item.low in ("where", "when") and (at in ends or items[at - 1].low in verb_forms())
        subject_elsewhere = item.low == "and" and items[cuts[-1]].low in ("until", "when", "while", "because", "where")
        if item.text in ";:.!?—–," or (_joint(items, at) and not (relative or told or subject_elsewhere)):
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
        free = before.low not in listed("grammar", "pronouns") | listed("grammar", "conjunctions") | article_words()
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
    skipped = thing.end + 1 < at < len(items) and items[at].low in ("in", "of", "with", "for", "to", "from")
    if at >= len(items) or skipped or not _describes(items, at):
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
