"""``cliffhanger canon``: what is true at any scene, with the words that say so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cliffhanger.agents.sentences import facts_of
from cliffhanger.errors import UserError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.bible import Bible, Character, Hour, Location, Premise, Prop
from cliffhanger.memory.canon import Facts
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, EpisodeOutline, Event, Line, Outline, Scene, Script, Thread
from cliffhanger.studio.canon import canon_of

NAME = "the-ring"


def person(id: str, name: str, secret: str) -> Character:
    return Character(
        id=id, name=name, full_name=f"{name} Vale", role="lead", job="nurse", look=Look(sex="woman"), look_words="",
        wardrobe=(Outfit(garment="scrubs", words="green scrubs"), Outfit(garment="coat", words="a wet coat")),
        voice=Voice(style="woman_warm_1"), speech="", temper="warm", secret=secret, wants="", fears="",
    )  # fmt: skip


BIBLE = Bible(
    title="The Ring", premise=Premise(text="A nurse and a ring"), logline="", genre="", engine="", tone="",
    style="noir", question="Who?",
    characters=(
        person("mia", "Mia", "Mia is married"), person("cole", "Cole", "Cole sank the ferry"),
        person("dana", "Dana", ""),
    ),
    locations=(
        Location(id="ward", name="the ward", set="hospital", words=""),
        Location(id="roof", name="the roof", set="rooftop", words=""),
    ),
    props=(
        Prop(id="ring", name="the ring", kind="ring", words="", holder="mia"),
        Prop(id="map", name="the map", kind="map", words=""),
    ),
)  # fmt: skip


def script(episode: str, day: int, *told: tuple[int, str, dict[str, str]]) -> Script:
    """Two scenes, a line each; every event belongs to its scene's line."""

    def scene(n: int, hour: Hour) -> Scene:
        line = Line(id=f"{episode}.{n}.l01", speaker="cole", text=f"Word {n}.")
        beats = (Beat(id=f"{episode}.{n}.b01", line=line),)
        return Scene(
            id=f"{episode}.{n}", location="ward", hour=hour, day=day, present=("mia", "cole"), beats=beats
        )  # fmt: skip

    scenes = (scene(1, "day"), scene(2, "night"))
    events = tuple(
        Event.model_validate({"kind": kind, "scene": f"{episode}.{n}", "beat": f"{episode}.{n}.b01", **fields})
        for n, kind, fields in told
    )
    return Script(episode=episode, title="T", hook="h", cliffhanger="c", cliff="loss", scenes=scenes, events=events)


SCRIPTS = (
    script(
        "s01e01", 1,
        (1, "dies", {"who": "dana"}), (1, "goes", {"who": "mia", "where": "roof"}), (1, "plants", {"what": "why"}),
        (2, "gives", {"who": "mia", "what": "ring", "to": "cole"}), (2, "wears", {"who": "mia", "what": "1"}),
    ),
    script(
        "s01e02", 2,
        (1, "learns", {"who": "mia", "what": "secret.cole"}), (1, "hurt", {"who": "cole", "what": "a cut"}),
        (2, "returns", {"who": "dana"}), (2, "promises", {"who": "mia", "what": "to wait", "to": "cole"}),
        (2, "bond", {"who": "mia", "what": "trust", "to": "cole"}), (2, "becomes", {"who": "cole", "what": "captive"}),
    ),
    script(
        "s01e03", 5,
        (1, "heals", {"who": "cole", "what": "a cut"}), (2, "becomes", {"who": "cole", "what": "safe"}),
        (2, "keeps", {"who": "mia", "what": "to wait", "to": "cole"}), (2, "pays", {"what": "why"}),
    ),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / NAME).mkdir(parents=True)
    purpose = EpisodeOutline(
        episode="s01e01", number=1, title="T", turn="", logline="", hook="", cliff="loss", cliffhanger="", cast=(),
        locations=(),
    )  # fmt: skip
    why = Thread(id="why", question="Why is it wet?", planted=1, due=1)
    with Archive(home / NAME / "series.db") as archive:
        archive.put("bible", "s01", BIBLE, "made up")
        archive.put("outline", "s01", Outline(season=1, episodes=(purpose,), threads=(why,)), "made up")
        for told in SCRIPTS:
            archive.put("script", told.episode, told, "made up")
            archive.put("facts", told.episode, Facts(facts=tuple(facts_of(BIBLE, told, (), (why,)))), "made up")
    return home


