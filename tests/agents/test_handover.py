"""The handover: who won, what it cost, what was promised, and what is owed, compiled from a season."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cliffhanger.agents.handover import WEIGHTIEST, compile_legacy, owed_threads
from cliffhanger.agents.reckoning import cost, promised, won
from cliffhanger.agents.sentences import facts_of
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop, Relation, Role
from cliffhanger.memory.canon import Facts
from cliffhanger.memory.chronicle import Chronicle
from cliffhanger.memory.legacy import Legacy
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, EpisodeOutline, Event, Line, Outline, Scene, Script, Thread
from cliffhanger.memory.state import carried, initial
from cliffhanger.memory.testament import legacy_markdown


def person(id: str, role: Role, wants: str, relations: tuple[Relation, ...] = ()) -> Character:
    return Character(
        id=id, name=id.capitalize(), full_name=id.capitalize(), role=role, job="nurse", look=Look(sex="woman"),
        look_words="", wardrobe=(Outfit(garment="scrubs"),), voice=Voice(style="woman_warm_1"), speech="",
        temper="warm", secret=f"{id.capitalize()} sold the boat", wants=wants, fears="", relations=relations,
    )  # fmt: skip


def bible(season: int = 1, gap: int = 0, **secrets: str) -> Bible:
    people = (
        person("mia", "lead", "the deeds back"),
        person("dana", "missing", "to come home", (Relation(to="mia", kind="sister"),)),
        person("cole", "love", "to be asked"),
        person("vera", "villain", "the harbour"),
    )
    told = tuple(p.model_copy(update={"secret": secrets[p.id]}) if p.id in secrets else p for p in people)
    return Bible(
        title="Salt", premise=Premise(text="A nurse buys a boat"), logline="A nurse buys a boat.", genre="drama",
        engine="x", tone="dry", style="noir", question="Whose boat is it?", characters=told, season=season, gap=gap,
        locations=(Location(id="quay", name="the quay", set="harbour", words=""),),
        props=(Prop(id="ring", name="the ring", kind="ring", words="too small", holder="mia"),),
    )  # fmt: skip


def episode(season: int, number: int, *events: dict[str, str]) -> Script:
    id = f"s{season:02d}e{number:02d}"
    line = Line(id=f"{id}.1.l01", speaker="mia", text="I never sold it.")
    scene = Scene(
        id=f"{id}.1", location="quay", hour="day", day=number, present=("mia", "vera"),
        beats=(Beat(id=f"{id}.1.b01", who="mia", line=line),),
    )  # fmt: skip
    happened = tuple(Event.model_validate({**event, "scene": scene.id, "beat": scene.beats[0].id}) for event in events)
    told = {"title": id, "hook": "A bell.", "cliffhanger": f"The boat is gone, in {id}.", "cliff": "loss"}
    return Script(episode=id, scenes=(scene,), events=happened, recap="Mia waits.", **told)


def outline(season: int, episodes: int, *threads: Thread) -> Outline:
    planned = tuple(
        EpisodeOutline(
            episode=f"s{season:02d}e{n:02d}", number=n, title="", turn="", logline="", hook="", cliff="loss",
            cliffhanger="", cast=("mia",), locations=("quay",),
        )
        for n in range(1, episodes + 1)
    )  # fmt: skip
    return Outline(season=season, episodes=planned, threads=threads)


class Book:
    """A series written by hand."""

    def __init__(self, folder: Path) -> None:
        self.archive = Archive(folder / "series.db")
        self.chronicle = Chronicle(self.archive)

    def season(self, declared: Bible, plan: Outline, *scripts: Script) -> None:
        season = f"s{declared.season:02d}"
        self.archive.put("bible", season, declared, "by hand")
        self.archive.put("outline", season, plan, "by hand")
        for script in scripts:
            self.archive.put("script", script.episode, script, "by hand")
            self.archive.put("facts", script.episode, Facts(facts=tuple(facts_of(declared, script))), "by hand")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    written = Book(tmp_path)
    yield written
    written.archive.close()


THREADS = (
    Thread(id="t00", question="Whose boat is it?", planted=1, due=2, paid=2),
    Thread(id="t01.rope", question="Who cut the rope?", planted=1, due=2),
    Thread(
        id="t02.key", question="What does the key open?", planted=1, due=2, carried=True, answer="A door in the hull."
    ),
)


def whole(book: Book) -> Legacy:
    book.season(
        bible(),
        outline(1, 2, *THREADS),
        episode(1, 1, {"kind": "plants", "what": "t00"}, {"kind": "plants", "what": "t01.rope"},
                {"kind": "plants", "what": "t02.key"}, {"kind": "gives", "who": "mia", "what": "ring", "to": "vera"}),
        episode(1, 2, {"kind": "pays", "what": "t00"}, {"kind": "becomes", "who": "vera", "what": "exposed"},
                {"kind": "bond", "who": "mia", "to": "cole", "what": "married"}, {"kind": "returns", "who": "dana"},
                {"kind": "hurt", "who": "mia", "what": "a cut on the brow"},
                {"kind": "promises", "who": "mia", "what": "to sell the boat", "to": "cole"}),
    )  # fmt: skip
    return compile_legacy(book.chronicle, 1)


def test_a_finished_season_tells_who_won_what_it_cost_and_what_was_promised(book: Book) -> None:
    legacy = whole(book)
    assert legacy.finished and legacy.last == "s01e02"
    assert legacy.won == (
        "Mia has what she wanted: the deeds back.",
        "Mia and Cole are married.",
        "Dana, who was lost, is back.",
    )
    assert legacy.cost == (
        "Mia is hurt: a cut on the brow.",
        "Vera is exposed: everybody knows that Vera sold the boat.",
        "Mia has lost the ring to Vera.",
    )
    assert legacy.promised[:3] == (
        "What does the key open?",
        "Who cut the rope?",
        "Mia has given Cole a word: to sell the boat.",
    )
    assert "Nobody knows yet that Cole sold the boat." in legacy.promised
    assert legacy.finale == "Mia waits. The boat is gone, in s01e02."


def test_what_was_left_on_purpose_is_owed_first_under_the_seasons_id_with_its_answer(book: Book) -> None:
    threads = whole(book).threads
    assert [(one.id, one.planted, one.paid) for one in threads] == [("s01.t02.key", 0, 0), ("s01.t01.rope", 0, 0)]
    assert threads[0].answer == "A door in the hull."


def test_the_facts_that_weigh_most_keep_their_evidence(book: Book) -> None:
    facts = whole(book).facts
    assert 0 < len(facts) <= WEIGHTIEST and all(fact.evidence and fact.evidence.quote for fact in facts)
    kinds = {fact.predicate for fact in facts}
    assert {"bond", "becomes", "promises", "hurt"} <= kinds and "goes" not in kinds


def test_an_unfinished_season_has_no_winner_and_owes_its_own_question(book: Book) -> None:
    book.season(bible(), outline(1, 9, *THREADS), episode(1, 1, *({"kind": "plants", "what": t.id} for t in THREADS)))
    legacy = compile_legacy(book.chronicle, 1)
    assert not legacy.finished and not legacy.won
    assert {"s01.t00", "s01.t01.rope"} < {thread.id for thread in legacy.threads}
    assert all(not thread.paid for thread in legacy.threads), "what was planned to be paid has not been"


def test_a_season_that_leaves_nothing_open_owes_what_came_after_its_last_image(book: Book) -> None:
    book.season(bible(), outline(1, 1), episode(1, 1))
    (thread,) = owed_threads(book.chronicle, 2)
    assert thread.question == "What came after this? The boat is gone, in s01e01."
    assert owed_threads(book.chronicle, 1) == ()


def test_threads_keep_their_first_season_through_later_ones(book: Book) -> None:
    whole(book)
    old = Thread(id="s01.t01.rope", question="Who cut the rope?", planted=0, due=1)
    fresh = Thread(id="t01.rope", question="Who cut the other rope?", planted=1, due=1)
    book.season(bible(2, gap=90), outline(2, 1, old, fresh), episode(2, 1, {"kind": "plants", "what": "t01.rope"}))
    legacy = compile_legacy(book.chronicle, 2)
    assert [thread.id for thread in legacy.threads] == ["s01.t01.rope", "s02.t01.rope"]
    assert [past.season for past in legacy.past] == [1] and legacy.bible.season == 2


def test_weeks_heal_and_days_do_not(book: Book) -> None:
    state = whole(book).state
    assert carried(state, bible(), bible(2, gap=90)).hurt == {}
    assert carried(state, bible(), bible(2, gap=3)).hurt == {"mia": "a cut on the brow"}


def test_what_the_dead_held_lies_free_and_a_new_object_has_its_holder(book: Book) -> None:
    state = whole(book).state
    later = bible(2, gap=90)
    later = later.model_copy(
        update={"props": (*later.props, Prop(id="map", name="the map", kind="map", words="", holder="cole"))}
    )
    assert carried(state, bible(), later).holds == {"ring": "vera", "map": "cole"}
    dead = state.model_copy(update={"dead": frozenset({"vera"})})
    assert carried(dead, bible(), later).holds == {"map": "cole"}


def test_who_is_cast_as_missing_is_gone_and_a_replaced_secret_is_the_past_seasons(book: Book) -> None:
    state = whole(book).state
    later = bible(2, gap=90, vera="Vera kept the map")
    people = tuple(p.model_copy(update={"role": "missing"}) if p.id == "cole" else p for p in later.characters)
    now = carried(state, bible(), later.model_copy(update={"characters": people}))
    assert now.gone == {"cole"}, "who was missing and came back is here"
    assert ("vera", "secret.vera@s01") in now.knows and ("vera", "secret.vera") in now.knows


def test_the_dead_and_the_parted_are_counted(book: Book) -> None:
    declared = bible()
    before = initial(declared).model_copy(
        update={"bonds": frozenset({("loves", "mia", "cole"), ("loves", "cole", "mia")})}
    )
    after = before.model_copy(update={"dead": frozenset({"dana"}), "bonds": frozenset({("enemies", "mia", "cole")})})
    assert {"Dana is dead.", "Mia and Cole are apart."} <= set(cost(declared, before, after))
    assert not won(declared, after, finished=False)
    assert "Vera has got away with it, and has what she wanted: the harbour." in won(declared, after, finished=True)
    assert promised(declared, after, ())


def test_it_can_be_read(book: Book) -> None:
    page = legacy_markdown(whole(book))
    assert page.startswith("# Salt: what season 1 leaves") and "## Who won" in page and "## What it cost" in page
    assert "- What does the key open?" in page and "s01e02" in page
