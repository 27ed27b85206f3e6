"""Clean seasons that owe nothing to the house writer: random lives, told with their events, and no contradiction."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from cliffhanger.agents.timing import spoken_seconds
from cliffhanger.benchmarks.planting import cast, wording
from cliffhanger.benchmarks.planting.scene import Sheet
from cliffhanger.benchmarks.planting.talk import Talk
from cliffhanger.benchmarks.planting.wording import Forms, set_of
from cliffhanger.benchmarks.planting.world import World
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.numbering import episode_id
from cliffhanger.memory.script import Outline, Scene, Script
from cliffhanger.memory.state import State, carried, fold, initial

HOURS = ("dawn", "day", "dusk", "night")
WOUNDS = {
    "a broken arm": "the sling", "a cut hand": "the bandage", "a burnt shoulder": "the dressing",
    "a sprained ankle": "the crutch", "a cracked rib": "the strapping", "a stab wound": "the stitches",
}  # fmt: skip
"""A wound, and the sign of it that is seen."""


@dataclass(frozen=True)
class Story:
    """A season as the graph would have approved it, and what went before it."""

    source: str
    seed: int
    bible: Bible
    outline: Outline
    scripts: tuple[Script, ...]
    """All scripts in order, those of an earlier season first."""
    past: tuple[Bible, ...] = ()
    """The Bible of the season before, if there is one."""
    earlier: int = 0
    """How many of the scripts are the earlier season's."""

    def opening(self) -> State:
        """Return what is true as the season begins."""
        if not self.past:
            return initial(self.bible)
        (past,) = self.past
        return carried(fold(initial(past), self.scripts[: self.earlier]), past, self.bible)


def invent(seed: int, length: int = 0) -> Story:
    """Return the clean season of a seed; the length is 62 to 100 episodes unless it is given."""
    rng = random.Random(f"continuity {seed}")
    length = length or rng.randint(62, 100)
    words = set_of(seed)
    bible = cast.bible(rng, words)
    outline = cast.outline(rng, bible, length)
    teller = Teller(rng, bible, outline, words)
    return Story("invented", seed, bible, outline, tuple(teller.episode(n) for n in range(1, length + 1)))


def invent_sequel(seed: int, lengths: tuple[int, int] = (40, 34)) -> Story:
    """Return a clean second season of the same people, a few days after the first."""
    rng = random.Random(f"sequel {seed}")
    words = set_of(seed)
    bible = cast.bible(rng, words)
    outline = cast.outline(rng, bible, lengths[0])
    teller = Teller(rng, bible, outline, words)
    first = [teller.episode(n) for n in range(1, lengths[0] + 1)]
    later = bible.model_copy(update={"season": 2, "gap": rng.choice((0, 3, 20))})
    owed = tuple(thread for thread in outline.threads if thread.carried)
    following = cast.outline(rng, later, lengths[1], owed)
    teller.goes_on(later, following)
    second = [teller.episode(n) for n in range(1, lengths[1] + 1)]
    return Story("sequel", seed, later, following, (*first, *second), (bible,), lengths[0])


