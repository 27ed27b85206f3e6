import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from cliffhanger.errors import SeriesDamaged, SeriesLocked
from cliffhanger.memory.embedding import E5, Remembered, tokens
from cliffhanger.memory.recall import Item, Recall

FACTS = [
    Item(kind="facts", id="f1", text="Mia wears her grandmother's emerald ring.", episode=1, plain={"subject": "mia"}),
    Item(kind="facts", id="f2", text="Cole is allergic to penicillin.", episode=3),
    Item(kind="facts", id="f3", text="Dana died in the fire at the harbour.", episode=5),
    Item(kind="facts", id="f4", text="The lawyer keeps the will in a blue folder.", episode=8),
]
CARDS = [Item(kind="cards", id="unmasking", text="Someone is unmasked before everybody they lied to.")]


def index(folder: Path) -> Recall:
    return Recall(folder / "recall", cache=folder / "cache")


def test_what_is_near_in_meaning_is_found_first(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        assert recall.ensure(FACTS + CARDS) == 5
        assert recall.nearest("the jewel on her finger", "facts", 1)[0].id == "f1"
        assert recall.nearest("is someone burnt to death?", "facts", 2)[0].id == "f3"
        assert recall.nearest("她手上的戒指", "facts", 1)[0].id == "f1"
        hit = recall.nearest("ring", "facts", 1)[0]
        assert (hit.text, hit.episode, hit.plain) == (FACTS[0].text, 1, {"subject": "mia"})


def test_only_earlier_episodes_if_asked(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        recall.index_all(FACTS)
        assert [hit.id for hit in recall.nearest("fire", "facts", 9, before_episode=5)] and all(
            hit.episode < 5 for hit in recall.nearest("fire", "facts", 9, before_episode=5)
        )
        distances = [hit.distance for hit in recall.nearest("fire", "facts", 9)]
        assert distances == sorted(distances) and len(distances) == 4


def test_only_what_has_a_word_if_asked(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        recall.index_all(FACTS)
        assert [hit.id for hit in recall.nearest("jewel", "facts", 9, containing=["penic", "folder"])] == ["f4", "f2"]
        assert [hit.id for hit in recall.nearest("jewel", "facts", 9, 5, ["folder", "penic"])] == ["f2"]
        assert recall.nearest("jewel", "facts", 9, containing=["zebra"]) == []


def test_an_episode_is_renewed_and_the_others_stay(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        assert not recall.complete
        recall.ensure(FACTS)
        assert recall.complete
        changed = Item(kind="facts", id="f9", text="Dana fled over the roofs.", episode=5)
        assert recall.renew(5, ("facts", "scenes"), [changed]) == 1
        assert recall.nearest("burnt to death", "facts", 9, containing=["harbour"]) == [] and recall.count("facts") == 4
        assert recall.renew(5, ("facts",), []) == 0 and recall.count("facts") == 3
    with index(tmp_path) as recall:
        assert recall.count("facts") == 3 and not recall.complete


def test_tokens_are_counted_by_a_real_tokenizer() -> None:
    assert tokens("") == 0 and tokens("Mia") in (1, 2) and tokens("nul\0 \ud800") > 0
    text = "Mia gives the voicemail to Cole, who lies. "
    assert abs(tokens(text * 2000) - 2000 * tokens(text)) <= 2000, "long texts are counted whole"


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        assert recall.nearest("anything", "scenes") == []
        assert recall.ensure([]) == 0


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        assert recall.ensure(FACTS) == 4
        assert recall.ensure(FACTS) == 0
        changed = FACTS[2].model_copy(update={"text": "Dana lives under another name."})
        assert recall.ensure([*FACTS[:2], changed]) == 1
        assert recall.count("facts") == 3
        assert recall.nearest("Dana", "facts", 1)[0].text == changed.text


def test_it_is_there_after_closing(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        recall.ensure(FACTS)
    with index(tmp_path) as recall:
        assert recall.count("facts") == 4
        assert recall.ensure(FACTS) == 0
        assert recall.nearest("jewel", "facts", 1)[0].id == "f1"


@pytest.mark.parametrize("damage", ["flipped", "torn", "gone", "manifest", "folder", "other model"])
def test_a_missing_or_damaged_index_is_rebuilt(tmp_path: Path, damage: str) -> None:
    with index(tmp_path) as recall:
        recall.ensure(FACTS)
    database, manifest = tmp_path / "recall" / "chroma.sqlite3", tmp_path / ".recall.json"
    if damage == "flipped":
        content = bytearray(database.read_bytes())
        for at in range(4096, len(content), 997):
            content[at] ^= 0xFF
        database.write_bytes(content)
    elif damage == "torn":
        os.truncate(database, database.stat().st_size // 2)
    elif damage == "gone":
        database.unlink()
    elif damage == "manifest":
        manifest.write_text("{")
    elif damage == "folder":
        __import__("shutil").rmtree(tmp_path / "recall")
    else:
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"embedding": "another"}))
    with index(tmp_path) as recall:
        assert recall.ensure(FACTS) == 4
        assert recall.nearest("jewel", "facts", 1)[0].id == "f1"


def test_rebuild_holds_only_what_it_is_given(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        recall.ensure(FACTS)
        recall.rebuild(CARDS)
        assert (recall.count("facts"), recall.count("cards")) == (0, 1)


def test_an_index_that_breaks_while_open_is_told_and_not_trusted_again(tmp_path: Path) -> None:
    with index(tmp_path) as recall:
        recall.ensure(FACTS)
        for table in ("embeddings", "embedding_metadata", "segments", "collections"):
            raw = sqlite3.connect(tmp_path / "recall" / "chroma.sqlite3")
            raw.execute(f"DROP TABLE {table}")
            raw.close()
        with pytest.raises(SeriesDamaged, match="Run it again"):
            recall.nearest("jewel", "facts")
            recall.ensure([*FACTS, *CARDS])
    with index(tmp_path) as recall:
        assert recall.ensure(FACTS) == 4


OWNER = """
import sys
from pathlib import Path
from cliffhanger.memory.recall import Item, Recall
recall = Recall(Path(sys.argv[1]) / "recall", cache=Path(sys.argv[1]) / "cache")
recall.index("facts", "f1", "Mia wears a ring.")
print("open", flush=True)
sys.stdin.read()
"""


def test_one_process_owns_it_and_a_killed_one_leaves_no_harm(tmp_path: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(OWNER), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None and owner.stdout.readline() == "open\n"
    with index(tmp_path) as recall, pytest.raises(SeriesLocked, match=f"process {owner.pid}"):
        recall.count("facts")
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    with index(tmp_path) as recall:
        assert recall.ensure(FACTS) == 4


def test_vectors_are_remembered_between_series_and_a_damaged_memory_is_forgotten(tmp_path: Path) -> None:
    class Counting(E5):
        asked = 0

        def passages(self, texts):  # type: ignore[no-untyped-def]
            self.asked += len(texts)
            return super().passages(texts)

    counting = Counting()
    texts = ["a ring", "a fire", "a ring"]
    first = Remembered(counting, tmp_path).passages(texts)
    assert counting.asked == 2
    assert np.array_equal(Remembered(counting, tmp_path).passages(texts), first) and counting.asked == 2
    for file in tmp_path.glob("vectors-*"):
        file.write_bytes(b"not a database" * 99)
    assert np.array_equal(Remembered(counting, tmp_path).passages(texts), first) and counting.asked == 4


def test_the_embedding_leaves_the_environment_and_takes_any_text() -> None:
    before = os.environ.get("OMP_NUM_THREADS")
    vectors = E5().passages(["", "nul\0nul", "\ud800", "戒指", "word " * 700])
    assert vectors.shape == (5, 384) and np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert os.environ.get("OMP_NUM_THREADS") == before
    assert np.array_equal(E5().passages(["a ring", "a fire"])[1], E5().passages(["a fire"])[0])
    assert not np.array_equal(E5().passages(["a fire"]), E5().queries(["a fire"]))


def test_a_query_takes_milliseconds(tmp_path: Path) -> None:
    items = [Item(kind="facts", id=f"f{n}", text=f"fact {n}", episode=n % 50) for n in range(150)]
    with index(tmp_path) as recall:
        recall.ensure(items)
        recall.nearest("warm", "facts")
        start = time.process_time()
        for _ in range(10):
            recall.nearest("who has the ring", "facts", 8, before_episode=30)
        assert (time.process_time() - start) / 10 < 0.05
