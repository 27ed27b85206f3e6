"""An episode as plain rows: in step with its shots and voices, as far as it is made, whatever its script is like."""

from dataclasses import replace
from typing import Any

import pytest

from cliffhanger.agents.episode import Episode
from cliffhanger.agents.publishing import as_filmed, drawn_shots, edition
from cliffhanger.memory.canon import Finding, Findings, Place
from cliffhanger.memory.script import Beat
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard

ID = "s01e01"


@pytest.fixture
async def told(lot: Any, bible: Any, script: Any) -> Any:
    """The small story, written and boarded; nothing of it is filmed."""
    archive = lot.studio.archive
    archive.put("bible", "s01", bible, "test")
    archive.put("script", ID, script, "test")
    archive.put("storyboard", ID, await lot.crew.storyboard(bible, script, 1), "test")
    return lot


async def film(lot: Any, id: str = ID) -> Episode:
    """Speak and film an episode, and cut it."""
    floor, makers = lot.studio.floor, lot.studio.makers
    episode = Episode(lot.studio, id)
    for spec in episode.natural_speech().values():
        await floor.make(makers.voice, spec)
    for spec in episode.fitted_speech().values():
        await floor.make(makers.voice, spec)
    for shot in episode.shots.values():
        await floor.make(makers.picture, shot)
    await episode.assemble()
    lot.studio.at_work.clear()
    return episode


def board(lot: Any, *shots: Shot, **more: Any) -> None:
    lot.studio.archive.put("storyboard", ID, Storyboard(episode=ID, shots=shots, **more), "test")


def test_a_script_alone_is_a_screenplay(lot, bible, script):
    lot.studio.archive.put("bible", "s01", bible, "test")
    lot.studio.archive.put("script", ID, script, "test")
    found = edition(lot.studio, ID)
    assert "That's tomorrow." in found.fountain and found.logline == "A nurse hears tomorrow."
    assert not found.rows and not found.cues and not found.master and found.frames == 0


def test_what_is_not_written_is_not_there(lot):
    with pytest.raises(KeyError):
        edition(lot.studio, "s01e09")


async def test_a_board_is_rows_as_planned(told):
    found = edition(told.studio, ID)
    assert [row.id for row in found.rows] == [f"{ID}.s{number:02d}" for number in range(1, 7)]
    assert all(a.end == b.start for a, b in zip(found.rows, found.rows[1:], strict=False))
    assert not any(row.take for row in found.rows) and not found.cues and not found.speeches
    first, *_, phone, roof = found.rows
    assert (first.who, first.location, first.hour) == (("Mia",), "the ward", "night")
    assert first.outfits == ("scrubs",), "the garment, where nobody has put it in words"
    assert (phone.lines[0].name, phone.lines[0].how, phone.who) == ("Iris", "on the phone", ("Mia",))
    assert (roof.scene, roof.weather) == (f"{ID}.2", "rain")
    assert [scene.heading for scene in found.scenes] == ["INT. THE WARD - NIGHT", "EXT. THE ROOF - NIGHT, RAIN"]
    assert found.scenes[1].start == roof.start
    assert list(drawn_shots(told.studio, ID)) == [row.id for row in found.rows]


async def test_a_filmed_episode_has_its_takes_voices_and_cut(told):
    episode = await film(told)
    found = edition(told.studio, ID)
    assert [row.take for row in found.rows] == [take.key for take in episode.segments().values()]
    assert found.filmed and found.master.endswith(".mp4")
    assert [speech.id for speech in found.speeches] == list(episode.voices)
    assert found.frames == round(sum(timed.seconds for timed in episode.timed) * 24)


async def test_captions_stand_on_frames_and_say_every_word_once(told):
    await film(told)
    found = edition(told.studio, ID)
    said = " ".join(cue.text for cue in found.cues)
    script = told.studio.document("script", ID, type(told.crew._script))
    assert said.split() == " ".join(line.text for line in script.lines()).split()
    for cue in found.cues:
        assert abs(cue.start * 24 - round(cue.start * 24)) < 1e-6 and cue.end > cue.start
        assert cue.words[0].start <= cue.start < cue.words[0].start + 1 / 24
    assert found.cues[0].speaker == "Mia" and found.cues[-1].end <= found.frames / 24


async def test_a_line_lies_where_it_is_heard(told):
    episode = await film(told)
    for speech in edition(told.studio, ID).speeches:
        timed, at = next((timed, at) for timed in episode.timed for line, at in timed.lines if line == speech.id)
        assert speech.start <= (timed.start + at) * 24 < speech.start + 1
        assert speech.start + speech.frames >= (timed.start + at + episode.voices[speech.id].seconds) * 24 - 1e-6


async def test_it_is_found_in_the_format_in_which_it_was_filmed(told):
    await film(told)
    other = replace(told.studio, format=replace(told.studio.format, width=1080, height=1920, draft=False), at_work={})
    assert not edition(other, ID).filmed, "a width that nobody films in usually cannot be guessed without a master"
    usual = replace(told.studio, format=replace(told.studio.format, width=540, height=960, draft=True), at_work={})
    await film(replace(told, studio=usual))
    assert as_filmed(other, ID).format == usual.format
    found = edition(other, ID)
    assert found.filmed and (found.width, found.height) == (540, 960)


