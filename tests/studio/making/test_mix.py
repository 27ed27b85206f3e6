"""Who films what: whatever is typed gives a mix, or one sentence that names the nearest."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cliffhanger.agents.roles import ROLES
from cliffhanger.errors import SettingsError
from cliffhanger.studio.making.catalogue import read
from cliffhanger.studio.making.mix import Mix, settle
from cliffhanger.studio.making.tables import JOBS, Camera, ClipMaker, FrameMaker
from cliffhanger.studio.settings import load


def mix(line: str = "", file: str = "") -> Mix:
    if file:
        Path("makers.toml").write_text(file, "utf-8")
    return settle(read(load()), line)


def test_nothing_said_draws_everything() -> None:
    assert set(mix().roles.values()) == {"drawn"} and not mix().photographs and mix().makers == {}


def test_each_role_gets_its_camera_and_the_rest_the_rest() -> None:
    found = mix("hero=kling, dialogue=photo ,rest=klein")
    assert {role: found.roles[role] for role in ("hero", "dialogue", "place", "rest")} == {
        "hero": "kling", "dialogue": "photo", "place": "klein", "rest": "klein",
    }  # fmt: skip


def test_models_cannot_write_so_cards_and_inserts_stay_drawn_unless_named() -> None:
    assert mix("kling").roles["card"] == mix("rest=kling").roles["insert"] == "drawn"
    assert mix("kling,insert=klein").roles["insert"] == "klein"


def test_a_line_wins_over_the_file_over_the_default() -> None:
    file = '[jobs]\nhero = "kling"\nrest = "klein"\nframes = "gemini"\n'
    assert mix(file=file).roles["hero"] == "kling" and mix().roles["place"] == "klein" and mix().frames == "gemini"
    assert mix("hero=veo").roles["hero"] == "veo" and mix("hero=veo").roles["place"] == "klein"


def test_a_maker_alone_films_it_all_and_who_makes_frames_stays() -> None:
    found = mix("drawn", '[jobs]\nhero = "kling"\nframes = "gemini"\n')
    assert not found.photographs and found.frames == "gemini"


def test_a_maker_of_frames_is_a_camera_whose_still_acts_and_one_of_clips_moves_frames() -> None:
    found = mix("hero=kling,rest=klein,frames=gemini")
    assert found.camera("klein") == Camera(frames="klein") and found.camera("drawn") is None
    assert found.camera("kling") == Camera(frames="gemini", clips="kling")
    assert found.camera("photo") == Camera(frames="gemini")
    assert list(found.makers) == ["gemini", "kling", "klein"] or set(found.makers) == {"gemini", "kling", "klein"}


def test_the_only_maker_of_frames_in_the_file_makes_frames_where_nobody_is_named() -> None:
    one = '[makers.mine]\nmakes = "frames"\nadapter = "diffusion"\nmodel = "flux2-klein-4b"\n'
    assert mix("photo", one).camera("photo") == Camera(frames="mine")
    assert mix("photo", one + one.replace("mine", "other")).frames == ""


def test_a_mix_says_all_of_itself_in_a_line() -> None:
    found = mix("hero=kling,rest=klein,frames=gemini")
    assert mix(found.line).roles == found.roles and mix(found.line).frames == "gemini"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("her=kling", "--mix has a job 'her' that nobody knows; do you mean hero?"),
        ("hero=klng", "--mix names the maker 'klng', which nobody is; do you mean kling?"),
        ("hero=kling,hero=veo", "--mix names hero twice"),
        ("kling,veo", "--mix names two makers that stand alone"),
        ("frames=kling", "'kling' makes no frames; do you mean klein?"),
        ("hero=", "--mix names the maker '', which nobody is. There are: drawn, photo, klein"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence_with_what_may(line: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        mix(line)
    assert str(caught.value).startswith(sentence)


_WORDS = st.sampled_from([*JOBS, "kling", "klein", "drawn", "photo", "veo", "her", "", " ", "=", "x=y"])
_LINES = st.lists(st.tuples(_WORDS, st.sampled_from(["=", "", "=="]), _WORDS), max_size=6).map(
    lambda parts: ",".join(job + sign + name for job, sign, name in parts)
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(_LINES, st.text(max_size=60)))
def test_whatever_is_typed_gives_a_mix_or_one_sentence(line: str) -> None:
    try:
        found = settle(read(load()), line)
    except SettingsError as error:
        assert "\n" not in str(error) and len(str(error)) < 400
        return
    assert set(found.roles) == set(ROLES)
    for name in found.roles.values():
        camera = found.camera(name)
        assert camera is None or isinstance(camera, Camera)
    assert all(isinstance(maker, FrameMaker | ClipMaker) for maker in found.makers.values())
