"""A Fountain file that a person has changed comes back as the smallest typed edits."""

import random
import re
from collections.abc import Callable, Sequence
from typing import get_args

import pytest

from cliffhanger.agents.crew import Studio
from cliffhanger.agents.revision.by_hand.reading import edits_between
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.memory.edit import AnyEdit
from cliffhanger.memory.edits.script import (
    AddAction,
    AddLine,
    CutBeat,
    CutLine,
    CutScene,
    DeliverLine,
    GiveLine,
    MoveBeat,
    MoveScene,
    Retitle,
    RewriteAction,
    RewriteLine,
    SetScene,
)
from cliffhanger.memory.fountain import to_fountain
from cliffhanger.memory.look import Emotion
from cliffhanger.memory.script import Script

Retype = Callable[[str], str]


def text_of(studio: Studio, id: str = "s01e02") -> str:
    return to_fountain(studio.chronicle.script(id), studio.chronicle.bible(1))


def typed(studio: Studio, *pairs: tuple[str, str], id: str = "s01e02") -> list[dict[str, object]]:
    """Return the edits that come of replacing text in the file, without what they do not say."""
    text = text_of(studio, id)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    edits = edits_between(studio.chronicle.script(id), text, studio.chronicle.bible(1))
    return [edit.model_dump(mode="json", exclude_defaults=True) | {"do": edit.do} for edit in edits]


@pytest.mark.parametrize("id", ["s01e01", "s01e02", "s01e03"])
def test_no_change_gives_no_edits(studio: Studio, id: str) -> None:
    assert typed(studio, id=id) == []


@pytest.mark.parametrize(
    "retyped",
    [
        lambda text: re.sub(r" ?\[\[[^\]]*\]\]", "", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" (CONT'D)", ""),
        lambda text: text.replace("FADE IN:\n\n", "").replace("> SMASH CUT TO BLACK:\n\n", "CUT TO:\n\n"),
        lambda text: re.sub(r" #s01e\d\d\.\d#", "", text),
        lambda text: re.sub(r"\n\n+", "\n\n\n", text) + "\n\n",
    ],
    ids=["notes lost", "windows", "no cont'd", "transitions", "numbers lost", "air"],
)
@pytest.mark.parametrize("id", ["s01e01", "s01e03"])
def test_what_a_screenwriting_program_does_to_a_file_is_no_change(studio: Studio, retyped: Retype, id: str) -> None:
    script, bible = studio.chronicle.script(id), studio.chronicle.bible(1)
    assert edits_between(script, retyped(to_fountain(script, bible)), bible) == ()


def test_a_line_said_otherwise(studio: Studio) -> None:
    edits = typed(studio, ("Perhaps you moved it.", "You lost it, then."))
    assert edits == [{"do": "rewrite_line", "line": "s01e02.2.l04", "text": "You lost it, then."}]


def test_a_line_given_to_another_and_said_otherwise(studio: Studio) -> None:
    edits = typed(studio, ("VIKRAM\n(to Wren)\nThey get wet.", "UMA\n(furious, to Wren)\nThey get wet."))
    assert edits == [
        {"do": "give_line", "line": "s01e02.1.l05", "speaker": "uma"},
        {"do": "deliver_line", "line": "s01e02.1.l05", "emotion": "angry"},
    ]


@pytest.mark.parametrize(
    ("written", "emotion"), [("softly", "tender"), ("through tears", "cry"), ("angry", "angry"), ("sadly, sad", "sad")]
)
def test_a_parenthetical_is_how_a_line_is_said(studio: Studio, written: str, emotion: str) -> None:
    if "," in written:
        with pytest.raises(NotPossible, match=r"“\(sadly\)” is no way to say a line"):
            typed(studio, ("UMA\nPerhaps you", f"UMA\n({written})\nPerhaps you"))
        return
    edits = typed(studio, ("UMA\nPerhaps you", f"UMA\n({written})\nPerhaps you"))
    assert edits == [{"do": "deliver_line", "line": "s01e02.2.l04", "emotion": emotion}]


def test_a_voice_is_heard_on_the_phone(studio: Studio) -> None:
    edits = typed(studio, ("THEA (ON PHONE)\n(afraid)\nDon't", "THEA (O.S.)\n(afraid)\nDon't"), id="s01e01")
    assert [(edit["do"], edit["via"]) for edit in edits] == [("deliver_line", "off")]


