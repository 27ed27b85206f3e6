"""A season is planned, attacked and planned anew: what is promised stays promised."""

from collections.abc import Iterator, Sequence
from itertools import cycle

import pytest

from cliffhanger.agents.model.critic import ModelCritic, settle_objections
from cliffhanger.agents.model.drafts import EpisodeDraft, OutlineDraft
from cliffhanger.agents.model.oneline import PLAN_ROOM, clipped, numbers_told, plan_told
from cliffhanger.agents.model.opinions import CritiqueDraft, ObjectionDraft
from cliffhanger.agents.model.planning import Ground, closed, plan_season
from cliffhanger.agents.model.replanning import answer_objections, draft_of_episode, settle_replanned
from cliffhanger.agents.model.scripted import ScriptedModel, Step
from cliffhanger.agents.model.structured import Unsettled
from cliffhanger.agents.model.talk import Reply
from cliffhanger.errors import ModelUnusable
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.debate import Objection
from cliffhanger.memory.script import Cliff, EpisodeOutline, Outline, Season, Thread
from cliffhanger.memory.state import State, initial

CLIFFS: tuple[Cliff, ...] = ("reveal", "arrival", "threat")
OWED = Thread(
    id="s01.t07.keys", question="Who has the keys?", planted=12, due=20, answer="Iris' coat has a second pocket."
)


def episode(number: int, **other: object) -> EpisodeDraft:
    plain: dict[str, object] = {
        "number": number,
        "title": f"Episode {number}",
        "turn": "a turn",
        "logline": f"Mia pays for number {number}.",
        "hook": f"A phone rings {number} times.",
        "cliffhanger": f"The door opens on day {number}.",
        "cliff": CLIFFS[number % 3],
        "cast": ["Mia", "Cole"],
        "locations": ["the ward"],
        "plants": [],
        "recalls": [],
        "pays": [],
        "tension": 0.5,
    }
    return EpisodeDraft.model_validate(plain | other)


def stretch(*episodes: EpisodeDraft, carries: Sequence[str] = ()) -> Step:
    draft = OutlineDraft(episodes=list(episodes), carries=list(carries))
    return Step(role="writer", reply=Reply(text=draft.model_dump_json()), schema_name="OutlineDraft")


def ground(bible: Bible, *owed: Thread, length: int = 3, **state: object) -> Ground:
    opening = initial(bible).model_copy(update=state)
    return Ground(bible, Season(number=2 if owed else 1, length=length, paywall=2), opening, owed)


async def planned(on: Ground, *steps: Step) -> Outline:
    with ScriptedModel(steps) as model:
        return await plan_season(model, on)


# The plan -------------------------------------------------------------------------------------------------------------


async def test_a_plan_knows_its_paywall_its_dead_and_what_it_owes(bible: Bible) -> None:
    on = ground(bible, OWED, dead=frozenset({"cole"}), hurt={"mia": "a burnt hand"})
    steps = [stretch(episode(1, cast=["Mia"], recalls=[OWED.id]), *(episode(n, cast=["Mia"]) for n in (2, 3)))]
    with ScriptedModel(steps) as model:
        outline = await plan_season(model, on)
    system, user = (message.text for message in model.heard[0])
    assert "viewers pay after episode 2" in user and "- Cole is dead." in user and "burnt hand" in user
    assert "- s01.t07.keys: Who has the keys? (planted 0, due 3)" in user
    assert "- s01.t07.keys was meant to be answered so: Iris' coat has a second pocket." in user
    assert "The dead do not appear" in system
    assert (outline.season, outline.paywall) == (2, 2)
    assert outline.episodes[0].recalls == (OWED.id,) and outline.episodes[0].episode == "s02e01"


