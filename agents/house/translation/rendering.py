"""Rendering: a recognised line in another language, with what stands in its slots."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from ....memory.bible import Bible, Character
from ....memory.script import Line
from ..script.slots import bare, between, told
from .phrasebook import Phrasebook, Secret
from .recognising import Lines, Recognised, pattern

_GENDERED = re.compile(r"\{([a-z]+)\|([^{}|]*)\|([^{}|]*)\}")
_SLOT = re.compile(r"\{([A-Za-z_.]+)\}")
_QUOTED = 2
"""How deep a line may quote a line that quotes a line."""

Contraction = tuple[str, str | Callable[[re.Match[str]], str]]
CONTRACTED: Mapping[str, tuple[Contraction, ...]] = {
    "es": ((r"\b([Dd])e el ", r"\1el "), (r"\b([Aa]) el ", r"\1l ")),
    "pt": (
        (r"\b([Dd])e (o|a|os|as) ", r"\1\2 "),
        (r"\b([Ee])m (o|a|os|as) ", r"n\2 "),
        (r"\b([Pp])or (o|a|os|as) ", r"\1el\2 "),
    ),
    "fr": (
        (r"\b([Dd])e le ", r"\1u "),
        (r"\b([Dd])e les ", r"\1es "),
        (r"(?<!\w)([Àà]) les? ", lambda m: "Aux " if m[1] == "À" else "aux "),
        (r"\b([Dd]|[Qq]u|[Jj])e (?=[aeiouhéèêâ])", r"\1’"),
    ),
}


_ARTICLES = {
    "es": r"^(?:el|la|los|las) ",
    "pt": r"^(?:o|a|os|as) ",
    "fr": r"^(?:(?:le|la|les) |l['’])",
    "de": r"^(?:der|die|das|den) ",
}


class Untranslated(Exception):
    """The library has no translation for it."""


@dataclass(frozen=True)
class Speaking:
    """Who says a line to whom."""

    bible: Bible
    speaker: str
    to: str

    def person(self, id: str) -> Character | None:
        """Return somebody of the cast; None for a narrator, or nobody."""
        return next((person for person in self.bible.characters if person.id == id), None)

    def named(self, name: str) -> Character | None:
        """Return whoever is called so."""
        low = name.lower()
        people = self.bible.characters
        return next((one for one in people if low in (one.name.lower(), one.full_name.lower())), None) or next(
            (one for one in people if one.alias and low == one.alias.lower()), None
        )


class Renderer:
    """Says lines of the library in the language of a phrasebook."""

    def __init__(self, book: Phrasebook) -> None:
        self.book = book

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.book.lines)

    @cached_property
    def _secrets(self) -> tuple[tuple[re.Pattern[str], Secret], ...]:
        return tuple((pattern(template), secret) for template, secret in self.book.words.secrets.items())

    def line(self, bible: Bible, line: Line, deep: int = 0) -> str:
        """Return a line in the language; raise Untranslated if the library did not write it."""
        speaking = Speaking(bible, line.speaker, line.to)
        for recognised in self._lines.find(line.text):
            try:
                return self._say(recognised, speaking, deep)
            except Untranslated:
                continue
        raise Untranslated(line.text)

    def name(self, name: str) -> str:
        """Return somebody's name as it is written in the language."""
        known = self.book.words.names
        return " ".join(known.get(part, part) for part in name.split(" "))

    def _say(self, recognised: Recognised, speaking: Speaking, deep: int) -> str:
        text = self._gendered(self.book.lines[recognised.template], recognised, speaking)

        def fill(slot: re.Match[str]) -> str:
            key = slot[1]
            value = self._value(key.lower(), recognised.filled, speaking, deep, begins=key[0].isupper())
            return value[:1].upper() + value[1:] if key[0].isupper() else value

        return self.mend(_SLOT.sub(fill, text))

    def _value(self, key: str, filled: Mapping[str, str], speaking: Speaking, deep: int, begins: bool = False) -> str:
        if key not in filled:
            raise Untranslated(key)
        said = filled[key]
        if key == "obj":
            return self.thing(said, speaking.bible, named=begins)
        if key == "m.ago":
            return self._lowered(self.book.words.cards, said)
        if key == "m.quote":
            if deep >= _QUOTED:
                raise Untranslated(said)
            # Whoever is reminded said it, or whoever reminds: the words are the same, their gender seldom is.
            return self.line(speaking.bible, Line(id="", speaker=speaking.to, to=speaking.speaker, text=said), deep + 1)
        if key.startswith("secret."):
            return self._secret(said, speaking)
        person = speaking.named(said)
        if person is not None and said.lower() != person.alias.lower():
            return self.name(said)
        if person is None:
            raise Untranslated(said)
        return self._lowered(self.book.words.cards, f"that {person.look.sex}")

    def _lowered(self, table: Mapping[str, str], said: str) -> str:
        found = table.get(said.lower())
        if found is None:
            raise Untranslated(said)
        return found

    def thing(self, name: str, bible: Bible, named: bool = False) -> str:
        """Return an object as the library calls it: by its own name, else by its kind; raise Untranslated.

        Within a line it is the accusative, where a language has one; ``named`` where the sentence begins with it.
        """
        objects = self.book.words.objects
        prop = next((one for one in bible.props if one.name.lower() == name.lower()), None)
        kinds = [f"the {prop.kind}"] if prop is not None else []
        for wanted in (name.lower(), f"the {bare(name.lower())}", *kinds):
            if wanted in objects:
                return objects[wanted].name if named else objects[wanted].accusative or objects[wanted].name
        raise Untranslated(name)

    def _secret(self, said: str, speaking: Speaking) -> str:
        """Find whose secret it is, and tell it as the one who tells it stands to them."""
        for person in speaking.bible.characters:
            for speaker, to in ((speaking.speaker, speaking.to), ("", "")):
                own = between(told(person, speaker, to), speaking.bible.characters, speaker, to)
                if own.lower() == said.lower():
                    return self._told(person, speaking)
        raise Untranslated(said)

    def _told(self, person: Character, speaking: Speaking) -> str:
        for regex, secret in self._secrets:
            found = regex.fullmatch(person.secret)
            if found is None:
                continue
            form = (
                secret.i if speaking.speaker == person.id else secret.you if speaking.to == person.id else secret.they
            )
            groups = found.groupdict().items()
            filled = {name.removeprefix("s_").replace("_dot_", "."): value for name, value in groups}
            recognised = Recognised("", {**filled, "self": person.name})
            text = self._gendered(form, recognised, speaking)
            return _SLOT.sub(partial(self._name_in, recognised), text)
        raise Untranslated(person.secret)

    def _name_in(self, recognised: Recognised, slot: re.Match[str]) -> str:
        return self.name(recognised.filled.get(slot[1].lower(), ""))

    def _gendered(self, text: str, recognised: Recognised, speaking: Speaking) -> str:
        """Choose the words for a man or for a woman."""
        return _GENDERED.sub(lambda found: found[3] if self._woman(found[1], recognised, speaking) else found[2], text)

    def _woman(self, who: str, recognised: Recognised, speaking: Speaking) -> bool:
        """Tell whether a word is about a woman: the speaker, the one spoken to, or somebody who is spoken of."""
        if who in ("me", "you"):
            person = speaking.person(speaking.speaker if who == "me" else speaking.to)
            return person is not None and person.look.sex == "woman"
        for key, said in recognised.filled.items():
            head, _, rest = key.partition(".")
            if head != who:
                continue
            if rest in ("they", "them", "their", "theirs", "themself"):
                return said.lower() in ("she", "her", "hers", "herself")
            person = speaking.named(said)
            if person is not None:
                return person.look.sex == "woman"
        return False

    def mend(self, text: str) -> str:
        """Contract what the language contracts where a slot has brought an article beside a preposition."""
        for old, new in CONTRACTED.get(self.book.language, ()):
            text = re.sub(old, new, text)
        return text

    def written(self, text: str, bible: Bible) -> str:
        """Return words that are seen: a title, a card, the name of an object with what is odd about it."""
        words = self.book.words
        for table in (words.titles, words.cards, words.marks, words.places):
            if text in table:
                return table[text]
        if found := re.fullmatch(r"Episode (\d+)", text):
            return words.cards["Episode {n}"].replace("{n}", found[1])
        if any(text in (person.name, person.full_name) for person in bible.characters):
            return self.name(text)
        name, _, odd = text.partition(", ")
        for prop in bible.props:
            if bare(prop.name).lower() == name.lower() and (not odd or odd == prop.words):
                thing = self.uncased(self.thing(prop.name, bible, named=True))
                return f"{thing}, {words.marks[odd]}" if odd in words.marks else thing
        raise Untranslated(text)

    def uncased(self, thing: str) -> str:
        """Return an object without its article, with a capital: as it stands under a picture."""
        article = _ARTICLES.get(self.book.language)
        bared = re.sub(article, "", thing) if article else thing
        return bared[:1].upper() + bared[1:]
