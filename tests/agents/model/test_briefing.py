"""The brief: one order, one room, whatever the series has grown to; what does not fit is said."""

from collections.abc import Sequence
from typing import Any

import pytest

from cliffhanger.agents import canon
from cliffhanger.agents.crew import Told
from cliffhanger.agents.house.library import Library
from cliffhanger.agents.model.briefing import ROOM, Brief, brief_of, of_script
from cliffhanger.agents.model.cards import CardShelf
from cliffhanger.agents.model.crew import ModelWriter
from cliffhanger.agents.model.drafting import draft_of_script
from cliffhanger.agents.model.scripted import ScriptedModel, Step
from cliffhanger.agents.model.talk import Reply
from cliffhanger.agents.sentences import facts_of
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Fact, Facts, Finding
from cliffhanger.memory.embedding import tokens
from cliffhanger.memory.script import Event, Outline, Script, Thread
from cliffhanger.memory.state import State, fold, initial

OBJECTS = ("kettle", "ladder", "violin", "map", "lantern", "glove", "ticket", "mirror", "anchor", "candle", "saddle")
VERBS = ("hides", "paints", "sells", "breaks", "buries", "borrows", "counts", "burns", "polishes", "steals")


def deed(number: int) -> str:
    """A fact in words of its own."""
    return f"who {VERBS[number % 10]} the {OBJECTS[number % 11]} of room {number}"


def played(script: Script, number: int, *events: Event, season: int = 1) -> Script:
    """The small story once more, as another episode in which something else becomes known."""
    episode = f"s{season:02d}e{number:02d}"
    scene = f"{episode}.1"
    own = [Event(kind="learns", scene=scene, beat=f"{scene}.b01", who="cole", what=deed(number))]
    placed = [event.model_copy(update={"scene": scene}) for event in events]
    told = Script.model_validate_json(script.model_dump_json().replace("s01e01", episode))
    first = told.scenes[0]
    long = first.model_copy(update={"beats": first.beats + 4 * first.beats[1:]})
    return told.model_copy(
        update={
            "title": f"Night {number}",
            "events": (*own, *placed),
            "recap": f"Recap {number}.",
            "scenes": (long, *told.scenes[1:]),
        }
    )


def facts(many: int) -> tuple[Fact, ...]:
    return tuple(Fact(id=f"f{n}", text=f"Cole knows {deed(n)}.", since=f"s01e{n:02d}") for n in range(1, many))


def told_of(bible: Bible, scripts: Sequence[Script], earlier: Sequence[Script] = ()) -> Told:
    state = fold(initial(bible), [*earlier, *scripts])
    return Told(state=state, scripts=tuple(scripts), earlier=tuple(earlier), facts=facts(min(40, len(scripts) + 1)))


def brief_for(bible: Bible, outline: Outline, script: Script, number: int, room: int = ROOM) -> Brief:
    before = [played(script, n) for n in range(1, number)]
    return brief_of(bible, outline, outline.episodes[number - 1], told_of(bible, before), room)


def test_the_first_episode_is_told_that_it_is_the_first(bible: Bible, outline: Outline) -> None:
    brief = brief_of(bible, outline, outline.episodes[0], Told(state=initial(bible)))
    assert brief.ending == "Nothing: this is the first episode." and brief.canon == "- nothing yet"
    assert brief.recaps == "- nothing before that" and not brief.left_out
    assert "where: Where is Iris? (planted here)" in brief.threads


def test_the_room_is_used_and_kept(bible: Bible, outline: Outline, script: Script) -> None:
    weights = {number: brief_for(bible, outline, script, number).tokens for number in (7, 20, 60)}
    assert all(0.9 * ROOM <= weight <= ROOM for weight in weights.values()), weights
    assert brief_for(bible, outline, script, 60, room=600).tokens <= 600


def test_what_has_no_room_is_said_and_the_rest_is_not(bible: Bible, outline: Outline, script: Script) -> None:
    brief = brief_for(bible, outline, script, 60, room=700)
    said = "\n".join(brief.left_out)
    many = sum("knows who" in line for line in brief.canon.splitlines())
    assert f"{39 - many} of the 39 facts nearest" in said and "recaps of" in said and 0 < many < 39
    early = brief_for(bible, outline, script, 3)
    assert not early.left_out and "Cole knows who paints the ladder of room 1" in early.canon


