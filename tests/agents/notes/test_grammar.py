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
