"""Names, objects, places and rules change wherever they are spoken of."""

import pytest

from cliffhanger.agents.crew import Studio, Told
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.world.renaming import noun_changed, retold
from cliffhanger.agents.revision.world.spoken_of import DOCUMENTS, prose
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.edits.people import (
    AddRule,
    ChangeCharacter,
    ChangeLocation,
    ChangeProp,
    ChangeRelation,
    ChangeTone,
    Rename,
    Restyle,
)
from cliffhanger.memory.storyboard import Storyboard


def bible(studio: Studio, season: int = 1) -> Bible:
    return studio.chronicle.bible(season)


def second_season(studio: Studio) -> None:
    studio.archive.put("bible", "s02", bible(studio).model_copy(update={"season": 2}), "sequel")


def wording(studio: Studio) -> str:
    return "\n".join(
        found.canonical()
        for kind, model in DOCUMENTS.items()
        for id in studio.archive.ids(kind)
        if (found := studio.archive.get(kind, id, model)) is not None
    )


def errors(studio: Studio) -> set[str]:
    chronicle, found = studio.chronicle, set()
    for id in ("s01e01", "s01e02", "s01e03"):
        told = Told.before(chronicle, id)
        script = chronicle.script(id)
        found |= {one.id for one in contradictions(bible(studio), chronicle.outline(1), told, script)}
    return found


async def test_a_person_is_called_otherwise_everywhere_and_nothing_else_changes(studio: Studio) -> None:
    second_season(studio)
    before, known = wording(studio), errors(studio)
    assert before.count("Wren") > 20
    await carry_out(studio, [Rename(what="wren", name="Lena")])
    after = wording(studio)
    assert "Wren" not in after
    assert after.replace("Lena", "Wren") == before
    for season in (1, 2):
        lead = bible(studio, season).character("wren")
        assert (lead.name, lead.full_name) == ("Lena", "Lena Hollis")
        assert bible(studio, season).character("thea").full_name == "Thea Hollis"
    assert errors(studio) == known


async def test_renamed_and_renamed_back_is_as_it_was(studio: Studio) -> None:
    before = wording(studio)
    await carry_out(studio, [Rename(what="vikram", name="Bo"), Rename(what="vikram", name="Vikram")])
    assert wording(studio) == before


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Wren Hollis turns.", "Ada Hollis turns."),
        ("Iris' phone", "Ada's phone"),
        ("Wren's phone, Wren’s hand", "Ada's phone, Ada’s hand"),
        ("W-Wren?", "A-Ada?"),
        ("“Wren!” WREN.", "“Ada!” ADA."),
        ("Wrenlike, wren, McWren", "Wrenlike, wren, McWren"),
        ("not-Wren", "not-Wren"),
    ],
)
def test_whole_words_possessives_capitals_and_stutters(was: str, now: str) -> None:
    assert retold({"Wren Hollis": "Ada Hollis", "Wren": "Ada", "Iris": "Ada"})(was) == now


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Uma", "Uma is called Uma already"),
        ("uma thorne", "Uma is called Uma Thorne already"),
        ("Lamp", "“Lamp” is a word that is said"),
        ("Nobody", "“Nobody” is a word that is said"),
        ("R2-D2", "not a name that can be said"),
        ("???", "not a name that can be said"),
        ("", "not a name that can be said"),
        ("A" * 60, "not a name that can be said"),
        ("<script>", "not a name that can be said"),
    ],
)
async def test_a_name_that_cannot_be_is_refused(studio: Studio, name: str, told: str) -> None:
    digest = studio.archive.digest()
    with pytest.raises(NotPossible, match=told):
        await carry_out(studio, [Rename(what="wren", name=name)])
    assert studio.archive.digest() == digest


@pytest.mark.parametrize(
    ("name", "called", "full"),
    [("lena", "Lena", "Lena Hollis"), ("Lena Marsh", "Lena Marsh", "Lena Marsh"), ("Zoë", "Zoë", "Zoë Hollis")],
)
async def test_a_name_is_put_as_names_are(studio: Studio, name: str, called: str, full: str) -> None:
    await carry_out(studio, [Rename(what="wren", name=name)])
    assert (bible(studio).character("wren").name, bible(studio).character("wren").full_name) == (called, full)


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("the ring", "the necklace", "The phones ring. A ring, my old ring; THE RING.",
         "The phones ring. A necklace, my old necklace; THE NECKLACE."),
        ("the ring", "the necklace", "Ring me. The ring finger. He turns Omar's ring.",
         "Ring me. The ring finger. He turns Omar's necklace."),
        ("the ring", "the envelope", "Is it a ring? It is no ring.", "Is it an envelope? It is no envelope."),
        ("the envelope", "the ring", "An envelope.", "A ring."),
        ("Room 412", "the chapel", "In Room 412. Room 412 is dark.", "In the chapel. The chapel is dark."),
        ("the fourth-floor ward", "Room 7", "Back in the fourth-floor ward.", "Back in Room 7."),
    ],
)  # fmt: skip
def test_a_thing_is_called_otherwise_as_a_noun(old: str, new: str, was: str, now: str) -> None:
    assert noun_changed(old, new)(was) == now


async def test_an_object_of_another_kind_is_called_so_and_drawn_so(studio: Studio) -> None:
    second_season(studio)
    await carry_out(studio, [ChangeProp(prop="voicemail", kind="letter")])
    for season in (1, 2):
        now = bible(studio, season).prop("voicemail")
        assert (now.kind, now.name, now.words) == ("letter", "the letter", "dated tomorrow")
    assert not any("voicemail" in text.lower() for text in prose(studio))
    assert "Look at it. A letter dated tomorrow." in "\n".join(
        line.text for line in studio.chronicle.script("s01e01").lines()
    )
    board = studio.archive.get("storyboard", "s01e01", Storyboard)
    assert board is not None
    assert board.shots[0].text == "Letter, dated tomorrow"


