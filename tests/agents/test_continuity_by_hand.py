"""Contradictions that nobody generates: written by hand, each with the twin that only looks like one."""

import time
from collections.abc import Sequence

import pytest

from cliffhanger.agents.continuity import check, waived
from cliffhanger.agents.continuity.called import calls, says
from cliffhanger.agents.continuity.kinds import KINDS
from cliffhanger.agents.continuity.mending import mended
from cliffhanger.agents.crew import Told
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop, Relation
from cliffhanger.memory.canon import Finding, Waiver
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, Event, Line, Outline, Scene, Script, Thread
from cliffhanger.memory.state import carried, fold, initial


def person(id: str, name: str, family: str, *relations: tuple[str, str], alias: str = "") -> Character:
    return Character(
        id=id, name=name, full_name=f"{name} {family}", role="ally", job="diver", look=Look(sex="woman"), look_words="",
        wardrobe=(Outfit(garment="coat", words="a wet coat"), Outfit(garment="dress", words="a red dress")),
        voice=Voice(style="woman_warm_1"), speech="", temper="warm", secret=f"{name} sank the ferry", wants="",
        fears="", relations=tuple(Relation(to=to, kind=kind) for to, kind in relations), alias=alias,
    )  # fmt: skip


BIBLE = Bible(
    title="The Ferry", premise=Premise(text="A diver finds a ferry"), logline="", genre="", engine="e", tone="",
    style="noir", question="Who sank it?",
    characters=(
        person("mia", "Mia", "Vale", ("theo", "cousin"), ("ruth", "late mother")),
        person("theo", "Theo", "Marsh"),
        person("ruth", "Ruth", "Dunn"),
        person("will", "Will", "Kerr", alias="the man with the umbrella"),
    ),
    locations=(Location(id="quay", name="the quay", set="harbour", words=""),
               Location(id="bar", name="the bar", set="restaurant", words="")),
    props=(Prop(id="ring", name="the ring", kind="ring", words="", holder="mia"),
           Prop(id="tape", name="the tape", kind="recorder", words="")),
)  # fmt: skip
THREAD = Thread(id="t01", question="Who sank it?", planted=1, due=40, paid=40)
OUTLINE = Outline(season=1, episodes=(), threads=(THREAD,))

COUNT = iter(range(10**9))
TALK = "It was never about the money, and you knew that, number {}, before any of us did or could have."


def play(
    number: int,
    *beats: tuple[str, str] | Beat,
    present: Sequence[str] = ("mia", "theo"),
    events: Sequence[Event] = (),
    day: int = 0,
    season: int = 1,
    **scene: object,
) -> Script:
    """One scene with these beats after a minute of harmless talk; an event stands at the beat it names by number."""
    id = f"s{season:02d}e{number:02d}"
    small = [(present[n % len(present)], TALK.format(next(COUNT))) for n in range(9)]
    made = [beat if isinstance(beat, Beat) else said(id, n, *beat) for n, beat in enumerate((*small, *beats), 1)]
    one = Scene.model_validate(
        {"id": f"{id}.1", "location": "quay", "hour": "night", "day": day or number, "present": present, "beats": made}
        | scene
    )
    placed = [
        event.model_copy(
            update={"scene": one.id, "beat": made[int(event.beat) + 8].id if event.beat.isdigit() else event.beat}
        )
        for event in events
    ]
    return Script(episode=id, title="T", hook="h", cliffhanger="c", cliff="loss", scenes=(one,), events=tuple(placed))


def said(id: str, number: int, who: str, text: str, via: str = "on", to: str = "") -> Beat:
    line = Line.model_validate({"id": f"{id}.1.l{number:02d}", "speaker": who, "text": text, "via": via, "to": to})
    return Beat(id=f"{id}.1.b{number:02d}", who=who, line=line)


def seen(action: str, who: str = "", prop: str = "") -> Beat:
    return Beat(id=f"seen{next(COUNT)}", action=action, who=who, prop=prop)


def happens(kind: str, who: str = "", what: str = "", to: str = "", beat: str = "", where: str = "") -> Event:
    return Event.model_validate(
        {"kind": kind, "scene": "", "who": who, "what": what, "to": to, "beat": beat, "where": where}
    )


