"""Sequels by the house: three seasons in a row, the same people with what happened to them, and nothing forgotten."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from cliffhanger.agents.house.script.opening import first_scenes
from cliffhanger.agents.house.sequel.aftermath import in_the_face, scars
from cliffhanger.agents.house.sequel.days import days, nth
from cliffhanger.agents.house.sequel.situation import Situation, situations
from cliffhanger.errors import UserError
from cliffhanger.memory.bible import Bible, Character
from cliffhanger.memory.numbering import episode_id
from cliffhanger.memory.script import Event, Script
from cliffhanger.memory.state import HEALED, SECRET, State, fold

from .saga import Saga, saga

LINE = "A night-shift nurse gets a voicemail dated tomorrow from her missing sister"
EPISODES = 12


def deeds(bible: Bible, script: Script) -> Sequence[Event]:
    """A hard ending: the lead marries, somebody of the second row dies, somebody is cut, the villain is out."""
    by_role = {person.role: person.id for person in reversed(bible.characters)}
    lead, love = by_role["lead"], by_role["love"]
    ally, villain = by_role["ally"], by_role["villain"]
    hurt = next(p.id for p in bible.characters if p.id not in (lead, love, ally, villain))
    told = [
        {"kind": "bond", "who": lead, "to": love, "what": "married"},
        {"kind": "dies", "who": ally},
        {"kind": "returns", "who": hurt},
        {"kind": "hurt", "who": hurt, "what": "a cut over the left eye"},
        {"kind": "promises", "who": lead, "to": love, "what": "to stay till the morning"},
        {"kind": "becomes", "who": villain, "what": "exposed"},
    ]
    return [Event.model_validate({**event, "scene": script.scenes[-1].id}) for event in told]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saga]:
    """Three finished seasons of twelve episodes; the first ends hard."""
    with saga(tmp_path_factory.mktemp("three"), EPISODES) as told:
        told.play(told.begin(LINE), EPISODES, happens=deeds)
        for season in (2, 3):
            told.play(told.sequel(season), EPISODES)
        yield told


def people(bible: Bible) -> dict[str, Character]:
    return {person.id: person for person in bible.characters}


def bibles(told: Saga) -> list[Bible]:
    return [told.chronicle.bible(season) for season in told.chronicle.seasons()]


def states(told: Saga, season: int) -> Iterator[tuple[State, Script]]:
    """Every episode of a season with what is true as it begins."""
    state = told.chronicle.opening(season)
    for script in told.chronicle.scripts(season):
        yield state, script
        state = fold(state, [script])


def never_contradicts(told: Saga) -> None:
    """No episode of any season goes against what was true before it."""
    assert [(f.id, f.message) for f in told.findings] == []
    for season in told.chronicle.seasons():
        for state, script in states(told, season):
            acting = {id for scene in script.scenes for id in scene.present} | {line.speaker for line in script.lines()}
            returning = {event.who for event in script.events if event.kind == "returns"}
            assert not acting & (state.dead - returning), f"{script.episode}: the dead act"
            learnt = [(e.who, e.what) for e in script.events if e.kind == "learns"]
            assert not set(learnt) & state.knows, f"{script.episode}: what is known is learnt again"


def is_the_same(before: Character, now: Character) -> None:
    for what in ("id", "name", "full_name", "voice", "speech", "temper", "alias"):
        assert getattr(now, what) == getattr(before, what), (before.id, what)
    assert now.wardrobe[: len(before.wardrobe)] == before.wardrobe
    assert now.look.model_copy(update={"scar": before.look.scar}) == before.look
    assert now.look.scar or not before.look.scar, "a scar does not go away"
    assert now.job.removeprefix("former ") == before.job.removeprefix("former ")


def test_faces_voices_and_names_are_carried_over(three: Saga) -> None:
    first, second, third = map(people, bibles(three))
    for before, now in ((first, second), (second, third)):
        assert before.keys() <= now.keys(), "nobody is forgotten"
        for id, person in before.items():
            is_the_same(person, now[id])
        for id in now.keys() - before.keys():
            assert now[id].voice.style not in {p.voice.style for p in before.values()}
            assert now[id].name[0] not in {p.name[0] for p in before.values()}
            assert now[id].look not in [p.look for p in before.values()]


def test_a_wound_leaves_a_scar_that_all_who_come_after_see(three: Saga) -> None:
    wound = three.chronicle.closing(1).hurt
    hurt = next(id for id, what in wound.items() if what == "a cut over the left eye")
    for bible in bibles(three)[1:]:
        person = people(bible)[hurt]
        assert person.look.scar and "the scar of a cut over the left eye" in person.look_words
    assert bibles(three)[1].gap >= HEALED and three.chronicle.opening(2).hurt == {}


def test_the_dead_stay_dead_and_keep_their_names(three: Saga) -> None:
    dead = next(iter(three.chronicle.closing(1).dead))
    for season in (2, 3):
        assert dead in three.chronicle.opening(season).dead
        assert three.chronicle.bible(season).character(dead).role == "missing"
        assert three.chronicle.bible(season).characters[0].id != dead
    relations = {r.to: r.kind for p in bibles(three)[1].characters for r in p.relations}
    assert relations[dead].startswith("late ")


def test_bonds_promises_knowledge_and_objects_are_carried_over(three: Saga) -> None:
    for season in (1, 2):
        closing, opening = three.chronicle.closing(season), three.chronicle.opening(season + 1)
        past, bible = three.chronicle.bible(season), three.chronicle.bible(season + 1)
        passing = ("captive", "endangered", "exposed")
        assert {bond for bond in closing.bonds if bond[0] not in passing} <= opening.bonds
        assert closing.promises <= opening.promises
        replaced = {p.id for p in past.characters if people(bible)[p.id].secret != p.secret}
        for who, what in closing.knows:
            old = what.removeprefix(SECRET) in replaced and what.startswith(SECRET)
            assert (who, f"{what}@s{season:02d}" if old else what) in opening.knows
        for prop in past.props:
            holder = closing.holds.get(prop.id, "")
            assert bible.prop(prop.id).holder == ("" if holder in closing.dead else holder)
            assert opening.holds.get(prop.id, "") == bible.prop(prop.id).holder


def test_who_has_married_stays_married(three: Saga) -> None:
    first, second, third = bibles(three)
    lead = first.characters[0].id
    love = next(person.id for person in first.characters if person.role == "love")
    for season, bible in ((2, second), (3, third)):
        parted = any(
            event.kind == "bond" and event.what == "apart" and {event.who, event.to} == {lead, love}
            for past in range(2, season)
            for script in three.chronicle.scripts(past)
            for event in script.events
        )
        kinds = {relation.to: relation.kind for relation in people(bible)[lead].relations}
        assert parted or kinds[love] in ("husband", "wife")
        assert parted or ("married", lead, love) in three.chronicle.opening(season).bonds
        assert season == 3 or people(bible)[love].role == "love"


def test_no_season_contradicts_another(three: Saga) -> None:
    never_contradicts(three)


def test_what_was_known_is_no_secret_any_more(three: Saga) -> None:
    said: set[str] = set()
    for season in (1, 2):
        closing, bible = three.chronicle.closing(season), three.chronicle.bible(season)
        out = {p.secret for p in bible.characters if ("exposed", p.id, "") in closing.bonds}
        lead = bible.characters[0].id
        out |= {p.secret for p in bible.characters if p.id != lead and (lead, SECRET + p.id) in closing.knows}
        said |= out
        alive = [p for p in three.chronicle.bible(season + 1).characters if p.id not in closing.dead]
        assert not said & {p.secret for p in alive}
    assert said


def test_a_season_has_its_own_question_engine_and_line_in_the_same_places_and_style(three: Saga) -> None:
    first, second, third = bibles(three)
    for what in ("question", "engine", "logline", "title"):
        assert len({getattr(bible, what) for bible in (first, second, third)}) == 3, what
    for before, now in ((first, second), (second, third)):
        assert now.title.startswith(f"{first.title}: ")
        assert (now.style, now.period, now.theme_seed) == (before.style, before.period, before.theme_seed)
        assert len(now.locations) == 5 and len(set(now.locations) & set(before.locations)) >= 3
        assert now.arc and now.premise.text and now.recalls["situation"] != before.recalls.get("situation")
        wants = {p.id: p.wants for p in before.characters}
        assert sum(p.wants != wants.get(p.id) for p in now.characters) > len(now.characters) / 2


def test_an_old_thread_opens_the_season_and_is_paid_later(three: Saga) -> None:
    for season in (2, 3):
        owed = three.legacy(season - 1).threads
        outline = three.chronicle.outline(season)
        carried = [thread for thread in outline.threads if thread.planted == 0]
        assert owed[0].id in [thread.id for thread in carried]
        assert all(thread.paid for thread in carried)
        first = three.chronicle.script(episode_id(season, 1))
        seen = " ".join(beat.action for scene in first.scenes for beat in scene.beats)
        assert owed[0].question.rstrip(".?!") in seen, "the old question stands in the first episode"
        paid = {
            e.what: script.episode
            for script in three.chronicle.scripts(season)
            for e in script.events
            if e.kind == "pays"
        }
        assert paid[owed[0].id].partition(".")[0] > first.episode


def test_people_remember_what_it_cost(three: Saga) -> None:
    bible = three.chronicle.bible(2)
    dead = bible.character(bible.recalls["dead"])
    first = three.chronicle.script("s02e01")
    remembered = next(scene for scene in first.scenes if any(card.endswith(".remembered") for card in scene.cards))
    assert any(dead.name in beat.line.text for beat in remembered.beats if beat.line)


def test_a_spin_off_is_led_by_another_and_the_old_lead_is_still_there(three: Saga) -> None:
    first = three.chronicle.bible(1)
    leader = next(p for p in first.characters if p.role == "villain")
    bible = three.sequel(2, lead=leader.id)
    assert bible.characters[0].id == leader.id and bible.characters[0].role == "lead"
    assert sum(person.role == "lead" for person in bible.characters) == 1
    old = people(bible)[first.characters[0].id]
    assert old.role != "lead" and old.id == bible.recalls["x"]
    is_the_same(people(first)[leader.id], bible.characters[0])


def test_who_is_dead_cannot_lead(three: Saga) -> None:
    dead = three.chronicle.bible(1).character(next(iter(three.chronicle.closing(1).dead)))
    with pytest.raises(UserError, match=f"{dead.name} is dead and cannot lead the next season. These can: "):
        three.sequel(2, lead=dead.id)


def test_the_line_of_the_user_decides(three: Saga) -> None:
    bible = three.sequel(2, about="A judge asks Thea to a wedding, and a baker named Bruno burns the cake")
    assert bible.premise.text.startswith("A judge asks Thea")
    assert {"judge", "baker"} & {person.job for person in bible.characters}
    again = three.sequel(2, about="A judge asks Thea to a wedding, and a baker named Bruno burns the cake")
    assert again == bible, "the same words, the same season"
    assert three.sequel(2, seed=5) != three.sequel(2)
    with pytest.raises(UserError, match="French"):
        three.sequel(2, about="Une infirmière cherche la lettre de sa soeur dans le grenier")


def test_a_sequel_goes_on_from_the_middle(tmp_path: Path) -> None:
    with saga(tmp_path, 60) as told:
        told.play(told.begin("A waitress inherits a mansion from a man she never met, and his son wants her dead"), 9)
        legacy = told.legacy(1)
        assert not legacy.finished and not legacy.won and legacy.threads
        bible = told.sequel(2)
        assert bible.gap < HEALED
        told.play(bible, 6)
        assert told.chronicle.opening(2).hurt == told.chronicle.closing(1).hurt, "days do not heal"
        never_contradicts(told)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "A princess falls for the assassin hired to kill her",
        "A small-town librarian finds a book that has been returned 40 years late with a bullet in it",
    ],
)
def test_three_whole_seasons(line: str, tmp_path: Path) -> None:
    with saga(tmp_path, 60) as told:
        told.play(told.begin(line), 60)
        for season in (2, 3):
            told.play(told.sequel(season), 60)
        never_contradicts(told)
        assert [len(told.chronicle.approved(season)) for season in (1, 2, 3)] == [60, 60, 60]


def test_every_situation_of_the_library_is_whole() -> None:
    assert len(situations()) >= 8
    for card in situations():
        assert all(len(beat.say) in (0, 3) for scene in card.scenes for beat in scene.beats), card.id
        assert 0 < card.gap[0] <= card.gap[1] and card.line and card.question and card.tails and card.engines


@pytest.mark.parametrize("card", situations(), ids=lambda card: card.id)
def test_every_situation_opens_an_episode_that_can_be_played(card: Situation, three: Saga) -> None:
    """Whatever it is about: two in the room, who fill its slots in all three wordings, within an episode's words."""
    bible = three.chronicle.bible(2)
    x = bible.recalls["dead"] if card.x == "dead" else bible.characters[2].id
    recalls = {"x": x, "y": bible.characters[3].id, "z": bible.recalls["dead"], "thread": "Who sewed the hem?"}
    prop = card.prop()
    staged = bible.model_copy(
        update={"recalls": recalls | {"situation": card.id}, "props": (*([prop] if prop else []), *bible.props)}
    )
    for seed in range(3):
        drafts, title, _, cliffhanger, hook = first_scenes(staged, three.chronicle.outline(2).episodes[0], (), seed)
        texts = [beat.text + beat.action for draft in drafts for beat in draft.beats]
        assert title and hook and cliffhanger and "{" not in " ".join(texts)
        assert 50 <= sum(len(beat.text.split()) for draft in drafts for beat in draft.beats) <= 150
        assert len({card for draft in drafts for card in draft.cards}) == 2, "the situation, and what is remembered"


def test_seven_seasons_never_run_out(tmp_path: Path) -> None:
    """Every season has another engine and another way to begin, and nobody hides the same twice."""
    with saga(tmp_path, EPISODES) as told:
        told.play(told.begin("A woman marries a billionaire for one year to save her brother"), 2)
        for season in range(2, 8):
            told.play(told.sequel(season, about="" if season % 2 else "the wedding"), 2)
        made = bibles(told)
        assert len({bible.engine for bible in made}) == 7
        assert len({bible.title for bible in made}) == 7
        secrets = [person.secret for person in made[-1].characters]
        assert len(set(secrets)) == len(secrets)
        never_contradicts(told)


def test_time_is_told_in_words() -> None:
    assert [days(n) for n in (1, 21, 104)] == ["one day", "twenty-one days", "a hundred and four days"]
    assert [nth(n) for n in (1, 12, 20, 112, 121)] == [
        "first",
        "twelfth",
        "twentieth",
        "hundred and twelfth",
        "hundred and twenty-first",
    ]


def test_wounds_are_told_from_fevers() -> None:
    assert scars("a knife wound in the side") and not scars("a fever that talks in the night")
    assert in_the_face("a cut over the left eye") and not in_the_face("a cut on the forearm")
