"""The house showrunner's sequel: from what a season leaves to the Bible of the next one."""

import random
import re
from collections.abc import Sequence

from ....errors import UserError
from ....memory.bible import Bible, Character, Premise, Prop, Relation, Role
from ....memory.legacy import Legacy
from ....memory.library import Engine
from ....memory.state import HEALED
from ..bible.casting import Looks
from ..bible.kinship import inverse
from ..bible.settings import locations_later, props_for
from ..premise.person import Person
from ..premise.reader import Reading
from ..script.slots import Cast, Unfillable, fill
from .aftermath import Aftermath
from .days import days, in_words, nth
from .fates import changed, fate_of
from .guests import Guest, about_lead, heard, known
from .recasting import NEW, Beside, newcomer, returning, roles_for
from .situation import Situation, chosen, engine_for, subject, third


def sequel(
    legacy: Legacy,
    about: str,
    lead: str,
    seed: int,
    engines: Sequence[Engine],
    nearest: Sequence[str] = (),
    *,
    looks: Looks,
    beside: Beside,
) -> Bible:
    """Return the Bible of the season after a legacy's: the same people, places and wounds, and a new question.

    ``about`` is what the user wants, ``lead`` the id of who leads it; either may be empty. Raises ``UserError`` if that
    one cannot lead, or if the line is not in English.
    """
    after = Aftermath(legacy, leader(legacy, lead))
    reading = heard(about)
    dice = random.Random(f"sequel:{seed}:{legacy.season}:{legacy.bible.premise.text}:{about}:{after.lead.id}")
    named, guests = known(reading, after) if reading else ([], [])
    card = chosen(after, about, named, dice)
    engine = engine_for(after, card, engines, about, nearest, dice)
    return _Sequel(after, card, engine, reading, named, guests[:NEW], dice, looks, beside).bible()


def leader(legacy: Legacy, lead: str) -> Character:
    """Return who leads the next season: who is asked for, else who led this one, else the nearest who is there."""
    away = legacy.state.dead | legacy.state.gone
    people = [person for person in legacy.bible.characters if person.id not in away and person.look.age >= 14]
    if not lead:
        order = {"lead": 0, "love": 1, "ally": 2, "rival": 3, "elder": 4, "stranger": 5, "missing": 6, "villain": 7}
        return min(people, key=lambda one: order.get(one.role, 9))
    for person in people:
        if person.id == lead:
            return person
    names = {one.id: one.name for one in legacy.bible.characters}
    why = "is dead" if lead in legacy.state.dead else "is gone" if lead in legacy.state.gone else "is too young"
    why = why if lead in names else "is nobody of this series"
    free = ", ".join(person.name for person in people)
    raise UserError(f"{names.get(lead, lead)} {why} and cannot lead the next season. These can: {free}.")