def test_lines_and_beats_cut(studio: Studio) -> None:
    seen = "Uma gets up, brushing off both knees. [[s01e02.2.b10]]\n\n"
    said = "UMA\n(afraid)\nI've seen it. Everyone's seen it.\n\n"
    edits = typed(studio, ("UMA\nPerhaps you moved it.\n\n", ""), (seen + said, ""))
    assert edits == [
        {"do": "cut_line", "line": "s01e02.2.l04"},
        {"do": "cut_beat", "beat": "s01e02.2.b10"},
    ]


def test_new_lines_and_actions_stand_where_they_were_written(studio: Studio) -> None:
    new = "I only look.\n\nThe kettle screams.\n\nUMA\n(cold)\nLeave it."
    assert typed(studio, ("I only look.", new)) == [
        {"do": "add_action", "scene": "s01e02.2", "after": "s01e02.2.b05", "action": "The kettle screams."},
        {"do": "add_line", "scene": "s01e02.2", "after": "s01e02.2.b11", "speaker": "uma", "text": "Leave it.",
         "emotion": "cold"},
    ]  # fmt: skip


def test_a_beat_moved_with_its_line_is_one_edit(studio: Studio) -> None:
    moved = "Uma kneels to help. [[s01e02.2.b04]]\n\nUMA\nPerhaps you moved it.\n\n"
    edits = typed(studio, (moved, ""), ("Wren pulls a drawer", f"{moved}Wren pulls a drawer"))
    assert len(edits) == 1
    assert edits[0]["do"] == "move_beat"


def test_a_scene_elsewhere_at_another_hour(studio: Studio) -> None:
    edits = typed(studio, ("INT. THE FLAT OVER THE BAKERY - DAY, RAIN #", "EXT. THE HELIPAD - NIGHT #"))
    assert edits == [
        {"do": "set_scene", "scene": "s01e02.2", "location": "rooftop", "hour": "night", "weather": "clear"}
    ]


def test_a_place_that_is_new_is_built(studio: Studio) -> None:
    edits = typed(studio, ("INT. THE FLAT OVER THE BAKERY", "INT. ST. MARY'S CHAPEL"))
    assert edits == [{"do": "set_scene", "scene": "s01e02.2", "build": "chapel", "name": "the st. mary's chapel"}] or (
        edits[0]["build"] == "chapel"
    )


async def test_a_new_scene_is_written_as_it_stands(studio: Studio) -> None:
    scene = (
        "EXT. THE HELIPAD - NIGHT, RAIN\n\nPresent: Wren, Vikram.\n\nRotors. No helicopter.\n\n"
        "VIKRAM\n(softly)\nYou came.\n\nWREN\nI never left.\n\n> SMASH CUT"
    )
    text = text_of(studio).replace("> SMASH CUT", scene)
    script, bible = studio.chronicle.script("s01e02"), studio.chronicle.bible(1)
    edits = edits_between(script, text, bible)
    assert [edit.do for edit in edits] == ["add_scene"]
    await carry_out(studio, edits)
    last = studio.chronicle.script("s01e02").scenes[-1]
    assert (last.id, last.location, last.hour, last.weather) == ("s01e02.4", "rooftop", "night", "rain")
    assert [beat.line.text if beat.line else beat.action for beat in last.beats] == [
        "Rotors. No helicopter.",
        "You came.",
        "I never left.",
    ]


async def test_a_line_keeps_what_it_made_true_when_something_comes_before_it(studio: Studio) -> None:
    """Between an action and the line of the same beat something new is seen."""
    text = text_of(studio).replace("[[s01e02.1.b08]]\n\n", "[[s01e02.1.b08]]\n\nA horn, far off.\n\n")
    before = studio.chronicle.script("s01e02")
    await carry_out(studio, edits_between(before, text, studio.chronicle.bible(1)))
    after = studio.chronicle.script("s01e02")
    assert plain(to_fountain(after, studio.chronicle.bible(1))) == plain(text)
    assert [e for e in after.events if e.beat] == [e for e in before.events if e.beat]
    assert [line.id for line in after.lines()] == [line.id for line in before.lines()]


