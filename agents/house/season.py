"""Lay an engine's turns over a season: what every episode is for, and the threads that run through."""

import random
from collections.abc import Sequence

from ...memory.bible import Bible, Character, Prop
from ...memory.library import Engine, Pattern, Plant, Turn
from ...memory.numbering import episode_id
from ...memory.script import Cliff, EpisodeOutline, Outline, Thread
from .library import words
from .opening import premise_people
from .planner import anachronistic
from .slots import Cast, Unfillable, fill

PAYWALL = 9
"""The episode with the strongest button of the first ten."""


def outline(
    bible: Bible, engine: Engine, patterns: Sequence[Pattern], season_length: int, seed: int, season: int = 1
) -> Outline:
    """Return the season: turns at their places, patterns between them, every thread planted and paid."""
    return _Season(bible, engine, patterns, season_length, seed, season).lay()


def prop_of(bible: Bible, number: int) -> Prop:
    """Return the object an episode turns round: the first one mostly, the others now and then."""
    return (
        bible.props[0]
        if number % 4 != 3 or len(bible.props) < 2
        else bible.props[1 + (number // 4) % (len(bible.props) - 1)]
    )


def roles_of_turn(bible: Bible) -> dict[str, Character]:
    """Return who the story roles in a turn's texts are."""
    return {person.role: person for person in reversed(bible.characters)}


def roles_of_pattern(bible: Bible, pattern: Pattern, episode: EpisodeOutline) -> dict[str, Character]:
    """Return who a pattern's keys are in an episode: the first of its cast, in order."""
    return {key: bible.character(id) for key, id in zip(pattern.roles, episode.cast, strict=False)}


def cast_of(bible: Bible, engine: Engine, patterns: Sequence[Pattern], episode: EpisodeOutline) -> Cast:
    """Return what the slots of an episode's own texts stand for."""
    source = source_of(engine, patterns, episode)
    roles = roles_of_pattern(bible, source, episode) if isinstance(source, Pattern) else roles_of_turn(bible)
    obj = prop_of(bible, episode.number) if isinstance(source, Pattern) else bible.props[0]
    return Cast(bible, roles, obj, bible.location(episode.locations[0]))


def source_of(engine: Engine, patterns: Sequence[Pattern], episode: EpisodeOutline) -> Turn | Pattern:
    """Return the turn or the pattern an episode plays."""
    turn, _, pattern = episode.turn.partition("+")
    for card in patterns if pattern else ():
        if card.id == pattern:
            return card
    for beat in engine.turns:
        if beat.id == turn:
            return beat
    return engine.turns[0]


def plants_of(source: Turn | Pattern) -> tuple[Plant, ...]:
    """Return the questions a card raises."""
    return source.plants


def place_turns(turns: Sequence[Turn], length: int) -> dict[int, Turn]:
    """Return episode number to turn: in order, the first at 1, the last at the end, a strong one on the paywall."""
    turns = sorted(turns, key=lambda turn: turn.span)
    count = min(len(turns), max(1, length if length < 4 else (length + 1) * 3 // 4))
    kept = [turns[round(i * (len(turns) - 1) / max(1, count - 1))] for i in range(count)]
    wanted = [1 + round(sum(turn.span) / 2 * (length - 1)) for turn in kept]
    if length >= 24:
        _pin(wanted, PAYWALL)
        for quarter in (0.25, 0.5, 0.75):
            _pin(wanted, round(length * quarter))
    wanted[0] = 1
    if count > 1:
        wanted[-1] = length
    for i in range(1, count):
        gap = 2 if kept[i].cliff == kept[i - 1].cliff and length > count * 2 else 1
        wanted[i] = max(wanted[i], wanted[i - 1] + gap)
    for i in range(count - 1, 0, -1):
        wanted[i] = min(wanted[i], length - (count - 1 - i))
    placed = dict(zip(wanted, kept, strict=True))
    for number in list(placed):
        before = placed.get(number - 1)
        if before and before.cliff == placed[number].cliff and number != length:
            del placed[number]
    return placed


def _pin(wanted: list[int], at: int) -> None:
    """Move the nearest turn to an episode."""
    near = min(range(1, max(2, len(wanted) - 1)), key=lambda i: abs(wanted[i] - at)) if len(wanted) > 2 else 0
    if near:
        wanted[near] = at


class _Season:
    def __init__(
        self, bible: Bible, engine: Engine, patterns: Sequence[Pattern], length: int, seed: int, season: int
    ) -> None:
        self.bible, self.engine, self.patterns = bible, engine, patterns
        self.length, self.season = length, season
        self.period = bible.period
        self.dice = random.Random(f"outline:{seed}:{season}:{bible.premise.text}")
        self.turns = place_turns(engine.turns, length)
        self.titles: set[str] = set()
        self.played: dict[str, int] = {}
        self.bound: set[tuple[str, ...]] = set()
        self.gone = {person.id for person in bible.characters if person.role == "missing"}
        self.episodes: list[EpisodeOutline] = []
        self.threads: list[Thread] = [Thread(id="t00", question=bible.question, planted=1, due=length)]
        self.pays: dict[int, list[str]] = {}
        self.due: dict[str, str] = {}

    def lay(self) -> Outline:
        for number in range(1, self.length + 1):
            self.episodes.append(self._episode(number))
        return Outline(season=self.season, episodes=tuple(self._paid()), threads=tuple(self.threads))

    def _episode(self, number: int) -> EpisodeOutline:
        turn = self.turns.get(number)
        last = max(at for at in self.turns if at <= number)
        if turn is not None:
            return self._of_turn(number, turn)
        pattern, roles = self._pattern(number, last)
        return self._of_pattern(number, self.turns[last], pattern, roles)

    def _of_turn(self, number: int, turn: Turn) -> EpisodeOutline:
        roles = roles_of_turn(self.bible)
        named = [
            key
            for key in roles
            if any(f"{{{key}" in text.lower() for text in (turn.about, turn.hook, turn.cliffhanger))
        ]
        for effect in turn.leaves:
            if effect.startswith(("present ", "returns ", "alive ")):
                self.gone.discard(getattr(roles.get(effect.split()[1]), "id", ""))
        ids = [roles[key].id for key in dict.fromkeys(["lead", *named]) if roles[key].id not in self.gone]
        self._more_cast(ids, number)
        return self._made(number, turn.id, turn, roles, ids, self._title(turn.name), turn.about)

    def _of_pattern(self, number: int, turn: Turn, pattern: Pattern, roles: dict[str, Character]) -> EpisodeOutline:
        self.played[pattern.id] = self.played.get(pattern.id, 0) + 1
        ids = [person.id for person in roles.values()]
        self._more_cast(ids, number)
        titles = [*pattern.titles, *self.dice.sample(words("titles"), 12)]
        return self._made(
            number,
            f"{turn.id}+{pattern.id}",
            pattern,
            roles,
            ids,
            self._first(titles, roles),
            pattern.logline,
        )

    def _made(
        self,
        number: int,
        turn: str,
        source: Turn | Pattern,
        roles: dict[str, Character],
        ids: list[str],
        title: str,
        logline: str,
    ) -> EpisodeOutline:
        places = self._places(number, source.places)
        obj = prop_of(self.bible, number) if isinstance(source, Pattern) else self.bible.props[0]
        cast = Cast(self.bible, roles, obj, self.bible.location(places[0]))
        self.titles.add(title)
        return EpisodeOutline(
            episode=episode_id(self.season, number),
            number=number,
            title=title,
            turn=turn,
            logline=_put(logline, cast),
            hook=_put(source.hook, cast),
            cliff=source.cliff,
            cliffhanger=_put(source.cliffhanger, cast),
            cast=tuple(ids),
            locations=places,
            plants=self._plant(number, source, cast),
            tension=self._tension(number, source),
        )

    def _more_cast(self, ids: list[str], number: int) -> None:
        """Bring the cast to three or four, the lead always among them; early on, those of the premise come first."""
        lead = self.bible.characters[0].id
        if lead not in ids:
            ids.append(lead)
        others = [p.id for p in self.bible.characters if p.id not in ids and p.id not in self.gone]
        self.dice.shuffle(others)
        if number <= 3:
            told = {person.id for person in premise_people(self.bible)}
            others.sort(key=lambda id: id not in told)
        ids.extend(others[: max(0, 4 - len(ids))])

    def _pattern(self, number: int, last: int) -> tuple[Pattern, dict[str, Character]]:
        following = min((at for at in self.turns if at > number), default=self.length)
        alone = number == last + 1 == following - 1
        phase = (
            random.Random(f"{self.engine.id}:{number}:{self.bible.title}").choice(
                ("fallout", "counter", "cost", "respite", "approach")
            )
            if alone
            else "fallout"
            if number == last + 1
            else "approach"
            if number == following - 1
            else ("counter", "cost", "respite")[(number - last) % 3]
        )
        barred = {self.episodes[-1].cliff} if self.episodes else set()
        if following == number + 1 and following in self.turns:
            barred.add(self.turns[following].cliff)
        best: tuple[float, Pattern, dict[str, Character]] | None = None
        for pattern in self.patterns:
            if pattern.places and not any(place.set in pattern.places for place in self.bible.locations):
                continue
            if pattern.cliff in barred or anachronistic(str(pattern), self.period):
                continue
            roles = self._bind(pattern)
            if roles is None:
                continue
            fresh = (pattern.id, *(person.id for person in roles.values())) not in self.bound
            score = (
                3.0 * (pattern.phase == phase) - 2.5 * self.played.get(pattern.id, 0) + fresh + 2.5 * self.dice.random()
            )
            score -= 4.0 * any(episode.turn.endswith("+" + pattern.id) for episode in self.episodes[-12:])
            if best is None or score > best[0]:
                best = (score, pattern, roles)
        if best is None:
            raise ValueError(
                f"no episode pattern fits episode {number} of {self.bible.title}: the library has {len(self.patterns)}"
            )
        self.bound.add((best[1].id, *(person.id for person in best[2].values())))
        return best[1], best[2]

    def _bind(self, pattern: Pattern) -> dict[str, Character] | None:
        roles: dict[str, Character] = {}
        for key, wanted in pattern.roles.items():
            free = [p for p in self.bible.characters if p not in roles.values() and p.id not in self.gone]
            fits = [p for p in free if not wanted or p.role in wanted]
            if not fits:
                return None
            fits.sort(key=lambda p: (wanted.index(p.role) if wanted else 0) + 1.6 * self.dice.random())
            roles[key] = fits[0]
        return roles

    def _title(self, title: str) -> str:
        return title if title not in self.titles else f"{title}, Again"

    def _first(self, titles: Sequence[str], roles: dict[str, Character]) -> str:
        cast = Cast(self.bible, roles, self.bible.props[0], self.bible.locations[0])
        filled = [_title_case(_put(title, cast)) for title in titles]
        return next((title for title in filled if title and title not in self.titles), f"{filled[0]}, Part Two")

    def _places(self, number: int, sets: Sequence[str] = ()) -> tuple[str, ...]:
        ids = [place.id for place in self.bible.locations]
        fit = [place.id for place in self.bible.locations if place.set in sets]
        first = ids[0] if number == 1 else ids[(number * 2 + self.dice.randrange(2)) % len(ids)]
        first = self.dice.choice(fit) if fit and first not in fit and number > 1 else first
        others = [id for id in ids if id != first]
        self.dice.shuffle(others)
        return (first, *others[:2])

    def _plant(self, number: int, source: Turn | Pattern, cast: Cast) -> tuple[str, ...]:
        if isinstance(source, Turn):
            for old in source.pays:
                if old in self.due:
                    self._pay(self.due.pop(old), number)
        planted = ["t00"] if number == 1 else []
        if number > self.length - 3 or (isinstance(source, Pattern) and number % 2):
            return tuple(planted)
        for plant in source.plants[:1] if isinstance(source, Pattern) else source.plants:
            question = _put(plant.question, cast)
            answer = _put(plant.answer, cast)
            if not question or not answer:
                continue
            id = f"t{len(self.threads):02d}.{plant.id}"
            later = isinstance(source, Turn) and any(
                plant.id in turn.pays for at, turn in self.turns.items() if at > number
            )
            due = max(at for at, turn in self.turns.items() if plant.id in turn.pays) if later else self._due(number)
            self.threads.append(Thread(id=id, question=question, planted=number, due=due))
            if later:
                self.due[plant.id] = id
            else:
                self._pay(id, due)
            planted.append(id)
        return tuple(planted)

    def _due(self, number: int) -> int:
        """Choose the episode, three to nine on, that pays least so far."""
        choice = range(number + 3, min(number + 9, self.length) + 1) or range(self.length, self.length + 1)
        return min(choice, key=lambda at: (len(self.pays.get(at, ())), at in self.turns, self.dice.random()))

    def _pay(self, id: str, number: int) -> None:
        self.pays.setdefault(number, []).append(id)

    def _paid(self) -> list[EpisodeOutline]:
        for id in self.due.values():
            self._pay(id, self.length)
        self._pay("t00", self.length)
        when = {id: number for number, ids in self.pays.items() for id in ids}
        self.threads = [
            thread.model_copy(update={"paid": when[thread.id], "due": max(thread.due, when[thread.id])})
            for thread in self.threads
        ]
        return [
            episode.model_copy(update={"pays": tuple(self.pays.get(episode.number, ()))}) for episode in self.episodes
        ]

    def _tension(self, number: int, source: Turn | Pattern) -> float:
        if number == self.length:
            return 1.0
        if number == PAYWALL and self.length > PAYWALL + 2:
            return 0.99
        if self.length >= 24 and number in {round(self.length * quarter) for quarter in (0.25, 0.5, 0.75)}:
            return 0.95
        rise = 0.3 + 0.4 * number / self.length
        early = 0.15 if number <= 10 else 0.0
        return round(
            min(0.92, 0.5 * rise + 0.5 * source.tension + early + (0.1 if isinstance(source, Turn) else 0.0)), 3
        )


def _put(text: str, cast: Cast) -> str:
    try:
        return fill(text, cast)
    except Unfillable:
        return ""


def _title_case(text: str) -> str:
    small = {"of", "the", "a", "an", "in", "on", "at", "to", "for", "and", "with", "by", "from"}
    group = text.rstrip(".").split()
    return " ".join(
        word if word[0].isupper() or (i and word in small) else word[:1].upper() + word[1:]
        for i, word in enumerate(group)
    )


__all__ = ["PAYWALL", "Cliff", "cast_of", "outline", "place_turns", "plants_of", "prop_of", "source_of"]