def found(*scripts: Script, outline: Outline = OUTLINE) -> tuple[Finding, ...]:
    """Check the last script after those before it."""
    *before, last = scripts
    told = Told(state=fold(initial(BIBLE), before), scripts=tuple(before))
    return check(BIBLE, outline, told, last)


def in_full(*scripts: Script) -> tuple[Finding, ...]:
    """Check the words of the last script too."""
    *before, last = scripts
    told = Told(state=fold(initial(BIBLE), before), scripts=tuple(before))
    return contradictions(BIBLE, OUTLINE, told, last)


def worded(*scripts: Script) -> list[str]:
    return [finding.code for finding in in_full(*scripts)]


def codes(*scripts: Script) -> list[str]:
    return [finding.code for finding in found(*scripts)]


def test_a_dead_man_phones() -> None:
    buried = play(1, seen("Theo goes under."), events=[happens("dies", "theo", beat="1")])
    call = play(2, said("s01e02", 20, "theo", "I'm standing outside. Open up.", "phone", "mia"), present=("mia",))
    (finding,) = found(buried, call)
    assert finding.code == "dead_speaker" and "phones" in finding.message
    assert finding.canon is not None and finding.canon.quote == "Theo goes under." and finding.canon.scene == "s01e01.1"
    assert finding.script is not None and finding.script.line == "s01e02.1.l20"
    tape = seen("Mia presses the key of the tape.", "mia", "tape")
    voice = said("s01e02", 20, "theo", "I'm standing outside.", "phone")
    assert codes(buried, play(2, tape, voice, present=("mia",))) == []


def test_a_mother_who_was_dead_before_it_began() -> None:
    (finding,) = found(play(1, ("ruth", "Hello, my girl."), present=("mia", "ruth")))
    assert finding.code == "dead_speaker" and finding.canon is not None
    assert (finding.canon.episode, finding.canon.quote) == ("", "late mother")
    assert "10 times" not in finding.message and "times in this episode" in finding.message


def test_a_ring_given_away_in_the_third_episode_and_worn_in_the_seventeenth() -> None:
    given = play(3, seen("Mia presses the ring into his palm."), events=[happens("gives", "mia", "ring", "theo", "1")])
    worn = play(17, seen("The ring glints on Mia's hand.", "mia", "ring"), present=("mia", "will"))
    (finding,) = found(play(1), given, worn)
    assert finding.code == "prop_teleports" and finding.canon is not None
    assert (finding.canon.episode, finding.canon.quote) == ("s01e03", "Mia presses the ring into his palm.")
    back = play(9, events=[happens("gives", "theo", "ring", "mia")])
    assert codes(play(1), given, back, worn) == []


def test_one_stolen_ring_is_one_finding_however_often_it_is_seen() -> None:
    given = play(3, events=[happens("gives", "mia", "ring", "theo")])
    worn = play(
        17, seen("The ring glints.", "mia", "ring"), seen("She turns it.", "mia", "ring"), present=("mia", "will"),
        events=[happens("gives", "mia", "ring", "will", "2"), happens("loses", "will", "ring", beat="2")],
    )  # fmt: skip
    assert codes(given, worn) == ["prop_teleports"]