def test_a_cue_that_a_blank_line_has_cut_off_is_told(studio: Studio) -> None:
    with pytest.raises(NotPossible, match=r"nothing is said under “THEA \(ON PHONE\)”"):
        typed(studio, ("THEA (ON PHONE)\n(afraid)\nDon't", "THEA (ON PHONE)\n\nDon't"), id="s01e01")


def test_titles(studio: Studio) -> None:
    edits = typed(studio, ("Dated Tomorrow: The One Who Saw", "Dated Yesterday: Nobody Saw"))
    assert edits == [
        {"do": "retitle", "title": "Dated Yesterday"},
        {"do": "retitle", "title": "Nobody Saw", "episode": "s01e02"},
    ]


def test_another_cliffhanger_on_the_title_page_is_another_ending(studio: Studio) -> None:
    text = re.sub(r"Cliffhanger: .*", "Cliffhanger: The car has no driver. (danger)", text_of(studio))
    edits = edits_between(studio.chronicle.script("s01e02"), text, studio.chronicle.bible(1))
    assert [edit.model_dump(exclude_defaults=True) for edit in edits] == [
        {"episode": "s01e02", "cliffhanger": "The car has no driver.", "cliff": "danger"}
    ]


async def test_what_only_the_copy_says_comes_back_too(studio: Studio) -> None:
    text = text_of(studio).replace("Present: Wren, Uma. [[day 2]]", "Present: Wren, Uma, Vikram. [[day 2]]", 1)
    text = text.replace("Hook: A figure", "Hook: Somebody").replace("Wren tucks the list into a glove", "Wren tucks it")
    text = re.sub(r"\n\nUma kneels to help\. \[\[.*?\]\]", "", text)
    await carry_out(studio, edits_between(studio.chronicle.script("s01e02"), text, studio.chronicle.bible(1)))
    script = studio.chronicle.script("s01e02")
    assert script.hook.startswith("Somebody in a borrowed coat")
    assert script.scenes[1].present == ("wren", "uma", "vikram")
    assert next(beat for beat in script.scenes[1].beats if beat.id == "s01e02.2.b04").action == ""
    assert {event.who for event in script.events if event.kind == "goes" and event.scene == "s01e02.2"} >= {"vikram"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("UMA\nPerhaps", "NICK\nPerhaps", r"Line \d+: nobody in the series is called “NICK”\."),
        ("UMA\nPerhaps", "UNA\nPerhaps", r"“UNA”; did you mean Uma\?"),
        ("INT. THE FLAT OVER THE BAKERY - DAY", "INT. THE MOON - DAY", r"the series has no place “THE MOON”"),
        ("Present: Wren, Uma.", "Present: Wren, Ulla.", r"nobody in the series is called “Ulla”"),
        ("UMA\nPerhaps", "UMA (SUBTITLED)\nPerhaps", r"“\(SUBTITLED\)” is no way to hear a line"),
        ("Perhaps you moved it.", "word " * 60, r"60 words are too many for one line"),
        ("FADE IN:", "Rain falls.", r"stands before any scene heading"),
        ("Episode: s01e02", "Episode: s01e07", r"this is s01e02"),
        ("UMA\nPerhaps you moved it.", "UMA", r"nothing is said under “UMA”"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_line(studio: Studio, old: str, new: str, told: str) -> None:
    digest = studio.archive.digest()
    with pytest.raises(NotPossible, match=told):
        typed(studio, (old, new))
    assert studio.archive.digest() == digest


def test_the_line_that_is_named_is_the_line_of_the_file(studio: Studio) -> None:
    text = text_of(studio).replace("UMA\nPerhaps", "NICK\nPerhaps")
    at = text.split("\n").index("NICK") + 1
    with pytest.raises(NotPossible, match=rf"^Line {at}: "):
        edits_between(studio.chronicle.script("s01e02"), text, studio.chronicle.bible(1))


def test_an_empty_file_is_refused(studio: Studio) -> None:
    with pytest.raises(NotPossible, match="no scene in the file"):
        edits_between(studio.chronicle.script("s01e02"), "", studio.chronicle.bible(1))


def at_random(script: Script, dice: random.Random) -> AnyEdit:
    """Return some edit that a hand can make."""
    scene = dice.choice([scene for scene in script.scenes if len(scene.beats) > 3])
    spoken = [beat for beat in scene.beats if beat.line and beat.line.via == "on"]
    seen = [beat for beat in scene.beats if beat.action and beat is not script.scenes[0].beats[0]]
    said, beat = dice.choice(spoken), dice.choice(scene.beats)
    line = said.line
    assert line is not None
    word = dice.choice(["Rain", "Glass", "Nobody", "Tuesday"])
    emotion: Emotion = dice.choice([e for e in get_args(Emotion) if e != line.emotion])
    other = next((who for who in scene.present if who != line.speaker), line.speaker)
    action = dice.choice(seen) if seen else beat
    edits: list[AnyEdit] = [
        RewriteLine(line=line.id, text=f"{word}. {line.text} {word}."),
        RewriteLine(line=line.id, text=f"{word} is all I hear, {dice.randrange(99)} times."),
        DeliverLine(line=line.id, emotion=emotion),
        GiveLine(line=line.id, speaker=other),
        CutLine(line=line.id),
        AddLine(scene=scene.id, after=beat.id, speaker=line.speaker, text=f"{word}, {dice.randrange(99)}.", to=other),
        AddAction(scene=scene.id, after=beat.id, action=f"{word} on the window, {dice.randrange(99)} times."),
        RewriteAction(beat=action.id, action=f"The lamp flickers, {dice.randrange(99)} times."),
        CutBeat(beat=beat.id),
        MoveBeat(beat=beat.id, after=dice.choice([one.id for one in scene.beats if one is not beat])),
        SetScene(scene=scene.id, location=dice.choice(["hospital", "workshop", "rooftop"])),
        Retitle(episode=script.episode, title=f"{word} {dice.randrange(99)}"),
    ]
    return dice.choice(edits)


def plain(text: str) -> list[str]:
    """Return the lines of a file without its ids, which new beats get as they come."""
    return re.sub(r" ?\[\[[^\]]*\]\]| ?\(CONT'D\)", "", text).split("\n")


SEEDS = [
    *range(14),
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(14, 40)),
    *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(40, 90)),
]


