"""The library of a home: versions, bringing into another series, damage, and two processes at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cliffhanger.errors import SeriesDamaged, UserError
from cliffhanger.memory.assets import Library
from cliffhanger.memory.casting import CastSheet, Consent, SheetPicture, VoiceSheet
from cliffhanger.memory.folder import series_in
from cliffhanger.memory.look import Outfit, Voice
from cliffhanger.memory.takes import TakeStore

SUIT, GOWN = Outfit(garment="suit"), Outfit(garment="gown")
KEYS = {name: f"{n:064x}" for n, name in enumerate(("face", "body", "gown", "lora"), 1)}


def stocked(folder: Path) -> TakeStore:
    store = TakeStore(folder)
    for name, key in KEYS.items():
        out = store.reserve(key, ".png")
        out.write_bytes(f"the {name}".encode())
        store.put(key, "painter", "1", out, facts={"of": name})
    return store


def sheet(*names: str, **changes: object) -> CastSheet:
    shown = {"face": ("face", None), "body": ("body", 0), "gown": ("outfit", 1)}
    pictures = tuple(SheetPicture(take=KEYS[n], shown=shown[n][0], outfit=shown[n][1]) for n in names)  # type: ignore[arg-type]
    made = CastSheet(subject="mia", asset="", version=0, pictures=pictures, maker="painter")
    return made.model_copy(update=changes)


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return stocked(tmp_path / "a" / "takes")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def publish(library: Library, store: TakeStore, what: CastSheet, series: str = "a"):  # type: ignore[no-untyped-def]
    return library.publish(what, store, "Mia", "person", series, (SUIT, GOWN))


def test_versions_count_up_and_are_never_overwritten(library: Library, store: TakeStore) -> None:
    first = publish(library, store, sheet("face"))
    second = publish(library, store, sheet("face", "body"))
    assert (first.version, second.version) == (1, 2)
    assert first.id == second.id and first.id.startswith("mia-")
    assert library.get(first.id, 1) == first
    assert library.get(first.id) == second
    assert library.assets() == (second,)


def test_the_same_sheet_again_is_no_new_version(library: Library, store: TakeStore) -> None:
    assert publish(library, store, sheet("face")) == publish(library, store, sheet("face"))


def test_the_same_name_in_another_series_is_another_asset(library: Library, store: TakeStore) -> None:
    ours, theirs = publish(library, store, sheet("face")), publish(library, store, sheet("face"), "b")
    assert ours.id != theirs.id
    with pytest.raises(UserError, match="More than one asset"):
        library.find("Mia")
    assert library.find(theirs.mark) == theirs


def test_an_asset_is_brought_with_its_keys_facts_and_consent(
    library: Library, store: TakeStore, tmp_path: Path
) -> None:
    consent = Consent(who="Ana Ruiz", words="I agree", at="2026-11-22T22:00:00Z", sha256="0" * 64)
    asset = publish(library, store, sheet("face", "body", "gown", consent=consent, adapter=KEYS["lora"]))
    other = TakeStore(tmp_path / "b" / "takes")
    brought = library.bring(asset, other, "nora", (GOWN,))
    assert (brought.subject, brought.asset, brought.version) == ("nora", asset.id, 1)
    assert brought.consent == consent
    assert other.keys() == sorted(KEYS.values())
    found = other.get(KEYS["face"])
    assert found is not None and found.facts == {"of": "face"} and Path(found.path).read_bytes() == b"the face"
    assert [picture.outfit for picture in brought.pictures] == [None, None, 0]


def test_clothes_that_somebody_does_not_have_stay_behind(library: Library, store: TakeStore, tmp_path: Path) -> None:
    asset = publish(library, store, sheet("face", "body", "gown"))
    brought = library.bring(asset, TakeStore(tmp_path / "b"), "nora", (SUIT,))
    assert [(picture.shown, picture.outfit) for picture in brought.pictures] == [("face", None), ("body", 0)]


@pytest.mark.parametrize("id", ["../../etc", "mia", "mia-1f3a/../x-1f3a", "", "mia-1f3a\0", ".library", "MIA-1F3A"])
def test_an_id_from_outside_names_no_path(library: Library, store: TakeStore, id: str) -> None:
    with pytest.raises(UserError):
        library.get(id)
    with pytest.raises(UserError):
        library.find(id + "@1")


def test_a_sidecar_that_does_not_read_is_refused_with_a_sentence(library: Library, store: TakeStore) -> None:
    asset = publish(library, store, sheet("face"))
    (library.folder / asset.id / "1" / "asset.json").write_text("{}")
    with pytest.raises(SeriesDamaged, match=r"does not read\. Take another version"):
        library.get(asset.id)
    assert library.assets() == ()
    assert library.damaged() == (asset.mark,)


def test_a_sidecar_cannot_point_elsewhere(library: Library, store: TakeStore) -> None:
    asset = publish(library, store, sheet("face"))
    path = library.folder / asset.id / "1" / "asset.json"
    said = json.loads(path.read_text())
    said["files"][0]["suffix"] = "/../../../series.db"
    path.write_text(json.dumps(said))
    with pytest.raises(SeriesDamaged):
        library.get(asset.id)


def test_a_picture_that_is_not_what_was_kept_is_refused(library: Library, store: TakeStore, tmp_path: Path) -> None:
    asset = publish(library, store, sheet("face"))
    file = library.folder / asset.id / "1" / f"{KEYS['face']}.png"
    file.unlink()
    file.write_bytes(b"the fake")
    other = TakeStore(tmp_path / "b")
    with pytest.raises(SeriesDamaged, match="not what was kept"):
        library.bring(asset, other, "nora")
    assert other.keys() == []


def test_what_a_dead_process_left_half_written_does_not_exist(library: Library, store: TakeStore) -> None:
    asset = publish(library, store, sheet("face"))
    (library.folder / asset.id / ".making-dead").mkdir()
    (library.folder / asset.id / "2").mkdir()
    assert library.damaged() == (f"{asset.id}@2",)
    assert publish(library, store, sheet("face", "body")).version == 3
    assert not (library.folder / asset.id / ".making-dead").exists()


def test_a_missing_picture_is_a_sentence(library: Library, tmp_path: Path) -> None:
    with pytest.raises(SeriesDamaged, match="Cast again"):
        publish(library, TakeStore(tmp_path / "empty"), sheet("face"))


def test_a_home_with_a_library_has_no_more_series(library: Library, store: TakeStore, tmp_path: Path) -> None:
    publish(library, store, sheet("face"))
    assert series_in(tmp_path) == []


_PUBLISH = """
import sys
from pathlib import Path
from cliffhanger.memory.assets import Library
from cliffhanger.memory.casting import CastSheet, SheetPicture
from cliffhanger.memory.takes import TakeStore

