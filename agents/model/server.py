"""A small server on this machine that speaks the chat protocol, with a plan of faults: for rehearsals and tests."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self, get_args

FaultKind = Literal[
    "none",
    "rate_limit",
    "rate_limit_after",
    "rate_limit_long",
    "no_quota",
    "error_500",
    "bad_gateway_page",
    "timeout",
    "drop",
    "drop_within",
    "html",
    "truncated_body",
    "empty_body",
    "no_choices",
    "empty_choices",
    "null_content",
    "fenced",
    "thinking",
    "chatty",
    "wrong_type",
    "broken_json",
    "refusal",
    "refusal_in_words",
    "filtered",
    "length",
    "context",
    "no_key",
    "no_model",
    "ollama_cut",
]
"""What can be put in the place of a good answer."""

FAULT_KINDS: tuple[FaultKind, ...] = get_args(FaultKind)

Answer = Callable[[dict[str, Any]], str]
"""Given the request's JSON, returns what the model says."""

_PAGE = "<!DOCTYPE html><html><head><title>Welcome to nginx</title></head><body><h1>It works</h1></body></html>"

_ERRORS: dict[str, tuple[int, dict[str, str], dict[str, str]]] = {
    "rate_limit": (429, {}, {"message": "Too many requests", "code": "rate_limit_exceeded"}),
    "rate_limit_after": (429, {"retry-after": "0.02"}, {"message": "Too many requests", "code": "rate_limit_exceeded"}),
    "rate_limit_long": (
        429,
        {"retry-after": "3600"},
        {"message": "Daily limit reached", "code": "rate_limit_exceeded"},
    ),
    "no_quota": (429, {}, {"message": "You exceeded your current quota", "code": "insufficient_quota"}),
    "error_500": (500, {}, {"message": "The server had an error", "code": "server_error"}),
    "context": (
        400,
        {},
        {
            "message": "This model's maximum context length is 8192 tokens, your messages resulted in 9001 tokens.",
            "code": "context_length_exceeded",
        },
    ),
    "no_key": (401, {}, {"message": "Incorrect API key provided", "code": "invalid_api_key"}),
    "no_model": (404, {}, {"message": "The model `nothing` does not exist", "code": "model_not_found"}),
}


class ChatServer:
    """Speaks ``/v1/chat/completions`` on the loopback; use it as a context manager.

    ``answer`` says what the model says, ``plan`` which fault each request after the probes meets, in order, and
    ``supports`` which response formats are known; others get a 400, as from servers that lack them.
    """

    def __init__(
        self,
        answer: Answer,
        plan: Iterable[FaultKind] = (),
        supports: Iterable[str] = ("json_schema", "json_object"),
        slow: float = 5.0,
    ) -> None:
        self.answer = answer
        self.plan: list[FaultKind] = list(plan)
        self.supports = frozenset(supports)
        self.slow = slow
        self.requests: list[dict[str, Any]] = []
        """The JSON of every request, probes included."""
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"chat": self}))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """Base URL for a client."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The requests without the probes."""
        return [request for request in self.requests if not is_probe(request)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def next_fault(self, request: dict[str, Any]) -> FaultKind:
        """Write a request down and return what should happen to it."""
        with self._guard:
            self.requests.append(request)
            if is_probe(request):
                return "none"
            return self.plan.pop(0) if self.plan else "none"

    def wait(self) -> None:
        """Be slow, unless the server is closing."""
        self._closing.wait(self.slow)


def is_probe(request: Mapping[str, Any]) -> bool:
    """Return whether a request only asks what the endpoint supports."""
    return '"ready": true' in str(request["messages"][-1]["content"])


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        fault = self.chat.next_fault(request)
        form = (request.get("response_format") or {}).get("type", "")
        if form and form not in self.chat.supports:
            self._error(400, {}, {"message": f"response_format type {form} is not supported", "code": "unsupported"})
        elif fault in _ERRORS:
            self._error(*_ERRORS[fault])
        elif not self._transport(fault, request):
            self._json(completion(request, self._says(request), fault))

    def _says(self, request: dict[str, Any]) -> str:
        return '{"ready": true, "word": "action"}' if is_probe(request) else self.chat.answer(request)

    def _transport(self, fault: FaultKind, request: dict[str, Any]) -> bool:
        """Play a fault below the protocol; return whether it was one."""
        if fault == "timeout":
            self.chat.wait()
            self.close_connection = True
        elif fault == "drop":
            self.close_connection = True
        elif fault in ("html", "bad_gateway_page"):
            self._send(200 if fault == "html" else 502, _PAGE.encode(), "text/html")
        elif fault == "empty_body":
            self._send(200, b"", "application/json")
        elif fault in ("truncated_body", "drop_within"):
            body = json.dumps(completion(request, self._says(request), "none")).encode()
            cut = body[: len(body) // 2]
            self._send(200, cut, "application/json", len(body) if fault == "drop_within" else len(cut))
            self.close_connection = True
        else:
            return False
        return True

    def _error(self, status: int, headers: Mapping[str, str], error: Mapping[str, str]) -> None:
        body = {"error": {"type": "error", "param": None, **error}}
        self._send(status, json.dumps(body).encode(), "application/json", headers=headers)

    def _json(self, body: Mapping[str, Any]) -> None:
        self._send(200, json.dumps(body).encode(), "application/json")

    def _send(
        self, status: int, body: bytes, kind: str, length: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"content-type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body) if length is None else length))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


def completion(request: Mapping[str, Any], says: str, fault: FaultKind) -> dict[str, Any]:
    """Return the JSON of an answer, bent by a fault of the model itself."""
    told = sum(len(str(message["content"])) for message in request["messages"]) // 4
    usage = {"prompt_tokens": told, "completion_tokens": len(says) // 4, "total_tokens": told + len(says) // 4}
    message: dict[str, Any] = {"role": "assistant", "content": _bent(says, fault), "refusal": None}
    finish = {"length": "length", "filtered": "content_filter", "ollama_cut": "length"}.get(fault, "stop")
    if fault == "refusal":
        message |= {"content": None, "refusal": "I cannot write this scene."}
    if fault == "null_content":
        message["content"] = None
    if fault == "ollama_cut":
        usage = {"prompt_tokens": 4000, "completion_tokens": 96, "total_tokens": 4096}
    whole: dict[str, Any] = {
        "id": "chatcmpl-rehearsal",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request.get("model", "rehearsal"),
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": usage | {"prompt_tokens_details": {"cached_tokens": usage["prompt_tokens"] // 2}},
    }
    if fault == "no_choices":
        del whole["choices"]
    if fault == "empty_choices":
        whole["choices"] = []
    return whole


def _bent(says: str, fault: FaultKind) -> str:
    bent = {
        "fenced": f"```json\n{says}\n```",
        "thinking": f'<think>\nThey want {{a}} JSON. Maybe {{"title": "no"}}?\n</think>\n\n{says}',
        "chatty": f"Sure! Here it is:\n\n{says}\n\nTell me if you want changes {{or not}}.",
        "wrong_type": _first_value_bent(says) if fault == "wrong_type" else "",
        "broken_json": says[: len(says) * 2 // 3],
        "refusal_in_words": "I'm sorry, but I can't help with that.",
        "filtered": "",
        "length": says[: len(says) // 2],
        "ollama_cut": says[: len(says) // 2],
    }
    return bent.get(fault, says)


def _first_value_bent(says: str) -> str:
    whole = json.loads(says)
    return json.dumps({key: 7 if n == 0 else value for n, (key, value) in enumerate(whole.items())})