class Teller:
    """Tells a season episode by episode; what happens keeps to what is true in its World."""

    def __init__(self, rng: random.Random, bible: Bible, outline: Outline, words: int) -> None:
        self.rng, self.bible, self.outline = rng, bible, outline
        self.world, self.talk = World.begin(bible), Talk(rng, words)
        self.words = words
        self.first_weekday = rng.randrange(7)

    def goes_on(self, bible: Bible, outline: Outline) -> None:
        """Begin the next season: days have gone by, everybody wears the usual again."""
        self.bible, self.outline, self.world.bible = bible, outline, bible
        self.world.wears = {}
        self.world.day, self.world.hour = self.world.day + max(1, bible.gap), 0

    def episode(self, number: int) -> Script:
        """Return the next episode."""
        self.world.number += 1
        id, scenes, events = episode_id(self.bible.season, number), list[Scene](), []
        if number > 1 and (self.world.hour == 3 or self.rng.random() < 0.6):
            self.world.day, self.world.hour = self.world.day + self.rng.choice((1, 1, 1, 2, 3, 9)), 0
        planned = self.outline.episodes[number - 1]
        count = self.rng.choice((2, 2, 3))
        for n in range(1, count + 1):
            sheet = self._scene(f"{id}.{n}", last=n == count, speech=self.rng.uniform(42, 80) / count)
            if n == count:
                beat = sheet.show("A knock at the door.")
                for thread in planned.pays:
                    sheet.note("pays", beat, what=thread)
                for thread in planned.plants:
                    sheet.note("plants", beat, what=thread)
            scenes.append(sheet.scene(self.world.day, HOURS[self.world.hour]))
            events += sheet.events
            self.world.hour = min(3, self.world.hour + self.rng.choice((0, 0, 1)))
        return Script(
            episode=id, title=planned.title, hook="A bell rings.", cliffhanger="A knock at the door.",
            cliff=planned.cliff, scenes=tuple(scenes), events=tuple(events), recap="They talk.",
        )  # fmt: skip

    def _scene(self, id: str, last: bool, speech: float) -> Sheet:
        rng, world = self.rng, self.world
        present = rng.sample(world.alive, min(len(world.alive), rng.choice((2, 2, 3, 4))))
        sheet = Sheet(id, rng.choice(self.bible.locations).id, present)
        if world.dead and rng.random() < 0.01:
            self._returns(sheet)
        for who in sheet.present:
            sheet.note("goes", who=who, where=sheet.location)
        if rng.random() < 0.25:
            self._changes(sheet)
        sheet.outfits = {who: world.wears[who] for who in sheet.present if world.wears.get(who)}
        sheet.wounds = {who: wound for who in sheet.present for wound in world.hurt.get(who, {})}
        moves = [move for move, chance in MOVES if rng.random() < chance]
        rng.shuffle(moves)
        seconds = 0.0
        while seconds < speech:
            if moves and rng.random() < 0.5:
                moves.pop()(self, sheet)
            else:
                self._chats(sheet)
            seconds = sum(spoken_seconds(beat.line.text) for beat in sheet.beats if beat.line)
        return sheet

    def _two(self, sheet: Sheet) -> tuple[str, str]:
        present = [who for who in sheet.present if who in self.world.alive]
        one = self.rng.choice(present)
        return one, self.rng.choice([who for who in present if who != one] or [one])

    def _chats(self, sheet: Sheet) -> None:
        one, two = self._two(sheet)
        if one == two:
            sheet.say(one, self.talk.line(), via="inner")
            return
        calling = self.world.called(one, two) if self.rng.random() < 0.2 and self.world.named(one, two) else ""
        others = [p.id for p in self.bible.characters if p.id not in (one, two)]
        about = self.world.called(one, self.rng.choice(others)) if others and self.rng.random() < 0.12 else ""
        sheet.say(one, self.talk.line(calling, about), two)

    def said(self, forms: Forms, **slots: str) -> str:
        """Return a line of one of these forms that was never said."""
        return self.talk.once(self.rng.choice(forms[self.words]), **slots)

    def shown(self, forms: Forms, who: str = "", **slots: str) -> str:
        """Return an action of one of these forms."""
        name = self.world.person(who).name if who else ""
        return wording.filled(self.rng.choice(forms[self.words]), name=name, **slots)

    def _returns(self, sheet: Sheet) -> None:
        """Let somebody who was thought dead walk in."""
        who = self.world.dead.pop(0)
        self.world.alive.append(who)
        sheet.present.append(who)
        sheet.note("returns", who=who)

    def _changes(self, sheet: Sheet) -> None:
        who = self.rng.choice(sheet.present)
        outfit = self.rng.choice([n for n in range(3) if n != self.world.wears.get(who, 0)])
        self.world.wears[who] = outfit
        sheet.note("wears", who=who, what=str(outfit))


Move = Callable[[Teller, Sheet], None]


def changes_midway(tale: Teller, sheet: Sheet) -> None:
    """Seen to put something else on: the scene began in the old clothes, the next begins in the new ones."""
    who, _ = tale._two(sheet)
    outfit = tale.rng.choice([n for n in range(3) if n != tale.world.wears.get(who, 0)])
    words = tale.world.person(who).wardrobe[outfit].words
    tale.world.wears[who] = outfit
    sheet.note("wears", sheet.show(tale.shown(wording.PUTS_ON, who, words=words), who), who=who, what=str(outfit))


def takes(tale: Teller, sheet: Sheet) -> None:
    """Pick up what is free, what somebody in the room has, or what a dead person has left behind."""
    who, _ = tale._two(sheet)
    held, near = tale.world.holds, {"", *sheet.present, *tale.world.dead}
    free = [p for p in tale.bible.props if held.get(p.id, "") in near and held.get(p.id) != who]
    if free:
        prop = tale.rng.choice(free)
        beat = sheet.show(tale.shown(wording.PICKED_UP, who, prop=prop.name), who, prop.id)
        sheet.note("takes", beat, who=who, what=prop.id)
        tale.world.holds[prop.id] = who


