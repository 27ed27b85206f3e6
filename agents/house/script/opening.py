"""The first episode: it is about the premise, its people and its odd detail, in its own words."""

import random
from collections.abc import Sequence
from dataclasses import replace

from ....memory.bible import Bible, Character, Location, Prop
from ....memory.library import CardBeat, Opening, OpeningScene
from ....memory.script import Cliff, EpisodeOutline
from ..library import words
from ..premise.reader import survey
from ..premise.retelling import whole
from ..premise.words import has_sign
from ..sequel.reopening import Opened, reopened
from ..sequel.situation import later
from .sheet import Draft
from .slots import Cast, Unfillable, fill
from .staging import Staged, shown, stage


def first_scenes(
    bible: Bible, episode: EpisodeOutline, openings: Sequence[Opening], seed: int, then: Cliff | None = None
) -> Opened:
    """Return the first episode's own scenes, its title, cliff, cliffhanger and hook.

    ``then`` is what the second episode ends on: two neighbours rather end differently. A later season opens on what
    the one before it has left.
    """
    dice = random.Random(f"opening:{seed}:{bible.premise.text}")
    if later(bible):
        return reopened(bible, episode, seed, dice, played)
    for opening in _ranked(bible, openings, dice, then):
        cast = _cast(bible, opening, dice)
        if opening.no_kin and _kin(cast["lead"], cast["x"]):
            continue
        try:
            return played(bible, episode, opening, cast, seed, dice)
        except Unfillable:
            continue
    raise ValueError(f"no opening of the library fits {bible.title}: one that needs only a lead must be there")


def premise_people(bible: Bible) -> tuple[Character, ...]:
    """Return the characters who stand in the premise, the lead first; of a later season's, those who are alive."""
    if bible.season > 1:
        lead, *rest = bible.characters
        dead = {bible.recalls.get("dead", "")}
        return (lead, *(p for p in rest if p.name in bible.premise.people and p.id not in dead))
    count = max(1, sum(person.count for person in survey(bible.premise.text).people))
    return bible.characters[:count]


def _ranked(bible: Bible, openings: Sequence[Opening], dice: random.Random, then: Cliff | None = None) -> list[Opening]:
    """Return the openings, the one that fits the situation best first."""
    text, prop = bible.premise.text, object_of(bible)
    fits = (prop.kind, *handled(prop))
    others = premise_people(bible)[1:]
    away = any(person.role == "missing" for person in others)
    named = bool(survey(text).objects)

    def score(opening: Opening) -> float:
        points = sum(1.0 + 0.5 * sign.count(" ") for sign in opening.signs if has_sign(text, sign))
        if opening.objects:
            points += 1.2 if named and any(kind in opening.objects for kind in fits) else -2.5
        if opening.x_away:
            points += 0.8 if away else -2.0
        return points + 0.6 * dice.random() - 0.9 * (opening.cliff == then)

    fit = [o for o in openings if not o.must or any(has_sign(text, sign) for sign in o.must)]
    return [opening for _, _, opening in sorted(((-score(o), n, o) for n, o in enumerate(fit)))]


def object_of(bible: Bible) -> Prop:
    """Return the object the first episode turns round: one that a hand can hold, if the series has one."""
    return next((prop for prop in bible.props if "large" not in handled(prop)), bible.props[0])


def handled(prop: Prop) -> tuple[str, ...]:
    """Return what is done with an object: it is heard, or read, or only held; or it is too large for a hand."""
    lists = words("things")["handling"]

    def named(group: str) -> bool:
        return any(has_sign(prop.name, word) for word in lists[group])

    if named("large"):
        return ("large",)
    if named("heard"):
        return ("heard",)
    return ("read",) if prop.kind in lists["read"] and not named("unread") else ("held",)


def _kin(lead: Character, other: Character) -> bool:
    """Tell whether two people are of one blood."""
    kinds = {relation.kind.removeprefix("late ") for relation in lead.relations if relation.to == other.id}
    return bool(kinds & set(words("things")["blood"]))


def _cast(bible: Bible, opening: Opening, dice: random.Random) -> dict[str, Character]:
    lead, *rest = bible.characters
    told = [person for person in premise_people(bible) if person is not lead]
    here = [person for person in rest if person.role != "missing"]
    if opening.x_away:
        x = next((p for p in [*told, *rest] if p.role == "missing"), None) or next(iter(told or rest), lead)
    else:
        best = {role: place - 9 for place, role in enumerate(opening.x_roles)}
        order = {"villain": 0, "love": 1, "rival": 2, "stranger": 3, "elder": 4, "child": 5, "ally": 6}
        candidates = [p for p in told if p in here] or here
        x = (
            min(candidates, key=lambda p: best.get(p.role, order.get(p.role, 9)))
            if len(told) > 1 or not told
            else candidates[0]
        )
        odd = whole(bible.premise.text, [lead.name, *(person.name for person in rest)]).lower()
        x = next((p for p in candidates if odd.startswith(f"the {p.job.lower()} ")), x)
    free = [p for p in here if p is not x]
    y = (
        next((p for p in free if p in told and p.role != "child"), None)
        or next((p for p in free if p.role == "ally"), None)
        or next(iter(free), x)
    )
    return {"lead": lead, "x": x, "y": y}


