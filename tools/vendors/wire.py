"""The wire to a provider: time limits, retries, sizes, and one sentence for whatever goes wrong.

What asks twice without harm is asked again. A job that is submitted is sent once: as soon as the provider may have
taken it, a failure is a JobUncertain, never a second try.
"""

import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from ...errors import JobUncertain, SettingsError, ToolError
from .addresses import origin, reach
from .faults import Fault, NotSent, read_fault, retry_after, short, told, web_page
from .vendor import Expired

REDIRECTS = 5
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


class Damaged(ToolError):
    """A file did not arrive whole."""


@dataclass(frozen=True)
class Limits:
    """How long, how often and how much."""

    connect: float = 15.0
    """Seconds."""
    read: float = 120.0
    """Seconds without a byte."""
    tries: int = 5
    first: float = 1.0
    """Seconds before the second try; doubled each time."""
    longest: float = 60.0
    """Seconds that one wait may take; a provider that asks for more is not asked again in this run."""
    answer: int = 96 << 20
    """Bytes of an answer."""
    file: int = 2 << 30
    """Bytes of a file."""
    sleep: Callable[[float], None] = time.sleep
    """What waits: the book's ``pause`` lets a closing studio interrupt it."""


@dataclass(frozen=True)
class Wire:
    """A provider's interface. Holds no connection, so any thread may use it."""

    vendor: str
    """As people write it: ``Runway``."""
    model: str
    base: str
    """Address that paths are joined to."""
    setting: str
    """Name of the variable that holds the key."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret: str = field(default="", repr=False)
    """The key, so that it can be struck out of whatever is shown."""
    own: frozenset[str] = frozenset()
    """Further origins that the user has configured, from which files are fetched."""
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        try:
            good = httpx.URL(self.base).scheme in ("https", "http") and httpx.URL(self.base).host
        except httpx.InvalidURL:
            good = False
        if not good:
            raise SettingsError(f"{self.base!r} is no address of {self.vendor}; it begins with https://.")

    def ask(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        """Make a request that may be made twice, and return its answer; ``request`` as httpx takes it.

        Raises NoSuchJob for 404 and 410, SettingsError for a bad key, Rejected for another answer that says no for
        good, ToolError for the rest.
        """
        fault = Fault("it was not asked")
        for wait in self._waits():
            try:
                return self._once(method, path, request)
            except NotSent as error:
                fault = error.fault
            except httpx.HTTPError as error:
                fault = Fault(f"the connection failed ({short(str(error)) or type(error).__name__})")
            if not self._worth_waiting(fault):
                break
            self._sleep(wait, fault)
        raise told(fault, self.vendor, self.model, self.setting, "ask")

    def send(self, path: str, **request: Any) -> dict[str, Any]:
        """Submit a job by POST, once, and return the answer; ``request`` as httpx takes it.

        It is sent again only if it surely was not taken: no connection, 429, 503. Raises JobUncertain if it may have
        been, MakerRefused for a refusal by moderation or a request that is never taken, SettingsError for a bad key or
        an unknown model, ToolError for the rest.
        """
        fault = Fault("it was not sent")
        for wait in self._waits():
            try:
                return self._once("POST", path, request)
            except NotSent as error:
                fault = error.fault
                if fault.status not in (429, 503) and fault.unsure:
                    raise JobUncertain(f"{self.vendor} may have taken the job: {fault.words}.") from error
            except _NEVER_SENT as error:
                fault = Fault(f"it cannot be reached ({short(str(error)) or type(error).__name__})")
            except httpx.HTTPError as error:
                words = short(str(error)) or type(error).__name__
                raise JobUncertain(f"{self.vendor} may have taken the job: the connection broke ({words}).") from error
            if not self._worth_waiting(fault):
                break
            self._sleep(wait, fault)
        raise told(fault, self.vendor, self.model, self.setting, "send")

    def download(self, url: str, out: Path, keyed: bool = False) -> None:
        """Fetch a file. It is at ``out`` only if it came whole.

        The key goes along only if ``keyed``, and only to the provider's own origin. Raises Expired (401, 403, 404,
        410), Damaged (not whole after all tries), ForbiddenAddress, ToolError.
        """
        part = out.with_name(out.name + ".part")
        fault = Fault("it was not fetched")
        try:
            for wait in self._waits():
                try:
                    self._stream(url, part, keyed)
                    part.replace(out)
                    return
                except NotSent as error:
                    fault = error.fault
                    if fault.status in (401, 403, 404, 410):
                        raise Expired(
                            f"The file of {self.model} is no longer at the address that {self.vendor} gave "
                            f"({fault.status}); it is asked for another one."
                        ) from error
                except httpx.HTTPError as error:
                    fault = Fault(f"the connection broke ({short(str(error)) or type(error).__name__})", broken=True)
                if not self._worth_waiting(fault):
                    break
                self._sleep(wait, fault)
        finally:
            part.unlink(missing_ok=True)
        sentence = f"The file that {self.model} made at {self.vendor} cannot be fetched: {fault.words}. "
        raise (Damaged if fault.broken else ToolError)(sentence + "Run it again later; it is not paid for twice.")

    def _once(self, method: str, path: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make one request and return what its answer says; of a sound the bytes, as ``audio``."""
        headers = {**self.headers, **request.get("headers", {})}
        rest = {name: value for name, value in request.items() if name != "headers"}
        with self._client() as client, client.stream(method, self._url(path), headers=headers, **rest) as response:
            body = self._body(response)
        if response.status_code >= 300:
            raise NotSent(read_fault(response.status_code, response.headers, body, self.secret))
        if response.headers.get("content-type", "").startswith("audio/"):
            return {"audio": body}
        if not body.strip():
            return {}
        try:
            read = json.loads(body)
        except ValueError as error:
            raise NotSent(web_page(body, self.secret)) from error
        return read if isinstance(read, dict) else {"answer": read}

    def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self.limits.answer:
                words = f"its answer is larger than {self.limits.answer >> 20} MB"
                raise NotSent(Fault(words, status=response.status_code, again=False, unsure=True))
        return bytes(body)

    def _stream(self, url: str, part: Path, keyed: bool) -> None:
        """Write a file of whatever length it says it has, wherever the redirects lead."""
        with self._file(url, keyed) as response:
            if response.status_code >= 300:
                raise NotSent(read_fault(response.status_code, response.headers, b"", self.secret))
            size = int(response.headers.get("content-length", -1))
            written = 0
            with part.open("wb") as file:
                for chunk in response.iter_raw():
                    written += len(chunk)
                    if max(written, size) > self.limits.file:
                        raise NotSent(Fault(f"it is larger than {self.limits.file >> 20} MB", again=False))
                    file.write(chunk)
            if written == 0 or size not in (-1, written):
                raise NotSent(Fault(f"{written} of {max(size, 0)} bytes came", broken=True))

    @contextmanager
    def _file(self, url: str, keyed: bool) -> Iterator[httpx.Response]:
        """Open a file, checking every address on the way."""
        home = origin(self.base)
        for _ in range(REDIRECTS + 1):
            reached = reach(url, self.own | {home})
            headers = {"accept-encoding": "identity"}
            if keyed and origin(url) == home:
                headers.update(self.headers)
            extensions: dict[str, Any] = {}
            if reached.host:
                headers["host"] = reached.host
                extensions["sni_hostname"] = httpx.URL(url).raw_host.decode("ascii")
            with (
                self._client() as client,
                client.stream("GET", reached.url, headers=headers, extensions=extensions) as response,
            ):
                if not response.has_redirect_location:
                    yield response
                    return
                url = str(httpx.URL(url).join(response.headers["location"]))
        raise NotSent(Fault("its address leads from one to the next without an end", again=False))

    def _client(self) -> httpx.Client:
        limits = self.limits
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        return httpx.Client(timeout=timeout, verify=_trust(), follow_redirects=False)

    def _url(self, path: str) -> str:
        return self.base.rstrip("/") + "/" + path.lstrip("/")

    def _waits(self) -> Iterator[float | None]:
        """Yield the wait after each try; None after the last."""
        limits = self.limits
        for number in range(limits.tries - 1):
            yield min(limits.longest, limits.first * 2**number)
        yield None

    def _worth_waiting(self, fault: Fault) -> bool:
        return fault.again and (retry_after(fault.headers) or 0.0) <= self.limits.longest

    def _sleep(self, wait: float | None, fault: Fault) -> None:
        if wait is not None:
            asked = retry_after(fault.headers)
            self.limits.sleep(wait if asked is None else asked)


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates, which take a while to read."""
    return httpx.create_ssl_context()
