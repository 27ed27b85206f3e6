"""The Chronicle: what was true at any moment, scene by scene, and what ended each fact."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cliffhanger.agents.sentences import facts_of
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Facts
from cliffhanger.memory.chronicle import Chronicle, moment, state_at
from cliffhanger.memory.numbering import numbers
from cliffhanger.memory.record import played
from cliffhanger.memory.script import Beat, Event, Hour, Outline, Scene, Script, Thread
from cliffhanger.memory.state import fold, initial


def episode(id: str, *events: Event, day: int = 1, hours: tuple[Hour, ...] = ("day", "night")) -> Script:
    """A script of two scenes with two beats each."""
    scenes = tuple(
        Scene(
            id=f"{id}.{n}", location="ward", hour=hour, day=day, present=("mia", "cole"),
            beats=tuple(Beat(id=f"{id}.{n}.b{b:02d}", action="a look") for b in (1, 2)),
        )
        for n, hour in enumerate(hours, 1)
    )  # fmt: skip
    placed = tuple(
        event.model_copy(
            update={"scene": f"{id}.{event.scene}", "beat": event.beat and f"{id}.{event.scene}.{event.beat}"}
        )
        for event in events
    )
    return Script(episode=id, title=id, hook="h", cliffhanger="c", cliff="threat", scenes=scenes, events=placed)


def on(scene: int, kind: str, who: str = "", what: str = "", to: str = "", where: str = "", beat: str = "") -> Event:
    told = {"kind": kind, "scene": str(scene), "who": who, "what": what, "to": to, "where": where, "beat": beat}
    return Event.model_validate(told)


@pytest.fixture
def archive(tmp_path: Path, bible: Bible) -> Iterator[Archive]:
    with Archive(tmp_path / "series.db") as archive:
        archive.put("bible", "s01", bible, "made up")
        yield archive


def approve(archive: Archive, *scripts: Script) -> Chronicle:
    chronicle = Chronicle(archive)
    for script in scripts:
        archive.put("script", script.episode, script, "written")
        bible = chronicle.bible(numbers(script.episode)[0])
        archive.put("facts", script.episode, Facts(facts=tuple(facts_of(bible, script))), "approved")
    return chronicle


def test_the_state_is_exact_to_the_scene(archive: Archive) -> None:
    one = episode("s01e01", on(1, "gives", "mia", "voicemail", "cole"), on(2, "goes", "mia", where="roof"), day=3)
    chronicle = approve(archive, one, episode("s01e02", on(1, "dies", "cole"), day=4))
    first, second = state_at(chronicle, "s01e01.1"), state_at(chronicle, "s01e01.2")
    assert first.holds["voicemail"] == "cole" and "mia" not in first.where and (first.day, first.hour) == (3, 1)
    assert second.where == {"mia": "roof"} and second.hour == 3 and second.met == {"mia", "cole"}
    assert second == state_at(chronicle, "s01e01") == chronicle.state(before="s01e02")
    assert state_at(chronicle).dead == {"cole"} and not second.dead


def test_without_a_beat_who_goes_is_there_at_once_and_all_else_is_true_at_the_end() -> None:
    script = episode(
        "s01e01",
        on(1, "dies", "cole"), on(1, "hurt", "mia", "a cut", beat="b02"),
        on(1, "learns", "mia", "it", beat="b01"), on(1, "goes", "mia", where="roof"),
    )  # fmt: skip
    (_, events), _ = played(script)
    assert [event.kind for event in events] == ["goes", "learns", "hurt", "dies"]


def test_an_event_of_no_scene_is_not_lost() -> None:
    script = episode("s01e01", on(9, "dies", "cole"))
    assert [event.kind for _, events in played(script) for event in events] == ["dies"]


@pytest.mark.parametrize("at", ["", "e01", "s1e1", "s01e01.0", "s01e01.x", "s01e01.1.b02", "s01e01 "])
def test_what_is_no_moment_is_refused(at: str) -> None:
    with pytest.raises(ValueError, match="s01e34"):
        moment(at)


def test_a_moment_that_has_not_been_told_is_unknown(archive: Archive) -> None:
    chronicle = approve(archive, episode("s01e01"))
    for at in ("s01e02", "s02e01", "s01e01.3"):
        with pytest.raises(KeyError):
            state_at(chronicle, at)


ENDED = [
    (on(1, "takes", "mia", "voicemail"), on(1, "gives", "mia", "voicemail", "cole")),
    (on(1, "hurt", "mia", "a cut"), on(1, "heals", "mia", "a cut")),
    (on(1, "dies", "cole"), on(1, "returns", "cole")),
    (on(1, "promises", "mia", "to wait", "cole"), on(1, "keeps", "mia", "to wait", "cole")),
    (on(1, "promises", "mia", "to wait", "cole"), on(1, "breaks", "mia", "to wait", "cole")),
    (on(1, "bond", "mia", "ally", "cole"), on(1, "bond", "cole", "enemy", "mia")),
    (on(1, "bond", "mia", "love", "cole"), on(1, "bond", "cole", "apart", "mia")),
    (on(1, "becomes", "mia", "captive"), on(1, "becomes", "mia", "safe")),
    (on(1, "wears", "mia", "1"), on(1, "wears", "mia", "0")),
    (on(1, "goes", "mia", where="roof"), on(1, "goes", "mia", where="ward")),
    (on(1, "plants", what="who"), on(1, "pays", what="who")),
]
KEPT = [
    (on(1, "takes", "mia", "voicemail"), on(1, "takes", "mia", "voicemail")),
    (on(1, "hurt", "mia", "a cut"), on(1, "hurt", "mia", "a burn")),
    (on(1, "promises", "mia", "to wait", "cole"), on(1, "keeps", "mia", "to run", "cole")),
    (on(1, "bond", "mia", "trust", "cole"), on(1, "bond", "mia", "enemy", "dana")),
    (on(1, "becomes", "mia", "captive"), on(1, "becomes", "mia", "cleared")),
    (on(1, "learns", "mia", "it"), on(1, "learns", "cole", "it")),
    (on(1, "lies", "mia", "it", "cole"), on(1, "reveals", "mia", "it", "cole")),
]


@pytest.mark.parametrize(("event", "later"), ENDED, ids=lambda event: event.kind)
def test_a_fact_ends_with_the_episode_that_ended_it_and_not_before(
    archive: Archive, event: Event, later: Event
) -> None:
    chronicle = approve(
        archive,
        episode("s01e01", event),
        episode("s01e02"),
        episode("s01e03", on(2, later.kind, later.who, later.what, later.to, later.where)),
    )
    assert chronicle.facts_as_of()[0].until == "s01e03"
    assert chronicle.facts_as_of(before="s01e03")[0].until == "" == chronicle.facts_as_of("s01e03.1")[0].until
    assert chronicle.facts_as_of("s01e03.2")[0].until == "s01e03" and len(chronicle.facts_as_of("s01e03.1")) == 1
    assert chronicle.facts_in("s01e01")[0].until == "", "what is approved is not rewritten"


@pytest.mark.parametrize(("event", "later"), KEPT, ids=lambda event: event.kind)
def test_a_fact_that_nothing_has_ended_still_holds(archive: Archive, event: Event, later: Event) -> None:
    chronicle = approve(archive, episode("s01e01", event), episode("s01e02", later))
    assert chronicle.facts_as_of()[0].until == ""


def test_the_record_grows_with_the_story_and_is_made_anew_if_the_past_changes(archive: Archive) -> None:
    chronicle = approve(archive, episode("s01e01", on(1, "hurt", "mia", "a cut")))
    assert [fact.until for fact in chronicle.facts_as_of()] == [""]
    approve(archive, episode("s01e02", on(1, "heals", "mia", "a cut")))
    assert [fact.until for fact in chronicle.facts_as_of()] == ["s01e02", ""]
    approve(archive, episode("s01e01", on(1, "goes", "mia", where="roof")))
    assert [fact.predicate for fact in chronicle.facts_as_of()] == ["goes", "heals"]
    assert chronicle.facts_as_of() == Chronicle(archive).facts_as_of()


def test_a_new_season_ends_what_the_days_between_have_ended(archive: Archive, bible: Bible) -> None:
    first = episode(
        "s01e01",
        on(1, "hurt", "mia", "a cut"), on(1, "goes", "mia", where="roof"), on(1, "plants", what="who"),
        on(1, "promises", "mia", "to wait", "cole"), on(1, "becomes", "mia", "captive"),
        on(1, "becomes", "mia", "accused"),
    )  # fmt: skip
    thread = Thread(id="who", question="Who called?", planted=1, due=8)
    archive.put("outline", "s01", Outline(season=1, episodes=(), threads=(thread,)), "planned")
    archive.put("bible", "s02", bible.model_copy(update={"season": 2, "gap": 90}), "the next")
    chronicle = approve(archive, first, episode("s02e01"), episode("s02e02", on(1, "pays", what="s01.who")))
    ends = {f"{fact.predicate} {fact.object}": fact.until for fact in chronicle.facts_as_of()}
    assert ends == {
        "hurt a cut": "s02e01", "goes roof": "s02e01", "plants who": "s02e02", "promises to wait": "",
        "becomes captive": "s02e01", "becomes accused": "", "pays s01.who": "",
    }  # fmt: skip
    assert not any(fact.until for fact in chronicle.facts_as_of("s01e01"))
    assert [fact.until for fact in chronicle.facts_as_of(before="s02e01")].count("s02e01") == 3


def test_folding_by_scenes_and_by_scripts_agree(archive: Archive, bible: Bible) -> None:
    scripts = [
        episode("s01e01", on(1, "takes", "cole", "voicemail"), on(1, "learns", "mia", "it", beat="b01")),
        episode("s01e02", on(2, "wears", "mia", "0"), on(2, "dies", "dana", beat="b02")),
    ]
    assert state_at(approve(archive, *scripts)) == fold(initial(bible), scripts)