def gives(tale: Teller, sheet: Sheet) -> None:
    """Hand something on; now and then it goes on to a third within the same beat."""
    one, two = tale._two(sheet)
    mine = [prop for prop, who in tale.world.holds.items() if who == one]
    if not mine or one == two:
        return
    prop = tale.bible.prop(tale.rng.choice(mine))
    beat = sheet.show(tale.shown(wording.HANDED, one, prop=prop.name), one, prop.id)
    sheet.note("gives", beat, who=one, what=prop.id, to=two)
    thirds = [who for who in sheet.present if who not in (one, two) and who in tale.world.alive]
    if thirds and tale.rng.random() < 0.3:
        sheet.note("gives", beat, who=two, what=prop.id, to=thirds[0])
        two = thirds[0]
    tale.world.holds[prop.id] = two


def loses(tale: Teller, sheet: Sheet) -> None:
    who, _ = tale._two(sheet)
    mine = [prop for prop, holder in tale.world.holds.items() if holder == who]
    if mine:
        prop = tale.bible.prop(tale.rng.choice(mine))
        beat = sheet.show(tale.shown(wording.LOST, who, prop=prop.name), who, prop.id)
        sheet.note("loses", beat, who=who, what=prop.id)
        del tale.world.holds[prop.id]


def shows(tale: Teller, sheet: Sheet) -> None:
    """Something is seen close: in its holder's hand, or where it lies."""
    for prop in tale.rng.sample(tale.bible.props, len(tale.bible.props)):
        holder = tale.world.holds.get(prop.id, "")
        if not holder:
            sheet.show(tale.shown(wording.LYING, prop=prop.name), "", prop.id)
            return
        if holder in sheet.present and holder in tale.world.alive:
            sheet.show(tale.shown(wording.HELD, holder, prop=prop.name), holder, prop.id)
            return


def gets_hurt(tale: Teller, sheet: Sheet) -> None:
    """A wound; who has one gets no second before it is healed, for a State holds one."""
    who, _ = tale._two(sheet)
    wounds = tale.world.hurt.setdefault(who, {})
    if wounds:
        return
    wound = tale.rng.choice(list(WOUNDS))
    beat = sheet.show(tale.shown(wording.HURT, who, wound=wound), who)
    sheet.note("hurt", beat, who=who, what=wound)
    wounds[wound] = tale.world.number + tale.rng.choice((2, 4, 8, 15, 30, 70))


def heals(tale: Teller, sheet: Sheet) -> None:
    for who in sheet.present:
        for wound, due in list(tale.world.hurt.get(who, {}).items()):
            if tale.world.number >= due and who in tale.world.alive:
                beat = sheet.show(tale.shown(wording.HEALED, who, sign=WOUNDS[wound]), who)
                sheet.note("heals", beat, who=who, what=wound)
                del tale.world.hurt[who][wound]
                return


def learns(tale: Teller, sheet: Sheet) -> None:
    """Find a secret out, from paper."""
    one, two = tale._two(sheet)
    owners = [p for p in tale.bible.characters if (one, f"secret.{p.id}") not in tale.world.knows]
    if owners and one != two:
        owner = tale.rng.choice(owners)
        beat = sheet.say(one, tale.said(wording.PAPERS), two)
        sheet.note("learns", beat, who=one, what=f"secret.{owner.id}")
        tale.world.knows.add((one, f"secret.{owner.id}"))


def tells(tale: Teller, sheet: Sheet) -> None:
    """Tell a secret to one person, to all in the room or to somebody on the phone, who may know it already."""
    one, two = tale._two(sheet)
    mine = [
        p for p in tale.bible.characters if (one, f"secret.{p.id}") in tale.world.knows and tale.world.named(one, p.id)
    ]
    if not mine or one == two:
        return
    owner, far = tale.rng.choice(mine), [who for who in tale.world.alive if who not in sheet.present]
    fact, how = f"secret.{owner.id}", tale.rng.random()
    listeners = [two]
    if how < 0.2 and far:
        listeners = [tale.rng.choice(far)]
        sheet.say(listeners[0], tale.talk.line(), one, via="phone")
    elif how < 0.4:
        listeners = [who for who in sheet.present if who != one and who in tale.world.alive]
    beat = sheet.say(one, tale.said(wording.TELLS, secret=owner.secret), "" if len(listeners) > 1 else listeners[0])
    if len(listeners) > 1:
        sheet.note("reveals", beat, who=one, what=fact)  # to nobody in particular: all in the room hear it
        for who in listeners if tale.rng.random() < 0.7 else ():
            sheet.note("learns", beat, who=who, what=fact)
    else:
        sheet.note("reveals", beat, who=one, what=fact, to=listeners[0])
    tale.world.knows |= {(who, fact) for who in listeners}


