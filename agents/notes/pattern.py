"""The notation of the grammar: what a note looks like, in a line that can be read aloud.

``{cut} {line}`` is any word for cutting and then a line that is named. Words stand for themselves, ``a|b`` is either,
``_`` is a space inside one, ``?`` after a word makes it optional, ``...`` skips up to eight words, ``^`` and ``$`` are
the beginning and the end. In braces stand a mention (``{person}``, ``{line}``, ``{scene:other}`` a second one under the
name ``other``), a word of a table (``{tempers}``), a set of verbs, or ``{rest}``: all that follows.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ...memory.edit import AnyEdit
from ...memory.note import Reading
from .amounts import NUMBER
from .examples import Wording, any_of, library
from .mention import Mention
from .wish import Wish

VERBS = {
    "cut": "cut|cut_out|delete|remove|drop|lose|scrap|ditch|omit|take_out|take_away|get_rid_of|leave_out|skip|axe|trim|"
    "kill|strike|erase|throw_out|do_away_with|chop|eliminate",
    "make": "make|have|let|turn|get|keep|want|makes|let_us_make|render|play",
    "change": "change|swap_out|swap|replace|switch|exchange|substitute|rewrite|rephrase|reword|turn|edit|modify|"
    "alter|update|fix",
    "be": "be|is|are|was|were|seem|seems|look|looks|sound|sounds|feel|feels|act|acts|become|becomes|get|gets|"
    "come_across|"
    "comes_across|being|looking|play|plays|behave|behaves|appear|appears|stay|stays",
    "should": "should|must|needs_to|need_to|has_to|have_to|ought_to|could|can|would|will|to",
    "more": "more|a_lot_more|much_more|a_bit_more|a_little_more|slightly_more|way_more|far_more|even_more|really|"
    "very|much|"
    "a_bit|a_little|slightly|a_lot|way|far|even|so|less_of_a|extra|quite|somewhat|completely|totally|a_touch|rather",
    "less": "less|not_so|too|less_of|not_as|way_too|far_too|a_bit_too|a_little_too|much_too|not|so_much|a_bit_less|"
    "much_less",
    "move": "move|set|put|shift|transfer|relocate|place|stage|shoot|film|do|take|bring|have|change|switch|let_us_have",
    "add": "add|insert|put|put_in|include|give|throw_in|squeeze_in|introduce|create|write|use|we_need|need|"
    "there_should_be|"
    "have|want|play|i_want|i_need|get|drop_in|sneak_in|slip_in",
    "say": "say|says|saying|tell|tells|reply|replies|answer|answers|respond|responds|whisper|shout|ask|asks|scream|go",
    "call": "call|rename|retitle|name|title|re-title",
    "end": "end|ends|finish|finishes|close|conclude|stop|stops|ending|wrap_up|fade_out|cut_off",
    "rewrite": "rewrite|redo|re-do|re-write|write|try|do|rework|start_over_with|take_another_pass_at|another_go_at|"
    "take_another_stab_at|have_another_go_at|give|regenerate|rethink|improve|polish|another_version_of|freshen_up|fix|"
    "overhaul|punch_up|spice_up",
    "again": "again|anew|from_scratch|over|once_more|another_try|another_go|another_attempt|differently|afresh|"
    "another_pass",
    "quicker": "faster|quicker|snappier|tighter|brisker|pacier|shorter_pauses|more_pace|punchier|more_quickly|"
    "more_dynamic|"
    "quickly|up_the_pace|more_energy",
    "slower": "slower|more_slowly|calmer|more_relaxed|slow|breathe|breathing_room|more_time|less_rushed|slowly|"
    "longer_pauses|"
    "more_breathing_space",
    "keep": "keep|lock|freeze|preserve|protect|save|do_not_touch|do_not_change|do_not_alter|leave|hold_on_to|pin|"
    "never_touch|never_change",
    "hate": "hate|do_not_like|do_not_love|dislike|can_not_stand|not_a_fan_of|am_not_sold_on|am_not_happy_with|"
    "do_not_buy|"
    "not_loving|not_into|loathe|can_not_bear|despise|am_sick_of|am_tired_of",
    "bad": "boring|bad|weak|flat|dull|does_not_work|not_working|is_not_working|awful|terrible|rubbish|lame|off|wrong|"
    "not_good|does_not_land|feels_off|is_a_mess|confusing|cheesy|predictable|unconvincing|falls_flat|drags|sucks|ugly",
    "by": "by|about|around|roughly|another|some|off|at_least",
}
"""Words for one thing to do, by its name."""

MENTIONS = ("quote", "episode", "scene", "shot", "line", "beat", "person", "prop", "place", "finding")
_BREAK = r"(?:, )*"


@dataclass(frozen=True)
class Found:
    """What a pattern found in a wish."""

    wish: Wish
    match: re.Match[str]

    def __getitem__(self, name: str) -> str:
        """Return the words of a slot as the user wrote them; empty if it has none."""
        return self.wish.plain(self.match[name]) if self.has(name) else ""

    def has(self, name: str) -> bool:
        """Tell whether the pattern has the slot and found something in it."""
        return name in self.match.re.groupindex and bool((self.match[name] or "").strip())

    def mention(self, name: str) -> Mention | None:
        """Return what is named in a slot."""
        return self.wish.marked.named(self.match[name].strip()) if self.has(name) else None

    @property
    def left(self) -> str:
        """The marked words that the pattern leaves over."""
        return f"{self.wish.text[: self.match.start()]} {self.wish.text[self.match.end() :]}"


Maker = Callable[[Wish, Found], Sequence[AnyEdit] | Reading | None]
"""Makes edits of what a pattern found; None: it is not meant so."""


@dataclass(frozen=True)
class Rule:
    """One kind of note: what it looks like, and what it comes to."""

    kind: str
    """The ``do`` of its edits."""
    name: str
    """Under which its looks stand in ``notes.yaml``."""
    maker: Maker
    negative: bool = False
    """Whether a "not" before what is found belongs to it."""

    @property
    def looks(self) -> tuple[str, ...]:
        """What such a note looks like."""
        return library().looks[self.name]


def rule(kind: str, name: str, maker: Maker, negative: bool = False) -> Rule:
    """Return a rule."""
    return Rule(kind, name, maker, negative)


@cache
def compiled(look: str) -> re.Pattern[str]:
    """Return the regular expression of a look; it is searched in a marked text in which every word ends in a space."""
    names: set[str] = set()
    whole = "".join(_part(part, names) for part in look.split())
    return re.compile(r"(?:^|(?<= ))" + whole, re.IGNORECASE)


def _part(part: str, names: set[str]) -> str:
    if part in ("^", "$"):
        return "^" if part == "^" else "$"
    if part == "...":
        return r"(?:\S+ ){0,8}?"
    optional = part.endswith("?")
    inner = part.removesuffix("?")
    each = re.findall(r"\{[^}]*\}|[^|]+", inner)
    body = "(?:" + "|".join(_slot(one[1:-1], names) if one.startswith("{") else _words(one) for one in each) + ")"
    piece = rf"{body} {_BREAK}"
    return f"(?:{piece})?" if optional else piece


def _slot(inner: str, names: set[str]) -> str:
    kind, _, name = inner.partition(":")
    if kind in VERBS:
        return _words(VERBS[kind])
    name = name or kind
    names.add(name)
    if kind == "rest":
        return rf"(?P<{name}>\S.*?)(?= $)"
    if kind == "number":
        return rf"(?P<{name}>{NUMBER})"
    if kind == "word":
        return rf"(?P<{name}>[^<>\s,]+)"
    if kind in MENTIONS:
        return rf"(?P<{name}><{kind}\d+>)"
    if kind in Wording.model_fields:
        return rf"(?P<{name}>(?:too )?{any_of(kind)})"
    raise ValueError(f"the grammar knows no {kind!r}")


def _words(alternatives: str) -> str:
    return "(?:" + "|".join(re.escape(one).replace("_", " ") for one in alternatives.split("|")) + ")"


def key_words(looks: Sequence[str]) -> set[str]:
    """Return the words that stand for themselves in some looks."""
    found: set[str] = set()
    for look in looks:
        for part in look.split():
            if not part.startswith("{"):
                found |= set(re.findall(r"[a-z]+", part.lower()))
    return found | {word for verbs in VERBS.values() for word in re.findall(r"[a-z]+", verbs)}