async def test_every_thread_is_paid_or_carried(bible: Bible) -> None:
    drafts = [
        episode(1, plants=["Who called?", "Whose coat is it?"], recalls=[OWED.id]),
        episode(2, plants=["Who sings?"], pays=["Who called?"]),
        episode(3, pays=[OWED.id]),
    ]
    outline = await planned(ground(bible, OWED), stretch(*drafts, carries=["t03: Who sings?"]))
    threads = {thread.id: thread for thread in outline.threads}
    assert {id: (one.planted, one.paid, one.carried) for id, one in threads.items()} == {
        "t00": (1, 3, False),
        OWED.id: (0, 3, False),
        "t01": (1, 2, False),
        "t02": (1, 3, False),
        "t03": (2, 0, True),
    }
    assert outline.episodes[0].plants == ("t00", "t01", "t02")
    assert set(outline.episodes[2].pays) == {OWED.id, "t00", "t02"}


@pytest.mark.parametrize(
    ("wrong", "carries", "words"),
    [
        ({"recalls": []}, [], "an old thread opens the season; let it turn on one of s01.t07.keys"),
        ({"cast": ["Mia", "Iris"]}, [], "Iris is dead; others may speak of them"),
        ({"recalls": ["t99"]}, [], "recalls 't99', which is no thread"),
        ({}, ["t00"], "'t00' is no open thread that may be carried"),
        ({"plants": ["A?", "B?", "C?"]}, ["A?", "B?", "C?"], "carries: 3 are too many; 2 at most"),
    ],
)
async def test_a_plan_that_breaks_a_law_is_sent_back_with_the_law(
    bible: Bible, wrong: dict[str, object], carries: list[str], words: str
) -> None:
    right = {"recalls": [OWED.id]}
    bad = stretch(episode(1, **{**right, **wrong}), episode(2), episode(3), carries=carries)
    good = stretch(episode(1, **right), episode(2), episode(3))
    with ScriptedModel([bad, good]) as model:
        await plan_season(model, ground(bible, OWED, dead=frozenset({"iris"})))
    assert words in model.heard[1][-1].text


async def test_a_long_season_is_planned_in_stretches_that_know_each_other(bible: Bible) -> None:
    first = [episode(n, plants=["Who called?"] if n == 3 else []) for n in range(1, 11)]
    second = [episode(n, pays=["t01"] if n == 12 else []) for n in range(11, 14)]
    with ScriptedModel([stretch(*first), stretch(*second)]) as model:
        outline = await plan_season(model, ground(bible, length=13))
    assert [one.number for one in outline.episodes] == list(range(1, 14))
    assert model.heard[0][0] == model.heard[1][0], "the stable part is the same"
    assert "- t01: Who called? (planted 3, due 11)" in model.heard[1][1].text
    assert "The season ends here" not in model.heard[0][1].text and "The season ends here" in model.heard[1][1].text


# The one-line schedule ------------------------------------------------------------------------------------------------


def season(length: int, words: str = "long ") -> Outline:
    kinds: Iterator[Cliff] = cycle(CLIFFS)
    return Outline(
        season=1,
        paywall=10,
        episodes=tuple(
            EpisodeOutline(
                episode=f"s01e{n:02d}", number=n, title=f"T{n}", turn="t", logline=f"Mia pays {words * 30}",
                hook=f"A phone {words * 30}", cliff=next(kinds), cliffhanger=f"The door {words * 30}",
                cast=("mia", "cole"), locations=("ward",), tension=0.5,
            )
            for n in range(1, length + 1)
        ),
        threads=tuple(
            Thread(id=f"t{n:02d}", question=f"Who {words * 9}?", planted=n + 1, due=n + 9) for n in range(length)
        ),
    )  # fmt: skip


def test_a_season_of_a_hundred_episodes_fits_the_page_of_one_of_twelve(bible: Bible) -> None:
    for length in (12, 60, 100):
        text = plan_told(bible, season(length))
        assert len(text) <= PLAN_ROOM
        assert all(f"\n{n} “T{n}”" in text for n in range(1, length + 1)), "no episode is left out"
    assert text.index("---- paywall ----") < text.index("Episodes 11 to 20") < text.index("\n11 “T11”")
    assert "People and places: M Mia; C Cole; I Iris; #1 the ward; #2 the roof." in text and "| M C #1 |" in text


