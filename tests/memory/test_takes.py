import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cliffhanger.errors import SeriesError
from cliffhanger.memory.takes import TakeStore, stems_of

KEY = "ab" * 32


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "takes")


def made(store: TakeStore, key: str = KEY, content: bytes = b"frames" * 99, suffix: str = ".mp4") -> Path:
    path = store.reserve(key, suffix)
    path.write_bytes(content)
    return path


def test_a_take_comes_back_with_its_facts(store: TakeStore) -> None:
    put = store.put(KEY, "drawn", "1", made(store), 2.5, {"words": [["Mia", 0.2]], "lufs": -14.0})
    assert store.get(KEY) == put
    assert Path(put.path) == store.folder / "ab" / f"{KEY}.mp4"
    assert Path(put.path).read_bytes() == b"frames" * 99
    assert put.facts == {"words": [["Mia", 0.2]], "lufs": -14.0}
    assert store.verify(KEY) and store.keys() == [KEY] and store.size() > 594
    assert store.get("cd" * 32) is None and not store.verify("cd" * 32)


def test_nothing_is_left_of_the_reserved_file(store: TakeStore) -> None:
    store.put(KEY, "drawn", "1", made(store))
    assert [path.name for path in (store.folder / ".making").iterdir()] == [".lock"]


def test_a_file_from_elsewhere_is_moved_in(store: TakeStore, tmp_path: Path) -> None:
    file = tmp_path / "render.wav"
    file.write_bytes(b"sound")
    stems_of(file).mkdir()
    (stems_of(file) / "music.wav").write_bytes(b"music")
    put = store.put(KEY, "mix", "1", file)
    assert (put.stems_folder / "music.wav").read_bytes() == b"music"
    assert put.stems == {"music.wav": 5} and not file.exists() and not stems_of(file).exists()


def test_stems_travel_with_a_reserved_file(store: TakeStore) -> None:
    file = made(store)
    stems_of(file).mkdir()
    (stems_of(file) / "dialogue.wav").write_bytes(b"hello")
    put = store.put(KEY, "mix", "1", file)
    assert put.stems_folder.name == f"{KEY}.stems" and (put.stems_folder / "dialogue.wav").exists()


@pytest.mark.parametrize("damage", ["cut", "gone", "sidecar", "stem"])
def test_a_take_whose_files_changed_is_absent_and_can_be_made_again(store: TakeStore, damage: str) -> None:
    file = made(store)
    stems_of(file).mkdir()
    (stems_of(file) / "music.wav").write_bytes(b"music")
    put = store.put(KEY, "mix", "1", file)
    path = Path(put.path)
    if damage == "cut":
        os.truncate(path, 10)
    elif damage == "gone":
        path.unlink()
    elif damage == "sidecar":
        path.with_suffix(".json").write_text("{")
    else:
        (put.stems_folder / "music.wav").unlink()
    assert store.get(KEY) is None
    assert not list((store.folder / "ab").iterdir())
    store.put(KEY, "mix", "1", made(store))
    assert store.get(KEY) is not None


def test_one_flipped_bit_is_found_by_verify(store: TakeStore) -> None:
    path = Path(store.put(KEY, "drawn", "1", made(store)).path)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert store.get(KEY) is not None  # the size is right
    assert not store.verify(KEY)
    assert store.get(KEY) is None


def test_a_sidecar_names_no_path(store: TakeStore, tmp_path: Path) -> None:
    path = Path(store.put(KEY, "drawn", "1", made(store)).path)
    outside = tmp_path / "passwords"
    outside.write_bytes(path.read_bytes())
    sidecar = path.with_suffix(".json")
    sidecar.write_text(json.dumps(json.loads(sidecar.read_text()) | {"path": str(outside)}))
    assert store.get(KEY) is None and outside.exists()


def test_a_moved_store_still_has_its_takes(store: TakeStore, tmp_path: Path) -> None:
    store.put(KEY, "drawn", "1", made(store))
    store.folder.rename(tmp_path / "elsewhere")
    take = TakeStore(tmp_path / "elsewhere").get(KEY)
    assert take is not None and Path(take.path).exists()


@pytest.mark.parametrize("key", ["", "../../etc", "AB" * 32, "ab/cd" * 6, "zz" * 32])
def test_a_key_is_hexadecimal(store: TakeStore, key: str) -> None:
    for call in (store.get, lambda key: store.reserve(key, ".mp4")):
        with pytest.raises(ValueError, match="take key"):
            call(key)


def test_a_suffix_is_one(store: TakeStore) -> None:
    with pytest.raises(ValueError, match="suffix"):
        store.reserve(KEY, "/../x.mp4")


def test_an_empty_or_missing_file_is_no_take(store: TakeStore) -> None:
    for file in (made(store, content=b""), store.folder / "nothing.mp4"):
        with pytest.raises(SeriesError, match="missing or empty"):
            store.put(KEY, "drawn", "1", file)


def test_what_a_dead_process_left_is_swept_and_what_a_living_one_makes_is_not(store: TakeStore) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    orphan = store.folder / ".making" / f"{gone.pid}-0-{KEY}.mp4"
    orphan.write_bytes(b"half")
    mine, old = made(store), made(store)
    os.utime(old, (time.time() - 90_000,) * 2)
    TakeStore(store.folder)
    assert (orphan.exists(), mine.exists(), old.exists()) == (False, True, False)


def test_putting_the_same_key_at_once_keeps_one_whole_take(store: TakeStore) -> None:
    files = [made(store, content=bytes([n]) * (1000 + n)) for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        takes = list(pool.map(lambda file: TakeStore(store.folder).put(KEY, "drawn", "1", file), files))
    assert len({take.sha256 for take in takes}) == 1
    assert store.verify(KEY)


PUTTER = """
import sys
from pathlib import Path
from cliffhanger.memory.takes import TakeStore
store = TakeStore(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(400):
    key = f"{n:064x}"
    file = store.reserve(key, ".bin")
    file.write_bytes(bytes([n % 251]) * 20_000)
    store.put(key, "test", "1", file)
    print(key, flush=True)
"""


def test_processes_killed_while_putting_leave_only_whole_takes(tmp_path: Path) -> None:
    folder = tmp_path / "takes"
    said: set[str] = set()
    for delay in (0.02, 0.06, 0.1):
        pair = [
            subprocess.Popen([sys.executable, "-c", PUTTER, str(folder)], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        for process in pair:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(delay)
        for process in pair:
            process.kill()
        for process in pair:
            said |= {line for line in process.communicate()[0].split("\n") if len(line) == 64}
    store = TakeStore(folder)
    kept = store.keys()
    assert said <= set(kept)
    assert all(store.verify(key) for key in kept)
    assert [path.name for path in (folder / ".making").iterdir()] == [".lock"]