class _Sequel:
    def __init__(
        self,
        after: Aftermath,
        card: Situation,
        engine: Engine,
        reading: Reading | None,
        named: Sequence[Character],
        guests: Sequence[Guest],
        dice: random.Random,
        looks: Looks,
        beside: Beside,
    ) -> None:
        self.after, self.card, self.engine, self.reading = after, card, engine, reading
        self.dice, self.looks, self.beside = dice, looks, beside
        self.old = after.bible
        short = not after.legacy.finished
        self.gap = dice.randint(2, 9) if short else dice.randint(*card.gap)
        self.named, self.guests, self.brought = named, guests, list[Character]()

    def bible(self) -> Bible:
        """Return the Bible."""
        people, x = self._cast()
        every = [place for bible in (self.old, *reversed(self.after.legacy.past)) for place in bible.locations]
        draft = Bible(
            title=self.old.title,
            premise=self.old.premise,
            logline="",
            genre=self.engine.genre,
            engine=self.engine.id,
            tone=self.engine.tone,
            style=self.old.style,
            question="",
            characters=people,
            locations=locations_later(self.old.locations, every, self.reading, self.engine, self.old.period, self.dice),
            props=self._props(people),
            theme_seed=self.old.theme_seed,
            season=self.after.legacy.season + 1,
            gap=self.gap,
            period=self.old.period,
        )
        draft = draft.model_copy(update={"characters": changed(self.after, draft, self.dice)})
        return self._told(draft, x)

    def _cast(self) -> tuple[tuple[Character, ...], str]:
        """Return everybody in order: lead, whom it is about, the parts by weight, the rest, the dead; and who x is."""
        about = subject(self.card, self.after, self.named)
        brought = [guest.role for guest in self.guests]
        given, new = roles_for(self.after, self.card, self.engine, about, brought)
        people = {p.id: returning(self.after, p, given.get(p.id, "missing"), self.gap) for p in self.old.characters}
        joined: list[Character] = []
        for place, role in enumerate(new):
            said = self.guests[place].person if place < len(self.guests) else None
            joined.append(self._newcomer(role, [*people.values(), *joined], said))
        self.brought = joined[: len(self.guests)]
        ties = [relation for one in joined for relation in self._ties(one)]
        lead = people[self.after.lead.id]
        people[lead.id] = lead.model_copy(update={"relations": (*lead.relations, *ties)})
        wanted = self.card.x_role or "stranger"
        x = about.id if about else next(one.id for one in joined if one.role == wanted)
        dead = self.after.state.dead
        first = [lead.id, *([] if x in dead else [x])]
        order = [*first, *(id for id in given if id not in first)]
        everyone = people | {one.id: one for one in joined}
        ids = list(dict.fromkeys([*order, *everyone]))
        ids.sort(key=lambda id: id in dead)
        return tuple(everyone[id] for id in ids), x

    def _newcomer(self, role: Role, there: Sequence[Character], said: Person | None) -> Character:
        lead, period = self.after.lead, self.old.period
        return newcomer(role, self.engine, there, lead, period, self.dice, self.looks, self.beside, said)

    def _ties(self, one: Character) -> list[Relation]:
        back = next((relation.kind for relation in one.relations if relation.to == self.after.lead.id), "")
        kind = inverse(back, one.look.sex) if back else ""
        return [Relation(to=one.id, kind=kind)] if kind else []

    def _props(self, people: Sequence[Character]) -> tuple[Prop, ...]:
        """Return what the season turns round first, then everything there was, with whoever has it now."""
        holds = self.after.state.holds
        dead = self.after.state.dead
        old = [
            prop.model_copy(update={"holder": holds.get(prop.id, "") if holds.get(prop.id) not in dead else ""})
            for prop in self.old.props
        ]
        fresh = [self.card.prop()] if self.card.thing else []
        if self.reading and self.reading.objects:
            fresh.insert(0, props_for(self.reading, people, self.engine.genre, self.dice)[0])
        known = {prop.name: prop for prop in old}
        first = [known.get(prop.name) or self._unused(prop, old) for prop in fresh if prop]
        return tuple(dict.fromkeys([*first, *old]))

    def _unused(self, prop: Prop, old: Sequence[Prop]) -> Prop:
        other = f"{prop.id}_s{self.after.legacy.season + 1}"
        return prop.model_copy(update={"id": other}) if any(one.id == prop.id for one in old) else prop

    def _told(self, bible: Bible, x: str) -> Bible:
        """Return the Bible with its line, title, question, rules and arc, and what its first episode takes up."""
        put = _Words(bible, self._keys(bible, x), self.gap)
        line = next(filter(None, map(put, self.dice.sample(self.card.line, len(self.card.line)))))
        question = next(filter(None, map(put, self.dice.sample(self.card.question, len(self.card.question)))))
        premise = self._premise(bible, line)
        return bible.model_copy(
            update={
                "title": self._title(put),
                "premise": premise,
                "logline": _sentence(premise.text),
                "question": question,
                "rules": tuple(rule for rule in map(put, self.engine.rules) if rule),
                "arc": (f"{line}.", *(part for part in map(put, self.engine.arc) if part)),
                "recalls": self._recalls(bible, x),
            }
        )

    def _premise(self, bible: Bible, line: str) -> Premise:
        names = tuple(p.name for p in bible.characters if re.search(rf"\b{re.escape(p.name)}\b", line))
        if self.reading is None:
            return Premise(text=line, people=names)
        read = self.reading.premise()
        people = [person.name for person in (*self.named, *self.brought)]
        odd = read.odd if about_lead(self.reading, self.after) else ""
        return read.model_copy(update={"people": tuple(dict.fromkeys([*people, *names])), "odd": odd})

    def _title(self, put: "_Words") -> str:
        series = self.old.title.partition(": ")[0]
        had = {bible.title for bible in (*self.after.legacy.past, self.old)}
        day = f"The {nth(self.gap).title().replace(' And ', ' and ')} Day"
        tails = [*self.card.tails, *([day] if self.gap > HEALED else [])]
        titles = [f"{series}: {tail}" for tail in map(put, tails) if tail]
        last = [f"{series}: {day}", f"{series}: Season {in_words(self.after.legacy.season + 1).title()}"]
        fresh = [title for title in titles if title not in had]
        return self.dice.choice(fresh) if fresh else next(title for title in last if title not in had)

    def _keys(self, bible: Bible, x: str) -> dict[str, Character]:
        z = third(self.card, self.after)
        return {"x": bible.character(x)} | ({"z": bible.character(z.id)} if z else {})

    def _recalls(self, bible: Bible, x: str) -> dict[str, str]:
        """Return what the first episode takes up."""
        after, state = self.after, self.after.state
        z = third(self.card, after)
        there = [p for p in bible.characters if p.role not in ("missing", "lead") and p.id not in (x, *state.gone)]
        warm = [p for p in there if p.id in {q.id for q in after.others if q.look.age >= 14 and not after.dark(q)}]
        near = sorted(warm, key=lambda p: -after.close(self.old.character(p.id)))
        y = next(iter([*near, *there]), None)
        thing = self.card.prop()
        found = {
            "situation": self.card.id,
            "thread": after.legacy.threads[0].question if after.legacy.threads else "",
            "x": x,
            "y": y.id if y else "",
            "z": z.id if z else "",
            "thing": next((p.id for p in bible.props if thing and p.name == thing.name), ""),
            "dead": next((p.id for p in after.who("dead")), ""),
            "wounded": next((p.id for p in (after.lead, *after.others) if after.hurt(p)), ""),
            "promised": next((p.id for p in after.who("promised")), ""),
            "fallen": next((p.id for p in after.others if after.beaten(p)), ""),
            "returned": next((p.id for p in after.others if fate_of(after, p) == "returned"), ""),
            "married": next((p.id for p in after.others if after.is_married(p)), ""),
            "parted": next((p.id for p in after.others if after.parted(p)), ""),
        }
        if self.reading and not about_lead(self.reading, after):
            found["about"] = _sentence(self.reading.text)
        return {key: value for key, value in found.items() if value}


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?…" else f"{text}."


class _Words:
    """Texts filled with a bible's people; empty where they cannot be."""

    def __init__(self, bible: Bible, keys: dict[str, Character], gap: int) -> None:
        roles = {person.role: person for person in reversed(bible.characters)} | keys
        self.cast, self.gap = Cast(bible, roles, bible.props[0], bible.locations[0]), gap

    def __call__(self, text: str) -> str:
        try:
            return fill(with_gap(text, self.gap), self.cast)
        except Unfillable:
            return ""


def with_gap(text: str, gap: int) -> str:
    """Return a text with the time that has gone by: "a hundred and four days"."""
    said = days(gap)
    return text.replace("{gap}", said).replace("{Gap}", said[:1].upper() + said[1:])
