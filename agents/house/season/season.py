"""Lay an engine's turns over a season: what every episode is for, and the threads that run through."""

import random
from collections.abc import Iterable, Mapping, Sequence

from ....memory.bible import Bible, Character, Location, Prop
from ....memory.library import Engine, Opening, Pattern, Turn
from ....memory.numbering import episode_id
from ....memory.script import EpisodeOutline, Outline, Season, Thread
from ....memory.state import State, initial
from ..library import words
from ..script.opening import first_scenes, premise_people
from ..script.planner import anachronistic
from ..script.slots import Cast, Unfillable, fill
from .between import Between, Gap
from .promises import ANSWERED, LEFT, STILL, Promises, mentions
from .turns import place_turns, tension_at

SPEAKERS = (2, 4)
"""How many people an episode has."""


def outline(
    bible: Bible,
    engine: Engine,
    patterns: Sequence[Pattern],
    season: Season | int,
    seed: int,
    opening: State | None = None,
    owed: Sequence[Thread] = (),
    openings: Sequence[Opening] = (),
) -> Outline:
    """Return the season: turns at their places, patterns between them, every thread planted and paid or carried.

    A bare number is the length of a first season. ``opening`` is what is true as it begins: the dead and the gone are
    not cast until they return. ``owed`` are threads of earlier seasons, the first of which opens this one. With
    ``openings``, the first episode is the one that the writer will play.
    """
    planned = Season(length=season) if isinstance(season, int) else season
    laid = _Season(bible, engine, patterns, planned, seed, opening or initial(bible), owed)
    return laid.lay(openings)


def share(bible: Bible, seed: int) -> int:
    """Return the seed of a season's own share of the library: every premise has another, and every season of it."""
    return seed + 2 * random.Random(f"share:{bible.premise.text}").randrange(1_000_000) + 9973 * bible.season


