"""Fountain is read element by element, and our own copies come back as the Script they were made of."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cliffhanger.errors import UserError
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.fountain import PARENTHETICALS, to_fountain
from cliffhanger.memory.fountain_reading import Reading, read_fountain
from cliffhanger.memory.screenplay import decoded, parsed, plain
from cliffhanger.memory.script import Beat, Line, Scene, Script
from cliffhanger.memory.state import State

FOUNTAIN = r"""Title:
    _**Dated Tomorrow**_
Author: Somebody
Episode: s01e07

FADE IN:

# Act One

INT. THE FOURTH-FLOOR WARD - NIGHT, RAIN #1A#

= Mia hears it.

Mia opens the *drawer*. [[check the prop]] It is _empty_.
A second line of the same paragraph.

MIA (V.O.)
(softly)
I knew \*that\*.
(beat)
And this.

DANA (ON PHONE) ^
Run.

@McAvoy
A forced one.

/* Nothing of
this is read. */

BANG!

!MIA
~ A line of a song

> A REVEAL <

CUT TO:

> SLOW DISSOLVE:

===

.THE ROOF

Wind.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(element.kind, element.text) for element in parsed(text).elements]


def test_every_element_of_fountain() -> None:
    assert kinds(FOUNTAIN) == [
        ("transition", "FADE IN:"),
        ("section", "Act One"),
        ("heading", "INT. THE FOURTH-FLOOR WARD - NIGHT, RAIN"),
        ("synopsis", "Mia hears it."),
        ("action", "Mia opens the drawer. It is empty. A second line of the same paragraph."),
        ("cue", "MIA"),
        ("parenthetical", "softly"),
        ("dialogue", "I knew *that*."),
        ("parenthetical", "beat"),
        ("dialogue", "And this."),
        ("cue", "DANA"),
        ("dialogue", "Run."),
        ("cue", "McAvoy"),
        ("dialogue", "A forced one."),
        ("action", "BANG!"),
        ("action", "MIA"),
        ("lyric", "A line of a song"),
        ("centred", "A REVEAL"),
        ("transition", "CUT TO:"),
        ("transition", "SLOW DISSOLVE:"),
        ("page_break", ""),
        ("heading", "THE ROOF"),
        ("action", "Wind."),
    ]


def test_what_elements_carry() -> None:
    play = parsed(FOUNTAIN)
    assert play.title == {"title": "Dated Tomorrow", "author": "Somebody", "episode": "s01e07"}
    found = {element.text: element for element in play.elements}
    assert found["INT. THE FOURTH-FLOOR WARD - NIGHT, RAIN"].number == "1A"
    assert found["DANA"].extension == "ON PHONE" and found["DANA"].dual
    opening = next(element for element in play.elements if element.kind == "action")
    assert opening.notes == ("check the prop",)