def test_what_is_not_asked_for_is_left_out(bible: Bible) -> None:
    text = plan_told(bible, season(60), 12_000, (0, 2, 1))
    assert len(text) <= 12_000 and "opens:" not in text and "A phone" not in text
    row = next(line for line in text.splitlines() if line.startswith("31 “T31”"))
    logline, cliffhanger = row.split(" | ")[2:]
    assert len(logline) > 1.4 * len(cliffhanger.partition(": ")[2]) > 20


def test_what_has_room_is_not_clipped(bible: Bible) -> None:
    text = plan_told(bible, season(12, ""))
    assert "…" not in text and "t03 planted 4, never paid: Who ?" in text


def test_clipping_is_at_a_word() -> None:
    assert clipped("one two  three", 13) == "one two three"
    assert clipped("one two, three", 10) == "one two…"
    assert clipped("onetwothree", 5) == "onet…"
    assert [numbers_told(found) for found in ([], [3], [9, 3], [3, 9, 4])] == ["none", "3", "3 and 9", "3, 4 and 9"]


# The critic -----------------------------------------------------------------------------------------------------------


class Counted:
    """A critic that counts, and has found this."""

    def __init__(self, *found: Objection) -> None:
        self.found = found

    async def challenge(self, bible: Bible, outline: Outline, opening: State) -> tuple[Objection, ...]:
        return self.found


def doubt(**other: object) -> ObjectionDraft:
    plain: dict[str, object] = {
        "code": "weak_hook",
        "episodes": [4, 2],
        "text": "“A phone” again.",
        "wish": "A knife in the sink.",
    }
    return ObjectionDraft.model_validate(plain | other)


def attack(*doubts: ObjectionDraft) -> Step:
    reply = Reply(text=CritiqueDraft(objections=list(doubts)).model_dump_json())
    return Step(role="critic", reply=reply, schema_name="CritiqueDraft")


async def test_what_is_counted_comes_first_and_nothing_twice(bible: Bible) -> None:
    exact = Objection(code="weak_hook", episodes=(2,), text="Counted.", wish="Another.")
    step = attack(doubt(), doubt(episodes=[5]), doubt(code="no_reversal", episodes=[2]), doubt(episodes=[5, 6]))
    with ScriptedModel([step]) as model:
        found = await ModelCritic(model, Counted(exact)).challenge(bible, season(12), initial(bible))
    assert found[0] == exact
    assert [(one.code, one.episodes) for one in found[1:]] == [("weak_hook", (5,)), ("no_reversal", (2,))]
    system, user = (message.text for message in model.heard[0])
    assert "12 episodes, the paywall after episode 10" in user and "12 “T12”" in user
    assert all(f"`{code}`" in system for code in ("weak_hook", "weak_paywall", "lost_cast", "thread_forgotten"))


async def test_an_objection_to_nothing_is_sent_back(bible: Bible) -> None:
    with ScriptedModel([attack(doubt(episodes=[13]), doubt(episodes=[]), doubt(wish=" ")), attack()]) as model:
        assert await ModelCritic(model, Counted()).challenge(bible, season(12), initial(bible)) == ()
    told = model.heard[1][-1].text
    assert "there is no episode 13; the season has 12" in told and "names no episode" in told
    assert "both a text and a wish" in told


def test_only_as_much_is_heard_as_can_be_answered() -> None:
    found = settle_objections(CritiqueDraft(objections=[doubt(episodes=list(range(1, 13)))] * 9), 12)
    assert len(found) == 6 and found[0].episodes == (1, 2, 3, 4, 5, 6)