def test_a_name_that_she_was_never_told() -> None:
    (finding,) = found(play(4, ("mia", "I know who you are, Will.")))
    assert finding.code == "wrong_name" and finding.canon is not None
    assert finding.canon.quote == "the man with the umbrella" and "umbrella" in finding.mend
    assert codes(play(4, ("will", "I am Will."), present=("mia", "will"))) == []
    told = play(3, events=[happens("learns", "mia", "name.will")])
    assert codes(told, play(4, ("mia", "I know who you are, Will."))) == []
    now = play(4, ("mia", "Then you are Will."), events=[happens("learns", "mia", "name.will", beat="1")])
    assert codes(now) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("Will you come?", False), ("Where there is a will there is a way.", False), ("Will knows.", True),
     ("Ask Will who did it.", True), ("Will, wait!", True), ("Goodwill is dear.", False), ("Will it hurt?", False)],
)  # fmt: skip
def test_a_name_that_is_a_word_too(text: str, name: bool) -> None:
    assert codes(play(4, ("mia", text))) == (["wrong_name"] if name else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [("April was cold by the pump.", False), ("Ruby red, all ten stamps.", False), ("Joy comes in the morning.", False),
     ("Rose Street is closed.", False), ("We met in April.", False), ("He left last May.", False),
     ("What month? April.", False), ("Grace, all in white.", False), ("The Rose is shut.", False),
     ("April, come here!", True), ("I know you, April.", True), ("Tell April I waited.", True),
     ("Ruby lied to us.", True),
     ("Grace's mother called.", True), ("Hope would never do that.", True), ("Faith is my sister.", True)],
)  # fmt: skip
def test_a_word_is_a_name_only_where_grammar_makes_it_one(text: str, name: bool) -> None:
    assert any(says(text, one) for one in ("April", "Ruby", "Joy", "Rose", "May", "Grace", "Hope", "Faith")) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [("Oh, Ada, you never could lie.", ["Ada"]), ("Leave it, Ada.", ["Ada"]), ("Ada? Is it you?", ["Ada"]),
     ("You know, Ada, it is late.", ["Ada"]), ("Ada, listen to me.", ["Ada"]),
     ("You sound like Ada. Ada, who had windows, knew.", []), ("Ada? You two are thick as thieves.", []),
     ("She is my sister, Ada.", []), ("I saw Leo, Ada, and Theo.", []), ("It was him, Leo.", [])],
)  # fmt: skip
def test_who_is_called_and_who_is_spoken_about(text: str, names: list[str]) -> None:
    assert [one.name for one in calls(text)] == names


def test_a_wrong_name_that_is_noticed_is_no_fault() -> None:
    wrong = ("mia", "You never could lie, Ruth.")
    assert codes(play(5, wrong)) == [], "she may speak to the dead"
    to_him = said("s01e05", 20, "mia", "You never could lie, Thea.", to="theo")
    assert codes(play(5, to_him)) == ["wrong_name"]
    assert codes(play(5, to_him, ("theo", "You called me Thea."))) == []
    assert codes(play(5, to_him, ("theo", "Who is Thea?"))) == []
    assert codes(play(5, seen("Mia is joking."), to_him)) == []


def test_the_name_of_kin_is_not_asked_for() -> None:
    assert codes(play(5, ("mia", "What was your name again?"))) == ["forgets"]
    assert codes(play(5, ("mia", "Nobody told me what you are called."))) == ["forgets"]
    for fine in ("Your name will be cleared.", "What is your sister's name?", "They know your name."):
        assert codes(play(5, ("mia", fine))) == [], fine
    assert codes(play(5, seen("It is amnesia."), ("mia", "What is your name?"))) == []
    assert codes(play(5, ("mia", "What is your name?"), present=("mia", "will"))) == []


def test_who_was_in_the_room_as_it_came_out_does_not_find_it_out_again() -> None:
    openly = play(3, ("mia", "I sank it."), events=[happens("reveals", "mia", "secret.mia", beat="1")])
    again = play(9, ("theo", "You sank it!"), events=[happens("learns", "theo", "secret.mia", beat="1")])
    (finding,) = found(openly, again)
    assert finding.code == "forgets" and finding.canon is not None and finding.canon.quote == "I sank it."
    assert codes(play(3), again) == []
    left = [happens("goes", "theo", where="bar", beat="1"), happens("reveals", "mia", "secret.mia", beat="2")]
    assert codes(play(3, seen("Theo goes."), ("mia", "I sank it."), events=left), again) == []


def test_an_arm_in_a_sling_that_is_gone_next_morning() -> None:
    hurt = play(1, seen("The rope takes her."), events=[happens("hurt", "mia", "an arm in a sling", beat="1")])
    shown = play(2, wounds={"mia": "an arm in a sling"})
    (finding,) = found(hurt, shown, play(3, wounds={}))
    assert finding.code == "injury_vanishes" and finding.canon is not None and finding.canon.episode == "s01e01"
    assert codes(hurt, shown, play(3, wounds={"mia": "a broken leg"})) == ["injury_vanishes"]
    assert codes(hurt, shown, play(3, events=[happens("heals", "mia", "an arm in a sling")])) == []
    assert codes(hurt, shown, play(3, present=("theo", "will"))) == [], "who is not there shows nothing"
    assert codes(hurt, shown, play(3)) == [], "a scene that says nothing of wounds"
    assert codes(hurt, play(3)) == [], "a series that never tells of wounds leaves them unknown"
    in_words = play(3, seen("Mia waves with both arms, no sling.", "mia"))
    assert [finding.code for finding in in_full(hurt, in_words)] == ["injury_vanishes"]