@pytest.mark.parametrize("seed", SEEDS)
async def test_edits_that_are_written_down_and_read_back_make_the_same_episode(studio: Studio, seed: int) -> None:
    dice, id = random.Random(seed), f"s01e0{seed % 3 + 1}"
    before = studio.chronicle.script(id)
    with rehearsal(studio) as other:
        for _ in range(dice.randint(1, 4)):
            try:
                await carry_out(other, [at_random(other.chronicle.script(id), dice)])
            except NotPossible:
                continue
        wanted = text_of(other, id)
    await carry_out(studio, edits_between(before, wanted, studio.chronicle.bible(1)))
    assert _title_aside(plain(text_of(studio, id))) == _title_aside(plain(wanted))


def _title_aside(lines: Sequence[str]) -> list[str]:
    """Return the lines without hook and cliffhanger: they follow from the first and the last beat."""
    return [line for line in lines if not line.startswith(("Hook: ", "Cliffhanger: "))]


def test_edits_are_few(studio: Studio) -> None:
    """Ten changed words are ten edits: nothing is rewritten that was not touched."""
    script, bible = studio.chronicle.script("s01e03"), studio.chronicle.bible(1)
    text = to_fountain(script, bible)
    lines = [line for line in script.lines() if len(line.text.split()) > 3][:10]
    for line in lines:
        text = text.replace(line.text, line.text + " Please.")
    assert [edit.do for edit in edits_between(script, text, bible)] == ["rewrite_line"] * len(lines)


async def test_scenes_in_another_order_and_gone(studio: Studio) -> None:
    text = text_of(studio, "s01e01")
    parts = re.split(r"(?=INT\. )", text)
    head, one, two, last = parts
    script, bible = studio.chronicle.script("s01e01"), studio.chronicle.bible(1)
    moved = edits_between(script, head + two + one + last, bible)
    assert moved == (MoveScene(scene="s01e01.1", after="s01e01.2"),) or moved == (
        MoveScene(scene="s01e01.2", after=""),
    )
    assert edits_between(script, head + one + last, bible) == (CutScene(scene="s01e01.2"),)
