"""What every vendor must do, whatever goes wrong on the way: one class, run over each adapter.

A test file derives from ``VendorContract`` and says how its vendor is built and how it speaks (``Routes``).
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cliffhanger.errors import CliffhangerError, JobUncertain, MakerRefused, SettingsError, ToolError
from cliffhanger.memory.archive import Archive
from cliffhanger.tools.clip.spec import ClipSpec
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.take import Made, Take
from cliffhanger.tools.vendors.book import LedgerBook, StudioCloses
from cliffhanger.tools.vendors.bought import Bought, Patience
from cliffhanger.tools.vendors.vendor import Vendor
from cliffhanger.tools.vendors.wire import Limits

from .fault_server import HTML, Answer, FaultServer, Routes, said
from .media import clip, cut_short, picture

KEY = "sk-test-0123456789abcdef"
"""Must never be seen in an error or a fact."""

PATIENCE = Patience(first=0.001, grow=1.2, most=0.005, longest=0.15)


class PowerCut(BaseException):
    """The process dies here."""


class DyingBook(LedgerBook):
    """A book whose process dies just before or just after an id is written down."""

    def __init__(self, ledger: Archive, after: bool) -> None:
        super().__init__(ledger)
        self._after = after

    def submitted(self, key: str, provider: str, id: str) -> None:
        """Die."""
        if self._after:
            super().submitted(key, provider, id)
        raise PowerCut


@dataclass
class Desk:
    """A vendor's server, and a series whose process can be thrown away."""

    server: FaultServer
    folder: Path
    build: Callable[[str, Limits], Vendor]
    spec: Any
    inputs: tuple[Take, ...]
    waits: list[float]

    def limits(self) -> Limits:
        """Return small ones; every wait of the wire is noted."""
        return Limits(
            connect=2.0, read=5.0, tries=4, first=0.001, longest=2.0, answer=4 << 20, file=8 << 20, sleep=self.slept
        )

    def slept(self, seconds: float) -> None:
        """Note a wait instead of waiting."""
        self.waits.append(seconds)

    def vendor(self) -> Vendor:
        """Return a new adapter."""
        return self.build(self.server.base, self.limits())

    @property
    def out(self) -> Path:
        """Where the take goes."""
        return self.folder / f"take{Bought(self.vendor(), LedgerBook(self.archive())).suffix}"

    def archive(self) -> Archive:
        """Open the series anew, as another process would."""
        return Archive(self.folder / "series.sqlite")

    def make(self, resubmit: bool = False, book: LedgerBook | None = None) -> Made:
        """Make the picture in a process that remembers nothing but what is on the disk."""
        with self.archive() as archive:
            maker = Bought(self.vendor(), book or LedgerBook(archive), resubmit, PATIENCE)
            return maker.make(self.spec, self.folder / f"take{maker.suffix}", self.inputs)

    def die(self, after: bool) -> None:
        """Make it in a process that dies around the moment in which the job's id is written down."""
        with self.archive() as archive, pytest.raises(PowerCut):
            self.make(book=DyingBook(archive, after))

    def fails(self, kind: type[CliffhangerError], *words: str, resubmit: bool = False) -> str:
        """Make it, expect that error, and return its sentence: one, without the key, with nothing left behind."""
        with pytest.raises(kind) as caught:
            self.make(resubmit)
        text = str(caught.value)
        everything = text + "".join(getattr(caught.value, "__notes__", ()))
        assert KEY not in everything
        assert "\n" not in text
        for word in words:
            assert word.lower() in text.lower()
        assert [path.name for path in self.folder.iterdir() if path.name.startswith("take")] == []
        return text