def test_my_brother_who_was_my_cousin() -> None:
    (finding,) = found(play(5, ("mia", "Theo is my brother, and he stays.")))
    assert finding.code == "wrong_relation" and finding.canon is not None and finding.canon.quote == "cousin"
    for fine in ("Theo is my cousin.", "He is like a brother to me, Theo is.", "Theo knew my brother Sam.",
                 "My brother's boat, Theo.", "Theo is my boss."):  # fmt: skip
        assert codes(play(5, ("mia", fine))) == [], fine
    assert codes(play(5, said("s01e05", 20, "theo", "You are my aunt.", to="mia"))) == ["wrong_relation"]
    lie = play(5, ("mia", "Theo is my brother."), events=[happens("lies", "mia", "secret.mia", beat="1")])
    assert codes(lie) == [], "a lie is no fault of the script"


def test_what_was_said_of_kin_binds_where_the_bible_is_silent() -> None:
    first = play(2, ("theo", "Will is my uncle."), events=[happens("learns", "theo", "name.will", beat="1")])
    (finding,) = found(first, play(9, ("theo", "My brother Will drowned.")))
    assert finding.code == "wrong_relation" and finding.canon is not None
    assert (finding.canon.episode, finding.canon.quote) == ("s01e02", "Will is my uncle.")


def test_tuesday_after_friday_of_the_same_day() -> None:
    friday = play(2, ("mia", "It's Friday."), day=3)
    assert worded(friday, play(3, ("theo", "It's Tuesday, Mia."), day=3)) == ["wrong_day"]
    assert worded(friday, play(3, ("theo", "It's Friday, Mia."), day=3)) == []
    assert worded(friday, play(3, ("theo", "It was on a Tuesday."), day=3)) == []
    today = play(2, ("mia", "Today is Friday."), day=3)
    assert worded(today, play(3, ("theo", "Today is Monday."), day=6)) == []
    assert worded(today, play(3, ("theo", "Today is Monday."), day=7)) == ["wrong_day"]


def test_nobody_marries_twice_at_once() -> None:
    wed = play(1, ("mia", "I do."), events=[happens("bond", "mia", "married", "theo", "1")])
    again = play(
        8, ("mia", "I do, again."), present=("mia", "will"), events=[happens("bond", "mia", "married", "will", "1")]
    )
    (finding,) = found(wed, again)
    assert finding.code == "wrong_relation" and finding.canon is not None and finding.canon.quote == "I do."
    parted = play(4, events=[happens("bond", "mia", "apart", "theo")])
    assert codes(wed, parted, again) == []
    widowed = play(4, events=[happens("dies", "theo")])
    assert codes(wed, widowed, again) == []


def test_who_has_left_the_room_speaks_no_more_in_it() -> None:
    leaves = [happens("goes", "theo", where="bar", beat="1")]
    gone = play(1, seen("Theo slams the door.", "theo"), ("theo", "And another thing."), events=leaves)
    (finding,) = found(gone)
    assert finding.code == "two_places" and finding.canon is not None and finding.canon.quote == "Theo slams the door."
    back = [*leaves, happens("goes", "theo", where="quay", beat="2")]
    assert codes(play(1, seen("Theo slams the door.", "theo"), ("theo", "And another thing."), events=back)) == []


def test_a_captive_is_where_nobody_brought_them() -> None:
    held = play(1, events=[happens("goes", "theo", where="quay"), happens("becomes", "theo", "captive")])
    assert codes(held, play(2, location="bar")) == ["two_places"]
    assert codes(held, play(2)) == []
    assert codes(held, play(2, location="bar", events=[happens("goes", "theo", where="bar")])) == []
    freed = play(2, events=[happens("becomes", "theo", "safe")])
    assert codes(held, freed, play(3, location="bar")) == []


def test_a_look_back_is_one_finding() -> None:
    """A scene of long ago has the dead alive in it, in old clothes and with lost things: the clock alone is told."""
    drowned = play(9, events=[happens("dies", "theo"), happens("wears", "mia", "1"), happens("loses", "mia", "ring")])
    back = play(10, seen("The ring on her hand.", "mia", "ring"), ("theo", "Stay with me."), day=2)
    assert codes(drowned, back) == ["time_runs_back"]


