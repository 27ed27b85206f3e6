"""The wire: what is sent twice and what is not, where the key goes, and which addresses are reached."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from cliffhanger.errors import JobUncertain, MakerRefused, SettingsError, ToolError
from cliffhanger.tools.vendors.addresses import ForbiddenAddress, origin, public, reach
from cliffhanger.tools.vendors.faults import message, moderated, retry_after
from cliffhanger.tools.vendors.vendor import Expired, NoSuchJob
from cliffhanger.tools.vendors.wire import Damaged, Limits, Wire

from .contract import KEY
from .fault_server import HTML, Answer, FaultServer, Job, Place, Request, said


class PlainRoutes:
    """A server that only gives the answers it is told to give."""

    server: FaultServer

    def place(self, request: Request) -> Place:
        return "other"

    def other(self, request: Request) -> Answer:
        return said({"fine": True})

    def job_id(self, request: Request) -> str:
        raise NotImplementedError

    def taken(self, job: Job) -> Answer:
        raise NotImplementedError

    def told(self, job: Job, state: str, file: str) -> Answer:
        raise NotImplementedError

    def refused(self) -> Answer | None:
        raise NotImplementedError


@pytest.fixture
def server() -> Iterator[FaultServer]:
    server = FaultServer(PlainRoutes(), b"a file of some length")
    yield server
    server.close()


@pytest.fixture
def other_server() -> Iterator[FaultServer]:
    server = FaultServer(PlainRoutes(), b"a file at somebody else's")
    yield server
    server.close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def wire(server: FaultServer, waits: list[float]) -> Wire:
    limits = Limits(read=2.0, tries=3, first=0.5, longest=20.0, answer=1 << 20, file=1 << 20, sleep=waits.append)
    return Wire("Acme", "dream-1", server.base, "ACME_KEY", {"authorization": f"Bearer {KEY}"}, KEY, limits=limits)


# Asking and sending -------------------------------------------------------------------------------------------------


def test_waits_double_and_end(server: FaultServer, wire: Wire, waits: list[float]) -> None:
    server.fail("other", *[said({"message": "oops"}, 500)] * 3)
    with pytest.raises(ToolError, match=r"Acme cannot be used for dream-1: it answers 500 \(oops\)"):
        wire.ask("GET", "/jobs/1")
    assert waits == [0.5, 1.0]
    assert server.count("other") == 3


@pytest.mark.parametrize("place", ["ask", "send"])
def test_nobody_waits_for_an_hour(server: FaultServer, wire: Wire, waits: list[float], place: str) -> None:
    server.fail("other", said({"message": "later"}, 429, **{"retry-after": "3600"}))
    with pytest.raises(ToolError, match="asks to wait for 3600 s"):
        wire.send("/jobs") if place == "send" else wire.ask("GET", "/jobs/1")
    assert waits == []
    assert server.count("other") == 1


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (said({"error": {"message": "Invalid key", "code": "invalid_api_key"}}, 401), SettingsError, "ACME_KEY"),
        (said({"detail": "no such model"}, 404), SettingsError, "does not know the model dream-1"),
        (said({"error": "You do not have enough credits"}, 400), ToolError, "no credit left"),
        (said({"error": {"code": "insufficient_quota", "message": "You exceeded"}}, 429), ToolError, "no credit left"),
        (said({"error": {"code": "content_policy_violation"}}, 400), MakerRefused, "content_policy_violation"),
        (said({"detail": [{"loc": ["body", "ratio"], "msg": "bad ratio", "type": "enum"}]}, 422), MakerRefused, "bad"),
        (Answer(status=301, headers={"location": "https://elsewhere.example/"}), SettingsError, "has moved"),
        (Answer(HTML), JobUncertain, "Sign in to the network"),
        (said({"message": "bad gateway"}, 502), JobUncertain, "502"),
        (Answer(drop=True), JobUncertain, "connection broke"),
        (Answer(b'{"id": "half'), JobUncertain, "broken off"),
        (Answer(b"{", endless=True), JobUncertain, "larger than 1 MB"),
    ],
)
def test_a_submission_that_fails_is_a_sentence_and_not_repeated(
    server: FaultServer, wire: Wire, fault: Answer, kind: type[Exception], words: str
) -> None:
    server.fail("other", fault)
    with pytest.raises(kind, match=words):
        wire.send("/jobs", json={"prompt": "She turns."})
    assert server.count("other") == 1


def test_a_submission_that_never_left_is_tried_again(wire: Wire, waits: list[float]) -> None:
    nobody = Wire("Acme", "dream-1", "http://127.0.0.1:9", "ACME_KEY", limits=wire.limits)
    with pytest.raises(ToolError, match="cannot be reached") as caught:
        nobody.send("/jobs")
    assert not isinstance(caught.value, JobUncertain)
    assert len(waits) == 2


def test_the_providers_words_are_kept_and_the_key_is_struck_out(server: FaultServer, wire: Wire) -> None:
    server.fail("other", said({"error": f"key {KEY} may not use dream-1", "trace": "abc"}, 403))
    with pytest.raises(SettingsError) as caught:
        wire.ask("GET", "/jobs/1")
    notes = caught.value.__notes__
    assert "trace" in notes[0]
    assert KEY not in str(caught.value) + notes[0] + repr(wire)


def test_nothing_is_logged_that_holds_the_key(
    server: FaultServer, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        wire.ask("GET", "/jobs/1")
    assert KEY not in caplog.text


def test_a_job_that_is_gone_is_told_apart(server: FaultServer, wire: Wire) -> None:
    server.fail("other", said({"detail": "not found"}, 404))
    with pytest.raises(NoSuchJob):
        wire.ask("GET", "/jobs/1")


@pytest.mark.parametrize("base", ["api.example.com", "ftp://api.example.com", "https://", "http://[::1"])
def test_an_address_that_is_none_is_a_matter_of_the_settings(base: str) -> None:
    with pytest.raises(SettingsError, match="is no address of Acme"):
        Wire("Acme", "dream-1", base, "ACME_KEY")


# Files --------------------------------------------------------------------------------------------------------------


def test_a_file_comes_whole_and_without_the_key(server: FaultServer, wire: Wire, tmp_path: Path) -> None:
    wire.download(f"{server.base}/files/1", tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == server.media
    assert "authorization" not in server.requests[0][1].headers


def test_the_key_goes_home_and_nowhere_else(
    server: FaultServer, other_server: FaultServer, wire: Wire, tmp_path: Path
) -> None:
    server.fail("file", Answer(status=302, headers={"location": f"{other_server.base}/files/2"}))
    trusting = Wire(
        "Acme",
        "dream-1",
        server.base,
        "ACME_KEY",
        wire.headers,
        KEY,
        frozenset({origin(other_server.base)}),
        wire.limits,
    )
    trusting.download(f"{server.base}/files/1", tmp_path / "a.mp4", keyed=True)
    assert (tmp_path / "a.mp4").read_bytes() == other_server.media
    assert server.requests[0][1].headers["authorization"] == f"Bearer {KEY}"
    assert "authorization" not in other_server.requests[0][1].headers


def test_a_file_that_breaks_off_is_fetched_again_and_leaves_nothing(
    server: FaultServer, wire: Wire, tmp_path: Path
) -> None:
    half = Answer(server.media[:5], promised=len(server.media))
    server.fail("file", half)
    wire.download(f"{server.base}/files/1", tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == server.media
    server.fail("file", half, half, half)
    with pytest.raises(Damaged):
        wire.download(f"{server.base}/files/1", tmp_path / "b.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize("fault", [Answer(endless=True), Answer(b"x", promised=9 << 20)])
def test_a_file_may_be_too_large(server: FaultServer, wire: Wire, tmp_path: Path, fault: Answer) -> None:
    server.fail("file", fault)
    with pytest.raises(ToolError, match="larger than 1 MB"):
        wire.download(f"{server.base}/files/1", tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_none(server: FaultServer, wire: Wire, tmp_path: Path) -> None:
    server.fail("file", *[Answer(b"")] * 3)
    with pytest.raises(Damaged):
        wire.download(f"{server.base}/files/1", tmp_path / "a.mp4")


def test_redirects_end(server: FaultServer, wire: Wire, tmp_path: Path) -> None:
    server.fail("file", *[Answer(status=302, headers={"location": "/files/1"})] * 9)
    with pytest.raises(ToolError, match="without an end"):
        wire.download(f"{server.base}/files/1", tmp_path / "a.mp4")
    assert server.count("file") == 6


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_address_that_is_no_longer_good_is_told_apart(
    server: FaultServer, wire: Wire, tmp_path: Path, status: int
) -> None:
    server.fail("file", Answer(b"<Error/>", status))
    with pytest.raises(Expired):
        wire.download(f"{server.base}/files/1", tmp_path / "a.mp4")


# Addresses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "10.1.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_private_addresses_in_every_dress(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost/a.mp4",
        "https://2130706433/a.mp4",
        "https://0x7f000001/a.mp4",
        "https://127.1/a.mp4",
        "https://key:word@8.8.8.8/a.mp4",
        "http://8.8.8.8/a.mp4",
        "file:///etc/hosts",
        "data:video/mp4;base64,AAAA",
        "https://",
        "",
    ],
)
def test_addresses_that_are_not_fetched(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        reach(url)


def test_a_public_address_is_reached_as_it_was_checked() -> None:
    reached = reach("https://8.8.8.8:8443/a.mp4?token=1")
    assert (str(reached.url), reached.host) == ("https://8.8.8.8:8443/a.mp4?token=1", "8.8.8.8:8443")
    assert public("2606:4700::1111")


# Words --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('{"error": {"code": "x_y", "message": "Too hot."}}', "x_y: Too hot."),
        ('{"detail": [{"msg": "No.", "type": "a"}, {"msg": "Never."}]}', "a: No.; Never."),
        ('{"title": "Bad", "detail": "Very bad", "status": 422}', "Bad: Very bad"),
        ("<html><title>502 Bad\nGateway</title></html>", "502 Bad Gateway"),
        ("plain words", "plain words"),
        ("[1, 2]", ""),
    ],
)
def test_what_a_provider_says_is_found(raw: str, words: str) -> None:
    assert message(raw) == words


def test_moderation_is_known_by_its_words() -> None:
    assert moderated("SAFETY.INPUT.TEXT")
    assert moderated("The input was flagged as sensitive")
    assert not moderated("CUDA out of memory")
    assert not moderated("unknown aspect ratio")


def test_retry_after_is_seconds_or_a_date() -> None:
    assert retry_after({"retry-after": "2.5"}) == 2.5
    assert retry_after({}) is None
    assert retry_after({"retry-after": "soon"}) is None
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (retry_after({"retry-after": soon}) or 0) <= 30
