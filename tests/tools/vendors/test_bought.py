"""What is the same for every vendor: what is asked of it, what is sent to it, and how it works on the floor."""

import asyncio
import base64
import io
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from cliffhanger.errors import MakerRefused, ToolError
from cliffhanger.memory.archive import Archive
from cliffhanger.memory.takes import TakeStore
from cliffhanger.tools.clip.spec import ClipAbilities, ClipSpec
from cliffhanger.tools.floor import Floor
from cliffhanger.tools.frame.spec import Adapter, FrameAbilities, FrameSpec, Reference
from cliffhanger.tools.take import Maker, Priced, lane
from cliffhanger.tools.vendors.book import LedgerBook, StudioCloses
from cliffhanger.tools.vendors.bought import Bought, Patience
from cliffhanger.tools.vendors.fal import Fal
from cliffhanger.tools.vendors.pictures import data_uri, encoded
from cliffhanger.tools.vendors.received import WrongFile, received_clip, received_frame
from cliffhanger.tools.vendors.runway import Runway
from cliffhanger.tools.vendors.vendor import Progress, Vendor, length_of, size_of, worded, words_of
from cliffhanger.tools.vendors.wire import Damaged

from .media import clip, cut_short, picture

FRAME = FrameSpec(prompt="A roof.", width=90, height=160)
CLIP = ClipSpec(prompt="A roof.", width=90, height=160, seconds=1)


class House:
    """A vendor in this process: it makes whatever it is asked for at the second question."""

    name, model, version, finds = "house", "still-1", "1", False

    def __init__(self, able: ClipAbilities | FrameAbilities) -> None:
        self.abilities = able
        self.asked: dict[str, int] = {}

    def submit(self, spec: FrameSpec, pictures: Sequence[Path], tag: str) -> str:
        self.asked[tag] = 0
        return tag

    def poll(self, id: str) -> Progress:
        self.asked[id] += 1
        return Progress(state="done" if self.asked[id] > 1 else "running", files=("here",))

    def fetch(self, progress: Progress, out: Path) -> None:
        out.write_bytes(picture(90, 160, "WEBP"))

    def cancel(self, id: str) -> None:
        raise NotImplementedError

    def price(self, spec: FrameSpec) -> float:
        return 0.25

    def find(self, tag: str) -> str | None:
        return None


def kind_of(path: Path) -> str | None:
    with Image.open(path) as image:
        return image.format


def bought(vendor: Vendor, archive: Archive) -> Bought:
    return Bought(vendor, LedgerBook(archive), patience=Patience(first=0.001))


def test_it_is_a_maker_of_the_wire_with_a_price(tmp_path: Path) -> None:
    with Archive(tmp_path / "series.sqlite") as archive:
        maker = bought(Runway("key"), archive)
        assert isinstance(maker, Maker)
        assert isinstance(maker, Priced)
        assert isinstance(Runway("key"), Vendor)
        assert (lane(maker), maker.tool, maker.suffix) == ("wire", "runway:gen4_turbo", ".mp4")
        assert "key" not in repr(maker).replace("key=", "")


async def test_the_floor_makes_each_picture_once_in_threads_of_its_own(tmp_path: Path) -> None:
    with Archive(tmp_path / "series.sqlite") as archive:
        floor = Floor(TakeStore(tmp_path / "takes"), workers=1)
        house = House(FrameAbilities())
        maker = bought(house, archive)
        specs = [FRAME.model_copy(update={"seed": seed}) for seed in (1, 2, 3, 1, 2, 3)]
        takes = await asyncio.gather(*(floor.make(maker, spec) for spec in specs))
        floor.close()
        assert len({take.key for take in takes}) == len(house.asked) == 3
        assert takes[0].facts["price"] == 0.25
        assert kind_of(Path(takes[0].path)) == "PNG"
        job = archive.job(takes[0].key)
        assert job is not None
        assert (job.state, job.provider, job.provider_id) == ("done", "house:still-1", takes[0].key[:32])


@pytest.mark.parametrize(
    ("able", "spec", "words"),
    [
        (FrameAbilities(), CLIP, "makes frames only"),
        (ClipAbilities(), FRAME, "makes clips only"),
        (FrameAbilities(), FRAME.model_copy(update={"references": (Reference(subject="Mia"),)}), "0 reference"),
        (FrameAbilities(), FRAME.model_copy(update={"adapters": (Adapter(subject="Mia"),)}), "no LoRA"),
        (ClipAbilities(), CLIP.model_copy(update={"last": True}), "the last frame"),
        (ClipAbilities(first=False), CLIP.model_copy(update={"first": True}), "the first frame"),
    ],
)
def test_more_than_a_model_can_do_is_refused_before_it_costs(
    tmp_path: Path, able: ClipAbilities | FrameAbilities, spec: FrameSpec, words: str
) -> None:
    house = House(able)
    with Archive(tmp_path / "series.sqlite") as archive, pytest.raises(MakerRefused, match=words):
        bought(house, archive).make(spec, tmp_path / "out.png")
    assert house.asked == {}