def test_a_fact_comes_with_its_time_and_its_end(bible: Bible, outline: Outline) -> None:
    ended = Fact(id="f", text="Mia is hurt: a burn.", since="s01e02", until="s01e04")
    brief = brief_of(bible, outline, outline.episodes[8], Told(state=initial(bible), facts=(ended,)))
    assert brief.canon == "- Mia is hurt: a burn. (s01e02, no longer since s01e04)"


def test_those_who_appear_come_before_the_others_and_nobody_knows_too_much(bible: Bible, outline: Outline) -> None:
    cast = tuple(
        one.model_copy(update={"secret": f"{one.name} lied", "alias": "the doctor" if one.id == "cole" else ""})
        for one in bible.characters
    )
    state = State(
        dead=frozenset({"iris"}), where={"mia": "roof"}, wears={"mia": 1}, holds={"voicemail": "iris"},
        knows=frozenset({("mia", "secret.cole"), ("mia", "name.mia"), ("cole", "name.cole")}),
        hurt={"mia": "a burn"}, bonds=frozenset({("trusts", "mia", "cole"), ("accused", "mia", "")}), day=4, hour=3,
    )  # fmt: skip
    purpose = outline.episodes[8].model_copy(update={"cast": ("mia",)})
    rows = brief_of(
        bible.model_copy(update={"characters": cast}), outline, purpose, Told(state=state)
    ).present.splitlines()
    assert rows == [
        "- It is day 4, night, or later.",
        "- Iris is dead.",
        "- Mia last seen in the roof; wears outfit 1; is hurt: a burn; stands accused; trusts Cole.",
        "- Mia knows the secrets of Cole.",
        "- Mia does not know the secrets of Iris.",
        "- Mia does not know the name of Cole: says “the doctor”.",
        "- the voicemail is with Iris.",
        "- Cole wears outfit 0.",
        "- Cole knows nobody's secret.",
    ]


def test_promises_and_what_was_learnt_come_latest_first(bible: Bible, outline: Outline, script: Script) -> None:
    scripts = [
        played(script, 1, Event(kind="promises", scene="", who="mia", what="to wait", to="cole")),
        played(script, 2),
        played(script, 3, Event(kind="reveals", scene="", who="cole", what="where the boat lies", to="mia")),
    ]
    brief = brief_of(bible, outline, outline.episodes[3], told_of(bible, scripts))
    order = [
        f"Cole knows: {deed(3)}",
        "Mia knows: where the boat lies",
        f"Cole knows: {deed(2)}",
        "promised Cole: to wait",
    ]
    places = [brief.present.index(words) for words in order]
    assert places[0] < places[2] < places[3] and places[1] < places[2]


def test_threads_of_the_episode_come_first_then_the_most_pressing(bible: Bible, outline: Outline) -> None:
    def thread(id: str, due: int, planted: int = 1) -> Thread:
        return Thread(id=id, question=f"{id}?", planted=planted, due=due)

    many = (thread("late", 4), thread("soon", 12), thread("far", 50), thread("s01.old", 20, 0), thread("shut", 9))
    purpose = outline.episodes[9].model_copy(update={"pays": ("far",), "recalls": ("soon",)})
    state = State(open_threads=frozenset({"late", "soon", "far", "s01.old"}))
    brief = brief_of(bible, outline.model_copy(update={"threads": many}), purpose, Told(state=state))
    assert brief.threads.splitlines() == [
        "- soon: soon? (spoken of here, and stays open)",
        "- far: far? (paid here)",
        "- late: late? (open since episode 1, overdue since episode 4)",
        "- s01.old: s01.old? (open since an earlier season, due by episode 20)",
    ]


def test_the_last_end_is_told_word_for_word_and_older_ones_in_a_sentence(
    bible: Bible, outline: Outline, script: Script
) -> None:
    brief = brief_for(bible, outline, script, 6)
    assert brief.ending.endswith("(The door slams behind her.)\nMia “I'm here. I came anyway.”")
    assert "s01e05 “Night 5” stopped on: Iris' voice says Mia's name, live." in brief.ending
    assert brief.recaps.splitlines()[-1] == "- s01e04 “Night 4”: Recap 4." and "Recap 5" not in brief.recaps


def test_a_season_opens_on_the_end_of_the_one_before(bible: Bible, outline: Outline, script: Script) -> None:
    second = outline.model_copy(update={"season": 2})
    purpose = outline.episodes[0].model_copy(update={"episode": "s02e01"})
    told = told_of(bible, [], [played(script, n) for n in range(1, 9)])
    brief = brief_of(bible.model_copy(update={"season": 2}), second, purpose, told)
    assert "s01e08 “Night 8” stopped on" in brief.ending and "Recap 7." in brief.recaps


