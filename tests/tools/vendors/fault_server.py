"""A provider on this machine: it speaks one vendor's shapes over real HTTP, counts, and fails as it is told."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Protocol

Place = Literal["submit", "poll", "file", "cancel", "other"]

HTML = b"<!doctype html><html><head><title>Sign in to the network</title></head><body>Hello</body></html>"


@dataclass(frozen=True)
class Request:
    """What came."""

    method: str
    path: str
    """With its query."""
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    """Content-Length, if not that of the body."""
    endless: bool = False
    """Whether it goes on until the client leaves."""
    drop: bool = False
    """Whether the connection breaks without an answer."""


@dataclass
class Job:
    """A job that the server has taken."""

    id: str
    request: Request
    states: list[str]
    """What it says at each question; the last one stays."""
    asked: int = 0
    cancelled: bool = False

    def state(self) -> str:
        """Return what is said this time."""
        if self.cancelled:
            return "cancelled"
        self.asked += 1
        return self.states[min(self.asked, len(self.states)) - 1]


class Routes(Protocol):
    """How one vendor speaks. One object a server; ``server`` is set before the first request."""

    server: "FaultServer"

    def place(self, request: Request) -> Place:
        """Return what a request is about; raise ``Unspoken`` if the vendor has no such address, or refuses it so."""
        ...

    def job_id(self, request: Request) -> str:
        """Return the id of the job that a question or a cancellation is about."""
        ...

    def taken(self, job: Job) -> Answer:
        """Return the answer to a job that was submitted."""
        ...

    def told(self, job: Job, state: str, file: str) -> Answer:
        """Return the answer to a question; ``state`` as in ``Progress``, ``file`` the address of what it made."""
        ...

    def refused(self) -> Answer | None:
        """Return how a submission is refused by moderation at once; None if this vendor only does it afterwards."""
        ...

    def other(self, request: Request) -> Answer:
        """Return the answer to whatever else the vendor is asked: uploads, a second step for the result."""
        ...


class Unspoken(AssertionError):
    """The adapter said something that the vendor does not understand."""


class FaultServer:
    """Serves one vendor's routes.

    ``faults[place]`` holds answers that are given first, one a request; a fault at ``submit`` with ``after`` lets the
    job be taken before the answer goes wrong.
    """

    def __init__(self, routes: Routes, media: bytes) -> None:
        self.routes, self.media = routes, media
        routes.server = self
        self.states = ["done"]
        self.jobs: dict[str, Job] = {}
        self.requests: list[tuple[Place, Request]] = []
        self.wrong: list[str] = []
        self.faults: dict[Place, list[Answer]] = {"submit": [], "poll": [], "file": [], "cancel": [], "other": []}
        self.takes_job_first = False
        self.files: list[str] = []
        """Addresses given out instead of the true one, one a question; then the true one."""
        self.media_first: list[bytes] = []
        """Files served before the true one."""
        self._number = 0
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def submits(self) -> int:
        """How many jobs it has taken: what would have been paid for."""
        return len(self.jobs)

    def count(self, place: Place) -> int:
        """Return how many requests there were of a kind."""
        return sum(found == place for found, _ in self.requests)

    def fail(self, place: Place, *answers: Answer, after: bool = False) -> None:
        """Give these answers first; ``after``: a job is taken all the same."""
        self.faults[place] += answers
        self.takes_job_first = after

    def close(self) -> None:
        """Stop it."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, request: Request) -> Answer:
        """Return what a request gets."""
        place: Place = "file" if request.path.startswith("/files/") else self.routes.place(request)
        self.requests.append((place, request))
        faults = self.faults[place]
        if faults and not (place == "submit" and self.takes_job_first):
            return faults.pop(0)
        match place:
            case "file":
                return Answer(self.media_first.pop(0) if self.media_first else self.media)
            case "submit":
                answer = self.routes.taken(self._take(request))
                return faults.pop(0) if faults else answer
            case "other":
                return self.routes.other(request)
        job = self.jobs.get(self.routes.job_id(request))
        if job is None:
            return Answer(b'{"detail": "not found"}', 404)
        if place == "cancel":
            job.cancelled = True
            return Answer(b"{}")
        state = job.state()
        file = self.files.pop(0) if self.files and state == "done" else f"{self.base}/files/{job.id}"
        return self.routes.told(job, state, file)

    def _take(self, request: Request) -> Job:
        self._number += 1
        job = Job(f"job-{self._number:04d}", request, list(self.states))
        self.jobs[job.id] = job
        return job

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, self.path, headers, body)
                try:
                    answer = server.answer(request)
                except (Unspoken, KeyError, ValueError, IndexError) as error:
                    server.wrong.append(f"{self.command} {self.path}: {error!r}")
                    answer = Answer(json.dumps({"detail": f"the routes do not understand: {error!r}"}).encode(), 422)
                self._write(answer)

            def _write(self, answer: Answer) -> None:
                self.close_connection = True
                if answer.drop:
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                length = len(answer.body) if answer.promised is None else answer.promised
                if not answer.endless:
                    self.send_header("content-length", str(length))
                self.send_header("connection", "close")
                self.end_headers()
                try:
                    self.wfile.write(answer.body)
                    while answer.endless:
                        self.wfile.write(b" " * 65536)
                except OSError:
                    pass  # the client has left, as it should

            do_GET = do_POST = do_PUT = do_DELETE = _serve

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


def said(body: object, status: int = 200, **headers: str) -> Answer:
    """Return an answer in JSON."""
    return Answer(json.dumps(body).encode(), status, {"content-type": "application/json", **headers})