def test_a_pause_ends_when_the_studio_closes(tmp_path: Path) -> None:
    with Archive(tmp_path / "series.sqlite") as archive:
        book = LedgerBook(archive)
        book.pause(0.001)
        book.close()
        with pytest.raises(StudioCloses):
            book.pause(60)


def test_patience_grows_and_ends() -> None:
    pauses = list(Patience(first=1, grow=2, most=5, longest=20).pauses())
    assert pauses == [1, 2, 4, 5, 5, 5]


# What is asked for --------------------------------------------------------------------------------------------------


def test_the_nearest_size_of_that_shape_is_asked_for() -> None:
    able = ClipAbilities(sizes=((480, 832), (720, 1280), (1080, 1920), (1280, 720)))
    sizes = [size_of(CLIP.model_copy(update={"width": w, "height": h}), able) for w, h in ((540, 960), (1080, 1920))]
    assert sizes == [(480, 832), (1080, 1920)]
    assert size_of(CLIP, ClipAbilities()) == (90, 160)


def test_a_clip_longer_than_the_model_makes_is_refused() -> None:
    able = ClipAbilities(lengths=(5, 10))
    assert length_of(CLIP.model_copy(update={"seconds": 5.5}), able) == 10
    with pytest.raises(MakerRefused, match=r"12\.0 s"):
        length_of(CLIP.model_copy(update={"seconds": 12}), able)


def test_a_prompt_ends_with_a_whole_word_and_keeps_what_is_said() -> None:
    assert worded("one two, three", 9) == "one two"
    assert worded("one two", 7) == "one two"
    spec = CLIP.model_copy(update={"prompt": "a " * 100, "speech": "You lied."})
    words = words_of(spec, ClipAbilities(speaks=True, prompt=60))
    assert len(words) <= 60
    assert words.endswith('"You lied."')
    assert "lied" not in words_of(spec, ClipAbilities(prompt=60))


# What is sent -------------------------------------------------------------------------------------------------------


def noise(path: Path, side: int) -> Path:
    """Write a picture that does not compress."""
    Image.frombytes("RGB", (side, side), random.Random(7).randbytes(3 * side * side)).save(path)
    return path


def test_a_picture_that_is_small_enough_is_sent_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(picture(90, 160))
    assert encoded(path) == (path.read_bytes(), "image/png")
    assert base64.b64decode(data_uri(path).partition(",")[2]) == path.read_bytes()


@pytest.mark.parametrize("most", [60_000, 9_000])
def test_a_picture_that_is_too_large_becomes_the_best_jpeg_that_fits(tmp_path: Path, most: int) -> None:
    data, kind = encoded(noise(tmp_path / "a.png", 256), most)
    assert kind == "image/jpeg"
    assert most // 3 < len(data) <= most
    assert Image.open(io.BytesIO(data)).format == "JPEG"


def test_what_is_no_picture_is_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_text("no picture", encoding="utf-8")
    with pytest.raises(ToolError, match=r"a\.png is not a picture"):
        encoded(path)


# What comes back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_frame_may_come_in_any_of_three_kinds(tmp_path: Path, kind: str) -> None:
    arrived = tmp_path / "a.png"
    arrived.write_bytes(picture(90, 160, kind))
    assert received_frame(arrived, FRAME, tmp_path / "b.png").height == 160
    assert kind_of(tmp_path / "b.png") == "PNG"
    arrived.write_bytes(cut_short(picture(90, 160, kind)))
    with pytest.raises(Damaged):
        received_frame(arrived, FRAME, tmp_path / "c.png")


def test_a_clip_that_is_too_small_or_too_short_is_not_what_was_asked(tmp_path: Path) -> None:
    arrived = tmp_path / "a.mp4"
    arrived.write_bytes(clip(90, 160, 1))
    assert received_clip(arrived, CLIP, 5).seconds == pytest.approx(1, abs=0.01)
    for change, words in (({"seconds": 4}, "1.0 s came"), ({"width": 720, "height": 1280}, "90x160 came")):
        with pytest.raises(WrongFile, match=words):
            received_clip(arrived, CLIP.model_copy(update=change), 5)


def test_a_playlist_that_calls_itself_a_clip_is_none(tmp_path: Path) -> None:
    arrived = tmp_path / "a.mp4"
    arrived.write_text("ffconcat version 1.0\nfile other.mp4\n", encoding="utf-8")
    (tmp_path / "other.mp4").write_bytes(clip(90, 160, 1))
    with pytest.raises(Damaged):
        received_clip(arrived, CLIP, 1)


def test_fal_and_its_models_are_named_in_the_key(tmp_path: Path) -> None:
    with Archive(tmp_path / "series.sqlite") as archive:
        tools = {bought(Fal("key", model), archive).tool for model in ("flux-2", "kling-v3-pro")}
    assert tools == {"fal:flux-2", "fal:kling-v3-pro"}