def played(
    bible: Bible, episode: EpisodeOutline, opening: Opening, roles: dict[str, Character], seed: int, dice: random.Random
) -> Opened:
    """Return an opening played by its people; raise ``Unfillable`` if a slot of it has nothing to stand for."""
    away = frozenset(p.id for p in bible.characters if p.role == "missing")
    variant = seed
    drafts = []
    obj = object_of(bible)
    spoken = "heard" in handled(obj)
    cast = Cast(bible, roles, obj, bible.locations[0])
    for scene in opening.scenes:
        cast = Cast(bible, roles, obj, _where(bible, scene))
        drafts.append(_draft(opening, scene, cast, variant, away, spoken and bool(opening.objects)))
    drafts = _with_mentions(bible, drafts, roles, dice)
    cliffhanger = fill(opening.cliffhanger, cast)
    last = drafts[-1]
    mentioned = obj.name.removeprefix("the ").lower() in cliffhanger.lower()
    end = shown(cliffhanger, "shock", jolt=True, prop=obj.id if mentioned else "")
    drafts[-1] = Draft((*last.beats, end), last.place, last.present, last.purpose, last.cards)
    first = drafts[0].beats[0]
    hook = " ".join(part for part in (first.action, f"“{first.text}”" if first.text else "") if part)
    titles = [title for title in (_safe(text, cast) for text in opening.titles) if title]
    return drafts, titles[dice.randrange(len(titles))] if titles else episode.title, opening.cliff, cliffhanger, hook


def _safe(text: str, cast: Cast) -> str:
    try:
        return fill(text, cast)
    except Unfillable:
        return ""


def _where(bible: Bible, scene: OpeningScene) -> Location:
    if scene.where == "premise" or len(bible.locations) < 2:
        return bible.locations[0]
    inner = [
        place
        for place in bible.locations[1:]
        if (place.set in ("apartment", "car", "rooftop", "chapel", "forest")) == (scene.where == "private")
    ]
    return (inner or list(bible.locations[1:]))[0]


def _draft(
    opening: Opening, scene: OpeningScene, cast: Cast, variant: int, away: frozenset[str], spoken: bool
) -> Draft:
    beats = stage(scene.beats, cast, variant, away)
    if spoken:
        # A voice out of a telephone, a radio or a tape sounds like one.
        beats = tuple(replace(beat, via="phone") if beat.via == "off" else beat for beat in beats)
    ids = {
        beat.who for beat in beats if beat.who and (beat.via == "on" or beat.via == "inner") and beat.who not in away
    }
    lead = cast.roles["lead"].id
    present = (lead, *sorted(ids - {lead}))
    return Draft(beats, cast.place or cast.bible.locations[0], present, fill(scene.purpose, cast), (opening.id,))


def _with_mentions(bible: Bible, drafts: list[Draft], roles: dict[str, Character], dice: random.Random) -> list[Draft]:
    """Have everybody of the premise heard who is neither there nor on the telephone."""
    there = {id for draft in drafts for id in draft.present}
    there |= {beat.who for draft in drafts for beat in draft.beats if beat.text}
    missing = [p for p in premise_people(bible) if p.id not in there]
    at = next((n for n, draft in enumerate(drafts) if roles["y"].id in draft.present), None)
    extra: list[Staged] = []
    played: list[object] = []
    for person in missing:
        cards = words("mentions")["gone" if person.role == "missing" else "near"]
        # Two who are missed alike are not missed in the same words.
        for card in sorted(dice.sample(cards, len(cards)), key=lambda card: card in played):
            if at is None and any(beat.get("who") == "y" for beat in card):
                continue
            try:
                said_of = [CardBeat.model_validate(beat) for beat in card]
                extra += stage(said_of, Cast(bible, {**roles, "m": person}, bible.props[0], bible.locations[0]), 0)
                played.append(card)
                break
            except Unfillable:
                continue
    if not extra:
        return drafts
    number = at if at is not None else 0
    draft = drafts[number]
    middle = max(1, len(draft.beats) - 2)
    beats = (*draft.beats[:middle], *extra, *draft.beats[middle:])
    drafts[number] = Draft(beats, draft.place, draft.present, draft.purpose, draft.cards)
    return drafts