async def test_a_voice_out_of_an_object_is_heard_as_what_is_read_there(studio: Studio) -> None:
    known = errors(studio)
    await carry_out(studio, [ChangeProp(prop="voicemail", kind="letter")])
    thea = [line.via for line in studio.chronicle.script("s01e01").lines() if line.speaker == "thea"]
    assert thea == ["inner"] * 3
    board = studio.archive.get("storyboard", "s01e01", Storyboard)
    assert board is not None
    assert not any(figure.gesture == "phone_to_ear" for shot in board.shots for figure in shot.figures)
    assert errors(studio) == known


async def test_what_is_odd_about_an_object_is_a_rule_and_stands_on_it(studio: Studio) -> None:
    await carry_out(studio, [ChangeProp(prop="voicemail", words="fake")])
    now = bible(studio)
    assert now.prop("voicemail").words == "fake"
    assert now.rules[-1] == "The voicemail is fake."
    board = studio.archive.get("storyboard", "s01e01", Storyboard)
    assert board is not None
    assert board.shots[0].text == "Voicemail, fake"
    assert [line.text for line in studio.chronicle.script("s01e01").lines()].count("It's fake.") == 1
    await carry_out(studio, [ChangeProp(prop="voicemail", words="real after all")])
    assert [rule for rule in bible(studio).rules if "voicemail" in rule] == ["The voicemail is real after all."]


async def test_a_place_is_renamed_in_what_is_said_and_in_the_headings(studio: Studio) -> None:
    await carry_out(studio, [Rename(what="hospital", name="Room 7")])
    assert bible(studio).location("hospital").name == "Room 7"
    said = [line.text for line in studio.chronicle.script("s01e03").lines()]
    assert "We used to talk. Before what happened in Room 7." in said


async def test_a_place_becomes_another_set(studio: Studio) -> None:
    await carry_out(studio, [ChangeLocation(location="hospital", set="harbour")])
    now = bible(studio).location("hospital")
    assert (now.set, now.indoors) == ("harbour", False)
    assert now.words != "white beds, one curtain drawn, a monitor keeping time"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Rename(what="nobody", name="Lena"), "Nothing in the series is called 'nobody'"),
        (Rename(what="voicemail", name="the envelope"), "called the envelope already"),
        (Rename(what="voicemail", name="it"), "nothing in particular"),
        (ChangeProp(prop="voicemail", kind="envelope"), "There is the envelope in the story already"),
        (ChangeProp(prop="crown", words="fake"), "no object 'crown'"),
        (ChangeLocation(location="moon", set="ship"), "no place 'moon'"),
        (ChangeLocation(location="hospital"), "Nothing is said"),
        (ChangeCharacter(character="wren", field="wants", text="  "), "Say it in one sentence"),
        (ChangeRelation(character="wren", to="wren", kind="sister"), "not what Wren can be"),
        (ChangeRelation(character="wren", to="vikram", kind="sister"), "a brother would be possible"),
        (ChangeRelation(character="wren", to="vikram", kind="{}"), "not what Vikram can be"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(studio: Studio, edit: object, told: str) -> None:
    digest = studio.archive.digest()
    with pytest.raises(NotPossible, match=told):
        await carry_out(studio, [edit])  # type: ignore[list-item]
    assert studio.archive.digest() == digest


async def test_relations_are_known_on_both_sides(studio: Studio) -> None:
    await carry_out(studio, [ChangeRelation(character="wren", to="vikram", kind="brother")])
    kinds = {(one.id, r.to): r.kind for one in bible(studio).characters for r in one.relations}
    assert kinds["wren", "vikram"] == "brother"
    assert kinds["vikram", "wren"] == "sister"
    assert kinds["wren", "uma"] == "colleague"


async def test_an_earlier_season_keeps_what_was_otherwise_then(studio: Studio) -> None:
    first = bible(studio)
    people = tuple(
        one.model_copy(
            update={
                "relations": tuple(
                    r.model_copy(update={"kind": "husband"}) if r.to == "vikram" else r for r in one.relations
                )
            }
        )
        if one.id == "wren"
        else one
        for one in first.characters
    )
    studio.archive.put("bible", "s02", first.model_copy(update={"season": 2, "characters": people}), "sequel")
    await carry_out(studio, [ChangeRelation(character="wren", to="vikram", kind="boss")])
    now = {season: {r.to: r.kind for r in bible(studio, season).character("wren").relations} for season in (1, 2)}
    assert now[1]["vikram"] == "ex-husband"
    assert now[2]["vikram"] == "boss"


async def test_what_guides_the_writer_is_of_the_latest_season(studio: Studio) -> None:
    second_season(studio)
    edits = [
        ChangeCharacter(character="uma", field="secret", text="sold the spare key"),
        ChangeCharacter(character="uma", field="job", text="A night porter."),
        ChangeTone(tone="drier, and funnier."),
        AddRule(rule="nobody can lie on Sundays"),
        AddRule(rule="nobody can lie on Sundays."),
    ]
    before = bible(studio, 1)
    await carry_out(studio, edits)
    now = bible(studio, 2)
    assert now.character("uma").secret == "Uma sold the spare key"
    assert now.character("uma").job == "night porter"
    assert now.tone == "drier, and funnier"
    assert now.rules.count("Nobody can lie on Sundays.") == 1
    assert bible(studio, 1) == before


async def test_the_whole_series_is_drawn_otherwise(studio: Studio) -> None:
    second_season(studio)
    await carry_out(studio, [Restyle(style="noir")])
    assert [bible(studio, season).style for season in (1, 2)] == ["noir", "noir"]