def prop_of(bible: Bible, number: int) -> Prop:
    """Return the object an episode turns round: the first one mostly, the others now and then."""
    return (
        bible.props[0]
        if number % 4 != 3 or len(bible.props) < 2
        else bible.props[1 + (number // 4) % (len(bible.props) - 1)]
    )


def roles_of_turn(bible: Bible, cast: Iterable[str] = ()) -> dict[str, Character]:
    """Return who the story roles in a turn's texts are: the first of each, but first of all those of the cast."""
    there = set(cast)
    ranked = sorted(bible.characters, key=lambda person: person.id not in there)
    return {person.role: person for person in reversed(ranked)}


def roles_of_pattern(bible: Bible, pattern: Pattern, episode: EpisodeOutline) -> dict[str, Character]:
    """Return who a pattern's keys are in an episode: the first of its cast, in order."""
    return {key: bible.character(id) for key, id in zip(pattern.roles, episode.cast, strict=False)}


def cast_of(bible: Bible, engine: Engine, patterns: Sequence[Pattern], episode: EpisodeOutline) -> Cast:
    """Return what the slots of an episode's own texts stand for."""
    source = source_of(engine, patterns, episode)
    if isinstance(source, Pattern):
        roles = roles_of_pattern(bible, source, episode)
    else:
        roles = roles_of_turn(bible, episode.cast)
    return _slots(bible, source, episode.number, roles, bible.location(episode.locations[0]))


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


def named_in(turn: Turn, roles: Mapping[str, Character]) -> list[str]:
    """Return the roles that a turn's texts name."""
    texts = (turn.about, turn.hook, turn.cliffhanger)
    return [key for key in roles if any(f"{{{key}" in text.lower() for text in texts)]


def worded(
    bible: Bible, source: Turn | Pattern, number: int, roles: dict[str, Character], where: str
) -> dict[str, str]:
    """Return logline, hook and cliffhanger of a card, as they are in this series."""
    cast = _slots(bible, source, number, roles, bible.location(where))
    about = source.about if isinstance(source, Turn) else source.logline
    return {"logline": put(about, cast), "hook": put(source.hook, cast), "cliffhanger": put(source.cliffhanger, cast)}


def put(text: str, cast: Cast) -> str:
    """Return a text with its slots filled; empty if they cannot be."""
    try:
        return fill(text, cast)
    except Unfillable:
        return ""


def _slots(
    bible: Bible, source: Turn | Pattern, number: int, roles: dict[str, Character], where: Location | None
) -> Cast:
    return Cast(bible, roles, prop_of(bible, number) if isinstance(source, Pattern) else bible.props[0], where)


class _Season:
    def __init__(
        self,
        bible: Bible,
        engine: Engine,
        patterns: Sequence[Pattern],
        season: Season,
        seed: int,
        opening: State,
        owed: Sequence[Thread],
    ) -> None:
        self.bible, self.season, self.seed = bible, season, seed
        self.dice = random.Random(f"outline:{seed}:{season.number}:{bible.premise.text}")
        self.away = set(opening.dead | opening.gone)
        self.turns = place_turns(playable(bible, engine, opening), season)
        self.between = Between(bible, patterns, self.dice)
        self.promises = Promises(bible.question, season.length, self.turns, owed)
        self.told = {person.id for person in premise_people(bible)}
        self.spare = [title for title in words("titles") if not anachronistic(title, bible.period)]
        self.titles: set[str] = set()
        self.seen: dict[str, int] = {}
        self.episodes: list[EpisodeOutline] = []

    def lay(self, openings: Sequence[Opening]) -> Outline:
        for number in range(1, self.season.length + 1):
            made = self._episode(number)
            if number == 1 and openings:
                made = self._as_played(made, openings)
            self.titles.add(made.title)
            self.seen.update(dict.fromkeys(made.cast, number))
            self.episodes.append(made)
        threads = self.promises.settled()
        return Outline(
            season=self.season.number,
            paywall=self.season.paywall,
            episodes=tuple(kept(self.episodes, threads)),
            threads=threads,
        )

    def _as_played(self, first: EpisodeOutline, openings: Sequence[Opening]) -> EpisodeOutline:
        """Return the first episode as the writer will open it: on the premise, in its own words."""
        _, title, cliff, cliffhanger, hook = first_scenes(self.bible, first, openings, share(self.bible, self.seed))
        played = {"title": title, "cliff": cliff, "cliffhanger": cliffhanger, "hook": hook}
        if self.season.number > 1:
            played["logline"] = self.bible.logline
        return first.model_copy(update=played)

    def _episode(self, number: int) -> EpisodeOutline:
        turn = self.turns.get(number)
        if turn is not None:
            return self._of_turn(number, turn)
        last = max(at for at in self.turns if at <= number)
        return self._of_pattern(number, self.turns[last], self._gap(number, last))

    def _of_turn(self, number: int, turn: Turn) -> EpisodeOutline:
        roles = roles_of_turn(self.bible, {person.id for person in self.bible.characters} - self.away)
        for effect in turn.leaves:
            if effect.startswith(("present ", "returns ", "alive ")):
                self.away.discard(getattr(roles.get(effect.split()[1]), "id", ""))
        keys = dict.fromkeys(["lead", *named_in(turn, roles)])
        ids = [roles[key].id for key in keys if roles[key].id not in self.away][: SPEAKERS[1]]
        title = turn.name if turn.name not in self.titles else f"{turn.name}, Again"
        made = self._made(number, turn.id, turn, roles, self._joined(ids, number, SPEAKERS[1]), title)
        self.away |= {roles[e.split()[1]].id for e in turn.leaves if e.startswith("dead ") and e.split()[1] in roles}
        return made

    def _of_pattern(self, number: int, turn: Turn, gap: Gap) -> EpisodeOutline:
        bound = self.between.choose(gap)
        if bound is None:
            count = f"{self.bible.title}: the library has too few that these people can play"
            raise ValueError(f"no episode pattern fits episode {number} of {count}")
        pattern, roles = bound
        ids = self._joined([person.id for person in roles.values()], number, len(roles) + 1 + (pattern.tension >= 0.55))
        titles = [*pattern.titles, *self.dice.sample(self.spare, len(self.spare))]
        return self._made(number, f"{turn.id}+{pattern.id}", pattern, roles, ids, self._title(titles, roles))

    def _made(
        self,
        number: int,
        turn: str,
        source: Turn | Pattern,
        roles: dict[str, Character],
        ids: Sequence[str],
        title: str,
    ) -> EpisodeOutline:
        places = self._places(number, source.places)
        where = self.bible.location(places[0])
        texts = worded(self.bible, source, number, roles, places[0])
        return EpisodeOutline(
            episode=episode_id(self.season.number, number),
            number=number,
            title=title,
            turn=turn,
            logline=texts["logline"],
            hook=texts["hook"],
            cliff=source.cliff,
            cliffhanger=texts["cliffhanger"],
            cast=tuple(ids),
            locations=places,
            plants=self.promises.raised(number, source, _slots(self.bible, source, number, roles, where)),
            tension=tension_at(number, self.season, source),
        )

    def _gap(self, number: int, last: int) -> Gap:
        following = min((at for at in self.turns if at > number), default=self.season.length)
        barred = {episode.cliff for episode in self.episodes[-1:]}
        if following == number + 1 and following in self.turns:
            barred.add(self.turns[following].cliff)
        return Gap(
            number=number,
            phase=self._phase(number, last, following),
            barred=barred,
            recent=[episode.cliff for episode in self.episodes[-4:]],
            away=self.away,
            asks=self.promises.open(number) < 2,
            unseen={person.id: number - self.seen.get(person.id, 0) for person in self.bible.characters},
        )

    def _phase(self, number: int, last: int, following: int) -> str:
        if number == last + 1 == following - 1:
            return self.dice.choice(("fallout", "counter", "cost", "respite", "approach"))
        if number in (last + 1, following - 1):
            return "fallout" if number == last + 1 else "approach"
        return ("counter", "cost", "respite")[(number - last) % 3]

    def _joined(self, ids: Sequence[str], number: int, most: int) -> list[str]:
        """Bring in the lead, then whoever has not been seen for longest; early on, those of the premise."""
        lead = self.bible.characters[0].id
        cast = [*ids, *([lead] if lead not in ids and lead not in self.away else [])]
        others = [p.id for p in self.bible.characters if p.id not in cast and p.id not in self.away]
        self.dice.shuffle(others)
        others.sort(key=lambda id: (number <= 3 and id not in self.told, self.seen.get(id, 0)))
        most = SPEAKERS[1] if number <= 3 else min(most, SPEAKERS[1])
        return [*cast, *others[: max(0, most - len(cast))]]

    def _title(self, titles: Sequence[str], roles: dict[str, Character]) -> str:
        cast = Cast(self.bible, roles, self.bible.props[0], self.bible.locations[0])
        filled = (_title_case(put(title, cast)) for title in titles)
        fresh = next((title for title in filled if title and title not in self.titles), "")
        return fresh or f"{_title_case(put(titles[0], cast))}, Part Two"

    def _places(self, number: int, sets: Sequence[str] = ()) -> tuple[str, ...]:
        ids = [place.id for place in self.bible.locations]
        fit = [place.id for place in self.bible.locations if place.set in sets]
        first = ids[0] if number == 1 else ids[(number * 2 + self.dice.randrange(2)) % len(ids)]
        first = self.dice.choice(fit) if fit and first not in fit and number > 1 else first
        others = [id for id in ids if id != first]
        self.dice.shuffle(others)
        return (first, *others[:2])


def playable(bible: Bible, engine: Engine, opening: State) -> list[Turn]:
    """Return the turns whose people can act: those that name somebody dead are left out unless they bring them back."""
    dead = {
        person.role
        for person in bible.characters
        if person.id in opening.dead
        and all(other.id in opening.dead for other in bible.characters if other.role == person.role)
        and person.role != "missing"
    }
    turns = [turn for turn in engine.turns if not any(_acts(turn, role) for role in dead)]
    return turns if len(turns) >= 6 else list(engine.turns)


def _acts(turn: Turn, role: str) -> bool:
    back = {f"{kind} {role}" for kind in ("present", "returns", "alive")}
    return not back & set(turn.leaves) and f"{{{role}" in str(turn).lower()


def kept(episodes: Sequence[EpisodeOutline], threads: Sequence[Thread]) -> list[EpisodeOutline]:
    """Return the episodes with every promise in them: asked again in time, paid, left open at the end."""
    length, made = len(episodes), {episode.number: episode for episode in episodes}
    for thread in threads:
        for number in mentions(thread, length):
            made[number] = spoken_of(made[number], thread)
        if thread.paid:
            one = made[thread.paid]
            made[thread.paid] = one.model_copy(update={"pays": (*one.pays, thread.id)})
        if thread.planted == 0:
            made[thread.paid] = _told(made[thread.paid], f"{ANSWERED} {thread.question}")
    owed = next((thread for thread in threads if thread.planted == 0), None)
    if owed is not None:
        one = made[1].model_copy(update={"recalls": tuple(dict.fromkeys((*made[1].recalls, owed.id)))})
        made[1] = one.model_copy(update={"logline": f"{owed.question} {one.logline}"})
    left = [thread.question for thread in threads if thread.carried]
    if left:
        made[length] = _told(made[length], f"{LEFT} {' '.join(left)}")
    return [made[episode.number] for episode in episodes]


def spoken_of(episode: EpisodeOutline, thread: Thread) -> EpisodeOutline:
    """Return an episode in which a question is asked again and stays open."""
    if thread.id in (*episode.recalls, *episode.plants, *episode.pays):
        return episode
    again = episode.model_copy(update={"recalls": (*episode.recalls, thread.id)})
    return _told(again, f"{STILL} {thread.question}")


def _told(episode: EpisodeOutline, more: str) -> EpisodeOutline:
    return episode.model_copy(update={"logline": f"{episode.logline} {more}".strip()})


def _title_case(text: str) -> str:
    small = {"of", "the", "a", "an", "in", "on", "at", "to", "for", "and", "or", "with", "by", "from", "as"}
    group = text.rstrip(".").split()
    return " ".join(
        word if word[0].isupper() or (i and word in small) else word[:1].upper() + word[1:]
        for i, word in enumerate(group)
    )
