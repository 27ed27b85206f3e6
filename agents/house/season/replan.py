"""The writer's answer to the critic: the episodes objected to are planned again, and everything else stays equal."""

import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence

from ....memory.bible import Bible, Character
from ....memory.debate import Objection, Weakness
from ....memory.library import Engine, Pattern, Turn
from ....memory.script import EpisodeOutline, Outline, Season
from ....memory.state import State
from ..library import load
from ..script.planner import anachronistic
from ..script.slots import Cast
from .between import Between, Gap
from .critic import SETS, SPEAKERS, WALL
from .promises import ANSWERED, LEFT, STILL, WARM
from .season import cast_of, named_in, playable, put, roles_of_turn, source_of, spoken_of, worded
from .turns import QUARTERS, paywall_of, tension_at

_ADDED = re.compile(rf"\s(?:{STILL}|{ANSWERED}|{LEFT}) .*")
_WAVE = (0.0, 0.07, 0.14)
"""How a stretch nobody has shaped rises and falls."""


def replan(
    bible: Bible,
    engine: Engine,
    patterns: Sequence[Pattern],
    outline: Outline,
    opening: State,
    objections: Sequence[Objection],
    seed: int,
) -> Outline:
    """Return the outline with what was objected to mended, as far as the library can."""
    answer = _Answer(bible, engine, patterns, outline, opening, seed)
    for objection in objections:
        if all(1 <= number <= len(outline.episodes) for number in objection.episodes):
            answer.to(objection)
    return answer.outline()


def recast_without(bible: Bible, outline: Outline, opening: State, who: str, episodes: Sequence[int]) -> Outline:
    """Return the outline with some episodes, by number, played by others than somebody who is not there any more."""
    library = load()
    answer = _Answer(bible, library.engine(bible.engine), library.patterns, outline, opening, bible.theme_seed)
    answer.left = {who}
    for number in episodes:
        answer.without(number, who)
    return answer.outline()


