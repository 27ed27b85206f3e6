"""Sets on the page: shown as they are, looked round in, and given cameras and marks that can be taken back."""

import asyncio
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from starlette.testclient import TestClient

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.lock import alive
from cliffhanger.memory.script import Script
from cliffhanger.memory.sets import Eye, ScoutedSet, SetCamera, Sets
from cliffhanger.memory.storyboard import Storyboard
from cliffhanger.memory.takes import TakeStore
from cliffhanger.memory.versions import Versions
from cliffhanger.studio.jobs import ERRAND, Jobs
from cliffhanger.studio.settings import load
from cliffhanger.studio.web import set_changes, viewing
from cliffhanger.studio.web.app import build
from cliffhanger.studio.web.viewing import Overtaken, Viewing
from cliffhanger.tools.sets.geometry import project, unproject
from cliffhanger.tools.sets.opening import open_set
from cliffhanger.tools.sets.pictured import Picturing
from cliffhanger.tools.sets.room.room import Room
from cliffhanger.tools.sets.set import Set
from cliffhanger.tools.sets.spec import PictureSetSpec
from cliffhanger.tools.take import Take

from .conftest import HERE, SERIES
from .serving import until

KEY = "5e" * 32
AT = f"/api/series/{SERIES}/sets"
MEDIA = f"/media/{SERIES}/sets"