home, number = Path(sys.argv[1]), sys.argv[2]
store = TakeStore(home / "a" / "takes")
for key in store.keys()[:3]:
    pictures = (SheetPicture(take=key, shown="face"),)
    sheet = CastSheet(subject="mia", asset="", version=0, pictures=pictures, maker=number)
    Library(home).publish(sheet, store, "Mia", "person", "a")
"""


def test_two_processes_publish_at_once_and_every_version_is_whole(
    library: Library, store: TakeStore, tmp_path: Path
) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", _PUBLISH, str(tmp_path), str(n)]) for n in range(2)]
    assert [worker.wait(300) for worker in workers] == [0, 0]
    (asset,) = library.assets()
    assert library.versions(asset.id) == [1, 2, 3, 4, 5, 6]
    assert library.damaged() == ()


def test_a_voice_is_an_asset_of_its_own_kind_with_its_recording(tmp_path: Path) -> None:
    consent = Consent(who="Ana", words="I, Ana, agree to it", at="2026-11-23T00:00:00+00:00", sha256="0" * 64)
    store, other, library = TakeStore(tmp_path / "a"), TakeStore(tmp_path / "b"), Library(tmp_path)
    key = "ab" * 32
    out = store.reserve(key, ".wav")
    out.write_bytes(b"RIFF and so on")
    store.put(key, "recording", "1", out, seconds=8.0, facts={"sha256": "0" * 64})
    voice = Voice(style="match-ab", blend={"af_heart": 1.0})
    sheet = VoiceSheet(subject="mia", asset="", version=0, how="match", voice=voice, recording=key, consent=consent)
    asset = library.publish_voice(sheet, store, "Mia", "one")
    assert (asset.id[:10], asset.version, asset.kind) == ("mia-voice-", 1, "voice")
    assert library.publish_voice(sheet, store, "Mia", "one") == asset
    assert library.assets() == ()
    assert library.assets(("voice",)) == (asset,)
    brought = library.bring_voice(library.find(asset.mark, ("voice",)), other, "nora")
    assert brought == sheet.model_copy(update={"subject": "nora", "asset": asset.id, "version": 1})
    kept = other.get(key)
    assert kept is not None and (kept.seconds, kept.facts) == (8.0, {"sha256": "0" * 64})
    (library.folder / asset.id / "1" / f"{key}.wav").write_bytes(b"something else")
    with pytest.raises(SeriesDamaged, match="The recording of the asset"):
        library.bring_voice(asset, TakeStore(tmp_path / "c"), "nora")