class _Answer:
    def __init__(
        self,
        bible: Bible,
        engine: Engine,
        patterns: Sequence[Pattern],
        outline: Outline,
        opening: State,
        seed: int,
    ) -> None:
        self.bible, self.engine, self.patterns, self.plan = bible, engine, patterns, outline
        self.opening, self.length = opening, len(outline.episodes)
        self.season = Season(number=outline.season, length=self.length, paywall=outline.paywall)
        self.made = {episode.number: episode for episode in outline.episodes}
        self.threads = {thread.id: thread for thread in outline.threads}
        self.dice = random.Random(f"replan:{seed}:{outline.digest()}")
        self.between = Between(bible, patterns, self.dice)
        self.between.remember(outline.episodes)
        self.lead = bible.characters[0].id
        self.left: set[str] = set()
        """Who is not there any more in the episodes that are answered for."""

    def to(self, objection: Objection) -> None:
        """Mend one thing."""
        mends: dict[Weakness, Callable[[Objection], None]] = {
            "weak_hook": self._text,
            "weak_cliffhanger": self._text,
            "alike_cliffs": self._alike,
            "repeated_turn": lambda held: self._replay(held.episodes[-1]),
            "no_escalation": self._rise,
            "no_reversal": self._peak,
            "weak_paywall": self._peak,
            "thread_unpaid": self._pay,
            "thread_forgotten": self._recall,
            "crowded": self._thin_out,
            "too_many_sets": self._come_home,
            "lead_absent": self._bring_lead,
            "lost_cast": self._bring_back,
        }
        mends[objection.code](objection)

    def outline(self) -> Outline:
        """Return the plan as it is mended."""
        episodes = tuple(self.made[number] for number in sorted(self.made))
        return self.plan.model_copy(update={"episodes": episodes, "threads": tuple(self.threads.values())})

    def _put(self, number: int, **update: object) -> None:
        self.made[number] = self.made[number].model_copy(update=update)

    def _source(self, episode: EpisodeOutline) -> Turn | Pattern | None:
        """Return the card an episode plays; None if it plays none of the library's."""
        source = source_of(self.engine, self.patterns, episode)
        return source if source.id == (episode.turn.partition("+")[2] or episode.turn) else None

    def _text(self, held: Objection) -> None:
        """Give an episode back the words of its card; if they are worn too, other words, or another card."""
        number, field = held.episodes[0], held.code.removeprefix("weak_")
        one, source = self.made[number], self._source(self.made[number])
        restored = self._worded(one, source, field) if source is not None else ""
        if source is None or (isinstance(source, Pattern) and getattr(one, field) == restored):
            self._replay(number)
            return
        near = {getattr(e, field) for n, e in self.made.items() if 0 < abs(n - number) <= WARM}
        if restored in near or restored == getattr(one, field) or len(restored.split()) < 4:
            restored = self._borrowed(one, field, near) or restored
        self._put(number, **{field: restored})

    def _worded(self, one: EpisodeOutline, source: Turn | Pattern, field: str) -> str:
        return put(getattr(source, field), cast_of(self.bible, self.engine, self.patterns, one))

    def _borrowed(self, one: EpisodeOutline, field: str, near: Collection[str]) -> str:
        """Return a pattern's words for a turn that has none of its own; if it stops on them, of the same kind."""
        free = [p for p in self.patterns if field == "hook" or p.cliff == one.cliff]
        self.dice.shuffle(free)
        for pattern in free:
            roles = {key: self.bible.character(id) for key, id in zip(pattern.roles, one.cast, strict=False)}
            text = put(getattr(pattern, field), Cast(self.bible, roles, self.bible.props[0], self.bible.locations[0]))
            if text and text not in near and not anachronistic(text, self.bible.period):
                return text
        return ""

    def _alike(self, held: Objection) -> None:
        """Let the one of two neighbours that is no turn of the season stop on something else."""
        fixed = {1, self.length, self.season.paywall, *(round(self.length * q) for q in QUARTERS)}
        free = sorted(
            held.episodes, key=lambda n: (n in fixed, "+" not in self.made[n].turn, bool(self.made[n].plants))
        )
        for number in free:
            source = self._source(self.made[number])
            others = {self.made[n].cliff for n in (number - 1, number + 1) if n in self.made}
            if source is not None and source.cliff != self.made[number].cliff and source.cliff not in others:
                self._put(number, cliff=source.cliff)
                return
        self._replay(free[0])

    def _replay(self, number: int) -> None:
        """Play another pattern in an episode: its place, its threads and how tense it is stay."""
        one = self.made[number]
        beside = {self.made[n].cliff for n in (number - 1, number + 1) if n in self.made}
        away = self._away(number)
        used = {episode.turn.partition("+")[2] for episode in self.made.values()}
        gap = Gap(number, one.turn.partition("+")[2].partition("_")[0], beside, away=away, without=used)
        bound = self.between.choose(gap) or self.between.choose(Gap(number, "", beside, away=away))
        if bound is None:
            return
        pattern, roles = bound
        turn = one.turn.partition("+")[0]
        self._recast(number, pattern, roles, f"{turn}+{pattern.id}", self._title(pattern, roles))

    def _recast(self, number: int, source: Turn | Pattern, roles: dict[str, Character], turn: str, title: str) -> None:
        one = self.made[number]
        acting = roles if isinstance(source, Pattern) else {key: roles[key] for key in named_in(source, roles)}
        away = self._away(number)
        ids = [person.id for person in acting.values() if person.id not in away]
        ids = list(dict.fromkeys([*ids, self.lead, *one.cast]))[: max(len(one.cast), len(ids))]
        places = self._places(one, source)
        texts = worded(self.bible, source, number, roles, places[0])
        added = "".join(_ADDED.findall(one.logline))
        self._put(
            number,
            turn=turn,
            title=title,
            logline=texts["logline"] + added,
            hook=texts["hook"],
            cliffhanger=texts["cliffhanger"],
            cliff=source.cliff,
            cast=tuple(ids[:SPEAKERS]),
            locations=places,
        )

    def _places(self, one: EpisodeOutline, source: Turn | Pattern) -> tuple[str, ...]:
        fit = [place.id for place in self.bible.locations if place.set in source.places]
        known = [id for id in one.locations if id in {place.id for place in self.bible.locations}]
        ids = known or [self.bible.locations[0].id]
        first = ids[0] if not fit or ids[0] in fit else fit[0]
        return tuple(dict.fromkeys([first, *ids]))[:3]

    def _title(self, pattern: Pattern, roles: Mapping[str, Character]) -> str:
        taken = {episode.title for episode in self.made.values()}
        return next((title for title in pattern.titles if title not in taken), f"{pattern.titles[0]}, Again")

    def _away(self, number: int) -> set[str]:
        """Return who cannot be there: the dead and the gone, until an episode has had them back."""
        back = {id for n in range(1, number + 1) for id in self.made[n].cast}
        return (set(self.opening.dead | self.opening.gone) - back) | self.left

    def without(self, number: int, who: str) -> None:
        """Do without somebody: where they have a part, or are spoken of, something else is played."""
        one, name = self.made[number], self.bible.character(who).name
        acts = who in self._bound(one) or name in f"{one.hook} {one.cliffhanger} {one.logline}"
        cast = [id for id in one.cast if id != who]
        self._put(number, cast=tuple(cast if self.lead in cast or cast else [self.lead]))
        if acts:
            self._replay(number)

    def _rise(self, held: Objection) -> None:
        """Shape the tension anew: above the season's beginning, in waves."""
        third = [self.made[n].tension for n in range(1, max(2, self.length // 3))]
        floor = sum(third) / len(third) + 0.03 if held.episodes[-1] == self.length else 0.0
        for number in held.episodes:
            source = self._source(self.made[number])
            wave = _WAVE[number % 3]
            shaped = tension_at(number, self.season, source) if source else 0.4 + 0.3 * number / self.length + wave
            self._put(number, tension=round(max(shaped, min(0.94, floor + wave)), 3))

    def _peak(self, held: Objection) -> None:
        """Turn the season round here, if need be with a turn of the engine that it has not had."""
        number, *others = held.episodes
        for other in others:
            source = self._source(self.made[other])
            self._put(other, tension=min(0.9, tension_at(other, self.season, source) if source else 0.9))
        wall = number == paywall_of(self.season)
        if "+" in self.made[number].turn:
            self._turn_at(number, wall)
        near = [self.made[n].tension for n in range(max(1, number - 8), min(self.length, number + 9)) if n != number]
        level = 0.99 if wall else 0.95
        self._put(number, tension=max(level, min(WALL, max(t for t in near if t <= WALL))))

    def _turn_at(self, number: int, wall: bool) -> None:
        played = {episode.turn.partition("+")[0] for episode in self.made.values() if "+" not in episode.turn}
        beside = {self.made[n].cliff for n in (number - 1, number + 1) if n in self.made}
        place = number / self.length
        free = [
            turn
            for turn in playable(self.bible, self.engine, self.opening)
            if turn.id not in played and turn.cliff not in beside and abs(sum(turn.span) / 2 - place) < 0.12
        ]
        if free:
            turn = max(free, key=lambda t: t.tension if wall else -abs(sum(t.span) / 2 - place))
            self._recast(number, turn, roles_of_turn(self.bible, self.made[number].cast), turn.id, turn.name)

    def _pay(self, held: Objection) -> None:
        """Answer a question where the critic wishes it; what is asked in the very end is carried on."""
        text = held.text
        thread = next((t for t in self.threads.values() if f"“{t.question}”" in text), None)
        if thread is None:
            return
        when = held.episodes[min(1, len(held.episodes) - 1)]
        if when <= thread.planted:
            # Asked in the very last episode: there is nowhere left to answer it.
            self.threads[thread.id] = thread.model_copy(update={"carried": True, "paid": 0})
            return
        for number, one in self.made.items():
            if thread.id in one.pays and number != when:
                self._put(number, pays=tuple(id for id in one.pays if id != thread.id))
        if thread.id not in self.made[when].pays:
            self._put(when, pays=(*self.made[when].pays, thread.id))
        self.threads[thread.id] = thread.model_copy(update={"paid": when, "due": when, "carried": False})

    def _recall(self, held: Objection) -> None:
        thread = next((t for t in self.threads.values() if f"“{t.question}”" in held.text), None)
        for number in held.episodes if thread is not None else ():
            self.made[number] = spoken_of(self.made[number], thread)  # type: ignore[arg-type]

    def _thin_out(self, held: Objection) -> None:
        for number in held.episodes:
            one = self.made[number]
            kept = [*self._bound(one), *([self.lead] if self.lead in one.cast else [])]
            self._put(number, cast=tuple(dict.fromkeys([*kept, *one.cast]))[:SPEAKERS])

    def _come_home(self, held: Objection) -> None:
        """Play it in the sets that the season has."""
        home = [place.id for place in self.bible.locations[:SETS]]
        for number in held.episodes:
            one = self.made[number]
            source = self._source(one)
            fit = [p.id for p in self.bible.locations[:SETS] if source is not None and p.set in source.places] or home
            kept = [id if id in home else fit[number % len(fit)] for id in one.locations]
            self._put(number, locations=tuple(dict.fromkeys(kept)))

    def _bring_lead(self, held: Objection) -> None:
        for number in held.episodes:
            one, source = self.made[number], self._source(self.made[number])
            first = not isinstance(source, Pattern) or "lead" in next(iter(source.roles.values()), ())
            place = 0 if first else len(self._bound(one))
            cast = [*one.cast[:place], self.lead, *one.cast[place:]]
            self._put(number, cast=tuple(dict.fromkeys(cast))[:SPEAKERS])

    def _bring_back(self, held: Objection) -> None:
        """Bring somebody back in the place of whoever is only standing by."""
        person = next((p for p in self.bible.characters if held.text.startswith(f"{p.name} ")), None)
        for number in held.episodes if person is not None else ():
            one = self.made[number]
            fixed = {*self._bound(one), self.lead}
            spare = [id for id in one.cast if id not in fixed]
            kept = [id for id in one.cast if len(one.cast) < SPEAKERS or id not in spare[-1:]]
            if person is not None and len(kept) < SPEAKERS:
                self._put(number, cast=tuple(dict.fromkeys([*kept, person.id])))

    def _bound(self, one: EpisodeOutline) -> Collection[str]:
        """Return who has a part in what the episode plays."""
        source = self._source(one)
        if isinstance(source, Pattern):
            return list(one.cast[: len(source.roles)])
        if isinstance(source, Turn):
            roles = roles_of_turn(self.bible, one.cast)
            return [roles[key].id for key in named_in(source, roles) if roles[key].id in one.cast]
        return []
