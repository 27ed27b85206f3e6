"""What a mix needs and this machine lacks: found before anything is made, each lack one sentence with its remedy."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cliffhanger.agents.crew import CastingCall
from cliffhanger.errors import CliffhangerError, MissingPart, OutOfMemory, SettingsError
from cliffhanger.memory.archive import Archive
from cliffhanger.studio.making.bidding import NoBook
from cliffhanger.studio.making.building import Builder
from cliffhanger.studio.making.catalogue import read
from cliffhanger.studio.making.choosing import begin, mix_of
from cliffhanger.studio.making.diagnosing import diagnosed
from cliffhanger.studio.making.mix import settle
from cliffhanger.studio.making.presence import expect_maker, write_down
from cliffhanger.studio.settings import Settings, load
from cliffhanger.tools.diffusion.card import Card
from cliffhanger.tools.photography.fallback import Fallback
from cliffhanger.tools.photography.moved import Moved
from cliffhanger.tools.photography.photographed import Photographed
from cliffhanger.tools.picture.drawn import Drawn

BIG = Card(device="cuda", name="a big card", free=80, host=100, precision="bfloat16")
SMALL = Card(device="cuda", name="a small card", free=6, host=8, precision="bfloat16")


def builder(mix: str, file: str = "", **settings: object) -> Builder:
    if file:
        Path("makers.toml").write_text(file, "utf-8")
    chosen = load(mix=mix, **settings)
    return Builder(settle(read(chosen), chosen.mix), chosen, NoBook(), lambda _: None)


def lack(built: Builder, name: str, card: Card = BIG) -> str:
    with pytest.raises(CliffhangerError) as caught:
        expect_maker(built, name, built.mix.makers[name], lambda: card)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "series.db") as archive:
        yield archive


# Building ---------------------------------------------------------------------------------------------------------


def test_without_a_mix_the_makers_are_those_there_always_were() -> None:
    cameras = builder("").cameras()
    assert isinstance(cameras.picture, Drawn) and cameras.cameras == {} and cameras.casting is None


def test_cameras_are_put_together_as_the_mix_says() -> None:
    cameras = builder("hero=kling,dialogue=photo,frames=klein").cameras()
    hero, dialogue = cameras.cameras["hero"], cameras.cameras["dialogue"]
    assert isinstance(hero, Photographed) and isinstance(hero.motion, Moved)
    assert isinstance(dialogue, Photographed) and dialogue.tool == "flux2-klein-4b+photo"
    assert isinstance(cameras.picture, Drawn) and isinstance(cameras.casting, CastingCall)
    assert cameras.casting.frame == hero.frame


def test_a_camera_may_film_from_words_and_references_alone() -> None:
    file = '[makers.free]\nframes = "none"\nclips = "seedance"\n'
    camera = builder("hero=free", file).camera("free")
    assert (
        isinstance(camera, Moved) and camera.gate is not None and camera.shown.references == camera.abilities.references
    )


def test_a_still_stands_in_for_a_clip_only_where_that_is_allowed() -> None:
    allowed = builder("hero=kling,frames=klein", allow=("photo-for-video",)).camera("kling")
    plain = builder("hero=kling,frames=klein").camera("kling")
    assert isinstance(allowed, Fallback) and isinstance(plain, Photographed)
    assert (allowed.tool, allowed.version) == (plain.tool, plain.version), "to allow it films nothing anew"


def test_a_photo_without_anybody_who_makes_frames_says_whom_to_name() -> None:
    with pytest.raises(SettingsError, match=r"photo films from a frame, and nobody is named.*frames=klein"):
        builder("photo").cameras()


def test_a_model_of_another_kind_is_said() -> None:
    built = builder(
        "x", '[makers.x]\nmakes = "clips"\nadapter = "fal"\nmodel = "flux-2-pro"\n[jobs]\nframes = "klein"\n'
    )
    with pytest.raises(SettingsError, match=r'x: flux-2-pro at fal makes frames, not clips\. Say makes = "frames"'):
        built.cameras()


# Presence ---------------------------------------------------------------------------------------------------------


def test_a_key_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAL_KEY", raising=False)
    built = builder("hero=kling,frames=klein")
    assert lack(built, "kling") == "kling is asked at fal, which wants a key: export FAL_KEY=…"
    monkeypatch.setenv("FAL_KEY", "x")
    expect_maker(built, "kling", built.mix.makers["kling"], lambda: BIG)
    own = builder("hero=kling,frames=klein", '[makers.kling]\nkey = "MY_FAL"\n')
    assert lack(own, "kling").endswith("export MY_FAL=…")


def test_weights_that_are_not_there_are_named_with_their_download() -> None:
    built = builder("klein", '[makers.klein]\nfolder = "klein"\n')
    assert "should be in klein, which is not there" in lack(built, "klein")
    Path("klein").mkdir()
    told = lack(built, "klein")
    assert "has no model_index.json in it" in told and "hf download black-forest-labs/FLUX.2-klein-4B" in told


def test_a_card_that_is_too_small_is_told_before_anything_is_made() -> None:
    told = lack(builder("klein"), "klein", SMALL)
    assert "flux2-klein-4b needs 16.0 GB, 6.0 GB are free on a small card" in told and "allow" in told
    with pytest.raises(OutOfMemory):
        built = builder("klein")
        expect_maker(built, "klein", built.mix.makers["klein"], lambda: SMALL)


def test_comfyui_wants_a_workflow_that_is_there() -> None:
    table = '[makers.mine]\nmakes = "frames"\nadapter = "comfyui"\n'
    assert "wants a workflow" in lack(builder("mine", table), "mine")
    assert "is not there: mine.json" in lack(builder("mine", table + 'workflow = "mine.json"\n'), "mine")


NINE = '[makers.nine]\nmakes = "frames"\nadapter = "diffusion"\nmodel = "flux2-klein-9b"\n'


def test_a_licence_that_forbids_commerce_is_refused_until_it_is_accepted(archive: Archive) -> None:
    assert "The licence of flux2-klein-9b (FLUX Non-Commercial) limits its use" in lack(builder("nine", NINE), "nine")
    accepting = builder("nine", accept_licences=("flux2-klein-9b",))
    expect_maker(accepting, "nine", accepting.mix.makers["nine"], lambda: BIG)
    write_down(archive, accepting)
    write_down(archive, accepting)
    entries = [entry for entry in archive.entries() if "flux2-klein-9b" in entry.text]
    assert len(entries) == 1 and entries[0].level == "decision" and entries[0].at.startswith("20")
    assert "(FLUX Non-Commercial) is accepted" in entries[0].text


def test_what_need_not_be_accepted_is_not_written_down(archive: Archive) -> None:
    write_down(archive, builder("klein", accept_licences=("flux2-klein-4b",)))
    assert not archive.entries()


# The mix of a series ----------------------------------------------------------------------------------------------


def test_a_series_goes_on_with_the_mix_it_was_made_with(archive: Archive) -> None:
    begin(load(), archive)
    assert not mix_of(load(), archive).photographs
    assert not mix_of(load(mix="klein"), archive, making=False).photographs, "a note films nothing anew"
    assert mix_of(load(mix="klein"), archive).photographs, "to make it with another mix does"


def test_a_series_from_before_there_were_mixes_was_drawn(archive: Archive) -> None:
    archive.set_note("format", "{}")
    Path("makers.toml").write_text('[jobs]\nrest = "klein"\n', "utf-8")
    assert not mix_of(load(), archive, making=False).photographs


# The doctor -------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Callable[[Settings, Card], dict[str, object]]:
    monkeypatch.setenv("FAL_KEY", "x")
    return lambda settings, card: {row.maker: row for row in diagnosed(settings, lambda: card)}


def test_the_doctor_says_nothing_more_where_all_is_drawn() -> None:
    def never() -> Card:
        raise AssertionError("nobody looks at the card")

    assert list(diagnosed(load(), never)) == []


def test_the_doctor_tells_who_films_what_on_what_terms(rows: Callable[..., dict[str, object]]) -> None:
    found = rows(load(mix="hero=kling,dialogue=photo,frames=klein"), BIG)
    kling, photo = found["kling"], found["photo"]
    assert kling.healthy and kling.job == "hero" and "a second" in kling.why and "clips of 3 to 15 s" in kling.why
    assert (
        photo.healthy and "Apache-2.0 (commercial use allowed)" in photo.why and "a big card (80 GB free" in photo.why
    )
    assert photo.facts["klein"]["memory"] == 16 and photo.facts["klein"]["abilities"]["references"] == 4
    assert "qwen-image-edit-2511 fits on this card" in photo.better
    assert found["drawn"].job == "card, insert, place, rest"


def test_the_doctor_tells_what_is_missing(rows: Callable[..., dict[str, object]]) -> None:
    assert not rows(load(mix="klein"), SMALL)["klein"].healthy
    found = rows(load(mix="hero=veo,frames=flux"), BIG)["veo"]
    assert not found.healthy and "GOOGLE_CLOUD_API_KEY" in found.why


def test_without_torch_the_line_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    built = builder("klein")
    with pytest.raises(MissingPart, match=r'pip install "cliffhanger\[diffusion\]"'):
        expect_maker(built, "klein", built.mix.makers["klein"], lambda: BIG)
