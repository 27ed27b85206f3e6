"""What a provider's refusal means, said in one sentence: what failed, for which model, what to do."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from ...errors import CliffhangerError, MakerRefused, SettingsError, ToolError
from .vendor import NoSuchJob

_MODERATED = re.compile(
    r"moderat|content[ _-]?polic|nsfw|safety|sensitive|prohibited|inappropriate|violat\w+ .{0,40}polic|flagged|"
    r"responsible ai|risk control|copyright",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    r"insufficient[ _](quota|credit|balance|fund)|not (have )?enough credits?|exhausted balance|out of credits?|"
    r"billing hard limit|payment required|no credits? left",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fault:
    """A failed request, understood."""

    words: str
    """What happened, as a clause: "it is rate limited"."""
    status: int = 0
    again: bool = True
    """Whether the same request may succeed later."""
    unsure: bool = False
    """Whether a job may have been taken all the same."""
    broken: bool = False
    """Whether a file did not come whole."""
    said: str = ""
    """The provider's own words, shortened."""
    raw: str = ""
    """All that came, within reason, the key struck out."""
    headers: Mapping[str, str] = field(default_factory=dict)


class NotSent(Exception):
    """A request was answered, and not as it should have been."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.words)
        self.fault = fault


class Rejected(ToolError):
    """A provider says no to a question, for good; ``said`` is what it says, on one line."""

    def __init__(self, sentence: str, said: str = "") -> None:
        super().__init__(sentence)
        self.said = said


def moderated(text: str) -> bool:
    """Return whether a provider's words are those of a refusal by moderation."""
    return bool(_MODERATED.search(text))


def read_fault(status: int, headers: Mapping[str, str], body: bytes, secret: str) -> Fault:
    """Return what an answer with an error status means."""
    raw = _struck(body[:8000].decode("utf-8", "replace"), secret)
    said = message(raw)
    passing = status in (408, 425, 429) or status >= 500
    words = "it is rate limited" if status == 429 else f"it answers {status}" + (f" ({said})" if said else "")
    asked = retry_after(headers)
    if passing and asked:
        words += f", and asks to wait for {asked:.0f} s"
    return Fault(
        words=words,
        status=status,
        again=passing and not _NO_CREDIT.search(said),
        unsure=status in (408, 425) or status >= 500,
        said=said,
        raw=raw,
        headers=headers,
    )


def web_page(body: bytes, secret: str) -> Fault:
    """Return what an answer means that is no JSON: most often a page for people, from somebody in between."""
    raw = _struck(body[:8000].decode("utf-8", "replace"), secret)
    title = re.search(r"<title>(.*?)</title>", raw, re.DOTALL | re.IGNORECASE)
    if "<html" in raw[:2000].lower() or raw[:2000].lower().lstrip().startswith("<!doctype"):
        named = f" titled “{short(title[1])}”" if title else ""
        return Fault(f"it answers with a web page{named}; is the address right?", status=200, unsure=True, raw=raw)
    return Fault(f"its answer is broken off ({short(raw, 80) or 'empty'})", status=200, unsure=True, raw=raw)


def told(fault: Fault, vendor: str, model: str, setting: str, doing: Literal["ask", "send"]) -> CliffhangerError:
    """Return the error for a request that failed for good, with the provider's own words as its note."""
    error = _told(fault, vendor, model, setting, doing)
    if fault.raw.strip():
        error.add_note(f"{vendor} said:\n{fault.raw[:4000].strip()}")
    return error


def _told(fault: Fault, vendor: str, model: str, setting: str, doing: str) -> CliffhangerError:
    status, said = fault.status, fault.said or "no reason given"
    if status == 402 or _NO_CREDIT.search(fault.said):
        return ToolError(f"The account at {vendor} has no credit left for {model} ({said}). Add credit and run again.")
    if doing == "send" and 400 <= status < 500 and status != 429 and moderated(fault.said):
        return refusal(vendor, model, said)
    if status in (401, 403):
        return SettingsError(f"{vendor} refuses the key for {model} ({status}: {said}). Set {setting} to a valid one.")
    if status in (404, 410):
        if doing == "ask":
            return NoSuchJob(f"{vendor} knows no such job of {model}, or no longer ({said}).")
        return SettingsError(f"{vendor} does not know the model {model} ({said}). Check its name and the address.")
    if 300 <= status < 400:
        return SettingsError(f"{vendor} has moved ({status}). Check the address of the provider.")
    if 400 <= status < 500 and status not in (408, 425, 429):
        sentence = f"{vendor} does not take this request for {model} ({status}: {said}). Change the shot or the maker."
        return MakerRefused(sentence) if doing == "send" else Rejected(sentence, said)
    return ToolError(f"{vendor} cannot be used for {model}: {fault.words}. Run it again later; nothing is lost.")


def refusal(vendor: str, model: str, category: str) -> MakerRefused:
    """Return the error for a job that moderation refuses."""
    return MakerRefused(
        f"{vendor} refuses this shot for {model} ({short(category)}). Say it otherwise, or choose another maker for it."
    )


def message(raw: str) -> str:
    """Return what an error's body says to people: of JSON the message, of a page its title."""
    try:
        found = _message(json.loads(raw))
    except ValueError:
        title = re.search(r"<title>(.*?)</title>", raw, re.DOTALL | re.IGNORECASE)
        return short(title[1] if title else raw)
    return short(found)


def _message(body: Any) -> str:
    """Find the message in whatever shape it comes; codes and types go with it, they name the category."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        return "; ".join(filter(None, map(_message, body)))
    if not isinstance(body, dict):
        return ""
    names = ("code", "type", "error_type", "status", "title", "message", "msg", "detail", "error", "reason", "issues")
    parts = [_message(body[name]) for name in names if name in body]
    return ": ".join(dict.fromkeys(filter(None, parts)))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a provider asks us to wait, if it does."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def short(text: str, most: int = 240) -> str:
    """Return a text on one line, cut if it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _struck(text: str, secret: str) -> str:
    return text.replace(secret, "[key]") if secret else text