async def test_a_critic_that_cannot_leaves_it_to_measure_and_that_is_said(bible: Bible) -> None:
    exact = Objection(code="crowded", episodes=(2,), text="Six people.", wish="Four.")
    said: list[tuple[str, str]] = []
    steps = [Step(role="critic", reply=Reply(text="It is very good."))] * 3
    with ScriptedModel(steps) as model:
        critic = ModelCritic(model, Counted(exact), lambda text, episode: said.append((text, episode)))
        assert await critic.challenge(bible, season(12), initial(bible)) == (exact,)
    assert len(said) == 1 and said[0][0].startswith("The plan of season 1 was attacked by measure alone: ")


# The answer -----------------------------------------------------------------------------------------------------------


HELD = Objection(code="weak_hook", episodes=(3, 5), text="Both open on a phone.", wish="A knife in the sink.")


async def plan_of_eight(bible: Bible) -> Outline:
    """Return eight episodes: who called is asked in 3, answered in 7; whose coat in 2 and 5; who sings in 3 and 5."""
    drafts = [episode(n) for n in range(1, 9)]
    drafts[2] = episode(3, plants=["Who called?", "Who sings?"])
    drafts[1] = episode(2, plants=["Whose coat?"])
    drafts[4] = episode(5, pays=["Whose coat?", "Who sings?"])
    drafts[6] = episode(7, pays=["Who called?"])
    return await planned(ground(bible, length=8), stretch(*drafts))


def anew(outline: Outline, bible: Bible, number: int, **other: object) -> EpisodeDraft:
    return draft_of_episode(outline.episodes[number - 1], outline, bible).model_copy(update=other)


async def test_only_what_was_objected_to_is_planned_anew(bible: Bible) -> None:
    outline = await plan_of_eight(bible)
    step = stretch(
        anew(outline, bible, 3, hook="A knife lies in the sink."), anew(outline, bible, 5, hook="The knife is gone.")
    )
    with ScriptedModel([step]) as model:
        answered = await answer_objections(model, bible, outline, initial(bible), [HELD])
    assert [one.hook for one in answered.episodes if "knife" in one.hook] == [
        "A knife lies in the sink.",
        "The knife is gone.",
    ]
    same = [n for n in range(1, 9) if answered.episodes[n - 1] == outline.episodes[n - 1]]
    assert same == [1, 2, 4, 6, 7, 8] and answered.threads == outline.threads
    user = model.heard[0][1].text
    assert "- weak_hook (episodes 3 and 5): Both open on a phone. Wished for: A knife in the sink." in user
    assert "episode 3 plants t02: Who called? (episode 7 pays it)" in user
    assert "one of these episodes pays t01: Whose coat? (until now episode 5)" in user
    assert all(f'"number":{n}' in user for n in (2, 3, 4, 5, 6)) and '"number":7' not in user
    assert user.rstrip().endswith("Plan the episodes 3 and 5 anew.")


@pytest.mark.parametrize(
    ("number", "change", "words"),
    [
        (3, {"plants": []}, "episode 3: it no longer plants t02 (Who called?)"),
        (5, {"pays": ["t03"]}, "none of the episodes 3 and 5 pays t01 (Whose coat?)"),
        (3, {"plants": ["Who called?", "Who sings?", "Who wept?"]}, "nothing pays the new question 'Who wept?'"),
        (5, {"cliff": "threat"}, "episodes 5 and 6 both stop on"),
        (5, {"pays": ["t01", "t03", "t02"]}, "the thread 't02' has been paid"),
        (3, {"pays": ["t99"]}, "the thread 't99' is not open"),
    ],
)
async def test_an_answer_that_breaks_a_promise_is_sent_back(
    bible: Bible, number: int, change: dict[str, object], words: str
) -> None:
    outline = await plan_of_eight(bible)
    if "cliff" in change:
        change = {"cliff": outline.episodes[5].cliff}
    drafts = [anew(outline, bible, n, **(change if n == number else {})) for n in (3, 5)]
    with pytest.raises(Unsettled) as told:
        settle_replanned(OutlineDraft(episodes=drafts, carries=[]), bible, outline, [3, 5])
    assert words in str(told.value)