def test_the_next_season_begins_from_what_the_last_one_left() -> None:
    given = [happens("gives", "mia", "ring", "theo", "1"), happens("wears", "mia", "1")]
    past = [play(1, ("mia", "Take it."), events=given), play(2, events=[happens("dies", "theo")])]
    bible = BIBLE.model_copy(update={"season": 2, "gap": 20})
    state = carried(fold(initial(BIBLE), past), BIBLE, bible)

    def second(script: Script, *before: Script) -> list[Finding]:
        told = Told(state=fold(state, before), scripts=before, earlier=tuple(past))
        return list(check(bible, OUTLINE, told, script))

    (finding,) = second(play(1, ("theo", "Miss me?"), season=2, day=40))
    assert finding.code == "dead_speaker" and finding.canon is not None and finding.canon.episode == "s01e02"
    alone = {"season": 2, "present": ("mia", "will")}
    assert second(play(1, day=40, **alone)) == [], "what she wears is open again, and who holds a dead man's ring"
    (finding,) = second(play(1, day=1, **alone))
    assert finding.code == "time_runs_back"
    worn = play(1, day=40, outfits={"mia": 1}, **alone)
    assert [f.code for f in second(play(2, day=40, **alone), worn)] == ["wrong_wardrobe"]
    assert second(play(2, day=40, outfits={"mia": 1}, **alone), worn) == []


def test_an_id_outlives_rewriting_and_a_waiver_with_it() -> None:
    given = play(3, events=[happens("gives", "mia", "ring", "theo")])
    one = found(given, play(17, seen("The ring glints.", "mia", "ring"), present=("mia", "will")))
    two = found(
        given, play(17, ("will", "Look."), seen("On her hand: the ring.", "mia", "ring"), present=("will", "mia"))
    )
    later = found(given, play(18, seen("The ring glints.", "mia", "ring"), present=("mia", "will")))
    assert one[0].id == two[0].id != later[0].id
    assert one[0].id.split(".")[1:] == later[0].id.split(".")[1:]
    here = [Waiver(finding=one[0].id)]
    assert waived(two, here)[0].status == "waived" and waived(later, here)[0].status == "open"
    for_good = [Waiver(finding=one[0].id.partition(".")[2])]
    assert {waived(found, for_good)[0].status for found in (one, two, later)} == {"waived"}


@pytest.mark.parametrize(
    "script",
    [
        play(5, seen("The ring glints.", "theo", "ring"), present=("theo", "will")),
        play(5, events=[happens("reveals", "mia", "secret.theo", "will")]),
        play(5, ("mia", "I know you, Will.")),
        play(5, outfits={"mia": 1}),
        play(5, events=[happens("heals", "mia", "a cut")]),
        play(5, ("will", "Behind you."), present=("mia", "theo")),
        play(5, events=[happens("pays", what="t09")]),
    ],
)
def test_what_a_missing_event_explains_is_mended_by_it(script: Script) -> None:
    (finding,) = found(play(1), script)
    assert finding.edit is not None
    assert found(play(1), mended(script, finding)) == ()


def test_every_code_of_continuity_stands_in_the_taxonomy() -> None:
    """Nineteen subtypes in five categories: each has a code for a judge, some have codes of data beside it."""
    judged = {kind.subtype for kind in KINDS.values() if not kind.exact}
    assert len(judged) == 19 and len({kind.category for kind in KINDS.values()}) == 5
    assert {kind.subtype for kind in KINDS.values() if kind.exact} <= judged


def test_the_hundredth_episode_of_the_fifth_season_is_checked_in_no_time() -> None:
    earlier = tuple(play(n, ("mia", f"Night {n} and no boat."), season=s) for s in range(1, 5) for n in range(1, 101))
    before = tuple(play(n, ("mia", f"Day {n} and no boat."), season=5) for n in range(1, 100))
    state = fold(initial(BIBLE), (*earlier, *before)).model_copy(update={"day": 99})
    told, outline = Told(state=state, scripts=before, earlier=earlier), OUTLINE.model_copy(update={"threads": ()})
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        assert check(BIBLE, outline, told, play(100, season=5)) == ()
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.05
