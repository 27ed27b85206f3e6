"""The house writer: one episode composed from the library, coherent by construction, ending before the answer."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from ....errors import ProductionError
from ....memory.bible import Bible, Character, Location
from ....memory.library import Move, Pattern, Turn
from ....memory.look import Emotion
from ....memory.script import Cliff, EpisodeOutline, Outline, Script
from ....memory.state import State, fold
from ..library import Library
from ..premise.words import has_sign
from ..season.season import cast_of, share, source_of
from .echoes import Echoed
from .handling import handed
from .opening import first_scenes, object_of, premise_people
from .planner import Played, Wanted, choose, luck, stems
from .remembrance import Remembrance
from .sheet import Draft, Effect, Sheet
from .slots import Cast, Unfillable, fill
from .staging import Staged, shown, spoken_words, stage, with_jolt

SPOKEN = (136, 190)
"""Words said in an episode: sixty to a hundred and twenty seconds."""

OUT = 0.6
"""How many episodes that need not end on their own button may end on the last image of the scene before it."""


def write(
    bible: Bible,
    episode: EpisodeOutline,
    outline: Outline,
    state: State,
    library: Library,
    seed: int,
    used: frozenset[str],
    past: Sequence[Script] = (),
    earlier: Sequence[Script] = (),
) -> Script:
    """Return the Script of an episode.

    ``state`` is what is true before it (`state.initial`, then `state.fold` over the scripts so far); ``used`` the ids
    of exchanges and the lines played this season (`used_by` of every script so far): none of it is played again.
    ``past`` are the scripts of this season so far and ``earlier`` those of the seasons before it: what people speak of
    again; what earlier seasons played is played again only where the library has nothing else. Raises
    ``ProductionError`` if no move of the library can be played.
    """
    return _Episode(bible, episode, outline, state, library, seed, used, past, earlier).write()


def used_by(scripts: Sequence[Script]) -> frozenset[str]:
    """Return what scripts have used up: ids of cards, and every line."""
    cards = {card for script in scripts for scene in script.scenes for card in scene.cards}
    return frozenset(cards | {line.text for script in scripts for line in script.lines()})


_FACE: dict[str, Emotion] = {"loss": "sad", "confession": "shame", "betrayal": "smirk", "danger": "fear"}
"""What is in the face of somebody who ends an episode."""


_ACTS = r" is [a-z]+ing| (?!is\b|was\b)[a-z]+(?:s|n[’']t)|[’']s (?:hands?|thumb|fingers?|eyes|face|mouth|head)"


def doer(text: str, people: Sequence[Character]) -> str:
    """Return the id of whoever acts in a sentence: the first name with a verb or a hand behind it; else empty."""
    found = [
        (match.start(), person.id)
        for person in people
        if (match := re.search(rf"(?<!not )\b{re.escape(person.name)}(?:{_ACTS})\b", text))
    ]
    return min(found)[1] if found else ""


class _Episode:
    def __init__(
        self,
        bible: Bible,
        episode: EpisodeOutline,
        outline: Outline,
        state: State,
        library: Library,
        seed: int,
        used: frozenset[str],
        past: Sequence[Script],
        earlier: Sequence[Script],
    ) -> None:
        self.bible, self.episode, self.outline, self.state, self.library = bible, episode, outline, state, library
        self.seed = share(bible, seed)
        self.used, self.past, self.before = used, past, used_by(earlier)
        self.dice = random.Random(f"write:{seed}:{episode.episode}:{bible.premise.text}")
        story = (*earlier, *past)
        self.remembrance = Remembrance(bible, episode, outline, state, library, story, object_of(bible).id, self.dice)
        self.echoed: dict[int, Echoed] = {}
        self.late = state
        self.length = len(outline.episodes)
        self.engine = library.engine(bible.engine)
        self.source: Turn | Pattern = source_of(self.engine, library.patterns, episode)
        self.cast = cast_of(bible, self.engine, library.patterns, episode)
        self.obj = self.cast.obj or bible.props[0]
        self.period = bible.period
        self.spoken = 0
        self.kept = ""
        self.cliff: Cliff | None = None
        self.theme = stems(f"{bible.premise.text} {episode.logline} {episode.hook}")

    def write(self) -> Script:
        sheet = Sheet(self.bible, self.episode, self.state, self.dice)
        opens: list[Staged] = []
        self.remembrance.recall(sheet.day)
        if self.episode.number == 1 and self.library.openings:
            then = self.outline.episodes[1].cliff if self.length > 1 else None
            drafts, title, cliff, cliffhanger, hook = first_scenes(
                self.bible, self.episode, self.library.openings, self.seed, then
            )
            own = sum(spoken_words(draft.beats) for draft in drafts)
            # The opening's object must be where the opening left it when its last scene comes.
            self.kept = object_of(self.bible).id
            middle = self._scenes(2, SPOKEN[1] - own, sheet, least=SPOKEN[0] - own, fewest=1)
            drafts = [*drafts[:-1], *self._drafts(middle), drafts[-1]]
        else:
            cliff, cliffhanger, hook, title = (
                self.episode.cliff,
                self.episode.cliffhanger,
                self.episode.hook,
                self.episode.title,
            )
            opens, button = self._opens(), self._button()
            answers = self._answers()
            fixed = spoken_words([*opens, *button, *answers])
            # An ending without words of its own is better played by the scene before it.
            free = not self.source.leaves and not self.episode.plants and self.dice.random() < OUT
            self.cliff = cliff if free or not (spoken_words(button) or self.source.leaves) else None
            opens, given = handed(opens, self.bible, self.state, self._lot())
            self.late = sheet.made(self.state, given)
            played = self._scenes(3, SPOKEN[1] - fixed, sheet, least=SPOKEN[0] - fixed)
            drafts = self._drafts(played)
            drafts = self._opened(drafts, opens, given)
            image = self._image(played[-1])
            if image:
                cliffhanger = image
                end, given = handed([self._last_image(image)], self.bible, self.late, self._lot())
                drafts[-1] = drafts[-1].closed((*answers, *end), given, len(answers))
            else:
                drafts = self._ended(drafts, answers, button)
        for draft in drafts:
            sheet.add(draft)
        sheet.ledger(self.episode, self.source, self.cast)
        return Script(
            episode=self.episode.episode,
            title=title,
            hook=hook,
            cliffhanger=cliffhanger,
            cliff=cliff,
            scenes=tuple(sheet.scenes),
            events=tuple(sheet.events),
            recap=f"{self.episode.logline} {cliffhanger}",
        )

    def _opened(self, drafts: list[Draft], opens: list[Staged], given: list[Effect]) -> list[Draft]:
        """Put the hook before the first scene; where one is on the telephone who is in the other, it stands alone."""
        first = drafts[0]
        callers = {beat.who for beat in opens if beat.via == "phone"}
        calling = {beat.who for beat in first.beats if beat.via == "phone"}
        acting = [beat.who for beat in opens if beat.who and beat.who not in callers]
        if not callers & set(first.present) and not calling & set(acting):
            return [first.opened(opens, given), *drafts[1:]]
        present = tuple(dict.fromkeys((*(id for id in first.present if id not in callers), *acting)))
        return [Draft(tuple(opens), first.place, present, leaves=tuple(given)), *drafts]

    def _ended(self, drafts: list[Draft], answers: list[Staged], button: list[Staged]) -> list[Draft]:
        """Put the end where it belongs: in the last scene if its people are there, else where the episode began."""
        needed = {
            id
            for beat in button
            for id in (beat.who, beat.to)
            if id and not (id == beat.who and beat.via in ("phone", "off"))
        }
        needed |= {
            p.id
            for p in self.bible.characters
            if re.search(rf"(?<!not )\b{p.name}\b(?!['’])", self.episode.cliffhanger)
        }
        needed -= self.state.gone | self.state.dead | {beat.who for beat in button if beat.via == "phone"}
        button, given = handed(button, self.bible, self.late, self._lot())
        needed |= {beat.who for beat in button if given}
        last, first = drafts[-1], drafts[0]
        if needed <= set(last.present) and last.place.id == first.place.id:
            return [*drafts[:-1], last.closed((*answers, *button), given, len(answers))]
        present = (
            tuple(dict.fromkeys([*(id for id in first.present if id in needed), *sorted(needed)])) or first.present
        )
        if answers:
            drafts = [*drafts[:-1], replace(last, beats=(*last.beats, *answers))]
        return [*drafts, Draft(tuple(button), first.place, present, leaves=tuple(given))]

    def _lot(self) -> random.Random:
        """Return dice that nothing else throws, so that an object given moves no other choice."""
        return random.Random(f"handed:{self.seed}:{self.episode.episode}")

    def _opens(self) -> list[Staged]:
        """Return the hook: something happens before anybody explains it."""
        beats = self._staged(self.source.opens)
        if not beats:
            hook = shown(self.episode.hook, jolt=True, prop=self._mentioned(self.episode.hook))
            return [replace(hook, who=doer(hook.action, self._about()))]
        return [replace(beats[0], jolt=True), *beats[1:]]

    def _button(self) -> list[Staged]:
        """Return the end: the consequence is seen, and the answer is not."""
        said = self._staged(self.source.button)
        return [*said, self._last_image(self.episode.cliffhanger)]

    def _image(self, last: Played) -> str:
        """Return the last image of the move played last, if it ends on the cliff that the season asks for here."""
        if self.cliff is None or last.exchange.cliff != self.cliff or not last.exchange.out:
            return ""
        try:
            return fill(last.exchange.out, Cast(self.bible, last.roles, last.obj, last.place))
        except Unfillable:
            return ""

    def _last_image(self, text: str) -> Staged:
        """Return the image an episode stops on, with whoever acts in it, so that a face can be filmed."""
        who = doer(text, self._about())
        lead = not who or who == self.bible.characters[0].id
        face: Emotion = "shock" if lead else _FACE.get(self.episode.cliff, "cold")
        return replace(shown(text, face, jolt=True, prop=self._mentioned(text)), who=who)

    def _about(self) -> list[Character]:
        """Return who can act: nobody dead, nobody gone."""
        return [person for person in self.bible.characters if person.id not in self.state.gone | self.state.dead]

    def _mentioned(self, text: str) -> str:
        bare = self.obj.name.removeprefix("the ")
        return self.obj.id if bare and bare.lower() in text.lower() else ""

    def _staged(self, beats: Sequence[object]) -> list[Staged]:
        away = self.state.gone | self.state.dead
        variant = self.seed + int(6 * luck(self.seed // 2, self.episode.turn))
        for turn in range(6):
            try:
                staged = list(stage(beats, self.cast, variant + turn, frozenset(away)))  # type: ignore[arg-type]
            except Unfillable:
                return []
            if not any(beat.text in self.used for beat in staged if beat.text):
                return staged
        return [replace(beat, text="") for beat in staged if beat.action]

    def _answers(self) -> list[Staged]:
        """Return what answers the threads that are paid here."""
        beats = []
        for id in self.episode.pays:
            planted = next((e for e in self.outline.episodes if id in e.plants), None)
            if planted is None or "." not in id:
                continue
            source = source_of(self.engine, self.library.patterns, planted)
            cast = cast_of(self.bible, self.engine, self.library.patterns, planted)
            for plant in source.plants:
                if plant.id == id.partition(".")[2]:
                    beats.append(shown(fill(plant.answer, cast), jolt=True))
        return beats[:2]

    def _scenes(self, most: int, room: int, sheet: Sheet, least: int = 0, fewest: int = 2) -> list[Played]:
        """Return the moves of the episode, at most ``most``, within ``room`` spoken words."""
        played: list[Played] = []
        state, used = self.late, set(self.used)
        places = [self.bible.location(id) for id in self.episode.locations]
        families = self.source.moves
        while len(played) < most and room > 40:
            if played and sum(spoken_words(p.beats) for p in played) >= least and len(played) >= fewest:
                break
            number = len(played)
            turned = (*families[number % max(1, len(families)) :], *families[: number % max(1, len(families))])
            wanted = Wanted(
                self.bible,
                self.episode,
                self.length,
                turned,
                self.obj,
                frozenset(used),
                self._order(places, number),
                (34, min(95, room)),
                self._here(number),
                self.period,
                self.seed,
                kept=self.kept,
                cliff=self.cliff if number else None,
                theme=self.theme,
                unseen=self._unseen(played),
                told=frozenset(frozenset(move.present) for move in played),
                before=self.before,
                memories=self.remembrance.memories,
                day=sheet.day,
            )
            move = (self.remembrance.scene(wanted, state) if number == 1 else None) or self._move(wanted, state)
            if move is None:
                break
            played.append(move)
            used |= {move.exchange.id, move.move.id, *(beat.text for beat in move.beats if beat.text)}
            room -= spoken_words(move.beats)
            echo = self.remembrance.echo(move, replace(wanted, used=frozenset(used)), state, room) if number else None
            if echo is not None:
                self.echoed[number] = echo
                used |= {echo.echo.id, *(beat.text for beat in echo.beats if beat.text)}
                room -= spoken_words(echo.beats)
                state = sheet.made(state, echo.effects)
            self.late = state = sheet.after(state, move)
        if not played:
            raise ProductionError(
                f"No scene move of the library can be played in {self.episode.episode} of {self.bible.title}; "
                "add moves that need little."
            )
        return played

    def _unseen(self, played: Sequence[Played]) -> frozenset[str]:
        """Return who of the premise has not been seen yet; by the third episode everybody has."""
        if self.episode.number > 3:
            return frozenset()
        seen = {id for move in played for id in move.present} | set(self.state.where)
        people = {person.id for person in premise_people(self.bible)}
        return frozenset(people & set(self.episode.cast) - seen - self.state.gone - self.state.dead)

    def _here(self, number: int) -> frozenset[str]:
        """Return who opens the episode (for its first scene) or ends it (for the others)."""
        card = self.source.opens if number == 0 else self.source.button
        return (
            frozenset(self.cast.roles[b.who].id for b in card if b.who in self.cast.roles)
            - self.state.gone
            - self.state.dead
        )

    def _move(self, wanted: Wanted, state: State) -> Played | None:
        """Choose among moves not yet played in this episode; if the season has used all, begin again."""
        moves = [m for m in self.library.moves if not m.recalls and (m.id not in wanted.used or m.id in self.used)]
        played = choose(wanted, moves, state, self.dice)
        wanted = replace(wanted, narrow=False)
        played = played or choose(wanted, moves, state, self.dice)
        if played is None:
            everyone = tuple(p.id for p in self.bible.characters if p.id not in state.gone | state.dead)
            wanted = replace(wanted, episode=wanted.episode.model_copy(update={"cast": everyone}))
            played = choose(wanted, moves, state, self.dice)
        if played is None:
            exchanges = {exchange.id for move in self.library.moves for exchange in move.exchanges}
            played = choose(replace(wanted, used=wanted.used - exchanges), moves, state, self.dice)
        if played is None:
            played = choose(replace(wanted, used=frozenset()), moves, state, self.dice)
        return played

    def _order(self, places: list[Location], number: int) -> tuple[Location, ...]:
        first = places[min(number, len(places) - 1)]
        return (first, *(place for place in places if place is not first))

    def _drafts(self, played: Sequence[Played]) -> list[Draft]:
        drafts = [Draft.of(move) for move in played]
        return [self.echoed[n].before(draft) if n in self.echoed else draft for n, draft in enumerate(drafts)]


__all__ = ["SPOKEN", "Cast", "Character", "Move", "fold", "has_sign", "used_by", "with_jolt", "write"]