async def test_an_episode_in_which_nobody_speaks(told):
    one = Shot(id=f"{ID}.s01", scene=f"{ID}.1", framing="insert", prop="voicemail", seconds=2.0)
    board(told, one, Shot(id=f"{ID}.s02", scene=f"{ID}.2", framing="establishing", seconds=3.0))
    bare = edition(told.studio, ID)
    assert [row.frames for row in bare.rows] == [48, 72] and not bare.master
    assert bare.rows[0].props == ("the voicemail",)
    await film(told)
    found = edition(told.studio, ID)
    assert found.filmed and found.master and not found.cues and not found.speeches


async def test_an_episode_of_one_shot(told):
    board(told, Shot(id=f"{ID}.s01", scene="", framing="title", text="Dated Tomorrow", seconds=1.5))
    await film(told)
    found = edition(told.studio, ID)
    (row,) = found.rows
    assert (row.scene, row.text, row.frames, row.location) == ("", "Dated Tomorrow", 36, "")
    assert not found.scenes and [note.kind for note in found.notes] == ["cliffhanger"]


async def test_captions_off_are_still_told_beside_the_picture(told):
    shots = told.studio.document("storyboard", ID, Storyboard).shots
    board(told, *shots, captions="off")
    await film(told)
    found = edition(told.studio, ID)
    assert not found.burned and found.cues


async def second_season(lot: Any, bible: Any, script: Any) -> str:
    """Write and board an episode of the next season that shows a shot of the first again."""
    archive, id = lot.studio.archive, "s02e01"
    later = type(script).model_validate_json(script.model_dump_json().replace(ID, id))
    archive.put("bible", "s02", bible.model_copy(update={"season": 2, "title": "Dated Today"}), "test")
    archive.put("script", id, later, "test")
    own = (await lot.crew.storyboard(bible, later, 1)).shots
    card = Shot(id=f"{id}.s00", scene="", framing="title", text="Previously on", seconds=1.0)
    archive.put("storyboard", id, Storyboard(episode=id, shots=(card, *own), previously=(f"{ID}.s02",)), "test")
    return id


async def test_a_recap_is_rows_of_the_season_before(told, bible, script):
    await film(told)
    id = await second_season(told, bible, script)
    await film(told, id)
    found = edition(told.studio, id)
    again = found.rows[1]
    assert (again.id, again.again, again.lines[0].text) == (f"{ID}.s02", True, "Phones get dates wrong.")
    assert again.take == next(row.take for row in edition(told.studio, ID).rows if row.id == again.id)
    assert found.scenes[0].start == again.end, "the first scene begins after what is shown again"
    assert found.cues[0].speaker == "Cole" and found.speeches[0].id.startswith(ID)
    assert found.master and found.title == "Dated Today"


async def test_a_recap_that_was_never_filmed_is_left_out_of_the_plan(told, bible, script):
    id = await second_season(told, bible, script)
    rows = edition(told.studio, id).rows
    assert [row.id for row in rows] == [f"{id}.s{number:02d}" for number in range(7)]
    assert list(drawn_shots(told.studio, id)) == [row.id for row in rows]


async def test_findings_are_marked_where_they_are_heard(told):
    place = Place(episode=ID, scene=f"{ID}.1", line=f"{ID}.1.l04", quote="Does yours say my name?")
    shot = Place(episode=ID, scene=f"{ID}.s05")
    rows = [
        Finding(id="a", code="forgets", severity="error", message="She knows.", script=place),
        Finding(id="b", code="black_frame", severity="error", message="Black.", script=shot),
        Finding(id="c", code="wrong_name", severity="error", message="Meant.", script=place, status="waived"),
        Finding(id="d", code="too_long", severity="warning", message="Long."),
    ]
    told.studio.archive.put("findings", ID, Findings(findings=tuple(rows)), "test")
    found = edition(told.studio, ID)
    marked = {note.id: note.at for note in found.notes if note.kind == "finding"}
    assert marked == {"a": found.rows[3].start, "b": found.rows[4].start, "d": 0}
    assert [note.id for note in found.notes if note.kind == "cliffhanger"] == [f"{ID}.s06"]


async def test_who_acts_is_named_once(told, script):
    scene = script.scenes[0]
    acts = tuple(
        Beat(id=f"{ID}.1.b8{number}", who="mia", action=words)
        for number, words in enumerate(("turns away", "Mia looks up."))
    )
    altered = scene.model_copy(update={"beats": (*acts, *scene.beats)})
    told.studio.archive.put("script", ID, script.model_copy(update={"scenes": (altered, *script.scenes[1:])}), "test")
    board(told, Shot(id=f"{ID}.s01", scene=scene.id, framing="close_up", seconds=2.0, beats=tuple(b.id for b in acts),
                     figures=(Placed(character="mia"),)))  # fmt: skip
    assert edition(told.studio, ID).rows[0].action == "Mia turns away. Mia looks up."