@pytest.fixture(scope="module")
def home(boarded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the home, in which the first place of the series is filmed in a set of one picture."""
    folder = tmp_path_factory.mktemp("scouted")
    home = Path(shutil.copytree(boarded, folder / "series"))
    picture, out = folder / "room.png", folder / "room.set"
    cv2.imwrite(str(picture), cv2.cvtColor(Room().render(Room().front_eye(), 480, 360, 1).colour, cv2.COLOR_RGB2BGR))
    made = Picturing().make(
        PictureSetSpec(tall=2.8), out, [Take(key="a", tool="photograph", version="1", path=str(picture))]
    )
    opened = open_set(out)
    store = TakeStore(home / SERIES / "takes")
    kept = store.reserve(KEY, ".set")
    shutil.copyfile(out, kept)
    store.put(KEY, "pictured", "1", kept, facts={**made.facts, "psnr": 27.25, "notes": ["Its left wall is guessed."]})
    with closing(Archive(home / SERIES / "series.db")) as archive:
        one = ScoutedSet(
            location=place(archive), take=KEY, of="hall.png", cameras=opened.cameras(), marks=opened.marks()
        )
        archive.put("sets", "s01", Sets(sets=(one,)), "scouted", "user")
    report = home / SERIES / "documents" / "sets" / one.location
    report.mkdir(parents=True)
    shutil.copyfile(picture, report / "1-seen-from-above.png")
    return home


def place(archive: Archive) -> str:
    """Return the location in which most is filmed."""
    script = archive.get("script", "s01e01", Script)
    assert script is not None
    there = [scene.location for scene in script.scenes]
    return max(there, key=there.count)


@pytest.fixture(scope="module")
def where(home: Path) -> str:
    with closing(Archive(home / SERIES / "series.db")) as archive:
        return place(archive)


@pytest.fixture(scope="module")
def studio(home: Path) -> Iterator[TestClient]:
    """A browser before the Studio of that home, and the one process that films its sets."""
    with TestClient(build(load(home=home, width=54, quality="draft")), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="module")
def the_set(home: Path) -> Set:
    return open_set(home / SERIES / "takes" / KEY[:2] / f"{KEY}.set")


def sets(home: Path) -> ScoutedSet:
    with closing(Archive(home / SERIES / "series.db")) as archive:
        found = archive.get("sets", "s01", Sets)
    assert found is not None
    return found.sets[0]


def asked(eye: Eye, **more: object) -> dict[str, Any]:
    x, y, z = eye.at
    return {"x": x, "y": y, "z": z, "yaw": eye.yaw, "pitch": eye.pitch, "roll": eye.roll, "fov": eye.fov, **more}


def told(studio: TestClient, where: str) -> dict[str, Any]:
    return next(one for one in studio.get(AT).json()["locations"] if one["id"] == where)


# Shown ------------------------------------------------------------------------------------------------------------


def test_every_place_says_what_it_is_filmed_in(studio: TestClient, home: Path, where: str) -> None:
    shown = studio.get(AT).json()
    assert (shown["season"], shown["episode"]) == (1, "s01e02")
    assert len(shown["locations"]) > 1
    one = told(studio, where)
    assert (one["made_of"], one["of"], one["why_not"]) == ("picture", "hall.png", "")
    assert {figure["name"]: figure["value"] for figure in one["figures"]}["psnr"] == 27.25
    assert one["told"] == ["Its left wall is guessed."]
    assert [camera["name"] for camera in one["cameras"]] == [camera.name for camera in sets(home).cameras]
    others = [other for other in shown["locations"] if other["id"] != where]
    assert {other["made_of"] for other in others} == {"drawn"} and not any(other["cameras"] for other in others)
    filmed = [shot for camera in one["cameras"] for shot in camera["shots"]]
    assert len(filmed) == len(set(filmed)) == one["shots"], "every shot there has the one camera that suits it"
    (picture,) = one["pictures"]
    assert picture["words"] == "seen from above"
    assert studio.get(f"{MEDIA}/{where}/report/{picture['name']}.png").headers["content-type"] == "image/png"
    assert studio.get(f"{MEDIA}/{where}/report/none.png").status_code == 404
    assert studio.get(AT, params={"season": 7}).status_code == 404


# Looked round in ----------------------------------------------------------------------------------------------------


def test_a_plate_is_what_the_eye_sees(studio: TestClient, where: str, the_set: Set) -> None:
    eye = the_set.cameras()[0].eye
    answer = studio.get(f"{MEDIA}/{where}/plate.jpg", params=asked(eye, width=90, height=160, v=KEY))
    assert answer.headers["content-type"] == "image/jpeg" and "immutable" in answer.headers["cache-control"]
    shown = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR_RGB)
    assert np.abs(shown.astype(float) - the_set.plate(eye, 90, 160).colour).mean() < 6
    again = studio.get(f"{MEDIA}/{where}/plate.jpg", params=asked(eye, width=90, height=160))
    assert again.content == answer.content and again.headers["cache-control"] == "no-store"


def test_a_view_has_the_depth_to_turn_it_with(studio: TestClient, where: str, the_set: Set) -> None:
    eye = the_set.cameras()[0].eye
    data = studio.get(f"{MEDIA}/{where}/view", params=asked(eye, width=144, height=256, viewer="me")).content
    (length,) = struct.unpack_from("<I", data)
    head = json.loads(data[4 : 4 + length])
    at = 4 + length + head["jpeg"]
    assert data[4 + length :].startswith(b"\xff\xd8") and at % 4 == 0
    count = head["columns"] * head["rows"]
    nearness = np.frombuffer(data, "<u2", count, at).reshape(head["rows"], head["columns"])
    saw = np.frombuffer(data, "u1", count, at + 2 * count).reshape(nearness.shape)
    assert len(data) == at + 3 * count
    plate = the_set.plate(Eye.model_validate(head["eye"]), 144, 256)
    rows, columns = (np.round(np.linspace(0, n - 1, head[m])).astype(int) for n, m in ((256, "rows"), (144, "columns")))
    depth = plate.depth[np.ix_(rows, columns)]
    near = depth < 20
    assert near.any()
    np.testing.assert_allclose(head["near"] * 65535 / nearness[near], depth[near], rtol=0.01)
    np.testing.assert_array_equal(saw > 127, plate.seen[np.ix_(rows, columns)])
    assert head["seen"] == pytest.approx(plate.seen.mean(), abs=1e-3) and head["free"] is True
    assert (head["eye"]["at"], head["width"]) == ([round(value, 3) for value in eye.at], 144)


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": "nan"}, {"y": "inf"}, {"z": "-inf"}, {"x": "1e9"}, {"fov": 0}, {"fov": 170}, {"pitch": 91}, {"yaw": 1e5},
        {"width": 8}, {"width": 100_000}, {"height": 1081}, {"height": "x"}, {"x": ""}, {"season": -1}, {"roll": "nan"},
    ],
    ids=str,
)  # fmt: skip
def test_an_eye_that_cannot_be_is_refused(studio: TestClient, where: str, wrong: dict[str, object]) -> None:
    whole = {"x": 0, "y": 1.5, "z": 2, "across": 0.5, "down": 0.5, "width": 90, "height": 160, **wrong}
    for what in (f"{MEDIA}/{where}/view", f"{MEDIA}/{where}/plate.jpg"):
        assert studio.get(what, params=whole).status_code == 422  # type: ignore[arg-type]


def test_what_is_not_there_is_not_found(studio: TestClient, where: str) -> None:
    drawn = next(one["id"] for one in studio.get(AT).json()["locations"] if one["made_of"] == "drawn")
    eye = {"x": 0, "y": 1.5, "z": 2}
    assert studio.get(f"{MEDIA}/{drawn}/view", params=eye).status_code == 404
    assert studio.get(f"{MEDIA}/nowhere/plate.jpg", params=eye).status_code == 404
    assert studio.get(f"/media/another/sets/{where}/view", params=eye).status_code == 404
    assert studio.get(f"{MEDIA}/../{where}/view", params=eye).status_code == 404
    assert studio.get(f"{MEDIA}/{where}/report/..%2F..%2Fseries.png").status_code == 404


def test_another_page_may_not_look(studio: TestClient, where: str) -> None:
    eye = {"x": 0, "y": 1.5, "z": 2}
    assert studio.get(f"{MEDIA}/{where}/view", params=eye, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    body = {"name": "spy", "x": 0, "z": 0}
    assert studio.post(f"{AT}/{where}/marks", json=body, headers={"origin": "http://evil.example"}).status_code == 403
    assert studio.post(f"{AT}/{where}/marks", data=body).status_code == 415


def test_the_plan_shows_where_a_camera_can_be(studio: TestClient, where: str, the_set: Set) -> None:
    plan = studio.get(f"{AT}/{where}/plan").json()
    assert len(plan["rows"]) > 4 and len({len(row) for row in plan["rows"]}) == 1
    for j, row in enumerate(plan["rows"]):
        for i, cell in enumerate(row):
            if cell == "#":
                at = (plan["x"] + i * plan["step"], viewing.EYE_LEVEL, plan["z"] + j * plan["step"])
                assert the_set.free(at)
    x, _, z = the_set.cameras()[0].eye.at
    here = plan["rows"][round((z - plan["z"]) / plan["step"])][round((x - plan["x"]) / plan["step"])]
    assert here == "#", "the front camera stands where one can"


def test_the_floor_is_found_by_depth(studio: TestClient, where: str, the_set: Set) -> None:
    eye = the_set.cameras()[0].eye.model_copy(update={"pitch": -20.0})
    points = unproject(eye, the_set.plate(eye, 180, 320).depth)
    rows, columns = np.nonzero(np.abs(points[..., 1]) < 0.03)
    y, x = int(rows[len(rows) // 2]), int(columns[len(rows) // 2])
    question = asked(eye, across=(x + 0.5) / 180, down=(y + 0.5) / 320)
    found = studio.get(f"{AT}/{where}/floor", params=question).json()
    seen, _ = project(eye, 180, 320, np.array([found["x"], 0.0, found["z"]]))
    assert math.dist(seen, (x + 0.5, y + 0.5)) < 3
    up = studio.get(f"{AT}/{where}/floor", params=asked(eye.model_copy(update={"pitch": 5.0}), across=0.5, down=0.02))
    assert up.status_code == 404 and "floor" in up.json()["detail"]


# Cameras and marks ----------------------------------------------------------------------------------------------------


def test_a_camera_is_saved_renamed_moved_and_taken_back(
    studio: TestClient, home: Path, where: str, the_set: Set
) -> None:
    eye = the_set.cameras()[0].eye.model_copy(update={"fov": 31.0})
    saved = studio.post(f"{AT}/{where}/cameras", json={"name": " By the door ", "eye": asked(eye)})
    assert saved.status_code == 200, saved.text
    camera = sets(home).camera("By the door")
    assert camera is not None and camera.saved and camera.eye.fov == 31.0
    assert camera.seen == saved.json()["seen"] == pytest.approx(the_set.share_seen(camera.eye), abs=1e-3)
    assert [one["name"] for one in told(studio, where)["cameras"]][-1] == "By the door"
    assert studio.get(f"/api/series/{SERIES}/history").json()["can_undo"] is True

    moved = {"name": "by the DOOR", "eye": asked(eye.model_copy(update={"fov": 36.0}))}
    assert studio.post(f"{AT}/{where}/cameras", json=moved).json()["name"] == "By the door"
    there = [one for one in sets(home).cameras if one.saved]
    assert [(one.name, one.eye.fov) for one in there] == [("By the door", 36.0)]

    renamed = studio.post(f"{AT}/{where}/cameras/rename", json={"name": "By the door", "to": "Threshold"})
    assert renamed.json()["name"] == "Threshold"
    assert studio.post(f"{AT}/{where}/cameras/remove", json={"name": "By the door"}).status_code == 404
    assert studio.post(f"{AT}/{where}/cameras/remove", json={"name": "Threshold"}).status_code == 200
    assert not any(one.saved for one in sets(home).cameras)
    notes = [change["note"] for change in studio.get(f"/api/series/{SERIES}/history").json()["changes"]]
    assert notes[-4:] == [
        "Saved the camera “By the door”.", "Moved the camera “By the door”.",
        "The camera “By the door” is called “Threshold” now.", "Removed the camera “Threshold”.",
    ]  # fmt: skip
    with closing(Archive(home / SERIES / "series.db")) as archive:
        versions = Versions(archive)
        for _ in range(4):
            versions.undo()
            now = [one.name for one in sets(home).cameras if one.saved]
            assert now == [one["name"] for one in told(studio, where)["cameras"] if one["saved"]]
    assert sets(home).cameras == the_set.cameras()


def test_marks_are_kept_apart_from_those_of_the_set(studio: TestClient, home: Path, where: str) -> None:
    own = sets(home).marks[0].name
    assert studio.post(f"{AT}/{where}/marks", json={"name": own.upper(), "x": 0, "z": 0}).status_code == 409
    assert studio.post(f"{AT}/{where}/marks/remove", json={"name": own}).status_code == 400
    assert studio.post(f"{AT}/{where}/marks/rename", json={"name": own, "to": "elsewhere"}).status_code == 400
    assert studio.post(f"{AT}/{where}/marks", json={"name": "window", "x": 0.5004, "z": -0.2}).status_code == 200
    assert (sets(home).marks[-1].x, sets(home).marks[-1].z, sets(home).marks[-1].saved) == (0.5, -0.2, True)
    for name in ("", "  ", "<b>", "x" * 33, "a\nb", "../x", "\u0000"):
        assert studio.post(f"{AT}/{where}/marks", json={"name": name, "x": 0, "z": 0}).status_code == 422, name
    for wrong in ("NaN", "Infinity", "1e300"):
        body = f'{{"name": "far", "x": {wrong}, "z": 0}}'
        answer = studio.post(f"{AT}/{where}/marks", content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 422
    assert studio.post(f"{AT}/{where}/marks/remove", json={"name": "window"}).status_code == 200


def test_no_camera_is_saved_in_a_wall(studio: TestClient, home: Path, where: str) -> None:
    before = sets(home)
    answer = studio.post(f"{AT}/{where}/cameras", json={"name": "wall", "eye": {"x": 90, "y": 1.5, "z": 0}})
    assert answer.status_code == 400 and "wall" in answer.json()["detail"]
    assert sets(home) == before


def test_shots_follow_the_camera_that_they_ask_for(studio: TestClient, home: Path, where: str, the_set: Set) -> None:
    eye = asked(the_set.cameras()[0].eye)
    assert studio.post(f"{AT}/{where}/cameras", json={"name": "mine", "eye": eye}).json()["episodes"] == []
    with closing(Archive(home / SERIES / "series.db")) as archive:
        board, script = archive.get("storyboard", "s01e01", Storyboard), archive.get("script", "s01e01", Script)
        assert board is not None and script is not None
        scenes = {scene.id for scene in script.scenes if scene.location == where}
        asking = next(shot for shot in board.shots if shot.scene in scenes)
        shots = tuple(one.model_copy(update={"camera": "mine"}) if one == asking else one for one in board.shots)
        archive.put("storyboard", "s01e01", board.model_copy(update={"shots": shots}), "asked for", "user")
    renamed = studio.post(f"{AT}/{where}/cameras/rename", json={"name": "mine", "to": "yours"})
    assert renamed.json()["episodes"] == ["s01e01"]
    with closing(Archive(home / SERIES / "series.db")) as archive:
        board = archive.get("storyboard", "s01e01", Storyboard)
        assert board is not None and [shot.id for shot in board.shots if shot.camera == "yours"] == [asking.id]
        Versions(archive).undo()
        board = archive.get("storyboard", "s01e01", Storyboard)
        assert board is not None and [shot.id for shot in board.shots if shot.camera == "mine"] == [asking.id]
    assert studio.post(f"{AT}/{where}/cameras/remove", json={"name": "mine"}).json()["episodes"] == ["s01e01"]
    with closing(Archive(home / SERIES / "series.db")) as archive:
        board = archive.get("storyboard", "s01e01", Storyboard)
        assert board is not None and not any(shot.camera for shot in board.shots)


def test_nothing_is_changed_while_somebody_works_on_the_series(
    studio: TestClient, home: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_changes, "PATIENCE", 0.0)
    body = {"name": "corner", "x": 0, "z": 0}
    with SeriesFolder(home, SERIES).lock():
        refused = studio.post(f"{AT}/{where}/marks", json=body)
        assert refused.status_code == 409 and "works on this series" in refused.json()["detail"]
    with Jobs(home) as jobs:
        job = jobs.add(SERIES, "make", "episode 3")
        assert studio.post(f"{AT}/{where}/marks", json=body).status_code == 409
        jobs.stop(job)
    assert studio.post(f"{AT}/{where}/marks", json=body).status_code == 200
    assert studio.post(f"{AT}/{where}/marks/remove", json={"name": "corner"}).status_code == 200


def test_an_errand_is_left_off_for_a_change(studio: TestClient, home: Path, where: str) -> None:
    """Who makes what there is to look at can do so later: the user is not kept waiting for it."""
    lock = SeriesFolder(home, SERIES).lock()
    lock.take()
    with Jobs(home) as jobs:
        for job in jobs.jobs(SERIES, ("queued",)):
            jobs.stop(job.id)
        errand = jobs.add_errand(SERIES)
        assert (running := jobs.next()) is not None and running.id == errand

        def leave_off() -> None:
            while not (now := jobs.job(errand)) or not now.stop:
                time.sleep(0.01)
            jobs.finish(now, "stopped")
            lock.free()

        worker = threading.Thread(target=leave_off)
        worker.start()
        answer = studio.post(f"{AT}/{where}/marks", json={"name": "errand", "x": 0, "z": 0})
        worker.join(20)
        assert answer.status_code == 200, answer.text
        assert [job.what for job in jobs.jobs(SERIES, ("queued",))] == [ERRAND], "it is begun again afterwards"
    assert studio.post(f"{AT}/{where}/marks/remove", json={"name": "errand"}).status_code == 200


# The process that films ------------------------------------------------------------------------------------------


def wait_for(gate: threading.Event, word: str) -> str:
    assert gate.wait(10)
    return word


def test_of_one_viewer_only_the_latest_view_is_filmed() -> None:
    async def looked() -> list[object]:
        gate = threading.Event()
        one = Viewing(ThreadPoolExecutor(1))
        first = asyncio.create_task(one.ask(wait_for, gate, "first", viewer="a"))
        await asyncio.sleep(0.05)
        others = [asyncio.create_task(one.ask(wait_for, gate, word, viewer="a")) for word in ("second", "third")]
        another = asyncio.create_task(one.ask(wait_for, gate, "of another", viewer="b"))
        await asyncio.sleep(0.05)
        gate.set()
        found = await asyncio.gather(first, *others, another, return_exceptions=True)
        one.close()
        return list(found)

    first, second, third, another = asyncio.run(looked())
    assert (first, third, another) == ("first", "third", "of another")
    assert isinstance(second, Overtaken)


def test_only_so_many_wait_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "WAITING", 2)

    async def asked_for() -> list[object]:
        gate = threading.Event()
        one = Viewing(ThreadPoolExecutor(1))
        tasks = [asyncio.create_task(one.ask(wait_for, gate, str(n))) for n in range(3)]
        await asyncio.sleep(0.05)
        gate.set()
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    first, second, third = asyncio.run(asked_for())
    assert (first, second) == ("0", "1") and isinstance(third, ToolError)


def die() -> None:
    os._exit(1)


@pytest.mark.slow
def test_a_process_that_dies_is_told_and_another_takes_its_place(home: Path, the_set: Set) -> None:
    path, eye = str(home / SERIES / "takes" / KEY[:2] / f"{KEY}.set"), the_set.cameras()[0].eye

    async def looked() -> tuple[bool, float]:
        one = Viewing()
        try:
            with pytest.raises(ToolError, match="died"):
                await one.ask(die)
            return await one.ask(viewing.judged, path, eye)
        finally:
            one.close()

    free, seen = asyncio.run(looked())
    assert free and seen == pytest.approx(the_set.share_seen(eye), abs=1e-3)


KEPT = """
import asyncio, os, sys
from cliffhanger.studio.web.viewing import Viewing

async def ask() -> None:
    print(await Viewing().ask(os.getpid), flush=True)
    os.kill(os.getpid(), 9)

if __name__ == "__main__":
    asyncio.run(ask())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the number of a process may be another's at once")
def test_no_process_outlives_a_studio_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "kept.py").write_text(KEPT, encoding="utf-8")
    ended = subprocess.run([sys.executable, str(tmp_path / "kept.py")], stdout=subprocess.PIPE, text=True, check=False)
    process = int(ended.stdout)
    until(lambda: not alive(process), 20)