def test_it_answers_at_any_scene_who_knows_wears_and_holds_what(home: Path) -> None:
    report = canon_of(home, NAME, "s01e02.1")
    people = {one.id: one for one in report.people}
    mia, cole = people["mia"], people["cole"]
    assert (report.day, report.hour) == (2, "day")
    assert mia.where is not None and (mia.where.text, mia.where.since) == ("the roof", "s01e01")
    assert mia.wears is not None and mia.wears.text == "a wet coat"
    assert [(known.text, known.since) for known in mia.knows] == [("that Cole sank the ferry", "s01e02")]
    assert mia.knows[0].evidence is not None and mia.knows[0].evidence.line == "s01e02.1.l01"
    assert not mia.holds and [held.text for held in cole.holds] == ["the ring"]
    assert cole.holds[0].evidence is not None and cole.holds[0].evidence.quote == "Word 2."
    assert [wound.text for wound in cole.wounds] == ["a cut"] and not cole.knows
    assert people["dana"].life.text == "dead" and people["dana"].life.since == "s01e01"


def test_who_knows_that_somebody_is_alive(home: Path) -> None:
    dana = next(one for one in canon_of(home, NAME, "s01e02").people if one.id == "dana")
    assert dana.life.text == "alive" and dana.life.known_by == ("dana", "mia", "cole")
    assert "Dana Vale: alive  (s01e02.2.l01: “Word 2.”), known to Mia Vale, Cole Vale" in canon_of(home, NAME).as_text()


def test_what_is_open_and_what_is_done_with(home: Path) -> None:
    then, now = canon_of(home, NAME, "s01e02"), canon_of(home, NAME)
    assert [(one.text, one.since) for one in then.promises] == [("Mia has promised Cole: to wait.", "s01e02")]
    assert [(one.id, one.question.text, one.due, one.overdue) for one in then.threads] == [
        ("why", "Why is it wet?", 1, True)
    ]
    life = {person.id: person.life.text for person in then.people}
    assert life == {"mia": "alive", "cole": "captive", "dana": "alive"}
    assert now.at == "s01e03" and not now.promises and not now.threads
    assert next(one for one in now.people if one.id == "cole").life.text == "alive"
    assert [bond.text for bond in next(one for one in now.people if one.id == "mia").bonds] == ["trusts Cole"]


def test_objects_are_with_somebody_or_with_nobody(home: Path) -> None:
    objects = {one.id: one for one in canon_of(home, NAME, "s01e01.1").objects}
    assert objects["ring"].holder == "mia" and objects["ring"].held.since == "", "from the Bible"
    assert objects["map"].held.text == "the map: nobody has it"
    assert canon_of(home, NAME, "s01e01.2").objects[0].holder == "cole"


def test_the_text_can_be_read_and_the_json_is_whole(home: Path) -> None:
    report = canon_of(home, NAME, "s01e02")
    text = report.as_text()
    assert text.startswith("The Ring, after s01e02: day 2, night\n\nMia Vale: alive")
    for row in (
        "  where  the roof",
        "  hurt   a cut",
        "  ties   trusts Cole",
        "  the ring: Cole has it",
        "why  Why is it wet?",
    ):
        assert row in text
    assert "due by episode 1, overdue" in text
    told = json.loads(json.dumps(report.as_json()))
    assert told["people"][0]["knows"][0]["evidence"]["episode"] == "s01e02" and set(told) == set(
        type(report).model_fields
    )


def test_before_the_first_episode_the_bible_is_all(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with Archive(tmp_path / NAME / "series.db") as archive:
        archive.put("bible", "s01", BIBLE, "made up")
    report = canon_of(tmp_path, NAME)
    assert report.at == "" and "before the first episode" in report.as_text() and report.objects[0].holder == "mia"
    with pytest.raises(UserError, match="it has no episode yet"):
        canon_of(tmp_path, NAME, "s01e01")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("yesterday", "is no moment"),
        ("s01e02.0", "is no moment"),
        ("s01e02.7", "s01e02 has 2 scenes"),
        ("s01e09", "it goes from s01e01 to s01e03"),
        ("s02e01.1", "does not have s02e01"),
    ],
)
def test_a_moment_that_is_not_there_is_the_users_error(home: Path, at: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        canon_of(home, NAME, at)
    done = subprocess.run(
        [sys.executable, "-m", "cliffhanger", "canon", NAME, "--at", at, "--home", str(home)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and done.stderr.startswith("cliffhanger: --at") and not done.stdout


def test_the_command_prints_one_object(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cliffhanger", "canon", NAME, "--at", "s01e01.2", "--json", "--home", str(home)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {one["id"]: one["holder"] for one in json.loads(done.stdout)["objects"]} == {"ring": "cole", "map": ""}
