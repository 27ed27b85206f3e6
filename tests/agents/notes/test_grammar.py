"""The grammar and its library hold together."""

import random
import time

from cliffhanger.agents.notes import grammar, nearest, pattern
from cliffhanger.agents.notes.examples import library
from cliffhanger.agents.notes.saying import _SAID, said_back
from cliffhanger.agents.notes.telling import third_person
from cliffhanger.memory.edit import AnyEdit
from cliffhanger.memory.note import Reading

from .conftest import Say, desk_of
from .forty import FORTY
from .held_out import HELD_OUT

KINDS = {edit.model_fields["do"].default for edit in AnyEdit.__args__}


def test_every_rule_has_its_looks_and_every_look_its_rule() -> None:
    names = [one.name for one in grammar.every_rule()]
    assert len(names) == len(set(names))
    assert set(names) == set(library().looks)
    for looks in library().looks.values():
        for look in looks:
            pattern.compiled(look)


def test_all_kinds_of_edit_but_the_whole_script_can_be_said() -> None:
    assert {one.kind for one in grammar.every_rule()} == KINDS - {"replace_script"}


def test_every_kind_has_examples_and_is_said_back() -> None:
    assert set(_SAID) == KINDS
    assert KINDS - {"replace_script"} <= set(library().examples)
    assert all(len(notes) >= 8 for notes in library().examples.values())


def test_the_vectors_of_the_examples_are_theirs() -> None:
    assert nearest.kept_are_right(), "notes.yaml has other examples now: run nearest.keep_examples"


def test_examples_are_read_as_what_they_are_or_asked_about(say: Say) -> None:
    names = {"name": "Ines", "other": "Omar", "episode": "2", "next": "5", "scene": "1", "shot": "7", "prop": "the map",
             "place": "the roof", "line": "Which of them?", "new": "Not today"}  # fmt: skip
    right, wrong, notes = 0, [], 0
    for kind, examples in library().examples.items():
        for note in examples:
            reading = say(note.format_map(names), focus="s01e02.2")
            taken = {edit.do for edit in reading.edits} or {reading.command or ""}
            notes += 1
            right += kind in taken
            wrong += [note] if kind not in taken and (reading.edits or reading.command) else []
    assert right >= 0.65 * notes
    assert len(wrong) <= 0.02 * notes, wrong


def test_an_edit_is_said_back_with_names() -> None:
    from cliffhanger.memory.edits.people import ChangeTemper

    edit = ChangeTemper(character="ines", temper="cold", emotion="cold", episodes=("s01e02",))
    assert said_back([edit], desk_of("nurse")) == "In episode 2, Ines is cold: the lines and the face."


def test_short_wishes_about_a_shot_are_read_in_order(say: Say) -> None:
    def told(note: str) -> list[dict[str, object]]:
        return [edit.model_dump(exclude_none=True) for edit in say(note, focus="s01e01.s08").edits]

    shot = {"shot": "s01e01.s08"}
    closer, below = told("closer")[0], told("from below")[0]
    assert told("closer, from below") == [closer | below]
    assert told("wider and slower") == [told("wider")[0], {"do": "hold_shot", "seconds": 1.0, **shot}]
    high, gaze = told("from above, she looks down")
    assert (high, gaze["do"], gaze["gaze"]) == ({"do": "reframe", "angle": "high", **shot}, "pose", "down")
    assert [one["do"] for one in told("she looks down, and slowly push in")] == ["pose", "reframe"]


def test_every_scene_the_opening_and_the_end_are_scenes(say: Say) -> None:
    def told(note: str, focus: str = "") -> dict[str, object]:
        return {edit.scene: (edit.weather or edit.hour) for edit in say(note, focus=focus).edits}

    assert told("I want rain in every scene", "s01e02") == dict.fromkeys(("s01e02.1", "s01e02.2", "s01e02.3"), "rain")
    night = told("make it night in all scenes of episode 2")
    assert night == dict.fromkeys(("s01e02.1", "s01e02.2", "s01e02.3"), "night")
    assert {id[:6] for id in told("I want rain in every scene of the whole series")} == {"s01e01", "s01e02", "s01e03"}
    (asked, *_) = say("cut every scene with Vikram").options
    assert asked == "cut every scene with Vikram in episode 1"
    assert told("in the opening of episode 2 make it rain") == {"s01e02.1": "rain"}
    assert told("make it rain at the end of episode 2") == {"s01e02.3": "rain"}
    (edit,) = say("move the ending of episode 2 to the rooftop, at night").edits
    assert (edit.model_dump()["scene"], edit.model_dump()["hour"]) == ("s01e02.3", "night")
    for note, scene in (
        ("rewrite the opening of episode 2", "s01e02.1"),
        ("make the end of episode 2 darker", "s01e02.3"),
    ):
        assert [(edit.do, edit.scene) for edit in say(note).edits] == [("rewrite_scene", scene)]
    (edit,) = say("slow down the ending of episode 3").edits
    assert edit.model_dump()["scene"] == say("slow down the last scene of episode 3").edits[0].model_dump()["scene"]


def test_a_dozen_is_twelve_and_a_softer_voice_is_no_temper(say: Say) -> None:
    assert [say(f"trim {much} seconds from episode 2").edits[0].model_dump()["by"] for much in
            ("a dozen", "half a dozen", "two dozen")] == [-12.0, -6.0, -24.0]  # fmt: skip
    assert [edit.do for edit in say("give Omar a softer voice").edits] == ["change_voice"]


def test_looks_clothes_and_style_are_said_as_one_says_them(say: Say) -> None:
    told = {
        "Dmitri should have a full beard": "Dmitri has a full beard, wherever he is seen.",
        "Ines should have a ponytail": "Ines wears a ponytail, wherever she is seen.",
        "make Ines blonde": "Ines has blonde hair, wherever she is seen.",
        "draw the series in cel": "The whole series is drawn as cel animation.",
    }
    assert {note: say(note).understood for note in told} == told
    assert say("Ines wears a red dress").understood.startswith("Ines wears a red dress ")
    assert say("Ines wears scrubs in scene 2 of episode 1").understood.startswith("Ines wears scrubs ")


def test_what_is_seen_is_told_in_the_third_person() -> None:
    told = {"drop the phone": "Mia drops the phone.", "slowly turn around": "Mia slowly turns around.",
            "walking in": "Mia walks in.", "cry": "Mia cries.", "the ring": ""}  # fmt: skip
    assert {words: third_person("Mia", words) for words in told} == told


def test_whatever_is_typed_comes_to_one_of_four(say: Say) -> None:
    dice = random.Random(7)
    words = " ".join([note for note, _, _ in FORTY] + [note for _, _, note, _, _ in HELD_OUT]).split()
    for _ in range(150):
        note = " ".join(dice.choice(words) for _ in range(dice.randint(1, 12)))
        reading = say(note, focus=dice.choice(("", "s01e02", "s01e02.2", "s01e01.s08", "s01e01.1.l03")))
        told = [bool(reading.edits), reading.command is not None, bool(reading.question), bool(reading.refusal)]
        assert told.count(True) == 1, (note, reading)


def test_a_note_is_read_at_once(say: Say) -> None:
    say("make Ines colder in episode 2")
    begun = time.process_time()
    notes = [note for note, _, _ in FORTY]
    readings = [say(note) for note in notes]
    assert all(isinstance(reading, Reading) for reading in readings)
    assert (time.process_time() - begun) / len(notes) < 0.3
