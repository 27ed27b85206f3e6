"""Shots in a scouted location are filmed in its set; all others are what they were."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.episode import Episode
from cliffhanger.agents.revision.board.locks import keep
from cliffhanger.agents.revision.rehearsal import rehearsal
from cliffhanger.agents.revision.ripple import concerned_by
from cliffhanger.agents.scouting import sets_of
from cliffhanger.errors import ProductionError
from cliffhanger.memory.casting import Casting, CastSheet, SheetPicture
from cliffhanger.memory.edits.board import Keep
from cliffhanger.memory.sets import Sets
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard
from cliffhanger.tools.frame.spec import FrameAbilities
from cliffhanger.tools.photography.grounded import Grounded
from cliffhanger.tools.picture.spec import ShotSpec
from cliffhanger.tools.take import Made, Take, take_key

from .sets import camera, scouted

WARD = ("s01e01.s01", "s01e01.s02", "s01e01.s03", "s01e01.s04", "s01e01.s05")
ROOF = "s01e01.s06"


@dataclass
class OnSet:
    """Films in sets by copying; tells what it was given."""

    clip: Path
    asked: list[tuple[ShotSpec, tuple[str, ...]]] = field(default_factory=list)
    tool, version, suffix = "on-set", "1", ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Any = ()) -> Made:
        self.asked.append((spec, tuple(take.key for take in inputs)))
        shutil.copyfile(self.clip, out)
        return Made(seconds=1.0, facts={"ground": {"note": "The camera front looks with a longer lens."}})


class Photographer(OnSet):
    """A camera that is shown references."""

    shown = FrameAbilities(references=2)

    async def stage(self, floor: Any, spec: ShotSpec, out: Path, inputs: Any = ()) -> Made:
        return self.make(spec, out, inputs)


def kept_file(studio: Any, name: str) -> Take:
    key = name.encode().hex().ljust(64, "0")
    out = studio.floor.store.reserve(key, ".bin")
    out.write_bytes(name.encode())
    studio.floor.store.put(key, name, "1", out)
    take: Take = studio.floor.take(key)
    return take


@pytest.fixture
async def studio(lot: Any, bible: Any, script: Any) -> Any:
    """The small story, written, boarded and spoken; nothing is scouted."""
    studio = replace(lot.studio, makers=replace(lot.studio.makers, on_set=OnSet(lot.camera.clip)))
    board = await lot.crew.storyboard(bible, script, 1)
    for kind, id, document in (("bible", "s01", bible), ("script", "s01e01", script), ("storyboard", "s01e01", board)):
        studio.archive.put(kind, id, document, "test")
    await spoken(studio, "s01e01")
    return studio


async def spoken(studio: Any, id: str) -> None:
    for spec in Episode.of(studio, id).natural_speech().values():
        await studio.floor.make(studio.makers.voice, spec)
    for spec in Episode.of(studio, id).fitted_speech().values():
        await studio.floor.make(studio.makers.voice, spec)


def scout(studio: Any, season: int = 1) -> Take:
    take = kept_file(studio, "set")
    studio.archive.put("sets", f"s{season:02d}", Sets().with_set(scouted("ward", take.key)), "scouted")
    return take


def keys(episode: Episode) -> dict[str, str]:
    return {
        id: take_key(
            episode.camera(id).tool, episode.camera(id).version, spec, [take.key for take in episode.references(id)]
        )
        for id, spec in episode.shots.items()
    }


async def test_shots_of_a_scouted_location_are_filmed_in_its_set_and_no_others(studio: Any) -> None:
    before = keys(Episode.of(studio, "s01e01"))
    take = scout(studio)
    episode = Episode.of(studio, "s01e01")
    assert {id for id, spec in episode.shots.items() if spec.ground} == set(WARD)
    assert all(episode.references(id) == (take,) for id in WARD)
    assert all(episode.camera(id) is studio.makers.on_set for id in WARD)
    ground = episode.shots[WARD[0]].ground
    assert ground is not None and (ground.taken, ground.mark.name) == ("dusk", "middle")
    after = keys(episode)
    assert {id for id in before if before[id] == after[id]} == {ROOF}
    assert episode.camera(ROOF) is studio.makers.picture


async def test_a_shot_that_is_not_in_a_set_keeps_the_key_of_older_versions(studio: Any) -> None:
    scout(studio)
    assert '"ground"' not in Episode.of(studio, "s01e01").shots[ROOF].canonical()


async def test_the_camera_of_the_set_gets_the_set(studio: Any) -> None:
    take = scout(studio)
    await Episode.of(studio, "s01e01").film(WARD[1])
    assert [given for _, given in studio.makers.on_set.asked] == [(take.key,)]
    assert Episode.of(studio, "s01e01").filmed(WARD[1]) is not None


async def test_an_episode_at_work_hears_of_new_sets(studio: Any) -> None:
    at_work = Episode.of(studio, "s01e01")
    assert Episode.of(studio, "s01e01") is at_work
    scout(studio)
    assert Episode.of(studio, "s01e01") is not at_work


async def test_what_was_done_otherwise_is_written_down_once(studio: Any) -> None:
    scout(studio)
    episode = Episode.of(studio, "s01e01")
    for _ in range(2):
        await episode.film(WARD[0])
    told = [entry.text for entry in studio.archive.entries("s01e01") if "longer lens" in entry.text]
    assert told == [f"{WARD[0]}: The camera front looks with a longer lens."]


async def test_a_missing_set_is_said_with_what_to_do(studio: Any) -> None:
    studio.archive.put("sets", "s01", Sets().with_set(scouted("ward", "b" * 64)), "scouted")
    with pytest.raises(ProductionError, match=r'The set of the ward .* --as "the ward"; or film it drawn'):
        Episode.of(studio, "s01e01").references(WARD[0])
    assert Episode.of(studio, "s01e01").references(ROOF) == ()


async def test_who_photographs_gets_cast_first_and_the_set_last(studio: Any, lot: Any) -> None:
    studio = replace(studio, makers=replace(studio.makers, picture=Photographer(lot.camera.clip)), at_work={})
    face = kept_file(studio, "face")
    sheet = CastSheet(subject="mia", asset="mia-1", version=1, pictures=(SheetPicture(take=face.key, shown="face"),))
    studio.archive.put("casting", "series", Casting().with_sheet(sheet), "cast")
    take = scout(studio)
    episode = Episode.of(studio, "s01e01")
    assert episode.references(WARD[0]) == (face, take)
    assert episode.camera(WARD[0]) == Grounded(studio.makers.picture)
    assert len(episode.shots[WARD[0]].references) == 1
    assert episode.references(ROOF) == (face,)


async def test_a_sequel_is_filmed_in_the_sets_of_the_season_before(studio: Any, bible: Any, script: Any) -> None:
    take, second = scout(studio), "s02e01"
    studio.archive.put("bible", "s02", bible.model_copy(update={"season": 2}), "test")
    text = script.model_dump_json().replace("s01e01", second)
    studio.archive.put("script", second, type(script).model_validate_json(text), "test")
    board = studio.archive.get("storyboard", "s01e01", Storyboard).model_dump_json().replace("s01e01", second)
    studio.archive.put("storyboard", second, Storyboard.model_validate_json(board), "test")
    await spoken(studio, second)
    episode = Episode.of(studio, second)
    assert episode.references(f"{second}.s01") == (take,)
    assert sets_of(studio, 2) == sets_of(studio, 1)
    studio.archive.put("sets", "s02", Sets(), "drawn again")
    assert Episode.of(studio, second).references(f"{second}.s01") == ()
    assert Episode.of(studio, "s01e01").references(WARD[0]) == (take,)


async def test_what_is_locked_stays_where_it_was_filmed(studio: Any) -> None:
    await keep(studio, Keep(what=WARD[0]))
    take = scout(studio)
    await keep(studio, Keep(what=WARD[1]))
    drawn = Episode.of(studio, "s01e01")
    assert (drawn.shots[WARD[0]].ground, drawn.references(WARD[0])) == (None, ())
    assert drawn.camera(WARD[0]) is studio.makers.picture
    studio.archive.put("sets", "s01", Sets(), "drawn again")
    there = Episode.of(studio, "s01e01")
    assert there.shots[WARD[1]].ground is not None
    assert there.references(WARD[1]) == (take,)
    assert there.camera(WARD[1]) is studio.makers.on_set
    assert there.camera(WARD[2]) is studio.makers.picture


async def test_another_camera_makes_one_shot_anew(studio: Any) -> None:
    scout(studio)
    before = keys(Episode.of(studio, "s01e01"))
    board = studio.archive.get("storyboard", "s01e01", Storyboard)
    shots = tuple(one.model_copy(update={"camera": "reverse"}) if one.id == WARD[2] else one for one in board.shots)
    studio.archive.put("storyboard", "s01e01", board.model_copy(update={"shots": shots}), "test")
    after = keys(Episode.of(studio, "s01e01"))
    assert {id for id in before if before[id] != after[id]} == {WARD[2]}


async def test_a_saved_camera_makes_nothing_anew_until_it_is_named(studio: Any) -> None:
    scout(studio)
    before = keys(Episode.of(studio, "s01e01"))
    one = sets_of(studio, 1).sets[0]
    window = camera("window", 0.9, saved=True, at=(2.0, 1.5, -1.0))
    studio.archive.put("sets", "s01", Sets().with_set(one.model_copy(update={"cameras": (*one.cameras, window)})), "x")
    assert keys(Episode.of(studio, "s01e01")) == before


async def test_scouting_concerns_the_episodes_from_its_season_on(studio: Any) -> None:
    with rehearsal(studio) as tried:
        assert concerned_by(studio, tried) == ()
        scout(tried)
        assert concerned_by(studio, tried) == ("s01e01",)


def test_storyboards_of_older_versions_keep_their_digest() -> None:
    shot = Shot(id="s01e01.s01", scene="s01e01.1", framing="close_up", figures=(Placed(character="mia"),), seconds=2.0)
    board = Storyboard(episode="s01e01", shots=(shot,))
    assert board.digest() == "055b101f04cfd1fd9df7b5863b83f022a7716cc0e0c868b2eff2635801373af6"
    there = board.model_copy(update={"shots": (shot.model_copy(update={"camera": "front"}),)})
    assert Storyboard.model_validate_json(there.canonical()) == there != board
    assert there.digest() != board.digest()
