"""Events said in words: every fact of an episode as a full sentence, with its evidence and who knows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..memory.bible import Bible, Character
from ..memory.canon import Fact, Place
from ..memory.script import Beat, Event, EventKind, Scene, Script, Thread
from ..memory.state import NAME, SECRET

_SENTENCES: dict[EventKind, str] = {
    "learns": "{who} knows {what}.",
    "goes": "{who} goes to {where}.",
    "wears": "{who} wears {what}.",
    "takes": "{who} has {what}.",
    "gives": "{who} gives {what}{to}.",
    "loses": "{who} no longer has {what}.",
    "hurt": "{who} is hurt: {what}.",
    "heals": "{who} has healed: {what}.",
    "dies": "{who} is dead.",
    "returns": "{who} is back.",
    "promises": "{who} has promised {other}: {what}.",
    "keeps": "{who} has kept the promise{to}: {what}.",
    "breaks": "{who} has broken the promise{to}: {what}.",
    "reveals": "{who} has told {other} {what}.",
    "plants": "Open: {what}",
    "pays": "Answered: {what}",
}
_BONDS = {
    "ally": "{who} and {other} are allies.",
    "enemy": "{who} and {other} are enemies.",
    "love": "{who} loves {other}.",
    "married": "{who} and {other} are married.",
    "trust": "{who} trusts {other}.",
    "distrust": "{who} distrusts {other}.",
    "owes": "{who} owes {other}.",
    "apart": "{who} and {other} have broken with each other.",
}
_CONDITIONS = {
    "accused": "{who} stands accused.",
    "cleared": "{who} is cleared.",
    "captive": "{who} is held captive.",
    "endangered": "{who} is in danger.",
    "safe": "{who} is safe.",
    "exposed": "{who} stands exposed.",
}
_HOLLOW = frozenset({"", "a promise", "a vow"})
"""What a promise says when only its line says what is promised."""


@dataclass(frozen=True)
class Names:
    """What people, places, objects, facts and threads are called, in a season and all before it."""

    bible: Bible
    past: Sequence[Bible] = ()
    """Bibles of the seasons before, in order."""
    threads: Sequence[Thread] = ()

    def person(self, id: str) -> str:
        """Return what somebody is called; the id itself if no season has them."""
        found = self.character(id)
        return found.name if found else id

    def character(self, id: str) -> Character | None:
        """Return somebody as the latest season that has them declares them."""
        return next((one for bible in self._latest() for one in bible.characters if one.id == id), None)

    def place(self, id: str) -> str:
        """Return what a location is called."""
        return next((one.name for bible in self._latest() for one in bible.locations if one.id == id), id)

    def prop(self, id: str) -> str:
        """Return what an object is called."""
        return next((one.name for bible in self._latest() for one in bible.props if one.id == id), id)

    def outfit(self, who: str, index: int) -> str:
        """Return the words of an outfit."""
        person = self.character(who)
        if person is None or not 0 <= index < len(person.wardrobe):
            return f"outfit {index}"
        worn = person.wardrobe[index]
        return worn.words or worn.garment

    def question(self, thread: str) -> str:
        """Return what a thread asks; the id itself if no outline has it."""
        return next((one.question for one in self.threads if one.id == thread), thread)

    def known(self, fact: str) -> str:
        """Return what is known, as a clause: "that Dana signed the transfer order"; other facts are their own words."""
        if fact.startswith(NAME):
            return self._name(fact.removeprefix(NAME))
        if not fact.startswith(SECRET):
            return fact
        who, _, season = fact.removeprefix(SECRET).partition("@s")
        bibles = [one for one in self._latest() if not season or one.season == int(season)]
        person = next((one for bible in bibles for one in bible.characters if one.id == who), None)
        if person is None or not person.secret:
            return f"the secret of {self.person(who)}"
        return f"that {person.secret.rstrip('.')}"

    def _name(self, who: str) -> str:
        person = self.character(who)
        alias = person.alias if person else ""
        return f"that {alias} is {self.person(who)}" if alias else f"the name of {self.person(who)}"

    def _latest(self) -> tuple[Bible, ...]:
        return (self.bible, *reversed(self.past))


def facts_of(bible: Bible, script: Script, past: Sequence[Bible] = (), threads: Sequence[Thread] = ()) -> list[Fact]:
    """Return the facts that a script makes true, each with its evidence.

    ``past`` are the Bibles of earlier seasons, ``threads`` those of the season's outline. The id of a fact tells its
    event: ``s01e04.t07`` is the seventh.
    """
    names = Names(bible, past, threads)
    scenes = {scene.id: scene for scene in script.scenes}
    beats = {beat.id: beat for scene in script.scenes for beat in scene.beats}
    facts = []
    for count, event in enumerate(script.events, 1):
        beat = beats.get(event.beat)
        text = sentence(event, names, beat)
        if text:
            id = f"{script.episode}.t{count:02d}"
            facts.append(_fact(id, text, script.episode, event, scenes.get(event.scene), beat))
    return facts


def _fact(id: str, text: str, episode: str, event: Event, scene: Scene | None, beat: Beat | None) -> Fact:
    line = beat.line if beat else None
    quote = line.text if line else beat.action if beat else ""
    return Fact(
        id=id,
        text=text,
        subject=event.who,
        predicate=event.kind,
        object=event.what or event.where,
        since=episode,
        known_by=_witnesses(event, scene, beat),
        evidence=Place(episode=episode, scene=event.scene, line=line.id if line else "", quote=quote),
    )


def _witnesses(event: Event, scene: Scene | None, beat: Beat | None) -> tuple[str, ...]:
    """Return who knows of it: those it is about and all who were there; of a lie only the liar knows that it is one."""
    if event.kind == "lies":
        return (event.who,) if event.who else ()
    line = beat.line if beat else None
    if line is not None and line.via == "inner":
        return tuple(who for who in (event.who,) if who)
    on_the_phone = line.speaker if line is not None and line.via in ("phone", "off") else ""
    present = scene.present if scene else ()
    return tuple(dict.fromkeys(who for who in (event.who, event.to, *present, on_the_phone) if who))


def sentence(event: Event, names: Names, beat: Beat | None = None) -> str:
    """Return an event as a full sentence; empty if there is nothing to say."""
    what = _what(event, names, beat)
    template = _template(event, what)
    if template is None:
        return ""
    other = names.person(event.to) if event.to else ""
    return template.format(
        who=names.person(event.who),
        other=other or "somebody",
        to=f" to {other}" if other else "",
        what=what,
        where=names.place(event.where),
    )


def _template(event: Event, what: str) -> str | None:
    if event.kind == "bond":
        return _BONDS.get(event.what)
    if event.kind == "becomes":
        return _CONDITIONS.get(event.what)
    if event.kind == "lies":
        return "{who} has denied{to} {what}." if what.startswith("that ") else "{who} has lied{to} about {what}."
    return _SENTENCES.get(event.kind)


def _what(event: Event, names: Names, beat: Beat | None) -> str:
    if event.kind in ("takes", "gives", "loses"):
        return names.prop(event.what)
    if event.kind in ("learns", "reveals", "lies"):
        return names.known(event.what)
    if event.kind == "wears":
        return names.outfit(event.who, int(event.what) if event.what.isdigit() else 0)
    if event.kind in ("plants", "pays"):
        return names.question(event.what)
    if event.kind == "promises" and event.what in _HOLLOW and beat is not None and beat.line is not None:
        return f"“{beat.line.text.rstrip('.')}”"
    return event.what.rstrip(".")
