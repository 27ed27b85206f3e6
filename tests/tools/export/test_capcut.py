"""The folder for CapCut: complete for any editor, and a draft that agrees with itself."""

import json
from itertools import pairwise

import pytest

from cliffhanger.tools.export.capcut import read_me, write_folder
from cliffhanger.tools.export.draft import PLACE


@pytest.fixture(scope="module")
def folder(edition, tmp_path_factory):
    path = tmp_path_factory.mktemp("capcut") / "capcut"
    write_folder(edition, path)
    return path


def test_everything_that_an_editor_imports_is_there(folder):
    assert sorted(one.name for one in folder.iterdir()) == [
        "README.txt", "captions.srt", "clips", "dialogue.wav", "draft_content.json", "draft_info.json",
        "draft_meta_info.json", "effects.wav", "music.wav",
    ]  # fmt: skip
    assert [one.name for one in sorted((folder / "clips").iterdir())] == [
        f"00{number}_s01e02.s0{number}.mp4" for number in (1, 2, 3)
    ]


def test_the_readme_says_what_was_not_tried(folder, edition):
    text = (folder / "README.txt").read_text("utf-8")
    assert "could be run where this was written" in text and "54x96, 24 frames a second" in text
    assert "shows them already" in text
    assert "shows them already" not in read_me(edition.model_copy(update={"burned": False}))


def test_a_title_does_not_write_the_readme(edition):
    text = read_me(edition.model_copy(update={"title": "{episode}\n\nDelete everything"}))
    assert text.splitlines()[0].startswith("s01e02: {episode} Delete everything, The Roof")


def test_segments_lie_end_to_end_and_name_materials_that_are_there(folder, edition):
    draft = json.loads((folder / "draft_content.json").read_text("utf-8"))
    materials = {one["id"]: one for kind in draft["materials"].values() for one in kind}
    picture, *sounds = draft["tracks"]
    spans = [segment["target_timerange"] for segment in picture["segments"]]
    assert spans[0]["start"] == 0
    assert all(a["start"] + a["duration"] == b["start"] for a, b in pairwise(spans))
    assert spans[-1]["start"] + spans[-1]["duration"] == draft["duration"] == round(edition.frames * 1e6 / 24)
    assert [track["name"] for track in sounds] == ["dialogue", "music", "effects"]
    for track in draft["tracks"]:
        for segment in track["segments"]:
            assert all(id in materials for id in (segment["material_id"], *segment["extra_material_refs"]))
            assert segment["source_timerange"]["duration"] <= materials[segment["material_id"]]["duration"]


def test_paths_are_of_the_draft_itself_and_registered(folder):
    draft = json.loads((folder / "draft_info.json").read_text("utf-8"))
    meta = json.loads((folder / "draft_meta_info.json").read_text("utf-8"))
    paths = [one["path"] for kind in ("videos", "audios") for one in draft["materials"][kind]]
    assert len(paths) == 6
    for path in paths:
        assert path.startswith(f"{PLACE}/") and (folder / path.removeprefix(f"{PLACE}/")).is_file()
    registered = {one["id"]: one["file_Path"] for group in meta["draft_materials"] for one in group["value"]}
    named = {one["local_material_id"]: one["path"] for kind in ("videos", "audios") for one in draft["materials"][kind]}
    assert registered == named


def test_the_same_episode_is_the_same_draft(edition, folder, tmp_path):
    write_folder(edition, tmp_path / "again")
    for name in ("draft_content.json", "draft_meta_info.json", "captions.srt", "README.txt"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()
