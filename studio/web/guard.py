"""The guard: who may ask, from where, how much may be sent, and what a browser is told about every answer."""

import hmac
import ipaddress
import json
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "cliffhanger_studio"
BODY = 64 * 1024
"""Bytes of a request, uploads apart."""
UPLOAD = 200 * 1024 * 1024
"""Bytes of an uploaded file; its envelope may have ``BODY`` more."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_UPLOADS = re.compile(r"/api/series/[^/]+/uploads")
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]/@\s]+)(?::(\d{1,5}))?")


class Refused(Exception):
    """A request that is not let in."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


class Guard:
    """Stands before the application (pure ASGI, so that streams pass through it unbuffered)."""

    def __init__(self, app: App, host: str, port: int, token: str = "") -> None:
        """Guard an application bound to an address; with a ``token`` nobody gets in without it."""
        self._app, self._token, self._port = app, token, port
        self._names = names_of(host)
        self._everywhere = host in ("0.0.0.0", "::", "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = _headers(scope["headers"])
        try:
            self._check_host(headers)
            self._check_origin(scope, headers)
            fresh = self._check_token(scope, headers)
            limit = _check_body(scope, headers)
        except Refused as refused:
            await _answer(send, refused.status, {"detail": refused.detail})
            return
        if fresh:
            await self._welcome(scope, send)
            return
        await _Bounded(self._app, limit).serve(scope, receive, send)

    def _check_host(self, headers: dict[str, str]) -> None:
        """Refuse another name for this machine than those it is bound to: a page could have bound it (rebinding)."""
        found = _HOST.fullmatch(headers.get("host", ""))
        if found is None or int(found[2] or 80) != self._port or not self._is_ours(found[1].strip("[]").lower()):
            raise Refused(403, "This studio does not answer to that address.")

    def _is_ours(self, name: str) -> bool:
        if name in self._names:
            return True
        if not self._everywhere:
            return False
        try:
            ipaddress.ip_address(name)  # a number cannot be rebound
        except ValueError:
            return False
        return True

    def _check_origin(self, scope: Scope, headers: dict[str, str]) -> None:
        """Refuse what another page asks for."""
        path, site = scope["path"], headers.get("sec-fetch-site", "none")
        if path.startswith(("/api", "/media")) and site not in ("same-origin", "none"):
            raise Refused(403, "Another page may not use this studio.")
        if scope["method"] in SAFE:
            return
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"{scope.get('scheme', 'http')}://{headers['host'].lower()}":
            raise Refused(403, "Another page may not use this studio.")

    def _check_token(self, scope: Scope, headers: dict[str, str]) -> bool:
        """Return whether the token came in the address, and a cookie should take its place."""
        if not self._token:
            return False
        if self._fits(headers.get("authorization", "").removeprefix("Bearer ")):
            return False
        if self._fits(_cookie(headers.get("cookie", ""))):
            return False
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if self._fits(asked):
            return bool(scope["method"] == "GET" and not scope["path"].startswith(("/api", "/media")))
        raise Refused(401, "This studio asks for its token: open the address that it printed when it started.")

    def _fits(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "replace"), self._token.encode("utf-8"))

    async def _welcome(self, scope: Scope, send: Send) -> None:
        """Send the browser to the same page without the token in its address."""
        rest = parse_qs(scope["query_string"].decode("latin-1"))
        rest.pop("token", None)
        query = f"?{urlencode(rest, doseq=True)}" if rest else ""
        path = "/" + str(scope["path"]).lstrip("/\\")
        target = path.encode("ascii", "ignore").decode() + query
        cookie = f"{COOKIE}={self._token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"
        await _answer(send, 303, {"detail": "Welcome."}, {"location": target, "set-cookie": cookie})


class _Bounded:
    """Counts what is sent, and cuts it off where it is too much."""

    def __init__(self, app: App, limit: int) -> None:
        self._app, self._limit = app, limit
        self._read = 0
        self._exceeded = self._begun = self._refused = False

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted() -> Message:
            if self._exceeded:
                return {"type": "http.disconnect"}
            message = await receive()
            self._read += len(message.get("body", b""))
            if self._read > self._limit:
                self._exceeded = True
                return {"type": "http.disconnect"}
            return message

        async def guarded(message: Message) -> None:
            if self._exceeded and not self._begun:
                if not self._refused:
                    self._refused = True
                    await _answer(send, 413, {"detail": _too_large(self._limit)}, {"connection": "close"})
                return
            if message["type"] == "http.response.start":
                self._begun = True
                present = {name.lower() for name, _ in message["headers"]}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in present]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        try:
            await self._app(scope, counted, guarded)
        finally:
            if self._exceeded and not self._begun and not self._refused:
                self._refused = True
                await _answer(send, 413, {"detail": _too_large(self._limit)}, {"connection": "close"})


def _check_body(scope: Scope, headers: dict[str, str]) -> int:
    """Return how many bytes may come; refuse at once what says that it is more, or is of no use here."""
    upload = bool(_UPLOADS.fullmatch(scope["path"])) and scope["method"] == "POST"
    limit = UPLOAD + BODY if upload else BODY
    length = headers.get("content-length", "")
    if length and (not length.isdigit() or len(length) > 18 or int(length) > limit):
        raise Refused(413, _too_large(limit))
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = "multipart/form-data" if upload else "application/json"
    if scope["method"] not in SAFE and kind != wanted and (kind or upload or length not in ("", "0")):
        raise Refused(415, f"This is sent as {wanted}, not as {kind[:60] or 'nothing that is named'}.")
    return limit


def _too_large(limit: int) -> str:
    return f"That is too large: {limit // 2**20} MB at most." if limit > BODY else "That is too long for a request."


def names_of(host: str) -> frozenset[str]:
    """Return what this machine may be called in a request to an address that it is bound to."""
    loopback = {"localhost", "127.0.0.1", "::1"}
    if host in ("0.0.0.0", "::", ""):
        name = socket.gethostname().lower()
        return frozenset({*loopback, name, f"{name}.local"})
    return frozenset({*loopback, host.lower()} if is_loopback(host) else {host.lower()})


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by name; one that comes twice is joined, and so fits nothing."""
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        joint = "; " if key == "cookie" else ", "
        found[key] = f"{found[key]}{joint}{text}" if key in found else text
    return found


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _answer(send: Send, status: int, body: dict[str, str], more: dict[str, str] | None = None) -> None:
    data = json.dumps(body).encode("utf-8")
    fixed = {"content-type": "application/json", "content-length": str(len(data)), "cache-control": "no-store"}
    headers = [(k.encode(), v.encode("latin-1")) for k, v in {**fixed, **HEADERS, **(more or {})}.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