class VendorContract:
    """Derive from it, and say who the vendor is."""

    spec: Any
    """Something that the vendor can make, a picture 360 pixels wide or less so that tests are quick."""
    pictures: int = 0
    """Inputs that the Spec has."""
    at_once: bool = False
    """Whether the answer to the submission holds the picture, so that there is nothing to ask for or to fetch."""
    beside: Mapping[str, str] = {}
    """Tests of the contract that do not concern it, and why."""
    cancels: bool = True
    """Whether a job can be cancelled."""

    def build(self, base: str, limits: Limits) -> Vendor:
        """Return the adapter, with ``KEY`` as its key."""
        raise NotImplementedError

    def routes(self) -> Routes:
        """Return how the vendor speaks."""
        raise NotImplementedError

    def media(self, wide: bool = False) -> bytes:
        """Return what the vendor makes; ``wide``: in a shape that nobody asked for."""
        width, height = self.spec.width, self.spec.height
        if wide:
            width, height = height, width
        if isinstance(self.spec, ClipSpec):
            return clip(width, height, self.spec.seconds)
        return picture(width, height)

    @pytest.fixture
    def server(self) -> Iterator[FaultServer]:
        """Start the vendor's server; whatever it did not understand fails the test."""
        server = FaultServer(self.routes(), self.media())
        yield server
        server.close()
        assert server.wrong == []

    @pytest.fixture
    def desk(self, server: FaultServer, tmp_path: Path) -> Desk:
        """Return the desk at which it is made."""
        inputs = []
        for number in range(self.pictures):
            path = tmp_path / f"input{number}.png"
            path = self.put_input(path, number)
            inputs.append(Take(key=f"{number:064d}", tool="test", version="1", path=str(path)))
        return Desk(server, tmp_path, self.build, self.spec, tuple(inputs), [])

    def put_input(self, path: Path, number: int) -> Path:
        """Write an input of the Spec beside ``path``, and return where."""
        path.write_bytes(picture(90 + number, 160))
        return path

    @pytest.fixture
    def asks(self) -> None:
        """Mark what only concerns vendors that are asked again: an answer that holds the picture is all there is."""

    # As it should be --------------------------------------------------------------------------------------------

    def test_a_job_is_submitted_awaited_fetched_and_probed(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["queued", "running", "done"]
        made = desk.make()
        assert server.submits == 1
        assert KEY not in str(made.facts)
        self.must_be_right(desk, made)
        assert sorted(path.name for path in desk.folder.glob("take*")) == [f"take{desk.out.suffix}"]

    def must_be_right(self, desk: Desk, made: Made) -> None:
        """Expect what was ordered."""
        assert (made.facts["width"], made.facts["height"]) == (self.spec.width, self.spec.height)
        if isinstance(self.spec, ClipSpec):
            found = probe(desk.folder / "take.mp4")
            assert found.video is not None
            assert made.seconds == pytest.approx(found.video.seconds, abs=0.01)
            assert made.seconds >= 0.9 * self.spec.seconds
        else:
            with Image.open(desk.folder / "take.png") as image:
                assert image.format == "PNG"

    def test_what_is_made_twice_is_paid_for_once(self, desk: Desk, server: FaultServer) -> None:
        assert desk.make() == desk.make()
        assert server.submits == 1

    def test_the_price_is_known_or_said_to_be_unknown(self, desk: Desk) -> None:
        try:
            assert desk.vendor().price(self.spec) > 0
        except SettingsError as error:
            assert "prices.toml" in str(error)

    # Faults that pass -------------------------------------------------------------------------------------------

    def test_a_rate_limit_is_waited_out_for_as_long_as_it_says(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"message": "slow down"}, 429, **{"retry-after": "1.5"}))
        desk.make()
        assert server.submits == 1
        assert 1.5 in desk.waits

    def test_an_overloaded_provider_has_not_taken_the_job(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"message": "overloaded"}, 503), said({"message": "overloaded"}, 503))
        desk.make()
        assert (server.submits, server.count("submit")) == (1, 3)

    @pytest.mark.usefixtures("asks")
    def test_questions_are_asked_again_whatever_happens_to_them(self, desk: Desk, server: FaultServer) -> None:
        server.fail("poll", said({"message": "oops"}, 500), Answer(drop=True), Answer(HTML))
        server.fail("file", said({"message": "oops"}, 502), Answer(server.media[:9000], promised=len(server.media)))
        desk.make()
        assert server.submits == 1

    @pytest.mark.usefixtures("asks")
    def test_a_slow_job_is_asked_for_until_it_is_done(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["queued"] * 3 + ["running"] * 5 + ["done"]
        desk.make()
        assert (server.submits, server.count("poll")) == (1, 9)

    @pytest.mark.usefixtures("asks")
    def test_a_new_job_need_not_be_known_everywhere_yet(self, desk: Desk, server: FaultServer) -> None:
        server.fail("poll", said({"detail": "not found"}, 404), said({"detail": "not found"}, 404))
        desk.make()
        assert server.submits == 1

    @pytest.mark.usefixtures("asks")
    def test_an_expired_address_is_replaced_by_a_fresh_one(self, desk: Desk, server: FaultServer) -> None:
        server.fail("file", Answer(b"<Error><Code>AccessDenied</Code></Error>", 403))
        desk.make()
        assert server.submits == 1

    @pytest.mark.usefixtures("asks")
    def test_a_truncated_file_is_fetched_once_more(self, desk: Desk, server: FaultServer) -> None:
        server.media_first = [cut_short(server.media)]
        desk.make()
        assert (server.submits, server.count("file")) == (1, 2)

    # Faults that stay -------------------------------------------------------------------------------------------

    def test_a_rate_limit_that_stays_is_a_sentence(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", *[said({"message": "slow down"}, 429)] * 9)
        desk.fails(ToolError, "rate limited", desk.vendor().model)
        assert server.submits == 0
        server.faults["submit"].clear()
        desk.make()
        assert server.submits == 1

    def test_a_bad_key_is_a_matter_of_the_settings(self, desk: Desk, server: FaultServer) -> None:
        server.fail("submit", said({"error": {"message": f"bad key {KEY}"}}, 401))
        desk.fails(SettingsError, "key")
        assert server.submits == 0

    @pytest.mark.usefixtures("asks")
    def test_a_failed_job_gives_the_reason_and_may_be_made_again(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["running", "failed"]
        desk.fails(ToolError, "failed")
        server.states = ["done"]
        desk.make()
        assert server.submits == 2

    def test_moderation_is_a_refusal_and_not_tried_again(self, desk: Desk, server: FaultServer) -> None:
        at_once = server.routes.refused()
        if at_once is not None:
            server.fail("submit", at_once)
        else:
            server.states = ["running", "refused"]
        desk.fails(MakerRefused, "refuses this shot")
        before = server.count("submit")
        if at_once is None:
            desk.fails(MakerRefused, "--resubmit")
            assert server.count("submit") == before == 1

    def test_a_file_that_stays_truncated_is_not_paid_for_again(self, desk: Desk, server: FaultServer) -> None:
        server.media_first = [cut_short(server.media)] * 2
        desk.fails(ToolError, "whole" if self.at_once else "damaged twice")
        if not self.at_once:
            desk.make()
            assert server.submits == 1

    def test_a_wrong_size_is_refused(self, desk: Desk, server: FaultServer) -> None:
        server.media = self.media(wide=True)
        desk.fails(ToolError, f"{self.spec.height}x{self.spec.width}", f"{self.spec.width}x{self.spec.height}")
        assert server.submits == 1

    @pytest.mark.usefixtures("asks")
    def test_an_answer_without_an_end_is_cut_off(self, desk: Desk, server: FaultServer) -> None:
        server.fail("poll", *[Answer(b"{", endless=True)] * 4)
        desk.fails(ToolError, "larger than 4 MB")

    @pytest.mark.usefixtures("asks")
    @pytest.mark.parametrize("address", ["https://10.0.0.7/x.mp4", "file:///etc/hosts"])
    def test_a_private_address_is_never_fetched(self, desk: Desk, server: FaultServer, address: str) -> None:
        server.files = [address] * 3
        desk.fails(ToolError, "not fetched")

    @pytest.mark.usefixtures("asks")
    def test_a_file_does_not_lead_into_the_network_at_home(self, desk: Desk, server: FaultServer) -> None:
        server.fail("file", *[Answer(status=302, headers={"location": "http://192.168.1.1/admin"})] * 3)
        desk.fails(ToolError, "not fetched")

    @pytest.mark.usefixtures("asks")
    def test_a_file_that_is_gone_for_good_is_a_sentence(self, desk: Desk, server: FaultServer) -> None:
        server.fail("file", *[Answer(b"gone", 404)] * 2)
        desk.fails(JobUncertain, "expired", "--resubmit")
        assert server.submits == 1
        server.fail("file", *[Answer(b"gone", 404)] * 2)
        desk.make(resubmit=True)
        assert server.submits == 2

    # Crashes ----------------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "fault", [Answer(drop=True), said({"message": "oops"}, 500), said({})], ids=["broken off", "500", "no id"]
    )
    def test_a_submission_that_breaks_is_never_repeated(self, desk: Desk, server: FaultServer, fault: Answer) -> None:
        server.fail("submit", fault, after=True)
        self.uncertain(desk, server)

    def test_a_crash_before_the_id_is_saved_is_never_a_second_submission(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=False)
        self.uncertain(desk, server)

    def uncertain(self, desk: Desk, server: FaultServer) -> None:
        """Expect that the job is found by our tag, or that only the user has it submitted once more."""
        if desk.vendor().finds and self.found_again(server):
            desk.make()
            assert server.submits == 1
            return
        for _ in range(2):
            desk.fails(JobUncertain, "--resubmit", desk.vendor().model)
            assert server.submits == 1
        desk.make(resubmit=True)
        assert server.submits == 2

    def found_again(self, server: FaultServer) -> bool:
        """Return whether a vendor that can find jobs finds the one in question; one that answers at once may not."""
        return True

    @pytest.mark.usefixtures("asks")
    def test_a_crash_after_the_id_is_saved_resumes_the_job(self, desk: Desk, server: FaultServer) -> None:
        desk.die(after=True)
        desk.make()
        assert server.submits == 1

    @pytest.mark.usefixtures("asks")
    def test_a_job_that_its_provider_has_forgotten_is_the_users_to_repeat(
        self, desk: Desk, server: FaultServer
    ) -> None:
        desk.die(after=True)
        server.jobs.clear()
        desk.fails(JobUncertain, "no longer knows", "--resubmit")
        desk.make(resubmit=True)
        assert server.submits == 1

    # Closing ----------------------------------------------------------------------------------------------------

    @pytest.mark.usefixtures("asks")
    @pytest.mark.parametrize("state", ["queued", "running"])
    def test_a_closing_studio_cancels_what_has_not_begun(self, desk: Desk, server: FaultServer, state: str) -> None:
        server.states = [state] * 3 + ["done"]
        with desk.archive() as archive, pytest.raises(StudioCloses):
            book = LedgerBook(archive)
            book.close()
            desk.make(book=book)
        assert server.count("cancel") == (state == "queued" and self.cancels)
        desk.make()
        assert server.submits == (2 if state == "queued" and self.cancels else 1)

    @pytest.mark.usefixtures("asks")
    def test_a_job_that_takes_for_ever_is_left_to_its_provider(self, desk: Desk, server: FaultServer) -> None:
        server.states = ["running"]
        text = desk.fails(ToolError, "not paid for twice")
        assert "still not ready" in text
        next(iter(server.jobs.values())).states = ["done"]
        desk.make()
        assert server.submits == 1

    def test_many_threads_may_use_one_vendor(self, desk: Desk, server: FaultServer) -> None:
        vendor, made = desk.vendor(), []

        def work(number: int) -> None:
            folder = desk.folder / str(number)
            folder.mkdir()
            with Archive(folder / "series.sqlite") as archive:
                maker = Bought(vendor, LedgerBook(archive), patience=PATIENCE)
                made.append(maker.make(self.spec, folder / f"take{maker.suffix}", desk.inputs))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == server.submits == 3