def test_every_element_knows_its_line() -> None:
    lines = FOUNTAIN.split("\n")
    for element in parsed(FOUNTAIN).elements:
        if element.text:
            first = element.text.split()[0].strip("*_()")
            assert first in lines[element.line - 1], element


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIA\n\nHello.", [("action", "MIA"), ("action", "Hello.")]),
        ("int. flat - day\n\nShe waits.", [("heading", "int. flat - day"), ("action", "She waits.")]),
        ("INTERNAL AFFAIRS KNOCK.", [("action", "INTERNAL AFFAIRS KNOCK.")]),
        ("...and then nothing.", [("action", "...and then nothing.")]),
        ("JEAN-LUC O'NEIL 2 (O.S.) (CONT'D)\nYes.", [("cue", "JEAN-LUC O'NEIL 2"), ("dialogue", "Yes.")]),
        (
            "MIA\nOne\ntwo\n(beat)\nthree",
            [("cue", "MIA"), ("dialogue", "One two"), ("parenthetical", "beat"), ("dialogue", "three")],
        ),
        ("[[a note\nover lines]] Rain.", [("action", "Rain.")]),
        ("A [[ that is\n\nno note ]] here.", [("action", "A [[ that is"), ("action", "no note ]] here.")]),
        ("2 * 3 * 4 and snake_case", [("action", "2 * 3 * 4 and snake_case")]),
        ("INT. A - DAY\nRain at once.", [("heading", "INT. A - DAY"), ("action", "Rain at once.")]),
        ("INT./EXT. CAR - DAY", [("heading", "INT./EXT. CAR - DAY")]),
        ("ΜΑΡΙΑ\nΓειά.", [("cue", "ΜΑΡΙΑ"), ("dialogue", "Γειά.")]),
    ],
)  # fmt: skip
def test_where_fountain_is_easily_misread(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_a_first_line_with_a_colon_is_no_title_page() -> None:
    assert parsed("FADE IN:\n\nINT. A - DAY\n").title == {}


@pytest.mark.parametrize(
    "text", ["[[" * 40_000, "/*" * 40_000, "*a" * 40_000, "MIA\n" * 40_000, "(a\n" * 40_000, "\\" * 40_000]
)
def test_nothing_takes_forever(text: str) -> None:
    parsed(text)
    parsed(text + "]]")


@given(st.text(max_size=300))
def test_whatever_the_text_is_it_is_read(text: str) -> None:
    parsed(text)


@given(st.text(alphabet="ab *_\\[]@!>~.=#", max_size=40))
def test_emphasis_goes_and_words_stay(text: str) -> None:
    assert [c for c in plain(text) if c in "ab"] == [c for c in text if c in "ab"]


def test_binary_is_refused() -> None:
    with pytest.raises(UserError, match="control character 0x00"):
        decoded(b"INT. A\n\0\0\0\0\0abc", "x")


WORDS = st.text(alphabet="abcdefgh MNO,.'*_\\()#@!>~=:-é", min_size=1, max_size=50).filter(
    lambda text: any(c.isalpha() for c in text)
)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Scripts of the small bible, with words that look like everything Fountain knows."""
    scenes = []
    for n in range(1, draw(st.integers(1, 3)) + 1):
        id, beats = f"s01e01.{n}", list[Beat]()
        present = tuple(draw(st.permutations(["mia", "dana", "cole"]))[: draw(st.integers(1, 3))])
        spoken = 0
        for k in range(1, draw(st.integers(1, 6)) + 1):
            words = " ".join(draw(WORDS).split()) if draw(st.booleans()) else ""
            line = None
            if not words or draw(st.booleans()):
                spoken += 1
                via = draw(st.sampled_from(["on", "off", "phone", "inner", "narrator"]))
                who, emotion = (
                    draw(st.sampled_from(["mia", "dana", "cole"])),
                    draw(st.sampled_from(sorted(PARENTHETICALS))),
                )
                said = " ".join(draw(WORDS).split()).strip("()~ ") or "Yes."
                line = Line.model_validate(
                    {"id": f"{id}.l{spoken:02d}", "speaker": who, "text": said, "emotion": emotion, "via": via}
                )
            who = line.speaker if line else draw(st.sampled_from(["", "mia", "dana", "cole"]))
            emotion = line.emotion if line else "neutral"
            beats.append(Beat(id=f"{id}.b{k:02d}", action=words, who=who, emotion=emotion, line=line))
        scenes.append(
            Scene.model_validate({
                "id": id, "location": draw(st.sampled_from(["ward", "roof"])), "present": present,
                "hour": draw(st.sampled_from(["dawn", "day", "dusk", "night"])), "day": draw(st.integers(1, 400)),
                "weather": draw(st.sampled_from(["clear", "rain", "snow", "fog"])), "beats": beats,
            })
        )  # fmt: skip
    return Script(episode="s01e01", title="T", hook="h", cliffhanger="c", cliff="loss", scenes=tuple(scenes))


def told(script: Script) -> list[Any]:
    """Return what a reader must find again: where, when, who, and every word that is said and how."""
    return [
        (s.id, s.location, s.hour, s.weather, s.day, s.present,
         [(b.line.id, b.line.speaker, b.line.text, b.line.via, b.line.emotion) for b in s.beats if b.line])
        for s in script.scenes
    ]  # fmt: skip


@given(scripts())
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
def test_our_own_copies_come_back(bible: Bible, script: Script) -> None:
    text = to_fountain(script, bible)
    reading = read_fountain(text, bible, "s01e01")
    assert told(reading.script) == told(script)
    assert to_fountain(reading.script, bible).replace(" (CONT'D)", "") == text.replace(" (CONT'D)", "")
    assert (reading.script.cliff, reading.script.hook, reading.script.title) == ("loss", "h", "T")
    assert not reading.faults


def test_beats_come_back_as_they_were(bible: Bible, script: Script) -> None:
    reading = read_fountain(to_fountain(script, bible), bible, "s01e01")
    shown = [(b.id, bool(b.action), b.line and b.line.id, b.prop) for s in reading.script.scenes for b in s.beats]
    assert shown == [(b.id, bool(b.action), b.line and b.line.id, b.prop) for s in script.scenes for b in s.beats]


def scene(bible: Bible, *words: str, heading: str = "INT. THE FOURTH-FLOOR WARD - NIGHT") -> Reading:
    return read_fountain("\n\n".join([heading, *words]) + "\n", bible, "s01e02", State(day=4, hour=1))


@pytest.mark.parametrize(
    ("cue", "via"),
    [
        ("MIA", "on"),
        ("MIA (CONT'D)", "on"),
        ("MIA (INTO PHONE)", "on"),
        ("MIA (O.S.)", "off"),
        ("MIA (OC)", "off"),
        ("MIA (V.O.)", "inner"),
        ("MIA (ON PHONE)", "phone"),
        ("MIA (FILTERED)", "phone"),
        ("MIA (V.O.) (ON PHONE)", "phone"),
        ("MIA (RECORDING)", "off"),
        ("MIA'S VOICE", "off"),
        ("MIA VALE", "on"),
        ("DR. COLE (over the radio)", "phone"),
        ("NARRATOR (V.O.)", "narrator"),
    ],
)
def test_how_a_voice_is_heard(bible: Bible, cue: str, via: str) -> None:
    reading = scene(bible, f"{cue}\nHello.")
    assert [line.via for line in reading.script.lines()] == [via] and not reading.faults


@pytest.mark.parametrize(
    ("heading", "location", "hour", "weather", "day"),
    [
        ("INT. THE FOURTH-FLOOR WARD - NIGHT", "ward", "night", "clear", 4),
        ("INT. FOURTH-FLOOR WARD - DUSK - SNOW", "ward", "dusk", "snow", 4),
        ("INT. ST. ANNE'S, THE FOURTH-FLOOR WARD - DAY", "ward", "day", "clear", 4),
        ("INT. HOSPITAL - WARD – NEXT MORNING", "ward", "day", "clear", 5),
        ("EXT. ROOF - DAWN", "roof", "dawn", "clear", 5),
        ("EXT. ROOF — THREE DAYS LATER, NIGHT, FOG", "roof", "night", "fog", 7),
        ("EXT. ROOF - LATER", "roof", "day", "clear", 4),
        (".ROOF - CONTINUOUS", "roof", "day", "clear", 4),
    ],
)
def test_headings(bible: Bible, heading: str, location: str, hour: str, weather: str, day: int) -> None:
    reading = scene(bible, "Wind.", heading=heading)
    found = reading.script.scenes[0]
    assert (found.location, found.hour, found.weather, found.day) == (location, hour, weather, day)
    assert not reading.faults


def test_who_is_in_the_room(bible: Bible) -> None:
    reading = scene(
        bible, "Mia kneels. Dr. Cole's coat hangs by the"
               " door.", "DANA (ON PHONE)\nRun.", "She thinks of Dana, and Dr. Cole walks in."
    )  # fmt: skip
    assert reading.script.scenes[0].present == ("mia", "cole")


def test_memories_and_dreams_are_marked(bible: Bible) -> None:
    text = (
        "INT. THE FOURTH-FLOOR WARD - NIGHT (FLASHBACK)\n\nRain.\n\nEXT. THE ROOF - DAY\n\nSun.\n\n"
        "> DREAM SEQUENCE:\n\nEXT. THE ROOF - DAY\n\nMoon.\n\n> END DREAM SEQUENCE.\n\nEXT. THE ROOF - DAY\n\nSun.\n"
    )
    assert read_fountain(text, bible, "s01e02").unreal == {"s01e02.1", "s01e02.3"}


def test_a_parenthetical_says_how_to_whom_or_what_is_done(bible: Bible) -> None:
    reading = scene(bible, "MIA\n(stunned, to Dana)\nYou.", "DANA\n(twisting her ring)\nMe.")
    one, two = reading.script.scenes[0].beats
    assert one.line is not None and (one.line.emotion, one.line.to, one.action) == ("shock", "dana", "")
    assert two.action == "twisting her ring" and two.who == "dana"