async def test_a_thread_within_the_episodes_planned_anew_may_go_or_be_another(bible: Bible) -> None:
    outline = await plan_of_eight(bible)
    drafts = [
        anew(outline, bible, 3, plants=["Who called?", "Who wept?"]),
        anew(outline, bible, 5, pays=["t01", "Who wept?"]),
    ]
    answered = settle_replanned(OutlineDraft(episodes=drafts, carries=[]), bible, outline, [3, 5])
    threads = {one.question: one for one in answered.threads}
    assert "Who sings?" not in threads and (threads["Who wept?"].planted, threads["Who wept?"].paid) == (3, 5)
    assert threads["Who called?"].id == "t02" and threads["Who called?"].paid == 7
    ids = {id for one in answered.episodes for id in (*one.plants, *one.pays)}
    assert ids == {one.id for one in answered.threads}
    assert all(one.paid for one in answered.threads)


async def test_the_first_and_the_last_episode_keep_the_seasons_question(bible: Bible) -> None:
    outline = await plan_of_eight(bible)
    drafts = [anew(outline, bible, n, hook="A knife.") for n in (1, 8)]
    answered = settle_replanned(OutlineDraft(episodes=drafts, carries=[]), bible, outline, [1, 8])
    assert answered.episodes[0].plants == ("t00",) and answered.episodes[7].pays == ("t00",)
    assert closed(answered) == answered


async def test_a_thread_that_was_never_paid_can_be_paid_where_it_was_objected_to(bible: Bible) -> None:
    outline = await plan_of_eight(bible)
    open_ = tuple(one.model_copy(update={"paid": 0}) if one.id == "t02" else one for one in outline.threads)
    episodes = (*outline.episodes[:6], outline.episodes[6].model_copy(update={"pays": ()}), outline.episodes[7])
    torn = outline.model_copy(update={"threads": open_, "episodes": episodes})
    drafts = [anew(torn, bible, 6, pays=["t02"])]
    answered = settle_replanned(OutlineDraft(episodes=drafts, carries=[]), bible, torn, [6])
    assert next(one for one in answered.threads if one.id == "t02").paid == 6
    assert answered.episodes[5].pays == ("t02",)


async def test_a_plan_stays_where_the_model_cannot_answer_and_that_is_said(bible: Bible) -> None:
    outline = await plan_of_eight(bible)
    said: list[str] = []
    with ScriptedModel([Step(role="writer", reply=Reply(text="No."))] * 3) as model:
        kept = await answer_objections(
            model, bible, outline, initial(bible), [HELD], lambda text, episode: said.append(text)
        )
    assert kept == outline and len(said) == 1
    assert said[0].startswith("The plan of episodes 3 and 5 stays as it was objected to: ")


async def test_nothing_is_asked_where_nothing_was_objected_to(bible: Bible) -> None:
    outline = await plan_of_eight(bible)
    with ScriptedModel([]) as model:
        assert await answer_objections(model, bible, outline, initial(bible), []) == outline


async def test_many_objections_are_answered_a_stretch_at_a_time(bible: Bible) -> None:
    outline = season(24, "").model_copy(update={"threads": ()})
    held = [HELD.model_copy(update={"episodes": (n,)}) for n in range(1, 13)]
    steps = [
        stretch(*(anew(outline, bible, n, title=f"New {n}") for n in numbers)) for numbers in (range(1, 11), (11, 12))
    ]
    with ScriptedModel(steps) as model:
        answered = await answer_objections(model, bible, outline, initial(bible), held)
    assert [one.title for one in answered.episodes[:13]] == [*(f"New {n}" for n in range(1, 13)), "T13"]
    sizes = [sum(len(message.text) for message in heard) for heard in model.heard]
    assert max(sizes) < 45_000


async def test_a_plan_that_cannot_be_settled_is_the_models_fault(bible: Bible) -> None:
    with pytest.raises(ModelUnusable, match="must be 1 to 3"):
        await planned(ground(bible), *[stretch(episode(2))] * 3)
