"""Who is let in: names, origins, tokens, sizes, kinds; and paths that are no ids."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from cliffhanger.studio.settings import Settings
from cliffhanger.studio.web.app import build
from cliffhanger.studio.web.guard import BODY, COOKIE, is_loopback

from .conftest import HERE, SERIES, poured

AT = f"/api/series/{SERIES}"
TOKEN = "a-word-that-nobody-guesses"


@pytest.fixture
def locked(settings: Settings) -> Iterator[TestClient]:
    """A browser before a Studio that asks for its token."""
    with TestClient(build(settings, token=TOKEN), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8642", "127.0.0.1:9999", "127.0.0.1.evil.example:8642", "localhost", "", "a@b:8642"],
)
def test_a_name_that_was_bound_by_somebody_else_is_refused(studio: TestClient, host: str) -> None:
    assert studio.get("/api/series", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642", "[::1]:8642"])
def test_this_machine_has_several_names(studio: TestClient, host: str) -> None:
    assert studio.get("/api/series", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:3000", "https://127.0.0.1:8642", "http://127.0.0.1"]
)
def test_another_page_changes_nothing(studio: TestClient, origin: str) -> None:
    answer = studio.post(f"{AT}/undo", headers={"origin": origin})
    assert answer.status_code == 403
    assert studio.get("/api/jobs").json() == []


def test_the_page_itself_may(studio: TestClient) -> None:
    assert studio.post(f"{AT}/undo", headers={"origin": HERE, "sec-fetch-site": "same-origin"}).status_code == 202


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/api/series", f"/media/{SERIES}/master/s01e01"])
def test_another_page_reads_nothing(studio: TestClient, path: str, site: str) -> None:
    assert studio.get(path, headers={"sec-fetch-site": site}).status_code == 403


def test_a_form_of_another_page_is_of_the_wrong_kind(studio: TestClient) -> None:
    body = '{"premise": "x"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert studio.post("/api/series", content=body, headers={"content-type": kind}).status_code == 415
    assert studio.post(f"{AT}/uploads", json={}).status_code == 415


def test_a_body_is_bounded_before_it_is_read(studio: TestClient) -> None:
    json = {"content-type": "application/json"}
    assert studio.post("/api/series", content=b"x" * (BODY + 1), headers=json).status_code == 413


async def test_a_body_that_does_not_end_is_cut_off(studio: TestClient) -> None:
    endless = (b"x" * 4096 for _ in range(10**6))
    status, _, taken = await poured(studio.app, "/api/series", {"content-type": "application/json"}, endless)
    assert status == 413
    assert taken * 4096 <= BODY + 2 * 4096


def test_every_answer_tells_the_browser_to_be_strict(studio: TestClient) -> None:
    for path in ("/", "/api/series", "/api/nothing", f"/media/{SERIES}/take/{'0' * 64}"):
        headers = studio.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_without_its_token_nobody_gets_in(locked: TestClient) -> None:
    for path in ("/", "/app.js", "/api/series", "/?token=guess", "/api/events"):
        assert locked.get(path).status_code == 401
    assert locked.get("/api/series", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert locked.get("/api/series", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_token_in_the_address_becomes_a_cookie(locked: TestClient) -> None:
    welcome = locked.get(f"/?token={TOKEN}&a=b")
    assert (welcome.status_code, welcome.headers["location"]) == (303, "/?a=b")
    cookie = welcome.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={TOKEN};")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert locked.get("/api/series").status_code == 200  # the client has kept it


def test_a_welcome_leads_nowhere_else(locked: TestClient) -> None:
    for path in ("//evil.example/", "/\\evil.example/"):
        location = locked.get(f"{HERE}{path}?token={TOKEN}").headers.get("location", "/")
        assert not location.startswith(("//", "/\\", "http"))


def test_an_open_address_takes_numbers_and_no_names(settings: Settings) -> None:
    with TestClient(build(settings, host="0.0.0.0"), base_url=HERE) as client:
        assert client.get("/api/series", headers={"host": "192.168.7.7:8642"}).status_code == 200
        assert client.get("/api/series", headers={"host": "evil.example:8642"}).status_code == 403


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False)]
)
def test_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    "path",
    [
        "/api/series/..",
        "/api/series/../../etc/passwd",
        "/api/series/%2e%2e/episodes/s01e01",
        f"{AT}/episodes/..%2f..%2fseries",
        f"{AT}/episodes/s01e01%00",
        f"/media/..%2f{SERIES}/master/s01e01",
        f"/media/{SERIES}/take/..%2f..%2fseries.db",
        f"/media/{SERIES}/master/..%2f..%2f{SERIES}%2fseries.db",
        f"/media/{SERIES}/master/s01e01%2f..%2fs01e01",
        "/static/../app.py",
        "/..%2fapp.py",
        "/%2e%2e/app.py",
        "/.%2e/guard.py",
        "/views/..%2f..%2fguard.py",
        "//etc/passwd",
    ],
)
def test_a_path_is_no_id(studio: TestClient, path: str) -> None:
    answer = studio.get(path)
    assert answer.status_code in (404, 422)
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_a_link_out_of_the_series_is_not_followed(studio: TestClient, settings: Settings) -> None:
    key = "ab" * 32
    shelf = settings.home / SERIES / "takes" / "ab"
    shelf.mkdir(parents=True)
    said = '{"key": "%s", "tool": "t", "version": "1", "path": "/etc/passwd", "sha256": "", "size": 1}'
    (shelf / f"{key}.json").write_text(said % key)
    assert studio.get(f"/media/{SERIES}/take/{key}").status_code == 404
