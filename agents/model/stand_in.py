"""Stand-ins for what a model fills in: documents as the drafts they could have been made of."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from ...memory.bible import Bible, Character, Location, Prop
from ...memory.debate import Objection
from ...memory.legacy import Legacy
from ...memory.script import EpisodeOutline, Outline, Script, Thread
from ...memory.storyboard import Shot, Storyboard
from .drafting import name_of
from .drafts import (
    BibleDraft,
    CharacterDraft,
    EpisodeDraft,
    KeptDraft,
    LocationDraft,
    OutfitDraft,
    OutlineDraft,
    PersonDraft,
    PlacedDraft,
    PropDraft,
    ReadingDraft,
    RelationDraft,
    SequelDraft,
    ShotDraft,
    StoryboardDraft,
    Temper,
)
from .opinions import CritiqueDraft, Doubt, ObjectionDraft
from .planning import CARRIED, QUESTION


def draft_of_bible(bible: Bible) -> BibleDraft:
    """Return the draft that a bible could have been made of."""
    premise, line = bible.premise, bible.premise.text.lower()
    people = [words for words in premise.people if words.lower() in line][: len(bible.characters)]
    # The house may say the odd detail in another order; its tail stands in the line.
    tails = (premise.odd.split(" ", n)[-1] for n in range(premise.odd.count(" ") + 1))
    return BibleDraft(
        premise=ReadingDraft(
            people=people,
            places=[words for words in premise.places if words.lower() in line],
            objects=[words for words in premise.objects if words.lower() in line],
            odd=next((tail for tail in tails if tail.lower() in line), ""),
            secret=premise.secret,
            language=premise.language,
        ),
        title=bible.title,
        logline=bible.logline,
        genre=bible.genre,
        tone=bible.tone,
        style=bible.style,
        question=bible.question,
        characters=[
            CharacterDraft(premise_words=people[n] if n < len(people) else "", **_person(one, bible))
            for n, one in enumerate(bible.characters)
        ],
        locations=[_location(one) for one in bible.locations],
        props=[_prop(one, bible) for one in bible.props],
        rules=list(bible.rules),
        arc=list(bible.arc),
    )


def _person(one: Character, bible: Bible) -> dict[str, Any]:
    return {
        "name": one.name,
        "full_name": one.full_name,
        "role": one.role,
        "sex": one.look.sex,
        "age": one.look.age,
        "job": one.job,
        "temper": _temper(one),
        "hair": one.look.hair,
        "beard": one.look.beard,
        "glasses": one.look.glasses,
        "scar": one.look.scar,
        "look_words": one.look_words,
        "wardrobe": [
            OutfitDraft(garment=worn.garment, colour=worn.colour, accent=worn.accent, words=worn.words)
            for worn in one.wardrobe
        ],
        "speech": one.speech,
        "secret": one.secret,
        "wants": one.wants,
        "fears": one.fears,
        "relations": [RelationDraft(to=name_of(other.to, bible), kind=other.kind) for other in one.relations],
    }


def _temper(one: Character) -> Temper:
    tempers: tuple[Temper, ...] = get_args(Temper)
    return next((temper for temper in tempers if temper == one.temper), "warm")


def _location(one: Location) -> LocationDraft:
    return LocationDraft(name=one.name, set=one.set, words=one.words, indoors=one.indoors)


def _prop(one: Prop, bible: Bible) -> PropDraft:
    return PropDraft(name=one.name, kind=one.kind, words=one.words, holder=name_of(one.holder, bible))


def draft_of_outline(outline: Outline, bible: Bible, episodes: Sequence[int]) -> OutlineDraft:
    """Return the draft that some episodes of an outline could have been made of."""
    threads = {thread.id: thread for thread in outline.threads}
    last = len(outline.episodes) in episodes
    return OutlineDraft(
        episodes=[_episode(outline.episodes[n - 1], bible, threads) for n in episodes],
        carries=[one.question for one in outline.threads if one.carried and one.id != QUESTION][:CARRIED]
        if last
        else [],
    )


def _episode(one: EpisodeOutline, bible: Bible, threads: Mapping[str, Thread]) -> EpisodeDraft:
    """Return an episode as a draft: own threads by their question, those of earlier seasons by their id."""
    own = {id: thread for id, thread in threads.items() if thread.planted and id != QUESTION}
    owed = [id for id, thread in threads.items() if not thread.planted]
    return EpisodeDraft(
        number=one.number,
        title=one.title,
        turn=one.turn,
        logline=one.logline or one.title,
        hook=one.hook or one.title,
        cliffhanger=one.cliffhanger or one.title,
        cliff=one.cliff,
        cast=[name_of(id, bible) for id in one.cast],
        locations=[name_of(id, bible) for id in one.locations],
        plants=[own[id].question for id in one.plants if id in own],
        recalls=[id for id in (*one.recalls, *one.plants) if id in owed],
        pays=[own[id].question if id in own else id for id in one.pays if id != QUESTION],
        tension=one.tension,
    )


def draft_of_objections(objections: Sequence[Objection]) -> CritiqueDraft:
    """Return the draft that objections could have been made of; those that code counts are left out."""
    doubts: tuple[Doubt, ...] = get_args(Doubt)
    return CritiqueDraft(
        objections=[
            ObjectionDraft(code=doubt, episodes=list(one.episodes), text=one.text, wish=one.wish)
            for one in objections
            for doubt in doubts
            if doubt == one.code
        ]
    )


def draft_of_sequel(after: Bible, legacy: Legacy) -> SequelDraft:
    """Return the draft that the Bible of a later season could have been made of."""
    before = {one.id: one for one in legacy.bible.characters}
    places = {one.id for one in legacy.bible.locations} | {one.id for one in legacy.bible.props}
    living = [one for one in after.characters if one.id in before and one.id not in legacy.state.dead]
    new = [one for one in after.characters if one.id not in before]
    return SequelDraft(
        title=after.title,
        logline=after.logline,
        tone=after.tone,
        question=after.question if after.question != legacy.bible.question else f"And then? {legacy.finale}",
        gap=after.gap,
        kept=[
            KeptDraft(
                name=one.name,
                role=one.role,
                job=one.job,
                temper=_temper(one),
                marks=one.look_words.removeprefix(before[one.id].look_words).strip(", "),
                secret=one.secret,
                wants=one.wants,
                fears=one.fears,
            )
            for one in living
        ],
        newcomers=[PersonDraft(**_person(one, after)) for one in new],
        locations=[_location(one) for one in after.locations if one.id not in places],
        props=[_prop(one, after) for one in after.props if one.id not in places],
        rules=[rule for rule in after.rules if rule not in legacy.bible.rules],
        arc=list(after.arc),
    )


def draft_of_storyboard(storyboard: Storyboard, script: Script, bible: Bible) -> StoryboardDraft:
    """Return the draft that a storyboard could have been made of, without its cards."""
    shots = [_shot(one, script, bible) for one in storyboard.shots if one.framing not in ("title", "end")]
    return StoryboardDraft(shots=shots)


def _shot(one: Shot, script: Script, bible: Bible) -> ShotDraft:
    number = next(n for n, scene in enumerate(script.scenes) if scene.id == one.scene)
    order = {beat.id: n for n, beat in enumerate(script.scenes[number].beats, 1)}
    return ShotDraft(
        scene=number + 1,
        beats=[order[id] for id in one.beats],
        framing=one.framing,
        angle=one.angle,
        move=one.move,
        figures=[
            PlacedDraft(
                who=name_of(placed.character, bible),
                emotion=placed.emotion,
                becomes=placed.becomes,
                faces=placed.faces,
                gaze=placed.gaze,
                gesture=placed.gesture,
                holding=name_of(placed.holding, bible),
            )
            for placed in one.figures
        ],
        prop=name_of(one.prop, bible),
        seconds=one.seconds,
        effects=list(one.effects),
        text=one.text,
    )
