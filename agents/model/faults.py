"""What can go wrong with an endpoint, told apart by what helps: wait, give up, or ask for another format."""

import json
import re
from collections.abc import Mapping
from typing import Any

import openai

from ...errors import CliffhangerError, ModelUnreachable, ModelUnusable, SettingsError
from ...memory.frozen import Frozen


class Fault(Frozen):
    """A failed request, understood."""

    words: str
    """What happened, as a clause: "it is rate limited"."""
    again: bool = True
    """Whether the same request may succeed later."""
    after: float | None = None
    """Seconds the endpoint asks us to wait, if it does."""


class FormatUnsupported(Exception):
    """The endpoint does not know the response format that was asked for."""


def understand(error: Exception, where: str) -> Fault:
    """Return what a failed request means; raise what no retry can help, as an error of ours with its remedy."""
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return Fault(words="it did not answer in time")
    if isinstance(error, openai.APIStatusError):
        return _by_status(error, where)
    if isinstance(error, openai.APIConnectionError):
        return Fault(words=f"the connection failed ({_cause(error)})")
    if isinstance(error, json.JSONDecodeError):
        return _not_json(error)
    if re.search(r"<!doctype html|<html", str(error), re.IGNORECASE):
        return web_page(str(error))
    return Fault(words=f"its answer does not follow the protocol ({_short(str(error))})")


def _by_status(error: openai.APIStatusError, where: str) -> Fault:
    said, status = _said(error), error.status_code
    code = str(_body(error).get("code") or "")
    if status == 429:
        if "insufficient_quota" in (code, str(_body(error).get("type"))) or "insufficient_quota" in said:
            raise ModelUnreachable(
                f"The account at {where} has no credit left ({said}). Add credit, or choose another endpoint."
            )
        return Fault(words="it is rate limited", after=_retry_after(error.response.headers))
    if status >= 500 or status in (408, 409, 425):
        return Fault(words=f"it failed with {status} ({said})", after=_retry_after(error.response.headers))
    raise _final(status, code, said, where)


def _final(status: int, code: str, said: str, where: str) -> Exception:
    low = f"{code} {said}".lower()
    if status in (400, 413, 422) and re.search(r"context|too long|too many tokens|maximum.{0,20}(length|tokens)", low):
        size = re.search(r"(\d[\d,]{3,})\s*tokens", said) or re.search(r"n_ctx\D{0,10}(\d+)", said)
        told = f"of {size[1]} tokens " if size else ""
        return ModelUnusable(
            f"The context {told}of the model at {where} is too small for this series ({said}). "
            "Choose a model with a larger one, or raise it where the model is served (at least 16,000 tokens)."
        )
    if status in (400, 404, 415, 422, 501) and re.search(
        r"response_format|json_schema|json_object|grammar|schema", low
    ):
        return FormatUnsupported(said)
    if status in (401, 403):
        return SettingsError(f"{where} refuses the key ({status}: {said}). Set OPENAI_API_KEY to a valid one.")
    if status == 404:
        return SettingsError(
            f"{where} does not know the model or the address ({said}). "
            "Check the model's name and the base URL; it usually ends in /v1."
        )
    return ModelUnreachable(f"{where} does not take the request ({status}: {said}).")


def _not_json(error: json.JSONDecodeError) -> Fault:
    body = error.doc.lstrip()
    if body[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        return web_page(body)
    return Fault(words=f"its answer is broken off ({_short(error.doc) or 'empty'})")


def web_page(body: str) -> Fault:
    """Return the fault of an endpoint that answers with a page for people."""
    title = re.search(r"<title>(.*?)</title>", body, re.DOTALL | re.IGNORECASE)
    named = f" titled “{_short(title[1])}”" if title else ""
    return Fault(words=f"it answers with a web page{named}: is the base URL right? It usually ends in /v1")


def given_up(where: str, fault: Fault, tries: int) -> CliffhangerError:
    """Return the error for a request that failed for good."""
    times = f"after {tries} tries" if tries > 1 else "and asks for more patience than is set"
    return ModelUnreachable(
        f"The language model at {where} cannot be used {times}: {fault.words}. Run it again later; nothing is lost."
    )


def _body(error: openai.APIStatusError) -> Mapping[str, Any]:
    return error.body if isinstance(error.body, dict) else {}


def _said(error: openai.APIStatusError) -> str:
    message = _body(error).get("message")
    if message:
        return _short(str(message))
    text = error.response.text
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL | re.IGNORECASE)
    return _short(title[1] if title else text)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    return None


def _cause(error: BaseException) -> str:
    cause = error.__cause__ or error
    return _short(str(cause)) or type(cause).__name__


def _short(text: str, most: int = 240) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
