"""Whom a note means: names, jobs, kin, parts in the story, pronouns."""

import re
from functools import partial

from ...memory.bible import Bible, Character
from ..house.library import words as word_list
from .examples import called
from .mention import Marked, Mention, naming

PRONOUNS = {
    "he": "man",
    "him": "man",
    "his": "man",
    "himself": "man",
    "she": "woman",
    "her": "woman",
    "hers": "woman",
    "herself": "woman",
}
_VERBS = frozenset(
    [
        "will",
        "may",
        "mark",
        "hope",
        "grant",
        "chase",
        "drew",
        "bill",
        "dawn",
        "rose",
        "joy",
        "faith",
        "frank",
        "pat",
        "rich",
        "june",
        "april",
        "art",
    ]
)
"""Names that are words too: meant only when written with a capital."""
_OTHERS = {
    "mum": "mother",
    "mom": "mother",
    "dad": "father",
    "bro": "brother",
    "sis": "sister",
    "fiance": "fiancé",
    "fiancee": "fiancée",
    "ex husband": "ex-husband",
    "ex wife": "ex-wife",
    "ex": "ex-husband",
}


class Cast:
    """The people of a Bible, by everything they are called."""

    def __init__(self, bible: Bible) -> None:
        self._bible = bible
        self.names = self._names()
        self.parts = self._parts()
        self.kin = sorted({relation.kind.lower() for person in bible.characters for relation in person.relations})

    def sex(self, id: str) -> str:
        """Return "woman" or "man"."""
        return self._bible.character(id).look.sex

    def of_sex(self, sex: str) -> tuple[str, ...]:
        """Return all of one sex; with no sex, all."""
        return tuple(p.id for p in self._bible.characters if not sex or p.look.sex == sex)

    def mark_people(self, note: Marked) -> None:
        """Mark everybody whom a note names; two joined by "and" are one mention of both."""
        note.text = re.sub(
            r"\b((?:cover|hid|cross|fold|bur|clutch|lower|wring|rais|hold|stretch)\w*(?: out)?|(?:hands?|head|face|"
            r"phone|arms?) (?:on|over|to|in|at)) (her|his) "
            r"(mouth|face|head|arms?|hands?|chest|heart|ear|sides)\b",
            r"\1 \2-\3",
            note.text,
            flags=re.IGNORECASE,
        )
        for name in sorted(self.names, key=lambda name: (-len(name), name)):
            flag = "" if name in _VERBS else "(?i:"
            pattern = name.capitalize() if name in _VERBS else f"{flag}{re.escape(name)})"
            note.each(rf"(?-i:(?<![<\w]){pattern}(?:'s|s'|')?(?![\w>]))", naming("person", tuple(self.names[name])))
        for part in sorted(self.parts, key=lambda part: (-len(part), part)):
            note.each(
                rf"\b(?:the|that|our) {re.escape(part)}(?:'s)?(?![\w>-])(?! scene| shot)",
                naming("person", tuple(self.parts[part])),
            )
        self._mark_kin(note)
        note.each(
            r"(?<![<\w])(he|him|his|she|her|hers|himself|herself)(?![\w>-])",
            lambda m: Mention("person", m[0], value=PRONOUNS[m[1].lower()]),
        )
        note.each(
            r"(?:(?<=make )|(?<=have )|(?<=dress ))"
            r"(?:everyone|everybody|all of them|all the characters|the whole cast|them all)\b",
            naming("person", tuple(p.id for p in self._bible.characters), group=True),
        )
        note.each(r"(?:both )?(<person\d+>)(?: ?(?:,|and|&) (<person\d+>))+", lambda m: self._both(note, m[0]))

    def related(self, kind: str, whose: str = "") -> tuple[str, ...]:
        """Return who is somebody's ``kind``; of nobody in particular: the lead's before others'."""
        kind = _OTHERS.get(kind, kind)
        people = [p for p in self._bible.characters if not whose or p.id == whose]
        for group in ([p for p in people if p.role == "lead"], people):
            found = tuple(dict.fromkeys(r.to for p in group for r in p.relations if r.kind.lower() == kind))
            if found:
                return found
        return ()

    def _mark_kin(self, note: Marked) -> None:
        """Mark "Mia's brother", "her boss", "the ex-husband"; kin that nobody is stay words."""
        kin = {*self.kin, *(word for word, kind in _OTHERS.items() if kind in self.kin)}
        for word in sorted(kin, key=lambda word: (-len(word), word)):
            end = rf"{re.escape(word)}(?:'s)?(?![\w>-])"
            note.each(rf"(?P<who><person\d+>) {end}", partial(self._of, note, word))
            note.each(
                rf"\b(?:the|her|his|their) (?:missing |dead |evil |younger |older |little |big )?{end}",
                partial(self._kin, word),
            )

    def _of(self, note: Marked, kind: str, found: re.Match[str]) -> Mention | None:
        owner = note.named(found["who"])
        ids = self.related(kind, owner.ids[0]) if len(owner.ids) == 1 and owner.possessive else ()
        return Mention("person", note.plain(found[0]), ids=ids) if ids else None

    def _kin(self, kind: str, found: re.Match[str]) -> Mention | None:
        ids = self.related(kind)
        return Mention("person", found[0], ids=ids) if ids else None

    def _both(self, note: Marked, marks: str) -> Mention:
        each = [note.named(mark) for mark in re.findall(r"<person\d+>", marks)]
        ids = tuple(dict.fromkeys(id for one in each for id in one.ids))
        return Mention("person", note.plain(marks), ids=ids, group=True)

    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for person in self._bible.characters:
            for name in {person.name, person.full_name, person.alias, *person.full_name.split()}:
                bare = name.lower().strip()
                if len(bare) > 1 and bare not in ("the", "of", "dr.", "mr.", "mrs."):
                    names.setdefault(bare, []).append(person.id)
        return {name: sorted(set(ids), key=self._order) for name, ids in names.items()}

    def _order(self, id: str) -> int:
        return [person.id for person in self._bible.characters].index(id)

    def _parts(self) -> dict[str, list[str]]:
        """Return people by job, part in the story and, where only one fits, by sex and age."""
        parts: dict[str, list[str]] = {}

        def add(word: str, person: Character) -> None:
            if word and person.id not in parts.setdefault(word, []):
                parts[word].append(person.id)

        for person in self._bible.characters:
            job = person.job.lower()
            for word in {job, job.split()[-1] if job else "", person.role}:
                add(word, person)
            for word, role in called("roles").items():
                if role == person.role:
                    add(word, person)
            for word in ("woman", "girl", "lady") if person.look.sex == "woman" else ("man", "guy"):
                add(word, person)
        return parts


def kin_words() -> frozenset[str]:
    """Return every word for a relation between two people."""
    people = word_list("people")
    kin = {str(word).lower() for words in people["kin"].values() for word in words}
    others = {"boss", "assistant", "colleague", "rival", "lawyer", "client", "mentor", "enemy", "neighbour", "teacher"}
    return frozenset(kin | others | {"fiancé", "fiancée"} | set(_OTHERS))