def test_only_so_many_sets_are_kept_open(tmp_path: Path, home: Path) -> None:
    file = home / SERIES / "takes" / KEY[:2] / f"{KEY}.set"
    try:
        for n in range(viewing.OPEN + 2):
            copy = Path(shutil.copyfile(file, tmp_path / f"{n}.set"))
            viewing.judged(str(copy), Eye(at=(0.0, 1.5, 1.0)))
        assert len(viewing._sets) == viewing.OPEN
        (tmp_path / "none.set").write_bytes(b"no zip")
        with pytest.raises(MakerRefused):
            viewing.judged(str(tmp_path / "none.set"), Eye(at=(0.0, 1.5, 1.0)))
    finally:
        viewing._sets.clear()


def test_a_camera_of_the_set_is_a_camera_of_the_page() -> None:
    """What the page may send covers what a survey may find."""
    from cliffhanger.studio.web.set_view import EyeAsked

    found = SetCamera(name="front", eye=Eye(at=(1.23456, 0.5, -3.0), yaw=359.999, pitch=-89.0, fov=100.0))
    x, y, z = found.eye.at
    eye = EyeAsked(x=x, y=y, z=z, yaw=found.eye.yaw, pitch=found.eye.pitch, fov=found.eye.fov).eye()
    assert eye == Eye(at=(1.235, 0.5, -3.0), yaw=0.0, pitch=-89.0, fov=100.0)