def lies(tale: Teller, sheet: Sheet) -> None:
    """Deny a secret that one knows."""
    one, two = tale._two(sheet)
    mine = [fact for who, fact in sorted(tale.world.knows) if who == one and fact.startswith("secret.")]
    if one != two and mine:
        beat = sheet.say(one, tale.said(wording.DENIES), two)
        sheet.note("lies", beat, who=one, what=tale.rng.choice(mine), to=two)


def introduces(tale: Teller, sheet: Sheet) -> None:
    """Tell one's own name: everybody in the room learns it."""
    for who in sheet.present:
        person = tale.world.person(who)
        strangers = [w for w in sheet.present if w in tale.world.alive and (w, f"name.{who}") not in tale.world.knows]
        if person.alias and strangers and who in tale.world.alive:
            beat = sheet.say(who, tale.said(wording.INTRODUCES, name=person.name))
            for stranger in strangers:
                sheet.note("learns", beat, who=stranger, what=f"name.{who}")
                tale.world.knows.add((stranger, f"name.{who}"))
            return


def promises(tale: Teller, sheet: Sheet) -> None:
    one, two = tale._two(sheet)
    if one != two:
        tale.world.promises += 1
        beat = sheet.say(one, tale.said(wording.PROMISES), two)
        sheet.note("promises", beat, who=one, what=f"bring it back, promise {tale.world.promises}", to=two)


def weds(tale: Teller, sheet: Sheet) -> None:
    one, two = tale._two(sheet)
    taken = {who for pair in tale.world.married for who in pair}
    if one != two and not {one, two} & taken and not _kin(tale, one, two):
        beat = sheet.say(one, tale.said(wording.WEDS), two)
        sheet.note("bond", beat, who=one, to=two, what="married")
        tale.world.married.append((one, two))


def calls_kin(tale: Teller, sheet: Sheet) -> None:
    """Say what somebody in the room is to one: as declared, or as married since."""
    for one in sheet.present:
        for two in sheet.present:
            kind = _kin(tale, one, two)
            if (one, two) in tale.world.married:
                kind = "wife" if tale.world.person(two).look.sex == "woman" else "husband"
            if kind and one != two and {one, two} <= set(tale.world.alive) and tale.world.named(one, two):
                sheet.say(one, tale.said(wording.KIN, kind=kind, name=tale.world.person(two).name), two)
                return


def parts(tale: Teller, sheet: Sheet) -> None:
    one, two = tale._two(sheet)
    kind = tale.rng.choice(("ally", "enemy", "trust", "distrust", "owes"))
    if one != two:
        sheet.note("bond", sheet.say(one, tale.talk.line(), two), who=one, to=two, what=kind)


def rings(tale: Teller, sheet: Sheet) -> None:
    """Somebody who is elsewhere is heard on the phone."""
    far = [who for who in tale.world.alive if who not in sheet.present]
    if far:
        sheet.say(tale.rng.choice(far), tale.talk.line(), tale._two(sheet)[0], via="phone")


def remembers(tale: Teller, sheet: Sheet) -> None:
    """A dead person is heard, as the narrator or off, from an old tape."""
    if tale.world.dead:
        sheet.say(tale.rng.choice(tale.world.dead), tale.talk.line(), via=tale.rng.choice(("narrator", "off")))


def dates(tale: Teller, sheet: Sheet) -> None:
    one, two = tale._two(sheet)
    days = wording.weekdays(tale.first_weekday + tale.world.day - 1)
    sheet.say(one, tale.said(wording.DATES, **days), two)


def dies(tale: Teller, sheet: Sheet) -> None:
    """Die on a beat; the rest of the scene is without them."""
    who, _ = tale._two(sheet)
    if tale.world.number > 3 and len(tale.world.alive) > 6 and len(sheet.present) > 2:
        sheet.note("dies", sheet.show(tale.shown(wording.DIED, who), who), who=who)
        tale.world.alive.remove(who)
        tale.world.dead.append(who)


def _kin(tale: Teller, one: str, two: str) -> str:
    relations = tale.world.person(one).relations
    return next((relation.kind for relation in relations if relation.to == two), "")


MOVES: tuple[tuple[Move, float], ...] = (
    (changes_midway, 0.04), (takes, 0.2), (gives, 0.3), (loses, 0.05), (shows, 0.3), (gets_hurt, 0.12), (heals, 0.2),
    (learns, 0.1), (tells, 0.2), (lies, 0.08), (introduces, 0.05), (promises, 0.05), (weds, 0.02), (calls_kin, 0.1),
    (parts, 0.1), (rings, 0.2), (remembers, 0.1), (dates, 0.08), (dies, 0.03),
)  # fmt: skip
"""What can happen, and how often a scene tries it."""