def test_whoever_mends_is_told_of_those_in_the_script(script: Script) -> None:
    outline, purpose = of_script(played(script, 7, Event(kind="plants", scene="", what="where")))
    assert (purpose.number, purpose.cast, purpose.locations) == (7, ("mia", "cole"), ("ward", "roof"))
    assert purpose.plants == ("where",) and outline.season == 1


@pytest.fixture
def cards(lot: Any) -> CardShelf:
    return CardShelf(lot.studio.recall, EMPTY)


EMPTY = Library(engines=(), moves=(), openings=(), patterns=())


async def heard(cards: CardShelf, bible: Bible, outline: Outline, script: Script, number: int) -> tuple[str, list[str]]:
    """Return what a model is told for an episode, and what was noted about it."""
    before, noted = [played(script, n) for n in range(1, number)], list[str]()
    reply = Reply(text=draft_of_script(script, bible).model_dump_json())
    with ScriptedModel([Step(role="writer", reply=reply, schema_name="ScriptDraft")]) as model:
        writer = ModelWriter(model, cards, noted=lambda text, episode: noted.append(f"{episode} {text}"))
        await writer.write(bible, outline, outline.episodes[number - 1], told_of(bible, before), 1)
    return "\n".join(message.text for message in model.heard[0]), noted


async def test_prompts_weigh_the_same_all_season_and_begin_the_same(
    cards: CardShelf, bible: Bible, outline: Outline, script: Script
) -> None:
    early, none = await heard(cards, bible, outline, script, 7)
    late, noted = await heard(cards, bible, outline, script, 60)
    assert abs(tokens(late) / tokens(early) - 1) < 0.1
    same = next(at for at, (one, other) in enumerate(zip(early, late, strict=False)) if one != other)
    assert same > early.index('"logline"') and tokens(early[:same]) > 0.5 * tokens(early)
    assert not none or "recaps" in none[0]
    assert len(noted) == 1 and noted[0].startswith("s01e60 Not in the brief") and "facts nearest" in noted[0]


async def test_the_prompt_keeps_the_order(cards: CardShelf, bible: Bible, outline: Outline, script: Script) -> None:
    text, _ = await heard(cards, bible, outline, script, 9)
    order = [
        "three seconds",
        '"logline"',
        "It is day",
        "room 1. (s01e01)",
        "Threads, by id",
        "Recap 7.",
        "stopped on",
        "to write, s01e09",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


async def test_a_mender_is_told_how_those_stand_whom_the_script_has(
    cards: CardShelf, bible: Bible, script: Script
) -> None:
    finding = Finding(id="f1", code="dead_speaker", severity="error", message="The dead speak.", mend="Cut it.")
    now = played(script, 9)
    reply = Reply(text=draft_of_script(now, bible).model_dump_json())
    with ScriptedModel(
        [Step(role="writer", reply=reply, expects=("The dead speak.", "Cole knows who", "Night 8"))]
    ) as model:
        told = told_of(bible, [played(script, n) for n in range(1, 9)])
        await ModelWriter(model, cards).revise(bible, now, [finding], told, 1)


async def test_a_needle_of_the_third_episode_is_in_the_brief_of_the_last(
    lot: Any, bible: Bible, outline: Outline, script: Script
) -> None:
    archive = lot.studio.archive
    archive.put("bible", "s01", bible, "made up")
    archive.put("outline", "s01", outline, "made up")
    needle = Event(kind="promises", scene="", who="mia", what="never to open the red suitcase", to="cole")
    for number in range(1, 31):
        told = played(script, number, *([needle] if number == 3 else []))
        archive.put("script", told.episode, told, "made up")
        archive.put("facts", told.episode, Facts(facts=tuple(facts_of(bible, told))), "made up")
    purpose = outline.episodes[30].model_copy(
        update={"logline": "The red suitcase stands on the bed, and Mia must decide about its lock."}
    )
    near = canon.near(lot.studio, purpose, outline)
    brief = brief_of(bible, outline, purpose, Told(state=lot.studio.chronicle.state("s01e31"), facts=near))
    assert "Mia has promised Cole: never to open the red suitcase. (s01e03)" in brief.canon
    assert canon.near(lot.studio, outline.episodes[1], outline)[0].since == "s01e01", "nothing of what comes later"
